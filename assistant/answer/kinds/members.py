"""Answers to who belongs to a body, by the list of names under its own, and to who was at a meeting, by what its minutes open with.

Bodies: trustees, a cabinet, executive officers. Minutes: "Present: …", "Apologies: …", "Apologies were received from …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer.cited import Composed
from assistant.answer.kinds.beside import quoted_in_order
from assistant.questions.offices_asked import Attendance, Body
from assistant.retrieve.retriever import View
from assistant.text.listed_holders import is_office, opens_with_name
from assistant.text.patterns import any_case
from assistant.text.sentences import ENDED, units
from assistant.text.terms import stem_set, words
from assistant.types import Document, Segment

FEWEST = 2  # names that make a list
HEAD = 60  # characters of a heading that is no more than the name of a body
ROWS = ("row", "item")
_LABELS = {
    "present": any_case(
        r"^\W*(?:(?:members|also|those|others) )?(?:present|in attendance|attendees|attending|attended)\b[^:\n]{0,40}:.*\w"
    ),
    "absent": any_case(
        r"^\W*(?:apologies|absent|not present)\b[^:\n]{0,40}:.*\w", r"\bapologies\b[^.\n]*\b(?:from|by) (?-i:[A-Z])"
    ),
}
OPENING = 1_000  # characters of minutes in which they say of which meeting they are
SHORT = 60  # characters of a line that is no more than a name or an office


def members(body: Body, documents: Sequence[str], view: View) -> Composed | None:
    """Return the longest list of names under the name of a body, in the first document with one."""
    for id_ in documents:
        document, info = view.open(id_), view.infos[id_]
        wanted = body.called | (body.of - set(words(f"{info.title} {id_}")))
        lists = [_listed(document, n) for n in range(len(document.segments)) if _calls(document, n, wanted)]
        if best := max(lists, key=len, default=[]):
            return quoted_in_order(document, info, [segment.span for segment in best])
    return None


def attendance(asked: Attendance, documents: Sequence[str], view: View) -> Composed | None:
    """Return the lines of the first minutes that say who was present, or absent; ``None`` where none say it.

    Minutes are those asked for if their names or what they open with have every word by which a question tells the meeting.
    """
    for id_ in documents:
        document, info = view.open(id_), view.infos[id_]
        told = [unit.span for unit in units(document) if _LABELS[asked.kind].search(document.text[slice(*unit.span)])]
        if told and asked.meeting <= stem_set(f"{info.title} {id_} {document.text[:OPENING]}"):
            return quoted_in_order(document, info, told)
    return None


def _calls(document: Document, at: int, body: frozenset[str]) -> bool:
    """Say whether a block is the name of a body over its list: a heading, or a line before items or rows."""
    segment = document.segments[at]
    following = document.segments[at + 1].role if at + 1 < len(document.segments) else ""
    if segment.end - segment.start > HEAD or not (segment.role == "heading" or (segment.is_body and following in ROWS)):
        return False
    return segment.role not in ROWS and body <= set(words(document.text[slice(*segment.span)]))


def _under(document: Document, at: int) -> Iterator[tuple[Segment, str]]:
    """Yield the blocks of a section, or the items and rows behind a line, each with its first line."""
    head = document.segments[at]
    path = head.place.heading
    for segment in document.segments[at + 1 :]:
        if segment.place.heading[: len(path)] != path or (head.role != "heading" and segment.role not in ROWS):
            return
        if segment.is_body:
            yield segment, document.text[segment.start : segment.end].split("\n")[0]


def _listed(document: Document, at: int) -> list[Segment]:
    """Return a heading with the rows below it that name somebody; without rows, the lines that are a name or an office."""
    under = list(_under(document, at))
    named = [segment for segment, line in under if opens_with_name(line)]
    if len(named) < FEWEST:
        return []
    rows = [segment for segment in named if segment.role in ROWS]
    if len(rows) >= FEWEST:
        return [document.segments[at], *rows]
    told = (s for s, line in under if s in named or (is_office(line) and not ENDED.search(line)))
    return [document.segments[at], *(segment for segment in told if segment.end - segment.start <= SHORT)]
