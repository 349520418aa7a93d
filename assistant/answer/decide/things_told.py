"""The named things of a kind that a passage tells of: "the Harwich Library", "Tidewell, a charity", "the actor James Dean".

A name is of a kind where it ends in its word, where a sentence says that it is one ("Jack in the Box is an American fast-food
restaurant chain"), or where it stands right beside the kind. Where a sentence has a longer or shorter name of what its page is on
("Kobe Bean Bryant"), the title tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.answer.decide.candidate_names import sentences_in
from assistant.text.reading_text import fold
from assistant.text.terms import STOP_WORDS, stem, stems
from assistant.types import Passage

SEVERAL = 3  # words of a kind from which on any may be its noun: "fast food chain restaurant"
COMPOUND = 6  # letters of a word from which on a longer one that ends in it is of its kind
LONGEST = 60  # letters of a name
_PART = r"(?:[A-Z]|\d+[A-Z])[\w'’.&-]*"
_NAME = rf"{_PART}(?: (?:(?:of|the|and|in|for|de|&) ){{0,2}}{_PART}){{0,5}}"
_LED = rf"(?P<the>[Tt]he )?(?P<name>{_NAME})"
_IS = re.compile(
    rf"^{_LED}(?: ?\([^()]{{0,120}}\))?(?:, [^,]{{0,80}},)? (?:is|was|are|were|became|remains) (?:an?|the|one of (?:the|its|our)) "
    r"(?P<what>[^.;:,()]{3,120})"
)
_APPOSED = re.compile(rf"(?:^|(?<=[\w,;:”’)] )){_LED}(?: \([^()]{{0,60}}\))?, (?:an?|one of the) (?P<what>[^.;:,()]{{3,100}})")
_SAID_OF_IT = re.compile(
    r"\b(?:in|with|that|which|who|whose|where|located|founded|based|for|from|by|on|at|under|to|known|owned|run|when|since|as)\b"
)
_SPACED = re.compile(r" (?=[,.;:)]|['’]s\b)|(?<=\() ")
_HYPHENED = re.compile(r"(?<=\w) - (?=\w)")
_NO_NAME = frozenset(
    "the a an this that these those our your their his her its my all any each every no some other another both such new mr mrs ms "
    "dr hon sir and or of in on at for to from by with if when while what which who how why where as but so i we you he she it "
    "they there here page table figure part section chapter".split()
)
_BLANK = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"\b[A-Z]{4,} (?:[A-Z]+ )*[A-Z]{4,}\b|[A-Z]{3,}[a-z]{2}")  # run into the text below it
_TITLES = ("mr", "mrs", "ms", "dr", "hon", "chair")


def things_told(kind: str, passage: Passage) -> list[str]:
    """Return the names of a kind that a passage, its headings or its title hold, with "the" where they have it."""
    return list(dict.fromkeys((*_ending_in(kind, passage), *_said_to_be(kind, passage))))


def may_tell(kind: str, passage: Passage) -> bool:
    """Say whether a passage has the word of a kind at all; before it is read sentence by sentence."""
    return _root(kind) in f"{passage.title}\n{passage.text}".lower()


def bare(name: str) -> str:
    """Return a name without "the"."""
    return re.sub("^[Tt]he ", "", name)


def _root(kind: str) -> str:
    """Return what the forms of the last word of a kind begin with."""
    root = stem(kind.split()[-1].lower())
    return root[: max(3, len(root) - 1)]


def _said_to_be(kind: str, passage: Passage) -> Iterator[str]:
    wanted = stems(kind)
    literal = re.escape(kind.lower())
    compound = r"\w{0,8}" if " " not in kind and len(kind) >= COMPOUND else ""  # the hamburger is a burger
    beside = re.compile(rf"(?:\b[a-z][\w-]*|[,;]) {literal}s?,? (?P<name>{_PART}(?: {_PART}){{1,3}})")
    before = re.compile(rf"\b(?P<the>[Tt]he) (?P<name>{_NAME}) (?P<kind>{compound}{literal})\b(?! [a-z]+(?:er|or|ing)\b)")
    root = _root(kind)
    for sentence in _sentences(passage.text):
        if root not in sentence.lower():
            continue
        for form in (_IS, _APPOSED):
            for match in form.finditer(sentence):
                called = match["name"] if form is _IS else match["name"].split(" and ")[-1]
                if _is_of(wanted, match["what"]) and (name := _told(called, passage)):
                    is_led = match["the"] and called == match["name"] and not name.startswith("The ")
                    yield f"the {name}" if is_led else name
        for match in beside.finditer(sentence):
            if name := _told(match["name"], passage):
                yield name
        for match in before.finditer(sentence):
            if name := _told(match["name"], passage):
                yield f"the {name} {match['kind']}"


@lru_cache(maxsize=64)
def _sentences(text: str) -> Sequence[str]:
    return [_HYPHENED.sub("-", _SPACED.sub("", sentence)) for sentence in sentences_in(text)]


def _is_of(wanted: Sequence[str], what: str) -> bool:
    """Say whether what something is said to be is of a kind: its word is the noun of it, the words before it are there too."""
    after = _SAID_OF_IT.search(what)
    said = what[: after.start()] if after else what
    if not set(wanted) <= set(stems(said)):
        return False
    heads = re.split(r"\bof\b", said)[0]
    nouns = wanted[-1:] if len(wanted) < SEVERAL else wanted
    return any(part.split() and stem(part.split()[-1].lower()) in nouns for part in re.split(r"\band\b|\bor\b", heads))


def _told(name: str, passage: Passage) -> str:
    """Return a name as the title of a passage has it, where that is of the same thing; "" where it is none."""
    words = bare(name.strip(" .,")).split()
    if not words or len(name) > LONGEST or words[0].lower().strip(".") in _NO_NAME or _HEADING.search(name):
        return ""
    if "The" in words or words[-1].endswith(("'s", "’s")):
        return ""  # run into the next one, or what somebody has
    title = re.split(r" [|–—-] | \(|: ", passage.title)[0]
    own = [w for w in title.split() if w.lower() not in STOP_WORDS]
    called = 1 < len(own) <= 5 and all(w[0].isupper() for w in own)
    if called and own[-1].lower() == words[-1].lower() and own[0][0] == words[0][0]:
        return title
    return " ".join(words)


def _ending_in(kind: str, passage: Passage) -> Iterator[str]:
    """Yield the names that end in the word of a kind, "the Harwich Library", or begin with it, "the Minister for Ferries"."""
    text = "\n".join((passage.title, *passage.locator.heading, *map(fold, _BLANK.split(passage.text))))
    head = " ".join(w.capitalize() for w in kind.split())
    if head not in text:
        return
    ends = re.compile(rf"\b((?:[A-Z][\w.'’&-]*[ \t](?:(?:of|and|for)[ \t])?){{1,6}}){re.escape(head)}\b(?! [A-Z])")
    begins = re.compile(
        rf"\b{re.escape(head)} (?:of|for) (?:the )?[A-Z][\w'’-]+(?: (?:and )?[A-Z][\w'’-]+){{0,3}}"
        r"(?:(?:,| [–-])? [A-Z]\w+ of [A-Z]\w+(?: [A-Z]\w+)?)?"
    )
    for match in ends.finditer(text):
        if name := _cut(match[1], head):
            yield f"the {name} {head}"
    for match in begins.finditer(text):
        yield f"the {match[0]}"


def _cut(before: str, head: str) -> str:
    """Return what stands before the word of a kind in a name, without what is no part of it; "" where that is nothing."""
    words = re.split(rf"\b(?:The|{re.escape(head)})\b", before)[-1].split()
    while words and words[0].lower().strip(".") in _NO_NAME:
        words.pop(0)
    part = bool(words) and words[-1] in ("of", "and", "for")  # "Member of Audit Committee", "President and Chief Executive"
    twice = len({w.lower() for w in words if len(w) > 2}) < sum(len(w) > 2 for w in words)  # a name beside itself, as signed
    strange = part or twice or _HEADING.search(" ".join(words)) or any(w.lower().strip(".") in _TITLES for w in words)
    return "" if strange else " ".join(words)
