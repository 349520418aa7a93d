"""Messages that say nothing by themselves: "why?", "by whom?", "tell me more", "is that true?".

1. a bare question word is put in front of what the last question asked about, where grammar lets it stand there ("Who funded
   the pilot?", "Why?": "Why was the pilot funded?"), else behind the subject ("About the pilot: why?");
2. a nudge ("go on") asks the last question once more; what was quoted for it is not quoted again;
3. a doubt ("are you sure?", "who says so?") asks the last question once more, to name who says so.

None of them is worth a search of its own, so only what they were completed to is searched with. Of what is found only that
answers which was not said before and holds the kind of thing asked for (:func:`fresh`): "why?" wants a reason, or a decline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.evidence import Pick
from assistant.question import Kind, asked_for, fits
from assistant.topic import Completed, Said, carried

_BARE = re.compile(
    r"(?:(?:but|and|so|or) )*(?P<word>(?:(?:for|by|from|to|with|since|until|at|in|of) )?"
    r"(?:why|how|when|where|whom?|what year|which year|how (?:much|many|long|often|far|so|come)"
    r"|why (?:so|is that|was that|not)))(?: exactly| precisely)?\W*",
    re.I,
)
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)"
_BE = re.compile(r"(?:is|are|was|were) ", re.I)
_ADVERB = re.compile(
    rf"(?:(?:in |at |on |from |since )?(?:when|where|why|how|(?:what|which) (?:year|date|place|areas?|month))) (?={_AUXILIARY}\b)",
    re.I,
)
_YES_NO = re.compile(rf"{_AUXILIARY}\b", re.I)
_WHO_DID = re.compile(
    r"who (?P<verb>\w+ed|wrote|led|ran|made|built|paid for|gave|drew|began|chose|set up|set out|drew up) "
    r"(?!about |on |of |to |in |for |with )(?P<thing>[^,;:?]+?)\W*$",
    re.I,
)
_PARTICIPLES = {
    "wrote": "written",
    "ran": "run",
    "gave": "given",
    "drew": "drawn",
    "drew up": "drawn up",
    "began": "begun",
    "chose": "chosen",
}
_OF_SAME = {
    "how so": "how",
    "how come": "why",
    "why so": "why",
    "why is that": "why",
    "why was that": "why",
    "for how long": "how long",
    "why not": "why",
}
_LEFT_OPEN = ("how much", "how many", "how long", "how often", "how far", "who", "whom")  # these take the place of what is asked


def bare_word(text: str, said: Said) -> Completed | None:
    """Complete "why?", "by whom?", "since when?", and "which ones?" behind a question how many."""
    if re.fullmatch(r"(?:and )?which(?: ones?)?(?: (?:is|are|was|were) (?:it|they|those|that))?\W*", text, re.I):
        return _which(said)
    match = _BARE.fullmatch(text)
    if match is None:
        return None
    word = re.sub(r"\s+", " ", match["word"].lower())
    word = _OF_SAME.get(word, word)
    about = carried(said)
    led = re.match(r"about [^:]+: ", said.question, re.I)
    lead = led[0] if led else ""
    if built := _put_in_front(word, said.question[len(lead) :]):
        return lead + built, about
    subject = about[0] if about else said.question.rstrip(" ?.!")
    return f"About {subject}: {word}?", about


def _put_in_front(word: str, question: str) -> str | None:
    """Return the last question with another question word; ``None`` where it cannot take that one."""
    if did := _WHO_DID.match(question):
        verb = did["verb"].lower()
        be = "were" if re.search(r"[^s]s$|\band\b", did["thing"]) and not did["thing"][:1].isupper() else "was"
        return None if word in _LEFT_OPEN else f"{word} {be} {did['thing']} {_PARTICIPLES.get(verb, verb)}?"
    adverb = _ADVERB.match(question)
    if adverb is None and not _YES_NO.match(question):
        return None
    rest = question[adverb.end() :] if adverb else question[:1].lower() + question[1:]
    passive = bool(_BE.match(rest)) and bool(re.search(r"\w+(?:ed|en|wn|made|built|led|run|held|set up)\b", rest))
    if word in _LEFT_OPEN or (word in ("by whom", "by who") and not passive):
        return None
    return f"{word} {rest}"


def _which(said: Said) -> Completed | None:
    counted = re.match(r"how many (?P<rest>.+)", said.question, re.I)
    return (f"which {counted['rest']}", carried(said)) if counted else None


_ASKING = r"(?:(?:please|can you|could you|would you) )*(?:(?:tell|say|give|provide|explain|share|show|know|name) (?:me |us )?)?"
_THAT = r"(?: (?:about|on|of) (?:it|that|this|them|those))?"
_MORE = re.compile(
    rf"{_ASKING}(?:a (?:little|bit) |some |any |an )*"
    rf"(?:(?P<examples>(?:what(?:'s| is| are) (?:an |some )?)?examples?{_THAT})"
    rf"|more(?: (?:details?|information))?{_THAT}|go on|continue|elaborate"
    r"|(?:what|anything|something) else|is (?:that|this) (?:all|it)|(?:and )?then what|so what|and"
    r"|(?:any )?(?:more )?details|explain(?: (?:that|this|it))?(?: (?:more|further|please))?|be more (?:specific|precise))"
    r"(?: please)?\W*",
    re.I,
)
_ASKED_ALREADY = re.compile(r"^(?:more|examples): ", re.I)


def more(text: str, said: Said) -> Completed | None:
    """Complete "tell me more", "can you give examples?": the last question again, from another side."""
    match = _MORE.fullmatch(text)
    if match is None:
        return None
    what = "examples" if match["examples"] else "more"
    return f"{what}: {_ASKED_ALREADY.sub('', said.question)}", carried(said)


_DOUBT = re.compile(
    r"(?:(?:but|and|so) )?(?:(?:is|was) (?:that|this|it)(?: really| actually)? (?:true|right|correct|so|certain|accurate|a fact)"
    r"|are you (?:sure|certain|serious)(?: (?:about|of) (?:that|this|it))?|really|seriously|truly|says who"
    r"|who (?:says|said|claims|told you)(?: (?:so|that|this|it))?|according to whom?"
    r"|how (?:sure|certain) (?:are you|is that|is this)"
    r"|(?:what|which|where)(?:'s| is| are)? (?:your|the|that from your) (?:sources?|evidence|proof)(?: for (?:that|this|it))?"
    r"|where (?:does|did|do) (?:that|this|it|they) (?:come from|(?:say|stand)(?: (?:that|this|it|so))?)"
    r"|(?:(?:on|from) )?(?:what|which) (?:page|document|source|report)(?: is (?:that|this|it)(?: (?:on|from|in))?)?"
    r"|i (?:doubt|don't believe) (?:it|that|this)|prove it)\W*",
    re.I,
)


def doubted(text: str, said: Said) -> Completed | None:
    """Complete "are you sure?", "who says so?": the last question again, to show who says so."""
    return (said.question, carried(said)) if _DOUBT.fullmatch(text) else None


NEAR = 0.7  # share of the best sentence's score from which on one that holds what is asked for may answer
_WANTED: dict[str, str] = {
    "where": "where",
    "reason": "a reason",
    "date": "when",
    "number": "how much or how many",
    "person": "who",
    "name": "which",
}
_WHERE = re.compile(r"\bwhere\b", re.I)
_PLACE = re.compile(r"\b(?:in|at|from|near|across|outside|around|to) (?:the )?[A-Z]")


def fresh(question: str, picks: Sequence[Pick], told: Sequence[str]) -> list[Pick]:
    """Return the sentences that were not said before.

    Where a date, a number, a person or a place is asked for: the near ones that hold one, said before or not.
    """
    kind, near = _kind(question), _near(picks)
    if kind == "where":
        return [pick for pick in near if _PLACE.search(pick.text)]
    if kind == "person":
        return [pick for pick in near if _names_one(question, pick)]
    if kind in ("date", "number", "name"):
        return [pick for pick in near if fits(question, pick.text)]
    new = [pick for pick in picks if not _is_told(pick, told)]
    return [pick for pick in _near(new) if fits(question, pick.text)] if kind == "reason" else new


def names_nobody(question: str, picks: Sequence[Pick]) -> bool:
    """Say whether a person is asked for and no sentence both speaks of what was done and names one.

    Where the subject was carried over from an earlier turn its words make much look near, so that alone is no answer.
    """
    return _kind(question) == "person" and not any(_names_one(question, pick) for pick in picks)


def _names_one(question: str, pick: Pick) -> bool:
    """Say whether a sentence may name the person asked for; as any name will do, it must speak of what was done."""
    return pick.features["focus"] > 0 and fits(question, pick.text)


def _kind(question: str) -> Kind | Literal["where"]:
    """Return the kind of thing asked for; more of the same, or an example, may be of any kind."""
    if _ASKED_ALREADY.match(question):
        return "fact"
    return "where" if _WHERE.search(question) else asked_for(question)


def repeated(question: str, picks: Sequence[Pick], told: Sequence[str]) -> list[Pick]:
    """Return the sentences that were said before; where none was, those that answer the question that is doubted."""
    return [pick for pick in picks if _is_told(pick, told)] or fresh(question, picks, ())


def _near(picks: Sequence[Pick]) -> list[Pick]:
    return [pick for pick in picks if pick.score >= NEAR * picks[0].score]


def _is_told(pick: Pick, told: Sequence[str]) -> bool:
    return any(" ".join(pick.text.split()) in " ".join(answer.split()) for answer in told)


def nothing_new(question: str, picks: Sequence[Pick]) -> str | None:
    """Say in words that what was found adds nothing to what was said; ``None`` where there is another reason to decline."""
    wanted = _WANTED.get(_kind(question))
    if wanted:
        return f"The corpus mentions this, but no passage that was found tells {wanted}."
    return (
        None if picks and not _ASKED_ALREADY.match(question) else "The corpus says no more about this than what was already quoted."
    )


def who_says(titles: Sequence[str]) -> str:
    """Return a notice that names the documents that say something that was doubted."""
    named = [f"“{title}”" for title in dict.fromkeys(titles)]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"So it is said in {listed}; the numbers open the exact words. Whether it is true I cannot tell."
