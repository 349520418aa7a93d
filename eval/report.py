"""A run as a report: one JSON object, from which the other forms are made and later runs are compared.

Everything that a clock decides stands under ``times``; without it, two runs of the same product give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from assistant.types import Answer
from eval.errors import CannotMeasure
from eval.judges import JudgeScore
from eval.letters import Letters
from eval.measures import BY_NAME, MEASURES, Row, bins, proportion, risks
from eval.metrics import plain
from eval.questions import Question, question_to
from eval.runner import Judged, Run
from eval.score import locator_verdict, mean
from eval.statistics import bootstrap, percentile

FORMAT = 1
REQUIRED = frozenset({"set", "corpus", "settings", "models", "errors", "questions"})  # without which no two are compared
DIGITS = 6  # behind the point, of figures in report.json
VERBATIM = (
    "Of the cited sentences {:.1%} are the words of their source. For those, citation recall and precision are 1 by "
    "construction (unless the judge errs); whether they are to the point is in the rows on gold."
)


@dataclass(frozen=True)
class Measured:
    """A run read back from its report, or a baseline: what it was measured on, and a row a question."""

    name: str
    corpus: str
    settings: Mapping[str, Any]
    models: Mapping[str, Any]
    rows: tuple[Row, ...]
    digests: Mapping[str, str]
    errors: Mapping[str, str]


def report(run: Run, judge: JudgeScore | None) -> dict[str, Any]:
    """Return the report of a run as JSON values, in an order that is always the same."""
    rows = [judged.row for judged in run.judged]
    seconds = [judged.seconds for judged in run.judged]
    latency = {"p50": percentile(seconds, 0.5), "p95": percentile(seconds, 0.95), "max": max(seconds)}
    return {
        "format": FORMAT,
        "set": {"name": run.questions.name, "sha256": run.questions.sha256, "n": len(rows)},
        "corpus": run.corpus,
        "settings": dict(run.settings),
        "models": dict(run.models),
        "figures": figures(rows),
        "slices": slices(rows),
        "curves": {"coverage_risk": _coverage_risk(rows), "calibration": _calibration(rows)},
        "verbatim": mean(verbatim for j in run.judged if j.evidence.answer for verbatim in _verbatim(j.evidence.answer)),
        "support_judge": judge.to_dict() if judge else None,
        "unread": dict(run.unread),
        "errors": {j.evidence.question.id: j.error for j in run.judged if j.error is not None},
        "questions": [_question(judged) for judged in run.judged],
        "times": dict(run.times) | {"latency": {k: round(v, 4) for k, v in latency.items() if v is not None}},
    }


def figures(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Return every measure that applies: its value, its 95 % interval and the number of questions behind it."""
    found: dict[str, dict[str, Any]] = {}
    for measure in MEASURES:
        value = measure.value(rows)
        if value is None:
            continue
        data = measure.data(rows)
        interval = bootstrap(data, measure.aggregate)
        ends = {"low": _round(interval.low), "high": _round(interval.high)} if interval else {}
        found[measure.name] = {
            "value": _round(value),
            **ends,
            "n": int(data[:, 1].sum()) if measure.aggregate is proportion else len(data),
        }
    return found


def slices(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Return, by slice, how many questions it holds and the value of every measure that applies."""
    names = sorted({name for row in rows for name in row.slices})
    found = {}
    for name in names:
        held = [row for row in rows if name in row.slices]
        values = {m.name: _round(v) for m in MEASURES if (v := m.value(held)) is not None}
        found[name] = {"n": len(held), "values": values}
    return found


def _coverage_risk(rows: Sequence[Row]) -> list[list[float]]:
    data = BY_NAME["risk_area"].data(rows)
    curve = risks(data[None])[0] if len(data) else []
    return [[_round((k + 1) / len(curve)), _round(float(risk))] for k, risk in enumerate(curve)]


def _calibration(rows: Sequence[Row]) -> list[list[float]]:
    data = BY_NAME["calibration_error"].data(rows)
    return [[_round(mean), _round(share), n] for mean, share, n in bins(data)] if len(data) else []


def _question(judged: Judged) -> dict[str, Any]:
    evidence, row = judged.evidence, judged.row
    return question_to(evidence.question) | {
        "digest": digest(evidence.question),
        "slices": list(row.slices),
        "gold": [gold.to_dict() for gold in evidence.gold],
        "status": row.status,
        "confidence": _round(row.confidence),
        "reachable": row.reachable,
        "scores": {name: _round(value) for name, value in sorted(judged.scores.items())},
        "error": judged.error,
        "reply": _reply(evidence.answer, judged) if evidence.answer else None,
    }


def _reply(answer: Answer, judged: Judged) -> dict[str, Any]:
    """Return what is worth keeping of an answer: all that a reader sees, and where the passages stand, not their text."""
    evidence = judged.evidence
    kept = answer.to_dict()
    for name in ("question", "seconds", "status", "confidence"):
        del kept[name]
    for citation, one in zip(kept["citations"], answer.citations, strict=True):
        citation["on_gold"] = any(g.touched_by(one) for g in evidence.gold) if evidence.gold else None
        citation["located"] = locator_verdict(evidence, one)
    places = ("rank", "score", "document", "locator", "start", "end")
    kept["passages"] = [{name: p[name] for name in places} for p in kept["passages"]]
    return kept


def _verbatim(answer: Answer) -> Iterator[bool]:
    """Say of each cited sentence whether it is, letter for letter, in the words that it cites."""
    quotes = {c.marker: c.quote for c in answer.citations}
    for sentence in answer.sentences:
        if cited := [quotes[m] for m in sentence.markers if m in quotes]:
            yield any(Letters(plain(sentence.text)).folded in Letters(quote).folded for quote in cited)


def digest(question: Question) -> str:
    """Return what names a question with its gold, so that only equal ones are paired."""
    return hashlib.sha256(json.dumps(question_to(question), ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _round(value: float) -> float:
    return round(value, DIGITS)


# -- reading back ------------------------------------------------------------------------------------------------------


def read(path: Path) -> dict[str, Any]:
    """Read a report. Raises CannotMeasure if there is none or it is not one of ours."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CannotMeasure(f"{path}: no such report; make one with: python -m eval run SET --out FOLDER") from error
    except (OSError, ValueError) as error:
        raise CannotMeasure(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT or not found.keys() >= REQUIRED:
        raise CannotMeasure(f"{path} is not a report of format {FORMAT}; make it again")
    return found


def measured(value: Mapping[str, Any]) -> Measured:
    """Return the measured rows of a report or a baseline."""
    questions = value["questions"]
    rows = tuple(
        Row(
            id=q["id"],
            slices=tuple(q["slices"]),
            answerable=q["answerable"],
            follow_up="follow-up" in q["slices"],
            underspecified="underspecified" in q["slices"],
            status=q["status"],
            confidence=q["confidence"],
            reachable=q["reachable"],
            scores=q["scores"],
        )
        for q in questions
    )
    digests = {q["id"]: q["digest"] for q in questions}
    return Measured(value["set"]["name"], value["corpus"], value["settings"], value["models"], rows, digests, value["errors"])


# -- forms -------------------------------------------------------------------------------------------------------------


def write(found: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write a report in all its forms and return the files: report.json, report.md, report.html, junit.xml."""
    from eval.page import page

    folder.mkdir(parents=True, exist_ok=True)
    forms = {
        "report.json": json.dumps(found, ensure_ascii=False, indent=1) + "\n",
        "report.md": markdown(found),
        "report.html": page(found),
        "junit.xml": junit(found),
    }
    for name, content in forms.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    return [folder / name for name in forms]


def markdown(found: Mapping[str, Any]) -> str:
    """Return a report for a pull request: the table of figures, what failed, and how it was made."""
    lines = [
        f"## {found['set']['name']}: {found['set']['n']} questions",
        "",
        "| measure | value | 95 % interval | n |",
        "|---|---|---|---|",
    ]
    for name, figure in found["figures"].items():
        ends = f"{figure['low']:.3f} to {figure['high']:.3f}" if "low" in figure else ""
        lines.append(f"| {BY_NAME[name].title} | {figure['value']:.3f} | {ends} | {figure['n']} |")
    if judge := found["support_judge"]:
        said = " and ".join(f"{name} {judge[name]:.3f}" for name in ("precision", "recall") if judge[name] is not None)
        lines += ["", f'The support judge itself, on {judge["n"]} labelled sentences: {said} for "supported".']
    if found["verbatim"] is not None:
        lines += ["", VERBATIM.format(found["verbatim"])]
    for title, listed in (("Errors", found["errors"]), ("Documents that were not read", found["unread"])):
        if listed:
            lines += ["", f"### {title}", "", *(f"- `{id_}`: {' '.join(str(why).split())}" for id_, why in listed.items())]
    latency = found["times"].get("latency", {})
    settings = ", ".join(f"{k} {v}" for k, v in (found["settings"] | found["models"]).items())
    lines += ["", f"Corpus `{found['corpus'][:12]}`; {settings}."]
    if latency:
        lines.append(f"Latency p50 {latency['p50'] * 1000:.0f} ms, p95 {latency['p95'] * 1000:.0f} ms.")
    return "\n".join(lines) + "\n"


def junit(found: Mapping[str, Any]) -> str:
    """Return a report as JUnit XML: a test case a question; one that was not dealt with rightly is a failure."""
    questions, seconds = found["questions"], found["times"].get("seconds", {}).get("by_question", {})
    wrong = [q for q in questions if q["error"] is None and not q["scores"]["right"]]
    suite = ElementTree.Element(
        "testsuite",
        name=f"eval.{found['set']['name']}",
        tests=str(len(questions)),
        failures=str(len(wrong)),
        errors=str(len(found["errors"])),
    )
    for question in questions:
        case = ElementTree.SubElement(suite, "testcase", classname=f"eval.{found['set']['name']}", name=question["id"])
        case.set("time", f"{seconds.get(question['id'], 0.0):.4f}")
        if question["error"] is not None:
            ElementTree.SubElement(case, "error", message=_legal(question["error"]))
        elif not question["scores"]["right"]:
            expected = "an answer that rests on its gold" if question["answerable"] else "to be declined"
            ElementTree.SubElement(
                case, "failure", message=_legal(f"{question['question']}: {question['status']}, expected {expected}")
            )
    return as_xml(suite)


def as_xml(suite: ElementTree.Element) -> str:
    """Return a document of one test suite."""
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _legal(text: str) -> str:
    """Return a text without the control characters that XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or c >= " ")
