"""Take the pictures of the README: ``python -m tests.browser.screenshots docs/screenshots``.

Everything on them is the product as it starts: the sample corpus, no language model, a fresh data folder.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.browser.conftest import DRAWN, NARROW, ROOT, WIDE, served_from

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "What is a Marmot City?"
UNANSWERED = "What is the population of Coventry?"


def take(browser: Browser, address: str, folder: Path, *, width: str, scheme: str) -> None:
    """Take the welcome, an answer, its source and a question that is declined."""
    page = browser.new_context(viewport=WIDE if width == "wide" else NARROW, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    page.goto(address)
    page.locator(DRAWN).first.wait_for(timeout=60_000)
    page.locator(".ingesting").wait_for(state="detached", timeout=180_000)
    page.locator("#ready button").first.wait_for(timeout=60_000)
    _shoot(page, folder / f"{width}-{scheme}-welcome.png")
    _ask(page, QUESTION, "a.marker")
    _shoot(page, folder / f"{width}-{scheme}-answer.png")
    _open_a_page(page)
    _shoot(page, folder / f"{width}-{scheme}-source.png")
    page.keyboard.press("Escape")
    _ask(page, UNANSWERED, ".closest")
    _shoot(page, folder / f"{width}-{scheme}-declined.png")
    page.context.close()


def _ask(page: Page, question: str, wait_for: str) -> None:
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.locator(f".exchange:last-child {wait_for}").first.wait_for(timeout=60_000)


def _open_a_page(page: Page) -> None:
    """Open the first citation of a PDF."""
    page.locator('.exchange a.marker[href*=".pdf"]').first.click()
    page.locator("#viewer .source").wait_for()
    page.wait_for_function("[...document.querySelectorAll('#viewer img')].every((image) => image.complete)")


def _shoot(page: Page, path: Path) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)  # a third of the size


def main(folder: str) -> None:
    """Start the product over the sample corpus and take every picture."""
    from playwright.sync_api import sync_playwright

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served_from(Path(data), ROOT / "corpus") as address:
            for width in ("wide", "narrow"):
                for scheme in ("light", "dark"):
                    take(browser, address, target, width=width, scheme=scheme)
        browser.close()


if __name__ == "__main__":
    if {"-h", "--help"} & {*sys.argv}:
        print(__doc__)
        sys.exit()
    main(*sys.argv[1:2])
