"""Follow-ups on what somebody says: the thing that is put in the place of another, the other person, what "it" is then."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.converse.subject import subject_of
from assistant.types import Turn


def talk(*messages: str) -> list[Turn]:
    """Take messages in turn for the user's and the assistant's."""
    return [Turn("assistant" if n % 2 else "user", message) for n, message in enumerate(messages)]


NOTHING = "The corpus does not answer this."
MASTER = talk("What did the harbour master think of the wall?", NOTHING, "what did he do about it?", "He left [1].")
GROUP = talk("What did the tide survey group decide about drones?", NOTHING)
LAMPS = talk("What did the tide survey group decide about drones?", NOTHING, "and lamps?", "The group decided to buy lamps [1].")


@pytest.mark.parametrize(
    ("history", "message", "standalone"),
    [
        (GROUP, "and lamps?", "What did the tide survey group decide about lamps?"),
        (GROUP, "what about the lamps?", "What did the tide survey group decide about the lamps?"),
        (LAMPS, "who was against it?", "About lamps: who was against it?"),
        (LAMPS, "why did they want them?", "About lamps: why did they want them?"),
        (
            talk("What did Ada Finch say about tolls in Dover?", NOTHING),
            "and prices?",
            "What did Ada Finch say about prices in Dover?",
        ),
        (talk("What did the clerk say about tolls?", NOTHING), "and the net maker?", "What did the net maker say about tolls?"),
        (talk("What did Ada Finch say about tolls?", NOTHING), "and Jo Bell?", "What did Jo Bell say about tolls?"),
        (MASTER, "and Jo Bell?", "About Jo Bell: what did he do about it?"),
        (MASTER, "no, I meant the tolls", "About the tolls: what did he do about it?"),
        (
            talk("What did the harbour master think of the wall?", NOTHING),
            "and the tolls?",
            "What did the harbour master think of the tolls?",
        ),
        (talk("When did the tide survey begin?", NOTHING), "and the census?", "When did the census begin?"),
        (talk("How many nets did Ada Finch mend?", NOTHING), "who is she?", "Who is Ada Finch?"),
        (talk("What was said about tolls in Deal?", NOTHING), "what did Jo Bell say", "What did Jo Bell say about tolls in Deal?"),
        (talk("What did Ada Finch say about tolls?", NOTHING), "how much?", "About tolls: how much?"),
        (talk("What did Ada Finch say about tolls?", NOTHING), "and about prices?", "What did Ada Finch say about prices?"),
        (talk("About tolls: how much?", NOTHING), "and prices", "About prices: how much?"),
        (
            talk("Who led the Tide Fund?", NOTHING),
            "How many years of training?",
            "About the Tide Fund: how many years of training?",
        ),
        (talk("Who was for the harbour wall levy?", NOTHING), "what about the tide thing", "Who was for the tide thing?"),
        (talk("How much did the trip to the lake cost?", NOTHING), "and the sea?", "How much did the trip to the sea cost?"),
        (talk("What were Dover's aims in 2017?", NOTHING), "what about costs", "What were Dover's costs in 2017?"),
        (talk("When did the Tide Fund start?", NOTHING), "what about Deal", "When did Deal start?"),
        (
            talk("Who chairs the union?", "Maya Renn: With me is Sunniva Dahl, who chairs the union [1]."),
            "what does she want?",
            "What does Sunniva Dahl want?",
        ),
        (
            talk("Who is the treasurer?", "Present: Tamsin Orr (chair), Rafe Lind (treasurer) [1]."),
            "what did he say about the wall?",
            "What did Rafe Lind say about the wall?",
        ),
        (
            talk("Why did Ada Finch agree to lead it?", "They sent Desmond, the caretaker, who asked her [1]."),
            "who is he?",
            "Who is Desmond?",
        ),
        (
            talk("Was there a strike at the mill?", "One, in 1955 [1]."),
            "what was it about?",
            "What was the strike at the mill about?",
        ),
        (talk("Why did the boats leave Hythe?", NOTHING), "how many came back?", "About the boats: how many came back?"),
        (talk("When will ferries in Hythe stop?", "In May [1]."), "who decided that?", "About ferries in Hythe: who decided that?"),
        (
            talk("What's happening with the playground?", "It is shut [1]."),
            "how much will that cost?",
            "About the playground: how much will that cost?",
        ),
        (
            talk("What are the options for heating the hall?", "Oil and gas [1]."),
            "which one do they recommend?",
            "About the options for heating the hall: which one do they recommend?",
        ),
        (
            talk("What is the repair café?", "A place for broken lamps [1]."),
            "which get mended most often?",
            "About the repair café: which get mended most often?",
        ),
        (
            talk("What was said about tolls?", NOTHING),
            "what did the head of the port say?",
            "What did the head of the port say about tolls?",
        ),
        (talk("What was said about tolls?", NOTHING), "does Jo Bell agree with that?", "Does Jo Bell agree about tolls?"),
        (talk("What is the Tide Fund?", NOTHING), "what else do we have on this", "What else do we have on the Tide Fund?"),
    ],
)
def test_what_somebody_says_of_a_thing_is_asked_of_another(history: list[Turn], message: str, standalone: str) -> None:
    assert understand(message, history).question == standalone


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("who disagreed with Ada Finch?", "Ada Finch"),
        ("How many nets did Ada Finch mend?", "Ada Finch"),
        ("how much did the trip cost?", "the trip"),
        ("How many people did the survey ask?", "the survey"),
        ("what went wrong with the ferry?", "the ferry"),
        ("how many weeks of leave do new parents get", "new parents"),
        ("how much money did the board spend in July 2012", "the board"),
        ("What happened to the Tide Fund?", "the Tide Fund"),
        ("did the Bridge Levy start in 2011 or 2014?", "the Bridge Levy"),
        ("Why was the Ada Finch page unpopular in May?", "the Ada Finch page"),
        ("What do we know about harbours in winter?", "harbours in winter"),
        ("How do councils involve residents?", "councils"),
        ("What's the position on tolls in Bath and North East Wessex?", "tolls in Bath and North East Wessex"),
        ("How much will the campaign for the toll bill cost?", "the campaign for the toll bill"),
        ("do the larders save people money?", "the larders"),
        ("did the cafe ever nearly close?", "the cafe"),
        ("how big is the Hythe solar farm?", "the Hythe solar farm"),
        ("What did Best Ferry's revenue come to in 2020?", "Best Ferry's revenue"),
        ("How much did 4F spend on nets in 2018?", "4F"),
        ("How many larders are there in Deal?", "larders in Deal"),
        ("How many referrals to the clinic in Hythe?", "referrals to the clinic in Hythe"),
        ("Which year does the report give for the Tide Fund?", "the Tide Fund"),
        ("Can I own a boat?", "boat"),
    ],
)
def test_what_a_question_is_about_is_neither_led_nor_followed_by_other_words(question: str, subject: str) -> None:
    assert subject_of(question) == subject
