"""Two runs are paired question by question; what does not compare is refused."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from eval.compare import compare, differences, refuse_unequal
from eval.errors import CannotMeasure
from eval.questions import QuestionSet
from eval.report import Measured, report
from tests.eval.conftest import LineByLine, Measure, row


def of(*rows: Any, corpus: str = "c", errors: dict[str, str] | None = None) -> Measured:
    return Measured("s", corpus, {}, {}, rows, {r.id: f"digest of {r.id}" for r in rows}, errors or {})


def by_name(base: Measured, new: Measured) -> dict[str, Any]:
    return {d.measure.name: d for d in differences(base, new)}


def test_questions_are_paired_and_counted_by_hand() -> None:
    base = of(row("a"), row("b"), row("c", right=0.0), row("d"))
    new = of(row("d"), row("c", right=1.0), row("b", right=0.0), row("a", right=0.0))
    right = by_name(base, new)["right"]
    assert (right.base, right.new, right.gain) == (0.75, 0.5, -0.25)
    assert (right.better, right.worse, right.n) == (1, 2, 4)
    assert right.p == 1.0


def test_a_measure_where_less_is_better_gains_by_falling() -> None:
    brier = by_name(of(row("a", brier=0.5), row("b", brier=0.3)), of(row("a", brier=0.1), row("b", brier=0.1)))["brier"]
    assert brier.gain == pytest.approx(0.3)
    assert brier.better == 2
    assert brier.interval is not None
    assert brier.interval.low > 0


def test_a_question_that_changed_is_not_paired() -> None:
    new = of(row("a", right=0.0), row("b"))
    changed = Measured("s", "c", {}, {}, new.rows, dict(new.digests) | {"a": "other"}, {})
    assert by_name(of(row("a"), row("b")), changed)["right"].gain == 0.0


def test_a_figure_that_is_gone_is_missing() -> None:
    gone = by_name(of(row("a", quote_iou=0.5)), of(row("a")))["quote_iou"]
    assert gone.missing


def test_another_corpus_and_another_set_are_refused() -> None:
    with pytest.raises(CannotMeasure, match="another corpus"):
        refuse_unequal(of(row("a")), of(row("a"), corpus="d"))
    with pytest.raises(CannotMeasure, match="only 1 of 2"):
        refuse_unequal(of(row("a")), of(row("a"), row("b")))


def test_what_got_worse_is_listed_with_both_answers(measure: Measure, small_set: QuestionSet) -> None:
    base = report(measure(), None)
    product = LineByLine(small_set.documents)
    product.failing = {"Who led the survey?"}
    text = compare(base, report(measure(product), None))
    assert "Got worse: 1 questions" in text
    assert "before: answered: Dr Ada Finch led the survey." in text
    assert "now: error: RuntimeError: the store is on fire" in text
    assert "Got better" not in text


def test_nothing_changed_is_all_zero(measure: Measure) -> None:
    base = report(measure(), None)
    text = compare(base, copy.deepcopy(base))
    assert "Got" not in text
    assert "-0." not in text
