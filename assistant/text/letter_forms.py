"""One form of each letter that files write in several: "é" as a letter with its accent behind it (Unicode's form D), "ﬁ", "２", a
hyphen at which no line may end, thousands set apart by narrow spaces, and words with characters inside that are not to be seen.

The stored text of a document keeps what its file has. What is read of it, its title, its headings and its speakers have one form
of each letter, and so has a question: what is searched, compared and shown hangs on no other.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = "\u200b-\u200d\u2060\u180e\ufeff"
_LATIN = "\x00-\u036f\u1e00-\u1eff\u2000-\u206f\ufb00-\ufb06\uff01-\uff5e"  # with its accents, marks and ligatures
UNSEEN = f"(?<![^{_LATIN}])[{_UNSEEN}]+(?![^{_LATIN}])"
"""A pattern of what cannot be seen, between letters of scripts that need no joiners: there it only parts or hides words."""
_THOUSANDS = r"(?<![\d.,])\d{1,3}(?:[\u2009\u202f]\d{3})+(?!\d)"
OTHER_FORMS = rf"[^\W\d_][\u0300-\u036f]+|[\u2010\u2011\ufb00-\ufb06\uff01-\uff5e]|{_THOUSANDS}|{UNSEEN}"
"""A pattern of what is read in another form than it is written in; :func:`read_as` gives that form."""
WRITTEN_SO = re.compile(f"[\u0300-\u036f\u2009\u202f\u2010\u2011\ufb00-\ufb06\uff01-\uff5e\u00ad{_UNSEEN}]")
"""A text in which it does not find anything has one form of each letter; looked for first, as most texts have."""
_OTHER = re.compile(f"{OTHER_FORMS}|\u00ad")
_SIGNS = str.maketrans("\u2009\u202f\u2010\u2011", ",,--", "\u00ad\u200b\u200c\u200d\u2060\u180e\ufeff")


def read_as(found: str) -> str:
    """Return the one form of what :data:`OTHER_FORMS` finds."""
    return unicodedata.normalize("NFKC", found.translate(_SIGNS))


def plain(text: str) -> str:
    """Return a text with one form of each letter, most texts as they are."""
    is_plain = text.isascii() or not WRITTEN_SO.search(text)
    return text if is_plain else _OTHER.sub(lambda match: read_as(match[0]), text)


class _Bare(dict[int, str]):
    """By its code the letter that a word is compared by: small, without its accent."""

    def __missing__(self, code: int) -> str:
        small = chr(code).lower()
        base = unicodedata.normalize("NFD", small)[0]
        self[code] = base if base.isascii() else small if len(small) == 1 else chr(code)
        return self[code]


_BARE = _Bare()


def bare(text: str) -> str:
    """Return a text, of the same length, in small letters without their accents: "Málaga" is "malaga"."""
    return text.lower() if text.isascii() else text.translate(_BARE)
