"""Who holds an office, in lists, tables of staff and signatures, on one line or on two."""

from __future__ import annotations

import time

import pytest

from assistant.text.listed_holders import Sought, is_office, listed

SOON = 1.0  # seconds, for what takes a few milliseconds
OFFICERS = (
    "Name Age Position\n"
    "Ada B. Finch 58 President and Chief Executive Officer since May 2020 and a member of the Board. Ms. Finch sails.\n"
    "Jo Bell 49 Executive Vice President, Finance and Chief Financial Officer\n"
    "Huw Tell 51 Executive Vice President, President and Chief Executive Officer, Hythe Lamps\n"
    "Cora Deal 60 Vice Chair. Previously Chief Operating Officer of Deal Mills\n"
    "Ben Mill 47 Acting Secretary, Department of Tides\n"
    "Lena Orr 44 Senior Vice President,\nGeneral Counsel\n"
)
NAMES_FIRST = "Our team\nPriya Raman\nDirector\nShe sails.\nJonas Feld\nHead of Grants\nHe reads.\n"
OFFICES_FIRST = (
    "Senior officers\nChief Executive\nNaomi Whitlock\nDirector of Ports\nDr Paul Achebe\nMonitoring Officer\nSimon Vale\n"
)
COUNCIL = (
    "Cabinet\nCouncillor Rose Tennant, Leader of the Council\n"
    "Councillor Imran Sadiq, Deputy Leader and Cabinet Member for Housing\n"
)
SIGNED = "By: /s/ ADA FINCH\nAda Finch\nPresident and\nChief Executive Officer\n"
SAID = (
    "Nell Hart acts as safeguarding lead. The Mayor of Hythe for 2024 to 2025 is Councillor Edith Rowan. Cllr Amos leads the"
    " working group on footpaths."
)

ELSEWHERE = "In a change to the agenda Una Lark, Harbour Manager for Northam City Council, gave a talk.\n"


@pytest.mark.parametrize(
    ("text", "office", "of", "name"),
    [
        (OFFICERS, "CEO", "Hythe", "Ada B. Finch"),
        (OFFICERS, "chief executive", "Hythe", "Ada B. Finch"),
        (OFFICERS, "chief executive", "Hythe Lamps", "Huw Tell"),
        (OFFICERS, "chief financial officer", "Hythe", "Jo Bell"),
        (OFFICERS, "general counsel", "", "Lena Orr"),
        (OFFICERS, "secretary", "tides", "Ben Mill"),
        (OFFICERS, "vice chairman", "", "Cora Deal"),
        (OFFICERS, "chair", "Hythe", None),
        (OFFICERS, "chief operating officer", "Hythe", None),
        (OFFICERS, "chief executive", "Deal Mills", None),
        (OFFICERS, "head", "Hythe", "Ada B. Finch"),
        (NAMES_FIRST, "director", "", "Priya Raman"),
        (NAMES_FIRST, "head", "grants", "Jonas Feld"),
        (NAMES_FIRST, "head", "Hythe", "Priya Raman"),
        (OFFICES_FIRST, "chief executive", "", "Naomi Whitlock"),
        (OFFICES_FIRST, "director", "ports", "Dr Paul Achebe"),
        (OFFICES_FIRST, "monitoring officer", "", "Simon Vale"),
        (COUNCIL, "leader", "the council", "Councillor Rose Tennant"),
        (COUNCIL, "head", "housing", "Councillor Imran Sadiq"),
        (COUNCIL, "head", "schools", None),
        (SIGNED, "ceo", "", "Ada Finch"),
        (SAID, "safeguarding lead", "", "Nell Hart"),
        (SAID, "mayor", "Hythe", "Councillor Edith Rowan"),
        (SAID, "leader", "the footpaths group", "Cllr Amos"),
        (ELSEWHERE, "harbour manager", "Northam City Council", "Una Lark"),
        (ELSEWHERE, "harbour manager", "Oxley City Council", None),
        (ELSEWHERE, "harbour manager", "Northam in 2005", None),
        ("- Anita Prosser (Chair)\n- Sam Orr (Vice Chair)\n", "chair", "the trustees", None),
        ("- Anita Prosser (Chair)\n- Sam Orr (Vice Chair)\n", "chair", "the board", "Anita Prosser"),
    ],
)
def test_who_holds_an_office_is_told_by_the_name_beside_it(text: str, office: str, of: str, name: str | None) -> None:
    found = [told for told in listed(text, Sought.read(office, of, "Hythe Ferries")) if told[0] >= 0.5]
    best = max(found, key=lambda told: told[0], default=None)
    assert (best[1].name if best else None) == name
    if best and name:
        assert name in text[best[1].start : best[1].end]


@pytest.mark.parametrize(
    ("phrase", "is_one"), [("monitoring officer", True), ("clerk", True), ("General Counsel", True), ("Hubble", False)]
)
def test_an_office_is_known_by_a_word_for_one(phrase: str, is_one: bool) -> None:
    assert is_office(phrase) is is_one


@pytest.mark.parametrize(
    "line", ["Ada " * 20_000 + "chief", "chief, " * 20_000, "Chief Executive\n" * 20_000, "Ada Finch\nChief\n" * 4_000]
)
def test_a_text_of_whatever_form_is_read_soon(line: str) -> None:
    began = time.process_time()
    list(listed(line, Sought.read("chief executive", "", "")))
    assert time.process_time() - began < SOON
