"""A thing that is told from others of its kind by its year."""

from __future__ import annotations

import pytest

from assistant.answer.by_year import PART, WHOLE, Dated, bears, dated, of_another_year


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is the quorum in the 1998 charter?", Dated("charter", "1998")),
        ("What did the survey of 2019 find?", Dated("survei", "2019")),
        ("What caused the flood of May 2022?", Dated("flood", "2022")),
        ("What was decided in the minutes of March 2017?", Dated("minut", "2017")),
        ("What was the profit at the end of 2007?", None),
        ("What changed in 2007?", None),
        ("How do the 1998 charter and the 2016 charter differ?", None),
    ],
)
def test_the_thing_and_its_year(question: str, wanted: Dated | None) -> None:
    assert dated(question) == wanted


@pytest.mark.parametrize(
    ("title", "text", "share"),
    [
        ("Charter", "Agreed in 1998. There are five members.", WHOLE),
        ("A history", f"{'The choir sang. ' * 40}The charter was changed in 1998.", PART),
        ("A history", f"{'The charter. ' * 40}It rained in 1998.", PART),
        ("Charter", "Agreed in 2016. There are eight members.", 0.0),
    ],
)
def test_whether_a_document_is_that_thing(title: str, text: str, share: float) -> None:
    assert bears(Dated("charter", "1998"), title, text) == share


def test_a_sentence_of_another_year() -> None:
    assert of_another_year(Dated("survei", "2022"), "In the survey of 2012 it was 61.")
    assert not of_another_year(Dated("survei", "2022"), "From 2012 to 2022 it fell.")
    assert not of_another_year(Dated("survei", "2022"), "It was 48.")
