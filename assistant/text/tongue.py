"""In which language a question is asked, told from its small words, as far as six languages go."""

from __future__ import annotations

import re
import unicodedata
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


def tongue(question: str) -> str | None:
    """Return the name of the language that a question is asked in; ``None`` for English, and where it cannot be told."""
    plain = unicodedata.normalize("NFKD", question.lower())
    found = re.findall(r"[^\W\d_]+", re.sub(r"[\u0300-\u036f]", "", plain))
    counts = {name: sum(word in small for word in found) for name, small in _SMALL.items()}
    best = max(counts, key=lambda name: counts[name])
    is_it = counts[best] >= max(_FEWEST, _SHARE * len(found)) and counts[best] > sum(word in STOP_WORDS for word in found)
    return best if is_it else None
