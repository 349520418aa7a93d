"""Read documents: a file in, a :class:`~assistant.types.Document` out, or an error that says why not.

``READERS`` maps a suffix to the function that reads that format. A reader gets the bytes of one file and a name for
messages; it knows nothing of folders, identities or the catalog. :func:`load` adds what a reader cannot know: the identity,
the hash of exactly the bytes that were read, and what the corpus says about the document.

Readers: ``pdf``, ``web``, ``markdown``, ``text``, ``office``; ``captions``, ``timed`` and ``transcript`` for what is spoken. Of a
PDF, ``text_layer`` gives characters, ``hyphens`` tells those that belong to words, ``ocr`` reads pictures, ``layout`` tells
``furniture``, ``headings``, ``labels``, ``contents`` and ``tables``, ``hidden`` what nobody can see, ``filing`` what a cover says;
of a web page, ``article`` gives what it is about. For all: ``structure`` (lines and blocks), ``metadata``, ``titles``, ``dates``,
``language``, ``suspicion``, ``download``, ``progress`` and ``fork``.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from importlib import import_module
from pathlib import Path, PurePosixPath

from assistant.errors import UnreadableDocument, UnsupportedFormat
from assistant.load.dates import dated, own_day
from assistant.load.download import fetch
from assistant.load.language import language_of
from assistant.load.metadata import CORPUS_CSV, corpus_csv, describe
from assistant.load.progress import OnPage, ignore_page
from assistant.load.suspicion import markers, suspicions
from assistant.text.letter_forms import plain
from assistant.text.years import RECENT_YEAR
from assistant.types import Document, Kind, Reading, Receipt

__all__ = ["CORPUS_CSV", "READERS", "corpus_csv", "examined", "fetch", "load", "read"]

Reader = Callable[[bytes, str, OnPage], Reading]


def _reader(room: str, name: str, *, tells: bool = False) -> Reader:
    """Return the reader of a room, imported with the first file of its format; ``tells``: it reports the pages that it has read."""

    def read(data: bytes, called: str, tell: OnPage) -> Reading:
        own = getattr(import_module(f"assistant.load.{room}"), name)
        reading: Reading = own(data, called, tell) if tells else own(data, called)
        return reading

    return read


_PDF = _reader("pdf", "read_pdf", tells=True)
_HTML = _reader("web", "read_html")
_MARKDOWN = _reader("markdown", "read_markdown")
_TEXT = _reader("text", "read_text")
_CAPTIONS = _reader("captions", "read_captions")
_DOCX = _reader("office", "read_docx")
_PPTX = _reader("office", "read_pptx")
READERS: Mapping[str, Reader] = {
    ".pdf": _PDF,
    **dict.fromkeys((".html", ".htm"), _HTML),
    **dict.fromkeys((".md", ".markdown"), _MARKDOWN),
    **dict.fromkeys((".txt", ".text"), _TEXT),
    **dict.fromkeys((".vtt", ".srt"), _CAPTIONS),
    ".docx": _DOCX,
    ".pptx": _PPTX,
}

_KIND_BY_READER: Mapping[Reader, Kind] = {_PDF: "report", _DOCX: "report", _PPTX: "report", _CAPTIONS: "transcript"}
_REPORT = re.compile(
    r"(?i)(?:^|[:–—] )(?:an? |the )?(?:(?:annual|draft|final|impact|interim|progress|scrutiny) )*(?:report|minutes|evaluation)"
    r"(?= (?:of|on|for|and|to|\d)|[:,]|$)|\b(?:board|committee|council|meeting) minutes\b"
)
_MINUTES = re.compile(r"(?i)(?:(?:adopted|approved|unapproved|draft|final|official) )?minutes(?: of .*)?")
_KIND_BY_FOLDER: Mapping[str, Kind] = {"reports": "report", "blogs": "blog", "transcripts": "transcript"}

_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "save it as .docx and add that": (".doc", ".odt", ".rtf", ".pages", ".wpd"),
    "save it as .pptx and add that": (".ppt", ".odp", ".key"),
    "save it as PDF and add that": (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".epub", ".mobi", ".eml", ".msg"),
    "put it into a PDF and add that": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp", ".heic", ".bmp"),
    "add its transcript: .vtt, .srt or .txt": (".mp3", ".mp4", ".m4a", ".wav", ".mov", ".avi", ".webm", ".ogg"),
    "unpack it and add what is in it": (".zip", ".rar", ".7z", ".gz", ".tar"),
}
_SIGNATURES = (
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"PK\x03\x04", "a ZIP or Office file", (".docx", ".pptx")),
    (b"\xd0\xcf\x11\xe0", "an old or an encrypted Office file", ()),
    (b"\x89PNG", "a PNG image", ()),
    (b"\xff\xd8\xff", "a JPEG image", ()),
    (b"GIF8", "a GIF image", ()),
    (b"{\\rtf", "a rich text (RTF) file", ()),
    (b"\x1f\x8b", "a gzip archive", ()),
    (b"7z\xbc\xaf", "a 7-Zip archive", ()),
    (b"Rar!", "a RAR archive", ()),
    (b"\x7fELF", "a program", ()),
    (b"MZ\x90", "a program", ()),
    (b"SQLite format 3", "an SQLite database", ()),
    (b"ID3", "an MP3 recording", ()),
    (b"RIFF", "a recording or an image (RIFF)", ()),
    (b"OggS", "an Ogg recording", ()),
)
_LEADING_BYTES = 1024  # within which a PDF says that it is one; some begin with something else
_TITLE_WITHIN_SEGMENTS = 5  # blocks from the beginning among which the title is looked for
_PART = re.compile(
    r"(?i)(?:(?:executive )?summary|abstract|introduction|overview|background|contents|table of contents|agenda|participants"
    r"|attendees|attendance|present|notes?|foreword|preface|tl;?dr)\W*"
)
_GAP_IN_NAME = re.compile(rf"(?P<day>(?<!\d){RECENT_YEAR}-[01]\d-[0-3]\d(?!\d))|[_\-+.]+|%20")  # the hyphens of a day stay
_SAMPLE_CHARS = 5000  # from each of three places, that tell the language


def load(path: Path, document_id: str, overrides: Mapping[str, str] | None = None, tell: OnPage = ignore_page) -> Document:
    """Read a file once and return it as a document.

    Title, authors, date, kind and links come from ``overrides`` (a row of ``corpus.csv``), else from the document itself,
    else they are worked out: the title from the first heading or the file name, the kind from the folder or the format.

    Args:
        document_id: the path relative to the ingested folder, with "/"; also what error messages call the document.
        tell: called before each page, so that whoever waits knows that there is progress.

    Raises:
        UnsupportedFormat: no reader for files with this suffix.
        UnreadableDocument: the file is not what its suffix says, or has no text.
        OSError: the file cannot be opened; :func:`unopened` says why.
    """
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise UnsupportedFormat(f"{document_id}: no reader for {suffix or 'files without a suffix'}; {instead(suffix)}")
    if path.exists() and not path.is_file():
        raise UnreadableDocument(document_id, "it is not a file that can be read: a pipe, a socket or a device")
    data = path.read_bytes()
    reading = read(data, suffix, document_id, tell)
    reading = describe(reading, overrides or {}, CORPUS_CSV)
    reading = replace(
        reading,
        title=reading.title or _title(reading, path),
        kind=reading.kind or _kind(reading, suffix, document_id, path),
        date=reading.date or _date(reading, suffix, path),
    )
    reading = _in_plain_letters(reading)
    values = {f.name: getattr(reading, f.name) for f in fields(Reading)}
    return Document(**values, id=document_id, sha256=hashlib.sha256(data).hexdigest())


def _in_plain_letters(reading: Reading) -> Reading:
    """Return a reading with one form of each letter in its title, its authors, its headings and the names of who speaks in it."""
    as_told = dict.fromkeys(s.place for s in reading.segments)
    places = {p: replace(p, heading=tuple(map(plain, p.heading)), speaker=p.speaker and plain(p.speaker)) for p in as_told}
    segments = [s if places[s.place] == s.place else replace(s, place=places[s.place]) for s in reading.segments]
    return replace(reading, title=plain(reading.title or ""), authors=tuple(map(plain, reading.authors)), segments=tuple(segments))


IN_ICLOUD = re.compile(r"^\.(.+)\.icloud$")
"""The name of what a Mac leaves of a file that is in iCloud and no longer on the disk."""


def unopened(error: OSError) -> str:
    """Say why a file cannot be opened, and what helps where that is known."""
    absent = Path(error.filename) if isinstance(error, FileNotFoundError) and isinstance(error.filename, str) else None
    if absent is not None and absent.is_symlink():
        return "the file cannot be opened: it is a link to one that is not there; mend the link, or remove it"
    if absent is not None and absent.with_name(f".{absent.name}.icloud").exists():
        return "the file is in iCloud and not on this disk; download it, and run it again"
    helps = "; its owner can allow it" if isinstance(error, PermissionError) else ""
    return f"the file cannot be opened ({error.strerror or error}){helps}"


def instead(suffix: str) -> str:
    """Say what to do with a file that no reader takes, by its suffix."""
    return next((advice for advice, suffixes in _INSTEAD.items() if suffix in suffixes), f"these can be read: {formats()}")


def formats() -> str:
    """Return the suffixes that can be read, as one text for messages."""
    return " ".join(READERS)


def read(data: bytes, suffix: str, name: str, tell: OnPage = ignore_page) -> Reading:
    """Read the bytes of one file with the reader for its suffix. Raises UnreadableDocument for another format or no text."""
    if not data:
        raise UnreadableDocument(name, "the file is empty; get it again, or remove it")
    actual = next((what for mark, what, suffixes in _SIGNATURES if data.startswith(mark) and suffix not in suffixes), None)
    if actual is None and data[4:8] == b"ftyp":
        actual = "a recording (MP4)"
    if actual:
        fit = next((suffixes for _, what, suffixes in _SIGNATURES if what == actual), ())
        rename = f"; if that is right, rename it to end in {' or '.join(fit)}" if fit else ""
        raise UnreadableDocument(name, f"the file is named {suffix} but is {actual}{rename}")
    if suffix == ".pdf" and b"%PDF-" not in data[:_LEADING_BYTES]:
        raise UnreadableDocument(name, "the file is named .pdf but is not a PDF; get it again, or give it the ending of what it is")
    reading = READERS[suffix](data, name, tell)
    if not any(segment.is_body for segment in reading.segments):
        raise UnreadableDocument(name, "no text in the file")
    return reading


def examined(reading: Reading) -> Receipt:
    """Return the receipt of a reading with the language of its text, and what in the text or its metadata is suspicious."""
    told = "\n".join((reading.text, reading.title or "", *reading.authors, *reading.metadata.values()))
    notes = reading.receipt.notes
    if own := markers(reading.text):
        notes = (*notes, f"it has marks like [1] of its own ({own}); they are not citations of an answer")
    return replace(
        reading.receipt,
        language=reading.receipt.language or language_of(" ".join(_sample(reading))),
        suspicious=(*reading.receipt.suspicious, *suspicions(told)),
        notes=notes,
    )


def _sample(reading: Reading) -> Iterator[str]:
    """Yield body text from three places, as a title page may be in another language."""
    body = [segment for segment in reading.segments if segment.is_body]
    for first in (0, len(body) // 3, 2 * len(body) // 3):
        length = 0
        for segment in body[first:]:
            yield reading.text[segment.start : segment.end][:_SAMPLE_CHARS]
            length += segment.end - segment.start
            if length > _SAMPLE_CHARS:
                break


def _title(reading: Reading, path: Path) -> str:
    """Return the heading near the top, unless it is one that any document may open with, or the file name made readable."""
    for segment in [segment for segment in reading.segments if segment.is_body][:_TITLE_WITHIN_SEGMENTS]:
        if segment.role == "heading" and segment.place.heading and not _PART.fullmatch(segment.place.heading[-1]):
            return segment.place.heading[-1]
    words = " ".join(_GAP_IN_NAME.sub(lambda gap: gap["day"] or " ", path.stem).split()) or path.name
    return words[0].upper() + words[1:]


def _date(reading: Reading, suffix: str, path: Path, today: str | None = None) -> str | None:
    """Return the month or day printed at the head of a text, else the day that opens or closes its file's name; no year alone."""
    written = READERS[suffix] in (_MARKDOWN, _TEXT) and not any(s.role in ("turn", "caption") for s in reading.segments)
    printed = dated(None, "\n".join(_head(reading))) if written else None
    found = printed if printed and len(printed) > len("2011") else own_day(path.stem)
    return found if found and found <= (today or datetime.date.today().isoformat()) else None


def _head(reading: Reading) -> list[str]:
    """Return the blocks among which a document may say what it is, without the marks of Markdown."""
    head = [segment for segment in reading.segments if segment.is_body][:_TITLE_WITHIN_SEGMENTS]
    return [reading.text[segment.start : segment.end].strip("#*_ ") for segment in head]


def _kind(reading: Reading, suffix: str, document_id: str, path: Path) -> Kind:
    """Return the kind that a folder is named for, innermost first, else of title or head ("Minutes of …"), else of the format."""
    folders = [*reversed(PurePosixPath(document_id).parent.parts), path.resolve().parent.name]
    by_folder = next((kind for folder in folders if (kind := _KIND_BY_FOLDER.get(folder.lower()))), None)
    if by_folder is not None:
        return by_folder
    if any(s.role == "turn" or s.place.start_seconds is not None for s in reading.segments):
        return "transcript"
    if _REPORT.search(reading.title or _title(reading, path)) or any(map(_MINUTES.fullmatch, _head(reading))):
        return "report"
    return _KIND_BY_READER.get(READERS[suffix], "blog")
