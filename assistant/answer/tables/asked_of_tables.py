"""What a question asks of a table: the words and names that must be met, the times, and what is to be done with its figures.

Read from its form and words alone; :mod:`.told_by_tables` looks for the table.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from assistant.answer.tables.accounts import in_line_items
from assistant.answer.tables.asked_of_accounts import QUARTER, in_quarters
from assistant.questions.counts import SMALL_NUMBER, number_of
from assistant.questions.form import asked_for, names_deals, seeks_figures
from assistant.questions.general_nouns import PLACES
from assistant.questions.names import names_in
from assistant.questions.openings import JOINT, PLEASE
from assistant.text.numerals import SUFFIXES
from assistant.text.patterns import any_case
from assistant.text.terms import COUNTS, EMPTY, stem, stem_set, words
from assistant.text.years import RECENT_YEAR

Form = Literal["cell", "most", "least", "beyond", "rises", "falls"]
Time = tuple[int, int | None]

_TIME = re.compile(rf"\b(?:FY|CY)? ?'?({RECENT_YEAR})(?:[/–-](?:20)?(\d\d)(?!\d))?(?![\d.,]*\d)")
_SHORT_TIME = re.compile(r"\b(?:FY|CY) ?'?(\d\d)\b")
_MOST = (
    r"most|highest|largest|biggest|greatest|longest|tallest|busiest|dearest|top|maximum|heaviest"
    r"|(?P<root>saf|happ|health|clean)i?est"
)
_LEAST = r"least|lowest|smallest|fewest|shortest|cheapest|quietest|minimum|lightest"
EXTREME = any_case(rf"\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\b")
_FASTEST = any_case(r"\b(?:(?:the )?(?:fastest|quickest)|most (?:quickly|rapidly|strongly))\b")
_WHICH = any_case(r"\b(?:which|what|whose|any)\b(?: of the| are the| is the| was the| were the)? ?((?:[\w’'/-]+ ?){1,5})")
_MEASURED = any_case(r"\bwhat (?:share|percentage|proportion|number|amount)\b")
_RISES = any_case(r"\b(?:gr[eo]w\w*|ris(?:e|es|en|ing)|rose|increas\w+|gain\w*|go(?:es)? up|went up|improv\w+)\b")
_FALLS = any_case(
    r"\b(?:cuts?|cutting|los[et]s?|losing|f[ae]ll(?:s|en|ing)?(?! due)|drop(?:s|ped)?|declin\w+|decreas\w+|shr[aiu]nk\w*|reduc\w+"
    r"|go(?:es)? down|went down)\b"
)
_CHANGE = any_case(
    r"\b(?:chang\w+|develop\w*|trend|differ\w*|compar\w+|up or down|more or less|since|happen(?:s|ed|ing)? to"
    r"|(?:getting|become|became|becoming) \w+er)\b"
)
_UP_OR_DOWN = any_case(
    r"\b(?:(?:up|rise|risen|increase|improve|grow) or (?:down|fall|fallen|decrease|drop|decline|shrink)|more or less)\b"
)
_COMPARES = any_case(r"\b(?:compar\w+|or|than|differ\w*|versus|vs|against|both|gap)\b")
_AMOUNT = r"[£$€]? ?(?P<{0}>\d[\d,]*(?:\.\d+)?)(?: ?(?P<{1}>thousand|million|billion|m|bn|k)\b)?(?P<{2}> ?%| per ?cent)?"
_BEYOND = any_case(
    r"\b(?:(?P<over>(?:more|greater|higher|larger|bigger) than|over|above|exceed\w*|at least)"
    r"|(?P<under>(?:less|fewer|lower|smaller) than|under|below|at most)) (?:roughly |about )?"
    rf"(?:{_AMOUNT.format('digits', 'unit', 'percent')}|(?P<half>(?:a )?half))"
)
_OVER_YEARS = any_case(rf"\bover (?=(?:FY ?)?{RECENT_YEAR}(?:/\d\d)? (?:and|to|[-–]) ?(?:FY ?)?{RECENT_YEAR})")
_SHARE = any_case(r"\b(?:percent(?:age)?|per cent|share|proportion)\b|%")
_COUNT = any_case(r"\bhow many\b|\bnumber of\b")
_COUNTED = any_case(r"\bhow many (?:of )?(?:the )?(?:[\w’'-]+ ){0,2}?([a-z]{2,}s)\b")
_PLAN = r"(?:plan(?:ned)?|budget(?:ed)?|forecast|target)"
_AGAINST = any_case(
    rf"\b(?:over|under|above|below|beyond|against|than|off) (?:the |its |their )?{_PLAN}\b|\b(?:over|under)[ -]?spen[dt]\w*"
)
_DONE = any_case(r"\bdid\b.*\b(?:spend|cost)\b|\b(?:was|were|has|have|had)\b.*\bspent\b")
_RATIO = any_case(r"\bratio of\b|\bhow many times\b|\btimes as (?:many|much|large|high|big)\b")
_LONG = any_case(r"\bhow long\b")
_MAY_ASK = any_case(
    rf"(?:.*[,:] )?\W*{JOINT}(?:(?:in|for|by|of|at|to|under) )?"
    r"(?:what|which|how|did|does|do|was|were|is|are|has|have|had|compare)\b"
)
_ORDERS = any_case(rf"\W*{PLEASE}(?:summari[sz]e|tell|list|describe|explain|give|show|find|define|name|write|who|why|when|where)\b")
NAMED = 8  # words up to which "visits Q2 2024" may name a cell without asking
_ASKS_WHICH = any_case(r"\W*(?:in |for )?(?:which|what)\b|\W*(?:did|do|does|has|have) any\b")
GROWN_ON = any_case(  # a year that something is set against, "grew on 2021"
    rf"\b(?:chang|fall|fell|gr[eo]w|increas|ris|ros)(?:e|ed|en|n|s)? (?:against|on|since) (?:fiscal |FY ?)?{RECENT_YEAR}\b"
)
_SINCE = any_case(rf"\b(?:since|from)\b|{GROWN_ON.pattern}")
_CHEAPEST = any_case(
    r"\b(?:is|was|are|were) (?:the )?(?:(?P<least>cheapest|least expensive)|dearest|most expensive)\b(?: one\b| (?P<kind>\w+))?"
)
_PLACE = any_case(r"\b(second|third)[ -](?=(?:most|least|top|\w+est)\b)")  # no "second half"
_HOW_MANY = any_case(rf"\b(?:which|what|are|were)(?: (?:are|were))?(?: the)?(?: top)? ({SMALL_NUMBER}|[2-9]|10)\b")
_ANY = any_case(r"\W*(?:are|is|were|was|did|do|does) (?:there )?any\b|\W*in which\b")
_SHORT = re.compile(r"(?<=\w )[A-Z]\b|^[A-Z]$|\b(?!USD|FY|CY)[A-Z]{2,5}\b")  # "Band A", "US"
ASIDE = re.compile(r"\([^()]*\)")
_POINTED = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\b\.?")  # "U.S."
LIGHT = stem_set(
    """
    amount figure value million billion thousand pound dollar percent percentage cent share proportion number level
    rate per year olds aged people there show shown much many long total overall come came go goes went up down spend
    spent cost get got have has had plan fiscal earn generate bring brought receive fy cy last compare comparison
    difference change develop trend since gap versus vs more less fewer higher lower larger smaller greater bigger
    better worse cheaper dearer second third top rank far ratio than together combined altogether sum table report
    table's according average any every kind category
    """
)
_SAYS = {
    "share": _SHARE,
    "count": _COUNT,
    "how long": _LONG,
    "part": QUARTER,
    "since": _SINCE,
    "spent": _DONE,
    "plan": _AGAINST,
    "ratio": _RATIO,
}
"""Ways in which a figure is asked for."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The figure of "more than" or "less than", in per cent where it is a share, and whether less is asked for."""

    figure: float
    is_share: bool
    under: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table must meet, and what is asked of it.

    ``soft`` are stems of which one or two may be met by nothing, ``hard`` those of names and figures, ``light`` those that need
    not be met, ``kind`` what "which" asks after, ``says`` the ways in which a figure is asked for. ``loose``: the question may be
    after no figure at all. ``first`` and ``last`` are the places of those asked for among the greatest, from 1. ``root`` is
    that of "safest": only a column of what is safe tells which is, and not one of thefts. ``counted`` is what "how many" asks for,
    as it is typed. ``relative``: what grew fastest, in per cent of what it was.
    """

    soft: frozenset[str]
    hard: frozenset[str]
    light: frozenset[str]
    times: frozenset[Time]
    form: Form
    kind: tuple[str, ...] = ()
    of_change: bool = False
    compares: bool = False
    says: frozenset[str] = frozenset()
    limit: Limit | None = None
    loose: bool = False
    first: int = 1
    last: int = 1
    root: str = ""
    counted: str = ""
    relative: bool = False

    @property
    def asked(self) -> frozenset[str]:
        """Every word that a label or a head may be asked for by."""
        return self.soft | self.hard | self.light


def _in_costs(question: str) -> str:
    """Return a question after the cheapest as one after what costs least: that is the word over the figures."""
    return _CHEAPEST.sub(lambda m: f"{m['kind'] or ''} costs the {'least' if m['least'] else 'most'}".strip(), question)


@lru_cache(maxsize=64)
def wanted_of(question: str) -> Wanted | None:
    """Return what a question asks of a table; ``None`` where it asks for no figure and for no row by its figure."""
    text = _OVER_YEARS.sub("from ", _in_costs(in_quarters(" ".join(question.split()))))
    extreme, beyond, which = EXTREME.search(text), _BEYOND.search(text), _WHICH.search(text)
    rises, falls = _RISES.search(text), _FALLS.search(text)
    form = "cell" if asked_for(text) == "reason" else _form(text)
    changed = bool(rises or falls or _CHANGE.search(text))
    times = times_in(text)
    if form == "cell" and not _may_ask_for_a_cell(text, times):
        return None
    is_after_figures = seeks_figures(text) or changed or bool(times) or asked_for(text) in ("number", "compare")
    kind = _kind(which[1]) if which and form != "cell" else ()
    soft, hard, light = _met(text, beyond if form == "beyond" else None)
    if not soft | hard:
        return None
    first, last = _places(text)
    counted = _COUNTED.search(text)
    return Wanted(
        soft,
        hard,
        light,
        times,
        form,
        kind,
        of_change=changed,
        compares=bool(_COMPARES.search(_UP_OR_DOWN.sub(" ", text)) or (_RATIO.search(text) and len(times) < 2)),
        says=frozenset(name for name, said in _SAYS.items() if said.search(text)),
        limit=_limit(beyond) if beyond else None,
        loose=form == "cell" and not (is_after_figures and _MAY_ASK.match(text)),
        first=first,
        last=last,
        root=((extreme["root"] or "") if extreme else "").lower(),
        counted=counted[1].lower() if counted else "",
        relative=form in ("most", "least") and changed and bool(_FASTEST.search(text)),
    )


def _may_ask_for_a_cell(text: str, times: Collection[Time]) -> bool:
    """Say whether a cell may be asked for: by a question, or by a few words with a time ("visits Q2 2024"), and not by an order."""
    if asked_for(text) in ("reason", "person", "date") or names_deals(text):
        return False
    names_a_cell = bool(times or QUARTER.search(text)) and len(text.split()) <= NAMED and not _ORDERS.match(text)
    return bool(_MAY_ASK.match(text)) or names_a_cell


def wants_ratio(question: str) -> bool:
    """Say whether one figure over another is asked for."""
    return bool(_RATIO.search(question))


def _form(text: str) -> Form:
    """Return what is done with the figures of a table: one of them is told, or the rows that have the most, the least, …"""
    extreme, beyond, which = EXTREME.search(text), _BEYOND.search(text), _WHICH.search(text)
    rises, falls = _RISES.search(text), _FALLS.search(text)
    if which and _FASTEST.search(text) and (rises or falls):
        return "most" if rises else "least"
    if extreme and which:
        turned_round = falls is not None and rises is None  # "Which fell the most?"
        return "most" if bool(extreme["most"]) != turned_round else "least"
    if beyond and not _MEASURED.search(text) and (which or _ANY.match(text)):
        return "beyond"
    if which and (rises or falls) and _ASKS_WHICH.match(text):
        return "rises" if rises else "falls"
    return "cell"


def _places(text: str) -> tuple[int, int]:
    """Return the first and last place among the greatest that are asked for, from 1: "the second largest", "the top three"."""
    place, number = _PLACE.search(text), _HOW_MANY.search(text)
    if number:
        return 1, number_of(number[1])
    at = {"second": 2, "third": 3}[place[1].lower()] if place else 1
    return at, at


def _kind(behind: str) -> tuple[str, ...]:
    """Return the stems of what "which" asks after: two words, or more where it names one kind or another."""
    named = list(takewhile(lambda w: w not in EMPTY or w in ("and", "or"), words(behind)))
    most = 5 if re.search(r"/| or | and ", behind) else 2
    return tuple(stem(w) for w in named if w not in EMPTY)[:most]


OF_PLACES = frozenset(map(stem, (*PLACES, "zone", "ward", "parish", "locality")))
"""Words for a place of whatever kind: "Which area …?" may be told by a table of boroughs."""


def _limit(beyond: re.Match[str]) -> Limit:
    half, many = bool(beyond["half"]), SUFFIXES.get((beyond["unit"] or "").lower(), 1.0)
    figure = 50.0 if half else float(beyond["digits"].replace(",", "")) * many
    return Limit(figure, half or bool(beyond["percent"]), bool(beyond["under"]))


def _met(text: str, beyond: re.Match[str] | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the stems that must be met, but for one or two, those of names and figures that must be met all, and the others."""
    text = _POINTED.sub(lambda m: m[0].replace(".", ""), text)
    bare = _AGAINST.sub(" ", f"{text[: beyond.start()]} {text[beyond.end() :]}" if beyond else text)
    timeless = _SHORT_TIME.sub(" ", _TIME.sub(" ", bare))
    names = {stem(w) for name in (*names_in(timeless), *_SHORT.findall(timeless)) for w in words(in_line_items(name))}
    bare = EXTREME.sub(" ", _FALLS.sub(" ", _RISES.sub(" ", _FASTEST.sub(" ", timeless))))
    all_words = [stem(w) for w in words(in_line_items(bare)) if w not in EMPTY or stem(w) in names]
    hard = {w for w in all_words if w in names or any(map(str.isdigit, w))} - EMPTY.difference(names)
    soft = {w for w in all_words if w not in LIGHT} - hard
    light = {stem(w) for w in words(in_line_items(text)) if w in COUNTS or (w not in EMPTY and stem(w) in LIGHT)}
    turns = [m[0] for form in (_RISES, _FALLS) for m in form.finditer(timeless)]  # "Losses/gains on …"
    light |= {stem(w) for w in words(" ".join(turns))}
    return frozenset(soft), frozenset(hard - LIGHT), frozenset(light)


def times_in(text: str) -> frozenset[Time]:
    """Return the years that a text names: (2026, 27) of "2026/27", (2025, None) of "2025" and of "FY25"."""
    found = {(int(m[1]), int(m[2]) if m[2] else None) for m in _TIME.finditer(text)}
    return frozenset(found | {(2000 + int(m[1]), None) for m in _SHORT_TIME.finditer(text)})


def label_words(text: str) -> frozenset[str]:
    """Return the stems that a label or a head says something by; a letter by itself tells one from another: "Band A"."""
    text = in_quarters(text)
    text = _POINTED.sub(lambda m: m[0].replace(".", ""), text)
    found = {stem(w) for w in words(in_line_items(text)) if w not in EMPTY or w in COUNTS}
    return frozenset(found | {m.lower() for m in _SHORT.findall(text)})
