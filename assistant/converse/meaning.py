"""What a message means in its conversation, with no language model.

The turns are read in order, and each leaves behind what was talked about: the question as it stands alone, its subject,
its names, and what the assistant said. A new message is then read against that:

1. what it lacks is told from its form: an ordinal ("the second one"), a bare question word ("why?"), an ellipsis ("and in
   Wigan?"), a pronoun or "that study" with nothing before it to point at, a question too short to have a subject;
2. what it lacks is put in from the last turn: the item of the list just given, the question with one name replaced, the
   subject in place of the pronoun; where nothing can be put in smoothly, the subject stands in front ("About X: …");
3. anything else stands alone and is left alone, however long the conversation.

The message as it was typed and its standalone form are both searched: replacing one by the other loses more than it gains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.converse.asked_before import asked_before
from assistant.converse.bare import ASKED_ALREADY, another, bare_word, doubted, more, says_nothing, shorter
from assistant.converse.correction import asked_instead, back_to, corrected, fronted, meant_by, new_topic
from assistant.converse.ellipsis import JOINING, ellipsis, elsewhere
from assistant.converse.framing import alone, marked
from assistant.converse.missing_subject import definite, lowered, pronoun, put_beside, said_of_what, short, told_of
from assistant.converse.pointing import (
    asks_back,
    is_wordy,
    ordinal,
    points_at_a_list,
    set_beside,
    settled,
    several,
    which_of,
    year_beside,
)
from assistant.converse.replacement import in_place, may_be_elsewhere, pair_of, with_the_year, without_replaced
from assistant.converse.requests import as_question, claimed
from assistant.converse.sequel import BESIDE, beside
from assistant.converse.several_questions import parted
from assistant.converse.smalltalk import is_courtesy, small_talk, without_greeting
from assistant.converse.subject import subject_of
from assistant.converse.topic import (
    FINITE,
    PRONOUN,
    Knows,
    Said,
    carried,
    every_word,
    first_sentence,
    is_of,
    is_strange,
    listed,
    names_in,
    numbered,
    speakers_in,
    voice_in,
    without_markers,
    without_strange,
)
from assistant.questions.document_kinds import of_all, told_by
from assistant.questions.openings import ASKING, AUXILIARY
from assistant.text.carried_subject import behind, lead_of
from assistant.text.languages import LANGUAGES
from assistant.text.patterns import any_case
from assistant.text.terms import stem_set, terms
from assistant.types import Turn

__all__ = ["Meaning", "small_talk", "understand"]

REMEMBERED = 12  # turns read back
FOREIGN = 2  # words that no document has: one may be mistyped
WHOLE = 3  # words that say something in a message that may need nothing carried into it
IsPlace = Callable[[str], bool]
"""Says whether the corpus knows a name as that of a place."""


def nowhere(_: str) -> bool:
    """Know no place: for who has no corpus."""
    return False


@dataclass(frozen=True, slots=True)
class Meaning:
    """A message as it was understood.

    ``question`` stands alone and is shown; ``expanded`` is a second text to search with, ``None`` where the message stood
    alone as typed; ``about`` are the subjects and names carried over from earlier turns, most telling first. ``own`` is what the
    message itself asks of them, ``put`` what it puts in the place of another thing, "" where it does not;
    ``sides`` are the things that are set side by side, each with the question that was asked of it.
    ``before`` is the question that was asked last. ``lost`` are words that point at a list where none was given. ``is_bare`` says
    that as typed it holds nothing to search with; ``told`` are then the answers so far, else the last one; declines are none.
    ``is_doubt`` says that it asks who says so, ``is_short`` that it wants the last answer in fewer words. ``heard`` is all that was
    said before, ``last`` the last answer that was no decline. ``parts`` are the questions that it asks, one after the other, as
    typed and as each is meant, where it asks more than one.
    """

    question: str
    expanded: str | None = None
    about: tuple[str, ...] = ()
    own: str = ""
    put: str = ""
    sides: tuple[tuple[str, str], ...] = ()
    lost: str = ""
    told: tuple[str, ...] = ()
    is_bare: bool = False
    is_doubt: bool = False
    is_short: bool = False
    heard: str = field(default="", compare=False, repr=False)
    before: str = field(default="", compare=False, repr=False)
    last: str = field(default="", compare=False, repr=False)
    parts: tuple[tuple[str, Meaning], ...] = field(default=(), compare=False)

    @property
    def by_itself(self) -> str:
        """The message without what was carried into it, where it points at nothing and says enough; "" for any other."""
        says_enough = len(terms(self.own)) >= WHOLE and not PRONOUN.search(self.own)
        return _sentence(self.own) if says_enough and not self.is_bare else ""


def understand(question: str, history: Sequence[Turn], is_place: IsPlace = nowhere, knows: Knows = every_word) -> Meaning:
    """Return what a message asks, given what was said before; ``is_place`` knows the places of the corpus, ``knows`` its words."""
    said = before = Said()
    meaning = Meaning("")
    question = _asked(question)
    asked = [
        Meaning(_asked(turn.content)) for turn in history[:-REMEMBERED] if turn.role == "user" and not is_courtesy(turn.content)
    ]
    for turn in history[-REMEMBERED:]:
        if turn.role == "assistant":
            said = _answered(turn.content, meaning, said)
            if not (said.answer or said.is_open) and (meaning.is_bare or _puts_beside(meaning, before)):
                said = before  # "why?" and "what about costs?", declined, leave what was spoken of before them
            said = without_strange(said, before, knows)
        elif not is_courtesy(turn.content) and (said.question or not says_nothing(turn.content)):
            meaning = _asked_before(turn.content, asked) or _meaning(_asked(turn.content), said, is_place)
            asked.append(meaning)
            before, said = said, replace(_after(meaning, said), strange="")
    heard = "\n".join(turn.content for turn in history[-REMEMBERED:])
    again = _asked_before(question, asked)
    meaning = again or _meaning(question, said, is_place)
    if meaning.by_itself and _is_of_elsewhere(meaning.own, knows):
        meaning = Meaning(meaning.by_itself)
    parts = _parts(again.question, Said(), heard) if again else _parts(question, said, heard)
    meaning = replace(meaning, heard=heard, before=said.strange or said.question, parts=parts)
    answers = [without_markers(turn.content) for turn in history[-REMEMBERED:] if turn.role == "assistant"]
    told = [answer for answer in answers if first_sentence(answer)] or answers  # a decline tells nothing
    meaning = replace(meaning, last=next(iter(told[-1:]), ""))
    if meaning.expanded is None:
        return meaning
    if meaning.is_doubt or meaning.is_short:
        return replace(meaning, told=tuple(answers[-1:]))
    return replace(meaning, told=tuple(told if meaning.is_bare else told[-1:]))


def _asked(message: str) -> str:
    """Return what a message asks, without what is put around it and who is to tell it."""
    return marked(of_all(alone(message)))


def _is_of_elsewhere(message: str, knows: Knows) -> bool:
    """Tell whether a message is on what the corpus knows nothing of, so that what was spoken of is no part of it."""
    subject = subject_of(message)
    return is_strange(subject, knows) and sum(not knows(word) for word in terms(subject)) >= FOREIGN


def _asked_before(message: str, asked: Sequence[Meaning]) -> Meaning | None:
    """Return the question asked before that a message returns to, as it was meant; ``None`` where it returns to none."""
    at = asked_before(_without_lead(without_greeting(message)), len(asked))
    return None if at is None else asked[at]


def _parts(message: str, said: Said, heard: str) -> tuple[tuple[str, Meaning], ...]:
    """Return what each part of a message means; a later one is said behind those before it."""
    found = []
    if back := back_to(_without_lead(without_greeting(message)), said):
        message, said = back
    for part in parted(without_greeting(message)):
        meaning = replace(_meaning(part, said), heard=heard)
        found.append((part, replace(meaning, question=_sentence(meaning.question))))
        said = replace(_after(meaning, said), answer="", items=())
    return tuple(found)


def _after(meaning: Meaning, said: Said) -> Said:
    """Return what is remembered once a question has been asked; "tell me more" and "what happened next?" ask nothing new."""
    if (
        meaning.lost
        or ASKED_ALREADY.match(meaning.question)
        or BESIDE.search(meaning.question)
        or len(set(meaning.about) & set(said.items)) > 1
    ):
        return said
    if sentence := claimed(meaning.question):
        meaning = replace(meaning, question=f"{sentence}.")
    own = names_in(meaning.question)
    if meaning.expanded is None:
        subject = subject_of(meaning.question)
        topics = (said.subject, subject) if said.subject and subject and subject != said.subject else said.topics
        said = replace(said, pair=(), topics=topics)
        return replace(said, question=meaning.question, subject=subject or said.subject, names=own or said.names * (not subject))
    subject = meaning.about[0] if meaning.about else subject_of(meaning.question)
    if meaning.sides:
        said = replace(said, pair=meaning.sides)
    if meaning.put:
        said = replace(said, pair=pair_of(said.question, meaning.question))
    if thing := _puts_beside(meaning, said):  # "and laptops?" is what "it" and "they" are from here on
        return replace(said, question=meaning.question, subject=thing, names=(subject,), topics=(subject, thing))
    if subject in said.items:  # an item of a list is told of what the list is on
        own = tuple(dict.fromkeys([*(() if is_wordy(subject) else own), *meaning.about[1:]]))
        subject = (is_wordy(subject) and told_of(subject)) or subject
    topics = said.topics
    if (led := lead_of(meaning.question)) and topics[1:] == (subject,):  # "same for Pfizer", of what was put beside another
        topics = (led, subject)
    return replace(said, question=meaning.question, subject=subject, names=own or said.names, topics=topics)


def _puts_beside(meaning: Meaning, said: Said) -> str | None:
    """Return the thing that a message puts beside the last subject: "laptops" of "and laptops?"; ``None`` for any other."""
    joined = meaning.put or _JOINED.match(meaning.own)
    return put_beside(said.subject, meaning.question) if joined and said.subject else None


def _answered(answer: str, meaning: Meaning, said: Said) -> Said:
    """Return what is remembered once an answer, and no decline, is given; what is told of one item leaves its list as it was."""
    text = without_markers(answer)
    said = replace(said, is_open=asks_back(text))
    if not first_sentence(text) or said.is_open:
        return replace(said, answer="", speakers=(), items=numbered(text) if said.is_open else said.items)
    of_item = any(is_of(name, item) or name in names_in(item, is_within=True) for name in meaning.about[:1] for item in said.items)
    items = numbered(text) or (said.items if of_item else listed(text))
    return replace(said, answer=text, items=items, speakers=speakers_in(text), voice=voice_in(text))


def _meaning(message: str, said: Said, is_place: IsPlace = nowhere) -> Meaning:
    """Return what a message means behind what was said: as it stands, or completed from that, in the first way that fits it."""
    text = as_question(without_greeting(message))
    bare = _without_lead(text)
    if not said.question or not text:
        return _fronted(bare, said) or Meaning(_whole(text) or message.strip())
    if meaning := _put_right(text, said, is_place) or _told_of_what(text, bare, said, is_place):
        return meaning
    if points_at_a_list(bare) and not (ordinal(bare, said) or several(bare, said)):
        return Meaning(text, lost=bare)
    bare = with_the_year(bare, said.question)
    said = without_replaced(bare, said)
    if may_be_elsewhere(bare):
        said = replace(said, places=tuple(filter(is_place, names_in(said.question))))
    if year := year_beside(bare, said):  # the figures stand side by side where a row tells them
        bare = f"and in {year}?"
    elif other := set_beside(bare, said):
        return _compared(other, said)
    return _saying_nothing(bare, said) or _lacking(bare, said) or Meaning(_whole(text))


def _put_right(text: str, said: Said, is_place: IsPlace) -> Meaning | None:
    """Take a message that leaves the last question for another one, or puts it right."""
    if fresh := new_topic(text):
        return Meaning(fresh)
    if not said.is_open and (instead := asked_instead(text)):
        return _meaning(_sentence(instead), said, is_place)
    if found := corrected(text, said):
        return Meaning(_sentence(found[0]), _expanded(*found), found[1], put=found[1][0] if found[1] else "")
    return None


def _told_of_what(text: str, bare: str, said: Said, is_place: IsPlace) -> Meaning | None:
    """Take a message that says itself what it is about: a sentence, an earlier subject, one set before it, a kind of source."""
    if found := beside(text, said):
        return Meaning(_sentence(found[0]), found[0], found[1])
    if meaning := _back_to(bare, said, is_place) or _fronted(bare, said):
        return meaning
    if of_kind := told_by(said.question, bare):
        about = carried(said)
        return Meaning(_sentence(of_kind), _expanded(of_kind, about), about, put=bare)
    return None


def _saying_nothing(bare: str, said: Said) -> Meaning | None:
    """Complete a message that says nothing by itself: only what it is completed to is searched with."""
    for complete in (shorter, doubted, another, bare_word, more):
        if found := complete(bare, _asked_last(said) if complete is bare_word else said):
            standalone, about = found
            worth_a_search = standalone.startswith("examples")  # there may be one of what was said
            return Meaning(
                _sentence(standalone),
                _expanded(standalone, about),
                about,
                is_bare=not worth_a_search,
                is_doubt=complete is doubted,
                is_short=complete is shorter,
            )
    return None


def _lacking(bare: str, said: Said) -> Meaning | None:
    """Complete a message that points at a thing, or lacks one: a subject, or all but what it puts in the place of another."""
    forms = (ordinal, settled, several, which_of, meant_by, said_of_what, ellipsis, elsewhere, pronoun, definite, short)
    for complete in forms:
        if found := complete(bare, _asked_last(said) if complete in (ellipsis, elsewhere) else said):
            standalone, about = found
            led = standalone.startswith("About ") and not said.question.startswith("About ")
            asks = complete in (pronoun, definite, short) or led
            sides = said.pair if about == tuple(thing for thing, _ in said.pair) else ()
            meaning = Meaning(_sentence(standalone), _expanded(standalone, about), about, sides=sides)
            return replace(meaning, own=bare) if asks else replace(meaning, put=bare * (complete in (ellipsis, elsewhere)))
    return None


def _asked_last(said: Said) -> Said:
    """Return what was said with the question that was asked last, also where the corpus knows nothing of it."""
    return replace(said, question=said.strange or said.question)


# -- another subject ---------------------------------------------------------------------------------------------------


def _back_to(text: str, said: Said, is_place: IsPlace) -> Meaning | None:
    """Take a question on another subject than the last one for one on that."""
    if (back := back_to(text, said)) is None:
        return None
    asks, there = back
    meaning = _meaning(_sentence(asks), there, is_place)
    if meaning.expanded is None and not stem_set(there.subject) <= stem_set(asks):
        led = behind(there.subject, lowered(meaning.question))
        meaning = Meaning(_sentence(led), _expanded(led, (there.subject,)), (there.subject,), own=asks)
    return meaning


def _fronted(text: str, said: Said) -> Meaning | None:
    """Take a question whose subject stands before it for one on that, whatever was spoken of last."""
    if (found := fronted(text)) is None:
        return None
    what, before, after = found
    item = ordinal(what, said)
    return Meaning(_sentence(before + (item[1][0] if item else what) + after))


def _compared(other: str, said: Said) -> Meaning:
    """Take "compare that with Wigan" for both side by side, each asked what was asked of the last subject where that can be."""
    asked = in_place(said.question, other, "")
    pair = pair_of(said.question, asked) if asked else ()
    pair = pair or tuple((thing, f"What is {thing}?") for thing in (said.subject, other))
    one, other = (thing for thing, _ in pair)
    standalone = f"Compare {one} and {other}"
    return Meaning(standalone, standalone, (one, other), sides=pair)


# -- wording -----------------------------------------------------------------------------------------------------------

_QUESTION = any_case(rf"{FINITE.pattern}(?<!tell)(?<!give)(?<!show)(?<!list)(?<!explain)(?<!describe)")
_LEADS = any_case(
    rf"(?:in (?:{'|'.join(LANGUAGES.values())})(?=[,:])"
    r"|actually|and|so|but|or|ok|okay|well|then|now|also|yes|no|i see|got it|right|sure|great|thanks|thank you|by the (?:way"
    r"|away))\b[\s,.!:;-]+(?=\S)"
)
_WHOLE = any_case(rf"(?:{ASKING}|{AUXILIARY})\b")
"""What a message that lacks nothing opens with behind "and" or "also"."""
_JOINED = any_case(r"(?:and|or|but|(?:what|how) about) ")


def _without_lead(text: str) -> str:
    while match := _LEADS.match(text):
        rest = text[match.end() :]
        if JOINING.match(text) and not FINITE.search(rest):
            break  # "and in Wigan?", "and the bottom?": the joint tells that something is left out
        text = rest
    return _TRAILING.sub("", text.strip()) or text.strip()


def _whole(text: str) -> str:
    """Return a question that lacks nothing without "and" or "also" before it."""
    bare = _without_lead(text)
    return _sentence(bare) if bare != text and _WHOLE.match(bare) else text


_TRAILING = any_case(r"(?<=\w)[\s,]+(?:then|though|anyway|please)(?=\W*$)")


def _sentence(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = text[:1].upper() + text[1:]
    return text + "?" if _QUESTION.match(text) and not text.endswith((".", "?", "!")) else text


def _expanded(standalone: str, about: Sequence[str]) -> str:
    """Return the text to search with beside the message: the standalone question and what it was about."""
    present = standalone.lower()
    return " ".join([_sentence(standalone), *(name for name in about if name.lower() not in present)])
