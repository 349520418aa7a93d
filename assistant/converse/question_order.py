"""A clause that asks, in the order of a question: "What did Coventry say of it?" for "What Coventry said of it".

Behind "can you tell me" and "I'd like to know" a question stands in the order of a statement, and so it stays where these words are
left out. The forms of a question tell what it asks for, so it is turned round where its verb is beyond doubt.
"""

from __future__ import annotations

import re

from assistant.models.embedders import is_whole
from assistant.questions.openings import ASKING, AUXILIARY, JOINT
from assistant.text.irregular_forms import IRREGULAR
from assistant.text.patterns import any_case

_PRONOUN = "(?:he|i|it|she|there|they|we|you)"
_SUBJECT = rf"(?:(?:an?|her|his|its|our|the|their|these|this|those) \w|(?!{AUXILIARY}\b)(?-i:[A-Z])|{_PRONOUN}\b)"
_NOUN = rf" (?!(?:{AUXILIARY}|{_PRONOUN}|\w+ed|at|by|for|from|in|of|on|that|the|to|with)\b)(?-i:[a-z-]+)"
_HOW = r"(?:far|long|often|old|well)\b"
_CLAUSE = any_case(
    rf"(?P<joint>\W*{JOINT})(?:(?P<asks>(?:(?:at|by|for|from|in|of|on|to|with) )?(?:(?:which|how many)(?:{_NOUN}){{1,3}}?"
    rf"|how much(?:{_NOUN})?|what(?! an? )|how(?: {_HOW}|(?! {_HOW}| (?:many|much)\b))|when|where|why))|whether)"
    rf" (?P<rest>{_SUBJECT}.+?)(?P<end>[\s.?!…]*)"
)
_ANOTHER = any_case(rf"(?:,|,? (?:and|but)) {ASKING}\b|[.?!;] ")
_WITHIN = frozenset("that which who whom whose".split())
_AUXILIARY = any_case(AUXILIARY)
_LEANS = frozenset("a an and as at by for from her his in its of on or our that the their these this those to very with".split())
"""Words behind which a verb is none: "the closed shop", "a report and led to"."""
_NOUNS = frozenset("child criterion foot half life man person wife woman".split())
_PAST = {form: base for form, base in IRREGULAR.items() if base not in _NOUNS} | {
    "cost": "cost", "cut": "cut", "did": "do", "got": "get", "heard": "hear", "made": "make", "put": "put",
    "set": "set", "took": "take",
}  # fmt: skip
_DO = frozenset("do does did".split())
_MAY_BE_ASKED = re.compile(r"(?:\W*[a-z]+ )*?[Ww]hat [A-Z]")
"""Before what a thing is asked for ("What IT systems failed?") as well as of whom ("What IT said")."""
_SAID = frozenset(
    "answer argue ask believe claim discuss do explain feel find hear learn mean mention propose recommend say see speak suggest"
    " talk tell think want".split()
)
_HAVE = {"has": "does", "have": "do", "had": "did"}
_ONLY_VERBS = frozenset(
    "argue ask become begin believe bring buy choose come create describe develop give go grow include join keep know lose make"
    " mention produce propose provide publish receive recommend save say see seek sell send speak suggest take teach tell think"
    " understand want write".split()
)
"""Verbs that are no nouns, and so are verbs in whatever form they stand: "When Coventry become a port?"."""
_NOW = _ONLY_VERBS | {"add", "cost", "cover", "do", "find", "mean", "need", "offer", "show", "work"}
"""Verbs that are told in the present, too."""


def in_question_order(message: str) -> str:
    """Return a message that is a clause with its verb where a question has it; any other as it is."""
    clause = _CLAUSE.fullmatch(message)
    if clause is None or _ANOTHER.search(clause["rest"]):
        return message
    said = clause["rest"].split()
    for at, word in enumerate(said[1:], 1):
        if word.lower() in _WITHIN:
            break
        if said[at - 1].lower() not in _LEANS and (found := _turned(said[at - 1], word.lower(), *said[at + 1 : at + 2])):
            verb, base = found
            if (word.lower() in _DO and base == []) or (_MAY_BE_ASKED.match(message) and not _SAID.issuperset(base or " ")):
                break
            asks = [*(clause["asks"] or "").split(), verb]
            asks[0] = asks[0].lower() if clause["joint"].strip() else asks[0].capitalize()
            return f"{clause['joint']}{' '.join([*asks, *said[:at], *base, *said[at + 1 :]])}?"
    return message


def _turned(subject: str, word: str, after: str = "") -> tuple[str, list[str]] | None:
    """Return the verb that a question has before who does it, and what is left behind; ``None`` where a word is no verb."""
    if word in _HAVE and not (after in _PAST or after.endswith("ed") or after in ("been", "become")):
        return _HAVE[word], ["have"]
    if (_AUXILIARY.fullmatch(word) or word == "am") and (after or word not in ("do", "does", "did")):
        return word, []
    if base := _PAST.get(word):
        return "did", [base]
    if word.endswith("ed") and after != "by" and (base := _base(word)):
        return "did", [base]
    if word.endswith("s") and word[:-1] in _ONLY_VERBS:
        return "does", [word[:-1]]
    if word.removesuffix("s") in _NOW and word.endswith("s") != (subject.endswith("s") or subject.lower() in _MANY):
        return ("does", [word.removesuffix("s")]) if word.endswith("s") else ("do", [word])
    return ("did", [word]) if word in _ONLY_VERBS else None


_MANY = frozenset("i they we you".split())


def _base(word: str) -> str | None:
    """Return the verb of a past form that a rule gives: "propose", "discuss", "plan" and "try"."""
    if len(word) < 5:
        return None
    ends = (word[:-1], word[:-2], word[:-3] if word[-3] == word[-4] else "", word[:-3] + "y" if word[-3] == "i" else "")
    return next((base for base in ends if len(base) > 2 and is_whole(base)), None)
