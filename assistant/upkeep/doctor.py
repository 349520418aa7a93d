"""Compare what should be the same: files, catalog, keyword index and vectors, each with the others, both ways.

A ``fault`` is a state that answers can suffer from; a ``note`` is something true of the corpus that a reader may want to know.
Each fault names what mends it: :mod:`.repair`, or where only the files can, the command that reads them again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from shlex import quote
from typing import Any, Literal

from assistant.errors import AssistantError, ModelError, StoreDamaged, StoreUnavailable
from assistant.intake.discover import discover, is_there
from assistant.models import chat, embedders
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.duplicates import near_duplicates, signature
from assistant.store.index import VectorIndex
from assistant.store.index_config import collection_of, is_being_remade, settings_of, way_out
from assistant.store.index_sync import UNSETTLED, difference, follows, is_copied
from assistant.store.lock import writing_to
from assistant.store.relations import newest_of
from assistant.store.rows import ChunkRow, DocumentInfo, StoredFile
from assistant.text.reading_text import reading
from assistant.text.voices import words_over
from assistant.types import Document

Check = Literal[
    "catalog", "files", "documents", "chunks", "keywords", "pending", "vectors", "embedder", "model", "likeness", "edition"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, or worth knowing. ``repair`` says what mends it."""

    check: Check
    message: str
    document: str | None = None
    level: Literal["fault", "note"] = "fault"
    repair: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return asdict(self)


SELF = "assistant doctor --repair"


def examine(settings: Settings) -> list[Finding]:
    """Return what is found, faults first. Raises IndexMissing, IndexLocked while an ingest is writing."""
    try:
        with opened(settings) as catalog:
            settings = settings_of(catalog, settings)
            found = [
                *of_keywords(catalog),
                *of_documents(catalog),
                *of_vectors(catalog, settings),
                *of_files(catalog, settings),
                *of_models(catalog, settings),
                *of_relations(catalog),
            ]
    except StoreDamaged as error:
        found = [Finding("catalog", str(error), repair="assistant restore BACKUP --overwrite")]
    return sorted((_typed(finding, settings) for finding in found), key=lambda f: f.level)


def _typed(finding: Finding, settings: Settings) -> Finding:
    """Let the command that mends it name the data folder, and the Chroma server, where it would take another one."""
    command, then, more = (finding.repair or "").partition("; ")
    return replace(finding, repair=f"{settings.typed(command)}{then}{more}") if command.startswith("assistant ") else finding


@contextmanager
def opened(settings: Settings) -> Iterator[Catalog]:
    """Open the catalog while nobody else writes to it. Raises IndexMissing, IndexLocked, StoreUnavailable."""
    with closing(Catalog.open_existing(settings.data, settings.catalog)) as catalog, writing_to(settings.data), catalog.alone():
        yield catalog


# -- documents and chunks ----------------------------------------------------------------------------------------------


def of_documents(catalog: Catalog) -> Iterator[Finding]:
    """Check that the text of each document can be read, and that its chunks and their vectors are of that text."""
    usual = catalog.vector_width()
    for info in catalog.documents():
        document = _opened(catalog, info.id)
        if document is None:
            yield Finding(
                "documents", "its stored text cannot be read", info.id, repair=f"assistant remove {quote(info.id)}; ingest again"
            )
            continue
        rows = catalog.chunks_of(info.id)
        if fault := _misfit(document, info, rows):
            yield Finding("chunks", fault, info.id, repair=SELF)
        if not rows and not info.chunks:
            yield Finding("documents", "it holds no text that could be found", info.id, level="note")
        if info.state == "pending":
            yield Finding("pending", "it has no vectors yet: keywords find it, meaning does not", info.id, repair=SELF)
        elif any(row.vector is None for row in rows):
            yield Finding("chunks", "some of its chunks have no vector", info.id, repair=SELF)
        elif any(row.vector is not None and row.vector.size != usual for row in rows):
            yield Finding("chunks", "its vectors have another width than those of the others", info.id, repair=SELF)
    yield from (Finding("chunks", "chunks of a document that is not there", id_, repair=SELF) for id_ in catalog.strays())


def _opened(catalog: Catalog, id_: str) -> Document | None:
    try:
        return catalog.document(id_)
    except (zlib.error, ValueError, TypeError, KeyError):
        return None


def _misfit(document: Document, info: DocumentInfo, rows: Sequence[ChunkRow]) -> str | None:
    """Say in what the chunks of a document do not fit its text."""
    if len(rows) != info.chunks or [row.ordinal for row in rows] != list(range(len(rows))):
        return f"it should have {info.chunks} chunks and has {len(rows)}"
    if any(row.id != document.cite_id(row.start, row.end) or row.end > len(document.text) for row in rows):
        return "its chunks are not of this version of its text"
    counts = ((row.sentence_vectors, row.sentences) for row in rows)
    if any(vectors is not None and len(vectors) != len(sentences) for vectors, sentences in counts):
        return "its chunks have vectors for other sentences than theirs"
    return None


# -- keywords ----------------------------------------------------------------------------------------------------------


def of_keywords(catalog: Catalog) -> Iterator[Finding]:
    """Compare the keyword index with the reading text of every chunk. Raises StoreDamaged if more than that index is broken."""
    if damage := catalog.damage():
        yield Finding("keywords", f"the keyword index is damaged: {damage}", repair=SELF)
        return
    for info in catalog.documents():
        if wrong := catalog.differing_words(info.id, word_rows(catalog, info.id)):
            yield Finding("keywords", f"the keyword index has other words for {wrong} of its chunks", info.id, repair=SELF)
    if strays := catalog.stray_words():
        yield Finding("keywords", f"the keyword index has {strays} entries of chunks that are not there", repair=SELF)


def word_rows(catalog: Catalog, id_: str) -> Iterator[dict[str, Any]]:
    """Yield what the keyword index should hold of a document, chunk by chunk."""
    document = _opened(catalog, id_)
    for chunk in catalog.chunks_of(id_) if document else ():
        assert document is not None
        yield {
            "key": chunk.key,
            "title": document.title or "",
            "heading": words_over(document, chunk.start, chunk.end),
            "body": reading(document, chunk.start, chunk.end),
        }


def file_words_again(catalog: Catalog) -> bool:
    """Make the keyword index anew from the stored texts if it holds other words, and say whether it did. Raises StoreDamaged."""
    if not any(of_keywords(catalog)):
        return False
    with catalog.writing():
        catalog.rewrite_words(row for info in catalog.documents() for row in word_rows(catalog, info.id))
    return True


# -- vectors -----------------------------------------------------------------------------------------------------------


def of_vectors(catalog: Catalog, settings: Settings) -> Iterator[Finding]:
    """Compare the vector index with the catalog. Raises nothing: a store that cannot be opened is a finding."""
    name = collection_of(catalog)
    if name is None or not follows(catalog, settings):
        return
    if settings.chroma is not None and (original := is_copied(catalog, settings.data)):
        yield Finding("vectors", f"the folder is a copy of {original}, whose vectors on the Chroma server it shares", repair=SELF)
        return
    if waiting := catalog.count_outbox():
        yield Finding("vectors", f"the vector index has still to take {waiting} changes", repair=SELF)
    if catalog.fact(UNSETTLED) == "yes":
        yield Finding("vectors", "a process died while it wrote the vector index", repair=SELF)
        return
    try:
        with closing(VectorIndex.open(settings.data, settings.chroma, name=name)) as index:
            found = difference(catalog, index)
    except StoreUnavailable as error:
        yield Finding("vectors", str(error), repair=SELF if settings.chroma is None else "start the Chroma server")
        return
    for ids, what in (
        (found.missing, "lacks the vectors of {} chunks"),
        (found.strange, "has {} vectors of chunks that are not there"),
        (found.different, "has other vectors than the catalog for {} chunks"),
    ):
        if ids and not waiting:
            yield Finding("vectors", f"the vector index {what.format(len(ids))}, such as {ids[0]}", repair=SELF)


# -- files -------------------------------------------------------------------------------------------------------------


def of_files(catalog: Catalog, settings: Settings) -> Iterator[Finding]:
    """Compare the files under the roots with the documents, both ways."""
    known = catalog.files()
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for id_, stored in known.items():
        path = Path(stored.path)
        if (there := is_there(path)) is None:
            yield Finding("files", "its file may not be looked at", id_, repair=f"allow that for {quote(str(path.parent))}")
        elif not there:
            gone[stored.root].append(id_)
        elif _has_changed(path, stored):
            yield Finding("files", "its file has changed since", id_, repair=f"assistant ingest {quote(stored.root)}")
    for root, ids in gone.items():
        more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
        message = f"files that are no longer there: {', '.join(ids[:3])}{more}"
        yield Finding("files", message, repair=f"assistant ingest {quote(root)} --prune")
    roots = [Path(root) for root in catalog.roots() if is_there(Path(root))]
    found = discover(roots, catalog, known, settings.data.resolve() / "fetched")
    yield from (Finding("files", reason, name, repair="mend the file") for name, reason in found.failures)
    for id_, file in found.files.items():
        if id_ not in known:
            yield Finding(
                "files", "it is not in the index: new, or it could not be read", id_, repair=f"assistant ingest {quote(file.root)}"
            )


def _has_changed(path: Path, stored: StoredFile) -> bool:
    """Tell by size and time, else by the bytes, whether a file is another than the one that was read."""
    try:
        status = path.stat()
        if stored.stamp.startswith(f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}-"):
            return False
        return hashlib.sha256(path.read_bytes()).hexdigest() != stored.sha256
    except OSError:
        return True


# -- models and relations ----------------------------------------------------------------------------------------------


def of_models(catalog: Catalog, settings: Settings) -> Iterator[Finding]:
    """Check that the settings' embedder made the index, and that the chat model answers."""
    made_by = catalog.fact("embedder")
    try:
        embedder = embedders.open_embedder(settings)
        width = embedder.embed(["width"]).shape[1]
    except ModelError as error:
        yield Finding("embedder", str(error), repair="set another embedder")
    else:
        stored = catalog.vector_width()
        if made_by not in (None, embedder.name):
            message = f"the index was made by {made_by}, the settings say {embedder.name}"
            yield Finding("embedder", message, repair=way_out(settings))
        elif stored not in (None, width):
            message = f"its vectors have {width} dimensions, those of the index {stored}"
            yield Finding(
                "embedder", message, repair="set the embedder that made the index, or ingest into a new folder with --data"
            )
    if is_being_remade(settings.data):
        message = "a new index was begun and is not finished; this one serves"
        yield Finding("embedder", message, level="note", repair="assistant reindex; with the same options as before it goes on")
    if settings.model is None:
        return
    try:
        yield Finding("model", str(chat.probe(settings)), level="note")
    except AssistantError as error:
        yield Finding("model", str(error), repair="start or configure the model; until then answers are quoted")


def of_relations(catalog: Catalog) -> Iterator[Finding]:
    """Name documents that say nearly the same, and those that a newer edition replaces."""
    infos = {info.id: info for info in catalog.documents()}
    for info in infos.values():
        if (old := info.metadata.get("supersedes")) and old not in infos:
            yield Finding("edition", f"it says that it supersedes {old}, which is not here", info.id, level="note")
    newest = newest_of(infos)
    for old, new in sorted(newest.items()):
        yield Finding("edition", f"an older edition of {new}", old, level="note")
    texts = ((id_, _opened(catalog, id_)) for id_, info in infos.items() if info.chunks)
    signatures = {id_: signature(document.text) for id_, document in texts if document is not None}
    for pair in near_duplicates(signatures):
        if newest.get(pair.first, pair.first) != newest.get(pair.second, pair.second):
            message = f"nearly the same as {pair.second} ({pair.likeness:.0%} of their runs of five words)"
            yield Finding("likeness", message, pair.first, level="note")
