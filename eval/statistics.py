"""How sure a figure is, and whether two runs differ: bootstrap intervals and exact paired tests.

All draws come from one fixed seed, so that the same run gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from eval.measures import Aggregate, Numbers

SEED = 20150503
DRAWS = 2000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, both ends included."""

    low: float
    high: float


def _draws(n: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, n, size=(DRAWS, n))


def _interval(values: NDArray[np.float64]) -> Interval | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def bootstrap(data: Numbers, aggregate: Aggregate) -> Interval | None:
    """Return the percentile bootstrap interval of a figure, questions drawn with replacement (Efron 1979).

    ``data`` has one row a question. Draws in which the figure does not exist are left out; ``None`` for fewer than two
    questions, of which nothing can be said.
    """
    return _interval(aggregate(data[_draws(len(data))])) if len(data) > 1 else None


def paired_bootstrap(base: Numbers, new: Numbers, aggregate: Aggregate) -> Interval | None:
    """Return the interval of the difference new - base; each draw takes the same questions from both runs."""
    if len(base) < 2:
        return None
    drawn = _draws(len(base))
    return _interval(aggregate(new[drawn]) - aggregate(base[drawn]))


def sign_test(differences: Sequence[float]) -> float:
    """Return the two-sided p of the exact sign test: as many better as worse, if nothing had changed.

    Ties are left out (Conover 1999). On scores of 0 and 1 this is the exact McNemar test (McNemar 1947), whose two cells
    are the questions that got better and those that got worse. 1 if nothing differs.
    """
    from scipy.stats import binomtest  # type: ignore[import-untyped]

    better, worse = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    return float(binomtest(better, better + worse, 0.5).pvalue) if better + worse else 1.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of one value or more that at least this share (0 to 1) of them do not exceed (nearest rank)."""
    return sorted(values)[max(0, int(np.ceil(share * len(values))) - 1)]


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % score interval of a proportion (Wilson 1927)."""
    z = 1.96  # the standard normal quantile of 0.975
    centre, spread = hits + z * z / 2, z * (hits * (n - hits) / n + z * z / 4) ** 0.5
    return (centre - spread) / (n + z * z), (centre + spread) / (n + z * z)
