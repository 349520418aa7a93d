"""The chat over a data folder that may only be read: everything that reads works, and what cannot be done is not offered."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.browser.conftest import OpenPage, served_from
from tests.browser.test_first_start import drop
from tests.browser.test_room import ask
from tests.conftest import only_read

QUESTION = "When was the harbour wall rebuilt?"


def test_an_archive_that_may_only_be_read_is_asked_and_says_what_it_does_not_keep(
    open_page: OpenPage, ingested: Path, obeying: tuple[str, ...], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(ingested, data)
    with only_read(data), served_from(data, before=obeying) as address:
        page = open_page(address)
        page.get_by_text("This archive may only be read here").wait_for()
        exchange = ask(page, QUESTION, "a.marker")
        assert "1998" in exchange.locator(".answer").inner_text()
        exchange.get_by_role("button", name="Helpful", exact=True).click()
        exchange.get_by_role("button", name="Why these sources?").click()
        page.locator("#sources .why li").first.wait_for()
        page.reload()
        page.locator(".exchange .thumb[aria-pressed=true]").wait_for()
        assert page.get_by_text("What you ask now is kept until the assistant is stopped.").is_visible()
        page.locator(".document summary").first.click()
        assert page.locator("#add").count() == 0 and page.get_by_role("button", name="Remove").count() == 0
        drop(page, "#thread", {"ferry.txt": "The ferry sails."})
        page.get_by_text("No files can be added here").wait_for()
