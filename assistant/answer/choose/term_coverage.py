"""Query-term coverage: how much of a question a text says, in its words or others for the same, or under what was asked before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

from assistant.answer.choose.read_sentence import Sentence, stems_above, stems_within
from assistant.questions.commitments import asks_after_by, settles
from assistant.questions.form import asked_for
from assistant.questions.indirect_forms import asking_words
from assistant.questions.names import names_in
from assistant.questions.openings import ASKING
from assistant.questions.places import PEOPLE_OF
from assistant.questions.speech import asks_by_speaking, spoken_of
from assistant.questions.synonyms import akin
from assistant.questions.votes import asks_of_motion_by
from assistant.retrieve.retriever import Query
from assistant.text.agenda import item_opens
from assistant.text.patterns import any_case
from assistant.text.replies import RepliedTo, agreed_to
from assistant.text.sentences import cut_at_stops
from assistant.text.voices import TALK
from assistant.types import Document, Passage

_ASKS = any_case(rf"\b{ASKING}\b")
KIN = 0.8  # what a word of the same family counts
LONG = 5  # letters from which on stems can be of one family, and that these share
AGREED = 0.5  # what it adds to a proposal that others agree to it
POSED_BEFORE = 0.5  # of what is asked was asked before a sentence, from which on it is a reply to that
OTHER_KIND = 0.7  # what a question of another kind counts: "Who pays?" before a reply to "Why?"
IN_TITLE = 0.5  # what a word counts that the title or a heading has, among those that must have been asked


def weight_met(wanted: Mapping[str, float], present: AbstractSet[str]) -> float:
    """Return the share of the weight of the wanted stems that is met, 0 to 1; one whose family is present counts ``KIN``."""
    if wanted and wanted.keys() <= present:  # of all stems at once: this is asked of every sentence, several times
        return 1.0
    total = met = 0.0
    family: list[str] | None = None
    for stem, weight in wanted.items():
        total += weight
        if stem in present:
            met += weight
        elif PEOPLE_OF.get(stem) in present:
            met += KIN * weight
        elif len(stem) >= LONG:
            family = _family(wanted, present) if family is None else family
            if family and any(stem.startswith(near) or near.startswith(stem) for near in family):
                met += KIN * weight
    return met / total if total else 0.0


def _family(wanted: Mapping[str, float], present: AbstractSet[str]) -> list[str]:
    """Return the stems present that begin as one that is wanted and not there."""
    began = f" {' '.join(present)}"  # looked through at once: few sentences have any
    roots = {s[:LONG] for s in wanted if len(s) >= LONG and s not in present and f" {s[:LONG]}" in began}
    return [p for p in present if p[:LONG] in roots] if roots else []


def said_otherwise(wanted: Mapping[str, float], present: Collection[str]) -> float:
    """Return the share of the weight of the wanted stems that only another word for the same meets, which counts ``KIN``."""
    met = sum(weight for s, weight in wanted.items() if s not in present and not akin(s).isdisjoint(present))
    return KIN * met / (sum(wanted.values()) or 1.0)


def on_the_matter(query: Query, asking: Collection[str], near: AbstractSet[str], passage: Passage) -> float:
    """Return how far a sentence is on the matter of a question: half by what stands near it, half by its whole passage."""
    return (_of_matter(query, asking, near) + _of_matter(query, asking, near | stems_within(passage.text))) / 2


def _of_matter(query: Query, asking: Collection[str], present: AbstractSet[str]) -> float:
    rest = query.besides(asking)
    return weight_met(rest, present) if rest else 1.0


def decided(query: Query, document: Document, start: int, sentence: Sentence, near: AbstractSet[str], passage: Passage) -> float:
    """Return how surely a sentence says what was decided on the matter, in a meeting under its item; more where others agree."""
    told = settles(query.text, sentence.text)
    if told and sentence.role in TALK:
        told = min(1.0, told + AGREED) if agreed_to(document, start) else told
        if item_opens(document, start) is not None:
            return told * _of_matter(query, asks_after_by(), near)
    return told and told * on_the_matter(query, asks_after_by(), near, passage)


def of_motion(query: Query, near: AbstractSet[str], named: AbstractSet[str]) -> float:
    """Return how far a sentence of a motion is on the matter that a question names, by what it and its item say, not the title."""
    rest = query.besides(asks_of_motion_by() | named)
    return min(1.0, weight_met(rest, near) + said_otherwise(rest, near)) if rest else 1.0


def replied(query: Query, speaker: str, above: AbstractSet[str], asked: RepliedTo | None) -> float:
    """Return how far a speaker answers what was put to him, where that asks half of the question, and not of who asks; else 0."""
    speaks_of = spoken_of(query.text)
    if asked is None or (speaks_of(asked.by) and not speaks_of(speaker)):
        return 0.0
    known, kind = asks_by_speaking() | asking_words(query.text) | stems_above(speaker), asked_for(query.text)
    rest = {s: weight * (IN_TITLE if s in above else 1.0) for s, weight in query.besides(known).items()}
    alike = kind in ("fact", "list", "name") or any(asked_for(_at_last(each)) == kind for each in asked.questions)
    if kind == "definition" and not alike and rest.keys() <= stems_above(" ".join(names_in(query.text))):
        return 0.0  # it has no word but the name of a thing, which every question on that has
    met = weight_met(rest, stems_above(" ".join(asked.questions))) * asked.still * (1.0 if alike else OTHER_KIND)
    return met if met >= POSED_BEFORE else 0.0


def _at_last(asked: str) -> str:
    """Return the question that what somebody says ends in, from the word that asks: "what is it?" of "Welcome. So what is it?"."""
    last = cut_at_stops(asked)[-1]
    asks = _ASKS.search(last)
    return last[asks.start() :] if asks else last
