"""How likely it is that the corpus supports an answer, and why not.

A small logistic model over what the search brought: nothing here looks at the words of the answer, so the decision to answer
is made before one is written. The figures in ``confidence.json`` were fitted by ``python -m eval.calibrate``, which also
writes there what they were fitted on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from assistant.answer.choose.bare_followups import held_in, nothing_new, otherwise, wanted
from assistant.answer.choose.evidence import Pick, as_fitted
from assistant.answer.choose.read_sentence import stems_above, stems_within
from assistant.answer.choose.states_answer import how_well_told
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.decide.missing_name import together, with_whose_words
from assistant.cite.support.words import names
from assistant.questions.answer_form import PLACE, gives_no_reason, lacking, typed_answer
from assistant.questions.counted_list import counted, how_far_listed
from assistant.questions.degree import not_said
from assistant.questions.form import WHERE, asked_for
from assistant.questions.general_nouns import CLASSES
from assistant.questions.language import foreign_language
from assistant.questions.names import names_in
from assistant.questions.places import PEOPLE_OF
from assistant.questions.speech import asked_of
from assistant.questions.synonyms import akin
from assistant.retrieve.retriever import Found, Query
from assistant.text.carried_subject import without_lead
from assistant.text.enumeration import enumerated
from assistant.text.patterns import any_case
from assistant.text.quantities import numbers as numbers_in
from assistant.text.reading_text import fold
from assistant.text.terms import calendar_year, stem, stem_set, stems, words
from assistant.text.years import years_said
from assistant.types import Passage

FEATURES = (
    "cosine",  # of the nearest sentence
    "context",  # of the question's weight by one sentence, with the one before it and the title and headings above it
    "focus_passage",  # of the weight of what is asked, apart from names, by one passage
    "told",  # how much the best sentence says about the question, in its words or others: 1 is two words that stand nowhere else
    "names",  # share of the question's names in the best passages
    "numbers",  # share of its numbers in the best passages
    "typed",  # a sentence has the form that the answer must have: a sum of money, a count of the thing named
    "hit",  # one sentence both speaks of what is asked and holds the kind of thing asked for
    "agreement",  # what keywords find first and what vectors find first is near the top
    "unsaid",  # a person, date, number or place is asked for, and nothing near speaks of what is asked about the thing named
    "astray",  # such a thing is asked for, and nothing that was found speaks of one of the names or numbers in the question
    "apart",  # such a thing is asked for, and no sentence holds it, what is asked and the thing named, all three
)
DOUBTS = frozenset({"unsaid", "astray", "apart"})  # these lower the confidence, the others raise it
LITTLE = 0.1  # share of the weight of what is asked, below which it is not spoken of
TOLD = 0.3  # share of what is asked, said of the thing named by one sentence, below which it is said apart from it
TOLD_BY_SECTION = 0.8  # of what is asked about is met where a section of the name that is asked for tells it
ALIKE = 0.85  # cosine from which on a sentence says what is asked in other words: "became" for "become"
OTHERWISE = 1.0  # what another word for the same counts towards how much is told

_ASKING = stem_set(
    "explain describe summarise summarize list discuss outline mention compare contrast define document report corpus passage"
    " text author source question answer word please thank"
)
_JOINING = frozenset("across against among beyond despite except instead per towards versus via within without".split())
_PEOPLE = re.compile(r"\w{3,}(?:ish|ese|an|ch)")  # English, Japanese, Ethiopian, French: told where the country is named
_SIDE_BY_SIDE = any_case(r"\W*(?:(?:and|or|&|vs?|versus|with|than|to) (?:the )?|[,/&-] ?(?:the )?)*\W*")
_NUMBER = re.compile(r"(?<![\w-])(?:\d[\d,.]*\d|\d)")  # not the end of a name, as in COVID-19
_LETTERED = re.compile(rf"({_NUMBER.pattern})([^\W\d_]*)")


def features(found: Found, picks: Sequence[Pick]) -> dict[str, float]:
    """Return what the decision rests on, each between 0 and 1."""
    if not picks:
        return dict.fromkeys(FEATURES, 0.0)
    picks = as_fitted(picks)
    top, query, spoken = picks[:10], found.query, _spoken(found)
    present = set().union(*spoken)
    focused = max(weight_met(query.focus, words_spoken) for words_spoken in spoken)
    named, figures = (_share_met(asked, present) for asked in (names_in(query.text), _NUMBER.findall(query.text)))
    form, is_fact = typed_answer(query.text), _is_fact(query.text)
    return {
        "cosine": max(0.0, *(p.features["cosine"] for p in top)),
        "context": max(p.features["context"] for p in top),
        "focus_passage": focused,
        "told": min(1.0, max(_told(query, p) for p in top) / (2 * query.rarest)),
        "names": named,
        "numbers": figures,
        "typed": 1.0 if form is None else float(any(form.search(p.text) for p in top)),
        "hit": max(p.features["focus"] * p.features["kind"] for p in top),
        "agreement": _agreement(found),
        "unsaid": float(is_fact and _off(query, top, focused)),
        "astray": float(is_fact and min(named, figures) < 1 and bool(unspoken(found))),
        "apart": float(is_apart(found, picks)),
    }


def _told(query: Query, pick: Pick) -> float:
    """Return the weight of a question that a sentence has in its words, or in others for what is asked."""
    whole = sum(query.stems.values())
    other = OTHERWISE * pick.features["meant"] * sum(query.focus.values())
    return min(whole, pick.features["coverage"] * whole + other)


def _spoken(found: Found) -> list[set[str]]:
    """Return the stems of each of the best passages, with those of its title and of the name of its file."""
    asked = _NUMBER.search(found.query.text)
    return [
        {*stems_above(p.around), *stems_within(p.text), *(_in_figures(f"{p.around} {fold(p.text)}") if asked else ())}
        for p in found.passages[:3]
    ]


@lru_cache(maxsize=16)
def _in_figures(text: str) -> frozenset[str]:
    """Return what a text spells out, as it is written in figures: 37 for "thirty-seven", 2015 for "twenty fifteen"."""
    line = " ".join(text.split())
    counts = (n for n in numbers_in(line) if not n.unit and n.value.is_integer() and not any(map(str.isdigit, n.text)))
    return frozenset(f"{n.value:.0f}" for n in counts) | years_said(line)


def _is_fact(question: str) -> bool:
    return asked_for(question) in ("person", "date", "number") or bool(WHERE.search(question))


def _off(query: Query, top: Sequence[Pick], focused: float) -> bool:
    """Say whether the best passages leave out what is asked, and no sentence both speaks of it and holds the kind of thing.

    "Who funded the Deal?" where much is said of the Deal and nothing of funds: however near that is, it is no answer. One that
    says it in other words, of all that is named, is ("was delivered by" for "ran").
    """
    if focused >= LITTLE:
        return False
    where = bool(WHERE.search(query.text))
    holds = (bool(PLACE.search(p.text)) if where else p.features["kind"] > 0 for p in top)
    said = any(
        held and (p.features["focus"] >= LITTLE or p.features["cosine"] >= ALIKE) for held, p in zip(holds, top, strict=True)
    )
    return not said and how_well_told(query.text, query.focus, top, strictly=True) < TOLD


def is_apart(found: Found, picks: Sequence[Pick]) -> bool:
    """Say whether a person, date, number or place is asked for and no sentence says what is asked of the thing named."""
    query = found.query
    return _is_fact(query.text) and how_well_told(query.text, query.focus, picks[:10]) < TOLD


def _agreement(found: Found) -> float:
    """Return the share of the two searches whose own best chunk is among the first three of the fused list."""
    near = {c.row.key for c in found.candidates[:3]}
    firsts = (max(found.candidates, key=lambda c: c.features[name]).row.key for name in ("keyword", "sentence"))
    return sum(key in near for key in firsts) / 2


def _share_met(wanted: Sequence[str], present: set[str]) -> float:
    """Return the share of the wanted words that are present, a fiscal year where its year is; 1 where nothing is wanted."""
    asked = [w for text in wanted for w in words(text)]
    return sum(_is_met(w, present) for w in asked) / len(asked) if asked else 1.0


def _is_met(word: str, present: set[str]) -> bool:
    """Say whether a word is present; a people is where its country is, "English" with England."""
    if stem(word) in present or calendar_year(word) in present or PEOPLE_OF.get(stem(word)) in present:
        return True
    return bool(_PEOPLE.fullmatch(word)) and any(p.startswith(word[:4]) for p in present)


def confidence(found: Found, picks: Sequence[Pick]) -> float:
    """Return the probability, 0 to 1, that the corpus supports an answer to the question."""
    return probability(features(found, picks)) if picks else 0.0


def probability(values: Mapping[str, float]) -> float:
    """Return what the features make of a question, 0 to 1."""
    model = _model()
    logit = model["intercept"] + sum(model["weights"][name] * values[name] for name in FEATURES)
    return 1 / (1 + math.exp(-logit))


@cache
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads(files("assistant.answer.decide").joinpath("confidence.json").read_text(encoding="utf-8"))
    return model


def reason_to_decline(found: Found, picks: Sequence[Pick]) -> str:
    """Say in words why the corpus does not answer: not in it, mentioned but not answered, or a near miss."""
    if reason := not_there(found, picks):
        return reason
    if is_apart(found, picks) and (reason := nothing_new(found.query.text, picks)):
        return reason
    documents = len({p.document for p in found.passages[:5]})
    return f"The corpus mentions this in {documents} document{'s' if documents > 1 else ''}, but no passage says enough to answer."


def in_another_language(question: str, passages: Sequence[Passage]) -> str | None:
    """Say that a question is asked in a language that the passages found are not in; ``None`` where it is in theirs."""
    asked = foreign_language(question)
    if asked is None or not passages or foreign_language(passages[0].text) == asked:
        return None
    return f"This seems to be written in {asked}, and the documents found are not. Please ask in the language of the documents."


def not_there(found: Found, picks: Sequence[Pick]) -> str | None:
    """Say that nothing is close to a question, or that what is speaks of another name or year; ``None`` where it may be told."""
    if not picks:
        return "Nothing in the corpus matches the words of the question."
    is_far = max(p.features["coverage"] for p in picks[:10]) < 0.35 and max(p.features["cosine"] for p in picks[:10]) < 0.4
    if is_far and not _is_of_what_is_named(found):
        return "This does not seem to be a question for this corpus: no passage is close to it."
    absent = unspoken(found)
    if not absent and asked_of(found.query.text) and (apart := parted(found)):
        return f"The closest passages mention one or the other, but none mentions both {apart[0]} and {apart[1]}."
    if absent:
        return with_whose_words(f"No passage found mentions {enumerated(absent, 'or')}.", found.query.text, absent, picks)
    if strange := enumerated([f"“{word}”" for word in said_nowhere(found)], "or"):
        return f"No document here has the word {strange}{otherwise(found.query.text, picks)}."
    return None


def _is_of_what_is_named(found: Found) -> bool:
    """Say whether the title of one of the best passages has all that is named, however far its sentences are."""
    named = [word for name in names_in(found.query.text) for word in words(name)]
    return bool(named) and any(_share_met(named, set(stems(p.title))) == 1 for p in found.passages[:3])


def said_nowhere(found: Found) -> list[str]:
    """Return the words of a question, names apart, that no document has and no passage found has another word for."""
    query = found.query
    known = _ASKING | {stem(word) for name in names_in(query.text) for word in words(name)}
    strange = [word for word in query.words if query.stems[stem(word)] > query.rarest and stem(word) not in known]
    strange = [word for word in strange if word not in _JOINING and not any(map(str.isdigit, word))]
    present = frozenset[str]().union(*(stems_within(p.text) for p in found.passages)) if strange else ()
    return [word for word in strange if akin(stem(word)).isdisjoint(present)]


def unspoken(found: Found) -> list[str]:
    """Return the names and numbers of a question that no passage found speaks of: the place or the year of a near miss.

    A number is told as it stands in the question, with its letters, or without them: "293T", "the 1990s", "£5m" for "£5 million".
    """
    question = found.query.text
    names = (re.sub(r"[’']s$", "", name) for name in names_in(question))
    asked = {name: re.escape(name) for name in names}
    asked |= {m[0]: f"{re.escape(m[1])}(?:{m[2] or 'st|nd|rd|th'})?" for m in _LETTERED.finditer(question)}  # "April 19th"
    text = " ".join(f"{p.around} {p.text}" for p in found.passages)
    missed = [name for name, said in asked.items() if not re.search(rf"\b{said}\b", text, re.IGNORECASE)]
    present = set[str]()  # reading twenty passages word by word takes milliseconds
    for p in found.passages if missed else ():
        present |= stems_above(p.around) | stems_within(p.text)
    if any(map(_NUMBER.search, missed)):
        present |= _in_figures(text)
    return together(question, [name for name in missed if _share_met([name], present) < 1])


def parted(found: Found) -> tuple[str, ...]:
    """Return two names in a question of which passages speak, but none of both; () for things side by side, or carried over."""
    text = without_lead(found.query.text)
    named = [n for n in names(text) if any(len(w) > 2 and not w.startswith("fy") for w in words(n.text))]
    if len(named) != 2 or _SIDE_BY_SIDE.fullmatch(text[named[0].end : named[1].start]):
        return ()
    told = [_own_words(n.text) for n in named]
    spoken = [stems_above(f"{p.around} {' '.join(p.locator.heading)}") | stems_within(p.text) for p in found.passages]
    one, other = ([2 * len(own & here) >= len(own) for here in spoken] for own in told)
    if not (any(one) and any(other)) or any(a and b for a, b in zip(one, other, strict=True)):
        return ()
    return tuple(re.sub(r"^\w+ly ", "", n.text) for n in named)


def _own_words(name: str) -> set[str]:
    """Return the stems of a name without those of a general noun in it: "Tide" of "the Tide Programme"."""
    told = words(name)
    return {stem(w) for w in told if w not in CLASSES} or {stem(w) for w in told}


def says_nothing_of(found: Found) -> bool:
    """Say whether it is asked what somebody says of a thing, and no passage found speaks of both."""
    return bool(asked_of(found.query.text)) and bool(parted(found))


def near_miss(found: Found, picks: Sequence[Pick], quotes: Sequence[str]) -> str | None:
    """Return a notice for an answer that may be of another place, year or matter, or holds no date where one is asked for."""
    if absent := unspoken(found):
        return with_whose_words(f"No passage found mentions {enumerated(absent, 'or')}.", found.query.text, absent, picks)
    if apart := parted(found):
        return f"No passage found mentions both {apart[0]} and {apart[1]}."
    if picks and _is_told_by_place(picks[0]):
        return None
    by_speaker = bool(picks) and picks[0].features.get("speaks", 0.0) > 0
    if (lacks := lacking(found.query.text, quotes)) and not by_speaker:
        return f"None of the sentences quoted here contains {lacks}."
    if gives_no_reason(found.query.text, quotes):
        return "None of the sentences quoted here gives a reason in so many words."
    if degree := not_said(found.query.text, quotes):
        return f"None of the sentences quoted here says whether it is “{degree}”."
    if how_far_listed(found.query.text, quotes) != "whole":
        return f"No list of {counted(found.query.text)} was found; the closest sentences are quoted."
    return None


def only_near(found: Found, picks: Sequence[Pick], quotes: Sequence[str]) -> str | None:
    """Return a notice for an answer that may say what is asked in other words, or may not; ``None`` where it plainly does."""
    if not picks or not is_apart(found, picks) or _is_told_by_place(picks[0]):
        return None
    if held := held_in(found.query.text, quotes):
        return f"No sentence found says it in the words of the question; check whether {held} quoted here is the one you want."
    return f"No sentence found says {wanted(found.query.text) or 'this'} in so many words; the closest are quoted."


def _is_told_by_place(best: Pick) -> bool:
    """Say whether a sentence answers by the section or the motion that it stands in, in other words than such things have."""
    return max(best.features.get(name, 0.0) for name in ("section", "motion")) >= TOLD_BY_SECTION
