"""What is said where a reader doubts an answer: who says so, when it was written, what is said later, how sure the answer is.

No verdict: whether something is true, or still so, no document can tell of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.store.rows import DocumentInfo
from assistant.text.enumeration import enumerated
from assistant.text.months import date_in_words
from assistant.text.patterns import any_case
from assistant.types import Citation

_STILL = any_case(r"\b(?:still|current|up to date|these days|nowadays|today|latest|newest|newer|later|most recent|more recent)\b")
_HOW_SURE = any_case(r"\b(?:sure|certain)\b")
_IN_FIGURES = re.compile(r"\d+(?:[/–-]\d+)?")


def of_a_doubt(typed: str, cited: Sequence[Citation], infos: Mapping[str, DocumentInfo], confidence: float) -> str:
    """Return the notice over what was quoted once more for a message that doubts it."""
    quoted = [infos[id_] for id_ in dict.fromkeys(citation.document for citation in cited)]
    if _STILL.search(typed):
        return as_of(quoted, infos.values())
    notice = who_says([f"“{info.title}”{_by(info.id, cited)}" for info in quoted])
    if quoted and _HOW_SURE.search(typed):
        notice += f" The estimated chance that the corpus answers your question is {round(100 * confidence)} %."
    return notice


def _by(document: str, cited: Sequence[Citation]) -> str:
    """Return whose words of a talk were quoted; "" of other documents."""
    who = dict.fromkeys(c.locator.speaker for c in cited if c.document == document and c.locator.speaker)
    return f" by {enumerated(list(who))}" if who else ""


def as_of(quoted: Sequence[DocumentInfo], infos: Iterable[DocumentInfo]) -> str:
    """Return a notice that says of when the documents are that say something, and which later ones there are of their series."""
    told = f"This is said in {enumerated([_dated(info) for info in quoted])}"
    later = _later(quoted, infos)
    if not later:
        return f"{told}; I cannot tell whether it still holds. Ask for the newest on it."
    return f"{told}; there is a later one: {enumerated([_dated(info) for info in later])}."


def _dated(info: DocumentInfo) -> str:
    return f"“{info.title}” ({date_in_words(info.date) or 'without a date'})"


def _later(quoted: Sequence[DocumentInfo], infos: Iterable[DocumentInfo]) -> list[DocumentInfo]:
    """Return the newest of each series that something quoted is of, where that is none of those quoted."""
    newest: dict[str, DocumentInfo] = {}
    for info in sorted((info for info in infos if info.date), key=lambda info: info.date or ""):
        newest[_series(info)] = info
    told = {info.id for info in quoted}
    found = {newest[name].id: newest[name] for info in quoted if (name := _series(info)) in newest and name != info.title.lower()}
    return [info for id_, info in found.items() if id_ not in told]


def _series(info: DocumentInfo) -> str:
    """Return the title of a document without its figures: "annual report 2023" and "annual report 2024" are of one series."""
    return " ".join(_IN_FIGURES.sub("", info.title.lower()).split())


def who_says(named: Sequence[str]) -> str:
    """Return a notice that names the documents that say something that was doubted."""
    listed = enumerated(list(dict.fromkeys(named)))
    return f"This is said in {listed}; the numbers open the exact words. I cannot tell whether it is true."
