"""Which of the sentences found are quoted: the best one, and those that may follow it.

The best opens the answer, or one nearly as good that opens it better; others follow while they score nearly as well and say
something new; the same thing said twice is said once, with both sources.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.choose.continuation import TOLD
from assistant.answer.choose.evidence import Pick
from assistant.questions.answer_form import dates_or_places
from assistant.questions.form import ONE_THING, asked_for, asks_one, seeks_figures, wants_questions
from assistant.questions.openings import JOINT
from assistant.questions.sections import told_whole
from assistant.questions.speech import unlabelled
from assistant.text.carried_subject import LEAD
from assistant.text.dependent_sentences import leans, takes_up
from assistant.text.patterns import any_case
from assistant.text.spoken_questions import asks
from assistant.text.terms import STOP_WORDS, overlap, stems
from assistant.text.voices import TALK

MOST = 5  # sentences chosen for a list, a reason or a comparison; the lines that they bring along are not counted
FEW = 3  # sentences chosen for any other answer
WEIGHED = 40  # best sentences that are looked through for these
NEARLY = 0.85  # share of the best score from which on a sentence joins it; at 0.9 fewer answers reach what was asked
ROW_HAS = 0.7  # share of the words of the question that the best sentence has, from which on a row of a table joins it
TELLS_LITTLE = 4  # words of talk below which a sentence joins no answer: "So far.", "Absolutely, thanks."
VOICE = 0.7  # share of the best score from which on those speak alone whose words are asked for
TAKES_UP = 0.55  # share of the best score from which on the sentence right behind the best joins it that takes up what it says
OPENS = 0.97  # share of the best score from which on a sentence that leans on none opens the answer in place of one that does
DEFINING_OPENS = 0.9  # and of a sentence that tells what a thing is, of which "It" may be anything
_WHY = any_case(rf"^(?:{LEAD})?\W*{JOINT}(?:why\b|what (?:caused|led to)\b)")
_TAKES_UP = any_case(r"(?:(?!(?:it|this)\b)[\w’'-]+ ){0,6}(?:then|these|those|they)\b")
_ONE_MATTER = ("motion", "replied")  # what is not of the same motion, or no reply to the same, joins only what it stands beside
_DANGLES = re.compile(r"(?:That|This) (?:is|was|means?|meant|would|will|has|had|does|did)\b")  # of what stands before it, unquoted
ALIKE = 0.75  # share of the words of the shorter of two sentences from which on they say the same


def choose(question: str, picks: Sequence[Pick]) -> list[tuple[Pick, tuple[int, ...]]]:
    """Return the best sentence and those nearly as good that say something new, each with the ranks of passages that say it."""
    most = MOST if asked_for(question) in ("list", "how", "reason", "compare") else FEW
    chosen: list[tuple[Pick, tuple[int, ...]]] = []
    for pick in _opener_first(question, _of_one_voice(picks[:WEIGHED])):
        if chosen and pick.score < NEARLY * chosen[0][0].score:
            break
        if pick.role == "row" and pick.features["silent"]:
            continue  # the heads of columns come with a row
        twin = next((n for n, (other, _) in enumerate(chosen) if _same(pick, other)), None)
        if twin is not None:
            other, also = chosen[twin]
            if pick.passage.rank != other.passage.rank and pick.text == other.text:
                chosen[twin] = (other, tuple(dict.fromkeys((*also, pick.passage.rank))))
        elif not chosen or (len(chosen) < most and _joins(question, pick, [other for other, _ in chosen])):
            chosen.append((pick, ()))
    behind = _taking_up(question, chosen[0][0], picks[:WEIGHED]) if len(chosen) < most else None
    return [*chosen, (behind, ())] if behind and all(behind is not pick for pick, _ in chosen) else chosen


def _taking_up(question: str, best: Pick, picks: Sequence[Pick]) -> Pick | None:
    """Return the sentence right behind the best that takes up what that speaks of: "They would then let these as homes."."""
    if asks_one(question) or asked_for(question) == "reason":
        return None
    near = (p for p in picks if p.passage.document == best.passage.document and 0 <= p.start - best.end < 4)
    told = (p for p in near if p.score >= TAKES_UP * best.score and not p.features["silent"])
    return next((p for p in told if _TAKES_UP.match(p.text)), None)


def _of_one_voice(picks: Sequence[Pick]) -> Sequence[Pick]:
    """Return only what those say whose words are asked for, where it speaks of the matter and comes near the best; else all."""
    theirs = [pick for pick in picks if pick.features["spoken"]]
    near = [pick for pick in theirs if pick.score >= VOICE * picks[0].score and not pick.features["silent"]]
    return theirs if any(pick.features["coverage"] or pick.features["otherwise"] for pick in near) else picks


def _joins(question: str, pick: Pick, chosen: Sequence[Pick]) -> bool:
    """Say whether a sentence may follow the best one: it says more than was asked, and leads no list if one thing is asked for.

    To a reason it is joined if it gives one too, or stands beside it and takes it up; what has no word of the question, or is less
    on the motion or less of a reply than the best, or does not define as that does, if it stands beside one that is chosen.
    """
    no_reason = bool(_WHY.match(question)) and not pick.features["kind"]
    if (no_reason or not (pick.features["context"] or pick.features.get("told"))) and not any(
        _beside(pick, other) for other in chosen
    ):
        return False
    if no_reason and chosen[0].features["kind"] and not leans(pick.text) and not takes_up(pick.text):
        return False
    if any(pick.features.get(name, 0.0) < NEARLY * other.features.get(name, 0.0) for other in chosen[:1] for name in _ONE_MATTER):
        return any(_beside(pick, other) for other in chosen)
    if pick.features.get("unnamed") and not any(other.features.get("unnamed") for other in chosen):  # on another thing
        return any(_beside(pick, other) for other in chosen)
    defines = chosen[0].features.get("defines", 0.0) if chosen else 0.0
    if defines and not pick.features["defines"] and not any(_beside(pick, other) for other in chosen):
        return False
    if wants_questions(question) and chosen and chosen[0].features.get("asks") and not pick.features["asks"]:
        return False
    if pick.role == "row" and chosen and chosen[0].role != "row" and not _row_tells(question, pick, chosen[0]):
        return False
    leads = pick.text.rstrip().endswith(":") and asks_one(question)
    dangles = asked_for(question) != "reason" and bool(_DANGLES.match(pick.text))
    remark = pick.role in TALK and len(unlabelled(pick.text).split()) < TELLS_LITTLE
    return bool(pick.features["news"]) and not (leads or dangles or remark or pick.features["silent"] or pick.features["aside"])


def _row_tells(question: str, row: Pick, best: Pick) -> bool:
    """Say whether a row of a table adds to a sentence: figures are asked for, or it has nearly as much of the question."""
    return seeks_figures(question) or row.features["coverage"] >= ROW_HAS * best.features["coverage"]


def _beside(one: Pick, other: Pick) -> bool:
    return one.passage.document == other.passage.document and min(abs(one.start - other.end), abs(other.start - one.end)) < 4


def _opener_first(question: str, picks: Sequence[Pick]) -> list[Pick]:
    """Put the sentence that opens the answer first: the best, or one that scores nearly as well and opens it better.

    That is one that holds a date or a place, where one is asked for; one of the section that tells what is asked; one that says
    something, where the best only asks; or one that leans on none, where the best does.
    """
    near = [p for p in picks if p.score >= NEARLY * picks[0].score]
    at = next((n for n, p in enumerate(near) if dates_or_places(question, p.text)), 0)
    if not at and (asked_for(question) not in ONE_THING or told_whole(question)):
        at = next((n for n, p in enumerate(near) if p.features.get("section", 0.0) >= TOLD), 0)
    if not at:
        at = next((n for n, p in enumerate(near) if p.features.get("told", 0.0) >= TOLD), 0)
    if not at and _only_asks(picks[0]):
        at = next((n for n, p in enumerate(near) if not p.features["silent"]), 0)
    if not at:
        defining = picks[0].features.get("defines", 0.0)
        least = (DEFINING_OPENS if defining else OPENS) * picks[0].score
        as_well = [p.score >= least and p.features.get("defines", 0.0) >= defining and not leans(p.text) for p in picks]
        at = as_well.index(True) if any(as_well) else 0
    return [picks[at], *picks[:at], *picks[at + 1 :]]


def _only_asks(pick: Pick) -> bool:
    """Say whether a sentence is a question, and none is asked for; a heading that asks brings what stands under it."""
    is_asked = pick.text.endswith("?") or (pick.role in TALK and asks(unlabelled(pick.text)))
    return is_asked and bool(pick.features["silent"]) and pick.role != "heading"


def _same(one: Pick, other: Pick) -> bool:
    """Say whether two sentences say the same: three quarters of the words of the shorter one are in the other."""
    if one.passage.document == other.passage.document and 0 < one.start - other.end < 4:
        return False  # the one stands right behind the other
    return overlap(set(stems(one.text)), set(stems(other.text))) >= ALIKE


def said_again(lines: Sequence[frozenset[str]], said: Sequence[frozenset[str]]) -> bool:
    """Say whether a list has been told, by another edition, say: three quarters of the words of most lines are in others."""
    known = sum(any(overlap(line, other) >= ALIKE for other in said) for line in lines if line)
    return len(lines) > 2 and known > len(lines) / 2


def mostly_said(lines: Sequence[frozenset[str]], said: Sequence[frozenset[str]]) -> bool:
    """Say whether more than half of the words of some lines have been said: a second definition in the words of the first."""
    new = frozenset().union(*lines) - STOP_WORDS
    return 2 * len(new.difference(*said)) < len(new)
