"""Messages that put the last question right, or leave it: "no, I meant Wigan", "not X, Y", "new topic: who pays?".

1. a question behind "I mean" stands for itself;
2. a thing takes the place of its like in the last question, else of its subject ("When was Total Place announced?", "I meant Big
   Local": When was Big Local announced?); of two that are named the first is what is replaced;
3. what is said behind "new topic" leans on nothing before, and what is said behind "back to Wigan" on that alone;
4. a subject that is set before its question stands in it ("total place, what was that");
5. "what does that mean?" asks what the thing is that the last question names last.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.converse.replacement import by_another, in_place, named_one, of_year
from assistant.converse.topic import FINITE, PREPOSITION, PRONOUN, Completed, Said, carried, names_in
from assistant.questions.offices_asked import by_office
from assistant.text.patterns import any_case
from assistant.text.terms import terms

LONGEST = 5  # words of a thing that is meant
_NO = r"(?:(?:no|nope|sorry|oh|ah|well|wait|actually|pardon)\b\W*)"
_NOT_THAT = r"(?:(?:that|this)(?:['’]s| is| was) not what i (?:meant|asked)(?: (?:about|for))?\W+)"
_DENIED = r"(?:not|i (?:do not|don['’]t|did not|didn['’]t) mean)"
_MEANT = any_case(
    rf"{_NOT_THAT}?{_NO}*(?:i (?:meant?|was asking about|am asking about|was thinking of|wanted)|make that|rather"
    rf"|{_DENIED} (?P<old>[^,;.?!]{{2,40}}?)(?:\W* but|[,;.–—-]))\s+(?:i meant? )?(?P<what>.+?)"
    rf"(?:,? (?:and )?not (?P<but>[^,;.?!]{{2,40}}?))?(?: instead)?\W*"
    rf"|(?P<first>[^,;.?!]{{2,40}}?),? i (?:mean|meant)\W*|{_NO}+(?P<only>.+?)\W*"
)
_ASKS = any_case(r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have)\b.* \w")
_LED = any_case(rf"(?:{PREPOSITION}) ")
_NEW = any_case(
    r"(?:(?:and|so|ok|okay|now|right|well)\W+)*(?:(?:a |an )?(?:new|different|another|other|separate|unrelated) "
    r"(?:topic|subject|question|matter)"
    r"|chang(?:e|ing) (?:of )?(?:the )?(?:topic|subject)|on (?:a|another) (?:different )?(?:note|subject|topic|matter)"
    r"|something (?:else|different|completely different)|forget (?:about )?(?:that|it|this)"
    r"|never ?mind(?: (?:that|it|this))?|nvm|scrap (?:that|it|this))(?: (?:please|now))?\W+(?P<rest>\w.+)"
)
_BACK = any_case(
    r"(?:(?:can we |could we |let['’]s |let us |shall we )?(?:go(?:ing)? |get(?:ting)? |come |coming |turn(?:ing)? )?back to"
    r"|return(?:ing)? to|as (?:for|to)|regarding|concerning|on|about) (?P<what>[^,:;?]{3,60})[,:;–—-]+ (?P<asks>\S.+)"
)
_MEANS = any_case(r"what (?:does|do|did) (?:that|this|it)(?: \w+ing)? (?:actually |really )?mean\W*")


def new_topic(text: str) -> str | None:
    """Return what is asked behind "new topic:"; ``None`` for any other message."""
    match = _NEW.fullmatch(text)
    return match["rest"] if match and len(terms(match["rest"])) > 1 else None


def asked_instead(text: str) -> str | None:
    """Return the question behind "I mean": it is asked in place of the last one."""
    match = _MEANT.fullmatch(text)
    what = match["what"] if match and not match["old"] else None
    return f"{what}?" if what and _ASKS.match(what) else None


def corrected(text: str, said: Said) -> Completed | None:
    """Complete "no, I meant the pilots": the last question of that."""
    match = _MEANT.fullmatch(text)
    what = named_one((match["what"] or match["first"] or match["only"]).strip()) if match else ""
    if match is None or said.is_open or FINITE.search(what) or PRONOUN.search(what) or not 1 <= len(terms(what)) <= LONGEST:
        return None
    old, who = match["old"] or match["but"], by_office(said.question)
    put = said.question.replace(who[0], what) if who and old and _holds_all(who[0], old) else None
    if who and (put := put or (None if old else by_another(said.question, what))):
        return put, tuple(name for name in carried(said) if name != who[0])
    if match["only"] and not (names_in(what, is_within=True) or _LED.match(what)):
        return None
    question, about = said.question, carried(said)
    if of_its_year := of_year(question, what):
        return of_its_year, tuple(name for name in about if name in of_its_year)
    if led := _LED.match(what):
        preposition = led[0].strip().lower()
        has_like = re.search(rf"\b{preposition} ", question, re.I)
        put = in_place(question, what[led.end() :], preposition) if has_like else None
        put = put or f"{question.rstrip(' ?.!')}, {what}?"
        return put, tuple(name for name in about if name in put)
    found = (
        _instead_of(old, question, what)
        or _said_more_closely(question, what)
        or in_place(question, what, "")
        or _instead_of(said.subject, question, what)
    )
    if found is None:
        return f"{question.rstrip(' ?.!')}: {what}", about
    return found, tuple(dict.fromkeys([what, *(name for name in about if name in found)]))


def _holds_all(phrase: str, of: str) -> bool:
    """Say whether a phrase has all words of another one: "the charity worker" those of "the charity"."""
    return set(terms(of)) <= set(terms(phrase)) and bool(terms(of))


_HEAD = any_case(r"(?:the |a |an )?(?:[\w’'-]+ )*?(?P<head>[\w’'-]{3,})(?= (?:of|for|in|on|at|with|from|to)\b|$)")


def _said_more_closely(question: str, what: str) -> str | None:
    """Return a question with a thing that it names told more closely: "parking", and "parking for bikes"; else ``None``."""
    head = _HEAD.match(what)
    old = re.search(rf"\b(?:(?:the|a|an) )?{re.escape(head['head'])}\b", question, re.I) if head and len(terms(what)) > 1 else None
    return question[: old.start()] + what + question[old.end() :] if old else None


_ARTICLE = any_case(r"^(?:the|a|an) ")


def _instead_of(old: str | None, question: str, new: str) -> str | None:
    """Return a question with one thing, article and all, for another; ``None`` where it has not the first."""
    bare = _ARTICLE.sub("", (old or "").strip())
    match = re.search(rf"\b{re.escape(bare)}\b", question, re.I) if bare else None
    if match is None:
        return None
    before = question[: match.start()]
    article = re.search(r"\b(?:the|a|an) $", before, re.I)
    put = _ARTICLE.sub("", new) if article else new
    was_a_name = (old or "")[:1].isupper()
    if article and not was_a_name and put == new and names_in(put, is_within=True):
        before = before[: article.start()]
    return before + put + question[match.end() :]


def back_to(text: str, said: Said) -> tuple[str, Said] | None:
    """Return what "back to Wigan: when did it start?" asks, and what is to be said before it, whatever was spoken of last."""
    match = _BACK.fullmatch(text)
    if match is None or len(terms(match["what"])) > 5 or PRONOUN.search(match["what"]) or not FINITE.match(match["asks"]):
        return None
    subject = match["what"].strip()
    there = replace(said, question=f"What about {subject}?", subject=subject, names=(), answer="", items=(), pair=(), is_open=False)
    return match["asks"], there


_FRONTED = any_case(r"(?P<what>[^,:;?.!–—]{3,60}?)(?: again)?(?:\s+[-–—]+\s+|\s*[,:]\s+|[.?]\s+)(?P<asks>\S.+)")
_NO_SUBJECT = any_case(
    rf"(?:{PREPOSITION}|about|if|while|as|because|although|though|given|according"
    r"|but|and|or|so|not|no|yes|sorry|please|hm+|huh|oh|ah|wow|well|right|sure|fine|wait|really|seriously|honestly|actually"
    r"|also|then|finally|anyway|interesting|first|second|third|next|ok|okay|thanks?|hi|hello|hey|i|we|you)\b"
)
_NO_NOUN = re.compile(r" (?:mean|still|now|really|over|true|right|enough|\w+ing|\w+ed)\b")
"""Behind "that", where it stands for a thing by itself: "is that going up?"."""


def fronted(text: str) -> tuple[str, str, str] | None:
    """Return the subject that is set before a question which points at it, and what stands before and behind the place where it
    belongs: "total place", "what was " and "" of "total place, what was that"."""
    match = _FRONTED.fullmatch(text)
    if match is None or _NO_SUBJECT.match(match["what"]) or FINITE.search(match["what"]) or PRONOUN.search(match["what"]):
        return None
    points = PRONOUN.search(match["asks"])
    if points is None or points["there"] or not FINITE.match(match["asks"]) or len(terms(match["what"])) > LONGEST:
        return None
    before, after = match["asks"][: points.start()], match["asks"][points.end() :]
    if (
        names_in(before, is_within=True)
        or len(terms(before)) > 2
        or (points[0].lower() in ("this", "that", "these", "those") and re.match(r" \w", after) and not _NO_NOUN.match(after))
    ):
        return None
    return match["what"].strip(), before, ("’s" if points["owner"] else "") + after


def meant_by(text: str, said: Said) -> Completed | None:
    """Complete "what does that mean?" behind a question that names a thing last: "When did Hythe become a Tide Town?"."""
    named = names_in(said.question)
    if not _MEANS.fullmatch(text) or len(named) < 2 or " " not in named[-1]:
        return None
    return f"What is {named[-1]}?", named[-1:]
