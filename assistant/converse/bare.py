"""Messages that say nothing by themselves: "why?", "by whom?", "tell me more", "is that true?".

1. a bare question word is put in front of what the last question asked about, where grammar lets it stand there ("Who funded
   the pilot?", "Why?": "Why was the pilot funded?"), else behind the subject ("About the pilot: when?"); "why?" behind the
   question, since a reason is wanted for what was told, and "which systems?" before it, where it speaks of systems;
2. a nudge ("go on") asks the last question once more; what was quoted for it is not quoted again;
3. a doubt ("are you sure?", "who says so?") asks the last question once more, to name who says so;
4. "shorter please", "in one sentence" ask for the one sentence of the last answer that says most of what was asked.

None of them is worth a search of its own, so only what they were completed to is searched with. What answers them is for
:mod:`assistant.answer.choose.bare_followups`.
"""

from __future__ import annotations

import re

from assistant.converse.topic import Completed, Said, carried
from assistant.questions.agreement import asks_for_another, whether_agreed
from assistant.questions.openings import AUXILIARY, JOINT, PLEASE, POLITE, THANKS
from assistant.text.carried_subject import behind, without_lead
from assistant.text.patterns import any_case
from assistant.text.terms import stem, stems

_BARE = any_case(
    r"(?:(?:but|and|so|or) )*(?P<word>(?:(?:for|by|from|to|with|since|until|at|in|of) )?"
    r"(?:why|how|when|where|whom?|what year|which year|how (?:much|many|long|often|far|so|come)"
    r"|why (?:so|not|(?:did|does|do|is|are|was|were|has|have|would) (?:he|she|they|it|that))"
    r"|(?:for|on|of|with|to|in) what|what (?:for|on|of|with)))(?: exactly| precisely)?\W*"
)
_BE = any_case(r"(?:is|are|was|were) ")
_ADVERB = any_case(
    rf"(?:(?:in |at |on |from |since )?(?:when|where|why|how|(?:what|which) (?:year|date|place|areas?|month))) (?={AUXILIARY}\b)"
)
_COUNTED = any_case(
    rf"how (?:many|much) (?:of )?(?P<what>(?:(?!{AUXILIARY}\b)[\w’'-]+ ){{1,4}})(?P<be>is|are|was|were|will|have|has)"
    r" (?P<rest>.+)"
)
_YES_NO = any_case(rf"{AUXILIARY}\b|(?:ca|wo|{AUXILIARY})n't\b")
_WHO_DID = any_case(
    r"who (?P<verb>\w+ed|wrote|led|ran|made|built|paid for|gave|drew|began|chose|set up|set out|drew up) "
    r"(?!about |on |of |to |in |for |with |against |by |from |at )(?P<thing>[^,;:?]+?)[\s?.!]*$"
)
_PARTICIPLES = {
    "wrote": "written",
    "ran": "run",
    "gave": "given",
    "drew": "drawn",
    "drew up": "drawn up",
    "began": "begun",
    "chose": "chosen",
}
_OF_SAME = {
    "how so": "how",
    "how come": "why",
    "for how long": "how long",
    "what for": "for what",
    "what on": "on what",
    "what of": "of what",
    "what with": "with what",
}
_LEFT_OPEN = ("how much", "how many", "how long", "how often", "how far", "who", "whom")  # these take the place of what is asked
_PLEASE = rf"(?:{POLITE}|i (?:want|need) (?:it|that) )*"
_IT = r"(?: (?:it|that|this|them|all (?:of )?(?:that|this|it)|(?:the|your) answer))?"
_UP = r"(?:(?:a (?:bit|little)|much|even|far) )?"
_ONE = (
    r"(?:(?:just |only )?(?:in|to|as) (?:just )?(?:one|a single|1|a|one short|a short|two|2|a few|fewer) (?:sentence|line|word)s?"
    r"|in (?:brief|short|a nutshell|(?:plain|simple|simpler|other|your own) (?:words|terms|english|language)))"
)
_LESS = (
    rf"(?:{_UP}(?:shorter|briefer|more briefly|briefly|more concise(?:ly)?|less|simpler|more simply|simply|plainer|more plainly)"
    r"|tl;? ?dr|too long|(?:the|a) (?:short(?:er)?|brief(?:er)?|simple|simpler) (?:version|answer|form))"
)
_SHORTER = any_case(
    rf"(?:(?:and|but|so|ok|okay|now) )*(?:(?:that|this|it)(?:['’]s| is| was) )?{_PLEASE}"
    r"(?:(?:make|keep|put|say|explain|give|sum|summari[sz]e|shorten|simplify|condense|cut|tell)"
    rf"(?: me| us)?{_IT}(?: up| down)?)?(?: ?{_LESS})?(?: ?{_ONE})?{THANKS}\W*"
)
_ASKS = any_case(rf"{_LESS}|{_ONE}|\b(?:shorten|simplify|condense)\b")
_NOT_UNDERSTOOD = any_case(
    r"(?:(?:sorry|but|hm+)\W+)*(?:i (?:do not|don['’]?t|did not|didn['’]?t) (?:get|understand|follow)(?: (?:that|this|it|you))?"
    r"|what do you mean(?: (?:by (?:that|this|it)|exactly))?)\W*"
)


def bare_word(text: str, said: Said) -> Completed | None:
    """Complete "why?", "by whom?", "since when?", and "which ones?" behind a question how many."""
    if re.fullmatch(r"(?:and )?which(?: ones?)?(?: (?:is|are|was|were) (?:it|they|those|that))?\W*", text, re.I):
        return _which(said)
    if noun := re.fullmatch(r"(?:and )?(?P<asked>(?:which|what) (?P<noun>(?!for\b|on\b|of\b|with\b)\w+))\W*", text, re.I):
        return _which_of(noun["asked"].lower(), noun["noun"], said)
    match = _BARE.fullmatch(text)
    if match is None:
        return None
    word = re.sub(r"\s+", " ", match["word"].lower())
    word = "why" if word.startswith("why ") and word != "why not" else _OF_SAME.get(word, word)
    about = carried(said)
    asked = without_lead(said.question)
    lead = said.question.removesuffix(asked)
    if word == "why not":
        word, asked = "why", _denied(asked)
    if word == "who" and (counted := _which(said)) and _PEOPLE.match(asked):
        return counted
    if built := _put_in_front(word, asked):
        return lead + built, about
    told = said.question.rstrip(" ?.!")
    if word.endswith(" what") or (word == "why" and not lead):  # the reason of what is told, not of its subject
        return f"{told}, and {word}?", about
    if about and (within := _WITHIN.fullmatch(asked)):
        return behind(about[0], f"{word}, {within['where']}?"), about
    return behind(about[0] if about else told, f"{word}?"), about


def _put_in_front(word: str, question: str) -> str | None:
    """Return the last question with another question word; ``None`` where it cannot take that one."""
    if did := _WHO_DID.match(question):
        verb = did["verb"].lower()
        be = "were" if re.search(r"[^s]s$|\band\b", did["thing"]) and not did["thing"][:1].isupper() else "was"
        return None if word in _LEFT_OPEN else f"{word} {be} {did['thing']} {_PARTICIPLES.get(verb, verb)}?"
    if word != "why" and (counted := _COUNTED.match(question)):  # "When were homes flooded?"
        question = f"{counted['be']} {counted['what']}{counted['rest']}"
    adverb = _ADVERB.match(question)
    if adverb is None and not _YES_NO.match(question):
        return None
    rest = question[adverb.end() :] if adverb else question[:1].lower() + question[1:]
    passive = bool(_BE.match(rest)) and bool(re.search(r"\w+(?:ed|en|wn|made|built|led|run|held|set up)\b", rest))
    if word in _LEFT_OPEN or (word in ("by whom", "by who") and not passive):
        return None
    return f"{word} {rest}"


_WITHIN = any_case(r"(?:when|where|who|why|how(?: \w+)?), (?P<where>(?:in|at|for|since|during|under) [^?,]+)\?")
"""A bare question word asked of a place or a time: the next one is asked there as well."""
_HELPS = any_case(rf"{AUXILIARY}\b")


def _denied(question: str) -> str:
    """Return a question after yes or no with its "no" in it: "did it pass" as "didn't it pass"."""
    if _EVER.search(question):
        return _EVER.sub("never", question)
    helps = _HELPS.match(question)
    denied = {"can": "can", "will": "wo", "shall": "sha"}.get(helps[0].lower(), helps[0] + "n") if helps else ""
    return f"{denied}'t{question[helps.end() :]}" if helps else question


_EVER = any_case(r"\bever\b")
_PEOPLE = any_case(r"how many (?:of )?(?:the )?(?:people|members|men|women|children|volunteers|[a-z]+(?:ers|ors|ists|ents)) ")


def _which(said: Said) -> Completed | None:
    asked = without_lead(said.question)
    counted = re.match(r"how many (?P<rest>.+)", asked, re.I)
    return (f"{said.question.removesuffix(asked)}which {counted['rest']}", carried(said)) if counted else None


def _which_of(asked: str, noun: str, said: Said) -> Completed | None:
    """Complete "which systems?" behind a question that speaks of systems: what it says of them stays in the search."""
    told = re.sub(rf"^(?:how (?:much|many)|what|which|who|when|where|why|how)\b(?: {AUXILIARY}\b)? ", "", said.question, flags=re.I)
    known = stem(noun.lower()) in stems(said.question)
    return (f"{asked} ({told.rstrip(' ?.!')})?", carried(said)) if known else None


_ASKING = rf"{PLEASE}(?:(?:tell|say|give|provide|explain|share|show|know|name) (?:me |us )?)?"
_THAT = r"(?: (?:about|on|of) (?:it|that|this|them|those))?"
_MORE = any_case(
    rf"{_ASKING}(?:a (?:little|bit) |some |any |an )*"
    rf"(?:(?P<examples>(?:what(?:'s| is| are) (?:an |some )?)?examples?{_THAT}|such as(?: (?:what|who))?|like (?:what|who)"
    r"|for (?:example|instance)|e\.?g\.?)"
    rf"|more(?: (?:details?|information))?{_THAT}|go on|continue|elaborate"
    r"|(?:what|anything|something|who|where|when|anyone|anybody) else"
    r"|(?:and )?(?:(?:is|are|were|was) there |what (?:are|about|of) )?(?:(?:any|some|the) )?others?(?: (?!\w+ing)\w+)?"
    r"|is (?:that|this) (?:all|it)|(?:and )?then what|so what|and"
    r"|(?:any )?(?:more )?details|explain(?: (?:that|this|it))?(?: (?:more|further|please))?|be more (?:specific|precise))"
    rf"{THANKS}\W*"
)
ITEM_ASKED = re.compile(r"What about “[^“”]+”\?")
"""More is asked of an item of the list just given, as it was quoted there."""
ASKED_ALREADY = any_case(r"^(?:more|examples): ")


def more(text: str, said: Said) -> Completed | None:
    """Complete "tell me more", "can you give examples?": the last question again, from another side."""
    match = _MORE.fullmatch(text)
    if match is None:
        return None
    what = "examples" if match["examples"] else "more"
    return f"{what}: {ASKED_ALREADY.sub('', said.question)}", carried(said)


def another(text: str, said: Said) -> Completed | None:
    """Complete "is there another date in the sources?": what each document says to the last question."""
    return (whether_agreed(said.question), carried(said)) if asks_for_another(text) else None


_HOW_KNOWN = any_case(rf"{JOINT}how do you know(?: (?:that|this|it))?\W*")
_PAPERS = "(?:documents?|sources?|reports?|papers?|files?|texts?)"
_EDITION = "(?: (?:one|report|version|edition|figures?|numbers?|data))?"
_DOUBT = any_case(
    rf"{JOINT}(?:(?:is|was) (?:that|this|it)(?: really| actually| still)? (?:true|right|correct|so|certain|accurate"
    r"|a fact|the case|valid|current|up to date)"
    r"|are you (?:sure|certain|serious)(?: (?:about|of) (?:that|this|it))?|really|seriously|truly|says who"
    r"|who (?:says|said|claims|told you)(?: (?:so|that|this|it))?|who (?:told (?:them|us|the \w+)|mentioned|reported) (?:that|this)"
    r"|who gave (?:that|this) (?:figure|number|estimate)|according to whom?|how do you know(?: (?:that|this|it))?"
    r"|how (?:sure|certain) (?:are you|is that|is this)"
    r"|(?:what|which|where)(?:'s| is| are)? (?:your|the|that from your) (?:sources?|evidence|proof)(?: for (?:that|this|it))?"
    rf"|(?:(?:your|the|any) )?(?:sources?|references?|citations?)(?: (?:for|of) (?:that|this|it))?{THANKS}"
    rf"|(?:is|was) (?:that|this|it) the (?:latest|newest|most recent){_EDITION}"
    rf"|is there (?:a|an|any|anything|something) (?:newer|later|more recent){_EDITION}"
    r"|(?:what|which) (?:paper|blog|post|article|transcript|meeting|talk|file|edition|page|document|source|report)"
    r" (?:(?:is|was) (?:that|this|it)(?: (?:on|from|in))?|(?:says?|said) (?:that|this|it|so))"
    rf"|(?:what|which) {_PAPERS} (?:did|do|have) you (?:used?|quoted?|read|look(?:ed)? at|get (?:that|this|it) from)"
    rf"|(?:what|which) {_PAPERS} (?:is|was|are) (?:that|this|it|they|these|those) (?:based on|from|taken from)"
    r"|who(?:['’]s| is) (?:that|this|it) (?:according to|from|by)|what (?:is|was) (?:that|this|it) based on"
    rf"|{PLEASE}(?:say|repeat) (?:that|this|it)(?: again| once more)?"
    rf"|{PLEASE}(?:(?:give|show|tell)(?: me)?|what(?:['’]s| is| was|['’]re| are)) the"
    rf" (?:(?:exact|original|precise) (?:words|sentence)|(?:exact |original )?(?:quotes?|wording|quotation))"
    rf"(?: (?:of|for|behind) (?:that|this|it))?{THANKS}"
    r"|what (?:was that|did you (?:just )?say)(?: again)?|come again|pardon(?: me)?"
    r"|where (?:did|do) you (?:get|find|read|see|have) (?:that|this|it)(?: from)?|where (?:is|was) (?:that|this|it) from"
    r"|where (?:does|did|do) (?:(?:that|this) come from|(?:that|this|it|they) (?:say|stand)(?: (?:that|this|it|so))?)"
    r"|(?:(?:on|from) )?(?:what|which) (?:page|document|source|report)(?: is (?:that|this|it)(?: (?:on|from|in))?)?"
    r"|i (?:doubt|don't believe) (?:it|that|this)|prove it)\W*"
)

_NEWEST = any_case(
    rf"{JOINT}(?:which|what)(?: (?:one|document|source|report))?(?: of (?:these|those|them|the (?:two|three|documents|sources)))?"
    r"(?: (?:documents|sources|reports))? (?:is|was|are) (?:the )?(?:most recent|newest|latest|more recent|newer)\W*"
)
"""What asks for the date of the documents, where no list was given of which one thing may be the newest."""


def doubted(text: str, said: Said) -> Completed | None:
    """Complete "are you sure?", "who says so?": the last question again, to show who says so."""
    is_doubt = _DOUBT.fullmatch(text) or (_NEWEST.fullmatch(text) and not said.items)
    return (said.question, carried(said)) if is_doubt else None


def asks_how_known(text: str) -> bool:
    """Say whether a message asks how the last answer is known, which without one is asked of the assistant itself."""
    return bool(_HOW_KNOWN.fullmatch(text.strip()))


def says_nothing(text: str) -> bool:
    """Say whether a message holds nothing by itself, so that a conversation cannot be taken up from it."""
    before = Said("?")
    return any(complete(text, before) for complete in (doubted, bare_word, more))


def shorter(text: str, said: Said) -> Completed | None:
    """Complete "shorter please", "in one sentence", "explain that more simply": the last question once more."""
    is_wanted = (_SHORTER.fullmatch(text) and _ASKS.search(text)) or _NOT_UNDERSTOOD.fullmatch(text)
    return (said.question, carried(said)) if is_wanted else None
