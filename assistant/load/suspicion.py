"""Find in a text what may be meant for a language model, or to deceive whoever reads it; each find is a line of the receipt.

Nothing is taken out here: a text about such attacks must be citable too. Text from documents is data wherever it goes, so what
is found here has no power; it is named so that a person knows why a source says what it says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.text.letter_forms import UNSEEN, plain

_AT_MOST = 5  # finds of one kind that are quoted
_QUOTED = 120  # characters
_LED_BY = 30  # characters before a find

_BEFORE = r"(?:previous|prior|above|earlier|preceding|foregoing|existing|system|original|your)"
_ORDERS = r"(?:instructions?|prompts?|directions?|directives?|rules|guidelines|guardrails|context|messages?)"
_PHRASES = (
    (
        "an instruction to a language model",
        re.compile(
            rf"\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|of|the|these|those|every|each)\s+){{0,3}}{_BEFORE}"
            rf"\s+(?:\w+\s+){{0,2}}{_ORDERS}\b"
            r"|\b(?:ignore|disregard|forget)\s+(?:everything|anything|all)\s+(?:you\s+were\s+told|above|before|said\s+so\s+far)"
            r"|\byou\s+are\s+now\s+(?:an?|in|the|no\s+longer)\s+(?:\w+\s+){0,3}(?:ai|assistant|model|chatbot|mode|dan|jailbr\w+)\b"
            r"|\b(?:reveal|repeat|print|show|output|leak)\s+(?:me\s+)?(?:your|the)\s+(?:system|hidden|initial|secret)\s+(?:prompt|instructions?)"
            r"|\bdo\s+not\s+(?:tell|inform|mention\s+(?:this|it)\s+to|reveal\s+(?:this|it)\s+to|alert)\s+the\s+(?:user|reader|human)\b"
            r"|\b(?:new|updated|important)\s+(?:system\s+)?instructions?\s*(?:for|to)\s+(?:the\s+)?(?:ai|assistant|model|llm|chatbot)\b"
            r"|\b(?:as|if\s+you\s+are)\s+an?\s+(?:ai|llm|large|language)(?:\s+(?:language|assistant|model|agent)){0,2},?\s+you\s+(?:must|should|will|have\s+to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "a mark of a chat template",
        re.compile(
            r"<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\|>|\[/?INST\]|<</?SYS>>"
            r"|^#{2,3} ?(?:System|Instruction|Human|Assistant):",
            re.MULTILINE,
        ),
    ),
    (
        "what looks like a call of a tool",
        re.compile(
            r"</?(?:tool_call|function_calls?|tool_use|tool_result|invoke)\b[^>\n]{0,80}>"
            r"|\{\s{0,9}\"(?:tool|name|function)\"\s{0,9}:\s{0,9}\"\w{1,60}\"\s{0,9},\s{0,9}\"(?:arguments|parameters|input|args)\"\s{0,9}:"
            r"|\"tool_calls\"\s{0,9}:"
        ),
    ),
    ("what looks like a citation id of this tool", re.compile(r"#(?:[pt]=[\d.-]{1,20}&)?c=\d{1,12}-\d{1,12}@[0-9a-f]{12}\b")),
)
_MARKERS = re.compile(r"(?<![\w\]])\[\d{1,3}\]|(?<=[.!?] )\[\d{1,3}\]")
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_DIRECTIONS = re.compile(f"[{_OVERRIDES}{_EMBEDDINGS}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_INVISIBLE = re.compile(UNSEEN)
_TAGS = re.compile("[\U000e0020-\U000e007e]+")


def suspicions(text: str) -> tuple[str, ...]:
    """Return a line for each suspicious thing in a text: instructions, template marks, tool calls, invisible characters."""
    return tuple(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[str]:
    """Yield what is suspicious in a text, in words, with what stands around it."""
    read = plain(text)
    for what, pattern in _PHRASES:
        matches = list(pattern.finditer(read))
        shown = -1
        for match in matches[:_AT_MOST]:
            if match.end() > shown:  # else it stands in what was just quoted
                first = _begins(read, match.start())
                newline = read.find("\n", match.end())
                shown = min(first + _QUOTED - 1, newline if newline >= 0 else len(read))
                yield f"{what}: {_around(read, first, match.end())}"
        if len(matches) > _AT_MOST:
            yield f"{what}: {len(matches) - _AT_MOST} more"
    if hidden := _INVISIBLE.findall(text):
        kinds = sorted({f"U+{ord(c):04X}" for run in hidden for c in run})
        yield f"{sum(map(len, hidden))} invisible characters between letters ({', '.join(kinds)})"
    for run in _TAGS.findall(text)[:_AT_MOST]:
        yield f"invisible tag characters that spell: {quoted(''.join(chr(ord(c) - 0xE0000) for c in run))}"
    turns = _DIRECTIONS.findall(text)
    if any(c in _OVERRIDES for c in turns) or (turns and not _RIGHT_TO_LEFT.search(text)):
        kinds = sorted({f"U+{ord(c):04X}" for c in turns})
        yield f"{len(turns)} characters that turn the direction of writing ({', '.join(kinds)}): it may not read as it looks"


def markers(text: str) -> int:
    """Count what looks like the [n] of an answer, and is the document's own."""
    return len(_MARKERS.findall(text))


def _begins(text: str, start: int) -> int:
    """Return where the line of a find begins, or a word shortly before it where that is far."""
    line = text.rfind("\n", 0, start) + 1
    return line if start - line <= _LED_BY else text.find(" ", start - _LED_BY - 1, start) + 1 or start - _LED_BY


def _around(text: str, first: int, end: int) -> str:
    """Return the line that a find stands on, cut to what is near it."""
    newline = text.find("\n", end)
    cut = "… " if first and text[first - 1] != "\n" else ""
    return quoted(cut + text[first : newline if newline >= 0 else len(text)])


def quoted(text: str) -> str:
    """Return a text in one line, at most 120 characters, with nothing in it that cannot be seen."""
    shown = "".join(c if c.isprintable() and unicodedata.category(c) != "Cf" else " " for c in text[: 2 * _QUOTED])
    words = " ".join(shown.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
