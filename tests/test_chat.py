"""The chat without a browser: what is kept, what is drawn, what is said; nothing from outside becomes an element."""

from __future__ import annotations

import gc
import threading
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.chat import create_app
from assistant.chat.desk import BROKEN_OFF, MAX_QUESTION_CHARS, Desk, Screen
from assistant.chat.export import route
from assistant.chat.history import Conversations, Exchange, turns
from assistant.chat.prose import answer_html, draft_html
from assistant.chat.render import conversations_html, corpus_html, ready_html, receipts_html, thread_html
from assistant.chat.shelf import Shelf, examples, safe_name
from assistant.chat.sources import evidence_html, why_html
from assistant.errors import DocumentNotFound, IndexLocked, StoreUnavailable
from assistant.ingest import IngestEvent, Progress
from assistant.records import Records, answer_from
from assistant.references import FORMATS
from assistant.settings import Settings
from assistant.types import Answer, Sentence, Turn
from tests.browser.stage import Info, StagedAssistant
from tests.test_viewer import Elements, assert_harmless


@pytest.fixture(scope="module")
def staged() -> StagedAssistant:
    return StagedAssistant()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Conversations]:
    conversations = Conversations.open(tmp_path)
    yield conversations
    conversations.close()


def last(screens: Iterator[Screen]) -> Screen:
    *_, screen = screens
    return screen


# -- asking


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
    desk.stop("me")
    stopped = last(screens)
    silence.set()
    assert time.monotonic() - started < 5
    assert stopped.exchanges[0].stopped == "The beginning"


def test_the_evidence_fills_before_a_model_writes(staged: StagedAssistant, kept: Conversations) -> None:
    screens = list(Desk(lambda _: staged, kept, looks_first=True).ask("me", "", "Who funded it?"))
    assert screens[1].found and not screens[1].draft


@pytest.mark.parametrize(("question", "kept_as"), [("   ", None), ("x" * (MAX_QUESTION_CHARS + 1), "4,001")])
def test_questions_of_no_length_or_too_much_are_not_asked(
    staged: StagedAssistant, kept: Conversations, question: str, kept_as: str | None
) -> None:
    screens = list(Desk(lambda _: staged, kept).ask("me", "", question))
    assert (screens == []) if kept_as is None else (kept_as in screens[-1].exchanges[0].error)


# -- keeping


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


# -- drawing


def answer(text: str, *sentences: Sentence) -> Answer:
    return Answer("q", "q", "answered", text, 0.9, sentences=sentences)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.\n\nThree.", "<p>One.\nTwo.</p><p>Three.</p>"),
        ("Lead:\n- a\n- b\nEnd.", "<p>Lead:</p><ul><li>a</li><li>b</li></ul><p>End.</p>"),
        ("1. a\n2. b", "<ul><li>a</li><li>b</li></ul>"),
        ("## Head\nBody", "<h4>Head</h4><p>Body</p>"),
        ("**Bold** and *slanted* and 2*3*4", "<p><strong>Bold</strong> and <em>slanted</em> and 2*3*4</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
    ],
)
def test_text_is_drawn_in_the_shapes_that_models_write(text: str, html: str) -> None:
    assert draft_html(text) == html


def test_brackets_in_code_are_no_markers_and_doubtful_code_says_so() -> None:
    assert draft_html("Take `a[1]` of it. [2]") == '<p>Take <code>a[1]</code> of it.<span class="marker pending">2</span></p>'
    text = "So:\n```\nx = a[1] < b\n\ny\n```\nOver."
    assert draft_html(text) == "<p>So:</p><pre><code>x = a[1] &lt; b\n\ny</code></pre><p>Over.</p>"
    doubted = Answer("q", "q", "answered", text, 0.9, sentences=(Sentence("x = a[1] < b", (), "not_found"),))
    assert '<pre class="sentence not_found"><code>x = a[1]' in answer_html(doubted)


def test_how_a_question_was_understood_is_shown_and_can_be_changed(staged: StagedAssistant) -> None:
    answer = replace(
        staged.ask("Who funded it?"), question="And there?", standalone_question="Who paid in Wigan & Leeds?", searches=("a", "b")
    )
    html = thread_html((Exchange("And there?", answer=answer),), {})
    assert "Understood as: Who paid in Wigan &amp; Leeds?" in html and "Searched for: a; b" in html
    assert 'data-act="edit"' in html and 'data-text="Who paid in Wigan &amp; Leeds?"' in html
    same = replace(answer, standalone_question="and there", searches=())
    assert "Understood as" not in thread_html((Exchange("And there?", answer=same),), {})


def test_a_marker_without_a_citation_is_no_link() -> None:
    assert draft_html("So.[3]") == '<p>So.<span class="marker pending">3</span></p>'


def test_a_doubt_covers_its_sentence_and_says_so_in_words() -> None:
    html = answer_html(answer("Sure.[1] Doubtful.[2] Sure.", Sentence("Doubtful.", (2,), "partly", ("no date",))))
    assert '<span class="sentence partly">Doubtful.<span class="marker pending">2</span></span>' in html
    assert '<span class="doubt partly">partly supported</span> Sure.' in html
    assert html.startswith('<p>Sure.<span class="marker pending">1</span> <span')


def test_why_a_sentence_is_doubted_can_be_read_and_a_source_that_disagrees_is_named(staged: StagedAssistant) -> None:
    doubted = staged.ask("Is there doubt?")
    doubted = replace(doubted, citations=tuple(replace(c, support="contradicted") for c in doubted.citations))
    html = thread_html([Exchange("q", doubted)], {}, conversation="c")
    assert '<span class="doubt contradicted">Hard Edges Revisited disagrees</span>' in html
    assert "<span>Lessons from Coventry says the opposite</span>" in html and "<span>no date in the source</span>" in html
    assert "What was checked" not in thread_html([Exchange("q", staged.ask("Who funded it?"))], {}, conversation="c")


@pytest.mark.parametrize("with_markers", [True, False])
def test_sentences_are_found_whether_or_not_they_carry_markers(with_markers: bool) -> None:
    words = "Said twice.[1]" if with_markers else "Said twice."
    html = answer_html(
        answer("Said twice.[1] Said twice.[1]", Sentence(words, (1,), "supported"), Sentence(words, (1,), "not_found"))
    )
    assert html.count("sentence not_found") == 1 and html.index("sentence not_found") > html.index("Said twice.")


@pytest.mark.parametrize("question", ["hostile", "Is there doubt?", "What is the weather?", "What outcomes?", "hello"])
def test_nothing_from_outside_becomes_an_element_of_the_chat(staged: StagedAssistant, question: str) -> None:
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    documents = {d.id: d for d in staged.documents()}
    reply = staged.ask(question)
    exchanges = [
        Exchange(attack, reply, thumb="up", reason=attack),
        Exchange(attack, error=attack),
        Exchange(attack, stopped=attack),
    ]
    drawn = [
        thread_html(exchanges, documents, conversation=attack),
        thread_html([Exchange(attack)], documents, draft=attack),
        evidence_html(reply, documents),
        corpus_html(documents, ()),
        ready_html(documents, [attack]),
        receipts_html([(attack, "could not be read", attack)]),
    ]
    for html in drawn:
        assert_harmless(html)
        assert not Elements(html).tags & {"img", "svg", "i"}


def test_what_readers_write_is_escaped_in_the_list(kept: Conversations) -> None:
    kept.write("me", "", [Exchange("<script>alert(1)</script>")])
    assert_harmless(conversations_html(kept.listed("me"), ""))


def test_each_state_of_an_answer_says_what_it_is(staged: StagedAssistant) -> None:
    def drawn(question: str, **more: Any) -> str:
        return thread_html([Exchange(question, staged.ask(question), **more)], {})

    declined = drawn("What is the weather?")
    assert "They are not an answer." in declined and "Log this gap" in declined and 'class="marker"' not in declined
    assert "Logged as a gap" in drawn("What is the weather?", gap=True)
    assert drawn("What outcomes?").count('data-act="reading"') == 2
    doubtful = drawn("Is there doubt?")
    for words in ("partly supported", "not found in the sources", "a source disagrees", "pointed to [7]", "The model failed"):
        assert words in doubtful
    assert "Stopped. Nothing here has been checked." in thread_html([Exchange("q", stopped="half")], {})


def test_markers_have_names_that_say_where_they_lead(staged: StagedAssistant) -> None:
    html = thread_html([Exchange("Who funded it?", staged.ask("Who funded it?"))], {})
    assert 'aria-label="source 2, Hard Edges Revisited, page 2"' in html


def test_why_passages_ranked_is_told_from_the_record_or_said_to_be_lost(
    staged: StagedAssistant, kept: Conversations, tmp_path: Path
) -> None:
    records = Records.open(tmp_path / "records")
    desk = Desk(lambda _: staged, kept, records=records)
    exchange = last(desk.ask("reader", "", "Who funded the work?")).exchanges[0]
    html = why_html(desk.why(exchange))
    assert html.count("<li>") == 4 and "holds funded, work" in html and "<b>cited</b>" in html
    records.purge()
    assert "No record of this answer is left" in why_html(desk.why(exchange))
    records.close()


def test_a_conversation_is_taken_away_from_its_second_answer_on(staged: StagedAssistant) -> None:
    exchange = Exchange("q", staged.ask("Who funded it?"))
    first, second = (thread_html([exchange] * n, {}, conversation="c").count("/export?conversation=c&format=") for n in (1, 2))
    assert (first, second) == (0, len(FORMATS))


def test_an_answer_of_one_source_carries_the_warning(staged: StagedAssistant) -> None:
    drawn = [thread_html([Exchange("q", staged.ask(question))], {}) for question in ("hostile", "Who funded it?")]
    assert ["This rests on one source." in html for html in drawn] == [True, False]


def test_citations_of_one_document_stand_together_each_with_its_words(staged: StagedAssistant) -> None:
    html = evidence_html(staged.ask("Who funded it?"), {})
    assert html.count(">Hard Edges Revisited</a></h3>") == 1
    assert [html.index(f'data-card="{n}"') for n in (1, 2, 4, 3)] == sorted(html.index(f'data-card="{n}"') for n in range(1, 5))
    assert "This rests on one source." not in evidence_html(staged.ask("Who funded it?"), {})


# -- taking answers away


@pytest.mark.parametrize("format_", FORMATS)
def test_an_answer_is_taken_away_in_every_format(kept: Conversations, staged: StagedAssistant, format_: str) -> None:
    id_ = kept.write("me", "", [Exchange("Who funded it?", staged.ask("Who funded it?")), Exchange("broken", error="x")])
    offered = Starlette(routes=[route(kept, lambda: {d.id: d for d in staged.documents()}, lambda request: "me")])
    with TestClient(offered) as opened:
        reply = opened.get("/export", params={"conversation": id_, "answer": "0", "format": format_})
        assert reply.status_code == 200 and "Lessons from Coventry" in reply.text
        assert opened.get("/export", params={"conversation": id_, "answer": "1", "format": format_}).status_code == 404


def test_only_the_reader_can_take_a_conversation_away(client: TestClient, staged: StagedAssistant) -> None:
    asked = {"conversation": "unknown", "answer": "0"}
    assert client.get("/export", params=asked).status_code == 404
    assert client.get("/export", params=asked | {"format": "nonsense"}).status_code == 404


# -- the shelf


class Reading:
    """An ingest that reads nothing and says what it was told to say."""

    def __init__(self, *events: IngestEvent | Progress, error: Exception | None = None) -> None:
        self.events, self.error = events, error

    def __call__(self, paths: Sequence[Path]) -> Iterator[IngestEvent | Progress]:
        yield from self.events
        if self.error:
            raise self.error


def shelf(tmp_path: Path, reading: Reading, documents: StagedAssistant | None = None) -> Shelf:
    shelves = documents or StagedAssistant({})
    return Shelf(shelves, tmp_path, reading, shelves.remove)


def test_each_added_file_gets_a_receipt_and_a_bad_one_does_not_stay(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    for file in (good, bad):
        file.write_text("x")
    events = (
        Progress(0, 2, "uploads/good.txt"),
        IngestEvent("uploads/good.txt", "added", pages=2, chunks=3),
        IngestEvent("uploads/bad.pdf", "failed", reason="it is locked with a password"),
        IngestEvent("uploads/older.txt", "unchanged"),
    )
    *_, (reading, receipts) = shelf(tmp_path, Reading(*events)).add([good, bad])
    assert not reading.active
    assert [(r.name, r.state) for r in receipts] == [("good.txt", "added"), ("bad.pdf", "could not be read")]
    assert receipts[0].words == "2 pages; 3 passages" and "locked with a password" in receipts[1].words
    assert [f.name for f in (tmp_path / "added" / "uploads").iterdir()] == ["good.txt"]


def test_an_ingest_that_cannot_start_is_said_for_every_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    *_, (_, receipts) = shelf(tmp_path, Reading(error=IndexLocked("process 7 is writing"))).add([file])
    assert [(r.name, r.state, r.words) for r in receipts] == [("a.txt", "failed", "process 7 is writing")]


def test_removing_an_added_document_removes_its_copy(tmp_path: Path) -> None:
    staged = StagedAssistant()
    staged.shelves["uploads/a.txt"] = staged.shelves["blogs/lessons.html"]
    copy = tmp_path / "added" / "uploads" / "a.txt"
    copy.parent.mkdir(parents=True)
    copy.write_text("x")
    shelf(tmp_path, Reading(), staged).remove("uploads/a.txt")
    assert not copy.exists() and "uploads/a.txt" not in staged.shelves


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "file"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b?.txt", "a_b_.txt"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_file_names_stay_in_their_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_first_start_reads_the_corpus_and_says_how_far_it_is(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("x")
    hold, seen = threading.Event(), threading.Event()

    def reading(paths: Sequence[Path]) -> Iterator[Progress]:
        yield Progress(1, 3, "b.txt")
        seen.set()
        hold.wait(10)

    opened = Shelf(StagedAssistant({}), tmp_path, reading, lambda _: None)
    opened.start(corpus)
    assert seen.wait(10)
    assert (opened.reading.done, opened.reading.total, opened.reading.document) == (1, 3, "b.txt")
    hold.set()
    for _ in range(100):
        if not opened.reading.active:
            break
        time.sleep(0.05)
    assert not opened.reading.active


@pytest.mark.parametrize("case", ["documents already", "no folder", "empty folder"])
def test_nothing_is_read_at_a_start_where_there_is_nothing_to_do(tmp_path: Path, case: str) -> None:
    if case == "empty folder":
        (tmp_path / "corpus").mkdir()
    opened = shelf(tmp_path, Reading(error=AssertionError("read")), StagedAssistant() if case == "documents already" else None)
    opened.start(tmp_path / "corpus")
    assert not opened.reading.active


def test_examples_come_from_the_corpus_one_document_after_the_other() -> None:
    documents = {n: Info(n, n.title(), kind, None) for n, kind in (("a", "blog"), ("b", "report"))}
    headings = {
        "a": [
            "Whom was the fund meant for?",
            "Who paid for the fund?",
            "Who is it for?",
            "Part two: who paid for the fund?",
            "Lessons",
        ],
        "b": ["What did the first pilot cost?", "Why?"],
    }
    drawn = list(examples(documents, headings.__getitem__))
    assert drawn == [
        "Whom was the fund meant for?",
        "What did the first pilot cost?",
        "Who paid for the fund?",
        "What is “A” about?",
        "What does “B” conclude?",
    ]


# -- the application


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("data")
    with forgiving_gradio():
        app = create_app(Settings(data=data, corpus=data / "none"), StagedAssistant())
    with TestClient(app, base_url="http://127.0.0.1:7860") as opened:
        yield opened
    with forgiving_gradio():
        del app, opened


@contextmanager
def forgiving_gradio() -> Iterator[None]:
    """Gradio leaves event loops open for the collector to find; let it find them here, where that is no error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def test_the_page_names_no_other_machine_that_a_browser_would_ask(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "://" not in policy
    addresses = {a for a in Elements(page.text).addresses if a.startswith(("http", "//"))}
    assert addresses == set()


def test_each_browser_gets_a_name_that_scripts_cannot_read(client: TestClient) -> None:
    cookie = client.get("/").headers.get("set-cookie") or ""
    again = client.get("/").headers.get("set-cookie")
    assert again is None  # the first one is kept
    assert not cookie or ("HttpOnly" in cookie and "SameSite=lax" in cookie)


def test_style_and_behaviour_are_served(client: TestClient) -> None:
    assert "text/css" in client.get("/room/style.css").headers["content-type"]
    assert "javascript" in client.get("/room/behaviour.js").headers["content-type"]


def test_removing_what_is_not_there_is_said(tmp_path: Path) -> None:
    def remove(document: str) -> None:
        raise DocumentNotFound("no such document")

    with pytest.raises(DocumentNotFound):
        Shelf(StagedAssistant({}), tmp_path, Reading(), remove).remove("x")
