"""PaperQA2: its reader, chunks and vectors, up to the point where a language model would weigh each passage."""

from __future__ import annotations

import asyncio
import pickle
import re
from collections.abc import Sequence
from pathlib import Path

from paperqa import Docs, Settings

from benchmarks.peers.speak import Found, speak, weights


class PaperQA:
    def __init__(self, store: Path) -> None:
        self.store = store
        # else a language model is asked for each document's title and authors, and for what its pictures show
        reading = {"use_doc_details": False, "multimodal": False}
        self.settings = Settings(embedding=f"st-{weights()}", parsing=reading)
        self.model = self.settings.get_embedding_model()
        self.loop = asyncio.new_event_loop()
        self.docs: Docs = pickle.loads(store.read_bytes()) if store.exists() else Docs()

    def ingest(self, files: Sequence[Path]) -> int:
        self.loop.run_until_complete(self._add(files))
        self.store.write_bytes(pickle.dumps(self.docs))
        return len(self.docs.texts)

    async def _add(self, files: Sequence[Path]) -> None:
        for path in files:  # with a citation and a name given, no language model is asked for them
            await self.docs.aadd(path, citation=path.name, docname=path.name, settings=self.settings, embedding_model=self.model)

    def search(self, question: str, k: int) -> list[Found]:
        texts = self.loop.run_until_complete(
            self.docs.retrieve_texts(question, k, settings=self.settings, embedding_model=self.model)
        )
        return [Found(text=text.text, document=text.doc.docname, page=_page(text.name)) for text in texts]


def _page(name: str) -> int | None:
    """Return the first page that a chunk's name gives ("NAME pages 3-4")."""
    pages = re.search(r" pages (\d+)", name)
    return int(pages[1]) if pages else None


if __name__ == "__main__":
    speak(PaperQA, "paper-qa", "sentence-transformers")
