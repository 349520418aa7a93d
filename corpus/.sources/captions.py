"""Turn a talk into captions: WebVTT with voices, WebVTT that rolls as video sites export it, and SubRip.

A talk is a header of ``key: value`` lines, an empty line, and one turn a line, "Speaker: words". Times come from counting
words, so the same talk always gives the same captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SECONDS_PER_WORD = 0.36
PAUSE_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption; times in seconds. ``opens`` is true for the first cue of a turn."""

    start: float
    end: float
    speaker: str
    text: str
    opens: bool


def read_talk(script: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the header and the turns of a talk as (speaker, words)."""
    head, _, body = script.partition("\n\n")
    header = dict(line.split(": ", 1) for line in head.splitlines())
    turns = [(speaker, words) for speaker, words in (line.split(": ", 1) for line in body.splitlines() if line.strip())]
    return header, turns


def cues(turns: list[tuple[str, str]], max_words: int) -> Iterator[Cue]:
    """Cut turns into cues of whole clauses where they fit into ``max_words``, and time them."""
    clock = 1.0
    for speaker, words in turns:
        for number, text in enumerate(_pieces(words, max_words)):
            seconds = round(len(text.split()) * SECONDS_PER_WORD + 0.4, 2)
            yield Cue(round(clock, 2), round(clock + seconds, 2), speaker, text, number == 0)
            clock += seconds
        clock += PAUSE_SECONDS


def _pieces(words: str, max_words: int) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.?!]) ", words):
        rest = sentence.split()
        while len(rest) > max_words:
            commas = [i + 1 for i in range(max_words // 2, max_words) if rest[i].endswith((",", ";", ":"))]
            cut = commas[-1] if commas else max_words
            yield " ".join(rest[:cut])
            rest = rest[cut:]
        yield " ".join(rest)


def _stamp(seconds: float, mark: str = ".") -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def _note(header: dict[str, str]) -> str:
    return "NOTE\n" + "\n".join(f"{key}: {value}" for key, value in header.items())


def voiced_vtt(script: str) -> str:
    """Write WebVTT whose cues name their speaker in a voice tag."""
    header, turns = read_talk(script)
    blocks = ["WEBVTT", _note(header)]
    for number, cue in enumerate(cues(turns, 22), start=1):
        blocks.append(f"{number}\n{_stamp(cue.start)} --> {_stamp(cue.end)}\n<v {cue.speaker}>{cue.text}</v>")
    return "\n\n".join(blocks) + "\n"


def srt(script: str) -> str:
    """Write SubRip; the first cue of a turn begins with the speaker's name in capitals."""
    _, turns = read_talk(script)
    blocks = []
    for number, cue in enumerate(cues(turns, 16), start=1):
        name = f"{cue.speaker.upper()}: " if cue.opens else ""
        blocks.append(f"{number}\n{_stamp(cue.start, ',')} --> {_stamp(cue.end, ',')}\n{name}{cue.text}")
    return "\n\n".join(blocks) + "\n"


def rolling_vtt(script: str) -> str:
    """Write WebVTT as automatic captions are exported: each line is shown, held, and shown again above the next."""
    header, turns = read_talk(script)
    blocks = ["WEBVTT\nKind: captions\nLanguage: en", _note(header)]
    above = " "
    for cue in cues(turns, 12):
        hold = round(cue.end - 0.01, 3)
        timing = "align:start position:0%"
        blocks.append(f"{_stamp(cue.start)} --> {_stamp(hold)} {timing}\n{above}\n{_worded(cue)}")
        blocks.append(f"{_stamp(hold)} --> {_stamp(cue.end)} {timing}\n{cue.text}\n ")
        above = cue.text
    return "\n\n".join(blocks) + "\n"


def _worded(cue: Cue) -> str:
    """Stamp each word after the first with the moment it is spoken."""
    first, *rest = cue.text.split()
    return first + "".join(
        f"<{_stamp(cue.start + place * SECONDS_PER_WORD)}><c> {word}</c>" for place, word in enumerate(rest, start=1)
    )
