"""Answers to "Compare X and Y": the sentences that set one against the other, else what is said of each side, under its name.

1. neighbouring sentences that name both sides and say that they differ ("X started with a look. Y has the force of law.") open the
   answer; so does one that sets X apart, where it is compared with "others";
2. where one sentence speaks of both sides the ordinary answer has it;
3. sides that no sentence brings together are each asked for by themselves, in what they are compared in if that is said: of each
   thing that they are, the best sentence.

"Which is cheaper: X or Y?" wants a sentence that says so of one of them, else each is told by itself (:class:`Choice`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answer.choose.compose import marked, quote
from assistant.answer.choose.continuation import TOLD
from assistant.answer.choose.document_parts import plainly_told
from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.cited import SURE, Composed
from assistant.answer.decide.confidence import confidence
from assistant.cite.markers import literal
from assistant.questions.answer_form import fits, typed_answer
from assistant.questions.compared import Pair
from assistant.questions.degree import degree
from assistant.questions.names import names_in
from assistant.retrieve.retriever import Found
from assistant.store.rows import DocumentInfo
from assistant.text.dependent_sentences import leans
from assistant.text.patterns import any_case
from assistant.text.terms import ORDINALS, content_stems, stem, stem_set, stems, words
from assistant.text.voices import in_first_person
from assistant.types import Open, Passage

LOOKED_AT = 10  # sentences that may bring both sides together
TOGETHER = 3  # neighbouring sentences that may
APART = 4  # characters between sentences that stand behind each other
OPENING = 5  # words with which a sentence names what it is on
PARALLEL = 0.4  # what it adds that each side opens a sentence
AHEAD = 1.2  # times the best score: what sets the two apart is the answer, whatever edition of a report it stands in
MOSTLY, HALF = 0.6, 0.5  # share of the words of what two are compared in that a sentence has, where several things are, or one
STRONG = 0.6  # share of the best score that the two best of them must have

_A_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_MEASURES = stem_set("year date time amount level rate kind")
_COUNTED_OUT = re.compile(rf"{_A_NAME}(?:,(?: and)? {_A_NAME}){{3,}}")  # "Bala, Corwen, Denbigh and Flint" are not compared
_ARTICLES = frozenset("the a an this that these".split())
_IT = any_case(r"\b(?:it|its|we|our|us)\b")
_MARKERS = re.compile(r" \[\d+\]")
_KINDS = stem_set("approach model method programme program project scheme system way idea one")
_MORE_THAN = r"(?:more|less|\w{3,}er) than"
_CONTRASTS = any_case(
    r"\b(?:unlike|whereas|while|instead|rather than|in contrast|by contrast|on the other hand|differ\w*|compared|as against|but"
    rf"|set(?:s|ting)? \w+ apart|odd one out|(?:is|are|was|were) not|not \w+,? but|{_MORE_THAN}|other end|no longer)\b|;"
)
_APART = any_case(
    r"\b(?:unlike|whereas|differ\w*|in contrast|by contrast|set(?:s|ting)? \w+ apart|odd one out|instead of|rather than"
    rf"|compared (?:to|with)|{_MORE_THAN} (?:its|their|the|other|most|any))\b"
)
_SHARED = any_case(r"\b(?:both|neither|alike|same|shared?|shares|in common|joint(?:ly)?|together|each other)\b")
_OF_BOTH = re.compile(r"(?:The (?:first|former|one|difference)|Both|Neither|One)\b")
_SEVERAL = any_case(r"What about (?P<things>“[^”]+”(?:, “[^”]+”)* and “[^”]+”)\?*")
_CHOICE = any_case(r"(?P<asks>Which [^:“]+): (?P<things>“[^”]+”(?:, “[^”]+”)* or “[^”]+”)\?*")
_THING = re.compile(r"“([^”]+)”")


def contrasted(pair: Pair, picks: Sequence[Pick]) -> list[Pick] | None:
    """Return the sentences with the run first that sets one side against the other; ``None`` where there is none."""
    if pair.when or pair.shared or len(pair.topics) > 1:
        return None  # two dates tell it, one thing of each, or as many things of each side
    least = STRONG * picks[0].score if picks else 0.0
    runs = [run for run in _runs(picks) if _strength(run) >= least and _sets_apart(pair, run)]
    if not runs:
        return None
    best = max(runs, key=lambda run: (round(_strength(run) + PARALLEL * _parallel(pair, run), 2), -len(run)))
    held = [replace(pick, score=AHEAD * picks[0].score) for pick in best]
    return [*held, *(pick for pick in picks if pick not in best)]


def _runs(picks: Sequence[Pick]) -> Iterator[list[Pick]]:
    """Yield up to ``TOGETHER`` sentences that stand behind each other, and what sums two of them up along with them."""
    placed = [pick for pick in sorted(picks, key=lambda p: p.place) if pick.role not in ("heading", "row")]
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
    if any(topic.isdisjoint(set().union(*told)) for topic in _topics(pair)):
        return False
    if pair.is_open:
        return len(run) < TOGETHER and _bare(pair.one) <= told[0] and bool(_APART.search(text))
    spoken = set().union(*told)
    named = [[_names(side, pick) for pick in run] for side in (pair.one, pair.other)]
    both = all(any(where) or _bare(side) <= spoken for side, where in zip((pair.one, pair.other), named, strict=True))
    both = both and any(where[0] for where in named)
    if pair.in_common:
        return both and bool(_SHARED.search(text))
    return both and (bool(_CONTRASTS.search(text)) or (pair.wants_contrast and _parallel(pair, run)))


def _parallel(pair: Pair, run: Sequence[Pick]) -> bool:
    """Say whether one sentence opens with one side and the next with the other: "A broker … A platform …"."""
    opens = [[_names(side, pick, OPENING) for side in (pair.one, pair.other)] for pick in run]
    return any(sum(a) == sum(b) == 1 and a != b for a, b in pairwise(opens))


def _names(side: str, pick: Pick, most: int | None = None) -> bool:
    """Say whether a sentence names a side in its first words: "the Localism Act", or "the Act" where its passage has the whole."""
    said = words(pick.text)[:most]
    if _bare(side) <= set(map(stem, said)):
        return True
    *_, kind, head = ("", *words(side))
    short = any(a in _ARTICLES and stem(b) == stem(head) for a, b in pairwise(said[:OPENING]))
    return bool(kind) and short and head not in ORDINALS and _bare(side) <= set(stems(pick.passage.text))


def brought_together(pair: Pair, picks: Sequence[Pick]) -> bool:
    """Say whether one of the best sentences speaks of both sides, and of all that they are compared in."""
    if pair.when:
        return False
    sides, topics = [content_stems(side) for side in (pair.one, pair.other)], _topics(pair)
    said = [(pick, set(stems(_COUNTED_OUT.sub(" ", pick.text)))) for pick in picks[:LOOKED_AT]]
    if pair.measured:  # "The rooms cost £41 against £17 for a bed", which may leave out some of their words
        asked = pair.of(pair.one)[0]
        return any(fits(asked, pick.text) and all(2 * len(side & held) >= len(side) for side in sides) for pick, held in said)
    return any(sides[0] | sides[1] <= held and not any(topic.isdisjoint(held) for topic in topics) for _, held in said)


def wrote_together(pair: Pair, infos: Iterable[DocumentInfo]) -> bool:
    """Say whether a document has both sides among its authors or in its title: what they say, they say together."""
    sought = (content_stems(pair.one), content_stems(pair.other))
    named = (set(stems(f"{info.title} {' '.join(info.authors)}")) for info in infos)
    return any(all(side <= held for side in sought) for held in named)


def _topics(pair: Pair) -> list[frozenset[str]]:
    """Return the stems of each thing that two are compared in."""
    return [content_stems(part) for part in pair.topics]


def of_one_side(pair: Pair, labels: Sequence[str]) -> bool:
    """Say whether rows of a table, by their labels, are of one side alone."""
    spoken = set(stems(" ".join(labels)))
    return (_bare(pair.one) <= spoken) != (_bare(pair.other) <= spoken)


def missing_side(pair: Pair, passages: Sequence[Passage]) -> str | None:
    """Return why two things cannot be compared, where of one no passage that was found holds a single word; else ``None``."""
    held = [set(stems(f"{p.title} {p.text}")) for p in passages]
    unknown = next((side for side in (pair.one, pair.other) if not any(_is_spoken_of(side, here) for here in held)), None)
    return None if unknown is None else f"No passage found mentions {unknown}, so the two cannot be compared."


def _is_spoken_of(side: str, held: set[str]) -> bool:
    """Say whether what a passage holds is on a side: all that is a name in it, or where nothing is, any word of it."""
    named = {stem(word) for name in names_in(f", {side}") for word in words(name)}
    return named <= held if named else not content_stems(side).isdisjoint(held)


def comparison(pair: Pair, search: Callable[[str], Found], open_document: Open, least: float) -> tuple[Composed, float] | None:
    """Return what is said of each side and the confidence in the weaker one; ``None`` where one falls below ``least``."""
    questions = {side: pair.of(side) for side in (pair.one, pair.other)}
    return of_each(questions, search, open_document, least, is_brief=bool(pair.asked))


def of_each(
    questions: Mapping[str, Sequence[str]],
    search: Callable[[str], Found],
    open_document: Open,
    least: float,
    *,
    is_brief: bool = False,
) -> tuple[Composed, float] | None:
    """Return what is said of each of several things, under its name, and the confidence in the weakest.

    Each is asked for by itself, with its questions; the answer to one is cut to its first paragraph, or, where it is to be brief,
    to the best sentence that tells it. ``None`` where one falls below ``least``.
    """
    blocks: list[str] = []
    passages: list[Passage] = []
    sure = 1.0
    for side, asked in questions.items():
        others = tuple(other for other in questions if other != side) if is_brief else ()
        told = _told_of(side, others, asked, search, open_document, len(passages))
        if told is None or (sure := min(sure, told[1])) < least:
            return None
        blocks.append(f"{literal(side[:1].upper() + side[1:])}:\n{told[0].text}")
        passages += told[0].passages
    return Composed("\n\n".join(blocks), tuple(passages)), sure


def _told_of(
    side: str, others: Sequence[str], asked: Sequence[str], search: Callable[[str], Found], open_document: Open, held: int
) -> tuple[Composed, float] | None:
    """Return what is said of one side and the confidence in it; brief where there are ``others``, its passages numbered on."""
    said: list[str] = []
    passages: list[Passage] = []
    sure = 0.0
    for question in asked:
        typed = typed_answer(question) if others else None
        if typed and any(map(typed.search, said)):
            continue
        found = search(question)
        numbered = tuple(replace(p, rank=held + len(passages) + n) for n, p in enumerate(found.passages, 1))
        found = replace(found, passages=numbered)
        picks = score_sentences(found, open_document)
        picks = [p for p in picks if content_stems(side) <= stem_set(f"{p.text} {p.passage.text} {p.passage.title}")]
        sure = max(sure, SURE if plainly_told(found.query, picks) else confidence(found, picks))
        if not others:
            picks = from_the_side_on(side, picks)
        if side.islower() and not others:  # a common noun stands in sentences on many things
            picks = [p for p in picks if content_stems(side) <= set(stems(p.text)[:OPENING])] or picks
        if others:
            picks = _telling_it(question, side, others, picks, loosely=len(asked) == 1)
        if not picks:
            continue
        composed = _alone(picks[0], numbered) if others and len(asked) > 1 else None
        composed = composed or quote(question, picks, numbered, open_document)
        passages += composed.passages
        paragraph = composed.text.split("\n\n")[0]
        if not any(_MARKERS.sub("", paragraph) in _MARKERS.sub("", told) for told in said):
            said.append(paragraph)
    return (Composed("\n".join(said), tuple(passages)), sure) if said else None


def from_the_side_on(side: str, picks: Sequence[Pick]) -> list[Pick]:
    """Return sentences without those above the first that names the side, or stands under a title or heading that does."""
    ahead = {id(p): p.sentence_before if leans(p.text) else "" for p in picks}
    above = {id(p): stem_set(f"{p.passage.title} {' '.join(p.passage.locator.heading)} {ahead[id(p)]} {p.text}") for p in picks}
    own = _bare(side)
    named = [p for p in picks if 2 * len(own & above[id(p)]) > len(own)]
    return [p for p in picks if p in named or p.score < named[0].score] if named else list(picks)


def _alone(pick: Pick, passages: Sequence[Passage]) -> Composed | None:
    """Return a sentence of prose by itself; ``None`` for one that needs company: a row, words of a talk, "It …"."""
    if pick.role != "paragraph" or leans(pick.text):
        return None
    return Composed(marked(literal(" ".join(pick.text.split())), f" [{pick.passage.rank}]"), tuple(passages))


def _telling_it(question: str, side: str, others: Sequence[str], picks: Sequence[Pick], *, loosely: bool) -> list[Pick]:
    """Return the best sentence on one side that says what is asked and holds the kind of thing asked for; [] where none does."""
    typed, least = typed_answer(question), HALF if loosely else MOSTLY
    near = [p for p in picks[:LOOKED_AT] if not p.features["silent"] and fits(question, p.text)]
    section = next((p for p in near if p.features["section"] >= TOLD and content_stems(side) <= set(stems(p.passage.title))), None)
    if section is not None:  # "Mission", in the plan of that side
        return [section]
    asked = content_stems(question) - content_stems(side) - _MEASURES
    says = [p for p in near if typed or _speaks(p) or len(asked & set(stems(p.text))) >= least * len(asked)]
    on_it = next((p for loose in (False, loosely) for p in says if _is_on(side, others, p, loosely=loose)), None)
    return [on_it] if on_it else []


def _speaks(pick: Pick) -> bool:
    """Say whether a sentence says what is asked in other words, or a row does under its heads."""
    return pick.features["otherwise"] > 0 or (pick.role == "row" and pick.features["focus"] > 0)


def _is_on(side: str, others: Sequence[str], pick: Pick, *, loosely: bool = False) -> bool:
    """Say whether a sentence names one side, or "it" or "we", ``loosely`` "the works" too, is the one last named before it."""
    said = set(stems(pick.text))
    if _bare(side) <= said or pick.role == "row":
        return _bare(side) <= said
    before = stems(pick.text_before)
    last = {each: min((_last(before, word) for word in _bare(each)), default=-1) for each in (side, *others)}
    points_back = leans(pick.text) or in_first_person(pick.text) or bool(_IT.search(pick.text))
    return (points_back or loosely) and not any(_bare(other) <= said for other in others) and last[side] == max(last.values())


def _last(said: Sequence[str], word: str) -> int:
    """Return the place of the last of some words that is this one; -1 where none is."""
    return next((n for n in range(len(said) - 1, -1, -1) if said[n] == word), -1)


def _bare(side: str) -> frozenset[str]:
    """Return the stems that tell a side from others of its kind: "staircase" of "the staircase approach"."""
    return content_stems(side) - _KINDS or content_stems(side)


def several(question: str) -> tuple[str, ...]:
    """Return the things that are asked about side by side; () for any other question."""
    match = _SEVERAL.fullmatch(" ".join(question.split()))
    return tuple(_THING.findall(match["things"])) if match else ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of several things is asked for, and the words that a sentence must hold to tell."""

    asks: str
    things: tuple[str, ...]
    told_by: re.Pattern[str]

    def telling(self, picks: Sequence[Pick]) -> list[Pick]:
        """Return the sentences that say more or less of one of the things, where another one is spoken of as well.

        Of three or more they may not name all of them alike.
        """
        named = [content_stems(thing) for thing in self.things]
        most = 2 if len(named) == 2 else len(named) - 1
        found = []
        for pick in picks:
            here, around = set(stems(pick.text)), set(stems(f"{pick.text} {pick.passage.text}"))
            told = self.told_by.search(pick.text) and 1 <= sum(words <= here for words in named) <= most
            if told and sum(words <= around for words in named) > 1:
                found.append(pick)
        return found

    def untold(self) -> str:
        """Return why it is declined."""
        return f"No passage found says {self.asks[:1].lower()}{self.asks[1:]}: {', '.join(self.things)}."


def choice(question: str) -> Choice | None:
    """Return which of several things is asked for; ``None`` for any other question."""
    match = _CHOICE.fullmatch(" ".join(question.split()))
    told_by = degree(match["asks"]) if match else None
    return Choice(match["asks"], tuple(_THING.findall(match["things"])), told_by) if match and told_by else None
