"""haystack: converters, cleaner, splitter by 150 words with 50 of overlap, and the in-memory store, saved to disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from haystack.components.converters import MarkdownToDocument, PyPDFToDocument, TextFileToDocument
from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peers.speak import Found, speak, weights

CONVERTERS = {".md": MarkdownToDocument, ".pdf": PyPDFToDocument}


class Haystack:
    def __init__(self, store: Path) -> None:
        self.place = str(store)
        self.store = InMemoryDocumentStore.load_from_disk(self.place) if store.exists() else InMemoryDocumentStore()
        self.embedder = SentenceTransformersTextEmbedder(model=weights(), progress_bar=False)
        self.embedder.warm_up()
        self.retriever = InMemoryEmbeddingRetriever(document_store=self.store)

    def ingest(self, files: Sequence[Path]) -> int:
        documents = []
        for path in files:
            convert = CONVERTERS.get(path.suffix, TextFileToDocument)()
            documents += convert.run(sources=[path])["documents"]
        splitter = DocumentSplitter(split_by="word", split_length=150, split_overlap=50)
        splitter.warm_up()
        pieces = splitter.run(documents=DocumentCleaner().run(documents=documents)["documents"])["documents"]
        embedder = SentenceTransformersDocumentEmbedder(model=weights(), progress_bar=False)
        embedder.warm_up()
        self.store.write_documents(embedder.run(documents=pieces)["documents"])
        self.store.save_to_disk(self.place)
        return int(self.store.count_documents())

    def search(self, question: str, k: int) -> list[Found]:
        vector = self.embedder.run(text=question)["embedding"]
        documents = self.retriever.run(query_embedding=vector, top_k=k)["documents"]
        return [Found(text=d.content or "", document=d.meta["file_path"], page=d.meta.get("page_number")) for d in documents]


if __name__ == "__main__":
    speak(Haystack, "haystack-ai", "sentence-transformers-haystack", "sentence-transformers", "pypdf")
