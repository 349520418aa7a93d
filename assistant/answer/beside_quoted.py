"""Answers to follow-ups in or beside the sentences that the last answer quoted, where no search for their words gives one.

What was just quoted goes on being spoken of, whatever subject was carried over. Where it stands,

1. a sentence may say all of what is asked (:func:`told_before`);
2. to "why?" one may give the reason;
3. to "which of these is cheapest?" the sums may stand, one by one;
4. where the whole corpus gives no sure answer, it is asked again as if it half named those quoted (:func:`documents_quoted`).
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.decide.near_miss_notice import DOUBT
from assistant.answer.followups import Following
from assistant.answer.kinds.beside import quoted_in_order, where_said
from assistant.converse.meaning import Meaning
from assistant.converse.sequel import quoted_sentences
from assistant.questions.answer_form import fits, lacking, typed_answer
from assistant.questions.speech import decides, unlabelled
from assistant.retrieve.retriever import Found
from assistant.text.dependent_sentences import leans
from assistant.text.money import SUM
from assistant.text.patterns import any_case
from assistant.text.terms import EMPTY, stems, stems_without
from assistant.types import Answer

AS_BEFORE = "This is from, or right beside, what was quoted before."
TO_COMPARE = "These stand beside what was quoted before; which of them it is, is for you to compare."
BEFORE = 3  # sentences of the last answer, the first ones
BESIDE = 250  # characters from one of them
SUMS = 4  # sentences with a sum that are quoted, and two at least
_MEASURES = frozenset("much many long far often soon old".split())  # behind "how"
_WHY = any_case(r"\bwhy\W*$")
_PRICED = any_case(
    r"\b(?:cheap(?:er|est)|dear(?:er|est)|(?:less|least|more|most) expensive|costs? (?:the )?(?:less|least|more|most))\b"
)
_WHICH = any_case(r"\b(?:which|what)\b")
FIRST = 0.5  # of being named, for the document that the last answer opened with
LATER = 0.25  # for the others that it quoted
LOOKED_FOR = 3  # sentences of the answer, the first ones


def told_before(asked: Following) -> Answer | None:
    """Return what stands in or beside the last answer and tells what a follow-up asks; ``None`` where nothing does."""
    meaning = asked.meaning
    opened = quoted_sentences(meaning.told[-1])[:BEFORE] if meaning.told else []
    why = meaning.is_bare and bool(_WHY.search(meaning.question))
    if not opened or not (why or meaning.own):
        return None
    found = score_sentences(asked.search(" ".join(opened)), asked.view.open)
    said = [pick for sentence in opened for pick in where_said(sentence, found)]
    near = [pick for pick in found if any(_stands_beside(pick, other) for other in said) and not pick.features["silent"]]
    if why:
        telling = _reason(meaning.question, said, near)
        return asked.quoted(telling[:1], AS_BEFORE) if telling else None
    if _PRICED.search(meaning.own) and len(sums := _sums(near)) > 1:
        info = asked.view.infos[sums[0].passage.document]
        told = quoted_in_order(asked.view.open(info.id), info, [pick.span for pick in sums])
        return asked.given(told, TO_COMPARE if _WHICH.search(meaning.own) else AS_BEFORE)
    telling = _telling(meaning.own, near)
    return asked.quoted(telling[:1], AS_BEFORE) if telling else None


def _telling(own: str, near: list[Pick]) -> list[Pick]:
    """Return the sentences that say all of what a message asks itself and hold the kind of thing asked for."""
    asked = stems_without(own, EMPTY | _MEASURES)
    if not asked or lacking(own, ()) is None:
        return []
    form = typed_answer(own)
    telling = [pick for pick in near if asked <= set(stems(pick.text)) and fits(own, pick.text)]
    return [pick for pick in telling if form is None or form.search(pick.text)]


def _reason(question: str, said: list[Pick], near: list[Pick]) -> list[Pick]:
    """Return the sentences that give a reason, the nearest first; else the one that goes on right behind what is decided."""
    if not said:
        return []
    first = said[0]
    here = [pick for pick in near if pick.passage.document == first.passage.document]
    given = [pick for pick in here if fits(question, pick.text)]
    behind = sorted((pick for pick in here if pick.start >= first.end), key=lambda pick: pick.start)[:1]
    goes_on = [pick for pick in behind if decides(first.text) and leans(pick.text)]
    return sorted(given, key=lambda pick: abs(pick.start - first.start)) or goes_on


def _sums(near: list[Pick]) -> list[Pick]:
    """Return the sentences with a sum, in the order in which they stand in the document of the first."""
    priced = [pick for pick in near if SUM.search(pick.text) and pick.passage.document == near[0].passage.document]
    return sorted({pick.start: pick for pick in priced}.values(), key=lambda pick: pick.start)[:SUMS]


def _stands_beside(pick: Pick, said: Pick) -> bool:
    near = pick.passage.document == said.passage.document and -BESIDE < pick.start - said.end < BESIDE
    return near or pick.place == said.place


def documents_quoted(meaning: Meaning, search: Callable[[str], Found]) -> dict[str, float]:
    """Return how far each document is what a message goes on about, as far as the last answer quoted any."""
    told = [" ".join(unlabelled(sentence).split()) for sentence in quoted_sentences(meaning.last)[:LOOKED_FOR]]
    if not told:
        return {}
    passages = [(passage.document, " ".join(passage.text.split())) for passage in search(" ".join(told)).passages]
    found: dict[str, float] = {}
    for sentence in told:
        for document in dict.fromkeys(id_ for id_, text in passages if sentence in text):
            found.setdefault(document, LATER if found else FIRST)
    return found


def is_unsure(answer: Answer) -> bool:
    """Say whether an answer may not be what was asked."""
    return answer.status == "declined" or (answer.status == "answered" and answer.confidence <= DOUBT)
