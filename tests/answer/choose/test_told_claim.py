"""A claim is answered by what tells it; what does not is shown under a notice, or declined."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import assistant_over

AGAINST = {
    "permits.txt": (
        "Permits for the second car are dearer. The number of permits fell. The permits are blue. "
        "A petition against them had 1,100 names. Its main points are that carers need a car.\n"
    ),
    "lamp.txt": "The lamps of the village are hard to mend. A lamp is lit at dusk.\n",
}
TEXTS = {
    "toll.txt": (
        "The harbour toll was brought in by the town. Ships pay it at the quay. Wrecks fell from 46 to 39 in three years. "
        "The difference is within what chance would produce. No wording will save it, if the town asks for more. "
        "The toll is meant to reduce smoking.\n"
    ),
    "minutes.txt": (
        "Mr Bell reported on the Dover ferry. It had run since May. Bilge was measured at three quays, and the fall was small. "
        "He would not claim that bilge was less.\n"
    ),
    "lantern.txt": "The lantern trial was held at Elm Lane. Hours rose from 31 to 68 a week. The lane is wet.\n",
    "heron.txt": (
        "The Heron Trial began in May. Few filled in the form, and we do not know how they fared. Much was spent. "
        "There is therefore no sign that the Heron Trial lightens the load.\n"
    ),
    "stairs.txt": "Stairs lead from the quay to the town. It is orderly, and for many it works well. The Gull Scheme has none.\n",
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
        ("Has the Dover ferry reduced bilge?", "answered", "would not claim", None),  # of what was reported on
        ("Was the lantern trial at Elm Lane a success?", "answered", "from 31 to 68", None),
        ("Did the Gull Scheme work?", "declined", "", None),  # stairs did
        ("Does the Heron Trial work?", "answered", "no sign that the Heron Trial lightens", None),
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


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "held", "notice"),
    [
        ("What are the disadvantages of the permits?", "A petition against them had 1,100 names. [1] Its main points", None),
        (
            "What are the criticisms of the lamps?",
            "hard to mend",
            "No passage found says what speaks against the lamps; the nearest is quoted.",
        ),
    ],
)
def test_what_speaks_against_a_thing_opens_with_what_follows_from_it(
    tmp_path: Path, question: str, held: str, notice: str | None
) -> None:
    with assistant_over(tmp_path, AGAINST) as assistant:
        answer = assistant.ask(question)
    assert held in answer.text
    assert answer.notice == notice


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize("question", ["What are the criticisms of the ferry?", "What are the objections to the ferry?"])
def test_a_criticism_that_nothing_comes_near_is_declined(tmp_path: Path, question: str) -> None:
    with assistant_over(
        tmp_path, {"ferry.txt": "The ferry crosses the bay. One cannot see the ferry from the hill.\n"}
    ) as assistant:
        answer = assistant.ask(question)
    assert answer.status == "declined"
    assert answer.reason == "No passage found says what speaks against the ferry."
