"""What is kept of conversations, for whom, and what readers say of answers."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from assistant.chat.desk import Desk
from assistant.chat.history import Conversations, Exchange, turns
from assistant.converse.meaning import understand
from assistant.errors import StoreUnavailable
from assistant.store.records import Records, answer_from
from assistant.types import Answer
from tests.browser.stage import StagedAssistant
from tests.chat.conftest import last


def test_a_conversation_survives_a_restart_with_its_evidence(staged: StagedAssistant, tmp_path: Path) -> None:
    answer = staged.ask("Is there doubt?")
    first = Conversations.open(tmp_path)
    id_ = first.write("me", "", [Exchange("Is there doubt?", answer, thumb="down", reason="too long")])
    first.close()
    again = Conversations.open(tmp_path)
    assert again.read("me", id_) == (Exchange("Is there doubt?", answer, thumb="down", reason="too long"),)
    again.close()


def test_an_answer_is_read_back_as_it_was_written(staged: StagedAssistant) -> None:
    for question in ("Is there doubt?", "What is the weather?", "What outcomes?", "hello"):
        answer = staged.ask(question)
        assert answer_from(answer.to_dict()).to_dict() == answer.to_dict()
    assert answer_from(answer.to_dict() | {"invented_later": 1}) == answer


def test_a_reader_sees_and_changes_only_their_own_conversations(kept: Conversations) -> None:
    mine = kept.write("me", "", [Exchange("q")])
    assert kept.read("you", mine) == () and kept.listed("you") == []
    kept.forget("you", mine)
    kept.change("you", mine, 0, gap=True)
    other = kept.write("you", mine, [Exchange("z")])
    assert other != mine and kept.read("me", mine) == (Exchange("q"),)


def test_conversations_are_listed_by_the_day_they_were_last_used(tmp_path: Path) -> None:
    clock = [datetime(2026, 5, 3, 9)]
    kept = Conversations.open(tmp_path, now=lambda: clock[0])
    old = kept.write("me", "", [Exchange("An old question " * 9)])
    clock[0] = datetime(2026, 5, 9, 9)
    kept.write("me", "", [Exchange("Yesterday's")])
    clock[0] = datetime(2026, 5, 10, 9)
    kept.write("me", "", [Exchange("Today's")])
    assert [(s.title, s.day) for s in kept.listed("me")][:2] == [("Today's", "Today"), ("Yesterday's", "Yesterday")]
    assert kept.listed("me")[2].day == "3 May 2026" and kept.listed("me")[2].title.endswith(" …")
    kept.write("me", old, kept.read("me", old))
    assert kept.listed("me")[0].id == old
    kept.close()


def test_what_was_used_last_is_listed_first_also_when_the_clocks_were_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    clock = [datetime(2026, 10, 25, 1, 50)]
    with closing(Conversations.open(tmp_path, now=lambda: clock[0])) as kept:
        kept.write("me", "", [Exchange("In summer")])
        clock[0] = datetime(2026, 10, 25, 1, 10, fold=1)
        kept.write("me", "", [Exchange("In winter, twenty minutes later")])
        assert [(s.title, s.day) for s in kept.listed("me")] == [
            ("In winter, twenty minutes later", "Today"),
            ("In summer", "Today"),
        ]
    monkeypatch.undo()
    time.tzset()


def test_what_readers_say_of_answers_is_recorded(staged: StagedAssistant, kept: Conversations, tmp_path: Path) -> None:
    records = Records.open(tmp_path)
    desk = Desk(lambda _: staged, kept, records=records)
    conversation = last(desk.ask("me", "", "What is the weather?", ["kind=report"])).conversation
    desk.judge("me", conversation, 0, "down", None)
    desk.judge("me", conversation, 0, None, "off the point")
    desk.log_gap("me", conversation, 0)
    exchanges = desk.log_gap("me", conversation, 0)
    recorded = records.read()
    assert (recorded.thumb, recorded.thumb_reason, recorded.filters) == ("down", "off the point", ("kind=report",))
    assert [a.outcome for a in records.asked()] == ["declined", "logged"]
    assert exchanges[0].gap and exchanges[0].reason == "off the point"
    records.close()


def test_an_answer_that_cannot_be_recorded_is_shown(
    staged: StagedAssistant, kept: Conversations, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    records = Records.open(tmp_path / "records")
    records.add = lambda *_: (_ for _ in ()).throw(StoreUnavailable("the disk is full"))  # type: ignore[method-assign]
    assert last(Desk(lambda _: staged, kept, records=records).ask("me", "", "hello")).exchanges[0].answer is not None
    assert "the disk is full" in caplog.text
    records.close()


def test_the_readings_that_were_offered_are_part_of_what_was_said() -> None:
    offered = ("When did the Dover pilot start?", "When did the Deal pilot start?")
    answer = Answer("When did it start?", "When did it start?", "clarify", "Which do you mean?", 0.5, readings=offered)
    said = turns([Exchange("When did it start?", answer)])
    assert understand("the second one", said).question == "When did the Deal pilot start?"
