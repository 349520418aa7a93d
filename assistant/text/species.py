"""Names of species as science shortens them: "P. falciparum", "E. coli"; the letter alone names nothing."""

from __future__ import annotations

import re

from assistant.text.terms import STOP_WORDS

SPECIES = re.compile(rf"(?<![\w.])[A-Z]\. (?!(?:{'|'.join(sorted(STOP_WORDS))})\b)[a-z]{{4,}}\b")
"""Such a name: a capital with a stop, and a word in small letters that opens no sentence."""
