"""Passages to text with [n] markers, composed of verbatim sentences, where n is the rank of the passage that each rests on.

A chat model writes the same kind of text (:mod:`assistant.writing`), so nothing downstream knows who wrote it. How
:func:`quote` composes:

1. the best sentence opens the answer; others follow only while they score nearly as well and say something new
   (:mod:`.chosen_sentences`);
2. a sentence that announces a list brings the list; an item that is no whole sentence, and a table row, bring the line that
   names them; a sentence that leans on the one before it ("It also …") brings that one along if it holds more of the question;
3. the same thing said twice is said once, with both sources;
4. the best comes first; sentences that follow it in its document stay behind it, lists and rows get lines of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.choose.chosen_sentences import choose, mostly_said, said_again
from assistant.answer.choose.continuation import TOLD, told_further
from assistant.answer.choose.enumerated import NUMBERED
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.figure_rows import Quotable
from assistant.answer.choose.lists import in_steps, outlined, owed
from assistant.answer.choose.sentence_context import upheld, with_context
from assistant.answer.cited import Composed
from assistant.cite.markers import claims, literal
from assistant.cite.support.quote import find
from assistant.questions.answer_form import announces
from assistant.questions.named_part import names_part
from assistant.retrieve.passages import moved, passage_of
from assistant.store.rows import DocumentInfo
from assistant.text.block_runs import segment_at
from assistant.text.dependent_sentences import takes_up
from assistant.text.reading_text import reading, reading_line
from assistant.text.sentences import ENDED
from assistant.text.terms import stem_set
from assistant.types import Document, Open, Passage, Span

LONGEST_PASSAGE = 2_000  # characters, as in a search


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A span to quote: its reading text, the passages that hold it, if it has a line of its own, and who says it.

    What another document says in the same words is nobody's alone. ``apart`` says that something was left out before it, or that it
    stands before what is quoted ahead of it.
    """

    document: str
    start: int
    end: int
    text: str
    ranks: tuple[int, ...]
    own_line: bool
    speaker: str | None = None
    apart: bool = False


def quote(question: str, picks: Sequence[Pick], passages: Sequence[Passage], open_document: Open) -> Composed:
    """Compose an answer from verbatim sentences, each with its [n]; "" where there is nothing to quote."""
    if not picks:
        return Composed("", tuple(passages))
    lines: dict[tuple[str, int], QuotedLine] = {}
    order: dict[tuple[str, int], int] = {}
    held = list(passages)
    for place, (pick, also, spans) in enumerate(_brought(question, picks, open_document)):
        document = open_document(pick.passage.document)
        held += _widened(document, spans, pick.passage, held)
        for start, end in spans:
            line = _line(document, start, end, pick, also, held)
            lines.setdefault((line.document, line.start), line)
            order.setdefault((line.document, line.start), place)
    return Composed(_written(_uncounted(_best_first(list(lines.values()), order, open_document))), tuple(held))


def quote_rows(rows: Sequence[Quotable], passages: Sequence[Passage], open_document: Open) -> Composed:
    """Compose an answer from rows of figures: what stands over each table, then its rows, with bars between the cells."""
    lines: dict[tuple[str, int], QuotedLine] = {}
    held = list(passages)
    for row in rows:
        document = open_document(row.document)
        beside = next(p for p in held if p.document == document.id)
        printed = row.lines(document)
        held += _widened(document, list(printed), beside, held)
        for (start, end), text in printed.items():
            rank = next(p.rank for p in held if p.document == document.id and p.start <= start and end <= p.end)
            lines.setdefault((document.id, start), QuotedLine(document.id, start, end, text, (rank,), own_line=True))
    return Composed(_written(list(lines.values())), tuple(held))


def quoted_in_turn(document: Document, info: DocumentInfo, spans: Sequence[Span]) -> Composed:
    """Compose an account of a talk from sentences of it in their order, those of each speaker under the name."""
    held: list[Passage] = []
    for start, end in spans:
        if held and end - held[-1].start <= LONGEST_PASSAGE:
            start = held.pop().start
        held.append(passage_of(document, info, (start, end), rank=len(held) + 1))
    lines: list[QuotedLine] = []
    for start, end in spans:
        rank = next(p.rank for p in held if p.start <= start and end <= p.end)
        text = reading_line(document, (start, end))
        follows = bool(lines) and not document.text[lines[-1].end : start].strip()
        speaker = segment_at(document, start).place.speaker
        lines.append(QuotedLine(document.id, start, end, text, (rank,), own_line=False, speaker=speaker, apart=not follows))
    return Composed(_written(lines), tuple(held))


def _brought(question: str, picks: Sequence[Pick], open_document: Open) -> Iterator[tuple[Pick, tuple[int, ...], list[Span]]]:
    """Yield the chosen sentences, each with what it brings along; behind the best one the list that it owes, which may be all."""
    if outline := outlined(question, picks, open_document) or in_steps(question, picks, open_document):
        yield outline[0], (), outline[1]
        return
    bare = (p.role == "heading" and len(with_context(question, p, open_document(p.passage.document))) == 1 for p in picks)
    picks = picks[next((n for n, is_bare in enumerate(bare) if not is_bare), 0) :]  # a heading over headings tells nothing
    (best, also), *others = choose(question, picks)
    document = open_document(best.passage.document)
    spans = with_context(question, best, document)
    further = told_further(question, best, spans, document)
    spans = [*spans, *further]
    yield best, also, spans
    if rest := owed(question, spans, [best, *picks], open_document):
        yield rest[0], (), rest[1]
    if announces(question, best.text) == 1.0 and (rest or len(spans) > 2):
        return
    in_section = best.features.get("section", 0.0) >= TOLD
    is_whole = in_section and (len(spans) > 1 or names_part(question, _heading(document, best.start)))
    told = {document.id: set(spans)}
    said = [stem_set(reading(document, *span)) for span in spans]
    for pick, also in others:
        if is_whole and pick.features.get("section", 0.0) < TOLD:
            continue
        document = open_document(pick.passage.document)
        held = told.setdefault(document.id, set())
        spans = upheld(pick, with_context(question, pick, document), held, document)
        lines = [stem_set(reading(document, *span)) for span in spans if span not in held]
        if not spans or (pick.role != "row" and said_again(lines, said)) or (further and mostly_said(lines, said)):
            continue
        said += lines
        held.update(spans)
        yield pick, also, spans


def _heading(document: Document, at: int) -> str:
    """Return the heading that a place of a document stands under, "" if none."""
    return next(iter(segment_at(document, at).place.heading[-1:]), "")


def _widened(document: Document, spans: Sequence[Span], beside: Passage, held: Sequence[Passage]) -> list[Passage]:
    """Return a passage for each stretch of spans that lie in none of those held, numbered on from them."""
    added: list[Passage] = []
    for start, end in spans:
        if any(p.document == document.id and p.start <= start and end <= p.end for p in (*held, *added)):
            continue
        if added and start - added[-1].end < 3 and end - added[-1].start <= LONGEST_PASSAGE:
            start = added.pop().start
        added.append(replace(moved(beside, document, start, end), rank=len(held) + len(added) + 1))
    return added


def _best_first(lines: list[QuotedLine], order: Mapping[tuple[str, int], int], open_document: Open) -> list[QuotedLine]:
    """Keep lines that follow each other together, and put the run that begins with the best pick first."""
    runs: list[list[QuotedLine]] = []
    for line in sorted(lines, key=lambda line: (line.document, line.start)):
        before = runs[-1][-1] if runs else None
        if before is None or before.document != line.document or open_document(line.document).text[before.end : line.start].strip():
            runs.append([])
        runs[-1].append(line)
    runs = [part for run in runs for part in _parted(run, order)]
    runs.sort(key=lambda run: min(order[line.document, line.start] for line in run))
    return [line for run in runs for line in (replace(run[0], apart=True), *run[1:])]


def _uncounted(lines: Sequence[QuotedLine]) -> list[QuotedLine]:
    """Leave the number off a sentence that is the only one of its document with one: nothing is counted out there ("2. …")."""
    marks = [NUMBERED.match(line.text) for line in lines]
    often = Counter(line.document for line, mark in zip(lines, marks, strict=True) if mark)
    return [
        replace(line, text=line.text[mark.end() :])
        if mark and often[line.document] == 1 and ENDED.search(line.text)  # the head of a section keeps its own
        else line
        for line, mark in zip(lines, marks, strict=True)
    ]


def _parted(run: list[QuotedLine], order: Mapping[tuple[str, int], int]) -> list[list[QuotedLine]]:
    """Cut a run before its best pick, so that no lesser sentence opens the answer because it stands just before.

    Where the best takes up what stands before it, "But …" or "They …", it stays behind that; and so does "2. …" behind "1. …".
    """
    places = [order[line.document, line.start] for line in run]
    at = places.index(min(places))
    while at and NUMBERED.match(run[at].text) and NUMBERED.match(run[at - 1].text):
        at -= 1  # "1. …" before "2. …", whichever is the best
    if at and NUMBERED.match(run[at].text) and run[at - 1].text.endswith(":"):
        at -= 1  # and the line that leads them before both
    return [run[at:], run[:at]] if at and not takes_up(run[at].text) else [run]


def _line(document: Document, start: int, end: int, pick: Pick, also: tuple[int, ...], passages: Sequence[Passage]) -> QuotedLine:
    text = reading_line(document, (start, end))
    segment = segment_at(document, start)
    holding = [p.rank for p in passages if p.document == document.id and p.start <= start and end <= p.end]
    rank = pick.passage.rank if pick.passage.rank in holding or not holding else holding[0]
    ranks = (rank, *also) if (start, end) == pick.span else (rank,)
    alone = segment.role in ("item", "row", "heading") or NUMBERED.match(text) or not ENDED.search(text)
    shared = any(p.rank in also and p.document != document.id for p in passages)  # then it is not one person's word alone
    speaker = None if shared else segment.place.speaker
    return QuotedLine(document.id, start, end, text, ranks, bool(alone), speaker)


def _written(lines: Sequence[QuotedLine]) -> str:
    """Write the lines out: what follows each other in its document runs on, what stands elsewhere or alone gets a line of its own.

    Each document gets its own paragraph. So does each speaker, under the name, unless the words open with it. The name is written
    once: where the same voice goes on, the label is left off the words.
    """
    written = ""
    previous: QuotedLine | None = None
    for line in lines:
        markers = "".join(f" [{rank}]" for rank in line.ranks)
        voice = (line.document, line.speaker)
        goes_on = previous is not None and (previous.document, previous.speaker) == voice
        text = _unlabelled(line) if goes_on else line.text
        if previous is not None:
            own_line = line.own_line or previous.own_line or line.apart
            written += "\n\n" if not goes_on else "\n" if own_line else " "
        if line.speaker and not goes_on and not text.lower().startswith(line.speaker.lower()):
            written += f"{literal(line.speaker)}:\n"
        written += marked(literal(text), markers)
        previous = line
    return written


def _unlabelled(line: QuotedLine) -> str:
    """Return the words of a line without the label of the speaker, where they stand for a whole sentence without it."""
    label = f"{line.speaker}: "
    words = line.text.removeprefix(label)
    found = find(words, line.text) if line.speaker and words != line.text else None
    return words if found and found.whole else line.text


def marked(text: str, markers: str) -> str:
    """Put markers behind each sentence of a text: what an index made before holds as one may be several; a row is one."""
    sentences = [] if "|" in text else claims(text)
    return " ".join(f"{each.lead}{each.text}{markers}" for each in sentences) if len(sentences) > 1 else text + markers
