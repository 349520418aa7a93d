"""What people put around a question in a chat: who asks and why, how to answer, quotation marks, "Quick question:".

None of it stands in the sources, so it is left out before the question is searched with. What might belong to the question stays: a
sentence on who asks, where the question speaks of "we" or "it" or the sentence has a name that the question lacks. Of a long
background there stays the sentence that tells what the question speaks of, where that does not say so itself.
"""

from __future__ import annotations

import re
from itertools import chain, islice

from assistant.converse.smalltalk import is_complaint, is_polite
from assistant.questions.names import names_in
from assistant.questions.openings import ASKING, AUXILIARY, JOINT, PLEASE, POLITE, PURPOSE, THANKS
from assistant.text.contractions import PASTED
from assistant.text.months import MONTH, WEEKDAY
from assistant.text.patterns import any_case
from assistant.text.sentences import cut_at_stops, sentence_spans
from assistant.text.terms import terms

WHOLE = 3  # words of a question that says itself what it is on
BACKGROUND = 80  # characters of all that a message tells beside what it asks, from which on it is the background of that

_BEHIND = r"(?:in|at|for|from|by|to|with|of|on|since|under|about|through|within) (?:which|what|whom|whose|how)"
_ASKING = rf"(?:{_BEHIND}|who|whom|whose|what|what['’]s|who['’]s|when|where|why|how|which|(?!do not){AUXILIARY})\b"
_OPENS = any_case(rf"\W*{JOINT}{_ASKING}")
_NUMBER = any_case(r"(?:\(?\d{1,2}[.)]|[-*•–]|q(?:uestion)?\s?\d*\s?[:.)])\s+(?=\w)")
_BRIEFLY = (
    r"(?:in (?:a nutshell|(?:(?:a|one|two|a few) (?:words?|sentences?|lines?)|brief|short(?=,))|(?:(?:plain|simple|layman['’]?s) )"
    r"(?:english|language|terms|words))|briefly|put simply|simply put)"
)
_IN_SOURCES = (
    r"(?:(?:any(?:thing)? (?:of|in) )?(?:the|your|our|these|this) (?:corpus|collection|documents?|files|library|reports|sources?)"
    r"|anything(?: in here)?|any(?: of them)?)"
)
_TELL = (
    r"(?:tell (?:me|us)|let (?:me|us) know|say|name|state|find out|look up|remind (?:me|us)"
    r"|help (?:me|us) (?:understand|find out|with))"
)
_DOCUMENTS = r"(?:corpus|collection|documents?|files?|library|sources?|texts?|report|article|paper|transcript)"
_LEADS = (
    r"(?:hi|hello|hey|so|ok|okay|please|well|right|now|sorry|oh|ah|hm+|um+|then)",
    r"(?:and |but |now |so )?(?:(?:moving|going) on(?: (?:from|to) (?:that|this|something else|the next (?:one|thing)))?"
    r"|(?:unrelated|unrelatedly|separately|lastly|finally|next|secondly|another thing|another one)(?=[,:]| but)(?:,? but)?"
    r"|(?:let me|i['’]?ll|i will) (?:rephrase|re-?ask|ask (?:again|differently)|put (?:it|that) (?:differently|another way))"
    r"(?: (?:that|it|this))?(?=[.,:–—-])"
    r"|(?:what )?i (?:asked|said|wanted to know|was asking)(?: was)?(?=[,:])|my question (?:was|is))",
    r"(?:brilliant|cheers|great|perfect|super|thanks|urgent)(?=[:,.!])",
    rf"{_BRIEFLY},?|according to {_IN_SOURCES},?",
    r"(?:just )?(?:an?|one|the)? ?(?:quick|more|last|final|other) (?:one|thing)\s*[:,.–—-]",
    r"(?:sorry|apologies)\b[^.?!:,]{3,60}, ?(?:but)?|sorry to \w+ you(?: again)?(?: but)?|as an? [\w-]+(?: [\w-]+)?,?(?= i\b)",
    r"(?:(?:an?|one|another|my|the|here is (?:a|my)) )?"
    r"(?:(?:quick|short|simple|silly|stupid|basic|general|next|last|further|final|more) )*"
    r"(?:question|query)(?: (?:for you|here|then))?\s*[:,.–—-]",
    r"(?:i have )?(?:two|three|2|3|a few|a couple of|some|several|more) (?:quick |short |more )?(?:questions|things)\s*[:,.–—-]",
    r"(?:just (?:curious|wondering|checking|asking)|out of (?:curiosity|interest)|for (?:context|background|information))"
    r"\s*[:,.–—-]",
    r"(?:i (?:was|am)|i['’]?m) (?:just )?(?:wondering|curious)(?: about)?|i (?:just )?wonder(?:ed)?",
    r"i have (?:a|another|one) (?:\w+ )?question",
    rf"{PLEASE}{_TELL}(?: {_BRIEFLY})?|{PLEASE}explain(?: to me)?(?: {_BRIEFLY})?(?= (?:who|what|when|where)\b)",
    r"do(?:es)? (?:you|we|anyone|anybody) (?:happen to )?know|(?:would|might) you know|(?:have you )?any idea",
    r"(?:i(?: would|['’]?d)? (?:be (?:very |most )?grateful|(?:really )?appreciate it|was hoping)|it would be \w+)(?: if| that)?"
    r" (?:anyone|someone|you) (?:can|could|might|would)",
    rf"(?:do|does) {_IN_SOURCES} (?:say|tell(?: us| me)?|mention|explain|show)",
    rf"what (?:do|does) (?:the|your|our|these|this) {_DOCUMENTS} (?:say|tell(?: us| me)?|mention) (?:about|on)",
    rf"(?:is|are) there (?:anything|something|any (?:information|detail))(?: (?:here|in here|in {_IN_SOURCES}))? (?:about|on)",
    rf"where (?:in {_IN_SOURCES} )?does it (?:say|tell(?: us| me)?|mention|explain)",
    r"(?:what|which) (?:page|document|section|source|report)s? (?:says?|tells?(?: us| me)?|mentions?|explains?)",
)
_ORDERS = r"(?:compare|define|describe|explain|find|give|list|name|outline|show|summari[sz]e|tell)"
_TELLING = "|".join(rf"(?<={verb} )" for verb in "know me us out wondering wonder say check see".split())
_WHETHER = rf"whether|(?:{_TELLING})if(?! (?:anyone|someone|you)\b)"
_LEAD = any_case(rf"(?:(?:{'|'.join(_LEADS)})[:,.!]*\s+)+?(?={_ASKING}|{_ORDERS}\b|(?:{_WHETHER})\b)")

_KNOW = (
    r"(?:know|ask(?:ed|ing|s)?|tell|wonder(?:ed|ing|s)?|check(?:ing)?|remember|recall|remind|find(?:ing)? out|see|hear|learn"
    r"|understand|explain|say|confirm|clarify|look up|work out|establish|figure out|sure|curious|describe|report on|write about"
    r"|question is)(?: (?:to )?(?:me|us|you))?(?: about)?"
)
_WANTS = (
    r"(?:(?:as an? [\w-]+(?: [\w-]+)?|(?:good )?(?:afternoon|evening|morning)(?: all)?|hello|hey|hi|just)[ ,!]+)*"
    rf"(?:(?:(?:i|we)(?! {_KNOW}\b)|i['’]?(?:m|d|ve)|we['’](?:re|d|ve)|my|our|hoping|keen|looking|needing|trying|wanting)\b"
    r"[^.:;?!]{0,90}?|(?:any chance|are|can|could|might|will|would) (?:anyone|i|someone|you|u)"
    r"(?: (?:able to|also|happen to|help me|just|kindly|please|possibly|to))*)"
)
"""Who wants to know something, and how, before a word for that."""
_WANTS_TO_KNOW = rf"{_WANTS} {_KNOW}[,:]? (?={_ASKING}|whether\b|if\b(?! (?:anyone|someone|you)\b))"
_ANNOUNCED = any_case(
    _WANTS_TO_KNOW,
    r"(?!(?:about|as for|back to|on|regarding)\b)(?:for an? |(?=[^:]*\b(?:i(?= [a-z])|i['’]?m|i['’]?ve|my|our|we|question|query"
    r"|quick)\b))[^.:;?!]{2,80}:\s+(?=\w)",
)
"""What one says first: "I'd like to know who …", and, whatever follows, "For a bid I'm writing: …", "Quick one: …"."""
_WONDERS = any_case(_WANTS_TO_KNOW)
_ON_A_THING = any_case(r"\b(?:about|of|on|regarding|with)\b")

_IF = re.compile(r"If\b")
_MANNER = (
    r"(?:brief(?:ly)?|short(?:ly|er)?|concise(?:ly)?|simpl[ey]|succinct(?:ly)?|detail(?:ed|s)?|depth|precise(?:ly)?|specific"
    r"|plain (?:english|words|language)|(?:(?:one|two|three|four|five|\d+|few|some|full|single) )?(?:\w+ )?"
    r"(?:words?|sentences?|lines?|paragraphs?)|bullets?(?: points?)?)"
)
_SHALL_WE = r"(?:(?:now|ok|okay|so),? )?(?:let['’]?s|let us|can we|shall we|(?:i|we)(?:['’]d| would)? (?:like|want) to)"
_EVIDENCE = r"(?:sources?|citations?|references?|page numbers?|documents|quotes?|quotations?|evidence)"
_WISHES = (
    rf"(?:be|keep|make|answer|reply|respond|explain|write|say|put|give|limit|use|format|present)\b[^?]*\b{_MANNER}(?: only)?",
    r"(?:cite|quote|give|include|provide|add|show|name|use|mention|list)(?: (?:me|us))? (?:only )?(?:all )?"
    rf"(?:(?:your|the|any|some|these|their) )?(?:(?:page|exact) )?{_EVIDENCE}(?: (?:for|with|provided|only|please)\b[^?]*)?",
    r"(?:answer|try|ask)(?: (?:it|that|this|me))? (?:again|once more)",
    r"only use\b[^?]*|(?:do not|don['’]?t) (?:guess|speculate|hallucinate|make\b[^?]* up)[^?]*|step by step|no (?:waffle|jargon)",
    r"(?:thanks|thank you)\b[^?]*",
    r"(?:i am|i['’]?m|we are|we['’]re) (?:very |quite |rather )?new (?:here|to (?:all )?(?:it|that|this))",
    r"i wonder if (?:you|anyone) (?:can|could|might)(?: be able to)? help(?: me| us)?|(?:help(?: (?:me|us|out|with this|here))*)",
    r"do(?:es)? (?:you|anyone|anybody) (?:happen to )?know|(?:would|might) you know|any ideas?",
    r"(?:(?:kind|kindest|best|warm) (?:regards|wishes)|regards|best|yours(?: sincerely)?)(?:,? [\w .-]{2,30})?",
    r"(?:any|your) help (?:would be|is) (?:much |greatly )?(?:appreciated|welcome)",
    rf"{_SHALL_WE} (?:(?:talk about|move on to|turn to|go on to|discuss|ask about) (?:something (?:else|different)"
    r"|another (?:topic|subject|thing|matter))|move on|change (?:the )?(?:topic|subject))",
    r"i have (?:a|another|one(?: more| last)?|some more) (?:different |other |quick )?questions?",
    r"(?:i )?hope (?:you are|you['’]re|all is) (?:well|ok)",
)
_WISH = any_case(rf"(?:(?:and|but|also|try to) |{POLITE})*(?:{'|'.join(_WISHES)}){THANKS}\W*")
_ON_WHO_ASKS = any_case(
    r"(?:(?:for (?:context|background|information)|so|and|well|hi|hello|hey)(?: (?:there|all|again))?\W+)?"
    r"(?:i|i['’]?(?:m|ve|d)|we|we['’]?(?:re|ve|d)|my|our|this is for|it['’]?s for"
    r"|(?:doing|preparing|putting together|writing) (?:an?|my|our))\b"
)
_SORRY = any_case(
    rf"(?P<asks>(?:what|who|when|where) {AUXILIARY} |how (?:many|much) )?(?P<whose>[\w’' -]{{2,40}}?['’]s )?[^?]{{0,80}}?"
    r"(?:\.\.+|…|[,–—-])\s*(?:no,? |oh,? )?(?:sorry,?(?: i (?:mean|meant))?|i (?:mean|meant),?|or rather,?)\s+(?P<meant>[^?]+\??)"
)
"""What is put right in the same breath: "how many petitions.. no sorry, how many people answered?"."""
_OWNED = any_case(r"^(?:an?|her|his|its|our|the|their|your)\b|['’]s\b")
_SPLICED = any_case(
    r"^(?P<who>(?:(?:hi|hello|hey)(?: (?:there|all|again))?\W+)?(?:i|we)(?: am| are|['’](?:m|re)) [^.,;:?!]{3,80}?)"
    r"(?:,(?: (?:and|so|but))?| so| and (?:(?:i|we)(?:['’]d)? )?(?:need|want|would like|have|like)"
    r"(?: to (?:know|find out|understand|see))?) "
    rf"(?={_ASKING}[^.!]*\?*$)"
)
"""Who asks, and what, in one sentence: "I'm writing a bid, what was the Tide Fund?"."""
_ROLE_ASKS = any_case(
    r"(?:(?:hi|hello|hey)\W+)?(?:(?:as|i am|i['’]m|we are|we['’]re) (?P<role>an? (?!(?:bit|little|lot)\b)[a-z][\w’'-]*"
    r"(?: [a-z][\w’'-]*){0,2}?))(?: (?:in|at|from|with|of) [^,.;:?]{2,40})?(?:[,.;:] (?:and |so )?| (?:and|so) )"
    r"(?P<asks>(?:what|how|when|where|why) (?:should|can|could|might|must)) (?:i|we) (?P<rest>[^.?!]+)\?*"
)
"""Who asks, and what such a one should do: "I'm a funder, what should I do differently?"."""
_THEM = "it|its|this|that|these|those|they|them|their|there|such|he|she|him|her|his|so"
_ITS = re.compile(r"\b(?:its|their|his|her)\b(?= [a-z])")
_LEANS = any_case(rf"\b(?:i|we|me|us|my|our|ours|mine|{_THEM})\b")
_LEANS_ON_THEM = any_case(rf"\b(?:{_THEM})\b")
_INTRODUCED = any_case(
    r"(?:(?:hi|hello|hey)\b[\w ]{0,12}[,.!]+ )?"
    r"(?:(?:my [\w ]{2,20}|someone|somebody|people|i|we|they)(?:['’]ve| have| has| had| just| recently| always| keeps?)*"
    r" (?:mention(?:ed|s)?|(?:told|tells?) (?:me|us) about|read about|hear(?:d|ing|s)? (?:about|of)|c[ao]mes? across"
    r"|talk(?:ed|s)? about)"
    r"|(?:i|we)(?: am| are|['’](?:m|re)) (?:interested in|looking (?:at|into)|reading about|researching|studying|working on"
    r"|writing about)"
    rf"|{_SHALL_WE} (?:now )?(?:talk about|discuss|(?:move|go|turn|get|come) (?:on |back )?to|look at))"
    rf" (?P<thing>[^.,;!?]{{2,60}}?){PURPOSE}\. (?P<before>[^.?!]*?)\b(?:it|they|that|this|them)\b(?P<after>[^.?!]*\?)"
)
"""A thing that somebody spoke of, and a question on "it"."""
_STRESS = any_case(
    rf"(?P<asks>^{_ASKING}) (?:exactly|precisely|actually)(?= )"
    r"|[ ,]+(?:exactly|precisely|actually|again|by the way|btw|then|though|anyway)(?=\W*$)"
)
_THINK = any_case(r"^(?P<asks>what|who|which|when|where|how) (?:would|do) you (?:say|think|reckon) (?=(?:is|are|was|were)\b)")
_LIKE = any_case(
    rf"(?:(?: to me)?,? (?:like|as if|as though) (?:i|we)(?: am| are| was| were|['’]?(?:m|re))"
    r" (?:an?|beginners|children|completely|five|new|not|six|ten|totally|\d+)\b[^?]*"
    rf"|(?: to me)?,? {_BRIEFLY})(?=[\s.!?]*$)|\s+a(?:nswer)?:\s*$"
    r"| (?:across|at|for|in|within) (?:my|our) (?:own |local |small )*(?:area|borough|charity|city|community|council|county"
    r"|district|neighbourhood|organi[sz]ation|place|region|team|town|village|ward)(?=[\s.!?]*$)"
    rf"|(?<=\w){THANKS}(?=[\s.!?]*$)|, ?(?:do|would) you (?:happen to )?know(?=[\s.!?]*$)"
)
"""How to say it, for whom, and thanks, behind what is asked: "to me like I'm five", "in simple terms", "in our town", "pls"."""
_UNMARKED = any_case(
    r"\b(?:(?P<i>i)(?P<verb>m|ve)|(?P<not>are|could|did|do|does|had|has|have|is|should|was|were|would|ca)nt"
    r"|(?P<is>here|that|there|what|who)s|(?P<are>they|you)re)\b"
)
"""Words that are typed without their apostrophe, and are no others: "im", "dont", "whats"."""
_REQUEST = any_case(rf"\W*{JOINT}{PLEASE}{_ORDERS}\b")
_DEFINES = any_case(r"\b(?:calculated?|computed?|defined?|measured?) (?:as|by|from|on|using|with)\b|\S[:=] |\bbased? (?:\w+ )*on\b")
"""What tells, behind a question, what its words mean or what it is answered from."""
_RESTS_ON = any_case(
    r"\b(?:from|in|within|using|on) (?:(?:the|its|their) )?(?:\w+ ){0,3}"
    r"(?:statements?|balance sheets?|accounts|tables?|annual report)\b"
)
"""What tells, wherever it stands, which part of a report a question is to be answered from."""
_DAY = any_case(f"{WEEKDAY}|{MONTH}")
_PASTED = any_case(
    r"(?:>+ ?[^?>]{20,}?[.!…]|(?:(?:you|it|(?:the|your) (?:answer|report)) (?:said|says|wrote|told me)(?: that)?:? )?"
    r"[\"“][^\"“”]{20,}[\"”][.,:]?) (?P<asks>[^\"“”]+\?)"
)
"""What somebody pasted, the last answer perhaps, before a question."""
_POINTS = any_case(
    r"\b(?:it|its|this|these|those|they|them|their|he|she|him|her|his|that(?=\W*$| (?:is|was|means?|happen\w*)\b))\b"
)
_QUOTES = re.compile(r"(?:\"([^\"]+)\"|“([^“”]+)”|'([^']+)'|‘([^‘’]+)’)")


def alone(message: str) -> str:
    """Return the question of a message without what is put around it; the message where nothing is."""
    text = " ".join(message.split())
    if not text or len(asked := _without_background(text)) > PASTED:
        return message
    marked = _UNMARKED.sub(_with_apostrophe, asked)
    quoted = _QUOTES.fullmatch(marked)
    said = quoted[quoted.lastindex or 0] if quoted and _asks(quoted[quoted.lastindex or 0]) else marked
    pasted = _PASTED.fullmatch(said)
    if pasted and len(terms(pasted["asks"])) >= WHOLE and not _POINTS.search(_without_owned(pasted["asks"])):
        said = pasted["asks"]
    if number := _NUMBER.match(said):
        said = said[number.end() :]
    if corrected := _SORRY.fullmatch(said):
        said = _put_right(corrected)
    if told := _INTRODUCED.fullmatch(said):
        said = f"{told['before']}{told['thing']}{told['after']}"
    if (role := _ROLE_ASKS.fullmatch(said)) and not (_LEANS.search(role["rest"]) or names_in(role["rest"])):
        said = f"{role['asks'].capitalize()} {role['role'].lower()} {role['rest']}?"
    said = _without_announced(said)
    said = _without_others([part.strip() for part in cut_at_stops(_SPLICED.sub(r"\g<who>. ", said)) if part.strip()], said)
    said = _without_announced(said)
    while lead := _LEAD.match(said):
        said = _without_announced(_opened(said[lead.end() :]))
    said = _LIKE.sub("", _THINK.sub(lambda match: f"{match['asks']} ", said))
    if _OPENS.match(said) or _REQUEST.match(said):
        said = _STRESS.sub(lambda match: match["asks"] or "", said)
    return said if said != text else message


def _without_background(text: str) -> str:
    """Return what a message asks without a long background, but for one sentence before it where it leans on what was said: the
    nearest with a name, else the nearest of all where it says little itself.
    """
    sentences = [text[start:end] for start, end in sentence_spans(text, 0, len(text))]
    matter = [sentence for sentence in sentences if not _is_no_matter(sentence)]
    asks = [s for s in matter if s.endswith("?") or _REQUEST.match(s)] or [s for s in matter if _asks(s) and s[-1] not in ".!"]
    if not asks:
        return text
    first = sentences.index(asks[0])
    told = (s for n, s in enumerate(sentences) if (n >= first and (s in asks or _DEFINES.search(s))) or _RESTS_ON.search(s))
    question = " ".join(told)
    if len(text) - len(question) < BACKGROUND:
        return text
    is_whole = len(terms(question)) >= WHOLE
    if (names_in(question) or is_whole) and not _LEANS_ON_THEM.search(_without_owned(question)):
        return question
    before = [sentence for sentence in reversed(sentences[:first]) if sentence in matter]
    named = (sentence for sentence in before if not all(map(_DAY.fullmatch, names_in(sentence))))
    others = () if is_whole else (sentence for sentence in before if not _ON_WHO_ASKS.match(sentence))
    return " ".join([*islice(chain(named, others), 1), question])


def _without_announced(said: str) -> str:
    """Return what a message asks behind a colon without what it says before; a name, or a thing it leans on, stays."""
    first = _ANNOUNCED.match(said)
    if first is None:
        return said
    lead, rest = first[0], said[first.end() :]
    leans = bool(_ON_A_THING.search(lead)) and _LEANS_ON_THEM.search(_without_owned(rest))
    return said if leans or (names_in(lead) and not names_in(rest)) else _opened(rest)


def _opened(rest: str) -> str:
    """Return what stands behind such words as a message of its own; "whether" for the "if" that asks."""
    return _IF.sub("Whether", f"{rest[0].upper()}{rest[1:]}")


def _put_right(corrected: re.Match[str]) -> str:
    """Return what is meant as a question: with how the first one opened, and whose it was, where it says neither itself."""
    meant, asks = corrected["meant"], corrected["asks"]
    if _OPENS.match(meant):
        return _opened(meant)
    whose = "" if _OWNED.search(meant) else corrected["whose"] or ""
    return f"{asks}{whose}{meant}" if asks else corrected[0]


def _with_apostrophe(word: re.Match[str]) -> str:
    if word["not"]:
        return f"{word['not']}n't"
    return f"I'{word['verb']}" if word["i"] else f"{word['is']}'s" if word["is"] else f"{word['are']}'re"


def _without_others(sentences: list[str], said: str) -> str:
    """Return the sentences of a message but those on who asks and on how to answer; what was said where none is left out."""
    asking = [sentence for sentence in sentences if _asks(sentence) and not _is_no_matter(sentence)]
    if not asking:
        matter = [sentence for sentence in sentences if not _is_no_matter(sentence)]
        return " ".join(matter) if 0 < len(matter) < len(sentences) else said
    named = {name for sentence in asking for name in names_in(sentence)}
    leans = _LEANS_ON_THEM if named else _LEANS
    alone = not any(leans.search(_without_owned(sentence)) for sentence in asking)
    kept = [
        sentence
        for sentence in sentences
        if sentence in asking or not (_is_no_matter(sentence) or (alone and _is_on_who_asks(sentence, bool(named))))
    ]
    return " ".join(kept) if len(kept) < len(sentences) else said


def _without_owned(sentence: str) -> str:
    """Return a sentence without "its" and "their" behind a name, which are of that: "what did Nottingham do about its buses"."""
    first = min((sentence.find(name) for name in names_in(sentence)), default=len(sentence))
    return sentence[:first] + _ITS.sub("", sentence[first:])


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") or any(form.match(sentence) for form in (_OPENS, _LEAD, _WONDERS))


def _is_no_matter(sentence: str) -> bool:
    return is_polite(sentence) or is_complaint(sentence) or bool(_WISH.fullmatch(sentence))


def _is_on_who_asks(sentence: str, others_named: bool) -> bool:
    """Say whether a sentence tells who asks; one that has a name, where the question has none, may say what is meant."""
    return bool(_ON_WHO_ASKS.match(sentence)) and (others_named or not names_in(sentence))


_UNMARKED_QUESTION = any_case(
    rf"(?P<asks>\W*{JOINT}(?:(?:{_BEHIND}|{ASKING}|what['’]s|who['’]s)\b|(?:is|are|was|were|did|does|do|has|can|could|would|should)"
    r" (?:an?|any|anyone|he|it|people|she|that|the|there|these|they|this|those|we|you)\b)[^.?!:;]*[^.?!:;\s…])(?:\s|\.|…)*"
)


def marked(message: str) -> str:
    """Return a message that opens as a question does with the mark behind it, which tells the embedder what it is."""
    asked = _UNMARKED_QUESTION.fullmatch(message)
    return f"{asked['asks']}?" if asked and " " in asked["asks"] else message


_IT = r"(?:it|this|(?:the|this) (?:document|file|report|paper|article|text))"
_IT_SAYS = any_case(rf"what does {_IT} (?P<verb>say|tell us|mention) (?P<on>about|on) (?P<what>.+)")
_THE_ONLY = any_case(
    r"(?P<lead>what(?:'s| is| does)|who (?:wrote|published|made|is the author of)|when was|how long is|summari[sz]e|sum up|describe"
    r"|tell me about|what are the (?:\w+ ){1,2}of) (?:it|this)(?P<rest>(?: (?:all )?about| written| published| made| from| say"
    r"| conclude| argue| find| cover| recommend| tell (?:us|me))?)\W*"
)
_ITS_POINTS = any_case(r"(what are the (?:\w+ )?(?:points|findings|conclusions|messages|takeaways|recommendations))\W*")
_SUMMARY = any_case(r"(?:(?:a |the )?summary|summari[sz]e|overview|tl;? ?dr)(?:,? please)?\W*")


def of_the_only(message: str) -> str:
    """Return a message of a conversation about the only document there is, which "it" can only be: "Summarise it"."""
    if asked := _IT_SAYS.fullmatch(message):
        return f"What do the documents {asked['verb']} {asked['on']} {asked['what']}"
    if asked := _THE_ONLY.fullmatch(message):
        return f"{asked['lead']} the document{asked['rest']}" + ("?" if asked["lead"][0] in "WwHh" else "")
    if asked := _ITS_POINTS.fullmatch(message):
        return f"{asked[1]} of the document?"
    return "Summarise the document" if _SUMMARY.fullmatch(message) else message
