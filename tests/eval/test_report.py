"""A report says what was measured with what, and is read back as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.errors import CannotMeasure
from eval.questions import QuestionSet
from eval.report import junit, markdown, measured, read, report, write
from tests.eval.conftest import LineByLine, Measure


def test_a_report_read_back_has_the_same_rows(measure: Measure, tmp_path: Path) -> None:
    run = measure()
    found = report(run, None)
    write(found, tmp_path)
    again = measured(read(tmp_path / "report.json"))
    assert [r.id for r in again.rows] == [j.evidence.question.id for j in run.judged]
    assert again.rows[0].scores == pytest.approx(run.judged[0].row.scores, abs=1e-6)
    assert again.corpus == run.corpus


def test_a_report_carries_what_it_was_measured_with(measure: Measure) -> None:
    found = report(measure(), None)
    assert (found["settings"], found["models"], found["set"]["name"]) == ({"lines": 1}, {"embedder": "none"}, "small")
    assert len(found["corpus"]) == 64
    assert found["figures"]["right"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 8}
    assert found["figures"]["refusal_recall"]["n"] == 2
    assert found["slices"]["fact"]["n"] == 6
    assert found["verbatim"] == 1.0


def test_errors_are_errors_and_wrong_answers_failures(measure: Measure, small_set: QuestionSet) -> None:
    product = LineByLine(small_set.documents)
    product.failing = {"Who led the survey?"}
    product.texts["bees.txt"] = product.texts["bees.txt"].replace("31", "13")
    suite = ElementTree.fromstring(junit(report(measure(product), None))).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("errors"), suite.get("failures")) == ("8", "1", "1")
    assert [case.get("name") for case in suite if case.find("failure") is not None] == ["honey"]


def test_the_summary_names_errors_and_documents_that_were_not_read(measure: Measure, small_set: QuestionSet) -> None:
    product = LineByLine(small_set.documents)
    product.failing = {"Who led the survey?"}
    found = report(measure(product), None) | {"unread": {"x.pdf": "no text"}}
    text = markdown(found)
    assert "- `survey`: RuntimeError: the store is on fire" in text
    assert "- `x.pdf`: no text" in text
    assert "| Dealt with rightly | 0.875 |" in text


@pytest.mark.parametrize("content", ["", "[]", '{"format": 99, "questions": []}'])
def test_what_is_not_a_report_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "r.json").write_text(content, encoding="utf-8")
    with pytest.raises(CannotMeasure):
        read(tmp_path / "r.json")


def test_figures_that_do_not_exist_are_left_out_of_the_json(measure: Measure) -> None:
    assert "NaN" not in json.dumps(report(measure(), None))
