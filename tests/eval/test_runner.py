"""The whole line of the judge, on a product whose answers can be told in advance; and once on the real one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from eval.errors import CannotMeasure
from eval.questions import QuestionSet, open_set
from eval.report import report
from eval.runner import run
from tests.conftest import BagOfWords, write_files
from tests.eval.conftest import LineByLine, Measure, same_words


def scores(measured: object) -> dict[str, dict[str, float]]:
    return {j.evidence.question.id: j.scores for j in measured.judged}  # type: ignore[attr-defined]


def test_a_product_that_is_right_everywhere_scores_so(measure: Measure) -> None:
    found = scores(measure())
    assert all(s["right"] == 1.0 for s in found.values())
    perfect = ("quote_iou", "citation_recall", "quote_exact", "span_recall@5", "first_on_gold", "gold_read", "document_ndcg@10")
    assert {found["honey"][name] for name in perfect} == {1.0}
    assert found["honey"]["facts_found"] == 1.0
    assert found["moon"]["refused"] == 1.0


def test_what_does_not_apply_has_no_score(measure: Measure) -> None:
    found = scores(measure())
    assert "answer_f1" not in found["lid"]  # no gold answer
    assert not {"page_recall@5", "page_found@5"} & found["honey"].keys()  # no pages
    assert "span_recall@5" not in found["moon"]  # no gold
    assert "citation_recall" not in found["moon"]  # no answer


def test_a_question_that_raises_is_a_failed_answer_and_is_listed(measure: Measure, small_set: QuestionSet) -> None:
    product = LineByLine(small_set.documents)
    product.failing = {"Who led the survey?", "Why do cats purr?"}
    measured = measure(product)
    found = scores(measured)
    assert (found["survey"]["right"], found["survey"].get("span_touched@5")) == (0.0, 0.0)
    assert found["survey"]["completed"] == 0.0
    assert found["moon"]["right"] == 0.0
    assert found["moon"]["brier"] == 1.0
    assert report(measured, None)["errors"] == {
        "survey": "RuntimeError: the store is on fire",
        "moon": "RuntimeError: the store is on fire",
    }


def test_declining_what_can_be_answered_is_wrong_and_cites_no_gold(measure: Measure, small_set: QuestionSet) -> None:
    product = LineByLine(small_set.documents)
    ask = product.ask
    product.ask = lambda *a, **k: replace(ask(*a, **k), status="declined", citations=(), sentences=())  # type: ignore[method-assign]
    found = scores(measure(product))
    assert (found["honey"]["right"], found["honey"]["quote_recall"], found["honey"]["refused"]) == (0.0, 0.0, 1.0)
    assert "quote_precision" not in found["honey"]


def test_stale_gold_stops_the_run(small_set: QuestionSet, measure: Measure) -> None:
    (small_set.documents / "trams.txt").write_text("The trams are gone.\n", encoding="utf-8")
    with pytest.raises(CannotMeasure, match=r"2 references are stale.*\n  closed: trams.txt does not hold"):
        measure()


def test_a_data_folder_with_other_documents_cannot_be_measured(small_set: QuestionSet, measure: Measure) -> None:
    product = LineByLine(small_set.documents)
    product.digests["another.txt"] = "1" * 64
    with pytest.raises(CannotMeasure, match="other documents"):
        measure(product)


@pytest.mark.usefixtures("bag_of_words")
def test_the_archive_of_somebody_is_left_as_it_is(small_set: QuestionSet, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    list(ingest([write_files(tmp_path / "mine", {"mine.txt": "A text of my own."})], settings))
    with pytest.raises(CannotMeasure, match="other documents"):
        run(small_set, settings, same_words)
    with closing(Catalog.open_existing(settings.data)) as catalog:
        assert set(catalog.files()) == {"mine.txt"}


def test_two_runs_give_the_same_bytes_apart_from_times(measure: Measure, tmp_path: Path) -> None:
    from eval.report import write

    for folder in ("one", "two"):
        write(report(measure(), None) | {"times": {}}, tmp_path / folder)
    for name in ("report.json", "report.md", "report.html", "junit.xml"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_product_itself_can_be_judged(tiny_corpus: Path, tmp_path: Path, bag_of_words: BagOfWords) -> None:
    (tmp_path / "questions.jsonl").write_text(
        '{"id": "wall", "question": "When was the harbour wall rebuilt?", "answerable": true,'
        ' "references": [{"document": "notes/harbour.txt", "quote": "The harbour wall was rebuilt in 1998"}]}\n'
        '{"id": "water", "question": "How many litres of water did the valley use in 2016?", "answerable": true,'
        ' "references": [{"document": "reports/water.pdf", "quote": "84 million litres of water in 2016", "page": 1}]}\n',
        encoding="utf-8",
    )
    questions = open_set(tmp_path / "questions.jsonl", tiny_corpus)
    measured = run(questions, Settings(data=tmp_path / "data"), same_words)
    found = scores(measured)
    assert not measured.unread
    assert not report(measured, None)["errors"]
    assert {s["gold_read"] for s in found.values()} == {1.0}
    assert {s["span_touched@5"] for s in found.values()} == {1.0}
    assert found["water"]["page_recall@5"] == found["water"]["page_found@5"] == 1.0
