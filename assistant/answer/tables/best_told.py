"""What tells a figure best: rows of a table, a row of accounts, or the sentence that says how many are employed, or who audits."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.figure_rows import Row
from assistant.answer.cited import SURE
from assistant.answer.tables.accounts import measure
from assistant.answer.tables.asked_of_accounts import words_of
from assistant.answer.tables.asked_of_tables import wanted_of
from assistant.answer.tables.by_formula import told_by_formula
from assistant.answer.tables.documents import documents_asked
from assistant.answer.tables.table_rows import Tabled
from assistant.answer.tables.told_by_accounts import RowsTold, told_by_rows
from assistant.answer.tables.told_by_tables import untold_by_table
from assistant.answer.tables.told_once import auditor, headcount
from assistant.retrieve.retriever import Found
from assistant.types import Open


def figure_told(
    found: Found, picks: Sequence[Pick], open_document: Open, tabled: Tabled | None, *, is_bare: bool = False
) -> RowsTold | None:
    """Return what tells a figure: rows of a table where they are more, or better read, than those of accounts; else those.

    Where there are neither, it is the sentence that tells how many are employed, or who audits, else why nothing tells it. ``None``
    where sentences may tell it. A bare follow-up is asked of no accounts.
    """
    if not is_bare and (by_formula := told_by_formula(found, open_document)):
        return by_formula
    figure = None if is_bare else told_by_rows(found, picks, open_document)
    if figure and figure.is_worked_out:
        return figure
    lines = len({row.line.label for row in tabled.rows}) if tabled else 0  # of one name they tell no more than one of accounts
    if tabled and not is_bare and _is_only_a_part(found.query.text, tabled):
        tabled = None
    if tabled and (_is_ranked(found) or lines > (len(figure.rows) if figure else 0) or _is_better_read(tabled, figure)):
        return RowsTold(tabled.rows, tabled.notice, SURE)
    if not (is_bare or (figure and figure.rows)):
        documents, names = documents_asked(found)
        opened = tuple(map(open_document, documents))
        said = headcount(found.query.text, names, opened) or auditor(found.query.text, names, opened)
        figure = RowsTold((said,), confidence=SURE) if said else figure
    if figure is None and (reason := untold_by_table(found, picks, open_document)):
        return RowsTold(reason=reason)
    return figure


def _is_ranked(found: Found) -> bool:
    """Say whether it is asked which of several has the most or the least: one of the rows compared, and not their sum."""
    wanted = wanted_of(found.query.text)
    return wanted is not None and wanted.form in ("most", "least") and bool(wanted.kind)


def _is_only_a_part(question: str, tabled: Tabled) -> bool:
    """Say whether a measure is asked for of accounts, and no row says just that: revenue is no R&D as a share of it."""
    asked = measure(question)
    if asked is None:
        return False
    named = words_of(asked[0])
    return not any(named <= words_of(row.line.label) <= named | words_of(question) for row in tabled.rows)


def _is_better_read(tabled: Tabled, figure: RowsTold | None) -> bool:
    """Say whether both are the same row, whose cells are known to be of their columns, or is told, in the table alone."""
    row, other = tabled.rows[0], figure.rows[0] if figure and len(figure.rows) == 1 else None
    if figure is None or not isinstance(other, Row) or (row.document, row.line.index) != (other.document, other.index):
        return False
    return bool(row.grid.columns) and (not other.barred or (figure.notice is None and tabled.notice is not None))
