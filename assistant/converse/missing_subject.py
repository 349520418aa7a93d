"""A question that lacks its subject: a pronoun, a general noun with "the", or too few words to have one.

What the last turn was about takes the place of the pronoun, or stands in front ("About X: …") where nothing can be put in smoothly.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.cite.support.words import names
from assistant.converse.pointing import is_wordy
from assistant.converse.subject import measured, of_what_is_measured
from assistant.converse.topic import (
    ANY_YEAR,
    FINITE,
    PEOPLE,
    PERSON,
    PRONOUN,
    Completed,
    Said,
    carried,
    could_be_a_person,
    first_sentence,
    introduced,
    names_in,
    referent_of,
)
from assistant.questions.broad import broad
from assistant.questions.general_nouns import DOCUMENTS, PERSONS
from assistant.questions.openings import IS, JOINT
from assistant.text.carried_subject import LEAD, behind
from assistant.text.months import PERIOD
from assistant.text.offices import OFFICE
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, term_stems, terms

LONG = 5  # words that say something, behind which a pronoun points at one of them

_FELT = (
    "possible|true|correct|right|necessary|important|better|best|worth(?:while)?|legal|illegal|safe|ok(?:ay)?|common|likely|clear"
    "|good|bad|easy|hard|wise|fair|normal|time|way|difficult|useful|helpful|essential|vital|sensible|reasonable|usual|acceptable"
)
_EMPTY_IT = any_case(
    r"\b(?:(?:is|was|would|will|does|can|could|should|has)(?:n't| not)? (?:it|that|this)|it(?:'s| is| was"
    r"| would be)) (?:be |been |a |the |any |no |too |very |so |really |quite |always |still )*"
    rf"(?:{_FELT}) (?:to|that|for|if|when)\b|\bit (?:takes?|took|looks? like|seems?|turns? out)\b|\b(?:does|did|will"
    rf"|would) it (?:have to be|(?:take|cost|matter|follow)\b(?=.* (?:to|that|if|whether|when|which|who|how)\b))"
)
_CLAUSE = any_case(r"[.,;:?!]\s|\b(?:and|but|if|when|because|so|while|although|that|which|who|to|before|after|where|until|than)\b")
_MATTER = r"(?:the \w+ (?:of|to|for|in|on) \w|(?!(?:it|the|th[eo]se|th(?:is|at|em)|him|her|his|its|their|any|each|every|both)\b)\w)"
_OF_SPEAKERS = any_case(
    r"(?:when|where|(?:at|in) (?:what|which) (?:point|moment|minute|time|part)) (?:do|did) they (?:first )?"
    r"(?:talk|speak|discuss|mention|bring up)\b"
    r"|who (?:else |all |first )*(?:(?:spoke|talked|asked|commented|complained|disagreed) (?:about|on|over)"
    rf"|mentioned|discussed|raised|brought up|objected to) {_MATTER}"
)
"""Who "they" are is whoever speaks there: "When do they talk about the duty to refer?"; where a matter is named, nothing lacks."""
_THEY_ABOUT = any_case(rf"what (?:do|did|have|had) they \w+ (?:about|on) (?P<own>{_MATTER})?")


def _asks_of_another_matter(text: str, said: Said) -> bool:
    """Say whether a question asks those who spoke of a matter for what they said on another: "What did they say about tolls?"."""
    match = _THEY_ABOUT.match(text)
    return bool(match and match["own"] and _THEY_ABOUT.match(said.question))


def pronoun(text: str, said: Said) -> Completed | None:
    """Complete "Who funded it?": the last subject takes the place of the first pronoun, or "one", that nothing before explains."""
    if (become := _BECOME_ONE.search(text)) and said.subject and said.subject not in said.items:
        thing = _ARTICLE.sub("", said.subject, count=1) if _ARTICLE.match(said.subject) else said.subject
        article = "an" if thing[:1].lower() in "aeiou" else "a"
        return f"{text[: become.end('verb')]} {article} {thing}{text[become.end() :]}", carried(said)
    for match in PRONOUN.finditer(text):
        of_speakers = _OF_SPEAKERS.match(text) or _asks_of_another_matter(text, said)
        if not (_points_within(text, match) or (match[0].lower() == "they" and of_speakers)):
            return _for_a_pronoun(text, match, said)
    return None


_HERS = re.compile(r" (?!(?:that|this|it|about|to|for|in|on|at|and|if|what|when|why|how|again|there|so|then)\b)\w")
"""Behind "her", where it says whose something is."""
_BECOME_ONE = any_case(r"\b(?P<verb>becom(?:e|es|ing)|(?:be|been|being) called) one(?=\W*$)")
_ARTICLE = any_case(r"(?:the|an?) ")


def _for_a_pronoun(text: str, match: re.Match[str], said: Said) -> Completed | None:
    """Return a message with what its pronoun stands for in its place, or in front where it does not fit there."""
    word, after = match[0].lower(), text[match.end() :]
    if one := _for_one(text, match, said):
        return one
    if word in ("this", "that") and re.fullmatch(r"(?:is|was|are|were|does|did|has) ", text[: match.start()], re.I):
        return with_subject(text, said)  # "is that more than before?"
    of_it = re.fullmatch(r"how (?:much|many) of ", text[: match.start()], re.I)
    if word in ("this", "that", "these", "those") and not of_it and re.match(r" (?!is\b|are\b|was\b|were\b|mean)\w", after):
        return with_subject(text, said) if _demonstrative(text, match) else None
    if word == "there":
        return _there(text, match, said)
    if word == "her" and _HERS.match(after):
        word = "hers"
    referent = (introduced(said) if _WHO_IS.fullmatch(text) else "") or referent_of(word, said)
    acts = word in ("they", "their", "them") or match["owner"] or _DONE_TO_A_THING.search(text)
    if (thing := measured(referent, said.topics)) and acts:
        said = of_what_is_measured(said)  # "the subsidy per trip on Hoppa" is neither used nor replaced
        referent = thing
    if word in ("it", "its") and (held := _HOLDER_OF.fullmatch(referent)):
        referent = held["thing"]
    if not referent:
        return None
    if referent in said.items and is_wordy(referent):
        return _of_item(text, match, said)
    if word in ("this", "that") and re.search(r"\b(?:on|about) $", text[: match.start()]) and not after.strip(" ?.!"):
        return text[: match.start()] + referent, carried(said)  # "what do we have on this"
    return _with_referent(text, match, word, referent, said)


def _for_one(text: str, match: re.Match[str], said: Said) -> Completed | None:
    """Return a message with the thing that "that one" is: the item spoken of last, or the name that the answer opens with."""
    after = text[match.end() :]
    one = re.match(r" one\b", after)
    if one and match[0].lower() == "that" and said.subject in said.items:
        item = f"“{said.subject}”" if is_wordy(said.subject) else said.subject
        return text[: match.start()] + item + after[one.end() :], carried(said)
    if one and (name := _opening_name(said.answer)):
        return text[: match.start()] + name + after[one.end() :], carried(said, name)
    return None


def _with_referent(text: str, match: re.Match[str], word: str, referent: str, said: Said) -> Completed | None:
    """Return a message with a referent in the place of a pronoun, as its owner if it is one; in front where they do not agree."""
    after = text[match.end() :]
    of_that = said if referent in (said.subject, *said.items) else replace(said, subject=referent, names=(said.subject,))
    if word == "they" and _SPEAK.match(after) and referent[:1].islower() and not _COULD_SPEAK.search(referent):
        return with_subject(text, of_that)  # "What do they recommend?": those who wrote it, and not the options
    if word == "they" and re.search(r"\b(?:them|it)\b", after, re.I) and referent[:1].islower():
        return with_subject(text, of_that)  # "Why did they drop them?": which of the two it is cannot be told
    if not _agrees(word, referent) or (word in PEOPLE and not could_be_a_person(referent, said.question)):
        return with_subject(text, said if word in PEOPLE else of_that)
    owned = match["owner"] or word == "hers"
    put = referent + ("'" if referent.endswith("s") else "'s") * bool(owned)
    return text[: match.start()] + put + after, carried(said, referent)


_HOLDER_OF = any_case(rf"(?:the )?(?:[\w’'-]+ ){{0,2}}?{OFFICE} (?:of|for|at) (?P<thing>.+)")
"""What "it" is not, who holds an office: of "the chair of the trust" it is the trust."""
_DONE_TO_A_THING = any_case(
    r"\b(?:us(?:e[sd]?|ing)|r[ua]ns?|replac\w+|start(?:s|ed)?|beg[aiu]n|founded|led|leads?|manage[sd]?|operate[sd]?|owns?|owned"
    r"|join(?:s|ed)?|works?|worked|closed?|built|set up|pa(?:ys?|id|y)|have|has|had|employs?|employed|makes?|made|profitable|costs?"
    r"|lists?|listed|sells?|sold)\b"
)
_WHO_IS = any_case(r"(?:and |so |but )*who(?:['’]s| is| was) (?:he|she)\W*")
_SPEAK = re.compile(
    r" (?:also )?(?:recommend|suggest|propose|conclude|say|think|argue|prefer|advise|warn|want|call|believe|find|expect)\b"
)
_COULD_SPEAK = re.compile(
    rf"\b(?:people|men|women|children|staff|{'|'.join(PERSONS)}|[a-z]+(?:ers|ors|ists|ents|ants|ees|ians|mates)|members|councils"
    r"|partners|researchers|residents|charities|companies|schools|areas)\b"
)
_SAYS_WHAT = any_case(
    r"what (?:did|does|do|has|have) (?P<who>[\w.'’ -]{2,60}?) "
    r"(?:say|said|think|thought|argue|argued|propose|proposed|suggest|suggested)(?: to (?:it|that|this))?\W*"
    r"|(?:did|does|do) (?P<agrees>[\w.'’ -]{2,60}?) (?:agree|disagree)(?: with (?:it|that|this))?\W*"
)
_WITH_THAT = any_case(r" (?:with|to) (?:it|that|this)\W*$")
_THE_OFFICE = any_case(rf"the (?:[\w’'-]+ ){{0,3}}?{OFFICE}\b")


def said_of_what(text: str, said: Said) -> Completed | None:
    """Complete "What did Jo Bell say?", which names who says something and not on what: on the last subject, if it is not they."""
    match = _SAYS_WHAT.fullmatch(text)
    who = (match["who"] or match["agrees"]) if match else ""
    of_what = referent_of("it", said) if names_in(who, is_within=True) or _THE_OFFICE.match(who) else ""
    if match is None or not of_what or of_what in said.items or term_stems(of_what) & term_stems(text):
        return None
    if PERSON.fullmatch(of_what) or of_what in said.speakers:
        return None
    return f"{_WITH_THAT.sub('', text).rstrip(' ?.!')} about {of_what}?", carried(said, of_what)


def _of_item(text: str, match: re.Match[str], said: Said) -> Completed | None:
    """Complete a question after an item of a list that is a sentence or half of one: who made it is asked of the whole list."""
    if re.match(r"who\b", text, re.I) and said.names and match[0].lower() == "it":
        return text[: match.start()] + said.names[0] + text[match.end() :], said.names[:1]
    return with_subject(text, said)


_SAYS_OF = re.compile(r" (?:is|are|was|were|has|have|had|will|did|does|ran|led|put|began|became|made|gave|paid|[a-z]+ed)\b")


def told_of(item: str) -> str:
    """Return the name that an item of a list says something of: "Big Local" of "Big Local was led by residents"."""
    name = next(iter(names(item)), None)
    return name.text if name and name.start == 0 and _SAYS_OF.match(item[name.end :]) else ""


def _opening_name(answer: str) -> str:
    """Return the name that an answer opens with, which "that one" points at; "" where it opens otherwise."""
    claim = first_sentence(answer)
    return next((n.text for n in names(claim) if n.start <= len("The ")), "")


def _agrees(word: str, referent: str) -> bool:
    """Say whether a thing can stand where a pronoun stood without breaking the sentence."""
    if len(referent) > 60:
        return False
    head = re.split(r" (?:in|of|with|for|on|at|from|to|about) ", referent)[0]
    many = bool(re.search(r"[^s]s$|\band\b|\b(?:people|children|women|men)$", head)) and not head[:1].isupper()
    if word in ("they", "them", "their", "these", "those"):
        return many
    return word not in ("this", "that") and not many


def _points_within(text: str, match: re.Match[str]) -> bool:
    """Say whether a pronoun has something to point at in its own message, or points at nothing at all ("is it true that")."""
    word = match[0].lower()
    if re.match(r" one\b", text[match.end() :]):
        return False
    if re.match(r" (?:year|month|week|time|morning|afternoon|evening|century|day)\b", text[match.end() :]):
        return True
    if (
        word == "that"
        and re.search(r"(?<!\bdoes)(?<!\bdid)(?<!\bis)(?<!\bwas)(?<!\bof)\b $", text[: match.start()])
        and text[match.end() :].strip(" ?.!")
    ):
        return True  # "the report that …", "I heard that …"
    if word in ("it", "that", "this", "there") and any(m.start() <= match.start() < m.end() for m in _EMPTY_IT.finditer(text)):
        return True
    before = text[: match.start()]
    breaks = [m.start() for m in _CLAUSE.finditer(before)]
    earlier = before[: breaks[-1]] if breaks else ""
    owner = match["owner"] or (word == "her" and _HERS.match(text[match.end() :]))
    if owner and (len(terms(before)) >= 3 or names_in(before) or _owned_by_which(before, word)):
        return True
    if word in ("he", "she", "him", "her", "his") and names_in(before):
        return True  # "does President Finch propose that he …"
    if _telling(before) >= LONG:
        return True
    return bool(names_in(earlier)) or _telling(earlier) >= 2


_WHICH_THING = any_case(rf"\W*{JOINT}which (?:[\w-]+ ){{0,2}}?(?P<noun>[\w-]+) (?:has|have|had|is|are|was|were|[a-z]+ed)\b")


def _owned_by_which(before: str, word: str) -> bool:
    """Say whether "its" or "their" is of the thing that is asked for: "Which area has residents on its board?"."""
    thing = _WHICH_THING.match(before)
    return thing is not None and (word == "their") == bool(re.search(r"[^s]s$|^people$", thing["noun"]))


def _telling(text: str) -> int:
    """Return how many different words of a text say something."""
    return sum(term not in STOP_WORDS for term in terms(text))


def _demonstrative(text: str, match: re.Match[str]) -> bool:
    """Say whether "this", "that" … goes with a noun that stands for something said before: "that study", "this law"."""
    return (len(terms(text)) <= 6 and match[0].lower() != "that") or bool(re.match(r" \w+\W*$", text[match.end() :]))


_THERE_IS = any_case(r"\W*(?:is|are|was|were|'s|a|an|any|no|some|other|another|enough)\b")
_IN = any_case(r"\b(?:in|at|to|from) (?:the )?$")
_IS_THERE = any_case(r"\b(?:is|are|was|were|will|would|have|has)\s$")


def _there(text: str, match: re.Match[str], said: Said) -> Completed | None:
    if _THERE_IS.match(text[match.end() :]) or _IS_THERE.search(text[: match.start()]):
        return with_subject(text, said) if len(terms(text)) <= 4 and not names_in(text) else None
    place = next((n.text for n in reversed(names(said.question)) if _IN.search(said.question[: n.start])), "")
    place = place or said.subject
    return (f"{text[: match.start()]}in {place}{text[match.end() :]}", carried(said, place)) if place else None


_GENERIC = (
    "report|study|research|project|programme|program|scheme|pilot|pilots|author|authors|paper|book|review|work|law|act|service|services"
    "|company|team|plan|policy|document|article|film|show|series|event|council|government|areas|results|findings|cost|costs|price"
    "|budget|aim|aims|goal|goals|objectives|outcome|outcomes|next step|steps|top|bottom|rest|others?|same|difference|reason|reasons"
    "|benefits|risks|requirements|process"
)
_PLACES = "area|place|site|city|town|pilot|project|partnership|partner|council|group|member|team|one"
_DEFINITE = re.compile(
    rf"\b[Tt]he (?:\w+ )?(?:{_GENERIC})\b(?! between\b)"
    rf"|\b(?:each|every|both|neither)(?: of them)?(?: (?:{_PLACES})s?)?\b(?! \w+ \w+)"
)


def definite(text: str, said: Said) -> Completed | None:
    """Complete "What is the report called?": a general noun with "the" and nothing that names it."""
    match = next((m for m in _DEFINITE.finditer(text) if not _COMPLEMENT.match(text[m.end() :])), None)
    if match is None or len(terms(text)) > 5 or ANY_YEAR.search(text) or any(map(_is_own, names_in(text))):
        return None
    return with_subject(text, said)


_COMPLEMENT = any_case(r" (?:on|about|called|entitled|titled) (?!it\b|them\b|this\b|that\b|these\b|those\b|him\b|her\b|which\b)\w")
"""What tells which is meant: "the report on parking"."""


def _is_own(name: str) -> bool:
    """Say whether a name settles what a general noun stands for, as no noun ("the Act") and no people ("English") does."""
    return name.lower() not in _GENERIC.split("|") and not re.fullmatch(r"[A-Z]\w+(?:ish|ese|ian|ean|ican|elsh|ench)", name)


_DEFINES = any_case(r"(?:what(?:'s| is| are| was| were| does)|who(?: is| was| are| were)|define|explain|describe)\s+(?!the\b)")

_DEED = any_case(
    rf"what{IS} (?:not |still |now |already |being )?(?:[a-z]+ed|known|found|said|done|left|made|spent|told"
    r"|built|learnt|wrong|missing|next|new|different|special)(?: (?:next|then|now|instead|so far|since|first|later|about it))?\W*"
    rf"|who{IS} (?:all )?(?:against|for|opposed|behind|absent|present|missing|involved|affected|responsible"
    r"|in (?:charge|favou?r))(?: (?:of )?(?:it|that|this|them))?\W*"
)
"""No word for a thing: "what's planned next", "what was found", "who was against"."""
_WHICH_OF_THEM = any_case(
    r"(?:and |but |so )*which(?: ones?)? (?:is|are|was|were|gets?|got|has|have|had|costs?|does|do|did|can|will|would)\b"
    r"(?! (?:the|an?) )(?!.*\b(?:or|of)\b)"
)
"""No word for what is chosen from: "which get repaired most often?"."""
_ONE_OF_THEM = any_case(r"(?:is|are|was|were) [^,;:?]{2,40} (?:one|another|included|involved)\W*")
"""Asks whether a thing that is named is one of those spoken of: "is Deal one?"."""
_COUNTED = any_case(r"^\W*how (?:many people|much money)\b")
_AMOUNT = any_case(rf"\b(?:many|much)\b(?! (?:{PERIOD}|time)s\b)")
"""Looked for in no text, but what is counted behind it is the subject, where that is no measure of time."""
_AN_OFFICE = any_case(OFFICE)
_NAMED_DOCUMENT = any_case(rf"\b(?:{'|'.join(DOCUMENTS)})s?{_COMPLEMENT.pattern}")


def short(text: str, said: Said) -> Completed | None:
    """Complete "Who took part?": too short to have a subject of its own."""
    if _ONE_OF_THEM.fullmatch(text):
        return with_subject(text, on_the_theme(text, said))
    defines = _DEFINES.match(text) and len(terms(text)) >= 1 and not _DEED.fullmatch(text)
    theme = broad(text)  # "What are the barriers to involving residents?" has one
    if (
        any(not _AN_OFFICE.fullmatch(name) for name in names_in(text))
        or ANY_YEAR.search(text)
        or defines
        or _OF_SPEAKERS.match(text)
        or _asks_of_another_matter(text, said)
        or (theme and len(terms(theme.theme)) > 1)
    ):
        return None
    said = on_the_theme(text, said)
    if _WHICH_OF_THEM.match(text):
        return with_subject(text, said)
    rest = _COUNTED.sub("", text)
    long = len(terms(rest)) + len(_AMOUNT.findall(rest)) > 3
    return None if long or _NAMED_DOCUMENT.search(text) else with_subject(text, said)


_CHANGE = any_case(
    r"%|\b(?:average|change|decrease|difference|fall|growth|increase|per ?cent(?:age)?|reason|rise|total|trend|why)\b"
)


def on_the_theme(text: str, said: Said) -> Said:
    """Return what was said without the thing, or the figure, that was put beside its subject: "it" alone stands for that."""
    beside = said.subject[:1].islower() and said.names == said.topics[:1] and said.topics[1:] == (said.subject,)
    said = replace(said, subject=said.topics[0], names=()) if beside else said
    return said if _CHANGE.search(text) else of_what_is_measured(said)


def with_subject(text: str, said: Said) -> Completed | None:
    """Set the last subject in front of a question that leaves it out."""
    about = () if said.strange == said.question else carried(said)
    if not about or _is_named_in(about[0], text):
        return None
    subject = f"“{about[0]}”" if about[0] in said.items and is_wordy(about[0]) else about[0]
    return behind(subject, lowered(text)), about


def _is_named_in(subject: str, text: str) -> bool:
    """Say whether a question names its subject itself, a name of several words with all of them: "did they buy" has no Best Buy."""
    own = term_stems(subject)
    shared = own & term_stems(text)
    return shared == own if subject in names_in(subject, is_within=True) else bool(shared)


def lowered(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.lower() in STOP_WORDS or FINITE.fullmatch(first) else text


_BESIDE_A_SUBJECT = re.compile(
    rf"{LEAD}(?:(?:what|how) about )?(?P<thing>(?!(?:any|some|more|no|so)\b)[a-z][\w'’-]*(?: [\w'’-]+){{0,3}})\W*$"
)


def put_beside(subject: str, question: str) -> str | None:
    """Return the thing that a message put beside a subject: "e-bikes" of "About the cafe: what about e-bikes?"; else ``None``."""
    match = _BESIDE_A_SUBJECT.match(question) if question.startswith(f"About {subject}: ") else None
    return match["thing"] if match and not FINITE.search(match["thing"]) else None
