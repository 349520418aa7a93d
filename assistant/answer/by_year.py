"""Documents of the year by which a question names a thing ("the 1998 constitution") come first.

Titles that hold the year are seen in the search (:mod:`assistant.retrieve.named_documents`). Here the text tells: of the documents
found those that open with the thing and its year, else those that speak of both side by side; where all or none do, nothing
changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.decide.confidence import confidence
from assistant.retrieve.retriever import Found, Query
from assistant.text.months import MONTH
from assistant.text.terms import stem
from assistant.text.years import YEAR
from assistant.types import Open

ANOTHER = 0.3  # what a sentence loses that names another year only, where one beside it names the right one
_TIMES = (
    "end|start|beginning|middle|first|last|half|quarter|month|year|decade|season|spring|summer|autumn|winter|rest|years|financial"
)
_FORM = re.compile(
    rf"\b(?:the|its|their|our|that|this) (?:{MONTH} )?(?P<year>{YEAR}) (?P<noun>[a-z][\w-]+)"
    rf"|\b(?:the|its|their|our|that|this) (?:[\w’'-]+ ){{0,2}}?(?P<thing>(?!(?:{_TIMES})\b)[a-z][\w-]+) (?:of|from)"
    rf" (?:{MONTH} )?(?P<of>{YEAR})\b"
)
_ANY = re.compile(rf"\b{YEAR}\b")
NEAR = 60  # characters between a year and what it tells
WHOLE, PART = 1.0, 0.5  # how far a document is that thing
OPENING = 400  # characters of a document that say which one it is


def dated_first(found: Found, open_document: Open) -> Found:
    """Return what was found with the passages of the documents first that are of the year in the question."""
    wanted = dated(found.query.text)
    if wanted is None:
        return found
    titles = {p.document: p.title for p in found.passages}
    borne = {id_: bears(wanted, title, open_document(id_).text) for id_, title in titles.items()}
    most = max(borne.values(), default=0.0)
    if not most or min(borne.values()) == most:
        return found
    ordered = sorted(found.passages, key=lambda p: borne[p.document] < most)
    named = {id_: float(share == most) for id_, share in borne.items()}
    candidates = tuple(
        c._replace(features={**c.features, "named_document": named.get(c.row.document, 0.0)}) for c in found.candidates
    )
    passages = tuple(replace(p, rank=n) for n, p in enumerate(ordered, 1))
    return replace(found, passages=passages, candidates=candidates)


def within_its_year(found: Found, open_document: Open) -> list[Pick]:
    """Return the sentences that may answer, best first.

    Where the first passage is of the thing of that year, they are weighed without those words as well, which hardly one of its
    sentences has, and the surer way goes. Those of a document that names the year lose something where they name other years only.
    """
    picks, wanted = score_sentences(found, open_document), dated(found.query.text)
    if wanted is None or not picks:
        return picks
    ways = [_of_its_year(wanted, picks)]
    first = found.passages[0]
    if bears(wanted, first.title, open_document(first.document).text) == WHOLE:
        rest = replace(found, query=_without(found.query, wanted))
        ways.append(_of_its_year(wanted, score_sentences(rest, open_document)))
    return max(ways, key=lambda way: confidence(found, way))


def _of_its_year(wanted: Dated, picks: Sequence[Pick]) -> list[Pick]:
    right = {pick.passage.document for pick in picks if wanted.year in pick.text}
    titled = any(wanted.year in pick.passage.title for pick in picks)

    def is_of_another(pick: Pick) -> bool:
        by_title = titled and of_another_year(wanted, pick.passage.title)
        return by_title or (pick.passage.document in right and of_another_year(wanted, pick.text))

    told = (replace(pick, score=pick.score - ANOTHER * is_of_another(pick)) for pick in picks)
    return sorted(told, key=lambda pick: -pick.score)


def of_no_such_year(question: str, cited: Mapping[str, str], open_document: Open) -> str | None:
    """Return a notice where what is quoted stands in no text of the year that tells the thing; ``cited`` are titles by document."""
    wanted = dated(question)
    if wanted is None or any(bears(wanted, title, open_document(id_).text) for id_, title in cited.items()):
        return None
    return f"None of the texts quoted here seems to be from {wanted.year}."


def _without(query: Query, wanted: Dated) -> Query:
    """Return a query without the words that its document answers to: no sentence of the 1998 constitution says so."""
    rest = query.besides({wanted.thing, wanted.year})
    focus = {s: weight for s, weight in query.focus.items() if s in rest}
    return replace(query, stems=rest, focus=focus or rest) if rest else query


@dataclass(frozen=True, slots=True)
class Dated:
    """The stem of a thing, and the year that tells it from others."""

    thing: str
    year: str


@lru_cache(maxsize=256)
def dated(question: str) -> Dated | None:
    """Return the thing that a question tells by its year; ``None`` where it names no year so, or more than one."""
    match = _FORM.search(question)
    if match is None or len(set(_ANY.findall(question))) != 1:
        return None
    return Dated(stem((match["noun"] or match["thing"]).lower()), match["year"] or match["of"])


def bears(wanted: Dated, title: str, text: str) -> float:
    """Return ``WHOLE`` where a document is the thing of that year by title or opening, ``PART`` where it speaks of it, else 0."""
    opening = f"{title}\n{text[:OPENING]}"
    if re.search(rf"\b{wanted.year}\b", opening) and _speaks(wanted.thing, opening):
        return WHOLE
    around = (text[max(0, m.start() - NEAR) : m.end() + NEAR] for m in re.finditer(rf"\b{wanted.year}\b", text))
    return PART * any(_speaks(wanted.thing, part) for part in around)


def of_another_year(wanted: Dated, text: str) -> bool:
    """Say whether a text names years, and not the one that is asked for."""
    years = set(_ANY.findall(text))
    return bool(years) and wanted.year not in years


def _speaks(thing: str, text: str) -> bool:
    return any(stem(word) == thing for word in re.findall(r"\w+", text.lower()))
