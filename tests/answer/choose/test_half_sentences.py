"""A sentence of a talk that somebody else cuts in two is quoted with its other half."""

from __future__ import annotations

import pytest

from assistant.answer.choose.half_sentences import half_before, half_behind
from assistant.load import load
from assistant.types import Document

TALK = """Ada Finch: We have the old crane. It was the only thing that kept

Jo Bell: Right.

Ada Finch: the mole from sinking. It is gone now.

Jo Bell: and the lamps?

Ada Finch: They are dim.

Jo Bell: That is a pity and it has been one for as long as

Ada Finch: I would not say so, as they were dim when we came.

Jo Bell: the wall stood.
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("talk") / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return load(path, "talk.txt")


def test_a_half_brings_the_other_over_a_word_thrown_in(talk: Document) -> None:
    text = talk.text
    start = text.index("the mole")
    at = next(n for n, s in enumerate(talk.segments) if s.end > start)
    assert [text[a:b].strip() for a, b in half_before(talk, at, start)] == ["It was the only thing that kept"]
    end = text.index("kept") + len("kept")
    at = next(n for n, s in enumerate(talk.segments) if s.end > end - 1)
    assert [text[a:b].split(": ")[-1].strip() for a, b in half_behind(talk, at, end)] == ["the mole from sinking."]


@pytest.mark.parametrize("words", ["It is gone now.", "and the lamps?", "They are dim.", "the wall stood."])
def test_a_sentence_that_is_whole_or_begins_elsewhere_comes_alone(words: str, talk: Document) -> None:
    start = talk.text.index(words)
    at = next(n for n, s in enumerate(talk.segments) if s.end > start)
    assert not half_before(talk, at, start) and not half_behind(talk, at, start + len(words))
