"""Questions whose answer is a list over several texts are told from their form."""

from __future__ import annotations

import pytest

from assistant.questions.facets import FACETS
from assistant.questions.several import several


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("Which interventions had no effect?", "nothing"),
        ("What did not work against floods?", "nothing"),
        ("Who has funded this work?", "giver"),
        ("Who paid for the harbour projects?", "giver"),
        ("What has the Lamp Trust paid for?", "gift"),
        ("Which measures reduced floods?", "less"),
        ("What brought complaints down?", "less"),
        ("What challenges do the reports name?", "side"),
        ("What are the main obstacles for lifeboats?", "side"),
        ("What holds lifeboats back?", "side"),
        ("What caused the floods?", "cause"),
        ("What did the repairs cost?", "cost"),
        ("How much did each harbour spend on dredging?", "cost"),
        ("Which towns have opened a ferry?", None),
        ("When did the ferries open?", None),
        ("Who has opened a ferry?", None),
        ("What did not work?", "nothing"),
        ("What did the keepers' huts cost?", "cost"),
    ],
)
def test_what_asks_for_several_things_and_in_which_form_they_are_told(question: str, facet: str | None) -> None:
    wanted = several(question)
    assert wanted is not None
    assert wanted.facet == facet


@pytest.mark.parametrize(
    "question",
    [
        "Which town has a ferry?",
        "What are the five conditions of the Deal?",
        "What caused the flood?",
        "Who funded the Deal?",
        "What does the lighthouse keeper say about problems?",
        "What sets the Act apart from the Bill?",
        "What are the benefits of the scheme?",
        "Which questions should a partnership ask?",
        "When was the famous keeper born?",
        "When did public bodies become obliged to answer?",
        "What works?",
        "What did the flood cost?",
        "What has the government paid for?",
    ],
)
def test_asks_for_one_thing_or_for_the_list_of_one_text(question: str) -> None:
    assert several(question) is None


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("nothing", "The walls made no measurable difference."),
        ("nothing", "Sandbags changed nothing."),
        ("nothing", "The pump did not reduce the damage."),
        ("giver", "The Lamp Trust gave us £500."),
        ("giver", "The survey was paid for by the League of Friends."),
        ("giver", "Half was raised by the ferry company, the rest is grant money from Europe."),
        ("less", "Floods went down by a quarter."),
        ("cost", "The whole thing came to £94,000."),
        ("side", "The hardest part was the mud."),
        ("side", "We lack volunteers."),
        ("side", "Getting hold of data was a constant obstacle."),
        ("side", "The repair took far longer than planned."),
        ("giver", "The Lamp Trust met half of it."),
        ("cause", "The flood was caused by a broken sluice."),
    ],
)
def test_forms_in_which_it_is_told(facet: str, text: str) -> None:
    assert FACETS[facet].tells.search(text)


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Who has paid for the bypass?", "bypass"),
        ("Who has funded the new bridge?", "bridg"),
        ("Who has funded the bridges?", ""),
        ("Who has funded this programme?", ""),
        ("Who has funded the programme?", ""),  # a general noun
        ("Which towns have opened a ferry?", ""),
    ],
)
def test_one_thing_may_be_asked_for(question: str, one: str) -> None:
    wanted = several(question)
    assert wanted is not None and wanted.one == one
