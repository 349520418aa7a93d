"""The report as a page: every question, nothing from elsewhere, and no word of a document is markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from eval.page import page
from eval.plots import calibration, coverage_risk, latency
from eval.questions import QuestionSet
from eval.report import report
from tests.eval.conftest import LineByLine, Measure

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> \"'&"


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_every_question_stands_with_answer_citations_and_gold(measure: Measure) -> None:
    text = page(report(measure(), None))
    assert text.count("<article") == 8
    assert text.count("Roof hives gave 31 kilograms of honey.") == 3


def test_the_page_needs_nothing_else(measure: Measure) -> None:
    text = page(report(measure(), None))
    assert not [
        (tag, a) for tag, attrs in Tags(text).found for a in ("src", "href") if not str(attrs.get(a) or "#").startswith("#")
    ]
    assert not re.search(r"https?://|@import|url\(", text)


def test_words_of_documents_questions_and_errors_are_never_markup(measure: Measure, small_set: QuestionSet) -> None:
    product = LineByLine(small_set.documents)
    ask = product.ask

    def hostile(*args: object, **kwargs: object) -> object:
        answer = ask(*args, **kwargs)  # type: ignore[arg-type]
        cited = tuple(replace(c, quote=HOSTILE, title=HOSTILE) for c in answer.citations)
        return replace(answer, text=HOSTILE, citations=cited, reason=HOSTILE, standalone_question=HOSTILE)

    product.ask = hostile  # type: ignore[assignment, method-assign]
    found = report(measure(product), None)
    found["errors"] = {HOSTILE: HOSTILE}
    for question in found["questions"]:
        question["question"] = question["id"] = HOSTILE
        question["slices"] = [HOSTILE]
    harmless = Tags(page(report(measure(), None))).found
    tags = Tags(page(found)).found
    assert {tag for tag, _ in tags} <= {tag for tag, _ in harmless} | {"li"}
    assert sum(tag == "script" for tag, _ in tags) == 1
    assert not any(name.startswith("on") for _, attrs in tags for name in attrs)


def test_plots_place_their_points_by_hand() -> None:
    # the plot runs from x 44 to 316 and from y 210 up to 18; risk is drawn up to 50 %
    assert '<polyline class="line" points="180.0,210.0 316.0,18.0"/>' in coverage_risk([[0.5, 0.0], [1.0, 0.5]])
    assert 'cx="180.0" cy="18.0"' in calibration([[0.5, 1.0, 4]])
    assert 'points="44.0,210.0 112.0,114.0 316.0,18.0"' in latency([0.4, 0.1])


def test_plots_of_nothing_are_empty_and_not_broken() -> None:
    for plot in (coverage_risk([]), calibration([]), latency([])):
        assert plot.startswith("<svg")
