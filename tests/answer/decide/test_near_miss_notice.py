"""Which of two has more is told only where how much each has is quoted."""

from __future__ import annotations

import pytest

from assistant.answer.decide.near_miss_notice import half_compared
from assistant.questions.near_misses import QuotedSentence

NOT_OF = "none of the sentences quoted here tells it of "


@pytest.mark.parametrize(
    ("question", "said", "expected"),
    [
        ("Which cost more, the Wey Fund or the Exe Fund?", ["The Wey Fund cost £3,000."], f"{NOT_OF}the Exe Fund"),
        ("Which cost more, the Wey Fund or the Exe Fund?", ["The Wey Fund cost £3,000.", "Exe is old."], f"{NOT_OF}the Exe Fund"),
        ("Which cost more, the Wey Fund or the Exe Fund?", ["The Wey Fund cost £3,000, that on the Exe £4,000."], None),
        ("Which has more boats, Wey or Exe?", ["Wey has 57 boats.", "There are 61 boats in Exe."], None),
        ("Which has more boats, Wey or Exe?", ["Wey, with boats", "Exe, with boats"], f"{NOT_OF}Wey or Exe"),
        ("What is the difference between Wey and Exe?", ["Wey has 57 boats."], None),
    ],
)
def test_which_of_two_has_more_needs_both(question: str, said: list[str], expected: str | None) -> None:
    assert half_compared(question, [QuotedSentence(text) for text in said]) == expected
