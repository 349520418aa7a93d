"""A label tells when, where and for how much something is, and so does the head over a cell."""

from __future__ import annotations

import pytest

from assistant.questions.labels import asked_by, labelled, labels_for
from assistant.text.terms import stem


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("When is the Spring Fair?", "Date: Wednesday 21 May", True),
        ("When will the fair be held?", "Time: 9.30am to 4pm", True),
        ("When was the keeper interviewed?", "When: 8 May, by telephone", True),
        ("Where is the fair?", "Venue: The Exchange, 12 Corn Street", True),
        ("Where is the fair?", "Date: Wednesday 21 May", False),
        ("Where did the board meet in May 2005?", "Venue: the keeper’s house", True),
        ("Where is the keeper based?", "Base: Mill Works", True),
        ("About the fair: where is it held?", "Venue: The Exchange", True),
        ("When does the fund close?", "Closing date: noon on Friday 7 February", True),
        ("What is the deadline for bids?", "Closes: 25 April", True),
        ("When is the survey due?", "By when: 30 April", True),
        ("When does the post start?", "Start date: 30 April", True),
        ("When will applicants hear back?", "Decisions: by the end of June", True),
        ("When do we hear?", "Applicants told: by 22 August", True),
        ("When do we hear?", "Panel meets: 4 August", False),
        ("How much is the fair for members?", "- Cost: £25; lunch is included", True),
        ("What is the price of a ticket?", "Tickets: £5 at the door", True),
        ("How much is the fair?", "The cost of living rose.", False),
        ("How much can you get from the fund?", "Grants: £300 to £2,500", True),
        ("How much is the keeper paid?", "Salary: £26,400", True),
        ("How much time does the role take?", "Time commitment: two days a month", True),
        ("Who is responsible for the larder?", "Lead: Hope Church", True),
        ("Who's in charge of the larder?", "Lead: Hope Church", True),
        ("fund deadline", "Closing date: noon", True),
        ("deadline second stage", "Closes: noon", True),
        ("venue spring fair", "Venue: The Exchange", True),
        ("fair cost for members", "Fee: £20", True),
        ("keeper salary", "Pay: £26,400", True),
        ("Is the post part-time?", "Hours: 22.5 a week", True),
        ("How long is the contract?", "Duration: 18 months", True),
    ],
)
def test_a_label_tells_what_is_asked(question: str, text: str, tells: bool) -> None:
    assert (labels := labels_for(question)) is not None
    assert bool(labels.match(text)) is tells


@pytest.mark.parametrize(
    "question",
    [
        "Why is the fair in May?",
        "When was the fair founded?",
        "Who wrote of the fair?",
        "What is the fair?",
        "the fund has a deadline",
        "Where can I park?",
    ],
)
def test_no_label_tells_what_is_done_or_why(question: str) -> None:
    assert labels_for(question) is None


def test_a_long_word_is_read_at_once() -> None:
    assert labels_for(f"when is {'a' * 200}!?x") is None


def test_what_asks_for_the_label_need_not_be_said() -> None:
    assert asked_by("When will applicants hear back?") >= {stem("hear"), stem("back")}
    assert asked_by("Why is the fair in May?") == frozenset()


@pytest.mark.parametrize(
    ("row", "over", "told"),
    [
        ("| A3 | Survey | 30 April |", "| Ref | Action | By when |", ["Ref: A3", "Action: Survey", "By when: 30 April"]),
        ("Closing date | noon", "Stage | Date", ["Stage: Closing date", "Date: noon", "Closing date: noon"]),
        ("Closing date | noon on Friday", "Key dates", ["Closing date: noon on Friday"]),
        ("| A3 | Survey | 30 April |", "| Ref | Action |", []),
        ("| A3 | | 30 April |", "| Ref | Action | |", ["Ref: A3"]),
    ],
)
def test_a_cell_stands_behind_the_head_over_it_or_the_name_of_its_row(row: str, over: str, told: list[str]) -> None:
    assert labelled(row, over) == told
