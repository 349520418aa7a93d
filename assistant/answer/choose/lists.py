"""The list that a question asks for, or that an answer speaks of, where no chosen sentence brings it.

"What are the three lessons?" may be met by "The report ends with three lessons", which stands far from them. The list is looked for
among what was found, best first:

1. a run of items that the line before them or their heading calls by the name of what is asked for ("Questions for a partnership"),
   or counts as many of;
2. sections whose headings count such things ("Lesson one: …", "Second lesson: …", "3. Lessons on …"), each with its first sentence.

The goals of a plan may be no more than its outline: the numbered headings of a document that calls such a section "this goal", or
those within the section that the question names ("the objectives under Cleaner water").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.choose.enumerated import NUMBERED
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.sentence_context import first_sentence
from assistant.questions.counts import SMALL_NUMBER, counted_thing, how_many
from assistant.questions.form import asked_for, things_asked, wants_questions
from assistant.questions.general_nouns import DOCUMENTS, GROUPS, PROGRAMMES
from assistant.text.block_runs import LONGEST_LIST, body, first_of_run, index_at, lead, run_from
from assistant.text.patterns import any_case
from assistant.text.terms import ORDINALS, stem, stem_set, stems
from assistant.types import Document, Open, Segment, Span

NEAR_STEPS, NEARLY_STEPS = 10, 0.85  # the best sentences among which an item of the steps must be, and its share of the best score
LOOKED_AT = 60  # sentences found among which the items of the list may be

_COUNTED = any_case(
    rf"(?:the )?(?:(?P<noun>\w+) (?:one|{SMALL_NUMBER}|\d{{1,2}}|[ivx]{{1,4}})\b|(?:{'|'.join(ORDINALS)}) (?P<thing>\w+)\b)"
)
_PARTS = any_case(
    r"^\W*(?:what|which) (?:are|were) (?:[\w’'-]+ ){0,5}?"
    r"(?P<one>goal|objective|priorit|aim|ambition|pillar|theme|strand|commitment)(?:s|ies)\b"
    r"(?P<within>(?: (?:under|within|in|of|for|on)\b.*)?)"
)
_STEPS = any_case(r"^\W*(?:(?:what|which) (?:are|were) )?(?:the )?(?:main |key |first )?(?:steps|stages) (?:to|for|in|of|towards) ")
_LEADING = "the its this that their our next new strategic coming year under within in of for on".split()
_GENERAL = (*PROGRAMMES, *GROUPS, *DOCUMENTS, *_LEADING)
_ON_ONE_MATTER = re.compile(rf" (?!(?:{SMALL_NUMBER}|{'|'.join(_GENERAL)})s?\b)[a-z][\w’'-]+")
"""What narrows the goals asked for: "for clean electricity", not "of the plan", "of NARA", "for the next five years"."""
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.:]?\s+(?=[^\W\d])")
_COUNTED_PART = any_case(r"(?:goal|objective|priority|aim|ambition|pillar|theme|strand|commitment)\W+\d{1,2}\W+")
_FEWEST = 3  # sections that a plan is made of


def outlined(question: str, picks: Sequence[Pick], open_document: Open) -> tuple[Pick, list[Span]] | None:
    """Return the headings that are the goals asked for, each with the one right under it; ``None`` where no outline tells them."""
    match = _PARTS.match(question) if picks else None
    if match is None:
        return None
    document = open_document(picks[0].passage.document)
    heads = [(n, m[1]) for n, s in enumerate(document.segments) if s.role == "heading" and (m := _NUMBER.match(_title(s)))]
    numbers = _within(document, heads, stem_set(match["within"]))
    if not numbers and _ON_ONE_MATTER.search(match["within"]):
        return None
    numbers = numbers or _whole(document, heads, match["one"])
    if numbers:
        return picks[0], [span for n in numbers[:LONGEST_LIST] for span in _titled(document, n)]
    noun = stem(f"{match['one'].lower()}y" if match["one"].lower() == "priorit" else match["one"].lower())
    return None if picks[0].features.get("section", 0.0) else _sections(picks[:1], noun, how_many(question), open_document)


def _within(document: Document, heads: Sequence[tuple[int, str]], asked: frozenset[str]) -> list[int]:
    """Return the numbered headings one step below the section that a question names."""
    for n, segment in enumerate(document.segments):
        title = _title(segment) if segment.role == "heading" else ""
        own = stem_set(_COUNTED_PART.sub("", _NUMBER.sub("", title)))
        if own and own <= asked:
            path = segment.place.heading
            below = [at for at, _ in heads if at > n and document.segments[at].place.heading[:-1] == path]
            if len(below) > 1:
                return below
    return []


def _whole(document: Document, heads: Sequence[tuple[int, str]], one: str) -> list[int]:
    """Return the headings that are numbered from one on, where one of their sections calls itself what is asked for."""
    top = [n for n, number in heads if "." not in number]
    if len(top) < _FEWEST or [number for _, number in heads if "." not in number] != [str(n) for n in range(1, len(top) + 1)]:
        return []
    called = any_case(rf"\bthis (?:\w+ )?{one}(?:y|s|ies)?\b")
    return top if any(called.search(_own_text(document, n)) for n in top) else []


def _own_text(document: Document, at: int) -> str:
    """Return what stands under a heading, up to the next one that has a number."""
    end = next((s.start for s in document.segments[at + 1 :] if s.role == "heading" and _NUMBER.match(_title(s))), None)
    return document.text[document.segments[at].end : end]


def _titled(document: Document, at: int) -> list[Span]:
    """Return a heading, and the one right under it that has no number: "1. Access", "Make access happen"."""
    following = next(body(document.segments, at + 1, 1), None)
    is_titled = following is not None and following.role == "heading" and not _NUMBER.match(_title(following))
    spans = [document.segments[at], following] if is_titled and following else [document.segments[at]]
    return [segment.span for segment in spans]


def _title(heading: Segment) -> str:
    return next(iter(heading.place.heading[-1:]), "")


def in_steps(question: str, picks: Sequence[Pick], open_document: Open) -> tuple[Pick, list[Span]] | None:
    """Return the numbered list that tells the steps to a thing, whatever it calls them: one whose items are among the best."""
    if not (picks and _STEPS.match(question)):
        return None
    near = [pick for pick in picks[:NEAR_STEPS] if pick.score >= NEARLY_STEPS * picks[0].score]
    for pick, document, first in _runs(near, open_document):
        items = run_from(document, first)
        if len(items) >= _FEWEST and all(NUMBERED.match(document.text[slice(*span)]) for span in items):
            return pick, [*lead(document, first), *items]
    return None


def owed(question: str, told: Sequence[Span], picks: Sequence[Pick], open_document: Open) -> tuple[Pick, list[Span]] | None:
    """Return the list that is owed, with the pick that it was found by; ``told`` are the spans of what opens the answer."""
    if not picks or asked_for(question) != "list":
        return None
    best = picks[0]
    if _holds_list(open_document(best.passage.document), told):
        return None
    noun = "question" if wants_questions(question) else things_asked(question)
    many = how_many(question) or how_many(best.text)
    for pick, document, first in _runs(picks[:LOOKED_AT], open_document):
        items = run_from(document, first)
        if len(items) > 1 and many in (None, len(items)) and _named(document, first, noun or counted_thing(best.text)):
            return pick, [*lead(document, first), *items]
    return _sections(picks, noun or counted_thing(best.text), many, open_document)


def _holds_list(document: Document, spans: Sequence[Span]) -> bool:
    """Say whether spans hold two items or headings, or more sentences than what one leans on."""
    roles = [document.segments_in(*span)[0].role for span in spans]
    return sum(role in ("item", "heading", "row") for role in roles) > 1 or len(spans) > 2


def _runs(picks: Sequence[Pick], open_document: Open) -> Iterator[tuple[Pick, Document, int]]:
    """Yield the lists that the items among some sentences stand in, each once, with the index of its first block."""
    met = set()
    for pick in picks:
        if pick.role == "item":
            document = open_document(pick.passage.document)
            at = index_at(document, pick.start)
            first = first_of_run(document.segments, at)
            if (document.id, first) not in met:
                met.add((document.id, first))
                yield pick, document, first


def _named(document: Document, first: int, noun: str | None) -> bool:
    """Say whether the line before a list, or its heading, calls its items by a name."""
    if noun is None:
        return False
    above = [document.text[slice(*span)] for span in lead(document, first)]
    return any(noun in stems(text) for text in (*above, *document.segments[first].place.heading[-1:]))


def _sections(picks: Sequence[Pick], noun: str | None, many: int | None, open_document: Open) -> tuple[Pick, list[Span]] | None:
    """Return the sections of a document whose headings count things of a name, with the first sentence of each."""
    for id_ in dict.fromkeys(pick.passage.document for pick in picks[:LOOKED_AT] if noun):
        document = open_document(id_)
        counted = [n for n, s in enumerate(document.segments) if s.role == "heading" and _counts(s) == noun]
        if len(counted) > 1 and many in (None, len(counted)):
            pick = next(p for p in picks if p.passage.document == id_)
            return pick, [span for n in counted[:LONGEST_LIST] for span in _section(document, n)]
    return None


def _counts(heading: Segment) -> str | None:
    match = _COUNTED.match(_title(heading))
    return stem((match["noun"] or match["thing"]).lower()) if match else None


def _section(document: Document, at: int) -> list[Span]:
    heading = document.segments[at]
    following = next(body(document.segments, at + 1, 1), None)
    says = [first_sentence(document, following)] if following is not None and following.role == "paragraph" else []
    return [heading.span, *says]
