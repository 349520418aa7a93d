"""Citation ids are read exactly, and old citations are found again, or honestly not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cite.verify import CitationId, Verifier, find
from assistant.errors import UsageError
from assistant.load import load
from assistant.types import Document, Locator, citation_id

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda name: name == name.strip())
SHAS = st.text("0123456789abcdef", min_size=64, max_size=64)
PLACES = st.one_of(
    st.builds(Locator),
    st.builds(Locator, page=st.integers(1, 9999)),
    st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)).map(lambda t: Locator(start_seconds=min(t), end_seconds=max(t))),
)


@given(NAMES, SHAS, st.integers(0, 10**9), st.integers(1, 10**6), PLACES)
def test_an_id_taken_apart_and_put_together_is_the_same(name: str, sha: str, start: int, length: int, place: Locator) -> None:
    text = citation_id(name, sha, start, start + length, place)
    parsed = CitationId.parse(text)
    assert str(parsed) == text
    assert (parsed.document, parsed.start, parsed.end, parsed.sha) == (name, start, start + length, sha[:12])
    assert parsed.page == place.page


@pytest.mark.parametrize("name", ["a b.pdf", "50% #1 & more?.md", "ä/水/🐝.txt", "a@b#c=1-2.txt", "x%20y.md", "#", "&c=1-2@"])
def test_an_id_keeps_whatever_characters_a_name_has(name: str) -> None:
    text = citation_id(name, "3f9a2c1b04de" + "0" * 52, 3, 9, Locator(page=2))
    assert CitationId.parse(text) == CitationId(name, 3, 9, "3f9a2c1b04de", page=2)


def test_a_name_that_was_not_encoded_is_understood() -> None:
    assert str(CitationId.parse("my notes.md#c=1-2@3f9a2c1b04de")) == "my%20notes.md#c=1-2@3f9a2c1b04de"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the document and '#' are missing"),
        ("a.pdf", "the document and '#' are missing"),
        ("#c=1-2@3f9a2c1b04de", "the document and '#' are missing"),
        ("a.pdf#p=4", "ends before its '@'; in a shell it has to stand in quotation marks"),
        ("a.pdf#c=1-2@", "12 hex digits, not ''"),
        ("a.pdf#c=1-2@3f9a", "12 hex digits, not '3f9a'"),
        ("a.pdf#c=1-2@3F9A2C1B04DE", "12 hex digits"),
        ("a.pdf#@3f9a2c1b04de", "'' is not a part of a place"),
        ("a.pdf#p=1@3f9a2c1b04de", "c must be a range"),
        ("a.pdf#c=12@3f9a2c1b04de", "c must be a range of characters, as in c=340-612, not '12'"),
        ("a.pdf#c=9-3@3f9a2c1b04de", "ends before it begins"),
        ("a.pdf#c=3-3@3f9a2c1b04de", "is empty"),
        ("a.pdf#p=0&c=1-2@3f9a2c1b04de", "p must be a page from 1, not '0'"),
        ("a.pdf#p=iv&c=1-2@3f9a2c1b04de", "p must be a page"),
        ("a.pdf#q=1&c=1-2@3f9a2c1b04de", "'q' is not a part of a place"),
        ("a.vtt#t=2&c=1-2@3f9a2c1b04de", "t must be a range of seconds"),
        ("a.vtt#t=9.0-2.0&c=1-2@3f9a2c1b04de", "t=9.0-2.0 ends before it begins"),
        ("%ff.pdf#c=1-2@3f9a2c1b04de", "not percent-encoded UTF-8"),
        ("\udcff.pdf#c=1-2@3f9a2c1b04de", "not percent-encoded UTF-8"),
        ("a.pdf#c=١-٢@3f9a2c1b04de", "c must be a range"),
        (f"a.pdf#c=1-{'9' * 5000}@3f9a2c1b04de", "c must be a range"),
    ],
)
def test_a_wrong_id_is_refused_by_name(text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as refused:
        CitationId.parse(text)
    assert complaint in str(refused.value)


# -- against files -----------------------------------------------------------------------------------------------------

OLD = "# Bees\n\nBees dance. Roof hives produced 31 kilograms of honey.\n\nThe end.\n"
QUOTE = "Roof hives produced 31 kilograms of honey."
START = OLD.index(QUOTE)


@dataclass(frozen=True)
class Ingested:
    path: str
    sha256: str


class Shelf:
    """A folder with one document, ``bees.md``, as it was ingested, and the file, which may have changed since."""

    def __init__(self, folder: Path, text: str = OLD) -> None:
        self.file = folder / "bees.md"
        self.ingest(text)

    def ingest(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8", newline="")
        self.stored = load(self.file, "bees.md")

    def document(self, id_: str) -> Document:
        assert id_ == "bees.md"
        return self.stored

    def verifier(self, quotes: Mapping[str, str] | None = None) -> Verifier:
        class Remembered:
            def quote(self, citation_id: str) -> str | None:
                return (quotes or {}).get(citation_id)

        return Verifier(self, {"bees.md": Ingested(str(self.file), self.stored.sha256)}, Remembered())


def cited() -> CitationId:
    return CitationId("bees.md", START, START + len(QUOTE), hashlib.sha256(OLD.encode()).hexdigest()[:12])


def test_words_in_an_untouched_file_are_unchanged(tmp_path: Path) -> None:
    check = Shelf(tmp_path).verifier().check(cited())
    assert check.to_dict() == {"citation_id": str(cited()), "state": "unchanged", "now": str(cited())}


NEW = "# Bees\n\nA new first paragraph.\n\nBees dance. Roof hives produced 31\nkilograms of honey.\n"


def test_a_changed_file_is_seen_before_it_is_ingested_again_and_the_words_are_taken_from_the_stored_text(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.file.write_text(NEW, encoding="utf-8", newline="")
    check = shelf.verifier().check(cited())
    assert check.state == "moved"
    now = CitationId.parse(check.now or "")
    assert NEW[now.start : now.end].split() == QUOTE.split()
    assert hashlib.sha256(NEW.encode()).hexdigest().startswith(now.sha)


def test_after_ingesting_the_new_version_the_words_come_from_the_answer_or_from_the_records(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.ingest(NEW)
    unknown = shelf.verifier().check(cited())
    assert (unknown.state, unknown.now) == ("changed", None)
    assert "not known any more" in unknown.reason
    assert shelf.verifier().check(cited(), QUOTE).state == "moved"
    assert shelf.verifier({str(cited()): QUOTE}).check(cited()).state == "moved"


@pytest.mark.parametrize("text", [OLD.replace("31", "13"), OLD.replace("Roof", "No roof"), OLD.replace("honey.", "honeycomb.")])
def test_other_words_are_a_change_even_where_they_look_alike(tmp_path: Path, text: str) -> None:
    shelf = Shelf(tmp_path)
    shelf.file.write_text(text, encoding="utf-8", newline="")
    assert shelf.verifier().check(cited()).state == "changed"


def test_the_nearest_of_several_places_is_taken(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    twice = f"{QUOTE}\n\nBees dance. {'Dancing on. ' * 3}\n\n{QUOTE}\n"
    shelf.file.write_text(twice, encoding="utf-8", newline="")
    now = CitationId.parse(shelf.verifier().check(cited()).now or "")
    assert now.start == 0


def test_a_file_or_a_document_that_is_no_longer_there_is_gone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    stranger = CitationId("other.md", 0, 4, "0" * 12)
    assert shelf.verifier().check(stranger).state == "gone"
    shelf.file.unlink()
    check = shelf.verifier().check(cited())
    assert (check.state, check.now) == ("gone", None)
    assert "cannot be opened" in check.reason


def test_a_file_that_can_no_longer_be_read_has_changed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.file.write_bytes(b"")
    check = shelf.verifier().check(cited())
    assert (check.state, check.now) == ("changed", None)
    assert "no longer be read" in check.reason


def test_an_id_whose_quote_was_tampered_with_is_not_unchanged(tmp_path: Path) -> None:
    verifier = Shelf(tmp_path).verifier()
    assert verifier.check(cited(), "Roof hives produced 99 kilograms of honey.").state == "changed"
    shifted = CitationId("bees.md", START - 3, START, cited().sha)
    assert verifier.check(shifted, QUOTE).now == str(cited())


def test_offsets_beyond_the_end_are_a_change(tmp_path: Path) -> None:
    check = Shelf(tmp_path).verifier().check(CitationId("bees.md", START, 10**6, cited().sha))
    assert (check.state, check.now) == ("changed", None)


def test_an_id_that_names_the_wrong_page_is_put_right(tmp_path: Path) -> None:
    check = Shelf(tmp_path).verifier().check(CitationId("bees.md", START, START + 4, cited().sha, page=7))
    assert (check.state, check.now) == ("moved", f"bees.md#c={START}-{START + 4}@{cited().sha}")


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("the  well-\nknown wall", "well-known wall", ["well-\nknown wall"]),
        ("an e\u00adffi\u00adcient office", "eﬃcient ofﬁce", ["e\u00adffi\u00adcient office"]),
        ("he said “no’ ", "said \"no'", ["said “no’"]),
        ("heart art party", "art", ["art"]),
        ("art, art", "art", ["art", "art"]),
        ("the rapist", "therapist", []),
        ("it fell by -5", "by 5", []),
        ("anything", " \n", []),
    ],
)
def test_words_are_found_as_a_reader_would_compare_them(text: str, quote: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(text, quote)] == found


@given(
    st.lists(st.sampled_from(["the", "well-known", "£1,200", "naïve", "水", "“Yes.”", "3.5", "a"]), min_size=1, max_size=12),
    st.lists(st.sampled_from([" ", "\n", " \n\t", "\u00a0"]), min_size=12, max_size=12),
    st.data(),
)
def test_every_run_of_whole_words_is_found_where_it_stands(words: list[str], gaps: list[str], data: st.DataObject) -> None:
    text, starts = "", []
    for word, gap in zip(words, gaps, strict=False):
        starts.append(len(text))
        text += word + gap
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    assert (starts[first], starts[last] + len(words[last])) in find(text, " ".join(words[first : last + 1]))
