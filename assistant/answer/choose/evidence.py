"""The sentences that may answer a question, with the evidence for each.

A sentence is as good as the sum of these, each weighed:

- ``parent``: how good its passage is, among all that were found;
- ``cosine``: with the question;
- ``coverage``: how much of the question's weight (idf) its words cover, ``context``: the same with the sentence before it and the
  title and headings above it, ``focus``: of what is asked apart from names, in a context that covers the rest, ``rest``: the
  same apart from what the title names as well; only the latter counts, the former is for the confidence;
- ``otherwise``: how much of what is asked it says in another word for the same ("funded" for "paid"), in such a context;
  ``meant``: the same in any, for the confidence;
- ``kind``: it holds the kind of thing asked for, ``defines``: it says what the thing is, where that is asked, in words that
  the question does not have;
- ``section``: it stands in the section of a report that tells such things (:mod:`assistant.questions.sections`), ``decides``,
  ``acts``: it says what was decided, or that somebody takes a thing on (:mod:`assistant.questions.commitments`);
- ``posed``: a heading, the block over its own or the sentence before asks the same; ``replied``: its speaker was asked so;
- ``motion``: it tells of a motion what is asked, who moved it or how the vote went (:mod:`assistant.questions.votes`);
- ``announces``: it leads the list that is asked for, of as many things; ``news``: words that the question does not have;
- ``silent``: headings, captions and questions answer nothing, ``aside``: nor does what speaks of the document and not of its
  subject, or only says where there is more (:mod:`assistant.text.aside`);
- ``elsewhere``: where a question names documents, how much less its document answers to the name than the one that does best.

The weights were chosen on one half of the questions on the sample corpus and on the shared excerpts; docs/answers.md tells what
each brought on the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from assistant.answer.choose.met import decided, of_motion, on_the_matter, replied, said_otherwise, weight_met
from assistant.answer.choose.read import Sentence, called, read, stems_above
from assistant.questions.commitments import asks_after_by, takes_on, wants_actions
from assistant.questions.definition import defines
from assistant.questions.form import (
    ONE_THING,
    announces,
    asked_for,
    echoes,
    fits,
    how_many,
    names_in,
    wants_definition,
    wants_questions,
)
from assistant.questions.outcome import asking_words, outcome_asked, tells_outcome
from assistant.questions.sections import asks_alike, asks_by, heads, told_whole
from assistant.questions.sides import asks_in_the_negative, denies, side_asked, tells_side
from assistant.questions.speech import (
    asked_of,
    is_answered_by_the_speaker,
    labels,
    lists_who_was_there,
    spoken_of,
    unlabelled,
    wants_decision,
)
from assistant.questions.votes import motion_asked, tells
from assistant.retrieve.passages import Candidate
from assistant.retrieve.retriever import Found, Query
from assistant.text.agenda import above_in_item
from assistant.text.quoted import names, voice, wants_quotations
from assistant.text.replies import asked_before
from assistant.text.runs import index_at
from assistant.text.sentences import cut_at_stops
from assistant.text.terms import stems, words
from assistant.text.voices import TALK, in_first_person
from assistant.types import Document, Open, Passage

CONSIDERED = 10  # passages whose sentences compete
DEFINING = 20  # the same where it is asked what something is, or is for: one sentence may say so, in a text on something else
TELLING = 6  # words that the question does not have, from which on a sentence says enough that is new
_GOES_ON_ABOUT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")  # "She claimed …. She proposed …": whoever was named before
NAMES = 3  # words of talk that only name a thing
_OR = re.compile(r"\b(?:and|or)\b")
TITLES = frozenset("cllr councillor mr mrs ms dr prof professor sir".split())


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
    news: float = 0.1
    defines: float = 0.5
    announces: float = 0.3
    posed: float = 0.3
    spoken: float = 0.3
    decides: float = 0.8
    acts: float = 0.6
    motion: float = 0.6
    replied: float = 0.6
    side: float = 0.6
    denies: float = 0.2
    outcome: float = 0.3
    section: float = 0.5
    present: float = 0.6
    asks: float = 0.4
    quotes: float = 0.4


def score_sentences(found: Found, open_document: Open, weights: Weights | None = None, *, most: int | None = None) -> list[Pick]:
    """Return the sentences of the ``most`` best passages, best first; ties fall to the better passage, then to the earlier one."""
    weights = weights or Weights()
    counts = [(field.name, getattr(weights, field.name)) for field in fields(weights)]
    passages = found.passages[: most or (DEFINING if _is_scattered(found.query.text) else CONSIDERED)]
    scaled = _scaled_scores(found, passages)
    elsewhere = _elsewhere(found)
    voices = _voices(found.query.text, {p.document for p in passages}, open_document)
    raw = [
        item
        for passage in passages
        for candidate in found.candidates
        if candidate.row.document == passage.document and passage.start <= candidate.row.start and candidate.row.end <= passage.end
        for item in _sentences(found.query, passage, candidate, open_document(passage.document))
    ]
    cosines = [features["cosine"] for *_, features in raw] or [0.0]
    low, spread = min(cosines), (max(cosines) - min(cosines)) or 1.0
    is_one = asked_for(found.query.text) in ONE_THING
    is_after_words = bool(asked_of(found.query.text))  # somebody's
    picks = []
    for passage, start, end, text, role, features in raw:
        opened = open_document(passage.document)
        evidence = {
            **features,
            "parent": scaled[passage.rank],
            "cosine": (features["cosine"] - low) / spread,
            "elsewhere": elsewhere.get(passage.document, 0.0),
            "spoken": float(is_after_words and _is_spoken(found.query.text, opened, start, voices.get(opened.id, ()))),
        }
        if (voices.get(opened.id) and not evidence["spoken"]) or (is_one and not fits(found.query.text, unlabelled(text))):
            evidence["replied"] = 0.0  # by somebody else than who is asked after, or without the one thing that is asked for
        score = sum(weight * evidence[name] for name, weight in counts)
        kept = {name: evidence[name] for name in ("spoken", "replied")}
        picks.append(Pick(passage, start, end, text, role, score, {**features, **kept}))
    return sorted(picks, key=lambda p: (-p.score, p.passage.rank, p.start))


def as_fitted(picks: Sequence[Pick]) -> list[Pick]:
    """Return sentences in the order in which the confidence was fitted: by all that is asked but names, and not by parts."""
    weights = Weights()

    def score(pick: Pick) -> float:
        told = pick.features
        parts = weights.section * told["section"] + weights.decides * told["decides"] + weights.acts * told["acts"]
        parts += weights.motion * told["motion"] + weights.replied * told["replied"]
        return pick.score - parts + weights.rest * (told["focus"] - told["rest"])

    return sorted(picks, key=score, reverse=True)


def _is_scattered(question: str) -> bool:
    return wants_definition(question) or outcome_asked(question) == "aim" or wants_decision(question)


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
    return {id_: {label for label, names in held.items() if any(name <= names for name in who)} for id_, held in told.items()}


def _is_spoken(question: str, document: Document, start: int, voices: Collection[str]) -> bool:
    """Say whether somebody says a sentence whose words are asked for: the speaker of a talk, or who is named beside a quotation."""
    at, who = index_at(document, start), asked_of(question)
    speaker = document.segments[at].place.speaker
    if speaker is not None or not who:
        return speaker in voices
    said = voice(document, at)
    called = names(said[0]) if said else []
    return any(name <= frozenset(stems(each)) or _is_short_for(name, each) for each in called for name in who)


def _is_short_for(name: frozenset[str], said: str) -> bool:
    """Say whether somebody is named by a part of a name: "Cllr Brown said:" after Robin Brown."""
    own = frozenset(stems(" ".join(names_in(f", {said}")))) - TITLES
    return bool(own) and own < name


Raw = tuple[Passage, int, int, str, str, dict[str, float]]


def _sentences(query: Query, passage: Passage, candidate: Candidate, document: Document) -> Iterator[Raw]:
    row = candidate.row
    cosines = row.sentence_vectors @ query.vector if row.sentence_vectors is not None else [0.0] * len(row.sentences)
    above = stems_above(f"{passage.title} {row.document} {row.context} {called(document)}")
    named = stems_above(f"{passage.title} {row.document}")
    rest = {s: weight for s, weight in query.focus.items() if s not in named}
    is_all = len(rest) in (0, len(query.focus))  # what is asked has no word of the title, or no other
    is_kind = not rest and asked_for(query.text) in ONE_THING  # the title has all words, and only who, when, where is asked
    before: frozenset[str] = frozenset()
    around = _on_the_rest(query, passage)
    asked = ""  # the question that the sentence before asks
    acting, moving = wants_actions(query.text), motion_asked(query.text)
    deciding = wants_decision(query.text) and not acting
    calls = frozenset(stems(" ".join(names_in(query.text))))
    what = asked_for(query.text) == "fact"  # "What was decided about tolls?" is told by no reply to a question on tolls
    speakers = spoken_of(query.text)
    for (start, end), cosine in zip(row.sentences, cosines, strict=True):
        sentence = read(document, start, end)
        said = sentence.said(speakers) | _by_whom(query.text, sentence, passage, speakers)
        near = said | before | above | (stems_above(sentence.posed) if sentence.posed else frozenset())
        context = weight_met(query.stems, near)
        news = min(1.0, len(sentence.telling - sentence.label - query.stems.keys()) / TELLING)
        told = defines(query.text, sentence.text) * context * news
        met = said | before if told else said | sentence.answers  # "It" stands for what the sentence before has named
        silent = _says_nothing(query.text, sentence) or (not news and _only_names(query, sentence, said))
        focus = weight_met(query.focus, met)
        otherwise = said_otherwise(query.focus, said)
        known = bool(sentence.speaker or passage.voices)
        over = _posed_over(query, sentence, context)
        kind = float(fits(query.text, sentence.text, is_item=sentence.role == "item"))
        speaks = known and not silent and is_answered_by_the_speaker(query.text, sentence.text)
        item = stems_above(above_in_item(document, start)) if deciding or moving else frozenset()
        features = {
            "cosine": float(cosine),
            "coverage": weight_met(query.stems, said),
            "context": context,
            "focus": focus * context,
            "otherwise": otherwise * context,
            "meant": otherwise,
            "kind": kind,
            "speaks": float(speaks),
            "silent": float(silent),
            "aside": float(sentence.aside or _of_another(query, sentence)),
            "defines": told,
            "announces": _promise(query, sentence, context),
            "news": news,
            "decides": decided(query, document, start, sentence, near | item, passage) if deciding else 0.0,
            "acts": acting and takes_on(sentence.text, sentence.heading) * on_the_matter(query, asks_after_by(), near, passage),
            "motion": of_motion(query, said | item, named) if moving and tells(moving, sentence.text) else 0.0,
            "replied": 0.0
            if silent or (deciding and what)
            else replied(query, sentence.speaker, above, asked_before(document, start, end)),
            "side": around and around * tells_side(query.text, sentence.text, said, stems_above(sentence.heading)),
            "denies": float(asks_in_the_negative(query.text) and denies(sentence.text)) * (1 + context) / 2,
            "outcome": 0.0 if silent else _tells_outcome(query, sentence, near, context),
            "section": 0.0 if silent or not news else _in_section(query, sentence, near, passage),
            "rest": (kind if is_kind else focus if is_all else weight_met(rest, met)) * context,
            "quotes": float(wants_quotations(query.text) and sentence.quoted),
            "present": float(lists_who_was_there(query.text, sentence.text)),
            "asks": float(sentence.role in TALK and sentence.text.endswith("?") and wants_questions(query.text)),
            "posed": max(_posed(query, asked), _posed(query, sentence.heading), over),
            "over": over,
        }
        before = said | (before & calls if _GOES_ON_ABOUT.search(sentence.text) else frozenset())
        asked = sentence.text if sentence.text.endswith("?") else ""
        yield passage, start, end, sentence.text, sentence.role, features


def _by_whom(question: str, sentence: Sentence, passage: Passage, speakers: Callable[[str], bool]) -> frozenset[str]:
    """Return the stems of the name that is asked about and that "I" or "we" in a sentence stand for.

    Where it is asked what somebody says, every sentence of that speaker is it.
    """
    if not (asked_of(question) or in_first_person(sentence.text)):
        return frozenset()
    named = filter(speakers, [sentence.speaker] if sentence.speaker else passage.voices)
    return frozenset(stems(" ".join(named)))


def _on_the_rest(query: Query, passage: Passage) -> float:
    """Return how much of a question a passage speaks of, the side of the thing that is asked for left out; 0 where none is."""
    side = side_asked(query.text)
    rest = {s: weight for s, weight in query.stems.items() if s != side}
    whole = f"{passage.title} {passage.document} {passage.text}"
    return weight_met(rest, stems_above(whole)) if side and rest else 0.0


def _tells_outcome(query: Query, sentence: Sentence, around: frozenset[str], context: float) -> float:
    """Return how well a sentence tells what came, or was to come, of the thing that the question names."""
    asking = asking_words(query.text)
    rest = {s: weight for s, weight in query.stems.items() if s not in asking} if asking else {}
    met = weight_met(rest, around) if rest else context
    return tells_outcome(query.text, sentence.text, sentence.heading) * met


def _in_section(query: Query, sentence: Sentence, around: frozenset[str], passage: Passage) -> float:
    """Return how well a sentence tells what a question asks for by standing in the section of a report that tells it."""
    by = asks_alike(query.text, sentence.heading, passage.title)
    if not by and not heads(query.text, sentence.heading):
        return 0.0
    if asked_for(query.text) in ONE_THING and not (fits(query.text, sentence.text) or told_whole(query.text)):
        return 0.0
    return on_the_matter(query, asks_by(query.text) | by, around, passage)


def _promise(query: Query, sentence: Sentence, context: float) -> float:
    """Return how well a sentence leads the list asked for; one that counts the very things does so in any context."""
    told = announces(query.text, sentence.text) if sentence.leads or _counts_out(query.text, sentence.text) else 0.0
    return told if told == 1.0 else bool(told) * context


def _counts_out(question: str, text: str) -> bool:
    """Say whether a sentence counts as many things as are asked for and names them: "three ways: by train, by car, or on foot"."""
    many = how_many(question)
    return many is not None and many == how_many(text) and text.count(",") + len(_OR.findall(text)) >= many


def _posed(query: Query, text: str) -> float:
    """Return how far a heading, or the sentence before, asks the same: a question of the same kind, the share of it that is met."""
    kind = asked_for(query.text)
    if not text or kind in ("fact", "list") or asked_for(text) != kind:
        return 0.0
    return weight_met(query.stems, stems_above(text))


def _posed_over(query: Query, sentence: Sentence, context: float) -> float:
    """Return how far the question over the block of a sentence asks what is asked, of the thing that is spoken of around it."""
    asks = words(sentence.posed.partition("?")[0])
    alike = asks[:1] == words(query.text)[:1] and asked_for(f"{' '.join(asks)}?") == asked_for(query.text)
    if not sentence.answers or not alike:
        return 0.0
    return weight_met(query.focus, sentence.answers) * context


def _says_nothing(question: str, sentence: Sentence) -> bool:
    """Say whether a sentence answers nothing; a question does where questions are asked for."""
    if sentence.text.endswith("?") and (
        wants_questions(question) or (wants_actions(question) and takes_on(sentence.text, sentence.heading))
    ):
        return False
    if sentence.role == "row" and asked_for(question) == "reason" and not fits(question, sentence.text):
        return True
    if sentence.titles and asked_for(question) not in ONE_THING:
        return True
    return sentence.silent or echoes(question, sentence.text)


def _only_names(query: Query, sentence: Sentence, said: Collection[str]) -> bool:
    """Say whether a sentence of talk only names what is asked about, in a few words: "Okay. The roof."."""
    few = sentence.role in TALK and len(unlabelled(sentence.text).split()) <= NAMES
    return few and not query.stems.keys().isdisjoint(said)


def _of_another(query: Query, sentence: Sentence) -> bool:
    """Say whether a sentence introduces somebody, or stands in a table of made-up things, that the question does not name."""
    if sentence.made_up and sentence.made_up.isdisjoint(stems(" ".join(names_in(query.text)))):
        return True
    return bool(sentence.introduces) and sentence.introduces.isdisjoint(query.stems)
