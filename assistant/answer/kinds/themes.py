"""Answers to broad questions: what several documents say on a theme, the most telling sentences of each under its title.

1. the question must ask after a theme (:mod:`assistant.questions.broad`); more passages are looked through than for others;
2. the corpus must be on the theme: two documents at least have a passage with nearly all of it, in so many words, and each of its
   nouns is said somewhere; else the question is answered, or declined, as any other;
3. a sentence tells by how near it is, by a form in which such a thing is told or a heading over such
   (:mod:`assistant.questions.theme_forms`), as far as its passage is on the theme, and by who says it;
4. at most two sentences of a document, in its newest edition, and six in all stand under the titles, the document with the most
   telling one first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.answer.choose.bare_followups import is_told
from assistant.answer.choose.editions import newest_of
from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.choose.read_sentence import read, stems_above
from assistant.answer.kinds.across import Gathered, Item, standing_before, under_titles
from assistant.cite.support.words import names
from assistant.questions.broad import Broad, broad
from assistant.questions.speech import unlabelled
from assistant.questions.synonyms import akin, is_common
from assistant.questions.theme_forms import heads, tells
from assistant.retrieve.passages import Candidate
from assistant.retrieve.retriever import Found, View
from assistant.text.block_runs import index_at
from assistant.text.dependent_sentences import leans
from assistant.text.sentences import ENDED
from assistant.text.terms import EMPTY, overlap, stem, stems, words
from assistant.text.voices import TALK
from assistant.types import Document, Open

LOOKED_THROUGH = 100  # passages
MOST, OF_ONE = 6, 2  # sentences in all, and of one document
ALONE = 3  # sentences of a document that is alone on the theme
ON_IT = 0.75  # share of the theme, by weight, that a passage on it has, with its title and headings
AS_NEAR = 0.7  # share of the nearest document's cosine from which on another is on the theme in other words
AS_GOOD, AGAIN = 0.45, 0.7  # share of the best sentence's score that the first of another document must have, and a second one
ASIDE = 0.6  # the same of one that neither has a word of the theme nor stands under a heading for what is asked
NAMED = 0.4  # the same of its nouns in these very words
MOSTLY = 0.6  # the same of all its words, and not of its nouns alone
OTHERWISE = 0.8  # what another word for the same counts
BESIDE = 0.3  # what who acts, and what is done, count beside what it is done to or for
BY_ITS_CHUNK = 0.6  # share of the nearest chunk's cosine that its own must have then
LEAST_COSINE = 1e-6  # of the nearest, so that others can be told as shares of it
ALIKE = 0.75  # share of the words of the shorter of two sentences from which on they say the same
FAR = 1.25  # by how much the best may be better than the second, to be what others are measured by
FULL, TELLING = 10, 3  # words from which on a sentence says enough, and the fewest that must mean something
REPLIED = 0.8  # how far the best sentence replies to just that question, so that the reply is the answer
LEAST, EACH, SUREST = 0.4, 0.05, 0.6  # how sure one document makes it, what each further one adds, and the most
NOTHING_OUTRIGHT = "No passage answers this as asked; these are the nearest sentences of {}. Others may say it in other words."
TOLD_BY = "These are the most telling sentences of {}; others may say it in other words."

_STATED = ("known", "said", "long")  # what one passage may well state: where it does, that is the answer
_ABOUT = ("known", "said")  # what is known or said of a theme is told by what names it, whatever stands over it
_VERBS = frozenset(
    stems(
        "reduce reducing prevent prevented improve improving increase tackle tackling address help helps support end ending stop"
        " get keep kept make made work works become involve involved do done difference differently better best use used useful"
        " take taken taking join joined up off last worthwhile matter know say together without within between"
    )
)
_BEFORE_ING = frozenset("from in by of at for when with while".split())
_AT_LARGE = frozenset(
    stems(
        "people someone something several many once community communities local public voluntary small new good agency agencies"
        " organisation"
        " organisations organization organizations plan plans report reports document documents"
    )
)
"""Nouns that any text may have: they make a theme only where nothing else does."""
_TO_THE_ROOM = re.compile(
    r"\b(?:I|[Ww]e) (?:want(?:ed)?|would like|should like|am going|are going|shall)(?: to)? (?:talk|say|speak|hear|tell|ask|begin"
    r"|start|finish|thank|bring|push|put)\b|\b[Ll]et (?:me|us)\b|\bI (?:will make|would say)\b"
)
_HANGS = re.compile(r"\b(?:that|this|these|those|them|so)\W*$")  # on what stands before it: "costs twenty times that."
_ANNOUNCES = re.compile(r"(?::|\b(?:the same|as follows|one thing|(?:two|three|four|five) (?:things|ways|reasons))\W*)$")
_POSES = re.compile(
    r"\b(?:asks?|asked|whether|wonder\w*|questions?)\b.{0,40}\b(?:why|how|what|whether|who)\b|\b(?:was|were) published\b"
)
"""What only asks, or tells where something was printed."""


@dataclass(frozen=True, slots=True)
class _Theme:
    """A theme: ``weights`` of all its stems, ``nouns`` of those that make it; ``runs`` are words that must stand side by side,
    ``actors`` those of who is to act.
    """

    asked: Broad
    weights: Mapping[str, float]
    nouns: Mapping[str, float]
    runs: tuple[tuple[str, ...], ...]
    actors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that may tell, how well it does, and whether it stands apart from the theme."""

    pick: Pick
    score: float
    is_apart: bool


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
    theme, older = _theme(asked), newest_of(view.infos)
    picks = score_sentences(found, view.open, most=LOOKED_THROUGH)
    fresh = [pick for pick in picks if pick.passage.document not in older and not (told_before and is_told(pick, told_before))]
    told = _chosen(_weighed(theme, found, fresh, view.open))
    if len(told) < 2 or told[0].pick.features["replied"] >= REPLIED:
        return None
    many = len({each.pick.passage.document for each in told})
    if many == 1 and is_sure:
        return None
    overview, _ = under_titles(_items([each.pick for each in told], picks), found, view)
    sure = min(SUREST, LEAST + EACH * (many - 1))
    notice = TOLD_BY if is_sure else NOTHING_OUTRIGHT
    return Gathered(overview, notice.format(f"{many} documents" if many > 1 else "one document"), sure)


def _items(told: Sequence[Pick], picks: Sequence[Pick]) -> list[Item]:
    """Return sentences, each with the one that it leans on, or behind it the one that it announces; each of them once."""
    before = standing_before(picks)
    behind = {_at(ahead): pick for pick in picks if (ahead := before.get(_at(pick)))}
    shown: set[tuple[str, int]] = set()
    items = []
    for pick in told:
        announced = behind.get(_at(pick)) if _ANNOUNCES.search(pick.text) else None
        ahead = pick if announced else before.get(_at(pick)) if _leans(_bare(pick)) else None
        item = Item(announced or pick, None if ahead and _at(ahead) in shown else ahead)
        if _at(item.pick) not in shown:
            items.append(item)
        shown |= {_at(each) for each in item.picks}
    return items


def _at(pick: Pick) -> tuple[str, int]:
    return pick.passage.document, pick.start


@lru_cache(maxsize=1_000)
def _kin(root: str) -> AbstractSet[str]:
    """Return the stems of other words for the same, and of what somebody does: "fund" and "pay" for "funder"."""
    deed = stem(root[:-2]) if root.endswith("er") and is_common(stem(root[:-2])) else ""
    return akin(root) | ({deed} | akin(deed) if deed else frozenset())


def _theme(asked: Broad) -> _Theme:
    """Return the theme of a question with the weight of its words; who acts makes it where nothing else does."""
    to_whom, _, deed = asked.theme.rpartition(" be ")  # "charities be funded"
    of_theme = _told_apart(deed, is_done=bool(asked.role) and asked.facet == "ways")
    of_role = _told_apart(to_whom or asked.role)
    told = next((parts for parts in (of_theme, of_role) if parts.runs or parts.verbs), None)
    runs = told.runs if told else of_theme.rest or of_role.rest
    nouns = dict.fromkeys((s for run in runs for s in run), 1.0) | dict.fromkeys(told.verbs if told else (), 1.0)
    every = {s for parts in (of_theme, of_role) for run in (*parts.runs, *parts.rest, parts.verbs) for s in run}
    weights = dict.fromkeys(every, BESIDE) | nouns
    actors = {} if to_whom else {s: weights[s] for run in of_role.runs for s in run}
    return _Theme(asked, weights, nouns, runs, actors)


class _Parts(NamedTuple):
    """The stems of a phrase: nouns that stand side by side, verbs, and words that any text may have."""

    runs: tuple[tuple[str, ...], ...]
    verbs: tuple[str, ...]
    rest: tuple[tuple[str, ...], ...]


def _told_apart(text: str, *, is_done: bool = False) -> _Parts:
    """Tell the words of a phrase apart; a verb stands behind "to", as "-ing" behind "from", or at the beginning of what is done."""
    runs: list[list[str]] = [[]]
    verbs: list[str] = []
    rest: list[tuple[str, ...]] = []
    ahead = "to" if is_done else ""
    for word in words(text):
        root, is_verb = stem(word), ahead == "to" or (ahead in _BEFORE_ING and word.endswith("ing"))
        ahead = word
        if word not in EMPTY and not is_verb and root not in _VERBS and root not in _AT_LARGE:
            runs[-1].append(root)
            continue
        runs.append([])
        if word in EMPTY:
            continue
        if is_verb and root not in _VERBS:
            verbs.append(root)
        else:
            rest.append((root,))
    return _Parts(tuple(tuple(run) for run in runs if run), tuple(verbs), tuple(rest))


def _met(weights: Mapping[str, float], said: AbstractSet[str]) -> float:
    """Return the share of the weight of some words that is said, in these words or others for them."""
    whole = sum(weights.values())
    had = sum(w * (1.0 if s in said else OTHERWISE * (not _kin(s).isdisjoint(said))) for s, w in weights.items())
    return had / whole if whole else 0.0


def _said(weights: Mapping[str, float], said: AbstractSet[str]) -> float:
    """Return the share of the weight of some words that is said in these very words."""
    return sum(w for s, w in weights.items() if s in said) / (sum(weights.values()) or 1.0)


def _has(theme: _Theme, said: AbstractSet[str]) -> bool:
    """Say whether a passage has the nouns of a theme, one at least in so many words, and most of the theme."""
    return _met(theme.nouns, said) >= ON_IT and _said(theme.nouns, said) >= NAMED and _met(theme.weights, said) >= MOSTLY


def _names(theme: _Theme, said: AbstractSet[str]) -> bool:
    """Say whether a sentence names a theme; of several nouns, one at least in so many words."""
    return _met(theme.nouns, said) >= MOSTLY and (len(theme.nouns) == 1 or _said(theme.nouns, said) >= NAMED)


def _weighed(theme: _Theme, found: Found, picks: Sequence[Pick], open_document: Open) -> list[_Told]:
    """Return the sentences of the documents on a theme that may tell, best first; none where the corpus is not on it."""
    said = _said_in(picks, open_document)
    near = _nearness(found.candidates)
    documents = _on_it(theme, found, said, near)
    picks = [pick for pick in picks if pick.passage.document in documents and _is_fit(pick)]
    if not picks:
        return []
    best = max(pick.score for pick in picks)
    closest = max(LEAST_COSINE, *(pick.features["cosine"] for pick in picks))
    nearest = max(LEAST_COSINE, *(near[id_] for id_ in documents))
    by_its_chunk = _by_its_chunk(found.candidates)
    told = []
    for pick in picks:
        document, text = open_document(pick.passage.document), _bare(pick)
        place = document.segments[index_at(document, pick.start)].place
        heading = next((h for h in place.heading[-1:] if h != pick.passage.title), "")
        said_itself = _own(pick, document) - _in_names(text)
        own = _met(theme.weights, said_itself)
        above = _met(theme.weights, stems_above(f"{pick.passage.title} {' '.join(place.heading)}"))
        within = _met(theme.weights, said[pick.passage.rank])
        relevant = max(own, 0.9 * above, 0.6 * within, 0.65 * near[document.id] / nearest)
        has_form, is_headed = tells(theme.asked.facet, text), heads(theme.asked.facet, heading)
        answers = max(pick.features[name] for name in ("replied", "posed", "section"))
        is_named = _names(theme, said_itself) or max(above, _said(theme.actors, said_itself)) >= MOSTLY
        is_apart = not (is_named or (is_headed and theme.asked.facet not in _ABOUT))
        if not (has_form or is_headed or theme.asked.facet in _ABOUT) or (is_apart and by_its_chunk(pick) < BY_ITS_CHUNK):
            continue
        score = 0.25 * pick.score / best + 0.3 * max(0.0, pick.features["cosine"]) / closest
        score += relevant * (0.6 * has_form + 0.7 * is_headed) + 0.3 * own + 0.1 * above + 0.1 * within + 0.2 * answers
        score += 0.1 * min(1.0, len(text.split()) / FULL) + 0.3 * _said(theme.actors, stems_above(place.speaker or ""))
        told.append(_Told(pick, score - 0.2 * _leans(text), is_apart))
    return sorted(told, key=lambda each: (-each.score, each.pick.passage.rank, each.pick.start))


def _by_its_chunk(candidates: Sequence[Candidate]) -> Callable[[Pick], float]:
    """Return what tells of a sentence how near the chunk is that it stands in, as a share of the nearest one's cosine."""
    chunks: dict[str, list[tuple[int, int, float]]] = {}
    for candidate in candidates:
        row = candidate.row
        chunks.setdefault(row.document, []).append((row.start, row.end, candidate.features.get("vector", 0.0)))
    nearest = max(LEAST_COSINE, *(cosine for held in chunks.values() for *_, cosine in held))

    def near(pick: Pick) -> float:
        held = chunks.get(pick.passage.document, ())
        return max((cosine for start, end, cosine in held if start <= pick.start < end), default=0.0) / nearest

    return near


def _said_in(picks: Sequence[Pick], open_document: Open) -> dict[int, frozenset[str]]:
    """Return the stems of what each passage says, without the labels of those who speak."""
    said: dict[int, set[str]] = {}
    for pick in picks:
        said.setdefault(pick.passage.rank, set()).update(_own(pick, open_document(pick.passage.document)))
    return {rank: frozenset(stems_) for rank, stems_ in said.items()}


def _own(pick: Pick, document: Document) -> frozenset[str]:
    """Return the stems of what a sentence says, without the label of who speaks."""
    return read(document, pick.start, pick.end).said(lambda _: False)


@lru_cache(maxsize=5_000)
def _in_names(text: str) -> frozenset[str]:
    """Return the stems that a text has in names of several words alone: the Homelessness Reduction Act is not on homelessness."""
    named = [name.text for name in names(text) if len(name.text.split()) > 1]
    rest = text
    for name in named:
        rest = rest.replace(name, " ")
    return frozenset(stems(" ".join(named))) - frozenset(stems(rest))


def _on_it(theme: _Theme, found: Found, said: Mapping[int, frozenset[str]], near: Mapping[str, float]) -> frozenset[str]:
    """Return the documents that are on a theme; none where a noun of it, or who is to act, is said nowhere."""
    spoken = {p.rank: said.get(p.rank, frozenset()) | stems_above(p.around) for p in found.passages}
    having = {p.document for p in found.passages if _has(theme, spoken[p.rank])}
    whole = any(_met(theme.weights, stems_) >= ON_IT - BESIDE for stems_ in spoken.values())
    about = any(_said(theme.nouns, stems_above(p.around)) >= ON_IT for p in found.passages)
    if not (whole and (len(having) > 1 or about) and all(_is_said(run, found, spoken) for run in theme.runs)):
        return frozenset()
    nearest = max(near.values())
    return frozenset(having) | {id_ for id_, cosine in near.items() if cosine >= AS_NEAR * nearest}


def _is_said(run: Sequence[str], found: Found, spoken: Mapping[int, frozenset[str]]) -> bool:
    """Say whether words that stand side by side in a question do so, or nearly, in a passage: "social worker"."""
    holding = (p for p in found.passages if spoken[p.rank].issuperset(run))
    if len(run) == 1:
        return any(True for _ in holding)
    for passage in holding:
        said = stems(f"{passage.around} {passage.text}")
        if any(word == run[0] and _follow(run[1:], said[at + 1 :]) for at, word in enumerate(said)):
            return True
    return False


def _follow(rest: Sequence[str], said: Sequence[str]) -> bool:
    """Say whether words follow in order, with one other at most before each."""
    for word in rest:
        if word not in said[:2]:
            return False
        said = said[said.index(word) + 1 :]
    return True


def _nearness(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return how near each document is, by the mean of its two nearest chunks."""
    of_each: dict[str, list[float]] = {}
    for candidate in candidates:
        of_each.setdefault(candidate.row.document, []).append(candidate.features.get("vector", 0.0))
    return {id_: sum(best) / len(best) for id_, cosines in of_each.items() if (best := sorted(cosines)[-2:])}


def _leans(text: str) -> bool:
    """Say whether a sentence begins or ends with a word for what stands before it."""
    return leans(text) or bool(_HANGS.search(text))


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
    of_one = OF_ONE if len({each.pick.passage.document for each in good}) > 1 else ALONE
    kept: list[_Told] = []
    for each in good:
        own = [other for other in kept if other.pick.passage.document == each.pick.passage.document]
        alike = any(overlap(set(stems(each.pick.text)), set(stems(other.pick.text))) >= ALIKE for other in kept)
        least = AGAIN if own else ASIDE if each.is_apart else AS_GOOD
        if len(own) < of_one and len(kept) < MOST and not alike and each.score >= least * best:
            kept.append(each)
    return kept
