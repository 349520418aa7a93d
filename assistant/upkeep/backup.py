"""Save a data folder in one file, and restore it.

A backup holds the catalog, records and conversations, each as of one moment whoever writes meanwhile (SQLite's backup API in
one step reads one snapshot), and the files that were added or fetched. It does not hold the vectors in Chroma: they are made
anew from those in the catalog. A manifest names every member with its sha256.

A backup is written beside its place and moved there when it is whole and on the disk. A restore checks everything before it
touches what is there, and takes its place in one move; nothing is unpacked that the manifest does not name.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.errors import AssistantError, StoreDamaged, StoreUnavailable, UsageError, of_system
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.database import in_short
from assistant.store.durable import to_disk
from assistant.store.index import VectorIndex
from assistant.store.index_config import OWN, collection_of
from assistant.store.index_sync import PLACE, UNSETTLED, catch_up, is_copied
from assistant.store.lock import writing_to
from assistant.store.moved_folder import move_paths
from assistant.store.read_only import to_read
from assistant.upkeep.doctor import file_words_again, of_documents, of_keywords, of_vectors

FORMAT = 1
MANIFEST = "manifest.json"
FOLDERS = ("added", "fetched")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds."""

    documents: int
    files: int
    bytes: int


def back_up(settings: Settings, target: Path, *, overwrite: bool = False) -> Contents:
    """Write a backup. Raises IndexMissing, UsageError where the file is there already, StoreUnavailable."""
    _refuse_server(settings)
    with closing(Catalog.open_existing(settings.data)):
        pass
    if target.exists() and not overwrite:
        raise UsageError(f"{target} is there already; give another name, or --overwrite")
    if not target.resolve().parent.is_dir():
        raise UsageError(f"there is no folder {target.resolve().parent} to write {target.name} to; make it, or name another")
    data = settings.data.resolve()
    _refuse_within(data, target)
    with _named_errors(target), tempfile.TemporaryDirectory(prefix=".backup-", dir=target.resolve().parent) as scratch:
        copies = {path.name: _copy_of(path, Path(scratch)) for path in sorted(data.glob("*.sqlite"))}
        found = (path for folder in FOLDERS for path in sorted((data / folder).rglob("*")) if path.is_file())
        members = copies | {path.relative_to(data).as_posix(): path for path in found}
        with closing(Catalog.open_existing(Path(scratch))) as catalog:
            documents = len(catalog.files())
        made = {"format": FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds"), "data": str(data)}
        part = Path(scratch) / "backup.tar"
        with tarfile.open(part, "w") as tar:
            digests = {name: _add(tar, name, path) for name, path in members.items()}
            manifest = Path(scratch) / MANIFEST
            manifest.write_text(json.dumps(made | {"members": digests}, indent=1), encoding="utf-8")
            tar.add(manifest, MANIFEST)
        to_disk(part)
        size = part.stat().st_size
        part.replace(target)
        to_disk(target.resolve().parent)
    return Contents(documents, len(members) - len(copies), size)


def _refuse_server(settings: Settings) -> None:
    if settings.catalog is not None and not settings.catalog.startswith("sqlite"):
        raise UsageError(
            "the catalog is on a server, which makes its own backups: pg_dump --format=custom --file FILE URL, and pg_restore; copy"
            " the data folder for records, conversations and added files; assistant doctor --repair then gives Chroma its vectors"
        )


def _refuse_within(data: Path, backup: Path) -> None:
    if backup.resolve().is_relative_to(data):
        raise UsageError(f"{backup} is in the data folder, which is replaced when a backup is restored; keep it elsewhere")


def _copy_of(database: Path, folder: Path) -> Path:
    """Copy a database as of one moment."""
    copy = folder / database.name
    with closing(to_read(database)) as source, closing(sqlite3.connect(copy)) as sink:
        source.backup(sink)
        sink.execute("PRAGMA journal_mode = DELETE")  # the copy is one file
    return copy


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    tar.add(path, name, recursive=False)
    return _sha256(path)


def restore(source: Path, settings: Settings, *, overwrite: bool = False) -> Iterator[str]:
    """Put a backup in the place of an empty data folder, and say each step. Raises UsageError, StoreDamaged, IndexLocked."""
    _refuse_server(settings)
    if not source.is_file():
        raise StoreUnavailable(f"{source}: there is no such file")
    data = settings.data.resolve()
    _refuse_within(data, source)
    if data.exists() and any(data.iterdir()) and not overwrite:
        raise UsageError(f"{settings.data} holds something already; give another --data, or --overwrite")
    data.parent.mkdir(parents=True, exist_ok=True)
    with _named_errors(data.parent), tempfile.TemporaryDirectory(prefix=".restore-", dir=data.parent) as scratch:
        fresh = Path(scratch) / "data"
        manifest = _unpacked(source, fresh)
        yield f"the backup of {manifest['made']} is whole: {len(manifest['members'])} files"
        move_paths(fresh, manifest["data"], str(data))
        restored = settings.model_copy(update={"data": fresh})
        with closing(Catalog.open_existing(fresh)) as catalog:
            with catalog.writing():
                catalog.set_fact(UNSETTLED, "yes")
            if settings.chroma is None:
                catch_up(catalog, restored)
            if file_words_again(catalog):  # another version of the program reads the texts in another way
                yield "made its keyword index anew from the stored texts"
            found = [
                *of_keywords(catalog),
                *of_documents(catalog),
                *(of_vectors(catalog, restored) if settings.chroma is None else ()),
            ]
        if faults := [f.message for f in found if f.level == "fault" and f.check != "pending"]:
            raise StoreDamaged(f"{source}: {faults[0]}; nothing was changed")
        yield "its documents, keyword index and vectors agree"
        former = _own(data) if settings.chroma is not None else ""
        with writing_to(data):
            pass  # nobody else writes; Windows moves no folder with an open file in it, as the lock is
        _replace(data, fresh, aside=Path(scratch) / "replaced")
        to_disk(data.parent)
    if settings.chroma is not None:
        with writing_to(data), closing(Catalog.open_existing(data)) as catalog:
            with catalog.writing():
                catalog.set_fact(OWN, "")  # what was backed up may live on, with its vectors on the same server
            catch_up(catalog, settings)
            _drop_former(catalog, settings, former)
    yield f"it is in {settings.data} now; restart what was running on the folder"


def _replace(data: Path, fresh: Path, *, aside: Path) -> None:
    """Put a folder in the place of another. Raises StoreUnavailable, with all as it was.

    A process that has the replaced one open keeps what it has; where Windows lets none be moved that is open, nothing is.
    """
    try:
        data.rename(aside)
    except OSError as error:
        why = f"{error.strerror or error}; end what runs on the folder, and see that {data.parent} may be written"
        raise StoreUnavailable(f"{data} cannot be replaced: {why}") from error
    try:
        fresh.rename(data)
    except OSError:
        aside.rename(data)
        raise


def _own(data: Path) -> str:
    """Return what tells an archive's collections on a Chroma server from those of others; "" where they may be another's."""
    with suppress(AssistantError), closing(Catalog.open_existing(data)) as catalog:
        return catalog.fact(OWN) or "" if catalog.fact(PLACE) and not is_copied(catalog, data) else ""
    return ""


def _drop_former(catalog: Catalog, settings: Settings, former: str) -> None:
    """Delete from the Chroma server the vectors of the archive that was replaced, which nobody has any more."""
    name = collection_of(catalog)
    if former and name:
        with closing(VectorIndex.open(settings.data, settings.chroma, name=name)) as index:
            index.drop_others(former)


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack what the manifest names into a folder, and return the manifest. Raises StoreDamaged."""
    try:
        with tarfile.open(source) as tar:
            packed = tar.extractfile(MANIFEST)
            manifest: dict[str, Any] = json.load(packed) if packed else {}
            if manifest.get("format") != FORMAT:
                raise StoreDamaged(f"{source} is a backup of another kind ({manifest.get('format')}); this version reads {FORMAT}")
            for name, digest in _safe(manifest["members"]).items():
                member = tar.extractfile(name)
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                if member is None:
                    raise StoreDamaged(f"{source}: {name} is no file")
                with target.open("wb") as sink:
                    shutil.copyfileobj(member, sink)
                if _sha256(target) != digest:
                    raise StoreDamaged(f"{source} is damaged: {name} is not what was backed up; nothing was changed")
    except (tarfile.TarError, EOFError, KeyError) as error:
        raise StoreDamaged(f"{source} is not a whole backup made by `assistant backup`; nothing was changed") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"{source} is no backup, or is damaged: {error}; nothing was changed") from error
    return manifest


def _safe(members: Mapping[str, str]) -> Mapping[str, str]:
    """Return the members if each is a database or lies in one of the folders. Raises ValueError."""
    for name in members:
        parts = PurePosixPath(name).parts
        inside = len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts
        if not inside and not (len(parts) == 1 and name.endswith(".sqlite")):
            raise ValueError(f"it holds {name!r}, which no backup holds")
    return members


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Tell of the file that an error names, else of where is written to."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnavailable(f"{path}: {in_short(error)}") from error
    except OSError as error:
        raise StoreUnavailable(f"{error.filename or path}: {of_system(error)}") from error
