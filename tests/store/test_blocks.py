"""Segments that are made when they are asked for are those of a tuple, in every way that a tuple is read."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from assistant.store.blocks import Blocks
from assistant.types import Locator, Role, Segment

PLACES = (Locator(page=1), Locator(page=2))
ROLES: tuple[Role, ...] = ("paragraph", "heading")
KINDS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), max_size=6)
ENDS = st.none() | st.integers(-7, 7)


@given(KINDS, st.slices(8), ENDS, st.booleans())
def test_blocks_are_read_like_a_tuple(kinds: list[tuple[int, int]], part: slice, at: int | None, went_through: bool) -> None:
    expected = tuple(Segment(10 * n, 10 * n + 5, ROLES[r], PLACES[p]) for n, (r, p) in enumerate(kinds))
    spans = [s.start for s in expected], [s.end for s in expected]
    blocks = Blocks(spans, (ROLES, [r for r, _ in kinds]), (PLACES, [p for _, p in kinds]))
    if went_through:
        assert list(blocks) == list(expected)
    assert len(blocks) == len(expected) and bool(blocks) == bool(expected)
    assert blocks[part] == expected[part]
    if at is not None and -len(expected) <= at < len(expected):
        assert blocks[at] == expected[at]
    assert blocks == expected and expected == blocks and hash(blocks) == hash(expected) and blocks != (*expected, None)
    assert pickle.loads(pickle.dumps(blocks)) == expected
