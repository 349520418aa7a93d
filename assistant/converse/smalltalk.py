"""Greetings, thanks and questions about the assistant itself: said back in plain words, with nothing looked up."""

from __future__ import annotations

import re

from assistant.questions.openings import JOINT, PLEASE, THANKS
from assistant.text.languages import LANGUAGES
from assistant.text.patterns import any_case

_HELLO = (
    r"(?:hi|hello|hey|hiya|howdy|greetings|(?:good )?(?:morning|afternoon|evening)|good day)(?: (?:there|all|everyone|again|team"
    r"|assistant))?"
)
_THANKS = (
    r"(?:(?:many )?thanks?|thank you|thx|cheers|much appreciated|i appreciate (?:it|that))"
    r"(?: (?:you|so much|very much|a lot|a bunch|again|in advance|indeed))*"
    r"(?: for (?:that|this|(?:the|your|all (?:the|your)) (?:help|information|info|answer|answers|explanation|time)))?"
)
_PRAISE = (
    r"(?:(?:(?:that|this|it)(?:'s| is| was) )?(?:very |really |so |most |just )?(?:great|perfect|excellent|brilliant"
    r"|wonderful|awesome|amazing|fantastic"
    r"|lovely|helpful|useful|interesting|cool|nice|good|clear)(?: (?:answer|work|job|one|stuff|to know))?"
    r"|(?:that|this|it)(?:'s| has| is)? (?:really |so |very |most )*help(?:s|ed|ing)(?: (?:a lot|me|very much|already))*"
    r"|well done|good (?:job|bot|work)|(?:you(?:'re| are) (?:very |really |so )?(?:great|helpful|good|kind|clever"
    r"|smart|amazing|the best)|i (?:like|love) (?:you|this|it)))"
)
_NOTED = (
    r"(?:ok(?:ay)?|i see|got it|understood|i understand|alright|all right|right|sure|fine|that(?:'s| is) (?:ok|okay"
    r"|fine|all|it)(?: for now)?|yes|no)"
)
_BYE = (
    r"(?:(?:good)?bye(?: bye)?|see (?:you|ya)(?: (?:later|soon|tomorrow))?|farewell|good night|have a (?:nice|good"
    r"|great) (?:day|evening|weekend|one))(?: for now| now| then)?"
)
_HOW_ARE_YOU = r"(?:how (?:are you|is it going|are things|do you do)(?: (?:today|doing))?|how's it going|what's up)"

_MAKER = r"who (?:made|built|created|wrote|programmed|designed|trained|owns|runs) you|where do you come from"
_NATURE = (
    r"are you (?:really )?(?:an? )?(?:real |actual )?(?:bot|chat ?bot|ai|a\.i\.|human|robot|person|machine|computer"
    r"|language model|llm|chat ?gpt|gpt|real)(?: (?:person|being))?"
    r"|am i (?:talking|speaking|chatting) (?:to|with) (?:an? )?(?:real )?(?:bot|human|person|machine|ai|robot)"
    r"|do you use (?:an? )?(?:ai|llm|language model|chat ?gpt)"
    r"|(?:which|what) (?:model|llm|language model) (?:are you|do you use|is this)"
)
_NAME = r"(?:what is|what's) your name|do you have a name|who are you|what are you"
_ABILITY = (
    r"what (?:can|do|could) (?:you|i) (?:do|ask|help(?: me)? with|answer|ask you|know)(?: here| for me| about)?"
    r"|what (?:are|is) (?:you|this|it) for|how (?:do|can|does|should) (?:you|this|i) (?:work|help|use (?:you"
    r"|this))(?: me)?"
    r"|help(?: me)?(?: please)?|can you help(?: me)?|what (?:kinds? of )?questions can (?:i ask|you answer)"
    r"|how does this (?:thing |tool |assistant )?work"
)
_OF_IT = any_case(r"\W*(?:and |but |so )?what(?:['’]s| is) it for\W*")
_TRUST = (
    r"can i trust (?:you|your answers?|this)|do you (?:make (?:things|stuff|it) up|hallucinate|lie)"
    r"|are you (?:always )?(?:right|reliable|accurate)|how do you know(?: (?:that|this|all this))?"
)
_DIFFERING = (
    r"(?:what|where|how|on what) do (?:the|your|these|our) (?:sources|documents|reports|papers|texts|authors) (?:disagree|differ)"
    r"(?: (?:on|about|in|over))?|(?:where|do) (?:the|your|these|our) (?:sources|documents|reports|papers|texts|authors)"
    r" (?:disagree|differ|contradict(?: each other)?)"
)
_IT = r"(?:that|this|it|which)"
_SO = r"(?:(?:very|really|quite|rather|so|pretty|a bit|a little|too|just|somewhat|kind of|not|such a|a) )*"
_FELT = (
    r"(?:surpris(?:ing|ed|e)|interesting|strange|odd|weird|funny|sad|shocking|shocked|harsh|silly|absurd|ridiculous|impressive"
    r"|impressed|worrying|disappointing|disappointed|convinced|sceptical|skeptical|unfair|fair|wrong|right|true|bad|terrible|awful"
    r"|great|good|nonsense|rubbish|shame|pity|lot(?: of \w+)?|wow|helpful|confusing|confused|obvious|clear|unlikely"
    r"|hard to believe|not what i expected)"
)
_REACTION = (
    rf"(?:(?:hm+|oh|well|wow|ok|okay|but|and|so|yes|no|huh|ah|really)\W+)*(?:"
    rf"(?:{_IT} )?{_SO}(?:surpris|shock|worr|disappoint|confus|impress|amaz|intrigu|puzzl)\w+ me"
    rf"|(?:(?:i think |i find |i guess )?{_IT}(?:'s| is| was| seems| sounds| looks| feels)?|(?:seems|sounds|looks)"
    rf"|i(?:'m| am| was| find {_IT})) {_SO}{_FELT}(?: (?:to me|i think|though|actually|imo|at all))?"
    r"|i (?:(?:do not|don't|fully|totally|completely|strongly|really|can't|cannot) )*(?:agree|disagree|believe (?:that|it|this)"
    r"|doubt (?:that|it|this)|beg to differ|think so|see it differently)(?: with (?:that|this|it|you))?"
    r"|(?:fair enough|good point|no way|wow|nonsense|rubbish|hm+|huh|not sure about that|(?:that )?makes sense"
    r"|i did(?: not|n't) know that))"
)
_OPINION = (
    rf"{JOINT}(?:what (?:do|would) you (?:think|say|prefer|recommend)(?: (?:about|of) (?:that|this|it))?"
    r"|do you (?:agree|think so)(?: with (?:that|this|it))?"
    r"|(?:what(?:'s| is) your|your) (?:opinion|view|take)(?: on (?:that|this|it))?"
    r"|is (?:that|this|it) (?:a )?(?:good|bad|right|wrong|fair|wise)(?: thing)?,? or (?:a )?"
    r"(?:good|bad|right|wrong|not|unfair|unwise)(?: thing)?|is (?:that|this|it) a (?:good|bad) (?:thing|idea|sign))"
)
_N = r"(?: not|n['’]?t)"
_COMPLAINT = (
    rf"(?:(?:no|nope|hm+|sorry|but|well)\W+)*(?:(?:that|this|it)(?:['’]?s| is| was)?{_N}"
    r" (?:what i (?:asked|meant|wanted|was asking)(?: (?:for|about))?|an answer|the answer|(?:very |really )?(?:helpful|useful)"
    r"|relevant|my question)"
    rf"|(?:that|this|it) does{_N} (?:answer (?:my question|that|it|the question|me)|help(?: me)?)"
    r"|you(?:['’]re| are)? (?:not (?:very |really |so )?(?:helpful|useful|listening|answering(?: me)?)|useless|hopeless|no help)"
    rf"|you did{_N} answer(?: (?:me|my question|that|the question))?|not (?:helpful|useful|what i asked)|useless|wrong(?: answer)?"
    r"|(?:bad|not a good) answer|try again)"
)
_TRANSLATE = (
    rf"{PLEASE}(?:(?:say|give|tell|answer|write|put|repeat|show)(?: me)?(?: (?:that|this|it))? in"
    rf"|translate(?: (?:that|this|it))? (?:in)?to) (?:{'|'.join(LANGUAGES.values())}){THANKS}"
    rf"|in (?:{'|'.join(LANGUAGES.values())})[, ]+(?:please|pls)"
)
_THAT = "(?:that|this|it|them|(?:the|your) answer)"
_FORM = (
    r"(?:(?:an?|some|\d+) )?(?:\w+ )?(?:bullets?(?: points?)?|table|list|e-?mail|letter|paragraphs?|slides?|essay|poem|tweet|report"
    r"|memo|press release|graph|chart|prose|speech)"
)
_RESHAPE = (
    rf"{PLEASE}(?:put|format|turn|write|make|give me|show(?: me)?|lay|set|draft|present) {_THAT}(?: out| up)?"
    rf" (?:in|into|as|in the form of|for) {_FORM}(?: form)?{THANKS}"
    rf"|{PLEASE}(?:rewrite|reword|rephrase|paraphrase) {_THAT}(?: (?:in|into|as|for) [\w’' -]+)?{THANKS}"
    r"|(?:in|as) (?:bullets|bullet points|a table|a list)(?:,? (?:please|pls))?"
)
_EDGE = r"[\W_]*"


def _only(*forms: str) -> re.Pattern[str]:
    return any_case(rf"{_EDGE}(?:{'|'.join(forms)}){_EDGE}")


_COURTESIES = rf"(?:{_HELLO}|{_THANKS}|{_PRAISE}|{_NOTED}|{_BYE}|{_HOW_ARE_YOU})"
_ASIDE = _only(_REACTION, _OPINION, _COMPLAINT, _TRANSLATE, _RESHAPE)
_NO_ANSWER = _only(_COMPLAINT)
_COURTESY = any_case(rf"{_EDGE}{_COURTESIES}(?:[\W_]+(?:and |but )?{_COURTESIES})*{_EDGE}")
_LEADING = any_case(
    rf"{_EDGE}(?:{_HELLO}|{_THANKS}|{_HOW_ARE_YOU}|(?:{_PRAISE}|{_NOTED})(?=\s*[.,!;:–-]))(?:\s*[.,!?;:–-]+\s*"
    rf"|\s+(?=(?:who|what|when|where|why|how|which|can|could|do|does|did|is|are|was|were|tell|please)\b))"
)


def small_talk(message: str, documents: int, *, is_begun: bool = False) -> str | None:
    """Return a short reply to a greeting, thanks or a question about the assistant, of so many ``documents``; else ``None``.

    Once a conversation ``is_begun``, "What is it for?" asks of what was spoken of.
    """
    message = " ".join(message.split())
    holding = f"{documents} document{'' if documents == 1 else 's'}"
    if not re.search(r"\w", message):
        return _ASK_ON.format(holding=holding) if "?" in message else "Ask again whenever you like."
    text = without_greeting(message) or message
    if is_begun and _OF_IT.fullmatch(text):
        return None
    for form, reply in _REPLIES:
        if form.fullmatch(text) or form.fullmatch(message):
            return reply.format(holding=holding)
    return None


def is_courtesy(message: str) -> bool:
    """Say whether a message is only a greeting, thanks or the like, so that a conversation goes on as if it had not been said."""
    text = " ".join(message.split())
    return is_polite(text) or bool(_ASIDE.fullmatch(text)) or not re.search(r"\w", message)


def is_polite(text: str) -> bool:
    """Say whether a sentence only greets, thanks, praises or the like."""
    return bool(_COURTESY.fullmatch(text))


def is_complaint(text: str) -> bool:
    """Say whether a sentence only says that the last answer was none: "That's not what I asked."."""
    return bool(_NO_ANSWER.fullmatch(text))


def without_greeting(message: str) -> str:
    """Return a message without the greeting or thanks in front of it; "" where nothing else was said."""
    text = message.strip()
    while text and (match := _LEADING.match(text)) and match.end() < len(text):
        text = text[match.end() :].strip()
    return "" if text and _COURTESY.fullmatch(" ".join(text.split())) else text


_ASK_ON = "Ask me about the corpus: I hold {holding} and answer in their own words, each with its source."
_REPLIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_only(_HOW_ARE_YOU, rf"{_HELLO}\W+(?:{_HOW_ARE_YOU})"), "All well here, thank you. " + _ASK_ON),
    (_only(_HELLO), "Hello. " + _ASK_ON),
    (
        _only(_MAKER),
        "I am part of an open research assistant that runs on this machine; the people who set it up chose the {holding} I hold.",
    ),
    (
        _only(_NATURE),
        "I am a program, not a person. I look up sentences in {holding} and show where each one stands; unless a language model "
        "has been set up, I quote and write nothing of my own.",
    ),
    (
        _only(_TRUST),
        "Do check: every sentence I give has a number that opens the exact words it rests on, and I say so when the {holding} I "
        "hold do not answer.",
    ),
    (
        _only(_DIFFERING),
        "On what? Name a subject and I quote what each of {holding} says, and tell where they differ in a number or a date.",
    ),
    (
        _only(_NAME, _ABILITY),
        "I answer questions from a corpus of {holding}. Every sentence comes with a citation that opens the exact words it rests "
        "on, and I say so when the corpus does not answer. You can also ask what the corpus holds on a subject, or for a summary "
        "of one of its documents.",
    ),
    (
        _only(rf"(?:{_NOTED}\W+|{_PRAISE}\W+)*{_THANKS}(?:\W+(?:{_PRAISE}|{_BYE}|{_NOTED}))*"),
        "You are welcome. Ask again whenever you like.",
    ),
    (_only(rf"(?:{_NOTED}\W+)*{_BYE}"), "Goodbye. The sources stay here for when you return."),
    (_only(rf"(?:{_NOTED}\W+)*(?:{_PRAISE})"), "Glad that it helps. Ask again whenever you like."),
    (_COURTESY, "Good. Ask again whenever you like."),
    (
        _NO_ANSWER,
        "Sorry that this does not help. I look for sentences that tell what you ask, so other words for it, a name or a year may"
        " find them; ask for “more”, or what the {holding} have on a subject.",
    ),
    (
        _only(_TRANSLATE),
        "I quote documents in the language that they are written in and translate nothing, so that you can check it.",
    ),
    (
        _only(_RESHAPE),
        "I give sentences as they stand in the sources, so that you can check them, and put them into no other form. You can copy"
        " or export the answer with its references, or ask for it “shorter”.",
    ),
    (
        _only(_REACTION, _OPINION),
        "I hold no view of my own: I quote what the {holding} say. You can ask who says so, why, whether anyone disagrees, or for "
        "more on it.",
    ),
)
