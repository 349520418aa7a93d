"""Answers about whole documents: a summary of one, and a listing of those on a subject.

1. :func:`summary` picks, from each part of a document in order, the sentence that has most in common with its part and with
   the title (degree centrality on idf-weighted stems: Erkan and Radev 2004, "LexRank");
2. :func:`listing` names the documents on a subject, with how many of their passages speak of it and the best sentence each.

Both give text with [n] markers over passages of rank n, as an answerer does. The lines that a catalog gives rather than a
source (titles, counts) carry no marker and end with a colon.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer.cited import Composed
from assistant.answer.kinds.holdings import Order, Request
from assistant.cite.markers import literal
from assistant.questions.names import phrases_in
from assistant.questions.speech import unlabelled
from assistant.retrieve.passages import passage_of
from assistant.retrieve.retriever import Found, View
from assistant.store.rows import DocumentInfo
from assistant.text.about_document import heads_an_aside, introduced
from assistant.text.months import date_in_words
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading_line
from assistant.text.sentences import Unit, units
from assistant.text.terms import STOP_WORDS, content_stems, cosine, overlap, rarity, stem, stem_set, term_stems, terms
from assistant.text.title_order import title_order
from assistant.text.voices import TALK
from assistant.types import Document, Passage

LATEST = 3  # documents quoted where the newest are asked for
LOOKED_AT = 5  # passages found, among whose documents a section is looked for
HEADED = 100  # what it counts, in sentences that name the subject, that a section is headed by it
OF_SECTION = 5  # sentences of the summary of a section
MOST = 8  # sentences of a summary, documents quoted in a listing
NAMED = 20  # documents named without a quote
PASSAGE_CHARS = 1200  # characters of the passage that a sentence is shown in
ASKED = 3  # questions from which on somebody may be an interviewer
ALIKE = 0.6  # share of the words of the shorter of two sentences from which on one of them is enough for a summary
LESSER = 0.4  # of all sentences, the most that an interviewer says
LONG = 300  # sentences from which on a document is summarised from what it tells in short itself, where it does
FIT = 40, 360  # characters of a sentence that is told by itself, the fewest and the most
FEWEST_STEMS = 4  # words with a meaning that such a sentence has
TELLING = 12  # words with a meaning that a sentence needs to count in full


# -- a summary ---------------------------------------------------------------------------------------------------------

_BOILERPLATE = any_case(
    r"©|copyright|all rights reserved|https?://|www\.|\bcookie|subscribe|newsletter|click here|isbn|\w@\w+\.\w"
    r"|\bmay (?:be )?(?:freely |not be )?(?:redistributed?|copied|reproduced?)\b|\blicen[cs]ed under\b"
    r"|\b(?:this|the present|an?) (?:\w+ )?(?:text|document|paper|report|summary|transcript|recording|page|post|panel)\b"
    r"[^.]{0,40}\b(?:written|made|prepared|produced|published|drawn|based|typeset|printed) (?:for|by|from|on|in)\b"
    r"|^(?:figure|table|box|source|note|chart)s?\b[^.]{0,12}[:.\d]|read more|privacy policy|sign up"
    r"|\bbrought to you by|\bour sponsors?\b|\bpromo code|\bshow notes\b|\b(?:welcome to|enjoy) (?:this|the|our) (?:\w+ ){0,2}"
    r"(?:episode|show|podcast)\b"
)
_IN_SHORT = re.compile(  # of a heading's letters, as some files have "OVERVI EW"
    r"(?:chapter|section|item)?(?:executive|management|general|business|report|plain)?(?:summary|overview|highlights)|overviewof.*"
    r"|(?:key|main|principal)(?:findings|messages|points|conclusions|recommendations)|(?:introductionand)?conclusions?"
    r"|conclusions?andrecommendations|introduction|abstract|inbrief|ataglance"
)
_POINTS_ELSEWHERE = any_case(  # to another place or paper, or says how this one is to be read
    r"\b(?:see|refer to|discussed in|described in|included in|contained in|set forth in|under the (?:section|caption)s?)"
    r" (?:also )?(?:the |our |this |that )?(?:notes?\b|items?\b|sections?\b|parts?\b|appendi|exhibits?\b|pages?\b|chapters?\b"
    r"|tables?\b|[“\"])"
    r"|\bincorporated (?:herein )?by reference|\bindicate by check ?mark|\bunless the context|\bforward-looking statements?"
    r"|\b(?:pursuant to|required by) (?:the )?(?:items?|rule|regulation|section|part)\b|\bsections? (?:with)?in\b"
    r"|\bfor (?:additional|further|more) (?:information|details?|discussion)\b|\bthis (?:annual report on )?form\b"
    r"|\bthe (?:following|above|accompanying) (?:tables?|charts?|figures?|graphs?|notes)\b"
)
_LEANS = re.compile(
    r"(?:He|She|It|They|This|These|That|Those|His|Her|Its|Their|Such|Both|But|And|So|However|Then|Yes|No|Also|Or|Here|Which"
    r"|I mean|I would|I should)\b"
)
_REMARK = any_case(  # said to those who listen, and not of the subject
    r"\b(?:thank you|thanks|shout out|welcome (?:back|to)|I(?:['’]m| am) (?:not sure|excited|going to)"
    r"|I (?:do not|don['’]t) (?:really )?know|I guess|you know|I mean|(?:let me|let['’]s) (?:see|start|pause|go|move|look|take)"
    r"|(?:we|I)(?:['’]ll| will) (?:talk|pause|come|get)|(?:have|if) you(?:['’]ve)? (?:ever )?heard|can you (?:hear|see)"
    r"|as I (?:said|mentioned)|my (?:screen|slides?))\b"
    r"|(?:…|\.\.\.|--|—)[\"'”’)]*$"
)
_CHAIRS = any_case(r"facilitat|moderat|\bchair|\bhost\b|interviewer|presenter")
_TELLS = re.compile(r"\d|(?<=[a-z,;] )[A-Z][a-z]")
_WHOLE = re.compile(r".*[.!…][\"'”’)\]]*$", re.S)


@dataclass(frozen=True)
class _Weighed:
    """A sentence as it is weighed: its span, its reading text, its part of the document, and its stems that carry meaning."""

    unit: Unit
    text: str
    part: tuple[str, ...]
    stems: frozenset[str]
    fit: bool
    spoken: bool = False


def section(topic: str, found: Found, view: View) -> Composed:
    """Return a summary of the section headed by a subject, or of that which names it most; empty where none was found."""
    wanted = term_stems(topic) - STOP_WORDS
    speaking: Counter[tuple[str, tuple[str, ...]]] = Counter()
    read = {id_: _sentences(view.open(id_)) for id_ in dict.fromkeys(p.document for p in found.passages[:LOOKED_AT])}
    for id_, sentences in read.items():
        for r in sentences:
            if r.part and wanted:
                headed = wanted <= stem_set(r.part[-1])
                speaking[id_, r.part] += HEADED * headed + (wanted <= r.stems)
    if not speaking or not (best := max(speaking, key=lambda part: speaking[part])) or not speaking[best]:
        return Composed("", ())
    id_, heading = best
    part = [r for r in read[id_] if r.part[: len(heading)] == heading]
    name = f"{label(view.infos[id_])}, “{heading[-1]}”"
    each = min(OF_SECTION, max(2, len(part) // 2))
    return _written(view.open(id_), view.infos[id_], name, _chosen([part], view.infos[id_], each, each))


def summary(document: Document, info: DocumentInfo, most: int = MOST) -> Composed:
    """Return a summary in the document's own words: at most ``most`` sentences, each part of it in order."""
    parts = _parts(_in_short(_sentences(document)), most)
    many = max(1, min(3, most // max(1, len(parts))))
    return _written(document, info, label(info), _chosen(parts, info, most, many))


def _in_short(read: list[_Weighed]) -> list[_Weighed]:
    """Return the sentences under headings that promise a long document in short, "Overview" or "Key findings"; else all."""
    if len(read) < LONG:
        return read
    headings = {heading for r in read for heading in r.part}
    short = {heading for heading in headings if _IN_SHORT.fullmatch(re.sub(r"[\W\d_]+", "", heading.lower()))}
    told = [r for r in read if not short.isdisjoint(r.part)]
    return told if sum(r.fit for r in told) >= MOST else read


def _chosen(parts: Sequence[list[_Weighed]], info: DocumentInfo, most: int, many: int) -> list[tuple[_Weighed, list[_Weighed]]]:
    """Choose at most ``most`` sentences, the ``many`` most central of each part that is long enough, else one."""
    idf = rarity([r.stems for part in parts for r in part])
    title = term_stems(info.title)
    chosen: list[tuple[_Weighed, list[_Weighed]]] = []
    for part in parts:
        told: list[_Weighed] = []
        for best in sorted(part, key=lambda r: (-_centrality(r, part, title, idf), r.unit.start)):
            if len(told) == (many if len(part) >= 4 * many or len(parts) == 1 else 1):
                break
            if best.fit and not any(overlap(best.stems, other.stems) >= ALIKE for other in (*told, *(c for c, _ in chosen))):
                told.append(best)
        chosen += [(r, part) for r in sorted(told, key=lambda r: r.unit.start)]
    return chosen[:most]


def _sentences(document: Document) -> list[_Weighed]:
    """Return the sentences of a document that are on its subject, each with whether it is fit to be told by itself."""
    found = []
    askers = _askers(document)
    punctuated = any(_WHOLE.match(document.text[u.start : u.end]) for u in units(document))
    for unit in units(document):
        segment = document.segments[unit.segment]
        headings = segment.place.heading
        if segment.role == "heading" or any(map(heads_an_aside, headings)) or introduced(headings, document.title):
            continue
        text = reading_line(document, unit.span)
        meaning = frozenset(stem(t) for t in terms(unlabelled(text)) if t not in STOP_WORDS and not t.isdigit())
        spoken = segment.place.speaker or text.removesuffix(unlabelled(text))
        is_told = (bool(_WHOLE.match(text)) or not punctuated) and FIT[0] <= len(text) <= FIT[1] and len(meaning) >= FEWEST_STEMS
        is_talk_to_the_room = _CHAIRS.search(spoken) or segment.place.speaker in askers
        is_cut = segment.role == "row" or text.count('"') % 2
        is_about_it = _BOILERPLATE.search(text) or _POINTS_ELSEWHERE.search(text)
        fit = is_told and not (is_talk_to_the_room or is_cut or is_about_it)
        found.append(_Weighed(unit, text, headings, meaning, fit, segment.role in TALK))
    return found


def _askers(document: Document) -> frozenset[str]:
    """Return the speakers who interview the others: who say the lesser part, and ask in it twice as often as the others do."""
    asks: Counter[str] = Counter()
    says: Counter[str] = Counter()
    for unit in units(document):
        if speaker := document.segments[unit.segment].place.speaker:
            says[speaker] += 1
            asks[speaker] += document.text[unit.start : unit.end].rstrip().endswith("?")
    return frozenset(who for who in says if asks[who] >= ASKED and _interviews(who, asks, says))


def _interviews(who: str, asks: Counter[str], says: Counter[str]) -> bool:
    others = max(1, says.total() - says[who])
    return says[who] <= LESSER * says.total() and asks[who] / says[who] >= 2 * (asks.total() - asks[who]) / others


def _parts(read: Sequence[_Weighed], most: int) -> list[list[_Weighed]]:
    """Cut a document into at most ``most`` parts: at the outermost headings that tell parts apart, else by length."""
    deepest = max((len(r.part) for r in read), default=0)
    parts: list[list[_Weighed]] = []
    for depth in range(1, deepest + 1):
        parts = [list(group) for _, group in groupby(read, key=lambda r: r.part[:depth])]
        if len(parts) > 2:
            break
    parts = [p for p in parts if any(r.fit for r in p)]
    if len(parts) < 3:
        size = max(1, math.ceil(len(read) / min(most, max(1, len(read) // 5))))
        parts = [list(read[n : n + size]) for n in range(0, len(read), size)]
    while len(parts) > most:
        at = min(range(len(parts) - 1), key=lambda n: len(parts[n]) + len(parts[n + 1]))
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts


def _centrality(sentence: _Weighed, part: Sequence[_Weighed], title: frozenset[str], idf: Mapping[str, float]) -> float:
    """Return how much a sentence has in common with its part and with the title, and how much it tells in names and figures."""
    others = [r for r in part if r is not sentence]
    shared = sum(cosine(sentence.stems, r.stems, idf) for r in others) / len(others) if others else 0.0
    named = title | frozenset(stem(t) for heading in sentence.part for t in terms(heading))
    on_title = sum(idf.get(s, 0.0) for s in named & sentence.stems) / (sum(idf.get(s, 0.0) for s in named) or 1.0)
    tells = 0.06 * bool(_TELLS.search(unlabelled(sentence.text))) + (0.03 if sentence is part[0] else 0.0)
    lacks = 0.2 * sentence.text.endswith("?") + 0.08 * bool(_LEANS.match(unlabelled(sentence.text)))
    lacks += 0.08 * sentence.spoken * bool(_REMARK.search(sentence.text))
    return (shared + 0.15 * on_title + tells) * min(1.0, len(sentence.stems) / TELLING) - lacks


def _written(document: Document, info: DocumentInfo, name: str, chosen: Sequence[tuple[_Weighed, list[_Weighed]]]) -> Composed:
    """Return sentences chosen from the parts of a document as text with markers, each in a passage from its own part."""
    passages: list[Passage] = []
    lines = []
    for best, part in chosen:
        start, end = _window([r.unit.span for r in part], best.unit.span)
        home = next((p for p in passages if p.start <= best.unit.start and best.unit.end <= p.end), None)
        if home is None:
            home = passage_of(document, info, (start, end), rank=len(passages) + 1)
            passages.append(home)
        lines.append(f"{literal(best.text)} [{home.rank}]")
    if not lines:
        return Composed("", ())
    return Composed("\n".join([f"{name}, in its own words:", *lines]), tuple(passages))


def _window(spans: Sequence[tuple[int, int]], around: tuple[int, int]) -> tuple[int, int]:
    """Return the run of whole sentences about one of them, at most ``PASSAGE_CHARS`` long where that one is shorter."""
    first = last = spans.index(around)
    while True:
        wider = [(first - 1, last)] * (first > 0) + [(first, last + 1)] * (last + 1 < len(spans))
        wider = [(a, b) for a, b in wider if spans[b][1] - spans[a][0] <= PASSAGE_CHARS]
        if not wider:
            return spans[first][0], spans[last][1]
        first, last = wider[-1] if (last - first) % 2 else wider[0]


def label(info: DocumentInfo, count: str = "") -> str:
    """Return the name of a document with its kind and date, as an answer gives it."""
    told = ", ".join(part for part in (info.kind, date_in_words(info.date), count) if part)
    return f"{info.title} ({told})" if told else info.title


# -- a listing ---------------------------------------------------------------------------------------------------------


def listing(request: Request, found: Found | None, view: View) -> Composed:
    """Return the documents asked for; on a subject, those in which it was ``found``, each with its best sentence."""
    if not request.topic or found is None:
        held = [view.infos[id_] for id_ in request.documents if id_ in view.infos]
        return Composed(_first_of(held, request.order) if request.order else _catalogue(held), ())
    wanted = content_stems(request.topic)
    named = [name.lower() for name in phrases_in(request.topic)]
    told: dict[str, list[tuple[float, _Weighed]]] = {}
    counts: Counter[str] = Counter()
    for candidate in found.candidates:
        row = candidate.row
        if row.document not in request.documents or row.document not in view.infos:
            continue
        document = view.open(row.document)
        sentences = _in_chunk(document, row.sentences)
        if not wanted <= frozenset(s for r in sentences for s in r.stems) | stem_set(row.context):
            continue
        if not all(name in f"{row.context} {' '.join(r.text for r in sentences)}".lower() for name in named):
            continue
        counts[row.document] += 1
        told.setdefault(row.document, []).extend((_speaks(r, wanted, candidate.score), r) for r in sentences)
    return _listed(request, counts, told, view)


def _in_chunk(document: Document, spans: Sequence[tuple[int, int]]) -> list[_Weighed]:
    read = []
    for start, end in spans:
        segment = document.segments_in(start, end)[0]
        text = reading_line(document, (start, end))
        fit = segment.role not in ("heading", "row") and len(text) >= 30 and not _BOILERPLATE.search(text)
        read.append(_Weighed(Unit(start, end, 0), text, segment.place.heading, stem_set(text), fit))
    return read


def _speaks(sentence: _Weighed, wanted: frozenset[str], score: float) -> float:
    """Return how well a sentence shows what its document says of a subject."""
    covered = len(wanted & sentence.stems) / (len(wanted) or 1)
    opens = 0.15 * bool(wanted & stem_set(sentence.text[:50])) + 0.1 * bool(_TELLS.search(unlabelled(sentence.text)))
    length = 1.0 if 60 <= len(sentence.text) <= 300 else 0.7
    return (
        (covered + 0.3 * score + opens) * length
        - 0.5 * sentence.text.endswith("?")
        - 0.3 * bool(_LEANS.match(unlabelled(sentence.text)))
    )


def _listed(request: Request, counts: Counter[str], told: Mapping[str, list[tuple[float, _Weighed]]], view: View) -> Composed:
    """Return the documents as text with markers, most passages first, or newest first: a line each, and the best sentence of it."""
    order = sorted(counts, key=lambda id_: (-counts[id_], view.infos[id_].date or "", id_))
    if request.order:
        order = [info.id for info in _in_order([view.infos[id_] for id_ in order], request.order)][:LATEST]
    passages: list[Passage] = []
    blocks = []
    for id_ in order[:MOST]:
        best = max((item for item in told[id_] if item[1].fit), key=lambda item: (item[0], -item[1].unit.start), default=None)
        head = label(view.infos[id_], f"{counts[id_]} passage{'s' * (counts[id_] != 1)}")
        if best is None:
            blocks.append(f"{head}:")
            continue
        unit, spans = best[1].unit, sorted({r.unit.span for _, r in told[id_]})
        near = [s for s in spans if abs(s[0] - unit.start) < PASSAGE_CHARS]
        span = _window(near, unit.span)
        passages.append(passage_of(view.open(id_), view.infos[id_], span, rank=len(passages) + 1))
        blocks.append(f"{head}:\n{literal(best[1].text)} [{len(passages)}]")
    if rest := [view.infos[id_].title for id_ in order[MOST : MOST + NAMED]]:
        blocks.append(f"Also: {'; '.join(rest)}:")
    return Composed("\n\n".join(blocks), tuple(passages))


def _in_order(infos: Sequence[DocumentInfo], order: Order) -> list[DocumentInfo]:
    """Return documents in order of date, those without one left out, or of length."""
    if order in ("newest", "oldest"):
        return sorted((i for i in infos if i.date), key=lambda i: i.date or "", reverse=order == "newest")
    return sorted(infos, key=lambda i: i.chunks, reverse=order == "longest")


def _first_of(infos: Sequence[DocumentInfo], order: Order) -> str:
    """Name the first few documents in an order, with what puts them there."""
    by_date = order in ("newest", "oldest")
    first = _in_order(infos, order)
    undated = f" ({len(infos) - len(first)} without a date left out)" if len(first) < len(infos) else ""
    lines = [f"- {info.title} ({info.date if by_date else _length(info)})" for info in first[:LATEST]]
    return "\n".join([f"By {'date' if by_date else 'length'}, the {order} first{undated}:", *lines]) if lines else ""


def _length(info: DocumentInfo) -> str:
    """Return how long a document is: its pages, else its passages."""
    number, noun = (info.pages, "page") if info.pages else (info.chunks, "passage")
    return f"{number} {noun}{'s' * (number != 1)}"


def _catalogue(infos: Sequence[DocumentInfo]) -> str:
    """Name documents by kind, the oldest first."""
    if not infos:
        return ""
    blocks = []
    for kind, group in groupby(sorted(infos, key=lambda i: (i.kind, i.date or "", title_order(i.title))), key=lambda i: i.kind):
        held = list(group)
        lines = [f"- {i.title}" + (f" ({i.date})" if i.date else "") for i in held[:NAMED]]
        if len(held) > NAMED:
            lines.append(f"- and {len(held) - NAMED} more")
        blocks.append("\n".join([f"{len(held)} {kind}{'s' * (len(held) != 1)}:", *lines]))
    return "\n\n".join(blocks)
