"""Messages that leave out all but what is new: "and in Wigan?", "what about 2015?", "and the bottom?", "how many in Canada?".

What is new takes the place of its like in the last question, or stands behind it; where it does neither it is said of the last
subject.
"""

from __future__ import annotations

import re

from assistant.converse.missing_subject import on_the_theme, with_subject
from assistant.converse.replacement import in_place, named_one, of_another_person, of_year
from assistant.converse.topic import ANY_YEAR, FINITE, PREPOSITION, PRONOUN, Completed, Said, carried, names_in
from assistant.text.carried_subject import behind, without_lead
from assistant.text.patterns import any_case
from assistant.text.terms import terms

JOINING = any_case(r"^(?:or|and|but) ")
_ELLIPSIS = any_case(
    r"(?:(?:and|or|but) )?(?:(?:(?:what|how) )?about (?!(?:in|at|for|since|during|from) )(?P<about>.+?)"
    r"|(?:the )?same (?:(?:question|thing|again) )?(?:for|about|in|at|on|with) (?P<same>.+?)"
    rf"|(?:(?:what|how) about )?(?P<prep>{PREPOSITION}) (?P<rest>[^?]+?))\W*$"
)


def ellipsis(text: str, said: Said) -> Completed | None:
    """Complete "and in Wigan?", "what about 2015?", "and the bottom?": the last question with one thing replaced."""
    match = _ELLIPSIS.match(text)
    if match is None:
        return _fragment(text, said)
    new, preposition = named_one((match["about"] or match["same"] or match["rest"]).strip()), (match["prep"] or "").lower()
    if len(terms(new)) > 5 or PRONOUN.fullmatch(new) or (preposition and FINITE.search(new)):
        return None
    if said.subject in said.items and re.fullmatch(r"what about [“”].+[“”]\?", said.question, re.I) and not preposition:
        return f"What about {new}?", (new,)
    if replaced := _replaced(new, preposition, said):
        return replaced
    if of_its_year := of_year(said.question, new) if not preposition else None:
        return of_its_year, tuple(n for n in carried(said) if n in of_its_year)
    if not preposition and (about := carried(on_the_theme(text, said))):
        return behind(about[0], f"what about {new}{_then(said, f'{about[0]} {new}')}?"), about
    joint = f"{preposition} {new}" if preposition else f"what about {new}"
    return f"{said.question.rstrip(' ?.!')}, {joint}?", carried(said)


def _replaced(new: str, preposition: str, said: Said) -> Completed | None:
    """Return the last question with a thing in the place of its like; ``None`` where it has none."""
    put = in_place(said.question, new, preposition, said.places)
    put = put or (None if preposition else of_another_person(said.question, new))
    return (put, tuple(n for n in carried(said) if n in put)) if put else None


def _then(said: Said, told: str) -> str:
    """Return " in 2019" where the last question asks for a figure of that year, and what is asked now names none."""
    year = ANY_YEAR.search(said.question)
    return f" in {year[0]}" if year and year[0] not in told and _FIGURE.match(without_lead(said.question)) else ""


_FIGURE = any_case(r"how (?:much|many)\b|what (?:was|were|is|are|about)\b|what (?:did|does) .* (?:spend|earn|pay|make)\b")
_ELSEWHERE = any_case(
    r"(?:(?:and|or|but|so) )?(?P<word>how (?:many|much|long|often)|when|where|who|why|which) "
    rf"(?P<rest>(?!of )(?:{PREPOSITION}) [^?,]+?)\W*$"
)
_COUNTED_FOR = any_case(r"(?P<asks>how (?:much|many|long|often)\b.* (?:for|on)) (?:(?:the|a|an) )?[\w’'-]+\W*")
"""A question of which "and travel?" takes the end: "How much can I claim for the gym?"."""
_COUNTED = any_case(r"\b(?:more|many|fewer|less|any|enough) (?P<what>[a-z][\w-]*[^s\W]s)\b")


def elsewhere(text: str, said: Said) -> Completed | None:
    """Complete "how many in Wigan?", which leaves out what is counted or was done: the last question, asked there."""
    match = _ELSEWHERE.match(text)
    if match is None or FINITE.search(match["rest"]) or PRONOUN.search(match["rest"]) or len(terms(match["rest"])) > 4:
        return None
    if re.match(rf"{match['word']}\b", without_lead(said.question), re.I):
        return ellipsis(match["rest"], said)
    about, counted = carried(said), _COUNTED.search(said.question)
    if about and counted and match["word"].lower() == "how many":
        return behind(about[0], f"how many {counted['what']} {match['rest']}?"), about
    asks = f"{match['word'].lower()} {match['rest']}?"
    if about and asks.startswith("how "):
        return behind(about[0], asks), about
    return f"{said.question.rstrip(' ?.!')}, {asks}", about


def _fragment(text: str, said: Said) -> Completed | None:
    """Complete "And the bottom?", which takes the place of its like, and "rental property", said of the last subject."""
    new = JOINING.sub("", text, count=1).strip(" ?.!")
    joined = new != text.strip(" ?.!")
    new = named_one(new) if joined else new
    if FINITE.search(text) or not 1 <= len(terms(new)) <= 3 + 2 * joined or PRONOUN.search(text):
        return None
    if joined and (replaced := _replaced(new, "", said)):
        return replaced
    if joined and not names_in(new, is_within=True) and (counted := _COUNTED_FOR.fullmatch(said.question)):
        return f"{counted['asks']} {new}?", ()
    if names_in(new, is_within=True) and not joined:
        return None
    if not joined:
        return with_subject(new, said)
    return with_subject(f"{new}{_then(said, new)}", on_the_theme(text, said))
