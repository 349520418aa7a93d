"""Typing errors: the words of a message that may be one, the words that are one error away, and how far two words are apart.

A slip is a letter too many or too few, another letter, or two that changed places (Damerau 1964). The first letter is taken for
right, unless it changed places with the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.text.contractions import is_contracted
from assistant.text.terms import EMPTY, stem, words

LEAST = 5  # letters of a word that is looked at: shorter ones are all a slip away from others
LONGEST = 40  # of what is no word, but a key or a picture in letters; it has as many slips as letters, each as long
TWICE = 8  # letters from which on two slips are allowed
LONG = 7  # letters from which on a word has few others near to it
SWAPPED, DOUBLED, MISSED, OTHER, TWO = range(5)
"""Two letters that changed places; one that is doubled or should be; one too many or too few; another one; two slips."""

ASKING = frozenset(
    "about answer bullet compare comparison contents define definition describe difference differences discuss document documents"
    " elaborate evidence example examples explain explanation further identify information interview interviews outline overview"
    " paragraph paragraphs podcast quotation quotations quote quotes report reports section sections sentence sentences source"
    " sources speaker speakers summaries summarise summarised summarize summarized summary transcript transcripts".split()
)
"""Words that requests are made of, whether the corpus has them or not."""
_TOKEN = re.compile(r"[^\s“”\"()\[\]{}<>,;:?!…]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)|`[^`]*`")
_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<rest>(?:['’]s?)?\.*)")
_OPENS = re.compile(r"(?:^|[.?!:]\s+)\W*$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Typed(NamedTuple):
    """A word of a message: where it stands, as it stands, as the index has it, and whether a capital makes a name of it."""

    start: int
    end: int
    text: str
    word: str
    is_name: bool


def candidates(message: str) -> list[Typed]:
    """Return the words of a message that may be slips: long enough, in letters alone, outside quotation marks, no abbreviations."""
    quoted = [match.span() for match in _QUOTED.finditer(message)]
    loud = message.upper() == message
    capitals = [t[0][0].isupper() for t in _TOKEN.finditer(message) if t[0][0].isalpha()]
    titled = sum(capitals) > len(capitals) / 2  # a title: its capitals name nothing
    found = []
    for token in _TOKEN.finditer(message):
        match = _WORD.fullmatch(token[0])
        if match is None or is_contracted(match["word"]) or any(a <= token.start() < b for a, b in quoted):
            continue
        text = match["word"]
        plain = words(text)
        if (
            len(plain) != 1
            or not LEAST <= len(plain[0]) <= LONGEST
            or not plain[0].isascii()
            or plain[0] in EMPTY
            or (text.isupper() and not loud)
        ):
            continue
        is_name = text[0].isupper() and not (loud or titled or _OPENS.search(message[: token.start()]))
        found.append(Typed(token.start(), token.start() + len(text), text, plain[0], is_name))
    return found


_SPELT = (
    ("isa", "iza"), ("ise", "ize"), ("isi", "izi"), ("yse", "yze"), ("ysi", "yzi"), ("our", "or"), ("ogue", "og"), ("tre", "ter"),
    ("ence", "ense"), ("programme", "program"), ("lled", "led"), ("lling", "ling"), ("aed", "ed"), ("oe", "e"), ("cheque", "check"),
    ("grey", "gray"), ("gement", "gment"), ("ageing", "aging"), ("fulfil", "fulfill"), ("enrol", "enroll"), ("ilful", "illful"),
)  # fmt: skip
"""What is spelt otherwise in British and in American words."""
_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][^\W\d_]+) $")
_BEHIND = re.compile(r" ([A-Z][^\W\d_]+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INFLECTED = ("al", "ed", "ic", "ing", "ive", "ly", "ous", "s")
"""How words end that no compound begins with."""
_PREFIXES = frozenset("after an as be by do down go in me no of off on or out over so through to under up us".split())
"""Words that begin or end others: "inactive" is not "in active", nor "Weston" "West on"."""


def other_spellings(word: str) -> Iterator[str]:
    """Yield how a word may be spelt on the other side of the Atlantic: "organization" for "organisation"."""
    yield from (word.replace(here, there, 1) for pair in _SPELT for here, there in (pair, pair[::-1]) if here in word)


def names_with(word: str, typed: Typed, message: str) -> Iterator[str]:
    """Yield the names of two words that a word of a message makes with those beside it, with another word in its place."""
    before, after = _BEFORE.search(message, 0, typed.start), _BEHIND.match(message, typed.end)
    if typed.text[0].isupper():
        yield from (f"{match[1]} {word}" for match in (before,) if match and match[1].lower() not in EMPTY)
        yield from (f"{word} {match[1]}" for match in (after,) if match and match[1].lower() not in EMPTY)


def halves(text: str) -> list[tuple[str, str]]:
    """Return the two words that each place in a word makes of it; the place before a capital alone, where there is one."""
    if text.isupper() or not (hump := _HUMP.search(text)):
        return [(text[:at], text[at:]) for at in range(2, len(text) - 1)]
    return [(text[: hump.start()], text[hump.start() :])]


def are_apart(left: str, right: str, *, is_name: bool) -> bool:
    """Say whether two words that stand as one are two beyond doubt, and no compound or name that is not known."""
    small = [left.lower(), right.lower()]
    if right[0].isupper() and not left.isupper():
        return True
    if all(word in EMPTY for word in small):
        return not is_name
    if any(word in EMPTY and word not in _PREFIXES and len(word) > at + 1 for at, word in list(enumerate(small))[is_name:]):
        return True
    return not is_name and min(map(len, small)) > 3 and small[0].endswith(_INFLECTED) and stem(small[0]) != small[0]


def one_slip_from(word: str) -> Iterator[str]:
    """Yield every word that one slip makes of another."""
    for at in range(1, len(word) + 1):
        yield word[: at - 1] + word[at : at + 1] + word[at - 1] + word[at + 1 :]
        yield from (word[:at] + letter + word[at:] for letter in _LETTERS)
        if at < len(word):
            yield word[:at] + word[at + 1 :]
            yield from (word[:at] + letter + word[at + 1 :] for letter in _LETTERS)


def with_stems_like(made: Iterable[str], stems: Iterable[str]) -> list[str]:
    """Return the words that may have one of some stems, by their letters alone: to cut a word to its stem takes longer.

    A word begins as its stem does, but for the last letter, and what follows is endings.
    """
    begun = {stem[:-1] for stem in stems if len(stem) > 2}
    heads, lengths = tuple(begun), sorted({len(head) for head in begun})
    return [w for w in made if w.startswith(heads) and any(w[:n] in begun and _ENDINGS.fullmatch(w, n) for n in lengths)]


_ENDINGS = re.compile(
    r".{0,2}(?:[sediy]|ing|l[yi]|al|ic|at|ion|[oe]r|i[zs]|iv|ous?|ness|ful|e?ment|[ea]n[tc]|[ai]bl|bil|it|i[sz]m|ist|logi?)*"
)


def slip_between(typed: str, word: str) -> int | None:
    """Return what slip makes one word of another; ``None`` where more than two do, or none is needed."""
    if typed == word or abs(len(typed) - len(word)) > 2:
        return None
    at = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    one, other = typed[at:], word[at:]
    if one[:2] == other[1::-1] and one[2:] == other[2:] and len(one) > 1:
        return SWAPPED
    if not at:
        return None
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if longer[1:] == shorter:
        before = typed[at - 1]
        return DOUBLED if longer[0] == before or longer[:1] == longer[1:2] else MISSED
    if one[1:] == other[1:]:
        return OTHER
    few = len({*typed} - {*word}) <= 2 >= len({*word} - {*typed})  # two slips bring two letters at most: seen sooner than counted
    return TWO if few and distance(typed, word) <= 2 else None


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiou")


def is_likely(typed: str, word: str, slip: int) -> bool:
    """Say whether a slip is one that hands or ears make, and not rather the difference between two words.

    Letters that changed places or were doubled are. One that is missed is, but one too many at the end makes another word
    ("warranty", "warrant"). Another letter is, inside a word, if it lies beside the right one on the keyboard; vowels for each
    other only in a long word ("decode", "decide"), and there wherever they lie. Two slips are, if they are letters missed or
    such as the first.
    """
    if slip == MISSED:
        return not typed.startswith(word)
    if slip in (SWAPPED, DOUBLED):
        return True
    if typed[-1] != word[-1]:
        return False
    if slip == OTHER:
        one, other = next((a, b) for a, b in zip(typed, word, strict=True) if a != b)
        return len(typed) >= LONG if {one, other} <= _VOWELS else _are_beside(one, other)
    if abs(len(typed) - len(word)) == 2:
        return True
    eased = (each for each in one_slip_from(typed) if slip_between(typed, each) in (SWAPPED, DOUBLED))
    return any(slip_between(each, word) in (SWAPPED, DOUBLED, MISSED) for each in eased)


def _are_beside(one: str, other: str) -> bool:
    at = {letter: (row, column) for row, letters in enumerate(_ROWS) for column, letter in enumerate(letters)}
    if one not in at or other not in at:
        return False
    (row, column), (other_row, other_column) = at[one], at[other]
    along = column - other_column if row >= other_row else other_column - column  # the lower row lies half a key to the right
    return (row == other_row and abs(along) == 1) or (abs(row - other_row) == 1 and along in (0, -1))


def distance(typed: str, word: str) -> int:
    """Return how many slips lie between two words."""
    before: list[int] = []
    last = list(range(len(word) + 1))
    for n, letter in enumerate(typed, 1):
        row = [n]
        for m, other in enumerate(word, 1):
            cost = min(row[m - 1] + 1, last[m] + 1, last[m - 1] + (letter != other))
            if n > 1 and m > 1 and letter == word[m - 2] and typed[n - 2] == other:
                cost = min(cost, before[m - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
