"""Read the words in the picture of a page, for pages that have no text layer.

Two engines are known: RapidOCR, whose models come inside its package (the extra ``ocr``), else tesseract where it is installed.
Both give words with their places, so a citation can be boxed on the page; what they read may be wrong by a letter.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from assistant.load.text_layer import Box, PageText, PrintedLine

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

INSTALL = 'pip install "research-assistant[ocr]", or install tesseract'
_DPI = 200  # dots per inch of the picture that is read
_MOST_PIXELS = 12_000_000  # of such a picture, however large the page
_TESSERACT_SECONDS = 100  # that one page may take
_LEAST_CONFIDENCE = 0.5  # of the engine, 0 to 1, below which a word is left out
_GUTTER = (0.35, 0.65)  # where between the sides of a page two columns may part


class EngineFailed(Exception):
    """The engine could not read the picture; the message says why."""


class Word(NamedTuple):
    """A word and its box: pixels from the top left corner as an engine gives it, points from the bottom left in a page."""

    text: str
    box: Box


Lines = list[list[Word]]
Engine = Callable[["Image"], Lines]


@cache
def engine() -> tuple[str, Engine] | None:
    """Return the name of the engine that is installed and the engine, ``None`` where there is none."""
    if find_spec("rapidocr") is not None:
        return "RapidOCR", _rapidocr
    return ("tesseract", _tesseract) if shutil.which("tesseract") else None


def recognise(document: pypdfium2.PdfDocument, sheet: int, start: int, read: Engine) -> tuple[PageText, list[tuple[int, int, Box]]]:
    """Read a sheet (from 1) whose text begins at ``start``; return it and the span and box of each word. Raises EngineFailed."""
    page = document[sheet - 1]
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    lines = read(page.render(scale=scale).to_pil().convert("RGB"))
    page.close()
    placed = [[Word(w.text, _in_points(w.box, scale, height)) for w in line] for line in lines if line]
    return _page(sheet, start, (width, height), in_reading_order(placed, width))


def _in_points(box: Box, scale: float, height: float) -> Box:
    left, top, right, bottom = box
    return Box(round(left / scale, 1), round(height - bottom / scale, 1), round(right / scale, 1), round(height - top / scale, 1))


def _page(sheet: int, start: int, size: tuple[float, float], lines: Lines) -> tuple[PageText, list[tuple[int, int, Box]]]:
    """Compose the text of a page, a line of print on each line, and measure it as the text layer would be."""
    parts: list[str] = []
    measured: list[PrintedLine] = []
    words: list[tuple[int, int, Box]] = []
    at = start
    for line in lines:
        first, box, cells = at, _around(line), [at]
        high = round(0.8 * (box.top - box.bottom), 1)
        for number, word in enumerate(line):
            if number:
                at += 1
                if word.box.left - line[number - 1].box.right > 1.5 * high:
                    cells.append(at)
            words.append((at, at + len(word.text), word.box))
            at += len(word.text)
        measured.append(PrintedLine(first, at, box, high, False, tuple(cells)))
        parts.append(" ".join(word.text for word in line))
        at += 1
    return PageText(sheet, start, "\n".join(parts), *size, tuple(measured)), words


def _around(words: Sequence[Word]) -> Box:
    left, bottom, right, top = zip(*(word.box for word in words), strict=True)
    return Box(min(left), min(bottom), max(right), max(top))


def in_reading_order(lines: Lines, width: float) -> Lines:
    """Return lines from the top; of two columns of prose the left one first, between the lines that stand over both."""
    found = sorted(((_around(line), line) for line in lines), key=lambda each: (-each[0].top, each[0].left))
    gutter = _gutter([box for box, _ in found], width)
    if gutter is None:
        return [line for _, line in found]
    ordered: Lines = []
    left: Lines = []
    right: Lines = []
    for box, line in found:
        if box.left < gutter < box.right:
            ordered += left + right + [line]
            left, right = [], []
        else:
            (left if box.right <= gutter else right).append(line)
    return ordered + left + right


def _gutter(boxes: Sequence[Box], width: float) -> float | None:
    """Return where two columns part, if most lines stand on one side of it and are as wide as prose."""
    candidates = [width * (_GUTTER[0] + step * (_GUTTER[1] - _GUTTER[0]) / 30) for step in range(31)]
    best = min(candidates, key=lambda x: (sum(box.left < x < box.right for box in boxes), abs(x - width / 2)))
    sides = [box for box in boxes if box.right <= best], [box for box in boxes if box.left >= best]
    if min(map(len, sides)) < 4 or 3 * sum(box.left < best < box.right for box in boxes) > len(boxes):
        return None
    return best if all(median(box.right - box.left for box in side) > 0.25 * width for side in sides) else None


# -- engines -----------------------------------------------------------------------------------------------------------


@cache
def _opened() -> Callable[..., object]:
    from rapidocr import RapidOCR

    quiet: Callable[..., object] = RapidOCR(params={"Global.log_level": "error"})
    return quiet


def _rapidocr(picture: Image) -> Lines:
    import numpy as np

    try:
        found = _opened()(np.asarray(picture)[:, :, ::-1], return_word_box=True)
    except MemoryError:
        raise
    except Exception as error:  # of three libraries, each with its own kinds; one picture must not cost the file
        raise EngineFailed(f"RapidOCR: {type(error).__name__}: {error}") from error
    if getattr(found, "boxes", None) is None:  # then its words are a mere filling
        return []
    seen: Iterable[Iterable[tuple[str, float, Sequence[Sequence[float]]]]] = getattr(found, "word_results", ())
    lines = [[Word(text.strip(), _hull(corners)) for text, score, corners in line if _sure(text, score)] for line in seen]
    return [line for line in lines if line]


def _sure(text: str, score: float) -> bool:
    return bool(text.strip()) and score >= _LEAST_CONFIDENCE


def _hull(corners: Sequence[Sequence[float]]) -> Box:
    across, down = zip(*corners, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _tesseract(picture: Image) -> Lines:
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    command = ["tesseract", "stdin", "stdout", "--dpi", str(_DPI), "tsv"]
    try:
        ran = subprocess.run(command, input=drawn.getvalue(), capture_output=True, check=True, timeout=_TESSERACT_SECONDS)
    except (subprocess.SubprocessError, OSError) as error:
        raise EngineFailed(f"tesseract: {error}") from error
    return list(_lines_of_table(ran.stdout.decode("utf-8", "replace")))


def _lines_of_table(table: str) -> Iterator[list[Word]]:
    """Yield the lines of tesseract's table: one word a row, its line named by page, block, paragraph and line."""
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and _sure(text, float(row["conf"]) / 100):
            left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
            line = tuple(row[name] for name in ("page_num", "block_num", "par_num", "line_num"))
            lines.setdefault(line, []).append(Word(text, Box(left, top, left + width, top + height)))
    yield from lines.values()
