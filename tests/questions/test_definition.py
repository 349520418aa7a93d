"""A sentence defines a thing where it says what the thing is, or else what it does."""

from __future__ import annotations

import pytest

from assistant.questions.definition import DOES, STANDS_FOR, defines, introduces_oneself


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What is the Deal?", "The Deal means that both sides give.", 1),
        ("What is the Deal?", "That is roughly what the Deal asks.", 0),
        ("What is the Deal?", "The Deal is an informal agreement.", 1),
        ("What is the Deal?", "They struck the Deal, a promise on both sides.", 1),
        ("What is the Deal?", "The Deal is the agreement of a council with its residents.", 1),
        ("What is the Deal?", "The Deal: an agreement on both sides.", 1),
        ("What is the Deal?", "The Deal (Finch, 2014). An agreement on both sides.", 1),
        ("What is the Deal?", "The Deal is the odd one out.", 0),
        ("What is the Deal?", "THE DEAL: A NOTE FOR THE COUNCIL", 0),  # a title
        ("What is the Deal?", "The Deal supplies the means.", 0),
        ("What is the Deal?", "The council is a broker.", 0),
        ("What is the Deal?", "The Deal begins at the other end.", 0),
        ("Who made the Deal?", "The Deal is an informal agreement.", 0),
        ("What is MEAM?", "Making Every Adult Matter, known as MEAM, is a coalition of charities.", 1),
        ("What is Cynefin?", "There is a framework called Cynefin.", 1),
        ("What are wicked problems?", "Wicked problems are problems that have no end.", 1.0),
        ("What is a wicked problem?", "Wicked problems are problems that have no end.", 1),
        ("What is the Deal?", "We see the Deal as a promise on both sides.", 1),
        ("What is a link worker?", "We identified link workers as being the people who know the town.", 1),
        ("What is the Deal?", "We see the council as a broker of the Deal.", 0),
        ("What is the Deal?", "It is an informal agreement.", STANDS_FOR),
        ("What is the Deal?", "It is best described as an informal agreement.", STANDS_FOR),
        ("What is the Deal?", "It began in 2011, and it is an informal agreement.", STANDS_FOR),
        ("What is a disruptive innovator?", "They are the ones who challenge the status quo.", STANDS_FOR),
        ("What is the Deal?", "The Deal asks both sides for a promise.", DOES),
        ("What is the Deal?", "The Deal approach asks both sides for a promise.", DOES),
        ("What is the Deal?", "The pilots of the Deal, which ran for a year, ask nobody for a promise.", 0),
        ("What is the Deal?", "The approach starts from what people have.", DOES * STANDS_FOR),
        ("What is the Deal?", "It sorts promises by who makes them.", DOES * STANDS_FOR),
        ("What is the Deal?", "The Deal, run by a trust, supplies the means.", 0),
        ("What is a link worker?", "Link workers take people to what there is.", DOES),
        ("What is a link worker?", "It aims for a thousand link workers.", 0),
        ("What is the Deal?", "I met all who had been told that they were an exception.", 0),
        ("What is the Deal?", "It suggests that what leaves people with less say is, among other things, a danger.", 0),
        ("Who is Ada Finch?", "Ada Finch is an engineer.", 1),
        ("Who was Ada Finch?", "She was a builder of harbours.", STANDS_FOR),
        ("Who paid Ada Finch?", "Ada Finch is an engineer.", 0),
        ("What is the Deal?", "This short report explains the ladder.", 0),
        ("How does the Deal work?", "The Deal asks both sides for a promise.", DOES),
        ("What does the Deal mean?", "The Deal asks both sides for a promise.", DOES),
        ("What is kinship care?", "Kinship carers are aunts, uncles and friends who bring up a child.", 1),
        ("How does the Deal work in practice?", "The Deal asks both sides for a promise.", 0),
    ],
)
def test_how_well_a_sentence_defines(question: str, text: str, told: float) -> None:
    assert defines(question, text) == pytest.approx(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I'm Ada, I run the lamps of the quay.", True),
        ("I used to mend radios for the navy.", True),
        ("I'm with Jo on that.", False),
    ],
)
def test_somebody_says_who_he_is(text: str, told: bool) -> None:
    assert introduces_oneself(text) == told
