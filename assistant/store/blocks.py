"""The segments of a stored document, each made when it is asked for.

Who shows a passage of a long report needs a few of thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast, overload

from assistant.types import Locator, Role, Segment


class Blocks(Sequence[Segment]):
    """A sequence of segments, kept by column: where each starts and ends, and the numbers of its role and its place."""

    def __init__(
        self,
        spans: tuple[Sequence[int], Sequence[int]],
        roles: tuple[Sequence[Role], Sequence[int]],
        places: tuple[Sequence[Locator], Sequence[int]],
    ) -> None:
        """Take where each starts and where each ends; all roles, and the number of that of each; all places, and likewise."""
        self.starts, self.ends = spans
        self._roles, self._role = roles
        self._places, self._place = places
        self._made: tuple[Segment, ...] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def unfolded(self) -> bool:
        """Whether somebody went through all segments, so that all are kept."""
        return self._made is not None

    @overload
    def __getitem__(self, at: int) -> Segment: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Segment, ...]: ...
    def __getitem__(self, at: int | slice) -> Segment | tuple[Segment, ...]:
        if self._made is not None:
            return self._made[at]
        if isinstance(at, slice):
            return tuple(map(self._segment, range(*at.indices(len(self)))))
        return self._segment(at)

    def _segment(self, at: int) -> Segment:
        return Segment(self.starts[at], self.ends[at], self._roles[self._role[at]], self._places[self._place[at]])

    def __iter__(self) -> Iterator[Segment]:
        """Who goes through all of them is likely to do so again: they are kept."""
        if self._made is None:
            self._made = tuple(map(self._segment, range(len(self))))
        return iter(self._made)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(cast("Sequence[Segment]", other)) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))
