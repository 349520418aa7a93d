"""A page of the web that is ingested again: changed, gone, or another document by now."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import UnreadableDocument, UsageError
from assistant.ingest import IngestEvent, ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from tests.load.made_pdf import column, make_pdf

URL = "https://example.org/report"
PAGE = b"<html><body><h1>Gate</h1><p>The gate was built in 1901.</p></body></html>"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[bytes, str]]:
    """Return what is in the web, by address; whatever is not there answers 404."""
    there = {URL: (PAGE, ".html")}

    def fetch(url: str, **_: object) -> tuple[bytes, str, str]:
        if url not in there:
            raise UnreadableDocument(url, "the server answered 404 Not Found")
        return (*there[url], url)

    monkeypatch.setattr("assistant.load.fetch", fetch)
    return there


def events(url: str | Path, settings: Settings, *, prune: bool = False) -> dict[str, IngestEvent]:
    return {e.document: e for e in ingest([url], settings, prune=prune) if isinstance(e, IngestEvent)}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize("prune", [False, True])
def test_the_page_that_an_address_gave_before_is_told_and_removed_when_asked(
    prune: bool, web: dict[str, tuple[bytes, str]], settings: Settings
) -> None:
    events(URL, settings)
    web[URL] = (make_pdf(column("The gate was built in 1902.")), ".pdf")
    came = events(URL, settings, prune=prune)
    assert {id_: event.action for id_, event in came.items()} == {
        "example.org/report.pdf": "added",
        "example.org/report.html": "removed" if prune else "missing",
    }
    assert "its address gives example.org/report.pdf now" in came["example.org/report.html"].reason
    assert set(events(URL, settings)) - {"example.org/report.pdf"} == (set() if prune else {"example.org/report.html"})


@pytest.mark.usefixtures("bag_of_words")
def test_a_page_that_is_gone_stays_and_the_failure_says_so(web: dict[str, tuple[bytes, str]], settings: Settings) -> None:
    events(URL, settings)
    web.clear()
    assert "404 Not Found; what was fetched before stays" in events(URL, settings, prune=True)[URL].reason
    assert "stays" not in events(f"{URL}-of-another-year", settings)[f"{URL}-of-another-year"].reason


@pytest.mark.usefixtures("bag_of_words")
def test_two_ports_of_a_host_are_two_documents(web: dict[str, tuple[bytes, str]], settings: Settings) -> None:
    for port, year in ((":443", b"1901"), (":8001", b"1902"), (":8002", b"1903")):
        web[f"https://example.org{port}/gate"] = (PAGE.replace(b"1901", year), ".html")
        events(f"https://example.org{port}/gate", settings)
    with closing(Catalog.open_existing(settings.data)) as catalog:
        assert {id_ for id_ in catalog.files() if "gate" in id_} == {
            "example.org/gate.html",
            "example.org_8001/gate.html",
            "example.org_8002/gate.html",
        }


@pytest.mark.usefixtures("bag_of_words")
def test_what_no_file_on_windows_is_called_stays_in_the_id_of_a_page(web: dict[str, tuple[bytes, str]], settings: Settings) -> None:
    web["https://example.org/Help:Gate*"] = (PAGE, ".html")
    assert set(events("https://example.org/Help:Gate*", settings)) == {"example.org/Help:Gate*.html"}
    kept = settings.data / "fetched" / "example.org"
    assert [file.name for file in kept.iterdir()] == ["Help%3AGate%2A.html"]


@pytest.mark.usefixtures("bag_of_words", "web")
def test_what_was_fetched_is_not_read_as_a_folder_which_would_take_its_address_from_it(settings: Settings) -> None:
    events(URL, settings)
    for path in (settings.data / "fetched", settings.data / "fetched" / "example.org" / "report.html"):
        with pytest.raises(UsageError, match="fetched again by its address"):
            events(path, settings)
