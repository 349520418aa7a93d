"""The commands of review: export what people are to judge, read their verdicts back, take in what the chat collected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.errors import CannotMeasure

review = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Let people judge answers, and compare them with the automatic verdicts."
)

Candidates = Annotated[Path | None, typer.Option(help="write the candidate questions here, as JSON lines")]


@review.command()
def export(
    source: Annotated[Path, typer.Argument(metavar="REPORT", help="report.json of a run, or the JSON of one answer")],
    csv: Annotated[Path | None, typer.Option(help="write the sheet here as CSV")] = None,
    html: Annotated[Path | None, typer.Option(help="write the sheet here as a page to fill in")] = None,
) -> None:
    """Write a sheet with a row a sentence and room for a verdict; CSV to stdout if no file is named."""
    from eval.review import lines, to_csv, to_html

    sheet = lines(_read(source))
    if csv is not None:
        csv.write_text(to_csv(sheet), encoding="utf-8", newline="\n")
    if html is not None:
        html.write_text(to_html(sheet, source.stem), encoding="utf-8", newline="\n")
    if csv is None and html is None:
        print(to_csv(sheet), end="")


@review.command()
def read(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="the CSV, filled in")],
    report: Annotated[Path | None, typer.Option(help="the report.json it came from, for histories and gold")] = None,
    candidates: Candidates = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on stdout")] = False,
) -> None:
    """Report the agreement (Cohen's kappa) with the automatic verdicts, and turn disagreements into questions."""
    from eval.review import VERDICTS, agreement, from_csv
    from eval.review import candidates as made

    found = agreement(from_csv(_text(sheet)))
    proposed = made(found.disagreements, _read(report) if report else None)
    if candidates is not None:
        _write(proposed, candidates)
    if as_json:
        print(json.dumps(found.to_dict() | {"candidates": proposed}, ensure_ascii=False))
        return
    if not found.judged:
        print(f"no row is judged yet; write {', '.join(VERDICTS)} into its column verdict")
        return
    kappa = "does not exist: only one verdict occurs" if found.kappa is None else f"{found.kappa:.3f}"
    print(f"{found.judged} rows judged, {found.same} as the automatic verdict; Cohen's kappa {kappa}")
    for line in found.disagreements:
        said = f"{line.automatic} by rule, {line.verdict} by reading. {line.note}"
        print(f"- {line.id}, sentence {line.sentence_number}: {said}".rstrip())


@review.command()
def feedback(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="the data folder of a chat, or JSON lines of thumbs and corrections")
    ],
    candidates: Candidates = None,
) -> None:
    """Turn thumbs and corrections given in the chat into candidate questions; to stdout if no file is named."""
    from eval.review import candidates_from_feedback

    try:
        proposed = candidates_from_feedback(_given_in(source))
    except (ValueError, KeyError, AttributeError) as error:
        raise CannotMeasure(f"{source} is not feedback as JSON lines: {error!r}") from error
    if candidates is None:
        print(*(json.dumps(one, ensure_ascii=False) for one in proposed), sep="\n")
    else:
        _write(proposed, candidates)


def _given_in(source: Path) -> list[dict[str, Any]]:
    """Return what readers said: as the chat recorded it in its data folder, or as lines of a file."""
    if not source.is_dir():
        return [json.loads(line) for line in _text(source).splitlines() if line.strip()]
    from assistant.store.records import Records

    records = Records.open(source)
    try:
        return [
            {
                "question": kept.answer.question,
                "history": [{"role": turn.role, "content": turn.content} for turn in kept.history],
                "thumb": kept.thumb,
                "reason": kept.thumb_reason,
                "answer": kept.answer.to_dict(),
            }
            for kept in records.judged()
        ]
    finally:
        records.close()


def _write(proposed: Iterable[Mapping[str, Any]], file: Path) -> None:
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in proposed), encoding="utf-8", newline="\n")


def _read(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(_text(file))
    except ValueError as error:
        raise CannotMeasure(f"{file} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise CannotMeasure(f"{file} is neither a report nor an answer")
    return value


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CannotMeasure(f"{file} cannot be read: {error.strerror}") from error
