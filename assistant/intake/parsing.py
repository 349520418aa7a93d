"""Read and chunk one file: what an ingest does in a process of its own.

It opens neither the catalog nor a model's weights, so such a process starts in a fraction of a second.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from assistant import chunk as chunking
from assistant.errors import AssistantError, UnreadableDocument
from assistant.intake.discover import File
from assistant.load.fork import in_fork
from assistant.load.progress import OnPage
from assistant.models.embedders import open_embedder
from assistant.settings import Settings
from assistant.store.relations import packed_signature
from assistant.text.reading_text import reading
from assistant.types import Chunk, Document


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document, its chunks, the words of each to search, and the seconds that took."""

    document: Document
    chunks: list[Chunk]
    bodies: list[str]
    seconds: float
    stamp: str = ""


def parse(tell: OnPage, file: File, settings: Settings) -> Parsed:
    """Read and chunk one file; ``tell`` is called before each page. Whatever a reader breaks on is a CorpusError, or OSError."""
    from assistant.load import examined, load

    started = time.perf_counter()
    stamp = file.stamp  # before reading: a file that is changed meanwhile is read again by the next ingest
    try:
        file.document.encode("utf-8")
        document = load(file.path, file.document, file.overrides, tell)
        with in_fork(lambda: (examined(document), packed_signature(document.text))) as looked_over:
            parsed = chunked(document, settings, started)
            receipt, likeness = looked_over()
        return replace(parsed, document=replace(document, receipt=receipt, likeness=likeness), stamp=stamp)
    except (AssistantError, OSError, MemoryError):
        raise
    except UnicodeEncodeError as error:
        raise UnreadableDocument(printable(file.document), "its name or text is not valid Unicode; rename or convert it") from error
    except Exception as error:
        raise UnreadableDocument(file.document, f"the reader broke on it ({type(error).__name__}: {error})") from error


def chunked(document: Document, settings: Settings, started: float) -> Parsed:
    """Cut a document into chunks; ``started`` is when its reading began, by ``time.perf_counter``."""
    chunks = chunking.chunk(document, open_embedder(settings).count_pieces, settings.chunk_pieces)
    bodies = [reading(document, c.start, c.end) for c in chunks]
    return Parsed(document, chunks, bodies, time.perf_counter() - started)


def printable(name: str) -> str:
    """Return a file name with a replacement character for each byte that is no Unicode."""
    return name.encode("utf-8", "replace").decode()
