"""Which body it is whose members a question asks for."""

from __future__ import annotations

import pytest

from assistant.questions.offices_asked import attendance_asked, members_asked


@pytest.mark.parametrize(
    ("question", "called", "of"),
    [
        ("Who are the trustees?", "trustees", ""),
        ("Who are the trustees of the Hythe Port Trust?", "trustees", "hythe port trust"),
        ("who is in the cabinet at Hythe", "cabinet", "hythe"),
        ("List the senior staff of the port", "senior staff", "port"),
        ("name all members", "members", ""),
        ("who sits on Hythe's board of directors?", "board directors", "hythe"),
        ("Please list the port’s executive officers in 2022.", "executive officers", "port"),
        ("Who works at the port?", "team", "port"),
        ("Who are the main rivals?", None, ""),
        ("list the risks", None, ""),
        ("Who is on the quay?", None, ""),
        ("Who is the chair of the board?", None, ""),
    ],
)
def test_who_belongs_to_a_body_is_asked(question: str, called: str | None, of: str) -> None:
    body = members_asked(question)
    assert (body and (body.called, body.of)) == (called and (frozenset(called.split()), frozenset(of.split())))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who attended?", "present"),
        ("who was present at the parish council in March", "present"),
        ("Who all came to the board meeting?", "present"),
        ("Who sent apologies?", "absent"),
        ("who didn't come to the meeting", "absent"),
        ("Who came to the drop-in?", None),
        ("Who attended to the boats?", None),
        ("Who apologised?", None),
    ],
)
def test_who_was_at_a_meeting_is_asked(question: str, asked: str | None) -> None:
    told = attendance_asked(question)
    assert (told and told.kind) == asked
