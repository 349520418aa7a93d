"""The names that a question may mean which leaves its thing open: those in the sentences that could answer it.

Each is weighed by how many passages bear it, and counts double where it stands in a heading or title. Places, persons, labels and
rows of a table are no such names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.cite.support.words import names
from assistant.questions.answer_form import fits
from assistant.questions.general_nouns import CLASSES, GROUPS, LAWS, PROGRAMMES, UNDERTAKINGS
from assistant.text.reading_text import fold
from assistant.text.sentences import sentence_ends
from assistant.text.terms import STOP_WORDS, stem, stems, term_stems, terms
from assistant.text.years import YEAR
from assistant.types import Passage

MOST = 3  # names that are offered
NEARLY = 0.4  # share of the best passage's score above which another one is heard
PLACED = 0.2  # share of a name's mentions behind "in", "at" or "from" that makes it a place
EQUAL = 0.3  # share of the best name's weight above which another one could be meant as well

_OTHER_KINDS = frozenset((*set(PROGRAMMES) - set(UNDERTAKINGS) - {"deal", "partnership"}, *LAWS, *GROUPS))
_LABELS = frozenset(
    "table figure box chart part chapter section lesson annex appendix page illustration"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
_ACT = re.compile(rf"(?:[A-Z][\w'’-]+|\([A-Z][^()]*\))(?: (?:[A-Z][\w'’-]+|and|of|\([A-Z][^()]*\)))* Act(?: {YEAR})?\b")
_LOCATED = r"\b(?:in|at|from|across|outside|near|to)(?: the)? "
_VOICE = re.compile(r"^(\w[\w.’'() -]{2,60}): ", re.MULTILINE)
_NAME = r"(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_LIST = re.compile(rf"{_NAME}(?:(?:;|,| and|, and) {_NAME})+")
_NO_PLACE = rf"(?! (?:\([A-Z]+\) )?(?:{'|'.join(PROGRAMMES)})\b)"


def meant(question: str, noun: str, passages: Sequence[Passage], *, strict: bool) -> list[str]:
    """Return the at most ``MOST`` weightiest names of sentences that could answer; if ``strict``, that hold the kind asked for."""
    near = [p for p in passages if p.score >= NEARLY * passages[0].score]
    spread, no_things = spread_of(passages), located(passages)
    weights: Counter[str] = Counter()
    for passage in near:
        for fit, candidates in _answering(question, noun, passage, strict):
            weighed = {
                name: int(100 * fit * _weight(name, noun, passage, spread))
                for name in candidates
                if name not in no_things
                and spread[name] > 1
                and (" " in name or name in passage.title.split())
                and may_be(noun, name)
            }
            if weighed:
                best = max(sorted(weighed), key=lambda name: weighed[name])
                weights[best] += weighed[best]
    return _apart(weights)


def may_be(noun: str, name: str) -> bool:
    """Say whether a thing of a kind may have a name: no "Lottery Fund" and no Act is a programme."""
    return noun not in UNDERTAKINGS or name.split()[-1].lower() not in _OTHER_KINDS


def spread_of(passages: Sequence[Passage]) -> Counter[str]:
    """Return in how many of some passages each of their names stands."""
    return sum((Counter(set(names_borne(p))) for p in passages), Counter[str]())


def located(passages: Sequence[Passage]) -> set[str]:
    """Return the names of places and of persons in some passages, as what stands around them tells."""
    text = " ".join(fold(p.text) for p in passages)
    voices = {voice for p in passages if p.kind == "transcript" for voice in (*_VOICE.findall(p.text), p.locator.speaker or "")}
    speak = {name for name in spread_of(passages) if any(re.match(rf"(?:\w+\. )?{re.escape(name)}\b", voice) for voice in voices)}
    found = speak | {name for name in spread_of(passages) if _is_located(name, text) or _is_person(name, text)}
    lists = [re.split(r"(?:;|,? and|,) ", match[0]) for match in _LIST.finditer(text)]
    bare = [[re.sub(r"^[Tt]he ", "", name) for name in named_together] for named_together in lists]
    return found.union(*(together for together in bare if 2 * sum(name in found for name in together) > len(together)))


def _is_located(name: str, text: str) -> bool:
    if re.search(r" (?:Region|County|Borough|District|Street|Road)$", name):
        return True
    told = len(re.findall(rf"\b{re.escape(name)}\b", text))
    return len(re.findall(rf"{_LOCATED}{re.escape(name)}\b{_NO_PLACE}", text)) >= PLACED * max(1, told)


def _is_person(name: str, text: str) -> bool:
    called = rf"\b(?:[Nn]ame|man|woman|Mr|Mrs|Ms|Dr|Professor|Sir)\b[^.:;]{{0,30}}{re.escape(name)}\b"
    return bool(re.search(rf"{called}|\b{re.escape(name)}(?:,? (?:who|whose)| and (?:his|her))\b", text))


def _apart(weights: Counter[str]) -> list[str]:
    """Return the weightiest names that share no telling word, none far behind the first."""
    common = {stem(word) for word in (*CLASSES, *STOP_WORDS)}
    chosen: list[str] = []
    for name, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        own = set(stems(name)) - common
        if weight >= EQUAL * max(weights.values()) and len(chosen) < MOST and not any(own & set(stems(c)) for c in chosen):
            chosen.append(name)
    return chosen


def _answering(question: str, noun: str, passage: Passage, strict: bool) -> Iterator[tuple[float, list[str]]]:
    """Yield how well each sentence fits that could answer, or does if ``strict``, and the names that it or its headings bear."""
    asked = term_stems(question) - STOP_WORDS
    own = dict.fromkeys(names_borne(passage))
    heads = names(f"On {'; '.join((*passage.locator.heading, passage.title))}")
    above = [n.text for n in heads if is_telling(n.text, passage.text) and (len(terms(n.text)) > 1 or n.text in own)]
    for sentence in sentences_in(passage.text):
        met = asked & set(stems(sentence))
        if not met or (strict and not fits(question, sentence)):
            continue
        here = [name for name in own if name in sentence]
        if noun in LAWS:
            here = [name for name in here if re.search(rf"\b{noun}\b", name, re.I)]
        yield len(met) / len(asked), here or ([] if noun in LAWS else above)


def sentences_in(passage: str) -> list[str]:
    """Return the sentences of the text of a passage; headings and table rows, which are mostly capitals, are left out."""
    found = []
    for block in re.split(r"\n\s*\n", passage):
        text = fold(block)
        found += [text[a:b].strip() for a, b in pairwise([0, *sentence_ends(text), len(text)])]
    return [s for s in found if not _is_row(s.split())]


def _is_row(words: Sequence[str]) -> bool:
    """Say whether words read as a row of a table or a run of headings: many, and largely capitals."""
    return len(words) >= 12 and sum(w[:1].isupper() for w in words) > 0.4 * len(words)


def names_borne(passage: Passage) -> list[str]:
    """Return the names of a passage as often as they stand in it; an Act comes with its whole title and its year."""
    found: list[str] = []
    for sentence in sentences_in(passage.text):
        acts = [re.sub(r"^The ", "", m[0]) for m in _ACT.finditer(sentence)]
        found += [act for act in acts if is_telling(act, passage.text)]
        for name in names(sentence):
            bare = re.sub(r"^The ", "", name.text)
            if is_telling(bare, passage.text) and not any(bare in act or "Act" in bare.split() for act in acts):
                found.append(bare)
    return found


def is_telling(name: str, text: str) -> bool:
    """Say whether a run of capitals is a name that tells things apart: no label, no common word, no row of a table."""
    words = [w for w in terms(name) if w not in CLASSES]
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
