"""The readings of a question that does not say what it is about: "How much money did the programme have?".

1. the question's form must leave its thing open: a general noun with "the" ("the programme", "the Act"), a pronoun, "the
   six", or no thing at all ("how much money?"), and no name, figure or telling word may settle the matter;
2. the sentences found that could answer it must speak of several names: each is weighed by how many passages bear it, and
   counts double where it stands in a heading or title;
3. each name makes one reading, worded as the question about it.

A question that names its thing is never sent back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.answer.namesakes import namesakes, worded
from assistant.cite.support.words import names
from assistant.retrieve.retriever import Found
from assistant.text.question import fits
from assistant.text.sentences import sentence_ends
from assistant.text.shadow import fold
from assistant.text.terms import STOP_WORDS, stem, stems, terms
from assistant.types import Passage

MOST = 3
NEARLY = 0.4  # share of the best passage's score above which another one is heard
PLACED = 0.2  # share of a name's mentions behind "in", "at" or "from" that makes it a place
EQUAL = 0.3  # share of the best name's weight above which another one could be meant as well

_PROGRAMMES = (
    "programme program scheme project initiative pilot pilots deal plan strategy campaign partnership fund grant "
    "framework model approach"
)
_LAWS = "act law bill"
_WORKS = "report study review paper research survey evaluation book film show series game song"
_THINGS = "service product team company chain animal country city language festival season platform tool system"
_PARTS = (
    "areas sites results findings outcomes outcome cost costs budget money funding lessons conditions objectives "
    "recommendations elements"
    " steps stages levels"
)
_CLASSES = f"{_PROGRAMMES} {_LAWS} {_WORKS} {_THINGS} {_PARTS}".split()
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
_OPEN = re.compile(
    rf"\b(?:the|this|that|these|those) (?:(?!of\b)\w+ )?(?P<noun>{'|'.join(sorted(_CLASSES, key=len, reverse=True))})\b"
    rf"|\b(?P<pronoun>it|its|they|them|their)\b|\bthe (?P<count>{'|'.join(_COUNTS)})\W*$"
    r"|^\W*how (?:much|many)(?: (?:money|areas|people|sites|places|pilots))?"
    r"(?: (?:was|were|is|are) (?:there|spent|given|involved))?\W*$",
    re.IGNORECASE,
)
_UNTELLING = frozenset(
    "tell describe explain give show know happened happen main key important start started begin began end ended "
    "launched launch made"
    " come came force introduced published set announced many much spent number first long last take took place part "
    "work works worked"
    " people there new get got go going did done find found say said".split()
).union(_CLASSES, _COUNTS, STOP_WORDS)
_LABELS = frozenset("table figure box chart part chapter section lesson annex appendix page illustration".split())
_ACT = re.compile(r"(?:[A-Z][\w'’-]+|\([A-Z][^()]*\))(?: (?:[A-Z][\w'’-]+|and|of|\([A-Z][^()]*\)))* Act(?: (?:1[5-9]|20)\d\d)?\b")
_LOCATED = r"\b(?:in|at|from|across|outside|near|to)(?: the)? "


def readings(question: str, found: Found, heard: str = "") -> tuple[str, ...]:
    """Return two or three readings of a question that leaves its thing open, in a conversation where ``heard`` was said before.

    () where it is specific enough.
    """
    if meant := namesakes(question, heard, found):
        return tuple(worded(question, meant, name) for name in meant.names)
    match = _OPEN.search(question)
    if match is None or not _unsettled(question):
        return ()
    offered = _offered(question, (match["noun"] or "").lower(), found.passages)
    return tuple(_worded(question, match, name) for name in offered) if len(offered) > 1 else ()


def _unsettled(question: str) -> bool:
    """Say whether nothing in a question tells what it is about: no name, no figure, no quotation, no telling word."""
    named = [n.text for n in names(question) if n.text.lower() not in _CLASSES]
    return not named and not re.search(r"\d|[\"“”]", question) and all(word in _UNTELLING for word in terms(question))


def _offered(question: str, noun: str, passages: Sequence[Passage]) -> list[str]:
    """Return the names that could be meant, at most ``MOST``: one for each sentence that could answer, the weightiest first."""
    near = [p for p in passages if p.score >= NEARLY * passages[0].score]
    spread = sum((Counter(set(_named(p))) for p in passages), Counter[str]())
    places = _places(spread, passages)
    for strict in (True, False):
        weights: Counter[str] = Counter()
        for passage in near:
            for fit, candidates in _answering(question, noun, passage, strict):
                weighed = {
                    n: int(100 * fit * _weight(n, noun, passage, spread)) for n in candidates if n not in places and spread[n] > 1
                }
                if weighed:
                    best = max(sorted(weighed), key=lambda name: weighed[name])
                    weights[best] += weighed[best]
        if len(chosen := _apart(weights)) > 1:
            return chosen
    return []


def _apart(weights: Counter[str]) -> list[str]:
    """Return the weightiest names that share no telling word, none far behind the first."""
    common = {stem(word) for word in (*_CLASSES, *STOP_WORDS)}
    chosen: list[str] = []
    for name, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        own = set(stems(name)) - common
        if weight >= EQUAL * max(weights.values()) and len(chosen) < MOST and not any(own & set(stems(c)) for c in chosen):
            chosen.append(name)
    return chosen


def _places(spread: Mapping[str, int], passages: Sequence[Passage]) -> set[str]:
    """Return the names that often stand behind "in", "at" or "from": where things are, not what they are."""
    text = " ".join(fold(p.text) for p in passages)
    found = set()
    for name in spread:
        told = len(re.findall(rf"\b{re.escape(name)}\b", text))
        if len(re.findall(rf"{_LOCATED}{re.escape(name)}\b", text)) >= PLACED * max(1, told):
            found.add(name)
    return found


def _answering(question: str, noun: str, passage: Passage, strict: bool) -> Iterator[tuple[float, list[str]]]:
    """Yield, for each sentence that could answer, how well it fits and the names that it bears, or its headings do.

    Where ``strict`` is set it must hold the kind of thing that is asked for.
    """
    asked = {stem(t) for t in terms(question)} - STOP_WORDS
    own = dict.fromkeys(_named(passage))
    heads = names(f"On {'; '.join((*passage.locator.heading, passage.title))}")
    above = [n.text for n in heads if _is_telling(n.text, passage.text) and (len(terms(n.text)) > 1 or n.text in own)]
    for sentence in _sentences(passage):
        met = asked & set(stems(sentence))
        if not met or (strict and not fits(question, sentence)):
            continue
        here = [name for name in own if name in sentence]
        if noun in _LAWS.split():
            here = [name for name in here if re.search(rf"\b{noun}\b", name, re.I)]
        yield len(met) / len(asked), here or ([] if noun in _LAWS.split() else above)


def _sentences(passage: Passage) -> list[str]:
    """Return the sentences of a passage; headings and table rows, which are mostly capitals, are left out."""
    found = []
    for block in re.split(r"\n\s*\n", passage.text):
        text = fold(block)
        found += [text[a:b].strip() for a, b in pairwise([0, *sentence_ends(text), len(text)])]
    return [s for s in found if not _is_row(s.split())]


def _is_row(words: Sequence[str]) -> bool:
    """Say whether words read as a row of a table or a run of headings: many, and largely capitals."""
    return len(words) >= 12 and sum(w[:1].isupper() for w in words) > 0.4 * len(words)


def _named(passage: Passage) -> list[str]:
    """Return the names of a passage as often as they stand in it; an Act comes with its whole title and its year."""
    found: list[str] = []
    for sentence in _sentences(passage):
        acts = [re.sub(r"^The ", "", m[0]) for m in _ACT.finditer(sentence)]
        found += [act for act in acts if _is_telling(act, passage.text)]
        for name in names(sentence):
            bare = re.sub(r"^The ", "", name.text)
            if _is_telling(bare, passage.text) and not any(bare in act or "Act" in bare.split() for act in acts):
                found.append(bare)
    return found


def _is_telling(name: str, text: str) -> bool:
    """Say whether a run of capitals is a name that tells things apart: no label, no common word, no row of a table."""
    words = [w for w in terms(name) if w not in _CLASSES]
    capitals = [w for w in name.split() if w[0].isupper()]
    if (
        not words
        or words[0] in _LABELS
        or len(words) > 5
        or name.isupper()
        or any(len(w) == 1 or w.lower() in STOP_WORDS for w in capitals)
    ):
        return False
    return len(words) > 1 or not re.search(rf"\b{re.escape(name.lower())}\b", text)


def _weight(name: str, noun: str, passage: Passage, spread: Mapping[str, int]) -> float:
    """Return how likely a name is meant: by how many passages bear it, whether it heads this one, and its words."""
    above = " ".join((*passage.locator.heading, passage.title)).lower()
    heads = 2.0 if name.lower() in above else 1.0
    kin = 2.0 if noun and stem(noun) in stems(name) else 1.0
    return min(4, spread[name]) * heads * kin * (1.5 if len(terms(name)) > 1 else 1.0)


def _worded(question: str, match: re.Match[str], name: str) -> str:
    """Put a name where the question left its thing open."""
    asked = question.strip().rstrip("?.! ")
    asked = asked[:1].upper() + asked[1:]
    if match["pronoun"] and match["pronoun"].lower() == "it":
        return f"{asked[: match.start()]}{name}{asked[match.end() :]}?"
    if match["noun"] and stem(match["noun"].lower()) in stems(name):
        return f"{asked[: match.start()]}the {name}{asked[match.end() :]}?"
    if match["noun"] and match["noun"].lower() in _PROGRAMMES.split():
        return f"{asked[: match.start()]}{name}{asked[match.end() :]}?"
    return f"About {name}: {asked[:1].lower() + asked[1:]}?"
