"""What the corpus knows nothing of, and was declined for, is not carried into what is asked next."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.converse.topic import is_strange
from assistant.types import Turn

KNOWN = frozenset("bridge levy dover harwich network queue capital fund".split())
DECLINE = "The corpus does not answer this."
LEVY = (Turn("user", "Who opposed the Bridge Levy?"), Turn("assistant", "The harbour board opposed the Bridge Levy [1]."))
MONGOLIA = (Turn("user", "What is the capital of Mongolia?"), Turn("assistant", DECLINE))
TIMBUKTU = (Turn("user", "What are bridge levy funds in Great Timbuktu?"), Turn("assistant", DECLINE))
DOVER = (Turn("user", "When did Dover join the Hanse?"), Turn("assistant", DECLINE))


@pytest.mark.parametrize(
    ("subject", "strange"),
    [
        ("the capital of Mongolia", True),
        ("the capital of mongolia", True),
        ("the trams", True),
        ("the tram network", True),
        ("Great Yarmouth", True),
        ("the Bridge Levy", False),
        ("the Bridge Levy in Narnia", False),
        ("the queue", False),
    ],
)
def test_a_subject_is_strange_where_the_corpus_lacks_its_words(subject: str, strange: bool) -> None:
    assert is_strange(subject, KNOWN.__contains__) is strange


@pytest.mark.parametrize(
    ("history", "message", "standalone"),
    [
        ((*LEVY, *MONGOLIA), "Who took part?", "About the Bridge Levy: who took part?"),
        ((*LEVY, *MONGOLIA), "When did it start?", "When did the Bridge Levy start?"),
        ((*LEVY, *MONGOLIA, *MONGOLIA), "Who took part?", "About the Bridge Levy: who took part?"),
        ((*LEVY, *MONGOLIA), "and of Chile?", "What is the capital of Chile?"),
        (MONGOLIA, "Who took part?", "Who took part?"),
        (TIMBUKTU, "How much do they cost?", "How much do bridge levy funds cost?"),
        (MONGOLIA, "and of Chile?", "What is the capital of Chile?"),
        (MONGOLIA, "How big is it?", "How big is the capital of Mongolia?"),
        ((*LEVY, *DOVER), "and Harwich?", "When did Harwich join the Hanse?"),
        ((*MONGOLIA, *LEVY), "Who took part?", "About the Bridge Levy: who took part?"),
    ],
)
def test_what_follows_is_said_of_what_was_spoken_of_before(history: tuple[Turn, ...], message: str, standalone: str) -> None:
    assert understand(message, history, knows=KNOWN.__contains__).question == standalone


@pytest.mark.parametrize(
    ("message", "standalone"),
    [
        ("What is the boiling point of tungsten?", "What is the boiling point of tungsten?"),
        ("What was the finall cost?", "About the Bridge Levy: what was the finall cost?"),  # one word may be mistyped
        ("What was the network queue?", "About the Bridge Levy: what was the network queue?"),
    ],
)
def test_what_was_spoken_of_is_no_part_of_what_the_corpus_knows_nothing_of(message: str, standalone: str) -> None:
    assert understand(message, LEVY, knows=KNOWN.union({"cost"}).__contains__).question == standalone


def test_what_was_answered_is_carried_on_whatever_its_words() -> None:
    told = (*LEVY, MONGOLIA[0], Turn("assistant", "Ulaanbaatar is the capital of Mongolia [1]."))
    assert understand("How big is it?", told, knows=KNOWN.__contains__).question == "How big is the capital of Mongolia?"


def test_what_was_put_beside_a_subject_and_declined_is_not_carried_on() -> None:
    told = (*LEVY, Turn("user", "and the harwich queue?"), Turn("assistant", DECLINE))
    assert understand("Who took part?", told, knows=KNOWN.__contains__).question == "About the Bridge Levy: who took part?"
