"""The named things of a kind that a passage tells of are those whose name or sentence says that they are one."""

from __future__ import annotations

import pytest

from assistant.answer.decide.things_told import may_tell, things_told
from assistant.types import Locator, Passage


def passage(text: str, title: str = "A page", heading: tuple[str, ...] = ()) -> Passage:
    """Return a passage with a text, under a title and headings."""
    return Passage(1, 1.0, "a.txt", title, "report", None, Locator(heading=heading), 0, len(text), text, f"a.txt#c=0-{len(text)}@0")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("library", "Books are lent by the Harwich Library.", ["the Harwich Library"]),
        ("charity", "The Tidewell Trust, a charity for older people, runs lunch clubs.", ["the Tidewell Trust"]),
        ("charity", "Lantern House is a charity that gives care leavers a home.", ["Lantern House"]),
        ("fast food chain", "Pike Bar ( 1951 ) is an American regional chain of fast - food restaurants in Deal .", ["Pike Bar"]),
        ("fast food chain restaurant", "Pike Bar is a fast-food restaurant chain.", ["Pike Bar"]),
        ("actor", "It was the actor James Wren who came.", ["James Wren"]),
        ("programme", "All of the Green Shoots programme was paid for.", ["the Green Shoots programme"]),
        ("burger", "Once the Big Lad hamburger was on each menu.", ["the Big Lad hamburger"]),
        ("ship", "Once the Big Lad membership was paid for.", []),
        ("charity", "Ada Finch is a charity worker from Deal.", []),
        ("charity", "Ada Finch is a friend of the charity.", []),
        ("charity", "This is a charity. It has a house.", []),
        ("shop", "She was with the Deal Hospital and Wren Ltd, a shop for all sorts of tools.", ["Wren Ltd"]),
        ("dividend", "The Company's dividend was paid.", []),
        ("country", "Host country Wales Dates are below.", []),
        ("novel", "The Long Wall The novel is of 1960.", []),
        ("council", "On 4 March\n\nThornby District Council met.", ["the Thornby District Council"]),
        ("council", "THE POSITIONThe Deal Council is hiring.", []),
    ],
)
def test_a_name_is_of_a_kind_where_the_text_says_so(kind: str, text: str, expected: list[str]) -> None:
    told = passage(text)
    assert things_told(kind, told) == expected
    assert may_tell(kind, told)


def test_a_longer_name_is_told_by_the_title_of_its_page() -> None:
    text = "Kit Rowan Wren ( born 1978 ) is a retired chess player."
    assert things_told("chess player", passage(text, "Kit Wren")) == ["Kit Wren"]
    assert things_told("chess player", passage(text, "Chess")) == ["Kit Rowan Wren"]
    assert things_told("novel", passage("The Long Wall is a novel of 1960.", "The Long Wall")) == ["The Long Wall"]


def test_a_passage_without_the_word_of_a_kind_is_not_read() -> None:
    assert not may_tell("charity", passage("The wall was built of stone."))
