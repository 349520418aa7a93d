"""The readings of a question that does not say what it is about: "How much money did the programme have?".

1. the question's form must leave its thing open: a general noun with "the" ("the programme", "the Act"), a pronoun, "the
   six", or no thing at all ("how much money?"), and no name, figure or telling word may settle the matter; of "the report" it may
   ask in telling words, where several documents have them;
2. the sentences found that could answer it must speak of several names: each is weighed by how many passages bear it, and
   counts double where it stands in a heading or title;
3. where they do not, the documents that hold such a sentence must be about several things (:mod:`.document_subjects`);
4. each makes one reading, worded as the question about it.

A question that names its thing is never sent back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.choose.read_sentence import stems_within
from assistant.answer.decide.candidate_names import may_be, meant
from assistant.answer.decide.document_subjects import subjects, titles
from assistant.answer.decide.namesakes import Quoted, Search, namesakes, worded
from assistant.answer.decide.things_told import may_tell, things_told
from assistant.cite.support.words import names
from assistant.questions.counts import SMALL_NUMBER, SMALL_NUMBERS
from assistant.questions.form import asked_for
from assistant.questions.general_nouns import CLASSES, DOCUMENTS, PROGRAMMES, ROLES, THINGS, WORKS
from assistant.retrieve.retriever import Found
from assistant.text.carried_subject import behind
from assistant.text.patterns import any_case
from assistant.text.reading_text import fold
from assistant.text.terms import STOP_WORDS, stem, stems, terms
from assistant.types import Passage

FEWEST = 2  # things that make a choice
_CLASS = "|".join(sorted(CLASSES, key=len, reverse=True))
_OPEN = any_case(
    rf"\b(?:the|this|that|these|those) (?:(?!of\b|(?:{_CLASS}) cost\W*$)\w+ )?(?P<noun>{_CLASS})\b"
    rf"|\b(?P<pronoun>it|its|they|them|their)\b|\bthe (?P<count>{SMALL_NUMBER})\W*$"
    r"|^\W*how (?:much|many)(?: (?:money|areas|people|sites|places|pilots|participants|members|partners|mentors))?"
    r"(?: (?:(?:was|were|is|are) (?:there|spent|given|involved)|took part|participated))?\W*$"
)
_UNTELLING = frozenset(
    "tell describe explain give show know happened happen main key important start started begin began end ended "
    "launched launch made"
    " come came force introduced published set announced many much spent number first long last take took place part "
    "work works worked run runs ran lasts lasted achieve achieved cost funded fund funds paid pay leads led manages managed"
    " involved participated"
    " people there new get got go going did done find found say said".split()
).union(CLASSES, SMALL_NUMBERS, STOP_WORDS)

_REPORTS = any_case(rf"\b(?:did|does|do|has|have|will|would|can|could) the \w+ (?:{'|'.join(DOCUMENTS)})\W*$")
"""Where the word is a verb: "What did the company report?"."""


def readings(
    question: str, found: Found, heard: str = "", search: Search | None = None, quoted: Quoted | None = None
) -> tuple[str, ...]:
    """Return two or three readings of a question that leaves its thing open, in a conversation where ``heard`` was said before.

    () where it is specific enough. ``search`` looks for more things of a kind, where few are known, and ``quoted``
    tells the documents that the last answer quoted.
    """
    if _REPORTS.search(question):
        return ()
    match = _OPEN.search(question)
    opened = match is not None and _names_nothing(question)
    offered = _offered(question, match, found, heard) if match and opened else []
    if match and offered:
        return tuple(_worded(question, match, name, found.passages) for name in offered)
    alike = namesakes(question, heard, found, search, quoted)
    return tuple(worded(question, alike, name) for name in alike.names) if alike else ()


def _offered(question: str, match: re.Match[str], found: Found, heard: str) -> list[str]:
    """Return two or three things that could be meant, for a person only what documents are about; [] where there is no choice."""
    noun = (match["noun"] or "").lower()
    if question.startswith("About "):
        return []  # completed with what was said before, or with a reading that was chosen
    if noun in DOCUMENTS and stem(noun) not in stems(heard) and len(named := titles(noun, found)) > 1:
        return named
    if not all(word in _UNTELLING for word in terms(question)) or _is_told_alone(match[0], found):
        return []
    if noun in ROLES:  # of a body that has one, as far as is known
        found = replace(found, passages=tuple(p for p in found.passages if stem(noun) in {*stems(p.title), *stems_within(p.text)}))
    person = asked_for(question) == "person"
    named = [] if person else meant(question, noun, found.passages, strict=True)
    if len(named) < 2:
        named = [name for name in subjects(question, noun, found.passages) if may_be(noun, name)]
    if len(named) < 2 and not person:
        named = meant(question, noun, found.passages, strict=False)
    named = _of_kind(noun, named, found)
    return named if len(named) > 1 and not _titles_one(noun, named, found) else []


def _titles_one(noun: str, named: Sequence[str], found: Found) -> bool:
    """Say whether one document alone is titled by a noun, and no two of the things that could be meant are called by it."""
    titled = {p.document for p in found.passages if noun and stem(noun) in stems(p.title)}
    return len(titled) == 1 and sum(stem(noun) in stems(name) for name in named) <= 1


def _of_kind(noun: str, named: list[str], found: Found) -> list[str]:
    """Return, of the things that could be meant, those that the passages call by the noun that stands for them, where two are."""
    if noun in PROGRAMMES and len(untitled := [name for name in named if not name.startswith("“")]) >= FEWEST:
        named = untitled  # a document is no programme
    if not noun or len(named) <= FEWEST:
        return named
    called = [set(stems(name)) - {stem(noun)} for p in found.passages if may_tell(noun, p) for name in things_told(noun, p)]
    of_kind = [name for name in named if any(set(stems(name)) <= words or words <= set(stems(name)) for words in called)]
    return of_kind if len(of_kind) >= FEWEST else named


def _is_told_alone(pointed: str, found: Found) -> bool:
    """Say whether the passages tell of one thing alone that has the word of its kind in its name: the Kelp Festival."""
    noun = next((word for word in pointed.lower().split()[1:] if word in (*THINGS, *WORKS)), None)
    if noun is None:
        return False
    told = [set(stems(name)) for p in found.passages if may_tell(noun, p) for name in things_told(noun, p)]
    shortest = min(told, key=len, default=set())
    return stem(noun) in shortest and all(shortest <= name for name in told)


def _names_nothing(question: str) -> bool:
    """Say whether a question has no name, no figure and no quotation that could tell what it is about."""
    named = [n.text for n in names(question) if n.text.lower() not in CLASSES]
    return not named and not re.search(r"\d|[\"“”]", question)


def _worded(question: str, match: re.Match[str], name: str, passages: Sequence[Passage]) -> str:
    """Put a name where the question left its thing open."""
    asked = question.strip().rstrip("?.! ")
    asked = asked[:1].upper() + asked[1:]
    before, after = asked[: match.start()], asked[match.end() :]
    thing = f"{_article(name, passages)}{name}"
    replaced = bool(match["pronoun"]) and match["pronoun"].lower() == "it"
    if match["noun"] and stem(match["noun"].lower()) in stems(name):
        thing, replaced = f"the {name}", True
    if name.startswith("“") and match["noun"] and match["noun"].lower() in DOCUMENTS:
        return f"{before}{name}{after}?"
    if name.startswith("“") or not (replaced or (match["noun"] or "").lower() in PROGRAMMES):
        return behind(thing, f"{asked[:1].lower() + asked[1:]}?")
    return f"{before}{thing}{after}?"


def _article(name: str, passages: Sequence[Passage]) -> str:
    """Return "the " for a name that ends in a general noun, or mostly has it: not of "the Safe Harbours programme"."""
    if name.split()[-1].lower() in CLASSES:
        return "the "
    text = " ".join(fold(p.text) for p in passages)
    told = re.findall(rf"\b([Tt]he )?{re.escape(name)}\b(?! (?:\([A-Z]+\) )?(?:{'|'.join(CLASSES)})\b)", text)
    return "the " if told and 2 * sum(map(bool, told)) > len(told) else ""
