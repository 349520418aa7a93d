"""A comparison is read from its form: which two things, in what, and what is to be asked of each."""

from __future__ import annotations

import pytest

from assistant.questions.compared import Pair, sides


@pytest.mark.parametrize(
    ("question", "one", "other", "topic"),
    [
        ("Compare the Mill Fund and the Lamp Scheme", "the Mill Fund", "the Lamp Scheme", ""),
        ("please compare the mill with the lamp.", "the mill", "the lamp", ""),
        ("What is the difference between tolls and taxes?", "tolls", "taxes", ""),
        ("How does the Mill Fund differ from the Lamp Scheme?", "the Mill Fund", "the Lamp Scheme", ""),
        ("How is a toll different from a tax?", "a toll", "a tax", ""),
        ("How do the Mill Fund and the Lamp Scheme differ on safety?", "the Mill Fund", "the Lamp Scheme", "safety"),
        ("What sets the mill apart from other mills?", "the mill", "other mills", ""),
        ("Mill Fund vs Lamp Scheme", "Mill Fund", "Lamp Scheme", ""),
        ("tram vs bus in cost", "tram", "bus", "cost"),
        ("Compare the areas and lengths of Big Mill and the Lamp Scheme.", "Big Mill", "the Lamp Scheme", "areas and lengths"),
        ("Compare the Bank of England and the Bank of France", "the Bank of England", "the Bank of France", ""),
        ("What's the difference in pay between a miller and a keeper?", "a miller", "a keeper", "pay"),
        ("Compare the mill and the dams in Tansy Clough", "the mill", "the dams in Tansy Clough", ""),
        ("What does the 2018 paper by Finch and Bell add to their article of 2011?", "the 2018 paper", "article of 2011", ""),
        ("How close together did the Act and the pilots arrive?", "the Act", "the pilots", ""),
        ("Which came first, the mill or the lamp?", "the mill", "the lamp", ""),
        ("Which opened later: the mill or the lamp?", "the mill", "the lamp", ""),
        ("Which cost more, the mill or the lamp?", "the mill", "the lamp", "cost"),
        ("Which got more money: the mill or the lamp?", "the mill", "the lamp", "money"),
        ("Which ran longer, the mill or the lamp?", "the mill", "the lamp", "length"),
        ("Which fund has fewer members, Wey or Exe?", "Wey", "Exe", "number of members"),
        ("What's the difference between Wigan and Coventry's approach?", "Wigan", "Coventry", ""),
        ("How do Wigan's and Coventry's approaches differ?", "Wigan", "Coventry", ""),
        ("How is Oxley's bike lending different from Northam's?", "Oxley's bike lending", "Northam's bike lending", ""),
        ("What is the difference between the grants in Wey and in Exe?", "the grants in Wey", "the grants in Exe", ""),
        ("What is the difference between the grants in Wey and Exe?", "the grants in Wey", "the grants in Exe", ""),
        ("What do Wey and Exe have in common?", "Wey", "Exe", ""),
        ("Compare the Wey and Exe schemes", "Wey", "Exe", ""),
        ("Compare the Wey Act and the Exe schemes", "the Wey Act", "the Exe schemes", ""),
    ],
)
def test_the_sides_of_a_comparison_are_read_from_its_form(question: str, one: str, other: str, topic: str) -> None:
    pair = sides(question)
    assert pair is not None
    assert (pair.one, pair.other, pair.topic) == (one, other, topic)


@pytest.mark.parametrize(
    ("question", "of_one"),
    [
        ("How do Northam and the Mill Fund work with tenants?", "How does Northam work with tenants?"),
        ("What do Northam and Oxley say about the Weirs Act?", "What does Northam say about the Weirs Act?"),
        ("Why were Northam and Oxley closed?", "Why was Northam closed?"),
        ("Compare how Northam and Oxley train their staff", "How does Northam train their staff?"),
        ("What do Northam and Oxley both fund?", "What does Northam fund?"),
        ("How do Northam and Oxley work together?", None),
        ("How do Northam and Oxley and Wey work with tenants?", None),
        ("How do Northam and Oxley cooperate on rent?", None),
        ("What do Northam and Oxley share?", None),  # what they have in common
        ("How do Northam and Oxley differ?", None),
        ("How do millers and keepers work?", None),  # no names: it may be of both together
        ("What did the council do?", None),
    ],
)
def test_what_is_asked_of_two_names_alike_is_put_to_each(question: str, of_one: str | None) -> None:
    pair = sides(question)
    assert (pair.of(pair.one)[0] if pair and pair.shared else None) == of_one


@pytest.mark.parametrize(
    "question", ["Who compared the mill with the lamp?", "Compare the and the", "How did the council compare?"]
)
def test_other_questions_compare_nothing(question: str) -> None:
    assert sides(question) is None


@pytest.mark.parametrize(
    ("other", "is_open"),
    [
        ("other mills", True),
        ("the usual mills", True),
        ("its predecessor", True),
        ("the first", True),
        ("the first mill", False),
        ("the Lamp Scheme", False),
        ("Otherworld", False),
    ],
)
def test_one_thing_may_be_set_against_whatever_there_is(other: str, is_open: bool) -> None:
    assert Pair("the mill", other).is_open == is_open


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How do the mill and the lamp differ in reach and in who leads them?",
            ("What is the reach of the mill?", "Who leads the mill?"),
        ),
        ("How do the mill and the lamp differ in how many people they reached?", ("How many people the mill reached?",)),
        ("Compare the cost and length of the mill and the lamp", ("How much did the mill cost?", "How long did the mill last?")),
        ("Compare the mill and the lamp in number", ("How many mill?",)),
        ("Compare the mill and the lamp in number of visits", ("How many visits did the mill have?",)),
        ("How far apart were the mill and the lamp opened?", ("When were the mill opened?",)),
        ("How close together did the mill and the lamp come into use?", ("When did the mill come into use?",)),
        ("Which came first, the mill or the lamp?", ("When was the mill?",)),
        ("Which fund has more members, the mill or the lamp?", ("How many members did the mill have?",)),
        ("Which opens first, the mill or the lamp?", ("When did the mill opens?",)),
        ("How do the mill and the lamp differ in when they were opened?", ("When were the mill opened?",)),
        ("How do the mill and the lamp differ in where they stand?", ("Where did the mill stand?",)),
        ("Compare the mill and the lamp", ("What is the mill?",)),
    ],
)
def test_each_side_is_asked_what_the_two_are_compared_in(question: str, asked: tuple[str, ...]) -> None:
    pair = sides(question)
    assert pair is not None
    assert pair.of(pair.one) == asked


def test_what_two_have_in_common_may_be_asked() -> None:
    pair = sides("What do Wey and Exe have in common?")
    assert pair is not None
    assert pair.in_common
