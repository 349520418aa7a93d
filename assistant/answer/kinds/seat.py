"""Answers to where a body has its seat, by the sentence or the lines of a cover that give it, in a document of that body's own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.cited import Composed
from assistant.answer.kinds.beside import quoted_in_order
from assistant.questions.openings import IS
from assistant.retrieve.retriever import View
from assistant.text.carried_subject import LEAD
from assistant.text.patterns import any_case
from assistant.text.sentences import sentences_over
from assistant.text.terms import stem_set
from assistant.text.years import RECENT_YEAR

_OFFICE = r"(?:head|main|principal executive|principal corporate(?: and administrative)?) offices?"
_NAMES = r"(?P<of>(?:[\w’'&.-]+ ){0,7}?[\w’'&-]*\w)"
_ASKED = tuple(
    any_case(rf"(?:{LEAD})?where{IS} {form}(?: in {RECENT_YEAR})?\W*")
    for form in (
        rf"{_NAMES} (?:based|headquartered)",
        rf"(?:the )?(?:headquarters|{_OFFICE}) (?:of|for) {_NAMES}(?: located)?",
        rf"{_NAMES}(?:['’]s|(?<=s)['’]) (?:headquarters|{_OFFICE})(?: located)?",
    )
)
_PLACE = r"(?-i:[A-Z]|\d)"
_TOLD = (
    any_case(rf"(?<=\n){_OFFICE}: .*"),
    any_case(
        rf"\b(?:our|its|the company['’]s)\s(?:[\w’'-]+\s){{0,3}}?(?:headquarters|{_OFFICE})\b"
        rf"(?:(?! and )[^.;]){{0,50}}?\s(?:in|at)\s{_PLACE}"
    ),
    any_case(rf"(?:(?<=\n)[^()\n]+\n){{1,3}}\(Address of {_OFFICE}\)"),
)
"""The forms in which a seat is told, the likeliest to be that of the whole body first."""


def seat_asked(question: str) -> frozenset[str]:
    """Return the stems of the body whose seat a question asks for; none for any other question."""
    match = next((match for form in _ASKED if (match := form.fullmatch(question))), None)
    return stem_set(match["of"]) if match else frozenset()


def seat(body: frozenset[str], documents: Sequence[str], view: View) -> Composed | None:
    """Return where a body has its seat, as the first document that bears its name tells; ``None`` where none does."""
    for id_ in documents:
        document, info = view.open(id_), view.infos[id_]
        text = document.text.replace("\xa0", " ")
        told = next((told for form in _TOLD if (told := form.search(text))), None)
        if told and body <= stem_set(f"{info.title} {id_}"):
            return quoted_in_order(document, info, sentences_over(document, *told.span()))
    return None
