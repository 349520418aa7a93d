"""An answer or a conversation to take away: plain text, Markdown, or a page to print, with numbered references.

The references are the citations in order of their markers; each has who wrote it, when, what it is called, where in it
the words stand, its address and the citation id that :mod:`assistant.viewer` opens again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.chat.history import Conversations, Exchange
from assistant.chat.prose import answer_html
from assistant.types import Answer, Citation
from assistant.viewer import page_of
from assistant.viewer.words import date_in_words, place_in_words, strength, warning

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from assistant.chat.render import Documents, Listed


def reference(citation: Citation, document: Listed | None) -> str:
    """Say one source in a line: "Jo Pearson, 3 May 2015. Lessons from Coventry. Who paid for it? https://…"."""
    authors = ", ".join(document.authors) if document else ""
    who = ", ".join(part for part in (authors, date_in_words(citation.date)) if part)
    parts = [who, citation.title, place_in_words(citation.locator), (document.url if document else None) or ""]
    return " ".join(part if part.startswith("http") or part[-1] in ".?!" else f"{part}." for part in parts if part)


def plain(exchange: Exchange, documents: Documents) -> str:
    """Return one exchange as text with its references under it."""
    return _written(exchange, documents, "{}", "[{}] {}", "    “{}”", "    {}")


def markdown(exchange: Exchange, documents: Documents) -> str:
    """Return one exchange as Markdown."""
    return _written(exchange, documents, "## {}", "{}. {}", "   > {}", "   `{}`")


def printable(exchange: Exchange, documents: Documents) -> str:
    """Return one exchange as HTML, everything from outside escaped."""
    answer = exchange.answer
    if answer is None:
        return f"<section><h2>{escape(exchange.question)}</h2><p>{escape(exchange.error or exchange.stopped or '')}</p></section>"
    items = "".join(
        f"<li>{escape(reference(c, documents.get(c.document)))}<blockquote>{escape(c.quote)}</blockquote>"
        f'<p class="note">{escape(c.citation_id)}</p></li>'
        for c in answer.citations
    )
    listed = f"<h3>References</h3><ol>{items}</ol>" if items else ""
    return (
        f'<section class="printed"><h2>{escape(exchange.question)}</h2><div class="answer">{answer_html(answer)}</div>'
        f"<p>{escape(_caution(answer, documents))}</p>{listed}</section>"
    )


def _caution(answer: Answer, documents: Documents) -> str:
    rests = strength(answer.citations, documents)
    return " ".join(part for part in (f"Rests on {rests}." if rests else answer.reason or "", warning(answer.citations)) if part)


def _written(exchange: Exchange, documents: Documents, head: str, item: str, words: str, name: str) -> str:
    answer = exchange.answer
    if answer is None:
        return f"{head.format(exchange.question)}\n\n{exchange.error or exchange.stopped or ''}\n"
    parts = [head.format(exchange.question), answer.text]
    if caution := _caution(answer, documents):
        parts.append(caution)
    for c in answer.citations:
        lines = [item.format(c.marker, reference(c, documents.get(c.document))), words.format(" ".join(c.quote.split()))]
        parts.append("\n".join([*lines, name.format(c.citation_id)]))
    return "\n\n".join(parts) + "\n"


Writer = Callable[[Exchange, "Documents"], str]
FORMATS: Mapping[str, tuple[Writer, str, str]] = {
    "plain": (plain, "text/plain", "txt"),
    "markdown": (markdown, "text/markdown", "md"),
    "html": (printable, "text/html", "html"),
}
"""Each format: what writes one exchange, its media type, and the end of its file's name."""


def export(exchanges: Sequence[Exchange], documents: Documents, format_: str) -> str:
    """Return exchanges in one of FORMATS. Raises KeyError for another."""
    write = FORMATS[format_][0]
    written = "\n".join(write(exchange, documents) for exchange in exchanges)
    return page_of(exchanges[0].question, written) if format_ == "html" else written


def route(kept: Conversations, documents: Callable[[], Documents], reader_of: Callable[[Request], str]) -> Route:
    """Return the address /export: one answer of a conversation, or all of it where no answer is named."""
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    def take(request: Request) -> Response:
        asked = request.query_params
        format_, index = asked.get("format", "plain"), asked.get("answer", "")
        exchanges = kept.read(reader_of(request), asked.get("conversation", ""))
        if index:
            exchanges = exchanges[int(index) : int(index) + 1] if index.isdecimal() else ()
        if not exchanges or format_ not in FORMATS:
            return PlainTextResponse(f"there is no such answer, or no such format; formats are {', '.join(FORMATS)}", 404)
        _, media, suffix = FORMATS[format_]
        shown = "inline" if format_ == "html" else "attachment"
        headers = {"Content-Disposition": f'{shown}; filename="answer.{suffix}"'}
        return Response(export(exchanges, documents(), format_), media_type=media, headers=headers)

    return Route("/export", take)
