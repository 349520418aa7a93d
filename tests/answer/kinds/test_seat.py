"""Where a body has its seat is told by a document of its own, the newest or that of the year asked for."""

from __future__ import annotations

import pytest

from assistant.answer.kinds.seat import seat_asked
from assistant.ask import Assistant
from assistant.text.terms import stem_set
from tests.conftest import opened_over

ABOUT = "The ferries run on most days, and those who wait at the quay may sit in the hall. The hall is warm."
HYTHE = "Hythe Ferries, annual report"
bodies = opened_over(
    {
        "hythe-2018.txt": f"{HYTHE} 2018\n\nOur head office is located at 4 Mill Lane, Deal.\n\n{ABOUT}\n",
        "hythe-2022.txt": f"{HYTHE} 2022\n\nOur headquarters are in Dover.\n\n{ABOUT}\n",
        "walmer-lamps-2022.txt": (
            "Walmer Lamps, annual report 2022\n\n9 Canal Yard\nSandwich CT13\n(Address of principal executive offices) (Zip)\n\n"
            "The mill at the company's headquarters and at two yards in Ramsgate makes lamps.\n"
        ),
        "visit.txt": "A visit to Hythe Ferries\n\nWe met in Ramsgate, at the hall, and were told where the ferries go.\n",
    }
)


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Where is Hythe Ferries based?", "hythe ferries"),
        ("where's the head office of Hythe Ferries", "hythe ferries"),
        ("Where are Hythe Ferries' headquarters?", "hythe ferries"),
        ("Where was Hythe Ferries headquartered in 2018?", "hythe ferries"),
        ("Where is the quay?", ""),
        ("What is Hythe Ferries based on?", ""),
    ],
)
def test_the_seat_of_a_body_is_asked_for(question: str, body: str) -> None:
    assert seat_asked(question) == stem_set(body)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where is Hythe Ferries based?", "Our headquarters are in Dover."),
        ("Where was Hythe Ferries based in 2018?", "Our head office is located at 4 Mill Lane, Deal."),
        ("Where is the head office of Walmer Lamps?", "9 Canal Yard"),
    ],
)
def test_where_a_body_has_its_seat_is_told_by_its_own_document(question: str, told: str, bodies: Assistant) -> None:
    assert bodies.ask(question).citations[0].quote == told
