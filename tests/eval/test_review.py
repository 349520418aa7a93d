"""Sentences go out as a sheet for people to judge, come back as kappa, and disagreements become questions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import CannotMeasure
from eval.questions import parse
from eval.report import report
from eval.review import Line, agreement, candidates, candidates_from_feedback, from_csv, lines, to_csv, to_html
from tests.eval.conftest import Measure, answer, cite, passage


def line(automatic: str, verdict: str, id_: str = "q", **other: object) -> Line:
    return Line(id_, "Why?", 1, "Because.", "[1] because", "[1] a.txt", "a.txt#c=0-7", automatic, verdict, **other)  # type: ignore[arg-type]


def test_a_sheet_has_a_row_a_sentence_with_its_words_and_place(measure: Measure) -> None:
    sheet = lines(report(measure(), None))
    first = sheet[0]
    assert (first.id, first.sentence, first.automatic, first.verdict) == (
        "honey",
        "Roof hives gave 31 kilograms of honey.",
        "supported",
        "",
    )
    assert first.cited == "[1] Roof hives gave 31 kilograms of honey."
    assert [(one.sentence_number, one.automatic) for one in sheet if one.id == "moon"] == [(0, "declined")]


def test_one_answer_is_a_sheet_too() -> None:
    given = answer("Why?", "Because.", citations=(cite(passage(text="because")),))
    assert [one.sentence for one in lines(given.to_dict())] == ["Because."]
    with pytest.raises(CannotMeasure, match="neither a report nor an answer"):
        lines({"text": "x"})


@pytest.mark.parametrize("text", ["=1+1", "'=x", "-5 degrees", 'a "b", c\nd', "'quoted'", "plain"])
def test_a_sheet_survives_the_spreadsheet_and_no_cell_is_a_formula(text: str) -> None:
    sheet = [replace(line("supported", "partly", note=text), sentence=text)]
    assert from_csv(to_csv(sheet)) == sheet
    assert ",=" not in to_csv(sheet)
    assert from_csv("\ufeff" + to_csv(sheet)) == sheet


def test_a_verdict_that_is_none_is_refused_by_row() -> None:
    with pytest.raises(CannotMeasure, match="row 3: 'maybe'"):
        from_csv(to_csv([line("partly", "Not found"), line("partly", "maybe")]))
    with pytest.raises(CannotMeasure, match="no column"):
        from_csv("a,b\n1,2\n")


def test_kappa_by_hand() -> None:
    # of ten, both say yes 4 times and no 3 times: p = .7. Rule: 6 yes; people: 5 yes. e = .6 * .5 + .4 * .5 = .5
    pairs = (
        [("supported", "supported")] * 4 + [("partly", "partly")] * 3 + [("supported", "partly")] * 2 + [("partly", "supported")]
    )
    found = agreement([line(*pair) for pair in pairs] + [line("supported", "")])
    assert (found.judged, found.same, len(found.disagreements)) == (10, 7, 3)
    assert found.kappa == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_where_only_one_verdict_occurs_kappa_does_not_exist() -> None:
    assert agreement([line("supported", "supported")]).kappa is None
    assert agreement([]).kappa is None


def test_disagreements_become_one_question_each_that_the_set_can_hold(measure: Measure) -> None:
    found = report(measure(), None)
    differ = [line("supported", "not_found", "honey", note="hives of roofs"), line("supported", "partly", "honey")]
    made = candidates(differ, found)
    assert len(made) == 1
    assert "hives of roofs" in made[0]["note"]
    (question,) = parse(json.dumps(made[0]))
    assert question.references[0].quote == "Roof hives gave 31 kilograms of honey."
    assert question.tags == ("candidate", "review")


def test_thumbs_and_corrections_become_questions() -> None:
    reply = {"status": "answered", "citations": [{"document": "a.txt", "quote": "because"}]}
    made = candidates_from_feedback(
        [
            {"question": "Why?", "thumb": "down", "reason": "wrong place", "answer": reply},
            {"question": "Who?", "thumb": "up", "answer": reply},
            {"question": "When?", "correction": "In 1998", "answer": {"status": "declined"}},
            {"question": "Hm?", "thumb": ""},
        ]
    )
    assert [(m["answerable"], m["answer"], len(m["references"])) for m in made] == [
        (True, None, 0),
        (True, None, 1),
        (True, "In 1998", 0),
    ]
    assert made[0]["note"] == "thumb down | wrong place"
    assert len(parse("\n".join(map(json.dumps, made)))) == 3


def test_the_page_to_fill_in_escapes_what_it_shows(tmp_path: Path) -> None:
    text = to_html([replace(line("supported", ""), sentence="<img src=x onerror=alert(1)>", id="'><b>")], "t")
    assert "<img" not in text
    assert "'><b>" not in text
    assert "&lt;img src=x" in text
