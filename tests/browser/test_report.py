"""The report of an evaluation in a real browser: it works under its policy, and nothing that it shows runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.page import page
from eval.questions import QuestionSet
from eval.report import report
from tests.browser.conftest import OpenPage
from tests.browser.test_security import ATTACK, RAN
from tests.eval.conftest import LineByLine, Measure, measure, small_set  # noqa: F401

NAME = "<img src=x onerror=ran=1>.txt"


@pytest.fixture
def written(measure: Measure, small_set: QuestionSet, tmp_path: Path) -> str:  # noqa: F811
    """Return the address of a report whose every word from outside is an attack: question, title, file name, quote, error."""
    product = LineByLine(small_set.documents)
    ask = product.ask

    def hostile(*args: object, **kwargs: object) -> object:
        answer = ask(*args, **kwargs)  # type: ignore[arg-type]
        cited = tuple(replace(c, quote=ATTACK, title=ATTACK, document=NAME) for c in answer.citations)
        said = tuple(replace(s, text=ATTACK) for s in answer.sentences)
        return replace(answer, text=ATTACK, citations=cited, sentences=said, reason=ATTACK, standalone_question=ATTACK)

    product.ask = hostile  # type: ignore[assignment, method-assign]
    found = report(measure(product), None)
    found["errors"], found["unread"] = {ATTACK: ATTACK}, {NAME: ATTACK}
    for question in found["questions"]:
        question["question"] = question["answer"] = ATTACK
        question["slices"] = [ATTACK]
        question["gold"] = [{**gold, "document": NAME, "quote": ATTACK} for gold in question["gold"]]
    file = tmp_path / "report.html"
    file.write_text(page(found), encoding="utf-8")
    return file.as_uri()


def test_nothing_in_a_report_runs_and_its_own_script_does(open_page: OpenPage, written: str) -> None:
    opened = open_page(written)
    assert ATTACK in (opened.locator("article h3").first.text_content() or "")
    links = "[...document.querySelectorAll('a[href]')].every(a => a.getAttribute('href').startsWith('#'))"
    assert opened.evaluate(links)
    assert opened.evaluate("window.ran") is None and opened.locator("img, [onerror], [onload]").count() == 0
    assert opened.locator("output").text_content() == "8 of 8"
    opened.locator("input[name=words]").fill("no such words anywhere")
    assert opened.locator("output").text_content() == "0 of 8"
    assert opened.evaluate("window.ran") is None


def test_a_script_written_into_a_report_would_not_run(written: str, open_page: OpenPage) -> None:
    """The second line: with the escaping gone, the policy alone holds."""
    file = Path(written.removeprefix("file://"))
    evil = f"<script>{RAN}</script><img src=x onerror='{RAN}'><a id=go href='javascript:{RAN}'>x</a>"
    file.write_text(file.read_text(encoding="utf-8").replace("<main>", f"<main>{evil}", 1), encoding="utf-8")
    opened = open_page(written)
    opened.locator("#go").click()
    assert opened.evaluate("window.ran") is None
    assert opened.locator("output").text_content() == "8 of 8"
