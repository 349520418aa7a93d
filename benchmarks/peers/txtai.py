"""txtai: paragraphs from its Textractor in an Embeddings database that keeps content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from txtai import Embeddings
from txtai.pipeline import Textractor

from benchmarks.peers.speak import Found, speak, weights


class Txtai:
    def __init__(self, store: Path) -> None:
        self.store = store
        self.embeddings = Embeddings(path=weights(), content=True)
        if store.exists():
            self.embeddings.load(str(store))

    def ingest(self, files: Sequence[Path]) -> int:
        textractor = Textractor(paragraphs=True)
        self.embeddings.index({"text": text, "document": path.name} for path in files for text in textractor(str(path)))
        self.embeddings.save(str(self.store))
        return int(self.embeddings.count())

    def search(self, question: str, k: int) -> list[Found]:
        sql = "select text, document from txtai where similar(:question)"
        rows = self.embeddings.search(sql, limit=k, parameters={"question": question})
        return [Found(text=row["text"], document=row["document"], page=None) for row in rows]


if __name__ == "__main__":
    speak(Txtai, "txtai", "faiss-cpu", "transformers")
