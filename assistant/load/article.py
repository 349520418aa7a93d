"""Find what a web page is about: its main content, as a tree of blocks, and what the page says of itself.

1. trafilatura finds the main content, the title, the author, the date and the canonical link;
2. on a page without an ``<article>`` or the like it finds paragraphs only, neither headings nor lists. It is then asked again with
   all that the page shows in one ``<article>``, and what it finds is taken where it has them and lacks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.load.metadata import Value

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CREDIT = 5  # words of a caption under a picture that hardly tells more than whose it is


def main_content(tree: HtmlElement) -> tuple[dict[str, Value], Any]:
    """Return what trafilatura finds: values for the fields of the reading, and the tree of the main content."""
    import copy

    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    options: dict[str, Any] = {"include_comments": False, "include_formatting": True, "with_metadata": True}
    # the extensive search takes any year in the prose for the page's date, and seconds for a page that has none
    options["date_extraction_params"] = {"original_date": True, "extensive_search": False}
    whole = _with_captions(_with_bare_headings(copy.deepcopy(tree)))
    found = bare_extraction(copy.deepcopy(whole), **options)
    if isinstance(found, Document) and not _has_layout(found.body):
        again = bare_extraction(_as_article(whole), **options)
        if isinstance(again, Document) and _has_layout(again.body) and _count_words(again.body) >= _count_words(found.body):
            found.body = again.body
    if not isinstance(found, Document):
        return {"title": str(tree.findtext(".//title") or "")}, None
    canonical = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    values: dict[str, Value] = {
        "title": found.title or "",
        "authors": tuple(name.strip() for name in (found.author or "").split(";")),
        "date": found.date or "",
        "source": found.sitename or "",
        "url": next((str(link) for link in canonical if str(link).startswith(("http://", "https://"))), ""),
        "description": found.description or "",
        "tags": tuple(found.tags or ()),
    }
    return values, found.body


def _with_bare_headings(tree: HtmlElement) -> HtmlElement:
    """Unwrap links and boxes in headings, which trafilatura loses otherwise, and take out links that only mark the place."""
    for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6"):
        for link in heading.xpath(".//a"):
            if any(map(str.isalnum, link.xpath("string()"))):
                link.drop_tag()
            else:
                link.drop_tree()
        while (box := heading.getparent()).tag == "div" and len(box) == 1 and not f"{box.text or ''}{heading.tail or ''}".strip():
            box.drop_tag()
    return tree


def _with_captions(tree: HtmlElement) -> HtmlElement:
    """Keep what trafilatura drops: the caption of a table as its first row, with an empty cell, that of a figure as a paragraph."""
    from lxml import html

    for caption in tree.xpath("//figure//figcaption"):
        if len(caption.xpath("string()").split()) > _CREDIT:
            caption.tag = "p"
    for figure in tree.xpath("//figure"):
        figure.tag = "div"

    for caption in tree.xpath("//table/caption"):
        row, cell = html.Element("tr"), html.Element("td")
        cell.text = " ".join(caption.xpath("string()").split())
        row.extend([cell, html.Element("td")])
        first = caption.getparent().xpath("(.//tr)[1]")
        caption.drop_tree()
        if cell.text and first:
            first[0].addprevious(row)
    return tree


def _as_article(tree: HtmlElement) -> HtmlElement:
    """Put all that a page shows into one ``<article>``, so that its headings and lists are looked for as well."""
    from lxml import html

    for body in tree.xpath("//body"):
        article = html.Element("article")
        article.text, body.text = body.text, None
        article.extend(list(body))
        body.append(article)
    return tree


def _has_layout(body: Any) -> bool:
    """Say whether a tree as trafilatura gives it has a heading or a list."""
    return body is not None and any(body.find(f".//{tag}") is not None for tag in ("head", "list"))


def _count_words(body: Any) -> int:
    return 0 if body is None else len(" ".join(body.itertext()).split())
