"""Where a question names a kind of document, these alone are asked, a list over them goes on, and a decline says how to ask all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.ask import Assistant
from assistant.types import Answer, Turn
from tests.conftest import opened_over

HEAD = "---\ntitle: {}\nkind: {}\n---\n\n# {}\n\n"


def _text(title: str, kind: str, body: str) -> str:
    return HEAD.format(title, kind, title) + body


TEXTS = {
    "walls.md": _text(
        "Flood walls", "report", "The main challenge was the soft ground. It cost a year.\n\nSwans nest on the walls.\n"
    ),
    "pumps.md": _text("Flood pumps", "report", "The biggest problem was the mud. Two pumps drowned in it.\n"),
    "diary.md": _text("A keeper's diary", "blog", "The hardest part was the cold. I slept in my coat.\n"),
    "letter.md": _text("A letter home", "blog", "The real problem is the noise of the pumps. Nobody sleeps.\n"),
    "talk.vtt": (
        "WEBVTT\n\nNOTE title: Webinar on floods\n\n00:00:01.000 --> 00:00:05.000\n<v Ada Finch>The main barrier is money.\n\n"
        "00:00:06.000 --> 00:00:09.000\n<v Ben Mill>Swans are no barrier at all.\n"
    ),
}

floods = opened_over(TEXTS)


def _said(assistant: Assistant, *messages: str) -> list[Answer]:
    turns: list[Turn] = []
    answers = []
    for message in messages:
        answers.append(assistant.ask(message, turns))
        turns += [Turn("user", message), Turn("assistant", answers[-1].text)]
    return answers


def _documents(answer: Answer) -> set[str]:
    return {citation.document for citation in answer.citations}


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        (["What challenges do the reports name?"], {"walls.md", "pumps.md"}),
        (["What challenges do the reports name?", "and in the blogs?"], {"diary.md", "letter.md"}),
        (["What challenges do the blogs name?", "and in the webinar?"], {"talk.vtt"}),
    ],
)
def test_only_documents_of_the_kind_tell(floods: Assistant, messages: Sequence[str], told: set[str]) -> None:
    answer = _said(floods, *messages)[-1]
    assert answer.status == "answered"
    assert _documents(answer) == told
    assert answer.notice is not None
    assert "searched" in answer.notice


def test_a_decline_says_how_all_documents_are_asked(floods: Assistant) -> None:
    answer = floods.ask("Where do swans nest, in the blogs?")
    assert answer.status == "declined"
    assert answer.reason == "Nothing found in the 2 blogs says this. Ask without “blogs” to look in all documents."


def test_an_answer_is_given_in_one_sentence(floods: Assistant) -> None:
    whole, short = _said(floods, "What challenges do the reports name?", "in one sentence please")
    assert len(short.citations) == 1
    assert short.citations[0].quote in whole.text
    assert floods.ask("in one sentence please").status == "declined"
