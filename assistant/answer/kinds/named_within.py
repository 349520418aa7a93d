"""Documents that a request names by what stands in them: "the podcast with Ada Tate", "the minutes of the March meeting".

A title need not say who speaks, or whose minutes these are. The first lines do, and so do the labels of the speakers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer.kinds.holdings import KIND_OF, Request, subject, summarised
from assistant.questions.speech import labels
from assistant.retrieve.retriever import Found, View
from assistant.store.rows import DocumentInfo
from assistant.text.months import MONTH, date_in_words
from assistant.text.terms import stem, stem_set, stems, words
from assistant.types import Document

LOOKED_AT = 10  # passages found for what the request names, among whose documents it is looked for
OPENING = 600  # characters of a document that tell what it is
_NOTES = frozenset("minutes notes speech".split())  # what is no kind of document in the catalogue
_PARTS = stem_set("discussion debate session conversation item piece material")  # which a document may hold
_MONTH = re.compile(rf"\b{MONTH}\b")
_WHOSE = re.compile(
    r"(?:the |an? )?(?P<kind>interview|conversation|podcast|talk|lecture|speech|webinar) (?:with|by) "
    r"(?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)"
)


def document_named(question: str) -> str | None:
    """Return what a request for a summary names, where that is a kind of document and more: "the interview with Ada Tate"."""
    phrase = summarised(question)
    return phrase if phrase and _kinds(phrase) and _told_apart_by(phrase) else None


def named_within(phrase: str, found: Found, view: View) -> Request | None:
    """Return the request for a summary of the documents found that answer to a phrase; ``None`` where none does."""
    wanted, kinds = _told_apart_by(phrase), _kinds(phrase)
    held = dict.fromkeys(p.document for p in found.passages[:LOOKED_AT])
    fit = [
        id_ for id_ in held if wanted <= _said_at_the_head(view.open(id_), view.infos[id_]) and _may_speak(phrase, view.open(id_))
    ]
    of_kind = [id_ for id_ in fit if view.infos[id_].kind in kinds.values() or kinds.keys() & _called(view.open(id_), id_)]
    return Request("summary", tuple(of_kind)) if of_kind else None


def not_held(phrase: str) -> str | None:
    """Return the notice that what somebody is said to have said is in no document; ``None`` where a phrase names nobody."""
    whose = _WHOSE.search(phrase)
    if whose is None:
        return None
    article = "an" if whose["kind"][0] in "aeiou" else "a"
    return f"No document found is {article} {whose['kind']} with {whose['who']}; what is said of that name is quoted."


def _kinds(phrase: str) -> dict[str, str]:
    """Return the stems of the words of a phrase for a kind of document, with that kind ("" for any)."""
    spoken = words(phrase)
    if not _PARTS.isdisjoint(map(stem, spoken)):
        return {}
    return {stem(word): KIND_OF.get(word, "") for word in spoken if word in KIND_OF or word in _NOTES}


def _told_apart_by(phrase: str) -> frozenset[str]:
    months = (stem(month.lower()) for month in _MONTH.findall(phrase))  # "May" is no stop word there
    return frozenset({*(subject(phrase) - {stem(word) for word in _NOTES}), *months})


def _called(document: Document, id_: str) -> frozenset[str]:
    return stem_set(f"{document.title} {re.sub(r'[-_/.]', ' ', id_)} {document.text[:OPENING]}")


def _said_at_the_head(document: Document, info: DocumentInfo) -> frozenset[str]:
    return _called(document, info.id) | frozenset(_labelled(document, info))


def _may_speak(phrase: str, document: Document) -> bool:
    """Say whether who is named as speaking may be one of the speakers: by part of the name, where these have names."""
    whose, spoken = _WHOSE.search(phrase), labels(s.place.speaker for s in document.segments)
    return not (whose and spoken) or any(not label.isdisjoint(stems(whose["who"])) for label in spoken.values())


def _labelled(document: Document, info: DocumentInfo) -> Iterator[str]:
    """Yield the stems of its authors, its date, and those who speak in it."""
    yield from stems(f"{' '.join(info.authors)} {date_in_words(info.date)}")
    for named_so in labels(s.place.speaker for s in document.segments).values():
        yield from named_so
