"""Main content: a page keeps its headings and lists whether or not it says what its article is."""

from __future__ import annotations

import pytest

from assistant.load.web import read_html

P = "The harbour was dredged in the spring, and the town paid a third of what it cost out of the levy on moorings. "
MENU = "<ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a href='/about'>About us</a></li></ul>"


def outline(body: str) -> list[tuple[str, str]]:
    reading = read_html(f"<html><head><title>Harbour</title></head><body>{body}</body></html>".encode(), "a.html")
    return [(s.role, reading.text[s.start : s.end]) for s in reading.segments if s.role in ("heading", "item")]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>What was done</h2>",
        '<h2><a name="done">What was done</a></h2>',
        '<div class="titlepage"><div><div><h2 class="title"><a id="done"></a>What was done</h2></div></div></div>',
        '<h2>What was done<a class="headerlink" href="#done">¶</a></h2>',
    ],
)
@pytest.mark.parametrize("around", ["{}", "<div id='page'>{}</div>", "<article>{}</article>"])
def test_headings_and_lists_are_kept_with_or_without_an_article(heading: str, around: str) -> None:
    page = (
        f"<h1>The harbour</h1><p>{P * 3}</p>{heading}<p>{P * 2}</p><ul><li>{P}</li><li>The wall was mended.</li></ul><p>{P * 2}</p>"
    )
    assert outline(around.format(page)) == [
        ("heading", "The harbour"),
        ("heading", "What was done"),
        ("item", P.strip()),
        ("item", "The wall was mended."),
    ]


@pytest.mark.parametrize("menu", [f"<nav>{MENU}</nav>", f"<div class='menu'>{MENU}</div>", f"<div>{MENU}</div>"])
def test_a_menu_is_left_out_of_a_page_without_an_article(menu: str) -> None:
    page = f"{menu}<h1>The harbour</h1><p>{P * 3}</p><h2>What was done</h2><p>{P * 3}</p>"
    assert outline(page) == [("heading", "The harbour"), ("heading", "What was done")]


def test_paragraphs_that_begin_with_a_bullet_are_items() -> None:
    marked = "<p>-- Nobody owns it.</p><p>• It is run by its members.</p>"
    page = f"<h1>The harbour</h1><p>{P * 3}</p>{marked}<p>{P * 3}</p>"
    assert outline(page)[1:] == [("item", "-- Nobody owns it."), ("item", "• It is run by its members.")]
