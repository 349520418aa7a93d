"""In a real browser, under the policy of the product: nothing from outside runs, and each person sees what is theirs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DRAWN, ROOT, OpenPage, served_from
from tests.browser.test_room import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

RAN = "window.ran = 1"
ATTACK = f"\"'><img src=x onerror='{RAN}'><svg onload='{RAN}'></svg><script>{RAN}</script>${{{RAN}}}{{{{constructor}}}}"
FACT = "The orchard of Quenington has 412 apple trees of nine kinds."
PASSWORD = "correct horse battery"


def write_attacks(corpus: Path) -> None:
    """Write documents that carry the attack in every field that is shown: names, titles, authors, headings, speakers, links."""
    for folder in ("reports", "blogs", "transcripts"):
        (corpus / folder).mkdir(parents=True)
    (corpus / "blogs" / "<img src=x onerror=ran=1>.md").write_text(
        f"---\ntitle: '{ATTACK.replace(chr(39), chr(39) * 2)}'\nauthor: '<svg onload=ran=1>'\ndate: 2019-05-03\n"
        f"url: \"javascript:ran=1\"\ntopic: '<script>ran=1</script>'\n---\n\n# Orchards {ATTACK}\n\n{FACT} {ATTACK}\n",
        encoding="utf-8",
    )
    (corpus / "blogs" / "page.html").write_text(
        f"<!doctype html><html><head><title>Bees {ATTACK}</title><script>{RAN}</script></head><body onload='{RAN}'><article>"
        "<h1>Bees</h1><p>The hives of Quenington gave 77 jars of honey in the wet summer. "
        "&lt;script&gt;window.ran=1&lt;/script&gt; "
        "<a href='javascript:window.ran=1'>More on the honey of the hives</a></p></article></body></html>",
        encoding="utf-8",
    )
    (corpus / "transcripts" / "talk.txt").write_text(
        f"Ann <img src=x onerror=ran=1>: Who prunes the trees?\n\nBob: Eleven volunteers prune the trees in January. {ATTACK}\n",
        encoding="utf-8",
    )
    (corpus / "corpus.csv").write_text(
        "path,title,authors,media_url\ntranscripts/talk.txt,Talk <b onclick=ran=1>x</b>,<i>Mallory</i>,javascript:ran=1\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("attacked")
    write_attacks(folder / "corpus")
    with served_from(folder / "data", folder / "corpus") as address:
        yield address


def assert_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.ran") is None
    handlers = "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"
    assert page.evaluate(handlers) == 0
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
    assert set(links) <= {"http:", "https:"}


def test_nothing_from_a_document_a_name_or_a_question_runs_anywhere(open_page: OpenPage, attacked: str) -> None:
    page = open_page(attacked)
    page.get_by_text("3 documents").wait_for(timeout=90_000)
    page.locator(".ingesting").wait_for(state="detached", timeout=90_000)
    for question in (
        "How many apple trees has the orchard of Quenington?",
        "How many jars of honey did the hives of Quenington give?",
        "How many volunteers prune the trees?",
    ):
        exchange = ask(page, question, "a.marker")
        exchange.locator("a.marker").first.hover()
        exchange.locator("a.marker").first.click()
        page.locator("#viewer .source").wait_for()
        assert_nothing_ran(page)
        page.keyboard.press("Escape")
    ask(page, f"What of {ATTACK}?", ".answer")
    for summary in page.locator(".document summary").all():
        summary.click()
    assert_nothing_ran(page)
    address = page.locator("a.marker").first.get_attribute("href") or ""
    assert_nothing_ran(open_page(attacked + address))
    export = page.locator(".tools a", has_text="Printable page").first.get_attribute("href") or ""
    page.goto(attacked + export)
    page.get_by_role("heading", name="References").wait_for()
    assert page.locator("script, img, svg, [onerror], [onload]").count() == 0


def test_a_script_that_were_written_into_the_page_would_not_run(open_page: OpenPage, attacked: str) -> None:
    """The second line: with the escaping gone, the policy alone holds."""
    page = open_page(attacked)
    page.evaluate(
        """() => {
        const image = '<img src=x onerror="window.ran=1">', link = '<a id=go href="javascript:window.ran=1">x</a>';
        document.querySelector('#thread').innerHTML = image + link;
        const script = document.createElement('script');
        script.textContent = 'window.ran = 1';
        document.body.append(script);
        document.querySelector('#go').click();
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    refused = page.evaluate("fetch('http://127.0.0.1:9/', {mode: 'no-cors'}).then(() => 'sent', () => 'refused')")
    assert refused == "refused"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a corpus to two people who have to sign in."""
    folder = tmp_path_factory.mktemp("shared")
    write_attacks(folder / "corpus")
    for name in ("ada", "bob"):
        command = [sys.executable, "-m", "assistant", "user", "add", name, "--data", str(folder / "data")]
        subprocess.run(command, input=PASSWORD + "\n", text=True, check=True, cwd=ROOT)
    with served_from(folder / "data", folder / "corpus") as address:
        yield address


def signed_in(open_page: OpenPage, address: str, name: str) -> Page:
    page = open_page(address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator(DRAWN).first.wait_for()
    page.get_by_text("3 documents").wait_for(timeout=90_000)
    return page


def test_what_one_person_adds_and_asks_is_not_anothers_unless_shared(open_page: OpenPage, shared: str, tmp_path: Path) -> None:
    from tests.browser.axe import faults

    assert faults(open_page(shared)) == []
    ada, bob = signed_in(open_page, shared, "ada"), signed_in(open_page, shared, "bob")
    secret = tmp_path / "secret.txt"
    secret.write_text("The vault of Fairford holds 613 silver coins under the third stair.\n")
    ada.locator("#add input[type=file]").set_input_files([secret])
    ada.locator(".receipt", has_text="secret.txt").filter(has_text="added").wait_for(timeout=60_000)
    question = "How many silver coins does the vault of Fairford hold?"
    exchange = ask(ada, question, "a.marker")
    assert "613" in exchange.locator(".answer").inner_text()
    address = exchange.locator("a.marker").first.get_attribute("href") or ""

    refused = ask(bob, question, ".answer")
    assert "613" not in refused.inner_text() and "613" not in bob.locator("#evidence").inner_text()
    bob.reload()
    bob.get_by_text("3 documents").wait_for()
    for path in (address, "/original?document=uploads/~ada/secret.txt", "/api/documents/uploads/~ada/secret.txt"):
        reply = bob.request.get(shared + path)
        assert reply.status == 404 and "613" not in reply.text(), path
    assert "613" not in bob.request.get(shared + "/api/search?query=silver+coins+of+Fairford&k=100").text()
    assert "~ada" not in bob.request.get(shared + "/api/documents").text()
    conversation = ada.url.partition("c=")[2]
    assert conversation and bob.request.get(f"{shared}/export?conversation={conversation}&answer=0").status == 404

    notice = tmp_path / "notice.txt"
    notice.write_text("The fair of Lechlade opens on the fourteenth of June at noon.\n")
    ada.get_by_label("Everybody may read what I add").check()
    ada.locator("#add input[type=file]").set_input_files([notice])
    ada.locator(".receipt", has_text="notice.txt").filter(has_text="added").wait_for(timeout=60_000)
    shown = ask(bob, "When does the fair of Lechlade open?", "a.marker")
    assert "fourteenth of June" in shown.locator(".answer").inner_text()

    ada.get_by_role("button", name="Sign out").click()
    ada.get_by_label("Password").wait_for()
    assert ada.request.get(shared + address, max_redirects=0).status in (303, 401)
