"""What a turn of a conversation leaves behind: what was spoken of, the names in it, the list that an answer gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.cite.support.words import Name, names
from assistant.questions.counts import how_many
from assistant.questions.offices_asked import holder_asked
from assistant.text.carried_subject import without_lead
from assistant.text.holders import held_in, holds
from assistant.text.months import MONTH, WEEKDAY
from assistant.text.offices import BEGINS, CALLED
from assistant.text.patterns import any_case
from assistant.text.sentences import sentence_ends
from assistant.text.terms import EMPTY, STOP_WORDS, terms, words
from assistant.text.years import YEAR

LONGEST_ITEM = 160  # characters of a list item put into a question
FINITE = any_case(
    r"\b(?:is|are|was|were|(?-i:am)|be|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|what|who"
    r"|which|when|where|why|how|tell|give|show|list|explain|describe)\b"
)
ANY_YEAR = re.compile(rf"(?:\b|(?<=\bFY)){YEAR}(?:[-/]\d\d(?:\d\d)?)?\b")
"""A year as a question names it, a fiscal one or one over two too: "2011", "FY2023", "2020/21"."""
_THING = r"it|they|them|this|that|these|those|he|she|him|her"
_OWNER = r"its|their|his|hers"
PREPOSITION = "in|at|for|from|by|since|during|under|with|on|after|before|to|of"  # what "and in Wigan?" and "no, for 2015" open with
PRONOUN = any_case(rf"\b(?:(?P<thing>{_THING})|(?P<owner>{_OWNER})|(?P<there>there))\b")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+")
_MARKERS = re.compile(r"\s*\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]")
Completed = tuple[str, tuple[str, ...]]
"""A standalone question and what was carried into it."""
Knows = Callable[[str], bool]
"""Says whether a word stands anywhere in the corpus, in whatever form."""
KNOWN = 2  # words of a thing that is asked about in a place that is not known: "night shelters in Timbuktu"
_THERE = re.compile(r"(?P<what>.+?),? (?:in|at|near|across) (?:the )?[A-Z].*")


@dataclass(frozen=True, slots=True)
class Said:
    """What a conversation holds so far: the last question standing alone, its subject and names, the last answer.

    ``items`` are those of the list that ordinals point at: the last one given, which stays while its items are asked about.
    ``pair`` are the two things asked about one after the other ("What did the survey cost?", "and the census?"), ``speakers`` those
    whose words the last answer quoted, ``voice`` the only one who says "I" in it. ``strange`` is the last question, where it was
    declined and the corpus knows nothing of what it is about; the rest is then what was said before it, if anything was.
    ``places`` are the names in the question that the corpus knows as places, where a message may ask it elsewhere.
    """

    question: str = ""
    subject: str = ""
    names: tuple[str, ...] = ()
    answer: str = ""
    items: tuple[str, ...] = ()
    pair: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    is_open: bool = False
    places: tuple[str, ...] = ()
    strange: str = ""
    voice: str = ""


def carried(said: Said, *first: str) -> tuple[str, ...]:
    """Return the subject and the names of the last question, behind those given; the answer's first name where it has none."""
    own = [n for n in said.names if n not in said.subject]
    found = [said.subject, *own] if said.subject else own
    if (reported := _reported_of(said.question)) and reported != said.subject:
        found = [reported, *found]  # who says something is not what it is about
    return tuple(dict.fromkeys([*first, *(found or names_in(first_sentence(said.answer))[:1])]))


_TITLED = re.compile(rf"{CALLED} $")
_AND = re.compile(r" and (?:the )?")
_IN = any_case(r"\b(?:in|at|across|near|from) (?:the )?$")


def whole_names(text: str) -> list[Name]:
    """Return the names in a text, "Mr. Finch" and "in Bath and North East Somerset" as one each."""
    found: list[Name] = []
    for name in _names(text):
        last = found[-1] if found else None
        between = text[last.end : name.start] if last else ""
        if last and (_TITLED.search(f"{last.text}{between}") or (_AND.fullmatch(between) and _IN.search(text[: last.start]))):
            found[-1] = Name(text[last.start : name.end], last.start, name.end)
        else:
            found.append(name)
    return found


def names_in(text: str, *, is_within: bool = False) -> tuple[str, ...]:
    """Return the names in a text, each once, in order; of one that stands within a sentence its first word may be one, too."""
    return tuple(dict.fromkeys(n.text for n in _names(f"x {text}" if is_within else text)))


def _names(text: str) -> list[Name]:
    """Return the names in a text but those of a time: "FY2022", "Q2"."""
    return [name for name in names(text) if not (name.text in ("FY", "H", "Q") and text[name.end : name.end + 1].isdigit())]


PERSON = re.compile(r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?: (?:[A-Z][\w'’-]+|[A-Z]\.|de|van|von|al))+")

DATED = re.compile(rf"\b(?:{MONTH}|{WEEKDAY})\b")
PEOPLE = ("he", "she", "him", "her", "his", "hers")


def could_be_a_person(name: str, question: str) -> bool:
    """Say whether "she" can stand for what a question was about: for a name, but not for that of a place ("in Coventry")."""
    placed = re.search(rf"\b(?:in|at|to|from|about) (?:the )?{re.escape(name)}(?!\w)", question)
    if _is_titled(name):
        return False
    return _is_personal(name, question) or (name[:1].isupper() and placed is None and not _has_article(name, question))


def _is_personal(name: str, *told: str) -> bool:
    """Say whether a name has the form of a person's and stands nowhere with an article, as that of a thing: "the Wigan Deal"."""
    if _is_titled(name) or DATED.search(name):
        return False
    return bool(PERSON.fullmatch(name)) and not any(_has_article(name, text) for text in told)


def _is_titled(name: str) -> bool:
    """Say whether a name opens with a word such as "with" or "for", as that of a thing does and of a person does not."""
    return name.split(" ")[0].lower() in STOP_WORDS


def _has_article(name: str, text: str) -> bool:
    return re.search(rf"\b[Tt]he {re.escape(name)}(?!\w)", text) is not None


def referent_of(word: str, said: Said) -> str:
    """Return what a pronoun stands for: a person for "she", a list or the subject for "they", the subject for "it"."""
    answered = names_in(first_sentence(said.answer))
    if word in PEOPLE and (held := _holder_told(said)):
        return held
    if word in PEOPLE:
        named = reversed(said.names)
        likely = (*answered, *named) if _WHO.search(said.question) else (*named, *answered)  # "who?" is answered by a name
        told = said.question, said.answer
        likely = (said.voice, *likely, *said.speakers)  # who says "I" is spoken of, and not whom they name
        return next((n for n in (said.subject, *likely) if _is_personal(n, *told)), said.subject)
    reported = _reported_of(said.question)
    return reported or said.subject or next(iter((*said.names, *answered)), "")


def _holder_told(said: Said) -> str:
    """Return the person of whom the last answer says that he or she holds the office that the last question asked for."""
    asked = holder_asked(without_lead(said.question)) if said.question else None
    office = re.split(r" (?:of|for|at) ", asked)[0] if asked else None  # the rest is told by the whole document
    held = max(held_in(said.answer), key=lambda held: holds(office, held), default=None) if office else None
    return held.name if office and held and holds(office, held) else ""


def introduced(said: Said) -> str:
    """Return the person whom "who is she?" asks about: one whom the last answer names, and the last question does not."""
    found = [m["name"] for m in _WITH_A_PART.finditer(said.answer)] or [
        n for n in names_in(first_sentence(said.answer)) if PERSON.fullmatch(n)
    ]
    asked = set(names_in(said.question, is_within=True))
    return next((n for n in found if n not in asked and not _is_titled(n) and not DATED.search(n)), "")


_WITH_A_PART = re.compile(
    BEGINS + r"(?P<name>(?:[A-Z][\w'’-]+|[A-Z]\.)(?: [A-Z][\w'’-]+)*), (?:the|our|my|his|her|their|an?) [a-z]"
)
_WHO = any_case(r"\b(?:who|whom|which|what)\b")
REPORTED_OF = any_case(
    r"what (?:(?:did|does|do|has|have) [\w.'’ -]*?(?:do|say|said|ask|asked|think|thought|propose|proposed|argue|argued|suggest"
    r"|report|write|written|decided?|agreed?|discuss|feel|felt|recommend|conclude)|(?:is|are|was|were) [\w.'’ -]*?doing)"
    r" (?:about|of|on)"
    r" (?P<what>[^,:;?]+?)(?: (?:in|at|during|since) [^,:;?]+)?\W*$"
)
"""What somebody, whoever it is, says of a thing at the end: what "it" is then, and what another may take the place of."""


def _reported_of(question: str) -> str:
    """Return the thing that somebody says or does something about; "" where it is told by whose it is ("about its shelter")."""
    reported = REPORTED_OF.match(question)
    return reported["what"] if reported and not PRONOUN.search(reported["what"]) else ""


def is_of(subject: str, item: str) -> bool:
    """Say whether a subject is an item of a list, or the name that the item opens with."""
    return item == subject or (bool(subject) and item.startswith(f"{subject} "))


def numbered(text: str) -> tuple[str, ...]:
    """Return the numbered or bulleted lines of a text, where there are two or more."""
    lines = [m["item"] for m in re.finditer(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+(?P<item>\S.*)$", text, re.M)]
    return tuple(_item(line) for line in lines) if len(lines) >= 2 else ()


def listed(answer: str) -> tuple[str, ...]:
    """Return the items of the list in an answer: numbered or bulleted lines, headings as many as announced, "(1) … (2) …", else
    "a, b and c". Figures, as the cells of a row, are no items."""
    items = _listed(without_markers(answer))
    return items if all(map(_IN_WORDS.search, items)) else ()


def _listed(text: str) -> tuple[str, ...]:
    if lines := numbered(text) or _headings(text):
        return lines
    inline = re.split(r"\s*\(?\b\d{1,2}[.)]\s+", text)
    if len(inline) >= 3:
        return tuple(_item(part) for part in inline[1:])
    for start, end in _sentence_spans(text):
        sentence = text[start:end].strip(" .")
        if told := re.search(r": (?=[^:]*,[^:]* (?:and|or) )", sentence):
            sentence = sentence[told.end() :] if len(sentence) - told.end() < LONGEST_ITEM else sentence
        parts = re.split(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+(?=[^,]*$)", sentence)
        long = len(parts) >= 3 and "," in sentence
        if _ENUMERATES.search(sentence) and (long or (len(parts) == 2 and len(sentence) < 120)):
            head = re.split(r"(?::\s+|\b(?:are|were|is|was|include|includes|including|such as|namely|for)\s+)", parts[0])[-1]
            if not any(_CLAUSE.match(part) for part in parts[1:]):
                return tuple(_item(part) for part in (head, *parts[1:]))
    return ()


_IN_WORDS = re.compile(r"[^\W\d_]{2,}")
_ENUMERATES = re.compile(r"\s(?:and|or)\s|:\s")
_DOES = (
    r"(?:ran|led|began|became|made|gave|paid|took|went|came|won|grew|fell|rose|held|kept|found|said|had"
    r"|[a-z]+ed (?:by|in|from|to|for|with|on|at|the|an?)) "
)
_CLAUSE = any_case(
    rf"{_DOES}|(?:but|which|who|whom|whose|that|so|as|if|when|because|although|while)\b|(?:\S+ ){{0,2}}{FINITE.pattern}"
)
_SHORT_LINE = 60  # characters


def _headings(text: str) -> tuple[str, ...]:
    """Return the short lines of an answer that do not end as sentences, where it announces just as many things."""
    first, *rest = text.split("\n")
    lines = [line.strip() for line in rest if 0 < len(line.strip()) <= _SHORT_LINE and not line.rstrip().endswith((".", ":", "?"))]
    return tuple(_item(line) for line in lines) if how_many(first) == len(lines) else ()


def _item(text: str) -> str:
    """Return what a line of a list names: its first sentence, up to a colon where it is long, cut at ``LONGEST_ITEM``."""
    if text.rstrip().endswith("?"):
        return text.strip()  # a question that was offered
    first = first_sentence(text) or text
    first = re.split(r":\s", first)[0] if len(first) > 60 else first
    return first.strip(" .;,*\n")[:LONGEST_ITEM]


def _sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of a text, without a gap."""
    ends = [*sentence_ends(text), len(text)]
    return list(pairwise([0, *ends]))


def without_markers(text: str) -> str:
    """Return an answer without its markers."""
    return _MARKERS.sub("", text).strip()


_SPOKEN_BY = re.compile(r"^[^\n]{1,60}:\n(?=[A-Z“\"‘])")  # the line over words of a talk that says whose they are
_SPOKEN_LINE = re.compile(r"^(?P<who>[A-Z][^\n:]{1,59}):(?:\n(?=[A-Z“\"‘])| (?=[A-Z“\"‘]))", re.M)
_SAYS_I = re.compile(r"\b(?:I|my|me|we|our)\b")
_DECLINES = any_case(r"(?:i am sorry|i'm sorry|i do not|i don't|sorry|unfortunately|i have to apologi|the corpus does not answer)")


def speakers_in(answer: str) -> tuple[str, ...]:
    """Return the speakers that the lines of an answer name, each once, in order; () where they name fewer than two."""
    found = tuple(dict.fromkeys(match["who"].strip() for match in _SPOKEN_LINE.finditer(answer)))
    return found if len(found) > 1 else ()


def voice_in(answer: str) -> str:
    """Return the one whose words an answer quotes, where they say "I" and it quotes nobody else's; "" for any other."""
    who = {match["who"].strip() for match in _SPOKEN_LINE.finditer(answer)}
    return who.pop() if len(who) == 1 and _SPOKEN_LINE.match(answer) and _SAYS_I.search(answer) else ""


def first_sentence(text: str) -> str:
    """Return the first sentence of an answer, without its number in a list or who speaks it; "" where it says sorry."""
    text = _SPOKEN_BY.sub("", _NUMBERED.sub("", text))
    found = text[: next(iter(sentence_ends(text)), len(text))].split("\n")[0].strip()
    return "" if _DECLINES.match(found) else found


def every_word(_: str) -> bool:
    """Know every word: for who has no corpus."""
    return True


def without_strange(said: Said, before: Said, knows: Knows) -> Said:
    """Return what is remembered after a decline: what was said before it, where the corpus knows nothing of its subject."""
    if said.answer or said.is_open or not said.subject or not is_strange(said.subject, knows):
        return said
    there = _THERE.fullmatch(said.subject)
    if there and not said.subject[:1].isupper() and sum(map(knows, terms(there["what"]))) >= KNOWN:
        return replace(said, subject=there["what"], names=())
    kept = before if before.question else said
    return replace(kept, strange=said.question, answer="", speakers=())


def is_strange(subject: str, knows: Knows) -> bool:
    """Say whether the corpus has none of the names in a subject; of one without names, whether it lacks half of the words."""
    named = [words(name) for name in names_in(subject)]
    parts = [own for part in (named or [[word] for word in words(subject)]) if (own := [w for w in part if w not in EMPTY])]
    unknown = sum(not all(map(knows, part)) for part in parts)
    return unknown > 0 and (unknown == len(parts) if named else 2 * unknown >= len(parts))
