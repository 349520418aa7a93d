"""Decisions and action points, in the words of talk and of minutes: what was decided, and who will do what.

1. "What was decided?": sentences that settle a thing ("so we're going with the second", "RESOLVED to …", "carried") tell it, and
   less surely those that only say what will or should be;
2. "What are the actions?", "What is Jo going to do?": sentences by which somebody takes a thing on ("I'll ring them"), is given it
   ("Jo, could you …?", "Clerk to place the order") or has a day for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.questions.speech import decides, unlabelled
from assistant.text.months import MONTH
from assistant.text.patterns import any_case
from assistant.text.terms import stem_set

_TASKS = r"(?:actions?(?: (?:points?|items?))?|next steps?|to-?dos?|tasks?|follow-?ups?|jobs)"
_FROM = "(?:of|from|after|for|on|at|in|agreed|that came)"
_ASKS = any_case(
    rf"\bwhat (?:are|were|is|was) (?:the |their |our )?(?:\w+ )?{_TASKS}(?: {_FROM}\b.*)?\W*$"
    rf"|\b(?:what|which|list|any) (?:\w+ ){{0,2}}{_TASKS} (?:are|were|was|came|from|of|for)\b"
    r"|\bwho (?:does|did|do) what\b"
    r"|\bwho (?:is|was|are|were|has|had|will|agreed|promised|offered|needs?|volunteered)\b.* (?:do|doing|done) what\b"
    r"|\bwhat (?:is|are|was|were) (?!it |this |that )[^?]+ (?:going|supposed|due|meant) to do\b"
    r"|\bwhat will (?!it |this |that )[^?]+ do(?: next| now| by \w+| before .*| after .*)?\W*$"
    r"|\bwhat (?:did|has|have) [^?]+ (?:promise|agree|offer|undertake|commit|volunteer)(?:e?d)?(?: to do)?\W*$"
    r"|\bwhat (?:does|did) (?:the )?(?-i:[A-Z])[^?]* (?:have|need) to do\b"
    r"|\bwhat (?:needs|has|had) to be done\b|\bwho (?:will|is going to|has to|is to|was going to) "
)
_DO = (
    "(?:go(?:ing)? (?:with|for|ahead)|try|leave|keep|drop|do|use|start|stop|wait|move|make|have|stick|put|take|meet|set|add|create"
    "|focus|run|hold|call|say)"
)
_SETTLES = any_case(
    r"\b(?:(?<!are )(?<!is )(?<!be )decided|agreed|resolved|carried(?! (?:out|on|over)\b)|approved|adopted|ratified|concluded"
    r"|decision (?:is|was)|consensus|it was felt"
    rf"|(?:we(?:['’]re| are| will|['’]ll)|let['’]s) {_DO}|good to go|go(?:es)? ahead with|settled (?:on|then)"
    r"|(?:okay|ok|right|fine|all ?right|lovely|good),? so (?:no|we|all|both|it['’]s|that['’]s|everyone)|(?:how|what) about,? we"
    r"|(?:push(?:ed)?|put|move[ds]?|hold|held|leave|left) (?:it|that|this|them)? ?(?:off|back|over|to (?:next|the next)|until|till)"
    r"|look at (?:it|this|that) (?:again )?(?:in|next|at the next)|come back to (?:it|this|that) (?:in|next|at)|it is\.?$"
    r"|(?:deferred|postponed|shelved|tabled|adjourned|carried over)"
    r"|not (?:been )?(?:granted|adopted|approved|agreed)|(?:was|were) refused"
    r"|that['’]s settled|no objections?|vote[ds]? (?:to|for|against|in favou?r)|to (?:stay|remain) as|(?:will|is|are) to be)\b"
)
_RECOMMENDS = any_case(  # "The recommendations would save money" recommends nothing
    r"\brecommend(?:s|ed|ing)?\b|\brecommendations?\b[^.]{0,60}(?:\b(?:is|are|was|were|that|to|include[sd]?)\b|:)"
)
_RECOMMENDED = any_case(r"\brecommend\w*")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|next (?:week|month|time|meeting|year)|the end of"
_NOT_THAT = r"(?!(?:not|never|be (?:able|honest|happy|a|the)|begin|start|see|say|tell|admit|add|just)\b)"
_GIVEN = "will|shall|is going to|agreed to|offered to|undertook to|promised to|volunteered to|is to|has to"
_TITLE = "(?:Cllrs? |Councillor |Mr |Mrs |Ms |Dr |The )?"
_TAKES_ON = re.compile(
    rf"\b(?:I can|(?:I|we)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to)) {_NOT_THAT}[a-z]"
    rf"|\b(?:[A-Z][\w’'-]+|(?:[Tt]he|[Oo]ur) [a-z]+) (?:{_GIVEN}) {_NOT_THAT}[a-z]"
    r"|\b(?:could|can|would|will) you (?!(?:hear|see|tell us|say|explain)\b)(?:please |maybe |perhaps )?[a-z]+ "
    r"|\byou(?:['’]ll| will)\b.*\?"
    r"|\b[Pp]lease (?:send|write|ring|call|check|file|register|add|prepare|draft|book|order|contact|email)\b"
    rf"|(?:^|[.;:] ){_TITLE}(?!Not\b)[A-Z][\w’'-]+(?: (?:and )?[A-Z][\w’'-]+)? to (?!(?:stay|remain|the|a)\b){_NOT_THAT}[a-z]+ "
    r"|^\W*(?:To be [a-z]+ed\b|Will do\b|Actions?(?: points?| items?)?\s*:)|\bACTION\b"
    rf"|(?:\b(?:will|must|needs? to|has to|have to)|['’]ll) [a-z].*\bby (?:{_DAY}|\d{{1,2}}\b|{MONTH})",
)
_HEADS_TASKS = any_case(rf"(?:agreed |summary of )?{_TASKS}\b.*|who does what.*")
_ASKING = stem_set(
    "decide decided decision decisions agree agreed agreement conclude concluded conclusion recommend recommended"
    " recommendation resolve resolved propose proposed outcome outcomes action actions point points item items next step steps"
    " todo todos task tasks follow up followup job jobs main key go going meeting meetings meet do done need needs come"
)


@lru_cache(maxsize=256)
def wants_actions(question: str) -> bool:
    """Say whether a question asks who will do what: "What are the action points?", "Who will ring them?"."""
    return bool(_ASKS.search(question))


def settles(question: str, text: str) -> float:
    """Return how surely a sentence says what was decided: 1, or a half for one that only says what should or will be.

    Nothing that was agreed or carried is a recommendation.
    """
    said = unlabelled(text)
    if not _RECOMMENDED.search(question):
        return 1.0 if _SETTLES.search(said) else 0.5 * decides(said)
    return 1.0 if _RECOMMENDS.search(said) else 0.5 * decides(_RECOMMENDED.sub(" ", said))


def takes_on(text: str, heading: str) -> bool:
    """Say whether somebody takes a thing on in a sentence, or is given it; so does each that stands under "Actions"."""
    return bool(_TAKES_ON.search(unlabelled(text))) or bool(_HEADS_TASKS.fullmatch(heading.strip()))


def asks_after_by() -> frozenset[str]:
    """Return the stems by which decisions and actions are asked for: "decide", "action", "meeting"."""
    return _ASKING
