"""What is searched for: what a question says, and what it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.retrieve.test_ranking import FILLER, searched


@pytest.mark.parametrize(
    ("question", "searched_for"),
    [("What is the quick ratio?", True), ("What is the quick way?", False)],
    ids=["worked out from the balance sheet", "as it stands there"],
)
@pytest.mark.usefixtures("bag_of_words")
def test_what_rests_on_a_financial_statement_is_searched_for_by_its_name(tmp_path: Path, question: str, searched_for: bool) -> None:
    names = ("The quick mills", "The hills", "The orchards", "The balance sheets")
    found = searched(tmp_path, {f"{n}.txt": f"{name}. {FILLER}" for n, name in enumerate(names)}, question)
    assert (found[1].text.split(".")[0] == "The balance sheets") is searched_for  # after the mills, which have the word


@pytest.mark.parametrize(
    ("question", "whole"), [("What did Jo Bell propose about tolls?", True), ("Which tolls did Jo Bell refuse?", False)]
)
@pytest.mark.usefixtures("bag_of_words")
def test_a_word_that_only_asks_is_not_missed_where_no_text_has_it(tmp_path: Path, question: str, whole: bool) -> None:
    found = searched(tmp_path, {"talk.txt": f"Jo Bell wants tolls. {FILLER}"}, question)
    assert (found[0].features["coverage"] == pytest.approx(1)) is whole


@pytest.mark.usefixtures("bag_of_words")
def test_a_contraction_that_no_text_has_is_not_missed(tmp_path: Path) -> None:
    found = searched(tmp_path, {"tolls.txt": f"The tolls never worked. {FILLER}"}, "Why didn't the tolls work?")
    assert found[0].features["coverage"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "whole"),
    [("Elm will buy mills in fiscal 2023.", True), ("Elm will buy mills in FY2023.", True), ("Elm will buy mills.", False)],
    ids=["its year", "as asked", "neither"],
)
@pytest.mark.usefixtures("bag_of_words")
def test_a_fiscal_year_that_no_text_writes_so_is_its_year(tmp_path: Path, text: str, whole: bool) -> None:
    found = searched(tmp_path, {"elm.txt": f"{text} {FILLER}"}, "Which mills did Elm buy in FY2023?")
    assert (found[0].features["coverage"] == pytest.approx(1)) is whole


@pytest.mark.usefixtures("bag_of_words")
def test_the_words_of_a_name_weigh_together_what_the_name_does(tmp_path: Path) -> None:
    texts = ["Total Place ran.", "The total is up.", "A total of six.", "Every place is.", "A place by the sea.", "Ferries call."]
    files = {f"{n}.txt": f"{text} {FILLER}" for n, text in enumerate(texts)}
    found = {p.document: p for p in searched(tmp_path, files, "Has Total Place ferries?")}
    assert found["0.txt"].features["coverage"] == pytest.approx(0.5)  # one text alone has the name, as one alone has ferries
