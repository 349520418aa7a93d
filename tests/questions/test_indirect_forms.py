"""Some questions are answered in other words than they are asked in, by the form of the answer."""

from __future__ import annotations

import pytest

from assistant.questions.indirect_forms import asking_words, told_by


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("What came after the pilot?", "The Lamp Scheme followed.", True),
        ("About the pilot: what came after it?", "A smaller fund took its place in 2021.", True),
        ("What replaced the pilot?", "It was followed by a levy.", True),
        ("What came after the pilot?", "The law came into force.", False),
        ("When did the fund start?", "It was launched under that name in 2014.", True),
        ("When was the fund started?", "If you ask when the approach began, it is 2011.", True),
        ("In which year did the fund begin?", "In May 2013 the fund was set up.", True),
        ("When did the act start?", "The act, in force since April 2018, is of help.", True),
        ("When did the fund start?", "It was published in 1969 and has rungs that start from the foot.", False),
        ("When did the fund start?", "If you start the clock in 2014 it looks late.", False),
        ("Who was the fund for?", "It was meant for people who live alone.", True),
        ("Who was the fund for?", "The fund was run by the council.", False),
        ("Who was the fund for?", "The fund reached 640 people.", False),
        ("What do the petitioners want done about floods?", "They call on the council to dredge.", True),
        ("What does the keeper want from the town?", "I'd like a lamp.", True),
        ("What do the petitioners want?", "They are concerned about floods.", False),
        ("What is the union calling for?", "Its members demand a lamp.", True),
        ("Who can apply?", "Anyone over sixteen can volunteer.", True),
        ("Who took part?", "In 13 areas it brought together 63 councils.", True),
        ("Who took part?", "In all 2,140 families took part.", True),
        ("Who took part?", "The pilots are now part of a longer story.", False),
        ("Which intervention is the feeblest?", "The weakest is to change a rate.", True),
        ("What is at the very top?", "The lowest is manipulation and the highest is control.", True),
        ("What is the lowest degree?", "She set out eight, from manipulation at the foot.", True),
        ("What is the highest degree?", "Nothing is higher than a promise.", False),
        ("What is at the bottom?", "Her table has no top and no bottom.", False),
        ("Who leads the work on bogs?", "Lead: Director of Land and Nature.", True),
        ("Which office leads the objective?", "Office of Policy : Lead Office", True),
        ("Who is responsible for coaching?", "Office of Human Capital : Contributing Program", True),
        ("Who is responsible for coaching?", "Coaching is a responsible thing to do.", False),
        ("Who’s in charge of coaching?", "The coaching unit, led by Ada Finch.", True),
        ("Who's responsible for coaching?", "It is managed by the Office of Lamps.", True),
        ("Who is in charge of coaching?", "Coaching is led by example.", False),
        ("Who should I ring about debt?", "| Debt advice | Kath Dunn | 01632 960 901 |", True),
        ("Who can I speak to about a plot?", "Write to plots@elm.example.", True),
        ("Who do we contact about debt?", "People in debt should know.", False),
    ],
)
def test_a_sentence_tells_it_in_words_of_its_own(question: str, text: str, tells: bool) -> None:
    assert (form := told_by(question)) is not None
    assert bool(form.search(text)) is tells


@pytest.mark.parametrize(
    "question",
    [
        "What is the top priority?",
        "Who ran the fund?",
        "What did Ada Tate think of the demand for lamps?",
        "What did they want to know about lamps?",
        "Who was responsible for the fire of 1666?",
        "What does it mean?",
        "What happened after the war?",
        "When did it follow?",
        "What do most people say?",
        "When was the fund closed?",
        "When is the new bridge opening?",
        "Who should I believe?",
    ],
)
def test_other_questions_are_told_in_their_own_words(question: str) -> None:
    assert told_by(question) is None


def test_what_only_asks_tells_nothing() -> None:
    assert "came" in asking_words("What came after the pilot?")
    assert not asking_words("When did the council come?")
