"""What all commands share: their common options, how they open things, and how they read and print."""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import IO, TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from assistant.errors import DocumentNotFound, UsageError
from assistant.settings_sources import DATA, is_all_default

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.settings import Settings
    from assistant.store.catalog import Catalog
    from assistant.store.rows import DocumentInfo


GARBAGE = 20_000  # new objects after which garbage is looked for: nearly all that is opened stays, and after 700 it took a tenth
N = TypeVar("N", int, float)


def _folder(given: str) -> Path:
    if not given.strip():
        raise typer.BadParameter("name a folder; perhaps a variable of the shell is not set")
    return Path(given)


def number(kind: Callable[[str], N], least: N, called: str, most: float = 1e9) -> Callable[[str], N]:
    """Return what reads a number between two, and says of anything else that it is not what it is ``called``."""

    def read(given: str) -> N:
        try:
            value = kind(given)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            raise typer.BadParameter(f"{given!r} is not {called}")
        return value

    return read


def examples(*commands: str) -> str:
    """Return what stands at the end of the help of a command: how it is typed, a line each."""
    return "\n  ".join(["\b\nExamples:", *(f"assistant {command}" for command in commands)])


Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="FOLDER", parser=_folder, help="Folder of the catalog and the vectors (default .assistant)."),
]
in_form_c = partial(unicodedata.normalize, "NFC")  # as ids are; the shell of a Mac may complete a name in form D
Document = Annotated[str, typer.Argument(help="Its id, as `assistant list` prints it.", metavar="DOCUMENT", parser=in_form_c)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
Filter = Annotated[
    list[str] | None,
    typer.Option(
        "--filter", metavar="KEY=VALUE", help="kind=report, date=2010, date>=2010-05, document=reports/*, or any front-matter key."
    ),
]
Chroma = Annotated[str | None, typer.Option("--chroma", metavar="URL", help="http://host:port of a Chroma server.")]
At = Annotated[
    str | None, typer.Option("--catalog", metavar="URL", help="postgresql://user@host/name of a shared catalog; by default SQLite.")
]
Model = Annotated[
    str | None, typer.Option("--model", metavar="MODEL", help="provider:name of a chat model; none quotes the sources.")
]


def load_settings(**flags: Any) -> Settings:
    """Gather the settings of this run. Raises SettingsError."""
    from assistant.settings import Settings

    return Settings.load(**flags)


@contextmanager
def open_assistant(**flags: Any) -> Iterator[Assistant]:
    """Open the assistant for the length of a block. Raises AssistantError."""
    gc.set_threshold(GARBAGE)
    from assistant.ask import Assistant

    assistant = Assistant.open(load_settings(**flags))
    try:
        yield assistant
    finally:
        assistant.close()


def open_catalog(data: Path | None, at: str | None = None) -> Catalog:
    """Open the catalog that an ingest has made. Raises IndexMissing, StoreUnavailable."""
    from assistant.store.catalog import Catalog

    settings = load_settings(data=data, catalog=at)
    return Catalog.open_existing(settings.data, settings.catalog)


def all_documents(data: Path | None, at: str | None = None) -> list[DocumentInfo]:
    """Return what is known of every document. Raises IndexMissing, StoreUnavailable."""
    from assistant.store.quick_list import documents_at

    folder = _own_folder(data, at)
    found = None if folder is None else documents_at(folder)
    return open_catalog(data, at).documents() if found is None else found


@contextmanager
def suggesting(wanted: Sequence[str], data: Path | None, at: str | None) -> Iterator[None]:
    """Name what may have been meant where a document is not there: its id is mistyped, or its title or file name was given."""
    try:
        yield
    except DocumentNotFound as error:
        titles = {info.id: info.title for info in all_documents(data, at)}
        missing = {name.casefold() for name in wanted if name not in titles}
        near = [id_ for id_, title in titles.items() if missing & _names_of(id_, title)]
        near = near or [id_ for name in sorted(missing) for id_ in get_close_matches(name, titles, 2, 0.75)]
        if not near:
            raise
        raise DocumentNotFound(f"{str(error).partition(';')[0]}; did you mean {' or '.join(near[:3])}?") from error


def _names_of(id_: str, title: str) -> set[str]:
    """Return what a document may be called instead of by its id: its title, its file, its file without the suffix."""
    file = id_.rpartition("/")[2].casefold()
    return {title.casefold(), file, file.rpartition(".")[0]}


def _own_folder(data: Path | None, at: str | None) -> Path | None:
    """Return the folder that holds the catalog, ``None`` if that is on a server. Raises SettingsError."""
    folder = data or DATA
    if at is None and is_all_default() and not folder.is_file():
        return folder  # with nothing to check, what checks it is not loaded
    settings = load_settings(data=data, catalog=at)
    return settings.data if settings.catalog is None else None


def read_text(path: Path) -> str:
    """Return the text of a file that the user named. Raises UsageError."""
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows puts a mark of order first
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} cannot be read: it is not UTF-8 text") from error


def open_to_write(path: Path, *, instead_of: Path | None = None) -> IO[str]:
    """Open a file that the user named for a result, unless it is the one that the result was made from. Raises UsageError."""
    if instead_of is not None and path.exists() and path.samefile(instead_of):
        raise UsageError(f"{path} would be overwritten, and it is what is read; give --out another name")
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


def parse_object(line: str, where: str) -> dict[str, Any]:
    """Read one JSON object; ``where`` is what messages call its place. Raises UsageError."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where} is not a JSON object")
    return value


def print_json(value: Any) -> None:
    """Print one JSON value on a line of its own, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def write_any_letter() -> None:
    """Write UTF-8 to pipes and files on every system, unless told otherwise, and "?" for a letter that a terminal lacks.

    Windows gives them the letters of one region, and Python an error for each other letter.
    """
    chosen = bool(os.environ.get("PYTHONIOENCODING"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if chosen or stream.isatty() else "utf-8", errors="replace")


_MARK = re.compile(r" *(?:\[\d+\] |\d+\. |- |“)?")


def say(line: str, hang: int | None = None, *, aside: bool = False) -> None:
    """Print a line. Where a person reads it at a terminal, it is parted between words, and goes on under where its words began,
    or after ``hang`` spaces; in a pipe or a file it stays one line. Ids are never parted. ``aside`` is for stderr.
    """
    shown, sink = on_one_line(line), sys.stderr if aside else sys.stdout
    columns = get_terminal_size().columns if sink.isatty() else 0
    if not columns or len(shown) <= columns:
        print(shown, file=sink)
        return
    begun = _MARK.match(shown)
    under = " " * (len(begun[0]) if hang is None and begun else hang or 0)
    words = shown.lstrip(" ")
    first = " " * (len(shown) - len(words))
    parted = wrap(words, columns, initial_indent=first, subsequent_indent=under, break_long_words=False, break_on_hyphens=False)
    print("\n".join(parted), file=sink)


def how_far(document: str, step: str, columns: int) -> str:
    """Say in so many columns which document is at which step; of a longer name its end."""
    name, room = on_one_line(document).rpartition("/")[2], columns - len(step)
    return (name if len(name) <= room else f"…{name[len(name) - room + 1 :]}" if room > 1 else "") + step


def on_one_line(text: str) -> str:
    """Return text that cannot move the cursor or colour the terminal, a wide or fixed space as a plain one.

    What only says where a word or line may be parted is left out.
    """
    return "".join(c if c.isprintable() else " " if unicodedata.category(c) == "Zs" else "�" for c in text if c not in "\xad\u2060")
