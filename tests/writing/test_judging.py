"""A chat model as judge: it must pass a test before it is believed, and its opinion stands beside the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.ask import Assistant
from assistant.errors import ModelUnavailable
from assistant.settings import Settings
from assistant.writing.judging import PLAIN, TEST, YesOrNo
from tests.scripted import Script, serving
from tests.writing.test_writer import TRUE

WRITTEN = f"{TRUE} {TRUE.replace('storm', 'flood')} [1]"
RIGHT = ["yes", "no", "Yes.", "**No**, it was paid for"]


def model(*replies: str) -> Any:
    return GenericFakeChatModel(messages=iter([AIMessage(r, response_metadata={"finish_reason": "stop"}) for r in replies]))


@pytest.fixture(autouse=True)
def _said_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the fake model tell why a reply ended, as every provider does."""
    original = GenericFakeChatModel._stream

    def stream(self: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        for chunk in original(self, *args, **kwargs):
            chunk.message.response_metadata = {"finish_reason": "stop"}
            yield chunk

    monkeypatch.setattr(GenericFakeChatModel, "_stream", stream)
    yield


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ("yes", True),
        ("No, it says 2013.", False),
        ("<think>yes? let me see</think>\nno", False),
        ("The passage does not.", None),
        ("nothing", None),
    ],
)
def test_the_first_word_counts(reply: str, says: bool | None) -> None:
    assert YesOrNo(model(*RIGHT, reply), "m", 5)("some text", "some sentence") is says


@pytest.mark.parametrize("replies", [["yes"] * 4, ["no"] * 4, ["perhaps"] * 4])
def test_a_model_that_says_the_same_to_everything_is_not_believed(replies: list[str]) -> None:
    judge = YesOrNo(model(*replies, "yes"), "m", 5)
    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="plain test sentences wrongly, so its opinion is not asked"):
            judge("some text", "some sentence")


def test_the_test_has_as_many_true_as_false_sentences() -> None:
    assert [right for _, right in PLAIN].count(True) == len(PLAIN) / 2 and TEST


def test_the_opinion_of_a_judge_is_with_the_sentence_and_in_the_json(ingested: Path) -> None:
    pytest.importorskip("langchain_openai", reason="the extra openai is not installed")
    replies = [Script([WRITTEN]), *(Script([word]) for word in ["yes", "no", "yes", "no"]), Script(["no"])]
    with serving(*replies) as served:
        settings = Settings(data=ingested, model="openai:scripted", model_url=served.url, judge="openai:other")
        assistant = Assistant.open(settings)
        answer = assistant.ask("When was the harbour wall rebuilt?")
        assistant.close()
        last = served.asked[-1]["user"]
    told = answer.to_dict()["sentences"]
    assert [s["support"] for s in told] == ["supported", "not_found"] and told[0]["opinions"] == []
    assert [o["by"] for o in told[1]["opinions"]] == ["likeness", "openai:other"]
    assert "great flood" in last and "great storm" in last.split("<statement>")[0]


def test_a_judge_that_cannot_be_opened_leaves_the_verdict_and_says_why(ingested: Path) -> None:
    pytest.importorskip("langchain_openai", reason="the extra openai is not installed")
    with serving(Script([WRITTEN])) as served:
        settings = Settings(data=ingested, model="openai:scripted", model_url=served.url, judge="nli:no/such-model")
        assistant = Assistant.open(settings)
        answer = assistant.ask("When was the harbour wall rebuilt?")
        assistant.close()
    assert answer.status == "answered" and answer.sentences[1].opinions[-1].support is None
    assert "no/such-model" in answer.sentences[1].opinions[-1].reason
