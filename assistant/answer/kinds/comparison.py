"""Answers to "Compare X and Y": the sentences that set one against the other, else what is said of each side, under its name.

1. neighbouring sentences that name both sides and say that they differ ("X started with a look. Y has the force of law.") open the
   answer; so does one that sets X apart, where it is compared with "others";
2. where one sentence speaks of both sides the ordinary answer has it;
3. sides that no sentence brings together are each asked for by themselves, in what they are compared in if that is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answer.choose.compose import quote
from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.cited import Composed
from assistant.answer.decide.confidence import confidence
from assistant.cite.markers import literal
from assistant.questions.openings import PLEASE
from assistant.retrieve.retriever import Found
from assistant.text.leaning import leans
from assistant.text.terms import STOP_WORDS, stem, stems, terms
from assistant.types import Open, Passage

LONGEST = 6  # words of a side
WHAT_IS = "What is {}?"
LOOKED_AT = 10  # sentences that may bring both sides together
TOGETHER = 3  # neighbouring sentences that may
APART = 4  # characters between sentences that stand behind each other
OPENING = 5  # words with which a sentence names what it is on
PARALLEL = 0.4  # what it adds that each side opens a sentence
STRONG = 0.6  # share of the best score that the two best of them must have

_TOPIC = r"(?: (?:on|in|over|about|regarding|when it comes to) (?P<topic>.+?))?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\W*{PLEASE}(?:compare|contrast|compare and contrast) (?P<one>.+?) (?:and|with|to|against) (?P<other>.+?){_TOPIC}\W*",
        r"\W*(?:what(?:'s| is| are| was| were) )?(?:the )?(?:main |key )?(?:differences?|contrasts?) between (?P<one>.+?)"
        rf" and (?P<other>.+?){_TOPIC}\W*",
        rf"\W*how (?:do|does|did) (?P<one>.+?) (?:differ from|compare (?:to|with)) (?P<other>.+?){_TOPIC}\W*",
        rf"\W*how (?:do|does|did) (?P<one>.+?) and (?P<other>.+?) (?:differ|compare){_TOPIC}\W*",
        r"\W*(?:how|in what ways?|why) (?:is|are|was|were) (?P<one>.+?) (?:different|distinct) (?:from|to|than) (?P<other>.+?)\W*",
        r"\W*what (?:makes|made|sets|set) (?P<one>.+?) (?:different from|apart from) (?P<other>.+?)\W*",
        r"\W*(?P<one>.+?) (?:vs\.?|versus) (?P<other>.+?)\W*",
    )
)


_OTHERS = re.compile(
    r"(?:(?:the|any|all|most) )?(?:others?|rest|its|their|what|usual|previous|earlier|existing|ordinary|traditional)\b",
    re.IGNORECASE,
)
_KINDS = frozenset(map(stem, "approach model method programme program project scheme system way idea one".split()))
_MORE_THAN = r"(?:more|less|\w{3,}er) than"
_CONTRASTS = re.compile(
    r"\b(?:unlike|whereas|while|instead|rather than|in contrast|by contrast|on the other hand|differ\w*|compared|as against|but"
    rf"|set(?:s|ting)? \w+ apart|odd one out|(?:is|are|was|were) not|not \w+,? but|{_MORE_THAN}|other end|no longer)\b|;",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:unlike|whereas|differ\w*|in contrast|by contrast|set(?:s|ting)? \w+ apart|odd one out|instead of|rather than"
    rf"|compared (?:to|with)|{_MORE_THAN} (?:its|their|the|other|most|any))\b",
    re.IGNORECASE,
)
_OF_BOTH = re.compile(r"(?:The (?:first|former|one|difference)|Both|Neither|One)\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """The two things that are compared, what they are compared in ("" for nothing special), whether it is asked how they differ."""

    one: str
    other: str
    topic: str = ""
    wants_contrast: bool = True

    @property
    def is_open(self) -> bool:
        """Whether one thing is set against whatever there is of its kind: "other programmes", "its predecessor"."""
        return bool(_OTHERS.match(self.other))


def sides(question: str) -> Pair | None:
    """Return the two things that a question wants compared; ``None`` for any other question."""
    match = next((found for form in _FORMS if (found := form.fullmatch(" ".join(question.split())))), None)
    if match is None or not all(_telling(match[side]) and len(terms(match[side])) <= LONGEST for side in ("one", "other")):
        return None
    return Pair(match["one"], match["other"], match.groupdict().get("topic") or "", match.re not in (_FORMS[0], _FORMS[-1]))


def contrasted(pair: Pair, picks: Sequence[Pick]) -> list[Pick] | None:
    """Return the sentences with the run first that sets one side against the other; ``None`` where there is none."""
    least = STRONG * picks[0].score if picks else 0.0
    runs = [run for run in _runs(picks) if _strength(run) >= least and _sets_apart(pair, run)]
    if not runs:
        return None
    best = max(runs, key=lambda run: (round(_strength(run) + PARALLEL * _parallel(pair, run), 2), -len(run)))
    held = [replace(pick, score=picks[0].score) for pick in best]
    return [*held, *(pick for pick in picks if pick not in best)]


def _runs(picks: Sequence[Pick]) -> Iterator[list[Pick]]:
    """Yield up to ``TOGETHER`` sentences that stand behind each other, and what sums two of them up along with them."""
    placed = [pick for pick in sorted(picks, key=lambda p: (p.passage.document, p.start)) if pick.role not in ("heading", "row")]
    follows = {id(a): b for a, b in pairwise(placed) if a.passage.document == b.passage.document and 0 <= b.start - a.end <= APART}
    for pick in placed:
        run = [pick]
        while len(run) <= TOGETHER and not leans(pick.text):
            after = follows.get(id(run[-1]))
            yield [*run, after] if after is not None and len(run) > 1 and _OF_BOTH.match(after.text) else list(run)
            if after is None:
                break
            run.append(after)


def _strength(run: Sequence[Pick]) -> float:
    return sum(sorted(pick.score for pick in run)[-2:]) / min(2, len(run))


def _sets_apart(pair: Pair, run: Sequence[Pick]) -> bool:
    """Say whether sentences name both sides, or the one that is set against others, and say that they differ."""
    if any(pick.features["silent"] or pick.features["aside"] for pick in run):
        return False
    text, told = " ".join(pick.text for pick in run), [set(stems(pick.text)) for pick in run]
    if pair.topic and _telling(pair.topic).isdisjoint(set().union(*told)):
        return False
    if pair.is_open:
        return len(run) < TOGETHER and _bare(pair.one) <= told[0] and bool(_APART.search(text))
    one, other = _bare(pair.one), _bare(pair.other)
    both = one <= set().union(*told) and other <= set().union(*told) and (one <= told[0] or other <= told[0])
    return both and (bool(_CONTRASTS.search(text)) or (pair.wants_contrast and _parallel(pair, run)))


def _parallel(pair: Pair, run: Sequence[Pick]) -> bool:
    """Say whether one sentence opens with one side and the next with the other: "A broker … A platform …"."""
    opens = [set(stems(pick.text)[:OPENING]) for pick in run]
    one, other = _bare(pair.one), _bare(pair.other)
    return any((one <= a and other <= b) or (other <= a and one <= b) for a, b in pairwise(opens))


def brought_together(pair: Pair, picks: Sequence[Pick]) -> bool:
    """Say whether one of the best sentences speaks of both sides."""
    wanted = _telling(pair.one) | _telling(pair.other)
    return any(wanted <= set(stems(pick.text)) for pick in picks[:LOOKED_AT])


def missing_side(pair: Pair, passages: Sequence[Passage]) -> str | None:
    """Return why two things cannot be compared, where of one no passage that was found holds a single word; else ``None``."""
    held = set(stems(" ".join(f"{p.title} {p.text}" for p in passages)))
    unknown = next((side for side in (pair.one, pair.other) if _telling(side).isdisjoint(held)), None)
    return None if unknown is None else f"No passage that was found speaks of {unknown}, so the two cannot be compared."


def comparison(pair: Pair, search: Callable[[str], Found], open_document: Open, least: float) -> tuple[Composed, float] | None:
    """Return what is said of each side and the confidence in the weaker one; ``None`` where one falls below ``least``."""
    asked = "What does {} say on " + pair.topic + "?" if pair.topic else WHAT_IS
    return of_each({side: asked.format(side) for side in (pair.one, pair.other)}, search, open_document, least)


def of_each(
    questions: Mapping[str, str], search: Callable[[str], Found], open_document: Open, least: float
) -> tuple[Composed, float] | None:
    """Return what is said of each of several things, under its name, and the confidence in the weakest.

    Each is asked for by itself, with its question; the answer to it is cut to its first paragraph. ``None`` where one falls below
    ``least``.
    """
    blocks: list[str] = []
    passages: list[Passage] = []
    sure = 1.0
    for side, asked in questions.items():
        found = search(asked)
        numbered = tuple(replace(p, rank=len(passages) + n) for n, p in enumerate(found.passages, 1))
        found = replace(found, passages=numbered)
        picks = [p for p in score_sentences(found, open_document) if _telling(side) <= set(stems(f"{p.text} {p.passage.text}"))]
        sure = min(sure, confidence(found, picks))
        if side.islower():  # a common noun stands in sentences on many things
            picks = [p for p in picks if _telling(side) <= set(stems(p.text)[:OPENING])] or picks
        if not picks or sure < least:
            return None
        composed = quote(asked, picks, numbered, open_document)
        said = composed.text.split("\n\n")[0]
        blocks.append(f"{literal(side[:1].upper() + side[1:])}:\n{said}")
        passages += composed.passages
    return Composed("\n\n".join(blocks), tuple(passages)), sure


def _bare(side: str) -> set[str]:
    """Return the stems that tell a side from others of its kind: "staircase" of "the staircase approach"."""
    return _telling(side) - _KINDS or _telling(side)


def _telling(side: str) -> set[str]:
    return {stem(word) for word in terms(side) if word not in STOP_WORDS}
