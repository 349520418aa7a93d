"""The first pipeline: files to index. A generator of events, so that a terminal, a page or a test can watch it work.

1. find the files under each path and compare each with what the catalog remembers of it;
2. read and chunk what is new or changed, each file in a process with limits of time and memory;
3. write each document to the catalog in one transaction: from that moment keywords find it;
4. embed it, write its vectors, and let the vector index follow.

Reading goes first, so that all files can soon be asked about by their words; embedding, which takes most of the time, has the
cores that reading leaves. Both overlap with writing. Stopping at any point loses nothing: what is ``pending`` is embedded by the
next run.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal

from assistant.errors import CorpusError, DocumentNotFound, UsageError
from assistant.guard.readers import may_be_named
from assistant.intake.cluster import Cluster
from assistant.intake.corrections import correct as keep_correction
from assistant.intake.discover import Discovery, File, discover, is_there, known_file
from assistant.intake.embedding import Embedded, Embedding
from assistant.intake.parsing import Parsed, chunked, parse, printable
from assistant.intake.removed import forget, let_go
from assistant.intake.workers import Died, Limits, OutOfMemory, OutOfTime, Workers, why_unread
from assistant.load import unopened
from assistant.models.embedders import Embedder, open_embedder
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import import_chroma
from assistant.store.index_config import agree, settings_of
from assistant.store.index_sync import catch_up, follows
from assistant.store.lock import writing_to
from assistant.store.moved_folder import follow_moved_folder
from assistant.store.relations import Relations, naming, outdated, without
from assistant.store.rows import StoredFile
from assistant.types import Receipt

Action = Literal["added", "updated", "unchanged", "removed", "missing", "failed"]

Step = Literal["reading", "indexing"]

WORKERS = 2  # processes that read files
AHEAD = 6  # documents that are read at once, and as many that are embedded
HELD = 4_000_000  # characters of the documents kept in memory until they are embedded; others are taken from the catalog again
READING = 0.1  # share of a document's time; 3 of 73 s for an annual report of 152 pages, more where pages are recognised
LOOK_SECONDS = 0.25  # between two looks at how far it is, at most
KEPT = "could not be read again, this is the version read before: "  # a note of a receipt


@dataclass(frozen=True, slots=True)
class IngestEvent:
    """What became of one document. ``seconds`` is the time spent on it; ``reason`` says why it failed or is missing."""

    document: str
    action: Action
    pages: int | None = None
    chunks: int = 0
    seconds: float = 0.0
    reason: str | None = None
    receipt: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return asdict(self) | {"seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: documents finished of all that were found, and what is being worked on.

    ``at`` of ``of`` tells how far that document is by itself: the page that is being read, from 1, or the chunks that are
    indexed; 0 of 0 where that is not known. ``read`` is how many documents are read and not finished: keywords find them.
    """

    done: int
    total: int
    document: str
    step: Step = "reading"
    at: int = 0
    of: int = 0
    read: int = 0

    @property
    def share(self) -> float:
        """What is done of those not finished, in documents: reading their pages, and indexing their chunks, which takes longer."""
        if self.step == "indexing":
            return READING * self.read + (1 - READING) * self.at / max(self.of, 1)
        return READING * (self.read + max(self.at - 1, 0) / max(self.of, 1))


def ingest(
    paths: Sequence[str | Path], settings: Settings, *, prune: bool = False, again: bool = False
) -> Iterator[IngestEvent | Progress]:
    """Bring the index up to date with what is under the paths, and yield what became of each document.

    A path is a file, a folder or a URL. Documents whose files have vanished from a folder are reported, and removed with
    ``prune``; what has not changed is read ``again`` only if asked; other folders are never touched. Raises UsageError for a path
    that does not exist, IndexLocked, IndexMismatch, StoreUnavailable; a bad file raises nothing and is reported as failed.
    """
    if os.path.realpath(settings.data) in map(os.path.realpath, paths):
        raise UsageError(f"{settings.data} is the data folder; have the documents in a folder of their own, or name another --data")
    with _written(Catalog.open(settings.data, settings.catalog), settings) as catalog:
        if not catalog.shared:
            follow_moved_folder(settings.data.resolve())
        yield from _Ingest(catalog, settings).run(paths, prune, again)


def correct(document: str, values: Mapping[str, str], settings: Settings) -> Iterator[IngestEvent | Progress]:
    """Correct fields of a document, "" takes one back, and read it again. Raises UsageError, DocumentNotFound, IndexLocked."""
    with _written(Catalog.open_existing(settings.data, settings.catalog), settings) as catalog:
        keep_correction(catalog, document, values)
        yield from _Ingest(catalog, settings).again(known_file(document, catalog))


@contextmanager
def _written(catalog: Catalog, settings: Settings) -> Iterator[Catalog]:
    """Hold a catalog, and the one right to write to it, for the length of a block. Raises IndexLocked."""
    with closing(catalog), writing_to(settings.data), catalog.alone():
        yield catalog


class _Ingest:
    """One run, from the files to the index that has followed."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.catalog = catalog
        self.settings = settings = settings_of(catalog, settings)
        self.limits = Limits(settings.read_seconds, settings.read_megabytes)
        self.embedder: Embedder = open_embedder(settings)
        self.known: Mapping[str, StoredFile] = catalog.files()
        self.done, self.total = 0, 0  # documents
        self.unread: deque[File] = deque()
        self.reading: dict[Future[Parsed], File] = {}
        self.pages: dict[str, tuple[int, int]] = {}  # by document: the page that is being read, of how many
        self.waiting: dict[str, Parsed | None] = {}  # to be embedded; None where it is taken from the catalog again
        self.held = 0  # characters of those that wait in memory
        self.pending: dict[str, Parsed] = {}  # being embedded
        agree(catalog, settings, self.embedder.name)

    @cached_property
    def relations(self) -> Relations:
        """How the documents are related; what there is of them is read once, before the first is written."""
        return Relations(self.catalog.kin())

    def run(self, paths: Sequence[str | Path], prune: bool, again: bool) -> Iterator[IngestEvent | Progress]:
        """Compare what is under the paths with what is known, and read what differs."""
        known = self.known
        found = discover(paths, self.catalog, known, self.settings.data.resolve() / "fetched", self.settings.private)
        let_go(found, self.catalog, self.settings.data.resolve())
        files = list(found.files.values())
        for document, reason in found.failures:
            yield IngestEvent(document, "failed", reason=reason)
        self.total = len(files)
        changed: list[File] = []
        for file in files:
            event = None if again else self._compare(file)
            if event is None:
                changed.append(file)
            else:
                self.done += 1
                yield event
        yield from self._vanished(found, prune)
        there = self.catalog.files()
        self.waiting = {
            id_: None for id_, f in there.items() if f.state == "pending" and id_ not in found.files
        }  # by an earlier run
        self.total += len(self.waiting)
        yield from self._read_and_embed(changed)
        if changed or there.keys() != known.keys():
            _mend_receipts(self.catalog)
        catch_up(self.catalog, self.settings)

    def again(self, file: File) -> Iterator[IngestEvent | Progress]:
        """Read one document again."""
        self.total = 1
        yield from self._read_and_embed([file])
        catch_up(self.catalog, self.settings)

    def _compare(self, file: File) -> IngestEvent | None:
        """Return the event of an unchanged file, or ``None`` for one that must be read."""
        stored = self.known.get(file.document)
        if stored is None or stored.state != "ready":
            return None
        try:
            stamp = file.stamp
            if stored.stamp != stamp:
                same_row = stored.stamp.rpartition("-")[2] == stamp.rpartition("-")[2]
                if not same_row or hashlib.sha256(file.path.read_bytes()).hexdigest() != stored.sha256:
                    return None
                with self.catalog.writing():
                    self.catalog.set_stamp(file.document, stamp)
        except OSError:
            return None
        if any(note.startswith(KEPT) for note in stored.receipt.get("notes", ())):
            return None  # that it can be read again has to be told, so it is
        return IngestEvent(file.document, "unchanged", stored.pages, stored.chunks, receipt=stored.receipt)

    def _vanished(self, found: Discovery, prune: bool) -> Iterator[IngestEvent]:
        """Say which files are no longer there, and remove them where it is asked for and can be seen."""
        of_address = {file.url: id_ for id_, file in found.files.items() if file.url}
        for id_, stored in self.known.items():
            path, successor = Path(stored.path), of_address.get(stored.root)
            if id_ in found.files or not (successor or any(path.is_relative_to(scope) for scope in found.scopes)):
                continue
            unseen = next((folder for folder in found.unseen if path.is_relative_to(folder)), None)
            if not successor and unseen is None and is_there(path) is not False:  # hidden or in the data folder: added by itself
                continue
            gone = f"its address gives {successor} now" if successor else f"{stored.path} is no longer there"
            reason = gone + ("" if prune else "; --prune removes it from the index")
            if unseen:
                reason = f"nothing can be seen in {unseen}, as if a disk were away; if it is gone, `assistant remove` removes it"
            removed = prune and unseen is None
            if removed:
                with self.catalog.writing():
                    self.catalog.remove([id_])
            yield IngestEvent(id_, "removed" if removed else "missing", stored.pages, stored.chunks, reason=reason)

    def _read_and_embed(self, changed: Sequence[File]) -> Iterator[IngestEvent | Progress]:
        """Have files read in workers, and what waits embedded on all cores; write to the catalog meanwhile what comes of it."""
        if changed and self.settings.ray is not None:
            yield from self._on_cluster(changed)
            changed = []
        if not changed and not self.waiting:
            return
        self.unread.extend(sorted(changed, key=lambda file: file.size, reverse=True))  # so that no long one is left to the end
        with (
            Workers(max(1, min(WORKERS, len(changed))), self.limits) as workers,
            Embedding(self.embedder, self.settings.sentence_vectors) as embedding,
        ):
            while self.unread or self.reading or self.waiting or embedding:
                self._read_next(workers)
                self._embed_next(embedding)
                yield from self._collect(embedding)
                yield from self._embedded(embedding)
                if not self.unread and not self.reading:
                    workers.rest()
                    if not self.waiting and embedding and embedding.nearly_done and follows(self.catalog, self.settings):
                        import_chroma()

    def _read_next(self, workers: Workers) -> None:
        """Have the next files read, as many as may be in memory."""
        while self.unread and len(self.reading) < AHEAD:
            file = self.unread.popleft()
            heard = partial(self._heard, file.document)
            self.reading[workers.submit(parse, file, self.settings, heard=heard)] = file

    def _embed_next(self, embedding: Embedding) -> None:
        """Have the next documents embedded, if reading leaves a core for it, and as many as keep all cores at work."""
        free = self.embedder.cores > min(WORKERS, len(self.reading))
        while free and self.waiting and embedding.nearly_done and len(embedding) < AHEAD:
            id_ = next(iter(self.waiting))
            parsed = self.waiting.pop(id_)
            if parsed is None:
                parsed = chunked(self.catalog.document(id_), self.settings, time.perf_counter())
            else:
                self.held -= len(parsed.document.text)
            self.pending[id_] = parsed
            embedding.add(parsed)

    def _heard(self, document: str, page: int, pages: int) -> None:
        self.pages[document] = page, pages

    def _on_cluster(self, changed: Sequence[File]) -> Iterator[IngestEvent | Progress]:
        """Have the files read and embedded by a cluster, and write what comes of it."""
        with Cluster(self.settings, self.embedder.name) as cluster:
            cluster.read(changed)
            for result in cluster.results():
                if isinstance(result, Embedded):
                    yield self._finished(result)
                elif isinstance(read := self._taken(result.parsed, result.file), IngestEvent):
                    yield read
                else:
                    yield self._progress(read.document.id)
                    self.pending[read.document.id] = read
                    cluster.embed(read)

    def _collect(self, embedding: Embedding) -> Iterator[IngestEvent | Progress]:
        """Wait a moment for what is read or embedded, and write to the catalog what is read."""
        wait({*self.reading, *embedding.awaited}, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
        if not embedding:
            yield from self._pages_read()
        for future in sorted(filter(Future.done, self.reading), key=lambda f: self.reading[f].document):
            read = self._taken(future.result, self.reading.pop(future))
            if isinstance(read, IngestEvent):
                yield read
                continue
            size = len(read.document.text)  # it waits to be embedded, in memory if there is room
            self.waiting[read.document.id] = read if self.held + size <= HELD else None
            self.held += size if self.held + size <= HELD else 0

    def _taken(self, read: Callable[[], Parsed], file: File) -> Parsed | IngestEvent:
        """Write to the catalog what was read of a file and return it, or that it could not be read."""
        try:
            return self._put(read(), file)
        except (CorpusError, OSError, OutOfTime, OutOfMemory, Died) as error:
            return self._failed(file, error)

    def _embedded(self, embedding: Embedding) -> Iterator[IngestEvent | Progress]:
        """Tell how far the document is that is next to be finished, and write the vectors of those that are."""
        if embedding:
            document, at, of = embedding.progress
            yield self._progress(document, "indexing", at, of)
        yield from map(self._finished, embedding.finished())

    def _pages_read(self) -> Iterator[Progress]:
        """Tell how far the reading is of the document that is furthest."""
        told = [self._progress(file.document, "reading", *self.pages.get(file.document, (0, 0))) for file in self.reading.values()]
        if any(progress.of for progress in told):
            yield max(told, key=lambda progress: progress.share)

    def _progress(self, document: str, step: Step = "reading", at: int = 0, of: int = 0) -> Progress:
        return Progress(self.done, self.total, document, step, at, of, read=len(self.waiting) + len(self.pending))

    def _put(self, parsed: Parsed, file: File) -> Parsed:
        """Write a document to the catalog, and into the receipts how it is related to the others; return it with its own."""
        document = parsed.document
        related = [found for found in self.relations.related(document) if may_be_named(found[0], found[2])]
        for whose, relation, other in related:
            if whose == document.id:
                document = replace(document, receipt=naming(document.receipt, relation, other))
        with self.catalog.writing():
            self.catalog.put(document, parsed.chunks, parsed.bodies, root=file.root, path=str(file.path), stamp=parsed.stamp)
            for whose, relation, other in related:
                if whose != document.id:
                    self.catalog.change_receipt(whose, partial(naming, relation=relation, other=other))
        self.relations.add(document)
        return replace(parsed, document=document)

    def _failed(self, file: File, error: Exception) -> IngestEvent:
        self.done += 1
        reason = (unopened(error) if isinstance(error, OSError) else why_unread(error, self.limits)).removeprefix(
            f"{file.document}: "
        )
        if file.document in self.known:
            with self.catalog.writing():
                if isinstance(error, OSError):  # locked, forbidden or out of reach: nothing says that its text is gone
                    self.catalog.change_receipt(file.document, partial(_kept, reason=reason))
                    reason += "; its earlier version stays in the index"
                else:
                    self.catalog.remove([file.document])
                    reason += "; its earlier version was taken out of the index"
        return IngestEvent(printable(file.document), "failed", reason=reason)

    def _finished(self, embedded: Embedded) -> IngestEvent:
        """Write the vectors of a document."""
        parsed = self.pending.pop(embedded.document)
        document = parsed.document
        action: Action = "updated" if document.id in self.known else "added"
        with self.catalog.writing():
            self.catalog.set_vectors(document.id, embedded.vectors)
        self.done += 1
        receipt = document.receipt.to_dict()
        seconds = parsed.seconds + embedded.seconds
        return IngestEvent(document.id, action, document.receipt.pages, len(parsed.chunks), seconds, receipt=receipt)


def _mend_receipts(catalog: Catalog) -> None:
    """Let no receipt name a document that is gone, or as its copy one that is no longer the same file."""
    if not (found := outdated(catalog.documents())):
        return
    with catalog.writing():
        for document, gone in found.items():
            catalog.change_receipt(document, partial(without, others=gone))


def _kept(receipt: Receipt, *, reason: str) -> Receipt:
    """Note in a receipt that the file could not be read again."""
    return replace(receipt, notes=(*(note for note in receipt.notes if not note.startswith(KEPT)), KEPT + reason))


def remove(documents: Sequence[str], settings: Settings) -> Iterator[IngestEvent]:
    """Take documents out of the index; their files stay, but not those that were added in the chat, whose next ingest would bring
    them back. Raises DocumentNotFound before anything is removed."""
    with _written(Catalog.open_existing(settings.data, settings.catalog), settings) as catalog:
        known = catalog.files()
        for id_ in documents:
            if id_ not in known:
                raise DocumentNotFound.named(id_)
        with catalog.writing():
            catalog.remove(documents)
        forget(known, documents, catalog, settings.data.resolve())  # before the vectors, whose server may be away
        _mend_receipts(catalog)
        catch_up(catalog, settings)
        for id_ in documents:
            yield IngestEvent(id_, "removed", known[id_].pages, known[id_].chunks)
