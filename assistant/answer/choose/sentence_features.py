"""What speaks for a sentence as the answer to a question: its features, which :mod:`.evidence` weighs.

By the words of the question:

- ``cosine``: with the question;
- ``coverage``: how much of the question's weight (idf) its words cover, ``context``: the same with the sentence before it and the
  title and headings above it, ``focus``: of what is asked apart from names, in a context that covers the rest, ``rest``: the
  same apart from what the title names as well; only the latter counts, the former is for the confidence;
- ``named``: how much of the names in the question it has, or what stands above or not far before it;
- ``otherwise``: how much of what is asked it says in another word for the same ("funded" for "paid"), in such a context;
  ``meant``: the same in any, for the confidence;
- ``defines``: it says what the thing is, where that is asked, in words that the question does not have; ``news``: such words.

By the form of the question:

- ``kind``: it holds the kind of thing asked for; ``announces``: it leads the list that is asked for, of as many things;
- ``section``: it stands in the section of a report that tells such things (:mod:`assistant.questions.sections`), ``outcome``: it
  tells what came of the thing, ``drawback``: what is bad about it, ``denies``: what is not so, where that is asked;
- ``cause``: it tells why the very thing changed that is asked about (:mod:`assistant.questions.causes`);
- ``told``: it tells what is asked in words of its own (:mod:`assistant.questions.indirect_forms`);
- ``silent``: headings, captions and questions answer nothing, ``aside``: nor does what speaks of the document and not of its
  subject, or only says where there is more (:mod:`assistant.text.about_document`);
- ``quotes``, ``asks``: it is a quotation, asks something, where such things are asked for.

By what is said to one another:

- ``decides``: it says what was decided (:mod:`assistant.questions.commitments`);
- ``motion``: it tells of a motion what is asked, who moved it or how the vote went (:mod:`assistant.questions.votes`);
- ``posed``: a heading, the block over its own (``over``) or the sentence before asks the same; ``replied``: its speaker was
  asked so; ``speaks``: who says it is who is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from assistant.answer.choose.read_sentence import TITLE, Sentence, called, opening_stems, read, stems_above, stems_within
from assistant.answer.choose.term_coverage import decided, of_motion, on_the_matter, replied, said_otherwise, weight_met
from assistant.questions.answer_form import announces, echoes, fits
from assistant.questions.causes import change_asked, tells_cause
from assistant.questions.counts import how_many
from assistant.questions.definition import defines
from assistant.questions.drawbacks import asks_in_the_negative, denies, drawback_asked, tells_drawback
from assistant.questions.form import ONE_THING, asked_for, wants_questions
from assistant.questions.indirect_forms import asking_words as asks_in_other_words
from assistant.questions.indirect_forms import told_by
from assistant.questions.labels import asked_by
from assistant.questions.named_part import named_by, names_part
from assistant.questions.names import names_in
from assistant.questions.outcome import asking_words, tells_outcome
from assistant.questions.sections import asks_alike, asks_by, heads, told_whole
from assistant.questions.speech import asked_of, is_answered_by_the_speaker, spoken_of, unlabelled, wants_decision
from assistant.questions.votes import Part, motion_asked, tells_vote
from assistant.retrieve.passages import Candidate
from assistant.retrieve.retriever import Query
from assistant.text.agenda import above_in_item
from assistant.text.block_runs import index_at
from assistant.text.carried_subject import without_lead
from assistant.text.quotations import wants_quotations
from assistant.text.replies import asked_before
from assistant.text.terms import stem_set, stems, words
from assistant.text.voices import TALK, in_first_person
from assistant.types import Document, Passage

TELLING = 6  # words that the question does not have, from which on a sentence says enough that is new
_GOES_ON_ABOUT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")  # "She claimed …. She proposed …": whoever was named before
NAMES = 3  # words of talk that only name a thing
NOT_FAR = 600  # characters before a sentence in which what it is on may be named
_OR = re.compile(r"\b(?:and|or)\b")


class Featured(NamedTuple):
    """A sentence, where it stands, and its features."""

    start: int
    end: int
    text: str
    role: str
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question beside one chunk: what it asks for, and what stands over every sentence of the chunk.

    ``above`` are the stems of the title, the file's name and the headings, ``named`` those of the first two. ``rest`` is what is
    asked that ``named`` has not; ``rest_is_all``: it is all that is asked, or none of it; ``title_has_all``: it is none, and only
    who, when or where is asked. ``names`` are the stems of the names in the question, and ``speakers`` tells whom it speaks of.
    """

    query: Query
    passage: Passage
    document: Document
    above: frozenset[str]
    named: frozenset[str]
    rest: dict[str, float]
    rest_is_all: bool
    title_has_all: bool
    names: frozenset[str]
    on_the_rest: float
    wants_decision: bool
    wants_fact: bool
    motion: Part | None
    speakers: Callable[[str], bool]

    @classmethod
    def of(cls, query: Query, passage: Passage, candidate: Candidate, document: Document) -> Self:
        row = candidate.row
        named = stems_above(f"{passage.title} {row.document}")
        rest = {s: weight for s, weight in query.focus.items() if s not in named}
        return cls(
            query,
            passage,
            document,
            above=stems_above(f"{passage.title} {row.document} {row.context} {called(document)}"),
            named=named,
            rest=rest,
            rest_is_all=len(rest) in (0, len(query.focus)),
            title_has_all=not rest and asked_for(query.text) in ONE_THING,
            names=stem_set(" ".join(names_in(query.text))),
            on_the_rest=_on_the_rest(query, passage),
            wants_decision=wants_decision(query.text),
            wants_fact=asked_for(query.text) == "fact",
            motion=motion_asked(query.text),
            speakers=spoken_of(query.text),
        )


@dataclass(frozen=True, slots=True)
class _Met:
    """A sentence beside a question.

    ``said`` are its stems, ``near`` those around it as well, and ``context`` is the share of the question that these meet. ``news``
    is how much it says beyond the question, ``kind`` that it holds the kind of thing asked for, ``silent`` that it answers nothing.
    """

    sentence: Sentence
    start: int
    end: int
    said: frozenset[str]
    before: frozenset[str]
    near: frozenset[str]
    context: float
    news: float
    kind: float
    silent: bool

    @classmethod
    def of(cls, asked: _Asked, start: int, end: int, before: frozenset[str]) -> Self:
        query, sentence = asked.query, read(asked.document, start, end)
        said = sentence.said(asked.speakers) | _by_whom(query.text, sentence, asked.passage, asked.speakers)
        near = said | before | asked.above | (stems_above(sentence.posed) if sentence.posed else frozenset())
        news = min(1.0, len(sentence.telling - sentence.label - query.stems.keys()) / TELLING)
        kind = float(fits(query.text, sentence.text, is_item=sentence.role == "item"))
        silent = _says_nothing(query.text, sentence) or (not news and _only_names(query, sentence, said))
        return cls(sentence, start, end, said, before, near, weight_met(query.stems, near), news, kind, silent)


def featured(query: Query, passage: Passage, candidate: Candidate, document: Document) -> Iterator[Featured]:
    """Yield the sentences of a chunk, in order, each with its features; each is read with the one before it."""
    row = candidate.row
    cosines = row.sentence_vectors @ query.vector if row.sentence_vectors is not None else [0.0] * len(row.sentences)
    asked = _Asked.of(query, passage, candidate, document)
    before, text_before = frozenset[str](), ""
    for (start, end), cosine in zip(row.sentences, cosines, strict=True):
        met = _Met.of(asked, start, end, before)
        sentence = met.sentence
        features = {
            "cosine": float(cosine),
            **_by_words(asked, met),
            **_by_form(asked, met, text_before),
            **_by_talk(asked, met, text_before if text_before.endswith("?") else ""),
        }
        before = met.said | (before & asked.names if _GOES_ON_ABOUT.search(sentence.text) else frozenset())
        text_before = sentence.text
        yield Featured(start, end, sentence.text, sentence.role, features)


def _by_words(asked: _Asked, met: _Met) -> dict[str, float]:
    query, sentence, context = asked.query, met.sentence, met.context
    defining = defines(query.text, sentence.text) * context * met.news
    headed = stems_above(sentence.heading) if names_part(query.text, sentence.heading) else frozenset()
    told = met.said | (met.before if defining else sentence.answers | headed)  # "It" stands for what the sentence before has named
    focus, otherwise = weight_met(query.focus, told), said_otherwise(query.focus, met.said)
    rest = met.kind if asked.title_has_all else focus if asked.rest_is_all else weight_met(asked.rest, told)
    return {
        "coverage": weight_met(query.stems, met.said),
        "context": context,
        "focus": focus * context,
        "rest": rest * context,
        "named": _named(asked, met),
        "otherwise": otherwise * context,
        "meant": otherwise,
        "defines": defining,
        "news": met.news,
    }


def _named(asked: _Asked, met: _Met) -> float:
    """Return how much of the names in a question is spoken of: by a sentence, above it, in what stands not far before it, or where
    its document opens, as a letter of the council's does not name it again; 1 where it has none.
    """
    own = stem_set(" ".join(names_in(without_lead(asked.query.text))))  # and not what was spoken of before
    names = {s: weight for s, weight in asked.query.stems.items() if s in own}
    if (share := weight_met(names, met.near)) == 1.0 or not names:
        return 1.0
    before = asked.document.text[max(0, met.start - NOT_FAR) : met.start]
    return max(share, weight_met(names, met.near | stem_set(before) | opening_stems(asked.document)))


def _by_form(asked: _Asked, met: _Met, text_before: str) -> dict[str, float]:
    query, sentence, passage = asked.query, met.sentence, asked.passage
    question, text = query.text, sentence.text
    section = 0.0 if met.silent or not met.news else _in_section(query, sentence, met.near, passage)
    drawback = asked.on_the_rest and asked.on_the_rest * tells_drawback(question, text, met.said, stems_above(sentence.heading))
    return {
        "kind": met.kind,
        "silent": float(met.silent),
        "aside": float(sentence.aside or _of_another(query, sentence)),
        "announces": _promise(query, sentence, met.context),
        "section": section,
        "outcome": 0.0 if met.silent else _tells_outcome(query, sentence, met.near, met.context),
        "drawback": drawback,
        "denies": float(asks_in_the_negative(question) and denies(text)) * (1 + met.context) / 2,
        "cause": 0.0 if met.silent else _tells_cause(query, sentence, passage, text_before),
        "told": 0.0 if met.silent else max(_told(asked, met), section * bool(told_by(question))),
        "quotes": float(wants_quotations(question) and sentence.quoted),
        "asks": float(sentence.asks and wants_questions(question)),
    }


def _by_talk(asked: _Asked, met: _Met, question_before: str) -> dict[str, float]:
    query, sentence, passage, document = asked.query, met.sentence, asked.passage, asked.document
    is_known = bool(sentence.speaker or passage.voices)
    over = _posed_over(query, sentence, met.context)
    item = stems_above(above_in_item(document, met.start)) if asked.wants_decision or asked.motion else frozenset[str]()
    decides = motion = answers = 0.0
    if asked.wants_decision:
        decides = decided(query, document, met.start, sentence, met.near | item, passage)
    if asked.motion and tells_vote(asked.motion, sentence.text):
        motion = of_motion(query, met.said | item, asked.named)
    if not met.silent and not (asked.wants_decision and asked.wants_fact):  # "What was decided?" is told by no reply on the matter
        answers = replied(query, sentence.speaker, asked.above, asked_before(document, met.start, met.end))
    return {
        "decides": decides,
        "motion": motion,
        "replied": answers,
        "speaks": float(is_known and not met.silent and is_answered_by_the_speaker(query.text, sentence.text)),
        "posed": max(_posed(query, question_before), _posed(query, sentence.heading), over),
        "over": over,
    }


def _by_whom(question: str, sentence: Sentence, passage: Passage, speakers: Callable[[str], bool]) -> frozenset[str]:
    """Return the stems of the name that "I" or "we" in a sentence stands for, where it or its words are asked for."""
    named = " ".join(filter(speakers, [sentence.speaker] if sentence.speaker else passage.voices))
    return stem_set(named) if named and (asked_of(question) or in_first_person(sentence.text)) else frozenset()


def _on_the_rest(query: Query, passage: Passage) -> float:
    """Return how much of a question a passage speaks of, the side of the thing that is asked for left out; 0 where none is."""
    side = drawback_asked(query.text)
    rest = query.besides({side}) if side else {}
    if not rest:
        return 0.0
    return weight_met(rest, stems_above(f"{passage.title} {passage.document}") | stems_within(passage.text))


def _told(asked: _Asked, met: _Met) -> float:
    """Return how well a sentence tells in the form of its answer what is asked, as far as its speaker or passage is on that."""
    query, sentence, passage = asked.query, met.sentence, asked.passage
    if sentence.labels(query.text):
        rest = query.besides(asked_by(query.text))
        own = sentence.stems if sentence.role == "row" else stems_within(passage.text)  # of each row another thing is told
        return weight_met(rest, asked.above | own) if rest else 0.0
    form = told_by(query.text)
    if form is None or not form.search(sentence.text):
        return 0.0
    asking = asks_in_other_words(query.text)
    rest = query.besides(asking)
    headings = " ".join(passage.locator.heading)
    turn = asked.document.segments[index_at(asked.document, met.start)]
    around = asked.document.text[turn.start : turn.end] if sentence.role in TALK else passage.text
    return weight_met(rest, stems_above(f"{passage.title} {passage.document} {headings}") | stems_within(around))


def _tells_cause(query: Query, sentence: Sentence, passage: Passage, text_before: str) -> float:
    """Return how well a sentence tells why something changed, where that is asked: by what changed as its subject."""
    change = change_asked(query.text)
    if change is None:
        return 0.0
    titled = stems_above(f"{passage.title} {passage.document}")
    return tells_cause(change, (text_before, sentence.text), query.stems, titled, stems_above(sentence.heading))


def _tells_outcome(query: Query, sentence: Sentence, around: frozenset[str], context: float) -> float:
    """Return how well a sentence tells what came, or was to come, of the thing that the question names."""
    asking = asking_words(query.text)
    rest = query.besides(asking) if asking else {}
    met = weight_met(rest, around) if rest else context
    return tells_outcome(query.text, sentence.text, sentence.heading) * met


def _in_section(query: Query, sentence: Sentence, around: frozenset[str], passage: Passage) -> float:
    """Return how well a sentence tells what a question asks for by standing in the section of a report that tells it."""
    by = asks_alike(query.text, sentence.heading, passage.title) | named_by(query.text, sentence.heading)
    if not (by or heads(query.text, sentence.heading) or heads(query.text, sentence.above)):
        return 0.0
    if asked_for(query.text) in ONE_THING and not (fits(query.text, sentence.text) or told_whole(query.text)):
        return 0.0
    return on_the_matter(query, asks_by(query.text) | by, around, passage)


def _promise(query: Query, sentence: Sentence, context: float) -> float:
    """Return how well a sentence leads the list asked for; one that counts the very things does so in any context."""
    told = announces(query.text, sentence.text)
    if not (sentence.leads or _counts_out(query.text, sentence.text)):
        return context * (told == 1.0)  # sentences behind it may tell them
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
    if not sentence.answers:
        return 0.0
    asks = words(sentence.posed.partition("?")[0])
    if asks[:1] != words(query.text)[:1] or asked_for(f"{' '.join(asks)}?") != asked_for(query.text):
        return 0.0
    return weight_met(query.focus, sentence.answers) * context


def _says_nothing(question: str, sentence: Sentence) -> bool:
    """Say whether a sentence answers nothing; a question does where questions are asked for."""
    if (sentence.asks or sentence.text.endswith("?")) and wants_questions(question):
        return False
    if sentence.role == "row" and asked_for(question) == "reason" and not fits(question, sentence.text):
        return True
    if sentence.titles and asked_for(question) not in ONE_THING:
        return True
    named = sentence.role == "paragraph" and bool(names_part(question, sentence.heading))  # "A secure homeland", headed "Vision"
    form = told_by(question) if sentence.role in ("paragraph", "item") and not sentence.text.endswith("?") else None
    tells = form is not None and form.search(sentence.text)  # "Lead: Office of Wastewater Management", that is no sentence
    is_told = named or tells or sentence.labels(question)
    return (sentence.silent and not is_told) or echoes(question, sentence.text)


def _only_names(query: Query, sentence: Sentence, said: Collection[str]) -> bool:
    """Say whether a sentence only names what is asked about: in a few words of talk, "Okay. The roof.", or in a line of its own."""
    few = sentence.role in TALK and len(unlabelled(sentence.text).split()) <= NAMES
    titles = sentence.role == "paragraph" and TITLE.fullmatch(sentence.text) is not None
    return (few or titles) and not query.stems.keys().isdisjoint(said)


def _of_another(query: Query, sentence: Sentence) -> bool:
    """Say whether a sentence introduces somebody, or stands in a table of made-up things, that the question does not name."""
    if sentence.made_up and sentence.made_up.isdisjoint(stems(" ".join(names_in(query.text)))):
        return True
    return bool(sentence.introduces) and sentence.introduces.isdisjoint(query.stems)
