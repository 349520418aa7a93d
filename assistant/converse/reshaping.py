"""Messages that ask for the last answer in another shape: "shorter please", "in one sentence", "put it more simply".

Nothing is reworded, so what can be given is the one sentence of it that says most of what was asked.
"""

from __future__ import annotations

from assistant.converse.topic import Completed, Said, carried
from assistant.questions.openings import POLITE, THANKS
from assistant.text.patterns import any_case

_ASKING = rf"(?:{POLITE}|i (?:want|need) (?:it|that) )*"
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
    rf"(?:(?:and|but|so|ok|okay|now) )*(?:(?:that|this|it)(?:['’]s| is| was) )?{_ASKING}"
    r"(?:(?:make|keep|put|say|explain|give|sum|summari[sz]e|shorten|simplify|condense|cut|tell)"
    rf"(?: me| us)?{_IT}(?: up| down)?)?(?: ?{_LESS})?(?: ?{_ONE})?{THANKS}\W*"
)
_ASKS = any_case(rf"{_LESS}|{_ONE}|\b(?:shorten|simplify|condense)\b")


_NOT_UNDERSTOOD = any_case(
    r"(?:(?:sorry|but|hm+)\W+)*(?:i (?:do not|don['’]?t|did not|didn['’]?t) (?:get|understand|follow)(?: (?:that|this|it|you))?"
    r"|what do you mean(?: (?:by (?:that|this|it)|exactly))?)\W*"
)


def shorter(text: str, said: Said) -> Completed | None:
    """Complete "shorter please", "in one sentence", "explain that more simply": the last question once more."""
    is_wanted = (_SHORTER.fullmatch(text) and _ASKS.search(text)) or _NOT_UNDERSTOOD.fullmatch(text)
    return (said.question, carried(said)) if is_wanted else None
