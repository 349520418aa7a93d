"""Decisions, in the words of talk and of minutes: "so we're going with the second", "RESOLVED to …", "carried".

Less surely those tell one that only say what will or should be.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.questions.speech import decides, unlabelled
from assistant.text.carried_subject import LEAD
from assistant.text.patterns import any_case
from assistant.text.terms import content_stems, stem_set

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
_ASKS_WHAT = any_case(
    r"\W*(?:(?:so|and|then),? )?(?:what (?:is|was|were|has been|have been|got) (?:\w+ )?(?:decided|agreed|resolved)\b"
    r"|what (?:did|have|has) [^,]+? (?:decided?|agreed?|resolved?)(?: (?:on|upon|to do))?(?: (?:at|in|during) [^,]+)?\W*$"
    r"|(?:what|which) (?:decisions?|agreements?|resolutions?) (?:was|were|did|has|have|came)\b)"
)
_LABELLED = any_case(r"\W*(?:resolved|resolution|agreed|decided|decisions?|actions?|approved|outcome)\s?:\s")  # nobody who speaks
_AS_AGREED = any_case(r"\b(?:as|than|what(?:ever)?|unless|until|if|once|when)(?: \w+){0,3} (?:agreed|decided)\b|\bsettled on the\b")
_BODY = (
    r"(?:board|committee|council|trustees|governors|panel|group|meeting|forum|cabinet|partnership|members|session|agm|executive)"
)
_TAKEN = r"(?:decisions|resolutions|actions|action (?:points|items))"
_OF_MEETING = any_case(
    rf"(?:{LEAD})?(?:what (?:all )?(?:was|were|got|has been|have been) (?:all )?(?:decided|agreed|resolved) (?:at|in|by|during)"
    rf"|(?:what|which) {_TAKEN} (?:were|have been|did|came|was) (?:\w+ )*?(?:at|in|by|from|out of)"
    rf"|(?:what (?:are|were)|list|give me|show me) (?:all )?(?:the )?{_TAKEN} (?:of|from|at|in|by)) (?P<meeting>.+)",
    rf"(?:{LEAD})?(?:what did|(?:what|which) {_TAKEN} did) (?P<body>(?:the )?[^,]*\b{_BODY}\b[^,]*?)"
    r" (?:decide|agree|resolve|take|make|pass)(?P<more> (?:at|in|during) [^,]+)?",
)
_ON_A_MATTER = any_case(r"\b(?:about|concerning|for|on (?!\d)|over|regarding|with)\b")
_MEETS = stem_set("meeting held last latest minutes")
_DONE = any_case(  # by a meeting, as minutes have it
    r"\b(?:awarded|appointed|elected|granted|rejected|declined|instructed|delegated|endorsed|accepted|confirmed|voted|signed off"
    r"|authori[sz]ed|asked (?:the|officers|for)|to be (?:done|taken|brought|sent|made))\b"
)
_PART = any_case(r"\b(?:decisions|resolutions|action (?:points|items)|actions agreed|outcomes|next steps|conclusions)\b")
_RECOMMENDS = any_case(  # "The recommendations would save money" recommends nothing
    r"\brecommend(?:s|ed|ing)?\b|\brecommendations?\b[^.]{0,60}(?:\b(?:is|are|was|were|that|to|include[sd]?)\b|:)"
)
_RECOMMENDED = any_case(r"\brecommend\w*")
_ASKING = stem_set(
    "decide decision agree agreement conclude conclusion recommend resolve propose outcome action point item next step todo"
    " task follow up followup job main key go meeting do done need come"
)


def settles(question: str, text: str) -> float:
    """Return how surely a sentence says what was decided: 1, a half for what should or will be and is not agreed."""
    if _LABELLED.match(text) and not _RECOMMENDED.search(question):
        return 1.0
    said = unlabelled(text)
    if not _RECOMMENDED.search(question):
        return 1.0 if _SETTLES.search(said) else 0.5 * decides(said)
    return 1.0 if _RECOMMENDS.search(said) else 0.5 * decides(_RECOMMENDED.sub(" ", said))


def meeting_asked(question: str) -> frozenset[str] | None:
    """Return the stems that name the meeting or the body all of whose decisions a question asks for; ``None`` for any other."""
    match = _OF_MEETING.fullmatch(question.strip(" ?.!"))
    named = " ".join(filter(None, match.groupdict().values())) if match else ""
    return None if match is None or _ON_A_MATTER.search(named) else content_stems(named) - _MEETS


def is_decision(text: str) -> bool:
    """Say whether a sentence of minutes tells of a decision."""
    own = _AS_AGREED.sub(" ", text)
    return settles("", own) == 1.0 or bool(_DONE.search(own))


def undecided(question: str, said: Sequence[tuple[str, str]]) -> bool:
    """Say whether it is asked what was decided, and of some sentences, each with what stands above it, none tells of a decision."""
    if not _ASKS_WHAT.match(question) or _RECOMMENDED.search(question):
        return False
    return not any(is_decision(text) or _PART.search(above) for text, above in said)


def asks_after_by() -> frozenset[str]:
    """Return the stems by which decisions and actions are asked for: "decide", "action", "meeting"."""
    return _ASKING
