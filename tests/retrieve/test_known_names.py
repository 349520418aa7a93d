"""A phrase is a name where the texts write it as one inside their sentences; where it often stands behind "in" it is a place."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from tests.conftest import opened_over

TEXTS = {
    "a.txt": "They say the Tide Fund paid. A harbour lies in Dover, and the mill in Dover is shut.\n\n"
    "Much was built by the Tide Fund.",
    "b.txt": "Funding came late, and the funding went in funding rounds.\n\nSome went to Total Place, and Total Place was new.",
    "c.txt": "They met in Málaga, and stayed in Málaga.",
    "secret.txt": "Nobody lives in Zanzibar, or stays in Zanzibar.",
}


assistant = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("phrase", "known"),
    [
        ("Dover", True),
        ("zanzibar", True),
        ("Málaga", True),
        ("malaga", True),
        ("the Tide Fund", False),
        ("Total Place", False),
        ("funding", False),
        ("", False),
    ],
)
def test_a_name_behind_in_is_that_of_a_place(assistant: Assistant, phrase: str, known: bool) -> None:
    assert assistant._steadily(lambda view: assistant._retriever.is_place(phrase, view)) is known


def test_what_a_reader_may_not_see_is_no_place(assistant: Assistant) -> None:
    part = assistant.only(lambda id_: id_ != "secret.txt")
    assert not part._steadily(lambda view: part._retriever.is_place("zanzibar", view))
