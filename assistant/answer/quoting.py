"""Answering by quoting: what is asked for, found and enough, in verbatim sentences with citations; else asked back or declined.

1. a summary, or a listing of what the corpus holds, is of whole documents (:mod:`.kinds.overview`);
2. where a kind of document is named, what follows is asked of those alone (:mod:`.kinds.named_kind`);
3. what asks after the talk itself has ways of its own (:mod:`.followups`);
4. what can be read in more than one way is asked back (:mod:`.decide.readings`);
5. a question on a document itself ("Who wrote …?") is told by a sentence, a title page or the catalogue (:mod:`.kinds.imprint`);
6. a comparison of two things that no sentence brings together is given side by side (:mod:`.kinds.comparison`);
7. what a table tells is told by its cells (:mod:`.tables.told_by_tables`), a line of accounts by its row
   (:mod:`.tables.told_by_accounts`);
8. what several documents say on the theme of a broad question is gathered from them (:mod:`.kinds.themes`);
9. else the best sentences are quoted, where they tell what is asked and the corpus is sure enough (:mod:`.best_sentences`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.answer.beside_quoted import documents_quoted, is_unsure, told_before
from assistant.answer.best_sentences import Weighing, of_sentences
from assistant.answer.by_year import dated_first, within_its_year
from assistant.answer.choose.bare_followups import fresh, holding, of_a_doubt
from assistant.answer.choose.compose import quote_rows
from assistant.answer.choose.document_parts import plainly_told
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.states_answer import telling_first
from assistant.answer.choose.told_claim import weighed_against, weighed_for
from assistant.answer.cited import SURE, Composed, cited_first, of_composed, surely_declined, with_citations
from assistant.answer.decide.closest_sentences import nearest
from assistant.answer.decide.confidence import features, in_another_language, probability
from assistant.answer.decide.readings import readings
from assistant.answer.followups import Following, discussed, no_list, to_a_remark, turned
from assistant.answer.kinds.comparison import brought_together, comparison, contrasted, missing_side, of_one_side, wrote_together
from assistant.answer.kinds.holdings import Request, clarified, complete, requested
from assistant.answer.kinds.imprint import WAYS, FactAsked, about_document, imprint, nothing, told_of_itself, which
from assistant.answer.kinds.named_kind import OfKind, of_kind
from assistant.answer.kinds.named_within import document_named, named_within, not_held
from assistant.answer.kinds.offices import asked_by_name, on_offices_and_bodies
from assistant.answer.kinds.overview import listing, section, summary
from assistant.answer.kinds.themes import on_theme
from assistant.answer.parts import for_or_against, of_parts
from assistant.answer.tables.best_told import figure_told
from assistant.answer.tables.companies import FigureOf, asked_of_companies
from assistant.answer.tables.of_companies import of_all, of_each, of_no_document, whose
from assistant.answer.tables.told_by_accounts import RowsTold
from assistant.answer.tables.told_by_tables import told_by_table
from assistant.cite.trace import resolve
from assistant.converse.bare import ASKED_ALREADY, ITEM_ASKED
from assistant.converse.meaning import Meaning
from assistant.converse.pointing import WHICH_ONE
from assistant.converse.several_questions import hands
from assistant.questions.claimed import claim_asked
from assistant.questions.compared import Pair, sides
from assistant.questions.sections import heads
from assistant.retrieve.filters import EVERY, allowed_documents, none_left
from assistant.retrieve.retriever import Found, Retriever, View
from assistant.types import Answer

NO_ANSWER = "The corpus does not answer this."
NOTHING_IN_COMMON = "No sentence found says what the two have in common; what each is is quoted."
NOTHING_YET = "There is nothing in the corpus yet. A document that is being read can be asked about as soon as it is in."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as typed, what it means, and the filters on the documents that may answer it.

    ``spoken_of`` says how far each document is what the conversation is on, where that is to count.
    """

    question: str
    meaning: Meaning
    filters: tuple[str, ...]
    spoken_of: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer by quoting, what was found for it (``None`` if it is about whole documents), and the corpus it was found in."""

    answer: Answer
    found: Found | None
    view: View


@dataclass(frozen=True, slots=True)
class Quoter:
    """Answers questions in the words of the sources; below the confidence ``decline_below`` it declines."""

    retriever: Retriever
    decline_below: float

    def quoted(self, asked: Asked, view: View) -> Quoted:
        """Return the answer to a question, on one view of the corpus; where it asks several things, to each."""
        each = [self._answer(replace(asked, question=typed, meaning=part), view) for typed, part in asked.meaning.parts]
        called = hands([part.question for _, part in asked.meaning.parts])
        if each and (answer := of_parts([for_or_against(part) if called else part for part, _ in each], called)):
            answer = replace(answer, question=asked.question, standalone_question=asked.meaning.question, about=asked.meaning.about)
            found = next((found for told, found in each if told.status == "answered" and found), None)
            return Quoted(answer, replace(found, passages=answer.passages) if found else None, view)
        answer, found = self._answer(asked, view)
        if is_unsure(answer) and (there := self._spoken_of(asked, view)):
            other, rests_on = self._answer(replace(asked, spoken_of=there), view)
            is_better = answer.status == "declined" or asked.meaning.expanded or other.confidence > answer.confidence
            answer, found = (other, rests_on) if other.status == "answered" and is_better else (answer, found)
        if asked.meaning.is_doubt and answer.status == "declined":
            answer, found = self._told_again(asked, answer, found, view)
        if answer.status == "declined" and (alone := asked.meaning.by_itself):
            other, rests_on = self._answer(replace(asked, meaning=Meaning(alone, heard=asked.meaning.heard)), view)
            if other.status == "answered" and other.confidence >= SURE and not other.notice:
                return Quoted(other, rests_on, view)
        return Quoted(answer, found, view)

    def _told_again(self, asked: Asked, declined: Answer, found: Found | None, view: View) -> tuple[Answer, Found | None]:
        """Return the last answer as it was given, where what it quoted is no sentence but rows of a table, say."""
        meaning = Meaning(asked.meaning.question, heard=asked.meaning.heard)
        again, rests_on = self._answer(replace(asked, question=meaning.question, meaning=meaning), view)
        if again.status != "answered":
            return declined, found
        notice = of_a_doubt(asked.question, again.citations, view.infos, again.confidence)
        return again.noting(notice, first=True), rests_on

    def _spoken_of(self, asked: Asked, view: View) -> Mapping[str, float]:
        return documents_quoted(asked.meaning, partial(self.retriever.retrieve, view=view, filters=asked.filters))

    def found(self, asked: Asked, view: View) -> tuple[Found, list[Pick]]:
        """Return what was found for a question, and the sentences that may answer it, best first."""
        meaning = asked.meaning
        also = asked.question if meaning.expanded and not meaning.is_bare else None
        search = partial(self.retriever.retrieve, view=view, filters=asked.filters)
        found = dated_first(search(meaning.question, also=also, spoken_of=asked.spoken_of), view.open)
        picks = telling_first(meaning.question, found.query.focus, within_its_year(found, view.open))
        only_new = (meaning.is_bare and not (meaning.is_doubt or meaning.is_short)) or bool(
            ASKED_ALREADY.match(meaning.question) or ITEM_ASKED.fullmatch(meaning.question)
        )
        return found, fresh(meaning.question, picks, meaning.told) if only_new else picks

    def _answer(self, asked: Asked, view: View) -> tuple[Answer, Found | None]:
        chosen = _within(view, allowed_documents(view.infos.values(), asked.filters)) if asked.filters else view
        if asked.meaning.expanded and complete(asked.question, list(chosen.infos.values())):
            asked = replace(asked, meaning=Meaning(asked.question, heard=asked.meaning.heard))
        base = Answer(asked.question, asked.meaning.question, "declined", NO_ANSWER, 0.0, about=asked.meaning.about)
        if not asked.meaning.is_short and (at_once := self._at_once(asked, base, view, chosen)):
            return at_once, None
        if kind := of_kind(asked.meaning.question, chosen.infos):
            return self._of_kind(kind, asked, view)
        search = partial(self.retriever.retrieve, view=view, filters=asked.filters)
        if said := discussed(asked.meaning, base, view, search, self.decline_below):
            return said
        found, picks = self.found(asked, view)
        if by_name := asked_by_name(asked.meaning, found, partial(self._spoken_of, asked, view), view):
            answer, rests_on = self._answer(replace(asked, meaning=by_name[0]), view)
            if answer.status == "answered":
                return answer.noting(by_name[1], first=True), rests_on
        base = replace(base, passages=found.passages)
        following = Following(asked.meaning, base, found, picks, view, search, self.decline_below)
        answer, rests_on = self._of_found(asked, following, chosen)
        phrase = None if asked.meaning.is_bare else document_named(asked.meaning.question)
        if phrase and answer.status == "answered" and (notice := not_held(phrase)):
            answer = answer.noting(notice, first=True)
        return (answer, rests_on) if answer.status != "declined" else self._declined(answer, asked, following, rests_on)

    def _declined(self, answer: Answer, asked: Asked, following: Following, rests_on: Found | None) -> tuple[Answer, Found | None]:
        """Return what tells it among what was quoted before, where something does; else the decline, with the closest sentences."""
        found, picks = following.found, following.picks
        if before := told_before(following):
            return before, found
        ahead = holding(asked.meaning.question, picks)
        reason = in_another_language(asked.question, found.passages) or answer.reason
        return replace(answer, reason=reason, nearest=nearest([ahead, *picks] if ahead else picks, following.view)), rests_on

    def _of_kind(self, kind: OfKind, asked: Asked, view: View) -> tuple[Answer, Found | None]:
        """Return the answer that the documents of one kind give; where they give none to a first question, that of all."""
        meaning = asked.meaning
        left = replace(meaning, question=kind.question)
        if kind.words.lower() in meaning.put.lower():  # "and in the blogs?" puts in who is to tell, and nothing that must be told
            left = replace(left, put="", expanded=None)
        of_kind = replace(asked, meaning=left, filters=(*asked.filters, EVERY))
        answer, found = self._answer(of_kind, _within(view, kind.documents))
        return kind.told(replace(answer, standalone_question=meaning.question), is_bare=meaning.is_bare), found

    def _at_once(self, asked: Asked, base: Answer, view: View, chosen: View) -> Answer | None:
        """Return what is told without a search for sentences; ``chosen`` holds the documents that the filters let through."""
        meaning = asked.meaning
        if not view.infos:
            return replace(base, reason=NOTHING_YET)
        if not chosen.infos:
            return replace(base, reason=none_left(view.infos.values(), asked.filters))
        if meaning.lost:
            return replace(base, reason=no_list(meaning.lost))
        request = requested(meaning.question, list(chosen.infos.values()))
        if not request and (phrase := document_named(meaning.question)):
            request = named_within(phrase, self.retriever.retrieve(phrase, chosen), chosen)
        return self._overview(base, request, chosen) if request else None

    def _of_found(self, asked: Asked, following: Following, chosen: View) -> tuple[Answer, Found | None]:
        """Return the answer that what was found gives, or a decline; with what it rests on, if that is among it."""
        meaning, found, picks = following.meaning, following.found, following.picks
        weighed = features(found, picks)
        base = replace(following.base, confidence=probability(weighed) if picks else 0.0)
        following = replace(following, base=base)
        if answer := turned(following):
            return answer, found
        if told_of := on_offices_and_bodies(meaning, found, partial(self._spoken_of, asked, following.view), following.view):
            return following.given(told_of, ""), found
        figure = asked_of_companies(meaning.question, following.view.infos.values())
        if of_one := self._of_a_company(asked, figure, following):
            return of_one
        if answer := self._asked_back(asked, following):
            return answer, found
        fact = about_document(meaning.question, list(chosen.infos.values()))
        said = told_of_itself(fact, picks, following.view.open) if fact else []
        if fact and not said and (answer := self._on_itself(base, fact, chosen)):
            return answer, None
        picks = said or picks
        is_plain = bool(plainly_told(found.query, picks))
        base = replace(base, confidence=max(base.confidence, SURE)) if said or is_plain else base
        pair = sides(meaning.question)
        apart = contrasted(pair, picks) if pair else None
        asked_claim = None if fact or pair else claim_asked(meaning.question)
        against = None if asked_claim or fact or pair else weighed_against(meaning.question, picks, following.view.open)
        claim = weighed_for(asked_claim, picks, following.view.open) if asked_claim else against
        following = replace(following, base=base, picks=claim.picks if claim else apart or picks)
        weighing = Weighing(following, fact, bool(said), is_plain, bool(weighed["unsaid"]), None if apart else pair, claim)
        if answer := self._of_rows_or_several(asked, figure, weighing):
            return answer, found
        return to_a_remark(asked.question, of_sentences(weighing, chosen, self.decline_below)), found

    def _of_a_company(self, asked: Asked, figure: FigureOf | None, following: Following) -> tuple[Answer, Found | None] | None:
        """Return the figure of the company that was spoken of, or ask back whose it is; ``None`` where that is settled."""
        meaning, view, found = following.meaning, following.view, following.found
        if meaning.is_bare or meaning.expanded:
            return None
        asked_of = whose(meaning.question, figure, meaning.before, meaning.heard, found.passages, view)
        if asked_of is None:
            return None
        if asked_of.spoken_of:
            return self._answer(replace(asked, meaning=replace(meaning, question=asked_of.spoken_of)), view)
        return replace(following.base, status="clarify", text=WHICH_ONE, readings=asked_of.readings), found

    def _asked_back(self, asked: Asked, following: Following) -> Answer | None:
        """Return the readings that a question offers; ``None`` where it can be read in one way only."""
        meaning = following.meaning
        quoted = partial(self._spoken_of, asked, following.view)
        offered = () if meaning.is_bare else readings(meaning.question, following.found, meaning.heard, following.search, quoted)
        if not offered:
            return None
        worth_asking = self._worth_asking(offered, asked, following.view)
        return replace(following.base, status="clarify", text=WHICH_ONE, readings=worth_asking)

    def _of_rows_or_several(self, asked: Asked, figure: FigureOf | None, weighing: Weighing) -> Answer | None:
        """Return what a table, both sides of a comparison or several documents tell; ``None`` where sentences are to."""
        following, fact, pair = weighing.following, weighing.fact, weighing.pair
        meaning, found, view = following.meaning, following.found, following.view
        if not (meaning.is_bare or fact) and (of_companies := self._of_companies(figure, following)):
            return of_companies
        tabled = None if meaning.is_bare or fact else told_by_table(found, view.open)
        compared = sides(meaning.question)
        if compared and tabled and of_one_side(compared, [row.line.label for row in tabled.rows]):
            tabled = None
        if pair and not tabled and (both := self._of_both(pair, asked, following) or self._compared(pair, following)):
            return both
        labels = [row.line.label for row in tabled.rows] if tabled else []
        if not fact and (reason := of_no_document(figure, following.picks, labels, view)):
            return surely_declined(following.base, reason)
        if not fact and (rows := figure_told(found, following.picks, view.open, tabled, is_bare=meaning.is_bare)):
            return self._of_rows(rows, found, view, following.base)
        return self._of_theme(following, fact)

    @staticmethod
    def _of_companies(figure: FigureOf | None, following: Following) -> Answer | None:
        """Return the figures of several companies, or why they cannot be compared; ``None`` where a question asks for none."""
        question, passages, view = following.meaning.question, following.found.passages, following.view
        told = of_each(question, figure, passages, view) or of_all(question, passages, view)
        if told is None or not told.composed.text:
            return surely_declined(following.base, told.notice) if told else None
        base = replace(following.base, confidence=told.sure, notice=told.notice or None)
        return of_composed(base, told.composed, following.view.open)

    def _of_theme(self, following: Following, fact: FactAsked | None) -> Answer | None:
        """Return what several documents say on a theme, or what more they say; ``None`` where no such thing is asked."""
        meaning, base = following.meaning, following.base
        if ASKED_ALREADY.match(meaning.question) and not meaning.is_doubt:
            question = ASKED_ALREADY.sub("", meaning.question)
            more = on_theme(question, following.search, following.view, is_sure=False, told_before=meaning.told)
            return following.given(*more) if more else None
        if meaning.is_bare or meaning.expanded or fact:
            return None
        told = on_theme(meaning.question, following.search, following.view, is_sure=base.confidence >= self.decline_below)
        if told is None:
            return None
        held = replace(following, base=replace(base, confidence=min(base.confidence, told.sure)))
        return held.given(told.composed, told.notice, max(told.sure, self.decline_below))

    def _worth_asking(self, offered: Sequence[str], asked: Asked, view: View) -> tuple[str, ...]:
        """Return at most ``WAYS`` readings: those that would be answered, or where fewer than two would, those first."""
        answered = [reading for reading in offered if self._is_answered(replace(asked, meaning=Meaning(reading)), view)]
        return tuple(answered if len(answered) > 1 else sorted(offered, key=lambda reading: reading not in answered))[:WAYS]

    def _is_answered(self, asked: Asked, view: View) -> bool:
        weighed = features(*self.found(asked, view))
        return probability(weighed) >= self.decline_below and not weighed["unsaid"]

    @staticmethod
    def _of_rows(figure: RowsTold, found: Found, view: View, base: Answer) -> Answer:
        """Return the answer that rows of figures give, a decline where they tell why there is none."""
        if not figure.rows:
            return replace(base, reason=figure.reason)
        composed = quote_rows(figure.rows, found.passages, view.open)
        cited = resolve(composed.text, composed.passages, view.open)
        confidence, passages = max(base.confidence, figure.confidence), cited_first(cited, composed.passages)
        return with_citations(replace(base, confidence=confidence, notice=figure.notice, passages=passages), cited)

    def _of_both(self, pair: Pair, asked: Asked, following: Following) -> Answer | None:
        """Return what answers a question of two things alike, put to each; ``None`` where a sentence or an author list has both."""
        if not pair.shared or brought_together(pair, following.picks) or wrote_together(pair, following.view.infos.values()):
            return None
        put = {side: pair.of(side)[0] for side in (pair.one, pair.other)}
        told = [self._answer(replace(asked, question=each, meaning=Meaning(each)), following.view)[0] for each in put.values()]
        if any(each.status == "answered" and not each.notice for each in told):  # what lacks something is none beside what does not
            told = [replace(each, status="declined") if each.notice else each for each in told]
        both = of_parts(told, tuple(put))
        return (
            replace(both, question=asked.question, standalone_question=asked.meaning.question, about=asked.meaning.about)
            if both
            else None
        )

    def _compared(self, pair: Pair, following: Following) -> Answer | None:
        """Return both sides of a comparison, or a decline where nothing speaks of one of them.

        ``None`` where a sentence has both, one side is whatever there is, or it is not sure enough of each by itself.
        """
        base, view = following.base, following.view
        if pair.is_open or pair.adds or pair.shared or brought_together(pair, following.picks):
            return None
        if compared := comparison(pair, following.search, view.open, self.decline_below):
            notice = NOTHING_IN_COMMON if pair.in_common else None
            return of_composed(replace(base, confidence=compared[1], notice=notice), compared[0], view.open)
        reason = missing_side(pair, base.passages)
        return replace(base, reason=reason) if reason else None

    def _on_itself(self, base: Answer, wanted: FactAsked, view: View) -> Answer | None:
        """Answer a question on a document itself; ``None`` where several may be meant and passages are likely to tell."""
        if len(wanted.documents) > 1:
            offered = which(base.standalone_question, wanted, view.infos)
            unsure = base.confidence < self.decline_below
            return replace(base, status="clarify", text=WHICH_ONE, readings=offered) if unsure else None
        info = view.infos[wanted.documents[0]]
        overview = imprint(wanted.fact, view.open(info.id), info)
        return self._of_catalogue(surely_declined(base, nothing(wanted.fact, info)), overview, view)

    def _overview(self, base: Answer, request: Request, view: View) -> Answer | None:
        """Answer a question about whole documents, or about a section; ``None`` where no document has such a section."""
        if request.kind == "summary" and len(request.documents) > 1:
            return replace(base, status="clarify", text=WHICH_ONE, readings=clarified(request, view.infos), confidence=1.0)
        if request.kind == "summary":
            id_ = request.documents[0]
            title = view.infos[id_].title
            without_title = base.standalone_question.replace(title, "it")  # what a heading has in common with it says nothing
            if any(heads(without_title, s.place.heading[-1]) for s in view.open(id_).segments if s.place.heading):
                return None  # "What are the main findings of it?", of a report with such a section
            overview = summary(view.open(id_), view.infos[id_])
        elif request.kind == "section":
            within = _within(view, request.documents)
            overview = section(request.topic, self.retriever.retrieve(request.topic, within), view)
            if not overview.passages and len(within.infos) == len(view.infos):
                return None
        else:
            found = self.retriever.retrieve(request.topic, view) if request.topic else None
            overview = listing(request, found, view)
        missing = "No section of it" if request.kind == "section" else "No document in the corpus"
        base = replace(base, reason=f"{missing} is about {request.topic or 'this'}.")
        return self._of_catalogue(base, overview, view)

    def _of_catalogue(self, base: Answer, overview: Composed, view: View) -> Answer:
        """Return an answer that is quoted, else a reply from the catalogue, else the decline that was prepared."""
        if overview.passages:
            return of_composed(replace(base, confidence=1.0, reason=None), overview, view.open)
        return replace(base, status="replied", text=overview.text, confidence=1.0, reason=None) if overview.text else base


def _within(view: View, documents: Collection[str]) -> View:
    """Return a view of no other documents of the corpus."""
    return replace(view, infos={id_: info for id_, info in view.infos.items() if id_ in documents})
