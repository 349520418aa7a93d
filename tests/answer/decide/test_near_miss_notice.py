"""Which of two has more is told only where how much each has is quoted."""

from __future__ import annotations

import pytest

from assistant.answer.decide.near_miss_notice import half_compared, of_another_name
from assistant.questions.near_misses import QuotedSentence
from assistant.types import Citation, Document, Locator, Passage

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


TEXT = "NORTHAM CITY COUNCIL\n\nThe fleet\n\nThe Heron is old. It was mended by the crew. It has 57 oars."


@pytest.mark.parametrize(
    ("question", "is_of_it"),
    [
        ("How many oars does the Heron have?", True),  # which the paragraph began with
        ("How many oars does Northam have?", True),  # whose the document is
        ("How many oars does Oxley have?", False),
    ],
)
def test_a_name_may_stand_where_the_document_or_the_paragraph_begins(question: str, is_of_it: bool) -> None:
    start = TEXT.index("It has")
    cited = Citation(1, "fleet.txt", "Fleet", "report", None, Locator(), start, len(TEXT), TEXT[start:], "id", "supported", 1.0)
    passage = Passage(1, 1.0, "fleet.txt", "Fleet", "report", None, Locator(), start, len(TEXT), TEXT[start:], "id")
    notice = of_another_name(question, [cited], [passage], lambda _: Document(TEXT, (), id="fleet.txt"))
    assert (notice is None) is is_of_it
