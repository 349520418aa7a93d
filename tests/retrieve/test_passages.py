"""Chunks become passages: short at the top in prose, whole stretches in a long conversation."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.retrieve.passages import LONG, Candidate, flows, joined, once
from assistant.store.rows import ChunkRow, DocumentInfo
from assistant.types import Document

INFO = DocumentInfo("a", "A", "transcript", None, (), None, None, None, {}, {}, None, LONG, "ready", "0" * 64, "/a")


def candidate(ordinal: int, score: float, document: str = "a", context: str = "A") -> Candidate:
    """Return a chunk of 100 characters, the next one following at once."""
    start = ordinal * 100
    row = ChunkRow(
        1000 * ord(document[0]) + ordinal, f"{document}{ordinal}", document, ordinal, start, start + 100, context, (), None, None
    )
    return Candidate(row, score, {})


def ordinals(groups: list[list[Candidate]]) -> list[list[int]]:
    return [[c.row.ordinal for c in group] for group in groups]


RANKED = [candidate(5, 1.0), candidate(20, 0.9), candidate(6, 0.8), candidate(4, 0.7), candidate(7, 0.0)]


def test_a_passage_at_the_top_of_prose_stays_within_a_part_of_the_bound() -> None:
    assert ordinals(joined(RANKED, 500, 20)) == [[5, 6, 4], [20], [7]]  # 0.6 of 500 are three chunks


def test_passages_that_are_ranked_one_after_the_other_and_stand_side_by_side_become_one() -> None:
    ranked = [candidate(n, 1 - place / 100) for place, n in enumerate((5, 6, 8, 7, 9, 30, 10))]
    assert ordinals(joined(ranked, 600, 20)) == [[5, 6, 7, 8, 9, 10], [30]]  # two of three chunks, the most that 0.6 of 600 allow
    assert ordinals(joined(ranked, 500, 20)) == [[5, 6, 7], [8, 9, 10], [30]]  # together they would pass the bound
    assert ordinals(joined(ranked, 600, 1)) == [[5, 6, 7, 8, 9, 10]]


def test_passages_side_by_side_stay_apart_where_another_is_ranked_between_them() -> None:
    ranked = [candidate(5, 1.0), candidate(30, 0.9), candidate(6, 0.8)]
    assert ordinals(joined(ranked, 200, 20)) == [[5], [30], [6]]


def test_further_down_a_passage_may_be_as_long_as_the_bound() -> None:
    above = [candidate(n, 2.0, document=f"d{n}") for n in range(4)]
    assert ordinals(joined([*above, *RANKED], 500, 20))[4:] == [[5, 6, 4, 7], [20]]


def test_chunks_of_another_section_are_not_joined() -> None:
    assert ordinals(joined([candidate(5, 1.0), candidate(6, 0.9, context="A | Costs")], 500, 20)) == [[5], [6]]


def test_in_a_long_conversation_a_passage_takes_in_what_stands_around_its_best_chunk() -> None:
    beside = [candidate(n, -math.inf) for n in (2, 3, 8, 19, 21)]
    # 5 grows to five chunks, the better side first; 19 and 21 were not found, but stand beside 20
    groups = joined(RANKED, 500, 20, flowing={"a"}, beside=beside)
    assert ordinals(groups) == [[5, 6, 4, 7, 8], [20, 21, 19]]


def test_the_next_stretch_of_the_same_talk_goes_before_what_is_a_little_better_elsewhere() -> None:
    ranked = [candidate(5, 1.0), candidate(20, 0.6), candidate(6, 0.5), candidate(30, 0.0)]
    assert ordinals(joined(ranked, 100, 20, flowing={"a"})) == [[5], [6], [20], [30]]  # 0.5 and a fifth of the range
    assert ordinals(joined(ranked, 100, 20)) == [[5], [20], [6], [30]]


TEXT = "Costs fell. Why so? Costs fell. Costs rose."
SENTENCES = {0: 11, 12: 19, 20: 31, 32: 43}  # where each begins and ends


def said(start: int, score: float, document: str = "a") -> Candidate:
    """Return the sentence of the text that begins at ``start`` as a chunk."""
    row, end = candidate(start, score, document).row, SENTENCES[start]
    return Candidate(row._replace(start=start, end=end, spans=f"[[{start}, {end}]]"), score, {})


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        ([said(20, 0.9), said(12, 0.5), said(0, 0.4), said(32, 0.1)], [(0, 0.9), (12, 0.5), (20, 0.1), (32, 0.1)]),
        ([said(20, 0.9), said(12, 0.5), said(32, 0.1)], [(20, 0.9), (12, 0.5), (32, 0.1)]),
        ([said(20, 0.9), said(0, 0.4, "b")], [(20, 0.9), (0, 0.4)]),
        ([], []),
    ],
    ids=["twice", "as long, but in other words", "in another document", "nothing"],
)
def test_what_a_document_says_twice_is_found_where_it_stands_first(
    ranked: list[Candidate], expected: list[tuple[int, float]]
) -> None:
    document = Document(id="a", text=TEXT, segments=())
    assert [(c.row.start, c.score) for c in once(ranked, lambda _: document)] == expected


def test_no_more_groups_than_asked_for_and_none_of_nothing() -> None:
    assert ordinals(joined(RANKED, 100, 2)) == [[5], [20]]
    assert joined([], 500, 20) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [({}, True), ({"kind": "report"}, False), ({"chunks": LONG - 1}, False)],
    ids=["long", "prose", "short"],
)
def test_only_a_long_transcript_flows(changed: dict[str, object], expected: bool) -> None:
    assert flows(replace(INFO, **changed)) is expected  # type: ignore[arg-type]
