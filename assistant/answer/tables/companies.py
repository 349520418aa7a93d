"""Whose accounts a question is after: the companies that it names, those that are held and others.

A company is known by the words at the head of the titles of its reports ("AMCOR PLC, Form 10-K, …") and of their file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.answer.tables.accounts import ITEMS, in_line_items
from assistant.answer.tables.asked_of_accounts import AskedFigure, asked_figure
from assistant.answer.tables.asked_of_tables import EXTREME
from assistant.questions.names import INITIALED
from assistant.retrieve.named_documents import by_letters
from assistant.store.rows import DocumentInfo
from assistant.text.carried_subject import without_lead
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem, stem_set, stems, words

NAMED = 50_000  # documents whose company is kept
_HEAD = re.compile(r"\S+?(?=[,:;(|–—]|\s|$)(?:[ .](?!\S*\d)[^\s,:;(|–—]+)*")
_LEGAL = any_case(
    r"(?:,? (?:inc|co|corp|company|corporation|incorporated|plc|ltd|limited|llc|holdings|group|n\.?v|s\.?a|ag|se)\.?)+$"
)
_WORD = re.compile(r"[^\W_][\w’'.&-]*")
_SET_APART = any_case(  # what is asked of two figures, and is in the label of none
    r"\b(?:higher|lower|larger|smaller|bigger|greater|more|less|fewer|than|compar\w+|versus|vs|v|difference|gap|both|each|times)\b\.?"
    r"|(?<!-)\bGAAP\b"
)
_OF_LINES = stem_set("asset liabilities current noncurrent diluted basic goodwill debt borrowings equity total other operating")
_EXPLAINED = any_case(r"\W*(?:what(?:['’]s| is| are| does| do)|define|explain)\b(?!.*\bthe\b)")  # "What is revenue?"
_JOINED = r"(?:['’]s?)?,? (?:and|or|v|vs\.?|versus|than)(?: (?:was|did|for|that of))? "


@dataclass(frozen=True, slots=True)
class Company:
    """A company as a question names it, where it does, and its documents; none where it is not held."""

    name: str
    documents: tuple[str, ...]
    start: int = 0


class FigureOf(NamedTuple):
    """The line of accounts that a question asks for, and the companies that it names, in order."""

    asked: AskedFigure
    companies: tuple[Company, ...]


def company_of(info: DocumentInfo) -> str:
    """Return the name of the company whose report a document is, without "Inc." and the like."""
    head = _HEAD.match(info.title)
    name = re.sub(r"^the ", "", _LEGAL.sub("", head[0] if head else info.title), flags=re.IGNORECASE)
    if not name.isupper() or len(name) <= len("IBM"):
        return name
    return " ".join(word.capitalize() for word in name.split())


@lru_cache(NAMED)
def _bearing(title: str, id_: str) -> frozenset[str]:
    """Return the stems of the words that name the company of a document."""
    head = _HEAD.match(title)
    file = re.split(r"[_\W]+(?=\d)", id_.rsplit("/", 1)[-1])[0]
    named = f"{_LEGAL.sub('', head[0] if head else title)} {file.replace('_', ' ')}"
    return frozenset(w for w in stems(named) if w not in STOP_WORDS)


def of_two_figures(question: str) -> str:
    """Return a question without the words that set two figures against each other."""
    return EXTREME.sub(" ", _SET_APART.sub(" ", question))


def asked_of_companies(question: str, infos: Iterable[DocumentInfo]) -> FigureOf | None:
    """Return the line of accounts that a question asks for, and of which companies; ``None`` for other questions."""
    bare = of_two_figures(without_lead(question))
    asked = asked_figure(bare, frozenset(), of_accounts=not _EXPLAINED.match(bare))
    if asked is None or not (asked.stems & ITEMS or asked.measure or asked.stems <= _OF_LINES):
        return None
    infos = tuple(infos)
    of_item = ITEMS | _OF_LINES | stem_set(asked.measure or "")
    named = _held(question, asked.stems - of_item, infos)
    own = frozenset(stem for company in named for stem in stems(company.name.replace("&", " ")))
    rest = asked.stems - of_item - own
    if rest and (others := _others(question, rest)):
        named += others
        own |= rest
    asked = asked_figure(bare, own, of_accounts=not _EXPLAINED.match(bare))
    return FigureOf(asked, tuple(sorted(named, key=lambda company: company.start))) if asked else None


def _held(question: str, rest: frozenset[str], infos: Sequence[DocumentInfo]) -> list[Company]:
    """Return the companies held whose names are among the words of a question, by their letters too: "J&J"."""
    found: list[Company] = []
    for match in INITIALED.finditer(question):
        if "item" in in_line_items(match[0]):  # "R&D"
            continue
        if ids := tuple(info.id for info in infos if by_letters((match[0],), info.title)):
            found.append(Company(match[0], ids, match.start()))
    for match in _WORD.finditer(question):
        word = _bare(match[0])
        if not {stem(w) for w in words(word)} & rest or any(c.start <= match.start() < c.start + len(c.name) for c in found):
            continue
        borne = stem_set(word)
        ids = tuple(info.id for info in infos if borne <= _bearing(info.title, info.id))
        if not ids:
            continue
        last = found[-1] if found else None
        both = tuple(id_ for id_ in ids if last and id_ in last.documents)
        if last and both and re.fullmatch(r"(?: |&|and)*", question[last.start + len(last.name) : match.start()]):
            found[-1] = Company(question[last.start : match.start()] + word, both, last.start)
        elif not both:
            found.append(Company(word, ids, match.start()))
    return found


def _others(question: str, rest: frozenset[str]) -> list[Company]:
    """Return the names that all other words of a question are, of companies that are not held; [] where one is no name."""
    found: list[Company] = []
    for match in _WORD.finditer(question):
        word = _bare(match[0])
        if not {stem(w) for w in words(word)} & rest:
            continue
        if not word[:1].isupper():
            return []
        last = found[-1] if found else None
        if last and re.fullmatch(r"(?: |&)*", question[last.start + len(last.name) : match.start()]):
            found[-1] = Company(question[last.start : match.start()] + word, (), last.start)
        else:
            found.append(Company(word, (), match.start()))
    return found


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.rstrip(".’'"))


def are_set_together(question: str, companies: Sequence[Company]) -> bool:
    """Say whether names that are held and others stand side by side: "Boeing and Lockheed", and not "Pfizer's … from Comirnaty"."""
    first, *others = companies
    for other in others:
        between = question[first.start + len(first.name) : other.start]
        if not (first.documents and other.documents) and not re.search(rf"(?:^|\b){_JOINED}$", between, re.IGNORECASE):
            return False
        first = other
    return True


def companies_in(text: str, infos: Mapping[str, DocumentInfo]) -> tuple[str, ...]:
    """Return the documents whose company a text names."""
    named = {
        stem for match in _WORD.finditer(text) if match[0][0].isupper() or match[0][0].isdigit() for stem in stems(_bare(match[0]))
    }
    return tuple(info.id for info in infos.values() if (own := _bearing(info.title, info.id)) and own & named)
