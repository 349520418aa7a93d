"""Answers to "Do the documents agree on when it began?": the sentence of each that tells it best, under its title.

Whether they agree is left to the reader: two sentences that differ may speak of two things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.choose.read_sentence import stems_above, stems_within
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.cited import Gathered
from assistant.answer.kinds.under_titles import Item, under_titles
from assistant.questions.answer_form import fits
from assistant.questions.form import asks_one
from assistant.retrieve.retriever import Found, View

NEAR = 0.5  # share of the best sentence's score that one of another document must have which holds the one thing asked for
NEARLY = 0.6  # the same where it only speaks of what is asked
SPOKEN = 0.5  # share of the weight of the question
BEHIND = 4  # characters
_REPORTS = re.compile(r"(?:It|They|This|He|She|The (?:report|paper|study|council|press)) (?:says?|said|gives?|claims?|reports?)\b")
EACH = "This is the closest that each document found comes to it; whether they agree is for you to judge."
ONE = "Only one document found mentions it."


def each_says(question: str, found: Found, view: View) -> Gathered | None:
    """Return for each document the sentence that answers a question best; ``None`` where none does."""
    picks = [pick for pick in score_sentences(found, view.open) if not pick.features["silent"]]
    on_it = [pick for pick in picks if not pick.features["aside"] and _speaks_of(found, pick)]
    telling = [pick for pick in on_it if asks_one(question) and fits(question, pick.text) and pick.score >= NEAR * picks[0].score]
    said = (pick for pick in on_it if pick.features["focus"] + pick.features["otherwise"] > 0)
    best: dict[str, Pick] = {}
    for pick in (*telling, *(pick for pick in said if pick.score >= NEARLY * picks[0].score)):
        best.setdefault(pick.passage.document, pick)
    if not best:
        return None
    told = sorted(best.values(), key=lambda pick: -pick.score)
    items = [Item(each) for pick in told for each in (pick, *_replied(pick, picks))]
    return Gathered(under_titles(items, found, view), EACH if len(best) > 1 else ONE)


def _replied(pick: Pick, picks: Sequence[Pick]) -> list[Pick]:
    """Return the sentence behind one that only says what somebody else says: "It says that …. We did not begin before July."."""
    if not _REPORTS.match(pick.text):
        return []
    return [p for p in picks if p.passage.document == pick.passage.document and 0 <= p.start - pick.end < BEHIND]


def _speaks_of(found: Found, pick: Pick) -> bool:
    """Say whether the passage of a sentence speaks of most of what is asked."""
    return weight_met(found.query.stems, stems_above(pick.passage.around) | stems_within(pick.passage.text)) >= SPOKEN
