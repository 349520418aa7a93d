"""The support judge against sentences labelled by reading: eval/support.jsonl, half to tune on and half held out.

The labels were written before the judge and follow four rules. *supported*: every statement stands in the passages or
follows from them at once. *contradicted*: they speak of the same thing and say otherwise, or give its place to another
number, name or date. *partly*: one statement is borne out and another is neither said nor denied, or the sentence is
stronger than the source. *not_found*: they do not speak of it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cite.support import judge
from eval.statistics import wilson

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parents[2] / "eval" / "support.jsonl").read_text("utf-8").splitlines()
]
LABELS = {"supported", "partly", "not_found", "contradicted"}
CHANGES = {
    "number", "name", "date", "negation", "cause", "quantifier", "paraphrase", "verbatim", "merge", "unrelated", "addition",
}  # fmt: skip


def half(row: dict[str, Any]) -> str:
    """Return which half a row is in, by the hash of its id, so that it never moves."""
    return "held-out" if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 else "dev"


def test_the_interval_agrees_with_a_worked_example() -> None:
    # 8 of 10: (8 + 1.9208 -+ 1.96 * sqrt(1.6 + 0.9604)) / 13.8416
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-3)


def test_the_set_is_well_formed_and_large_enough() -> None:
    assert len(ROWS) >= 240
    assert len({r["id"] for r in ROWS}) == len({r["sentence"] for r in ROWS}) == len(ROWS)
    assert {r["label"] for r in ROWS} == LABELS
    assert {r["change"] for r in ROWS} == CHANGES
    assert all(r["passages"] and set(r) == {"id", "sentence", "passages", "label", "change", "note"} for r in ROWS)
    assert sum(r["label"] == "supported" and r["change"] != "verbatim" for r in ROWS) >= 80


@pytest.mark.parametrize(("part", "least_precision", "least_recall"), [("dev", 0.97, 0.75), ("held-out", 0.95, 0.54)])
def test_what_is_called_supported_is_supported(
    part: str, least_precision: float, least_recall: float, record_property: Any
) -> None:
    rows = [r for r in ROWS if half(r) == part]
    called = [r for r in rows if judge(r["sentence"], r["passages"]).support == "supported"]
    right = sum(r["label"] == "supported" for r in called)
    wanted = sum(r["label"] == "supported" for r in rows)
    record_property("precision", f"{right}/{len(called)}, 95 % {wilson(right, len(called))}")
    record_property("recall", f"{right}/{wanted}, 95 % {wilson(right, wanted)}")
    assert right / len(called) >= least_precision, [r["id"] for r in called if r["label"] != "supported"]
    assert right / wanted >= least_recall


@pytest.mark.parametrize("row", [r for r in ROWS if r["change"] == "verbatim"], ids=lambda r: r["id"])
def test_verbatim_sentences_are_supported_by_their_own_span(row: dict[str, Any]) -> None:
    verdict = judge(row["sentence"], row["passages"])
    assert verdict.support == "supported"
    assert verdict.passage is not None and verdict.span is not None
    assert row["passages"][verdict.passage][slice(*verdict.span)] == row["sentence"]
