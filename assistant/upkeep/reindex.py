"""Rebuild an index, by another embedder or with other chunks, while the one that is there goes on serving.

1. the stored texts are chunked and embedded into a catalog of its own, in the folder ``reindex`` of the data folder, and their
   vectors are written under a name of their own; no file is read again, and ingests may go on;
2. what ingests have changed meanwhile is done again, the last of it under the writer's lock;
3. one transaction puts the new chunks, words and vectors in the place of the old, and readers take the new index from there;
4. the old vectors and the folder are deleted.

A process that dies before the transaction leaves the old index serving, and the next ``reindex`` goes on where it stopped; one
that dies after it leaves only what step 4 would have deleted, which the next one does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from assistant.errors import DocumentNotFound, IndexMismatch, StoreUnavailable
from assistant.intake.embedding import embed_document
from assistant.intake.parsing import chunked
from assistant.models.embedders import Embedder, open_embedder
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex, collection_name, settle
from assistant.store.index_config import FOLDER, OWN, agree, collection_of, settings_of
from assistant.store.index_sync import UNSETTLED, follow, own_name
from assistant.store.lock import writing_to
from assistant.store.rows import StoredFile
from assistant.types import Document


def reindex(settings: Settings) -> Iterator[str]:
    """Make the index of a data folder as the settings say, and say each step. Raises IndexMissing, IndexLocked, ModelError."""
    with closing(Catalog.open_existing(settings.data, settings.catalog)) as main:
        wanted = settings if "embedder" in settings.model_fields_set else settings_of(main, settings)
        embedder = open_embedder(wanted)
        with writing_to(settings.data / FOLDER), closing(_staging(wanted, embedder)) as staging:
            work = _Reindex(main, staging, wanted, embedder)
            while changes := work.changes():
                yield from work.bring(changes)
            with writing_to(settings.data), main.alone():
                yield from work.bring(work.changes())
                work.vectors()
                yield f"{len(staging.files())} documents are rebuilt; the new index takes the place of the old"
                main.take_over(settings.data / FOLDER / "catalog.sqlite")
            yield "the new index serves"
        shutil.rmtree(settings.data / FOLDER)
        name = collection_of(main)
        assert name is not None
        with closing(VectorIndex.open(settings.data, settings.chroma, name=name)) as index:
            index.drop_others("" if settings.chroma is None else main.fact(OWN) or name)


def _staging(settings: Settings, embedder: Embedder) -> Catalog:
    """Open the catalog of an unfinished re-index, or begin a new one."""
    folder = settings.data / FOLDER
    staging = Catalog.open(folder)
    try:
        agree(staging, settings, embedder.name)
    except IndexMismatch:  # of another re-index, which was given up
        staging.close()
        for path in folder.glob("catalog.sqlite*"):
            path.unlink()
        staging = Catalog.open(folder)
        agree(staging, settings, embedder.name)
    return staging


class _Reindex:
    def __init__(self, main: Catalog, staging: Catalog, settings: Settings, embedder: Embedder) -> None:
        self.main = main
        self.staging = staging
        self.settings = settings
        self.embedder = embedder

    def changes(self) -> list[str]:
        """Return the documents that are other in the main catalog than here, or only in one of them."""
        ours, theirs = (
            {
                info.id: replace(info, chunks=0, state="", revision=0)
                for info in catalog.documents()
                if catalog is self.main or info.state == "ready"
            }
            for catalog in (self.staging, self.main)
        )
        return sorted(id_ for id_ in ours.keys() | theirs.keys() if ours.get(id_) != theirs.get(id_))

    def bring(self, ids: list[str]) -> Iterator[str]:
        """Chunk and embed documents from their stored text; those that are gone go."""
        files = self.main.files()
        for number, id_ in enumerate(ids, 1):
            file = files.get(id_)
            try:
                document = self.main.document(id_)
            except DocumentNotFound:
                file = None
            if file is None:
                with self.staging.writing():
                    self.staging.remove([id_])
            else:
                self._make(document, file)
            yield f"{number} of {len(ids)}: {id_}"

    def _make(self, document: Document, file: StoredFile) -> None:
        parsed = chunked(document, self.settings, 0.0)
        with self.staging.writing():
            self.staging.put(document, parsed.chunks, parsed.bodies, root=file.root, path=file.path, stamp=file.stamp)
        vectors = embed_document(parsed, self.embedder, self.settings.sentence_vectors)
        with self.staging.writing():
            self.staging.set_vectors(document.id, vectors)

    def vectors(self) -> None:
        """Write the vectors under a name that nothing else has; one that a process died on is not used again."""
        anew = self.staging.fact("collection") is None or self.staging.fact(UNSETTLED) == "yes"
        with self.staging.writing():
            self.staging.set_fact(UNSETTLED, "yes")
            if anew:
                self.staging.count_up("attempt")
                attempt = f"{self.main.revision}-{self.staging.fact('attempt')}"
                self.staging.set_fact("collection", f"{self._stem()}-{attempt}")
                self.staging.queue_all()
        name = collection_of(self.staging)
        assert name is not None
        with closing(VectorIndex.open(self.settings.data, self.settings.chroma, name=name)) as index:
            follow(self.staging, index)
            if len(index) != self.staging.count_chunks():
                raise StoreUnavailable("the vector store has not taken all vectors; run assistant reindex again")
        if self.settings.chroma is None:
            settle(self.settings.data)
        with self.staging.writing():
            self.staging.set_fact(UNSETTLED, "no")

    def _stem(self) -> str:
        """Return what the name of the new vectors begins with."""
        if self.settings.chroma is None:
            return collection_name(self.embedder.name)
        with self.main.writing():
            return own_name(self.main, self.embedder.name, self.settings.data)
