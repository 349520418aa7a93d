"""Check old citations against the files they came from.

A citation id names a span of one version of a document. To check it, the source file is opened again:

1. its bytes have the hash in the id: the words stand where they stood, ``unchanged``;
2. they have another: the cited words are looked for in the new text, and are ``moved`` if they are there, else ``changed``;
3. there is no such document or no such file any more: ``gone``.

Words are compared as a reader would: line ends, runs of white space, hyphenation and ligatures do not count.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import quote as percent
from urllib.parse import unquote

from assistant.errors import CorpusError, UsageError
from assistant.types import Document

State = Literal["unchanged", "moved", "changed", "gone"]

SHA_DIGITS = 12

# -- the id ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CitationId:
    """The parts of a citation id: ``str`` puts them together again, :meth:`parse` takes them apart.

    ``page`` counts sheets from 1; ``seconds`` is a start and an end; ``start`` and ``end`` are code-point offsets; ``sha``
    is the first 12 hex digits of the sha256 of the file's bytes.
    """

    document: str
    start: int
    end: int
    sha: str
    page: int | None = None
    seconds: tuple[float, float] | None = None

    def __str__(self) -> str:
        place = ""
        if self.page is not None:
            place = f"p={self.page}&"
        elif self.seconds is not None:
            place = f"t={self.seconds[0]:.1f}-{self.seconds[1]:.1f}&"
        return f"{percent(self.document, safe='/')}#{place}c={self.start}-{self.end}@{self.sha}"

    @classmethod
    def parse(cls, text: str) -> CitationId:
        """Read a citation id. Raises UsageError that names the part that is wrong."""
        document, hash_, rest = text.strip().rpartition("#")
        place, at, sha = rest.rpartition("@")
        if not hash_ or not document:
            raise _wrong(text, "the document and '#' are missing; an id reads like reports/a.pdf#p=12&c=340-612@3f9a2c1b04de")
        if not at:
            raise _wrong(text, "it ends before its '@'; in a shell it has to stand in quotation marks, for the & in it")
        if not re.fullmatch(rf"[0-9a-f]{{{SHA_DIGITS}}}", sha):
            raise _wrong(text, f"after '@' there must be {SHA_DIGITS} hex digits, not {sha!r}")
        parts = dict(part.partition("=")[::2] for part in place.split("&"))
        if unknown := set(parts) - {"p", "t", "c"}:
            raise _wrong(text, f"{sorted(unknown)[0]!r} is not a part of a place; those are p (page), t (seconds), c (characters)")
        start, end = (int(n) for n in _pair(text, parts.get("c"), "[0-9]{1,12}", "c", "characters, as in c=340-612"))
        page = parts.get("p")
        if page is not None and not re.fullmatch(r"[1-9][0-9]{0,8}", page):
            raise _wrong(text, f"p must be a page from 1, not {page!r}")
        seconds = None
        if "t" in parts:
            first, last = _pair(text, parts["t"], r"[0-9]{1,12}(?:\.[0-9]{1,6})?", "t", "seconds, as in t=845.2-872.0")
            seconds = (float(first), float(last))
        try:
            name = unquote(document, errors="strict")
            name.encode()
        except UnicodeError as error:
            raise _wrong(text, f"the document {document!r} is not percent-encoded UTF-8") from error
        return cls(name, start, end, sha, None if page is None else int(page), seconds)


def _pair(text: str, value: str | None, number: str, key: str, what: str) -> tuple[str, str]:
    match = re.fullmatch(rf"({number})-({number})", value or "")
    if match is None:
        raise _wrong(text, f"{key} must be a range of {what}" + (f", not {value!r}" if value else ""))
    first, last = match.groups()
    if float(first) > float(last) or (key == "c" and int(first) == int(last)):
        raise _wrong(text, f"the range {key}={value} ends before it begins, or is empty")
    return first, last


def _wrong(text: str, why: str) -> UsageError:
    return UsageError(f"{text!r} is not a citation id: {why}")


# -- the check ---------------------------------------------------------------------------------------------------------


class Ingested(Protocol):
    """What the check needs to know of a document: where its file is, and the hash of what was ingested."""

    @property
    def path(self) -> str: ...
    @property
    def sha256(self) -> str: ...


class Texts(Protocol):
    """Where the stored text of a document can be had."""

    def document(self, id_: str) -> Document: ...


class Quotes(Protocol):
    """Where the words of earlier citations are remembered."""

    def quote(self, citation_id: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Check:
    """What became of a citation. ``now`` is its id today, ``None`` where its words are nowhere; ``reason`` says more."""

    citation_id: str
    state: State
    now: str | None = None
    reason: str = ""

    def to_dict(self) -> dict[str, str | None]:
        """Return it without the reason, ready for JSON."""
        return {"citation_id": self.citation_id, "state": self.state, "now": self.now}


class Verifier:
    """Check citations of one catalog; each source file is opened once, however many citations rest on it."""

    def __init__(self, library: Texts, documents: Mapping[str, Ingested], quotes: Quotes | None = None) -> None:
        self._library = library
        self._documents = documents
        self._quotes = quotes
        self._on_disk: tuple[str, Document | Check] | None = None

    def check(self, citation: CitationId, quote: str | None = None) -> Check:
        """Say what became of a citation. ``quote`` is what it was given as, where that is known."""
        info = self._documents.get(citation.document)
        if info is None:
            return Check(str(citation), "gone", reason="the document is no longer in the index")
        on_disk = self._open(citation.document, info)
        if isinstance(on_disk, Check):
            return Check(str(citation), on_disk.state, reason=on_disk.reason)
        if on_disk.sha256.startswith(citation.sha):
            return _same_file(citation, on_disk, quote)
        return _other_file(citation, on_disk, quote if quote is not None else self._remembered(citation, info))

    def _remembered(self, citation: CitationId, info: Ingested) -> str | None:
        """Return the words of a citation: of the stored text if it is that version, else as an earlier answer quoted them."""
        if info.sha256.startswith(citation.sha):
            stored = self._library.document(citation.document).text
            return stored[citation.start : citation.end] if citation.end <= len(stored) else None
        return None if self._quotes is None else self._quotes.quote(str(citation))

    def _open(self, id_: str, info: Ingested) -> Document | Check:
        """Return the document as its file is now, or the check that every citation of it comes to."""
        if self._on_disk is None or self._on_disk[0] != id_:
            self._on_disk = (id_, self._read(id_, info))
        return self._on_disk[1]

    def _read(self, id_: str, info: Ingested) -> Document | Check:
        """Return a document as its file has it now; a verdict where that cannot be read."""
        path = Path(info.path)
        try:
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            return Check("", "gone", reason=f"{path} cannot be opened ({error.strerror or error})")
        if sha256 == info.sha256:
            return self._library.document(id_)
        from assistant.load import load

        try:
            return load(path, id_)
        except CorpusError as error:
            return Check("", "changed", reason=f"the file has changed and can no longer be read: {error}")
        except Exception as error:  # a reader may break in any way on a file that something else has written
            return Check("", "changed", reason=f"the file has changed and its reader breaks on it: {error!r}")


def _same_file(citation: CitationId, document: Document, quote: str | None) -> Check:
    if citation.end > len(document.text):
        return Check(str(citation), "changed", reason=f"the document ends at character {len(document.text)}")
    if quote is not None and _evened(document.text[citation.start : citation.end]).text.strip() != _evened(quote).text.strip():
        return _other_file(citation, document, quote)
    now = document.cite_id(citation.start, citation.end)
    if now != str(citation):
        return Check(str(citation), "moved", now, "the words are at these characters, but on another page or at another time")
    return Check(str(citation), "unchanged", now)


def _other_file(citation: CitationId, document: Document, quote: str | None) -> Check:
    if quote is None:
        return Check(str(citation), "changed", reason="the document is another version, and the words cited are not known any more")
    span = min(find(document.text, quote), key=lambda found: abs(found[0] - citation.start), default=None)
    if span is None:
        return Check(str(citation), "changed", reason="the words cited are no longer in the document")
    return Check(str(citation), "moved", document.cite_id(*span))


# -- the words ---------------------------------------------------------------------------------------------------------

_SKIPPED = re.compile(r"\s+|(?<=[^\W\d_])[-\u2010\u00ad]\s*(?=[^\W\d_])|\u00ad")
_LIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class _Evened:
    """Text without what a new edition may change and no reader sees, and for each character left where it stood."""

    text: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=4)  # many citations rest on one document
def _evened(text: str) -> _Evened:
    """Put white space to one, join hyphenated words, and spell ligatures and curly quotation marks plainly."""
    pieces: list[str] = []
    offsets: list[int] = []

    def copy(start: int, end: int) -> None:
        piece = text[start:end]
        if piece.isascii():
            pieces.append(piece)
            offsets.extend(range(start, end))
            return
        for index, character in enumerate(piece, start):
            plain = unicodedata.normalize("NFKC", character).translate(_LIKE)
            pieces.append(plain)
            offsets.extend([index] * len(plain))

    at = 0
    for match in _SKIPPED.finditer(text):
        copy(at, match.start())
        if match.group().isspace():
            pieces.append(" ")
            offsets.append(match.start())
        at = match.end()
    copy(at, len(text))
    return _Evened("".join(pieces), tuple(offsets))


def find(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield each span of a text that holds the words of a quote, whole words only."""
    wanted = _evened(quote).text.strip()
    if not wanted:
        return
    even = _evened(text)
    at = even.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (_within_word(even.text, at) or _within_word(even.text, end)):
            yield even.offsets[at], even.offsets[end - 1] + 1
        at = even.text.find(wanted, at + 1)


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
