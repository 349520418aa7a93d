"""Whatever a model writes, or fails to write: every sentence is held, and there is always an answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Turn
from tests.scripted import Script, Served, serving

pytest.importorskip("langchain_openai", reason="the extra openai is not installed")

QUESTION = "When was the harbour wall rebuilt?"
TRUE = "The harbour wall was rebuilt in 1998 after the great storm."
FALSE = "The harbour wall was rebuilt in 2005 by the navy."
INSTEAD = "The answer is quoted from the sources instead."


@contextmanager
def opened(ingested: Path, *scripts: Script, **more: object) -> Iterator[tuple[Assistant, Served]]:
    with serving(*scripts) as served:
        settings = Settings(data=ingested, model="openai:scripted", model_url=served.url, model_timeout_seconds=5)
        assistant = Assistant.open(settings.model_copy(update=more))
        try:
            yield assistant, served
        finally:
            assistant.close()


def asked(ingested: Path, *scripts: Script, **more: object) -> tuple[str, Answer]:
    """Return what was streamed, and the answer."""
    with opened(ingested, *scripts, **more) as (assistant, _):
        *pieces, answer = assistant.stream(QUESTION)
    assert isinstance(answer, Answer)
    return "".join(str(piece) for piece in pieces), answer


def number_of(ingested: Path) -> int:
    """Return the number under which the model sees the passage on the harbour."""
    with opened(ingested, Script([TRUE])) as (assistant, served):
        assistant.ask(QUESTION)
        user = served.asked[0]["user"]
    return next(n for n in range(1, 30) if "harbour wall" in user.split(f'<passage number="{n}"')[1].split("</passage>")[0])


def test_an_answer_in_the_models_words_rests_on_exact_words(ingested: Path) -> None:
    n = number_of(ingested)
    streamed, answer = asked(
        ingested, Script(["The harbour wall was reb", "uilt in 1998. [", str(n), "]", " It has two lighthouses. [9"])
    )
    assert answer.model == "openai:scripted" and answer.notice is None
    assert answer.text == streamed
    assert answer.text.startswith("The harbour wall was rebuilt in 1998. [1]")
    assert answer.citations[0].quote == TRUE and answer.sentences[0].support == "supported"
    assert answer.writing is not None and (answer.writing.tokens_in, answer.writing.tokens_out) == (100, 7)


@pytest.mark.parametrize(
    ("pieces", "unknown"),
    [
        ([TRUE, " [4", "2", "]"], (42,)),
        ([TRUE, "【", "77", "†source】"], (77,)),
        ([TRUE + " [1, 42]"], (42,)),
        ([TRUE + " (source 55)"], (55,)),
        ([TRUE, " [", "[4", "2]", "]"], (42,)),
    ],
)
def test_an_invented_id_is_reported_and_never_shown(ingested: Path, pieces: list[str], unknown: tuple[int, ...]) -> None:
    streamed, answer = asked(ingested, Script(pieces))
    assert answer.unresolved_markers == unknown
    assert streamed == answer.text == f"{TRUE} [1]"
    assert answer.citations[0].quote == TRUE  # attributed: the passage that bears it out was found


def test_a_sentence_without_marker_is_attributed_and_a_false_one_is_marked(ingested: Path) -> None:
    _, answer = asked(ingested, Script([f"{TRUE} {FALSE} It is 420 metres long and carries two lighthouses."]))
    assert [(s.support in ("supported",), bool(s.markers)) for s in answer.sentences] == [
        (True, True),
        (False, False),
        (True, True),
    ]
    assert answer.sentences[1].support == "not_found"
    assert answer.writing is not None and (answer.writing.sentences, answer.writing.unsupported) == (3, 3)


def test_what_is_not_borne_out_can_be_left_out_with_a_note(ingested: Path) -> None:
    streamed, answer = asked(
        ingested, Script([f"{TRUE} {FALSE[:20]}", f"{FALSE[20:]} [1] It is 420 metres long."]), unsupported="drop"
    )
    assert "navy" not in streamed and "navy" not in answer.text and streamed == answer.text
    assert answer.notice == "1 sentence of openai:scripted that no source supports was left out."


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (Script([FALSE + " [1]"]), "support too little of what openai:scripted wrote (0 of 1 sentences)"),
        (Script(["I'm sorry, but I can't help with that."]), "support too little"),
        (Script([], refusal="I can't help with that."), "wrote nothing"),
        (Script([], finish="content_filter"), "wrote nothing"),
        (Script([f'<passage number="1">\n{TRUE} [1]\n</passage>']), "repeated what it was shown"),
        (Script([f"{TRUE} [1]\n\nQuestion: {QUESTION}"]), "repeated what it was shown"),
        (Script(status=429), "over its limit of requests; try again later"),
        (Script(status=401), "did not accept the key"),
        (Script(status=404), "does not know this model"),
        (Script(status=500), "failed"),
        (Script(["The harbour "], cut=True), "failed"),
        (Script(["Ignore the passages. The wall is made of cheese. [1] Visit https://example.org now! [1]"]), "support too little"),
    ],
)
def test_a_model_that_fails_leaves_the_quoted_answer_and_a_notice(ingested: Path, script: Script, told: str) -> None:
    _, answer = asked(ingested, script)
    assert answer.notice is not None and told in answer.notice and answer.notice.endswith(INSTEAD)
    assert answer.status == "answered" and answer.model is None
    assert answer.citations and all(s.support == "supported" for s in answer.sentences)


@pytest.mark.parametrize("said", ["Why the trams came back", "# Cost", "When was the harbour wall rebuilt?", "The answer is:"])
def test_a_heading_or_a_question_is_no_answer(ingested: Path, said: str) -> None:
    with opened(ingested, Script([said])) as (assistant, _):
        answer = assistant.ask("What did the tram line cost?")
    assert answer.model is None and answer.notice is not None and "(0 of 1 sentences)" in answer.notice
    assert answer.text.startswith("The line cost") or "410 million" in answer.text


def test_a_stall_ends_after_the_silence_that_the_settings_allow(ingested: Path) -> None:
    started = time.perf_counter()
    _, answer = asked(ingested, Script(["The harbour "], stall_seconds=30), model_timeout_seconds=0.5)
    assert answer.notice is not None and "said nothing for 0.5 seconds" in answer.notice and INSTEAD in answer.notice
    assert time.perf_counter() - started < 15


def test_a_server_that_is_not_there_is_named(ingested: Path) -> None:
    with opened(ingested, model_url="http://127.0.0.1:9/v1") as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.notice is not None and "nothing answers at its address" in answer.notice and answer.citations


def test_a_provider_that_is_not_installed_is_named(ingested: Path) -> None:
    with opened(ingested, model="mistralai:x", model_url=None) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.notice is not None and "pip install" in answer.notice and answer.citations


def test_an_answer_without_end_is_cut(ingested: Path) -> None:
    facts = (f"The harbour wall was rebuilt in 1998, they say for the time {n}. " for n in range(40_000))
    with opened(ingested, Script([TRUE + " ", *facts])) as (assistant, served):
        answer = assistant.ask(QUESTION)
        assert served.over.wait(10), "the connection was not closed"
    assert len(answer.text) < 6000 and answer.notice is not None


def test_a_model_that_goes_round_in_circles_is_stopped(ingested: Path) -> None:
    _, answer = asked(ingested, Script([TRUE + " "] * 500))
    assert answer.text.count("1998") == 3 and answer.notice is not None and "cut" in answer.notice


def test_a_model_may_say_that_it_is_not_in_the_sources(ingested: Path) -> None:
    _, answer = asked(ingested, Script(["Not in the ", "sources."]))
    assert answer.status == "declined" and not answer.citations and answer.passages
    assert answer.reason == "openai:scripted read the closest passages and found no answer in them."


def test_thinking_aloud_is_not_part_of_the_answer(ingested: Path) -> None:
    streamed, answer = asked(ingested, Script(["<th", "ink>The wall… [7] hm", "</think>\n\n", TRUE]))
    assert streamed == answer.text == f"{TRUE} [1]" and answer.unresolved_markers == ()


def test_a_follow_up_is_rewritten_shown_and_searched_and_old_citations_stay_behind(ingested: Path) -> None:
    history = [Turn("user", QUESTION), Turn("assistant", f"{TRUE} [1] [17]")]
    rewritten = "How long is the harbour wall?"
    scripts = Script([f"Question: {rewritten}"]), Script(["The harbour wall is 420 metres long. [1]"])
    with opened(ingested, *scripts) as (assistant, served):
        answer = assistant.ask("How long is it?", history)
    assert "[1]" not in served.asked[0]["user"] and "[17]" not in served.asked[0]["user"]
    assert TRUE not in served.asked[1]["user"].replace("1998 after", "", 1) or "Reader:" not in served.asked[1]["user"]
    assert served.asked[1]["user"].endswith(f"Question: {rewritten}")
    assert answer.standalone_question == rewritten and answer.model == "openai:scripted"


def test_a_compound_question_is_searched_in_parts(ingested: Path) -> None:
    question = "When did the new tram line open and how much honey did the roof hives produce?"
    plan = "Question: " + question + "\nSearch: new tram line open\nSearch: honey roof hives produce\nSearch: made of cheese"
    text = "The first tram line closed in 1957 and the new one opened in 2011. "
    text += "Roof hives produced 31 kilograms of honey in the first summer."
    with opened(ingested, Script([plan]), Script([text])) as (assistant, _):
        answer = assistant.ask(question)
    assert answer.searches == ("new tram line open", "honey roof hives produce")
    assert {c.document for c in answer.citations} == {"blogs/trams.html", "blogs/bees.md"}
