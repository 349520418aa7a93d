"""A claim is answered by what tells it; what does not is shown under a notice, or declined."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import assistant_over

TEXTS = {
    "toll.txt": (
        "The harbour toll was brought in by the town. Ships pay it at the quay. Wrecks fell from 46 to 39 in three years. "
        "The difference is within what chance would produce. No wording will save it, if the town asks for more. "
        "The toll is meant to reduce smoking.\n"
    ),
    "lamp.txt": "The lamps of the village are lit at dusk. Wrecks fell by a half when they were lit. Money is short there.\n",
}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "status", "held", "notice"),
    [
        ("Has the harbour toll reduced wrecks?", "answered", "from 46 to 39 in three years", None),
        ("Has the harbour toll reduced wrecks?", "answered", "within what chance", None),
        (
            "Has the harbour toll reduced smoking?",
            "answered",
            "meant to reduce smoking",
            "No passage found says whether the harbour toll has reduced smoking; the nearest is quoted.",
        ),
        ("Is there evidence that the harbour toll saved money?", "declined", "", None),
    ],
)
def test_a_claim_is_told_by_what_became_of_it(tmp_path: Path, question: str, status: str, held: str, notice: str | None) -> None:
    with assistant_over(tmp_path, TEXTS) as assistant:
        answer = assistant.ask(question)
    assert answer.status == status
    assert held in answer.text
    assert answer.notice == notice


@pytest.mark.usefixtures("bag_of_words")
def test_a_decline_names_what_is_not_said(tmp_path: Path) -> None:
    with assistant_over(tmp_path, TEXTS) as assistant:
        answer = assistant.ask("Is there evidence that the harbour toll saved money?")
    assert answer.reason == "No passage found says whether the harbour toll saved money."
