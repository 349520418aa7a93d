"""Compare two runs of the same questions on the same corpus: every figure, paired question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.errors import CannotMeasure
from eval.gold import shortened
from eval.measures import MEASURES, Measure, Row, average
from eval.report import Measured, measured
from eval.statistics import Interval, paired_bootstrap, sign_test

ENOUGH_PAIRS = 0.9
_LONGEST = 400  # characters of a question or an answer that is listed
TABLE_HEAD = ("| measure | base | new | gain, 95 % interval | better / worse | p | n |", "|---|---|---|---|---|---|---|")
"""The first lines of a Markdown table of which :func:`table_row` gives the others."""


@dataclass(frozen=True)
class Difference:
    """How a figure changed over the questions that have it in both runs.

    ``gain`` is new - base, turned so that more is better. ``interval`` is of the gain. ``better`` and ``worse`` count
    questions, and ``p`` is of the exact sign test (McNemar's on yes and no); ``None`` for figures of the whole set.
    ``missing`` is set if the base had the figure and the new run has it for none of its questions.
    """

    measure: Measure
    base: float
    new: float | None
    gain: float
    interval: Interval | None
    better: int
    worse: int
    p: float | None
    n: int

    @property
    def missing(self) -> bool:
        return self.new is None


def refuse_unequal(base: Measured, new: Measured) -> None:
    """Raise CannotMeasure unless both runs measured the same corpus with, all but a few, the same questions."""
    if base.corpus != new.corpus:
        raise CannotMeasure(
            f"another corpus: {base.corpus[:12]} then, {new.corpus[:12]} now; figures on different documents do not compare"
        )
    paired = sum(new.digests.get(id_) == digest for id_, digest in base.digests.items())
    if paired < ENOUGH_PAIRS * max(len(base.digests), len(new.digests)):
        raise CannotMeasure(
            f"another question set: only {paired} of {max(len(base.digests), len(new.digests))} questions are the same; "
            "accept a new baseline, or compare runs of the same set"
        )


def differences(base: Measured, new: Measured) -> list[Difference]:
    """Return the difference of every figure that the base has, over the questions that did not change."""
    after = {row.id: row for row in new.rows if base.digests.get(row.id) == new.digests[row.id]}
    pairs = [(row, after[row.id]) for row in base.rows if row.id in after]
    found = (_difference(measure, pairs) for measure in MEASURES)
    return [one for one in found if one is not None]


def _difference(measure: Measure, pairs: Sequence[tuple[Row, Row]]) -> Difference | None:
    base = measure.value([b for b, _ in pairs])
    if base is None:
        return None
    kept = [(b, n) for b, n in pairs if measure.columns(b) is not None and measure.columns(n) is not None]
    sign = 1.0 if measure.higher_is_better else -1.0
    old, new = ([row[side] for row in kept] for side in (0, 1))
    before, after = measure.value(old), measure.value(new)
    if after is None or before is None:
        return Difference(measure, base, None, 0.0, None, 0, 0, None, len(kept))
    old_data, new_data = measure.data(old), measure.data(new)
    interval = paired_bootstrap(old_data, new_data, measure.aggregate)
    if interval is not None and sign < 0:
        interval = Interval(0.0 - interval.high, 0.0 - interval.low)
    changes = sign * (new_data[:, 0] - old_data[:, 0]) if measure.aggregate is average else np.zeros(0)
    p = sign_test(changes.tolist()) if measure.aggregate is average else None
    better, worse = int((changes > 0).sum()), int((changes < 0).sum())
    return Difference(measure, before, after, sign * (after - before) + 0.0, interval, better, worse, p, len(kept))


def compare(base: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Return, as Markdown, what changed from one report to the other. Raises CannotMeasure if they do not compare."""
    old, now = measured(base), measured(new)
    refuse_unequal(old, now)
    lines = [f"## {now.name}: what changed", ""]
    for what in ("settings", "models"):
        before, after = getattr(old, what), getattr(now, what)
        lines += [
            f"- {name}: {before.get(name)} → {after.get(name)}"
            for name in sorted({*before, *after})
            if before.get(name) != after.get(name)
        ]
    lines += ["", *TABLE_HEAD]
    lines += [table_row(difference) for difference in differences(old, now)]
    changed = _changed(base, new)
    for title, sign in (("Got worse", -1), ("Got better", 1)):
        listed = [(b, n) for s, b, n in changed if s == sign]
        if listed:
            lines += ["", f"### {title}: {len(listed)} questions", ""]
            lines += [line for b, n in listed for line in _both(b, n)]
    return "\n".join(lines) + "\n"


def table_row(difference: Difference) -> str:
    """Return a difference as a row of a Markdown table."""
    d = difference
    if d.new is None:
        return f"| {d.measure.title} | {d.base:.3f} | not measured | | | | 0 |"
    ends = f" [{d.interval.low:+.3f}, {d.interval.high:+.3f}]" if d.interval else ""
    counts, p = (f"{d.better} / {d.worse}", f"{d.p:.3f}") if d.p is not None else ("", "")
    return f"| {d.measure.title} | {d.base:.3f} | {d.new:.3f} | {d.gain:+.3f}{ends} | {counts} | {p} | {d.n} |"


def _changed(base: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Pair the questions whose answers went from right to wrong, or back, or whose first citation left or found the gold."""
    after = {q["id"]: q for q in new["questions"]}
    found = []
    for before in base["questions"]:
        now = after.get(before["id"])
        if now is None or now["digest"] != before["digest"]:
            continue
        ranks = [tuple(q["scores"].get(name, 0.0) for name in ("right", "first_on_gold", "citation_recall")) for q in (before, now)]
        if ranks[0] != ranks[1]:
            found.append((1 if ranks[1] > ranks[0] else -1, before, now))
    return found


def _both(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    question = shortened(before["question"], _LONGEST)
    return [f"- **{question}** (`{before['id']}`)", f"  - before: {_said(before)}", f"  - now: {_said(now)}"]


def _said(question: Mapping[str, Any]) -> str:
    if question["error"] is not None:
        return f"error: {shortened(question['error'], _LONGEST)}"
    reply = question.get("reply")
    return f"{question['status']}: {shortened(reply['text'], _LONGEST)}" if reply else question["status"]
