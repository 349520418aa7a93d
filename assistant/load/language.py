"""Say in which language a text is written, by its script or by its commonest words.

The words are the stop lists of jusText (Pomikálek 2011), which trafilatura brings. The language is the one whose list covers
most of the running words; where none covers a third of them, or two do so nearly alike, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from assistant.text.languages import LANGUAGES

_SCRIPTS = (("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af"), ("zh", "\u4e00-\u9fff"), ("th", "\u0e00-\u0e7f"))
_BOKMAL = {"Norwegian": "Norwegian_Bokmal"}  # as jusText calls it
_SAMPLE = 20_000  # characters
_LONG_LIST = 1000  # words
_FEWEST_WORDS, _SHARE, _LEAD = 8, 1 / 3, 0.03


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text, one of ``LANGUAGES``; ``None`` where it cannot be told."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS:
        if letters and len(re.findall(f"[{script}]", sample)) > 0.1 * letters:
            return code
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    total = words.total()
    if total < _FEWEST_WORDS:
        return None
    shares = sorted(
        ((sum(n for word, n in words.items() if word in known) / total, code) for code, known in _stop_words().items()),
        reverse=True,
    )
    (best, code), (second, _) = shares[:2]
    return code if best >= _SHARE and best - second >= _LEAD else None


@cache
def _stop_words() -> Mapping[str, frozenset[str]]:
    from justext import get_stoplist

    listed = LANGUAGES.keys() - dict(_SCRIPTS).keys()
    lists = {code: frozenset(get_stoplist(_BOKMAL.get(LANGUAGES[code], LANGUAGES[code]))) for code in sorted(listed)}
    # The longest lists were drawn from the web and hold English words.
    return {code: words - lists["en"] if len(words) > _LONG_LIST else words for code, words in lists.items()}
