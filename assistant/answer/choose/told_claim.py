"""Sentences that tell whether a thing did what is claimed of it, put first; or the nearest to it, where none does.

What is claimed, and which words tell it, is read in :mod:`assistant.questions.claimed`. A sentence must be on the thing by its own
words, by those of the one that it leans on, or by the title or heading over it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.answer.choose.evidence import Pick
from assistant.questions.claimed import (
    Claim,
    gives_result,
    gives_verdict,
    is_on_thing,
    measures,
    names_what,
    naming,
    qualifies,
    tells_change,
)
from assistant.questions.drawbacks import is_criticism_asked, objected_to, speaks_against, tells_harm
from assistant.questions.general_nouns import CLASSES
from assistant.text.block_runs import segment_at
from assistant.text.dependent_sentences import leans
from assistant.text.terms import stem, stems
from assistant.types import Document, Open

_KINDS = frozenset(map(stem, CLASSES))
APART = 4  # characters between sentences that stand behind each other
AHEAD = 1.2  # times the best score: what tells it is the answer
ALIKE = 0.45  # cosine from which on what became of the thing otherwise comes near
OPENING = 400  # characters in which a document names what it is on
ITEM = 800  # characters before a sentence that leans on them, in which what it is on may be named
BEHIND = 0.96  # share of the score of a sentence that the next has which says how far it goes, so that it does not open
NAMED = 1.25  # times the score of a sentence that names the thing itself, where any result of it will do
HALF = 0.5  # share of the words of what is said to have changed


@dataclass(frozen=True, slots=True)
class Weighed:
    """Sentences with those first that tell what is claimed (``told``), or else speak of a part of it; and whether any does."""

    claim: Claim
    picks: list[Pick]
    told: bool
    near: bool


def weighed_for(claim: Claim, picks: Sequence[Pick], open_document: Open) -> Weighed:
    """Return sentences with those first that tell what is claimed of a thing, else with those on it that come near."""
    on_thing = _on_thing(claim, picks, open_document)
    named = [p for p in on_thing if _names(claim, p, open_document(p.passage.document)) >= HALF]
    told = [p for p in named if tells_change(claim, p.text) and (claim.of or (_may_be_of(claim, p) and gives_result(p.text)))]
    told += [p for p in on_thing if p not in told and qualifies(p.text) and any(_behind(p, other) for other in told)]
    near = told or [p for p in named if claim.of and tells_change(claim, p.text, loosely=True)]
    near = near or [p for p in on_thing if claim.deed and claim.deed in stems(p.text)]
    near = near or [p for p in on_thing if claim.of and tells_change(claim, p.text) and p.features["cosine"] >= ALIKE]
    if not near:
        return Weighed(claim, list(picks), told=False, near=False)
    if verdicts := [pick for pick in told if not claim.of and gives_verdict(pick.text)]:
        near = verdicts
    if told and not claim.of:
        near = [replace(p, score=NAMED * p.score) if claim.thing <= set(stems(p.text)) else p for p in near]
    best = max(pick.score for pick in near)
    first = [replace(pick, score=pick.score * AHEAD * picks[0].score / best) for pick in near] if best > 0 else near
    first = sorted((_with_what_it_qualifies(pick, first) for pick in first), key=lambda pick: (-pick.score, pick.start))
    spans = {p.place for p in near}
    rest = (p for p in picks if p.place not in spans)
    return Weighed(claim, [*first, *rest], bool(told), near=True)


def weighed_against(question: str, picks: Sequence[Pick], open_document: Open) -> Weighed | None:
    """Return sentences with what speaks against a thing first; ``None`` where that is not asked, or no drawback is told."""
    thing = objected_to(question)
    if thing is None:
        return None
    named, is_criticism = naming(thing), is_criticism_asked(question)
    on_it = _documents_on(named, picks, open_document)
    dark = [p for p in picks if p.features["drawback"] and _is_statement(p)]
    dark = [p for p in dark if p.passage.document in on_it or is_on_thing(named, _around(p))]
    plainly = [p for p in dark if p.features["drawback"] == 1 or speaks_against(p.text)]
    first = plainly or [p for p in dark if not is_criticism or tells_harm(p.text)]
    claim = Claim(named, frozenset(), "", f"what speaks against {thing}")
    if not first:
        return Weighed(claim, list(picks), told=False, near=False) if is_criticism else None
    others = [pick for pick in picks if pick not in first and leans(pick.text)]
    ahead = {n: [p.score for p in plainly if _behind(pick, p)] for n, pick in enumerate(others)}
    first = [*first, *(replace(pick, score=BEHIND * max(ahead[n])) for n, pick in enumerate(others) if ahead[n])]
    least = AHEAD * picks[0].score / max(p.score for p in first) if first[0].score > 0 else 1.0
    spans = {p.place for p in first}
    rest = [p for p in picks if p.place not in spans]
    told = bool(plainly) or not is_criticism
    return Weighed(claim, [*(replace(p, score=least * p.score) for p in first), *rest], told, near=True)


def _on_thing(claim: Claim, picks: Sequence[Pick], open_document: Open) -> list[Pick]:
    """Return the statements that are on the thing of a claim, by what they say or by where they stand."""
    on_it = _documents_on(claim.thing, picks, open_document, claim.names)
    if not claim.of:  # any result of it will do, but of it alone
        on_it &= {pick.passage.document for pick in picks[:1]}
    stated = [p for p in picks if _is_statement(p)]
    found = [
        p for p in stated if p.passage.document in on_it or (claim.names <= (said := _around(p)) and is_on_thing(claim.thing, said))
    ]
    if claim.of:  # else any result would do, of whatever stands there
        found += [p for p in stated if p not in found and _goes_on(claim, p, open_document(p.passage.document))]
    return found + [p for p in stated if p not in found and measures(p.text) and any(_behind(p, other) for other in found)]


def _goes_on(claim: Claim, pick: Pick, document: Document) -> bool:
    """Say whether a sentence leans on those before it, among which the thing is named whole: a turn or an item on it."""
    return leans(pick.text) and claim.thing <= set(stems(document.text[max(0, pick.start - ITEM) : pick.start]))


def _may_be_of(claim: Claim, pick: Pick) -> bool:
    """Say whether the "It" that a sentence begins with may stand for the thing, since the one before names it or its kind."""
    before = set(stems(pick.sentence_before)) if leans(pick.text) and not claim.thing <= set(stems(pick.text)) else set()
    return not before or not before.isdisjoint(claim.thing | (_KINDS & set(stems(claim.whether))))


def _documents_on(
    thing: Collection[str], picks: Sequence[Pick], open_document: Open, names: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the documents whose title or first lines name a thing: what it did need not be said of it by name."""
    titles = {p.passage.document: p.passage.title for p in picks}
    opening = {id_: set(stems(f"{title} {open_document(id_).text[:OPENING]}")) for id_, title in titles.items()}
    return frozenset(id_ for id_, said in opening.items() if names <= said and is_on_thing(thing, said))


def _behind(pick: Pick, other: Pick) -> bool:
    return pick.passage.document == other.passage.document and 0 <= pick.start - other.end <= APART


def _with_what_it_qualifies(pick: Pick, picks: Sequence[Pick]) -> Pick:
    """Return a sentence with the better score of the two where one says how far the other, before it, goes: both are quoted."""
    if ahead := next((p.score for p in picks if qualifies(pick.text) and _behind(pick, p)), None):
        return replace(pick, score=BEHIND * max(pick.score, ahead))
    return replace(pick, score=max([pick.score, *(p.score for p in picks if qualifies(p.text) and _behind(p, pick))]))


def _is_statement(pick: Pick) -> bool:
    return pick.role not in ("heading", "row") and not (pick.features["silent"] or pick.features["aside"])


def _before(pick: Pick) -> str:
    """Return the sentence before one that leans on it."""
    return pick.sentence_before if leans(pick.text) or qualifies(pick.text) else ""


def _around(pick: Pick) -> set[str]:
    above = f"{pick.passage.around} {' '.join(pick.passage.locator.heading)}"
    return set(stems(f"{above} {_before(pick)} {pick.text}"))


def _names(claim: Claim, pick: Pick, document: Document) -> float:
    """Return how far a sentence, what it leans on, or the heading right over it, names what is said to have changed."""
    heading = segment_at(document, pick.start).place.heading[-1:]
    under = 0.0 if not claim.of or not heading or heading[0] == pick.passage.title else names_what(claim, heading[0].lower())
    return max(names_what(claim, f"{_before(pick)} {pick.text}"), under)


def not_told(weighed: Weighed, *, is_quoted: bool) -> str:
    """Return in words what no sentence tells, where they do not tell a claim."""
    nearest = "; the nearest is quoted" if is_quoted else ""
    return f"No passage found says {weighed.claim.whether}{nearest}."
