"""Answers in the best sentences that were found, where these tell what is asked and the corpus is sure enough; else a decline.

1. what a follow-up asks itself must be told, and not its subject alone (:mod:`.own_words`);
2. a vote, a claim, or what is asked at all must be told, else the reason says what is not;
3. what is quoted must hold the number that is asked for, be of the one of several that is meant, and say more than the question;
4. what it leaves open stands in a notice, and lowers the confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.by_year import of_no_such_year
from assistant.answer.choose.bare_followups import names_nobody, nothing_new, of_a_doubt, repeated
from assistant.answer.choose.compose import quote
from assistant.answer.choose.document_parts import no_vote, tells_of_motion
from assistant.answer.choose.editions import others, preferred_first
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.states_answer import to_the_point
from assistant.answer.choose.told_claim import Weighed, not_told
from assistant.answer.cited import quoted_only, surely_declined, with_citations
from assistant.answer.decide.confidence import near_miss, not_there, only_near, reason_to_decline, says_nothing_of
from assistant.answer.decide.near_miss_notice import DOUBT, mentioned, of_another, of_another_name
from assistant.answer.followups import Following
from assistant.answer.kinds.imprint import FactAsked
from assistant.answer.own_words import by_own_words, why_untold
from assistant.cite.trace import resolve
from assistant.converse.meaning import Meaning
from assistant.questions.answer_form import gives_no_contact, lacking, names_no_number, only_repeats
from assistant.questions.compared import Pair
from assistant.questions.counted_list import how_far_listed, no_such_list
from assistant.questions.offices_asked import names_office
from assistant.retrieve.retriever import Found, View
from assistant.types import Answer

NO_CONTACT = "The closest sentences hold no address and no telephone number."


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the sentences that were found for a question tell.

    ``fact`` is what is asked of a document itself, and ``is_said`` whether they tell it. ``is_plain``: one tells what is asked
    in so many words; ``is_unsaid``: none speaks of it. ``pair`` is what is compared, where none sets the two apart. ``claim`` is
    what they tell of a claim that is asked after.
    """

    following: Following
    fact: FactAsked | None
    is_said: bool
    is_plain: bool
    is_unsaid: bool
    pair: Pair | None
    claim: Weighed | None


def of_sentences(weighing: Weighing, chosen: View, decline_below: float) -> Answer:
    """Return the answer that the best sentences give, or a decline; ``chosen`` holds the documents that the filters let through."""
    following = weighing.following
    meaning, found, picks, base = following.meaning, following.found, list(following.picks), following.base
    if meaning.is_doubt:
        picks = repeated(meaning.question, picks, meaning.told)
    nobody = bool(meaning.expanded) and names_nobody(meaning.question, picks)
    if not weighing.is_said:
        picks = by_own_words(meaning, found, picks, following.view)
        if reason := why_untold(meaning, found, picks):
            return replace(base, reason=reason)
    if reason := no_vote(found.query, picks):
        return surely_declined(base, reason)
    claim = weighing.claim
    if claim and not claim.told and (not claim.near or base.confidence < decline_below):
        return surely_declined(base, not_told(claim, is_quoted=False))
    if claim and claim.told:
        base = replace(base, confidence=max(base.confidence, decline_below))
    unsaid = nobody or weighing.is_unsaid or says_nothing_of(found)
    lacks = not picks if meaning.is_doubt else unsaid and not (weighing.fact or weighing.is_plain)
    if lacks or base.confidence < decline_below:
        elsewhere = None if meaning.is_bare else not_there(found, picks)
        adds_nothing = nothing_new(meaning.question, picks) if lacks or meaning.is_bare else None
        return replace(base, reason=elsewhere or adds_nothing or reason_to_decline(found, picks))
    return _best(meaning, found, picks, chosen, base, claim)


def _best(meaning: Meaning, found: Found, picks: Sequence[Pick], view: View, base: Answer, claim: Weighed | None) -> Answer:
    """Return the answer that the best sentences give, the newest edition first, with a notice on what it leaves open."""
    picks = preferred_first(meaning.question, picks, view.infos)
    said = picks if meaning.is_bare or claim else to_the_point(meaning.question, found.query.focus, picks)
    composed = quote(meaning.question, said, found.passages, view.open)
    cited = quoted_only(resolve(composed.text, composed.passages, view.open))
    quotes = [c.quote for c in cited.citations]
    if names_no_number(meaning.question, quotes) or only_repeats(meaning.question, quotes):
        return replace(base, reason=nothing_new(meaning.question, picks))
    if gives_no_contact(meaning.question, quotes):
        return surely_declined(base, NO_CONTACT)
    listed = how_far_listed(meaning.question, quotes)
    if reason := of_another(meaning.question, cited.citations, composed.passages) or no_such_list(meaning.question, listed):
        return surely_declined(base, reason)
    notice = near_miss(found, picks, quotes) if not meaning.is_doubt else None
    if meaning.is_doubt:
        notice = of_a_doubt(base.question, cited.citations, view.infos, base.confidence)
    is_held = not (meaning.is_doubt or claim or tells_of_motion(found.query, said))
    if claim and not claim.told:
        notice = not_told(claim, is_quoted=True)
        base = replace(base, confidence=min(base.confidence, DOUBT))
    elsewhere = of_another_name(meaning.question, cited.citations, composed.passages, view.open) if is_held else None
    misses = mentioned(meaning.question, cited.citations, composed.passages) if is_held else None
    if elsewhere or misses:
        base = replace(base, confidence=min(base.confidence, DOUBT))
    if not meaning.is_doubt:
        notice = notice or elsewhere or only_near(found, picks, quotes) or misses
    if listed == "in part" or (names_office(meaning.question) and lacking(meaning.question, quotes)):
        base = replace(base, confidence=min(base.confidence, DOUBT))
    cited_in = {c.document: c.title for c in cited.citations}
    notices = (
        notice,
        of_no_such_year(meaning.question, cited_in, view.open),
        others((c.document for c in cited.citations), picks, view.infos),
    )
    return with_citations(replace(base, notice=" ".join(filter(None, notices)) or None, passages=composed.passages), cited)
