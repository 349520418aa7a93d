"""What was carried over into a question, or chosen from its readings, stands before it: "About the pilot: when?".

The conversation and the readings write it so; who looks for a form of question looks behind it.
"""

from __future__ import annotations

LEAD = "About [^:]+: "
"""A pattern of what stands before the question."""


def behind(subject: str, question: str) -> str:
    """Return a question behind what it is about."""
    return f"About {subject}: {question}"
