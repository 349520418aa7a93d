"""Who speaks: whose words a question asks for, and which labels in a transcript are one person's.

"What did the Prime Minister say on …?" is answered by what stands behind "Jo Bell (Prime Minister):", and behind "Jo Bell:" in the
same transcript. Sentences that decide ("We agreed to …") answer what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from assistant.questions.form import asked_for, wants_definition
from assistant.questions.names import names_in
from assistant.text.offices import BEGINS
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem, stem_set, stems, stems_without, words

OPENING = 4  # words among which a request stands: "Could you please summarize"
_SAY = (
    "accept add admit agree answer argue ask believe call claim comment complain conclude consider decide describe disagree"
    " explain express feel give mention note offer oppose prefer promise propose raise react recommend refuse regard regret reply"
    " respond say see speak state stress suggest talk tell think want warn wish write"
)
_REQUESTS = frozenset("summarize summarise sum describe explain outline list give quote show tell me us".split())
_VIEWS = (
    "view opinion position answer response reply concern argument suggestion recommendation attitude stance thought reaction"
    " question"
)
_BY_SPEAKING = stem_set(f"{_SAY} said told answered replied asked asks answers reply response question about comment")
ASKS_ALONE = frozenset("discuss discussion several various towards toward whether upon".split())
"""Words that may only ask, so that a text without them lacks nothing of the matter."""
EVERYDAY = frozenset("allow allowed back bring brings brought come comes coming hear heard man round".split())
"""Words of every day that tell no matter apart: a corpus that has none of one lacks nothing of what is asked."""
_SAYS_ALONE = frozenset(  # no deeds, as "refuse" and "promise" are
    stems(f"argue believe comment describe explain express feel propose recommend respond state suggest tell think {_VIEWS}")
)
_ASKING_ALONE = frozenset(map(stem, ASKS_ALONE | EVERYDAY))
_ONE = r"(?:[\w.’'-]+ ){0,4}?[\w.’'-]+?"
_WHO = rf"(?P<who>{_ONE}(?: and (?:the )?{_ONE})?)"
_OF_SPEECH = (
    any_case(rf"\b(?:did|does|do|has|have|had|would|was|is)\s+(?:the )?{_WHO}\s+(?:\w+ly )?(?:{'|'.join(_SAY.split())})\b"),
    any_case(rf"\b(?:the )?{_WHO}(?:['’]s|(?<=s)['’]) (?:\w+ )?(?:{'|'.join(_VIEWS.split())})s?\b"),
    any_case(rf"\baccording to (?:the )?{_WHO}(?=\W*$|,)"),
    any_case(
        rf"\b(?:{'|'.join(_VIEWS.split())})s? (?:that )?of (?:the )?{_WHO} (?:towards?|on|about|regarding|concerning|when|in)\b"
    ),
)
_BRACKETS = re.compile(r"\s*\([^()]{1,120}\)")  # who somebody is, behind his name
_WHO_SAID = any_case(
    r"\bwho (?:else )?(?:sa(?:id|ys)|asked|asks|mentioned|suggested|proposed|thinks|thought|argued|claimed|complained|objected)\b"
)
_MYSELF = re.compile(  # no wish, and nothing that is denied
    r"\bI\b(?!['’]d\b|['’]m not\b| (?:\w+ )?(?:not|never|\w+n['’]t)\b| (?:would|should|could|want|wish|hope|think|say|mean)\b)"
)
_REPORTS = re.compile(
    BEGINS
    + r"(?P<who>(?:[A-Z][\w’'-]*\.? ){0,3}[A-Z][\w’'-]+) (?:(?:did|does|had|has|would|could) (?:not )?|also |then |[a-z]+ly )?"
    r"(?:said|says?|told|warn(?:ed|s)?|thought|thinks?|agree[sd]?|disagree[sd]?|ask(?:ed|s)?|want(?:ed|s)?|wish(?:ed|es)?|argue[sd]?"
    r"|add(?:ed|s)|repl(?:ied|ies)|explain(?:ed|s)|report(?:ed|s)|propose[sd]?|suggest(?:ed|s)|recommend(?:ed|s)?|believe[sd]?"
    r"|promise[sd]?|fear(?:ed|s)|note[sd]|insist(?:ed|s)|oppose[sd]?|support(?:ed|s)|object(?:ed|s))\b"
)
_THE = any_case(r"\b(?:the|this|that) ((?:[\w’'-]+\W+){0,2}[\w’'-]+)")
_ASKS_DECISION = any_case(
    r"\bwhat (?:did|was|were|has|have|is|are)\b.*\b(?:decid\w+|agreed?|recommend\w*|conclu\w+|resolv\w+|propos\w+|decisions?)\b"
    r"|\b(?:decisions?|conclusions?|recommendations?|agreements?|outcomes?|action (?:items?|points?)|next steps)\b"
    r".*\b(?:of|on|about|from|regarding|after|for)\b"
    r"|\bwhat (?:do|did) .+ (?:have|promise|undertake|decide|agree) to do\b"
)
_DECIDES = any_case(
    r"\b(?:decid\w+|agree[ds]?|recommend\w*|conclu\w+|resolved|propos\w+|decisions?|recommendations?|should|ought to|will"
    r"|call(?:s|ed|ing)? (?:on|for)|urge[sd]?|accept(?:s|ed)?|commit(?:s|ted)?"
    r"|approv\w+|carried(?! (?:out|on|over)\b)|good to go|go(?:es)? ahead|consensus|no objections?"
    r"|let['’]s (?:do|start|focus|go|create|make|keep|leave|use)"
    r"|please (?:review|file|make|send|register|add|contact|reach|join))\b"
)
_OPENING_LABEL = re.compile(r"[A-Z][\w .,()'’-]{0,60}:\s+")


def unlabelled(text: str) -> str:
    """Return what is said without the label of who says it: "Jo Bell: It rains." as "It rains."."""
    label = _OPENING_LABEL.match(text)
    return text[label.end() :] if label else text


@lru_cache(maxsize=256)
def asked_of(question: str) -> tuple[frozenset[str], ...]:
    """Return the stems of those whose words are asked for: "Jo Bell" of "What did Jo Bell say about tolls?"; else none."""
    plain = _BRACKETS.sub("", question)
    match = next((found for form in _OF_SPEECH if (found := form.search(plain))), None)
    people = match["who"].split(" and ") if match else []
    told = (stems_without(name, STOP_WORDS | _REQUESTS) for name in people)
    return tuple(name for name in told if name)


@lru_cache(maxsize=256)
def spoken_of(question: str) -> Callable[[str], bool]:
    """Return what says whether a question speaks of the speaker with a label: by name, as "the officer", or of what he says.

    "What should a funder do?" speaks of no "Funder:" in particular, nor "the council's plans" of a "Council officer:".
    """
    named = frozenset(stem(word) for name in names_in(question) for word in words(name)).union(*asked_of(question))
    roles = {stem(word) for found in _THE.finditer(question) for word in words(found[1])}

    @cache
    def speaks_of(label: str) -> bool:
        parts = [stem(word) for word in words(_bare(label))]
        return not named.isdisjoint(parts) or (bool(parts) and parts[-1] in roles)

    return speaks_of


def labels(speakers: Iterable[str | None]) -> Mapping[str, frozenset[str]]:
    """Return, for each label of a transcript, the stems of all labels of the same name: "Jo Bell", "Jo Bell (Prime Minister)"."""
    named: dict[str, list[str]] = {}
    for speaker in dict.fromkeys(speakers):
        if speaker:
            named.setdefault(_bare(speaker), []).append(speaker)
    return {one: frozenset(word for other in same for word in stems(other)) for same in named.values() for one in same}


def _bare(speaker: str) -> str:
    return re.sub(r"\s*\(.*", "", speaker).strip().lower()


def is_answered_by_the_speaker(question: str, text: str) -> bool:
    """Say whether who says a text is whom a question asks for, as "I'm uneasy" answers "Who is uneasy?"; not who somebody is."""
    if asked_for(question) != "person" or wants_definition(question):
        return False
    return bool(_WHO_SAID.search(question) or _MYSELF.search(text))


def reports(text: str, who: Iterable[frozenset[str]]) -> bool:
    """Say whether a sentence tells what somebody of those stems says, "Dr Joshi warned that …", and not only that he does."""
    led = text.rstrip().endswith(":")
    surnames = set() if led else {stem(words(match["who"])[-1]) for match in _REPORTS.finditer(text)}
    return any(not name.isdisjoint(surnames) for name in who)


def asks_by_speaking() -> frozenset[str]:
    """Return the stems by which somebody's words are asked for: "say", "asked", "answer"."""
    return _BY_SPEAKING


def asks_alone(question: str) -> frozenset[str]:
    """Return the stems that may only ask: "summarize", and "opinion" where somebody's words are asked for."""
    opening = frozenset(stem(word) for word in words(question)[:OPENING] if word in _REQUESTS)
    return _ASKING_ALONE | opening | (_SAYS_ALONE if asked_of(question) else frozenset())


@lru_cache(maxsize=256)
def wants_decision(question: str) -> bool:
    """Say whether a question asks what was decided, agreed or recommended."""
    return bool(_ASKS_DECISION.search(question))


def decides(text: str) -> bool:
    """Say whether a sentence decides, agrees, recommends or announces something."""
    return bool(_DECIDES.search(text))
