"""The things that "this library" or "the clinic" may be, where the corpus knows several: each name that could be meant as well.

1. a question must point at one thing of a kind ("this library", "the police department") and name none;
2. nothing said before may be of that kind, or one of the things;
3. the passages found must know several of the kind (:mod:`.things_told`), or titles that number it ("Harbour Lights (season 9)");
4. of "the clinic" each must have as much of what is asked as the best passage has; where one has more of it, it is the one meant.
   Who says "this clinic" has one in mind, so there any will do, unless one has all of what is asked and the others not half of it;
   where the passages know one alone, those on the kind are looked at as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer.choose.read_sentence import stems_above, stems_within
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.decide.things_told import bare, may_tell, things_told
from assistant.cite.support.words import names
from assistant.questions.general_nouns import DOCUMENTS
from assistant.retrieve.retriever import Found
from assistant.text.carried_subject import without_lead
from assistant.text.patterns import any_case
from assistant.text.reading_text import fold
from assistant.text.terms import STOP_WORDS, stem_set, stems
from assistant.types import Passage

NEARLY = 0.6  # share of the best passage's score above which another one is heard
AS_WELL = 0.9  # share of what is asked that one has who has all of it
MARGIN = 0.15  # of what is asked, by which the best passage may have more of it than those that could be meant as well
HALF = 0.5  # share of it up to which the others are no match for one that has all of it
OPENS = 250  # letters of a document in which it names what it is on
LONGEST = 4  # words of a kind
MOST = 4  # things that are offered
_POINTS = any_case(r"\b(?P<the>this|that|the) (?=(?P<run>[\w’'-]+(?: [\w’'-]+){0,3}))")
_BOUND = any_case(r" (?:of|in|at|for|from|on|that|which|who|whose|where|with|between)\b")
_CALLED = re.compile(r" [A-Z]")  # "the charity Shelter"
_DONE_FOR = any_case(r" \w{3,}(?:ed|ing|en|ilt) (?:for|in|by|to|at|on|of|from|with|as)\b")
_AUXILIARY = any_case(r"\b(?:is|are|was|were|has|have|had|be|been) $")
_ONE = any_case(r"(?:first|last|next|only|same|main|key|best|most|least|other|whole|right|new|\w+est)\b")
_DONE = re.compile(r"\w{4}ed$")  # "when was the company founded": no kind of thing
_MANY = re.compile(r"[^\Wsui]s$")
_NEXT = re.compile(r" (?P<word>[a-z][\w’'-]*)")
_DOES = any_case(r"\b(?:do|does|did|will|would|can|could|should|may|might|must) $")
_ENDS = re.compile(r"\W*(?:$|[,;.?!]|(?:in|at|on|for|from|with|by|to|of|about|per|as|an?|the|each|this|its)\b)")
_OF_ANY = stem_set("famous popular known certain particular local named called")
"""What is said of any."""

Search = Callable[[str], Found]
Quoted = Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Where a question points at one thing of a kind, and the names of the things that it may be, the nearest first."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pointed:
    """A kind that a question points at, where it does, the words from "the" to its end, and the stems of what was carried over."""

    start: int
    end: int
    run: str
    kind: str
    is_this: bool
    carried: frozenset[str]

    @property
    def own(self) -> set[str]:
        """The stems of the kind, and words that tell nothing."""
        return set(stems(self.kind)) | STOP_WORDS


def namesakes(
    question: str, heard: str, found: Found, search: Search | None = None, quoted: Quoted | None = None
) -> Namesakes | None:
    """Return the things that a question may point at; ``None`` where it points at none, or only one matches best.

    ``heard`` is what was said before: a kind that was spoken of there is settled by it, and so is one of the things, or one that
    alone is told in the documents ``quoted``.
    """
    before = stem_set(heard)
    lead = question[: len(question) - len(without_lead(question))]
    if lead and not question.startswith("About "):
        return None
    for match in _POINTS.finditer(question, len(lead)):
        is_this = match["the"].lower() == "this"
        if _ONE.match(match["run"]) or (not is_this and (_is_named(question, match) or _is_proper(match["run"], found.passages))):
            continue
        for a, b in _kinds(match["run"]):
            end, kind = match.start("run") + b, match["run"][a:b]
            last = kind.split()[-1].lower()
            if last in DOCUMENTS or before.issuperset(stems(kind)) or _DONE.search(kind) or _MANY.search(last):
                continue
            if _CALLED.match(question[end:]) or (not is_this and _is_bound(question, match.start(), end)):
                continue
            pointed = _Pointed(match.start(), end, match["run"][:b], kind, is_this, stem_set(lead) - STOP_WORDS)
            named = _meant(question, pointed, before, found, search)
            if named is None:
                return None
            if len(named) > 1:
                if heard and quoted and _is_quoted(pointed, question, found, quoted()):
                    return None
                return Namesakes(match.start(), end, named[:MOST])
            if " " in kind and kind == kind.lower() and _is_written(kind, found.passages):
                break  # "the audit committee" of an Audit Committee is no other committee
    return None


def _is_quoted(pointed: _Pointed, question: str, found: Found, documents: Collection[str]) -> bool:
    """Say whether one thing alone of a kind is told in some documents."""
    return len(_told(question, pointed, [p for p in found.passages if p.document in documents])) == 1


def _is_written(kind: str, passages: Sequence[Passage]) -> bool:
    titled = re.escape(" ".join(w.capitalize() for w in kind.split()))
    return any(re.search(rf"\b{titled}\b", fold(p.text)) for p in passages)


def _is_named(question: str, match: re.Match[str]) -> bool:
    """Say whether a name or a number beside what is pointed at tells which is meant."""
    others = [n for n in names(question) if n.end <= match.start() or n.start >= match.end("run")]
    return bool(others) or bool(re.search(r"\d|[\"“”]", question))


def _is_bound(question: str, start: int, end: int) -> bool:
    """Say whether what follows a kind says which is meant: "the clinic in Dover", "the tower built for the count"."""
    after = question[end:]
    return bool(_BOUND.match(after) or (_DONE_FOR.match(after) and not _AUXILIARY.search(question[:start])))


def _is_proper(run: str, passages: Sequence[Passage]) -> bool:
    """Say whether what is pointed at is written with a name: "the cynefin framework", of "the Cynefin framework" in a passage."""
    first, *rest = run.split()
    name = re.compile(rf"(?<=[a-z,] ){re.escape(f'{first.capitalize()} {rest[0].lower()}')}\b") if rest else None
    return name is not None and any(name.search(fold(passage.text)) for passage in passages)


def _kinds(run: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in a run of words, and of nothing that a thing has, that may name a kind, the longest first."""
    words = list(re.finditer(r"[\w’'-]+", run))
    stop = next((n for n, w in enumerate(words) if w[0].lower() in STOP_WORDS), len(words))
    owner = next((n for n, w in enumerate(words) if w[0].islower() and w[0].endswith(("'s", "’s"))), len(words))
    words = words[: min(stop, owner + 1)]
    for length in range(min(LONGEST, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            last = words[at + length - 1]
            yield words[at].start(), last.end() - (2 if last[0].endswith(("'s", "’s")) else 0)


def _meant(question: str, pointed: _Pointed, before: frozenset[str], found: Found, search: Search | None) -> tuple[str, ...] | None:
    """Return the names of a kind that match a question as well as any, nearest first; ``None`` where it is settled which."""
    near = [p for p in found.passages if p.score >= NEARLY * found.passages[0].score]
    heard = list(found.passages) if pointed.is_this else near
    told = _told(question, pointed, heard)
    if pointed.is_this and search and len(told) == 1 and not _is_compound(pointed, question, near):
        heard += search(pointed.kind).passages
        told = _told(question, pointed, heard)
    if len(told) < 2 or _is_compound(pointed, question, near):
        return ()
    told = _not_in_passing(told, near)
    if len(told) < 2:
        return None  # the one that the document is on
    if any(telling <= before for name in told if (telling := set(stems(name)) - pointed.own)):
        return None  # one was spoken of before
    documents = {p.document for held in told.values() for p in held}
    if pointed.carried and any(pointed.carried <= _spoken(p) for p in found.passages if p.document in documents):
        return None  # "the council" of what was carried over
    asked = found.query.besides(pointed.own | pointed.carried | _OF_ANY)
    met, best = _met(asked, pointed, told, heard if pointed.is_this else found.passages, near)
    ranked = sorted(told, key=lambda name: (not _heads(name, told[name]), -met[name] if pointed.is_this else 0))
    if not pointed.is_this:
        return tuple(name for name in ranked if met[name] >= best - MARGIN)
    second, first = sorted(met.values())[-2:]
    return None if first >= AS_WELL and second <= HALF else tuple(ranked)


def _told(question: str, pointed: _Pointed, passages: Sequence[Passage]) -> dict[str, list[Passage]]:
    """Return the things of a kind, each with the passages that tell of it; none that the question names, or that are several."""
    if not any(may_tell(pointed.kind, passage) for passage in passages):
        return {}  # before all of them are read word by word
    named: dict[str, list[Passage]] = {}
    for passage in passages:
        titles = _numbered(pointed, passage)
        if not titles and (pointed.is_this or pointed.run == pointed.run.lower()) and may_tell(pointed.kind, passage):
            titles = things_told(pointed.kind, passage)
        for name in titles:
            if bare(name).lower() not in question.lower():
                named.setdefault(name, []).append(passage)
    parts = {name: stem_set(name) for name in named}
    told: dict[str, list[Passage]] = {}
    for name, held in named.items():
        if not _is_of_several(parts[name], parts.values()):
            same = (other for other in told if parts[name] <= parts[other] or parts[other] <= parts[name])
            told.setdefault(next(same, name), []).extend(held)
    texts = " ".join(fold(p.text) for p in passages) if told else ""
    return {name: held for name, held in told.items() if not _is_several(name, texts)}


def _not_in_passing(told: dict[str, list[Passage]], near: Sequence[Passage]) -> dict[str, list[Passage]]:
    """Return things without those that are only told where a page is on another one, or where all that is near is one page."""
    own: dict[tuple[str, str], set[str]] = {}
    for name, held in told.items():
        for passage in held:
            if _is_on(name, passage):
                own.setdefault(_page(passage), set()).add(name)
    alone = len({_page(p) for p in near}) == 1
    return {name: held for name, held in told.items() if any(name in own.get(_page(p), set() if alone else {name}) for p in held)}


def _page(passage: Passage) -> tuple[str, str]:
    return passage.document, passage.title


def _is_on(name: str, passage: Passage) -> bool:
    """Say whether a passage heads a thing, or opens a document with it."""
    opens = passage.text[: max(0, OPENS - passage.start)]
    return _heads(name, [passage]) or bare(name).split(" (")[0] in fold(opens)


def _met(
    asked: dict[str, float], pointed: _Pointed, told: dict[str, list[Passage]], passages: Sequence[Passage], near: Sequence[Passage]
) -> tuple[dict[str, float], float]:
    """Return how much of what is asked the passages on each thing have, and how much the best of those near has.

    A passage is on a thing where it has its telling words, or its document tells of no other one of the kind.
    """
    if not asked:
        return dict.fromkeys(told, 1.0), 1.0
    documents = {name: {p.document for p in held} for name, held in told.items()}
    spoken = [_spoken(p) for p in passages]
    share = [weight_met(asked, words) for words in spoken]
    met, nearest = {}, {p.citation_id for p in near}
    for name, own in documents.items():
        alone = own.difference(*(others for other, others in documents.items() if other != name))
        telling = set(stems(name)) - pointed.own
        on = (s for p, w, s in zip(passages, spoken, share, strict=True) if p.document in alone or (telling and telling <= w))
        met[name] = max(on, default=0.0)
    return met, max((s for p, s in zip(passages, share, strict=True) if p.citation_id in nearest), default=0.0)


def _heads(name: str, passages: Sequence[Passage]) -> bool:
    """Say whether a thing is what one of the passages is about: its title or a heading has the name."""
    return any(bare(name).lower() in " ".join((p.title, *p.locator.heading)).lower() for p in passages)


def _is_several(name: str, texts: str) -> bool:
    """Say whether texts speak of one of several by a name: "a Marmot City"."""
    return bool(re.search(rf"\b(?:an?|another|each|every) {re.escape(bare(name))}\b", texts))


def _is_compound(pointed: _Pointed, question: str, passages: Sequence[Passage]) -> bool:
    """Say whether the next word goes with a kind: "the council officer" is no council; it is the verb in "did it premiere?"."""
    follows = _NEXT.match(question, pointed.end)
    if not follows or follows["word"] in STOP_WORDS:
        return False
    if _DOES.search(question[: pointed.start]) and _ENDS.match(question, follows.end()):
        return False
    together = any_case(rf"\b{re.escape(pointed.kind)} {re.escape(follows['word'])}\b")
    return any(together.search(fold(p.text)) for p in passages)


def _spoken(passage: Passage) -> frozenset[str]:
    return stems_above(f"{passage.title} {' '.join(passage.locator.heading)}") | stems_within(passage.text)


def _is_of_several(part: frozenset[str], names: Iterable[frozenset[str]]) -> bool:
    """Say whether two things or more have a name as part of theirs: "the Superior Court of California, County of Kern"."""
    longer = [name for name in names if part < name]
    return any(not (one <= other or other <= one) for one, other in pairwise(longer))


def _numbered(pointed: _Pointed, passage: Passage) -> list[str]:
    """Return the title of a passage where it numbers a kind and has the words beside it: "Harbour Lights (season 9)"."""
    numbers = re.search(rf"\b{re.escape(pointed.kind)} \d+\b", passage.title, re.I)
    return [passage.title] if numbers and set(stems(pointed.run)) <= set(stems(passage.title)) else []


def worded(question: str, meant: Namesakes, name: str) -> str:
    """Put a name where a question points at a thing of its kind."""
    asked = without_lead(f"{question[: meant.start]}{name}{question[meant.end :]}").strip(" ?.!")
    return f"{asked[:1].upper()}{asked[1:]}{'.' if question.rstrip().endswith('.') else '?'}"
