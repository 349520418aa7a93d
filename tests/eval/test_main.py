"""The command line, as a shell sees it: what it prints, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from eval import __main__ as command
from eval.errors import CannotMeasure
from eval.questions import QuestionSet
from eval.report import report, write
from tests.eval.conftest import LineByLine, Measure


def call(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["eval", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        command.main()
    return int(stop.value.code or 0)


@pytest.fixture
def reports(measure: Measure, small_set: QuestionSet, tmp_path: Path) -> dict[str, Path]:
    """Return a good report and a worse one."""
    product = LineByLine(small_set.documents)
    product.failing = {"Who led the survey?"}
    for name, run in (("good", measure()), ("bad", measure(product))):
        write(report(run, None), tmp_path / name)
    return {name: tmp_path / name / "report.json" for name in ("good", "bad")}


def test_the_gate_passes_fails_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reports: dict[str, Path], tmp_path: Path
) -> None:
    base = tmp_path / "base.json"

    def gate(report: str, *other: object) -> int:
        return call(monkeypatch, "gate", tmp_path / "small", "--report", reports[report], "--baseline", base, *other)

    assert gate("good") == 3
    assert "no baseline yet" in capsys.readouterr().err
    assert gate("good", "--accept") == 0
    assert "Dealt with rightly: 1.000 (new), floor 0.900" in capsys.readouterr().out
    assert gate("good") == 0
    capsys.readouterr()
    assert gate("bad", "--json", "--out", tmp_path / "out") == 1
    verdict: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {"errors", "right"} <= verdict["failed"].keys()
    assert (tmp_path / "out" / "gate.xml").exists()


def test_a_set_that_is_not_there_could_not_be_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for verb in ("run", "gate", "lint"):
        assert call(monkeypatch, verb, tmp_path / "nowhere") == 3
    assert capsys.readouterr().err.count("could not measure") == 3


def test_a_report_that_could_not_be_written_is_refused_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(command, "_run", None)
    for verb in ("run", "gate"):
        assert call(monkeypatch, verb, tmp_path, "--out", tmp_path / "file" / "out") == 2
    assert capsys.readouterr().err == f"error: --out {tmp_path / 'file' / 'out'}: Not a directory\n" * 2


def test_a_run_that_is_stopped_or_finds_no_room_says_so_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for fault, code, said in (
        (KeyboardInterrupt(), 130, "stopped; no report was written\n"),
        (OSError(28, "No space left on device", "a.json"), 1, "error: a.json: No space left on device\n"),
    ):

        def fail(*_: object, fault: BaseException = fault) -> None:
            raise fault

        monkeypatch.setattr(command, "_run", fail)
        assert call(monkeypatch, "run", tmp_path) == code
        assert capsys.readouterr().err.lstrip() == said


@pytest.mark.parametrize("named", [False, True])
def test_what_is_thrown_away_is_not_read_into_an_archive_that_the_environment_names(
    named: bool, monkeypatch: pytest.MonkeyPatch, small_set: QuestionSet, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_CATALOG", "postgresql://somebody@nowhere.invalid/archive")
    monkeypatch.setenv("ASSISTANT_CHROMA", "http://nowhere.invalid:8000")
    seen: list[Settings] = []

    def measured(_: object, settings: Settings, *__: object, **___: object) -> None:
        seen.append(settings)
        raise CannotMeasure("enough was seen")

    monkeypatch.setattr("eval.runner.run", measured)
    assert call(monkeypatch, "run", small_set.file, *(("--data", tmp_path / "data") if named else ())) == 3
    assert [(bool(s.catalog), bool(s.chroma)) for s in seen] == [(named, named)]


def test_an_unknown_injury_is_a_mistake_of_the_caller(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert call(monkeypatch, "run", tmp_path, "--injure", "everything") == 2


def test_reports_of_another_corpus_are_not_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reports: dict[str, Path], tmp_path: Path
) -> None:
    other = json.loads(reports["good"].read_text(encoding="utf-8")) | {"corpus": "0" * 64}
    (tmp_path / "other.json").write_text(json.dumps(other), encoding="utf-8")
    assert call(monkeypatch, "compare", reports["good"], tmp_path / "other.json") == 3
    assert call(monkeypatch, "compare", reports["good"], reports["bad"]) == 0
    assert "Got worse: 1 questions" in capsys.readouterr().out


@pytest.mark.parametrize("lacking", ["set", "corpus", "settings", "models", "errors", "questions", "format"])
def test_a_report_that_is_not_whole_could_not_be_measured(
    lacking: str, monkeypatch: pytest.MonkeyPatch, reports: dict[str, Path], tmp_path: Path, small_set: QuestionSet
) -> None:
    whole = json.loads(reports["good"].read_text(encoding="utf-8"))
    part = tmp_path / "part.json"
    part.write_text(json.dumps({key: value for key, value in whole.items() if key != lacking}), encoding="utf-8")
    assert call(monkeypatch, "compare", reports["good"], part) == 3
    assert call(monkeypatch, "gate", small_set.file, "--report", part) == 3


def test_lint_fails_with_its_findings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], small_set: QuestionSet
) -> None:
    assert call(monkeypatch, "lint", small_set.file, "--json") == 1
    assert {f["kind"] for f in json.loads(capsys.readouterr().out)["findings"]} == {"thin slice"}


def test_a_review_goes_out_and_comes_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reports: dict[str, Path], tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    assert call(monkeypatch, "review", "export", reports["good"], "--csv", sheet, "--html", tmp_path / "sheet.html") == 0
    rows = sheet.read_text(encoding="utf-8").splitlines()
    judged = [rows[0], rows[1].removesuffix(",,") + ",partly,too short", *rows[2:]]
    sheet.write_text("\n".join(judged), encoding="utf-8")
    made = tmp_path / "candidates.jsonl"
    assert call(monkeypatch, "review", "read", sheet, "--report", reports["good"], "--candidates", made, "--json") == 0
    assert json.loads(capsys.readouterr().out)["judged"] == 1
    assert "too short" in made.read_text(encoding="utf-8")


def test_feedback_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_text("nonsense", encoding="utf-8")
    assert call(monkeypatch, "review", "feedback", tmp_path / "f.jsonl") == 3


def test_thumbs_of_the_chat_become_candidate_questions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from assistant.store.records import Records
    from assistant.types import Answer

    records = Records.open(tmp_path)
    good = records.add(Answer("Who pays?", "Who pays?", "answered", "The city pays.", 0.9), {})
    records.add(Answer("Who sings?", "Who sings?", "answered", "Nobody does.", 0.9), {})
    records.judge(good, "down", "it is the state")
    records.close()
    assert call(monkeypatch, "review", "feedback", tmp_path) == 0
    (made,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert made["question"] == "Who pays?" and "it is the state" in json.dumps(made)
