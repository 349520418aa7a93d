"""The command line of the judge: ``python -m eval run|compare|gate|lint|review``.

Exit codes: 0 passed or done, 1 a regression or a fault in the set, 2 usage, 3 could not measure. Progress goes to stderr;
with ``--json`` one JSON object goes to stdout.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.errors import AssistantError, SettingsError, UsageError
from eval.errors import CannotMeasure
from eval.review_commands import review

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Judge the answers on a question set.",
)
app.add_typer(review, name="review")

Set = Annotated[
    Path, typer.Argument(metavar="SET", help="a questions.jsonl, or a folder with one and documents/", show_default=False)
]
Documents = Annotated[Path | None, typer.Option(help="folder of the documents, if not beside the questions")]
Data = Annotated[Path | None, typer.Option(help="data folder to ingest into; by default one that is thrown away")]
Out = Annotated[Path | None, typer.Option(help="folder for report.json, .md, .html and junit.xml")]
Injure = Annotated[str | None, typer.Option(help="put a fault in on purpose: see eval/injuries.py")]
Model = Annotated[str | None, typer.Option(help="provider:name of a chat model; by default answers are quoted")]
Nli = Annotated[str | None, typer.Option(help="an NLI cross-encoder as the judge of support, instead of the built-in one")]
Sample = Annotated[int | None, typer.Option(min=1, help="ask only so many of the questions, drawn by the hash of their ids")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on stdout")]


@app.command()
def run(
    set_: Set,
    documents: Documents = None,
    data: Data = None,
    out: Out = None,
    injure: Injure = None,
    model: Model = None,
    nli: Nli = None,
    sample: Sample = None,
    as_json: AsJson = False,
) -> None:
    """Ask every question of SET and report how well it was answered; with a model, also keep what it wrote."""
    from eval.report import markdown, write

    heard: list[dict[str, Any]] = []
    _make(out)
    found = _run(set_, documents, data, injure, model, nli, sample, heard)
    if out is not None:
        if heard:
            from eval.written import write as write_heard

            _say(f"wrote {write_heard(heard, out)}")
        for file in write(found, out):
            _say(f"wrote {file}")
    _print(found if as_json else markdown(found))


@app.command()
def gate(
    set_: Set,
    documents: Documents = None,
    data: Data = None,
    out: Out = None,
    injure: Injure = None,
    model: Model = None,
    nli: Nli = None,
    report: Annotated[Path | None, typer.Option(help="judge this report.json instead of running the set")] = None,
    baseline: Annotated[Path | None, typer.Option(help="by default eval/baselines/NAME.json")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="make this run the baseline, and say what is accepted")] = False,
    as_json: AsJson = False,
) -> None:
    """Run SET and exit 1 if it got worse than the committed baseline, 3 if that cannot be told."""
    from eval import gate as gating
    from eval.report import measured, read, write

    _make(out)
    found = read(report) if report else _run(set_, documents, data, injure, model, nli)
    name = found["set"]["name"]
    file = baseline or gating.baseline_file(name)
    if out is not None:
        write(found, out)
    if accept:
        _accept(found, file, injure)
        return
    checks = gating.gate(measured(found), gating.read_baseline(file))
    if out is not None:
        (out / "gate.md").write_text(gating.markdown(name, checks), encoding="utf-8")
        (out / "gate.xml").write_text(gating.junit(name, checks), encoding="utf-8")
    _print(gating.to_dict(name, checks) if as_json else gating.markdown(name, checks))
    if any(check.reason for check in checks):
        raise typer.Exit(1)


@app.command()
def compare(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="report.json of the earlier run")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="report.json of the later run")],
) -> None:
    """Say what changed between two runs, question by question."""
    from eval.compare import compare as compared
    from eval.report import read

    _print(compared(read(base), read(new)))


@app.command()
def lint(set_: Set, documents: Documents = None, as_json: AsJson = False) -> None:
    """Look for dead gold, duplicates, leaked wording and thin slices in SET; exit 1 if there are any."""
    from eval.lint import lint as linted
    from eval.questions import open_set

    questions = open_set(set_, documents)
    findings = linted(questions)
    if as_json:
        _print({"set": questions.name, "n": len(questions.questions), "findings": [f.to_dict() for f in findings]})
    else:
        for finding in findings:
            print(finding)
        print(f"{questions.name}: {len(questions.questions)} questions, {len(findings)} findings")
    if findings:
        raise typer.Exit(1)


def _run(
    set_: Path,
    documents: Path | None,
    data: Path | None,
    injure: str | None,
    model: str | None,
    nli: str | None,
    sample: int | None = None,
    heard: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    from assistant.settings import Settings
    from eval.injuries import INJURIES, injured
    from eval.judges import deterministic, entailment, judge_the_judge
    from eval.questions import drawn, open_set
    from eval.report import report
    from eval.runner import run as measure
    from eval.written import listening

    if injure is not None and injure not in INJURIES:
        raise UsageError(f"no injury {injure!r}; there are {', '.join(INJURIES)}")
    questions = drawn(open_set(set_, documents), sample)
    judge = entailment(nli) if nli else deterministic
    own = {} if data else {"catalog": None, "chroma": None}  # not into an archive that the environment names
    with _data(data) as folder, injured(injure, Settings.load(data=folder, model=model).model_copy(update=own)) as (settings, wrap):
        wrapped = wrap if heard is None or model is None else listening(wrap, questions, heard)
        return report(measure(questions, settings, judge, wrap=wrapped, progress=_say), judge_the_judge(judge))


@contextmanager
def _data(named: Path | None) -> Iterator[Path]:
    if named is not None:
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="eval-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _make(out: Path | None) -> None:
    """Make the folder for the report before the work begins, so that no run is lost for want of one. Raises UsageError."""
    try:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {out}: {error.strerror or error}") from error


def _accept(found: Mapping[str, Any], file: Path, injure: str | None) -> None:
    from eval import gate as gating

    if injure is not None:
        raise UsageError("a run with an injury cannot be accepted")
    earlier = gating.read_baseline(file) if file.exists() else None
    value, told = gating.baseline(found, earlier)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(gating.written(value), encoding="utf-8", newline="\n")
    _print("\n".join([f"{file} now holds {found['set']['name']}, {found['set']['n']} questions:", *(told or ["nothing changed"])]))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print(value: Mapping[str, Any] | str) -> None:
    print(value.rstrip("\n") if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def main() -> None:
    """Run the command line. Foreseen errors end in one line and an exit code."""
    try:
        app()
    except CannotMeasure as error:
        _say(f"could not measure: {error}")
        sys.exit(3)
    except (UsageError, SettingsError) as error:
        _say(f"error: {error}")
        sys.exit(2)
    except AssistantError as error:
        _say(f"error: {error}")
        sys.exit(1)
    except OSError as error:
        _say(f"error: {error.filename or 'the system says'}: {error.strerror or error}")
        sys.exit(1)
    except SystemExit as done:
        if done.code == 130:  # what Typer makes of Ctrl-C
            _say("stopped; no report was written")
        raise


if __name__ == "__main__":
    main()
