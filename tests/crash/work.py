"""What the processes of the crash test do: write to an index until they are killed, and look at one with fresh eyes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import chromadb  # noqa: F401  so that it is loaded once, in the process that the others are forked from

from assistant import ingest as ingesting
from assistant.ask import Assistant
from assistant.errors import IndexMissing, StoreUnavailable
from assistant.intake import embedding, parsing
from assistant.models import embedders
from assistant.retrieve import serving
from assistant.settings import Settings
from assistant.store import index
from assistant.store.catalog import Catalog
from assistant.upkeep import doctor, repair
from tests.conftest import BagOfWords, Here, snapshot_of

QUESTION = "What does the report of the harbour say about the mast, the rope and the sail?"


def _prepare(data: Path) -> Settings:
    ingesting.Workers = Here  # type: ignore[misc, assignment]
    for module in (ingesting, parsing, serving, repair, embedders):
        module.open_embedder = lambda settings: BagOfWords()  # type: ignore[attr-defined]
    embedding.TASK = 600
    index.HNSW |= {"sync_threshold": 20, "batch_size": 10}  # so that a small index writes its graph to the disk often
    return Settings(data=data, decline_below=0.0)


def write(operation: str, corpus: Path, data: Path, gone: Sequence[str], parent: Connection) -> None:
    """Do one operation, and say when it begins and when it is done."""
    settings = _prepare(data)
    parent.send("begins")
    if operation == "remove":
        list(ingesting.remove(gone, settings))
    elif operation == "repair":
        list(repair.repair(settings))
    else:
        list(ingesting.ingest([corpus], settings, prune=True))
    parent.send("done")


def look(corpus: Path, data: Path, parent: Connection) -> None:
    """Start again after a crash, and say what is wrong: at once, and after an ingest has completed the work."""
    settings = _prepare(data)
    parent.send([*(f"at once: {w}" for w in _mixed(settings)), *(f"afterwards: {w}" for w in _unequal(corpus, settings))])


def _mixed(settings: Settings) -> Iterator[str]:
    """Say what is not whole, or not of the one version that the catalog has of a document."""
    try:
        with closing(Catalog.open_existing(settings.data)) as catalog:
            texts = {info.id: catalog.document(info.id) for info in catalog.documents()}
            for info in catalog.documents():
                rows, document = catalog.chunks_of(info.id), texts[info.id]
                if len(rows) != info.chunks or any(row.id != document.cite_id(row.start, row.end) for row in rows):
                    yield f"the chunks of {info.id} are not those of its text"
                if (info.state == "ready") != all(row.vector is not None for row in rows):
                    yield f"{info.id} is called {info.state}"
        with closing(Assistant.open(settings)) as assistant:
            answer = assistant.ask(QUESTION)
    except (IndexMissing, StoreUnavailable):
        return  # nothing is there yet, or it is said that the store cannot be read: no answer, so no wrong one
    for part in (*answer.passages, *answer.citations):
        said = part.quote if hasattr(part, "quote") else part.text
        document = texts.get(part.document)
        if document is None or part.citation_id[-12:] != document.sha256[:12] or document.text[part.start : part.end] != said:
            yield f"the answer shows {part.citation_id}, which is gone"


def _unequal(corpus: Path, settings: Settings) -> Iterator[str]:
    """Ingest again, and say in what the index differs from one that is built from scratch."""
    failed = [e.document for e in ingesting.ingest([corpus], settings, prune=True) if getattr(e, "action", "") == "failed"]
    if failed:
        yield f"{failed} could not be read"
    with tempfile.TemporaryDirectory(dir=settings.data.parent) as folder:
        scratch = settings.model_copy(update={"data": Path(folder)})
        list(ingesting.ingest([corpus], scratch))
        ours, theirs = snapshot_of(settings), snapshot_of(scratch)
    yield from (f"{part} differ from those of an index built from scratch" for part in ours if ours[part] != theirs[part])
    yield from (f"the doctor finds {f.check}: {f.message}" for f in doctor.examine(settings) if f.level == "fault")
    now = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in corpus.iterdir()}
    with closing(Assistant.open(settings)) as assistant:
        answer = assistant.ask(QUESTION)
    for part in (*answer.passages, *answer.citations):
        if part.citation_id[-12:] != now.get(part.document):
            yield f"the answer shows {part.citation_id}, which is gone"
    if now and not answer.passages:
        yield "nothing is found"
