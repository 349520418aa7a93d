"""Messages that stand for a question in a plainer form: "List the lessons of the pilot", "Explain how it works".

So does "What does co-production mean?", for "What is co-production?".
"""

from __future__ import annotations

import re

from assistant.converse.search_box import asked_by
from assistant.questions.document_kinds import KIND_OF
from assistant.questions.openings import AUXILIARY, JOINT, PLEASE, PURPOSE, THANKS
from assistant.text.patterns import any_case

_LIST = any_case(
    rf"\W*{PLEASE}(?:list|enumerate|outline|give me|tell me|show me) (?:all )?(?:of )?"
    r"(?P<whose>the|its|their|our) (?P<things>(?:[\w’'-]+ ){0,3}?[\w’'-]{2,}[^\Wsu]s\b.*?)\W*"
)
_ACCOUNT = any_case(rf"\W*{PLEASE}(?:describe|explain|tell me|outline|summari[sz]e) (?P<asks>(?:how|why) .+?)\W*")
_SUMMARY = any_case(rf"\W*{PLEASE}(?:outline|summari[sz]e) (?P<asks>what (?!.*\b(?:sa(?:ys?|id)|tells?|told)\b).+?)\W*")
_MEANING = any_case(
    rf"\W*{JOINT}what (?:do|does) (?:the (?:term|word|phrase|expression|abbreviation) )?"
    r"(?!(?:the|this|that|these|those|it|its|they|their|he|she|we|you|your|our|my|one|all|people)\b)"
    r"(?P<thing>[\w’'\"“”&-]+(?: [\w’'\"“”&-]+){0,4}) (?:mean|stand for)\W*"
)
_WANTING = (
    r"(?:(?:(?:i|we)(?: am| are|['’](?:m|re))? )?(?:just )?(?:looking for|searching for|after|interested in|need|want|would like)"
    r"|(?:can|could) (?:i|we) have|give me|get me|show me|what are)"
)
_FACTS = any_case(
    rf"\W*{PLEASE}(?:{_WANTING} )?(?:(?:the|some|a few|more|all|key|main|quick|basic|general|background) )*"
    rf"(?:(?<!any )information|info|details|facts|background) (?:on|about|regarding) (?P<thing>.+?){PURPOSE}{THANKS}\W*"
)
_WRITING = any_case(
    rf"\W*{PLEASE}(?:(?:write|give|draft|prepare|provide|i need|need)(?: me| us)? )(?:(?:an?|one|two|some|short|brief|quick|the) )*"
    r"(?:paragraphs?|lines|briefing|note|introduction|intro|explainer|blurb|description|explanation|definition)"
    rf" (?:on|of|about|explaining) (?P<thing>.+?){PURPOSE}{THANKS}\W*"
)
_CLAUSE = any_case(r"(?:how|what|when|where|which|who|why)\b")
_IT = r"(?:it|that|them|these|they|this|those)\b"
_MEANT = any_case(
    r"\W*what(?:['’]s| is| are)? (?:(?:do|does) (?:you|they|we|people|the (?:authors?|reports?)) mean by|meant by)"
    rf" (?!{_IT})(?P<thing>.+?)\W*"
)
_PUZZLED = any_case(
    rf"\W*(?:(?:i|we) (?:do not|don['’]?t) (?:really |quite |fully )*(?:understand|get|know) what (?!{_IT})(?P<thing>.+?)"
    r" (?P<are>is|are|means?)"
    r"|(?:i['’]?m|i am|we are|we['’]re) (?:confused|unclear|unsure|not sure|not clear) (?:about|on|by)"
    r" (?P<what>the (?:difference|distinction|link|meaning|relation(?:ship)?) .+?))\W*"
)
_UNDERSTAND = any_case(
    rf"\W*{PLEASE}(?:help (?:me|us)(?: to)? understand|(?:i|we)(?:['’]d like| want| need| would like) to understand)"
    r" (?P<thing>(?!how\b|why\b|what\b|who\b|when\b|where\b|which\b|whether\b|if\b).+?)\W*"
)
_MEANS = any_case(rf"\W*what (?P<thing>(?!(?:do|does|did|the)\b|{_IT})[\w’'\"“”&-]+(?: [\w’'\"“”&-]+){{0,4}}) means?\W*")
_LEARNT = re.compile(
    rf"\W*{JOINT}what (?:can|could|should|do|did|might) (?:we|i|you|one|others|other \w+s) learn (?:from|about) "
    rf"(?P<thing>(?!{_IT})(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,3}})\W*"
)
"""What a thing that has a name teaches: "What can we learn from Dover?"."""
_WORD = rf"(?:(?:at|behind|for|in|of|on) (?:an?|the)|(?!(?:an?|he|i|it|she|the|there|they|we|you|{AUXILIARY})\b)[\w’'“”\"-]+)"
_INDIRECT = any_case(
    rf"\W*(?P<asks>what|who) (?P<thing>(?:(?:an?|the|this|that|these|those|its|their|his|her) )?{_WORD}(?: {_WORD}){{0,9}})"
    r" (?P<verb>is|are|was|were)\W*"
)
"""What somebody wants to be told: "what the three rights in the Act are"."""
_OF_DOCUMENTS = any_case(
    rf"(?:[\w’'-]+ )?(?:{'|'.join(KIND_OF)}|documents|sources|files|studies|texts|pages|pdfs|videos|quotes|quotations)\b"
)


_DEAR = any_case(
    rf"\W*{JOINT}(?:so )?(?:(?P<be>is|are|was|were|will) (?P<it>it|they|that|this|those)(?: be)?"
    r"(?: (?:very|really|too|so|quite))* (?:expensive|costly|cheap|dear|pricey|affordable)"
    r"|(?P<did>does|do|did|will|would) (?P<that>it|they|that|this|those) cost (?:a lot|much|anything))\W*"
)
"""Whether what was spoken of is dear, which its cost tells: "was it expensive?"."""
_DID = {"is": "does", "are": "do", "was": "did", "were": "did"}


def as_question(message: str) -> str:
    """Return the plain question that a message stands for, "What are the lessons of the pilot?"; any other as it is."""
    if (match := _LIST.fullmatch(message)) and not _OF_DOCUMENTS.match(match["things"]):
        return f"What are {match['whose'].lower()} {match['things']}?"
    if match := _ACCOUNT.fullmatch(message) or _SUMMARY.fullmatch(message):
        return f"{match['asks'][0].upper()}{match['asks'][1:]}?"
    if match := _MEANING.fullmatch(message):
        return f"What is {match['thing']}?"
    if match := _MEANS.fullmatch(message):
        return as_question(f"What does {match['thing']} mean?")
    if match := _INDIRECT.fullmatch(message):
        return f"{match['asks'].capitalize()} {match['verb']} {match['thing']}?"
    if match := _LEARNT.fullmatch(message[:1].lower() + message[1:]):
        return f"What are the lessons from {match['thing']}?"
    if match := _DEAR.fullmatch(message):
        verb = (match["be"] or match["did"]).lower()
        return f"How much {_DID.get(verb, verb)} {match['it'] or match['that']} cost?"
    return _of_a_thing(message) or asked_by(message) or message


def _of_a_thing(message: str) -> str | None:
    """Return the question after a thing of which something written, or an explanation, is wanted; ``None`` where none is."""
    if match := _WRITING.fullmatch(message) or _MEANT.fullmatch(message):
        thing = match["thing"]
        return f"{thing[0].upper()}{thing[1:]}?" if _CLAUSE.match(thing) else f"What is {thing}?"
    if match := _PUZZLED.fullmatch(message):
        verb = "are" if (match["are"] or "").lower() == "are" else "is"
        return f"What {verb} {match['thing'] or match['what']}?"
    if match := _FACTS.fullmatch(message):
        return f"Tell me about {match['thing']}"
    match = _UNDERSTAND.fullmatch(message)
    return match and f"Explain {match['thing']}"
