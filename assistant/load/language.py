"""Say in which language a text is written, by its script or by its commonest words.

The words are the stop lists of jusText (Pomikálek 2011), which trafilatura brings. The language is the one whose list covers
most of the running words; where none covers a third of them, or two do so nearly alike, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

_CODES = {
    "Arabic": "ar", "Bulgarian": "bg", "Catalan": "ca", "Czech": "cs", "Welsh": "cy", "Danish": "da", "German": "de",
    "Greek": "el", "English": "en", "Spanish": "es", "Estonian": "et", "Persian": "fa", "Finnish": "fi", "French": "fr",
    "Irish": "ga", "Hebrew": "he", "Hindi": "hi", "Croatian": "hr", "Hungarian": "hu", "Indonesian": "id", "Italian": "it",
    "Lithuanian": "lt", "Latvian": "lv", "Norwegian_Bokmal": "nb", "Dutch": "nl", "Polish": "pl", "Portuguese": "pt",
    "Romanian": "ro", "Russian": "ru", "Slovak": "sk", "Slovenian": "sl", "Serbian": "sr", "Swedish": "sv", "Turkish": "tr",
    "Ukrainian": "uk", "Vietnamese": "vi",
}  # fmt: skip
_SCRIPTS = (("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af"), ("zh", "\u4e00-\u9fff"), ("th", "\u0e00-\u0e7f"))
_SAMPLE = 20_000  # characters
_LONG_LIST = 1000  # words
_FEWEST_WORDS, _SHARE, _LEAD = 8, 1 / 3, 0.03


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text, ``None`` where it cannot be told."""
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

    lists = {code: frozenset(get_stoplist(name)) for name, code in _CODES.items()}
    # The longest lists were drawn from the web and hold English words.
    return {code: words - lists["en"] if len(words) > _LONG_LIST else words for code, words in lists.items()}
