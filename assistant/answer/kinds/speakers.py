"""Answers to "Who took part?": the speakers of a talk, each with the words that they begin with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.answer.cited import Composed
from assistant.answer.kinds.holdings import matching
from assistant.answer.kinds.overview import label
from assistant.cite.markers import literal
from assistant.questions.definition import introduces_oneself
from assistant.questions.openings import JOINT
from assistant.retrieve.passages import passages_of
from assistant.retrieve.retriever import View
from assistant.store.rows import DocumentInfo
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading_line
from assistant.text.sentences import Unit, units
from assistant.text.terms import words
from assistant.types import Document

NAMED = 12  # speakers, those who say most
BEGINNING = 4  # sentences of a speaker among which one may tell who speaks
TELLING = 4  # words of a sentence that is quoted of a speaker, beside the label in front of it
OPENING = 1500  # characters of a talk in which it says what it is called
_TALK = r"(?P<talk>panel|webinar|workshop|round table|meeting|session|discussion|debate|interview|conversation|podcast|talk|call)"
_FORM = any_case(
    rf"(?:About (?P<subject>[^:]+): )?{JOINT}(?:who (?:all |else )?(?:(?P<joined>took part|participated|joined|attended)"
    r"|spoke|speaks|talked|was (?:speaking|there|present|on it|in it)|were (?:there|present)|is speaking)"
    r"|who (?:are|were|is|was) the (?:speakers?|guests?|participants?|panell?ists?|people (?:speaking|talking)))"
    rf"(?: (?:in|at|on|of|to) (?:(?P<what>(?:the |this |that )?(?:.*?{_TALK}.*|it|this|that|here))|(?P<title>\S.+?)))?\W*"
)


def asks_who_speaks(question: str) -> re.Match[str] | None:
    """Return how a question asks who speaks; ``None`` for any other question."""
    return _FORM.fullmatch(" ".join(question.split()))


def talk_meant(asked: re.Match[str], near: Sequence[str], view: View) -> str | None:
    """Return the id of the talk whose speakers are asked for: the one that is named, else the first of the documents near by.

    ``None`` where none of them is a talk of at least two; only the nearest is looked at where the question may ask of a
    programme as well ("Who took part?"). A talk that is called by its title, or in its opening, must be called so.
    """
    talks = {info.id: info for info in view.infos.values() if info.kind == "transcript"}
    named = matching(asked["what"] or "", list(talks.values()), whole=False) if asked["what"] and asked["talk"] else ()
    if asked["title"]:
        called = matching(asked["title"], list(talks.values()), whole=True)
        opened = [id_ for id_ in near if id_ in talks and asked["title"].lower() in view.open(id_).text[:OPENING].lower()]
        return next((id_ for id_ in (*called, *opened) if len(_who(view.open(id_))) > 1), None)
    nearest = [id_ for id_ in (near[:1] if asked["joined"] and not asked["talk"] else near) if id_ in talks]
    in_order = [*(id_ for id_ in nearest if id_ in named), *nearest, *named] if named else nearest
    return next((id_ for id_ in in_order if len(_who(view.open(id_))) > 1), None)


def _who(document: Document) -> Mapping[str, int]:
    """Return the speakers of a document in the order in which they first speak, with the characters that each says."""
    said: dict[str, int] = {}
    for segment in document.segments:
        if segment.is_body and segment.place.speaker:
            said[segment.place.speaker] = said.get(segment.place.speaker, 0) + segment.end - segment.start
    return said


def roll(document: Document, info: DocumentInfo) -> Composed:
    """Return the speakers of a talk, each with the sentence that says who speaks, or the first that says something, and its [n]."""
    who = _who(document)
    most = sorted(who, key=lambda name: -who[name])[:NAMED]
    shown = [name for name in who if name in most]
    first: dict[str, Unit] = {}
    begun: Counter[str] = Counter()
    for unit in units(document):
        speaker = document.segments[unit.segment].place.speaker
        if speaker not in shown or begun[speaker] >= BEGINNING:
            continue
        said = reading_line(document, unit.span).removeprefix(f"{speaker}:")
        if len(words(said)) >= TELLING:
            begun[speaker] += 1
            introduces = introduces_oneself(said) or any(" " in name and name in said for name in who)
            if introduces or speaker not in first:
                first[speaker] = unit
                begun[speaker] = BEGINNING if introduces else 1
    quoted = [(name, first[name]) for name in shown if name in first]
    lines = [_quoted(name, reading_line(document, unit.span), n) for n, (name, unit) in enumerate(quoted, 1)]
    more = f", the {len(shown)} of {len(who)} who say most" if len(who) > len(shown) else ""
    opening = f"{label(info)} has {len(who)} speakers{more}, in the order in which they first speak:"
    return Composed("\n".join([opening, *lines]), passages_of(document, info, (unit.span for _, unit in quoted)))


def _quoted(name: str, line: str, number: int) -> str:
    """Return words of a speaker with their [n], under the name where they do not begin with it."""
    head = "" if line.startswith(name) else f"{literal(name)}:\n"
    return f"{head}{literal(line)} [{number}]"
