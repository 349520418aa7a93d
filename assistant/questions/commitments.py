"""Decisions, in the words of talk and of minutes: "so we're going with the second", "RESOLVED to …", "carried".

Less surely those tell one that only say what will or should be.
"""

from __future__ import annotations

from assistant.questions.speech import decides, unlabelled
from assistant.text.patterns import any_case
from assistant.text.terms import stem_set

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
_ASKING = stem_set(
    "decide decided decision decisions agree agreed agreement conclude concluded conclusion recommend recommended"
    " recommendation resolve resolved propose proposed outcome outcomes action actions point points item items next step steps"
    " todo todos task tasks follow up followup job jobs main key go going meeting meetings meet do done need needs come"
)


def settles(question: str, text: str) -> float:
    """Return how surely a sentence says what was decided: 1, a half for what should or will be and is not agreed."""
    said = unlabelled(text)
    if not _RECOMMENDED.search(question):
        return 1.0 if _SETTLES.search(said) else 0.5 * decides(said)
    return 1.0 if _RECOMMENDS.search(said) else 0.5 * decides(_RECOMMENDED.sub(" ", said))


def asks_after_by() -> frozenset[str]:
    """Return the stems by which decisions and actions are asked for: "decide", "action", "meeting"."""
    return _ASKING
