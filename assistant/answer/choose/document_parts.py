"""Parts of a named document that answer by what they are: its section on methods, what its meeting decided.

"How was the bridge survey done?" names the report on the bridge survey, and asks for its methods; where it has a section of that
name, what stands there is the answer, in whatever words. So it is with decisions of a meeting that is named.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.term_coverage import weight_met
from assistant.questions.commitments import asks_after_by
from assistant.questions.form import ONE_THING, asked_for
from assistant.questions.labels import asked_by, labels_for
from assistant.questions.named_part import named_by
from assistant.questions.sections import asks_alike, asks_by
from assistant.questions.speech import asked_of, wants_decision
from assistant.questions.votes import motion_asked
from assistant.retrieve.retriever import Query
from assistant.text.terms import stem_set

LOOKED_AT = 10  # sentences, the best first
SOME = 0.4  # of what a motion is asked about is on the matter of one, for a vote on it to be told
MOST = 0.75  # of what is asked is on the matter of a motion, or was put to who replies
WHOLE = 0.99  # of what is asked about stands in the title


def plainly_told(query: Query, picks: Sequence[Pick]) -> bool:
    """Say whether the best sentence stands in the part that is asked for of a document named, or behind such a label, tells of the
    motion, or replies.
    """
    if not picks:
        return False
    if tells_of_motion(query, picks) or _is_reply_asked_for(query, picks[0]) or _is_labelled(query, picks[0]):
        return True
    best, settling = picks[0], wants_decision(query.text)
    heading = next(iter(best.passage.locator.heading[-1:]), "")
    by = asks_by(query.text) | asks_alike(query.text, heading, best.passage.title) | named_by(query.text, heading)
    asking = by if best.features["section"] else asks_after_by() if settling else None
    told = max(best.features[name] for name in ("section", "decides"))
    if asking is None or told < WHOLE or (asked_for(query.text) in ONE_THING and not best.features["kind"]):
        return False
    return _is_titled(query, asking, best)


def _is_labelled(query: Query, best: Pick) -> bool:
    """Say whether a sentence stands behind a label that tells what is asked, in a document that has all else in its title."""
    labels = labels_for(query.text)
    if labels is None or not labels.match(best.text) or (asked_for(query.text) in ONE_THING and not best.features["kind"]):
        return False
    return _is_titled(query, asked_by(query.text), best)


def _is_titled(query: Query, asking: Collection[str], best: Pick) -> bool:
    """Say whether the title of the document has all that is asked after, but for the words that ask."""
    rest = query.besides(asking)
    return bool(rest) and weight_met(rest, stem_set(f"{best.passage.title} {best.passage.document}")) >= WHOLE


def _is_reply_asked_for(query: Query, best: Pick) -> bool:
    """Say whether it is asked what somebody says, and a sentence is his reply to most of that."""
    return bool(asked_of(query.text) and best.features["spoken"]) and best.features["replied"] >= MOST


def tells_of_motion(query: Query, picks: Sequence[Pick]) -> bool:
    """Say whether the best sentence tells what is asked of a motion, on most of its matter; who moved it, with a name."""
    if not picks or picks[0].features["motion"] < MOST:
        return False
    return bool(picks[0].features["kind"]) or asked_for(query.text) != "person" or motion_asked(query.text) != "mover"


def no_vote(query: Query, picks: Sequence[Pick]) -> str | None:
    """Return the reason to decline where it is asked how a vote went, and nothing tells of one on the matter; else ``None``."""
    if motion_asked(query.text) in (None, "mover") or any(pick.features["motion"] >= SOME for pick in picks[:LOOKED_AT]):
        return None
    return "The corpus may mention this, but no passage found reports a vote on it."
