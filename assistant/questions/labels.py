"""What a label tells: "Venue: The Exchange" says where something is held, "Decisions: by June" when one hears.

A cell under a head, and one beside the name of its row, is told by a label as well: "By when | 30 April", "Closing date | noon".
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.questions.openings import ASKING, AUXILIARY, JOINT
from assistant.text.carried_subject import without_lead
from assistant.text.cells import is_row, row_cells
from assistant.text.patterns import any_case
from assistant.text.terms import stem_set

_BE = r"(?:is|are|was|were)"
_EVENT = r"(?:(?!(?:\w{2,}ed|closing|opening|starting|coming|due|built|made|born|given|paid|sent|done|set)\b)[\w’'-]++ ?){1,8}?"
"""A thing of which it is not asked when it was done: "the fair", and not "the fund closed"."""
_HELD = r"(?:\b(?:be )?(?:held|on|taking place|take place|happen(?:ing)?|meet|interviewed))?"
_ON = r"(?: (?:in|on|for|this|next) [\w ’'-]{1,30})?\W*$"
VENUE = r"venue|where|place|location|address|based?(?: (?:at|in))?|meeting (?:place|point)"
_COST = r"costs?|prices?|fees?|charges?|tickets?|admission|entry|hire(?: charges?)?"

_LABELS: tuple[tuple[str, str, str], ...] = (  # how it is asked, the labels that tell it, and the words it is asked in
    (
        rf"when (?:{_BE}|will|do|does|did) {_EVENT}{_HELD}{_ON}|what(?:['’]s| is| was) the date of {_EVENT}\W*$",
        "dates?|when|times?|date and time",
        "hold held taking take taken place happen happening meet meets met interviewed date dates",
    ),
    (
        rf"where (?:{_BE}|will|do|does|did) {_EVENT}(?:{_HELD}|based|located){_ON}",
        VENUE,
        "hold held taking take place happen happening meet meets met based located venue location address",
    ),
    (
        rf"(?:when|by when|what (?:time|date|day)) {AUXILIARY} .+\b(?:clos(?:e|es|ed|ing)|due|end|finish|submit\w*|respond|reply"
        r"|apply|deadlines?|in)\b|what(?:['’]s| is| was) the (?:\w+ ){0,2}?(?:deadline|closing date)",
        r"(?:closing|closes|close|deadline|due|by when|(?:apply|return|respond|reply|submit) by|applications? (?:close|by|due)"
        r"|ends?)(?: dates?)?",
        "close closes closed closing due end finish submit submitted respond reply apply application applications deadline"
        " deadlines date time get",
    ),
    (
        rf"when {AUXILIARY} .+\b(?:start|begin|open)\b",
        "starts?|begins?|opens?|from|(?:start(?:ing)?|opening) dates?|dates?|when",
        "start starting begin open opening date",
    ),
    (
        rf"when {AUXILIARY} .+\b(?:hear|decided?|decisions?|told|know|notified|informed|announced|results?)\b",
        r"(?:decisions?|results?|outcomes?|notifications?|announcements?|\w+ (?:told|notified|informed))(?: by)?",
        "hear back decide decided decision decisions told know notified informed announced result results made",
    ),
    (
        rf"how much (?:{_BE}|do|does|will) |what (?:is|are) the (?:\w+ )?(?:cost|price|fee|charge)s? (?:of|for|to)\b"
        r"|what (?:do|does|will|would) .+ cost\W*$",
        _COST,
        "cost costs price prices fee fees charge charges pay paid",
    ),
    (
        r"how much (?:money |funding )?(?:can|could|may|might) .+"
        r"\b(?:get|apply|ask|receive|claim|bid|request|awarded|given|granted)\b"
        r"|what(?:['’]s| is| was) the (?:maximum|minimum|largest|smallest) (?:grant|award|amount|sum)",
        r"(?:(?:size|amount|value) of )?(?:grants?|awards?|amounts?)(?: (?:size|available|amount|range)s?)?"
        r"|maximum(?: grant| award)?",
        "get apply applied ask receive claim bid request awarded given granted money funding grant award amount size maximum"
        " minimum",
    ),
    (
        rf"(?:how much|what) (?:{_BE}|does|do|will) .+\b(?:paid|earn|pay|salary|wage)\b",
        "salary|pay|wages?|rate(?: of pay)?|remuneration|stipend",
        "paid earn earns pay pays salary wage wages get",
    ),
    (
        rf"how many hours\b|how much time\b|(?:{_BE}) .+\b(?:full|part)[ -]time\b",
        r"(?:working )?hours|(?:time )?commitment|time",
        "hours week time commitment work works worked full part job post role take need spend",
    ),
    (
        rf"how long (?:{_BE}|do|does|will|would|can) .+|(?:{_BE}) .+\b(?:permanent|fixed[ -]term|temporary)\b",
        "duration|length|contract|term|period|tenure",
        "last lasts duration length run runs take takes job post role contract permanent temporary fixed term",
    ),
    (
        r"who(?:(?:['’]s| is| are| will be) (?:responsible|accountable|in charge)| (?:leads?|owns|runs|is leading)\b)",
        r"lead(?:s| (?:officer|person|partner|body))?|led by|owner|responsible|who",
        "lead leads leading own owns run runs responsible accountable charge",
    ),
)
_NO_SENTENCE = rf"(?:(?!(?:{AUXILIARY}|{ASKING})\b)[\w’'-]+ ){{0,9}}"
_IN_A_PHRASE = (  # of the first of them, and so on, as in a search box: "seedcorn fund deadline"
    "dates?|when",
    "venue|location|address|where",
    "deadlines?|(?:closing|due) date",
    "(?:start(?:ing)?|opening) date",
    "decision date",
    "costs?|prices?|fees?|charges?",
    "(?:grant|award) (?:size|amount)|amount|maximum (?:grant|award)",
    "salary|pay|wage",
    "(?:working )?hours|time commitment",
    "duration|length",
    "lead (?:officer|partner)|owner",
)


def _asks(asks: str, noun: str) -> re.Pattern[str]:
    return any_case(rf"\W*{JOINT}(?:{asks})|{_NO_SENTENCE}(?:{noun})(?: {_NO_SENTENCE}[\w’'-]+)?\W*$")


_READ = tuple(
    (_asks(asks, noun), any_case(rf"^\W*(?:{labels})\s?:\s"), stem_set(words))
    for (asks, labels, words), noun in zip(_LABELS, _IN_A_PHRASE, strict=True)
)


@lru_cache(maxsize=256)
def labels_for(question: str) -> re.Pattern[str] | None:
    """Return the labels that tell what a question asks; ``None`` where no label would."""
    forms = [labels.pattern for asks, labels, _ in _READ if asks.match(without_lead(question))]
    return any_case(*forms) if forms else None


@lru_cache(maxsize=256)
def asked_by(question: str) -> frozenset[str]:
    """Return the stems of the words in which it asks for them."""
    return frozenset[str]().union(*(words for asks, _, words in _READ if asks.match(without_lead(question))))


def labelled(row: str, over: str) -> list[str]:
    """Return the cells of a row behind the heads that stand over them, or behind the first of two: "By when: 30 April"."""
    own, heads = row_cells(row), row_cells(over) if is_row(over) else []
    told = [f"{head}: {cell}" for head, cell in zip(heads, own, strict=True) if head and cell] if len(heads) == len(own) else []
    return [*told, ": ".join(own)] if len(own) == 2 and all(own) else told
