"""The figures of a report: which scores they are made of, how, which way is better, and which of them the gate holds.

Most are the mean of a score over the questions it applies to. The rest are properties of a whole set; all are functions
of an array of rows, one a question, so that the bootstrap can draw the questions again. Arrays are (draws, n, columns).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Aggregate = Callable[[Numbers], Numbers]

BINS = 10  # of confidence, for the calibration error and the reliability plot


@dataclass(frozen=True)
class Row:
    """What one question contributes to the figures. ``reachable``: an answer to it is, or would be, right."""

    id: str
    slices: tuple[str, ...]
    answerable: bool
    follow_up: bool
    underspecified: bool
    status: str
    confidence: float
    reachable: bool
    scores: dict[str, float]


@dataclass(frozen=True)
class Measure:
    """A figure of the report. ``columns`` gives a question's numbers, or ``None`` where the measure does not apply."""

    name: str
    title: str
    group: str
    columns: Callable[[Row], tuple[float, ...] | None]
    aggregate: Aggregate
    higher_is_better: bool = True
    gated: bool = False

    def data(self, rows: Sequence[Row]) -> Numbers:
        """Return the numbers of the questions that the measure applies to, one row each."""
        held = [columns for row in rows if (columns := self.columns(row)) is not None]
        return np.array(held, dtype=np.float64) if held else np.zeros((0, 2))

    def value(self, rows: Sequence[Row]) -> float | None:
        """Return the figure over all these questions; ``None`` if it applies to none of them."""
        data = self.data(rows)
        value = float(self.aggregate(data[None])[0]) if len(data) else float("nan")
        return None if np.isnan(value) else value


def average(data: Numbers) -> Numbers:
    """Return the mean of the only column."""
    return np.asarray(data[..., 0].mean(axis=-1))


def proportion(data: Numbers) -> Numbers:
    """Return the sum of the first column over that of the second; not a number if that is zero."""
    above, below = data[..., 0].sum(axis=-1), data[..., 1].sum(axis=-1)
    return np.asarray(np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0))


def auroc(data: Numbers) -> Numbers:
    """Return the area under the ROC curve of scores (column 1) for labels (column 0).

    The probability that a positive scores above a negative, a tie counting half (Hanley and McNeil 1982), from the sum of
    ranks of the positives. Not a number unless both kinds are there.
    """
    from scipy.stats import rankdata  # type: ignore[import-untyped]

    labels, scores = data[..., 0], data[..., 1]
    positives = labels.sum(axis=-1)
    negatives = labels.shape[-1] - positives
    ranks = (rankdata(scores, axis=-1) * labels).sum(axis=-1)
    pairs = positives * negatives
    return np.asarray(np.divide(ranks - positives * (positives + 1) / 2, pairs, out=np.full(pairs.shape, np.nan), where=pairs > 0))


def risks(data: Numbers) -> Numbers:
    """Return the risk at each coverage 1/n..1: the share of wrong answers among the k most confident.

    Columns: right, confidence. Selective risk (El-Yaniv and Wiener 2010). Among equally confident answers every order is
    as likely, so each counts as the average of its equals.
    """
    right, confidence = data[..., 0], data[..., 1]
    order = np.argsort(-confidence, axis=-1, kind="stable")
    wrong, ranked = 1 - np.take_along_axis(right, order, -1), np.take_along_axis(confidence, order, -1)
    for draw in range(wrong.shape[0]):
        _, which, sizes = np.unique(-ranked[draw], return_inverse=True, return_counts=True)
        wrong[draw] = (np.bincount(which, wrong[draw]) / sizes)[which]
    return np.asarray(wrong.cumsum(axis=-1) / np.arange(1, wrong.shape[-1] + 1))


def risk_area(data: Numbers) -> Numbers:
    """Return the area under the risk-coverage curve: the mean of the risks (Geifman and El-Yaniv 2017). 0 is best."""
    return np.asarray(risks(data).mean(axis=-1))


def bins(data: Numbers) -> list[tuple[float, float, int]]:
    """Return, for each tenth of confidence that has questions, mean confidence, share answerable and their number."""
    answerable, confidence = data[..., 0], data[..., 1]
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    held = [which == b for b in range(BINS) if (which == b).any()]
    return [(float(confidence[b].mean()), float(answerable[b].mean()), int(b.sum())) for b in held]


def calibration_error(data: Numbers) -> Numbers:
    """Return the expected calibration error over ten bins of equal width: the mean gap between confidence and truth.

    Weighted by the questions in each bin (Naeini et al. 2015; Guo et al. 2017). Columns: answerable, confidence.
    """
    answerable, confidence = data[..., 0], data[..., 1]
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [np.abs(((confidence - answerable) * (which == b)).sum(axis=-1)) for b in range(BINS)]
    return np.asarray(sum(gaps) / answerable.shape[-1])


def _score(name: str) -> Callable[[Row], tuple[float, ...] | None]:
    return lambda row: (row.scores[name],) if name in row.scores else None


def _mean(name: str, title: str, group: str, *, higher: bool = True, gated: bool = False) -> Measure:
    return Measure(name, title, group, _score(name), average, higher, gated)


def _when(test: Callable[[Row], bool]) -> Callable[[Row], tuple[float, ...] | None]:
    return lambda row: (row.scores["right"],) if test(row) else None


def _of_follow_ups(name: str) -> Callable[[Row], tuple[float, ...] | None]:
    return lambda row: (row.scores[name],) if row.follow_up and name in row.scores else None


def _decision(row: Row, below: bool) -> tuple[float, float] | None:
    """Refused and rightly, over refused; or over unanswerable."""
    if "refused" not in row.scores:
        return None
    rightly = row.scores["refused"] * (not row.answerable)
    return rightly, row.scores["refused"] if below else float(not row.answerable)


def _sure(row: Row) -> tuple[float, float] | None:
    return None if row.underspecified else (float(row.answerable), row.confidence)


def _risk(row: Row) -> tuple[float, float] | None:
    return None if row.underspecified else (float(row.reachable), row.confidence)


MEASURES: tuple[Measure, ...] = (
    _mean("right", "Dealt with rightly", "Overall", gated=True),
    _mean("completed", "Without an error", "Overall", gated=True),
    Measure("follow_up_right", "Follow-ups dealt with rightly", "Overall", _when(lambda r: r.follow_up), average, gated=True),
    Measure("clarify_right", "Underspecified: asked back", "Overall", _when(lambda r: r.underspecified), average, gated=True),
    _mean("answer_f1", "Words shared with the gold answer (F1)", "Answers", gated=True),
    _mean("facts_found", "Numbers and names of the gold answer found", "Answers", gated=True),
    _mean("gold_read", "Gold that the readers have read", "Retrieval", gated=True),
    _mean("document_recall@5", "Documents, recall@5", "Retrieval", gated=True),
    _mean("document_found@5", "Documents, any right one in five", "Retrieval"),
    _mean("document_mrr@10", "Documents, MRR@10", "Retrieval"),
    _mean("document_ndcg@5", "Documents, nDCG@5", "Retrieval"),
    _mean("document_ndcg@10", "Documents, nDCG@10", "Retrieval", gated=True),
    Measure("follow_up_ndcg@5", "Follow-ups: documents, nDCG@5", "Retrieval", _of_follow_ups("document_ndcg@5"), average),
    _mean("page_recall@5", "Pages, recall@5", "Retrieval", gated=True),
    _mean("page_found@5", "Pages, any right one in five", "Retrieval"),
    _mean("page_found@10", "Pages, any right one in ten", "Retrieval"),
    _mean("page_mrr@10", "Pages, MRR@10", "Retrieval"),
    _mean("page_ndcg@5", "Pages, nDCG@5", "Retrieval"),
    _mean("page_ndcg@10", "Pages, nDCG@10", "Retrieval", gated=True),
    _mean("span_recall@5", "Gold spans, recall@5 by characters", "Retrieval", gated=True),
    _mean("span_touched@5", "Gold spans, any touched in five", "Retrieval", gated=True),
    _mean("span_mrr@10", "Gold spans, MRR@10", "Retrieval", gated=True),
    _mean("span_ndcg@5", "Gold spans, nDCG@5", "Retrieval"),
    _mean("span_ndcg@10", "Gold spans, nDCG@10", "Retrieval", gated=True),
    _mean("gold_chars@2000", "Gold characters in the first 2,000", "Retrieval", gated=True),
    _mean("gold_chars@4000", "Gold characters in the first 4,000", "Retrieval", gated=True),
    _mean("first_on_gold", "First cited sentence touches gold", "Citations", gated=True),
    _mean("first_three_on_gold", "One of the first three touches gold", "Citations", gated=True),
    _mean("cited_on_gold", "Cited sentences that touch gold", "Citations", gated=True),
    _mean("quote_precision", "Quoted characters that are gold (precision)", "Citations", gated=True),
    _mean("quote_recall", "Gold characters that are quoted (recall)", "Citations", gated=True),
    _mean("quote_iou", "Quoted and gold characters, IoU", "Citations", gated=True),
    _mean("citation_recall", "Citation recall (ALCE)", "Citations", gated=True),
    _mean("citation_precision", "Citation precision (ALCE)", "Citations", gated=True),
    _mean("locator_correct", "Quote is on that page, at that time", "Citations", gated=True),
    _mean("quote_exact", "Quote is what stands at its offsets", "Citations", gated=True),
    Measure("refusal_precision", "Refusals that were right", "Declining", lambda r: _decision(r, True), proportion, gated=True),
    Measure("refusal_recall", "Unanswerable questions refused", "Declining", lambda r: _decision(r, False), proportion, gated=True),
    Measure("confidence_auroc", "AUROC of confidence", "Declining", _sure, auroc, gated=True),
    Measure("risk_area", "Area under risk and coverage", "Declining", _risk, risk_area, False, True),
    Measure("calibration_error", "Calibration error (ECE)", "Declining", _sure, calibration_error, False, True),
    _mean("brier", "Brier score of confidence", "Declining", higher=False, gated=True),
    _mean("model_kept", "Answers kept in the model's words", "Language model"),
    _mean("unsupported_written", "Unsupported sentences as the model wrote them", "Language model", higher=False),
    _mean("unsupported_shown", "Unsupported sentences after holding", "Language model", higher=False),
    _mean("tokens_in", "Tokens sent to the model, a question", "Language model", higher=False),
    _mean("tokens_out", "Tokens received from the model, a question", "Language model", higher=False),
)

BY_NAME = {measure.name: measure for measure in MEASURES}
