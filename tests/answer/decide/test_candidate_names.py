"""Places and persons are told from things by the words around them."""

from __future__ import annotations

import pytest

from assistant.answer.decide.candidate_names import located
from tests.answer.decide.test_readings import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry was tried in Upper Deal and in Dover.", {"Upper Deal", "Dover"}),
        ("It ran in Dover, in Upper Deal and in Lower Walmer. Dover, Upper Deal, Lower Walmer and Safe Haven met.", {"Safe Haven"}),
        ("The man whose name goes with it is Sam Finch.", {"Sam Finch"}),
        ("It was led by Jo Bell, who wrote the levy.", {"Jo Bell"}),
        ("The bridges cross the Medway Valley Region.", {"Medway Valley Region"}),
    ],
)
def test_a_place_and_a_person_are_no_things_that_a_question_may_mean(text: str, expected: set[str]) -> None:
    assert expected <= located(found("?", {"A": text}).passages)


def test_a_programme_is_no_place_though_people_come_from_it() -> None:
    text = "The mentees came from the Open Harbours programme, and went to the Open Harbours (OH) programme."
    assert "Open Harbours" not in located(found("?", {"A": text}).passages)
