"""The words of the chat: places, dates and evidence said as a reader would say them, never as the machine counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from assistant.text.enumeration import ranges
from assistant.text.languages import language_name
from assistant.text.months import date_in_words
from assistant.text.numerals import cardinals
from assistant.types import Answer, Citation, Locator, Passage, Sentence, clock

VERDICTS: Mapping[str, str] = {
    "supported": "checked word for word",
    "partly": "partly supported",
    "not_found": "not found in the sources",
    "contradicted": "a source disagrees",
}
SMALL = ("no", *cardinals(1, 9))


class Authored(Protocol):
    """What the chat needs to know of a document to speak about it."""

    @property
    def authors(self) -> Sequence[str]: ...


def place_in_words(place: Locator) -> str:
    """Say a place for eyes and for screen readers: "page iv, sheet 4", "from 12:05, Funder", "Lessons, People"."""
    parts = []
    if place.page is not None:
        many = "" if place.end_page is None else "s"
        is_plain = place.page_label in (None, place.sheets)
        parts.append(f"page{many} {place.sheets}" if is_plain else f"page{many} {place.page_label}, sheet{many} {place.sheets}")
    if place.slide is not None:
        parts.append(f"slide {place.slide}")
    if place.start_seconds is not None:
        parts.append(f"at {clock(place.start_seconds)}")
    if place.speaker:
        parts.append(place.speaker)
    if place.heading and place.page is None:
        parts.append(" › ".join(place.heading[-2:]))
    return ", ".join(parts)


def source_in_words(source: Citation | Passage) -> str:
    """Say what a source is and where in it: "report, 3 May 2011, page iv"; a heading that repeats the title is left out."""
    return ", ".join(
        part for part in (source.kind, date_in_words(source.date), place_in_words(source.locator.beneath(source.title))) if part
    )


def as_sentence(text: str) -> str:
    """Return words with a capital at their beginning, as a line of its own begins."""
    return text[:1].upper() + text[1:]


def ordinal(number: int) -> str:
    """Say a place: "1st", "2nd", "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def count(number: int, noun: str) -> str:
    """Say a number with its noun: "1 report", "2 reports", "1,152 reports"."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def step_in_words(step: str, at: int, of: int) -> str:
    """Say how far one document is, to follow its name: ", page 3 of 20", ", 64 of 900 passages indexed"; "" if not known."""
    if not of:
        return ""
    return f", {at:,} of {count(of, 'passage')} indexed" if step == "indexing" else f", page {at:,} of {of:,}"


def in_letters(number: int, noun: str) -> str:
    """Say a small number in letters: "one author", "two authors", "12 authors"."""
    word = SMALL[number] if number < len(SMALL) else str(number)
    return f"{word} {noun}" if number == 1 else f"{word} {noun}s"


def strength(citations: Sequence[Citation], documents: Mapping[str, Authored]) -> str:
    """Say what an answer rests on: "2 reports, 1 transcript, 2013 to 2018, two authors"; "" without citations."""
    sources = {citation.document: citation for citation in citations}
    kinds: dict[str, int] = {}
    for citation in sources.values():
        kinds[citation.kind] = kinds.get(citation.kind, 0) + 1
    years = sorted({c.date[:4] for c in sources.values() if c.date and c.date[:4].isdigit()})
    authors = {author for name in sources if name in documents for author in documents[name].authors}
    parts = [count(number, kind) for kind, number in sorted(kinds.items())]
    if years:
        parts.append(years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}")
    if authors:
        parts.append(in_letters(len(authors), "author"))
    return ", ".join(parts)


def warning(citations: Sequence[Citation]) -> str:
    """Say when everything rests on one source; "" otherwise."""
    return "This rests on one source." if len({c.document for c in citations}) == 1 else ""


def verdict(answer: Answer) -> str:
    """Sum up the check of every sentence of an answer: "All 3 sentences are checked word for word."; "" without any."""
    total = len(answer.sentences)
    if not total:
        return ""
    tally = Counter(verdict_in_words(sentence) for sentence in answer.sentences)
    if tally[VERDICTS["supported"]] == total:
        return "Checked word for word."
    order = [*VERDICTS.values(), *(word for word in tally if word not in VERDICTS.values())]
    said = ", ".join(f"{tally[word]} {word}" for word in order if tally[word])
    return f"Of {count(total, 'sentence')}: {said}."


def verdict_in_words(sentence: Sentence) -> str:
    """Say what was found of a sentence; where its words left a doubt that a judge then took away, by the name of the judge."""
    if sentence.support == "supported" and sentence.opinions:
        return f"supported, says {sentence.opinions[-1].by}"
    return VERDICTS[sentence.support]


def receipt_in_words(receipt: Mapping[str, Any]) -> list[str]:
    """Say what a reader did with a file, a line for each thing that a person may want to know."""
    return reading_in_words(receipt) + remarks_in_words(receipt)


def reading_in_words(receipt: Mapping[str, Any]) -> list[str]:
    """Say only what is usual: how much was read, what was set aside, and the language."""
    lines = []
    if receipt.get("pages"):
        read = int(receipt.get("pages_read", receipt["pages"]))
        pages = count(int(receipt["pages"]), "page")
        lines.append(pages if read == receipt["pages"] else f"{read} of {pages} read")
    if offset := receipt.get("label_offset"):
        lines.append(f"the page numbers in print are {abs(offset)} {'behind' if offset > 0 else 'ahead of'} the sheets")
    for key, noun, saying in (
        ("furniture_lines", "line", "of running heads, feet and contents set aside"),
        ("words_left_out", "word", "of menus and notices around the text left out"),
        ("captions_folded", "caption", "that repeated the one before folded"),
    ):
        if receipt.get(key):
            lines.append(f"{count(int(receipt[key]), noun)} {saying}")
    if receipt.get("language"):
        lines.append(f"in {language_name(str(receipt['language']))}")
    return lines


def remarks_in_words(receipt: Mapping[str, Any]) -> list[str]:
    """Say only what is out of the ordinary: what was not read, what other document it is like, what is suspicious."""
    lines = []
    for key, saying in (("empty_pages", "no text on"), ("ocr_pages", "read from the picture:")):
        if pages := receipt.get(key):
            lines.append(f"{saying} {'page' if len(pages) == 1 else 'pages'} {ranges(pages)}")
    lines += [f"page {failed['page']} not read: {failed['reason']}" for failed in receipt.get("failed_pages", ())]
    for key, saying in (
        ("duplicate_of", "the same file as {}, so one of the two can be removed"),
        ("newer_edition_of", "a newer edition of {}"),
        ("nearly_same_as", "nearly the same as {}"),
    ):
        lines += [saying.format(other) for other in receipt.get(key, ())]
    lines += [f"suspicious: {found}" for found in receipt.get("suspicious", ())]
    return lines + [str(note) for note in receipt.get("notes", ())]
