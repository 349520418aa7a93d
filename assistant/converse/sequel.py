"""Messages that ask what stands beside what was just quoted: "what happened next?", "and before that?".

They become a question that names the sentence: About the levy: what comes after “The levy was introduced in 2004.”?
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.converse.topic import Completed, Said, carried
from assistant.text.carried_subject import behind
from assistant.text.patterns import any_case
from assistant.text.sentences import sentence_ends

BESIDE = re.compile(r"\bwhat (?:comes|does (?P<who>[\w’' ]+?) say) (?P<way>after|before) “(?P<words>.+)”\W*$", re.I | re.S)
"""The form of such a question once it is complete."""
LEAST = 12  # characters of a sentence that can be found again
SHOWN = 80  # characters of a sentence that a question names, which are enough to find it
_THAT = r"(?:that|this|then)"
_HAPPENED = (
    r"(?:what|anything)(?:(?:'s| is| was| does| did| has| had| will)? (?:happen(?:s|ed)?|come|comes|came|go(?:es)? on|follow))"
)
_NEXT = any_case(
    rf"(?:{_HAPPENED} (?:next|then|after {_THAT}|afterwards?|later)|what(?:'s| is| was) (?:next|after {_THAT})"
    rf"|what followed(?: {_THAT})?|(?:and )?(?:then what|what then|after {_THAT}|afterwards|what next|and next|and then)"
    r"|what (?:did|does|do) (?P<who>(?!you\b|we\b|i\b)[\w’' ]{2,40}?) (?:say|do|ask|answer|reply)"
    r" (?:next|then|after that|afterwards))\W*"
)
_BEFORE = any_case(
    rf"(?:{_HAPPENED} (?:just |right )?(?:before(?: {_THAT})?|earlier|beforehand)|what was (?:there )?before(?: {_THAT})?"
    rf"|(?:and )?(?:what )?before {_THAT}|and before|what led (?:up )?to {_THAT})\W*"
)


def beside(text: str, said: Said) -> Completed | None:
    """Complete "what happened next?" and "and before that?" with the sentence that the last answer opened with."""
    after, before = _NEXT.fullmatch(text), _BEFORE.fullmatch(text)
    told = quoted_sentences(said.answer.split("\n\n")[0])
    if not (after or before) or not told:
        return None
    about = carried(said)
    lead = behind(about[0], "") if about else ""
    if before:
        return f"{lead}what comes before “{_beginning(told[0])}”?", about
    who = after["who"] if after else None
    asks = f"what does {who} say after" if who and who.lower() not in ("they", "he", "she", "it") else "what comes after"
    return f"{lead}{asks} “{_beginning(told[0])}”?", about


def _beginning(sentence: str) -> str:
    """Return a sentence, or the words it begins with and "…"."""
    return sentence if len(sentence) <= SHOWN else sentence[:SHOWN].rsplit(" ", 1)[0] + "…"


def quoted_sentences(text: str) -> list[str]:
    """Return the sentences of an answer that are long enough to be found again; a line that names a speaker is none."""
    ends = [0, *sentence_ends(text), len(text)]
    parts = [part for a, b in pairwise(ends) for part in text[a:b].strip().split("\n")]
    return [part.strip() for part in parts if len(part.strip()) >= LEAST and not part.rstrip().endswith(":")]
