"""Which financial statements a question rests on, where it asks for what no report prints.

An analyst asks for a margin, a quick ratio or capex; the report has a table of revenue and costs, of assets, of cash flows, and
calls none of it by the analyst's word. What each is worked out from is common knowledge of accounting, and the names of the
statements are those that the rules prescribe or that companies choose: IAS 1, the SEC's Regulation S-X, and for charities in the
United Kingdom the SORP (FRS 102).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_NAMES: Mapping[str, tuple[str, ...]] = {
    "income": (
        "statements of income",
        "statements of operations",
        "statements of earnings",
        "statements of profit or loss",
        "statement of financial activities",
        "income statement",
        "profit and loss account",
        "income and expenditure account",
    ),
    "position": ("balance sheets", "statements of financial position"),
    "cash": ("statements of cash flows", "cash flow statement"),
}

KINDS = tuple(_NAMES)
NAMES = tuple(name for names in _NAMES.values() for name in names)
"""Every name under which a report may print a statement."""

_RESTS_ON: tuple[tuple[tuple[str, ...], str], ...] = (
    (("income",), r"(?:gross|operating|net|profit|EBIT|EBITDA)(?: profit| income)? margins?|(?-i:EBITDA?)|interest cover(?:age)?"),
    (
        ("income",),
        r"income statements?|P ?& ?L|profit and loss (?:statement|account)|statements? of (?:income|earnings|operations)",
    ),
    (("position",), r"(?:quick|current|acid[- ]test|liquidity|cash|gearing|leverage|debt[- ]to[- ]equity) ratios?|working capital"),
    (("position",), r"(?-i:PP ?& ?E)|fixed[- ]assets?|balance sheets?|statements? of financial position"),
    (("position", "income"), r"(?:inventory|stock|asset|receivables?|payables?) turnover|cash conversion cycle|(?-i:D[PSI]O)"),
    (("position", "income"), r"days (?:of )?(?:sales|inventory|payables?|receivables?)(?: in inventory)?(?: outstanding)?"),
    (("position", "income"), r"return on (?:total |invested )?(?:assets|equity|capital)|(?-i:RO(?:A|E|IC|CE))"),
    (("cash",), r"capex|capital expenditures?|capital spending|free cash ?flows?|(?-i:FCF)"),
    (("cash",), r"cash ?flow statements?|statements? of cash flows?"),
    (("cash", "income"), r"(?:dividend )?payout ratio|retention ratio"),
)
_FORMS = tuple((kinds, re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE)) for kinds, form in _RESTS_ON)


def statements_asked(question: str) -> tuple[str, ...]:
    """Return the kinds of statement that a question rests on: "income", "position", "cash"; none for most."""
    return tuple(dict.fromkeys(kind for kinds, form in _FORMS if form.search(question) for kind in kinds))


def statements_behind(question: str) -> tuple[str, ...]:
    """Return the names, in lower case, under which a report may print the statements that a question rests on; none for most."""
    return tuple(name for kind in statements_asked(question) for name in _NAMES[kind])


def statement_named(heading: str) -> str | None:
    """Return the kind of statement that a heading names: "income" of "Consolidated Statements of Earnings"; ``None`` for others."""
    letters = _letters(heading)  # print is parted anywhere: "Consolidated Balance Shee t"
    return next((kind for kind, names in _NAMES.items() if any(_letters(name) in letters for name in names)), None)


@lru_cache(maxsize=2_000)
def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower())).replace("statements", "statement").replace("sheets", "sheet")
