"""What the fuzzer has found stays read as a whole, or refused by name; see tests/fuzz."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.load import READERS
from tests.fuzz.check import check
from tests.fuzz.seeds import Group, groups

FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_is_read_or_refused(path: Path) -> None:
    check(path.read_bytes(), path.suffix)


SEEDS = {name: (group, group.seeds()) for name, group in groups().items()}


def mangled(seed: bytes) -> st.SearchStrategy[bytes]:
    """Draw a file with spans of it taken out, said twice, or put in from elsewhere."""
    place = st.integers(0, len(seed))
    edit = st.tuples(
        place, st.integers(0, 40), st.one_of(st.binary(max_size=12), st.just(b""), place.map(lambda at: seed[at : at + 60]))
    )

    def apply(edits: list[tuple[int, int, bytes]]) -> bytes:
        data = seed
        for at, gone, put in edits:
            data = data[:at] + put + data[at + gone :]
        return data

    return st.lists(edit, min_size=1, max_size=6).map(apply)


@given(data=st.data())
@pytest.mark.parametrize("name", SEEDS)
def test_a_mangled_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    group, seeds = SEEDS[name]
    seed = data.draw(st.sampled_from(seeds))
    file = group.file(data.draw(mangled(seed)))
    check(file, data.draw(st.sampled_from(group.suffixes)))


def test_every_format_is_fuzzed() -> None:
    alike = {".htm": ".html", ".markdown": ".md", ".text": ".txt"}
    fuzzed = {suffix for group in groups().values() for suffix in group.suffixes}
    assert {alike.get(suffix, suffix) for suffix in READERS} == fuzzed
    assert all(isinstance(group, Group) and seeds for group, seeds in SEEDS.values())
