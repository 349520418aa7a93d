"""In which language a question is asked: by its letters where they are not Latin, else by its small words, of six languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from assistant.text.terms import STOP_WORDS

_SMALL: Mapping[str, frozenset[str]] = {
    "Spanish": frozenset(
        "que quien quienes cuando como donde cual cuales cuanto cuantos cuanta cuantas por para el la los las un una de del al en"
        " con y o es son fue fueron era ha han se lo su sus hay esta este eso sobre mas no empezo".split()
    ),
    "French": frozenset(
        "que qui quoi quand comment pourquoi ou quel quelle quels quelles combien le la les un une des du de au aux en dans avec et"
        " est sont ete etait a ont se ce cette ces il elle sur plus pas pour par c l d qu".split()
    ),
    "German": frozenset(
        "was wer wen wem wann wie warum wo welche welcher welches wozu der die das den dem des ein eine einer und oder ist sind war"
        " waren wurde wurden hat haben es sich von mit auf im in zu fur nicht gibt uber bei".split()
    ),
    "Italian": frozenset(
        "che chi cosa quando come dove quale quali quanto quanti perche il lo la i gli le un una di del della dei delle e o era"
        " sono stato stata ha hanno si in con per su nel nella non piu questo".split()
    ),
    "Portuguese": frozenset(
        "que quem quando como onde qual quais quanto quantos por para o a os as um uma de do da dos das em no na com e ou foi foram"
        " era sao ha se isso este esta sobre mais nao".split()
    ),
    "Dutch": frozenset(
        "wat wie wanneer waarom waar hoe welke welk hoeveel de het een en of is zijn was waren werd heeft hebben er in op van voor"
        " met niet naar aan over bij".split()
    ),
}
_SHARE, _FEWEST = 0.4, 2  # of the words of a question
_SCRIPTS: Mapping[str, str] = {  # by the first word of the names of their letters
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "KATAKANA-HIRAGANA": "Japanese",
    "HANGUL": "Korean",
    "CJK": "Chinese",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "THAI": "Thai",
    "CYRILLIC": "Cyrillic letters",
    "ARABIC": "Arabic letters",
    "DEVANAGARI": "Devanagari letters",
    "BENGALI": "Bengali letters",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
}
_LATIN_NAME = re.compile(r"(?<![^\W_])[A-Z][A-Za-zÀ-ž'’-]*")  # a name that is left as it is
_KANA = 0.1  # share of the letters from which on Chinese ones are Japanese


def foreign_language(question: str) -> str | None:
    """Return the language, or the letters, that a text is in; ``None`` for English, and where it cannot be told."""
    return _by_letters(question) or _by_small_words(question)


def _by_letters(text: str) -> str | None:
    """Return what most letters of a text are, names in Latin ones left out; ``None`` where they are Latin."""
    if text.isascii():
        return None
    own = _LATIN_NAME.sub("", text)
    kinds = Counter(_SCRIPTS.get(unicodedata.name(c, "").split(" ")[0], "") for c in own if c.isalpha())
    if kinds["Japanese"] > _KANA * kinds.total():
        kinds["Japanese"] += kinds.pop("Chinese", 0)
    most, often = max(kinds.items(), key=lambda kind: kind[1], default=("", 0))
    return most if most and 2 * often > kinds.total() else None


def _by_small_words(question: str) -> str | None:
    plain = unicodedata.normalize("NFKD", question.lower())
    found = re.findall(r"[^\W\d_]+", re.sub(r"[\u0300-\u036f]", "", plain))
    counts = {name: sum(word in small for word in found) for name, small in _SMALL.items()}
    best = max(counts, key=lambda name: counts[name])
    is_it = counts[best] >= max(_FEWEST, _SHARE * len(found)) and counts[best] > sum(word in STOP_WORDS for word in found)
    return best if is_it else None
