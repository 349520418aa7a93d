"""A real Chromium in front of a real server, and the rule that the page asks no other machine for anything."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import write_tiny_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 180
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
DRAWN = ".exchange:visible, .welcome:visible"
"""What the middle of the page shows once it is drawn."""

OpenPage = Callable[..., "Page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Open the Chromium of the system."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    named = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first draws no window
    path = next(filter(None, map(shutil.which, named)), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def free_port() -> str:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], port: str = "", before: Sequence[str] = (), **environment: str) -> Iterator[str]:
    """Run a server in a process of its own, on a free port if none is given, and yield its address once it answers.

    ``before`` is a command that runs it.
    """
    port = port or free_port()
    words = [word.replace("PORT", port) for word in command]
    given = {name: value.replace("PORT", port) for name, value in environment.items()}
    log = subprocess.DEVNULL if os.environ.get("CI") else None
    server = subprocess.Popen([*before, sys.executable, *words], cwd=ROOT, env={**os.environ, **given}, stdout=log)
    address = f"http://127.0.0.1:{port}"
    try:
        answers(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            raise


def served_from(
    data: Path, corpus: Path | None = None, *, port: str = "", before: Sequence[str] = (), **environment: str
) -> AbstractContextManager[str]:
    """Run the product as a user starts it, on a data folder and, unless there is nothing to read, a corpus."""
    places = {"ASSISTANT_DATA": str(data), "ASSISTANT_CORPUS": str(corpus or data / "none"), "ASSISTANT_PORT": "PORT"}
    return serving(["app.py"], port, before, **places, **environment)


def answers(address: str, server: subprocess.Popen[Any]) -> None:
    """Wait until a server answers. Raises RuntimeError where it ended, TimeoutError where it does not in time."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:  # it answers, and wants a sign-in first
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer in {START_SECONDS} seconds")


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the stage and return its address."""
    with serving(["-m", "tests.browser.stage", "PORT", str(tmp_path_factory.mktemp("stage"))]) as address:
        yield address


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the product as a user starts it, over the tiny corpus, its data folder still empty."""
    folder = tmp_path_factory.mktemp("real")
    write_tiny_corpus(folder / "corpus")
    with served_from(folder / "data", folder / "corpus") as address:
        yield address


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Return a function that opens an address; afterwards no page may have asked elsewhere, failed, or been taken over."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_(address: str, *, viewport: dict[str, int] = WIDE, scheme: str = "light") -> Page:
        context = chromium.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
        context.set_default_timeout(40_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.on("request", lambda r: None if _is_ours(r.url) else wrong.append(f"asked {r.url}"))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"failed with {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(address)
        if page.locator("gradio-app").count():
            page.locator(DRAWN).first.wait_for()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not wrong, wrong


def _is_ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:", "file:///"))
