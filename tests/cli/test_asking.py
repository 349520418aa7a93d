"""What is asked on the command line: passages or an answer on stdout, each quote as it stands in its document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import QUESTION, Run
from tests.conftest import BagOfWords, write_files

PASSAGE = set("rank score document title locator start end text citation_id".split())
ANSWER = set(
    "question standalone_question status reason confidence text citations sentences passages unresolved_markers model"
    " seconds".split()
)


def test_search_prints_a_passage_a_line(run: Run, ingested: Path) -> None:
    result = run("search", QUESTION, "-k", 3, "--data", ingested, "--json")
    found = result.lines()
    assert result.code == 0 and [p["rank"] for p in found] == [1, 2, 3]
    assert all(set(p) >= PASSAGE for p in found) and found[0]["document"] == "notes/harbour.txt"
    text = run("show", "notes/harbour.txt", "--text", "--data", ingested).out
    assert text[found[0]["start"] : found[0]["end"]] == found[0]["text"]


def test_a_passage_is_shown_from_the_words_that_were_looked_for(run: Run, tmp_path: Path, bag_of_words: None) -> None:
    told = "Gulls nest on the wall from April to July. Nobody counts them. The tolls are paid by every ship above forty tonnes."
    write_files(tmp_path / "corpus", {"wall.txt": told})
    run("ingest", tmp_path / "corpus", "--data", tmp_path / "data")
    shown = run("search", "who pays tolls", "--data", tmp_path / "data").out
    assert "\n   … The tolls are paid" in shown and "Gulls" not in shown
    assert "\n   Gulls nest" in run("search", "gulls", "--data", tmp_path / "data").out


@pytest.mark.parametrize(
    ("filters", "documents"),
    [
        (["document=notes/*"], {"notes/harbour.txt"}),
        (["kind=transcript", "document=*.srt"], {"transcripts/lecture.srt"}),
        (["topic=insects"], {"blogs/bees.md"}),
        (["date>=2090"], set()),
    ],
)
def test_search_keeps_to_its_filters(filters: list[str], documents: set[str], run: Run, ingested: Path) -> None:
    flags = [flag for text in filters for flag in ("--filter", text)]
    result = run("search", "words of the water", *flags, "--data", ingested, "--json")
    assert result.code == 0 and {p["document"] for p in result.lines()} == documents


def test_search_tells_of_nothing_that_it_did_not_look_for(run: Run, ingested: Path) -> None:
    assert run("search", "whats rebuilt", "--data", ingested).err == ""  # an apostrophe, or a capital, is only put in to answer


def test_a_filter_that_cannot_be_read_is_a_usage_error(run: Run, ingested: Path) -> None:
    for command in ("search", "ask"):
        result = run(command, "words", "--filter", "recent", "--data", ingested)
        assert result.code == 2 and "filter 'recent' cannot be read" in result.err and result.out == ""
        result = run(command, "words", "--filter", "kind=zzz", "--data", ingested)
        assert result.code == 2 and "a kind is report, blog or transcript" in result.err and result.out == ""


def test_filters_that_leave_no_document_are_named(run: Run, ingested: Path) -> None:
    flags = ("--filter", "date>=2090", "--filter", "kind=report", "--data", ingested)
    said = "There is no document of kind report and date 2090 or after."
    searched, asked = run("search", QUESTION, *flags), run("ask", QUESTION, *flags, "--no-record", "--json")
    assert (searched.code, searched.out, searched.err) == (0, "", f"{said}\n")
    assert asked.code == 0 and (asked.lines()[0]["status"], asked.lines()[0]["reason"]) == ("declined", said)


def test_a_question_without_quotation_marks_is_asked_as_it_stands(run: Run, ingested: Path) -> None:
    (asked,) = run("ask", *QUESTION.split(), "--data", ingested, "--json").lines()
    assert (asked["question"], asked["status"]) == (QUESTION, "answered")
    found = run("search", *QUESTION.split(), "-k", 1, "--data", ingested, "--json").lines()
    assert [p["document"] for p in found] == ["notes/harbour.txt"]


def test_ask_gives_an_answer_whose_quotes_are_in_the_documents(run: Run, ingested: Path) -> None:
    result = run("ask", QUESTION, "--data", ingested, "--json")
    (answer,) = result.lines()
    assert result.code == 0 and set(answer) >= ANSWER
    assert answer["status"] == "answered" and "1998" in answer["text"] and 0 <= answer["confidence"] <= 1
    assert [c["marker"] for c in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    for cited in answer["citations"]:
        text = run("show", cited["document"], "--text", "--data", ingested).out
        assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_the_words_of_a_document_cannot_move_the_cursor(run: Run, bag_of_words: BagOfWords, tmp_path: Path) -> None:
    text = "---\ntitle: Walls\x1b[2J\n---\n\nThe wall was rebuilt in 1998.\x1b[31m\x07\n"
    run("ingest", write_files(tmp_path / "c", {"walls.md": text}))
    result = run("ask", "When was the wall rebuilt?")
    assert "rebuilt in 1998." in result.out and "Walls" in result.out
    assert all(c == "\n" or c.isprintable() for c in result.out)


def test_a_place_does_not_repeat_the_title(run: Run, bag_of_words: BagOfWords, tmp_path: Path) -> None:
    run("ingest", write_files(tmp_path / "c", {"w.md": "# Walls\n\n## Age\n\nThe wall was rebuilt in 1998.\n"}))
    assert "\n[1] Walls, Age\n" in run("ask", "When was the wall rebuilt?").out


def test_ask_declines_with_passages_and_without_citations(run: Run, ingested: Path) -> None:
    result = run("ask", "Which chess opening did the prime minister of Iceland prefer?", "--data", ingested, "--json")
    (answer,) = result.lines()
    assert result.code == 0 and answer["status"] == "declined" and answer["reason"]
    assert not answer["citations"] and not answer["sentences"] and answer["passages"]


@pytest.mark.parametrize(
    "content", ["{", '{"role": "user"}', '[{"content": "x"}]', "[1]", "5", '[{"role": "system", "content": "x"}]']
)
def test_a_history_that_is_none_is_a_usage_error(content: str, run: Run, ingested: Path, tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    file.write_text(content)
    result = run("ask", QUESTION, "--history", file, "--data", ingested)
    assert result.code == 2 and str(file) in result.err


def test_a_batch_writes_every_line_in_order_and_says_that_one_failed(run: Run, ingested: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "q1", "question": QUESTION, "history": []}),
        "{broken",
        json.dumps({"id": "q3"}),
        json.dumps(
            {"id": "q4", "question": "How much honey did roof hives produce?", "history": [{"role": "user", "content": "Hi"}]}
        ),
        json.dumps({"id": "q5", "question": QUESTION, "history": "yes"}),
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n\n")
    result = run("ask", "--batch", source, "--out", target, "--data", ingested)
    written = [json.loads(line) for line in target.read_text().splitlines()]
    assert result.code == 1 and result.out == "" and "2 of 5" in result.err
    assert [line["id"] for line in written] == ["q1", None, "q3", "q4", "q5"]
    assert [set(line) == {"id", "error"} for line in written] == [False, True, True, False, True]
    assert ANSWER | {"id"} <= set(written[0]) and written[3]["status"] == "answered"
    assert "line 2 is not JSON" in written[1]["error"] and "line 3: no question" in written[2]["error"]


def test_a_batch_that_cannot_be_read_or_written_is_an_error(run: Run, ingested: Path, tmp_path: Path) -> None:
    result = run("ask", "--batch", tmp_path / "none.jsonl", "--out", tmp_path / "out.jsonl", "--data", ingested)
    assert result.code == 2 and "none.jsonl cannot be read" in result.err
    (tmp_path / "in.jsonl").write_text("")
    result = run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "no" / "out.jsonl", "--data", ingested)
    assert result.code == 2 and "out.jsonl cannot be written" in result.err


def test_a_result_never_takes_the_place_of_what_it_is_made_from(run: Run, ingested: Path, tmp_path: Path) -> None:
    asked = tmp_path / "in.jsonl"
    asked.write_text(json.dumps({"id": 1, "question": QUESTION}))
    (tmp_path / "again.jsonl").hardlink_to(asked)
    for out in (asked, tmp_path / "again.jsonl"):
        result = run("ask", "--batch", asked, "--out", out, "--data", ingested)
        assert result.code == 2 and "would be overwritten" in result.err
    answers = tmp_path / "a.json"
    answers.write_text(before := run("ask", QUESTION, "--json", "--no-record", "--data", ingested).out)
    result = run("export", answers, "--out", answers, "--data", ingested)
    assert result.code == 2 and answers.read_text() == before and json.loads(asked.read_text())["id"] == 1
