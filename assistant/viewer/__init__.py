"""Open a citation where its words stand: the page with boxes, the section with marks, or the turns around them.

Each citation has an address of its own, ``/source?id=…``. The chat shows the same view beside the conversation by
asking for its inner part. A page is drawn from the file as it was ingested; where the file has changed since the
citation was made, the view says so and marks nothing rather than the wrong words.

``pages`` pictures sheets with boxes, ``passages`` and ``tables`` draw text with marks, and ``words`` says places, dates and
evidence in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit

from assistant.cite.verify import CitationId, Quotes, Texts, find
from assistant.errors import AssistantError, CorpusError, DocumentNotFound, StoreUnavailable, UsageError, for_readers
from assistant.references.works import media_link
from assistant.text.months import date_in_words
from assistant.types import Document, Locator, Span
from assistant.viewer.pages import Pages, PageView, Rectangle
from assistant.viewer.passages import passage_span, section_html, turns_html
from assistant.viewer.words import as_sentence, place_in_words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

ASSETS = "/room"
HEAD = (
    f'<link rel="stylesheet" href="{ASSETS}/style.css">'
    f'<script src="{ASSETS}/behaviour.js" defer></script><script src="{ASSETS}/shelf.js" defer></script>'
)

LARGER = '<button type="button" class="quiet" data-larger>Larger</button>'


class Library(Texts, Protocol):
    """Where documents and the files they were read from can be had."""

    def source_bytes(self, id: str) -> bytes: ...


class Viewer:
    """Draw the views of one library. Safe to use from several threads."""

    def __init__(self, library: Library, quotes: Quotes | None = None, pages: Pages | None = None) -> None:
        self._library = library
        self._quotes = quotes
        self.pages = pages or Pages()

    def citation(self, citation_id: str, *, sheet: int | None = None, whole: bool = False) -> str:
        """Return the view of a citation as HTML. Raises UsageError for what is no citation id, CorpusError
        where the document is gone or unreadable."""
        cited = CitationId.parse(citation_id)
        document = self._library.document(cited.document)
        span, notice = (cited.start, cited.end), ""
        if not document.sha256.startswith(cited.sha) or cited.end > len(document.text):
            span, notice = self._now(citation_id, cited, document)
        return self._view(document, span, f"id={quote(citation_id, safe='')}", notice, sheet, whole)

    def _now(self, citation_id: str, cited: CitationId, document: Document) -> tuple[tuple[int, int], str]:
        """Return where the words of a citation of another version stand now, and what to tell the reader."""
        words = self._quotes.quote(citation_id) if self._quotes else None
        spans = find(document.text, words) if words else iter(())
        span = min(spans, key=lambda found: abs(found[0] - cited.start), default=None)
        if span is None:
            return (0, 0), "This document has changed since it was cited, and the words cited are not found in it any more."
        return span, "This document has changed since it was cited. The same words now stand here."

    def document(self, id_: str, *, sheet: int | None = None) -> str:
        """Return the view of a whole document, nothing marked. Raises CorpusError."""
        document = self._library.document(id_)
        return self._view(document, (0, 0), f"document={quote(id_, safe='')}", "", sheet, True)

    def title(self, asked: Mapping[str, str]) -> str:
        """Return what the document is called that an address asks for, for the tab of a browser. Raises AssistantError."""
        id_ = asked["document"] if "document" in asked else CitationId.parse(asked.get("id", "")).document
        return self._library.document(id_).title or id_

    def picture(self, id_: str, sheet: int, width: int) -> bytes:
        """Return a page as PNG. Raises CorpusError, or IndexError for a sheet that is not there."""
        document = self._library.document(id_)
        if not is_pdf(document):
            raise IndexError(f"{id_} has no pages to picture")
        return self.pages.picture(document, self._bytes(id_), sheet, width)

    def original(self, id_: str) -> tuple[bytes, str]:
        """Return the bytes of a file as ingested, and its name."""
        return self._library.source_bytes(id_), id_.rsplit("/", 1)[-1]

    def _bytes(self, id_: str) -> Callable[[], bytes]:
        return lambda: self._library.source_bytes(id_)

    def _view(self, document: Document, span: tuple[int, int], query: str, notice: str, sheet: int | None, whole: bool) -> str:
        """Draw a document, opened at a span: whole, or the section around it; of a PDF one sheet, by default that of the span."""
        place = document.locate(*span) if span[1] else Locator()
        passage = passage_span(document, span) if span[1] else span
        has_pages = is_pdf(document)
        try:
            body = self._page(document, span, passage, query, sheet) if has_pages else _text(document, span, passage, whole=whole)
        except StoreUnavailable as error:  # its file was moved or has changed; the words that were read from it are kept
            notice = f"{notice} Its pages cannot be shown, so these are the words read from them: {for_readers(error)}.".strip()
            body, has_pages = _text(document, span, passage, whole=whole), False
        more = "" if whole or has_pages else f'<a class="quiet" href="/source?{query}&amp;whole=1" data-within>Whole document</a>'
        head = _head(document, Locator() if has_pages else place.beneath(document.title or ""))
        told = f'<p class="notice">{escape(notice)}</p>' if notice else ""
        foot = f'<footer class="links">{more}{_links(document, place, query)}</footer>'
        return f'<article class="source" data-query="{escape(query)}">{head}{told}{body}{foot}</article>'

    def _page(self, document: Document, span: tuple[int, int], passage: tuple[int, int], query: str, sheet: int | None) -> str:
        first = document.locate(*span).page or 1
        view = self.pages.view(document, self._bytes(document.id), sheet or first, span, passage)
        label = next((s.place.page_label for s in document.segments if s.place.page == view.sheet), None)
        words = " ".join(document.text[slice(*span)].split())
        return (f'<blockquote class="cited">{escape(words)}</blockquote>' if words else "") + page_html(
            view, document, query, label
        )


def _text(document: Document, span: Span, passage: Span, *, whole: bool) -> str:
    if document.kind == "transcript":
        return f'<div class="turns">{turns_html(document, span, passage, whole=whole)}</div>'
    return f'<div class="text">{section_html(document, span, passage, whole=whole)}</div>'


def is_pdf(document: Document) -> bool:
    """Tell whether a document has pages to picture."""
    return document.id.lower().endswith(".pdf")


def page_html(view: PageView, document: Document, query: str, label: str | None) -> str:
    """Return a page picture with its boxes, and the way to the pages before and after."""
    number = f"sheet {view.sheet} of {view.sheets}"
    named = f"Page {label}, {number}" if label and label != str(view.sheet) else f"Page {view.sheet} of {view.sheets}"
    source = escape(f"/page?document={quote(document.id, safe='')}&sheet={view.sheet}&of={document.sha256[:12]}")
    boxes = "".join(_rect(r, "passage") for r in view.passage) + "".join(_rect(r, "quote") for r in view.quote)
    size = f'width="{round(view.width)}" height="{round(view.height)}"'
    alt = escape(f"{named} of {document.title or document.id}" + (", the cited words boxed" if view.quote else ""))
    turn = "".join(
        f'<a class="quiet" href="/source?{escape(query)}&amp;sheet={to}" data-within>{label_}</a>'
        for label_, to in (("Previous page", view.sheet - 1), ("Next page", view.sheet + 1))
        if 1 <= to <= view.sheets
    )
    return (
        f'<nav class="pager" aria-label="Pages"><span class="at">{escape(named)}</span>{turn}{LARGER}</nav>'
        f'<figure class="page"><div class="sheet"><img src="{source}"'
        f' srcset="{source}&amp;width=700 700w, {source}&amp;width=1500 1500w"'
        f' sizes="(max-width: 60em) 95vw, 26rem" {size} alt="{alt}">'
        f'<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">'
        f"{boxes}</svg></div></figure>"
    )


def _head(document: Document, place: Locator) -> str:
    about = ", ".join(p for p in (document.kind or "", date_in_words(document.date), ", ".join(document.authors)) if p)
    where = place_in_words(place)
    return (
        f'<header><p class="kicker">{escape(about)}</p><h2 tabindex="-1">{escape(document.title or document.id)}</h2>'
        + (f'<p class="where">{escape(where)}</p>' if where else "")
        + "</header>"
    )


def _links(document: Document, place: Locator, query: str) -> str:
    links = [f'<button type="button" class="quiet" data-link="/source?{escape(query)}">Copy link</button>']
    links.append(f'<a class="quiet" href="/source?{escape(query)}" target="_blank">New tab</a>')
    media = document.media_url and media_link(document.media_url, place.start_seconds or 0)
    if media:
        links.append(f'<a class="quiet" href="{escape(media)}" target="_blank" rel="noopener noreferrer">Play from here</a>')
    if document.url and urlsplit(document.url).scheme in ("http", "https"):
        links.append(
            f'<a class="quiet" href="{escape(document.url)}" target="_blank" rel="noopener noreferrer">Original on the web</a>'
        )
    links.append(f'<a class="quiet" href="/original?document={quote(document.id, safe="")}" target="_blank">The file</a>')
    return "".join(links)


def _rect(r: Rectangle, css: str) -> str:
    return f'<rect class="{css}" x="{r.left:.5f}" y="{r.top:.5f}" width="{r.width:.5f}" height="{r.height:.5f}"/>'


def page_of(title: str, body: str) -> str:
    """Return a view as a page of its own."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>{HEAD}</head>'
        f'<body class="alone-on-page"><main>{body}</main></body></html>'
    )


def routes(viewer_of: Callable[[Request], Viewer]) -> list[Route]:
    """Return the addresses of the views: /source, /page and /original; a request is answered by its reader's viewer."""
    from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
    from starlette.routing import Route

    def source(request: Request) -> Response:
        asked = request.query_params
        viewer = viewer_of(request)
        view, status = _asked_for(asked, viewer)
        return HTMLResponse(view if "part" in asked else page_of(viewer.title(asked) if status == 200 else "Source", view), status)

    def page(request: Request) -> Response:
        asked = request.query_params
        sheet, width = asked.get("sheet", ""), asked.get("width", "1000")
        if not (sheet.isdecimal() and width.isdecimal()):
            return PlainTextResponse("sheet and width are numbers", 400)
        try:
            picture = viewer_of(request).picture(asked.get("document", ""), int(sheet), int(width))
        except (AssistantError, IndexError) as error:
            return PlainTextResponse(for_readers(error), _status(error))
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})

    def original(request: Request) -> Response:
        document = request.query_params.get("document", "")
        try:
            data, name = viewer_of(request).original(document)
        except DocumentNotFound:
            return RedirectResponse(f"/source?document={quote(document, safe='')}")  # which says so, with a way back
        except AssistantError as error:
            return PlainTextResponse(for_readers(error), _status(error))
        # Only a PDF is shown in place; a page of the corpus must never run as a page of ours.
        pdf = name.lower().endswith(".pdf")
        disposition = f"{'inline' if pdf else 'attachment'}; filename*=UTF-8''{quote(name)}"
        kind = "application/pdf" if pdf else "application/octet-stream"
        return Response(data, media_type=kind, headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"})

    return [Route("/source", source), Route("/page", page), Route("/original", original)]


def _asked_for(asked: Mapping[str, str], viewer: Viewer) -> tuple[str, int]:
    """Return the view that an address asks for, of a document or a citation, and the status of the reply."""
    sheet = int(asked["sheet"]) if asked.get("sheet", "").isdecimal() else None
    try:
        if "document" in asked:
            return viewer.document(asked["document"], sheet=sheet), 200
        return viewer.citation(asked.get("id", ""), sheet=sheet, whole="whole" in asked), 200
    except AssistantError as error:
        return _failed(error), _status(error)


def _status(error: Exception) -> int:
    return 404 if isinstance(error, CorpusError | UsageError | IndexError) else 503


def _failed(error: AssistantError) -> str:
    head = '<header><h2 tabindex="-1">This source cannot be shown</h2></header>'
    said = for_readers(error)
    if isinstance(error, DocumentNotFound):  # what follows is for the command line
        said = f"{said.partition(';')[0]}; it may have been removed"
    back = '<p class="way-back"><a href="/">To the chat</a></p>'
    return f'<article class="source">{head}<p class="notice">{escape(as_sentence(said))}.</p>{back}</article>'
