"""A broad question is one after a theme; what it asks of that is told from its form, and one after a thing of its own is none."""

from __future__ import annotations

import time

import pytest

from assistant.questions.broad import Facet, broad
from assistant.questions.theme_forms import heads_facet, speaks, tells_facet

SOON = 1.0  # seconds, for what takes a few milliseconds


@pytest.mark.parametrize(
    ("question", "facet", "theme", "role"),
    [
        ("What works in reducing floods?", "works", "reducing floods", ""),
        ("What really helps people keep a boat?", "works", "people keep a boat", ""),
        ("What makes ferries pay?", "works", "ferries pay", ""),
        ("How do harbours involve residents?", "ways", "involve residents", "harbours"),
        ("And how can floods be prevented?", "ways", "floods be prevented", ""),
        ("What is being done about silt?", "ways", "silt", ""),
        ("What gets in the way of dredging?", "against", "dredging", ""),
        ("What stops boats from calling?", "against", "boats from calling", ""),
        ("Why is dredging so hard?", "against", "dredging", ""),
        ("What are the challenges for island harbours?", "against", "island harbours", ""),
        ("What are the risks of lending boats to schools?", "against", "lending boats to schools", ""),
        ("What problems do keepers have?", "against", "keepers", ""),
        ("What concerns were raised about the toll bill?", "against", "the toll bill", ""),
        ("What do harbours get wrong?", "against", "harbours", ""),
        ("What challenges do the reports name?", "against", "", ""),
        ("Which barriers are mentioned?", "against", "", ""),
        ("Why is dredging so hard to pay for?", "against", "dredging to pay for", ""),
        ("What makes a good keeper?", "works", "keeper", ""),
        ("What happens when funding ends?", "known", "funding ends", ""),
        ("Why do staff leave?", "why", "staff leave", ""),
        ("Why should funders care about relationships?", "why", "funders care about relationships", ""),
        ("How do you reach boys who sail alone?", "ways", "reach boys who sail alone", ""),
        ("What role does music play?", "known", "music", ""),
        ("What evidence is there for flood walls?", "works", "flood walls", ""),
        ("What have towns learned about silt?", "advice", "silt", ""),
        ("What do keepers need from harbours?", "needs", "harbours", "keepers"),
        ("How do harbours and towns share the dredging?", "ways", "share the dredging", "harbours and towns"),
        ("How do you build trust?", "ways", "build trust", ""),
        ("What should a keeper do differently?", "advice", "", "a keeper"),
        ("What can towns do about floods?", "advice", "floods", "towns"),
        ("What are the lessons from ferries?", "advice", "ferries", ""),
        ("What do we know about gulls?", "known", "gulls", ""),
        ("What do the reports say about silt?", "said", "silt", ""),
        ("Why do buoys matter?", "why", "buoys", ""),
        ("How long does dredging take?", "long", "dredging", ""),
        ("What are the drawbacks of the Lamp Scheme?", "against", "the Lamp Scheme", ""),
        ("What is wrong with Boats First?", "against", "Boats First", ""),
        ("What do critics say about the Lamp Scheme?", "against", "the Lamp Scheme", ""),
        ("What are the downsides of running your own harbour?", "against", "running a harbour", ""),
        ("What are the main advantages of Boats First?", "for", "Boats First", ""),
        ("What is good about night ferries?", "for", "night ferries", ""),
    ],
)
def test_what_asks_after_a_theme(question: str, facet: Facet, theme: str, role: str) -> None:
    asked = broad(question)
    assert asked is not None
    assert (asked.facet, asked.theme, asked.role) == (facet, theme, role)


@pytest.mark.parametrize(
    "question",
    [
        "What works in Dover?",
        "What do we know about the bypass?",
        "What gets in the way of it?",
        "How did the harbour involve residents?",
        "How do harbours run the programme?",
        "How should one act when a situation is complex?",
        "What should they do differently?",
        "How long does the repair take?",
        "What was done about silt in 2019?",
        "Who funded the wall?",
        "What is silt?",
        "What are the benefits mentioned by Ada Tate?",
        "What is wrong with the winter ferry?",
    ],
)
def test_what_asks_after_a_thing_of_its_own_is_not_broad(question: str) -> None:
    assert broad(question) is None


@pytest.mark.parametrize(
    ("facet", "told", "not_told"),
    [
        ("works", "Mediation worked where it came early.", "The mill stands by the river."),
        ("works", "Fifty of the sixty tenants are still in their flats.", "The work that goes unseen is done at night."),
        ("advice", "Pay for enough time.", "Let me tell you about time."),
        ("advice", "A keeper ought to ring first.", "I should like to hear what a keeper does."),
        ("ways", "The contracts were cut into lots.", "The contracts were long."),
        ("against", "Nobody could read the chart.", "The chart was red."),
        ("against", "Charts were out of date by May.", "Charts were drawn by May."),
        ("known", "One worker in four earns less.", "The hall is cold."),
        ("needs", "They asked us for a lamp.", "They came by boat."),
        ("why", "It is so that boats can be found.", "It is painted red."),
        ("long", "It took three years.", "It was long and cold."),
        ("for", "Keepers praised it.", "Keepers had better ring first."),
    ],
)
def test_a_sentence_tells_by_its_form(facet: Facet, told: str, not_told: str) -> None:
    assert tells_facet(facet, told)
    assert not tells_facet(facet, not_told)


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("What helps people once they are housed?", "people once they are housed"),
        ("What helps them once people are housed?", None),
        ("What helps once they are housed?", None),
    ],
)
def test_they_point_at_nothing_before_where_the_question_names_them(question: str, theme: str | None) -> None:
    asked = broad(question)
    assert (asked.theme if asked else None) == theme


def test_many_openings_are_read_as_soon_as_one() -> None:
    began = time.process_time()
    assert not tells_facet("advice", "And Ada: " * 30 + "the mill.")
    assert broad("What works in " + "helping people the " * 1_000) is None
    assert time.process_time() - began < SOON


def test_a_heading_tells_what_stands_under_it() -> None:
    assert heads_facet("against", "What stood in the way")
    assert heads_facet("advice", "Lessons for other funders")
    assert heads_facet("ways", "What we found")  # what worked is how it is done
    assert heads_facet("for", "Benefits")
    assert heads_facet("against", "Cons")
    assert not heads_facet("for", "Pros and cons")
    assert not heads_facet("works", "The harbour")


def test_a_mere_not_speaks_against_nothing() -> None:
    assert speaks("against", "Lamps are scarce and dear to mend, and keepers were worried.")
    assert not speaks("against", "The scheme is not a kind of lamp.")
    assert not speaks("for", "It is cheaper, and nobody complained but the shops, which were worried.")
