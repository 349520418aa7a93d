"""What a question asks of a figure: the line item, the times, a measure that is worked out from others, a change.

Read from its form and words alone; :mod:`.told_by_accounts` looks for the row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer.tables.accounts import ITEMS, in_line_items, measure
from assistant.questions.form import asked_for, names_deals, seeks_figures
from assistant.retrieve.finance import statements_asked
from assistant.text.months import MONTH, MONTHS
from assistant.text.patterns import any_case
from assistant.text.sentences import sentence_ends
from assistant.text.terms import EMPTY, stem_set, terms, words
from assistant.text.years import RECENT_YEAR

_YEARS = re.compile(rf"\b(?:FY\s?|CY\s?|Q[1-4]\s?)?'?({RECENT_YEAR})\b|\bFY\s?'?(\d\d)\b")
QUARTER = any_case(r"\b(?:q[1-4]|quarter(?:ly)?|three[- ]months?)\b")
_NUMBERS = {"fir": 1, "1st": 1, "sec": 2, "2nd": 2, "thi": 3, "3rd": 3, "fou": 4, "4th": 4}
_NUMBERED = any_case(r"\b(first|1st|second|2nd|third|3rd|fourth|4th)[ -]quarter\b(?! of an?\b)")
_PAID = any_case(r"\bhow much\b.*\b(?:spen[dt]|pay|paid|cost|invest\w*|return(?:ed)?|raised?)\b")
DATE = re.compile(rf"{MONTH} \d{{1,2}}\b")
NET = any_case(r"\bnet\b|pp ?& ?e\b|\bppn?e\b|property|fixed assets")  # property is asked for as a balance sheet has it
_SHARE = any_case(
    r"%|\bper ?cent|\b(?:percentage|share|rate|margin|ratio|proportion|mix|growth|grow|grew|turnover|return|weight|coverage?)s?\b"
)
_BEGINS = re.compile(r"\b(?:what|which|how (?:much|many|large|high|big))\b.*", re.IGNORECASE | re.DOTALL)
_ASIDE = re.compile(r"(?<!/)\([^)]*\)")  # not the second way of "provided/(used) by"
INTERIM = any_case(r"\b(?:q[1-4]|quarter(?:ly)?|interim|half[- ]year(?:ly)?|(?:three|six|nine)[- ]months?)\b")
"""What the title of a report on a part of a year says."""
_CHANGE = any_case(
    r"\b(?:gr[eo]w\w*|ris(?:e|en|ing)|rose|f[ae]ll(?:en)?|chang\w+|increas\w+|decreas\w+|dropp?\w*|improv\w+|declin\w+|compare\w*"
    r"|difference|year[- ]over[- ]year|accelerat\w+)\b"
)
_MORE = any_case(r"\b(?:higher|lower|larger|smaller|greater|more|less|fewer|than)\b")
_THAN = any_case(rf"{_MORE.pattern}.*\bthan (?:it was )?(?:in )?(?:the year )?(?:fiscal (?:year )?|FY ?)?(?:19|20)?\d\d\b")
_LIGHT = stem_set(
    """
    fiscal year end quarter quarterly month three six nine twelve annual full q1 q2 q3 q4 fy amount total figure value
    million billion thousand usd dollar company much many level number overall large high big size worth net average
    percent percentage report come came spend spent pay paid earn record post generate calculate compute have become
    stand stood book profile metric useful historically consistent conversion
    """
) | stem_set(" ".join(MONTHS))
_NO_FIGURE = ("person", "reason", "date", "how", "definition")
_SMALL = frozenset("a an and as at by for from in its of on or our per the to with net".split())


@dataclass(frozen=True, slots=True)
class Times:
    """The years that a figure is asked of, whether it is of a quarter, and a day.

    ``is_latest`` says that it is of the quarter that the report itself is on, whatever year its heads give it.
    """

    years: frozenset[int]
    quarter: bool
    day: str | None
    is_latest: bool = False


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """What is asked of a figure: the stems that a row must meet, the line items of a measure, the times, whether it is a change.

    ``net`` says that the figure is asked for after what is taken off, ``paid`` that it is a sum of money that was paid, ``share``
    that it is in per cent, ``said`` are the stems of all words of the question, ``typed`` its words as they are.
    """

    stems: frozenset[str]
    said: frozenset[str]
    net: bool
    measure: str | None
    items: tuple[str, ...]
    times: Times
    statements: tuple[str, ...]
    change: bool
    paid: bool = False
    share: bool = False
    typed: frozenset[str] = frozenset()


def asked_figure(question: str, own: frozenset[str], *, of_accounts: bool = False) -> AskedFigure | None:
    """Return what a question asks of a figure; ``None`` where it asks for none.

    ``own`` are stems that name the document; ``of_accounts`` says that a line of accounts is no word to be explained.
    """
    asking = in_quarters(_asking(question))
    years = years_in(asking)
    found = measure(asking)
    named = (bool(own) or of_accounts) and any(
        word in ITEMS for word in in_line_items(asking).split()
    )  # "What is Elm's revenue?" wants no definition
    kind = asked_for(asking)
    if (
        kind in ("reason", "person")
        or names_deals(asking)
        or (not (years or named or _CHANGE.search(asking)) and kind in _NO_FIGURE)
    ):
        return None
    if not (years or found or named or seeks_figures(asking)):
        return None
    apart = len(years) == 2 and bool(_THAN.search(asking))  # of one line in two years
    bare = _YEARS.sub(" ", _CHANGE.sub(" ", _MORE.sub(" ", asking) if apart else asking))
    wanted = stem_set(" ".join(terms(in_line_items(bare)))) - own - _LIGHT - _SMALL - EMPTY
    wanted = frozenset(word for word in wanted if not word.isdigit())
    if not wanted:
        return None
    dated = DATE.search(asking)
    name, items = found or (None, ())
    times = Times(years, bool(QUARTER.search(asking)), dated[0] if dated else None)
    said = stem_set(in_line_items(asking))
    net, change, paid, share = (bool(form.search(asking)) for form in (NET, _CHANGE, _PAID, _SHARE))
    typed = frozenset(words(asking))
    return AskedFigure(wanted, said, net, name, items, times, statements_asked(question), change or apart, paid, share, typed)


def _asking(question: str) -> str:
    """Return the sentence of a question that asks, from the word that asks on, without what stands in brackets."""
    ends = [0, *sentence_ends(question), len(question)]
    spoken = [question[a:b].strip() for a, b in pairwise(ends)]
    asking = _ASIDE.sub(" ", next((sentence for sentence in spoken if "?" in sentence), spoken[0]).split(": ")[-1])
    begins = _BEGINS.search(asking)
    return begins.group() if begins else asking


def in_quarters(text: str) -> str:
    """Return a text with "second quarter" as "Q2"."""
    return _NUMBERED.sub(lambda m: f"Q{_NUMBERS[m[1].lower()[:3]]}", text)


def words_of(text: str) -> frozenset[str]:
    """Return the stems that a label, or what stands over it, says something by."""
    return stem_set(_ASIDE.sub(" ", in_line_items(text))) - _LIGHT - _SMALL


def years_in(text: str) -> frozenset[int]:
    """Return the years that a text names, fiscal ones too: 2022 of "FY2022" and of "FY22"."""
    return frozenset(int(m[1] or f"20{m[2]}") for m in _YEARS.finditer(text))
