"""Draw the evidence: what an answer rests on, its exact words under the document they stand in, and where sources differ.

Values in, strings out, everything from outside escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, Protocol

from assistant.chat.prose import source_url
from assistant.cite.shown import shown
from assistant.references.works import Described
from assistant.text.cells import in_words, is_row
from assistant.text.markdown_marks import unmarked
from assistant.text.months import date_in_words
from assistant.text.reading_text import fold
from assistant.types import Answer, Citation, Difference, Passage, Statement
from assistant.viewer.tables import quote_html
from assistant.viewer.words import ordinal, place_in_words, source_in_words, strength


class Listed(Described, Protocol):
    """A document as the catalog lists it: what a reference needs to know of it, and how it was read."""

    @property
    def pages(self) -> int | None: ...
    @property
    def state(self) -> str: ...
    @property
    def receipt(self) -> Mapping[str, Any]: ...


Documents = Mapping[str, Listed]
NEAR = 8  # passages shown beside an answer
EXCERPT = 320  # characters of a passage
CLOSEST = 3  # passages shown in the place of an answer; what is beside it goes on from there
NO_SOURCES = (
    '<div class="evidence empty"><p>The words an answer rests on appear here.</p><p class="hint">Choose a number'
    ' <span class="number" aria-hidden="true">1</span> in an answer: its source opens, the words marked where they stand.</p></div>'
)


def evidence_html(answer: Answer | None, documents: Documents, index: int = 0, why: str = "") -> str:
    """Return the sources of one answer, its exact words first, behind ``why`` it is shown; else the closest passages."""
    if answer is None or not (answer.citations or answer.passages):
        return NO_SOURCES
    asked = f'<p class="asked">{escape(shorten(answer.question, 90))}</p>'
    if not answer.citations:
        cards = "".join(passage_html(passage) for passage in near(answer)[CLOSEST : CLOSEST + NEAR])
        lead = "More passages near the question. Not an answer." if cards else "No more passages are near the question."
        return f'<div class="evidence">{asked}<p class="strength">{lead}</p>{cards}</div>'
    rests = strength(answer.citations, documents)
    name = names_of(documents)
    read = [replace(citation, quote=shown(answer, citation)) for citation in answer.citations]
    cards = "".join(_card(of_one, documents.get(of_one[0].document), name) for of_one in by_document(read))
    return (
        f'<div class="evidence" data-of="{index}">{asked}<p class="strength">{escape(rests)}</p>'
        f"{why}{differing_html(answer.differences, documents)}{cards}{_also(answer)}</div>"
    )


def near(answer: Answer) -> Sequence[Passage]:
    """Return what is nearest to a question that was declined: its best sentences where they are known, else the passages."""
    return answer.nearest or answer.passages


def by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Put citations of the same document together, documents in the order of their first citation."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.document, []).append(citation)
    return list(groups.values())


def reading_html(passages: Sequence[Passage]) -> str:
    """Return what was found before the answer is written, so that people can read while it is."""
    cards = "".join(passage_html(passage) for passage in passages)
    return f'<div class="evidence"><p class="strength">Found so far</p>{cards}</div>' if cards else NO_SOURCES


def names_of(documents: Documents) -> Callable[[str, str], str]:
    """Return what tells what to call a document of an id and a title: this, with its file where another here has it too."""
    often = Counter(document.title for document in documents.values())
    return lambda id_, title: f"{title} ({PurePosixPath(id_).name})" if often[title] > 1 else title


def differing_html(differences: Sequence[Difference], documents: Documents) -> str:
    """Return what sources say differently, both sides with their words."""
    if not differences:
        return ""
    name = names_of(documents)
    rows = "".join(f"<li>{_side(d.one, name)}{_side(d.other, name)}</li>" for d in differences)
    return f'<section class="differ"><h3>Sources differ</h3><ul>{rows}</ul></section>'


def _side(said: Statement, name: Callable[[str, str], str]) -> str:
    url, title = escape(source_url(said.citation_id)), escape(name(said.document, said.title))
    return f'<p><a href="{url}" data-source>{title}</a> <q>{escape(shorten(unmarked(said.words, said.document)))}</q></p>'


STAGES = {"keyword": "its words", "vector": "its meaning", "sentence": "its best sentence"}


def why_html(found: Mapping[str, Any] | None) -> str:
    """Return why passages ranked where they did: the words of the question that they hold, and their place by each measure."""
    if found is None:
        return '<section class="why"><h3>Why these</h3><p class="note">No record of this answer is left.</p></section>'
    rows = "".join(_reasons(passage) for passage in found["passages"][:NEAR])
    lead = '<p class="note">The passages that were found, best first, and what each was found by.</p>'
    return f'<section class="why"><h3>Why these</h3>{lead}<ol>{rows}</ol></section>'


def _reasons(passage: Mapping[str, Any]) -> str:
    url, title = escape(source_url(passage["citation_id"])), escape(passage["title"])
    places = [f"{ordinal(passage['places'][stage])} by {words}" for stage, words in STAGES.items() if stage in passage["places"]]
    words = [f"holds {', '.join(passage['words'])}"] if passage["words"] else ["holds none of the words"]
    words += [f"lacks {', '.join(passage['missing'])}"] if passage["missing"] else []
    cited = " <b>cited</b>" if passage["cited"] else ""
    return (
        f'<li><a href="{url}" data-source>{title}</a>{cited}<p>{escape("; ".join(words))}</p>'
        f"<p>{escape(', '.join(places))}</p></li>"
    )


def _also(answer: Answer) -> str:
    """Draw the passages that were looked at and not cited, folded away."""
    also = [p for p in answer.passages if not any(map(p.holds, answer.citations))][:NEAR]
    more = "".join(passage_html(passage) for passage in also)
    return f'<details class="also"><summary>Also looked at ({len(also)})</summary>{more}</details>' if more else ""


def _card(citations: Sequence[Citation], document: Listed | None, name: Callable[[str, str], str]) -> str:
    first = citations[0]
    url, title = escape(source_url(first.citation_id)), escape(name(first.document, first.title))
    authors = ", ".join(document.authors) if document else ""
    about = " · ".join(part for part in (first.kind, date_in_words(first.date), authors) if part)
    words = "".join(_words(citation) for citation in citations)
    head = f'<h3><a href="{url}" data-source aria-label="Open {title}">{title}</a></h3><p class="where">{escape(about)}</p>'
    return f'<section class="card">{head}{words}</section>'


def _words(citation: Citation) -> str:
    """Draw one citation: its number, its exact words, where they stand, and a link that can be copied."""
    url, number = escape(source_url(citation.citation_id)), citation.marker
    where = place_in_words(citation.locator.beneath(citation.title))
    name = ", ".join(filter(None, (f"Open source {number}", citation.title, where)))
    doubt = "" if citation.support == "supported" else f'<p class="doubt {citation.support}">{_against(citation.support)}</p>'
    return (
        f'<div class="quoted" data-card="{number}"><span class="number" aria-hidden="true">{number}</span><div>'
        f"<blockquote>{quote_html(unmarked(citation.quote, citation.document))}</blockquote>{doubt}"
        f'<p class="links"><a href="{url}" data-source aria-label="{escape(name)}">{escape(where or "Open")}</a>'
        f'<button type="button" class="quiet" data-link="{url}" aria-label="Copy link to source {number}">Copy link</button>'
        "</p></div></div>"
    )


def _against(support: str) -> str:
    return {
        "partly": "Supports a part of the sentence.",
        "not_found": "The sentence is not in these words.",
        "contradicted": "Disagrees with the sentence.",
    }[support]


def passage_html(passage: Passage, heading: str = "h3") -> str:
    """Return a passage that is near the question, cut where it is long, under a heading of the given level."""
    url, where = escape(source_url(passage.citation_id)), escape(source_in_words(passage))
    words = quote_html(excerpt(unmarked(passage.under_headings, passage.document), EXCERPT))
    return (
        f'<section class="card near"><{heading}><a href="{url}" data-source>{escape(passage.title)}</a></{heading}>'
        f'<p class="where">{where}</p><blockquote>{words}</blockquote></section>'
    )


def shorten(text: str, limit: int = EXCERPT) -> str:
    """Return the text on one line, in words alone, cut at a word after at most ``limit`` characters."""
    return excerpt(" ".join(in_words(text).split("\n")), limit)


def excerpt(text: str, limit: int) -> str:
    """Return the text as it reads, cut at a word after at most ``limit`` characters; rows of tables keep lines of their own."""
    parts = []
    for tabular, lines in groupby(text.split("\n"), key=is_row):
        run = "\n".join(lines)
        parts.append(run if tabular else fold(run).strip())
    folded = "\n".join(filter(None, parts))
    if len(folded) <= limit:
        return folded
    kept = folded[: limit + 1].rpartition("\n")[0]
    if kept and is_row(folded[len(kept) + 1 :].partition("\n")[0]):
        return f"{kept}\n…"
    return re.split(r"\s\S*\Z", folded[: limit + 1], maxsplit=1)[0][:limit] + " …"
