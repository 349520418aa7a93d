"""Answers to "Did anyone disagree?": sentences in which somebody objects to what is spoken of, sees a danger, or voted against it.

Words tell that somebody objects; whether two views differ in substance they do not, and a notice says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.term_coverage import weight_met
from assistant.questions.openings import ASKING, JOINT
from assistant.questions.votes import is_divided, is_of_motion
from assistant.text.patterns import any_case
from assistant.text.terms import content_stems, stem_set

MOST = 3  # sentences that are quoted
NAMED = 0.5  # share of the subject's words that a sentence must hold, where it stands far from what was quoted
NEAR = 1_000  # characters
VOTED = 500  # characters behind what was quoted in which the vote on it is told
_ANYONE = (
    r"(?:any(?:one|body)|some(?:one|body)|every(?:one|body)|they(?: all)?|all(?: of (?:them|the \w+))?"
    r"|(?:all )?(?:of )?(?:the|your) (?:other )?(?:sources|documents|reports|speakers|authors|others)|others)"
)
_DIFFER = (
    r"(?:disagree\w*|object(?:ed|s)?|oppos\w+|agree\w*|criticis\w+|criticiz\w+|dissent\w*|push(?:ed)? back|argu\w+ against"
    r"|vot(?:e|ed)(?= against)|(?:say|said|says) (?:the opposite|otherwise|something else|no)|doubt\w*|think otherwise)"
)
_OBJECTION = (
    r"(?:objections?|criticisms?|disagreements?|dissent|critics|counter-?arguments?"
    r"|(?:a |an |any )?(?:other|another|different|opposing) (?:views?|opinions?))"
)
_FORM = any_case(
    rf"(?:About (?P<subject>[^:]+): )?{JOINT}(?:"
    rf"(?:did|does|do|has|have|is|was|are|were) {_ANYONE}(?: else)? (?:(?:all|really|ever|else) )?{_DIFFER}"
    rf"|any(?:one|body)(?: else)? (?:who )?{_DIFFER}"
    r"|who (?:else )?(?:disagree[sd]?|object(?:s|ed)|(?:criticis|criticiz|oppos|doubt|challeng|question)ed"
    r"|pushed back|argued against|(?:was|were) (?:against|opposed|worried|concerned|sceptical|skeptical|unhappy|critical)"
    r"|(?:had|has|have|raised|voiced|expressed) (?:any |some )?(?:concerns?|doubts?|objections?|reservations?|worries|misgivings))"
    rf"|(?:are|were|is|was) there (?:any )?{_OBJECTION}|any {_OBJECTION}"
    r"|what (?:do|did) (?:the )?(?:critics|opponents|others|other people) (?:say|think|argue)"
    r"|what(?:'s| is) the (?:counter-?argument|other side|opposing view))"
    r"(?: (?:about|with|to|on|against|of|in|over) (?P<what>.+?))?\W*"
)
_OBJECTS = any_case(
    r"\b(?:disagree\w*|objects? to|objected|objections?|not (?:everyone|everybody|all) agree[sd]?"
    r"|oppos(?:e|es|ed|ing|ition|ite)|criti(?:que|cs?|cism|cise|cised|cize|cized)"
    r"|dispute[sd]?|contest(?:s|ed)|quarrel"
    r"|(?:would|do|does|did|could|can)(?:n['’]t| not)? (?:challenge|agree|accept|believe|support|share)\b"
    r"|not (?:convinced|persuaded|sure|so sure|true|the case|clear that)"
    r"|(?:one|some|others) (?:might|may|would|could) (?:say|argue|doubt)|doubt(?:s|ed|ful)?|sceptic\w*|skeptic\w*"
    r"|on the (?:contrary|other hand)|unhelpful|mis(?:taken|leading|guided)|wrong|unfair|disappoint\w+|shameful|danger|catch in"
    r"|trick|worr(?:y|ied|ies|ying)|concern(?:s|ed) (?:about|that|over)|against (?:it|this|that)"
    r"|too (?:little|few|harsh|far|late|slow)|fail(?:s|ed|ure)? to)\b"
)
_NONE = any_case(  # that nobody objects is no objection
    rf"\b(?:no|not|never|without|n['’]t)\b(?: \w+){{0,3}}? (?:{_OBJECTION}|quarrel|dispute|doubt|danger|worr(?:y|ies))"
)
_A_FACT = any_case(rf"{ASKING}\b")  # "agree on when it began": what each says of that


def asks_for_objections(question: str) -> str | None:
    """Return what objections are asked for are about, "" where it is not said; ``None`` for any other question."""
    match = _FORM.fullmatch(" ".join(question.split()))
    if match is None:
        return None
    what = match["what"] or ""
    if _A_FACT.match(what):
        return None
    return match["subject"] or ("" if what.lower() in ("it", "this", "that", "them", "him", "her") else what)


def objections(subject: str, picks: Sequence[Pick], places: Sequence[Pick]) -> list[Pick]:
    """Return the sentences that object to what is spoken of or stand near where it was quoted, or tell of a divided vote on it."""
    wanted: Mapping[str, float] = dict.fromkeys(content_stems(subject), 1.0)
    against = [pick for pick in picks if not pick.text.endswith("?") and _OBJECTS.search(_NONE.sub("", pick.text))]
    named = [pick for pick in picks if wanted and weight_met(wanted, _told(pick)) >= NAMED]
    voted_on = [*places, *(pick for pick in named if is_of_motion(pick.text))]
    found = [pick for pick in against if pick in named or any(abs(_behind(place, pick)) <= NEAR for place in places)]
    found += [
        pick
        for pick in picks
        if pick not in found and is_divided(pick.text) and any(0 <= _behind(place, pick) <= VOTED for place in voted_on)
    ]
    quoted = {place.place for place in places}
    return sorted(found, key=lambda pick: pick.place in quoted)[:MOST]


def _told(pick: Pick) -> frozenset[str]:
    """Return the stems of a sentence and of the headings that it stands under."""
    return stem_set(f"{pick.text} {' '.join(pick.passage.locator.heading)}")


def _behind(place: Pick, pick: Pick) -> float:
    """Return how far a sentence begins behind another one of its document."""
    return pick.start - place.start if pick.passage.document == place.passage.document else math.inf


FOR_YOU = "These sentences object or doubt in so many words. Whether they contradict what was said before is for you to judge."

DIVIDED = "This tells of a vote that was not all on one side."


def none_objects(subject: str, documents: int) -> str:
    """Return why nothing is quoted: who was heard, and that none of them objects in words."""
    about = f" to {subject}" if subject else ""
    heard = f"{documents} document{'s' * (documents != 1)}"
    return f"In the passages found, from {heard}, nobody objects{about} in so many words."
