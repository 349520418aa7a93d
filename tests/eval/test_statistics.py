"""Intervals, tests of pairs and percentiles are those that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from eval.measures import average
from eval.statistics import bootstrap, paired_bootstrap, percentile, sign_test


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)[:, None]


def test_the_interval_of_a_share_is_near_the_binomial_one() -> None:
    # 50 of 100: 0.5 +- 1.96 * sqrt(.25 / 100) = 0.402 to 0.598
    interval = bootstrap(column(*[1.0] * 50 + [0.0] * 50), average)
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(0.402, abs=0.02), pytest.approx(0.598, abs=0.02))


def test_draws_are_the_same_every_time() -> None:
    data = column(*np.random.default_rng(0).random(30))
    assert bootstrap(data, average) == bootstrap(data, average)


def test_of_one_question_nothing_can_be_said() -> None:
    assert bootstrap(column(1.0), average) is None
    assert paired_bootstrap(column(1.0), column(0.0), average) is None


def test_pairs_are_drawn_together() -> None:
    base = column(*np.random.default_rng(0).random(40))
    interval = paired_bootstrap(base, base + 0.1, average)
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(0.1), pytest.approx(0.1))


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([], 1.0),
        ([0, 0, 0], 1.0),
        ([1, 1, 1, 1, 1, 0], 2 / 2**5),  # five better, none worse: 2 * (1/2)^5
        ([-1, -0.2, 0.3], 1.0),
        ([-1] * 6 + [1], 2 * (1 + 7) / 2**7),  # one of seven: 2 * (C(7,0) + C(7,1)) / 2^7
    ],
)
def test_the_sign_test_by_hand(differences: list[float], p: float) -> None:
    assert sign_test(differences) == pytest.approx(p)


def test_percentiles_are_values_that_occurred() -> None:
    values = [0.5, 0.1, 0.2, 0.9]
    assert [percentile(values, share) for share in (0.5, 0.95)] == [0.2, 0.9]
    assert [percentile([1, 2, 3, 4], share) for share in (0.0, 0.5, 0.51, 0.95, 1.0)] == [1, 2, 3, 4, 4]
