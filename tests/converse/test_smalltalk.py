"""Small talk is answered in kind; a question is never taken for it, whatever courtesy stands in front."""

from __future__ import annotations

import pytest

from assistant.converse.smalltalk import is_courtesy, small_talk, without_greeting


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Hello", "Hello"),
        ("hi there!", "Hello"),
        ("Good morning everyone", "Hello"),
        ("Hi, how are you?", "All well"),
        ("thanks", "welcome"),
        ("thanks, that helps", "welcome"),
        ("Thank you so much for your help!", "welcome"),
        ("Great, thank you.", "welcome"),
        ("Ok thanks, bye", "welcome"),
        ("bye", "Goodbye"),
        ("See you later!", "Goodbye"),
        ("Well done", "Glad"),
        ("That's really helpful!", "Glad"),
        ("What can you do?", "citation"),
        ("who are you", "citation"),
        ("help", "citation"),
        ("How does this work?", "citation"),
        ("Who made you?", "set it up"),
        ("Are you an AI?", "a program"),
        ("Am I talking to a real person?", "a program"),
        ("Can I trust your answers?", "check"),
        ("hello, what can you do?", "citation"),
        ("What do the sources disagree on?", "On what?"),
        ("Do the reports contradict each other?", "On what?"),
        ("I see.", "Ask again"),
        ("that's not what i asked", "other words"),
        ("you're not very helpful", "other words"),
        ("wrong", "other words"),
        ("can you say that in German?", "translate nothing"),
        ("in french please", "translate nothing"),
        ("can you put that in bullet points", "no other form"),
        ("Rewrite it as a press release please", "no other form"),
        ("turn your answer into a short email", "no other form"),
        ("👍", "Ask again"),
        ("???", "Ask me about the corpus"),
    ],
)
def test_small_talk_gets_a_short_reply_without_citations(message: str, says: str) -> None:
    reply = small_talk(message, 17)
    assert reply is not None
    assert says in reply
    assert "[" not in reply


@pytest.mark.parametrize(
    "message",
    [
        "hello, who funded the research?",
        "Thanks! And when was it launched?",
        "What can the council do?",
        "How does it work?",
        "Who are they mostly?",
        "Who made the ladder?",
        "What is good work?",
        "Is it good?",
        "What documents do you have?",
        "help with housing in Wigan",
        "What do the sources disagree on about the start of the Deal?",
        "How are the pilots funded?",
        "What are you holding on Wigan?",
        "why?",
        "Hi-res maps",
        "High Street fund",
        "Helpful relationships",
    ],
)
def test_a_question_is_not_small_talk(message: str) -> None:
    assert small_talk(message, 17) is None


def test_the_number_of_documents_is_said_in_words_that_fit() -> None:
    assert "1 document " in str(small_talk("hello", 1))
    assert "0 documents" in str(small_talk("hello", 0))


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("Hello, who funded it?", "who funded it?"),
        ("hi there who funded it?", "who funded it?"),
        ("Thank you! That is great. When was it?", "When was it?"),
        ("Who said hello?", "Who said hello?"),
        ("Hello", ""),
        ("Great Yarmouth housing", "Great Yarmouth housing"),
    ],
)
def test_greeting_in_front_is_taken_off(message: str, rest: str) -> None:
    assert without_greeting(message) == rest


def test_courtesies_are_told_from_questions() -> None:
    assert is_courtesy("Ok, thank you.")
    assert is_courtesy("...")
    assert not is_courtesy("Ok, and Wigan?")


def test_what_it_is_for_asks_of_what_was_spoken_of() -> None:
    assert "I answer questions" in str(small_talk("What is it for?", 17))
    assert small_talk("And what's it for?", 17, is_begun=True) is None
    assert "I answer questions" in str(small_talk("What are you for?", 17, is_begun=True))
