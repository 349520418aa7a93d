"""What a follow-up says in words of its own must be told, and not only what was carried into it from the turns before.

A subject that was carried over is near wherever it is spoken of, so much looks like an answer that only repeats what was said. So:

1. the sentences are chosen by the message's own words (:func:`by_own_words`);
2. a question of degree ("which is better?") is answered by a sentence that says more or less, a question how long by a length,
   and what is put in the place of another thing ("and in Scotland?") must be spoken of; else it is declined (:func:`why_untold`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.choose.bare_followups import is_told, nothing_new
from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.choose.read_sentence import stems_above, stems_within
from assistant.answer.choose.states_answer import telling_first
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.decide.confidence import said_nowhere
from assistant.converse.meaning import Meaning
from assistant.converse.missing_subject import put_beside
from assistant.questions.answer_form import typed_answer
from assistant.questions.degree import degree
from assistant.questions.general_nouns import DOCUMENTS
from assistant.questions.synonyms import synonyms
from assistant.retrieve.retriever import Found, View
from assistant.text.carried_subject import without_lead
from assistant.text.enumeration import enumerated
from assistant.text.patterns import any_case
from assistant.text.terms import EMPTY, stem, stems, words

LOOKED_AT = 10  # sentences, the best first, one of which must say what is asked
ON_SUBJECT = 0.5  # share of a subject's weight that a passage on it has
NOT_TOLD = "What was found is on the subject, but no sentence near it says “{}”."
_PLACED = any_case(r"\b(?:in|at|from|near) (?:the )?(?P<place>[\w’'-]+)\W*$")
_THAT_STUDY = any_case(rf"\b(?:that|this) (?:{'|'.join(DOCUMENTS)})\b")
_LEAD = any_case(r"^(?:(?:and|or|but|so) )?(?:(?:what|how) about )?(?:(?:in|at|for|from|to|of|on|by|with|since|during|under) )?")


def by_own_words(meaning: Meaning, found: Found, picks: list[Pick], view: View) -> list[Pick]:
    """Return the sentences by what a follow-up asks in its own words; of more or less, or how long, only those that tell."""
    focus = {s: weight for s, weight in found.query.focus.items() if s in set(stems(meaning.own))}
    query = replace(found.query, focus=focus)
    if _THAT_STUDY.search(meaning.own):
        query = replace(query, stems={s: weight for s, weight in query.stems.items() if s in set(stems(meaning.own))})
    own = score_sentences(replace(found, query=query), view.open) if focus else []
    if any(pick.features["focus"] + pick.features["otherwise"] > 0 for pick in own):
        picks = _new_first(meaning, telling_first(meaning.own, focus, own))
    speaks = [pick for pick in picks[:LOOKED_AT] if meaning.put and speaks_of_what_is_put(meaning, pick)]
    if speaks and speaks[0] is not picks[0]:
        return speaks
    form = _form_asked_for(meaning)
    if form is None:
        return picks
    return [pick for pick in picks[:LOOKED_AT] if form.search(pick.text) and _speaks_of(meaning.about[:1], found, pick)] or picks


def _new_first(meaning: Meaning, picks: list[Pick]) -> list[Pick]:
    """Return sentences with those behind that the last answer quoted and that say nothing of what is asked now."""
    said_so = {
        id(pick) for pick in picks if is_told(pick, meaning.told) and not pick.features["focus"] + pick.features["otherwise"]
    }
    return sorted(picks, key=lambda pick: id(pick) in said_so)


def _speaks_of(about: Sequence[str], found: Found, pick: Pick) -> bool:
    """Say whether the passage of a sentence has most of what the subject's words weigh: its like elsewhere is of another matter."""
    subject = {s: weight for s, weight in found.query.stems.items() for name in about if s in stems(name)}
    return not subject or weight_met(subject, stems_above(pick.passage.around) | stems_within(pick.passage.text)) >= ON_SUBJECT


def _form_asked_for(meaning: Meaning) -> re.Pattern[str] | None:
    """Return the words that a sentence must hold to answer a follow-up that asks for more or less, or how much or how long."""
    asks = meaning.own or (without_lead(meaning.question) if meaning.put else "")
    return (degree(asks) or typed_answer(asks)) if asks else None


def why_untold(meaning: Meaning, found: Found, picks: Sequence[Pick]) -> str | None:
    """Return why what a follow-up asks itself is told nowhere near; ``None`` where it may be told."""
    if unknown := _unknown_place(meaning, found):
        return unknown
    form = _form_asked_for(meaning)
    about = [pick.text for pick in picks[:LOOKED_AT] if _speaks_of(meaning.about[:1], found, pick)]
    if form is not None and not any(map(form.search, about)):
        asks = without_lead(meaning.question).strip(" ?.!")
        return NOT_TOLD.format(asks) if degree(asks) else nothing_new(meaning.question, picks)
    if _put(meaning) and not any(speaks_of_what_is_put(meaning, pick) for pick in picks[:LOOKED_AT]):
        return f"What was found is on the same subject, but does not mention “{_LEAD.sub('', _put(meaning)).strip(' ?.!')}”."
    return None


def _unknown_place(meaning: Meaning, found: Found) -> str | None:
    """Return that no document has a word of where a follow-up asks, whatever is said of its subject."""
    placed = _PLACED.search(meaning.own)
    unknown = said_nowhere(found) if placed else []
    if placed is None or placed["place"].lower() not in unknown:
        return None
    return f"No document here has the word {enumerated([f'“{word}”' for word in unknown], 'or')}."


def _put(meaning: Meaning) -> str:
    """Return what a follow-up puts in the place of something, or beside its subject ("what about costs?"), which must be told."""
    beside = put_beside(meaning.about[0], meaning.question) if meaning.about and meaning.own else None
    return meaning.put or (beside or "")


def speaks_of_what_is_put(meaning: Meaning, pick: Pick) -> bool:
    """Say whether a sentence speaks, apart from what it shares with the last question, of what was put in, or of the same."""
    put, asked = [stem(w) for w in words(_put(meaning)) if w not in EMPTY], set(stems(meaning.before))
    wanted = dict.fromkeys([s for s in put if s not in asked] or put, 1.0)
    spoken = stems_above(f"{pick.passage.around} {pick.passage.date}") | stems_within(pick.passage.text)
    return not wanted or weight_met(wanted, spoken) > 0 or any(not synonyms(s).isdisjoint(spoken) for s in wanted)
