"""The command line: each command calls one pipeline or the catalog, and draws what it yields.

Results go to stdout, progress and messages to stderr. With ``--json`` stdout holds one JSON object, or one a line for lists.
Exit codes: 0 done (a decline is done), 1 failed or partly failed, 2 the command cannot be understood.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import asking, looking_back, upkeep
from assistant.cli.terminal import (
    AsJson,
    At,
    Chroma,
    Data,
    Document,
    Model,
    all_documents,
    examples,
    how_far,
    in_form_c,
    load_settings,
    number,
    on_one_line,
    open_assistant,
    open_catalog,
    print_json,
    say,
    suggesting,
    write_any_letter,
)
from assistant.cli.users import users
from assistant.errors import AssistantError, SettingsError, UsageError, redacted

if TYPE_CHECKING:
    from assistant.ingest import IngestEvent

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
RESUMED = ("ingest", "reindex")
"""Commands that go on, when they are run again, where they were stopped."""
LITTLE_MEMORY = "there is too little memory free for this; end other programs, and run it again. What was committed is kept"
OWN_FAULT = "this is a fault of the program, not of what you did; please report the lines above. What was committed is kept"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, by default that of the process, and turn every expected error into one clear line."""
    from assistant.models.quiet import stay_quiet

    stay_quiet()
    write_any_letter()
    try:
        app(arguments)
    except AssistantError as error:
        say(f"assistant: {error}", 2, aside=True)
        raise SystemExit(2 if isinstance(error, UsageError | SettingsError) else 1) from error
    except OSError as error:
        say(f"assistant: {_what_failed(error)}", 2, aside=True)
        raise SystemExit(1) from error
    except SystemExit as done:
        if done.code == 130:  # what Typer makes of Ctrl-C
            command = next(iter(sys.argv[1:] if arguments is None else arguments), "")
            kept = "; what was finished is kept, and running the same command again completes it"
            say(f"assistant: stopped{kept if command in RESUMED else ''}", 2, aside=True)
        raise
    except Exception as error:
        if _lacks_memory(error):
            say(f"assistant: {LITTLE_MEMORY}", 2, aside=True)
            raise SystemExit(1) from None
        import traceback  # not before it is needed: every command would wait for it

        traceback.print_exc()
        say(f"assistant: {OWN_FAULT}", 2, aside=True)
        raise SystemExit(1) from None


def _lacks_memory(error: Exception) -> bool:
    """Say whether the system gave no memory; for a library that is loaded, the loader's words are all there is."""
    return isinstance(error, MemoryError) or (isinstance(error, ImportError) and "failed to map segment" in str(error))


def _what_failed(error: OSError) -> str:
    """Say what the system did not do, and with which file, if it is one."""
    said = redacted(error.strerror or str(error) or type(error).__name__)
    return said if error.filename is None else f"{error.filename}: {said}"


def _say_version(wanted: bool) -> None:
    if wanted:
        import platform
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as version_of

        try:
            ours = version_of("research-assistant")
        except PackageNotFoundError:
            ours = "from a checkout that is not installed"
        print(f"research-assistant {ours} (Python {platform.python_version()}, {platform.platform()})")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Show the version and exit.")
    ] = False,
    data: Annotated[str | None, typer.Option("--data", hidden=True)] = None,
) -> None:
    """Ask a research corpus, and check every sentence of the answer."""
    if data is not None:
        raise UsageError(f"--data stands behind the command, as in: assistant list --data {data}")


# -- ingest ------------------------------------------------------------------------------------------------------------


@app.command(epilog=examples("ingest ~/research", "ingest report.pdf https://example.org/a-page", "ingest ~/research --prune"))
def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders or URLs.", metavar="PATH|URL...")],
    data: Data = None,
    as_json: AsJson = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose files have vanished.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Read also what has not changed, as after an upgrade.")] = False,
    private_hosts: Annotated[
        str | None, typer.Option("--private-hosts", metavar="HOST,…", help="Hosts in the private network to fetch from on purpose.")
    ] = None,
    chroma: Chroma = None,
    catalog: At = None,
    ray: Annotated[str | None, typer.Option("--ray", metavar="ADDRESS", help="Read and embed on a Ray cluster: host:port.")] = None,
) -> None:
    """Add and update what is under the paths. Quick when nothing has changed; run again, it completes what was stopped."""
    from assistant.ingest import ingest as run

    settings = load_settings(data=data, chroma=chroma, catalog=catalog, ray=ray, private_hosts=private_hosts)
    counts: Counter[str] = Counter()
    for event in _with_progress(run(paths, settings, prune=prune, again=again)):
        counts[event.action] += 1
        if as_json:
            print_json(event.to_dict())
        elif event.action != "unchanged":
            _say_event(event)
    summary = {"documents": sum(counts.values()), **dict(sorted(counts.items()))}
    if as_json:
        print_json({"summary": summary})
    else:
        print(", ".join(f"{n} {action}" for action, n in sorted(counts.items())) or "nothing to ingest there")
    if counts["failed"]:
        raise typer.Exit(1)


def _say_event(event: IngestEvent) -> None:
    from assistant.viewer.words import count, remarks_in_words

    size = ", ".join(count(n, noun) for n, noun in ((event.pages, "page"), (event.chunks, "chunk")) if n)
    detail = event.reason if event.reason else f"{size or 'no chunks'}, {event.seconds:.1f} s"
    say(f"{event.action:8} {event.document}  ({detail})", 9)
    for line in remarks_in_words(event.receipt):
        say(f"         {line}")


_BAR = 12  # columns of the bar


def _with_progress(events: Iterable[Any]) -> Iterator[IngestEvent]:
    """Draw a progress bar on stderr where a person is watching, and pass the events on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from assistant.ingest import IngestEvent
    from assistant.viewer.words import step_in_words

    columns = (TextColumn("{task.description}", markup=False), BarColumn(_BAR), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("looking", total=None)
        for event in events:
            if isinstance(event, IngestEvent):
                yield event
            else:
                room = console.width - _BAR - 2 * len(f"{event.total}") - len("/ 0:00:00   ")
                named = how_far(event.document, step_in_words(event.step, event.at, event.of), room)
                bar.update(task, description=named, completed=event.done + event.share, total=event.total)


asking.register(app)


# -- the catalog -------------------------------------------------------------------------------------------------------


@app.command("list")
def list_(data: Data = None, as_json: AsJson = False, at: At = None) -> None:
    """List the documents."""
    documents = all_documents(data, at)
    width = min(48, max((len(info.id) for info in documents), default=0))
    for info in documents:
        if as_json:
            print_json(info.to_dict())
        else:
            size = f"{info.chunks:5} {'chunk ' if info.chunks == 1 else 'chunks'}"
            waiting = "  (no vectors yet: keywords only)" if info.state == "pending" else ""
            named = f"{on_one_line(info.id):{width}}  {on_one_line(info.title)}"
            say(f"{info.kind:10} {(info.date or ''):10} {size}  {named}{waiting}", 36)


@app.command(epilog=examples("show reports/like-a-village.pdf", "show reports/like-a-village.pdf --text"))
def show(
    document: Document,
    text: Annotated[bool, typer.Option("--text", help="Print only the text that offsets count in.")] = False,
    data: Data = None,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """Show one document: what is known of it, its receipt, its text."""
    from assistant.viewer.words import receipt_in_words

    catalog = open_catalog(data, at)
    with suggesting([document], data, at):
        found = catalog.document(document)
    info = next(i for i in catalog.documents() if i.id == document)
    if as_json:
        print_json(info.to_dict() | ({"text": found.text} if text else {}))
    elif text:
        sys.stdout.write(found.text)
    else:
        for key, value in info.to_dict().items():
            if key not in ("receipt", "revision") and value not in (None, (), {}, []):
                shown = "; ".join(f"{name}: {said}" for name, said in value.items()) if isinstance(value, dict) else str(value)
                shown = "; ".join(map(str, value)) if isinstance(value, list | tuple) else shown
                say(f"{key:10} {shown}", 11)
        for number, line in enumerate(receipt_in_words(info.receipt)):
            say(f"{'' if number else 'receipt':10} {line}", 11)


@app.command()
def remove(
    documents: Annotated[
        list[str], typer.Argument(help="Their ids, as `assistant list` prints them.", metavar="DOCUMENT...", parser=in_form_c)
    ],
    data: Data = None,
    as_json: AsJson = False,
    chroma: Chroma = None,
    catalog: At = None,
) -> None:
    """Take documents out of the index; their files stay where they are.

    Only copies that were added in the chat go with them.
    """
    from assistant.ingest import remove as run

    with suggesting(documents, data, catalog):
        for event in run(documents, load_settings(data=data, chroma=chroma, catalog=catalog)):
            if as_json:
                print_json(event.to_dict())
            else:
                _say_event(event)


# -- faces -------------------------------------------------------------------------------------------------------------


@app.command(epilog=examples("serve", "serve --port 8080", "serve --host 0.0.0.0"))
def serve(
    host: Annotated[
        str | None, typer.Option("--host", metavar="ADDRESS", help="Address to listen on (default 127.0.0.1: this machine alone).")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", metavar="NUMBER", parser=number(int, 1, "the number of a port"), help="Port to listen on (default 7860)."
        ),
    ] = None,
    data: Data = None,
    model: Model = None,
    chroma: Chroma = None,
    catalog: At = None,
) -> None:
    """Open the chat; on the first start the folder corpus/ is ingested."""
    from assistant.chat import serve as run

    settings = load_settings(data=data, host=host, port=port, model=model, chroma=chroma, catalog=catalog)
    run(settings)


@app.command()
def mcp(data: Data = None, model: Model = None, chroma: Chroma = None, catalog: At = None) -> None:
    """Serve the corpus as tools for a language model (MCP). They are search, ask, list_documents and get_passage, over standard
    input and output.
    """
    from assistant.server.mcp import serve as run
    from assistant.store.records import Records

    with (
        open_assistant(data=data, chroma=chroma, catalog=catalog, model=model) as assistant,
        closing(Records.open(assistant.settings.data)) as kept,
    ):
        run(assistant, kept)


looking_back.register(app)
app.add_typer(users, name="user")
upkeep.register(app)
