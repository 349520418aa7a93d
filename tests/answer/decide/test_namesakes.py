"""A question that points at one thing of a kind is asked back where the corpus knows several that match it equally."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.decide.readings import readings
from assistant.retrieve.retriever import Found
from assistant.text.terms import stem, terms
from tests.answer.decide.test_readings import found

CLINICS = {
    "Harwich Clinic": "The Harwich Clinic provides advice and tests on each day of the week.",
    "Dover Clinic": "The Dover Clinic provides advice and a night ward.",
    "Wall": "The wall of Dover was built of stone.",
}
PLAYERS = {
    "Ada Finch": "Ada Finch (born 1970) was a British chess player. She won awards in Deal.",
    "Ben Mill": "Ben Mill is a chess player. He won awards in Dover.",
}
SEASONS = {
    "Harbour Lights (season 9)": "The season began on 3 May 2012.",
    "Harbour Lights (season 10)": "The season began on 4 May 2013.",
}
MINISTERS = {"Debate": "The Minister for Ferries spoke of the budget.", "Reply": "The budget was set by the First Minister in May."}
OFFICERS = {
    "Proxy": "The Audit Committee met 9 times. The Chairperson of Audit Committee and each Member of Audit Committee are elected.",
    "Pay": "The Compensation Committee met 9 times and the Member of Audit Committee was elected.",
}
SIGNED = {
    "Signatures": "Wren: Ada F. Finch Chief Financial Officer. Senior Vice President and Chief Financial Officer.",
    "Ages": "ADA F. FINCH Ada F. Finch Chief Financial Officer. ACCOUNTING POLICIES Operations Chief Financial Officer.",
}
FOUNDED = {
    "Works": "Our Works Founded in 1886, the company mills flour.",
    "Mill": "Long History Founded in 1901, the company weaves cloth.",
}

CHARITIES = {
    "Lantern House": "Lantern House is a charity that gives care leavers a home. It was founded in Deal in 1998.",
    "Tidewell Trust": "The Tidewell Trust, a charity for older people, was founded in 1974. It has many volunteers.",
    "Wall": "The sea wall of Dover was built of stone.",
}
COUNCILS = {
    "Minutes": "Thornby District Council met. The council saved money. The council officer spoke.",
    "Decisions": "Marlsea Borough Council met. The council saved money by sharing a council officer.",
}
CITIES = {
    "Deal": "Deal became a Marmot City in 2013. The Marmot City is by the sea.",
    "Dover": "Dover was made one of the Marmot Cities as well, and is by the sea.",
}
TOWERS = {
    "Stars": "The Gregorian Tower was built for those who watch the stars.",
    "Winds": "The Harbour Tower was built for those who watch the stars.",
}
FRAMEWORKS = {
    "Mill": "Ben Mill wrote of the Lantern framework in the Leader's Framework.",
    "Finch": "Ada Finch wrote of the Lantern framework in the Harbour Framework.",
}

NEIGHBOURS = {
    "Minutes": "Thornby District Council met. The council saved money, of which the Marlsea Borough Council had none. "
    + "It was a long meeting. " * 20
    + "The Deal Town Council sent a note.",
    "Wall": "The wall of Deal was built of stone.",
}
REVENUES = {"Accounts": "The Digital Media Revenue rose.", "Notes": "The Total Print Revenue fell."}


def asked(question: str, texts: dict[str, str]) -> Found:
    """Return passages found for a question, with the weights of what it asks."""
    plain = found(question, texts)
    weights = dict.fromkeys(map(stem, terms(question)), 1.0)
    return replace(plain, query=replace(plain.query, stems=weights, focus=weights))


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        (
            "Does the clinic provide advice?",
            CLINICS,
            ("Does the Harwich Clinic provide advice?", "Does the Dover Clinic provide advice?"),
        ),
        (
            "Does this clinic provide advice in Kent?",
            CLINICS,
            ("Does the Harwich Clinic provide advice in Kent?", "Does the Dover Clinic provide advice in Kent?"),
        ),
        ("What awards did this chess player win?", PLAYERS, ("What awards did Ada Finch win?", "What awards did Ben Mill win?")),
        (
            "When did the Harbour Lights season begin?",
            SEASONS,
            ("When did Harbour Lights (season 9) begin?", "When did Harbour Lights (season 10) begin?"),
        ),
        (
            "When did the Nan's Lights season begin?",
            {"Nan's Lights (season 9)": "It began on 3 May 2012.", "Nan's Lights (season 10)": "It began on 4 May 2013."},
            ("When did Nan's Lights (season 9) begin?", "When did Nan's Lights (season 10) begin?"),
        ),
        (
            "What did the minister say about the budget?",
            MINISTERS,
            ("What did the Minister for Ferries say about the budget?", "What did the First Minister say about the budget?"),
        ),
        ("When was this charity founded?", CHARITIES, ("When was Lantern House founded?", "When was the Tidewell Trust founded?")),
        ("Tell me of this charity.", CHARITIES, ("Tell me of Lantern House.", "Tell me of the Tidewell Trust.")),
        ("What is the charity's aim?", CHARITIES, ("What is Lantern House's aim?", "What is the Tidewell Trust's aim?")),
        (
            "Where are the boats of this charity?",
            CHARITIES,
            ("Where are the boats of Lantern House?", "Where are the boats of the Tidewell Trust?"),
        ),
        (
            "How much did the council save?",
            COUNCILS,
            ("How much did the Thornby District Council save?", "How much did the Marlsea Borough Council save?"),
        ),
        (
            "Does this council save per head?",
            {**COUNCILS, "More": "Of all that a council save, a tenth is spent."},
            ("Does the Thornby District Council save per head?", "Does the Marlsea Borough Council save per head?"),
        ),
        (
            "What is the age of the council?",
            COUNCILS,
            ("What is the age of the Thornby District Council?", "What is the age of the Marlsea Borough Council?"),
        ),
        (
            "About the wall: when was this charity founded?",
            CHARITIES,
            ("When was Lantern House founded?", "When was the Tidewell Trust founded?"),
        ),
    ],
)
def test_each_thing_of_the_kind_is_offered(question: str, texts: dict[str, str], expected: tuple[str, ...]) -> None:
    assert readings(question, asked(question, texts)) == expected


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Does the Dover Clinic provide advice?", CLINICS),
        ("Does the clinic in Dover provide advice?", CLINICS),
        ("Which clinics provide advice?", CLINICS),
        ("What is the biggest clinic?", CLINICS),
        ("Does the clinic have a night ward?", CLINICS),
        ("What did the wall cost?", CLINICS),
        ("About Harwich: does the clinic provide advice?", CLINICS),
        ("What does the audit committee do?", OFFICERS),
        ("Who is the chief financial officer?", SIGNED),
        ("When was the company founded?", FOUNDED),
        ("How many volunteers does the charity have?", CHARITIES),
        ("How many volunteers does this charity have?", CHARITIES),
        ("What does the charity Shelter do?", CHARITIES),
        ("What does the council officer say?", COUNCILS),
        ("Is the city by the sea?", CITIES),
        ("Who built the tower intended for stars?", TOWERS),
        ("Who paid the charities?", CHARITIES),
        ("What is the lantern framework?", FRAMEWORKS),
        ("What is this company's revenue?", REVENUES),
        ("What did the council save?", {"Minutes": NEIGHBOURS["Minutes"].replace("the Marlsea Borough Council", "nobody")}),
        ("About Deal: when was this charity founded?", CHARITIES),
    ],
)
def test_what_names_its_thing_or_matches_one_better_is_not_asked_back(question: str, texts: dict[str, str]) -> None:
    assert readings(question, asked(question, texts)) == ()


def test_a_kind_that_was_spoken_of_before_is_settled() -> None:
    question = "Does this clinic provide advice?"
    assert readings(question, asked(question, CLINICS), "Tell me of the Dover clinic.") == ()
    assert len(readings(question, asked(question, CLINICS), "Tell me of the wall.")) == 2


def test_what_a_document_names_in_passing_is_not_offered() -> None:
    question = "What did this council save?"
    offered = readings(question, asked(question, NEIGHBOURS))
    assert offered == ("What did the Thornby District Council save?", "What did the Marlsea Borough Council save?")


def test_a_thing_that_was_spoken_of_before_is_meant() -> None:
    question = "When was this charity founded?"
    assert readings(question, asked(question, CHARITIES), "What does Lantern House do?") == ()


@pytest.mark.parametrize(("documents", "most"), [((), 2), (("1.txt",), 0), (("3.txt",), 2), (("1.txt", "2.txt"), 2)])
def test_a_thing_that_alone_is_told_where_the_last_answer_stood_is_meant(documents: tuple[str, ...], most: int) -> None:
    question = "When was this charity founded?"
    assert len(readings(question, asked(question, CHARITIES), "They stay longer.", quoted=lambda: documents)) == most


@pytest.mark.parametrize(("question", "most"), [("Who paid for this charity?", 2), ("Who paid for the charity?", 0)])
def test_others_of_a_kind_are_looked_for_where_one_alone_is_near(question: str, most: int) -> None:
    near = {title: text for title, text in CHARITIES.items() if title != "Tidewell Trust"}
    looked_for: list[str] = []

    def search(text: str) -> Found:
        looked_for.append(text)
        return asked(text, CHARITIES)

    assert len(readings(question, asked(question, near), search=search)) == most
    assert looked_for == ["charity"] * (most > 0)
