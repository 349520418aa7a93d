"""Line items of accounts under one name, and what the measures are worked out from that no report prints.

A reader asks for "revenue" where the report prints "Total net sales", for capex where it prints "Purchases of property, plant and
equipment", for a quick ratio where it prints current assets and liabilities. Which names stand for the same line, and which lines
a measure rests on, is common knowledge of accounting; the names are those of the taxonomies (IFRS, US GAAP) and of analysts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.text.patterns import any_case

_NAMES: Mapping[str, str] = {
    "revenueitem": r"(?:total )?(?:net |operating )?(?:revenues?|sales|turnover|top line)(?:,? net)?(?! (?:and|&) marketing)",
    "costofsalesitem": r"(?:total )?costs? of (?:net )?(?:sales|revenues?|goods sold|(?:products?|services)(?: and services)?)"
    r"|\bcogs",
    "grossprofititem": r"gross (?:profit|margin)s?",
    "operatingincomeitem": r"operating (?:income|profit|earnings|loss|result|\(?loss\)?/income)"
    r"|(?:income|earnings|profit|loss|\(?loss\)?/(?:income|earnings)) from operations",
    "netincomeitem": r"net (?:income|earnings|profits?|loss|income \(loss\)|\(loss\)/earnings|\(loss\) income)"
    r"(?! (?:\(loss\) )?per (?:common )?share)",
    "pretaxitem": r"(?:income|earnings|profit|loss|\(?loss\)?/(?:income|earnings)) before (?:provision for )?(?:income )?tax(?:es)?"
    r"|pre-?tax (?:income|earnings|profit)",
    "incometaxitem": r"(?:provision for )?(?:\(?benefit from\)? )?income tax(?:es)?(?: expense|/benefit| \(expense\)/benefit)?"
    r"(?! (?:paid|payable|rates?))",
    "capexitem": r"capex|capital (?:expenditures?|spending)"
    r"|(?:purchases? of|acquisitions? of|additions? to|payments? (?:to acquire|for)) (?:\w+ )?property(?:,? plant)?,? and equipment"
    r"(?: \(pp&e\))?"
    r"|property(?:,? plant)? and equipment additions",
    "ppeitem": r"(?:property,? plant,? (?:and|&) equipment|property,? (?:and|&) equipment|pp ?& ?e\b|ppne\b|ppe\b|fixed assets)",
    "rditem": r"(?:research,?(?: and)? development(?:,? and (?:engineering|related))?|r ?& ?d\b)(?: expenses?| costs?| spending)?",
    "sgaitem": r"(?:selling,? (?:general|informational),? and administrative|sg ?& ?a\b|si ?& ?a\b)(?: expenses?| costs?)?",
    "taxrateitem": r"effective (?:income )?tax rates?",
    "inventoryitem": r"(?:merchandise )?inventor(?:y|ies)",
    "equityitem": r"total (?:(?:share|stock)holders'? )?equity",
    "epsitem": r"(?:net )?(?:earnings|income(?: \(loss\))?|loss) per (?:common )?share|\beps",
    "dividenditem": r"(?:payments? of )?(?:cash )?dividends?(?: (?:paid|payments?))?(?: to (?:share|stock)holders)?",
    "operatingcashitem": r"(?:net )?cash(?: flows?)? (?:provided by|from|used in|provided by \(used in\)|\(?used\)?/provided by"
    r"|provided/\(used\) by)"
    r"(?: \(used in\))? operat(?:ing activities|ions)|operating cash ?flows?",
    "payablesitem": r"(?:trade |accounts? )payables?",
    "receivablesitem": r"(?:trade |accounts? )receivables?",
    "cashitem": r"cash (?:and|&) cash equivalents|cash at bank(?: and in hand)?"
    r"|cash(?! (?:equivalents|flows?|provided|used|paid|from|dividends?)|[,-])",
}
"""By the word that stands for it, how a line item is named, in small letters."""
ITEMS = frozenset(_NAMES)
TERMS = frozenset("costofsalesitem grossprofititem operatingincomeitem netincomeitem pretaxitem epsitem operatingcashitem".split())
"""Those that prose calls by no other words; revenue may be what somebody earned."""
NO_SUCH = {"epsitem": any_case(r"\bweighted|\bshares outstanding\b")}
"""By line item, what the label of a row says that stands among its rows and is another thing."""
_ITEM = re.compile("|".join(rf"(?P<{name}>(?<![\w-])(?:{form})(?!\w))" for name, form in _NAMES.items()))

_ANY = "|".join(_NAMES.values())
_SHARE = any_case(
    rf"\b(?P<part>{_ANY})(?: (?!as\b)[\w-]+){{0,3}} as an? (?:%|per ?cent|percentage|share|proportion) of (?:[\w'’-]+ ){{0,3}}?"
    rf"(?P<whole>{_ANY})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of accounts: how it is named, the line items that it rests on, and its formulas, the best first.

    ``told`` says whether it is a share, a sum of money or how many times, ``has_others`` that it is defined in other ways too.
    """

    form: str
    items: tuple[str, ...]
    formulas: tuple[str, ...]
    told: Literal["share", "times", "sum"] = "share"
    has_others: bool = False


_CURRENT = ("total current assets", "total current liabilities")
_MEASURES = (
    Measure(r"gross (?:profit )?(?:margins?|rates?)", ("grossprofititem", "costofsalesitem", "revenueitem"),
            ("grossprofititem / revenueitem", "(revenueitem - costofsalesitem) / revenueitem")),
    Measure(r"operating (?:profit |income )?(?:margins?|rates?)", ("operatingincomeitem", "revenueitem"),
            ("operatingincomeitem / revenueitem",)),
    Measure(r"(?:net )?profit margins?|net margins?", ("netincomeitem", "revenueitem"), ("netincomeitem / revenueitem",)),
    Measure(r"(?:quick|acid[- ]test) ratios?", ("total current assets", "inventoryitem", "total current liabilities"),
            ("(total current assets - inventoryitem) / total current liabilities",), "times", True),
    Measure(r"current ratios?|working capital ratios?", _CURRENT, ("total current assets / total current liabilities",), "times"),
    Measure(r"working capital", _CURRENT, ("total current assets - total current liabilities",), "sum"),
    Measure(r"fixed[- ]assets? turnover", ("revenueitem", "ppeitem"), ("revenueitem / average ppeitem",), "times", True),
    Measure(r"(?:total )?assets? turnover", ("revenueitem", "total assets"),
            ("revenueitem / average total assets",), "times", True),
    Measure(r"return on (?:total )?assets|(?-i:ROA)", ("netincomeitem", "total assets"), ("netincomeitem / average total assets",),
            has_others=True),
    Measure(r"return on equity|(?-i:ROE)", ("netincomeitem", "equityitem"),
            ("netincomeitem / average equityitem",), has_others=True),
    Measure(r"inventory turnover", ("costofsalesitem", "inventoryitem"),
            ("costofsalesitem / average inventoryitem",), "times", True),
    Measure(r"days (?:of )?inventory(?: outstanding)?|(?-i:DIO)", ("costofsalesitem", "inventoryitem"),
            ("365 * average inventoryitem / costofsalesitem",), "times", True),
    Measure(r"days payables?(?: outstanding)?|(?-i:DPO)", ("payablesitem", "costofsalesitem"),
            ("365 * average payablesitem / costofsalesitem",), "times", True),
    Measure(r"days (?:sales|receivables?)(?: outstanding)?|(?-i:DSO)", ("receivablesitem", "revenueitem"),
            ("365 * average receivablesitem / revenueitem",), "times", True),
    Measure(r"(?:capex|capital (?:expenditures?|spending)) (?:as a (?:%|percent(?:age)?|share) of|to) (?:net )?(?:revenues?|sales)",
            ("capexitem", "revenueitem"), ("capexitem / revenueitem",)),
    Measure(r"free cash ?flows? conversion", ("operatingcashitem", "capexitem", "netincomeitem"),
            ("(operatingcashitem - capexitem) / netincomeitem",), has_others=True),
    Measure(r"free cash ?flows?|(?-i:FCF)", ("operatingcashitem", "capexitem"), ("operatingcashitem - capexitem",), "sum", True),
    Measure(r"effective (?:income )?tax rates?", ("incometaxitem", "pretaxitem"), ("incometaxitem / pretaxitem",)),
    Measure(r"(?:dividend )?payout ratios?", ("dividenditem", "netincomeitem"), ("dividenditem / netincomeitem",)),
    Measure(r"ebitda margins?", ("operatingincomeitem", "depreciation and amortization", "revenueitem"),
            ("(operatingincomeitem + depreciation and amortization) / revenueitem",), has_others=True),
)  # fmt: skip
_FORMS = tuple((any_case(rf"(?<!\w)(?:{each.form})(?: ratios?)?(?!\w)"), each) for each in _MEASURES)
_FOOTNOTED = re.compile(r"(?<=[a-z]{5})\d{1,2}\b")  # "Pharmaceutical4": the number of a footnote, set above the line


@lru_cache(maxsize=20_000)
def in_line_items(text: str) -> str:
    """Return a text in small letters with one word for each line item that it names, however it names it."""
    words = _FOOTNOTED.sub("", " ".join(text.lower().replace("’", "'").split()))
    return _ITEM.sub(lambda match: f" {match.lastgroup} ", words)


def measure(question: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the measure that a question asks for and the line items that it is worked out from; ``None`` for most questions."""
    words = " ".join(question.split())
    named = next(((m.group(), each.items) for form, each in _FORMS if (m := form.search(words))), None)
    share = _SHARE.search(words) if named is None else None
    return (share.group(), share_of(share.group())) if share else named


def measure_named(name: str) -> Measure | None:
    """Return the measure of a name; ``None`` for any other name."""
    return next((each for form, each in _FORMS if form.fullmatch(name)), None)


def share_of(name: str) -> tuple[str, ...]:
    """Return the two line items, the part and the whole, of "R&D as a percentage of revenue"; () for any other measure."""
    share = _SHARE.fullmatch(name)
    items = [word for part in ("part", "whole") for word in in_line_items(share[part]).split() if word in ITEMS] if share else []
    return tuple(items) if len(items) == 2 else ()
