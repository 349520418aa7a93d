"""The words of a question or sentence that carry meaning, as the keyword index sees them: lower case, stemmed.

Stems are Porter's (1980), the ones that SQLite's ``porter`` tokenizer makes, so that counts in the index apply. It departs from
the paper as Porter's own program does ("technology" is filed with "technological", "possibly" with "possible"), and leaves words
of fewer than three bytes and of more than 64 alone.
"""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any

from assistant.text.letter_forms import UNSEEN
from assistant.text.numerals import cardinals, ordinals

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_UNHEARD = re.compile(f"[\u0300-\u036f\u00ad]|{UNSEEN}")
_GAPS = "".join(chr(n) if chr(n).isalnum() else " " for n in range(128))
_STEMMING = threading.Lock()
_FISCAL = re.compile(r"(?:fy|cy|q[1-4])('?\d{2,4})")

STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further had has have having he her here hers him his how
    i if in into is it its itself just many me more most much my no nor not of off on once only or other our out over own please
    said same say says she should so some such tell than that the their them then there these they this those through
    to too under until up us very was we were what when where which while who whom whose why will with would you your
    arent cant couldnt didnt doesnt dont hadnt hasnt havent heres hows im isnt itll ive shouldnt thats theres theyre theyve wasnt
    werent weve whats wheres whos wont wouldnt youre youve
    """.split()
)

COUNTS = tuple(cardinals(1, 12))
"""Counts in a question ("the three lessons") say how many, not what; the text may write a figure."""

ORDINALS = tuple(ordinals(1, 10))

LIGHT = frozenset(
    "call called done give given gave go goes going gone happen happened held hold make made play played take taken took"
    " went".split()
)
"""Verbs that say little by themselves: "the role it played", "the fellowship she held"."""

EMPTY = STOP_WORDS.union(COUNTS, LIGHT)


def words(text: str) -> list[str]:
    """Return every word of a text in order, lower case, without accents or possessive endings."""
    plain = text.lower()
    if plain.isascii() and "'" not in plain:
        return plain.translate(_GAPS).split()  # as below, in a third of the time
    if not plain.isascii():
        plain = _UNHEARD.sub("", unicodedata.normalize("NFKD", plain)).lower()  # "™" becomes "TM"
    return [_bare(w) if "'" in w or "’" in w else w for w in _WORD.findall(plain)]


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s").replace("'", "")


def terms(text: str) -> tuple[str, ...]:
    """Return the meaning-bearing words, each once, in order, with the year of a fiscal one; all words where nothing is left."""
    return terms_among(words(text))


def terms_among(spoken: Sequence[str]) -> tuple[str, ...]:
    """Return the same of the words of a text."""
    found: dict[str, None] = {}
    for word in spoken:
        if word not in EMPTY:
            found[word] = None
            if word[-1].isdigit() and (fiscal := _FISCAL.fullmatch(word)):
                found[fiscal.group(1)] = None
    return tuple(found) or tuple(dict.fromkeys(spoken))


def calendar_year(word: str) -> str | None:
    """Return the year in a fiscal year or quarter, "2022" of "fy2022" and of "fy22"; ``None`` for any other word."""
    fiscal = _FISCAL.fullmatch(word)
    digits = fiscal.group(1).lstrip("'") if fiscal else ""
    return {2: f"20{digits}", 4: digits}.get(len(digits))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem under which the keyword index files a word. Safe in threads, which the stemmer itself is not: two at
    once give each other's words, or fail."""
    if word in _ALONE:
        return _ALONE[word]
    if not 3 <= len(word.encode()) <= 64:
        return word
    with _STEMMING:
        cut = str(_stemmer().stemWord(word))
        if (late := _DEPARTING.fullmatch(cut)) and _DEPARTED.search(word):
            cut = str(_stemmer().stemWord(late["root"] + "ble")) if late["root"] is not None else late["log"]
    return cut


def stems(text: str) -> list[str]:
    """Return the stem of every word of a text, in order."""
    return [stem(word) for word in words(text)]


def stem_set(text: str) -> frozenset[str]:
    """Return the stems of the words of a text."""
    return frozenset(stems(text))


def term_stems(text: str) -> frozenset[str]:
    """Return the stems of the meaning-bearing words of a text, of all its words where nothing else is left."""
    return frozenset(map(stem, terms(text)))


def stems_without(text: str, left_out: AbstractSet[str] = STOP_WORDS) -> frozenset[str]:
    """Return the stems of the words of a text that are not among some."""
    return frozenset(stem(word) for word in words(text) if word not in left_out)


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the meaning-bearing words of a text, and of no stop word where there are only such."""
    return frozenset(stem(word) for word in terms(text) if word not in STOP_WORDS)


def overlap(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return the overlap coefficient of two sets of stems: the share of the smaller that is in the other; 1 where one is empty."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 1.0


def rarity(sentences: Collection[AbstractSet[str]]) -> dict[str, float]:
    """Return for each stem of some sentences how rare it is among them (the inverse document frequency, IDF)."""
    counts = Counter(s for held in sentences for s in held)
    return {s: math.log(1 + len(sentences) / n) for s, n in counts.items()}


def cosine(one: AbstractSet[str], other: AbstractSet[str], weights: Mapping[str, float]) -> float:
    """Return how alike two sets of stems are, 0 to 1, by what they share of the weight of each; 0 where one is empty."""
    common = sum(weights[s] ** 2 for s in one & other)
    sizes = math.sqrt(sum(weights[s] ** 2 for s in one) * sum(weights[s] ** 2 for s in other))
    return common / sizes if sizes else 0.0


_ALONE = {"ies": "ie", "eed": "e"}
_MEASURE = "(?:[aeiou]|(?<=[^aeiou])y)[^aeiou]"  # a vowel and a consonant, which must stand before an ending that is cut
_DEPARTING = re.compile(rf"(?P<log>.*{_MEASURE}.*?log)i|(?P<root>.*{_MEASURE}.*?)bli")
_DEPARTED = re.compile("(?:log|bl)(?:y|i)(?:s|ed|es|ing)?$")


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("porter")
