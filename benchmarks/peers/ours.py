"""This project, with its default settings; as when the chat opens, what searches need is fetched ahead, as part of the ingest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from assistant.ask import Assistant
from assistant.ingest import IngestEvent, ingest
from assistant.settings import Settings
from benchmarks.peers.speak import Found, speak


class Ours:
    def __init__(self, store: Path) -> None:
        self.settings = Settings(data=store)

    @cached_property
    def assistant(self) -> Assistant:
        return Assistant.open(self.settings)

    def ingest(self, files: Sequence[Path]) -> int:
        chunks = sum(event.chunks or 0 for event in ingest([files[0].parent], self.settings) if isinstance(event, IngestEvent))
        self.assistant.warm()
        return chunks

    def search(self, question: str, k: int) -> list[Found]:
        return [Found(text=p.text, document=p.document, page=p.locator.page) for p in self.assistant.search(question, k)]


if __name__ == "__main__":
    speak(Ours, "chromadb", "onnxruntime")
