"""This project without a vector for each sentence (setting ``sentence_vectors``): each text is embedded once, as others do."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings
from benchmarks.peers.ours import Ours
from benchmarks.peers.speak import speak


class Lean(Ours):
    def __init__(self, store: Path) -> None:
        super().__init__(store)
        self.settings = Settings(data=store, sentence_vectors=False)


if __name__ == "__main__":
    speak(Lean, "chromadb", "onnxruntime")
