"""Each injury is noticed by the gate, by the metric it names; and a change that alters nothing is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ingest import IngestEvent, ingest
from assistant.settings import Settings
from eval import gate as gating
from eval.injuries import INJURIES, NeverDeclines, PageOffByOne, ShiftedCitations, injured
from eval.prove import failures
from eval.questions import QuestionSet
from eval.report import measured, report
from tests.eval.conftest import LineByLine, Measure, answer, cite, passage


def failed(measure: Measure, name: str | None, product: LineByLine | None = None) -> dict[str, str]:
    base, _ = gating.baseline(report(measure(), None), None)
    with injured(name, Settings()) as (_, wrap):
        new = report(measure(product, wrap=wrap), None)
    return {check.name: check.reason for check in gating.gate(measured(new), base) if check.reason}


def test_nothing_done_is_nothing_noticed(measure: Measure) -> None:
    assert failed(measure, None) == {}


@pytest.mark.parametrize("name", ["shift-citations", "never-decline"])
def test_an_injury_of_answers_is_noticed_by_the_metric_it_names(measure: Measure, name: str) -> None:
    assert set(INJURIES[name].noticed_by) & failed(measure, name).keys()


def test_documents_without_text_are_noticed_by_the_gold_that_was_not_read(measure: Measure, small_set: QuestionSet) -> None:
    product = LineByLine(small_set.documents)
    product.texts["bees.txt"] = ""
    assert "gold_read" in failed(measure, None, product)


def test_citations_take_the_place_of_the_next_one() -> None:
    passages = tuple(passage(start=n, end=n + 5) for n in (0, 10, 20))
    given = answer(citations=(cite(passages[0], 1), cite(passages[1], 2)), passages=passages)
    shifted = ShiftedCitations(None).injure(given).citations  # type: ignore[arg-type]
    assert [(c.marker, c.start) for c in shifted] == [(1, 10), (2, 20)]


def test_only_sheets_are_counted_on() -> None:
    given = answer(citations=(cite(passage(page=3)), cite(passage(), 2)))
    moved = PageOffByOne(None).injure(given).citations  # type: ignore[arg-type]
    assert [c.locator.page for c in moved] == [4, None]


def test_what_was_declined_is_answered_with_the_first_passage() -> None:
    given = answer(status="declined", passages=(passage(start=3, end=9),))
    forced = NeverDeclines(None).injure(given)  # type: ignore[arg-type]
    assert (forced.status, forced.citations[0].start) == ("answered", 3)


def test_settings_are_put_back() -> None:
    with injured("vectors-only", Settings()) as (changed, _):
        assert changed.keyword_weight == 0.0
    assert Settings().keyword_weight > 0.0


@pytest.mark.usefixtures("bag_of_words")
def test_a_reader_is_blind_in_the_product_itself_and_only_there_and_then(tiny_corpus: Path, tmp_path: Path) -> None:
    def read(data: str) -> dict[str, str | None]:
        events = ingest([tiny_corpus], Settings(data=tmp_path / data))
        return {e.document: e.reason for e in events if isinstance(e, IngestEvent) and e.action == "failed"}

    with injured("empty-reader", Settings()):
        assert read("injured") == {"reports/water.pdf": "no text in the file"}
    assert read("sound") == {}


def test_the_gate_notices_an_injury_of_the_product_and_passes_the_same_product_again(
    small_set: QuestionSet, tmp_path: Path
) -> None:
    said = dict(failures(small_set, tmp_path, [None, "shift-citations"]))
    assert said[None] == {}
    assert "citation_recall" in said["shift-citations"]
