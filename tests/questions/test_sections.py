"""Which question is told by which of the sections that reports have: by its form, and by the words of the heading."""

from __future__ import annotations

import pytest

from assistant.questions.sections import asks_by, heads


@pytest.mark.parametrize(
    ("question", "heading", "told"),
    [
        ("How was the ferry evaluated?", "Methodology", True),
        ("How was the survey of the ferry carried out?", "2. Materials and methods", True),
        ("What methods did they use?", "How we did the research", True),
        ("How did they find out?", "Research design", True),
        ("How was the ferry evaluated?", "Results", False),
        ("What are the weaknesses of the study?", "Strengths and limitations", True),
        ("What does the report recommend?", "Recommendations for the council", True),
        ("What should be done?", "What I would tell another town", True),
        ("What is planned for the ferry?", "Looking ahead", True),
        ("What happens next?", "Next steps", True),
        ("Why was the ferry set up?", "Background", True),
        ("Why did the ferry fail?", "What went wrong", True),
        ("What caused the flood?", "Contributing factors", True),
        ("Who can apply?", "Eligibility", True),
        ("What will the fund not pay for?", "Exclusions", True),
        ("What is the most that a group can ask for?", "Size of grants", True),
        ("When is the deadline?", "How to apply", True),
        ("How is the ferry funded?", "Our finances", True),
        ("What did they learn?", "Lessons learned", True),
        ("What is the ferry?", "Methodology", False),
        ("How was the ferry evaluated?", "", False),
    ],
)
def test_a_heading_is_that_of_a_section_which_tells_what_is_asked(question: str, heading: str, told: bool) -> None:
    assert heads(question, heading) is told


def test_the_words_by_which_a_section_is_asked_for_are_not_what_it_is_about() -> None:
    assert "evalu" in asks_by("How was the ferry evaluated?")
    assert "ferri" not in asks_by("How was the ferry evaluated?")
    assert not asks_by("What is the ferry?")
