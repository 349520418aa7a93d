"""What a question is about: the thing that it asks something of, told from its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.converse.smalltalk import without_greeting
from assistant.converse.topic import ANY_YEAR, DATED, FINITE, PRONOUN, Said, names_in, whole_names
from assistant.questions.broad import broad
from assistant.questions.document_kinds import kind_to_tell
from assistant.questions.general_nouns import DOCUMENTS
from assistant.questions.openings import IS, PLEASE
from assistant.text.months import MONTH
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, terms

MOST = 6  # words of a subject that say something
LONGEST = 60  # characters of one with more, where names hold them
_ANYBODY = any_case(r"(?:some|any|every|no)(?:body|one|thing)|people|others?|us|best|worst|most|least|well|better|worse")
_THEIR_DOING = any_case(r"\b(?:do|does|did|has|have|had|will|would|can|could|should) (?:they|he|she|it|we|you|i|people) \w+")
_ONLY_YEAR = re.compile(rf"^(?:the )?{ANY_YEAR.pattern}$")
_IN_TIME = any_case(rf"\b(?:in|on|since|during|by|before|after) (?:\d{{1,2}} )?(?:{MONTH}(?: \d{{4}})?|{ANY_YEAR.pattern})\b")
_DO = (
    "accept|affect|agree|apply|ask|become|begin|borrow|bring|build|buy|change|charge|choose|close|come|cost|cover|cut"
    "|decide|deliver|differ|do|earn|employ|end|expect|fall|find|fit|get|give|go|grow|happen|have|help|hire|hold|improve"
    "|include|influence|intend|join|keep|last|launch|leave|lend|look|lose|make|mean|need|offer|open|own|pay|plan|produce"
    "|provide|quote|raise|react|receive|recommend|reduce|refuse|reject|respond|rise|run|save|say|sell|serve|shut|sign|spend"
    "|start|stop|take|tell|think|try|use|want|win|work"
)
_DOER = any_case(
    r"(?:(?:when|where|why|who|how(?: [a-z]+){0,2}|(?:what|which)(?: [a-z]+){0,2}) )?(?:do|does|did|will|would|can|could|should) "
    r"(?P<np>(?:(?:the|an?) [^\s,;:?]+|(?!I\b)(?-i:\d?[A-Z])[^\s,;:?]*|[a-z]+ (?:(?-i:[A-Z])|\d{1,3})(?= ))"
    r"(?: [^\s,;:?]+){0,8}?)"
    rf"(?: (?:ever|never|nearly|really|actually|still|also|already|only|even))*(?<! to) (?-i:{_DO})\b(?! of\b).*$"
)
"""Who or what does what is asked: all between "did" and the verb."""
_DOCUMENT = any_case(rf"(?:the|an?) (?:{'|'.join(DOCUMENTS)}|document|source)s?")
_THERE_ARE = any_case(
    r"how many (?P<what>[^,;:?]+?) (?:are|is|were|was|have been|had been) there(?P<where> (?:in|at|on|for|across) [^,;:?]+?)?\W*$"
    r"|how many (?P<only>(?:[\w’'-]+ )?(?:[\w’'-]+s|people|children|women|men) (?:to|of|in|at|for|on) [^,;:?]+?)\W*$"
)
"""What is counted, and where: "How many larders are there in Deal?"."""
_FRAMES = tuple(
    any_case(form)
    for form in (
        r"what (?:is|was|has been|did they|do they) (?:say|said|reported|written|told|thought|found|find|known|know"
        r"|learned|learnt|learn|discovered|done|decided|agreed) (?:out )?(?:about|of|on) (?P<np>.+?)\W*$",
        rf"(?:what|why|how){IS} (?:wrong|special|new|different|interesting|the matter|the problem) "
        r"(?:with|about|in) (?P<np>.+?)\W*$",
        r"what(?:['’]s| is| was| has been) (?:happening|going on|new|up) (?:with|to|in|at|on) (?P<np>.+?)\W*$",
        r"what (?:[a-z]+ )?(?:do|does|have) (?:you|we|i|the corpus|they) (?:hold|have|got|know) (?:about|on|of) (?P<np>.+?)\W*$",
        r"what (?:happened|changed|became|came|(?:went|goes) (?:wrong|well|badly|right)) (?:to|with|of|in|at|for) (?P<np>.+?)\W*$",
        r"what (?:is|was|has been) (?:said|discussed|decided|agreed|written|done) (?:in|at|during) (?P<np>.+?)\W*$",
        r"(?:when|where|(?:at|in) (?:what|which) \w+) (?:does|do|did) (?:he|she|they|we) (?:first )?"
        r"(?:(?:talk|speak) (?:about|of)|discuss|mention|bring up) (?P<np>.+?)\W*$",
        rf"(?:what|how (?!many\b|much (?!(?:the|an?)\b))(?-i:[a-z])\w+){IS} (?P<np>.+?)"
        r"(?: (?:about|called|for|like|used for|known for|known as))?\W*$",
        rf"who{IS} (?P<np>(?:the |(?-i:[A-Z])).+?)\W*$",
        rf"{PLEASE}(?:tell me|tell us|know|explain|describe|summari[sz]e"
        r"|say)(?: a (?:little|bit))?(?: some)?(?: more)?(?: (?:about|of))? (?P<np>.+?)\W*$",
        r"(?:when|where|why|how) (?:is|are|was|were|did|does|do|can|has|have) (?P<np>(?:the |a |an )?.+?) (?:work|used"
        r"|made|done|given|built|held|begin|become|come|go|start|\w+ed|take place|happen|mean|made of)\b.*$",
        r"(?:by )?(?:when|where|why|how(?: [\w’'-]+){0,5}?) (?:did|do|will|have|had|would|can|could|should) (?!people\b)"
        r"(?P<np>(?:the )?(?:[a-z][\w’'-]* )?(?-i:[a-z])[\w’'-]*[^s\W]s(?: (?:in|at|of) (?-i:[A-Z])[\w’'-]*)?) [a-z]+(?: .*)?\W*$",
        r"(?:when|where|why|how(?: (?:long|often|far|much))?) (?:did|does|do|has|have) (?!I\b)"
        r"(?P<np>the [\w'’-]+(?: [\w'’-]+){0,2}|(?-i:(?:the )?[A-Z][\w'’-]*(?: (?:of |the |and )*[A-Z][\w'’-]*)*)) \w+\W*$",
        r"(?:when|why|how) (?:was|were) (?P<np>the [\w'’-]+(?: [\w'’-]+)?) \w+(?: (?:by|in|at|for|to|from|with|on)\b.*)?\W*$",
        r"where (?:is|are|was|were) (?P<np>the [\w'’-]+(?: [\w'’-]+)?)\W*$",
        r"(?:how (?:much|many)|what|which) .*?\b(?:on|of|in|for|about|has|have|does|do|did) (?P<np>(?:the "
        r"|a |an )?(?:[A-Z]\S*|\w+)(?: [A-Z]\S*)*)(?: have| has| get| take| last)?\W*$",
        r"who (?:\w+ed|wrote|made|led|built|ran|paid for|gave) (?P<np>.+?)\W*$",
        r"how many (?P<np>[\w'’-]+(?: [\w'’-]+)?) "
        r"(?:took|take|are|were|have|had|did|do|can|will|live|lived|get|got|came|\w+ed)\b.*$",
    )
)
_WHICH_ONE = any_case(r"which(?: ones?)? (?:gets?|got|is|are|was|were|has|have|had) [\w ]+\W*$")
"""What names nothing that is chosen from: "which get mended most often?"."""
_THERE_WAS = any_case(
    r"(?:is|was) there (?:really |ever )?(?:an?|any) (?P<np>(?!more\b|other\b|one\b|thing\b)[a-z][\w’'-]*(?: [a-z][\w’'-]*)?"
    r"(?: (?:in|at|on|by|for|of) [^,;:?]{2,40}?)?)\W*$"
)
"""What is asked about by whether there is one: "Was there a strike at the mill?"."""
_ACTOR = any_case(
    r"(?:(?:what|which)(?: [\w'’-]+){0,3}? (?:has|have|had)|(?:what|which|how (?:many|much))(?: [\w'’-]+){0,3}?"
    r" (?:did|does|do|will|would|can|could|should)) "
    r"(?P<np>(?:the|these|those|an?) [\w'’-]+(?: [\w'’-]+){0,5}?"
    r"|(?-i:[A-Z])[\w'’-]*(?: (?:of |the |and )*(?-i:[A-Z])[\w'’-]*)*) [\w'’-]+"
    r"(?: (?:about|on|in|for|to|of|from|with|by|at)\b.*)?\W*$"
)
_CONTRACTED = any_case(r"\b(what|who|where|when|why|how)['’]s\b(?! (?:been|got|had)\b)")
_QUOTED = re.compile(r"[“\"]([^“”\"]*\w[^“”\"]*)[”\"]")


def subject_of(question: str) -> str:
    """Return what a question is about.

    That is what one sentence has in quotation marks, as a title, else the theme of a broad question, else the thing that its form
    points at, else its names, else its longest run of words.
    """
    if len(quoted := _QUOTED.findall(question)) == 1 and not re.search(r"[.?!]\s", _QUOTED.sub("", question)):
        return f"“{quoted[0]}”"
    first = _CONTRACTED.sub(r"\1 is", without_greeting(question))
    if told_by := kind_to_tell(first):  # who is to tell it is not what it is about
        first = told_by.question
    if (theme := broad(first)) and theme.facet != "ways":  # "involve residents" is no thing to speak of
        return theme.theme or theme.role
    named = [name for name in whole_names(first) if not DATED.match(name.text)]  # "in July 2012" is when, and not what
    pointed_at = _pointed_at(first, is_named=bool(named))
    if pointed_at is not None:
        return pointed_at
    if named:
        return _with_its_place(first, _with_article(first, named[-1].start, named[-1].end))
    return max(_runs(first), key=len, default="")


def _pointed_at(first: str, *, is_named: bool) -> str | None:
    """Return the thing that the form of a question points at, "" where it chooses one; ``None`` where no form tells."""
    if (counted := _THERE_ARE.match(first)) and not (
        PRONOUN.search(counted["what"] or counted["only"]) or FINITE.search(counted["only"] or "")
    ):
        return counted["only"] or f"{counted['what']}{counted['where'] or ''}"
    if (doer := _DOER.match(first)) and not (PRONOUN.search(doer["np"]) or _DOCUMENT.fullmatch(doer["np"])):
        return _trimmed(doer["np"])
    actor = _ACTOR.match(first)
    if actor and (not is_named or names_in(f"on {actor['np']}")):
        return _trimmed(actor["np"])
    if not is_named and _WHICH_ONE.match(first):
        return ""
    if there := _THERE_WAS.match(first):
        return f"the {there['np']}"
    said = (match["np"] for frame in _FRAMES if (match := frame.match(first)))
    thing = next((_trimmed(np) for np in said if _may_be_subject(np)), None)
    return None if thing is None else _with_its_place(first, thing)


def _may_be_subject(phrase: str) -> bool:
    """Say whether a phrase of a form is a thing to speak of: short, and neither a pronoun, a clause, a year nor anybody."""
    bare = _trimmed(phrase)
    is_thing = not any(form.search(phrase) for form in (PRONOUN, FINITE, _ONLY_YEAR)) and not _ANYBODY.fullmatch(bare)
    return is_thing and _is_short(bare)


def _is_short(phrase: str) -> bool:
    """Say whether a phrase is short enough for a subject: ``MOST`` words that say something, of a name no more than two."""
    said = len(terms(phrase))
    if said > MOST and len(phrase) <= LONGEST:
        said -= sum(max(0, len(terms(name.text)) - 2) for name in whole_names(f"x {phrase}"))
    return 1 <= said <= MOST


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


_THE_THING_IN = re.compile(r"\bthe (?:(?!of\b)[a-z][\w’'-]* ){1,3}(?:in|at|of|for) (?:the )?$")


def _with_its_place(text: str, name: str) -> str:
    """Return a name with the thing that stands before it: "the toll in Hythe" for "Hythe"."""
    at = text.find(name) if name[:1].isupper() else -1
    thing = _THE_THING_IN.search(text[:at]) if at >= 0 else None
    return text[thing.start() : at + len(name)] if thing else name


def _trimmed(phrase: str) -> str:
    """Return what a phrase is about: without an article, a word of asking, or "the difference between"."""
    phrase = re.sub(r"^(?:a|an|some|any|your|you|me|about|with|against) ", "", phrase.strip(" ?.!,;:"), flags=re.I)
    return re.sub(
        r"^(?:the )?(?:differences?|purpose|meaning|definition|basis|position|situation|state|latest|news|story) "
        r"(?:between|of|on|with|about) ",
        "",
        phrase,
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


_FIGURE = (
    r"(?:assets|backlog|cost|debt|dividend|earnings|expenditure|expense|income|loss|losses|margin|profit|revenue|sales|spending|price"
    r"|fee|fare|rent|subsidy|budget|turnover|population|number|share|rate|size|length)s?"
)
_MEASURE_OF = any_case(
    rf"(?:the )?(?:[\w’'-]+ ){{0,2}}?{_FIGURE}(?: (?:per|a) [\w’'-]+)? (?:of|on|for|at) (?P<thing>.+)"
    rf"|(?P<owner>(?:the )?(?-i:\d?[A-Z])[^,:;]*?)(?:['’]s|(?<=s)['’]) (?:[\w’'-]+ ){{0,3}}?{_FIGURE}(?: (?:in|for) [\w ]+)?"
)
_ONLY_A_FIGURE = re.compile(rf"(?:[\w’'-]+ ){{0,3}}?{_FIGURE}(?: (?:in|for) [\w ]+)?")


def measured(subject: str, topics: Sequence[str] = ()) -> str:
    """Return what a figure, and not one put beside it, is of: "Hoppa" of "the subsidy per trip on Hoppa"."""
    if match := _MEASURE_OF.fullmatch(subject):
        return match["thing"] or match["owner"]
    return topics[0] if topics[1:] == (subject,) and _ONLY_A_FIGURE.fullmatch(subject) else ""


def of_what_is_measured(said: Said) -> Said:
    """Return what was said with whose figure it was as its subject, where that is a name: who acts is that, and no figure."""
    match = _MEASURE_OF.fullmatch(said.subject)
    return replace(said, subject=match["owner"], names=()) if match and match["owner"] else said
