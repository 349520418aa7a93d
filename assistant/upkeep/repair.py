"""Rebuild from the catalog what can be rebuilt; no file is read again.

The catalog is the source of truth, so a repair makes the rest from it:

1. the keyword index is made anew from the stored texts;
2. a document whose chunks do not fit its stored text is chunked again from that text;
3. the vector index gets what it lacks from the stored vectors, loses what nobody knows, and is made anew if it cannot be read;
4. what is pending is embedded, and what the vector index has still to learn is handed to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from assistant import chunk as chunking
from assistant.errors import StoreUnavailable
from assistant.ingest import IngestEvent, ingest
from assistant.models.embedders import open_embedder
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex
from assistant.store.index_config import collection_of, settings_of
from assistant.store.index_sync import MARK, UNSETTLED, difference, follows, is_behind, name_its_own, reconcile
from assistant.text.reading_text import reading
from assistant.upkeep.doctor import file_words_again, of_documents, opened


def repair(settings: Settings) -> Iterator[str]:
    """Mend what can be mended from the catalog, and say each step. Raises what :func:`examine` and an ingest raise."""
    with opened(settings) as catalog:
        settings = settings_of(catalog, settings)
        if file_words_again(catalog):
            yield "made the keyword index anew from the stored texts"
        yield from _repair_chunks(catalog, settings)
        yield from _repair_vectors(catalog, settings)
        waiting = any(info.state == "pending" for info in catalog.documents()) or is_behind(catalog)
    if waiting:
        done = sum(isinstance(event, IngestEvent) for event in ingest([], settings))
        yield f"embedded {done} pending documents and brought the vector index up to the catalog"


def _repair_chunks(catalog: Catalog, settings: Settings) -> Iterator[str]:
    """Cut again from their stored texts the documents whose chunks are not as they should be; yield what was done."""
    ids = {f.document for f in of_documents(catalog) if f.check == "chunks" and f.document}
    files = catalog.files()
    count = open_embedder(settings).count_pieces
    for id_ in sorted(ids & files.keys()):
        document, stored = catalog.document(id_), files[id_]
        chunks = chunking.chunk(document, count, settings.chunk_pieces)
        bodies = [reading(document, c.start, c.end) for c in chunks]
        with catalog.writing():
            catalog.put(document, chunks, bodies, root=stored.root, path=stored.path, stamp=stored.stamp)
        yield f"chunked {id_} again from its stored text"
    if strays := ids - files.keys():
        with catalog.writing():
            catalog.forget_strays()
        yield f"deleted the chunks of {len(strays)} documents that are not there"


def _repair_vectors(catalog: Catalog, settings: Settings) -> Iterator[str]:
    """Make the vector index hold what the catalog holds; an embedded one that cannot be read is made anew."""
    name = collection_of(catalog)
    if name is None or not follows(catalog, settings):
        return
    if settings.chroma is not None:
        name_its_own(catalog, settings.data)
        name = collection_of(catalog) or name
    try:
        with closing(VectorIndex.open(settings.data, settings.chroma, name=name)) as index:
            found = difference(catalog, index)
            reconcile(catalog, index, found)
    except StoreUnavailable:
        if settings.chroma is not None:
            raise
        with catalog.writing():
            catalog.set_fact(UNSETTLED, "yes")
        yield "the vector index cannot be read: it is rebuilt"
        return
    if found.missing or found.strange or found.different:
        with catalog.writing():
            catalog.count_up(MARK)
        given = len(found.missing) + len(found.different)
        yield f"gave the vector index {given} vectors from the catalog and took {len(found.strange)} strange ones out"
