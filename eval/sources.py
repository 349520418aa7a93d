"""Open a document without the product, to check what the product says about it.

Another library reads the PDF pages (pypdf, where the product has pypdfium2), and the captions, the office files and the
web pages are taken apart here, so a fault of a reader is not repeated by the judge that should see it.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from eval.letters import Letters, share_of_words

if TYPE_CHECKING:
    from pypdf import PdfReader

ENOUGH = 0.9  # of the words of a quote: two tools order the cells of a table differently, and split a few words
PLAIN = frozenset({".txt", ".md", ".markdown"})
CAPTIONS = frozenset({".vtt", ".srt"})

_TIMES = re.compile(r"((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})")
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->")
_OFFICE_TEXT = re.compile(rb"<(?:w|a):t(?:\s[^>]*)?>([^<]*)</(?:w|a):t>|</(?:w|a):p>")


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: seconds from the start, and its words without markup."""

    start: float
    end: float
    text: str


class Source:
    """A file, opened the judge's own way. Pages are read when they are asked for and kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.suffix = path.suffix.lower()
        self._pages: dict[int, Letters] = {}

    @property
    def has_pages(self) -> bool:
        return self.suffix == ".pdf"

    @cached_property
    def text(self) -> str:
        """The words of the whole file; of plain text the file itself, newlines as ``\\n``."""
        if self.has_pages:
            return "\n".join(self.page(number).text for number in range(1, self.page_count + 1))
        if self.suffix in CAPTIONS:
            return "\n".join(spoken(self.cues))
        if self.suffix in (".docx", ".pptx"):
            return office_text(self.path)
        decoded = self._decoded
        return html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", decoded))) if self.suffix in (".html", ".htm") else decoded

    @cached_property
    def letters(self) -> Letters:
        return Letters(self.text)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        return parse_cues(self._decoded)

    @cached_property
    def page_count(self) -> int:
        return len(self._pdf.pages)

    def page(self, number: int) -> Letters:
        """Return the letters of a sheet, counted from 1; none for a sheet that the file does not have."""
        if number not in self._pages:
            there = 1 <= number <= self.page_count
            self._pages[number] = Letters(self._pdf.pages[number - 1].extract_text() if there else "")
        return self._pages[number]

    def holds(self, quote: str, page: int | None = None) -> bool:
        """Say whether the words of a quote stand in the file, or on one sheet of it."""
        letters = self.letters if page is None or not self.has_pages else self.page(page)
        return bool(letters.find(quote)) or share_of_words(quote, letters.text) >= ENOUGH

    def pages_with(self, quote: str) -> tuple[int, ...]:
        """Return the sheets that a quote stands on, letter for letter, counted from 1."""
        return tuple(n for n in range(1, self.page_count + 1) if self.page(n).find(quote))

    @cached_property
    def _pdf(self) -> PdfReader:
        from pypdf import PdfReader

        return PdfReader(self.path)

    @cached_property
    def _decoded(self) -> str:
        content = self.path.read_bytes()
        for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
            try:
                return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
            except UnicodeDecodeError:
                continue
        return content.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def seconds(stamp: str) -> float:
    """Return the seconds of a caption's time: "1:02:03.500", "02:03,500"."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def parse_cues(text: str) -> tuple[Cue, ...]:
    """Take the captions out of a WebVTT or SubRip file: each line of times, and the lines under it up to a blank one."""
    cues: list[Cue] = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip("\n").split("\n")
        for number, line in enumerate(lines):
            if times := _TIMES.search(line):
                spoken = html.unescape(_TAG.sub("", "\n".join(lines[number + 1 :])))
                cues.append(Cue(seconds(times[1]), seconds(times[2]), spoken))
                break
    return tuple(cues)


def spoken(cues: Sequence[Cue]) -> Iterator[str]:
    """Yield the lines of captions once each: rolling captions show a line again until the next one pushes it out."""
    before: list[str] = []
    for cue in cues:
        lines = [line.strip() for line in cue.text.split("\n") if line.strip()]
        yield from (line for line in lines if line not in before)
        before = lines


def office_text(path: Path) -> str:
    """Return the text runs of a Word or PowerPoint file, a paragraph a line."""
    with zipfile.ZipFile(path) as archive:
        parts = [n for n in archive.namelist() if re.fullmatch(r"word/document\.xml|ppt/slides/slide\d+\.xml", n)]
        parts.sort(key=lambda name: [int(number) for number in re.findall(r"\d+", name)])
        runs = (m[1].decode("utf-8") if m[1] is not None else "\n" for n in parts for m in _OFFICE_TEXT.finditer(archive.read(n)))
        return html.unescape("".join(runs))
