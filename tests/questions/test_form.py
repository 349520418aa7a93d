"""What a question asks for is read from its form."""

from __future__ import annotations

import pytest

from assistant.questions.form import asked_for, asks_one, wants_questions


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is Big Local?", "definition"),
        ("What was the Wigan Deal?", "definition"),
        ("What is “tokenism”?", "definition"),
        ("What is meant by a wicked problem?", "definition"),
        ("What is the population of Coventry?", "fact"),
        ("What is at the top of the ladder?", "fact"),
        ("What is the name of the report?", "name"),
        ("What are the five conditions?", "list"),
        ("When was it announced?", "date"),
        ("About the Deal: when?", "date"),
        ("From when has the Act applied?", "date"),
        ("What time does the ferry leave?", "date"),
        ("What time limit is there?", "fact"),
        ("What are the opening hours of the hall?", "date"),
        ("Who qualifies for a berth?", "fact"),
        ("What did the panel say when talking about rent?", "fact"),
        ("How should one act when a case is complex?", "how"),
        ("What did the Deal cost?", "number"),
        ("What did the council spend on the wall?", "number"),
        ("What did the council pay for the wall?", "number"),
        ("What did the council pay for?", "fact"),
        ("What should the council pay for instead?", "fact"),
        ("What rent does the council pay?", "number"),
        ("What did the council spend the money on?", "fact"),
        ("What was the budget of the Deal?", "number"),
        ("What is the Deal's annual budget?", "number"),
        ("What was its total income in 2020?", "number"),
        ("What is universal basic income?", "definition"),
        ("What was the Deal's share price in June?", "number"),
        ("What is the wage of a ferryman?", "number"),
        ("What is wage theft?", "definition"),
        ("What is Ada's last name?", "name"),
        ("What did the panel say about cost?", "fact"),
        ("Who paid for the Deal?", "person"),
        ("Can you tell me who paid?", "person"),
        ("The Deal was paid for by whom?", "person"),
        ("Why are people who have three problems turned away?", "reason"),
        ("How many homes were flooded, and why?", "reason"),
        ("Who was the fund for?", "fact"),
        ("About the fund: who took part?", "fact"),
        ("What helps those who sleep rough?", "fact"),
        ("What does a harbour master do?", "definition"),
        ("What do they do?", "fact"),
        ("Who is the old ferry for?", "fact"),
        ("What does half plot mean?", "definition"),
        ("What do they mean?", "fact"),
        ("What is a city of welcome?", "definition"),
        ("What is a good way of paying?", "fact"),
        ("What advice do they give?", "fact"),
        ("What evidence is there that it works?", "fact"),
        ("What mistakes did the master make?", "fact"),
        ("What ship did the master sail?", "name"),
        ("What bus does he take?", "name"),
        ("What is the deadline for applications?", "date"),
        ("What's our renewal date?", "date"),
        ("By when must it be returned?", "date"),
        ("How frequently does the board meet?", "number"),
        ("What is the maximum grant?", "number"),
        ("What is the membership fee?", "number"),
        ("Who can apply?", "fact"),
        ("Who is eligible for the scheme?", "fact"),
        ("Who should I ring about repairs?", "fact"),
        ("Who should chair the panel?", "person"),
    ],
)
def test_the_kind_asked_for(question: str, kind: str) -> None:
    assert asked_for(question) == kind


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What should a partnership ask itself?", True),
        ("Which questions framed the research?", True),
        ("What were the three research questions?", True),
        ("Who asked the council?", False),
        ("What did the Deal cost?", False),
    ],
)
def test_questions_are_asked_for(question: str, told: bool) -> None:
    assert wants_questions(question) is told


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Which company built the quay?", True),
        ("Which companies built the quay?", False),
        ("Which of the ferries ran at night?", False),
        ("Which firm makes nets?", True),
        ("Who was the partner?", True),
        ("Who were the main partners?", False),
        ("Who sets the tolls?", True),
        ("Where does the ferry land?", True),
        ("How many ferries ran?", True),
    ],
)
def test_several_things_are_asked_for_by_a_plural(question: str, one: bool) -> None:
    assert asks_one(question) == one
