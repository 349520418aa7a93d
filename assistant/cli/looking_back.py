"""The commands that look back: check old citations, export answers, explain and repeat them, and see what is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.terminal import (
    AsJson,
    At,
    Chroma,
    Data,
    Document,
    Model,
    examples,
    load_settings,
    number,
    on_one_line,
    open_assistant,
    open_catalog,
    open_to_write,
    print_json,
    read_text,
    say,
    suggesting,
)
from assistant.errors import CorpusError, IndexMissing, StoreUnavailable, UsageError
from assistant.settings_sources import MOST_DAYS, nothing_in

if TYPE_CHECKING:
    from assistant.cite.verify import CitationId
    from assistant.references.works import Described
    from assistant.store.catalog import Catalog
    from assistant.store.records import Record, Records
    from assistant.types import Answer, Passage

_number = number(int, 1, "the number of a record")
RecordId = Annotated[
    int | None, typer.Argument(parser=_number, help="The number of a record; by default the last.", metavar="RECORD")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    cited, document = '"reports/a.pdf#p=12&c=340-612@3f9a2c1b04de"', "reports/a.pdf"
    for command, typed in (
        (verify, (f"verify {cited}", "verify --answers answers.jsonl")),
        (export, ("export --format bibtex --out references.bib", "export 12 --format html --out answer.html")),
        (correct, (f'correct {document} --title "A settled home" --date 2018-05', f'correct {document} --title ""')),
        (explain, ("explain", "explain 12")),
        (replay, ("replay", "replay 12")),
        (gaps, ("gaps --limit 5",)),
        (purge, ("purge --older-than 90", "purge --all")),
    ):
        app.command(epilog=examples(*typed))(command)


# -- citations ---------------------------------------------------------------------------------------------------------


def verify(
    ids: Annotated[list[str] | None, typer.Argument(help="Citation ids.", metavar="ID...")] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="A file of citation ids, one a line.")] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Answers as JSON, or one a line: check what they cite.")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """Open the cited sources again, and say what has changed. Each citation is unchanged, moved, changed or gone."""
    from assistant.cite.verify import CitationId, Verifier

    if not (ids or file or answers):
        raise UsageError("give citation ids, --file FILE or --answers FILE")
    wanted: dict[str, tuple[CitationId, str | None]] = {}
    named = [*(ids or ()), *(line for line in (read_text(file).splitlines() if file else ()) if line.strip())]
    quoted = [(c.citation_id, c.quote) for answer in (read_answers(answers) if answers else ()) for c in answer.citations]
    for text, quote in [*((text, None) for text in named), *quoted]:
        wanted[text] = (CitationId.parse(text), quote)
    with closing(open_catalog(data, at)) as catalog, _Remembered(data) as remembered:
        verifier = Verifier(catalog, {info.id: info for info in catalog.documents()}, remembered)
        # by document, so that each file is opened once, then in the order they were given
        by_document = sorted(wanted, key=lambda text: wanted[text][0].document)
        checks = {text: verifier.check(*wanted[text]) for text in by_document}
    for text in wanted:
        check = checks[text]
        if as_json:
            print_json(check.to_dict())
        else:
            print(f"{check.state:9} {check.citation_id}" + (f"\n          now {check.now}" if check.state == "moved" else ""))
        if check.reason:
            say(f"          {check.reason}", aside=as_json)
    if any(check.state in ("changed", "gone") for check in checks.values()):
        raise typer.Exit(1)


class _Remembered:
    """The words of recorded citations; the records are opened when they are first needed, and not made to be looked into."""

    def __init__(self, data: Path | None) -> None:
        self._data = data
        self._records: Records | None = None

    def __enter__(self) -> _Remembered:
        return self

    def __exit__(self, *_: object) -> None:
        if self._records is not None:
            self._records.close()

    def quote(self, citation_id: str) -> str | None:
        from assistant.store.records import FILE

        if self._records is None and (load_settings(data=self._data).data / FILE).exists():
            self._records = _records(self._data)
        return None if self._records is None else self._records.quote(citation_id)


# -- answers -----------------------------------------------------------------------------------------------------------


def export(
    source: Annotated[
        str | None, typer.Argument(help="An answer or a conversation as JSON, or the number of a record.", metavar="FILE|RECORD")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="plain, markdown, harvard, bibtex, ris, csl-json, csv or html.")
    ] = "plain",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The file to write; by default it is printed.")] = None,
    data: Data = None,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """Export an answer or a conversation with its references. By default it is the last answer that was recorded."""
    from assistant.references import FORMATS
    from assistant.references import export as write

    file = None if source is None or (source.isascii() and source.isdecimal()) else Path(source)
    if file is None:
        id_ = None if source is None else _number(source)
        with closing(_records(data)) as records:
            answers: Sequence[Answer] = [records.read(id_).answer]
    else:
        answers = read_answers(file)
    text = write(answers, _described(data, at), format_)
    if out is not None:
        with open_to_write(out, instead_of=file) as sink:
            sink.write(text)
    if not any(answer.citations for answer in answers) and (FORMATS[format_].lists_only or not answers):
        said = "the answer cites nothing" if len(answers) == 1 else "the answers cite nothing"
        print(f"{said}, so there are no references to list; --format plain gives the words", file=sys.stderr)
    if as_json:
        print_json({"format": format_, "answers": len(answers), "out": None if out is None else str(out), "text": text})
    elif out is None:
        sys.stdout.write(text)


def _described(data: Path | None, at: str | None) -> Mapping[str, Described]:
    """Return the catalog by id; empty where nothing was ingested, as the citations say enough to be listed."""
    try:
        with closing(open_catalog(data, at)) as catalog:
            return {info.id: info for info in catalog.documents()}
    except IndexMissing:
        return {}


def read_answers(path: Path) -> list[Answer]:
    """Return the answers in a file: an answer, a list of them or a conversation as JSON, or one a line.

    Raises UsageError for a file that holds none, or holds something else.
    """
    text = read_text(path)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            value = [json.loads(line) for line in lines]
        except json.JSONDecodeError:
            raise UsageError(f"{path} is not JSON: {error}") from error
    answers = list(_answers_in(value, str(path)))
    if not answers:
        raise UsageError(f"{path} holds no answers")
    return answers


def _answers_in(value: Any, where: str) -> Iterator[Answer]:
    """Yield the answers in what was kept as JSON: one, a list, a record, a conversation. Raises UsageError where there is none."""

    from assistant.store.records import answer_from

    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _answers_in(item, f"{where}, item {number}")
    elif isinstance(value, dict) and "citations" in value:
        try:
            yield answer_from(value)
        except UsageError as error:
            raise UsageError(f"{where}: {error}") from error
    elif isinstance(value, dict) and ("answer" in value or "exchanges" in value or "error" in value):
        yield from _answers_in(value.get("exchanges") or ([value["answer"]] if value.get("answer") else []), where)
    else:
        raise UsageError(f"{where}: that is not an answer")


# -- documents ---------------------------------------------------------------------------------------------------------


def correct(
    document: Document,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What it is called.")] = None,
    authors: Annotated[str | None, typer.Option("--authors", metavar="NAMES", help="Several are separated by semicolons.")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="2015, 2015-05 or 2015-05-03.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="report, blog or transcript.")] = None,
    data: Data = None,
    as_json: AsJson = False,
    catalog: At = None,
) -> None:
    """Correct what is known of a document. An empty value takes a correction back."""
    from assistant.ingest import IngestEvent
    from assistant.ingest import correct as run

    given = {"title": title, "authors": authors, "date": date, "kind": kind}
    values = {name: value for name, value in given.items() if value is not None}
    if not values:
        raise UsageError("give at least one of --title, --authors, --date, --kind")
    with suggesting([document], data, catalog):
        events = [e for e in run(document, values, load_settings(data=data, catalog=catalog)) if isinstance(e, IngestEvent)]
    for event in events:
        failed = event.action == "failed"
        if as_json:
            print_json(event.to_dict())
        else:
            print(f"{event.action:8} {on_one_line(event.document)}" + (f"  ({event.reason})" if failed else ""))
        if failed:
            raise typer.Exit(1)


# -- records -----------------------------------------------------------------------------------------------------------


def explain(record: RecordId = None, data: Data = None, as_json: AsJson = False, at: At = None) -> None:
    """Show why the passages of an answer ranked where they did."""
    from assistant.retrieve.explain import explained
    from assistant.viewer.words import ordinal

    with closing(_records(data)) as records, closing(open_catalog(data, at)) as catalog:
        kept = records.read(record)
        found = explained(kept, lambda passage: _text(catalog, passage))
    if as_json:
        print_json(found)
        return
    _say_record(kept)
    for passage in found["passages"]:
        print()
        say(f"{passage['rank']}. {passage['title']}  {passage['citation_id']}")
        said = ((name.replace("_", " "), value, passage["places"][name]) for name, value in passage["features"].items() if value)
        stages = (f"{name} {value:.3f} ({ordinal(place)})" for name, value, place in said)
        say(f"   score {passage['score']:.3f}: {', '.join(stages) or 'no scores recorded'}")
        lacks = f"; lacks {', '.join(passage['missing'])}" if passage["missing"] else ""
        say(f"   holds {', '.join(passage['words']) or 'none of the words'}{lacks}{'; cited' if passage['cited'] else ''}")


def _text(catalog: Catalog, passage: Passage) -> str:
    """Return the text of a passage, or what was recorded of it where its document has changed."""
    try:
        document = catalog.document(passage.document)
    except CorpusError:
        return passage.text
    same = passage.citation_id.endswith(document.sha256[:12])
    return document.text[passage.start : passage.end] if same else passage.text


def _say_record(kept: Record) -> None:
    answer = kept.answer
    say(f"Record {kept.id}, {kept.asked}: {answer.question}")
    if answer.is_read_otherwise:
        say(f"Understood as: {answer.standalone_question}")
    say(f"{answer.status}, confidence {answer.confidence:.2f}" + (f"; {answer.reason}" if answer.reason else ""))
    if kept.thumb:
        print(f"Judged {kept.thumb}" + (f": {on_one_line(kept.thumb_reason)}" if kept.thumb_reason else ""))


def replay(
    record: RecordId = None,
    model: Model = None,
    data: Data = None,
    as_json: AsJson = False,
    chroma: Chroma = None,
    catalog: At = None,
) -> None:
    """Ask a recorded question again, and show what is different."""
    from assistant.retrieve.explain import difference

    with closing(_records(data)) as records:
        kept = records.read(record)
    with open_assistant(data=data, chroma=chroma, catalog=catalog, model=model) as assistant:
        now = assistant.ask(kept.answer.question, kept.history, kept.filters)
        changes = difference(kept, now, assistant.fingerprint)
    if as_json:
        print_json({"record": kept.id, "same": not changes, "changes": changes, "answer": now.to_dict()})
        return
    _say_record(kept)
    if not changes:
        print("\nNothing is different.")
    for name, change in changes.items():
        print(f"\n{name}:")
        if isinstance(change, list):
            print(f"  then {_shown(change[0])}\n  now  {_shown(change[1])}")
        else:
            for key, value in change.items():
                print(f"  {key}: {_shown(value)}")


def _shown(value: Any) -> str:
    return on_one_line(value.replace("\n", " ")) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def gaps(
    limit: Annotated[
        int, typer.Option("--limit", metavar="NUMBER", parser=number(int, 1, "a whole number from 1 on"), help="How many at most.")
    ] = 20,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Show what was asked and not answered, most wanted first."""
    from assistant.store.gaps import ranked

    with closing(_records(data)) as records:
        found = ranked(records.asked())
    for gap in found[:limit]:
        if as_json:
            print_json(gap.to_dict())
            continue
        times = f"declined {gap.asked}×" + (f", logged {gap.logged}×" if gap.logged else "")
        say(f"{shorten(gap.question, 200, placeholder=' …')}  ({times}, last {gap.last[:10]})", 4)
        if gap.reason:
            say(f"    {gap.reason}")
    if not found and not as_json:
        print("no gaps: nothing that was asked has gone without an answer", file=sys.stderr)


def purge(
    older_than: Annotated[
        float | None,
        typer.Option(
            "--older-than",
            metavar="DAYS",
            parser=number(float, 0, "a number of days", MOST_DAYS),
            help="Delete what is older than so many days.",
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Delete all of it.")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Delete records and conversations for good; documents stay. Records hold answers, thumbs and logged gaps.

    Without an option, what is older than the setting keep_days says.
    """
    from assistant.chat.retention import forget
    from assistant.store.read_only import is_read_only
    from assistant.viewer.words import count

    settings = load_settings(data=data)
    if everything and older_than is not None:
        raise UsageError("give either --older-than DAYS or --all")
    days = 0 if everything else older_than if older_than is not None else settings.keep_days
    if days is None:
        raise UsageError("give either --older-than DAYS or --all, or set keep_days")
    if is_read_only(settings.data):
        raise StoreUnavailable(f"{settings.data} may only be read, so nothing in it can be deleted")
    _records(data).close()
    counts = forget(settings.data, days)
    if as_json:
        print_json(counts)
    else:
        kinds = (("records", "record"), ("gaps", "logged gap"), ("conversations", "conversation"))
        records, gaps, conversations = (count(counts[key], noun) for key, noun in kinds)
        print(f"{records}, {gaps} and {conversations} deleted, {count(counts['kept'], 'record')} kept")


def _records(data: Path | None) -> Records:
    """Open the records of a data folder that has been used. Raises IndexMissing."""
    from assistant.store.records import Records

    folder = load_settings(data=data).data
    if not folder.is_dir():
        raise IndexMissing(nothing_in(folder))
    return Records.open(folder)
