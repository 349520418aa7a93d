"""Inventories that a balance sheet prints in parts only: the rows under their label that are kinds of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from assistant.answer.tables.account_rows import RowRead
from assistant.text.patterns import any_case

INVENTORIES = "inventoryitem"
FEWEST = 2  # parts
_KINDS = any_case(
    r"(?:raw|materials?|supplies|work|works?-in-(?:process|progress)|in|process|progress|(?:semi-?)?finished|goods|products?|parts|and"
    r"|merchandise|stores|components?|packaging|consumables|spare|[,&\s-])+"
)


def inventory_parts(sections: Iterable[tuple[frozenset[str], Sequence[RowRead]]]) -> tuple[RowRead, ...]:
    """Return the rows right under a label that says inventories and no more; () where there are fewer than two.

    ``sections`` are the words of each label and the rows under it.
    """
    for label, rows in sections:
        if label == {INVENTORIES}:
            parts = tuple(takewhile(lambda row: _KINDS.fullmatch(row.figures.label), rows))
            if len(parts) >= FEWEST:
                return parts
    return ()
