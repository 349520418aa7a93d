"""Messages that are no question in form, and the question that some of them stand for.

1. "List the lessons of the pilot", "Explain how it works", "What does co-production mean?" are asked plainly (:func:`as_question`);
2. a few words with no verb, as in a search box ("hard edges authors"), are the question that the last of them stands for
   (:func:`asked_by`); what is not of such a form is searched with as it is;
3. "That surprises me." says nothing of its own, and is answered in plain words; "Leasing is a good option." is searched with, and
   the answer says what the sources say on it (:func:`is_remark`). So is a sentence with "is this true?" behind it
   (:func:`claimed`): no verdict is given.
"""

from __future__ import annotations

import re

from assistant.converse.question_order import in_question_order
from assistant.questions.document_kinds import KIND_OF
from assistant.questions.general_nouns import CLASSES, GROUPS, PERSONS
from assistant.questions.openings import AUXILIARY, JOINT, PLEASE, PURPOSE, THANKS
from assistant.text.patterns import any_case
from assistant.text.terms import COUNTS, words

_LIST = any_case(
    rf"\W*{PLEASE}(?:list|enumerate|outline|give me|tell me|show me) (?:all )?(?:of )?"
    r"(?P<whose>the|its|their|our) (?P<things>(?:[\w’'-]+ ){0,3}?[\w’'-]{2,}[^\Wsu]s\b.*?)\W*"
)
_ONE_THING = any_case(
    rf"\W*{PLEASE}(?:give|tell|state)(?: (?:me|us))? (?P<thing>the"
    r" (?!(?:[\w-]+ ){0,3}(?:gist|outline|overview|summary|idea)\b)"
    r"[\w’'-]{3,} (?:of|for|at|in|on|that|which|who|between|behind) .+?)\W*"
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
_SHORT = ("why", "how_many", "how_much", "how", "where", "when", "who")
_LONG = any_case(
    rf"(?P<joint>\W*{JOINT})(?:(?P<why>for (?:what|which) reasons?)|(?P<how_many>what number of)|(?P<how_much>what amount(?: of)?)"
    r"|(?P<how>in (?:what|which) (?:ways?|manner))|(?P<where>(?:in|at) (?:what|which) places?)"
    rf"|(?P<when>(?:on |at )?(?:what|which) (?:dates?|day)(?= {AUXILIARY}\b(?! the )))"
    r"|(?P<who>(?:what|which) persons?)) (?=\w)"
)
"""What a question opens with that one word asks, too."""
_DID = {"is": "does", "are": "do", "was": "did", "were": "did"}
_KINDS = frozenset((*CLASSES, *GROUPS, *PERSONS))
LONGEST = 7  # words of a message as in a search box
_PARTS = (
    "aims|barriers|benefits|challenges|criticisms|drawbacks|goals|lessons|limitations|objectives|principles|recommendations|risks"
)
_COUNT = f"(?:(?:{'|'.join(COUNTS)}) )?"
_FOUND = "conclusions|findings|outcomes|results"
_DAY = "(?:date|day|month|time|year)"
_FORMS = (
    (any_case(r"(?:the )?(?:definition|meaning) of (?P<thing>.+)"), "What is {thing}?"),
    (any_case(r"(?P<thing>.+) (?:definition|meaning|explained)"), "What is {thing}?"),
    (any_case(r"(?P<thing>.+) (?:authors?|writers?)"), "Who wrote {thing}?"),
    (any_case(r"(?P<thing>.+) (?:funders?|funded by)"), "Who funded {thing}?"),
    (any_case(rf"(?P<thing>.+) (?:launch(?:ed)?|launching) {_DAY}"), "When was {thing} launched?"),
    (any_case(rf"(?P<thing>.+) start(?:ing|ed)? {_DAY}"), "When did {thing} start?"),
    (any_case(rf"(?P<thing>.+) (?:end|ending|closing) {_DAY}"), "When did {thing} end?"),
    (any_case(rf"(?P<thing>.+) publication {_DAY}"), "When was {thing} published?"),
    (any_case(r"(?P<thing>.+) costs?"), "How much did {thing} cost?"),
    (any_case(r"(?P<thing>.+) savings"), "Did {thing} save money?"),
    (any_case(r"(?P<thing>.+) number of (?P<what>.+)"), "How many {what} are in {thing}?"),
    (any_case(rf"(?P<thing>.+) (?P<what>{_PARTS})"), "What are the {what} of {thing}?"),
    (
        any_case(rf"(?:the )?(?P<what>{_COUNT}(?:{_PARTS}|conditions|steps)) (?P<of>from|of|to) (?P<thing>.+)"),
        "What are the {what} {of} {thing}?",
    ),
    (any_case(rf"(?P<thing>.+) (?P<what>{_FOUND})"), "What were the {what} of {thing}?"),
    (any_case(r"evidence (?P<what>for|that|of|on) (?P<thing>.+)"), "Is there evidence {what} {thing}?"),
)
_NO_NAME = any_case(
    r"[?!.,;:]|\b(?:a|an|and|any|are|as|at|be|by|can|did|do|does|for|from|had|has|have|how|i|in|is|it|its|my|no|not|of|on|or|our|some"
    r"|that|the|their|there|these|they|this|those|to|was|we|were|what|when|where|which|who|whose|why|will|with|you|your)\b"
)
"""What is in no name that stands before such a word, but in a sentence, or a phrase that says more."""
_ASKS = any_case(
    r"\W*(?:(?:and|so|but|or|ok|okay|well|then|yes|no|sure|right|please|sorry|hi|hello|also|maybe|perhaps)\b\W*)*"
    r"(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|has"
    r"|have|had|am|isn't|aren't|don't|doesn't|didn't|tell|give|show|list|name|explain|describe|compare|summari[sz]e|find|define"
    r"|say|let|please|help|look|need|want|search|more|any|another|about|in case|if"
    r"|i (?:want|need|would|'d|wonder|mean|meant|was|am (?:asking|looking|interested|wondering|curious"
    r"|not sure (?:what|how|if|why))"
    r"|have (?:a|another|one) (?:\w+ )?question|do(?:n't| not) (?:know|understand))|i'(?:d|m) \w+)\b"
)
_SAYS = any_case(
    r"\b(?:is|are|was|were|am|be|seems?|looks?|sounds?|feels?|has|have|had|makes?|made"
    r"|(?:does|do|did)(?:n't| not)|doesnt|dont|didnt"
    r"|can(?:not|'t)?|could|will|would|should|must|think|believe|guess|suppose|bet|doubt|agree|disagree|like|love|hate|works?|needs?"
    r"|costs?|takes?|gets?|goes|isn't|aren't|wasn't|it's|that's|they're|he's|she's)\b"
)
_LATER = any_case(
    r"(?:[.,:;]|\s[-–—])\s+(?=(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|can)\b)"
)
_SOUGHT = any_case(
    r"(?:the )?(?:main |key )?(?:reasons?|causes?|examples?|arguments?|steps|ways|lessons|benefits|risks|differences?)"
    r" (?:why|for|against|of|to|from|in|between)\b(?!.*[.!]\W*$)"
)
"""A phrase that is typed as into a search box, though a verb stands in it: "reasons why it is hard"."""
_WHICH_ONE = any_case(
    r"(?!.*\b(?:kn[eo]w[ns]?|sa(?:ys?|id)|see|tells?|told|decid\w+|wonder|sure|clear|matters?|cares?|shows?|is|are|was|about|of|on|by"
    r"|in|matter) (?:which|how))"
    r".*\b(?:which ones? (?:is|are|was|were|has|have|does|do|did)|how (?:many|much))\b"
)
"""What is asked behind what it is asked of: "Marmot objectives which one is about work", "the Deal how many are in it"."""
_LEAST = 3  # words of a remark


def as_question(message: str) -> str:
    """Return the plain question that a message stands for, "What are the lessons of the pilot?"; any other as it is."""
    if (match := _LIST.fullmatch(message)) and not _OF_DOCUMENTS.match(match["things"]):
        return f"What are {match['whose'].lower()} {match['things']}?"
    if (match := _ONE_THING.fullmatch(message)) and not _OF_DOCUMENTS.match(match["thing"].removeprefix("the ")):
        return f"What is {match['thing']}?"
    if match := _ACCOUNT.fullmatch(message) or _SUMMARY.fullmatch(message):
        return in_question_order(f"{match['asks'][0].upper()}{match['asks'][1:]}?")
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
    return _of_a_thing(message) or asked_by(message) or in_question_order(_in_one_word(message))


def _in_one_word(message: str) -> str:
    """Return a message with "when" for "on what date", "how many" for "what number of", and the like, where it opens so."""
    long = _LONG.match(message)
    if long is None:
        return message
    asks = next(word for word in _SHORT if long[word]).replace("_", " ")
    return f"{long['joint']}{asks if long['joint'].strip() else asks.capitalize()} {message[long.end() :]}"


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


def asked_by(message: str) -> str | None:
    """Return the question that a message of a name and a word stands for; ``None`` for any other.

    The name has a capital, as the corpus writes it, or two words: "project costs" and "Survey results" may be those of any.
    """
    text = message.strip().rstrip("?").strip()
    if len(text.split()) > LONGEST:
        return None
    for form, question in _FORMS:
        if (match := form.fullmatch(text)) and not _NO_NAME.search(thing := match["thing"]):
            is_name = " " in thing or (any(map(str.isupper, thing)) and thing.lower() not in _KINDS and thing[-2] not in "'’")
            return question.format(**match.groupdict()) if is_name else None
    return None


def is_remark(text: str) -> bool:
    """Say whether a message states something and asks nothing."""
    return (
        "?" not in text
        and len(text.split()) >= _LEAST
        and not _ASKS.match(text)
        and not _LATER.search(text)
        and not (_SOUGHT.match(text) or _WHICH_ONE.match(text) or _is_search(text))
        and bool(_SAYS.search(text))
        and asked_by(text) is None
    )


_IN_SENTENCES = frozenset(
    "a am an are arent be because been being can cant could did didnt do does doesnt dont had has have he her his i if is isnt it"
    " its may might must my not of our she should so than that the their there these they this those too very was wasnt we were"
    " which who will with would you your".split()
)


def _is_search(text: str) -> bool:
    """Say whether a message has none of the small words that sentences are made of, as a phrase in a search box."""
    return text[-1] not in ".!" and _IN_SENTENCES.isdisjoint(words(text))


_CLAIM = re.compile(
    r"[\"“]?(?P<said>.{12,}?)[.!?]?[\"”]?(?<=[.!?\"”])\s+(?:so,? |and )?(?:(?:is|was) (?:this|that|it)(?: really| actually)?"
    r" (?:true|right|correct|so|accurate|the case)|true(?: or (?:false|not))?|right|correct)\W*",
    re.I | re.S,
)


def claimed(text: str) -> str | None:
    """Return the sentence that a message gives and asks the truth of; ``None`` for any other message."""
    match = _CLAIM.fullmatch(text.strip())
    return match["said"] if match else None
