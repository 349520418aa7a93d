"""Each metric once, worked by hand."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from assistant.types import Locator
from eval import metrics
from eval.gold import Gold, Span
from eval.questions import Reference
from eval.sources import Source
from tests.eval.conftest import document, passage, same_words


def gold(start: int, end: int, id_: str = "a.txt") -> Gold:
    return Gold(Reference(id_, "x"), Span(id_, start, end), (), True)


def test_ranking_by_hand() -> None:
    # found x, A, B; gold A, B, C. Two of three within five; the first at rank 2.
    scores = metrics.ranking({"q": ["x", "A", "x", "B"]}, {"q": ["A", "B", "C"]})["q"]
    best = 1 + 1 / log2(3) + 1 / log2(4)
    assert scores["recall@5"] == pytest.approx(2 / 3)
    assert scores["mrr@10"] == pytest.approx(1 / 2)
    assert scores["ndcg@10"] == pytest.approx((1 / log2(3) + 1 / log2(4)) / best)


def test_a_document_in_the_sixth_place_is_not_among_five() -> None:
    scores = metrics.ranking({"q": ["1", "2", "3", "4", "5", "A"]}, {"q": ["A"]})["q"]
    assert scores == {"recall@5": 0, "ndcg@5": 0, "mrr@10": pytest.approx(1 / 6), "ndcg@10": pytest.approx(1 / log2(7))}


def test_nothing_found_is_zero_and_a_hit_beyond_ten_is_no_reciprocal_rank() -> None:
    scores = metrics.ranking({"a": [], "b": [f"x{n}" for n in range(10)] + ["A"]}, {"a": ["A"], "b": ["A"]})
    assert set(scores["a"].values()) == {0.0} == set(scores["b"].values())


def test_a_passage_stands_for_every_gold_span_that_it_touches_first() -> None:
    # the 1st misses, the 2nd touches both spans, the 3rd touches one again
    passages = [passage(start=90, end=99), passage(start=0, end=30), passage(start=5, end=15)]
    assert metrics.gold_items(passages, [gold(0, 10), gold(20, 40)]) == ["passage 1", "gold 0", "gold 1"]


def test_pages_count_once_over_all_documents() -> None:
    # sheets named, in order: a 1, a 1 again, b 7, a 2; the gold stands on a 2 or 3, on b 9, and on no sheet at all
    passages = [passage("a", page=1), passage("a", page=1), passage("b", page=7), passage("a", page=2)]
    wanted = [Gold(Reference("a", "x"), None, (2, 3), True), Gold(Reference("b", "x"), None, (9,), True), gold(0, 10, "a")]
    assert metrics.on_first_pages(passages, wanted, 2) == [False, False]
    assert metrics.on_first_pages(passages, wanted, 3) == [True, False]


def test_spans_that_overlap_or_meet_are_joined() -> None:
    spans = [Span("a", 5, 10), Span("b", 0, 5), Span("a", 0, 6), Span("a", 10, 12), Span("a", 20, 21)]
    assert metrics.merged(spans) == [Span("a", 0, 12), Span("a", 20, 21), Span("b", 0, 5)]


def test_overlap_by_hand() -> None:
    # found 0-10 and 8-20: 20 characters; gold 15-40: 25; shared 5; together 40
    precision, recall, iou = metrics.span_overlap([Span("a", 0, 10), Span("a", 8, 20)], [Span("a", 15, 40)])
    assert (precision, recall, iou) == (5 / 20, 5 / 25, 5 / 40)


def test_overlap_where_nothing_was_found_or_wanted() -> None:
    assert metrics.span_overlap([], [Span("a", 0, 4)]) == (None, 0.0, 0.0)
    assert metrics.span_overlap([Span("a", 0, 4)], []) == (None, None, None)
    assert metrics.span_overlap([Span("b", 0, 4)], [Span("a", 0, 4)]) == (0.0, 0.0, 0.0)


def test_span_recall_weighs_each_gold_span_alike() -> None:
    # 5 of 10 characters of the first, all 100 of the second: (0.5 + 1) / 2
    assert metrics.span_recall([Span("a", 5, 10), Span("a", 100, 200)], [Span("a", 0, 10), Span("a", 100, 200)]) == 0.75
    assert metrics.span_recall([], []) is None


@pytest.mark.parametrize(
    ("touched", "needs_all", "share"),
    [([True, False], False, 1.0), ([True, False], True, 0.0), ([False], False, 0.0), ([], False, None)],
)
def test_any_reference_will_do_unless_all_are_needed(touched: list[bool], needs_all: bool, share: float | None) -> None:
    assert metrics.found_share(touched, needs_all) == share


def test_a_budget_cuts_the_passage_that_crosses_it() -> None:
    # 30 characters: all of 0-20, then the first ten of 100-150, which hold 5 of the 10 gold characters 105-115
    passages = [Span("a", 0, 20), Span("a", 100, 150), Span("a", 110, 120)]
    assert metrics.within_budget(passages, [Span("a", 105, 115)], 30) == 0.5


def test_citation_recall_and_precision_by_hand() -> None:
    sentences = [
        ("bees make honey", ["bees fly", "make honey"]),  # supported by both together, each needed: recall 1, two useful
        ("trams stop", ["trams stop", "bees fly"]),  # the second is of no use: the first alone is enough
        ("nobody said this", ["bees fly"]),  # not supported: recall 0, its citation is of no use
        ("nothing cited", []),  # recall 0, no citation
    ]
    recall, precision = metrics.citation_scores(sentences, same_words)
    assert (recall, precision) == (2 / 4, 3 / 5)


def test_citations_where_there_are_none() -> None:
    assert metrics.citation_scores([("a", [])], same_words) == (0.0, None)
    assert metrics.citation_scores([], same_words) == (None, None)


VTT = """WEBVTT

00:10.000 --> 00:14.000
<v A>Rent arrears fell

00:14.000 --> 00:18.000
by a third.

02:00.000 --> 02:04.000
Thank you.
"""


@pytest.mark.parametrize(
    ("start", "end", "correct"),
    [
        (10.0, 18.0, True),
        (14.0, 18.0, False),  # the quote begins before
        (10.0, 14.0, False),  # it ends after
        (0.0, 18.0, True),  # ten seconds early
        (110.0, 124.0, False),  # elsewhere
        (None, None, False),
    ],
)
def test_a_quote_must_be_heard_at_its_time(tmp_path: Path, start: float | None, end: float | None, correct: bool) -> None:
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    place = Locator(start_seconds=start, end_seconds=end)
    assert metrics.locator_correct("Rent arrears fell by a third.", place, Source(tmp_path / "a.vtt")) is correct


def test_a_time_long_before_the_quote_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    assert metrics.locator_correct("Thank you.", Locator(start_seconds=10, end_seconds=124), Source(tmp_path / "a.vtt")) is False


@pytest.mark.parametrize(
    ("page", "end_page", "correct"), [(1, None, True), (2, None, False), (1, 2, True), (3, None, False), (None, None, False)]
)
def test_a_quote_must_stand_on_its_sheet(tmp_path: Path, page: int | None, end_page: int | None, correct: bool) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    sheets = canvas.Canvas(str(tmp_path / "a.pdf"))
    for line in ("Farms took two thirds of the water.", "Drip irrigation explains the change."):
        sheets.drawString(72, 700, line)
        sheets.showPage()
    sheets.save()
    place = Locator(page=page, end_page=end_page)
    assert metrics.locator_correct("took two\nthirds of the wa-\nter", place, Source(tmp_path / "a.pdf")) is correct


def test_a_heading_must_stand_before_its_quote(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Bees\n\nThey fly far away.\n\n# Trams\n\nThey stop here often.\n", encoding="utf-8")
    source = Source(tmp_path / "a.md")
    said = [metrics.locator_correct("They fly far away.", Locator(heading=(h,)), source) for h in ("Bees", "Trams", "Ships")]
    assert said == [True, False, False]
    assert metrics.locator_correct("# Bees\n\nThey fly far away.", Locator(heading=("Bees",)), source)
    assert metrics.locator_correct("They fly far away.", Locator(), source) is None


def test_a_quote_is_exact_in_the_text_and_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One two.", encoding="utf-8")
    source, text = Source(tmp_path / "a.txt"), document("One two.").text
    assert metrics.quote_exact("two", 4, 7, text, source)
    assert not metrics.quote_exact("two", 3, 6, text, source)
    assert not metrics.quote_exact("two", 5, 8, " " + text, source)  # right in the text, which is not the file


def test_token_f1_by_hand() -> None:
    # answer: lankelly chase funded it (4 words), gold: lankelly chase foundation (3), shared 2: 2 * 2 / 7
    assert metrics.token_f1("Lankelly Chase funded it. [1]", "The Lankelly Chase Foundation") == pytest.approx(4 / 7)
    assert metrics.token_f1("anything", "…") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2015 it cost £1,200.", {"2015", "1200"}),
        ("Seven elements, says Glen Bramley of Heriot-Watt University.", {"7", "glen bramley of heriot watt university"}),
        ("People said so. They did.", set()),
        ("It was the Marmot Review.", {"marmot review"}),
    ],
)
def test_numbers_and_names_are_picked_out(text: str, found: set[str]) -> None:
    assert metrics.facts(text) == found


def test_facts_found_by_hand() -> None:
    # wanted: 13, 63, total place; found are 13 (as a word) and the name
    assert metrics.facts_found("There were thirteen Total Place pilots.", "In Total Place, 13 pilots of 63") == pytest.approx(2 / 3)
    assert metrics.facts_found("anything", "because they trust each other") is None


def test_brier_by_hand() -> None:
    assert metrics.brier(0.8, True) == pytest.approx(0.04)
    assert metrics.brier(0.8, False) == pytest.approx(0.64)
