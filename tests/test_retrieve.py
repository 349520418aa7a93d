"""Ranking: each lever does what its sentence says, on texts small enough to work out by hand."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.settings import Settings
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
