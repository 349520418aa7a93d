"""The list that a question asks for, or that an answer speaks of, where no chosen sentence brings it.

"What are the three lessons?" may be met by "The report ends with three lessons", which stands far from them. The list is looked for
among what was found, best first:

1. a run of items that the line before them or their heading calls by the name of what is asked for ("Questions for a partnership"),
   or counts as many of;
2. sections whose headings count such things ("Lesson one: …", "Second lesson: …", "3. Lessons on …"), each with its first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.sentence_context import first_sentence
from assistant.questions.counts import SMALL_NUMBER, counted_thing, how_many
from assistant.questions.form import asked_for, things_asked, wants_questions
from assistant.text.block_runs import LONGEST, Span, first_of_run, lead, run_from
from assistant.text.terms import ORDINALS, stem, stems
from assistant.types import Document, Open, Segment

LOOKED_AT = 60  # sentences found among which the items of the list may be

_CALLED = re.compile(
    r"^\W*(?:and |so )?(?:what|which) ((?!(?:does|has|was|is|kinds|types|sorts)\b)[a-z]{3,}(?<![su])s)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"(?:the )?(?:(?P<noun>\w+) (?:one|{SMALL_NUMBER}|\d{{1,2}}|[ivx]{{1,4}})\b|(?:{'|'.join(ORDINALS)}) (?P<thing>\w+)\b)",
    re.IGNORECASE,
)


def owed(question: str, told: Sequence[Span], picks: Sequence[Pick], open_document: Open) -> tuple[Pick, list[Span]] | None:
    """Return the list that is owed, with the pick that it was found by; ``None`` where none is, or none is found.

    ``told`` are the spans of the best sentence and what it brings.
    """
    is_list = asked_for(question) == "list"
    called = None if is_list else _CALLED.match(question)
    if not (picks and (is_list or called)):
        return None
    best = picks[0]
    if _holds_list(open_document(best.passage.document), told):
        return None
    if called:
        return _called(stem(called[1].lower()), picks, open_document)
    noun = "question" if wants_questions(question) else things_asked(question)
    many = how_many(question) or how_many(best.text)
    for pick, document, first in _runs(picks[:LOOKED_AT], open_document):
        items = run_from(document, first)
        if len(items) > 1 and many in (None, len(items)) and _named(document, first, noun or counted_thing(best.text)):
            return pick, [*lead(document, first), *items]
    return _sections(picks, noun or counted_thing(best.text), many, open_document)


def _called(noun: str, picks: Sequence[Pick], open_document: Open) -> tuple[Pick, list[Span]] | None:
    """Return the list of the document that the best sentence is of, whose heading is the very word for the things asked for."""
    near = [pick for pick in picks[:LOOKED_AT] if pick.passage.document == picks[0].passage.document]
    for pick, document, first in _runs(near, open_document):
        items = run_from(document, first)
        heading = stems(" ".join(document.segments[first].place.heading[-1:]))
        if len(items) > 1 and noun in heading and len(heading) <= 2:
            return pick, [*lead(document, first), *items]
    return None


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
            at = next(n for n, s in enumerate(document.segments) if s.end > pick.start)
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
        counted = [n for n, s in enumerate(document.segments) if s.role == "heading" and _counts(document, s) == noun]
        if len(counted) > 1 and many in (None, len(counted)):
            pick = next(p for p in picks if p.passage.document == id_)
            return pick, [span for n in counted[:LONGEST] for span in _section(document, n)]
    return None


def _counts(document: Document, segment: Segment) -> str | None:
    match = _COUNTED.match(document.text[segment.start : segment.end])
    return stem((match["noun"] or match["thing"]).lower()) if match else None


def _section(document: Document, at: int) -> list[Span]:
    heading = document.segments[at]
    following = next((s for s in document.segments[at + 1 :] if s.is_body), None)
    says = [first_sentence(document, following)] if following is not None and following.role == "paragraph" else []
    return [(heading.start, heading.end), *says]
