"""Decide whether a run may pass: against floors, and against a committed baseline, question by question.

A figure fails if

1. it stands beneath its floor (above, where less is better); floors keep many small losses from adding up;
2. it dropped beyond noise: by a point or more, with a 95 % interval that leaves out 0 and, for the mean of a score, an
   exact sign test below 0.05;
3. it dropped by ten points, however far above its floor it stands;
4. it cannot be computed any more, where the baseline has it.

And any question that raised no error in the baseline must raise none now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from eval.compare import TABLE_HEAD, Difference, differences, refuse_unequal, table_row
from eval.errors import CannotMeasure
from eval.measures import BY_NAME, MEASURES, Measure, average
from eval.report import FORMAT, Measured, as_xml, measured

BASELINES = Path(__file__).parent / "baselines"
FLOOR_BELOW = 0.10
LARGE_DROP = 0.10
SMALLEST_DROP = 0.01
SIGNIFICANT = 0.05
TINY = 1e-9
SHOWN_ERRORS = 10


@dataclass(frozen=True)
class Check:
    """One thing the gate looked at. ``reason`` says why it failed, and is ``None`` if it passed."""

    name: str
    title: str
    reason: str | None
    difference: Difference | None = None
    floor: float | None = None


def gate(new: Measured, baseline: Mapping[str, Any]) -> list[Check]:
    """Return every check, the failed ones with their reasons. Raises CannotMeasure if the baseline is of another corpus."""
    base = measured(baseline)
    refuse_unequal(base, new)
    floors: Mapping[str, float] = baseline["floors"]
    checks = []
    for difference in differences(base, new):
        measure = difference.measure
        if measure.gated:
            floor = floors.get(measure.name)
            reason = _beneath(measure, measure.value(new.rows), floor) or _dropped(difference)
            checks.append(Check(measure.name, measure.title, reason, difference, floor))
    return [*checks, Check("errors", "No new errors", _errors(base, new))]


def _errors(base: Measured, new: Measured) -> str | None:
    failed = sorted(new.errors.keys() - base.errors.keys())
    if not failed:
        return None
    listed = ", ".join(failed[:SHOWN_ERRORS]) + f" and {len(failed) - SHOWN_ERRORS} more" * (len(failed) > SHOWN_ERRORS)
    return f"errors in questions that had none: {listed}; the first says: {' '.join(new.errors[failed[0]].split())}"


def _beneath(measure: Measure, value: float | None, floor: float | None) -> str | None:
    if value is None or floor is None:
        return None
    if measure.higher_is_better and value < floor - TINY:
        return f"{value:.3f} is below its floor {floor:.3f}"
    if not measure.higher_is_better and value > floor + TINY:
        return f"{value:.3f} is above its ceiling {floor:.3f}"
    return None


def _dropped(difference: Difference) -> str | None:
    d = difference
    if d.new is None:
        return f"was {d.base:.3f} and cannot be computed any more"
    told = f"{d.base:.3f} → {d.new:.3f}"
    is_mean = d.measure.aggregate is average
    # among five questions one is twenty points, so a large drop needs two of them
    if d.gain <= -LARGE_DROP + TINY and (not is_mean or d.worse - d.better >= 2):
        return f"{told}, a loss of {-d.gain * 100:.1f} points"
    beyond = d.interval is not None and d.interval.high < 0 and d.gain <= -SMALLEST_DROP + TINY
    if beyond and d.interval and (d.p is None or d.p < SIGNIFICANT):
        ends = f"95 % interval {d.interval.low:+.3f} to {d.interval.high:+.3f}"
        return f"{told}, a loss beyond noise ({ends}" + (f", p {d.p:.3f})" if d.p is not None else ")")
    return None


# -- baselines ---------------------------------------------------------------------------------------------------------


def baseline_file(name: str) -> Path:
    """Return where the baseline of a set is committed."""
    return BASELINES / f"{name}.json"


def read_baseline(path: Path) -> dict[str, Any]:
    """Read a baseline. Raises CannotMeasure if there is none."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CannotMeasure(f"{path}: no baseline yet; accept this run as one with --accept") from error
    except ValueError as error:
        raise CannotMeasure(f"{path} cannot be read: {error}") from error
    if found.get("format") != FORMAT:
        raise CannotMeasure(f"{path} is of format {found.get('format')}, not {FORMAT}; accept a new one with --accept")
    return found


def baseline(report: Mapping[str, Any], earlier: Mapping[str, Any] | None) -> tuple[dict[str, Any], list[str]]:
    """Return a report as the new baseline, and what is accepted with it, a line each.

    A floor is ten points beneath the figure. It follows the figure up and stays when it falls, unless the figure fell
    through it: then it is lowered, and said so.
    """
    rows = measured(report).rows
    floors: dict[str, float] = {}
    told: list[str] = []
    for measure in MEASURES:
        value = measure.value(rows)
        if not measure.gated or value is None:
            continue
        before = _value_of(measure, earlier)
        floors[measure.name], remark = _floor(measure, value, (earlier or {}).get("floors", {}).get(measure.name))
        if before is None or abs(before - value) > 5e-7 or remark:
            was = "new" if before is None else f"was {before:.3f}"
            told.append(f"{measure.title}: {value:.3f} ({was}), floor {floors[measure.name]:.3f}{remark}")
    kept = ("id", "digest", "answerable", "slices", "status", "confidence", "reachable", "scores")
    head = {name: report[name] for name in ("format", "set", "corpus", "settings", "models", "errors")}
    return head | {"floors": floors, "questions": [{name: q[name] for name in kept} for q in report["questions"]]}, told


def _value_of(measure: Measure, earlier: Mapping[str, Any] | None) -> float | None:
    return measure.value(measured(earlier).rows) if earlier else None


def _floor(measure: Measure, value: float, earlier: float | None) -> tuple[float, str]:
    sign = 1 if measure.higher_is_better else -1
    proposed = round(min(1.0, max(0.0, value - sign * FLOOR_BELOW)), 3)
    if earlier is None:
        return proposed, ""
    if sign * (value - earlier) < -TINY:
        return proposed, f", LOWERED from {earlier:.3f}"
    return (proposed if sign * (proposed - earlier) > 0 else earlier), ""


def written(value: Mapping[str, Any]) -> str:
    """Return a baseline as text with a question a line, so that a change to it can be read in a diff."""
    head = {name: part for name, part in value.items() if name != "questions"}
    lines = ",\n".join("  " + json.dumps(q, ensure_ascii=False, sort_keys=True) for q in value["questions"])
    return json.dumps(head, ensure_ascii=False, indent=1)[:-2] + f',\n "questions": [\n{lines}\n ]\n}}\n'


# -- forms -------------------------------------------------------------------------------------------------------------


def markdown(name: str, checks: Sequence[Check]) -> str:
    """Return the verdict for a pull request: what failed first, then every figure."""
    failed = [check for check in checks if check.reason]
    lines = [f"## Gate on {name}: {'FAILED' if failed else 'passed'}", ""]
    lines += [f"- **{check.title}** (`{check.name}`): {check.reason}" for check in failed]
    lines += ["", *TABLE_HEAD]
    return "\n".join([*lines, *(table_row(c.difference) for c in checks if c.difference)]) + "\n"


def junit(name: str, checks: Sequence[Check]) -> str:
    """Return the verdict as JUnit XML, a test case a check."""
    failures = sum(check.reason is not None for check in checks)
    suite = ElementTree.Element("testsuite", name=f"gate.{name}", tests=str(len(checks)), failures=str(failures), errors="0")
    for check in checks:
        case = ElementTree.SubElement(suite, "testcase", classname=f"gate.{name}", name=check.name)
        if check.reason:
            ElementTree.SubElement(case, "failure", message=f"{check.title}: {check.reason}")
    return as_xml(suite)


def to_dict(name: str, checks: Sequence[Check]) -> dict[str, Any]:
    """Return the verdict as JSON values."""
    failed = {check.name: check.reason for check in checks if check.reason}
    return {"set": name, "passed": not failed, "failed": failed, "checked": [c.name for c in checks if c.name in BY_NAME]}
