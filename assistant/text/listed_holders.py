"""Who holds which office, as lists, tables of staff and signatures tell: a name and an office on one line or on two.

"Ada Finch 58 President and Chief Executive Officer", "Ada Finch" under "Chief Executive", "Ada Finch has served as our chair": what
somebody is told to be by whoever introduces them is read by :mod:`.holders`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.text.holders import BODIES, Held, held_in, up_to_the_next
from assistant.text.offices import AN_OFFICE, CALLED, OFFICE_OF
from assistant.text.patterns import any_case, as_written
from assistant.text.terms import STOP_WORDS, stem, stems_without, words
from assistant.text.years import RECENT_YEAR

ELSEWHERE = 0.5  # what an office counts that is one of something else than what is asked after
BEFORE = 0.3  # what one counts that somebody held before
RUN = 50  # lines before an office that are looked at for whether names or offices come first
NEAR = 80  # characters before a name that may say so
_SHORT = {
    "ceo": "chief executive",
    "cfo": "chief financial",
    "coo": "chief operating",
    "cto": "chief technology",
    "cio": "chief information",
    "exec": "executive",
    "vp": "vice president",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
}
_HEADS = (
    "leader/chief executive/managing director/executive director/director general/administrator/secretary/president/director"
    "/archivist/commissioner/principal/head/manager/founder/chair"
).split("/")
"""Who is at the head of a whole body, the likeliest first."""


_GOES_ON = as_written(r"(,| and| &)( ?)\n(?=[A-Z])")
_MAY_BE_SAID = stems_without("officer honorary hon")
_UNDER = stems_without("deputy vice assistant former associate sub shadow elect emeritus past")
_FOR_NOW = stems_without("acting interim temporary")
_IN_MANY = stems_without("chief officer director head manager general senior executive lead member")
_ITSELF = stems_without("board directors company group corporation registrant organisation organization team meeting session")
_PROPER = as_written(rf"\b(?:[A-Z][\w’'-]*|{RECENT_YEAR}\b)")
_AT_THE_HEAD = stems_without("head leader")
_HEAD_ROOTS = tuple(map(stems_without, _HEADS))

_OFFICIAL = (
    r"(?:Chief|Executive|Senior|Vice|President|Director|Chair\w*|Board|Committee|Officer|Head|Managing|General|Deputy|Group|Acting"
    r"|Interim|Principal|Secretary|Treasurer|Manager|Founder|Leader|Lead|Clerk|Administrator|Trustees?|Partner|Corporate|Global"
    r"|Independent|Honorary|Company|Office|Member|Cabinet|Monitoring|Auditors?|Counsel|Controller|Mayor|The|Our|Name|Item|Part)"
)
_WORD = rf"(?!{_OFFICIAL}\b)[A-Z](?:\.|[\w’'-]*)"
_NAME = rf"(?P<name>(?:(?:{CALLED} )+{_WORD}|{_WORD} {_WORD})(?: (?:{_WORD}|de|der|van|von|al|bin|[“\"(]\w+[”\")])){{0,3}})"
_MARK = r"[ \t]*(?:[-•*‣▪|][ \t]*)?(?:By:?\s+)?(?:/s/ +)?(?:\*\*)?"
_AS = r"(?:(?:currently|also|now) )?(?:as )?(?:the |our |its |their |an? )?"
_ON_A_LINE = (
    as_written(rf"{_MARK}{_NAME},?(?:\*\*)?[ \t]+\(?(?:aged? )?[2-9]\d\)?,?[ \t]+(?P<role>[A-Z].{{2,200}})"),
    as_written(rf"{_MARK}{_NAME}(?:\*\*)?(?:,|:| [–—-]| \|)?[ \t]+(?P<role>(?:[Tt]he )?{_OFFICIAL}\b.{{0,200}})"),
)
_SAID = (
    as_written(
        rf"{_NAME} (?:is|acts|serves|currently serves|has served|has been|was (?:re)?(?:appointed|elected|named)|became) {_AS}"
        r"(?P<role>[^.;|]{3,160})"
    ),
    as_written(rf"\b[Tt]he (?P<role>[\w’'-]+(?: [\w’'-]+){{0,8}}?)(?: for \d[^,.;]{{2,30}})? is {_NAME}"),
    as_written(rf"{_NAME},? (?:who )?(?P<does>{'|'.join(OFFICE_OF)}) (?P<of>[^;:.,|()]{{3,80}})"),
)
_NAME_ALONE = as_written(rf"{_MARK}{_NAME}(?:,? [A-Z]{{2,4}})*(?:\*\*)?:?\s*")
_OFFICE_ALONE = as_written(rf"{_MARK}(?:[2-9]\d )?(?P<role>[A-Z](?:[^.:;|]|(?<=[A-Z])\.){{2,120}}?)(?:\*\*)?:?\s*(?:[(].*)?")
_ROW = as_written(rf"{_MARK}{_NAME}(?:\*\*)?(?:[,:(|\t]| [–—(|-]|,? \(?[2-9]\d\b|[ \t]+{_OFFICIAL}\b|\s*$)")
_SINCE = as_written(rf",? (?:since|effective|as of) (?:\w+ )?(?:\d{{1,2}}, )?{RECENT_YEAR}")
_ENDS = as_written(r"(?<=\w\w)\.(?: |$)|[;(|]|\b(?:19|20)?\d\d\b| (?:until|from|who|where|and (?:a|has|is|was)) ")
_BETWEEN = as_written(r"\s*(?:[,–—&]| - |\band\b)\s*")
_OF = as_written(r"\b(?:of|for|at|in|on|to|with)\b")
_PAST = any_case(r"\b(?:previous(?:ly)?|prior|former(?:ly)?|until|retired|resigned)\b")


@dataclass(frozen=True, slots=True)
class Sought:
    """An office that is asked after, by its stems; none where it is whoever is at the head.

    ``of`` is what it is an office of, but for the names of the document that is looked at, which are ``known``; ``named`` are the
    names and years in it, all of which must be told: who manages it for Northam City Council does not for Oxley's.
    """

    office: frozenset[str]
    of: frozenset[str]
    named: frozenset[str]
    known: frozenset[str]
    line: re.Pattern[str]

    @classmethod
    def read(cls, office: str, of: str, names: str) -> Sought:
        """Read an office as it is asked after, for a document of these names."""
        own, known = _office(office), stems_without(names)
        behind = stems_without(of) - known - _ITSELF
        behind = behind - BODIES or behind
        named = behind & stems_without(" ".join(_PROPER.findall(of)))
        if own <= _AT_THE_HEAD:
            return cls(frozenset(), behind, named, known, _holding([*behind] or [*_HEADS, "CEO"]))
        short = [abbreviated for abbreviated, spelt in _SHORT.items() if stems_without(spelt) - _MAY_BE_SAID == own]
        rare = [root for root in own if root not in _IN_MANY] or [*own]
        return cls(own, behind, named, known, _holding([*rare[:1], *short]))

    def met(self, role: str) -> float:
        """Return how well what somebody is said to be answers to the office, 0 to 1; 0 where it is another one."""
        return max((self._met(own, of) - 0.01 * n for n, (own, of) in enumerate(_offices(role))), default=0.0)

    def _met(self, own: frozenset[str], of: frozenset[str]) -> float:
        if (own - self.office) & _UNDER or not self.office <= own:
            return 0.0
        score = 1.0 - 0.1 * len(own - self.office - _FOR_NOW) if self.office else self._at_the_head(own - _FOR_NOW)
        if self.of:
            share = len(self.of & (of | own)) / len(self.of)
            score *= share if share >= ELSEWHERE and self.named <= of | own else 0.0
        elif of - self.known - _ITSELF:
            score *= ELSEWHERE
        return max(0.0, score - 0.1 * bool(own & _FOR_NOW))

    def _at_the_head(self, own: frozenset[str]) -> float:
        """Return how likely an office is that of the head of a body; of a part of it, which has its own, any may be."""
        return 0.9 if self.of else next((0.95 - 0.03 * n for n, head in enumerate(_HEAD_ROOTS) if head == own), 0.0)


def is_office(phrase: str) -> bool:
    """Say whether a word of a phrase makes an office of it: "monitoring officer"."""
    return bool(AN_OFFICE.search(phrase))


def opens_with_name(line: str) -> bool:
    """Say whether a line of a list begins with somebody's name: "Ada Finch 58 President", "- Jo Bell (Chair)", "Huw Tell"."""
    return bool(_ROW.match(line))


def listed(text: str, sought: Sought) -> Iterator[tuple[float, Held]]:
    """Yield who is told to hold an office in a text, with how well that answers to what is sought, 0 to 1."""
    text = _GOES_ON.sub(r"\1\2 ", text.replace("\xa0", " "))  # as long as it was
    lines = [line for line in re.finditer(r"[^\n]+", text) if not line[0].isspace()]
    for n, line in enumerate(lines):
        for held in _told(lines, n) if sought.line.search(line[0]) else ():
            before = line[0][: max(0, held.start - line.start())][-NEAR:]
            if (score := sought.met(held.role)) > 0:
                yield score * (BEFORE if _PAST.search(f"{before} {held.role}") else 1.0), held


def _told(lines: Sequence[re.Match[str]], n: int) -> Iterator[Held]:
    """Yield who is said to be what on a line, or by it and the one before or after it."""
    line = lines[n]
    at = line.start()
    for held in held_in(line[0]):
        if is_office(held.name):  # "Senior Vice President, General Counsel"
            continue
        yield replace(held, role=_now(up_to_the_next(held.role)), start=at + held.start, end=at + held.end)
    row = next((match for form in _ON_A_LINE if (match := form.match(line[0]))), None)
    for match in [*([row] if row else []), *(m for form in _SAID for m in form.finditer(line[0]))]:
        told = match.groupdict()
        role = f"{OFFICE_OF[told['does']]} of {told['of']}" if told.get("does") else told["role"]
        end = match.end() if told.get("does") else match.start("role") + len(_now(role))
        yield Held(match["name"], _now(role), at + match.start(), at + max(end, match.end("name")))
    if row is None and (role := _OFFICE_ALONE.fullmatch(line[0])):
        beside = n + 1 if _office_first(lines, n) else n - 1
        if 0 <= beside < len(lines) and (name := _NAME_ALONE.fullmatch(lines[beside][0])):
            start, end = min(at, lines[beside].start()), max(line.end(), lines[beside].end())
            yield Held(name["name"], _now(role["role"]), start, end)


def _office_first(lines: Sequence[re.Match[str]], n: int) -> bool:
    """Say whether names follow their offices where they alternate, as the line that the run begins with tells."""
    is_after_a_name = True
    for line in reversed(lines[max(0, n - RUN) : n]):
        if is_after_a_name and not _NAME_ALONE.fullmatch(line[0]):
            break
        if not is_after_a_name and not (_OFFICE_ALONE.fullmatch(line[0]) and is_office(line[0])):
            break
        is_after_a_name = not is_after_a_name
    return is_after_a_name


def _holding(roots: Sequence[str]) -> re.Pattern[str]:
    """Return what finds one of some words, in any form, in a line."""
    return any_case(*(rf"\b{re.escape(root.removesuffix('i'))}" for root in roots))


def _office(text: str) -> frozenset[str]:
    """Return the stems of an office, abbreviations spelt out, without words that may be there or not."""
    spelt = (_SHORT.get(word, word) for word in words(text) if word not in STOP_WORDS)
    return frozenset(stem(part) for each in spelt for part in each.split()) - _MAY_BE_SAID


def _now(role: str) -> str:
    """Return what somebody is said to be, up to where something else begins; since when may be said within it."""
    since = [match.span() for match in _SINCE.finditer(role)]
    ends = (match.start() for match in _ENDS.finditer(role))
    return role[: next((end for end in ends if not any(start <= end < stop for start, stop in since)), len(role))]


def _offices(role: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return the offices, one or several, that somebody is said to hold, each as the stems of itself and of what it is of."""
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    for part in filter(None, _BETWEEN.split(_SINCE.sub("", role))):
        behind = _OF.search(part)
        own, of = (part[: behind.start()], part[behind.end() :]) if behind and behind.start() else (part, "")
        if found and not is_office(own):
            found[-1] = (found[-1][0], found[-1][1] | stems_without(part))
        else:
            found.append((_office(own), stems_without(of)))
    return found
