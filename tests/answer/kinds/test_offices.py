"""Who is introduced with an office is whom a question for its holder means, and is told where it asks for the name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.conftest import after, assistant_over

TEXTS = {
    "low-water.txt": (
        "Maya Renn: Welcome. With me is Dr Colm Reed, the chief engineer of the port, and Sunniva Dahl, who chairs the boatmen.\n\n"
        "Colm Reed: The storm was the worst in my time. It took forty metres of the wall.\n\n"
        "Maya Renn: And the boats?\n\n"
        "Sunniva Dahl: The storm took two of our boats. I am against a wall in the same place.\n"
    ),
    "heron.txt": (
        "Chair: The meeting is open.\n\nHarbour master: The storm sank the Heron.\n\nChair: Did the clerk write that down?\n\n"
        "Harbour master: He did.\n"
    ),
    "mill.txt": (
        "Interviewer: Who spoke for you?\n\nEdith Garrow: My sister spoke for me to Mr Platt.\n\nInterviewer: Who was Mr Platt?\n\n"
        "Edith Garrow: The overlooker. He never shouted.\n"
    ),
    "lamps.txt": "Lamps\n\nThe lamps stand on the wall. Lamp keeper: Nell O’Dare. They burn oil.\n",
    "ferry-trust.html": (
        "<h1>The ferry trust</h1><p>The trust runs three ferries, and a school for those who want to.</p>"
        "<h2>Chief Executive</h2><p>Naomi Whitlock</p><h2>Treasurer</h2><p>Ben Mill</p>"
    ),
    "quays.txt": (
        "The Chair (Hon. Ned Vane): Order.\n\n"
        "Hon. Rita Moss (Minister of Quays): Mr. Chair, the quays of Norland are safe in Norland.\n\n"
        "Mr. Tom Hill: Chair, when will the Minister of Quays visit Norland?\n\nThe Chair: We will now go to Mr. Hill.\n"
    ),
    "minutes.md": (
        "# Minutes of the tide board\n\n| Name | Role | Attendance |\n|---|---|---|\n| Hilda Marsh | Chair | Present |\n"
        "| Owen Tack | Treasurer | Apologies |\n\nThe board spoke about the lamps. Hilda Marsh said that the lamps are too dim.\n"
    ),
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, read_here: None) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("port"), TEXTS) as assistant:
        yield assistant


def test_the_words_of_an_office_are_those_of_who_is_introduced_with_it(port: Assistant) -> None:
    answer = port.ask("What did the chief engineer say about the storm?")
    assert answer.standalone_question == "What did Colm Reed say about the storm?"
    assert answer.citations[0].quote == "Colm Reed: The storm was the worst in my time."
    assert (answer.notice or "").startswith("“Colm Reed” is called “chief engineer of the port” in “Low water”.")


def test_an_office_that_labels_a_speaker_is_left_as_it_is(port: Assistant) -> None:
    answer = port.ask("What did the harbour master say about the storm?")
    assert answer.standalone_question == "What did the harbour master say about the storm?"
    assert answer.citations[0].quote == "Harbour master: The storm sank the Heron."


@pytest.mark.parametrize("question", ["Who is the Minister of Quays?", "Who is the Minister for Quays in Norland?"])
def test_who_is_labelled_with_an_office_holds_it(question: str, port: Assistant) -> None:
    assert port.ask(question).text.startswith("Hon. Rita Moss (Minister of Quays): ")


def test_an_office_of_another_land_is_not_told_by_the_same_one_here(port: Assistant) -> None:
    answer = port.ask("Who is the Minister for Quays in Wales?")
    assert answer.status != "answered" or (answer.confidence <= 0.5 and answer.notice)


def test_a_name_that_is_all_style_has_no_office(port: Assistant) -> None:
    assert "Reed" not in port.ask("Who is Bishop Mayor?").text


def test_who_somebody_was_is_told_by_a_reply_that_names_nobody(port: Assistant) -> None:
    assert "The overlooker." in port.ask("Who was Mr Platt?").text


def test_an_office_and_the_name_below_it_are_quoted_on_lines_of_their_own(port: Assistant) -> None:
    assert port.ask("Who runs the ferry trust?").text == "Chief Executive [1]\nNaomi Whitlock [2]"


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        (("What was said about the lamps?", "who chaired the meeting?"), "Hilda Marsh"),
        (("What is Owen Tack's role?",), "Treasurer"),
        (("Who is Colm Reed?",), "chief engineer of the port"),
        (("Who is the lamp keeper?",), "Lamp keeper: Nell O’Dare."),
        (("Who is Nell O’Dare?",), "Lamp keeper: Nell O’Dare."),
    ],
)
def test_who_holds_an_office_is_told_by_the_line_that_says_so(messages: tuple[str, ...], told: str, port: Assistant) -> None:
    answer = after(port, *messages)
    assert answer.status == "answered"
    assert told in answer.citations[0].quote
