"""The gate fails on a loss beyond noise and names it; it cannot measure what does not compare."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval import gate as gating
from eval.errors import CannotMeasure
from eval.measures import BY_NAME
from eval.report import Measured
from tests.eval.conftest import row


def baseline(rows: list[Any], floors: dict[str, float] | None = None, errors: dict[str, str] | None = None) -> dict[str, Any]:
    questions = [
        {
            "id": r.id,
            "digest": r.id,
            "answerable": r.answerable,
            "slices": list(r.slices),
            "status": r.status,
            "confidence": r.confidence,
            "reachable": r.reachable,
            "scores": r.scores,
        }
        for r in rows
    ]
    head = {"format": 1, "set": {"name": "s", "n": len(rows)}, "corpus": "c", "settings": {}, "models": {}, "errors": errors or {}}
    return head | {"floors": floors or {}, "questions": questions}


def measured(rows: list[Any], errors: dict[str, str] | None = None) -> Measured:
    return Measured("s", "c", {}, {}, tuple(rows), {r.id: r.id for r in rows}, errors or {})


def failed(base: list[Any], new: list[Any], **other: Any) -> dict[str, str]:
    checks = gating.gate(measured(new), baseline(base, **other))
    return {check.name: check.reason for check in checks if check.reason}


def many(n: int, right: int, **scores: float) -> list[Any]:
    return [row(f"q{k}", right=float(k < right), **scores) for k in range(n)]


def test_the_same_answers_pass() -> None:
    assert failed(many(120, 90, quote_iou=0.3), many(120, 90, quote_iou=0.3)) == {}


def test_a_question_or_two_is_noise() -> None:
    assert failed(many(120, 90), many(120, 88)) == {}


def test_a_loss_beyond_noise_fails_far_above_the_floor() -> None:
    found = failed(many(120, 110), many(120, 102), floors={"right": 0.5})
    assert "a loss beyond noise" in found["right"]


def test_ten_points_fail_however_high_above_the_floor() -> None:
    found = failed(many(20, 20), many(20, 18), floors={"right": 0.1})
    assert "a loss of 10.0 points" in found["right"]


def test_many_tiny_losses_are_held_by_the_floor() -> None:
    assert failed(many(120, 90), many(120, 89), floors={"right": 0.745}) == {"right": "0.742 is below its floor 0.745"}


def test_a_loss_that_is_certain_and_too_small_to_matter_passes() -> None:
    assert failed(many(120, 90, quote_iou=0.300), many(120, 90, quote_iou=0.295)) == {}


def test_a_ceiling_holds_what_should_be_low() -> None:
    assert "above its ceiling" in failed([row(brier=0.1)], [row(brier=0.3)], floors={"brier": 0.2})["brier"]


def test_one_of_five_is_not_yet_a_large_drop_and_two_are() -> None:
    base = [replace(row(f"q{k}"), slices=("underspecified",), underspecified=True) for k in range(5)]
    for wrong, name_is_there in ((1, False), (2, True)):
        new = [replace(row(f"q{k}", right=float(k >= wrong)), slices=("underspecified",), underspecified=True) for k in range(5)]
        assert ("clarify_right" in failed(base, new)) is name_is_there


def test_a_figure_that_cannot_be_computed_any_more_fails() -> None:
    assert "cannot be computed" in failed([row(quote_iou=0.4)], [row()])["quote_iou"]


def test_an_error_in_one_question_of_many_fails() -> None:
    rows = many(120, 120)
    checks = gating.gate(measured(rows, {"q7": "boom"}), baseline(rows, errors={"q1": "was there before"}))
    assert {c.name: c.reason for c in checks if c.reason} == {
        "errors": "errors in questions that had none: q7; the first says: boom"
    }


def test_figures_that_are_not_gated_may_fall() -> None:
    assert not BY_NAME["document_mrr@10"].gated
    assert failed([row(**{"document_mrr@10": 1.0})] * 1, [row(**{"document_mrr@10": 0.1})]) == {}


def test_another_corpus_cannot_be_measured() -> None:
    with pytest.raises(CannotMeasure, match="another corpus"):
        gating.gate(replace(measured([row()]), corpus="other"), baseline([row()]))


def report_of(rows: list[Any]) -> dict[str, Any]:
    return {k: v for k, v in baseline(rows).items() if k != "floors"}


def test_accepting_says_what_changes_and_floors_follow_up_but_not_down() -> None:
    first, told = gating.baseline(report_of(many(100, 80)), None)
    assert first["floors"]["right"] == 0.7
    assert "Dealt with rightly: 0.800 (new), floor 0.700" in told
    better, told = gating.baseline(report_of(many(100, 90)), first)
    assert better["floors"]["right"] == 0.8
    worse, told = gating.baseline(report_of(many(100, 85)), better)
    assert worse["floors"]["right"] == 0.8
    assert "Dealt with rightly: 0.850 (was 0.900), floor 0.800" in told
    fallen, told = gating.baseline(report_of(many(100, 75)), worse)
    assert fallen["floors"]["right"] == 0.65
    assert "Dealt with rightly: 0.750 (was 0.850), floor 0.650, LOWERED from 0.800" in told


def test_a_baseline_is_written_a_question_a_line_and_read_back(tmp_path: Path) -> None:
    value, _ = gating.baseline(report_of(many(3, 2)), None)
    file = tmp_path / "s.json"
    file.write_text(gating.written(value), encoding="utf-8")
    assert gating.read_baseline(file) == value == json.loads(json.dumps(value))
    assert sum('"id": "q' in line for line in gating.written(value).splitlines()) == 3


def test_without_a_baseline_nothing_can_be_told(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="--accept"):
        gating.read_baseline(tmp_path / "none.json")


def test_the_verdict_names_the_metric_in_every_form() -> None:
    checks = gating.gate(measured(many(20, 10)), baseline(many(20, 20)))
    assert "FAILED" in gating.markdown("s", checks)
    assert "**Dealt with rightly** (`right`)" in gating.markdown("s", checks)
    assert '<failure message="Dealt with rightly: 1.000' in gating.junit("s", checks)
    assert gating.to_dict("s", checks)["failed"].keys() == {"right", "risk_area"}
