"""What a transcriber notes between words: "{vocalsound}", "[laughter]", "(coughs)", a time "[11:59]", and the space before a stop.

A text of speech that was cut into words, "Right , um {disfmarker} we 're done .", is read as it would be printed. What tells that
words are missing, "{gap}", "[inaudible]", stays: without it a sentence would be another.
"""

from __future__ import annotations

import re

_MISSING = r"(?!gap|inaudible|indistinct|unintelligible|unclear|unknown|foreign|redacted|name)"
_SOUNDS = (
    r"(?:laugh(?:s|ing|ter)?|chuckl(?:es|ing)|giggl(?:es|ing)|applause|cheer(?:s|ing)|clap(?:s|ping)|cough(?:s|ing)?|sigh(?:s|ing)?"
    r"|sniff(?:s|ing)?|sneez(?:es|ing)|yawn(?:s|ing)?|breath(?:s|es|ing)?|inhal(?:es|ing)|exhal(?:es|ing)|clears (?:his |her )?"
    r"throat|throat[ -]clearing|lip[ -]?smack(?:s|ing)?|noise|background noise|music|pause|silence|cross[ -]?talk)"
)
_MARK = rf"(?:\{{{_MISSING}[a-z]{{3,}}(?:[ _-][a-z]+){{0,2}}\}}|\[{_SOUNDS}[.!]?\]|\({_SOUNDS}[.!]?\)|<{_SOUNDS}>)"
_CLOCK = r"\\?\[\d{1,2}(?::\d\d){1,2}(?:\.\d{1,3})?\\?\]"  # with the strokes that Markdown puts before brackets
_BEFORE_A_STOP = r"(?=[.,;:?!]+(?:\s|\Z))"

SOUNDS = "|".join(
    (
        rf"\s*(?:(?i:{_MARK})\s*)+(?:\Z|{_BEFORE_A_STOP})",
        rf"(?:(?i:{_MARK})\s*)+",
        rf"{_CLOCK}\s*",
        rf"(?P<apart>(?<=\S)[ \t]+{_BEFORE_A_STOP})",
    )
)
"""A pattern of what is not read in talk."""

OPENINGS = r"\s{\[(<\\"
"""What it begins with, as it stands in a set of characters."""

SOUNDED = re.compile(r"[{\[(<\\]|\s[.,;:?!]")
"""A text in which it does not find anything has none of it."""
