"""What each of the documents found is about, in a few words: what is offered where a question does not say which it means.

1. a name of several words in its title: "Wrapping up the first year of Safe Harbours"; where the title has capitals throughout,
   only one that the text has as well;
2. else the name of several words that most of its passages bear;
3. else its title, in quotation marks.

Documents that are about the same thing are one subject.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from assistant.answer.choose.read_sentence import stems_within
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.decide.candidate_names import is_telling, located, sentences_in
from assistant.cite.support.words import names
from assistant.questions.answer_form import PLACE, fits, typed_answer
from assistant.questions.counts import COUNT
from assistant.questions.form import WHERE
from assistant.questions.general_nouns import PERSONS, PROGRAMMES
from assistant.questions.synonyms import synonyms
from assistant.retrieve.retriever import Found
from assistant.text.money import SUM
from assistant.text.patterns import any_case
from assistant.text.reading_text import fold
from assistant.text.terms import STOP_WORDS, stem, stem_set, stems, term_stems
from assistant.types import Passage

MOSTLY = 0.5  # share of the passages of a document that bear the name of what it is about
CONSIDERED = 5  # documents, of which those are offered that would be answered
AS_WELL = 0.9  # share of what the best passage has of what is asked, which another document must have too
FEWEST = 2  # passages that must bear it

Telling = Callable[[str, str], bool]
"""Says of a run of capitals, and of the text that it stands in, whether it is a name that tells things apart."""

_IS_PROGRAMME = any_case(rf"\b(?:{'|'.join(PROGRAMMES)})s?\b")
_GENERAL = stem_set("take took place happen there many much people participants part")
_COUNTS_PEOPLE = any_case(r"\bhow many (?:people|participants|members)\b")
_PEOPLE_COUNTED = any_case(rf"(?:{COUNT.pattern})\W+(?:\w+\W+){{0,3}}?(?:{'|'.join(PERSONS)})\b")
_OF_ANY = stem_set("write wrote written author publish release issued find found conclude recommend")
"""What every report has: a writer, a date, findings."""
_WORDED = re.compile(r"\b[^\W\d_]{3,}\b")


def subjects(question: str, noun: str, passages: Sequence[Passage]) -> list[str]:
    """Return at most ``CONSIDERED`` subjects of documents that could answer, nearest first; ``noun`` stands for them there."""
    no_things = located(passages)
    about = _by_subject(passages, lambda name, text: name not in no_things and is_telling(name, text))
    return [subject for subject, held in about.items() if any(_could_answer(question, noun, p) for p in held)][:CONSIDERED]


def titles(noun: str, found: Found) -> list[str]:
    """Return the titles, in quotation marks, of the documents that have as much of what is asked of "the report" as any.

    At most ``CONSIDERED``, the nearest first; a kind of document that some of the passages are of is looked for among those,
    else among the documents that speak of one, where several do.
    """
    asked = {s: weight for s, weight in found.query.focus.items() if s != stem(noun) and s not in _OF_ANY}
    near = [p for p in found.passages if p.kind == noun] or list(found.passages)
    call = {p.document for p in near if p.kind != noun and re.search(rf"\b{noun}\b", f"{p.title} {p.text}", re.IGNORECASE)}
    near = [p for p in near if p.document in call] if len(call) > 1 else near
    met = [weight_met(asked, stems_within(p.text)) if asked else 1.0 for p in near]
    best = max(met, default=0.0)
    if not best:
        return []
    told = (p.title for p, share in zip(near, met, strict=True) if share >= AS_WELL * best)
    alike = (f"“{main_title(title)}”" for title in told if _WORDED.search(title))
    return list(dict.fromkeys(alike))[:CONSIDERED]


def _could_answer(question: str, noun: str, passage: Passage) -> bool:
    """Say whether a sentence of a passage holds the kind of thing asked for, and speaks of what is asked, in other words even."""
    if noun in PROGRAMMES and not _IS_PROGRAMME.search(passage.text):
        return False
    spoken = sentences_in(passage.text)
    if _COUNTS_PEOPLE.search(question):
        return any(map(_PEOPLE_COUNTED.search, spoken))
    form = typed_answer(question)
    if form is not None and form.search("£1"):  # a sum of money is one, whatever words go with it
        return any(map(SUM.search, spoken))
    asked = term_stems(question) - _GENERAL
    known = asked.union(*(synonyms(s) for s in asked))
    holds = PLACE.search if WHERE.search(question) else lambda text: fits(question, text)
    return any(holds(text) and (not asked or not known.isdisjoint(stems(text))) for text in spoken)


def _by_subject(passages: Sequence[Passage], telling: Telling) -> dict[str, list[Passage]]:
    documents: dict[str, list[Passage]] = {}
    for passage in passages:
        documents.setdefault(passage.document, []).append(passage)
    found: dict[str, list[Passage]] = {}
    for held in documents.values():
        if not _WORDED.search(held[0].title):
            continue  # a number, or what a program calls a file
        subject = _in_title(held, telling) or _borne(held, telling) or f"“{main_title(held[0].title)}”"
        found.setdefault(subject, []).extend(held)
    return found


def main_title(title: str) -> str:
    """Return a title without what stands behind a colon or in brackets; the whole where that leaves one word."""
    main = re.split(r": | \(| [–—] ", title)[0].strip()
    return main if " " in main else title


def _in_title(held: Sequence[Passage], telling: Telling) -> str:
    title, text = held[0].title, "\n".join(fold(p.text) for p in held)
    plain = any(word.islower() and word not in STOP_WORDS for word in title.split())
    told = (_bare(name.text) for name in names(f"On {title}"))
    return max((n for n in told if " " in n and telling(n, "") and (plain or n in text)), key=len, default="")


def _borne(held: Sequence[Passage], telling: Telling) -> str:
    spread, mentions = Counter[str](), Counter[str]()
    for passage in held:
        text = fold(passage.text)
        told = [n for name in names(text) if " " in (n := _bare(name.text)) and telling(n, text)]
        spread.update(set(told))
        mentions.update(told)
    borne = [name for name, count in spread.items() if count >= max(FEWEST, MOSTLY * len(held))]
    return max(sorted(borne), key=lambda name: (spread[name], mentions[name]), default="")


def _bare(name: str) -> str:
    return re.sub(r"^The ", "", name)
