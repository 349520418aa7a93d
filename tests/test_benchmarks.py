"""What the benchmarks make of what they measured, on figures worked out by hand, and that made corpora are what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from benchmarks.corpora import Pool, build
from benchmarks.growth import COLUMNS, exponent, plot, questions_in, table
from benchmarks.machine import machine, peak_megabytes
from benchmarks.older import older
from benchmarks.paired import Row
from benchmarks.plain import pages_of

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("ours", "plain", "ratio"),
    [([2.0], [6.0], 3.0), ([1.0, 2.0, 4.0], [10.0, 10.0, 10.0], 5.0), ([1.0, 5.0], [4.0, 30.0], 5.0), ([1.0], [], None)],
)
def test_the_ratio_is_the_median_over_pairs(ours: list[float], plain: list[float], ratio: float | None) -> None:
    assert Row("a", "b", ours, plain).ratio == ratio


def test_a_row_says_what_was_asked_and_how_often_it_was_run() -> None:
    assert str(Row("ingest", "4 times", [2.0, 2.0], [10.0, 12.0])) == "| ingest | 4 times | 11.00 | 2.00 | 5.5 times | 2 |"
    assert str(Row("list", "0.3 s", [0.25])) == "| list | 0.3 s | - | 0.25 | - | 1 |"


@pytest.mark.parametrize(("values", "slope"), [([5, 5, 5], 0), ([1, 10, 100], 1), ([1, 100, 10_000], 2), ([100, 10, 1], -1)])
def test_the_exponent_says_how_a_figure_grows(values: list[float], slope: float) -> None:
    assert exponent([10, 100, 1000], values) == pytest.approx(slope)


def test_growth_is_shown_as_a_table_and_a_drawing() -> None:
    rows = [{"chunks": size} | dict.fromkeys(COLUMNS, value) for size, value in ((1000.0, 2.0), (100_000.0, 20.0))]
    drawn, lines = plot(rows), table(rows).splitlines()
    assert lines[2].startswith("| 1,000 | 2.0 |") and lines[-1].startswith("| *exponent* | 0.50 |")
    assert drawn.count("<polyline") == len(COLUMNS) and drawn.count("<circle") == 2 * len(COLUMNS)


def test_questions_that_follow_others_are_left_out() -> None:
    chosen = questions_in([ROOT / "eval" / "questions.jsonl"], 50)
    assert len(set(chosen)) == 50 and chosen == questions_in([ROOT / "eval" / "questions.jsonl"], 50)


def test_a_folder_without_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"{tmp_path} holds 0 sentences"):
        Pool.of(tmp_path, 100)


def test_what_an_older_processor_is_for_is_told_without_a_run() -> None:
    asked = [sys.executable, "-m", "benchmarks.older", "--help"]
    assert "usage" in subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_a_figure_says_where_it_was_taken() -> None:
    assert "cores" in machine() and "GiB" in machine()


def test_the_peak_of_memory_is_that_of_the_program_alone() -> None:
    held = bytearray(200_000_000)
    asked = "from benchmarks.machine import peak_megabytes; print(peak_megabytes())"
    of_child = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert peak_megabytes() > len(held) / 2**20 > 100 > float(of_child.stdout)


def test_an_older_processor_has_nothing_after_avx2(tmp_path: Path) -> None:
    how = older(tmp_path)
    if how is None or not how.as_fast:
        pytest.skip("this processor cannot hide instructions (cpuid_fault), or there is no C compiler")
    asked = "from numpy._core._multiarray_umath import __cpu_features__ as f; assert f['AVX2'] and not f['AVX512F']"
    assert how.run([sys.executable, "-c", asked], quiet=False) == 0


def test_the_yardstick_reads_every_page() -> None:
    assert len(pages_of(ROOT / "corpus" / "reports" / "hard-edges-in-brief.pdf")) > 1
    assert "Wigan" in pages_of(ROOT / "corpus" / "blogs" / "the-wigan-deal-in-plain-words.md")[0]


def test_a_made_corpus_has_the_size_asked_for_and_is_found_in(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    sentences = [f"Sentence number {n} speaks of item{n} and of nothing else at all." for n in range(40)]
    vectors = chance.normal(size=(40, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    pool = Pool(sentences, dict(zip(sentences, vectors, strict=True)))
    built = build(pool, 30, tmp_path / "one")
    assert (built.chunks, set(built.seconds)) == (30, {"chunk", "write", "index"})
    assert build(pool, 30, tmp_path / "two").documents == built.documents
    one, two = (Catalog.open_existing(tmp_path / name) for name in ("one", "two"))
    assert one.count_chunks() == 30 and one.vectors()[0] == two.vectors()[0] and not one.outbox(1)
    opened = Assistant.open(Settings(data=tmp_path / "one"))
    assert any("item7" in passage.text for passage in opened.search("What is said of item7?"))
    for each in (one, two, opened):
        each.close()
