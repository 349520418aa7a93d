"""The commands that ask: the passages that match, or an answer with its sources; one question, or many in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cite.shown import shown
from assistant.cli.terminal import (
    AsJson,
    At,
    Chroma,
    Data,
    Filter,
    Model,
    examples,
    number,
    on_one_line,
    open_assistant,
    open_to_write,
    parse_object,
    print_json,
    read_text,
    say,
)
from assistant.errors import AssistantError, UsageError
from assistant.text.cells import in_words
from assistant.text.markdown_marks import unmarked
from assistant.text.sentences import sentence_ends
from assistant.text.terms import stem, stems, terms
from assistant.types import Answer, Citation, Passage, Turn

if TYPE_CHECKING:
    from assistant.ask import Assistant


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    narrowed = '--filter kind=report --filter "date>=2015"'
    app.command(epilog=examples("search duty to refer -k 3", f"search rough sleeping {narrowed}"))(search)
    app.command(
        epilog=examples(
            'ask "Who funded the work in Coventry?"',
            f'ask "What does the evidence say?" {narrowed}',
            "ask --batch questions.jsonl --out answers.jsonl",
            "export --format bibtex                  (the references of the last answer)",
        )
    )(ask)


def search(
    query: Annotated[list[str], typer.Argument(help="What to look for.", metavar="WORDS...")],
    k: Annotated[
        int, typer.Option("-k", metavar="NUMBER", parser=number(int, 1, "a whole number from 1 on"), help="How many passages.")
    ] = 10,
    filters: Filter = None,
    data: Data = None,
    as_json: AsJson = False,
    chroma: Chroma = None,
    catalog: At = None,
) -> None:
    """Show the passages that match best, best first."""
    wanted = " ".join(query)
    if not wanted.strip():
        raise UsageError("there are no words to look for, as in: assistant search duty to refer")
    with open_assistant(data=data, chroma=chroma, catalog=catalog) as assistant:
        if (read := assistant.searched(wanted)) != " ".join(wanted.split()):
            print(f"Understood as: {read}", file=sys.stderr)
        passages = assistant.search(wanted, k, filters or ())
        if not passages:
            print(assistant.none_left(filters or ()) or "No passage matches.", file=sys.stderr)
    for passage in passages:
        if as_json:
            print_json(passage.to_dict())
        else:
            say(f"{passage.rank}. {_place(passage)}  [{passage.document}]")
            say(f"   {_from_the_words(passage, wanted)}")


def _from_the_words(passage: Passage, wanted: str) -> str:
    """Return the beginning of a passage, from its first sentence on that holds most of the words looked for."""
    text = " ".join(in_words(unmarked(passage.under_headings, passage.document)).split())
    sought = frozenset(map(stem, terms(wanted)))
    cuts = [0, *sentence_ends(text), len(text)]
    start, _ = max(pairwise(cuts), key=lambda cut: len(sought.intersection(stems(text[slice(*cut)]))))
    return f"{'… ' if start else ''}{shorten(text[start:], 300, placeholder=' …')}"


def ask(
    words: Annotated[
        list[str] | None, typer.Argument(help="The question, in quotation marks. Left out with --batch.", metavar="QUESTION")
    ] = None,
    history: Annotated[
        Path | None, typer.Option("--history", metavar="FILE", help="JSON list of {role, content}: what was said before.")
    ] = None,
    filters: Filter = None,
    model: Model = None,
    batch: Annotated[Path | None, typer.Option("--batch", metavar="FILE", help="JSON lines with id, question and history.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where the answers to --batch go, one JSON object a line.")
    ] = None,
    no_record: Annotated[bool, typer.Option("--no-record", help="Keep no record of the answer; --batch keeps none.")] = False,
    data: Data = None,
    as_json: AsJson = False,
    chroma: Chroma = None,
    catalog: At = None,
) -> None:
    """Answer a question, every sentence with its source."""
    question = " ".join(words) if words else None
    if (question is None) == (batch is None):
        raise UsageError("give either a question or --batch FILE")
    if question is not None and not question.strip():
        raise UsageError('the question is empty; write it in quotation marks, as in: assistant ask "Who funded the work?"')
    from assistant.store.records import record

    if (batch is None) != (out is None):
        raise UsageError("--batch IN.jsonl and --out OUT.jsonl go together")
    with open_assistant(data=data, chroma=chroma, catalog=catalog, model=model) as assistant:
        if batch is not None and out is not None:
            _ask_all(assistant, batch, out, filters or ())
            return
        assert question is not None
        turns = _history_in(history)
        answer = assistant.ask(question, turns, filters or ())
        if not no_record:
            record(assistant, answer, turns, filters or ())
    if as_json:
        print_json(answer.to_dict())
    else:
        _say_answer(answer)


def _say_answer(answer: Answer) -> None:
    """Print an answer to be read: its text, what is doubted, its citations, what differs, or what is nearest."""
    lines = [f"Note: {answer.notice}\n"] if answer.notice else []
    if (answer.model or answer.respelt) and answer.is_read_otherwise:
        lines += [f"Understood as: {answer.standalone_question}\n"]
    lines += [answer.text]
    doubted = [s for s in answer.sentences if answer.model and s.support != "supported"]
    lines += ["", "Not fully supported by the sources:"] if doubted else []
    for sentence in doubted:
        others = [f"{o.by}: {o.reason}{f' “{o.words}”' if o.words else ''}" for o in sentence.opinions]
        lines += [f"  - {sentence.text} ({'; '.join([*sentence.reasons, *others]) or sentence.support})"]
    lines += [*([answer.reason] if answer.reason else []), *(f"  - {reading}" for reading in answer.readings)]
    lines += [""] if answer.citations else []
    for citation in answer.citations:
        lines += [
            f"[{citation.marker}] {_place(citation)}",
            f"    “{' '.join(unmarked(shown(answer, citation), citation.document).split())}”",
            f"    {citation.citation_id}",
        ]
    lines += ["", "Sources differ:"] if answer.differences else []
    for differ in answer.differences:
        lines += [f"  - {said.title}: “{' '.join(said.words.split())}” {said.citation_id}" for said in (differ.one, differ.other)]
    if answer.status == "declined" and answer.passages:
        lines += ["", "Closest passages, which do not answer the question:"]
        near = answer.nearest or answer.passages
        lines += [
            f"  - {_place(p)}: {shorten(in_words(unmarked(p.under_headings, p.document)), 240, placeholder=' …')}" for p in near[:3]
        ]
    for line in "\n".join(lines).split("\n"):
        say(line)


def _place(source: Citation | Passage) -> str:
    """Say where words stand, on one line: the document's title and the place in it."""
    place = str(source.locator.beneath(source.title))
    return on_one_line(f"{source.title}, {place}" if place else source.title)


def _ask_all(assistant: Assistant, batch: Path, out: Path, filters: Sequence[str]) -> None:
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


def _history_in(path: Path | None) -> list[Turn]:
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
