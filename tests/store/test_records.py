"""Answers are kept cheaply and never at the cost of an answer; old ones go; what is missing is ranked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.history import Conversations
from assistant.errors import StoreUnavailable, UsageError
from assistant.settings import Settings
from assistant.store.records import EXCERPT_CHARS, FILE, Records, answer_from, record
from assistant.types import Answer, Citation, Locator, Passage, Sentence, Turn

FINGERPRINT = {"corpus": "c0", "settings": {"chunk_pieces": 160}, "models": {"embedder": "m", "model": None}}
PASSAGE = Passage(
    *(1, 0.9, "bees.md", "Bees", "blog", "2019", Locator(heading=("Bees",)), 0, 400, "x" * 400, "bees.md#c=0-400@3f9a2c1b04de"),
    features={"keyword": 7.25, "vector": 0.5},
)
CITATION = Citation(
    *(1, "bees.md", "Bees", "blog", "2019", Locator(), 2, 6, "bees", "bees.md#c=2-6@3f9a2c1b04de", "supported", 0.9)
)


def answered(question: str = "How much honey?", **changes: Any) -> Answer:
    base = Answer(
        *(question, question, "answered", "31 kilograms.[1]", 0.9),
        citations=(CITATION,),
        sentences=(Sentence("31 kilograms.[1]", (1,), "supported"),),
        passages=(PASSAGE,),
    )
    return replace(base, **changes)


def declined(question: str, reason: str = "nothing about it") -> Answer:
    return Answer(question, question, "declined", "The corpus does not answer this.", 0.1, reason=reason)


class Clock:
    """A clock that goes on by a minute each time it is read, and by days when told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    opened = Records.open(tmp_path, keep=4, now=clock)
    yield opened
    opened.close()


@dataclass
class Asker:
    """What ``record`` needs of an assistant."""

    settings: Settings
    fingerprint: dict[str, Any]


def test_a_record_gives_back_the_answer_and_what_it_depended_on(records: Records) -> None:
    id_ = records.add(answered(), FINGERPRINT, [Turn("user", "Bees?")], ["kind=blog"])
    kept = records.read(id_)
    assert kept == records.read()
    assert kept.answer == answered(passages=(replace(PASSAGE, text="x" * EXCERPT_CHARS, features={}),))
    assert kept.features == {PASSAGE.citation_id: {"keyword": 7.25, "vector": 0.5}}
    assert (kept.fingerprint, kept.history, kept.filters) == (FINGERPRINT, (Turn("user", "Bees?"),), ("kind=blog",))
    assert kept.asked == "2026-01-01T00:01:00.000+00:00"


def test_the_words_of_an_old_citation_are_remembered(records: Records) -> None:
    records.add(answered(), FINGERPRINT)
    assert records.quote(CITATION.citation_id) == "bees"
    assert records.quote(PASSAGE.citation_id) is None


def test_only_the_newest_are_kept_and_no_id_is_given_twice(records: Records) -> None:
    ids = [records.add(answered(), FINGERPRINT) for _ in range(6)]
    assert ids == [1, 2, 3, 4, 5, 6]
    with pytest.raises(UsageError, match="no record 2"):
        records.read(2)
    assert records.read(3).id == 3
    records.purge()
    assert records.add(answered(), FINGERPRINT) == 7


def test_a_record_that_is_not_there_is_said_to_be_missing(records: Records) -> None:
    with pytest.raises(UsageError, match="no answer has been recorded"):
        records.read()
    with pytest.raises(UsageError, match="no record 9"):
        records.judge(9, "up")


@pytest.mark.parametrize("opened", [Records.open, Conversations.open])
def test_many_may_open_what_is_only_being_made(opened: Callable[[Path], Any], tmp_path: Path) -> None:
    start = threading.Barrier(8, timeout=20)

    def open_it(number: int) -> None:
        start.wait()
        opened(tmp_path / str(number // 8)).close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_it, range(80)))


def test_a_later_judgement_replaces_an_earlier_one(records: Records) -> None:
    id_ = records.add(answered(), FINGERPRINT)
    records.judge(id_, "up")
    records.judge(id_, "down", "too short")
    assert (records.read(id_).thumb, records.read(id_).thumb_reason) == ("down", "too short")


def test_purge_forgets_what_is_older_and_the_file_no_longer_holds_it(records: Records, clock: Clock, tmp_path: Path) -> None:
    records.add(answered(citations=(replace(CITATION, quote="zebrafish"),)), FINGERPRINT)
    records.log_gap("Where is the okapi?")
    clock.time += timedelta(days=30)
    young = records.add(answered(), FINGERPRINT)
    assert records.purge(older_than_days=7) == {"records": 1, "gaps": 1, "kept": 1}
    assert records.read().id == young
    assert records.quote(CITATION.citation_id) == "bees"
    held = b"".join(path.read_bytes() for path in tmp_path.glob(FILE + "*"))
    assert b"bees" in held
    assert b"zebrafish" not in held
    assert b"okapi" not in held


def test_recording_never_makes_an_answer_fail(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    assert record(Asker(Settings(data=tmp_path), FINGERPRINT), answered()) is None
    assert "not recorded" in caplog.text
    assert record(Asker(Settings(data=tmp_path / FILE / "below"), FINGERPRINT), answered()) is None
    with pytest.raises(StoreUnavailable, match="not a database"):
        Records.open(tmp_path)


def test_a_question_that_is_not_unicode_is_recorded_all_the_same(tmp_path: Path) -> None:
    asker = Asker(Settings(data=tmp_path), FINGERPRINT)
    assert record(asker, answered("caf\udce9?")) == 1
    kept = Records.open(tmp_path)
    assert kept.read(1).answer.question == "caf\udce9?"
    assert kept.asked()[0].question == "caf??"
    kept.close()


def test_recording_takes_a_few_milliseconds(tmp_path: Path) -> None:
    asker = Asker(Settings(data=tmp_path), FINGERPRINT)
    big = answered(passages=tuple(replace(PASSAGE, rank=n, text="word " * 400) for n in range(1, 21)))
    record(asker, big)
    seconds = []
    for _ in range(9):
        started = time.process_time()
        assert record(asker, big)
        seconds.append(time.process_time() - started)
    assert sorted(seconds)[4] < 0.005  # processor time: the clock on the wall also counts what else the machine does


def test_what_is_not_an_answer_is_refused_by_the_field_that_is_wrong() -> None:
    stored = answered().to_dict() | {"id": "q1", "unknown": 1}
    assert answer_from(stored) == answered(passages=(replace(PASSAGE, features={}),), confidence=0.9)
    with pytest.raises(UsageError, match="not an answer: status"):
        answer_from(stored | {"status": "sure"})
    with pytest.raises(UsageError, match=r"citations.0.quote"):
        answer_from(stored | {"citations": [{**CITATION.to_dict(), "quote": None}]})


def test_asked_lists_answers_declines_and_gaps_in_the_order_they_came(records: Records) -> None:
    records.add(declined("Who built the bridge?"), FINGERPRINT)
    records.log_gap("Who owns the bridge?", "we need this")
    records.add(answered(), FINGERPRINT)
    records.add(Answer("hello", "hello", "replied", "Hello!", 0.0), FINGERPRINT)
    assert [(a.question, a.outcome) for a in records.asked()] == [
        ("Who built the bridge?", "declined"),
        ("Who owns the bridge?", "logged"),
        ("How much honey?", "answered"),
    ]
