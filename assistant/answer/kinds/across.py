"""Answers that are lists over several documents: "Which measures had no effect?", an item a line, each from its own document.

1. the question must ask for several (:mod:`assistant.questions.several`); more passages are looked through than for
   others;
2. a sentence tells an item if it says what is asked, in a form in which such a thing is told or in nearly all words of the
   question, and stands in a passage on the subject; it holds the name, date or sum asked for, supposes nothing and denies nothing;
3. two documents at least must tell one each, else the question is answered as any other;
4. what says the same is said once, with both sources; the items stand under the titles of their documents, the best document first;
5. how sure the list is rests on how many of the documents found first tell an item: where a word stands in one here and there, it
   is by accident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answer.choose.bare_followups import is_told
from assistant.answer.choose.challenged import who_says
from assistant.answer.choose.compose import marked
from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.answer.choose.read_sentence import SPEAKER, stems_above, stems_within
from assistant.answer.choose.said_again import ALIKE
from assistant.answer.choose.term_coverage import said_otherwise, weight_met
from assistant.answer.cited import Composed, Gathered, untold
from assistant.answer.kinds.overview import label
from assistant.cite.markers import literal
from assistant.cite.support.words import names
from assistant.converse.meaning import Meaning
from assistant.questions.answer_form import fits, typed_answer
from assistant.questions.facets import Facet
from assistant.questions.form import asked_for
from assistant.questions.general_nouns import GROUPS
from assistant.questions.several import Several, own_names, several
from assistant.retrieve.retriever import PASSAGES, Found, View
from assistant.text.block_runs import index_at
from assistant.text.dependent_sentences import leans
from assistant.text.patterns import any_case
from assistant.text.reading_text import fold
from assistant.text.terms import STOP_WORDS, overlap, stems, words
from assistant.text.voices import TALK
from assistant.types import Open

LOOKED_THROUGH = 40  # passages
FIRST = 5  # documents, the best, of which the share that tells an item says how sure a list is
FEWEST, MOST = 2, 8  # documents
OF_ONE = 2  # items of a document
SAID = 0.6  # share of the weight of what is asked that a sentence must say
ON_IT = 0.6  # share of the subject, by weight or by number of words, that its passage must have, with title and headings
OPENING = 600  # characters of a document that tell what it is on
SHORTEST = 4  # words of an item, half as many again where it leans on what stands before it
NEAR = 0.35  # cosine with the question that a sentence must have which is told by words
AS_GOOD = 0.68  # share of the best sentence's score that it must have
LEAD = 4  # words below which the sentence before one is its heading: "Cause."
_ENDED = re.compile(r"[.!…:;][\"'”’)\]*_]*(?:\[\d+\])*$")
_NOT = any_case(r"(?:\b(?:not|never|no|nor|neither|without|cannot|far from)|n['’]t)(?: [\w’'-]+){0,3}\W*$")
_SUPPOSES = any_case(r"\b(?:if|unless|suppose|imagine|would|could|should|might|may|wherever|whether)\b")
_ONLY_ASKS = any_case(r"(?:And |But |So )?Why\b|.*\bwhat\b[^,;]* (?:was|were|is|are|went wrong)\.$")
_SUBJECT = re.compile(
    r"\W*([A-Z][\w’'-]+) (?:has|have|had|was|were|is|did|will|ran|led|began|became|got|made|gave|paid|spent|put|won|took"
    r"|[a-z]+ed)\b"
)
_NO_NAME = STOP_WORDS | frozenset(
    "however later today perhaps instead meanwhile although while yet still people everyone nobody".split()
)
_NAME_OR_FIGURE = re.compile(r"\b(?:[A-Z][\w’'-]*|\d[\d,.]*)")
_GROUP = any_case(rf"\b(?:{'|'.join(GROUPS)}|fund|lottery|members|estate|club|partnership)s?\b")
_TITLED = re.compile(r":\n- ")
_OTHERS = any_case(r"\b(?:others?|else)\b")
NO_FURTHER = "No other document found names one; ask about one of these for more."
BEHIND = "No document found names another one; this is what follows those already named."


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence that tells an item, the one before it if it leans on that, and the passages of others that say the same."""

    pick: Pick
    before: Pick | None
    also: tuple[Pick, ...] = ()

    @property
    def picks(self) -> tuple[Pick, ...]:
        """All sentences that are cited."""
        return (*([self.before] if self.before else []), self.pick, *self.also)


def across(question: str, search: Callable[..., Found], view: View, fewest: int = FEWEST) -> Gathered | None:
    """Return the items that several documents tell, and a notice that says how many.

    ``None`` where no such list is asked for, or none is found. ``search`` finds the passages of a question, as many as it is told.
    """
    wanted = several(question)
    found = search(question, k=LOOKED_THROUGH) if wanted else None
    items = _items(wanted, found, view.open) if wanted and found else []
    told = _documents(items)
    if found is None or len(told) < fewest:
        return None
    return Gathered(*under_titles(items, found, view), _share_of_first(found, told))


def _share_of_first(found: Found, told: Collection[str]) -> float:
    """Return the share of the documents found first that tell an item."""
    first = list(dict.fromkeys(passage.document for passage in found.passages))[:FIRST]
    return sum(id_ in told for id_ in first) / len(first)


def once_more(question: str, typed: str, meaning: Meaning, search: Callable[..., Found], view: View) -> Gathered | None:
    """Return the items of a list that was given before: of a doubted one those that were said, else those that were not.

    Where all were said, more is told by what stands behind each, and others by nothing. ``None`` where no such list was given.
    """
    wanted = several(question)
    if wanted is None or not any(map(_TITLED.search, meaning.told)):
        return None
    found = search(question, k=LOOKED_THROUGH)
    picks = score_sentences(found, view.open, most=LOOKED_THROUGH)
    said = [pick for pick in picks if is_told(pick, meaning.told) and not pick.features["silent"]]
    if meaning.is_doubt:
        heard = sorted(said, key=lambda pick: min(answer.find(pick.text) for answer in meaning.told))
        titles = [f"“{view.infos[pick.passage.document].title}”" for pick in heard]
        return Gathered(under_titles([Item(pick, None) for pick in heard], found, view)[0], who_says(titles)) if heard else None
    items = [item for item in _items(wanted, found, view.open, of_one=2 * OF_ONE) if item.pick not in said]
    if items:
        return Gathered(*under_titles(items, found, view))
    ahead, before = standing_before(picks), {pick.place for pick in said}
    behind = [pick for pick in picks if (a := ahead.get(pick.place)) and a.place in before]
    more = [Item(pick, None) for pick in behind if pick not in said and not pick.features["silent"]]
    if more and not _OTHERS.search(typed):
        return Gathered(under_titles(more, found, view)[0], BEHIND)
    return untold(NO_FURTHER)


def _documents(items: Sequence[Item]) -> list[str]:
    return list(dict.fromkeys(item.pick.passage.document for item in items))


def under_titles(items: Sequence[Item], found: Found, view: View) -> tuple[Composed, str]:
    """Return items under the titles of their documents, and a notice that says of how many they are."""
    told = _documents(items)
    shown = [item for item in items if item.pick.passage.document in told[:MOST]]
    cited = {pick.passage.rank for item in shown for pick in item.picks}
    kept = [p for n, p in enumerate(found.passages) if n < PASSAGES or p.rank in cited]
    number = {p.rank: n for n, p in enumerate(kept, 1)}
    blocks = []
    for id_ in told[:MOST]:
        own = sorted((item for item in shown if item.pick.passage.document == id_), key=lambda item: item.pick.start)
        blocks.append("\n".join((f"{literal(label(view.infos[id_]))}:", *(_line(item, number) for item in own))))
    more = f", of {len(told)} that tell any" if len(told) > MOST else ""
    many = len(told[:MOST])
    notice = f"Gathered from {many} document{'s' * (many > 1)}{more}; others may say it in other words."
    return Composed("\n\n".join(blocks), tuple(replace(p, rank=number[p.rank]) for p in kept)), notice


def _items(wanted: Several, found: Found, open_document: Open, *, of_one: int = OF_ONE) -> list[Item]:
    """Return the items among the sentences found, best first, each thing once, at most ``of_one`` of a document."""
    picks = score_sentences(found, open_document, most=LOOKED_THROUGH)
    before = standing_before(picks)
    weights = {s: max(found.query.stems.get(s, 0.0), 0.01) for s in wanted.subject}
    least = AS_GOOD * picks[0].score if picks and wanted.form is None else None
    kept: list[Item] = []
    for pick in picks:
        if least is not None and (pick.score < least or pick.features["cosine"] < NEAR):
            continue
        ahead = before.get(pick.place)
        if not _tells(wanted, pick, ahead, weights, open_document):
            continue
        twin = next((n for n, item in enumerate(kept) if _same(pick, item.pick)), None)
        own = [item.pick for item in kept if item.pick.passage.document == pick.passage.document]
        if twin is not None:
            if all(pick.passage.document != other.passage.document for other in (kept[twin].pick, *kept[twin].also)):
                kept[twin] = replace(kept[twin], also=(*kept[twin].also, pick))
        elif len(own) < of_one and not (wanted.named and own and _adds_no_name(pick, own)):
            kept.append(Item(pick, ahead if leans(_bare(pick)) else None))
    return kept


def standing_before(picks: Sequence[Pick]) -> Mapping[tuple[str, int], Pick]:
    """Return for each sentence the one that stands right before it, where both were found."""
    inside = sorted(picks, key=lambda pick: pick.place)
    return {b.place: a for a, b in pairwise(inside) if a.passage.document == b.passage.document and 0 <= b.start - a.end < 4}


def _tells(wanted: Several, pick: Pick, before: Pick | None, weights: Mapping[str, float], open_document: Open) -> bool:
    """Say whether a sentence tells an item."""
    text = _bare(pick)
    if len(text.split()) < (1.5 if leans(text) else 1) * SHORTEST or pick.features["silent"] or pick.features["aside"]:
        return False
    if pick.role == "paragraph" and not _ENDED.search(text):
        return False
    form = typed_answer(wanted.question)
    return (
        _on_subject(pick, weights, own_names(wanted.question), open_document)
        and _of_the_one(wanted, pick, before)
        and _says(wanted, pick, before, weights, open_document)
        and (not wanted.named or _names_one(wanted, text, pick, open_document))
        and (asked_for(wanted.question) != "date" or fits(wanted.question, text))
        and (form is None or bool(form.search(text)))
    )


def _on_subject(pick: Pick, weights: Mapping[str, float], named: AbstractSet[str], open_document: Open) -> bool:
    """Say whether a passage, with what stands over it and what its document opens with, is on the subject and all that is named."""
    passage = pick.passage
    opening = open_document(passage.document).text[:OPENING]
    above = f"{passage.title} {passage.document} {' '.join(passage.locator.heading)} {fold(opening)}"
    spoken = stems_above(above) | stems_within(passage.text)
    met = max(weight_met(weights, spoken), weight_met(dict.fromkeys(weights, 1.0), spoken)) if weights else 1.0
    return met >= ON_IT and named <= spoken


def _of_the_one(wanted: Several, pick: Pick, before: Pick | None) -> bool:
    """Say whether a sentence, what it leans on or what stands above it has the one thing asked for; any does where it is many."""
    leaning = before.text if before is not None and leans(_bare(pick)) else ""
    above = f"{pick.passage.title} {pick.passage.document} {' '.join(pick.passage.locator.heading)}"
    return not wanted.one or wanted.one in stems(f"{above} {leaning} {pick.text}")


def _says(wanted: Several, pick: Pick, before: Pick | None, weights: Mapping[str, float], open_document: Open) -> bool:
    """Say whether a sentence says what is asked."""
    if wanted.form is None:
        return _in_words(wanted, pick, _bare(pick), before, weights)
    return _in_a_form(wanted, wanted.form, pick, before, weights, open_document)


def _in_words(wanted: Several, pick: Pick, text: str, before: Pick | None, weights: Mapping[str, float]) -> bool:
    """Say whether a sentence says what is asked in nearly all words: the first, which tells most, names, and one beside these."""
    leaning = stems(before.text) if before is not None and (leans(text) or pick.role == "row") else []
    held = {*stems(text), *leaning}
    asked, first = {s: weights[s] for s in wanted.asked}, dict.fromkeys(wanted.asked[:1], 1.0)
    own = own_names(wanted.question)
    beside = {s: weight for s, weight in asked.items() if s not in own}  # whom Best Buy acquired, and not who that is
    says = (
        bool(asked)
        and _met(asked, held) >= SAID
        and _met(first, held) > 0
        and own <= held
        and (not beside or _met(beside, held - own) > 0)
    )
    return says and pick.features["coverage"] > 0 and not _denied(wanted, text)


def _met(weights: Mapping[str, float], spoken: AbstractSet[str]) -> float:
    """Return the share of some words' weight that is said, in these words or others for them."""
    return min(1.0, weight_met(weights, spoken) + said_otherwise(weights, spoken))


def _denied(wanted: Several, text: str) -> bool:
    """Say whether a sentence says of what is asked that it is not so: "Hollin is not free of rats"."""
    asked = set(wanted.asked)
    at = next((m.start() for m in re.finditer(r"[\w’'-]+", text) if not asked.isdisjoint(stems(m.group()))), None)
    return at is not None and bool(_NOT.search(text[:at]))


def _in_a_form(
    wanted: Several, form: Facet, pick: Pick, before: Pick | None, weights: Mapping[str, float], open_document: Open
) -> bool:
    """Say whether a sentence tells an item in a form for it, or under a heading for it; no part of a name is such a form."""
    text = _bare(pick)
    said = set(stems(text))
    if not wanted.by <= said or _ONLY_ASKS.match(text):
        return False
    match = next((m for m in form.tells.finditer(text) if not (m.start() and m.group()[:1].isupper())), None)
    if match is None:
        lead = before.text if before is not None and len(before.text.split()) < LEAD else ""
        heads = (_heading(pick, open_document), lead)
        above = set(stems(f"{pick.passage.title} {' '.join(heads)}"))
        on_it = not weights or weight_met(weights, said | above) > 0
        return form.heads is not None and on_it and any(map(form.heads.search, heads))
    if _SUPPOSES.search(text[: match.end() or None]) or (form.said and weight_met(weights, said) < ON_IT / 2):
        return False
    return form.denies or not _NOT.search(text[: match.start()])


def _heading(pick: Pick, open_document: Open) -> str:
    """Return the heading over a sentence; "" where it is the title."""
    document = open_document(pick.passage.document)
    above = document.segments[index_at(document, pick.start)].place.heading[-1:]
    return next((heading for heading in above if heading != pick.passage.title), "")


def _names_one(wanted: Several, text: str, pick: Pick, open_document: Open) -> bool:
    """Say whether a sentence holds a name that the question does not: of a place, a person or a group of people."""
    own = own_names(wanted.question)
    if any(own.isdisjoint(stems(name.text)) for name in names(text)):
        return True
    first = _SUBJECT.match(text)
    if first and own.isdisjoint(stems(first[1])) and _NO_NAME.isdisjoint(words(first[1])):
        return not re.search(rf"\b{re.escape(first[1].lower())}\b", open_document(pick.passage.document).text)
    return wanted.facet == "giver" and bool(_GROUP.search(text))


def _adds_no_name(pick: Pick, others: Sequence[Pick]) -> bool:
    """Say whether all names of a sentence stand in others."""
    told = " ".join(other.text for other in others)
    return all(name.text in told for name in names(_bare(pick)))


def _same(one: Pick, other: Pick) -> bool:
    """Say whether two sentences say the same: three quarters of the words of the shorter are in the other, and all its names."""
    a, b = set(stems(one.text)), set(stems(other.text))
    named, called = _names_and_figures(one.text), _names_and_figures(other.text)
    return overlap(a, b) >= ALIKE and (named <= called or called <= named)


def _names_and_figures(text: str) -> set[str]:
    return {word for word in words(" ".join(_NAME_OR_FIGURE.findall(text))) if word not in STOP_WORDS}


def _bare(pick: Pick) -> str:
    return SPEAKER.sub("", pick.text) if pick.role in TALK else pick.text


def _line(item: Item, number: Mapping[int, int]) -> str:
    ranks = dict.fromkeys(number[pick.passage.rank] for pick in (item.pick, *item.also))
    told = [] if item.before is None else [_said(item.before, [number[item.before.passage.rank]])]
    return "- " + " ".join((*told, _said(item.pick, ranks)))


_BULLET = re.compile(r"^(?:[-*•▪●‣◦·–—]\s+)+")  # of the list that it stands in


def _said(pick: Pick, ranks: Collection[int]) -> str:
    return marked(literal(_BULLET.sub("", " ".join(pick.text.split()))), "".join(f" [{rank}]" for rank in ranks))
