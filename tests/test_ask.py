"""The second pipeline: what comes out for each kind of question, over a corpus that may change while it is asked."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.answer.quoting import NO_ANSWER, NOTHING_YET
from assistant.ask import Assistant
from assistant.cite.markers import JOINER, MARKER
from assistant.errors import DocumentNotFound, IndexMismatch, IndexMissing, StoreUnavailable, UsageError
from assistant.ingest import correct, ingest, remove
from assistant.load import READERS
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.types import Answer, Turn
from tests.conftest import BagOfWords, write_files, write_tiny_corpus


@pytest.fixture(scope="module")
def assistant(ingested: Path) -> Iterator[Assistant]:
    """Return an assistant on the tiny corpus, with the real embedder."""
    opened = Assistant.open(Settings(data=ingested))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def waiting(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Return an assistant on the tiny corpus as it is when all is read and nothing embedded."""
    data = tmp_path_factory.mktemp("waiting") / "data"
    shutil.copytree(ingested, data)
    with closing(sqlite3.connect(data / "catalog.sqlite")) as catalog, catalog:
        catalog.execute("update chunks set vector = null, sentence_vectors = null")
        catalog.execute("update documents set state = 'pending'")
    opened = Assistant.open(Settings(data=data))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def without_sentences(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Return an assistant on the tiny corpus, in an index that has no vectors of sentences."""
    settings = Settings(data=tmp_path_factory.mktemp("without_sentences") / "data", sentence_vectors=False)
    list(ingest([ingested.parent / "corpus"], settings))
    opened = Assistant.open(settings)
    yield opened
    opened.close()


@pytest.mark.parametrize("state", ["assistant", "waiting", "without_sentences"], ids=["embedded", "read", "no sentences"])
@pytest.mark.parametrize(
    ("question", "words", "document", "locator"),
    [
        ("When was the harbour wall rebuilt?", "rebuilt in 1998", "notes/harbour.txt", {}),
        ("How much water did the valley use in 2016?", "84 million litres", "reports/water.pdf", {"page": 1}),
        ("What fell by a third?", "Rent arrears fell", "transcripts/interview.vtt", {"start_seconds": 5.5, "speaker": "Guest"}),
        ("Who pays for the bridges?", "The city pays for the bridges", "transcripts/panel.txt", {"speaker": "Maria Lund"}),
        ("What did the tram line cost?", "410 million euros", "blogs/trams.html", {"heading": ["Why the trams came back", "Cost"]}),
        ("How much honey did roof hives produce?", "31 kilograms", "blogs/bees.md", {"heading": ["Keeping bees on a roof"]}),
    ],
)  # fmt: skip
def test_an_answer_quotes_its_source_at_its_place(
    question: str, words: str, document: str, locator: dict[str, Any], state: str, request: pytest.FixtureRequest
) -> None:
    assistant: Assistant = request.getfixturevalue(state)
    answer = assistant.ask(question)
    assert answer.status == "answered" and answer.model is None
    first = answer.citations[0]
    assert (first.marker, first.document) == (1, document)
    assert words in first.quote and first.quote == assistant.document(document).text[first.start : first.end]
    assert locator.items() <= first.locator.to_dict().items()
    assert {s.support for s in answer.sentences} == {"supported"}


@pytest.mark.parametrize(
    "question", ["How much did the harbour wall cost?", "When was the harbour wall rebuilt?", "How long is it?"]
)
def test_line_ends_and_wide_spaces_in_a_question_change_nothing(question: str, assistant: Assistant) -> None:
    typed, pasted = (
        assistant.ask(text, [Turn("user", "What is the harbour wall?"), Turn("assistant", "A wall.")])
        for text in (question, "\n" + question.replace(" ", "\u00a0\n"))
    )
    assert pasted.question != typed.question
    assert (pasted.status, pasted.reason, pasted.text, pasted.confidence) == (
        typed.status, typed.reason, typed.text, typed.confidence,
    )  # fmt: skip
    assert pasted.citations == typed.citations
    found = assistant.search(question.replace(" ", "  "))
    assert [p.citation_id for p in found] == [p.citation_id for p in assistant.search(question)]


def test_an_empty_corpus_is_said_to_be_empty(assistant: Assistant) -> None:
    answer = assistant.only(lambda _: False).ask("When was the harbour wall rebuilt?")
    assert (answer.status, answer.reason) == ("declined", NOTHING_YET)


@pytest.mark.parametrize("question", ["Which composer wrote the opera about Mars?", "How many trams run on Sundays?"])
def test_what_is_not_told_is_declined_before_it_is_embedded_too_and_it_is_said_what_waits(
    question: str, waiting: Assistant, assistant: Assistant
) -> None:
    answer = waiting.ask(question)
    waits = f"{len(waiting.documents())} documents have still to be indexed. Ask again when an ingest has done that: "
    assert (answer.status, answer.notice) == ("declined", f"{waits}more may be found then.")
    assert assistant.ask(question).notice is None


def test_a_decline_is_a_status_with_a_reason_passages_and_no_citations(assistant: Assistant) -> None:
    answer = assistant.ask("Which composer wrote the opera about Mars?")
    assert (answer.status, answer.text, answer.citations, answer.sentences) == ("declined", NO_ANSWER, (), ())
    assert answer.reason and answer.passages and answer.confidence < 0.4


@pytest.mark.parametrize("greeting", ["Hello!", "thank you", "What can you do?"])
def test_small_talk_gets_a_reply_and_no_citations(greeting: str, assistant: Assistant) -> None:
    answer = assistant.ask(greeting)
    assert (answer.status, answer.citations, answer.passages) == ("replied", (), ())


def test_text_is_streamed_and_the_answer_comes_last(assistant: Assistant) -> None:
    *pieces, answer = assistant.stream("When was the harbour wall rebuilt?")
    assert isinstance(answer, Answer) and "".join(p for p in pieces if isinstance(p, str)) == answer.text
    assert answer.seconds > 0


def test_a_follow_up_says_what_it_was_understood_to_be_about(assistant: Assistant) -> None:
    history = [Turn("user", "When was the harbour wall rebuilt?"), Turn("assistant", "The harbour wall was rebuilt in 1998.")]
    answer = assistant.ask("How long is it?", history)
    assert answer.about and answer.citations[0].document == "notes/harbour.txt"
    assert answer.question == "How long is it?" != answer.standalone_question


WALL = [Turn("user", "When was the harbour wall rebuilt?"), Turn("assistant", "The harbour wall was rebuilt in 1998. [1]")]


@pytest.mark.parametrize(
    ("message", "understood", "reason"),
    [
        ("Why?", "Why was the harbour wall rebuilt?", "says why"),
        ("How much?", "About the harbour wall: how much?", "says how much"),
        ("And who paid for it?", "Who paid for the harbour wall?", "says who"),
    ],
)
def test_what_nothing_tells_is_declined_and_not_answered_with_what_was_said(
    message: str, understood: str, reason: str, assistant: Assistant
) -> None:
    answer = assistant.ask(message, WALL)
    assert (answer.status, answer.standalone_question) == ("declined", understood)
    assert reason in (answer.reason or "")


def test_a_doubt_is_met_with_the_same_words_and_who_says_them(assistant: Assistant) -> None:
    first = assistant.ask("When was the harbour wall rebuilt?")
    again = assistant.ask("Is that true?", [Turn("user", first.question), Turn("assistant", first.text)])
    assert again.citations and {c.quote for c in again.citations} <= {c.quote for c in first.citations}
    assert f"“{again.citations[0].title}”" in (again.notice or "")


@pytest.mark.parametrize("doubt", ["Is that true?", "Who says so?", "Which page?"])
@pytest.mark.parametrize(
    "asked", ["Why was the harbour wall rebuilt?", "Where was it rebuilt?", "How much?", "tell me more", "hello"]
)
def test_a_doubt_of_what_was_not_answered_quotes_nothing_that_does_not_answer(asked: str, doubt: str, assistant: Assistant) -> None:
    first = assistant.ask(asked, WALL)
    again = assistant.ask(doubt, [*WALL, Turn("user", first.question), Turn("assistant", first.text)])
    assert again.citations if again.status == "answered" else again.reason


def test_more_is_not_the_same_again(assistant: Assistant) -> None:
    first = assistant.ask("When was the harbour wall rebuilt?")
    more = assistant.ask("tell me more", [Turn("user", first.question), Turn("assistant", first.text)])
    assert {c.quote for c in more.citations}.isdisjoint(c.quote for c in first.citations)


def test_filters_keep_the_others_out(assistant: Assistant) -> None:
    assert {p.document for p in assistant.search("line", filters=["kind=transcript"])} <= {
        "transcripts/interview.vtt", "transcripts/lecture.srt", "transcripts/panel.txt"
    }  # fmt: skip
    assert assistant.search("honey", filters=["topic=insects"])[0].document == "blogs/bees.md"
    with pytest.raises(UsageError, match="cannot be read"):
        assistant.search("line", filters=["kind"])


def test_the_fingerprint_is_of_the_corpus_and_not_of_where_it_stands(tmp_path: Path, bag_of_words: BagOfWords) -> None:
    prints = []
    for name in ("one", "two"):
        settings = Settings(data=tmp_path / name / "data")
        list(ingest([write_files(tmp_path / name / "c", {"a.txt": "First.", "b.txt": "Second."})], settings))
        prints.append(Assistant.open(settings).fingerprint)
    assert prints[0] == prints[1]
    list(remove(["a.txt"], settings))
    assert Assistant.open(settings).fingerprint["corpus"] != prints[0]["corpus"]


def test_a_running_assistant_sees_what_is_ingested_and_removed(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords
) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The gate was built in 1901."})
    list(ingest([corpus], settings))
    opened = Assistant.open(settings)
    assert opened.search("gate")[0].text == "The gate was built in 1901."
    (corpus / "a.txt").write_text("The gate was built in 1902.")
    list(ingest([corpus], settings))
    assert opened.search("gate")[0].text == "The gate was built in 1902."
    list(remove(["a.txt"], settings))
    assert opened.search("gate") == [] and opened.ask("When was the gate built?").status == "declined"
    with pytest.raises(DocumentNotFound, match=r"no document 'a\.txt'"):
        opened.document("a.txt")


def test_a_running_assistant_shows_the_date_of_a_source_as_it_was_corrected(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords
) -> None:
    list(ingest([write_files(tmp_path / "c", {"a.txt": "The gate was built in 1901."})], settings))
    opened = Assistant.open(settings)
    assert opened.document("a.txt").date is None
    list(correct("a.txt", {"date": "2001-02"}, settings))
    assert opened.document("a.txt").date == "2001-02"


def test_a_running_assistant_quotes_a_file_that_was_read_anew_as_it_was_read_last(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where OCR was installed meanwhile: the same bytes, the same title, and another text."""
    corpus = write_files(tmp_path / "c", {"a.md": "---\ntitle: The gate\n---\n\nThe gate was built in 1901."})
    list(ingest([corpus], settings))
    opened = Assistant.open(settings)
    assert [c.quote for c in opened.ask("When was the gate built?").citations] == ["The gate was built in 1901."]
    plain = READERS[".md"]
    monkeypatch.setitem(READERS, ".md", lambda data, *named: plain(data.replace(b"was", b"of oak was"), *named))
    list(remove(["a.md"], settings))
    list(ingest([corpus], settings))
    assert [c.quote for c in opened.ask("When was the gate built?").citations] == ["The gate of oak was built in 1901."]


def test_the_numbered_references_of_a_source_are_not_taken_for_citations(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords
) -> None:
    said = "The harbour gate was built of oak in 1901 (source 2),[3] as a “[2015] survey” found.[1][4]"
    list(ingest([write_files(tmp_path / "c", {"a.txt": f"{said}\n\nThe mill is older.[2]"})], settings))
    answer = Assistant.open(settings).ask("When was the harbour gate built?")
    assert answer.text.replace(JOINER, "") == f"{said} [1]" and MARKER.findall(answer.text) == [("1", "")]
    assert [c.quote for c in answer.citations] == [said] and answer.unresolved_markers == ()
    assert [(s.markers, s.support) for s in answer.sentences] == [((1,), "supported")]


def test_a_corpus_that_changes_under_every_look_is_an_error_and_no_answer(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(ingest([write_files(tmp_path / "c", {"a.txt": "The gate was built in 1901."})], settings))
    opened = Assistant.open(settings)

    def gone(self: Catalog, id_: str) -> None:
        raise DocumentNotFound(id_)

    monkeypatch.setattr(Catalog, "document", gone)
    with pytest.raises(StoreUnavailable, match="ask again in a moment"):
        opened.ask("When was the gate built?")


def test_a_source_that_has_changed_is_not_shown_as_what_was_read(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords
) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "First."})
    list(ingest([corpus], settings))
    opened = Assistant.open(settings)
    assert opened.source_bytes("a.txt") == b"First."
    (corpus / "a.txt").write_text("Second.")
    with pytest.raises(StoreUnavailable, match="has changed since it was ingested"):
        opened.source_bytes("a.txt")
    (corpus / "a.txt").unlink()
    with pytest.raises(StoreUnavailable, match="ingest its folder again"):
        opened.source_bytes("a.txt")


def test_an_index_that_is_missing_or_of_another_embedder_is_refused(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords
) -> None:
    with pytest.raises(IndexMissing):
        Assistant.open(settings)
    list(ingest([write_tiny_corpus(tmp_path / "c")], settings))
    bag_of_words.name = "other"
    with pytest.raises(IndexMismatch, match="made by the embedder bag-of-words@test/1, the settings say other"):
        Assistant.open(settings)
