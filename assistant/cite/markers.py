"""The [n] of an answer: how writers put them, which sentence each belongs to, and how they are read while text streams.

1. ``[1]``, ``[1, 3]``, ``[2-4]``, ``[[1]]``, ``【1】``, ``【1†source】``, ``［1］``, ``[passage 1]`` and ``(source 2)`` are
   markers, a web link right behind one belongs to it; brackets in code (between backticks, or in a fenced block) are code;
2. a line is cut into claims, each a sentence with the markers that stand in it or right behind its full stop;
3. a :class:`Draft` takes text piece by piece and shows it word by word, but a bracket only once it is known what it is, and a
   sentence's markers only once the sentence is over: nothing half-written is ever shown as a citation;
4. a source has bracketed numbers of its own: :func:`literal` writes them so that they look the same and are no markers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.text.sentences import sentence_ends_as_written

_OPEN, _CLOSE = r"[\[【［〔⟦]", r"[\]】］〕⟧]"
_NUMBERS = r"\d{1,4}(?:\s*(?:[,;/&–-]|and)\s*\d{1,4})*"
_NOUN = r"(?:passages?|sources?|documents?|docs?|refs?|references?)\.?\s*(?:no\.?\s*)?"
_LINK = r"(?:\([^)(\s`\[\]]{0,200}\))?"
MARKER = re.compile(
    rf"\s*(?:{_OPEN}{{1,2}}\s*[\^#]?(?:{_NOUN})?#?(?P<square>{_NUMBERS})(?:\s*[†‡:|][^\]】］〕⟧\n]{{0,80}})?\s*{_CLOSE}{{1,2}}"
    rf"|\(\s*{_NOUN}#?(?P<round>{_NUMBERS})\s*\)){_LINK}",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(
    rf"\s*(?:{_OPEN}{{1,2}}[^\]】］〕⟧\n]{{0,100}}|{_OPEN}{{1,2}}[^\]】］〕⟧\n]{{0,100}}{_CLOSE}{{1,2}}(?:\([^)(\s`\[\]]{{0,200}}\)?)?"
    r"|\(\s*[a-z]{0,10}\.?\s*(?:no\.?)?\s*#?[\d\s,;/&–and-]{0,40}\)?)?$",
    re.IGNORECASE,
)
"""An end of a text that may yet turn out to be a marker, with the white space before it."""
_OPENING = " \t\r\"'“‘([—–-"
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.*?[^`])?\1(?!`)")
FENCE = re.compile(r"\s*(?:```|~~~)")
_LEAD = re.compile(r"\s*(?:#{1,6}\s+|(?:[-*•>]|\(?\d{1,2}[.)])\s+)*(?=\S)")
_WORD_AFTER = re.compile(r"\s*\S+\s")
_MOST_IN_RANGE = 10
JOINER = "\u2060"
"""A word joiner, which nobody sees: before the number in a bracket it says that this is no marker."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer: what marks it as a heading or list item, its text without markers, and their numbers.

    ``end`` is where it ends in its line, its markers included.
    """

    lead: str
    text: str
    numbers: tuple[int, ...]
    end: int


def numbers_in(marker: str) -> list[int]:
    """Return the numbers of a marker's inside: "1, 3" gives 1 and 3, "2-4" gives 2, 3 and 4 (at most ten)."""
    found: list[int] = []
    for part in re.split(r"\s*(?:[,;/&]|and)\s*", marker, flags=re.IGNORECASE):
        first, _, last = (p.strip() for p in re.sub("[–-]", "-", part).partition("-"))
        last = last.rpartition("-")[2]
        found += range(int(first), min(int(last or first), int(first) + _MOST_IN_RANGE - 1) + 1)
    return list(dict.fromkeys(found))


def markers(line: str) -> Iterator[re.Match[str]]:
    """Yield the markers of a line, those that stand in code left out."""
    code = [m.span() for m in _CODE.finditer(line)]
    for match in MARKER.finditer(line):
        if not any(a < match.end() and match.start() < b for a, b in code):
            yield match


def literal(text: str) -> str:
    """Return the words of a source with a joiner in each bracket that would be read as a marker."""
    while match := MARKER.search(text):
        at = match.start("square" if match["square"] else "round")
        text = text[:at] + JOINER + text[at:]
    return text


def claims(line: str) -> list[Claim]:
    """Cut a line into claims; a marker behind a full stop, or at the very beginning, belongs to the sentence it touches."""
    bare: list[str] = []
    marks: list[tuple[int, int, list[int]]] = []  # offset in the bare text, in the line, numbers
    length = position = 0
    for match in markers(line):
        piece = line[position : match.start()]
        bare.append(piece)
        length += len(piece)
        marks.append((length, match.end(), numbers_in(match["square"] or match["round"])))
        position = match.end()
    text = "".join([*bare, line[position:]])
    lead = _LEAD.match(text)
    begin = lead.end() if lead else 0
    bounds = [0, *(begin + end for end in sentence_ends_as_written(text[begin:])), len(text)]
    found: list[Claim] = []
    for start, end in pairwise(bounds):
        last = len(text[:end].rstrip())
        own = [mark for mark in marks if (start < mark[0] or start == 0) and (mark[0] <= last or end == len(text))]
        first = start or begin
        numbers = dict.fromkeys(n for *_, ns in own for n in ns)
        if text[first:end].strip() or numbers:
            removed = max((at - offset for offset, at, _ in marks if offset <= last), default=0)
            found.append(Claim(text[start:first].lstrip(), text[first:end].strip(), tuple(numbers), last + removed))
    return found


class Draft:
    """Text as it is written, piece by piece, made into text to show.

    ``settle`` is called once for each claim, in order, when it is over; it returns the claim as it is to be shown, its markers
    behind it, or "" to leave it out. Until then the claim's own words are shown as they come, unless ``whole`` sentences are
    wanted. However the text is cut into pieces, the same is shown in the end.
    """

    def __init__(self, settle: Callable[[Claim], str], *, whole: bool = False) -> None:
        self._settle = settle
        self._whole = whole
        self._line = ""
        self._settled = 0  # claims of the line that are over
        self._shown = 0  # characters shown of the claim that is not
        self._gap = ""  # what goes between what was shown and what comes
        self._begun = False
        self._fenced = False

    def feed(self, piece: str) -> str:
        """Return what can be shown now that a piece has come."""
        *lines, self._line = (self._line + piece).split("\n")
        out: list[str] = []
        for line in lines:
            out += self._close(line)
            blank = self._gap.startswith("\n") and not line.strip()
            self._gap = "\n\n" if blank or self._gap == "\n\n" else "\n"
        return "".join([*out, *self._open()])

    def finish(self) -> str:
        """Return what was held back; the text is over."""
        line, self._line = self._line, ""
        return "".join(self._close(line))

    @property
    def unsettled(self) -> int:
        """How many characters were shown last of a claim that is not over."""
        return self._shown

    def _close(self, line: str) -> Iterator[str]:
        if FENCE.match(line):
            self._fenced = not self._fenced
            yield self._show(line.rstrip())
        elif self._fenced:
            yield self._show(self._settle(Claim("", line.rstrip(), (), len(line))))
        else:
            for claim in claims(line)[self._settled :]:
                yield self._end(claim)
        self._settled = 0

    def _open(self) -> Iterator[str]:
        """Show what is certain of the line that is still being written."""
        line = self._line
        if self._fenced or FENCE.match(line) or line.lstrip()[:3] in ("`", "``", "~", "~~"):
            return
        certain = line[: _certain(line)]
        found = claims(certain)
        while self._settled < len(found) - 1 and _WORD_AFTER.match(certain, found[self._settled].end):
            yield self._end(found[self._settled])
        if self._settled < len(found) and found[self._settled].text and not self._whole:
            text = found[self._settled].lead + found[self._settled].text
            yield self._show(text[self._shown :], more=self._shown > 0)
            self._shown = len(text)

    def _end(self, claim: Claim) -> str:
        shown, self._shown = self._shown, 0
        self._settled += 1
        text = self._settle(claim)
        out = self._show(text[shown:], more=shown > 0)
        if shown or text:
            self._gap = " "
        return out

    def _show(self, text: str, *, more: bool = False) -> str:
        if not text:
            return ""
        gap = self._gap if self._begun and not more else ""
        self._begun = True
        self._gap = ""
        return gap + text


def _certain(line: str) -> int:
    """Return up to where a line can be read while more of it may come.

    An open bracket, an open piece of code, the first word after a full stop, and what may open a sentence are not certain.
    """
    undecided = _UNDECIDED.search(line)
    code = [m.span() for m in _CODE.finditer(line) if m.end() < len(line)]
    ticks = [m.start() for m in re.finditer("`", line) if not any(a <= m.start() < b for a, b in code)]
    bounds = {match.end(): match.start() for match in markers(line)}
    end = _trimmed(line, min([undecided.start() if undecided else len(line), *ticks]), bounds)
    before = _trimmed(line, max((m.end() for m in re.finditer(r"\s", line[:end])), default=0), bounds)
    first_word = line[:before].endswith((".", "!", "?", "…", "”", "’", ")", "]"))
    end = before if first_word and not line[end : end + 1].isspace() else end
    return min([end, *(a for a, b in [*code, *(m.span() for m in markers(line))] if a < end < b)])


def _trimmed(line: str, end: int, bounds: Mapping[int, int]) -> int:
    """Return where a text ends without the markers, spaces and opening quotes at its end."""
    while (before := bounds.get(end, len(line[:end].rstrip(_OPENING)))) != end:
        end = before
    return end
