"""What a browser would make of a page: which elements, and none of them from a document."""

from __future__ import annotations

from html.parser import HTMLParser


class Elements(HTMLParser):
    """Collect the elements and attributes of a page, as a browser would make them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}


def assert_harmless(html: str) -> None:
    """Check that no document has brought an element of its own: no script or frame, no bold "<b>x", no handler, no address."""
    found = Elements(html)
    assert not found.tags & {"script", "iframe", "object", "embed"}
    assert "b" not in found.tags or "<b>x" not in html
    assert not {name for name in found.attributes if name.startswith("on")}
    assert not {address for address in found.addresses if address.startswith("javascript:")}
    assert "x" not in found.addresses
