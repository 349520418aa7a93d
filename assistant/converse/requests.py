"""Messages that stand for a question in a plainer form: "List the lessons of the pilot", "Explain how it works".

So does "What does co-production mean?", for "What is co-production?".
"""

from __future__ import annotations

import re

from assistant.questions.document_kinds import KIND_OF
from assistant.questions.openings import JOINT, PLEASE

_LIST = re.compile(
    rf"\W*{PLEASE}(?:list|enumerate|outline|give me|tell me|show me) (?:all )?(?:of )?"
    r"(?P<whose>the|its|their|our) (?P<things>(?:[\w’'-]+ ){0,3}?[\w’'-]{2,}[^\Wsu]s\b.*?)\W*",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(rf"\W*{PLEASE}(?:describe|explain|tell me|outline|summari[sz]e) (?P<asks>(?:how|why) .+?)\W*", re.IGNORECASE)
_SUMMARY = re.compile(
    rf"\W*{PLEASE}(?:outline|summari[sz]e) (?P<asks>what (?!.*\b(?:sa(?:ys?|id)|tells?|told)\b).+?)\W*", re.IGNORECASE
)
_MEANING = re.compile(
    rf"\W*{JOINT}what (?:do|does) (?:the (?:term|word|phrase|expression|abbreviation) )?"
    r"(?!(?:the|this|that|these|those|it|its|they|their|he|she|we|you|your|our|my|one|all|people)\b)"
    r"(?P<thing>[\w’'\"“”&-]+(?: [\w’'\"“”&-]+){0,4}) (?:mean|stand for)\W*",
    re.IGNORECASE,
)
_OF_DOCUMENTS = re.compile(
    rf"(?:[\w’'-]+ )?(?:{'|'.join(KIND_OF)}|documents|sources|files|studies|texts|pages|pdfs|videos|quotes|quotations)\b",
    re.IGNORECASE,
)


def as_question(message: str) -> str:
    """Return the plain question that a message stands for, "What are the lessons of the pilot?"; any other as it is."""
    if (match := _LIST.fullmatch(message)) and not _OF_DOCUMENTS.match(match["things"]):
        return f"What are {match['whose'].lower()} {match['things']}?"
    if match := _ACCOUNT.fullmatch(message) or _SUMMARY.fullmatch(message):
        return f"{match['asks'][0].upper()}{match['asks'][1:]}?"
    if match := _MEANING.fullmatch(message):
        return f"What is {match['thing']}?"
    return message
