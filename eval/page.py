"""A report as one HTML page that needs nothing else: figures with intervals, plots, and every question with its evidence.

All text comes from documents and people, so the template escapes all of it; only the plots are markup.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from eval import plots
from eval.measures import BY_NAME
from eval.report import VERBATIM

if TYPE_CHECKING:
    from jinja2 import Environment

SHOWN_SCORES = ("first_on_gold", "quote_iou", "span_recall@5", "citation_recall", "locator_correct", "facts_found", "answer_f1")
SLICE_FIGURES = ("right", "span_recall@5", "first_on_gold", "quote_iou", "citation_recall", "locator_correct")


def page(report: Mapping[str, Any]) -> str:
    """Return the page of a report."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for name, figure in report["figures"].items():
        measure = BY_NAME[name]
        groups.setdefault(measure.group, []).append({"title": measure.title, "lower": not measure.higher_is_better} | figure)
    seconds = report["times"].get("seconds", {}).get("by_question", {})
    drawn = {
        "coverage_risk": plots.coverage_risk(report["curves"]["coverage_risk"]),
        "calibration": plots.calibration(report["curves"]["calibration"]),
        "latency": plots.latency(list(seconds.values())) if seconds else None,
    }
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            verbatim=None if report["verbatim"] is None else VERBATIM.format(report["verbatim"]),
            groups=groups,
            plots=drawn,
            titles={name: measure.title for name, measure in BY_NAME.items()},
            shown=SHOWN_SCORES,
            slice_figures=[name for name in SLICE_FIGURES if name in report["figures"]],
            questions=[_shown(question) for question in report["questions"]],
        )
    )


def _shown(question: Mapping[str, Any]) -> dict[str, Any]:
    """Add the verdict in a word, which is also what the page filters by."""
    decided = "right" if question["scores"]["right"] else "wrong"
    return dict(question) | {"verdict": decided if question["error"] is None else "error"}


def place(locator: Mapping[str, Any]) -> str:
    """Say a locator in words: "page 3", "12:05 to 12:31, Funder", "Lessons > People"."""
    from assistant.types import Locator

    return str(Locator(**(dict(locator) | {"heading": tuple(locator.get("heading", ()))})))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates, which escape everything they are given."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("eval"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters["place"] = place
    found.filters["digest"] = digest
    return found


def digest(script: str) -> str:
    """Return what a content security policy calls a script by, so that it runs and no other does."""
    return f"sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
