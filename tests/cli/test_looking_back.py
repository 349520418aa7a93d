"""The commands that look back keep the contract of the command line, on an index that changes under old answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from assistant.store.records import FILE, Records
from tests.cli.conftest import Result, Run
from tests.conftest import write_files

QUESTION = "How many kilograms of honey did the roof hives produce?"
QUOTE = "Roof hives produced 31 kilograms of honey in the first summer."


@pytest.fixture
def corpus(run: Run, tiny_corpus: Path, read_here: None) -> Path:
    """Return the folder of a small corpus that has been ingested into the default data folder."""
    assert run("ingest", tiny_corpus).code == 0
    return tiny_corpus


@pytest.fixture
def answer(run: Run, corpus: Path) -> dict[str, Any]:
    """Return a recorded answer that cites the bees."""
    (given,) = run("ask", QUESTION, "--json").lines()
    assert QUOTE in [c["quote"] for c in given["citations"]]
    return given


def cited(answer: dict[str, Any]) -> str:
    return str(next(c["citation_id"] for c in answer["citations"] if c["quote"] == QUOTE))


def rewrite_bees(corpus: Path, change: Callable[[str], str]) -> None:
    bees = corpus / "blogs" / "bees.md"
    bees.write_text(change(bees.read_text(encoding="utf-8")), encoding="utf-8", newline="")


def moved(text: str) -> str:
    return text.replace("Roof hives", "A new first sentence. Roof hives")


# -- verify ------------------------------------------------------------------------------------------------------------


def test_verify_says_a_line_for_each_id(run: Run, answer: dict[str, Any]) -> None:
    id_ = cited(answer)
    result = run("verify", id_, "gone.md#c=1-9@3f9a2c1b04de", "--json")
    assert result.code == 1
    assert result.lines() == [
        {"citation_id": id_, "state": "unchanged", "now": id_},
        {"citation_id": "gone.md#c=1-9@3f9a2c1b04de", "state": "gone", "now": None},
    ]
    assert "no longer in the index" in result.err
    assert run("verify", id_) == Result(0, f"unchanged {id_}\n", "")


def test_verify_follows_words_that_moved_before_and_after_the_new_version_is_ingested(
    run: Run, corpus: Path, answer: dict[str, Any]
) -> None:
    rewrite_bees(corpus, moved)
    before = run("verify", cited(answer), "--json")
    assert (before.code, before.lines()[0]["state"]) == (0, "moved")
    run("ingest", corpus)
    after = run("verify", cited(answer), "--json")
    assert after.lines() == before.lines()
    now = before.lines()[0]["now"]
    assert run("verify", now, "--json").lines() == [{"citation_id": now, "state": "unchanged", "now": now}]
    assert f"moved     {cited(answer)}\n          now {now}\n" in run("verify", cited(answer)).out


def test_verify_says_changed_where_nobody_knows_the_words_any_more(run: Run, corpus: Path, answer: dict[str, Any]) -> None:
    rewrite_bees(corpus, moved)
    run("ingest", corpus)
    assert run("purge", "--all", "--json").lines() == [{"records": 1, "gaps": 0, "kept": 0, "conversations": 0}]
    result = run("verify", cited(answer), "--json")
    assert (result.code, result.lines()[0]["state"], result.lines()[0]["now"]) == (1, "changed", None)


def test_verify_takes_the_words_from_old_answers(run: Run, corpus: Path, answer: dict[str, Any], tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text(f"{json.dumps(answer | {'id': 'q1'})}\n{json.dumps({'id': 'q2', 'error': 'timeout'})}\n", encoding="utf-8")
    rewrite_bees(corpus, moved)
    run("ingest", corpus)
    run("purge", "--all")
    states = {line["citation_id"]: line["state"] for line in run("verify", "--answers", old, "--json").lines()}
    assert list(states) == [c["citation_id"] for c in answer["citations"]]
    assert states[cited(answer)] == "moved"


def test_verify_reads_ids_from_a_file(run: Run, answer: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text(f"{cited(answer)}\n\n", encoding="utf-8")
    assert run("verify", "--file", "ids.txt", "--json").lines()[0]["state"] == "unchanged"


def test_verify_makes_no_records_to_look_into(run: Run, corpus: Path) -> None:
    rewrite_bees(corpus, moved)
    run("verify", "blogs/bees.md#c=1-9@3f9a2c1b04de")
    assert not (Path(".assistant") / FILE).exists()


# -- export ------------------------------------------------------------------------------------------------------------


def test_export_takes_a_record_a_file_or_the_last_answer(run: Run, answer: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    last = run("export", "--format", "bibtex")
    assert last.code == 0
    assert "@misc{okafor2019keeping," in last.out
    assert run("export", "1", "--format", "bibtex") == last
    assert run("export", "a.json", "--format", "bibtex") == last
    written = run("export", "1", "--format", "bibtex", "--out", "refs.bib")
    assert (written.out, (tmp_path / "refs.bib").read_text(encoding="utf-8")) == ("", last.out)
    (described,) = run("export", "1", "--format", "bibtex", "--json").lines()
    assert described == {"format": "bibtex", "answers": 1, "out": None, "text": last.out}


@pytest.mark.parametrize("shape", ["list", "conversation", "exchanges", "lines"])
def test_export_takes_a_conversation(shape: str, run: Run, answer: dict[str, Any], tmp_path: Path) -> None:
    exchanges = [{"question": "q", "answer": answer, "error": ""}, {"question": "q2", "answer": None, "error": "no model"}]
    shapes: dict[str, Any] = {"list": [answer], "conversation": exchanges, "exchanges": {"id": "c", "exchanges": exchanges}}
    text = f"{json.dumps(answer)}\n{json.dumps(answer)}\n" if shape == "lines" else json.dumps(shapes[shape])
    (tmp_path / "c.json").write_text(text, encoding="utf-8")
    result = run("export", "c.json", "--format", "plain")
    assert (result.code, result.out.count("References")) == (0, 1)
    assert f"“{QUOTE}”" in result.out


def test_export_needs_no_index_for_answers_in_a_file(run: Run, answer: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    result = run("export", "a.json", "--data", "nowhere", "--format", "harvard")
    assert result.code == 0
    assert "Keeping bees on a roof (2019) [Blog]." in result.out


# -- explain, replay, gaps, purge --------------------------------------------------------------------------------------


def test_explain_gives_the_scores_of_each_stage_and_the_words_that_were_found(run: Run, answer: dict[str, Any]) -> None:
    (found,) = run("explain", "--json").lines()
    assert (found["record"], found["question"], found["status"]) == (1, QUESTION, "answered")
    assert set(found) >= {"corpus", "settings", "models", "confidence", "filters", "asked"}
    best = next(p for p in found["passages"] if cited(answer) in p["cited"])
    assert {"kilograms", "honey", "roof", "hives"} <= set(best["words"])
    assert set(best["features"]) == set(best["places"]) != set()
    assert all(1 <= place <= len(found["passages"]) for place in best["places"].values())
    assert [p["rank"] for p in found["passages"]] == [p["rank"] for p in answer["passages"]]
    said = run("explain", "1").out
    assert f"Record 1, {found['asked']}: {QUESTION}" in said
    assert "holds" in said and "; cited" in said and "1st" in said
    assert " 0.000 (" not in said and "_" not in said.split("score", 1)[1].split("holds")[0]


def test_replay_says_that_nothing_is_different_or_what_is(run: Run, corpus: Path, answer: dict[str, Any]) -> None:
    (same,) = run("replay", "--json").lines()
    assert (same["record"], same["same"], same["changes"]) == (1, True, {})
    assert "Nothing is different." in run("replay", "1").out
    rewrite_bees(corpus, lambda text: text.replace("31 kilograms", "13 kilograms"))
    run("ingest", corpus)
    result = run("replay", "1", "--json")
    (other,) = result.lines()
    assert (result.code, other["same"]) == (0, False)
    assert {"text", "corpus", "citations", "passages"} <= set(other["changes"])
    assert other["changes"]["citations"]["went"] == [c["citation_id"] for c in answer["citations"] if "bees" in c["document"]]
    assert "13" in other["changes"]["text"][1]
    assert "then" in run("replay", "1").out


def test_gaps_ranks_what_was_declined_and_no_record_leaves_none(run: Run, corpus: Path) -> None:
    for question in ("Who painted the ceiling of the Sistine Chapel?", "who painted the Sistine Chapel ceiling"):
        assert run("ask", question, "--json").lines()[0]["status"] == "declined"
    run("ask", "How many llamas live in Peru?", "--no-record")
    records = Records.open(Settings().data)
    records.log_gap("When does the museum open?", "asked by a reader")
    records.close()
    found = run("gaps", "--json").lines()
    assert [(g["asked"], g["logged"]) for g in found] == [(0, 1), (2, 0)]
    assert found[1]["question"] == "who painted the Sistine Chapel ceiling?"
    assert "(declined 2×, last " in run("gaps").out
    assert len(run("gaps", "--limit", "1", "--json").lines()) == 1


def test_a_batch_keeps_no_records(run: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "question": QUESTION}), encoding="utf-8")
    assert run("ask", "--batch", "in.jsonl", "--out", "out.jsonl").code == 0
    assert not (Path(".assistant") / FILE).exists()


def test_purge_keeps_what_is_young(run: Run, answer: dict[str, Any]) -> None:
    assert run("purge", "--older-than", "30").out == "0 records, 0 logged gaps and 0 conversations deleted, 1 record kept\n"
    assert run("purge", "--older-than", "0").out == "1 record, 0 logged gaps and 0 conversations deleted, 0 records kept\n"


# -- what cannot be done -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["verify"], 2, "give citation ids, --file FILE or --answers FILE"),
        (["verify", "a.pdf#c=9-3@3f9a2c1b04de"], 2, "ends before it begins"),
        (["verify", "--file", "nowhere"], 2, "nowhere cannot be read"),
        (["verify", "--answers", "bad.json"], 2, "bad.json is not JSON"),
        (["verify", "a.md#c=1-2@3f9a2c1b04de"], 1, "nothing has been ingested"),
        (["export", "empty.json"], 2, "holds no answers"),
        (["export", "other.json"], 2, "other.json, item 1: that is not an answer"),
        (["export", "broken.json"], 2, "broken.json: that is not an answer: "),
        (["export"], 1, "nothing has been ingested"),
        (["explain"], 1, "nothing has been ingested"),
        (["replay", "one"], 2, "'one' is not the number of a record"),
        (["gaps", "--limit", "few"], 2, "'few' is not a whole number from 1 on"),
        (["gaps"], 1, "nothing has been ingested"),
        (["purge"], 2, "give either --older-than DAYS or --all"),
        (["purge", "--older-than", "banana"], 2, "'banana' is not a number of days"),
        (["purge", "--older-than", "nan"], 2, "'nan' is not a number of days"),
        (["purge", "--older-than", "-3"], 2, "'-3' is not a number of days"),
        (["purge", "--older-than", "999999"], 2, "'999999' is not a number of days"),
        (["export", "99999999999999999999"], 2, "is not the number of a record"),
        (["purge", "--all", "--older-than", "3"], 2, "give either --older-than DAYS or --all"),
    ],
)
def test_what_cannot_be_done_is_said_on_stderr(arguments: list[str], code: int, message: str, run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {"bad.json": "{no", "empty.json": "[]", "other.json": "[3]", "broken.json": '{"citations": []}'})
    result = run(*arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_a_list_of_references_that_is_empty_is_said_to_be(run: Run, corpus: Path) -> None:
    run("ask", "Who won the cup final on the moon?")
    for format_ in ("bibtex", "csv"):
        assert "the answer cites nothing, so there are no references to list" in run("export", "--format", format_).err
    assert run("export").err == ""


def test_a_record_or_a_format_that_is_not_there_is_named(run: Run, answer: dict[str, Any]) -> None:
    assert "no record 7" in run("explain", "7").err
    assert "there is no format 'docx'" in run("export", "--format", "docx").err
