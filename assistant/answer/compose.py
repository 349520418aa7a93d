"""Passages to text with [n] markers, composed of verbatim sentences, where n is the rank of the passage that each rests on.

A chat model writes the same kind of text (:mod:`assistant.writing`), so nothing downstream knows who wrote it. How
:func:`quote` composes:

1. the best sentence opens the answer; others follow only while they score nearly as well and say something new;
2. a sentence that announces a list brings the list; an item that is no whole sentence, and a table row, bring the line that
   names them; a sentence that leans on the one before it ("It also …") brings that one along if it holds more of the question;
3. the same thing said twice is said once, with both sources;
4. the best comes first; sentences that follow it in its document stay behind it, lists and rows get lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.evidence import Open, Pick
from assistant.cite.markers import literal
from assistant.text.question import asked_for, dates, how_many
from assistant.text.sentences import sentence_ends
from assistant.text.shadow import reading
from assistant.text.terms import stem, stems, terms
from assistant.types import Document, Passage, Segment

MOST = 5  # sentences chosen for a list, a reason or a comparison; the lines that they bring along are not counted
FEW = 3  # sentences chosen for any other answer
NEARLY = 0.85  # share of the best score from which on a sentence joins it; at 0.9 fewer answers reach what was asked
LONGEST_LIST = 13
_ONE_THING = ("date", "number", "person", "name")
_LEANS = re.compile(
    r"(?:He|She|It|They|This|These|His|Her|Its|Their|Such|Both)\b(?! (?:is|was) (?:clear|important|possible|likely) that)"
)
_WHOLE = re.compile(r"\W*(?:\d+[.)]\s+)?[A-Z].*[.!?][\"'”’)\]]*\s*$", re.DOTALL)
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A span to quote: its reading text, the passages it may be cited from, and whether it stands on a line of its own."""

    document: str
    start: int
    end: int
    text: str
    ranks: tuple[int, ...]
    own_line: bool


def quote(question: str, picks: Sequence[Pick], passages: Sequence[Passage], open_document: Open) -> str:
    """Compose an answer from verbatim sentences, each with its [n]; "" where there is nothing to quote."""
    if not picks:
        return ""
    lines: dict[tuple[str, int], Line] = {}
    order: dict[tuple[str, int], int] = {}
    for place, (pick, also) in enumerate(_choose(question, picks)):
        document = open_document(pick.passage.document)
        for start, end in _with_company(question, pick, document):
            line = _line(document, start, end, pick, also, passages)
            lines.setdefault((line.document, line.start), line)
            order.setdefault((line.document, line.start), place)
    return _written(_best_first(list(lines.values()), order, open_document))


def _best_first(lines: list[Line], order: Mapping[tuple[str, int], int], open_document: Open) -> list[Line]:
    """Keep lines that follow each other together, and put the run that begins with the best pick first."""
    runs: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.document, line.start)):
        before = runs[-1][-1] if runs else None
        if before is None or before.document != line.document or open_document(line.document).text[before.end : line.start].strip():
            runs.append([])
        runs[-1].append(line)
    runs = [part for run in runs for part in _parted(run, order)]
    runs.sort(key=lambda run: min(order[line.document, line.start] for line in run))
    return [line for run in runs for line in run]


def _parted(run: list[Line], order: Mapping[tuple[str, int], int]) -> list[list[Line]]:
    """Cut a run before its best pick, so that no lesser sentence opens the answer because it stands just before."""
    places = [order[line.document, line.start] for line in run]
    at = places.index(min(places))
    return [run[at:], run[:at]] if at else [run]


def _choose(question: str, picks: Sequence[Pick]) -> list[tuple[Pick, tuple[int, ...]]]:
    """Take the best sentence, then others while they score nearly as well and say something new.

    Each comes with the ranks of further passages that say the same. Lists, reasons and comparisons are spread wider.
    """
    most = MOST if asked_for(question) in ("list", "how", "reason", "compare") else FEW
    chosen: list[tuple[Pick, tuple[int, ...]]] = []
    for pick in _dated_first(question, picks[:40]):
        if chosen and pick.score < NEARLY * chosen[0][0].score:
            break
        twin = next((n for n, (other, _) in enumerate(chosen) if _same(pick, other)), None)
        if twin is not None:
            other, also = chosen[twin]
            if pick.passage.rank != other.passage.rank and pick.text == other.text:
                chosen[twin] = (other, tuple(dict.fromkeys((*also, pick.passage.rank))))
        elif not chosen or (len(chosen) < most and _joins(question, pick)):
            chosen.append((pick, ()))
    return chosen


def _joins(question: str, pick: Pick) -> bool:
    """Say whether a sentence may follow the best one: it says something, and leads no list where one thing is asked for."""
    leads = pick.text.rstrip().endswith(":") and asked_for(question) in _ONE_THING
    return not (leads or pick.features["silent"] or pick.features["aside"])


def _dated_first(question: str, picks: Sequence[Pick]) -> list[Pick]:
    """Put the best sentence that holds a date first, where one is asked for and it scores nearly as well as the best."""
    at = next((n for n, p in enumerate(picks) if p.score >= NEARLY * picks[0].score and dates(question, p.text)), 0)
    return [picks[at], *picks[:at], *picks[at + 1 :]]


def _same(one: Pick, other: Pick) -> bool:
    """Say whether two sentences say the same: three quarters of the words of the shorter one are in the other."""
    a, b = set(stems(one.text)), set(stems(other.text))
    return len(a & b) >= 0.75 * min(len(a), len(b))


def _with_company(question: str, pick: Pick, document: Document) -> list[tuple[int, int]]:
    """Return the spans to quote for a pick: what names or precedes it, itself, and the list that it announces."""
    at = next(n for n, s in enumerate(document.segments) if s.end > pick.start)
    segment = document.segments[at]
    if segment.role in ("item", "row"):
        whole = segment.role == "item" and asked_for(question) == "list"
        return _run_of(document, at, (pick.start, pick.end), how_many(question) if whole else 0)
    spans = [(pick.start, pick.end)]
    if segment.role == "paragraph" and _LEANS.match(pick.text):
        before = sentence_before(document, segment, pick.start)
        spans = [*(span for span in before if _names_more(question, reading(document, *span), pick.text)), *spans]
    counts = asked_for(question) == "list" and pick.end == segment.end and how_many(pick.text) is not None
    leads = pick.text.rstrip().endswith(":") and asked_for(question) not in ("person", "date")
    if counts or leads or _captions(document, at, pick.text):
        spans += _announced(document, at, how_many(pick.text) or how_many(question))
    return spans


def _captions(document: Document, at: int, text: str) -> bool:
    """Say whether a text that is no sentence stands over the rows of a table."""
    following = next(_body(document.segments, at + 1, 1), None)
    return following is not None and following.role == "row" and not _ENDED.search(text)


def _names_more(question: str, before: str, text: str) -> bool:
    """Say whether the sentence before holds a word of the question that the text itself lacks."""
    return not set(map(stem, terms(question))).difference(stems(text)).isdisjoint(stems(before))


def _run_of(document: Document, at: int, picked: tuple[int, int], asked: int | None) -> list[tuple[int, int]]:
    """Return an item or row, or the whole run that it stands in, behind the line that names it.

    ``asked`` is how many items are asked for, ``None`` for any number, 0 for the one alone. A run is given whole unless the line
    that names it tells another number: four things that may survive are not the seven elements.
    """
    role = document.segments[at].role
    first = _first_of_run(document.segments, at)
    names = _lead(document, first)
    if role == "row":
        header = document.segments[first]
        own = [(header.start, header.end)] if first != at else []
        return [*names, *own, picked]
    told = next((how_many(document.text[slice(*span)]) for span in names), None)
    if asked == 0 or (asked and told and asked != told):
        return [picked] if _WHOLE.match(document.text[slice(*picked)]) else [*names, picked]
    run: list[tuple[int, int]] = []
    for segment in _body(document.segments, first, 1):
        if segment.role != role or len(run) == LONGEST_LIST:
            break
        run.append((segment.start, segment.end))
    return [*names, *run]


def _first_of_run(segments: Sequence[Segment], at: int) -> int:
    role, first = segments[at].role, at
    for n in range(at, -1, -1):
        if not segments[n].is_body:
            continue
        if segments[n].role != role:
            break
        first = n
    return first


def _body(segments: Sequence[Segment], start: int, step: int) -> Iterator[Segment]:
    """Yield the body segments from an index on, in either direction."""
    stop = len(segments) if step > 0 else -1
    return (segments[n] for n in range(start, stop, step) if segments[n].is_body)


def _lead(document: Document, first: int) -> list[tuple[int, int]]:
    """Return the line before a run that names it: a sentence that ends with a colon, a caption, or a heading."""
    before = next(_body(document.segments, first - 1, -1), None)
    if before is None:
        return []
    if before.role == "heading":
        return [(before.start, before.end)]
    text = document.text[before.start : before.end]
    captions = before.role == "caption" and before.place.start_seconds is None
    if not captions and (before.role != "paragraph" or not (text.rstrip().endswith(":") or len(text) < 160)):
        return []
    return [(before.start + ([0, *sentence_ends(text)][-1]), before.end)]


def sentence_before(document: Document, segment: Segment, start: int) -> list[tuple[int, int]]:
    """Return the span of the sentence before an offset in the same block, alone in a list; an empty one where there is none."""
    text = document.text[segment.start : start]
    if not text.strip():
        return []
    ends = [0, *(e for e in sentence_ends(text + "X") if e < len(text))]
    return [(segment.start + ends[-1], segment.start + len(text.rstrip()))]


def _announced(document: Document, at: int, count: int | None) -> list[tuple[int, int]]:
    """Return the list after a line that ends with a colon: its items, or, where sections follow, their headings.

    Each heading brings the first sentence of its section, so that the list says something.
    """
    following = list(_body(document.segments, at + 1, 1))
    if not following or following[0].role not in ("item", "row", "heading"):
        return []
    role, depth = following[0].role, len(following[0].place.heading)
    spans: list[tuple[int, int]] = []
    found = 0
    for n, segment in enumerate(following):
        if role != "heading" and segment.role != role:
            break
        if segment.role != role or len(segment.place.heading) > depth:
            continue
        if len(segment.place.heading) < depth or found == (count or LONGEST_LIST):
            break
        found += 1
        spans.append((segment.start, segment.end))
        if role == "heading" and n + 1 < len(following) and following[n + 1].role == "paragraph":
            spans.append(_first_sentence(document, following[n + 1]))
    return spans


def _first_sentence(document: Document, segment: Segment) -> tuple[int, int]:
    text = document.text[segment.start : segment.end]
    end = next(iter(sentence_ends(text)), len(text))
    return segment.start, segment.start + len(text[:end].rstrip())


def _line(document: Document, start: int, end: int, pick: Pick, also: tuple[int, ...], passages: Sequence[Passage]) -> Line:
    text = reading(document, start, end).replace("\n", " ").strip()
    role = next(s.role for s in document.segments if s.end > start)
    holding = [p.rank for p in passages if p.document == document.id and p.start <= start and end <= p.end]
    rank = pick.passage.rank if pick.passage.rank in holding or not holding else holding[0]
    ranks = (rank, *also) if (start, end) == (pick.start, pick.end) else (rank,)
    return Line(document.id, start, end, text, ranks, role in ("item", "row", "heading") or not _ENDED.search(text))


def _written(lines: Sequence[Line]) -> str:
    """Write the lines out: sentences run on, what stands on a line of its own gets one, each document its own paragraph."""
    written = ""
    previous: Line | None = None
    for line in lines:
        markers = "".join(f" [{rank}]" for rank in line.ranks)
        if previous is not None:
            if previous.document != line.document:
                written += "\n\n"
            else:
                written += "\n" if line.own_line or previous.own_line else " "
        written += literal(line.text) + markers
        previous = line
    return written
