"""Which question is told by which of the sections that reports have: by its form, and by the words of the heading."""

from __future__ import annotations

import pytest

from assistant.questions.sections import asks_alike, asks_by, heads, told_in_outline


@pytest.mark.parametrize(
    ("question", "heading", "told"),
    [
        ("How was the ferry evaluated?", "Methodology", True),
        ("How was the survey of the ferry carried out?", "2. Materials and methods", True),
        ("What methods did they use?", "How we did the research", True),
        ("How did they find out?", "Research design", True),
        ("How was the ferry evaluated?", "Research objectives and design", True),
        ("How was the ferry evaluated?", "Data collection and analysis", True),
        ("What would the board do differently?", "What we would change", True),
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
        ("lessons from the ferry", "What we learned", True),
        ("What can others learn from the ferry?", "What others can learn", True),
        ("What are the lessons from the ferry?", "What others might borrow", True),
        ("What are the lessons from the ferry?", "What the years teach", True),
        ("What are the lessons from the ferry?", "What others did", False),
        ("How was the ferry evaluated?", "How it was evaluated", True),
        ("How was the ferry evaluated?", "Our approach to the evaluation", True),
        ("How was the ferry evaluated?", "Our approach to ferries", False),
        ("How much did the flood cost?", "6. Cost", True),
        ("Was the ferry good value?", "Value for money", True),
        ("Who uses the ferry?", "Who came", True),
        ("Who runs the ferry?", "Who came", False),
        ("What is the ferry?", "Methodology", False),
        ("What are the principles of the ferry?", "Our guiding principles", True),
        ("What are the principles of the ferry?", "Principles of design", True),
        ("What are the principles of the ferry?", "Why principles bore", False),
        ("What are the difficulties of ferries?", "Common problems", True),  # another word for it
        ("What mistakes did the master make?", "The mistakes", True),
        ("Which routes does the ferry serve?", "3. Routes", True),
        ("What are the three lessons?", "Lesson two: look ahead", False),  # one of them is none of the others
        ("What were the main findings?", "What we found", True),
        ("What were the main findings?", "What carers told us", True),
        ("What were the Winter Ferries?", "Ferries", True),
        ("What were Winter Ferries?", "Ferries", False),  # a name: one thing, and no list
        ("What types of ferry are there?", "Kinds of boat", True),
        ("What did the study conclude?", "7. Conclusion", True),
        ("What evidence is there that ferries work?", "Does it work?", True),
        ("What are the downsides of ferries?", "What can go wrong", True),
        ("What are the benefits of the ferry?", "Why it is worth it", True),
        ("What are the benefits of the ferry?", "Pros", True),
        ("What are the benefits of the ferry?", "Pros and cons", False),
        ("What are the drawbacks of the ferry?", "Cons", True),
        ("Who paid for the ferry?", "Who paid", True),
        ("Who is the old ferry for?", "Who is it for?", True),
        ("How was the ferry evaluated?", "", False),
    ],
)
def test_a_heading_is_that_of_a_section_which_tells_what_is_asked(question: str, heading: str, told: bool) -> None:
    assert heads(question, heading) is told


def test_the_words_by_which_a_section_is_asked_for_are_not_what_it_is_about() -> None:
    assert "evalu" in asks_by("How was the ferry evaluated?")
    assert "ferri" not in asks_by("How was the ferry evaluated?")
    assert not asks_by("What is the ferry?")


@pytest.mark.parametrize(
    ("question", "heading", "by"),
    [
        ("Why did Deal flood?", "3. Why it flooded", {"flood"}),
        ("why did the deal crash", "Why the Deal crashed", {"crash"}),
        ("When does the Deal begin?", "When does it begin?", {"begin"}),
        ("When does the Deal end?", "When does it begin?", set()),
        ("Why did the Deal not work?", "Why it worked", set()),
        ("How did Deal flood?", "Why it flooded", set()),
        ("Why was the Deal a surprise?", "Why the Deal?", set()),  # only what it is about is the same
        ("Why did Deal flood?", "Flooding", set()),
        ("What should Deal do?", "What Deal should do", {"deal"}),  # the very words
        ("What were the findings on the Deal?", "What the Deal was about", set()),
        ("What did the survey find?", "What the survey was about", set()),
        ("What did the Deal give?", "What the Deal gave", {"deal"}),
        ("What is the Deal?", "What is the Deal?", set()),  # one sentence of it says so
    ],
)
def test_a_heading_that_asks_the_same_is_read_with_the_title(question: str, heading: str, by: set[str]) -> None:
    assert asks_alike(question, heading, "The flood at Deal") == by


@pytest.mark.parametrize(
    ("question", "heading", "told"),
    [
        ("What mistakes did the master make?", "The mistakes", True),
        ("What challenges did the ferry meet?", "What was difficult", True),
        ("What was difficult?", "What was difficult", False),  # no things are named
        ("What are the three lessons?", "Lesson two: look ahead", False),
    ],
)
def test_several_things_may_be_told_by_what_each_part_begins_with(question: str, heading: str, told: bool) -> None:
    assert told_in_outline(question, heading) is told
