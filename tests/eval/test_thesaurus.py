"""Two words say the same where WordNet joins them in senses that are common for both, and the embedder finds them near."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.thesaurus import PARTS, draw, read

NOUNS = """\
00000010 06 n 02 boat 0 shallop 0 002 @ 00000020 n 0000 ! 00000030 n 0101 | a small ship
00000020 06 n 01 ship 0 001 ~ 00000010 n 0000 | a large boat
00000030 06 n 01 wreck 0 001 ! 00000010 n 0101 | what a boat may become
00000040 06 n 02 dinghy 0 boat 1 000 | a sense that is hardly ever meant
"""
INDEX = """\
boat n 2 1 @ 2 1 00000010 00000040
shallop n 1 1 @ 1 1 00000010
ship n 1 1 ~ 1 1 00000020
wreck n 1 0 1 1 00000030
dinghy n 1 0 1 1 00000040
"""
COUNTS = """\
boat%1:06:00:: 1 30
shallop%1:06:00:: 1 3
ship%1:06:00:: 1 20
wreck%1:06:00:: 1 5
dinghy%1:06:00:: 1 2
"""
NEAR = {"boat": (1.0, 0.0), "shallop": (0.8, 0.6), "ship": (0.9, 0.44), "wreck": (1.0, 0.0), "dinghy": (0.3, 0.95)}


def embed(words: Sequence[str]) -> NDArray[np.float32]:
    return np.array([NEAR[word] for word in words], np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in PARTS.values():
        for file in (f"data.{name}", f"index.{name}", f"{name}.exc"):
            (tmp_path / file).write_text("  1 the licence\n" if "." in file else "", encoding="latin-1")
    (tmp_path / "data.noun").write_text(f"  1 the licence\n{NOUNS}", encoding="latin-1")
    (tmp_path / "index.noun").write_text(INDEX, encoding="latin-1")
    (tmp_path / "noun.exc").write_text("shippen ship\n", encoding="latin-1")
    (tmp_path / "cntlist.rev").write_text(COUNTS, encoding="latin-1")
    return tmp_path


def test_synonyms_and_the_word_above_are_joined_but_no_opposite_and_no_rare_sense(folder: Path) -> None:
    found = draw(read(folder), embed)
    assert found == {
        "boat": "shallop ship shippen",
        "shallop": "boat ship shippen",
        "ship": "boat shallop shippen",
        "shippen": "boat shallop ship",
    }


def test_what_the_embedder_finds_far_apart_is_not_joined(folder: Path) -> None:
    elsewhere = {**NEAR, "ship": (0.0, 1.0)}
    found = draw(read(folder), lambda words: np.array([elsewhere[word] for word in words], np.float32))
    assert "ship" not in found["boat"].split()
