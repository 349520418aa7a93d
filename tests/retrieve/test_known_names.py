"""A phrase is a name where the texts write it as one inside their sentences; where it often stands behind "in" it is a place."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.types import Turn
from tests.conftest import opened_over

TEXTS = {
    "a.txt": "They say the Tide Fund paid. In Dover lies a harbour.\n\nMuch was built there by the Tide Fund. Funding is short.",
    "b.txt": "Funding came late, and the funding went first.\n\nSome of the funding went to Total Place, and Total Place was new.",
    "secret.txt": "Nobody knows Zanzibar, or how Zanzibar was built.",
}


assistant = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("phrase", "known"),
    [
        ("tide fund", ("the Tide Fund", False)),
        ("the Tide Fund", ("the Tide Fund", False)),
        ("total place", ("Total Place", False)),
        ("zanzibar", ("Zanzibar", False)),
        ("funding", None),
        ("harbour", None),
        ("walmer", None),
        ("", None),
    ],
)
def test_a_name_is_given_as_it_is_written(assistant: Assistant, phrase: str, known: tuple[str, bool] | None) -> None:
    assert assistant._steadily(lambda view: assistant._retriever.standing(phrase, view)) == known


def test_what_a_reader_may_not_see_is_no_name(assistant: Assistant) -> None:
    part = assistant.only(lambda id_: id_ != "secret.txt")
    assert part._steadily(lambda view: part._retriever.standing("zanzibar", view)) is None


def test_a_name_that_the_last_question_is_not_told_of_is_a_new_subject(assistant: Assistant) -> None:
    history = [Turn("user", "When did Total Place begin?"), Turn("assistant", "Total Place was new [1].")]
    answer = assistant.ask("the tide fund", history)
    assert answer.standalone_question in ("Tide Fund", "When did the Tide Fund begin?")
    assert answer.status == "answered" and "Tide Fund" in answer.text
