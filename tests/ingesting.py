"""Ingests files and tells what became of each, and what is found of them afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.ingest import IngestEvent, ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog

Take = Callable[[Settings], dict[str, Any]]


def run(paths: Sequence[Path], settings: Settings, **how: bool) -> dict[str, IngestEvent]:
    events = [e for e in ingest(paths, settings, **how) if isinstance(e, IngestEvent)]
    assert len({e.document for e in events}) == len(events), events
    return {e.document: e for e in events}


def actions(paths: Sequence[Path], settings: Settings, **how: bool) -> dict[str, str]:
    return {id_: event.action for id_, event in run(paths, settings, **how).items()}


def found(settings: Settings, word: str) -> set[str]:
    """Return the documents in which the keyword index finds a word."""
    catalog = Catalog.open_existing(settings.data)
    keys = catalog.postings([word], (1.0, 1.0, 1.0))[0].keys.tolist()
    documents = {row.document for row in catalog.chunks(keys=keys)}
    catalog.close()
    return documents
