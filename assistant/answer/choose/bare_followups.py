"""Answers to messages that say nothing by themselves ("why?", "tell me more", "is that true?"), once they are completed.

Of what is found only that answers which was not said before and holds the kind of thing asked for (:func:`fresh`): "why?" wants
a reason, or a decline. A doubt is answered with what was said, and with who says it, when it was written, and what is said later;
no verdict: whether something is true, or still so, no document can tell of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Literal

from assistant.answer.choose.evidence import Pick
from assistant.converse.bare import ASKED_ALREADY
from assistant.questions.answer_form import PLACE, fits
from assistant.questions.counts import COUNT
from assistant.questions.form import WHERE, Kind, asked_for
from assistant.questions.names import names_in
from assistant.store.rows import DocumentInfo
from assistant.text.dependent_sentences import leans
from assistant.text.enumeration import enumerated
from assistant.text.months import date_in_words
from assistant.text.patterns import any_case
from assistant.text.terms import EMPTY, stem, stems, words
from assistant.text.years import YEAR
from assistant.types import Citation

NEAR = 0.7  # share of the best sentence's score from which on one that holds what is asked for may answer
CLOSEST = 8  # sentences among which one that holds what is asked for may tell it in other words
NAMING = 0.55  # cosine from which on it may name who did a thing; names stand in sentences of every kind
_WANTED: dict[str, str] = {
    "where": "where",
    "reason": "why",
    "date": "when",
    "number": "how much or how many",
    "person": "who",
    "name": "which",
}
PLACES = 3  # pages or moments of one document that a notice names
_HELD = {"where": "a place", "date": "a date", "number": "a number", "person": "a name"}
_HOW_MANY = any_case(r"\bhow many\b")  # no form tells what is counted under another word: "areas" for "places"
_NO_COUNT = any_case(rf"\b(?:{YEAR}|one)\b")  # a year, "one that …"
_WHOLE_NAME = re.compile(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+")
_HOW_LONG = any_case(r"\bhow long\b")
_STILL = any_case(r"\b(?:still|current|up to date|these days|nowadays|today|latest|newest|newer|later|most recent|more recent)\b")
_STANDS_WHERE = any_case(r"\b(?:pages?|slides?|sections?|where)\b")
_HOW_SURE = any_case(r"\b(?:sure|certain)\b")
_IN_FIGURES = re.compile(r"\d+(?:[/–-]\d+)?")


def fresh(question: str, picks: Sequence[Pick], told: Sequence[str]) -> list[Pick]:
    """Return the sentences not said before; where a date, number, person or place is asked for, all near ones that hold one."""
    kind, near = _kind(question), _near(picks)
    if kind == "where":
        return [pick for pick in near if PLACE.search(pick.text)]
    if kind == "person":
        return [pick for pick in near if _names_one(question, pick)]
    if kind in ("date", "number", "name"):
        return [pick for pick in near if fits(question, pick.text)]
    new = [pick for pick in picks if not is_told(pick, told)]
    return [pick for pick in _near(new) if fits(question, pick.text)] if kind == "reason" else new


def names_nobody(question: str, picks: Sequence[Pick]) -> bool:
    """Say whether a person is asked for and no sentence both speaks of what was done, the subject apart, and names one."""
    return _kind(question) == "person" and not any(_names_one(question, pick) for pick in picks)


def _names_one(question: str, pick: Pick) -> bool:
    """Say whether a sentence may name the person asked for; as any name will do, it must say what was done, and not ask."""
    spoken = pick.features["focus"] + pick.features["otherwise"] > 0
    names_it = fits(question, pick.text) or pick.features.get("speaks", 0.0) > 0
    return spoken and not pick.features["silent"] and names_it


def _kind(question: str) -> Kind | Literal["where"]:
    """Return the kind of thing asked for; more of the same, or an example, may be of any kind."""
    if ASKED_ALREADY.match(question):
        return "fact"
    return "where" if WHERE.search(question) else asked_for(question)


def repeated(question: str, picks: Sequence[Pick], told: Sequence[str]) -> list[Pick]:
    """Return the sentences that were said before; where none was, those that answer the question that is doubted."""
    return [pick for pick in picks if is_told(pick, told)] or fresh(question, picks, ())


def is_told(pick: Pick, told: Sequence[str]) -> bool:
    """Say whether a sentence stands in one of the answers that were given, whatever the line ends."""
    return any(" ".join(pick.text.split()) in " ".join(answer.split()) for answer in told)


def _near(picks: Sequence[Pick]) -> list[Pick]:
    return [pick for pick in picks if pick.score >= NEAR * picks[0].score]


def wanted(question: str) -> str | None:
    """Return in a word what a question is after, "who" or "when"; ``None`` where its form does not tell."""
    if _HOW_LONG.search(question):
        return "how long"
    return _WANTED.get(_kind(question))


def nothing_new(question: str, picks: Sequence[Pick]) -> str | None:
    """Say in words that what was found adds nothing to what was said; ``None`` where there is another reason to decline."""
    if said := wanted(question):
        if seen := otherwise(question, picks):
            return f"No passage says {said} in the words of the question{seen}."
        return f"The corpus mentions this, but no passage found says {said}."
    return (
        None if picks and not ASKED_ALREADY.match(question) else "The corpus says no more about this than what was already quoted."
    )


def otherwise(question: str, picks: Sequence[Pick]) -> str:
    """Return the end of a reason to decline that points to the closest sentence which holds such a thing; "" without one."""
    return (
        f"; check whether the closest with {_HELD[_kind(question)]} in it says so in other words"
        if holding(question, picks)
        else ""
    )


def held_in(question: str, quotes: Sequence[str]) -> str | None:
    """Return what of the kind asked for stands in quoted words, "the date"; ``None`` without one, or for a place."""
    kind = asked_for(question)
    told = not WHERE.search(question) and kind in _HELD and any(fits(question, quote) for quote in quotes)
    return f"the {_HELD[kind].removeprefix('a ')}" if told else None


def holding(question: str, picks: Sequence[Pick]) -> Pick | None:
    """Return the closest sentence on the thing named that holds what is asked for, a date, a number, a name or a place."""
    return next((pick for pick in picks[:CLOSEST] if _may_tell(question, pick)), None)


def _may_tell(question: str, pick: Pick) -> bool:
    kind, text = _kind(question), pick.text
    if kind not in _HELD or pick.features["silent"] or pick.features["aside"]:
        return False
    if kind == "person":
        known = EMPTY.union(words(question))
        holds = pick.features["cosine"] >= NAMING and any(known.isdisjoint(words(name)) for name in _WHOLE_NAME.findall(text))
    elif kind == "where":
        holds = bool(PLACE.search(text))
    else:
        holds = fits(question, text) or bool(_HOW_MANY.search(question) and COUNT.search(_NO_COUNT.sub("", text)))
    return holds and _is_on_what_is_named(question, pick)


def _is_on_what_is_named(question: str, pick: Pick) -> bool:
    """Say whether half of a question's names stand in a sentence, over it, or before it where it leans on that."""
    named = [stem(word) for name in names_in(question) for word in words(name)]
    spoken = set(stems(f"{' '.join(pick.passage.locator.heading)} {pick.sentence_before if leans(pick.text) else ''} {pick.text}"))
    return 2 * sum(name in spoken for name in named) >= len(named)


def of_a_doubt(typed: str, cited: Sequence[Citation], infos: Mapping[str, DocumentInfo], confidence: float) -> str:
    """Return the notice over what was quoted once more for a message that doubts it."""
    quoted = [infos[id_] for id_ in dict.fromkeys(citation.document for citation in cited)]
    if _STILL.search(typed):
        return as_of(quoted, infos.values())
    told_where = _place if _STANDS_WHERE.search(typed) else _by
    notice = who_says([f"“{info.title}”{told_where(info, cited)}" for info in quoted])
    if quoted and _HOW_SURE.search(typed):
        notice += f" The estimated chance that the corpus answers your question is {round(100 * confidence)} %."
    return notice


def _by(info: DocumentInfo, cited: Sequence[Citation]) -> str:
    """Return whose words of a talk were quoted; "" of other documents."""
    who = dict.fromkeys(c.locator.speaker for c in cited if c.document == info.id and c.locator.speaker)
    return f" by {enumerated(list(who))}" if who else ""


def _place(info: DocumentInfo, cited: Sequence[Citation]) -> str:
    """Return the pages, sections or moments of what was quoted; "" where the document has none."""
    own = [citation.locator.beneath(info.title) for citation in cited if citation.document == info.id]
    places = dict.fromkeys(filter(None, map(str, own)))
    return f" ({'; '.join(islice(places, PLACES))})" if places else ""


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
