"""Ranking: each lever does what its sentence says, on texts small enough to work out by hand."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.retrieve import ranking
from assistant.retrieve.ranking import Neighbours, in_their_words
from assistant.retrieve.retriever import Query
from assistant.settings import Settings
from assistant.store.rows import ChunkRow
from assistant.types import Passage
from tests.conftest import write_files

FILLER = "It says nothing else that matters here and goes on just like this until the chunk is full of such small and common words."


def searched(folder: Path, texts: dict[str, str], query: str, **choices: object) -> list[Passage]:
    """Return all passages for a query over texts of which each paragraph is a chunk and a passage of its own."""
    settings = Settings(data=folder / "data", chunk_pieces=32, passage_chars=200).model_copy(update=choices)
    list(ingest([write_files(folder / "texts", texts)], settings))
    assistant = Assistant.open(settings)
    try:
        return assistant.search(query, 20)
    finally:
        assistant.close()


@pytest.mark.usefixtures("bag_of_words")
def test_coverage_is_the_share_of_the_questions_weight_in_a_chunk_or_beside_it(tmp_path: Path) -> None:
    texts = {
        "bridge.txt": f"A bridge of oak. {FILLER}\n\nThe tolls are high. {FILLER}\n\nThe end. {FILLER}\n",
        "other.txt": f"A bridge, a bridge. {FILLER}\n",
    }
    found = {(p.document, p.text.split(".")[0]): p.features["coverage"] for p in searched(tmp_path, texts, "oak bridge tolls")}
    idf = {word: log(1 + (4 - n + 0.5) / (n + 0.5)) for word, n in (("oak", 1), ("bridge", 2), ("tolls", 1))}
    whole = sum(idf.values())
    assert found["bridge.txt", "A bridge of oak"] == pytest.approx(1)  # with the tolls of the next chunk
    assert found["bridge.txt", "The tolls are high"] == pytest.approx(1)
    # the title, which is made of the file's name, holds "bridge"; the last chunk has the tolls beside it, but no oak
    assert found["bridge.txt", "The end"] == pytest.approx((idf["bridge"] + idf["tolls"]) / whole)
    assert found["other.txt", "A bridge, a bridge"] == pytest.approx(idf["bridge"] / whole)


@pytest.mark.parametrize(
    ("covered", "stems", "share"),
    [
        (0.0, {"oak": 3.0}, 0.0),
        (0.4, {"oak": 3.0}, 0.0),
        (0.5, {"oak": 3.0}, 0.5),
        (0.6, {"oak": 3.0}, 1.0),
        (0.3, {"oak": 3.0, "ada": 3.0}, 1.0),  # a name that no text has
        (0.3, {"oak": 3.0, "ada": 2.0}, 0.0),  # one that some have
    ],
)
def test_words_tell_little_where_no_chunk_holds_most_of_a_question(covered: float, stems: dict[str, float], share: float) -> None:
    query = Query("", np.zeros(1, np.float32), (), {}, (), stems, {"oak": 3.0}, rarest=2.5)
    assert in_their_words(query, covered) == pytest.approx(share)


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("query", "keyword"),
    [("oak bridge", 0.45), ("oak waterfall lantern summit glacier", 0.09)],
    ids=["in the words of the text", "in others, but for one"],
)
def test_keywords_count_a_fifth_where_a_question_is_put_in_other_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, query: str, keyword: float
) -> None:
    used: list[float] = []
    fuse = ranking._fuse
    monkeypatch.setattr(ranking, "_fuse", lambda *given: used.append(given[2].keyword) or fuse(*given))
    searched(tmp_path, {"bridge.txt": f"A bridge of oak. {FILLER}\n"}, query)
    assert used == [pytest.approx(keyword)]


SCORES = {1: 0.1, 2: 0.2, 3: 0.2, 4: 0.4, 5: 0.5, 9: 0.4}


@pytest.mark.parametrize(
    ("keys", "first", "expected"),
    [
        ([3, 5, 9], [0, 0, 0], [0.7, 1.1, 0.9]),  # 3 and 9 are too far from each other
        ([3, 5, 9], [0, 0, 9], [0.7, 0.7, 0.4]),  # 9 begins another document
        ([5, 9, 3], [0, 0, 0], [1.1, 0.9, 0.7]),  # in whatever order
        ([1, 2, 4, 5], [0, 0, 0, 0], [1.1, 1.1, 1.1, 1.1]),  # the best three of four
    ],
)
def test_the_region_of_a_chunk_is_the_best_three_within_reach_in_its_document(
    keys: list[int], first: list[int], expected: list[float]
) -> None:
    rows = [ChunkRow(key, "", "", key - begin, 0, 1, "", "[]", None, None) for key, begin in zip(keys, first, strict=True)]
    region = Neighbours(rows, [20] * len(rows)).of_region(np.array([SCORES[key] for key in keys]))
    assert region.tolist() == pytest.approx(expected)


def test_a_chunk_whose_vectors_are_still_made_is_taken_to_be_half_as_near_as_the_nearest() -> None:
    rows = [ChunkRow(10 * n, "", f"{n}", 0, 0, 1, "", "[]", None, None) for n in range(4)]
    cosine = np.array([0.9, 0.0, 0.3, 0.0])  # the second has none
    scores = {"keyword": np.zeros(4), "vector": cosine, "sentence": cosine, "coverage": np.zeros(4)}
    known = np.array([True, False, True, True])
    fused = ranking._fuse(Neighbours(rows, [1] * 4), scores, ranking.Weights(keyword=0.4, neighbour=0.0), known)
    assert fused.tolist() == pytest.approx([0.6, 0.3, 0.2, 0.0])
