"""The figures of a whole set, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eval.measures import BY_NAME, MEASURES, auroc, bins, calibration_error, proportion, risk_area, risks
from tests.eval.conftest import row


def one(*rows: tuple[float, float]) -> np.ndarray:
    return np.array([rows], dtype=np.float64)


def test_auroc_by_hand() -> None:
    # positives .9 and .4, negatives .4 and .2: of four pairs three are in order and one is a tie, 3.5 / 4
    assert auroc(one((1, 0.9), (1, 0.4), (0, 0.4), (0, 0.2)))[0] == pytest.approx(3.5 / 4)
    assert np.isnan(auroc(one((1, 0.9), (1, 0.4)))[0])


def test_risks_by_hand() -> None:
    # the most confident is right, the next wrong, then right: 0/1, 1/2, 1/3
    data = one((1, 0.9), (1, 0.1), (0, 0.5))
    assert risks(data)[0] == pytest.approx([0, 1 / 2, 1 / 3])
    assert risk_area(data)[0] == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_equal_confidence_makes_no_order() -> None:
    for data in (one((1, 0.5), (0, 0.5)), one((0, 0.5), (1, 0.5))):
        assert risks(data)[0] == pytest.approx([0.5, 0.5])


def test_calibration_error_by_hand() -> None:
    # bin .8: two questions, mean .85, half answerable: gap .35; bin .1: one, .1, none: gap .1. (2 * .35 + .1) / 3
    data = one((1, 0.8), (0, 0.89), (0, 0.1))
    assert calibration_error(data)[0] == pytest.approx((abs(1.69 - 1) + 0.1) / 3)
    assert bins(data[0]) == [(0.1, 0.0, 1), (pytest.approx(0.845), 0.5, 2)]


def test_full_confidence_falls_into_the_last_bin() -> None:
    assert bins(one((1, 1.0))[0]) == [(1.0, 1.0, 1)]


def test_proportion_by_hand() -> None:
    assert proportion(one((1, 1), (0, 1), (0, 0)))[0] == 0.5
    assert np.isnan(proportion(one((0, 0)))[0])


def test_refusals_by_hand() -> None:
    rows = [row("a", refused=1.0), row("b", answerable=False, refused=1.0), row("c", answerable=False), row("d")]
    assert BY_NAME["refusal_precision"].value(rows) == 0.5  # b of a, b
    assert BY_NAME["refusal_recall"].value(rows) == 0.5  # b of b, c


def test_follow_ups_have_a_figure_of_their_own() -> None:
    scores = {"document_ndcg@5": 0.5}
    rows = [replace(row("a", **scores), follow_up=True), row("b", **{"document_ndcg@5": 1.0}), replace(row("c"), follow_up=True)]
    assert BY_NAME["follow_up_ndcg@5"].value(rows) == 0.5  # of a alone: b follows nothing, c has no score


def test_what_applies_to_no_question_has_no_figure() -> None:
    assert BY_NAME["page_recall@5"].value([row()]) is None
    assert BY_NAME["refusal_precision"].value([row()]) is None
    assert BY_NAME["right"].value([]) is None


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
def test_a_figure_of_many_draws_is_the_figure_of_each(measure: object) -> None:
    data = np.random.default_rng(1).integers(0, 2, size=(3, 7, 2)).astype(float)
    together = measure.aggregate(data)  # type: ignore[attr-defined]
    each = [measure.aggregate(draw[None])[0] for draw in data]  # type: ignore[attr-defined]
    assert together == pytest.approx(each, nan_ok=True)
