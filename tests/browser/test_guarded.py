"""Sign-in and limits of the running product: chat and HTTP interface of one server, asked as people and programs do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.guard.accounts import hash_password
from assistant.guard.signin import TRIES_OF_AN_ACCOUNT
from tests.browser.conftest import DRAWN, OpenPage, served_from
from tests.browser.test_room import ask

PASSWORD = "correct horse battery"
QUESTION = "When was the harbour wall rebuilt?"
ADA, BOB = ("ada", PASSWORD), ("bob", PASSWORD)


@pytest.fixture(scope="module")
def guarded(ingested: Path) -> Iterator[str]:
    users = "\n".join(f"{name}:{hash_password(PASSWORD)}" for name in ("ada", "bob", "eve"))
    with served_from(ingested, ASSISTANT_USERS=users, ASSISTANT_ASKS_PER_MINUTE="2") as address:
        yield address


def test_programs_sign_in_and_each_person_has_a_limit_of_their_own(guarded: str) -> None:
    with httpx.Client(base_url=f"{guarded}/api", timeout=60) as client:
        assert client.post("/ask", json={"question": QUESTION}).status_code == 401
        assert client.get("/documents").status_code == 401
        assert client.get("/documents", auth=("ada", "wrong")).status_code == 401
        for _ in range(2):
            answer = client.post("/ask", json={"question": QUESTION}, auth=ADA).raise_for_status().json()
            assert "1998" in answer["text"]
        refused = client.post("/ask", json={"question": QUESTION}, auth=ADA)
        assert refused.status_code == 429 and 0 < int(refused.headers["retry-after"]) <= 60
        assert "too many questions" in refused.json()["error"]
        search = client.get("/search", params={"query": "harbour"}, auth=ADA)
        assert search.status_code == 429, "a search works as hard as a question, and counts as one"
        assert 0 < int(search.headers["retry-after"]) <= 60 and "too many searches" in search.json()["error"]
        assert client.get("/documents", auth=ADA).status_code == 200, "what is neither is not counted"
        assert client.post("/ask", json={"question": QUESTION}, auth=BOB).status_code == 200, "another person's limit is their own"


def test_wrong_passwords_close_an_account_for_a_while_for_programs_and_people(guarded: str) -> None:
    with httpx.Client(base_url=guarded, timeout=60) as client:
        for _ in range(TRIES_OF_AN_ACCOUNT):
            assert client.get("/api/documents", auth=("eve", "wrong")).status_code == 401
        assert client.get("/api/documents", auth=("eve", PASSWORD)).status_code in (401, 429)
        page = client.post("/login", data={"name": "eve", "password": PASSWORD})
        assert page.status_code == 429 and "Too many tries" in page.text and int(page.headers["retry-after"]) > 60


def test_a_person_signs_in_to_the_chat_asks_and_is_told_to_wait(open_page: OpenPage, guarded: str) -> None:
    page = open_page(guarded)
    page.get_by_label("Name").fill("bob")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator(DRAWN).first.wait_for()
    exchange = ask(page, QUESTION, "a.marker")  # bob's second, the first was a program's
    assert "1998" in exchange.locator(".answer").inner_text()
    box = page.get_by_label("Your question")
    box.fill("How long is the harbour wall?")
    box.press("Enter")
    page.get_by_text("Try again in").first.wait_for()
    assert page.locator(".exchange").count() == 1
    cookie = page.context.cookies()
    session = next(c for c in cookie if "session" in c["name"].lower())
    assert session["httpOnly"] and session["sameSite"] in ("Lax", "Strict")
    assert page.request.post(f"{guarded}/api/ask", data={"question": QUESTION}).status == 429, "chat and interface count as one"
