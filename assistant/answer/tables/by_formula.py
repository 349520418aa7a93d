"""The answer to a question that gives a formula: the rows of its lines, and what it comes to from their cells.

Each line of the formula must be one row of the accounts of one document that says just that, with a figure of each year that is
needed. Where a line is missing, or two have not the same unit, that is said, and nothing is worked out. The formula is read from
the form and words of the question alone: "DPO is defined as: 365 * …", "Define X as A divided by B.", "i.e. spend over visits".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from assistant.answer.choose.figure_rows import Row
from assistant.answer.tables.account_rows import QUALIFIED, Reports, together
from assistant.answer.tables.asked_of_accounts import NET, AskedFigure, Times, words_of
from assistant.answer.tables.asked_of_tables import ASIDE, Time, times_in
from assistant.answer.tables.cost_of_sales import COST, whole_cost
from assistant.answer.tables.documents import documents_asked, titled
from assistant.answer.tables.figure_form import bare, decimals, rounded, wants_per_cent
from assistant.answer.tables.formula import Formula, LineNamed, Sum, in_figures, lines, parsed, times_of, worked_out
from assistant.answer.tables.row_figures import as_meant, by_year, is_change, scale_of, unit_of
from assistant.answer.tables.said_over import with_unit
from assistant.answer.tables.told_by_accounts import LIKELY, RowsTold
from assistant.questions.names import names_in
from assistant.retrieve.finance import statements_asked
from assistant.retrieve.retriever import Found
from assistant.text.enumeration import enumerated
from assistant.text.patterns import any_case
from assistant.text.sentences import sentence_ends
from assistant.text.terms import stem_set
from assistant.text.years import RECENT_YEAR
from assistant.types import Open

LARGE = 100  # from which on no empty decimals are told
_SHARE = any_case(r"\b(?:margin|rate|share|percentage|proportion|return)\b|%")
_NAME = r"(?P<name>[^,;:?=]{1,80}?)"
_DEFINES = tuple(
    any_case(form)
    for form in (
        rf"\b(?:define|calculate|compute|take|treat) {_NAME} as:? (?P<formula>.+)",
        rf"(?:^|, )(?:where |here |with )?{_NAME},? (?:is|was|are|were|being) (?:to be )?"
        r"(?:defined|calculated|computed|measured|worked out|taken|understood) (?:here )?(?:as|by|from):? (?P<formula>.+)",
        r"(?:, |\(|– |— |; )(?:i\.e\.|ie|that is|that is to say|namely|defined as|calculated as|measured as|meaning|which is),?:? "
        r"(?P<formula>.+)",
        r"^(?:that|this) is,? (?P<formula>.+ (?:divided by|[/÷]) .+)",
        rf"^{_NAME} (?:means|equals|=) (?P<formula>.+)",
        rf"^(?:\w+ )?{_NAME} is (?P<formula>\(.+|.+ [/*×÷+] .+)",
        r"^what (?:is|are|was|were) (?P<formula>.+? divided by .+)",
    )
)
_ASKS = any_case(r"\b(?:what|which|how|did|does|is|was|were|are|calculate|compute|give|find)\b")
_ASKED_FOR = any_case(
    r"\b(?:what (?:is|are|was|were)|what's|calculate|compute|give|find|how (?:much|many|large|high) (?:is|are|was|were))"
    r" (?:the )?(?P<name>[^?,;:(]+)"
)
_TRAILS = re.compile(r"(?:[?.!]|,? (?:for|of|at|in) (?:the )?[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*)+\s*$")
_ASKS_ON = any_case(r", | and (?:what|how|did)\b")
_FORM = any_case(r",? (?:(?:in|as) (?:a )?(?:per ?cents?|percentages?)\b|(?:rounded )?to (?:the nearest|\w+ decimal)|rounded\b).*$")
_FISCAL = re.compile(r"(?:FY|CY)\W?\d|\d")
_PART = any_case(
    r"\b(?:segments?|divisions?|regions?|quarters?|Q[1-4]|subsidiar\w+|business units?|domestic|(?:three|six|nine)[- ]months?)\b"
)
_POINTS = any_case(r"^(?:it|this|that|they|these)$")
_OF = re.compile(rf" (?:of|for|at|in) (?:the )?(?:[A-Z]|(?:FY)? ?{RECENT_YEAR}).*$|\b(?:FY|CY)? ?{RECENT_YEAR}(?:/\d\d)?\b")
_OWNER = re.compile(r"^(?:the )?(?:[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*['’]s? )(?=\S)")
_ABBREVIATED = any_case(r"i\.e\.|e\.g\.")


@dataclass(frozen=True, slots=True)
class Operand:
    """A line of a formula as it was found: its rows, figures by year, and the unit over it."""

    rows: tuple[Row, ...]
    figures: Mapping[int, Decimal]
    unit: str


def told_by_formula(found: Found, open_document: Open) -> RowsTold | None:
    """Return the rows that a formula in a question is worked out from, and what it comes to; ``None`` for none, or no row."""
    given = formula_given(found.query.text)
    if given is None:
        return None
    documents, names = documents_asked(found)
    titles = titled(found, documents)
    if not documents or given.is_of_part or not given.scope <= names | titles:  # of a part no row by itself tells
        return None
    operands = _of_accounts(given, found.query.text, Reports(documents, names | titles, open_document))
    if not operands:
        return None
    rows = tuple(dict.fromkeys(row for operand in operands.values() for row in operand.rows))
    return RowsTold(rows, _said(given, operands, found.query.text), LIKELY)


def _of_accounts(given: Given, question: str, reports: Reports) -> dict[str, Operand]:
    """Return the rows of accounts that are the lines of a formula: of the statements, or of one table."""
    titles = reports.titles
    choices: dict[str, list[Row]] = {}
    for line in lines(given.formula):
        asked = _asked(line, given, question)
        own = words_of(line.name)
        matched = reports.matching(asked, own - titles or own)
        choices.setdefault(line.name, []).extend(row for row in matched if _is_just(row, own | titles) and _has_all(row, asked))
    held = {name: some for name, some in choices.items() if some}
    of_statements = {name: [row for row in some if row.statement] for name, some in held.items()}
    chosen = together(of_statements) if all(of_statements.values()) else {}
    if len(chosen) < len(choices):
        chosen = _of_one_table(held) or chosen
    operands = {}
    for name, row in chosen.items():
        whole: tuple[Row, ...] = () if _is_doubtful(row, choices[name]) else (row,)
        if words_of(name) == {COST}:
            whole = whole_cost(_asked(LineNamed(name), given, question), row, reports.rows, reports.open(row.document))
        if whole:
            operands[name] = _operand(whole, reports.open)
    return _of_one_unit(operands) if all(row.statement for row in chosen.values()) else operands


def _of_one_unit(operands: Mapping[str, Operand]) -> dict[str, Operand]:
    """Return lines of the statements of a report, whose unit is one even if it is not printed over each."""
    units = sorted({operand.unit for operand in operands.values()} - {""})
    known = units[0] if units and len(set(map(scale_of, units))) == 1 else ""
    return {name: replace(operand, unit=operand.unit or known) for name, operand in operands.items()}


def _asked(line: LineNamed, given: Given, question: str) -> AskedFigure:
    years = frozenset(time[0] for asked in given.times or [(0, None)] for time in times_of(line, asked) if time[0] > 0)
    words = stem_set(line.name) | words_of(line.name)
    return AskedFigure(
        words_of(line.name),
        words,
        bool(NET.search(line.name)),
        None,
        (),
        Times(years, False, None),
        statements_asked(question),
        False,
    )


def _is_just(row: Row, own: frozenset[str]) -> bool:
    """Say whether a label says nothing but the name of a line, what is said of it behind a comma left out, and is no change."""
    return words_of(QUALIFIED.sub("", row.figures.label)) <= own and not is_change(row.statement, row.figures.label)


def _has_all(row: Row, asked: AskedFigure) -> bool:
    """Say whether a row has a figure of each year that is needed."""
    figures = by_year(row, nil=False)
    return bool(figures) and asked.times.years <= figures.keys()


def _of_one_table(choices: Mapping[str, Sequence[Row]]) -> dict[str, Row]:
    """Return a row of each line in the first table that has them all."""
    for first in next(iter(choices.values()), ()):
        of_table = {name: [row for row in some if row.table == first.table] for name, some in choices.items()}
        if all(of_table.values()):
            return {name: some[0] for name, some in of_table.items()}
    return {}


def _is_doubtful(row: Row, others: Sequence[Row]) -> bool:
    """Say whether another row of the same table fits as well and has other figures."""
    same = [
        other for other in others if other.table == row.table and other.document == row.document and other.fit[:5] == row.fit[:5]
    ]
    return any(by_year(other) != by_year(row) for other in same)


def _operand(rows: tuple[Row, ...], open_document: Open) -> Operand:
    figures: dict[int, Decimal] = {}
    for row in rows:
        for year, figure in as_meant(row.figures.label, by_year(row, nil=False)).items():
            figures[year] = figures.get(year, Decimal(0)) + figure
    unit = unit_of(open_document(rows[0].document), rows[0])
    return Operand(rows, figures, unit)


def _said(given: Given, operands: Mapping[str, Operand], question: str) -> str:
    """Say what a formula comes to at each time that is asked for, or why nothing was worked out."""
    missing = [f"“{line.name}”" for line in lines(given.formula) if line.name not in operands]
    name = f"“{given.name}”"
    if missing:
        return (
            f"{name} was not worked out: no row was found that is just {' or '.join(dict.fromkeys(missing))}, of the time needed."
        )
    if len({scale_of(operand.unit) for operand in operands.values()}) > 1:
        return f"{name} was not worked out: its lines are not of one unit, {_units(operands)}."

    def figure(line: str, time: Time) -> Decimal | None:
        return operands[line].figures.get(time[0])

    told = []
    for asked in given.times or (_latest(operands),):
        result = worked_out(given.formula, asked, figure)
        if result is None:
            return f"{name} was not worked out: a figure of it is missing, or is nothing that may be divided by."
        when = "" if asked[0] == 0 else f" in {asked[0]}" if asked[1] is None else f" in {asked[0]}/{asked[1]:02d}"
        told.append(f"{_shown(result, given, question)}{when} ({in_figures(given.formula, asked, figure)})")
    said = f"{name} is {', '.join(told)}: worked out from the cells below by the formula in the question."
    unit = next(iter(sorted({operand.unit for operand in operands.values()})), "")
    return with_unit(said, unit if _degree(given.formula) == 1 else "")


def _units(operands: Mapping[str, Operand]) -> str:
    units = ((line, f"in “{each.unit}”" if each.unit else "in one that is not told") for line, each in operands.items())
    return enumerated([f"“{line}” {unit}" for line, unit in units])


def _latest(operands: Mapping[str, Operand]) -> Time:
    """Return the latest year that all lines have a figure of; 0 where there is none."""
    common = frozenset.intersection(*(frozenset(operand.figures) for operand in operands.values()))
    return max(common, default=0), None


def _shown(result: Decimal, given: Given, question: str) -> str:
    """Write what a formula comes to: to two decimals, or as many as are asked for; a share in per cent, too."""
    places = decimals(question)
    is_ratio = isinstance(given.formula, Sum) and given.formula.sign == "/" and _degree(given.formula) == 0
    if is_ratio and (wants_per_cent(question) or _SHARE.search(given.name)):
        return f"{rounded(result * 100, places, 1)} %"
    if not is_ratio and result == result.to_integral_value() and places is None:
        return rounded(result, 0)
    return bare(result) if places is None and abs(result) >= LARGE else rounded(result, places)


def _degree(formula: Formula) -> int:
    """Return of which power of a line a formula is: 1 of a sum, 0 of one over another."""
    if isinstance(formula, Decimal):
        return 0
    if isinstance(formula, LineNamed):
        return 1
    left, right = _degree(formula.left), _degree(formula.right)
    return left if formula.sign in "+-" else left + right if formula.sign == "*" else left - right


@dataclass(frozen=True, slots=True)
class Given:
    """The formula that a question gives, what it calls it, and the times that it is asked of.

    ``scope`` are the stems of the names in what is asked, ``is_of_part`` says that it is asked of a segment, say, or a quarter.
    """

    name: str
    formula: Formula
    times: tuple[Time, ...]
    scope: frozenset[str] = frozenset()
    is_of_part: bool = False


def formula_given(question: str) -> Given | None:
    """Return the formula that a question gives for what it asks after; ``None`` for most questions."""
    spoken = list(_sentences(question))
    for n, sentence in enumerate(spoken):
        for form in _DEFINES:
            found = form.search(sentence)
            read = _read(found["formula"]) if found else None
            if not found or read is None:
                continue
            formula, behind = read
            others = " ".join([*spoken[:n], sentence[: found.start("formula")], behind, *spoken[n + 1 :]])
            name = found.groupdict().get("name") or ""
            name = _named(others, name) or found["formula"].strip(" ?.")
            asked = times_in(others) or frozenset(time for line in lines(formula) if line.kind == "line" for time in line.times)
            asking = ASIDE.sub(" ", " ".join(part for part in _sentences(others) if "?" in part) or others)
            named = stem_set(" ".join(each for each in names_in(asking) if not _FISCAL.match(each)))
            is_of_part = bool(_PART.search(asking))
            return Given(name, formula, tuple(sorted(asked, key=str)), named - stem_set(name), is_of_part)
    return None


def _sentences(question: str) -> Iterator[str]:
    bare = _ABBREVIATED.sub(lambda m: m[0].replace(".", ""), " ".join(question.split()))
    ends = [0, *sentence_ends(bare), len(bare)]
    yield from (part for a, b in pairwise(ends) if (part := bare[a:b].strip()))


def _read(text: str) -> tuple[Formula, str] | None:
    """Return the formula that a text begins with, and what follows: all, else without whose it is, or up to the first comma."""
    text = text.strip().rstrip("?.!;:, ")
    closed = _FORM.sub("", text[: _closes(text)])  # "(i.e. A over B)"
    for part in dict.fromkeys((closed, _TRAILS.sub("", closed), closed.split("; ")[0], _ASKS_ON.split(closed)[0])):
        if not _ASKS.search(part) and (formula := parsed(part)) is not None:
            return formula, text[len(part) :]
    return None


def _closes(text: str) -> int:
    """Return where a bracket closes that was opened before a text; its length where none is."""
    depth = 0
    for n, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return n
    return len(text)


def _named(others: str, name: str) -> str:
    """Return what a question calls what it asks after, without whose it is and of when; "" where it does not say."""
    if not name or _POINTS.match(name.strip()):
        asked = _ASKED_FOR.search(others)
        name = asked["name"] if asked else ""
    name = _OWNER.sub("", re.sub(r"^(?:the|its|their) ", "", name.strip(), flags=re.IGNORECASE))
    return " ".join(_OF.sub("", name).split()).strip(" ?.,:")
