"""The sentences that may answer a question, best first.

A sentence is as good as the weighted sum of its features (:mod:`.sentence_features`) and of what all that was found tells of it:

- ``parent``: how good its passage is;
- ``cosine``: scaled over all sentences;
- ``elsewhere``: where a question names documents, how much less its document answers to the name than the one that does best;
- ``unnamed``: it is on none of the names in the question, where another sentence is on half of them;
- ``spoken``: somebody says it whose words are asked for.

How the weights were chosen, and what each brings, stands in docs/trials.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter, itemgetter, mul

from assistant.answer.choose.sentence_features import featured
from assistant.questions.answer_form import fits
from assistant.questions.form import ONE_THING, asked_for, at_work, wants_definition
from assistant.questions.indirect_forms import asking_words
from assistant.questions.outcome import outcome_asked
from assistant.questions.speech import asked_of, labels, reports, unlabelled, wants_decision
from assistant.retrieve.passages import Candidate
from assistant.retrieve.retriever import Found
from assistant.text.block_runs import index_at
from assistant.text.quotations import names, voice
from assistant.text.sentences import cut_at_stops
from assistant.text.terms import stem, stem_set
from assistant.types import Document, Open, Passage, Span

CONSIDERED = 10  # passages whose sentences compete
DEFINING = 20  # the same where it is asked what something is, or is for: one sentence may say so, in a text on something else
WORK = stem("work")
NAMED = 0.5  # share of the names in the question that a sentence must be on, so that one on none of them is on another thing
PLAINLY = 0.6  # how well a section or a reply must tell how a thing works, so that nothing else need to


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence that may answer: its span, its reading text, the passage that holds it, and the evidence for it."""

    passage: Passage
    start: int
    end: int
    text: str
    role: str
    score: float
    features: Mapping[str, float]

    @property
    def span(self) -> Span:
        """Where it begins and ends in its document."""
        return self.start, self.end

    @property
    def place(self) -> tuple[str, int]:
        """The document that it stands in, and where it begins."""
        return self.passage.document, self.start

    @property
    def text_before(self) -> str:
        """What stands before it in its passage."""
        return self.passage.text[: max(0, self.start - self.passage.start)]

    @property
    def sentence_before(self) -> str:
        """The sentence before it in its passage; "" where there is none."""
        return cut_at_stops(self.text_before.strip())[-1]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence for a sentence counts."""

    parent: float = 0.5
    cosine: float = 0.25
    coverage: float = 0.1
    rest: float = 0.35
    context: float = 0.2
    otherwise: float = 0.35
    kind: float = 0.15
    silent: float = -0.25
    aside: float = -0.4
    elsewhere: float = -0.5
    unnamed: float = -0.3
    news: float = 0.1
    defines: float = 0.5
    announces: float = 0.3
    posed: float = 0.3
    spoken: float = 0.3
    decides: float = 0.8
    motion: float = 0.6
    replied: float = 0.6
    drawback: float = 0.6
    denies: float = 0.2
    outcome: float = 0.3
    section: float = 0.5
    asks: float = 0.4
    quotes: float = 0.4
    told: float = 0.6
    cause: float = 1.2


def score_sentences(found: Found, open_document: Open, *, most: int | None = None) -> list[Pick]:
    """Return the sentences of the ``most`` best passages, best first; ties fall to the better passage, then to the earlier one.

    How a thing works is told by a section or a reply on that, else by what the thing is and does.
    """
    weights = Weights()
    if not at_work(found.query.text):
        return _scored(found, open_document, weights, most)
    picks = _scored(found, open_document, replace(weights, defines=0.0), most)
    if picks and max(picks[0].features["section"], picks[0].features["replied"]) >= PLAINLY:
        return picks
    stems_ = found.query.besides({WORK})
    focus = {s: weight for s, weight in found.query.focus.items() if s != WORK}
    return _scored(replace(found, query=replace(found.query, stems=stems_, focus=focus or stems_)), open_document, weights, most)


def _scored(found: Found, open_document: Open, weights: Weights, most: int | None) -> list[Pick]:
    query = found.query
    if asking := asking_words(query.text):
        query = replace(query, focus={s: weight for s, weight in query.focus.items() if s not in asking})
    told = [field.name for field in fields(weights)]
    of_all, counts = itemgetter(*told), attrgetter(*told)(weights)
    is_scattered = wants_definition(query.text) or outcome_asked(query.text) == "aim" or wants_decision(query.text)
    passages = found.passages[: most or (DEFINING if is_scattered else CONSIDERED)]
    scaled = _scaled_scores(found, passages)
    elsewhere = _elsewhere(found)
    voices = _voices(found.query.text, {p.document for p in passages}, open_document)
    raw = [
        (passage, sentence)
        for passage, candidate in _within(passages, found.candidates)
        for sentence in featured(query, passage, candidate, open_document(passage.document))
    ]
    cosines = [sentence.features["cosine"] for _, sentence in raw] or [0.0]
    low, spread = min(cosines), (max(cosines) - min(cosines)) or 1.0
    most_named = max((sentence.features["named"] for _, sentence in raw), default=0.0)
    is_one = asked_for(found.query.text) in ONE_THING and not wants_definition(found.query.text)  # "Who was Mr Platt?" asks no name
    is_after_words = bool(asked_of(found.query.text))  # somebody's
    picks = []
    for passage, (start, end, text, role, features) in raw:
        by = voices.get(passage.document, ())
        evidence = {
            **features,
            "parent": scaled[passage.rank],
            "cosine": (features["cosine"] - low) / spread,
            "elsewhere": elsewhere.get(passage.document, 0.0),
            "unnamed": float(most_named >= NAMED and not features["named"]),
            "spoken": float(is_after_words and _is_spoken(found.query.text, open_document(passage.document), (start, end), by)),
        }
        by_another = by and not evidence["spoken"]
        if evidence["replied"] and (by_another or (is_one and not fits(found.query.text, unlabelled(text)))):
            evidence["replied"] = 0.0  # by somebody else than who is asked after, or without the one thing that is asked for
        score = sum(map(mul, counts, of_all(evidence)))
        kept = {name: evidence[name] for name in ("spoken", "replied", "unnamed")}
        picks.append(Pick(passage, start, end, text, role, score, {**features, **kept}))
    return sorted(picks, key=lambda p: (-p.score, p.passage.rank, p.start))


def _within(passages: Sequence[Passage], candidates: Sequence[Candidate]) -> Iterator[tuple[Passage, Candidate]]:
    """Yield each passage with every chunk in it that was found, in the order in which these are given."""
    of_document: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        of_document.setdefault(candidate.row.document, []).append(candidate)
    for passage in passages:
        for candidate in of_document.get(passage.document, ()):
            if passage.start <= candidate.row.start and candidate.row.end <= passage.end:
                yield passage, candidate


def as_fitted(picks: Sequence[Pick]) -> list[Pick]:
    """Return sentences in the order in which the confidence was fitted: by all that is asked but names, and not by parts."""
    weights = Weights()

    def score(pick: Pick) -> float:
        told = pick.features
        parts = weights.told * told["told"] + weights.cause * told["cause"] + weights.unnamed * told["unnamed"]
        parts += weights.section * told["section"] + weights.decides * told["decides"]
        parts += weights.motion * told["motion"] + weights.replied * told["replied"]
        return pick.score - parts + weights.rest * (told["focus"] - told["rest"])

    return sorted(picks, key=score, reverse=True)


def _scaled_scores(found: Found, passages: tuple[Passage, ...]) -> dict[int, float]:
    """Scale the passages' scores over all candidates, so that the best is 1."""
    scores = [c.score for c in found.candidates] or [0.0]
    low, spread = min(scores), (max(scores) - min(scores)) or 1.0
    return {p.rank: (p.score - low) / spread for p in passages}


def _elsewhere(found: Found) -> dict[str, float]:
    """Return for each document how far it falls short of answering to the names in the question, 0 to 1; 0 where none is named."""
    bearing = {c.row.document: c.features.get("named_document", 0.0) for c in found.candidates}
    most = max(bearing.values(), default=0.0)
    return {document: 1 - share / most for document, share in bearing.items()} if most else {}


def _voices(question: str, documents: Collection[str], open_document: Open) -> dict[str, set[str]]:
    """Return for each document the labels of the speaker whose words are asked for; nothing where nobody's are."""
    who = asked_of(question)
    told = {id_: labels(s.place.speaker for s in open_document(id_).segments) for id_ in documents} if who else {}
    return {
        id_: {label for label, names in held.items() if any(_is_called(name, names) for name in who)} for id_, held in told.items()
    }


def _is_called(name: frozenset[str], label: frozenset[str]) -> bool:
    """Say whether a label is of who is named: "Jo Bell (Minister)" of Jo Bell, "Toll Review" of the toll review officer."""
    return name <= label or (len(label) > 1 and label <= name)


def _is_spoken(question: str, document: Document, span: Span, voices: Collection[str]) -> bool:
    """Say whether somebody says a sentence whose words are asked for: the speaker of a talk, who is named beside a quotation, or
    of whom the sentence tells it."""
    at, who = index_at(document, span[0]), asked_of(question)
    speaker = document.segments[at].place.speaker
    if speaker is not None:
        return speaker in voices
    if reports(document.text[span[0] : span[1]], who):
        return True
    said = voice(document, at)
    called = names(said[0]) if said else []
    return any(name <= stem_set(each) for each in called for name in who)
