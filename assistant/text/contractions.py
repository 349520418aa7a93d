"""What a question is read with: its words on one line, none twice in a row, the apostrophes that its contractions lack ("whats the
deal"), one verb for "came up with", words for small counts.
"""

from __future__ import annotations

import re

from assistant.text.letter_forms import plain
from assistant.text.numerals import cardinals
from assistant.text.patterns import any_case

PASTED = 600  # characters from which on a message was pasted, and is not looked at for how it is put
_UNSEEN = re.compile("[\x00-\x08\u200e\u200f\u202a-\u202e\u2061-\u2064\ufe0e\ufe0f\ud800-\udfff]")
_PICTURES = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]+")
_MARKS = re.compile(r"[?!]*\?[?!]+")
_PAUSE = any_case(r"^(?P<joint>(?:(?:so|and|well|ok|okay|hi|hello|hey)\b[,.]? )*)(?:um+|uh+m*|erm+|hm+)\b[,.… ]+(?=\w)")
_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]+(?:-[^\W\d_]+)*)(?: (?=[^\W\d_A-Z])(?i:\1))+(?![\w’'-])")
"""A word that is typed twice in a row; not two with a capital, as in a name."""

_IS = "what|who|where|when|why|how|that|there|here"
_NOT = "did|does|do|is|are|was|were|has|have|had|ca|could|would|should|wo"
_WHEN_IS = any_case(r"(?<![\w’'])(when|where|why|how)['’]s(?= \w)")
_BARE = any_case(rf"(?<![\w’'])(?:(?P<is>{_IS})’?s|(?P<not>{_NOT})n’?t)(?![\w’'])")

_CAME_UP_WITH = any_case(r"\b(?P<verb>came|comes|come) up with(?= \w)|\bthought up(?= \w)")
_DEVISED = {"comes": "devises", "come": "devise"}
_COUNTED = any_case(
    r"\b(?P<before>^|(?:which|what|what are|what were|the|these|those|other|all|its|their|list|name|give me) )(?P<n>[2-9]|1[0-2])"
    r"(?= [a-z]{3,})(?! (?:and|or|per ?cent|million|billion|[ap]m|(?:year|month|week|day|hour|minute|mile|point|tonne|acre)s?)\b)"
)
"""A small number that says how many are asked for: "the 4 lessons"."""
_IN_WORDS = {str(n): word for word, n in cardinals(2, 12).items()}


def in_one_line(text: str) -> str:
    """Return a text with one space between its words, and one form of each letter: pasted ones have others, and line ends.

    Little pictures and an "um" in front are left out; of several marks behind a question one is kept, and of a word that is typed
    twice in a row.
    """
    line = " ".join(_PICTURES.sub(" ", plain(_UNSEEN.sub("", text))).split())
    return _MARKS.sub("?", _TWICE.sub(r"\1", _PAUSE.sub(r"\g<joint>", line)))


def in_one_verb(text: str) -> str:
    """Return a text with "devised" for "came up with": its three words stand in many a sentence that tells of no idea."""
    return _CAME_UP_WITH.sub(lambda match: _DEVISED.get((match["verb"] or "").lower(), "devised"), text)


def with_counts(text: str) -> str:
    """Return a text with the counts of what it asks for in words, as any text may have them: "the four lessons"."""
    return _COUNTED.sub(lambda match: f"{match['before']}{_IN_WORDS[match['n']]}", text)


def with_apostrophes(text: str) -> str:
    """Return a text with straight apostrophes in its contractions, and "when is" for "when's", which no form of question has."""
    return _WHEN_IS.sub(r"\1 is", _BARE.sub(lambda match: f"{match['is']}'s" if match["is"] else f"{match['not']}n't", text))


def is_contracted(word: str) -> bool:
    """Say whether a word is a contraction without its apostrophe, and so no slip of another word."""
    return _BARE.fullmatch(word) is not None
