"""What a turn of a conversation is about: the subject of a question, the names in it, the list that an answer gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.cite.support.words import names
from assistant.converse.smalltalk import without_greeting
from assistant.questions.broad import broad
from assistant.questions.counts import how_many
from assistant.questions.document_kinds import telling
from assistant.questions.offices_asked import holder_asked
from assistant.questions.openings import PLEASE
from assistant.text.carried_subject import without_lead
from assistant.text.holders import held_in, holds
from assistant.text.months import MONTHS
from assistant.text.offices import BEGINS
from assistant.text.sentences import sentence_ends
from assistant.text.terms import STOP_WORDS, terms

LONGEST_ITEM = 160  # characters of a list item put into a question
FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|what|who"
    r"|which|when|where|why|how|tell|give|show|list|explain|describe)\b",
    re.I,
)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d(?:[-/]\d\d(?:\d\d)?)?\b")
_THING = r"it|they|them|this|that|these|those|he|she|him|her"
_OWNER = r"its|their|his|hers"
PREPOSITION = "in|at|for|from|by|since|during|under|with|on|after|before|to|of"  # what "and in Wigan?" and "no, for 2015" open with
PRONOUN = re.compile(rf"\b(?:(?P<thing>{_THING})|(?P<owner>{_OWNER})|(?P<there>there))\b", re.I)
_ANYBODY = re.compile(r"(?:some|any|every|no)(?:body|one|thing)|people|others?|us|best|worst|most|least|well|better|worse", re.I)
_THEIR_DOING = re.compile(
    r"\b(?:do|does|did|has|have|had|will|would|can|could|should) (?:they|he|she|it|we|you|i|people) \w+", re.I
)
_ONLY_YEAR = re.compile(rf"^(?:the )?{YEAR.pattern}$")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+")
_MARKERS = re.compile(r"\s*\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]")


Completed = tuple[str, tuple[str, ...]]
"""A standalone question and what was carried into it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a conversation holds so far: the last question standing alone, its subject and names, the last answer.

    ``items`` are those of the list that ordinals point at: the last one given, which stays while its items are asked about.
    ``pair`` are the two things asked about one after the other ("What did the survey cost?", "and the census?"), ``speakers`` those
    whose words the last answer quoted, ``voice`` the only one who says "I" in it. ``strange`` is the last question, where it was
    declined and the corpus knows nothing of what it is about; the rest is then what was said before it, if anything was.
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
    strange: str = ""
    voice: str = ""


def carried(said: Said) -> tuple[str, ...]:
    """Return the subject and the names of the last question; the answer's first name where the question has none."""
    own = [n for n in said.names if n not in said.subject]
    found = [said.subject, *own] if said.subject else own
    if (reported := REPORTED_OF.match(said.question)) and reported["what"] != said.subject:
        found = [reported["what"], *found]  # who says something is not what it is about
    return tuple(dict.fromkeys(found or names_in(first_sentence(said.answer))[:1]))


_FRAMES = tuple(
    re.compile(form, re.I)
    for form in (
        r"is it (?:better|best|worse|cheaper|wiser|possible|worth it|worthwhile) to (?P<np>.+?)\W*$",
        r"what (?:did|does|do|has|have) (?:the|this|that|these|those|all|both) [\w’'-]+(?: [\w’'-]+)? (?:discuss|discussed|say|said"
        r"|think|thought|decide|decided|conclude|concluded|report|reported|agree|agreed) (?:about|on|of) (?P<np>.+?)\W*$",
        r"what (?:is|was|has been|did they|do they) (?:say|said|reported|written|told|thought|found|find|known|know"
        r"|learned|learnt|learn|discovered|done|decided|agreed) (?:out )?(?:about|of|on) (?P<np>.+?)\W*$",
        r"(?:what|why|how)(?:'s| is| are| was| were) (?:wrong|special|new|different|interesting|the matter|the problem) "
        r"(?:with|about|in) (?P<np>.+?)\W*$",
        r"what (?:do|did|can|does) (?:people|visitors|members|users|everyone|anyone) [a-z]+ "
        r"(?:to|at|in|from|for|on|with) (?P<np>.+?)\W*$",
        r"what(?:['’]s| is| was| has been) (?:happening|going on|new|up) (?:with|to|in|at|on) (?P<np>.+?)\W*$",
        r"what (?:happened|changed|became|came|(?:went|goes) (?:wrong|well|badly|right)) (?:to|with|of|in|at|for) (?P<np>.+?)\W*$",
        r"what (?:is|was|has been) (?:said|discussed|decided|agreed|written|done) (?:in|at|during) (?P<np>.+?)\W*$",
        r"(?:when|where|(?:at|in) (?:what|which) \w+) (?:does|do|did) (?:he|she|they|we) (?:first )?"
        r"(?:(?:talk|speak) (?:about|of)|discuss|mention|bring up) (?P<np>.+?)\W*$",
        r"what(?:'s| is| are| was| were) (?P<np>.+?)(?: (?:about|called|for|like|used for|known for|known as))?\W*$",
        r"who(?:'s| is| are| was| were) (?P<np>(?:the |(?-i:[A-Z])).+?)\W*$",
        rf"{PLEASE}(?:tell me|tell us|know|explain|describe|summari[sz]e"
        r"|say)(?: a (?:little|bit))?(?: some)?(?: more)?(?: (?:about|of))? (?P<np>.+?)\W*$",
        r"(?:when|where|why|how) (?:is|are|was|were|did|does|do|can|has|have) (?P<np>(?:the |a |an )?.+?) (?:work|used"
        r"|made|done|given|built|held|begin|become|come|go|start|\w+ed|take place|happen|mean|made of)\b.*$",
        r"how (?:many|much|long|often)(?: [\w’'-]+){0,4}? (?:did|do|can|could|will|would|should) (?!i\b|you\b|we\b|they\b|people\b)"
        r"(?P<np>(?:(?-i:[a-z])[\w’'-]* ){0,2}(?-i:[a-z])[\w’'-]*[^s\W]s) [a-z]+\W*$",
        r"(?:when|where|why|how(?: (?:long|often|far))?) (?:did|do|will|have|had|would) "
        r"(?P<np>(?:the )?(?:[a-z][\w’'-]* )?(?-i:[a-z])[\w’'-]*[^s\W]s(?: (?:in|at|of) (?-i:[A-Z])[\w’'-]*)?) [a-z]+(?: .*)?\W*$",
        r"(?:when|where|why|how(?: (?:long|often|far|much))?) (?:did|does|do|has|have) (?!I\b)"
        r"(?P<np>the [\w'’-]+(?: [\w'’-]+){0,2}|(?-i:(?:the )?[A-Z][\w'’-]*(?: (?:of |the |and )*[A-Z][\w'’-]*)*)) \w+\W*$",
        r"(?:by )?how (?:much|far|fast|often|soon|quickly) (?:did|do|have|will) "
        r"(?P<np>(?!people\b|we\b|you\b|i\b|they\b|it\b|the\b)[a-z][\w'’-]*(?: [a-z][\w'’-]*)?s) [a-z]+\W*$",
        r"(?:when|why|how) (?:was|were) (?P<np>the [\w'’-]+(?: [\w'’-]+)?) \w+(?: (?:by|in|at|for|to|from|with|on)\b.*)?\W*$",
        r"where (?:is|are|was|were) (?P<np>the [\w'’-]+(?: [\w'’-]+)?)\W*$",
        r"(?:how (?:much|many)|what|which) .*?\b(?:on|of|in|for|about|has|have|does|do|did) (?P<np>(?:the "
        r"|a |an )?(?:[A-Z]\S*|\w+)(?: [A-Z]\S*)*)(?: have| has| get| take| last)?\W*$",
        r"(?:does|do|did) (?P<np>(?:the |a |an )?[\w '’-]+?) (?:have|need|offer|provide|include|use|apply|work)\b.*$",
        r"who (?:\w+ed|wrote|made|led|built|ran|paid for|gave) (?P<np>.+?)\W*$",
        r"why (?:not )?[a-z]+ (?:with|in|for|on|at|from|by) (?P<np>(?:the |a |an )?[\w '’-]+?)\W*$",
        r"how many (?P<np>[\w'’-]+(?: [\w'’-]+)?) "
        r"(?:took|take|are|were|have|had|did|do|can|will|live|lived|get|got|came|\w+ed)\b.*$",
    )
)


_WHICH_ONE = re.compile(r"which(?: ones?)? (?:gets?|got|is|are|was|were|has|have|had) [\w ]+\W*$", re.I)
"""What names nothing that is chosen from: "which get mended most often?"."""
_THERE_WAS = re.compile(
    r"(?:is|was) there (?:really |ever )?(?:an?|any) (?P<np>(?!more\b|other\b|one\b|thing\b)[a-z][\w’'-]*(?: [a-z][\w’'-]*)?"
    r"(?: (?:in|at|on|by|for|of) [^,;:?]{2,40}?)?)\W*$",
    re.I,
)
"""What is asked about by whether there is one: "Was there a strike at the mill?"."""
_ACTOR = re.compile(
    r"(?:(?:what|which)(?: [\w'’-]+){0,3}? (?:has|have|had)|(?:what|which|how (?:many|much))(?: [\w'’-]+){0,3}?"
    r" (?:did|does|do|will|would|can|could|should)) "
    r"(?P<np>(?:the|these|those|an?) [\w'’-]+(?: [\w'’-]+){0,5}?"
    r"|(?-i:[A-Z])[\w'’-]*(?: (?:of |the |and )*(?-i:[A-Z])[\w'’-]*)*) [\w'’-]+"
    r"(?: (?:about|on|in|for|to|of|from|with|by|at)\b.*)?\W*$",
    re.I,
)


_CONTRACTED = re.compile(r"\b(what|who|where|when|why|how)['’]s\b(?! (?:been|got|had)\b)", re.I)


_QUOTED = re.compile(r"[“\"]([^“”\"]*\w[^“”\"]*)[”\"]")


def subject_of(question: str) -> str:
    """Return what a question is about.

    That is what one sentence has in quotation marks, as a title, else the theme of a broad question, else the thing that its form
    points at, else its names, else its longest run of words.
    """
    if len(quoted := _QUOTED.findall(question)) == 1 and not re.search(r"[.?!]\s", _QUOTED.sub("", question)):
        return f"“{quoted[0]}”"
    first = _CONTRACTED.sub(r"\1 is", without_greeting(question))
    if told_by := telling(first):  # who is to tell it is not what it is about
        first = told_by.question
    if (theme := broad(first)) and theme.facet != "ways":  # "involve residents" is no thing to speak of
        return theme.theme or theme.role
    named = [name for name in names(first) if not _DATED.match(name.text)]  # "in July 2012" is when, and not what
    actor = _ACTOR.match(first)
    if actor and (not named or names(f"on {actor['np']}")):
        return _trimmed(actor["np"])
    if not named and _WHICH_ONE.match(first):
        return ""
    if there := _THERE_WAS.match(first):
        return f"the {there['np']}"
    for frame in _FRAMES:
        match = frame.match(first)
        if match and 1 <= len(terms(match["np"])) <= 6 and not any(f.search(match["np"]) for f in (PRONOUN, FINITE, _ONLY_YEAR)):
            if _ANYBODY.fullmatch(_trimmed(match["np"])):
                continue
            return _trimmed(match["np"])
    if named:
        return _with_article(first, named[-1].start, named[-1].end)
    return max(_runs(first), key=len, default="")


def _with_article(text: str, start: int, end: int) -> str:
    """Return a name in a text; behind "the" with its article and the noun that it qualifies: "the Coventry research".

    Behind "did the" and the like a verb has no "s", so what has one is the noun: "Who did the Coventry researchers talk to?".
    """
    if not re.search(r"\bthe $", text[:start], re.I):
        return text[start:end]
    if re.search(r"\b(?:did|do|have|will|can|could|would|should) the $", text[:start], re.I):
        noun = re.match(r" [a-z’'-]+[^s\W]s(?= \w)", text[end:])
    else:
        noun = re.match(r" [a-z][a-z’'-]+(?=\W*$|\W+(?:in|on|at|of|for|by|from|to|with|and|or)\b)", text[end:])
    if noun is None and re.search(r"\b(?:is|are|was|were) the $", text[:start], re.I):
        noun = re.match(r" [a-z][a-z’'-]+(?<!ed)(?<!ly)(?= [a-z-]{4,}(?:\W*$| (?:in|on|at|of|for|by|from|to|with)\b))", text[end:])
    own = noun and noun[0].strip() not in STOP_WORDS and not FINITE.fullmatch(noun[0].strip())
    return f"the {text[start:end]}{noun[0] if noun and own else ''}"


def _trimmed(phrase: str) -> str:
    """Return what a phrase is about: without an article, a word of asking, or "the difference between"."""
    phrase = re.sub(r"^(?:a|an|some|any|your|you|me|about|with|against) ", "", phrase.strip(" ?.!,;:"), flags=re.I)
    return re.sub(
        r"^(?:difference|differences|purpose|meaning|definition|basis) (?:between|of) ",
        "",
        re.sub(r"^the (?=difference|purpose|meaning|definition|basis)", "", phrase),
    )


def _runs(text: str) -> list[str]:
    """Return the runs of words between the words that carry no meaning."""
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[^\s?!.,;:()]+|[?!.,;:()]", _IN_TIME.sub("?", _THEIR_DOING.sub("?", text))):
        if _ANYBODY.fullmatch(word) or word.lower() in STOP_WORDS or FINITE.fullmatch(word) or not word[0].isalnum():
            runs.append([])
        else:
            runs[-1].append(word)
    return [" ".join(run) for run in runs if run]


def names_in(text: str, *, is_within: bool = False) -> tuple[str, ...]:
    """Return the names in a text, each once, in order; of one that stands within a sentence its first word may be one, too."""
    return tuple(dict.fromkeys(n.text for n in names(f"x {text}" if is_within else text)))


PERSON = re.compile(r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?: (?:[A-Z][\w'’-]+|[A-Z]\.|de|van|von|al))+")

_DATED = re.compile(rf"\b(?:{'|'.join(MONTHS)}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_IN_TIME = re.compile(
    rf"\b(?:in|on|since|during|by|before|after) (?:\d{{1,2}} )?(?:(?:{'|'.join(MONTHS)})(?: \d{{4}})?|{YEAR.pattern})\b", re.I
)
PEOPLE = ("he", "she", "him", "her", "his", "hers")


def could_be_a_person(name: str, question: str) -> bool:
    """Say whether "she" can stand for what a question was about: for a name, but not for that of a place ("in Coventry")."""
    placed = re.search(rf"\b(?:in|at|to|from|about) (?:the )?{re.escape(name)}(?!\w)", question)
    if _is_titled(name):
        return False
    return _is_personal(name, question) or (name[:1].isupper() and placed is None and not _has_article(name, question))


def _is_personal(name: str, *told: str) -> bool:
    """Say whether a name has the form of a person's and stands nowhere with an article, as that of a thing: "the Wigan Deal"."""
    if _is_titled(name) or _DATED.search(name):
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
    reported = REPORTED_OF.match(said.question)
    return reported["what"] if reported else said.subject or next(iter((*said.names, *answered)), "")


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
    return next((n for n in found if n not in asked and not _is_titled(n) and not _DATED.search(n)), "")


_WITH_A_PART = re.compile(
    BEGINS + r"(?P<name>(?:[A-Z][\w'’-]+|[A-Z]\.)(?: [A-Z][\w'’-]+)*), (?:the|our|my|his|her|their|an?) [a-z]"
)
_WHO = re.compile(r"\b(?:who|whom|which|what)\b", re.I)
REPORTED_OF = re.compile(
    r"what (?:did|does|do|has|have) [\w.'’ -]*?(?:do|say|said|ask|asked|think|thought|propose|proposed|argue|argued|suggest|report"
    r"|write|written|decided?|agreed?|discuss|feel|felt|recommend|conclude) (?:about|of|on)"
    r" (?P<what>[^,:;?]+?)(?: (?:in|at|during|since) [^,:;?]+)?\W*$",
    re.I,
)
"""What somebody, whoever it is, says of a thing at the end: what "it" is then, and what another may take the place of."""


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
    items = _listed(plain(answer))
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
_CLAUSE = re.compile(
    rf"{_DOES}|(?:but|which|who|whom|whose|that|so|as|if|when|because|although|while)\b|(?:\S+ ){{0,2}}{FINITE.pattern}", re.I
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


def plain(text: str) -> str:
    """Return an answer without its markers."""
    return _MARKERS.sub("", text).strip()


_SPOKEN_BY = re.compile(r"^[^\n]{1,60}:\n(?=[A-Z“\"‘])")  # the line over words of a talk that says whose they are
_SPOKEN_LINE = re.compile(r"^(?P<who>[A-Z][^\n:]{1,59}):(?:\n(?=[A-Z“\"‘])| (?=[A-Z“\"‘]))", re.M)
_SAYS_I = re.compile(r"\b(?:I|my|me|we|our)\b")
_DECLINES = re.compile(
    r"(?:i am sorry|i'm sorry|i do not|i don't|sorry|unfortunately|i have to apologi|the corpus does not answer)", re.I
)


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
