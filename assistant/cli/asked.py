"""What is asked: words that are not empty, what was said before them, or many questions in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.terminal import open_to_write, parse_object, read_text
from assistant.errors import AssistantError, UsageError
from assistant.types import Turn

if TYPE_CHECKING:
    from assistant.ask import Assistant


def refuse_nothing(words: str) -> None:
    """Refuse a question without words. Raises UsageError."""
    if not words.strip():
        raise UsageError('the question is empty; write it in quotation marks, as in: assistant ask "Who funded the work?"')


def ask_all(assistant: Assistant, batch: Path, out: Path, filters: Sequence[str]) -> None:
    """Answer the questions of a file in order; every line gets an answer or an error, and one error makes the exit code 1."""
    failed = 0
    lines = [line for line in read_text(batch).splitlines() if line.strip()]
    with open_to_write(out, instead_of=batch) as sink:
        for number, line in enumerate(lines, 1):
            id_: Any = None
            try:
                asked = parse_object(line, f"{batch}, line {number}")
                id_ = asked.get("id")
                if not isinstance(asked.get("question"), str):
                    raise UsageError(f"{batch}, line {number}: no question")
                answer = assistant.ask(asked["question"], _turns(asked.get("history") or [], f"{batch}, line {number}"), filters)
                result = {"id": id_, **answer.to_dict()}
            except AssistantError as error:
                failed += 1
                result = {"id": id_, "error": str(error)}
            sink.write(json.dumps(result, ensure_ascii=False) + "\n")
            sink.flush()
    print(f"{len(lines) - failed} of {len(lines)} answered into {out}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


def history_in(path: Path | None) -> list[Turn]:
    """Return what was said before, from a file; nothing where none is named. Raises UsageError."""
    if path is None:
        return []
    try:
        return _turns(json.loads(read_text(path)), str(path))
    except json.JSONDecodeError as error:
        raise UsageError(f"{path} is not JSON: {error}") from error


def _turns(values: Any, where: str) -> list[Turn]:
    try:
        turns = [Turn(value["role"], str(value["content"])) for value in values]
    except (KeyError, TypeError) as error:
        raise UsageError(f"{where}: history must be a list of {{role, content}}") from error
    if strange := next((turn.role for turn in turns if turn.role not in ("user", "assistant")), None):
        raise UsageError(f"{where}: a role is user or assistant, not {strange!r}")
    return turns
