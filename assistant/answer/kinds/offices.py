"""Answers that rest on who holds an office, as introductions, lists of those present and tables of them tell.

1. a question for the words of "the chief engineer" is asked of the person who is introduced as such (:func:`asked_by_name`);
2. "Who is the chair?" and "What is Emma Gammon's role?" are answered by the sentence that says so, and the like of a body and of a
   meeting by what lists it (:func:`on_offices_and_bodies`).

The documents that the conversation is on come first, then those found; an office that a speaker's label names is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answer.cited import Composed
from assistant.answer.kinds.beside import quoted_in_order
from assistant.answer.kinds.decisions import decisions
from assistant.answer.kinds.members import attendance, members
from assistant.answer.kinds.seat import seat, seat_asked
from assistant.converse.meaning import Meaning
from assistant.questions.commitments import meeting_asked
from assistant.questions.offices_asked import attendance_asked, by_office, holder_asked, members_asked, office_asked
from assistant.retrieve.retriever import Found, View
from assistant.store.rows import DocumentInfo
from assistant.text.carried_subject import without_lead
from assistant.text.holders import Held, head_of, held_where, holds, up_to_the_next
from assistant.text.listed_holders import Sought, is_office, listed
from assistant.text.sentences import sentences_over
from assistant.text.terms import STOP_WORDS, stem_set, stems, stems_without, words
from assistant.text.voices import without_style
from assistant.text.years import RECENT_YEAR
from assistant.types import Document

SURELY = 0.5  # how well what somebody is told to be must answer to the office that is asked after
OFTEN, EVERY = 3, 12_000  # times that a document names a place whose own it is taken to be, and characters for one of them
LOOKED_AT = 5  # documents, those that are spoken of and the best of those found
Spoken = Callable[[], Mapping[str, float]]
"""The documents that the conversation is on, looked up where they are needed."""
_OF = re.compile(r" (?:of|for|at|in) ")
_PLACE = re.compile(r"\bin (?:the )?([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)")
CALLED = "“{}” is called “{}” in “{}”."


@dataclass(frozen=True, slots=True)
class Told:
    """Who holds an office, and the document that says so."""

    held: Held
    document: str


def asked_by_name(meaning: Meaning, found: Found, spoken: Spoken, view: View) -> tuple[Meaning, str] | None:
    """Return what a question means once an office in it is replaced by who holds it, and a notice that says so."""
    asked = by_office(meaning.question)
    documents = _documents(found, spoken) if asked else []
    told = _holder(asked[1], documents, view) if asked and not _labels(asked[1], documents, view) else None
    if asked is None or told is None:
        return None
    name = without_style(told.held.name) or told.held.name
    put, own = (text.replace(asked[0], name) for text in (meaning.put, meaning.own))
    notice = CALLED.format(name, up_to_the_next(told.held.role), view.infos[told.document].title)
    return replace(meaning, question=meaning.question.replace(asked[0], name), put=put, own=own), notice


def on_offices_and_bodies(meaning: Meaning, found: Found, spoken: Spoken, view: View) -> Composed | None:
    """Return who was at a meeting, what it decided, where a body sits, who belongs to it or holds an office; else ``None``."""
    question = without_lead(meaning.question)
    for asked_of, answered in _ANSWERED:
        if asked := asked_of(question):
            return answered(asked, _newest_first(question, _documents(found, spoken), view), view)
    return None


def _documents(found: Found, spoken: Spoken) -> list[str]:
    return list(dict.fromkeys([*spoken(), *(passage.document for passage in found.passages)]))[:LOOKED_AT]


def _newest_first(question: str, documents: Sequence[str], view: View) -> list[str]:
    """Put documents whose names, the year among them, the question has most words of first, of those with as many the newest."""
    asked = stem_set(question)

    def of_it(id_: str) -> tuple[int, str]:
        names, date = f"{view.infos[id_].title} {id_}", view.infos[id_].date
        shared = len(asked & stem_set(names))
        return shared, (date or max(re.findall(RECENT_YEAR, names), default="")) if shared else ""

    return sorted(documents, key=of_it, reverse=True)


def _holder(office: str, documents: Sequence[str], view: View) -> Told | None:
    """Return who holds an office in the first document that tells; ``None`` where nobody does."""
    if STOP_WORDS.issuperset(words(office)):  # "he"
        return None
    for id_ in documents:
        document = view.open(id_)
        if listed_as := _listed(office, document, view.infos[id_]):
            return Told(listed_as, id_)
        best = max(held_where(document.text, head_of(office)), key=lambda held: holds(office, held), default=None)
        if best and holds(office, best) > 0:
            return Told(best, id_)
    return None


def _labels(office: str, documents: Sequence[str], view: View) -> set[str]:
    """Return the labels of speakers that name an office, as "Ada Finch (Minister of Ports)" does."""
    own = stems_without(office)
    said = {segment.place.speaker or "" for id_ in documents for segment in view.open(id_).segments}
    return {label for label in said if own <= set(stems(label))}


def _listed(office: str, document: Document, info: DocumentInfo) -> Held | None:
    """Return who is told most surely and most often to hold an office in a document."""
    behind = _OF.search(office)
    own, of = (office[: behind.start()], office[behind.end() :]) if behind else (office, "")
    if not is_office(own):  # "Who was Hubble?"
        return None
    often = max(OFTEN, len(document.text) / EVERY)
    of_it = (place for place in _PLACE.findall(of) if len(re.findall(rf"\b{re.escape(place)}\b", document.text)) >= often)
    sought = Sought.read(own, of, " ".join((info.title, info.id, *of_it)))
    found = [(score, held) for score, held in listed(document.text, sought) if score >= SURELY]
    votes: dict[str, float] = {}
    for score, held in found:
        surname = _surname(held.name).lower()
        votes[surname] = votes.get(surname, 0.0) + score
    return max(found, key=lambda told: (votes[_surname(told[1].name).lower()], told[0]))[1] if found else None


def _surname(name: str) -> str:
    """Return the last part of a name, as it is written."""
    return re.split(r"[\s’'.-]+", name.rstrip("."))[-1]


def _of_somebody(name: str, documents: Sequence[str], view: View) -> Composed | None:
    """Return what says that a person holds an office, in the first document that says so."""
    called = without_style(name)
    for id_ in documents:
        for held in held_where(view.open(id_).text, _surname(called)):
            if called in held.name:
                return _quoted(Told(held, id_), view)
    return None


def _of_an_office(office: str, documents: Sequence[str], view: View) -> Composed | None:
    """Return what says who holds an office: one of those whose labels name it, where any do."""
    told, labels = _holder(office, documents, view), _labels(office, documents, view)
    is_as_labelled = told and (not labels or any(_surname(told.held.name) in label for label in labels))
    return _quoted(told, view) if told and is_as_labelled else None


def _quoted(told: Told, view: View) -> Composed | None:
    document = view.open(told.document)
    said_by = sentences_over(document, told.held.start, told.held.end)
    return quoted_in_order(document, view.infos[told.document], said_by) if said_by else None


_ANSWERED: tuple[tuple[Callable[[str], Any], Callable[[Any, Sequence[str], View], Composed | None]], ...] = (
    (attendance_asked, attendance),
    (meeting_asked, decisions),
    (seat_asked, seat),
    (members_asked, members),
    (office_asked, _of_somebody),
    (holder_asked, _of_an_office),
)
"""What reads each question, and what answers it."""
