"""Corrections of what is known of a document: they show at once, hold at the next ingest, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.errors import AssistantError, DocumentNotFound, UsageError
from assistant.ingest import IngestEvent, correct, ingest
from assistant.intake.corrections import corrections
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.rows import DocumentInfo
from tests.conftest import BagOfWords, write_files

BEES = {"blogs/bees.md": "---\ntitle: Bees\nauthor: Ines Okafor\ndate: 2019\n---\n\nRoof hives produced 31 kilograms of honey.\n"}


@pytest.fixture
def folder(tmp_path: Path, settings: Settings, bag_of_words: BagOfWords) -> Path:
    folder = write_files(tmp_path / "corpus", BEES | {"notes/a.txt": "Another text, about trams.\n"})
    list(ingest([folder], settings))
    return folder


def known(settings: Settings, id_: str = "blogs/bees.md") -> DocumentInfo:
    catalog = Catalog.open_existing(settings.data)
    try:
        return next(info for info in catalog.documents() if info.id == id_)
    finally:
        catalog.close()


def actions(events: object) -> dict[str, str]:
    return {e.document: e.action for e in events if isinstance(e, IngestEvent)}  # type: ignore[attr-defined]


def test_a_correction_shows_at_once_and_holds_at_the_next_ingest(folder: Path, settings: Settings) -> None:
    values = {"title": "Keeping  bees", "authors": "Okafor, Ines; Lund, Maria", "date": "3 May 2019", "kind": "report"}
    assert actions(correct("blogs/bees.md", values, settings)) == {"blogs/bees.md": "updated"}
    info = known(settings)
    assert (info.title, info.authors, info.date, info.kind) == (
        "Keeping bees",
        ("Okafor, Ines", "Lund, Maria"),
        "2019-05-03",
        "report",
    )
    assert set(actions(ingest([folder], settings)).values()) == {"unchanged"}
    write_files(folder, {"blogs/bees.md": BEES["blogs/bees.md"] + "\nMore of it.\n"})
    assert actions(ingest([folder], settings))["blogs/bees.md"] == "updated"
    assert known(settings).title == "Keeping bees"


def test_an_open_assistant_cites_by_the_corrected_title(folder: Path, settings: Settings) -> None:
    assistant = Assistant.open(settings)
    assert assistant.search("honey")[0].title == "Bees"
    list(correct("blogs/bees.md", {"title": "On honey"}, settings))
    found = assistant.search("honey")[0]
    assert found.title == "On honey" and found.text == assistant.document(found.document).text[found.start : found.end]
    assistant.close()


def test_an_empty_value_brings_back_what_the_document_says(folder: Path, settings: Settings) -> None:
    list(correct("blogs/bees.md", {"title": "Wrong", "date": "2001"}, settings))
    list(correct("blogs/bees.md", {"title": ""}, settings))
    assert (known(settings).title, known(settings).date) == ("Bees", "2001")
    catalog = Catalog.open_existing(settings.data)
    assert corrections(catalog) == {"blogs/bees.md": {"date": "2001"}}
    catalog.close()


def test_a_correction_outranks_the_corpus_table_and_touches_no_other_document(folder: Path, settings: Settings) -> None:
    write_files(folder, {"corpus.csv": "path,title,source\nblogs/bees.md,From the table,A press\n"})
    list(ingest([folder], settings))
    list(correct("blogs/bees.md", {"title": "Corrected"}, settings))
    assert (known(settings).title, known(settings).source) == ("Corrected", "A press")
    assert set(actions(ingest([folder], settings)).values()) == {"unchanged"}


@pytest.mark.parametrize(
    ("document", "values", "error", "said"),
    [
        ("none.md", {"title": "x"}, DocumentNotFound, "none.md"),
        ("blogs/bees.md", {"date": "yesterday"}, UsageError, "is not a date"),
        ("blogs/bees.md", {"kind": "poem"}, UsageError, "report, blog, transcript"),
        ("blogs/bees.md", {"sha256": "0"}, UsageError, "cannot be corrected"),
        ("blogs/bees.md", {"title": "x" * 501}, UsageError, "500 characters"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    folder: Path, settings: Settings, document: str, values: dict[str, str], error: type[AssistantError], said: str
) -> None:
    with pytest.raises(error, match=said):
        list(correct(document, values, settings))
    assert known(settings).title == "Bees"
