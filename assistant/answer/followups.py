"""Answers to follow-ups that no search for their words gives.

1. what asks after the talk itself has ways of its own (:func:`turned`): what stands beside a sentence, who speaks, who objects,
   which of several things, several things side by side;
2. a remark asks nothing, and its answer says what it is worth (:func:`to_a_remark`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer.choose.compose import marked, quote
from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.cited import SURE, Composed, of_composed, with_others
from assistant.answer.decide.confidence import features, probability
from assistant.answer.kinds.agreement import each_says
from assistant.answer.kinds.beside import asked_beside, in_order_of, neighbours, nothing_beside, quoted_in_order, where_said
from assistant.answer.kinds.comparison import choice, contrasted, of_each, several
from assistant.answer.kinds.discussion import SAID_IN, discussion, discussion_asked
from assistant.answer.kinds.imprint import fact_of_that, imprint, nothing
from assistant.answer.kinds.moments import moment_asked, moments
from assistant.answer.kinds.objections import DIVIDED, FOR_YOU, asks_for_objections, none_objects, objections
from assistant.answer.kinds.overview import label
from assistant.answer.kinds.quotes import OF_EACH, quotes, quotes_asked
from assistant.answer.kinds.speakers import asks_who_speaks, roll, talk_meant
from assistant.answer.own_words import LOOKED_AT, speaks_of_what_is_put
from assistant.cite.markers import literal
from assistant.converse.framing import alone
from assistant.converse.meaning import Meaning
from assistant.converse.requests import as_question, claimed, is_remark
from assistant.converse.sequel import quoted_sentences
from assistant.converse.topic import first_sentence
from assistant.questions.agreement import agreement_asked
from assistant.questions.compared import WHAT_IS, sides
from assistant.questions.votes import is_divided
from assistant.retrieve.retriever import Found, View
from assistant.text.dependent_sentences import leans
from assistant.types import Answer

HEARD_IN = 3  # passages, the best first, whose documents may be the talk that is meant
ONE_BY_ONE = "Each was looked up by itself; how they compare is for you to judge."
NOT_SHORTER = "There is no earlier answer to shorten."
NOTHING_QUOTED = "The last answer quotes no document to ask this of."
AS_SHORT = "This is the sentence of it that says most of what was asked, in the document's own words."
NEWS = 0.5  # of what a sentence says beyond the question, see :mod:`.choose.sentence_features`


@dataclass(frozen=True, slots=True)
class Following:
    """A message in its conversation, what was found for it, how to find more, and the confidence from which on it is an answer."""

    meaning: Meaning
    base: Answer
    found: Found
    picks: Sequence[Pick]
    view: View
    search: Callable[[str], Found]
    least: float

    def given(self, composed: Composed, notice: str, sure: float = SURE) -> Answer:
        """Return an answer that quotes what was looked up, which is at least so sure."""
        base = replace(self.base, confidence=max(self.base.confidence, sure), notice=notice or None)
        return of_composed(base, composed, self.view.open)

    def declined(self, reason: str) -> Answer:
        """Return a decline with its reason."""
        return replace(self.base, reason=reason)

    def quoted(self, picks: Sequence[Pick], notice: str) -> Answer:
        """Return an answer of sentences that were found."""
        composed = quote(self.meaning.question, picks, self.found.passages, self.view.open)
        return self.given(Composed(composed.text, composed.passages), notice)

    @property
    def after_a_decline(self) -> bool:
        """Whether the answer before quoted nothing, since it was none."""
        return bool(self.meaning.told) and not first_sentence(self.meaning.told[-1])

    def quoted_before(self) -> list[Pick]:
        """Return where the sentence stands that the answer before opened with."""
        sentences = quoted_sentences(self.meaning.told[-1]) if self.meaning.told else []
        return self.places_of(sentences[0]) if sentences else []

    def places_of(self, text: str) -> list[Pick]:
        """Return the sentences that were quoted in a text, where they stand."""
        return where_said(text, score_sentences(self.search(text), self.view.open)) if text else []


def turned(asked: Following) -> Answer | None:
    """Return the answer to a message that asks after the talk itself; ``None`` for any other one, or where it has none such."""
    return (
        _shorter(asked)
        or _of_the_source(asked)
        or _beside(asked)
        or _speakers(asked)
        or _moments(asked)
        or _quotes(asked)
        or _agreed(asked)
        or _objections(asked)
        or _which(asked)
        or _side_by_side(asked)
    )


def _shorter(asked: Following) -> Answer | None:
    """Return the one sentence of the last answer that says most of what was asked: the best that leans on no other."""
    if not asked.meaning.is_short:
        return None
    said = " ".join(" ".join(asked.meaning.told).split())
    again = [*asked.picks, *asked.quoted_before()]
    told = [pick for pick in again if " ".join(pick.text.split()) in said and not pick.features["silent"]]
    if not told:
        return replace(asked.base, status="replied", text=NOT_SHORTER, reason=None)
    telling = [pick for pick in told if pick.features["news"] >= NEWS] or told
    best = next((pick for pick in telling if not leans(pick.text)), telling[0])
    text = marked(literal(" ".join(best.text.split())), " [1]")
    return asked.given(Composed(text, (replace(best.passage, rank=1),)), AS_SHORT)


def _of_the_source(asked: Following) -> Answer | None:
    """Return who wrote the document that the last answer quoted first, or when."""
    fact = fact_of_that(asked.base.question) or fact_of_that(asked.meaning.own)
    places = asked.quoted_before() if fact and asked.meaning.expanded else []
    if fact and asked.after_a_decline:
        return asked.declined(NOTHING_QUOTED)
    if fact is None or not places:
        return None
    info = asked.view.infos[places[0].passage.document]
    overview = imprint(fact, asked.view.open(info.id), info)
    if overview.passages:
        return asked.given(overview, "")
    if overview.text:
        return replace(asked.base, status="replied", text=overview.text, confidence=1.0, reason=None)
    return asked.declined(nothing(fact, info))


def _beside(asked: Following) -> Answer | None:
    wanted = asked_beside(asked.meaning.question)
    places = asked.places_of(wanted.words) if wanted else []
    if wanted is None or not places:
        return None
    document, spans = neighbours(wanted, places, asked.view.open, asked.meaning.told)
    info = asked.view.infos[document.id]
    if not spans:
        return asked.declined(nothing_beside(info.title, wanted))
    return asked.given(quoted_in_order(document, info, spans), in_order_of(info.title, wanted))


def _speakers(asked: Following) -> Answer | None:
    form = asks_who_speaks(asked.meaning.question)
    if form is None:
        return None
    quoted = asked.quoted_before()
    said = asked.meaning.told[-1] if asked.meaning.told else ""
    named = [id_ for id_, info in asked.view.infos.items() if label(info) in said]
    near = [*named, *(pick.passage.document for pick in quoted), *(p.document for p in asked.found.passages[:HEARD_IN])]
    talk = talk_meant(form, near, asked.view)
    if talk is None:
        return None
    document, info = asked.view.open(talk), asked.view.infos[talk]
    return asked.given(roll(document, info), "")


def _moments(asked: Following) -> Answer | None:
    wanted = moment_asked(asked.meaning.question)
    if wanted is None:
        return None
    found = asked.search(wanted.subject)
    told = moments(wanted, found.query.stems, score_sentences(found, asked.view.open), asked.view)
    return asked.given(told, "") if told else None


def _quotes(asked: Following) -> Answer | None:
    wanted = quotes_asked(asked.meaning.question)
    if wanted is None:
        return None
    found = asked.search(wanted.subject)
    told = quotes(wanted, found, score_sentences(found, asked.view.open), asked.view.open)
    return asked.given(told, OF_EACH if wanted.of_each else "") if told else None


def discussed(
    meaning: Meaning, base: Answer, view: View, search: Callable[[str], Found], least: float
) -> tuple[Answer, Found] | None:
    """Return what was said in the discussion that a message asks for, behind it what else was found, and what was found for it."""
    subject = discussion_asked(meaning.question)
    found = search(subject) if subject is not None else None
    told = discussion(found, view) if found else None
    if found is None or told is None:
        return None
    sure = max(base.confidence, probability(features(found, score_sentences(found, view.open))))
    if sure < least:
        return None
    base = replace(base, confidence=sure, notice=SAID_IN.format(told[1].title))
    answer = of_composed(base, told[0], view.open)
    return replace(answer, passages=with_others(answer.passages, base.passages or found.passages)), found


def _agreed(asked: Following) -> Answer | None:
    """Return what each document says of a fact that they may agree on."""
    wanted = agreement_asked(asked.meaning.question)
    told = each_says(wanted, asked.search(wanted), asked.view) if wanted else None
    return asked.given(told.composed, told.notice, asked.least) if told else None


def _objections(asked: Following) -> Answer | None:
    subject = asks_for_objections(asked.meaning.question)
    if subject is None or not (subject or asked.meaning.expanded):
        return None
    heard = [pick for pick in asked.picks if not asked.meaning.put or speaks_of_what_is_put(asked.meaning, pick)]
    if against := objections(subject, heard, asked.quoted_before()):
        return asked.quoted(against, DIVIDED if all(is_divided(pick.text) for pick in against) else FOR_YOU)
    if not asked.meaning.expanded:
        return None
    documents = len({p.document for p in asked.found.passages[:LOOKED_AT]})
    return asked.declined(none_objects(subject, documents))


def _which(asked: Following) -> Answer | None:
    wanted = choice(asked.meaning.question)
    if wanted is None:
        return None
    if telling := wanted.telling(asked.picks):
        return asked.quoted(telling, "")
    return _each_again(asked, wanted.untold()) or asked.declined(wanted.untold())


def _each_again(asked: Following, notice: str) -> Answer | None:
    """Return what was asked of two things side by side, else what each is; ``None`` where too little is said of one."""
    for questions in (
        {thing: (question,) for thing, question in asked.meaning.sides},
        {thing: (WHAT_IS.format(thing),) for thing, _ in asked.meaning.sides},
    ):
        if questions and (said := of_each(questions, asked.search, asked.view.open, asked.least)):
            return asked.given(said[0], notice)
    return None


def _side_by_side(asked: Following) -> Answer | None:
    pair = sides(asked.meaning.question) if asked.meaning.sides else None
    if pair and not (pair.when or contrasted(pair, asked.picks)) and (answer := _each_again(asked, ONE_BY_ONE)):
        return answer
    things = several(asked.meaning.question)
    said = of_each({thing: (WHAT_IS.format(thing),) for thing in things}, asked.search, asked.view.open, 0.0) if things else None
    return asked.given(said[0], "") if said else None


def no_list(lost: str) -> str:
    """Return why a message is declined that points into a list where none was given."""
    return f"The last answer gave no list that “{lost.strip(' ?.!')}” could refer to. Please name what you mean."


SOURCES_SAY = "This is the closest that the sources come to your remark; I hold no view of my own."
FOR_YOU_TO_JUDGE = "This is the closest that the sources come to it; whether it is true is for you to judge."
SAYS_NOTHING = "No passage is close enough to your remark to be quoted. Ask a question about it, or whether anyone disagrees."


def to_a_remark(message: str, answer: Answer) -> Answer:
    """Return an answer as it is, or, where a message states something and asks nothing, with what that means for it."""
    if claimed(message) and answer.citations:
        return answer.noting(FOR_YOU_TO_JUDGE)
    if not is_remark(message) or not is_remark(as_question(alone(message))):
        return answer
    return replace(answer, notice=SOURCES_SAY) if answer.citations else replace(answer, reason=SAYS_NOTHING)
