"""Read web pages: what the page is about, laid out as its author did, without the furniture of the site around it.

1. Text that a visitor cannot see (display:none, white on white, aria-hidden) is taken out and named in the receipt: it is
   no evidence that anyone could check, and it is where instructions to language models are hidden.
2. The main content, the title, the author, the date and the canonical link are found (:mod:`.article`).
3. Its tree is walked block by block into text and segments. A page in which it finds no main content is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.errors import UnreadableDocument
from assistant.load.article import main_content
from assistant.load.metadata import describe, iso_date
from assistant.load.structure import Writer
from assistant.load.suspicion import quoted
from assistant.load.text import BULLET, decode
from assistant.types import Reading, Receipt

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMED = 20  # hidden texts in a receipt
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
# Not allowed in a page, neither so nor as "&#1;"; lxml takes them in and then refuses to handle them.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HIDING = (
    ("display:none", re.compile(r"display:none")),
    ("visibility:hidden", re.compile(r"visibility:hidden")),
    ("no size", re.compile(r"font-size:0(?![.\d]*[1-9])")),
    ("transparent", re.compile(r"(?:^|;)opacity:0(?:\.0+)?(?:;|$)")),
    ("off the screen", re.compile(r"(?:left|top|text-indent):-\d{4,}")),
)
_COLOUR = re.compile(r"(?:^|;)(color|background|background-color):([^;]+)")
_SHADES = {"#fff": "white", "#ffffff": "white", "rgb(255,255,255)": "white"}
_SHADES |= {"#000": "black", "#000000": "black", "rgb(0,0,0)": "black"}
_NO_TEXT = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "nav", "footer")
_NOTE = re.compile(r"(?:[\[(]?\d{1,3}[\])]?[,;– -]*)+")
_BLOCKS = {"p": "paragraph", "li": "item", "tr": "row", "blockquote": "paragraph", "pre": "paragraph", "dt": "item", "dd": "item"}
_INLINE = re.compile(r"a|abbr|bd[io]|[biqsu]|cite|code|em|font|kbd|label|mark|small|span|strong|su[bp]|time|var")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[translate(@name, 'DCTERMS', 'dcterms')='dcterms.date' or @name='date' or @name='DC.date.issued']/@content",
    "//article//time[@datetime][1]/@datetime",
)


def read_html(data: bytes, name: str) -> Reading:
    """Read a web page. Raises UnreadableDocument if it shows no text."""
    from lxml import etree, html

    from assistant.load.transcript import turns_in

    page, notes = _decode_page(data, name)
    try:
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as exc:
        raise UnreadableDocument(name, f"no text: the page cannot be parsed ({exc})") from exc
    _take_out_control_codes(tree)
    _take_out_notes(tree)
    hidden = _take_out_hidden(tree)
    shown = _count_shown(tree)
    written = next((date for path in _DATES for value in tree.xpath(path) if (date := iso_date(str(value)))), None)
    language = str(tree.get("lang") or "") or None
    found, body = main_content(tree)
    writer = Writer()
    if body is not None:
        _write_children(writer, body)
    if len(writer.segments) == 1:
        writer = _with_structure(writer, tree)
    if not writer.segments:
        notes = (*notes, "no main content was found; the whole page was read")
        _write_page(writer, tree)
    if not writer.segments:
        raise UnreadableDocument(name, "no text on the page (it may be drawn by a script); save it as PDF and add that")
    receipt = Receipt(
        language=language, words_left_out=max(shown - len(writer.text.split()), 0), suspicious=hidden[:_NAMED], notes=notes
    )
    segments = turns_in(writer.text, writer.segments) or tuple(writer.segments)
    reading = describe(Reading(writer.text, segments, receipt=receipt), found, "page metadata")
    return replace(reading, date=written or reading.date)


def _decode_page(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode a page: UTF-8 if it is, else as its meta element says, else as detected."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        for encoding in ("utf-8", declared[1].decode("ascii")):
            try:
                return data.decode(encoding).replace("\0", ""), ()
            except (UnicodeDecodeError, LookupError):
                continue
    return decode(data, name)


def _take_out_control_codes(tree: HtmlElement) -> None:
    for element in tree.iter():
        if element.text and _NO_CHARACTER.search(element.text):
            element.text = _NO_CHARACTER.sub(" ", element.text)
        if element.tail and _NO_CHARACTER.search(element.tail):
            element.tail = _NO_CHARACTER.sub(" ", element.tail)
        for name, value in element.attrib.items():
            if _NO_CHARACTER.search(value):
                element.set(name, _NO_CHARACTER.sub(" ", value))


def _take_out_hidden(tree: HtmlElement) -> tuple[str, ...]:
    """Remove what a visitor cannot see, but for more than half the page, and return a line on each for the receipt."""
    whole = len(" ".join(tree.xpath("string(//body)").split()))
    found = []
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", *_NO_TEXT) or element.getparent() is None:
            continue
        reason = _hiding(element)
        words = " ".join(element.xpath("string()").split()) if reason else ""
        if not words or 2 * len(words) > whole:
            continue
        if len(words.split()) > 2:
            found.append(f"hidden text ({reason}): {quoted(words)}")
        element.drop_tree()
    return tuple(dict.fromkeys(found))


def _take_out_notes(tree: HtmlElement) -> None:
    """Remove the raised numbers that lead to the notes of a page: "[5]"."""
    for number in tree.xpath("//sup[.//a[contains(@href, '#')]]"):
        if _NOTE.fullmatch(number.xpath("normalize-space()")):
            number.drop_tree()


def _count_shown(tree: HtmlElement) -> int:
    """Return how many words a page shows, menus and notices included."""
    texts = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]")
    return sum(len(str(text).split()) for text in texts)


def _hiding(element: HtmlElement) -> str | None:
    """Say how an element is hidden from a visitor, ``None`` if it is not."""
    if element.get("hidden") is not None:
        return "hidden"
    if str(element.get("aria-hidden")).lower() == "true":
        return "aria-hidden"
    style = _style(element)
    if not style:
        return None
    ink = _colours(style).get("color")
    paper = (_colours(_style(around)).get("background") for around in (element, *element.iterancestors()))
    if ink == "transparent" or (ink is not None and ink == next((colour for colour in paper if colour), "white")):
        return f"{ink} on {ink}"
    return next((reason for reason, pattern in _HIDING if pattern.search(style)), None)


def _style(element: HtmlElement) -> str:
    return re.sub(r"\s+|!important", "", str(element.get("style") or "")).lower()


def _colours(style: str) -> dict[str, str]:
    """Return the colour and the background that a style sets, by one name for each shade that can hide text."""
    return {("background" if key.startswith("b") else key): _SHADES.get(value, value) for key, value in _COLOUR.findall(style)}


def _write_children(writer: Writer, parent: Any) -> None:
    """Write the blocks of a tree as trafilatura gives it: head, p, list and item, table and row, quote, code."""
    for block in parent:
        if block.tag == "head":
            writer.heading(int(str(block.get("rend") or "h2")[1:2] or 2), _inline(block))
        elif block.tag == "list":
            _write_list(writer, block)
        elif block.tag == "table":
            for n, row in enumerate(block.iter("row")):
                cells = [" ".join(_inline(cell, deep=True).split()) for cell in row.iter("cell")]
                says = [cell for cell in cells if cell]
                if n == 0 and len(says) == 1 < len(cells):
                    writer.add("caption", says[0])
                else:
                    writer.add("row", " | ".join(cells) if says else "")
        elif block.tag in ("quote", "div") and len(block) and not (block.text or "").strip():
            _write_children(writer, block)
        elif block.tag in ("code", "p"):
            words = _inline(block, deep=True)
            writer.add("item" if BULLET.match(words.lstrip()) else "paragraph", words, keep_lines=True)
        else:
            writer.add("paragraph", _inline(block, deep=True))
        writer.add("paragraph", block.tail or "")


def _write_list(writer: Writer, block: Any) -> None:
    """Write the items of a list; a term is written before each of its definitions, with a colon."""
    term = ""
    for item in block:
        kind = str(item.get("rend") or "")
        words = _inline(item)
        if kind.startswith("dt") and item.getnext() is not None and str(item.getnext().get("rend") or "").startswith("dd"):
            term = words.strip().rstrip(":")
            continue
        writer.add("item", f"{term}: {words.strip()}" if term and kind.startswith("dd") else words, keep_lines=True)
        for nested in item.iter("list"):
            if nested.getparent() is item:
                _write_list(writer, nested)


def _inline(element: Any, *, deep: bool = False) -> str:
    """Return the words of a block. Only a line break (``lb``), a paragraph or code breaks a line; no lists unless deep."""
    verbatim = element.tag == "code"
    parts = [_spaced(element.text, verbatim)]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif deep or child.tag not in ("list", "table"):
            words = _inline(child, deep=deep)
            parts.append(f"\n{words}\n" if child.tag in ("p", "quote") else words)
        parts.append(_spaced(child.tail, verbatim))
    return "".join(parts)


def _spaced(words: str | None, verbatim: bool) -> str:
    return (words or "") if verbatim else re.sub(r"\s+", " ", words or "")


def _with_structure(found: Writer, tree: HtmlElement) -> Writer:
    """Lay out again a short page whose main content came back as one block, if the page holds hardly anything else."""
    import copy

    whole = Writer()
    _write_page(whole, copy.deepcopy(tree))
    return whole if len(whole.text.split()) <= 1.2 * len(found.text.split()) else found


def _write_page(writer: Writer, tree: HtmlElement) -> None:
    """Write every block of a page that has no main content, its menus and buttons left out."""
    for element in tree.xpath("//body//*"):
        if element.tag in _NO_TEXT:
            element.drop_tree()
    for body in tree.xpath("//body"):
        for tag, words in _page_blocks(body):
            if re.fullmatch(r"h[1-6]", tag):
                writer.heading(int(tag[1]), words)
            elif _BLOCKS.get(tag) == "item":
                writer.add("item", words)
            else:
                writer.add("row" if tag == "tr" else "paragraph", words)


def _page_blocks(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield each innermost block of an element with the tag it stands in, loose text included."""
    if element.tag == "tr":
        cells = [" ".join(cell.xpath("string()").split()) for cell in element.xpath("./td | ./th")]
        yield "tr", " | ".join(cells) if any(cells) else ""
        return
    loose = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _INLINE.fullmatch(child.tag):
            yield str(element.tag), "".join(loose)
            loose = []
            yield from _page_blocks(child)
        elif isinstance(child.tag, str):
            loose.append(child.xpath("string()"))
        loose.append(child.tail or "")
    yield str(element.tag), "".join(loose)
