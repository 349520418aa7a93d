"""Word pieces are counted as the model has them, and an embedder that nobody knows is refused."""

from __future__ import annotations

import pytest

from assistant.errors import ModelUnavailable
from assistant.models.embedders import MAX_PIECES, MiniLM, open_embedder
from assistant.settings import Settings


@pytest.mark.parametrize(("text", "count"), [("", 2), ("one two", 4), ("word " * 1000, 1002), ("x" * 500, 3)])
def test_pieces_are_counted_beyond_what_the_model_reads(text: str, count: int) -> None:
    assert MiniLM().count_pieces([text]) == [count]
    assert MAX_PIECES == 256


def test_an_unknown_embedder_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match="unknown embedder 'word2vec'"):
        open_embedder(Settings(embedder="word2vec"))
