"""haiku.rag: docling reads and chunks, LanceDB searches by vectors and words together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from haiku.rag.client import HaikuRAG
from haiku.rag.config import AppConfig

from benchmarks.peers.speak import Found, speak, weights


class Haiku:
    def __init__(self, store: Path) -> None:
        model = {"provider": "sentence-transformers", "name": weights(), "vector_dim": 384}
        config = AppConfig.model_validate({"embeddings": {"model": model}, "processing": {"chunking_tokenizer": weights()}})
        self.loop = asyncio.new_event_loop()
        place = store.with_suffix(".lancedb")
        self.client = HaikuRAG(place, config=config, create=not place.exists())
        self.loop.run_until_complete(self.client.__aenter__())

    def ingest(self, files: Sequence[Path]) -> int:
        return self.loop.run_until_complete(self._add(files))

    async def _add(self, files: Sequence[Path]) -> int:
        for path in files:
            await self.client.create_document_from_source(path)
        return int(await self.client.store.chunks_table.count_rows())

    def search(self, question: str, k: int) -> list[Found]:
        results = self.loop.run_until_complete(self.client.search(question, limit=k))
        return [Found(text=r.content, document=_name(r.document_uri), page=min(r.page_numbers, default=None)) for r in results]


def _name(uri: str | None) -> str | None:
    return uri.rsplit("/", 1)[-1] if uri else None


if __name__ == "__main__":
    speak(Haiku, "haiku.rag-slim", "docling", "lancedb", "sentence-transformers")
