"""Who belongs to a body is told by the whole list under its name, and by nothing that stands beside it."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from tests.conftest import opened_over

ports = opened_over(
    {
        "report.md": (
            "# Hythe Port Trust\n\nThe trustees met six times, and the board was reviewed.\n\n**Trustees**\n\n"
            "- Dr Anita Prosser (Chair)\n- Samuel Oyelaran (Treasurer)\n- Mei-Ling Carter\n\n"
            "## Staff\n\n| Name | Post |\n|---|---|\n| Tom Ash | Chief Executive |\n| Farida Khan | Harbour master |\n\n"
            "The staff are few.\n"
        ),
        "minutes.txt": (
            "Sandwich Parish Council\n\nMinutes of the meeting of 4 May 2021\n\nPresent: Cllr M. Orr (Chair), Cllr J. Starr\n"
            "In attendance: Mrs S. Pryce (Clerk)\nApologies: Cllr R. Vane\n\n1. The minutes of the last meeting were agreed.\n"
        ),
        "council.html": (
            "<h1>Deal Council</h1><p>The cabinet meets on Mondays.</p><h2>Cabinet</h2><ul><li>Councillor Rose Tennant, Leader</li>"
            "<li>Councillor Imran Sadiq, Housing</li></ul><h2>Officers</h2><h3>Chief Executive</h3><p>Naomi Whitlock</p>"
            "<h3>Clerk</h3><p>Simon Vale</p><h2>Visitors</h2><p>Visitors are welcome.</p>"
        ),
    }
)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Who are the trustees of the Hythe Port Trust?",
            ["Trustees", "- Dr Anita Prosser (Chair)", "- Samuel Oyelaran (Treasurer)", "- Mei-Ling Carter"],
        ),
        ("who are the staff of the port trust", ["Staff", "| Tom Ash | Chief Executive |", "| Farida Khan | Harbour master |"]),
        ("Who is in the cabinet at Deal?", ["Cabinet", "Councillor Rose Tennant, Leader", "Councillor Imran Sadiq, Housing"]),
        ("Who are Deal’s officers?", ["Officers", "Chief Executive", "Naomi Whitlock", "Clerk", "Simon Vale"]),
    ],
)
def test_the_whole_list_under_the_name_of_a_body_is_quoted(question: str, lines: list[str], ports: Assistant) -> None:
    answer = ports.ask(question)
    assert answer.text.split("\n") == [f"{line} [{n}]" for n, line in enumerate(lines, 1)]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Who attended the parish council meeting in Sandwich?",
            ["Present: Cllr M. Orr (Chair), Cllr J. Starr", "In attendance: Mrs S. Pryce (Clerk)"],
        ),
        ("who sent apologies to Sandwich parish council", ["Apologies: Cllr R. Vane"]),
        ("Who didn't come to the parish council meeting?", ["Apologies: Cllr R. Vane"]),
    ],
)
def test_who_was_at_a_meeting_is_told_by_what_its_minutes_open_with(question: str, lines: list[str], ports: Assistant) -> None:
    answer = ports.ask(question)
    assert (answer.text.split("\n"), answer.notice) == ([f"{line} [{n}]" for n, line in enumerate(lines, 1)], None)


@pytest.mark.parametrize(
    "question", ["Who attended the council meeting in Ramsgate?", "Who attended the Sandwich parish council meeting in June 2023?"]
)
def test_minutes_of_another_meeting_do_not_tell_who_was_there(question: str, ports: Assistant) -> None:
    answer = ports.ask(question)
    assert answer.status == "declined" or answer.notice


def test_where_there_is_no_such_list_the_sentences_are_quoted(ports: Assistant) -> None:
    assert ports.ask("Who are the visitors' leaders at Deal?").text.count("Councillor") < 2
