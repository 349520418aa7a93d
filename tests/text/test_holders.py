"""Who is said to be what, in introductions, lists of those present and tables of them."""

from __future__ import annotations

import time

import pytest

from assistant.text.holders import head_of, held_in, held_where, holds, up_to_the_next

SOON = 1.0  # seconds, for what takes a few milliseconds
WELCOME = (
    "I'm pleased to welcome Rhodri Pask AM, Minister for Harbours, and Ada Finch, director of harbours; Jo Bell, who is the lawyer "
    "working on the Bill; and Huw Tell, principal of Hythe and Deal College, also representing colleges."
)
MINUTES = "Present: Tamsin Orr (chair), Dr Meera Joshi (technical adviser). Apologies: Lena Hughes (councillor)."
TABLE = "| Name | Role | Attendance |\n| Cllr Hilda Marsh | Chair | Present |\n| Owen Tack | Vice-chair | Present |"
COUNCIL = (
    "Ada Finch, who is senior system leader at Deal County Council; and Huw Tell, who is the spokesperson for health and care and "
    "leader of Hythe County Council."
)
PODCAST = (
    "With me is Dr Colm Reed, the chief engineer of the port, and we're joined by Sunniva Dahl, who chairs the union of boatmen."
)


@pytest.mark.parametrize(
    ("text", "office", "name"),
    [
        (WELCOME, "minister", "Rhodri Pask"),
        (WELCOME, "director of harbours", "Ada Finch"),
        (WELCOME, "lawyer", "Jo Bell"),
        (WELCOME, "principal of Hythe and Deal College", "Huw Tell"),
        (MINUTES, "chair of the board", "Tamsin Orr"),
        (MINUTES, "technical adviser", "Dr Meera Joshi"),
        (TABLE, "chair", "Cllr Hilda Marsh"),
        (PODCAST, "chief engineer", "Dr Colm Reed"),
        ("**Chair:** Ada Finch - passed", "chair", "Ada Finch"),
        (PODCAST, "chair of the boatmen's union", "Sunniva Dahl"),
        ("We heard from the harbour master, Ben Mill, and left.", "harbour master", "Ben Mill"),
        (COUNCIL, "leader of Hythe council", "Huw Tell"),
        ("Chair: Ben Mill\nClerk: Cora Deal", "clerk", "Cora Deal"),
        ("The lamps are dim. Clerk: Cora Deal.", "clerk", "Cora Deal"),
        ("Our witnesses: Professor Nadia Quill, director of the institute; Ben Mill, clerk.", "professor", "Professor Nadia Quill"),
    ],
)
def test_who_holds_an_office_is_told_where_it_is_introduced(text: str, office: str, name: str | None) -> None:
    best = max(held_in(text), key=lambda held: holds(office, held), default=None)
    assert (best.name if best and holds(office, best) else None) == name
    padded = f"No names here.\n{text}\nNor here."
    found = max(held_where(padded, head_of(office)), key=lambda held: holds(office, held), default=None)
    assert found and best and (found.name, padded[found.start : found.end].strip()) == (name, text[best.start : best.end].strip())


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("I spoke to Ben Mill, the chair said.", "chair"),
        ("Owen Tack, deputy director of harbours, came.", "director"),
        (WELCOME, "director of schools"),
        (WELCOME, "treasurer"),
        ("Okay. Well, the chair is over there.", "chair"),
    ],
)
def test_who_only_stands_beside_an_office_or_under_it_does_not_hold_it(text: str, office: str) -> None:
    assert not any(holds(office, held) for held in held_in(text))


def test_a_name_is_held_from_its_first_word_or_that_of_the_office_on() -> None:
    text = "The lamps are dim. Clerk: Cora Deal."
    assert [text[held.start : held.end] for held in held_in(text)] == ["Clerk: Cora Deal."]


@pytest.mark.parametrize("text", ["A" * 20_000, "A’" * 10_000, "A-" * 10_000], ids=lambda text: text[:2])
def test_a_long_word_is_read_as_soon_as_any(text: str) -> None:
    began = time.process_time()
    assert not held_where(f"chair {text}", "chair")
    assert time.process_time() - began < SOON


@pytest.mark.parametrize("office", ["", "-"])
def test_no_word_is_held_nowhere(office: str) -> None:
    assert not held_where(MINUTES, head_of(office))


def test_an_office_is_shown_without_what_goes_on_behind_it() -> None:
    roles = [up_to_the_next(held.role) for held in held_in(WELCOME)]
    assert roles[:4] == [
        "Minister for Harbours",
        "director of harbours",
        "lawyer working on the Bill",
        "principal of Hythe and Deal College",
    ]
