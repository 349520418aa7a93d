"""Find a quote in a text that was read by another tool.

Two readers of one page agree on its letters and digits, and on little else: spaces, line ends, hyphens, ligatures and
quotation marks differ. So a text is reduced to its letters and digits, with a map back to its offsets, and quotes are
looked up in that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
SHORT = 12  # letters; a shorter quote must begin and end where a word does, or "art" would be found in "start"
LONGEST_ALIGNED = 20_000  # words; aligning is quadratic


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", character).casefold() if c.isalnum())


class Letters:
    """The letters and digits of a text, folded (NFKC, lower case), each with its offset in the text.

    Those of the ``skipped`` spans are left out.
    """

    def __init__(self, text: str, skipped: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text
        left_out = {offset for span in skipped for offset in range(*span)}
        folded: list[str] = []
        self.offsets: list[int] = []
        for offset, character in enumerate(text):
            for letter in _folded(character) if offset not in left_out else ():
                folded.append(letter)
                self.offsets.append(offset)
        self.folded = "".join(folded)

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Return the offsets of every place where the letters of a quote stand in the text, in order."""
        wanted = "".join(map(_folded, quote))
        places: list[tuple[int, int]] = []
        at = self.folded.find(wanted) if wanted else -1
        while at >= 0:
            start, end = self.offsets[at], self.offsets[at + len(wanted) - 1] + 1
            if len(wanted) >= SHORT or self._whole_words(start, end):
                places.append(self._with_marks(quote, start, end))
            at = self.folded.find(wanted, at + 1)
        return places

    def _with_marks(self, quote: str, start: int, end: int) -> tuple[int, int]:
        """Widen a place by the marks that open and close the quote, if they stand in the text too."""
        marks = [i for i, character in enumerate(quote) if _folded(character)]
        opening, closing = quote[: marks[0]], quote[marks[-1] + 1 :]
        start -= len(opening) if opening and self.text[:start].endswith(opening) else 0
        end += len(closing) if self.text.startswith(closing, end) else 0
        return start, end

    def _whole_words(self, start: int, end: int) -> bool:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return not before.isalnum() and not after.isalnum()


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, folded; "1,200.5" is one of them."""
    return [unicodedata.normalize("NFKC", word).casefold() for word in WORD.findall(text)]


def share_of_words(quote: str, text: str) -> float:
    """Return the share, 0 to 1, of the words of a quote that a text holds, each as often as the quote needs it."""
    wanted, there = Counter(words(quote)), Counter(words(text))
    total = wanted.total()
    return (wanted & there).total() / total if total else 0.0


def align(quote: str, text: str, least: float = 0.8) -> tuple[int, int] | None:
    """Return the span of a text that a quote was read from when the two do not match letter by letter.

    The longest common runs of words decide. ``None`` if less than ``least`` of the quote is found, or if what is found
    lies scattered over a span half as long again as the quote.
    """
    found = list(WORD.finditer(text))
    wanted = words(quote)
    if not wanted or len(found) > LONGEST_ALIGNED:
        return None
    matcher = SequenceMatcher(None, [unicodedata.normalize("NFKC", m.group()).casefold() for m in found], wanted, autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    if sum(b.size for b in blocks) < least * len(wanted):
        return None
    start, end = found[blocks[0].a].start(), found[blocks[-1].a + blocks[-1].size - 1].end()
    return (start, end) if end - start <= 1.5 * len(quote) + 20 else None
