"""LlamaIndex: SimpleDirectoryReader into a VectorStoreIndex, kept in its storage folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core import Settings, SimpleDirectoryReader, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from benchmarks.peers.speak import Found, speak, weights


class LlamaIndex:
    def __init__(self, store: Path) -> None:
        self.store = store
        Settings.embed_model = HuggingFaceEmbedding(model_name=weights())
        Settings.llm = None
        self.index: Any = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(store))) if store.exists() else None

    def ingest(self, files: Sequence[Path]) -> int:
        documents = SimpleDirectoryReader(input_files=[str(path) for path in files]).load_data()
        self.index = VectorStoreIndex.from_documents(documents)
        self.index.storage_context.persist(persist_dir=str(self.store))
        return len(self.index.docstore.docs)

    def search(self, question: str, k: int) -> list[Found]:
        nodes = self.index.as_retriever(similarity_top_k=k).retrieve(question)
        return [Found(text=n.get_content(), document=n.metadata["file_name"], page=_page(n.metadata)) for n in nodes]


def _page(metadata: dict[str, Any]) -> int | None:
    """Return the page as the reader labels it: the printed number where a file has such, else the count from 1."""
    label = str(metadata.get("page_label", ""))
    return int(label) if label.isdecimal() else None


if __name__ == "__main__":
    speak(LlamaIndex, "llama-index-core", "llama-index-embeddings-huggingface", "llama-index-readers-file", "sentence-transformers")
