"""Find a quoted sentence in a passage, word for word, and the exact span of those words.

Typography does not count: case, quotes, dashes, white space, bars between cells, soft hyphens, hyphens at line ends and
reference numbers in brackets are folded away on both sides, and a map leads from the folded text back to the passage. Where
the words make up whole sentences, headings, list items or table rows they are *whole*; words cut out of a longer sentence are
not, because what stands around them ("it is not true that ...") may turn them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from assistant.cite.support.lexicon import ABBREVIATIONS, STOP, word_set
from assistant.text.sentences import without_capitals

_DASHES = r"\-‐‑‒–—―−"
_QUOTES = "'\"‘’‚‛′`´ʼ“”„‟″«»"
_UNSEEN = "\u200b\u200c\u200d\ufeff"
_SPECIAL = re.compile(
    rf"\u00ad(?:[ \t]*\r?\n\s*)?|\s*[{_DASHES}]+\s*|\s*\|\s*|[^\S ]\s*| \s+|\[\d{{1,3}}\]|[{_QUOTES}]"
    r"|(?:[a-zA-Z]|[^\x00-\x7f])[\u0300-\u036f]+|[^\x00-\x7f]"
)
_EDGE = re.compile(rf"^(?:[\s.!?…:;,*•‣▪◦·#>|{_QUOTES}]|[{_DASHES}]+\s)+|[\s.!?…:;,*|{_DASHES}{_QUOTES}]+$")
_CLOSING = re.compile(r"[.!?…]*[\"'”’»)\]]*(?:[.!?…]+|(?:\[\d{1,3}\])+(?=\s|$))?")
_OPENING = "\"'“‘«(["
_MARKED = rf"[*•‣▪◦·#>|{_DASHES}]++[ \t]*|\(?(?:\d{{1,2}}|[a-z])[.)][ \t]+"
_LINE_START = re.compile(rf"(?:^|\n)[ \t]*(?:{_MARKED})*$")
_BULLET = re.compile(rf"[ \t]*(?:{_MARKED})")
_ENDED = re.compile(r"(?P<word>\S*?)[.!?…]+[\"'”’»)\]]*(?:\[\d{1,3}\])*\s+$")
_LABEL = re.compile(r"(?:^|\n)[ \t]*[A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,4}:\s+$")
_ABBREVIATIONS = ABBREVIATIONS | word_set("sen rep v figs ca")
_TIGHT = re.compile(r"\w[-‐‑]\w\w?|\w\w[-‐‑]\w")
_NEAR = 200
"""How many characters around a quote are looked at."""
_SHORT_LINE = 45
"""A line of fewer characters is a heading or an item of its own; a longer one may be prose that runs on in the next."""
_LONG_QUOTE = 240
"""So many folded characters taken over word for word are whole, wherever they are cut."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparison. Run n begins at ``starts[n]`` and came from ``sources[n]`` to ``ends[n]`` of the text."""

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of ``text[start:end]``, which must not be empty."""
        return self._source(start)[0], self._source(end - 1)[1]

    def _source(self, index: int) -> tuple[int, int]:
        run = bisect_right(self.starts, index) - 1
        length = (self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)) - self.starts[run]
        if length != self.ends[run] - self.sources[run]:
            return self.sources[run], self.ends[run]
        at = self.sources[run] + index - self.starts[run]
        return at, at + 1


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a claim stands word for word; ``whole`` if it is made of whole sentences, headings, list items or rows."""

    start: int
    end: int
    whole: bool


@lru_cache(maxsize=2048)
def fold(text: str) -> Folded:
    """Fold a text; every character of the result knows which characters of the text it came from."""
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = at = 0

    def add(piece: str, start: int, end: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            runs.append((length, start, end))
            length += len(piece)

    for m in _SPECIAL.finditer(text):
        add(text[at : m.start()].lower(), at, m.start())
        add(_plain(text, m), m.start(), m.end())
        at = m.end()
    add(text[at:].lower(), at, len(text))
    starts, sources, ends = zip(*runs, strict=True) if runs else ((), (), ())
    return Folded("".join(pieces), starts, sources, ends)


def _plain(text: str, m: re.Match[str]) -> str:
    found = m[0]
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    if found.isspace() or "|" in found:
        return " "
    if found[0] in "\u00ad[" or found in _UNSEEN:
        return ""
    if found.strip()[0] in _DASHES:
        return "" if before.isalpha() and after.isalpha() else "-"
    if found in _QUOTES:
        return "'" if found not in '"“”„‟″«»' and before.isalnum() and after.isalnum() else ""
    return unicodedata.normalize("NFKC", found).casefold()


def find(claim: str, passage: str) -> Quote | None:
    """Return the first place where a claim stands in a passage word for word, a whole one before any other."""
    core = _EDGE.sub("", claim.strip())
    wanted = fold(core).text.strip()
    if not wanted or not any(c.isalnum() for c in wanted):
        return None
    folded = fold(passage)
    cut: Quote | None = None
    at = folded.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        span = folded.span(at, end)
        if not any(_inside_word(passage, edge) for edge in span):
            quote = _quote(claim.strip(), core, passage, *span)
            if quote is not None and (quote.whole or len(wanted) >= _LONG_QUOTE):
                return Quote(quote.start, quote.end, True)
            cut = cut or quote
        at = folded.text.find(wanted, at + 1)
    return cut


def _inside_word(text: str, at: int) -> bool:
    around = text[max(0, at - 2) : at + 2]
    return 0 < at < len(text) and ((text[at - 1].isalnum() and text[at].isalnum()) or bool(_TIGHT.fullmatch(around)))


def _quote(claim: str, core: str, passage: str, start: int, end: int) -> Quote | None:
    """Widen a match by the marks around it: those that the claim has too, and the full stop and quotes that close it."""
    lead, _, tail = claim.partition(core)
    words_end = end
    if tail and passage.startswith(tail, end):
        end += len(tail)
    else:
        end = _CLOSING.match(passage, end).end()  # type: ignore[union-attr]  # it matches the empty text too
    if "?" in passage[words_end:end] and not tail.count("?"):
        return None  # a question claims nothing
    if lead and passage.endswith(lead, 0, start):
        start -= len(lead)
    else:
        bracketed = passage[words_end:end].rstrip(".!?…")[-1:] in (")", "]")
        start = len(passage[:start].rstrip(_OPENING if bracketed else _OPENING[:-2]))
    return Quote(start, end, _begins(passage, start) and _stops(passage, start, end, claim))


def _begins(passage: str, start: int) -> bool:
    """Say whether a sentence, a line or an item begins at an offset."""
    before = passage[max(0, start - _NEAR) : start].rstrip(_OPENING)
    if not before.strip() or _LABEL.search(before):
        return True
    if m := _ENDED.search(before):
        return "\n" in m[0] or not _abbreviated(m["word"])
    if not _LINE_START.search(before):
        return False
    *above, line = before.rstrip(" \t").split("\n")
    previous = above[-1].strip() if above else ""
    is_row = "|" in passage[start:].partition("\n")[0]
    if line.strip() or not previous or previous[-1] in '.!?:;…|”"' or is_row or _BULLET.match(passage, start):
        return True
    last = previous.split()[-1].casefold()
    return not passage[start].islower() and (len(previous) < _SHORT_LINE or not (last in STOP or last[-1] in ",-"))


def _stops(passage: str, start: int, end: int, claim: str) -> bool:
    """Say whether a sentence, a line or an item ends where the words of a claim do."""
    rest = passage[end : end + _NEAR]
    following = rest.lstrip(" \t\r\n|")
    if not following:
        return True
    new_line = "\n" in rest[: len(rest) - len(following)]
    if passage[start:end].rstrip("\"'”’»)] ")[-1:] in ".!?…:":
        last = passage[start:end].split()[-1].rstrip(".")
        runs_on = following[0].islower() and not without_capitals(passage, start)
        return rest[0].isspace() and (new_line or not (runs_on or _abbreviated(last)))
    if not new_line:
        return False
    if _BULLET.match(following) or "|" in passage[max(start, passage.rfind("\n", 0, end)) : end]:
        return True
    short = end - passage.rfind("\n", 0, end) <= _SHORT_LINE
    sentence, runs_on = claim[-1:] in (".", "!", "?"), following[0].islower()
    return (short and not (sentence and runs_on)) or not (sentence or runs_on)


def _abbreviated(word: str) -> bool:
    plain = word.lstrip("(\"'“‘")
    return plain.casefold() in _ABBREVIATIONS and not plain.isupper()
