"""The README's table says what the reports say, and stands where it is meant to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import CannotMeasure
from eval.figures import END, MAIN_START, START, main, placed, table


def report(name: str, **figures: dict[str, float]) -> dict[str, Any]:
    rest: dict[str, Any] = {"corpus": "", "settings": {}, "models": {}, "errors": [], "questions": []}
    return {"format": 1, "set": {"name": name}, "figures": figures, **rest}


RIGHT = {"value": 0.5049, "low": 0.42, "high": 0.587, "n": 120}


def test_a_column_a_report_and_a_dash_where_a_figure_does_not_apply() -> None:
    made = table([report("corpus", right=RIGHT, quote_iou={"value": 0.2, "n": 1}), report("meetings", right=RIGHT)])
    assert made.splitlines() == [
        "| | sample corpus | meetings |",
        "|---|---|---|",
        "| Dealt with rightly | 0.50 [0.42, 0.59] n=120 | 0.50 [0.42, 0.59] n=120 |",
        "| Quoted and gold characters, IoU | 0.20 n=1 | – |",
    ]


def test_the_table_replaces_the_one_before_and_nothing_else() -> None:
    reports = [report("corpus", right=RIGHT, quote_iou={"value": 0.2, "n": 1})]
    assert placed(f"above\n{START}\nold\n{END}\nbelow\n", reports) == f"above\n{START}\n{table(reports)}{END}\nbelow\n"
    with pytest.raises(CannotMeasure, match="no place for the figures"):
        placed("no mark", reports)


def test_where_the_main_figures_are_asked_for_the_others_stay_out() -> None:
    made = placed(f"{MAIN_START}\n{END}", [report("corpus", right=RIGHT, quote_iou={"value": 0.2, "n": 1})])
    assert made.startswith(f"{MAIN_START}\n") and "Dealt with rightly" in made and "IoU" not in made


def test_it_is_written_into_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, readme, page = tmp_path / "report.json", tmp_path / "README.md", tmp_path / "quality.md"
    made.write_text(json.dumps(report("corpus", right=RIGHT)), encoding="utf-8")
    readme.write_text(f"{MAIN_START}\n{END}\n", encoding="utf-8")
    page.write_text(f"{START}\n{END}\n", encoding="utf-8")
    assert main([str(made), "--into", str(readme), str(page)]) == 0
    for file in (readme, page):
        assert "| Dealt with rightly | 0.50 [0.42, 0.59] n=120 |" in file.read_text(encoding="utf-8")
    assert main([str(tmp_path / "none.json")]) == 3
    assert "no such report" in capsys.readouterr().err
