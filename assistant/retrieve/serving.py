"""What searches for a running Assistant: embedder, vector index and retriever, which change together when the catalog says so.

Another process may write at any time. It says so in the catalog, and what searches here looks again: at a vector index that
was written to, or at another one, made by another embedder, that has taken its place.
"""

from __future__ import annotations

import logging
import threading
from functools import partial

from assistant.errors import IndexMismatch, StoreUnavailable
from assistant.models.embedders import Embedder, open_embedder
from assistant.retrieve.nearest import FEW, Nearest
from assistant.retrieve.ranking import Weights
from assistant.retrieve.retriever import Retriever
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex, collection_name
from assistant.store.index_config import collection_of, settings_of, way_out
from assistant.store.index_sync import MARK, lacking

log = logging.getLogger(__name__)


class Serving:
    """Safe to share between threads. Raises what opening an embedder and an index raises, IndexMismatch."""

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        self._settings = settings
        self._catalog = catalog
        self._changing = threading.Lock()
        embedder = open_embedder(settings_of(catalog, settings))
        made_by = catalog.fact("embedder")
        if made_by not in (None, embedder.name):
            raise IndexMismatch(
                f"the index in {settings.data} was made by the embedder {made_by}, the settings say {embedder.name}; "
                f"{way_out(settings)}"
            )
        self._open(embedder)

    def _open(self, embedder: Embedder) -> None:
        settings = self._settings
        self._mark = self._catalog.fact(MARK)  # before the index is opened: what is written meanwhile is seen twice, not never
        self._name = collection_of(self._catalog) or collection_name(embedder.name)
        self._seen = -1  # the last revision of the catalog of which that is known to be the name
        open_index = partial(_open_index, settings, self._catalog, self._name)
        self._nearest = Nearest(self._catalog, open_index, few=FEW if settings.chroma is None else 0)
        if settings.chroma is not None:
            self._nearest.open()  # a server that is not there is noticed now
        weights = Weights(keyword=settings.keyword_weight)
        self.embedder = embedder
        self.retriever = Retriever(
            self._catalog,
            self._nearest,
            embedder,
            weights=weights,
            passage_chars=settings.passage_chars,
            sentence_vectors=settings.sentence_vectors,
        )

    def is_current(self) -> bool:
        """Tell whether the index that is open is the one that the catalog's chunks belong to."""
        revision = self._catalog.revision
        if revision != self._seen:
            if collection_of(self._catalog) not in (None, self._name):
                return False
            self._seen = revision
        return True

    def look(self) -> None:
        """See what others have written to the vector index, or what took its place. Raises StoreUnavailable if that is closed."""
        with self._changing:
            if not self.is_current():
                former = self._nearest
                setting = self._catalog.fact("embedder_setting")
                self._open(open_embedder(self._settings.model_copy(update={"embedder": setting})))
                former.close()
                return
            mark = self._catalog.fact(MARK)
            if mark == self._mark:
                return
            try:
                self._nearest.reopen()
            except StoreUnavailable as error:
                log.warning("the vector index could not be opened again, the earlier one is used: %s", error)
            else:
                self._mark = mark

    def close(self) -> None:
        """Let go of the vectors."""
        self._nearest.close()


def _open_index(settings: Settings, catalog: Catalog, name: str) -> VectorIndex:
    """Open the vector index, which a catalog on a server has on a server. Raises StoreUnavailable."""
    if catalog.shared and settings.chroma is None:
        raise StoreUnavailable(
            f"the catalog {catalog.url} has more than {FEW:,} chunks, too many to compare one by one: start a Chroma server, "
            "and give --chroma http://host:port to those that write and those that read"
        )
    index = VectorIndex.open(settings.data, settings.chroma, name=name)
    if missing := lacking(catalog, index):
        index.close()
        place = "Chroma server" if settings.chroma is not None else "vector index"
        mend = settings.typed("assistant doctor --repair")
        raise StoreUnavailable(f"the {place} lacks {missing:,} of the catalog's vectors; run: {mend}")
    return index
