"""What a document says about itself: front matter, the ``corpus.csv`` beside it, and dates.

Both sources are mappings from names to plain values, and both end in :func:`describe`, which puts the values it knows into
the fields of a reading, keeps the others as metadata, and notes in the receipt what it could not use. Dates stay exactly
as exact as they were written: "May 2011" becomes 2011-05, never 2011-05-01.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, get_args
from unicodedata import normalize

from assistant.errors import UnreadableDocument
from assistant.types import Kind, Reading

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

Value = str | tuple[str, ...]

CORPUS_CSV = "corpus.csv"

_MAX_FRONT_MATTER_CHARS = 10_000
_NAMES = {
    "author": "authors",
    "by": "authors",
    "published": "date",
    "publication_date": "date",
    "type": "kind",
    "publisher": "source",
    "site": "source",
    "link": "url",
    "canonical": "url",
    "video": "media_url",
    "audio": "media_url",
    "media": "media_url",
}
_SWITCHES = ("true", "false", "yes", "no")
_FENCED = re.compile(r"\s*---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BARE = re.compile(
    r"\s*(?P<body>title:[ \t]+\S.*\n(?:(?:slug|date|modified|updated|tags|categor(?:y|ies)|keywords|authors?|summary|description"
    r"|link|url|type|status|lang|layout|published|draft|template|hide_?title):(?:[ \t].*)?\n){2,})(?:[ \t]*\n|\Z)",
    re.IGNORECASE,
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*)|)$")


def describe(reading: Reading, values: Mapping[str, Value], origin: str) -> Reading:
    """Return the reading with its fields replaced by the values given; unknown names become metadata.

    Args:
        values: names as written ("Author", "media url"), each with a text or several.
        origin: what to call the source of the values in a note of the receipt.
    """
    fields: dict[str, Any] = {}
    extra: dict[str, str] = {}
    notes: list[str] = []
    for written, given in values.items():
        name = field_name(_printable(written))
        value = _printable(given) if isinstance(given, str) else tuple(map(_printable, given))
        words = " ".join((value if isinstance(value, str) else ", ".join(value)).split())
        if not words:
            continue
        if name == "date" and words.lower() in _SWITCHES:  # "published: false" says whether, not when
            extra["published"] = words
            continue
        try:
            fields |= _field(name, value, words)
        except KeyError:
            extra[name] = words
        except ValueError as exc:
            notes.append(f"{origin}: {exc}")
    receipt = replace(reading.receipt, notes=(*reading.receipt.notes, *notes))
    return replace(reading, **fields, metadata={**reading.metadata, **extra}, receipt=receipt)


def _printable(words: str) -> str:
    """Return words with a replacement for each character that can be neither shown nor stored: control codes, half pairs."""
    return _UNPRINTABLE.sub("\ufffd", words)


def field_name(written: str) -> str:
    """Return the name a value goes by: lower case with underscores, "author" and the like as the field they mean."""
    name = "_".join(written.lower().replace("-", " ").split())
    return _NAMES.get(name, name)


def check_value(name: str, value: str) -> None:
    """Raise ValueError, saying why, if a field cannot hold a value; an empty one says nothing and is fine."""
    if value:
        _field(name, value, value)


def _field(name: str, value: Value, words: str) -> dict[str, Any]:
    """Read one value. Raises KeyError for a name that is no field, ValueError for a value the field cannot hold."""
    if name in ("title", "source"):
        return {name: words}
    if name == "authors":
        return {name: split_authors(value)}
    if name == "date":
        date = iso_date(words)
        if date is None:
            raise ValueError(f"{words!r} is not a date; write it as 2010, 2010-05 or 2010-05-31")
        return {name: date}
    if name == "kind":
        kind = words.lower().rstrip("s")
        if kind not in get_args(Kind):
            raise ValueError(f"kind {words!r} is none of {', '.join(get_args(Kind))}")
        return {name: kind}
    if name in ("url", "media_url"):
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", words)
        if scheme and scheme[1].lower() not in ("http", "https"):
            raise ValueError(f"{name} {words!r} is not a web address")
        return {name: words}
    raise KeyError(name)


def split_authors(value: Value) -> tuple[str, ...]:
    """Return the names in a list, or in "A; B", "A, B and C", "A & B"; the members of a list are never split."""
    if isinstance(value, tuple):
        names: Iterable[str] = value
    elif ";" in value:
        names = value.split(";")
    else:
        names = re.split(r",\s+and\s+|,\s+|\s+and\s+|\s+&\s+", value)
    return tuple(dict.fromkeys(folded for name in names if (folded := " ".join(name.split()))))


def iso_date(words: str) -> str | None:
    """Return a date as ISO 8601, as exact as it is written, or ``None`` where it is no date.

    A day and month that could be read both ways (03/05/2011) give the year alone.
    """
    words = " ".join(words.split())
    iso = re.fullmatch(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:[T ]\d.*)?", words)
    if iso:
        return _checked(*(part and int(part) for part in iso.groups()))
    numeric = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", words)
    if numeric:
        first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
        if numeric[2] == "." or first > 12 or first == second:
            return _checked(year, second, first)
        return _checked(year, first, second) if second > 12 else _checked(year)
    season = re.fullmatch(r"(?:spring|summer|autumn|fall|winter|q[1-4]|early|late|mid|circa|c\.)[ -]?(\d{4})", words, re.IGNORECASE)
    if season:
        return season[1]
    return _worded_date(words)


def _worded_date(words: str) -> str | None:
    """Read "3 May 2011", "May 2011" or "3 mai 2011"; a four-digit year must be there, so that "tomorrow" is no date."""
    if len(words) > 60 or not re.search(r"\b\d{4}\b", words) or not re.search(r"[^\W\d_]{3}", words):
        return None
    found = _date_parser().get_date_data(words)
    if found.date_obj is None or str(found.date_obj.year) not in words:
        return None
    parts = (found.date_obj.year, found.date_obj.month, found.date_obj.day)
    return _checked(*parts[: {"day": 3, "month": 2}.get(found.period, 1)])


@cache
def _date_parser() -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=["en", "fr", "de", "es", "it", "nl", "pt"], settings={"DATE_ORDER": "DMY"})


def _checked(year: int | str | None, month: int | str | None = None, day: int | str | None = None) -> str | None:
    try:
        datetime.date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (f"{year:04}", month and f"{month:02}", day and f"{day:02}") if part)


def front_matter(text: str) -> tuple[int, Mapping[str, Value], tuple[str, ...]]:
    """Return where the front matter at the head of a text ends (0: there is none), its values, and notes on it.

    Front matter is YAML between two ``---`` lines. Only texts and lists of texts are kept, as they are written. Where it is
    not valid YAML ("title: Lessons: a view") its ``name: value`` lines are read one by one; where there are none, what
    stands between the two rules is no front matter.
    """
    fenced = _FENCED.match(text, 0, _MAX_FRONT_MATTER_CHARS)
    if fenced is None:
        return 0, {}, ()
    import yaml

    body = fenced["body"]
    # BaseLoader makes nothing but texts, lists and maps: no objects, and dates stay as they are written.
    try:
        loaded = yaml.load(body, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        pairs = written_pairs(body)
        if not pairs:
            return 0, {}, ("what looks like front matter is not valid YAML and was read as text",)
        return fenced.end(), pairs, ("front matter is not valid YAML; it was read line by line",)
    if not isinstance(loaded, dict):
        return 0, {}, ()
    values: dict[str, Value] = {}
    notes: list[str] = []
    for name, value in loaded.items():
        if isinstance(name, str) and isinstance(value, str):
            values[name] = value
        elif isinstance(name, str) and isinstance(value, list) and all(isinstance(member, str) for member in value):
            values[name] = tuple(value)
        else:
            notes.append(f"front matter: {str(name)[:40]!r} holds more than texts and was left out")
    return fenced.end(), values, tuple(notes)


def bare_front_matter(text: str) -> tuple[int, Mapping[str, Value]]:
    """Return where front matter without rules around it ends, as Pelican and Nikola write it, and its values: a title, and more."""
    head = _BARE.match(text, 0, _MAX_FRONT_MATTER_CHARS)
    return (head.end(), written_pairs(head["body"])) if head else (0, {})


def written_pairs(text: str) -> dict[str, Value]:
    """Return the ``name: value`` lines of a text; later lines of the same name are left out."""
    pairs: dict[str, Value] = {}
    for line in text.split("\n"):
        pair = _PAIR.match(line.strip())
        if pair and pair[2]:
            value = pair[2].strip()
            pairs.setdefault(pair[1], value[1:-1] if _QUOTED.fullmatch(value) else value)
    return pairs


def corpus_csv(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return what the ``corpus.csv`` of a folder says about the documents under it, by path relative to the folder.

    Columns: path, title, authors, date, kind, source, url, media_url, supersedes; any other is kept as a metadata key. Empty
    cells say nothing. No such file is an empty mapping.

    Raises:
        UnreadableDocument: the table cannot be used; the reason names every bad line, so that one look mends them all.
    """
    path = folder / CORPUS_CSV
    if not path.is_file():
        return {}
    from assistant.load.text import decode

    text, _ = decode(path.read_bytes(), CORPUS_CSV)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [field_name(name) for name in next(table, [])]
    if "path" not in names or len(set(names)) != len(names):
        raise UnreadableDocument(CORPUS_CSV, f"the first line must name each column once, one of them 'path'; it is {header!r}")
    rows: dict[str, Mapping[str, str]] = {}
    faults: list[str] = []
    try:
        for cells in table:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                document, values = _row(names, cells)
                if document in rows:
                    raise ValueError(f"{document!r} is there twice")
                rows[document] = values
            except ValueError as exc:
                faults.append(f"line {table.line_num}: {exc}")
    except csv.Error as exc:
        faults.append(f"line {table.line_num}: {exc}")
    if faults:
        raise UnreadableDocument(CORPUS_CSV, "; ".join(faults))
    return rows


def _row(names: list[str], cells: list[str]) -> tuple[str, dict[str, str]]:
    """Read one row. Raises ValueError where a cell is out of place or cannot be what its column says."""
    if len(cells) > len(names):
        raise ValueError(f"{len(cells)} cells under {len(names)} columns; a text with a comma in it needs quotes")
    values = {name: folded for name, cell in zip(names, cells, strict=False) if (folded := " ".join(cell.split()))}
    written = normalize("NFC", values.pop("path", "").replace("\\", "/"))
    path = PurePosixPath(written)
    if not written or path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", written):
        raise ValueError(f"path {written!r} does not lead to a document under this folder")
    for name, value in values.items():
        try:
            _field(name, value, value)
        except KeyError:
            continue
    return str(path), values
