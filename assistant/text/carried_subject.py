"""What was carried over into a question, or chosen from its readings, stands before it: "About the pilot: when?".

The conversation and the readings write it so; who looks for a form of question looks behind it.
"""

from __future__ import annotations

from assistant.text.patterns import any_case

LEAD = "About (?:“[^”]*”|[^:])+: "
"""A pattern of what stands before the question."""
_LEAD = any_case(LEAD)


def behind(subject: str, question: str) -> str:
    """Return a question behind what it is about."""
    return f"About {subject}: {question}"


def without_lead(question: str) -> str:
    """Return a question without what was carried over into it."""
    led = _LEAD.match(question)
    return question[led.end() :] if led else question


def lead_of(question: str) -> str:
    """Return what was carried over into a question; "" where nothing was."""
    led = _LEAD.match(question)
    return led[0][len("About ") :].removesuffix(": ") if led else ""
