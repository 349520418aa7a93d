"""What a model makes of a question is used, shown in the chat, and can be changed there."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.chat.desk import Desk
from assistant.chat.history import Conversations
from assistant.chat.render import thread_html
from assistant.settings import Settings
from tests.scripted import Script, serving

pytest.importorskip("langchain_openai", reason="the extra openai is not installed")

REWRITTEN = "How long is the harbour wall?"
PARTED = "Question: {0}\nSearch: new tram line open\nSearch: honey roof hives produce"
COMPOUND = "When did the new tram line open and how much honey did the roof hives produce?"


def test_a_rewriting_is_shown_can_be_changed_and_is_asked_anew(ingested: Path, tmp_path: Path) -> None:
    scripts = (
        Script(["The harbour wall was rebuilt in 1998. [1]"]),
        Script([f"Question: {REWRITTEN}"]),
        Script(["The harbour wall is 420 metres long. [1]"]),
        Script(["Question: When was the harbour wall rebuilt?"]),
        Script(["The harbour wall was rebuilt in 1998 after the great storm. [1]"]),
    )
    kept = Conversations.open(tmp_path)
    with serving(*scripts) as served:
        assistant = Assistant.open(Settings(data=ingested, model="openai:scripted", model_url=served.url))
        desk = Desk(lambda _: assistant, kept)
        *_, first = desk.ask("me", "", "When was the harbour wall rebuilt?")
        *_, second = desk.ask("me", first.conversation, "How long is it?")
        shown = thread_html(second.exchanges, {})
        assert f"Understood as: {REWRITTEN}" in shown and f'data-text="{REWRITTEN}"' in shown and 'data-act="edit"' in shown
        assert served.asked[2]["user"].endswith(f"Question: {REWRITTEN}")
        *_, third = desk.ask("me", first.conversation, "When was the harbour wall rebuilt?", instead_of=1)
        assert [exchange.question for exchange in third.exchanges][1:] == ["When was the harbour wall rebuilt?"]
        assert REWRITTEN not in served.asked[3]["user"], "what was replaced is still part of the conversation"
        assistant.close()
    kept.close()


def test_the_searches_of_a_compound_question_are_made_and_shown(ingested: Path, tmp_path: Path) -> None:
    text = "The first tram line closed in 1957 and the new one opened in 2011. "
    text += "Roof hives produced 31 kilograms of honey in the first summer."
    kept = Conversations.open(tmp_path)
    with serving(Script([PARTED.format(COMPOUND)]), Script([text])) as served:
        assistant = Assistant.open(Settings(data=ingested, model="openai:scripted", model_url=served.url))
        *_, screen = Desk(lambda _: assistant, kept).ask("me", "", COMPOUND)
        assert "Searched for: new tram line open; honey roof hives produce" in thread_html(screen.exchanges, {})
        assert "31 kilograms" in served.asked[1]["user"] and "410 million" in served.asked[1]["user"]
        assistant.close()
    kept.close()
