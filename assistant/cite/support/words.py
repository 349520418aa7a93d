"""Words, names and sentences of a text, small and pure: what several parts of the assistant need to compare texts.

``normalise`` makes texts comparable (Unicode, quotes, dashes, spaces, hyphens at line ends), ``sentences`` gives spans,
``stem`` folds inflections, ``keys`` folds synonyms. English only; a text in another language still matches by its own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.cite.support.lexicon import ABBREVIATIONS, STOP, SYNONYMS, word_set
from assistant.text.irregular_forms import IRREGULAR
from assistant.text.months import SHORT_MONTH
from assistant.text.quantities import dates, numbers
from assistant.text.sentences import without_capitals
from assistant.text.species import SPECIES

_FOLD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None}
)
_LINE_END = re.compile(r"\u00ad(?:[ \t]*\r?\n\s*)?|(?<=[^\W\d_])[-‐][ \t]*\r?\n\s*(?=[a-z])")
_SPACE = re.compile(r"\s+")
_PREFIX = r"(?:non|semi|un|anti|co|ex|re|pre|post|self|multi|inter|mis)-"
WORD = re.compile(rf"(?:{_PREFIX})?[^\W\d_]+(?:'[^\W\d_]+)*", re.IGNORECASE)
_ABBREVIATIONS = ABBREVIATIONS | word_set("no nos p etc dept")
_RUNS_ON = re.compile(rf"(?:inc|corp|co|ltd|llc|plc|jr|sr|bros|{SHORT_MONTH.lower()}|[a-z](?:\.[a-z])+)\Z")
"""What a text without capitals shortens in the midst of a sentence: "acme inc. and its u.s. units"."""
_STOP_MARK = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s|$)|\n\s*\n")
_VOWEL = re.compile(r"[aeiouy]")
_WHOLE = word_set("evening morning something anything building red bed speed")


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in a text: a run of capitalised words or an acronym; offsets count in the text as given."""

    text: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Return the text with one form for each quote, dash, space and ligature, and words joined that a line end had parted."""
    folded = _LINE_END.sub("", unicodedata.normalize("NFKC", text))
    return _SPACE.sub(" ", folded.translate(_FOLD)).strip()


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of a text, a blank line ending one; lower case goes on but on a line without a capital."""
    spans, start = [], 0
    for m in _STOP_MARK.finditer(text):
        before = text[start : m.start()].rsplit(None, 1)[-1:] or [""]
        word = before[0].lstrip("(\"'“‘").casefold()
        follows = text[m.end() :].lstrip()[:1]
        runs_on = follows.islower() and (bool(_RUNS_ON.match(word)) or not without_capitals(text, m.start()))
        if m[0][0] == "." and (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or runs_on):
            continue
        spans.append((start, m.end()))
        start = m.end()
    spans.append((start, len(text)))
    trimmed = []
    for a, b in spans:
        part = text[a:b]
        if part.strip():
            trimmed.append((a + len(part) - len(part.lstrip()), b - len(part) + len(part.rstrip())))
    return tuple(trimmed)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem that the inflections of an English word share: "funded" and "funding" give "fund", "paid" gives "pay"."""
    w = word.casefold().removesuffix("'s").removesuffix("'").replace("-", "")
    w = IRREGULAR.get(w, w)
    if len(w) <= 3 or w in _WHOLE:
        return w
    if w.endswith("ies") and len(w) > 4:
        w = w[:-3] + "y"
    elif w.endswith("sses"):
        w = w[:-2]
    elif w.endswith("s") and not w.endswith(("ss", "us", "is")):
        w = w[:-1]
    for ending in ("ing", "ed"):
        if (
            w.endswith(ending)
            and not (w.endswith("eed") and len(w) < 6)
            and len(w) - len(ending) >= 2
            and _VOWEL.search(w[: -len(ending)])
        ):
            w = w[: -len(ending)]
            break
    if w.endswith("ly") and len(w) > 5:
        w = w[:-2]
    w = w.removesuffix("e") if len(w) > 3 else w
    if len(w) > 2 and w[-1] == w[-2]:
        w = w[:-1]
    return w[:-1] + "i" if w.endswith("y") and len(w) > 3 else w


def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for n, line in enumerate(SYNONYMS.split("\n")):
        for word in line.split():
            groups.setdefault(stem(word), set()).add(f"={n}")
    return {word: frozenset(ids) for word, ids in groups.items()}


_GROUPS = _groups()


@lru_cache(maxsize=65536)
def keys(word: str) -> frozenset[str]:
    """Return what a word may be matched by: its stem and the groups of synonyms it is in; two words match if they share one."""
    root = stem(word)
    return _GROUPS.get(root, frozenset()) | {root}


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """Find the proper names in a text. A capital at the start of a sentence alone does not make a name; months are dates."""
    taken = [(d.start, d.end) for d in dates(text)] + [(n.start, n.end) for n in numbers(text)]
    starts = _first_words(text)
    words = [m for m in WORD.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
    capital = [m[0][0].isupper() and m[0] != "I" for m in words]
    inside = {m[0].removesuffix("'s") for m, up in zip(words, capital, strict=True) if up and m.start() not in starts}
    found: list[Name] = []
    last: re.Match[str] | None = None
    for i, m in enumerate(words):
        if not capital[i]:
            continue
        if m.start() in starts and not _named_at_start(text, words, capital, i, inside):
            continue
        if last is not None and found and re.fullmatch(r"(?:'s)?[ -]|(?: (?:of|for|de|upon) )", text[found[-1].end : m.start()]):
            found[-1] = Name(text[found[-1].start : m.end()], found[-1].start, m.end())
        else:
            end = species.end() if len(m[0]) == 1 and (species := SPECIES.match(text, m.start())) else m.end()
            found.append(Name(text[m.start() : end], m.start(), end))
        last = m
    return tuple(Name(n.text.removesuffix("'s"), n.start, n.end - 2 * n.text.endswith("'s")) for n in found)


def _first_words(text: str) -> set[int]:
    firsts = {m.start() for a, b in sentences(text) if (m := WORD.search(text, a, b)) is not None}
    return firsts | {m.end() for m in re.finditer(r"[:;] +[\"']?|\s[\"']", text)}


def _named_at_start(text: str, words: list[re.Match[str]], capital: list[bool], i: int, inside: set[str]) -> bool:
    word = words[i][0]
    if word.casefold().removesuffix("'s") in STOP and not word.endswith("ing"):
        return False
    if (len(word) > 1 and word.isupper()) or word.removesuffix("'s") in inside or word.endswith("'s"):
        return True
    return i + 1 < len(words) and capital[i + 1] and text[words[i].end() : words[i + 1].start()] in (" ", "-")
