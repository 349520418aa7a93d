"""A bare phrase behind a question, "marmot", that the corpus writes as a name: it stands for itself.

It asks the last question of that thing, where it takes the place of its like ("When did Coventry join?", "wigan": When did Wigan
join?) or is a place where the question could be asked (Who paid for it, in Wigan?). Where that is not told it is a new subject.
What is no name ("funding") is said of the last subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.converse.replacement import in_place
from assistant.converse.topic import FINITE, PRONOUN, YEAR, Completed, Said, carried
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, terms, words

Standing = Callable[[str], tuple[str, bool] | None]
"""Gives a phrase as the corpus writes it, and whether it is a place; ``None`` where it is no name there."""
MOST = 4  # words of a name
_NO_PHRASE = any_case(r"^(?:and|or|but|so|in|at|on|of|for|from|by|with|to|about|no|not|yes|more)\b|[,;:?!]")


def no_name(_: str) -> None:
    """Know no name: for who has no corpus."""
    return None


def bare_phrase(text: str) -> str | None:
    """Return a message that is a phrase and nothing else, without what stands around it."""
    phrase = text.strip(" ?.!“”\"'")
    if any(form.search(phrase) for form in (FINITE, PRONOUN, YEAR, _NO_PHRASE)):
        return None
    own = [word for word in words(phrase) if word not in STOP_WORDS]
    return phrase if len(own) >= 1 and len(terms(phrase)) <= MOST and any(map(str.isalpha, own)) else None


def of_that(name: str, said: Said, *, is_place: bool) -> Completed | None:
    """Return the last question asked of another thing; ``None`` where it cannot take its place there."""
    bare = re.escape(re.sub(r"^the ", "", name))
    if re.search(rf"\b{bare}\b", said.question, re.I):
        return None
    replaced = in_place(said.question, name, "")
    if replaced and (is_place or not re.search(rf"\bthe {bare} [a-z]", replaced)):  # not "the Marmot pilots"
        replaced = replaced if name.startswith("the ") else re.sub(rf"\bthe (?={bare}\b(?! [a-z]))", "", replaced)
        return replaced, tuple(n for n in carried(said) if n in replaced)
    return (f"{said.question.rstrip(' ?.!')}, in {name}?", carried(said)) if is_place else None
