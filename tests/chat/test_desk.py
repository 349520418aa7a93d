"""Asking without a browser: what is streamed, what is kept of it, and what is told when it fails."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.desk import BROKEN_OFF, MAX_QUESTION_CHARS, Desk
from assistant.chat.history import FILE, Conversations, turns
from assistant.errors import StoreUnavailable
from assistant.types import Answer, Turn
from tests.browser.stage import StagedAssistant
from tests.chat.conftest import last


def test_an_answer_is_streamed_and_kept(staged: StagedAssistant, kept: Conversations) -> None:
    screens = list(Desk(lambda _: staged, kept).ask("me", "", "Who funded it?"))
    assert screens[0].draft == "" and screens[0].exchanges[0].question == "Who funded it?"
    assert screens[-1].draft is None and screens[-1].said == "Answer ready, resting on 3 sources."
    assert kept.read("me", screens[-1].conversation) == screens[-1].exchanges


def test_a_follow_up_carries_the_conversation_and_an_edit_replaces_its_tail(kept: Conversations) -> None:
    heard: list[tuple[Turn, ...]] = []

    class Listening(StagedAssistant):
        def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
            heard.append(tuple(history))
            yield from super().stream(question, history, filters)

    desk = Desk(lambda _: Listening(), kept)
    conversation = last(desk.ask("me", "", "hello")).conversation
    last(desk.ask("me", conversation, "Who funded it?"))
    screen = last(desk.ask("me", conversation, "What is the weather?", instead_of=1))
    assert [e.question for e in screen.exchanges] == ["hello", "What is the weather?"]
    assert heard[1] == heard[2] == (Turn("user", "hello"), Turn("assistant", "Hello. Ask me anything about the documents."))


def test_a_failure_is_told_as_one_and_is_not_part_of_the_history(staged: StagedAssistant, kept: Conversations) -> None:
    screen = last(Desk(lambda _: staged, kept).ask("me", "", "break"))
    assert "does not answer at" in screen.exchanges[0].error
    assert turns(screen.exchanges) == ()


def fill_disk(file: Path, *, is_full: bool = True) -> None:
    """Have no statement write to a file of conversations, or every one again."""
    with closing(sqlite3.connect(file)) as other:
        for name, act in (("full", "INSERT"), ("full_too", "UPDATE"), ("full_as_well", "DELETE")):
            refused = f"CREATE TRIGGER {name} BEFORE {act} ON conversations BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
            other.execute(refused if is_full else f"DROP TRIGGER {name}")


def test_a_conversation_that_cannot_be_written_goes_on_and_is_written_once_there_is_room(
    staged: StagedAssistant, tmp_path: Path
) -> None:
    with closing(Conversations.open(tmp_path)) as kept:
        desk = Desk(lambda _: staged, kept)
        before = last(desk.ask("me", "", "Who funded it?")).conversation
        assert kept.lasting("me")
        fill_disk(tmp_path / FILE)
        fresh = last(desk.ask("me", "", "hello")).conversation
        for conversation in (fresh, before):
            screen = last(desk.ask("me", conversation, "Who funded it?"))
            assert len(screen.exchanges) == 2 and screen.exchanges[1].answer and screen.said.startswith("Answer ready")
            assert screen.conversation == conversation and kept.read("me", conversation) == screen.exchanges
        assert {saved.id for saved in kept.listed("me")} == {fresh, before} and kept.read("you", fresh) == ()
        assert not kept.lasting("me") and kept.lasting("you")
        with pytest.raises(StoreUnavailable, match="disk is full"):
            kept.forget("me", before)
        fill_disk(tmp_path / FILE, is_full=False)
        for conversation in (fresh, before):
            last(desk.ask("me", conversation, "hello"))
        assert kept.lasting("me")
    with closing(Conversations.open(tmp_path)) as kept:
        assert [len(kept.read("me", conversation)) for conversation in (fresh, before)] == [3, 3]


class Writing:
    """Write as told, whatever is asked."""

    def __init__(self, pieces: Iterator[Any]) -> None:
        self.pieces = pieces

    fingerprint: Mapping[str, str] = {}

    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
        yield from self.pieces

    def search(self, query: str, k: int = 10, filters: Sequence[str] = ()) -> list[Any]:
        return StagedAssistant().search(query, k)


def test_a_fault_of_ours_is_told_and_logged(kept: Conversations, caplog: pytest.LogCaptureFixture) -> None:
    screen = last(Desk(lambda _: Writing(faulty()), kept).ask("me", "", "x"))
    assert "should not" in screen.exchanges[0].error
    assert "ZeroDivisionError" in caplog.text


def faulty() -> Iterator[str]:
    yield "a"
    raise ZeroDivisionError


def test_a_stream_without_an_answer_is_a_failure(kept: Conversations) -> None:
    assert last(Desk(lambda _: Writing(iter(["a"])), kept).ask("me", "", "x")).exchanges[0].error == BROKEN_OFF


def test_stopping_does_not_wait_for_a_silent_model(kept: Conversations) -> None:
    silence = threading.Event()

    def pieces() -> Iterator[str]:
        yield "The beginning"
        silence.wait(20)
        yield " and the end"

    desk = Desk(lambda _: Writing(pieces()), kept)
    screens = desk.ask("me", "", "x")
    while not next(screens).draft:
        pass
    started = time.monotonic()
    desk.stop("me", kept.listed("me")[0].id)
    stopped = last(screens)
    silence.set()
    assert time.monotonic() - started < 5
    assert stopped.exchanges[0].stopped == "The beginning"


def test_what_is_stopped_after_its_page_was_left_is_kept_as_stopped(kept: Conversations) -> None:
    silence = threading.Event()

    def pieces() -> Iterator[str]:
        yield "The beginning"
        silence.wait(20)

    desk = Desk(lambda _: Writing(pieces()), kept)
    screens = desk.ask("me", "", "x")
    while not next(screens).draft:
        pass
    screens.close()  # type: ignore[attr-defined]
    conversation = kept.listed("me")[0].id
    assert desk.writing("me", conversation) == "The beginning"
    desk.stop("me", conversation)
    assert kept.read("me", conversation)[0].stopped == "The beginning"
    assert desk.writing("me", conversation) is None
    silence.set()


def test_stop_in_one_tab_leaves_the_other_writing(kept: Conversations) -> None:
    silence = threading.Event()

    class Silent(StagedAssistant):
        def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
            silence.wait(20)
            yield from super().stream(question, history, filters)

    desk = Desk(lambda _: Silent(), kept)
    one, other = desk.ask("me", "", "hello one"), desk.ask("me", "", "hello other")
    conversation = next(one).conversation
    next(other)
    desk.stop("me", conversation)
    assert last(one).exchanges[0].stopped == ""
    silence.set()
    answer = last(other).exchanges[0].answer
    assert answer is not None and answer.status == "replied"


def test_two_tabs_that_ask_at_once_lose_none_of_each_other(kept: Conversations) -> None:
    slow = threading.Event()

    class Slow(StagedAssistant):
        def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
            if question == "Who funded it?":
                slow.wait(20)
            yield from super().stream(question, history, filters)

    desk = Desk(lambda _: Slow(), kept)
    first = desk.ask("me", "", "Who funded it?")
    conversation = next(first).conversation
    second = last(desk.ask("me", conversation, "What is the weather?"))
    slow.set()
    exchanges = last(first).exchanges
    assert [(e.question, e.answer and e.answer.status) for e in exchanges] == [
        ("Who funded it?", "answered"),
        ("What is the weather?", "declined"),
    ]
    assert kept.read("me", second.conversation) == exchanges


class Held(StagedAssistant):
    """Answers questions on funding once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may = threading.Event()

    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
        for item in super().stream(question, history, filters):
            yield item
            if "funded" in question:
                self.may.wait(20)


def test_an_answer_is_kept_although_the_reader_has_gone(kept: Conversations) -> None:
    held = Held()
    desk = Desk(lambda _: held, kept)
    screens = desk.ask("me", "", "Who funded it?")
    while not (screen := next(screens)).draft:
        pass
    screens.close()
    assert desk.writing("me", screen.conversation) == screen.draft
    assert desk.writing("another", screen.conversation) is None
    held.may.set()
    until = time.monotonic() + 20
    while desk.writing("me", screen.conversation) is not None and time.monotonic() < until:
        time.sleep(0.01)
    answer = kept.read("me", screen.conversation)[0].answer
    assert answer is not None and answer.status == "answered"


def test_a_conversation_that_is_deleted_while_it_is_answered_begins_anew(kept: Conversations) -> None:
    held = Held()
    desk = Desk(lambda _: held, kept)
    conversation = last(desk.ask("me", "", "hello")).conversation
    screens = desk.ask("me", conversation, "Who funded it?")
    next(screens)
    kept.forget("me", conversation)
    held.may.set()
    screen = last(screens)
    assert [e.question for e in screen.exchanges] == ["Who funded it?"]
    assert kept.read("me", screen.conversation) == screen.exchanges


def test_the_evidence_fills_before_a_model_writes(staged: StagedAssistant, kept: Conversations) -> None:
    screens = list(Desk(lambda _: staged, kept, looks_first=True).ask("me", "", "Who funded it?"))
    assert screens[1].found and not screens[1].draft


@pytest.mark.parametrize(("question", "kept_as"), [("   ", None), ("x" * (MAX_QUESTION_CHARS + 1), "4,001")])
def test_questions_of_no_length_or_too_much_are_not_asked(
    staged: StagedAssistant, kept: Conversations, question: str, kept_as: str | None
) -> None:
    screens = list(Desk(lambda _: staged, kept).ask("me", "", question))
    assert (screens == []) if kept_as is None else (kept_as in screens[-1].exchanges[0].error)
