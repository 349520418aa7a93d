"""What searches for a running Assistant: embedder, vector index and retriever, which change together when the catalog says so.

Another process may write at any time. It says so in the catalog, and what searches here looks again: at a vector index that
was written to, or at another one, made by another embedder, that has taken its place.
"""

from __future__ import annotations

import logging
import threading

from assistant.catalog import Catalog
from assistant.errors import IndexMismatch, StoreUnavailable
from assistant.follow import MARK
from assistant.index import VectorIndex, collection_name
from assistant.models import Embedder, open_embedder
from assistant.retrieve import Retriever, Weights
from assistant.settings import Settings

log = logging.getLogger(__name__)


class Serving:
    """Safe to share between threads. Raises what opening an embedder and an index raises, IndexMismatch."""

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        self._settings = settings
        self._catalog = catalog
        self._changing = threading.Lock()
        self._mark = catalog.fact(MARK)  # before the index is opened: what is written meanwhile is seen twice, not never
        self.embedder: Embedder = open_embedder(settings)
        made_by = catalog.fact("embedder")
        if made_by not in (None, self.embedder.name):
            raise IndexMismatch(
                f"the index in {settings.data} was made by the embedder {made_by}, the settings say {self.embedder.name}; "
                "put the setting back, or ingest into a new folder with --data"
            )
        self._index = VectorIndex.open(settings.data, settings.chroma, name=collection_name(self.embedder.name))
        weights = Weights(keyword=settings.keyword_weight)
        self.retriever = Retriever(catalog, self._index, self.embedder, weights=weights, passage_chars=settings.passage_chars)

    def look(self) -> None:
        """See what has been written to the vector index by others. What cannot be opened leaves what was open in its place."""
        with self._changing:
            mark = self._catalog.fact(MARK)
            if mark == self._mark:
                return
            try:
                self._index.reopen()
            except StoreUnavailable as error:
                log.warning("the vector index could not be opened again, the earlier one is used: %s", error)
            else:
                self._mark = mark

    def close(self) -> None:
        self._index.close()
