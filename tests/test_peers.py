"""Every engine is measured by the same rules, worked out here by hand; no engine is installed for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.peers.__main__ import answerable, why
from benchmarks.peers.environments import PEERS
from benchmarks.peers.measured import Ran, run
from benchmarks.peers.scores import covered, first, recall, right_page, scored, table
from benchmarks.peers.speak import Found

QUOTE = "one two three four five six seven eight nine ten"  # 39 letters


def found(*texts: str) -> list[Found]:
    return [Found(text=text, document=None, page=None) for text in texts]


@pytest.mark.parametrize(
    ("texts", "share"),
    [
        ([QUOTE], 1),
        (["before " + QUOTE.replace(" ", "\n \t") + " after"], 1),
        (["one two three four five"], 19 / 39),
        (["one two three four five", "four five six seven eight nine ten"], 1),
        (["two three four five six", "two three four five six"], 19 / 39),
        (["one two three four and five six seven eight"], 0),  # runs of four words may agree by chance
        (["ten nine eight seven six five four three two one"], 0),
        (["ONE TWO THREE FOUR FIVE"], 0),
        ([], 0),
    ],
)
def test_a_quote_is_covered_by_words_in_a_row(texts: list[str], share: float) -> None:
    assert covered(QUOTE, texts) == pytest.approx(share)


def test_a_quote_shorter_than_a_run_must_stand_whole() -> None:
    assert covered("in 1968", ["it was in 1968 that"]) == 1
    assert covered("in 1968", ["it was in 1969 that"]) == 0


def test_recall_looks_at_five_texts_of_2000_characters() -> None:
    filler = "x " * 1000
    assert recall([QUOTE], found(*["no"] * 4, QUOTE)) == 1
    assert recall([QUOTE], found(*["no"] * 5, QUOTE)) == 0
    assert recall([QUOTE], found(filler + QUOTE)) == 0
    assert recall([QUOTE], found(filler, QUOTE)) == 1


def test_recall_weighs_each_quote_by_its_length() -> None:
    assert recall([QUOTE, "in 1968"], found(QUOTE)) == pytest.approx(39 / 45)


def test_the_first_2000_characters_are_those_of_all_texts_together() -> None:
    assert first([QUOTE], found("x " * 900, QUOTE)) == 1
    assert first([QUOTE], found("x " * 999, QUOTE)) == 0


TOTALS = "Total revenues of 66,608 and costs of 63,078 in 2022"
GOLD = [{"document": "a.pdf", "page": 7, "quote": TOTALS}]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        (Found(text="", document="a.pdf", page=7), 1),
        (Found(text=TOTALS, document="a.pdf", page=8), 0),
        (Found(text="", document="b.pdf", page=7), 0),
        (Found(text=TOTALS, document="a.pdf", page=None), 1),
        (Found(text=TOTALS, document=None, page=None), 1),
        (Found(text=TOTALS, document="b.pdf", page=None), 0),
        (Found(text="Something else of 2022", document="a.pdf", page=None), 0),  # 2 of 4 different words
        (Found(text="", document="a.pdf", page=None), 0),
    ],
)
def test_a_page_is_right_by_its_number_or_by_its_words(text: Found, hit: float) -> None:
    assert right_page(GOLD, [text]) == hit
    assert right_page(GOLD, [Found(text="no", document="a.pdf", page=1)] * 5 + [text]) == 0


def test_an_engine_is_scored_over_all_questions() -> None:
    questions = [{"references": [{"document": "a", "quote": QUOTE}]}] * 4
    said = {
        "found": [found(QUOTE), found("no"), found(QUOTE), found("no")],
        "query_seconds": [0.01, 0.02, 0.03, 0.2],
        "ingest_seconds": 2.0,
        "chunks": 9,
    }
    figures = scored(questions, said)
    assert figures["recall"]["mean"] == 0.5
    low, high = figures["recall"]["interval"]
    assert low < 0.5 < high
    assert (figures["p50_ms"], figures["p95_ms"], figures["n"]) == (pytest.approx(25), pytest.approx(200), 4)


def result(factor: float) -> dict[str, object]:
    names = ("ingest_seconds", "peak_mb", "serving_mb", "cold_seconds", "p50_ms", "p95_ms")
    return dict.fromkeys(names, 10 * factor) | {"recall": {"mean": 0.4 * factor, "interval": [0.3, 0.5]}}


def test_the_table_gives_ratios_to_ours_and_the_reason_of_a_failure() -> None:
    rows = table({"ours": result(1), "faster": result(0.5), "gone": {"failed": "exit 1: a | b"}}).splitlines()
    assert rows[0].startswith("|  | ingest | peak memory") and rows[0].endswith("| recall@5 |")
    assert rows[2].startswith("| ours | 10.0 s (×1.00) | 10 MB (×1.00) |")
    assert rows[3].startswith("| faster | 5.0 s (×0.50) |") and rows[3].endswith("| 0.20 [0.30, 0.50] (×0.50) |")
    assert rows[4].startswith("| gone | exit 1: a / b |")
    assert {row.count("|") for row in rows} == {9}


def test_without_ours_there_are_no_ratios() -> None:
    assert "×" not in table({"faster": result(0.5)})


def test_only_questions_with_all_gold_in_the_documents_are_asked(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(
        '{"references": [{"document": "a", "quote": "x"}]}\n{"references": []}\n'
        '{"references": [{"document": "a", "quote": "x"}, {"document": "b", "quote": "y"}]}\n'
    )
    assert len(answerable(tmp_path / "q.jsonl", {"a"})) == 1


@pytest.mark.skipif(os.name == "nt", reason="processes are measured as POSIX has them")
def test_a_process_is_measured_with_its_children_and_ended_in_time(tmp_path: Path) -> None:
    hold = "import time; held = b'x' * 60_000_000; time.sleep(1.5)"
    code = (
        f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; child.wait(); print('done')"
    )
    ran = run([sys.executable, "-c", code], os.environ, tmp_path, 60)
    assert (ran.code, ran.output) == (0, "done\n")
    assert ran.peak > (120e6 if sys.platform == "linux" else 60e6)
    late = run([sys.executable, "-c", "import time; time.sleep(60)"], os.environ, tmp_path, 0.5)
    assert late.seconds < 30
    assert why(late, 0.5).startswith("timeout")


def test_the_reason_of_a_failure_is_the_last_that_was_said() -> None:
    assert why(Ran(1, 1, 1, "", "Traceback\nValueError: no model\n\n"), 9) == "exit 1: ValueError: no model"
    assert why(Ran(1, 1, 1, "", ""), 9) == "exit 1: nothing said"


def test_each_engine_has_a_script() -> None:
    scripts = {path.stem for path in (Path(__file__).parent.parent / "benchmarks" / "peers").glob("*.py")}
    assert set(PEERS) == scripts - {"__init__", "__main__", "environments", "measured", "scores", "speak"}
