"""What a document that is named tells by its own parts: its section on methods, what its meeting decided, who will do what.

"How was the bridge survey done?" names the report on the bridge survey, and asks for its methods; where it has a section of that
name, what stands there is the answer, in whatever words. So it is with decisions and action points of a meeting that is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.choose.evidence import Pick, weight_met
from assistant.questions.commitments import asks_after_by, wants_actions
from assistant.questions.form import ONE_THING, asked_for
from assistant.questions.sections import asks_alike, asks_by
from assistant.questions.speech import wants_decision
from assistant.retrieve.retriever import Query
from assistant.text.terms import stems

WHOLE = 0.99  # of what is asked about stands in the title


def plainly_told(query: Query, picks: Sequence[Pick]) -> bool:
    """Say whether the best sentence stands in the part that is asked for, of a document whose title has all that is named."""
    if not picks:
        return False
    best, settling = picks[0], wants_decision(query.text) or wants_actions(query.text)
    heading = next(iter(best.passage.locator.heading[-1:]), "")
    by = asks_by(query.text) | asks_alike(query.text, heading, best.passage.title)
    asking = by if best.features["section"] else asks_after_by() if settling else None
    told = max(best.features[name] for name in ("section", "acts", "decides"))
    if asking is None or told < WHOLE or (asked_for(query.text) in ONE_THING and not best.features["kind"]):
        return False
    rest = {s: weight for s, weight in query.stems.items() if s not in asking}
    return bool(rest) and weight_met(rest, frozenset(stems(f"{best.passage.title} {best.passage.document}"))) >= WHOLE
