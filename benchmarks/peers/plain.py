"""The usual stack: pypdf, 1,000 characters with 200 of overlap, MiniLM in fp32, Chroma."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.speak import Found, speak
from benchmarks.plain import Plain


class Yardstick:
    def __init__(self, store: Path) -> None:
        self.plain = Plain(store)

    def ingest(self, files: Sequence[Path]) -> int:
        return sum(self.plain.add(path) for path in files)

    def search(self, question: str, k: int) -> list[Found]:
        return [Found(text=text, document=document, page=page) for document, page, text in self.plain.search(question, k)]


if __name__ == "__main__":
    speak(Yardstick, "chromadb", "sentence-transformers", "pypdf")
