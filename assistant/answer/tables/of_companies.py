"""A figure of several companies, each from its own accounts: both cells and how far they are apart; or a question back, of whom.

1. "How much more did Elm spend on R&D than Ash in 2018?": the row of each, under its name, and the difference of the two cells;
2. what one of them does not tell, and who is not held at all, is said in the notice;
3. "Which company had the highest revenue in 2022?" compares those held, and names each figure;
4. "What was the net income?", where several companies are held whose accounts tell it, is asked back, unless one was spoken of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answer.choose.compose import quote_rows
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.figure_rows import Row
from assistant.answer.cited import Composed, Gathered, declining
from assistant.answer.decide.near_miss_notice import DOUBT
from assistant.answer.tables.account_rows import Reports, rows_of
from assistant.answer.tables.arithmetic import exact, times_as_much, written
from assistant.answer.tables.asked_of_accounts import AskedFigure
from assistant.answer.tables.asked_of_tables import EXTREME, wanted_of, wants_ratio
from assistant.answer.tables.companies import Company, FigureOf, are_set_together, asked_of_companies, companies_in, company_of
from assistant.answer.tables.row_figures import as_meant, scale_of, unit_of
from assistant.answer.tables.told_by_accounts import LIKELY, RowsTold, is_just_that, latest_rows, of_other_years, rows_for
from assistant.cite.markers import literal
from assistant.retrieve.finance import statement_named
from assistant.retrieve.passages import passage_of
from assistant.retrieve.retriever import View
from assistant.text.carried_subject import behind, without_lead
from assistant.text.enumeration import enumerated
from assistant.text.money import SIGN
from assistant.text.numerals import scale_word
from assistant.text.patterns import any_case
from assistant.text.terms import stems
from assistant.types import Document, Passage

LOOKED_AT = 10  # sentences that may tell the figure of a company that is not held
MOST = 3  # companies that are offered
COMPARED = 20  # documents up to which all are compared, and not only those found
_WHICH = any_case(r"\b(?:which|what)(?: of the| other)? (?:compan(?:y|ies)|firms?|business(?:es)?)\b")
_LOSS = any_case(r"\bloss(?:es)?\b")
_NOT_HELD = "No document here is of {}"


@dataclass(frozen=True, slots=True)
class Whose:
    """The readings of a question that does not say whose figure it wants, or the one that was spoken of."""

    readings: tuple[str, ...]
    spoken_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """What is told of one company, or of it in one year: under which name, of what, and the rows, if any tell it."""

    name: str
    asked: AskedFigure
    company: Company
    rows: RowsTold | None


def of_each(question: str, figure: FigureOf | None, passages: Sequence[Passage], view: View) -> Gathered | None:
    """Return the figure of each company named, or of one in two years that no report has both; ``None`` where none tells."""
    if figure is None or not figure.companies or not are_set_together(question, figure.companies):
        return None
    asked, companies = figure
    if len(companies) > 1:
        parts = [_part(company.name, asked, question, company, view) for company in companies]
    else:
        parts = _of_two_years(asked, question, companies[0], view)
    if not any(part.rows for part in parts):
        return None
    notices = [*_apart(question, parts, view)]  # what was asked stands first
    notices += [_why_untold(part, view) for part in parts if not part.rows]
    notices += [f"{part.name}: {part.rows.notice}" for part in parts if part.rows and part.rows.notice]
    sure = min((part.rows.confidence if part.rows else DOUBT) for part in parts)
    return Gathered(_quoted(parts, passages, view), " ".join(notices), sure)


def _of_two_years(asked: AskedFigure, question: str, company: Company, view: View) -> list[_Part]:
    """Return a figure of a company in each of two years, where no row has both; [] where one has, or one year is of no report."""
    if len(asked.times.years) != 2 or len(company.documents) < 2:
        return []
    both = _part(company.name, asked, question, company, view).rows
    if both and all(isinstance(row, Row) and row.fit[1] == 1.0 for row in both.rows):
        return []
    parts = []
    for year in sorted(asked.times.years):
        of_year = replace(asked, times=replace(asked.times, years=frozenset((year,))), change=False)
        parts.append(_part(f"{company.name}, {year}", of_year, question, company, view))
    return parts if all(part.rows for part in parts) else []


def _part(name: str, asked: AskedFigure, question: str, company: Company, view: View) -> _Part:
    told = latest_rows(asked, question, _reports(company.documents, view)) if company.documents else None
    return _Part(name, asked, company, told if told and is_just_that(told) else None)


def _reports(documents: Sequence[str], view: View) -> Reports:
    return Reports(documents, frozenset(stem for id_ in documents for stem in stems(f"{view.infos[id_].title} {id_}")), view.open)


def _quoted(parts: Sequence[_Part], passages: Sequence[Passage], view: View) -> Composed:
    """Compose the rows of each, under its name."""
    blocks, held = list[str](), list(passages)
    for part in parts:
        if part.rows is None:
            continue
        for id_ in {row.document for row in part.rows.rows} - {p.document for p in held}:
            document = view.open(id_)
            held.append(passage_of(document, view.infos[id_], document.segments[0].span, rank=len(held) + 1))
        composed = quote_rows(part.rows.rows, held, view.open)
        held = list(composed.passages)
        blocks.append(f"{literal(part.name)}:\n{composed.text}")
    return Composed("\n\n".join(blocks), tuple(held))


def of_all(question: str, passages: Sequence[Passage], view: View) -> Gathered | None:
    """Return the companies with the most or least of a line, or why they cannot be compared; ``None`` where that is not asked."""
    wanted = wanted_of(question)
    if not _WHICH.search(question) or wanted is None or wanted.form not in ("most", "least"):
        return None
    figure = asked_of_companies(_WHICH.sub(" ", EXTREME.sub(" ", question)), view.infos.values())
    if figure is None or figure.companies:
        return None
    parts = _telling(figure.asked, question, {p.document for p in passages}, view)
    if len(parts) < 2:
        return None
    if len(figure.asked.times.years) != 1:
        return declining("The accounts here are of different years; name one to have the companies compared.")
    cells = {part.name: cell for part in parts if (cell := _cell(part, view))}
    left = [part.name for part in parts if part.name not in cells]
    of_one_money = len({cell.money for cell in cells.values() if cell.money}) < 2
    if len(cells) < 2 or not of_one_money or (left and wanted.form == "least"):  # a loss is less than all that is compared
        every = enumerated([part.name for part in parts])
        return declining(f"The accounts of {every} tell this, but not all so that they can be compared.")
    ordered = sorted((part for part in parts if part.name in cells), key=lambda part: cells[part.name].in_full)
    ordered = ordered[::-1] if wanted.form == "most" else ordered
    each = enumerated([f"{part.name} {cells[part.name].printed}" for part in ordered])
    word, year = "highest" if wanted.form == "most" else "lowest", min(figure.asked.times.years)
    notice = (
        f"Of the {len(cells)} companies here whose accounts tell this for {year}, the {word} is that of {ordered[0].name}: {each}."
    )
    if left:
        notice = f"{notice} Not compared, as its cell is not sure, is {enumerated(left)}: this may be more."
    return Gathered(_quoted(ordered[:2], passages, view), notice, DOUBT if left else LIKELY)


def _telling(asked: AskedFigure, question: str, near: Collection[str], view: View) -> list[_Part]:
    """Return what is told of each company held whose accounts tell a line; of many only of those with a document ``near``."""
    held: dict[str, list[str]] = {}
    for info in view.infos.values():
        if len(view.infos) <= COMPARED or info.id in near:
            held.setdefault(company_of(info), []).append(info.id)
    parts = [_part(name, asked, question, Company(name, tuple(ids)), view) for name, ids in held.items()]
    return [part for part in parts if part.rows and view.open(part.rows.rows[0].document).once(_has_statements)]


def _why_untold(part: _Part, view: View) -> str:
    if not part.company.documents:
        return f"{_NOT_HELD.format(part.name)}."
    others = of_other_years(part.asked, _reports(part.company.documents, view))
    return f"{part.name}: {others or 'No row found tells just this.'}"


def _apart(question: str, parts: Sequence[_Part], view: View) -> Iterator[str]:
    """Yield how far two cells of one year are apart; nothing where a unit is not known, or one of them may be a loss."""
    cells = [(part.name, cell) for part in parts if (cell := _cell(part, view))]
    if not 1 < len(cells) == len(parts) or len({cell.money for _, cell in cells} - {""}) > 1:
        return
    (more, one), *_, (less, other) = sorted(cells, key=lambda each: each[1].in_full, reverse=True)
    if len(cells) > 2:
        yield f"The highest of these figures is that of {more}, the lowest that of {less}."
    elif wants_ratio(question):
        times = times_as_much(one.in_full, other.in_full)
        yield f"The figure of {more} is {times} times that of {less}, worked out from the two cells."
    elif one.scale == other.scale:
        apart = one.in_full / one.scale - other.in_full / other.scale
        by = f"The figure of {more} is {written(apart)} more than that of {less}, worked out from the two cells."
        yield by if apart else "Both figures are the same."


@dataclass(frozen=True, slots=True)
class _Cell:
    """A sum of money in full, what its table's figures count in, its currency, if that is known, and how it is told."""

    in_full: Decimal
    scale: Decimal
    money: str
    printed: str


def _cell(part: _Part, view: View) -> _Cell | None:
    """Return the one cell that is told; ``None`` where it is no sum of money above nought whose unit is known."""
    row = part.rows.rows[0] if part.rows and len(part.rows.rows) == 1 else None
    if not isinstance(row, Row) or row.cell is None or part.asked.change or _LOSS.search(row.figures.label):
        return None
    cell = row.figures.cell(row.cell)
    unit = unit_of(view.open(row.document), row)
    figure, scale = None if "%" in cell else exact(cell), scale_of(unit)
    if figure is None or scale is None:
        return None
    meant = as_meant(row.figures.label, {0: figure})[0]
    money = SIGN.search(f"{unit} {row.figures.text}")
    printed = f"{written(meant)} {scale_word(scale)}".strip()
    return _Cell(meant * scale, scale, money[0] if money else "", printed) if meant > 0 else None


def whose(question: str, figure: FigureOf | None, before: str, heard: str, passages: Sequence[Passage], view: View) -> Whose | None:
    """Return the companies that a figure may be asked of; ``None`` where one is named, or fewer than two have it in their accounts.

    Where the question ``before``, or all that was ``heard``, speaks of one of them alone, that is meant.
    """
    if figure is None or figure.companies or _WHICH.search(question) or question != without_lead(question):
        return None

    def telling(ids: Iterable[str]) -> dict[str, str]:
        by_name: dict[str, str] = {}
        for id_ in ids:
            name = company_of(view.infos[id_])
            if name not in by_name and _is_told_in(figure.asked, question, id_, view):
                by_name[name] = behind(name, f"{question[:1].lower()}{question[1:]}")
        return by_name

    offered = telling(dict.fromkeys(p.document for p in passages))
    if len(offered) < 2:
        return None
    for text in (before, heard):
        if len(meant := telling(companies_in(text, view.infos))) == 1:
            return Whose((), next(iter(meant.values())))
    return Whose(tuple(offered.values())[:MOST])


def _is_told_in(asked: AskedFigure, question: str, id_: str, view: View) -> bool:
    """Say whether the accounts in a document have a row that says just what is asked, or a measure is worked out from them."""
    told = rows_for(asked, question, _reports((id_,), view)) if view.open(id_).once(_has_statements) else None
    return told is not None and is_just_that(told)


def _has_statements(document: Document) -> bool:
    return any(statement_named(row.section) for row in document.once(rows_of))


def of_no_document(figure: FigureOf | None, picks: Sequence[Pick], labels: Sequence[str], view: View) -> str | None:
    """Say that a company whose figure is asked for is not held, where accounts of others are and no sentence tells it."""
    if figure is None or not figure.companies or any(company.documents for company in figure.companies):
        return None
    near = {pick.passage.document for pick in picks[:LOOKED_AT]}
    if not any(view.open(id_).once(_has_statements) for id_ in near):
        return None
    named = frozenset(stem for company in figure.companies for stem in stems(company.name))
    told = [*labels, *(pick.text for pick in picks[:LOOKED_AT] if any(map(str.isdigit, pick.text)))]
    if any(not named.isdisjoint(stems(text)) for text in told):
        return None
    return (
        f"{_NOT_HELD.format(' and '.join(company.name for company in figure.companies))}, and no sentence found tells this of it."
    )
