"""Whether a sentence tells what something is, as a question of the form "What is …?" wants it.

1. a sentence says it in so many words: "X is a …", "X means …", "X refers to …", "X, a …", "we define X as a …";
2. an entry of a glossary or a list: "X: …", "X (1999). …";
3. else a sentence says what X does: "X offers …", "X starts from …";
4. of a person that speaks, what he says of himself: "I'm a …", "I run …".

The subject is X itself, or what stands for it: "It is a programme", "The approach starts from …".
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.questions.form import defined, wants_definition
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem, stems, terms

DOES = 0.6  # what a sentence counts that only says what the thing does
STANDS_FOR = 0.8  # and one whose subject is "It" or "The approach"

_SUBJECT_WORDS = 4  # before the verb, among which the thing that is defined stands
_WHOLE_SUBJECT = 8  # words before a verb that only says what the thing does: "The Cynefin framework", no half sentence
_IS = re.compile(
    r"\b(?:is|was|are|were|will be)(?: \w+ly| best described as)? (?:an?|one of|one that|any) (?!\w+ (?:one|thing|question)\b)"
    r"|\b(?:is|was|are|were) the (?:\w+ ){1,3}(?:of|for|that|in which|by which|with which|who)\b"
    r"|(?<!\bthe )(?<!\bby )(?<!\ba )\bmeans\b|\b(?:stands? for|refers? to)\b"
    r"|\b(?:is|are|was|were) (?:the ones?|those|people|someone|somebody|(?:\w+ ){1,3}|(?:\w+,? ){2,5}and \w+) ?(?:who|that|which)\b"
    r"|\b(?:is|are|was|were) (?:defined|described|understood|known|remembered) (?:as|for)\b"
    r"|\bconsists? of\b"
    r"|, (?:an?|one of) (?=\w)"
)
_TAKEN_FOR = any_case(
    r"\b(?:identif(?:y|ies|ied)|defin(?:e|es|ed)|describ(?:e|es|ed)|see|sees|saw|understand|understood|regard(?:s|ed)?"
    r"|thinks? of) (?P<thing>(?:[\w’'-]+ ){1,6}?)(?:as|to be) (?:being )?(?:an?|the|people|those|someone|any|something|one)\b"
)
_NAMING = re.compile(r"\b(?:is|was) an? (?:\w+ ){1,4}(?:called|known as)\b")
_VERBS = (
    "aim allow ask bring build combine connect consist cover describe encourage enable exist explain express fund give help hold"
    " include involve join let link look mean measure offer pay provide put require run say seek set show sort start support take"
    " try use work"
)
_PAST = (
    "was set up|were set up|was (?:made|created|founded|established|formed|designed|drawn up) (?:to|by|for)|is made up of"
    "|is (?:used|designed|meant|intended|based|about)"
)
_DOES = re.compile(rf"\b(?:({'|'.join(_VERBS.split())})|(?:{'|'.join(_VERBS.split())})(?:s|es)|tries|carries|{_PAST})\b")
_PRONOUN = re.compile(r"(?:It|This|They|That|He|She)\b(?! (?:is|was) where\b)|.*(?<!\bthat )\b(?:it|they)\s*$", re.DOTALL)
_NOUNS = (
    "idea approach framework method model programme program scheme project initiative pilot plan deal agreement act law term"
    " concept theory principle phrase name system service tool body organisation organization movement strategy"
)
_GENERIC = any_case(rf"(?:The|This|That|These|Such(?: an?)?) (?:\w+ )?(?:{'|'.join(_NOUNS.split())})s?\b")
_WITHIN = any_case(r"\b(?:what|how|why|whether|if)\b")  # "That is what the Deal asks" speaks of something else
_OF_ONESELF = re.compile(
    r"\bI(?:['’]m| am) (?:an?|the|[A-Z][\w’'-]+)\b|\b[Mm]y name(?:['’]s| is)\b"
    r"|\bI(?:['’]ve)? (?:used to|run|lead|chair|manage|teach|taught|work|worked|look after|represent|serve|been)\b"
)
_KINDS = frozenset(stem(noun) for noun in _NOUNS.split())
_ENTRY = re.compile(r"\W*(?P<thing>[^.:()–—]{2,60}?)(?: \((?P<by>[^()]*)\))?(?:[.:]| [–—-]) (?=\S)")


def introduces_oneself(text: str) -> bool:
    """Say whether a speaker tells of himself who he is or what he does: "I'm Dana, I run the library"."""
    return bool(_OF_ONESELF.search(text))


def defines(question: str, text: str) -> float:
    """Return how well a text tells what something is, 0 to 1; 0 for any question that does not want it."""
    if not wants_definition(question):
        return 0.0
    own = _thing(question)
    if own and (entry := _ENTRY.match(text)) and not text.isupper() and own == set(stems(entry["thing"])) - STOP_WORDS:
        return 1.0
    if _NAMING.search(text) or ((taken := _TAKEN_FOR.search(text)) and own and own <= set(stems(taken["thing"]))):
        return 1.0
    told = max((_speaks_of(own, text[: m.start()], _SUBJECT_WORDS) for m in _IS.finditer(text)), default=0.0)
    does = _DOES.search(text)
    if does is None or told:
        return told
    subject = text[: does.start()]
    if _WITHIN.search(subject):
        return 0.0
    if does[1] and not subject.rstrip().lower().endswith(("s", "they", "people")):
        return 0.0  # a verb of many things behind one: "Big Local, run by a trust"
    named = own <= set(stems(text)) and not own <= set(stems(subject))
    return 0.0 if named else DOES * _speaks_of(own, subject, _SUBJECT_WORDS, whole=True)


@lru_cache(maxsize=256)
def _thing(question: str) -> frozenset[str]:
    return frozenset(map(stem, terms(defined(question)))) - STOP_WORDS


def _speaks_of(own: frozenset[str], subject: str, last: int, *, whole: bool = False) -> float:
    """Return 1 where the words before a verb name the thing, all of them if ``whole``, ``STANDS_FOR`` where they stand for it."""
    words = stems(subject)
    if not whole and own.intersection(words[-last:]):
        return 1.0
    if whole and own <= set(words) and len(words) <= _WHOLE_SUBJECT and words[-1] in own | _KINDS:
        return 1.0
    if whole:
        stands = _PRONOUN.fullmatch(subject.strip()) or _GENERIC.fullmatch(subject.strip())
    else:
        stands = (_PRONOUN.match(subject) or _GENERIC.match(subject)) if len(words) <= _WHOLE_SUBJECT else None
    return STANDS_FOR if stands else 0.0
