"""Who holds which office, as introductions, lists of those present and tables of them tell.

"With me is Colm Haverty, the chief engineer of the port", "Present: Tamsin Orr (chair)", "| Judith Crane | Clerk | Present |": each
names a person and, right beside, what he or she is. Who is told to do something ("Jo Bell, the chair said, …") holds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.text.offices import BEGINS, OFFICE_OF, PERSON, is_body
from assistant.text.patterns import any_case, as_written
from assistant.text.terms import STOP_WORDS, stem, stem_set, words

_ROOT = 3  # letters that the forms of a word share at least
MOST_OF = 0.5  # share of the words behind the office ("of the port") above which they are said of who holds it
_AFTER = r"(?:,? (?:AM|AS|MP|MSP|MS|MEP|PhD|OBE|CBE|MBE|QC|KC|Jr\.?|Sr\.?)(?![\w]))*"
_NAMED = rf"{BEGINS}(?P<name>{PERSON}){_AFTER}"
_LETTERS = as_written(rf"{_AFTER}$")
_STOP = as_written(r"(?<=\w{3})\.$")  # of the sentence, and none of "J."
_IS = r"(?:(?:who (?:is|was)|who['’]s|is|was|here as|as) )"
_WORDS = r"(?=(?P<role>[^;:.\n|()\[\]]{3,160}))"  # who is named in them may be said to be something, too
_FORMS = (
    as_written(rf"(?:[Tt]he|[Oo]ur|[Ii]ts|[Tt]heir) (?P<role>[a-z][\w’'-]*(?: [\w’'-]+){{0,6}}?), {_NAMED}(?=[,.;]| and\b)"),
    as_written(rf"(?:^|[|;,.\n] ?)(?:\*\*)?(?P<role>[A-Z][\w’'-]*(?: [\w’'-]+){{0,3}}):(?:\*\*)? {_NAMED}(?=[,.;|\n]| [–—-] |$)"),
    as_written(rf"{_NAMED}(?:,| [–—-]) (?:and )?(?P<is>{_IS})?(?:(?:the|our|its|his|her|their|an?) )?{_WORDS}"),
    as_written(rf"{_NAMED} (?P<is>(?:is|was) )(?:the|our|its|their) {_WORDS}"),
    as_written(rf"{_NAMED} \((?P<role>[^()\n]{{3,80}})\)"),
    as_written(rf"\|\s*{_NAMED}\s*\|\s*(?P<role>[^|\n]{{3,60}}?)\s*(?=\|)"),
    as_written(rf"{_NAMED},? who (?P<does>{'|'.join(OFFICE_OF)}) (?P<of>[^;:.,\n|()]{{3,80}})"),
)
_DOES = OFFICE_OF | {"runs": "manager"}
_NEXT = any_case(
    rf",? (?:and|with) (?=(?:{PERSON})(?: \(|,? who\b))|, and (?=(?:{PERSON}),)|, (?=(?:{PERSON}), )"
    r"|, (?:and )?(?:also|we|we['’]\w+|i|he|she|they|who|here|represent\w+|for|as|from)\b"
)
_OF = as_written(r"\b(?:of|for|at|in|on|from|to|with)\b|,")
_DONE_BY_THEM = as_written(r"^\W*(?:said|says|told|asked|added|replied|thought|wrote|went|came|had|has|would|will|did|does)\b")
_STYLE = as_written(r"\b(?:Dr|Prof|Mr|Mrs|Ms|Mx|St|Rev|Hon|[A-Z])\. ")
_CALLED = stem_set("professor judge captain minister bishop councillor mayor senator rabbi doctor")
_WHATEVER = stem_set("meeting board session committee panel talk webinar event hearing discussion group")
BODIES = stem_set("city county borough district town parish council committee commission panel authority government department")
"""Kinds of bodies, which do not tell of which one somebody is the head."""
_ALSO = as_written(r",? and (?:the |an? )?(?=[a-z])")  # "spokesperson for health and leader of the council"
_UNDER = stem_set("deputy vice assistant former acting temporary associate sub")


@dataclass(frozen=True, slots=True)
class Held:
    """A person, what he or she is said to be, and where a text says so, from the first word of the two on."""

    name: str
    role: str
    start: int
    end: int


@lru_cache(maxsize=256)
def held_in(text: str) -> tuple[Held, ...]:
    """Return who is said to be what in a text, in order."""
    return tuple(sorted(_found(text), key=lambda held: held.start))


@lru_cache(maxsize=16)  # whole texts of documents, those of one question or a few
def held_where(text: str, word: str) -> tuple[Held, ...]:
    """Return who is said to be what in the lines of a text that hold a word in any form, or what who holds it does ("chairs")."""
    if not word:
        return ()
    does = [verb for verb, office in _DOES.items() if office == word]
    forms = "|".join(map(re.escape, (word[: max(_ROOT, len(word) - 2)], *does)))
    lines = re.finditer(rf"^.*\b(?:{forms}).*$", text, re.IGNORECASE | re.MULTILINE)
    found = ((line.start(), held) for line in lines for held in held_in(line[0]))
    return tuple(replace(held, start=at + held.start, end=at + held.end) for at, held in found)


def head_of(office: str) -> str:
    """Return the word of an office that says what its holder is: "engineer" of "chief engineer of the port"."""
    first = _OF.search(office)
    return (words(office[: first.start()] if first and first.start() else office) or [""])[-1]


def _found(text: str) -> Iterator[Held]:
    for form in _FORMS:
        for match in form.finditer(text):
            told = match.groupdict()
            role = f"{_DOES[told['does']]} of {told['of']}" if told.get("does") else told["role"]
            begins = min(match.start("name"), match.start("of" if told.get("does") else "role"))
            if ". " not in _STYLE.sub("", match["name"]) and not is_body(match["name"]):
                name = _STOP.sub("", _LETTERS.sub("", match["name"]))
                yield Held(name, role.strip(" ,"), begins, match.end())


def up_to_the_next(role: str) -> str:
    """Return what one person is said to be, without what goes on behind it: "Minister for Education, and Steve Davies, …"."""
    after = _NEXT.search(role)
    return role[: after.start()] if after else role


def holds(role: str, held: Held) -> float:
    """Return how well what somebody is said to be answers to an office that is spoken of, 0 to 1; 0 where it is another one.

    All words up to "of" must be there, close to the beginning, and of those behind it most; a deputy is another one.
    """
    return max(_holds(role, replace(held, role=each)) for each in (held.role, *_ALSO.split(held.role)[1:]))


def _holds(role: str, held: Held) -> float:
    asked, behind = _split(role)
    own, rest = _split(held.role)
    if asked and not behind and set(asked) <= {stem(word) for word in words(held.name)} & _CALLED:
        return 1.0  # "the professor"
    if not asked or not set(asked) <= set(own[: len(asked) + 4]) or (set(own) - set(asked)) & _UNDER:
        return 0.0
    if _DONE_BY_THEM.match(held.role[_end_of(asked[-1], held.role) :]):
        return 0.0
    behind = [word for word in behind if word not in _WHATEVER]
    behind = [word for word in behind if word not in BODIES] or behind
    met = sum(word in rest or word in own for word in behind) / len(behind) if behind else 1.0
    return (1.0 + met - 0.05 * len(set(own) - set(asked))) / 2 if met > MOST_OF else 0.0


def _split(role: str) -> tuple[list[str], list[str]]:
    """Return the stems of an office and of what it is an office of."""
    first = _OF.search(role)
    at = first.start() if first and first.start() else len(role)
    return _stems(role[:at]), _stems(role[at:])


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def _end_of(root: str, text: str) -> int:
    return next((match.end() for match in re.finditer(r"[\w’'-]+", text) if stem(match[0].lower()) == root), 0)
