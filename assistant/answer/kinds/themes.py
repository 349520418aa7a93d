"""Answers to broad questions: what several documents say on a theme, the most telling sentences of each under its title.

1. the question must ask after a theme (:mod:`assistant.questions.broad`); more passages are looked through than for others;
2. the corpus must be on the theme (:mod:`assistant.questions.theme`): each thing of it is said, nearly all of them in one passage;
3. a sentence must be on it: in its own words, by the heading or title over it, or as one of the nearest in a document that has it;
4. and must tell what is asked: by a form in which such a thing is told or a heading over such
   (:mod:`assistant.questions.theme_forms`); of how something is done, and what is known or said, whatever names the theme tells;
5. the best few of each document, in its newest edition, and six in all stand under the titles. What falls far behind the best stays
   out: fewer is better than beside the point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from assistant.answer.choose.bare_followups import is_told
from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.cited import Gathered
from assistant.answer.kinds.under_titles import Item, standing_before, under_titles
from assistant.cite.support.words import names
from assistant.questions.broad import Facet, broad
from assistant.questions.senses import names_only_bodies
from assistant.questions.speech import unlabelled
from assistant.questions.theme import Theme, Thing, rarity, share, theme_of
from assistant.questions.theme_forms import heads_facet, speaks, tells_facet
from assistant.retrieve.retriever import Found, View
from assistant.store.relations import newest_of
from assistant.text.block_runs import index_at, segment_at
from assistant.text.dependent_sentences import leans
from assistant.text.sentences import ENDED
from assistant.text.terms import EMPTY, overlap, stems, words
from assistant.text.voices import TALK
from assistant.types import Document, Open, Passage

LOOKED_THROUGH = 100  # passages
MOST = 6  # sentences in all
OF_ONE = (4, 3)  # of each document, where one or two are on the theme
OF_MANY = 2  # the same of several
ON_IT = 0.6  # share of the theme, by weight, that one passage must have, with its title and headings
NAMED = 0.5  # the same that a sentence must have, or its heading or title
HEADED, TITLED, NEAR = (0.8, 0.55, 0.45)  # what one counts that is on it by heading, title or nearness
AS_GOOD, AGAIN = 0.45, 0.6  # share of the best sentence's score that the first of another document must have, and a second one
ASIDE = 0.6  # the same of one that is on the theme by how near its document is alone
AS_NEAR, BY_ITS_CHUNK = 0.75, 0.7  # share of the nearest document's cosine, and of the nearest chunk's, that its own must have then
OFTEN_SAID = 5  # passages that must speak of a theme on which fewer than two sentences tell by what they or their paragraph say
ITEM = 500  # characters before a sentence in which a thing with a name is spoken of
BEHIND = 0.65  # what it counts that it is
PLAIN = 0.9  # and that a heading over it says that this speaks for it, or against it
OPENING = 600  # characters of a document that tell what it is on
LEAST_COSINE = 1e-6  # of the nearest, so that others can be told as shares of it
ALIKE = 0.75  # share of the words of the shorter of two sentences from which on they say the same
FAR = 1.25  # by how much the best may be better than the second, to be what others are measured by
FULL, TELLING = 10, 3  # words from which on a sentence says enough, and the fewest that must mean something
REPLIED = 0.8  # how far the best sentence replies to just that question, so that the reply is the answer
LEAST, EACH, SUREST = 0.4, 0.05, 0.6  # how sure one document makes it, what each further one adds, and the most
NOTHING_OUTRIGHT = "No passage answers this as asked; these are the nearest sentences of {}. Others may say it in other words."
TOLD_BY = "These are the most telling sentences of {}; others may say it in other words."

_STATED = ("known", "said", "long")  # what one passage may well state: where it does, that is the answer
_LEARNT: tuple[Facet, ...] = ("advice", "works", "against")  # what lessons are told by, where nobody is to follow them
_ABOUT = ("ways", "known", "said")  # what is done, known or said of a theme is told by what names it
_TO_THE_ROOM = re.compile(
    r"^(?:Hello|Welcome|Good (?:morning|afternoon|evening)|Thank you|Thanks|Tonight|Today we)\b"
    r"|\b(?:I|[Ww]e) (?:want(?:ed)?|would like|should like|am going|are going|shall)(?: to)? (?:talk|say|speak|hear|tell|ask|begin"
    r"|start|finish|thank|bring|push|put)\b|\b[Ll]et (?:me|us)\b|\bI (?:will make|would say)\b"
)
_HANGS = re.compile(r"\b(?:that|this|these|those|them|so)\W*$")  # on what stands before it: "costs twenty times that."
_WHAT_THEY = re.compile(r"(?:What|Where|When|As|If|Once) (?:they|he|she|it|this|that)\b")
_ANNOUNCES = re.compile(r"(?::|\b(?:the same|as follows|one thing|(?:two|three|four|five) (?:things|ways|reasons))\W*)$")
_POSES = re.compile(
    r"\b(?:[Ff]igures?|[Tt]ables?|[Ll]ists?|[Ss]ections?|[Qq]uestions?) (?:below|above|overleaf)\b"
    r"|\b(?:asks?|asked|whether|wonder\w*|questions?)\b.{0,40}\b(?:why|how|what|whether|who)\b|\b(?:was|were) published\b"
)
"""What only asks or points on, or tells where something was printed."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells, how well it does, whether more than nearness puts it on the theme, and whether the one before it is
    needed.
    """

    pick: Pick
    score: float
    is_on_it: bool
    is_led: bool


def on_theme(
    question: str, search: Callable[..., Found], view: View, *, is_sure: bool, told_before: Sequence[str] = ()
) -> Gathered | None:
    """Return what several documents say on the theme of a broad question, with a notice and how sure it is.

    ``None`` for any other question, and where the corpus is not on the theme. ``is_sure``: it would be answered otherwise as well;
    where not, the notice says that nothing answers it outright. What answers ``told_before`` is not told again.
    """
    asked = broad(question)
    if asked is None or (is_sure and asked.facet in _STATED):
        return None
    found = search(question, k=LOOKED_THROUGH)
    older = newest_of(view.infos)
    picks = score_sentences(found, view.open, most=LOOKED_THROUGH)
    picks = [pick for pick in picks if not names_only_bodies(question, pick.text)]
    fresh = [pick for pick in picks if pick.passage.document not in older and not (told_before and is_told(pick, told_before))]
    weighed = _weighed(theme_of(asked), found, fresh, view.open)
    told = _chosen(weighed)
    if len(told) < (2 if asked.theme or asked.role else 1) or told[0].pick.features["replied"] >= REPLIED:
        return None
    many = len({each.pick.passage.document for each in told})
    overview = under_titles(_items(told, picks), found, view)
    sure = min(SUREST, LEAST + EACH * (many - 1))
    notice = TOLD_BY if is_sure else NOTHING_OUTRIGHT
    return Gathered(overview, notice.format(f"{many} documents" if many > 1 else "one document"), sure)


def _is_read_alone(pick: Pick | None) -> bool:
    return pick is not None and _is_fit(pick) and not _leans(_bare(pick))


def _opens(ahead: Pick, pick: Pick, document: Document, facets: Sequence[Facet]) -> bool:
    """Say whether a sentence tells what is asked for the one behind it in its paragraph, and can itself be read alone."""
    tells_it = any(tells_facet(each, _bare(ahead)) for each in facets)
    return tells_it and index_at(document, ahead.start) == index_at(document, pick.start) and _is_read_alone(ahead)


def _items(told: Sequence[_Told], picks: Sequence[Pick]) -> list[Item]:
    """Return sentences, each with the one that it leans on, or behind it the one that it announces; each of them once."""
    before = standing_before(picks)
    behind = {ahead.place: pick for pick in picks if (ahead := before.get(pick.place))}
    shown: set[tuple[str, int]] = set()
    items = []
    for pick, is_led in ((each.pick, each.is_led) for each in told):
        announced = behind.get(pick.place) if _ANNOUNCES.search(pick.text) else None
        ahead = pick if announced else before.get(pick.place) if is_led or _leans(_bare(pick)) else None
        item = Item(announced or pick, None if ahead and ahead.place in shown else ahead)
        if item.pick.place not in shown:
            items.append(item)
        shown |= {each.place for each in item.picks}
    return items


def _weighed(theme: Theme, found: Found, picks: Sequence[Pick], open_document: Open) -> list[_Told]:
    """Return the sentences on a theme that tell what is asked, best first; none where the corpus is not on it."""
    spoken = [stems(f"{p.around} {p.text}") for p in found.passages]
    weights = rarity(theme.things, spoken)
    if not (_is_open(theme) or _is_on_it(theme, weights, spoken)):
        return []
    having = [p for p, said in zip(found.passages, spoken, strict=True) if share(weights, said) >= ON_IT]
    nearest = max((LEAST_COSINE, *(pick.features["cosine"] for pick in picks)))
    scales = _Scales(theme, weights, dict.fromkeys(theme.beside, 1.0), standing_before(picks), _near(found, having), nearest)
    told = [each for pick in picks if (each := scales.told(pick, open_document(pick.passage.document)))]
    if not _is_open(theme) and sum(each.is_on_it for each in told) < 2 and len(having) < OFTEN_SAID:
        return []
    return sorted(told, key=lambda each: (-each.score, each.pick.passage.rank, each.pick.start))


def _is_open(theme: Theme) -> bool:
    """Say whether a question asks for what is said of such a kind at all ("What works?"), with no theme of its own."""
    return not (theme.asked.theme or theme.asked.role)


@dataclass(frozen=True, slots=True)
class _Shares:
    """How far a sentence is on a theme: in its own words, with those before it, with the headings over it, and with the title."""

    own: float
    behind: float
    headed: float
    titled: float

    @property
    def is_on_it(self) -> bool:
        return max(self.own, self.behind, self.headed, self.titled) >= NAMED

    @property
    def worth(self) -> float:
        """What the best of these counts."""
        counted = (self.own, self.own), (self.behind, BEHIND), (self.headed, HEADED * self.headed), (self.titled, TITLED)
        return max((worth for held, worth in counted if held >= NAMED), default=0.0)


@dataclass(frozen=True, slots=True)
class _Scales:
    """What a sentence is weighed by: the theme, what its things count, and those beside them, the sentence before each other,
    which sentences stand in the nearest chunks, and the cosine of the nearest.
    """

    theme: Theme
    weights: Mapping[Thing, float]
    beside: Mapping[Thing, float]
    before: Mapping[tuple[str, int], Pick]
    is_near: Callable[[Pick], bool]
    nearest: float

    def told(self, pick: Pick, document: Document) -> _Told | None:
        """Return what a sentence tells of what is asked; ``None`` where it is not on the theme, tells nothing or is not fit."""
        text, ahead, asked = _bare(pick), self.before.get(pick.place), self.theme.asked
        if not _is_fit(pick) or (_leans(text) and not _is_read_alone(ahead)):
            return None
        said, above = stems(text if self.theme.is_named else _without_names(text)), _above(pick, document)
        shares = self._shares(pick, said, above, document)
        on_it = 1.0 if _is_open(self.theme) else max(shares.worth, NEAR * self.is_near(pick))
        facets = _LEARNT if asked.facet == "advice" and not asked.role else (asked.facet,)
        speak = speaks if self.theme.is_named or _is_open(self.theme) else tells_facet
        by_name, names_it = asked.facet in _ABOUT, shares.own >= NAMED
        has_form = any(speak(each, _without_names(text)) for each in facets)
        is_led = names_it and not (by_name or has_form) and ahead is not None and _opens(ahead, pick, document, facets)
        is_over = heads_facet(asked.facet, above[-1] if above else "")
        if not on_it or not (has_form or is_led or is_over or (by_name and (names_it or shares.headed >= NAMED))):
            return None
        form = 0.5 + 0.4 * has_form + 0.3 * is_led + (PLAIN if asked.is_sided else 0.4) * is_over
        answers = max(pick.features[name] for name in ("replied", "posed", "section"))
        score = on_it * form + 0.4 * max(0.0, pick.features["cosine"]) / self.nearest + 0.3 * shares.own
        score += 0.3 * share(self.beside, said) + 0.2 * answers + 0.1 * min(1.0, len(text.split()) / FULL) - 0.2 * _leans(text)
        return _Told(pick, score, _is_open(self.theme) or shares.is_on_it, is_led)

    def _shares(self, pick: Pick, said: Sequence[str], above: Sequence[str], document: Document) -> _Shares:
        is_named, under = self.theme.is_named, [*stems(" ".join(above)), *said]
        return _Shares(
            share(self.weights, said),
            share(self.weights, stems(document.text[max(0, pick.start - ITEM) : pick.start])) if is_named else 0.0,
            share(self.weights, under),
            share(self.weights, [*_of_document(pick.passage.title, document, is_named=is_named), *under]),
        )


def _above(pick: Pick, document: Document) -> list[str]:
    """Return the headings over a sentence, without the title."""
    return [heading for heading in segment_at(document, pick.start).place.heading if heading != pick.passage.title]


def _of_document(title: str, document: Document, *, is_named: bool) -> list[str]:
    """Return the stems of what tells what a document is on: its title and what it opens with."""
    opening = document.text[:OPENING]
    return stems(f"{title} {opening if is_named else _without_names(opening)}")


def _near(found: Found, on_it: Sequence[Passage]) -> Callable[[Pick], bool]:
    """Return what says whether a sentence stands in one of the nearest chunks of one of the nearest documents.

    Each of these must have a passage ``on_it``. A document is as near as the mean of its two nearest chunks.
    """
    chunks: dict[str, list[tuple[float, int, int]]] = {}
    for row, _, features in found.candidates:
        chunks.setdefault(row.document, []).append((features.get("vector", 0.0), row.start, row.end))
    means = {id_: fmean(cosine for cosine, *_ in sorted(held)[-2:]) for id_, held in chunks.items()}
    closest, nearest = (
        max(means.values(), default=0.0),
        max((cosine for held in chunks.values() for cosine, *_ in held), default=0.0),
    )
    having = {p.document for p in on_it if means.get(p.document, 0.0) >= AS_NEAR * closest}

    def near(pick: Pick) -> bool:
        held = chunks[pick.passage.document] if pick.passage.document in having else []
        return any(start <= pick.start < end and cosine >= BY_ITS_CHUNK * nearest for cosine, start, end in held)

    return near


def _is_on_it(theme: Theme, weights: Mapping[Thing, float], every: Sequence[Sequence[str]]) -> bool:
    """Say whether the passages found are on a theme: one has nearly all of it, and each thing is said in so many words."""
    nouns = [thing for thing in (*theme.things, *theme.actors) if not thing.is_deed] or theme.things
    is_said = all(any(thing.is_named(each) for each in every) for thing in nouns)
    has_runs = all(any(_follow(run, each) for each in every) for run in theme.runs)
    return bool(nouns) and is_said and has_runs and any(share(weights, each) >= ON_IT for each in every)


def _follow(run: Sequence[str], said: Sequence[str]) -> bool:
    """Say whether words follow in order, with one other at most before each but the first."""
    for at, word in enumerate(said):
        rest, behind = run[1:], said[at + 1 :]
        while word == run[0] and rest and rest[0] in behind[:2]:
            behind, rest = behind[behind.index(rest[0]) + 1 :], rest[1:]
        if word == run[0] and not rest:
            return True
    return False


@lru_cache(maxsize=5_000)
def _without_names(text: str) -> str:
    """Return a text without its names of several words: the Homelessness Reduction Act is not on homelessness."""
    for name in names(text):
        if len(name.text.split()) > 1:
            text = text.replace(name.text, " ")
    return text


def _leans(text: str) -> bool:
    """Say whether a sentence begins or ends with a word for what stands before it."""
    return leans(text) or bool(_HANGS.search(text) or _WHAT_THEY.match(text))


def _bare(pick: Pick) -> str:
    return unlabelled(pick.text) if pick.role in TALK else pick.text


def _is_fit(pick: Pick) -> bool:
    """Say whether a sentence can be quoted for what it says: whole, not too short, no question, no row, on no document itself."""
    text = _bare(pick)
    if pick.features["silent"] or pick.features["aside"] or pick.role in ("row", "heading") or _POSES.search(text):
        return False
    if pick.role in TALK and _TO_THE_ROOM.search(text):
        return False
    if pick.role == "item" and not re.match(r"[\W\d]*[A-Z]", text):
        return False
    telling = [word for word in words(text) if word not in EMPTY]
    return bool(ENDED.search(text)) and len(telling) >= TELLING


def _chosen(told: Sequence[_Told]) -> list[_Told]:
    """Return the best of some sentences, a few of each document, each thing said once."""
    best = min(each.score * over for each, over in zip(told, (1.0, FAR), strict=False)) if told else 0.0
    good = [each for each in told if each.score >= AS_GOOD * best]
    many = len({each.pick.passage.document for each in good})
    of_one = OF_ONE[many - 1] if 0 < many <= len(OF_ONE) else OF_MANY
    kept: list[_Told] = []
    for each in good:
        own = [other for other in kept if other.pick.passage.document == each.pick.passage.document]
        alike = any(overlap(set(stems(each.pick.text)), set(stems(other.pick.text))) >= ALIKE for other in kept)
        if (
            len(own) < of_one
            and len(kept) < MOST
            and not alike
            and each.score >= (AGAIN if own else AS_GOOD if each.is_on_it else ASIDE) * best
        ):
            kept.append(each)
    return kept
