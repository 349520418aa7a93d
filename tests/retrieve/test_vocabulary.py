"""The stems near to a word are those that a plain count of slips finds, and follow what the corpus holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask import Assistant
from assistant.retrieve.vocabulary import LONGER, SHORTER, Vocabulary, _letter, _near
from assistant.text.typos import distance
from tests.conftest import assistant_over


def begun(typed: str, root: str) -> int:
    return min(distance(typed[:end], root) for end in range(len(typed) + 1))


word = st.text("abcde", min_size=5, max_size=9)


@given(typed=word, stems=st.lists(st.text("abcdei", min_size=1, max_size=10), max_size=6, unique=True))
def test_the_near_ones_are_those_within_two_slips_of_what_the_word_begins_with(typed: str, stems: list[str]) -> None:
    found = {near.stem: near.slips for near in _near(typed, _letter(stems))}
    roots = {stem: f"{stem[:-1]}y" if stem.endswith("i") else stem for stem in stems}
    fitting = {stem: root for stem, root in roots.items() if -SHORTER <= len(root) - len(typed) <= LONGER}
    expected = {stem: slips for stem, root in fitting.items() if (slips := begun(typed, root)) <= 2}
    assert found == expected


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(
        tmp_path_factory.mktemp("vocabulary"), {"a.txt": "The partnership agreed.", "b.txt": "Partners and plants."}
    ) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "stems"),
    [("partnreship", ["partnership", "partner"]), ("aprtner", ["partner"]), ("zebra", []), ("agreeed", ["agre"])],
)
def test_the_nearest_come_first_and_of_these_the_longest(assistant: Assistant, typed: str, stems: list[str]) -> None:
    assert [near.stem for near in Vocabulary(assistant._catalog).near(typed) if near.slips < 2] == stems


def test_what_is_known_is_that_of_the_revision_looked_at(assistant: Assistant) -> None:
    class Counted:
        asked = 0

        def stems_from(self, beginning: str) -> list[tuple[str, int]]:
            self.asked += 1
            return [("partner", 1)] if self.asked == 1 else []

    catalog = Counted()
    vocabulary = Vocabulary(catalog)  # type: ignore[arg-type]
    vocabulary.look(1)
    assert [len(vocabulary.near("ppartner")) for _ in range(2)] == [1, 1] and catalog.asked == 1
    vocabulary.look(2)
    assert vocabulary.near("ppartner") == [] and catalog.asked == 2
