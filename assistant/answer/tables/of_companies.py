"""A figure of several companies, each from its own accounts: both cells and how far they are apart; or a question back, of whom.

1. "How much more did Elm spend on R&D than Ash in 2018?": the row of each, under its name, and the difference of the two cells;
2. what one of them does not tell, and who is not held at all, is said in the notice;
3. "What was the net income?", where several companies are held whose accounts tell it, is asked back, unless one was spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer.choose.compose import quote_rows
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.figure_rows import Row
from assistant.answer.cited import Composed
from assistant.answer.decide.near_miss_notice import DOUBT
from assistant.answer.tables.account_rows import rows_of
from assistant.answer.tables.arithmetic import exact, times_as_much, written
from assistant.answer.tables.asked_of_accounts import AskedFigure
from assistant.answer.tables.asked_of_tables import wants_ratio
from assistant.answer.tables.companies import Company, are_set_together, asked_of_companies, company_of, spoken_of
from assistant.answer.tables.row_figures import as_meant, scale_of, unit_of
from assistant.answer.tables.told_by_accounts import RowsTold, of_other_years, rows_for
from assistant.cite.markers import literal
from assistant.retrieve.finance import statement_named
from assistant.retrieve.passages import passage_of
from assistant.store.rows import DocumentInfo
from assistant.text.carried_subject import behind, without_lead
from assistant.text.terms import stems
from assistant.types import Document, Open, Passage

LOOKED_AT = 10  # sentences that may tell the figure of a company that is not held
MOST = 3  # companies that are offered
_LOSS = re.compile(r"\bloss(?:es)?\b", re.IGNORECASE)
_MONEY = re.compile(r"[£$€]")
_NOT_HELD = "No document here is of {}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The rows of several companies, each under its name, what is said over them, and how sure they are."""

    composed: Composed
    notice: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Whose:
    """The readings of a question that does not say whose figure it wants, or the one that was spoken of."""

    readings: tuple[str, ...]
    spoken_of: str | None = None


def of_each(question: str, infos: Mapping[str, DocumentInfo], passages: Sequence[Passage], open_document: Open) -> Figures | None:
    """Return the figure of each of the companies that a question names; ``None`` where it names fewer than two, or none tells."""
    found = asked_of_companies(question, infos.values())
    if found is None or len(found[1]) < 2 or not are_set_together(question, found[1]):
        return None
    asked, companies = found
    told = {company: _rows_of(asked, question, company, infos, open_document) for company in companies}
    if not any(told.values()):
        return None
    blocks, notices, held = list[str](), list[str](), list(passages)
    for company, rows in told.items():
        if rows is None:
            notices.append(_why_untold(asked, company, infos, open_document))
            continue
        for id_ in {row.document for row in rows.rows} - {p.document for p in held}:
            document = open_document(id_)
            span = next((s.start, s.end) for s in document.segments)
            held.append(passage_of(document, infos[id_], span, rank=len(held) + 1))
        composed = quote_rows(rows.rows, held, open_document)
        held = list(composed.passages)
        blocks.append(f"{literal(company.name)}:\n{composed.text}")
        notices += [f"{company.name}: {rows.notice}"] if rows.notice else []
    notices += _apart(asked, question, told, open_document)
    sure = min((rows.confidence if rows else DOUBT) for rows in told.values())
    return Figures(Composed("\n\n".join(blocks), tuple(held)), " ".join(notices) or None, sure)


def _why_untold(asked: AskedFigure, company: Company, infos: Mapping[str, DocumentInfo], open_document: Open) -> str:
    if not company.documents:
        return f"{_NOT_HELD.format(company.name)}."
    others = of_other_years(asked, company.documents, _titles(company, infos), open_document)
    return f"{company.name}: {others or 'No row found tells just this.'}"


def _rows_of(
    asked: AskedFigure, question: str, company: Company, infos: Mapping[str, DocumentInfo], open_document: Open
) -> RowsTold | None:
    told = rows_for(asked, question, company.documents, _titles(company, infos), open_document) if company.documents else None
    return told if told and _is_just_that(told) else None


def _is_just_that(told: RowsTold) -> bool:
    """Say whether rows tell just what is asked, or a measure is worked out from them: "In-process R&D" is no R&D."""
    return bool(told.rows) and (told.is_worked_out or all(isinstance(row, Row) and row.exact for row in told.rows))


def _titles(company: Company, infos: Mapping[str, DocumentInfo]) -> frozenset[str]:
    return frozenset(stem for id_ in company.documents for stem in stems(f"{infos[id_].title} {id_}"))


def _apart(asked: AskedFigure, question: str, told: Mapping[Company, RowsTold | None], open_document: Open) -> Iterator[str]:
    """Yield how far two cells of one year are apart; nothing where a unit is not known, or one of them may be a loss."""
    cells = [(company, cell) for company, rows in told.items() if rows and (cell := _cell(asked, rows, open_document))]
    if len(cells) != 2 or len(told) != 2:
        return
    (more, one), (less, other) = sorted(cells, key=lambda each: each[1].in_full, reverse=True)
    if wants_ratio(question):
        times = times_as_much(one.in_full, other.in_full)
        yield f"The figure of {more.name} is {times} times that of {less.name}, worked out from the two cells."
    elif one.scale == other.scale:
        apart = one.in_full / one.scale - other.in_full / other.scale
        by = f"The figure of {more.name} is {written(apart)} more than that of {less.name}, worked out from the two cells."
        yield by if apart else "Both figures are the same."


@dataclass(frozen=True, slots=True)
class _Cell:
    in_full: Decimal
    scale: Decimal


def _cell(asked: AskedFigure, told: RowsTold, open_document: Open) -> _Cell | None:
    """Return the one cell that is told, in full; ``None`` where it is no sum of money above nought whose unit is known."""
    row = told.rows[0]
    if len(told.rows) > 1 or not isinstance(row, Row) or row.cell is None or asked.change or _LOSS.search(row.figures.label):
        return None
    printed = row.figures.cell(row.cell)
    figure = None if "%" in printed else exact(printed)
    scale = scale_of(unit_of(open_document(row.document), row))
    if figure is None or scale is None:
        return None
    meant = as_meant(row.figures.label, {0: figure})[0]
    return _Cell(meant * scale, scale) if meant > 0 else None


def whose(
    question: str, before: str, heard: str, infos: Mapping[str, DocumentInfo], passages: Sequence[Passage], open_document: Open
) -> Whose | None:
    """Return the companies that a figure may be asked of; ``None`` where one is named, or fewer than two have it in their accounts.

    Where the question ``before``, or all that was ``heard``, speaks of one of them alone, that is meant.
    """
    found = asked_of_companies(question, infos.values())
    if found is None or found[1] or question != without_lead(question):
        return None
    asked = found[0]

    def telling(ids: Sequence[str]) -> dict[str, str]:
        by_name: dict[str, str] = {}
        for id_ in ids:
            name = company_of(infos[id_])
            if name not in by_name and _is_told_in(asked, question, infos[id_], open_document):
                by_name[name] = behind(name, f"{question[:1].lower()}{question[1:]}")
        return by_name

    offered = telling(list(dict.fromkeys(p.document for p in passages)))
    if len(offered) < 2:
        return None
    for text in (before, heard):
        if len(meant := telling(spoken_of(text, infos))) == 1:
            return Whose((), next(iter(meant.values())))
    return Whose(tuple(offered.values())[:MOST])


def _is_told_in(asked: AskedFigure, question: str, info: DocumentInfo, open_document: Open) -> bool:
    """Say whether the accounts in a document have a row that says just what is asked, or a measure is worked out from them."""
    document = open_document(info.id)
    if not document.once(_has_statements):
        return False
    told = rows_for(asked, question, (info.id,), frozenset(stems(f"{info.title} {info.id}")), open_document)
    return told is not None and _is_just_that(told)


def _has_statements(document: Document) -> bool:
    return any(statement_named(row.section) for row in document.once(rows_of))


def of_no_document(
    question: str, infos: Mapping[str, DocumentInfo], picks: Sequence[Pick], labels: Sequence[str], open_document: Open
) -> str | None:
    """Say that a company whose figure is asked for is not held, where accounts of others are and no sentence tells it."""
    found = asked_of_companies(question, infos.values())
    if found is None or not found[1] or any(company.documents for company in found[1]):
        return None
    near = {pick.passage.document for pick in picks[:LOOKED_AT]}
    if not any(open_document(id_).once(_has_statements) for id_ in near):
        return None
    named = frozenset(stem for company in found[1] for stem in stems(company.name))
    told = [*labels, *(pick.text for pick in picks[:LOOKED_AT] if any(map(str.isdigit, pick.text)))]
    if any(not named.isdisjoint(stems(text)) for text in told):
        return None
    names = " and ".join(company.name for company in found[1])
    return f"{_NOT_HELD.format(names)}, and no sentence found tells this of it."
