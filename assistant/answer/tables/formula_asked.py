"""The formula that a question gives for what it asks after, and what it asks of the figure: its name, times, rounding.

"… the days payable outstanding? DPO is defined as: 365 * …", "Define X as A divided by B.", "the cost per visit, i.e. total spend
over visits", "What is A divided by B?". Read from its form and words alone; :mod:`.by_formula` looks for the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer.tables.asked_of_tables import ASIDE, Time, times_in
from assistant.answer.tables.formula import Formula, lines, parsed
from assistant.questions.names import names_in
from assistant.text.patterns import any_case
from assistant.text.sentences import sentence_ends
from assistant.text.terms import stem_set

_NAME = r"(?P<name>[^,;:?=]{1,80}?)"
_DEFINES = tuple(
    any_case(form)
    for form in (
        rf"\b(?:define|calculate|compute|take|treat) {_NAME} as:? (?P<formula>.+)",
        rf"(?:^|, )(?:where |here |with )?{_NAME},? (?:is|was|are|were|being) (?:to be )?"
        r"(?:defined|calculated|computed|measured|worked out|taken|understood) (?:here )?(?:as|by|from):? (?P<formula>.+)",
        r"(?:, |\(|– |— |; )(?:i\.e\.|ie|that is|that is to say|namely|defined as|calculated as|measured as|meaning|which is),?:? "
        r"(?P<formula>.+)",
        r"^(?:that|this) is,? (?P<formula>.+ (?:divided by|[/÷]) .+)",
        rf"^{_NAME} (?:means|equals|=) (?P<formula>.+)",
        rf"^(?:\w+ )?{_NAME} is (?P<formula>\(.+|.+ [/*×÷+] .+)",
        r"^what (?:is|are|was|were) (?P<formula>.+? divided by .+)",
    )
)
_ASKS = any_case(r"\b(?:what|which|how|did|does|is|was|were|are|calculate|compute|give|find)\b")
_ASKED_FOR = any_case(
    r"\b(?:what (?:is|are|was|were)|what's|calculate|compute|give|find|how (?:much|many|large|high) (?:is|are|was|were))"
    r" (?:the )?(?P<name>[^?,;:(]+)"
)
_TRAILS = re.compile(r"(?:[?.!]|,? (?:for|of|at|in) (?:the )?[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*)+\s*$")
_ASKS_ON = any_case(r", | and (?:what|how|did)\b")
_FORM = any_case(r",? (?:(?:in|as) (?:a )?(?:per ?cents?|percentages?)\b|(?:rounded )?to (?:the nearest|\w+ decimal)|rounded\b).*$")
_FISCAL = re.compile(r"(?:FY|CY)\W?\d|\d")
_PART = any_case(
    r"\b(?:segments?|divisions?|regions?|quarters?|Q[1-4]|subsidiar\w+|business units?|domestic|(?:three|six|nine)[- ]months?)\b"
)
_POINTS = any_case(r"^(?:it|this|that|they|these)$")
_OF = re.compile(r" (?:of|for|at|in) (?:the )?(?:[A-Z]|(?:FY)? ?(?:19|20)\d\d).*$|\b(?:FY|CY)? ?(?:19|20)\d\d(?:/\d\d)?\b")
_OWNER = re.compile(r"^(?:the )?(?:[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*['’]s? )(?=\S)")
_ABBREVIATED = any_case(r"i\.e\.|e\.g\.")


@dataclass(frozen=True, slots=True)
class Given:
    """The formula that a question gives, what it calls it, and the times that it is asked of.

    ``scope`` are the stems of the names in what is asked, ``is_of_part`` says that it is asked of a segment, say, or a quarter.
    """

    name: str
    formula: Formula
    times: tuple[Time, ...]
    scope: frozenset[str] = frozenset()
    is_of_part: bool = False


def formula_given(question: str) -> Given | None:
    """Return the formula that a question gives for what it asks after; ``None`` for most questions."""
    spoken = list(_sentences(question))
    for n, sentence in enumerate(spoken):
        for form in _DEFINES:
            found = form.search(sentence)
            read = _read(found["formula"]) if found else None
            if not found or read is None:
                continue
            formula, behind = read
            others = " ".join([*spoken[:n], sentence[: found.start("formula")], behind, *spoken[n + 1 :]])
            name = found.groupdict().get("name") or ""
            name = _named(others, name) or found["formula"].strip(" ?.")
            asked = times_in(others) or frozenset(time for line in lines(formula) if line.kind == "line" for time in line.times)
            asking = ASIDE.sub(" ", " ".join(part for part in _sentences(others) if "?" in part) or others)
            named = stem_set(" ".join(each for each in names_in(asking) if not _FISCAL.match(each)))
            is_of_part = bool(_PART.search(asking))
            return Given(name, formula, tuple(sorted(asked, key=str)), named - stem_set(name), is_of_part)
    return None


def _sentences(question: str) -> Iterator[str]:
    bare = _ABBREVIATED.sub(lambda m: m[0].replace(".", ""), " ".join(question.split()))
    ends = [0, *sentence_ends(bare), len(bare)]
    yield from (part for a, b in pairwise(ends) if (part := bare[a:b].strip()))


def _read(text: str) -> tuple[Formula, str] | None:
    """Return the formula that a text begins with, and what follows: all, else without whose it is, or up to the first comma."""
    text = text.strip().rstrip("?.!;:, ")
    closed = _FORM.sub("", text[: _closes(text)])  # "(i.e. A over B)"
    for part in dict.fromkeys((closed, _TRAILS.sub("", closed), closed.split("; ")[0], _ASKS_ON.split(closed)[0])):
        if not _ASKS.search(part) and (formula := parsed(part)) is not None:
            return formula, text[len(part) :]
    return None


def _closes(text: str) -> int:
    """Return where a bracket closes that was opened before a text; its length where none is."""
    depth = 0
    for n, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return n
    return len(text)


def _named(others: str, name: str) -> str:
    """Return what a question calls what it asks after, without whose it is and of when; "" where it does not say."""
    if not name or _POINTS.match(name.strip()):
        asked = _ASKED_FOR.search(others)
        name = asked["name"] if asked else ""
    name = _OWNER.sub("", re.sub(r"^(?:the|its|their) ", "", name.strip(), flags=re.IGNORECASE))
    return " ".join(_OF.sub("", name).split()).strip(" ?.,:")
