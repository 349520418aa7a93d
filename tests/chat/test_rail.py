"""What stands beside the conversation: the list, the corpus, receipts and a fresh page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from lxml.html import fragment_fromstring

from assistant.chat.history import Conversations, Exchange
from assistant.chat.rail import conversations_html, corpus_html, progress_html, ready_html, receipts_html
from assistant.chat.shelf import Reading
from assistant.chat.sources import differing_html
from assistant.types import Difference, Statement
from tests.browser.stage import Info
from tests.elements import assert_harmless


def test_what_readers_write_is_escaped_in_the_list(kept: Conversations) -> None:
    kept.write("me", "", [Exchange("<script>alert(1)</script>")])
    html = conversations_html(kept.listed("me"), "")
    assert "&lt;script&gt;alert(1)" in html
    assert_harmless(html)


def test_progress_counts_once_there_is_something_to_count() -> None:
    looking, reading = progress_html(Reading(document="corpus")), progress_html(Reading(2, 5, "a.pdf"))
    assert "Looking for what has changed in corpus" in looking and "of 0" not in looking
    assert 'max="5" value="2"' in reading and "2 of 5 ready; you can ask about those already." in reading
    assert "4 of 5 ready; you can ask about those already." in progress_html(Reading(1, 5, "a.pdf", read=3))
    assert "You can ask about all of them already; answers get better" in progress_html(Reading(1, 5, "a.pdf", read=4))
    within = progress_html(Reading(2, 5, "a.pdf", share=0.25, part=", page 11 of 20"))
    assert 'max="5" value="2.25"' in within and 'Reading a.pdf<span aria-hidden="true">, page 11 of 20</span>' in within


def test_the_facts_of_a_document_are_each_said_once_and_in_words() -> None:
    listed = Info("a.pdf", "A village", "report", "2018", ("Ann",), receipt={"pages": 3, "label_offset": 1, "language": "en-GB"})
    facts = re.findall(r"<li>(.*?)</li>", corpus_html({"a.pdf": listed}, ()))
    assert facts == ["Ann", "3 pages", "The page numbers in print are 1 behind the sheets", "In English"]
    facts = re.findall(r"<li>(.*?)</li>", corpus_html({"a.pdf": replace(listed, date="2018-05-03", receipt={})}, ()))
    assert facts == ["3 May 2018", "Ann"]


def test_what_is_being_corrected_is_not_drawn_as_corrected() -> None:
    html = receipts_html([("a.pdf", "being corrected", "It is read again."), ("b.pdf", "corrected", "So it is.")])
    assert re.findall(r'<li class="([^"]*)"', html) == ["receipt being-corrected", "receipt corrected"]


def test_a_summary_is_a_press_away_on_the_shelf_and_on_a_receipt() -> None:
    asked = 'data-act="summarise" aria-label="Summarise Mill &amp; weir" data-text="Summarise “Mill &amp; weir”"'
    assert asked in corpus_html({"m.md": Info("m.md", "Mill & weir", "blog", None)}, ())
    drawn = receipts_html([("m.md", "added", "1 passage."), ("x.doc", "could not be read", "No.")], {"m.md": "Mill & weir"})
    assert drawn.count('data-act="summarise"') == 1 and asked in drawn.split("x.doc")[0]


def test_documents_of_one_title_go_by_their_files_too() -> None:
    shelf = {id_: Info(id_, title, "blog", None) for id_, title in (("a/plan.md", "Plan"), ("draft.md", "Plan"), ("m.md", "Mill"))}
    html = corpus_html(shelf, ())
    assert re.findall(r"<summary>(.*?)</summary>", html) == ["Mill", "Plan (plan.md)", "Plan (draft.md)"]
    assert re.findall(r'data-text="(.*?)"', html) == ["Summarise “Mill”", "Summarise “a/plan.md”", "Summarise “draft.md”"]
    said = (Statement("a/plan.md", "Plan", "Two.", "a"), Statement("draft.md", "Plan", "Three.", "b"))
    drawn = differing_html([Difference(*said)], shelf)
    assert re.findall(r"data-source>(.*?)</a>", drawn) == ["Plan (plan.md)", "Plan (draft.md)"]


def place_of_a_button(html: str) -> list[int]:
    """Return which child of which child a page's first button is."""
    element = next(fragment_fromstring(html, create_parent=True).iter("button"))
    return [above.index(of) for of, above in pairwise([element, *element.iterancestors()])]


def test_a_button_keeps_its_place_while_the_rest_is_read_so_that_a_long_press_is_not_lost() -> None:
    reading, rows, titles = Reading(1, 2, "b.pdf", active=True), [("m.md", "added", "1 passage.")], {"m.md": "Mill"}
    assert place_of_a_button(receipts_html(rows, titles, reading)) == place_of_a_button(receipts_html(rows, titles))
    documents = {"m.md": Info("m.md", "Mill", "report", "2018", ())}
    drawn = [ready_html(documents, ["Who?"], read) for read in (progress_html(reading), "")]
    assert place_of_a_button(drawn[0]) == place_of_a_button(drawn[1])
