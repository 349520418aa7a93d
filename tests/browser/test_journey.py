"""What a reader does with the product as it is: real files, the real index, a real browser, from a question to its reference."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import OpenPage, served_from
from tests.browser.test_room import ask
from tests.conftest import write_tiny_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LEFT = "The quay at Marrowby carries nineteen green lanterns along its eastern rail."
RIGHT = "The ropewalk at Thornsea employed sixty-four apprentices before the fire."
BROKEN = (
    "The observatory on Calder Hill was founded by the astronomer Philippa Wren, who ground the great mirror herself over eleven"
    " winters and gave it to the county on the condition that children should look through it free of charge."
)
FILLING = "Nothing of note is told in these lines, which stand here to fill the column as lines of a report do."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the product over one document of each kind, a report in two columns among them."""
    folder = tmp_path_factory.mktemp("house")
    write_columns(write_tiny_corpus(folder / "corpus") / "reports" / "county.pdf")
    with served_from(folder / "data", folder / "corpus") as address:
        yield address


def write_columns(path: Path) -> None:
    """Write a report in two columns; its last sentence of the first page goes on at the head of the second."""
    from reportlab.pdfgen.canvas import Canvas

    broken = textwrap.wrap(BROKEN, 38)
    columns = [
        [*textwrap.wrap(FILLING, 38), "", *textwrap.wrap(LEFT, 38), "", *textwrap.wrap(FILLING, 38)],
        [*textwrap.wrap(RIGHT, 38), "", *textwrap.wrap(FILLING, 38), "", *broken[:3]],
        [*broken[3:], "", *textwrap.wrap(FILLING, 38)],
    ]
    canvas = Canvas(str(path), invariant=1)
    canvas.setTitle("The county in figures")
    for n, lines in enumerate(columns):
        words = canvas.beginText(60 if n != 1 else 320, 740)
        words.setFont("Times-Roman", 12)
        for line in lines:
            words.textLine(line)
        canvas.drawText(words)
        if n:
            canvas.showPage()
    canvas.save()


def enter(open_page: OpenPage, address: str) -> Page:
    """Open the room once everything is read."""
    page = open_page(address)
    page.get_by_text("8 documents").wait_for(timeout=90_000)
    page.locator(".ingesting").wait_for(state="detached", timeout=90_000)
    return page


def open_cited(exchange: Locator, words: str) -> None:
    """Open the citation of an answer that has these words."""
    markers = exchange.locator("a.marker")
    found = [n for n in range(markers.count()) if words in plain(markers.nth(n).get_attribute("data-words") or "")]
    assert found, f"no citation has {words!r}: {exchange.inner_text()}"
    markers.nth(found[0]).click()


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("question", "words", "at"),
    [
        ("How much water did the valley use in 2016?", "The valley used 84 million litres of water in 2016.", (0.0, 1.0)),
        ("How many lanterns does the quay at Marrowby carry?", LEFT, (0.0, 0.5)),
        ("How many apprentices did the ropewalk at Thornsea employ?", RIGHT, (0.5, 1.0)),
    ],
    ids=["PDF", "left column", "right column"],
)
def test_a_citation_of_a_page_is_boxed_where_its_words_stand(
    open_page: OpenPage, house: str, question: str, words: str, at: tuple[float, float]
) -> None:
    page = enter(open_page, house)
    open_cited(ask(page, question, "a.marker"), words)
    page.locator("#viewer rect.quote").first.wait_for(state="attached")
    assert plain(page.locator("#viewer .cited").inner_text()) == words
    boxes = page.locator("#viewer rect.quote").evaluate_all("all => all.map(r => [r.x, r.width].map(v => v.baseVal.value))")
    assert all(at[0] < left and left + width < at[1] for left, width in boxes), boxes
    page.wait_for_function(
        "document.querySelector('#viewer img').complete && document.querySelector('#viewer img').naturalWidth > 0"
    )


def test_a_sentence_over_a_page_break_is_boxed_on_both_pages(open_page: OpenPage, house: str) -> None:
    page = enter(open_page, house)
    open_cited(ask(page, "Who founded the observatory on Calder Hill?", "a.marker"), "founded by the astronomer Philippa Wren")
    page.get_by_text("Page 1 of 2").wait_for()
    assert plain(page.locator("#viewer .cited").inner_text()) == BROKEN
    assert page.locator("#viewer rect.quote").count() == 3
    page.get_by_role("link", name="Next page").click()
    page.get_by_text("Page 2 of 2").wait_for()
    assert page.locator("#viewer rect.quote").count() == len(textwrap.wrap(BROKEN, 38)) - 3
    page.get_by_role("button", name="Larger").click()
    assert page.locator("#rail").is_hidden()


@pytest.mark.parametrize(
    ("question", "words", "kind"),
    [
        ("What did the tram line cost?", "410 million euros", ".text"),
        ("What happened to rent arrears?", "Rent arrears fell by a third", ".turns"),
    ],
    ids=["HTML", "VTT"],
)
def test_a_citation_of_text_is_marked_where_its_words_stand(
    open_page: OpenPage, house: str, question: str, words: str, kind: str
) -> None:
    page = enter(open_page, house)
    open_cited(ask(page, question, "a.marker"), words)
    assert words in plain(page.locator(f"#viewer {kind} mark.quote").first.inner_text())


def test_a_conversation_goes_on_is_limited_taken_away_and_found_again(open_page: OpenPage, house: str) -> None:
    from pybtex.database import parse_string

    page = enter(open_page, house)
    ask(page, "Who led the survey of the harbour wall?", "a.marker")
    exchange = ask(page, "How many blocks had cracks?", "a.marker")
    assert "37" in exchange.locator(".answer").inner_text()

    page.get_by_role("button", name="Transcripts 3").click()
    page.get_by_text("Answers come from these only.").wait_for()
    limited = ask(page, "Who led the survey of the harbour wall?", ".tools")
    assert "Ada Finch" not in limited.inner_text()
    page.get_by_role("button", name="Transcripts 3").click()

    exchange.get_by_text("Save as").click()
    with page.expect_download() as saved:
        exchange.get_by_role("link", name="BibTeX", exact=True).click()
    entries = parse_string(Path(saved.value.path()).read_text(encoding="utf-8"), "bibtex").entries
    assert len(entries) == 1 and "harbour" in str(entries).lower()

    exchange.get_by_role("button", name="Why these sources?").click()
    page.locator("#sources .why li", has_text="cited").filter(has_text="holds").filter(has_text="1st by its words").first.wait_for()

    page.reload()
    page.locator(".exchange").nth(2).wait_for()
    page.get_by_role("button", name="New question").click()
    page.get_by_role("heading", name="Ask the research").wait_for()
    page.get_by_role("button", name="Who led the survey of the harbour wall?", exact=True).click()
    page.locator(".exchange").nth(2).wait_for()


def test_what_is_known_of_a_document_is_corrected_in_place(open_page: OpenPage, house: str) -> None:
    page = enter(open_page, house)
    shelf = page.locator(".document", has_text="Why the trams came back")
    shelf.locator("summary").first.click()
    shelf.get_by_label("Correct Why the trams came back").click()
    shelf.get_by_label("Title").fill("Trams, again")
    shelf.get_by_label("Date").fill("12 May 2014")
    shelf.get_by_role("button", name="Save").click()
    page.locator(".receipt.corrected").wait_for(timeout=60_000)
    page.locator(".document", has_text="Trams, again").locator(".year", has_text="2014").wait_for()
    ask(page, "What did the tram line cost?", "a.marker")
    page.locator("#sources").get_by_role("link", name="Open Trams, again").wait_for()
    assert "12 May 2014" in page.locator("#sources").inner_text()
