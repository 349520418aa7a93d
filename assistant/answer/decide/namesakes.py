"""The things that "this library" or "the clinic" may be, where the corpus knows several: each name that could be meant as well.

1. a question must point at one thing of a kind ("this library", "the police department") and name none;
2. the passages found must know several of the kind: names with its word ("Harwich Library", "the Minister for Ferries"), things
   that a sentence says to be one ("Ada Finch was a basketball player"), titles that number it ("Harbour Lights (season 9)");
3. each must match the question as well as the best passage does; where one passage has more of what is asked, it is the one meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer.choose.read_sentence import stems_above, stems_within
from assistant.answer.choose.term_coverage import weight_met
from assistant.cite.support.words import names
from assistant.retrieve.retriever import Found
from assistant.text.carried_subject import LEAD
from assistant.text.reading_text import fold
from assistant.text.terms import STOP_WORDS, stem, stems
from assistant.types import Passage

NEARLY = 0.6  # share of the best passage's score above which another one is heard
AS_WELL = 0.9  # share of the weight that the best passage has of what is asked, which the others must have too
LONGEST = 3  # words of a kind
MOST = 3  # things that are offered
_POINTS = re.compile(r"\b(?P<the>this|that|the) (?P<run>[\w’'-]+(?: [\w’'-]+){0,3})", re.I)
_BOUND = re.compile(r" (?:of|in|at|for|from|on|that|which|who|whose|where|with|between)\b", re.I)
_ONE = re.compile(r"(?:first|last|next|only|same|main|key|best|most|least|other|whole|right|new|\w+est)\b", re.I)
_DONE = re.compile(r"\w{4}ed$")  # "when was the company founded": no kind of thing
_WHO = re.compile(r"\W*who(?:'s| is| was| are| were)\b", re.I)
_INITIAL = re.compile(r"\b[A-Z]\. ")  # of a person, who is who was asked for
_COMPLETED = re.compile(LEAD)
_NO_NAME = frozenset(
    "the a an this that these those our your their his her its my all any each every no some other another such new mr mrs ms dr "
    "hon sir and or of in on at for to from by with if when while what which who how why where as but so i we you he she it they "
    "page table figure part section chapter".split()
)


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Where a question points at one thing of a kind, and the names of the things that it may be, the nearest first."""

    start: int
    end: int
    names: tuple[str, ...]


def namesakes(question: str, heard: str, found: Found) -> Namesakes | None:
    """Return the things that a question may point at; ``None`` where it points at none, or only one matches best.

    ``heard`` is what was said before: a kind that was spoken of there is settled by it.
    """
    before = set(stems(heard))
    if _COMPLETED.match(question):
        return None
    for match in _POINTS.finditer(question):
        is_this = match["the"].lower() != "the"
        if _ONE.match(match["run"]) or (not is_this and _is_named(question, match)):
            continue
        for a, b in _kinds(match["run"]):
            end = match.start("run") + b
            kind = match["run"][a:b]
            if (not is_this and _BOUND.match(question[end:])) or stem(kind.split()[-1]) in before or _DONE.search(kind):
                continue
            named = _meant(question, match["run"][:b], kind, found, is_this)
            if len(named) > 1:
                return Namesakes(match.start(), end, named[:MOST])
            if (
                " " in kind
                and kind == kind.lower()
                and any(re.search(rf"\b{_titled(kind)}\b", fold(p.text)) for p in found.passages)
            ):
                break  # "the audit committee" of an Audit Committee is no other committee
    return None


def _titled(kind: str) -> str:
    return re.escape(" ".join(w.capitalize() for w in kind.split()))


def _is_named(question: str, match: re.Match[str]) -> bool:
    """Say whether a name or a number beside what is pointed at tells which is meant."""
    others = [n for n in names(question) if n.end <= match.start() or n.start >= match.end()]
    return bool(others) or bool(re.search(r"\d|[\"“”]", question))


def _kinds(run: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in a run of words that may name a kind, the longest first, none with a word that carries no meaning."""
    words = list(re.finditer(r"[\w’'-]+", run))
    stop = next((n for n, w in enumerate(words) if w[0].lower() in STOP_WORDS), len(words))
    words = words[:stop]
    for length in range(min(LONGEST, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            last = words[at + length - 1]
            yield words[at].start(), last.end() - (2 if last[0].endswith(("'s", "’s")) else 0)


def _meant(question: str, run: str, kind: str, found: Found, is_this: bool) -> tuple[str, ...]:
    """Return the names of a kind in the passages that match a question as well as any, the nearest first."""
    near = [p for p in found.passages if p.score >= NEARLY * found.passages[0].score]
    if not any(_may_name(kind, passage) for passage in near):
        return ()  # before all of them are read word by word
    asked = {s: w for s, w in found.query.focus.items() if s not in set(stems(kind))}
    met = [weight_met(asked, _spoken(p)) if asked else 1.0 for p in near]
    chosen: list[str] = []
    for passage, share in zip(near, met, strict=True):
        if share >= AS_WELL * max(met):
            named = _numbered(run, kind, passage)
            if not named and (is_this or run == run.lower()) and _may_name(kind, passage):
                named = _of_kind(kind, passage)
            for name in named:
                answers = _WHO.match(question) and _INITIAL.search(name)
                if not answers and name.lower() not in question.lower() and not any(_same(name, other) for other in chosen):
                    chosen.append(name)
    return tuple(chosen)


def _may_name(kind: str, passage: Passage) -> bool:
    """Say whether a passage has the word of a kind with a capital, as in a name, in its title, or behind "is a"."""
    word, text = kind.split()[-1], "\n".join((*passage.locator.heading, passage.text))
    if word.capitalize() in text or word.lower() in passage.title.lower():
        return True
    return bool(re.search(rf"\b(?:is|was|are|were)\s(?:an?|one\sof\sthe)\s[^.]{{0,90}}{re.escape(word)}", text))


def _spoken(passage: Passage) -> frozenset[str]:
    return stems_above(f"{passage.title} {' '.join(passage.locator.heading)}") | stems_within(passage.text)


def _same(one: str, other: str) -> bool:
    a, b = set(stems(one)), set(stems(other))
    return a <= b or b <= a


def _numbered(run: str, kind: str, passage: Passage) -> list[str]:
    """Return the title of a passage where it numbers a kind and has the words beside it: "Harbour Lights (season 9)"."""
    numbers = re.search(rf"\b{re.escape(kind)} \d+\b", passage.title, re.I)
    return [passage.title] if numbers and set(stems(run)) <= set(stems(passage.title)) else []


def _of_kind(kind: str, passage: Passage) -> list[str]:
    """Return the names of a kind that a passage, its headings or its title hold; a kind that is a name itself has none."""
    text = "\n".join((passage.title, *passage.locator.heading, fold(passage.text)))
    head = " ".join(w.capitalize() for w in kind.split())
    ends = re.compile(rf"\b((?:[A-Z][\w.'’&-]*[ \t](?:(?:of|and|for)[ \t])?){{1,6}}){re.escape(head)}\b(?! [A-Z])")
    is_one = re.compile(
        r"(?:^|(?<=[.!?] ))(?:The )?(?P<name>[A-Z][\w'’.-]*(?: (?:of |the )?[A-Z][\w'’.-]*){0,4})\s*(?:\([^)]{0,80}\)\s*)?"
        rf"(?:is|was|are|were) (?:an?|one of the) (?:[\w'’-]+ ){{0,5}}?{re.escape(kind)}\b",
        re.M,
    )
    begins = re.compile(rf"\b{re.escape(head)} (?:of|for) (?:the )?[A-Z][\w'’-]+(?: (?:and )?[A-Z][\w'’-]+){{0,3}}")
    named = [_cut(match[1], head) for match in ends.finditer(text)]
    said = [match["name"] for match in is_one.finditer(text) if match["name"].split()[0].lower() not in _NO_NAME]
    return [f"the {name} {head}" for name in named if name] + [f"the {match[0]}" for match in begins.finditer(text)] + said


def _cut(before: str, head: str) -> str:
    """Return what stands before the word of a kind in a name, without what is no part of it; "" where that is nothing."""
    words = re.split(rf"\b(?:The|{re.escape(head)})\b", before)[-1].split()
    while words and words[0].lower().strip(".") in _NO_NAME:
        words.pop(0)
    part = bool(words) and words[-1] in ("of", "and", "for")  # "Member of Audit Committee", "President and Chief Executive"
    twice = len({w.lower() for w in words if len(w) > 2}) < sum(len(w) > 2 for w in words)  # a name beside itself, as signed
    strange = part or twice or _HEADING.search(" ".join(words)) or any(w.lower().strip(".") in _TITLES for w in words)
    return "" if strange else " ".join(words)


_HEADING = re.compile(r"\b[A-Z]{4,} (?:[A-Z]+ )*[A-Z]{4,}\b")  # run into the text below it
_TITLES = ("mr", "mrs", "ms", "dr", "hon", "chair")


def worded(question: str, meant: Namesakes, name: str) -> str:
    """Put a name where a question points at a thing of its kind."""
    asked = f"{question[: meant.start]}{name}{question[meant.end :]}".strip(" ?.!")
    return f"{asked[:1].upper()}{asked[1:]}?"
