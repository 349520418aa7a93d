"""Find the files under the paths that a user names, and give each document its id.

An id is the path relative to the folder that was ingested, in Unicode's form C. A folder or file is a root from its first ingest
on; where a new root would repeat the ids of another, it gets an alias that never changes. What cannot be used is returned with the
reason.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import SplitResult, urlsplit

from assistant.errors import CorpusError, DocumentNotFound, UsageError, redacted
from assistant.intake.corrections import corrections
from assistant.store.lock import LOCK

if TYPE_CHECKING:
    from assistant.store.catalog import Catalog
    from assistant.store.rows import StoredFile


OPEN_IN_WORD = "~$"
"""What Office names begin with beside a document that is open: who has it open, and nothing of the document."""

HIDDEN_ON_WINDOWS = ("desktop.ini", "Thumbs.db")
"""Files that Windows keeps in its folders and shows nobody, as on a share that it writes to."""

_IN_NO_FILE_NAME = re.compile(r'[<>:"|?*\\]')
"""What Windows has in no file name, and addresses may have."""

STAYS = "; what was fetched before stays in the index"


@dataclass(frozen=True, slots=True)
class File:
    """A file to look at: its document id, the root it belongs to, and what overrides its metadata."""

    document: str
    root: str
    path: Path
    overrides: Mapping[str, str]
    url: str | None = None

    @property
    def size(self) -> int:
        """How many bytes it has; 0 where it cannot be looked at."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @property
    def stamp(self) -> str:
        """What another version of the file would not have; nobody sets the time of its last change, whatever the clock does."""
        status = self.path.stat()
        row = hashlib.sha256(json.dumps(sorted(self.overrides.items())).encode()).hexdigest()[:8] if self.overrides else ""
        return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}-{row}"


@dataclass
class Discovery:
    """The files found, the paths under which a vanished file is to be noticed, what could not be used, with the reason, and the
    folders of which nobody can say what is in them: they cannot be listed, or nothing at all is left, as if a disk were away."""

    files: dict[str, File] = field(default_factory=dict)
    scopes: list[Path] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    unseen: list[Path] = field(default_factory=list)


def discover(
    paths: Sequence[str | Path],
    catalog: Catalog,
    known: Mapping[str, StoredFile],
    fetched: Path,
    private_hosts: Container[str] = (),
) -> Discovery:
    """Return the files under the paths; what is behind a URL is kept in the folder ``fetched``.

    ``private_hosts`` are the hosts in the private network that may be fetched from, see :mod:`assistant.load.download`.

    Raises UsageError for a path that does not exist.
    """
    found = Discovery()
    names = _Names({id_: stored.path for id_, stored in known.items()}, corrections(catalog))
    for given in paths:
        if str(given).lower().startswith(("http://", "https://")):
            ours = {id_ for id_, stored in known.items() if stored.root == given}
            _download(str(given), fetched, found, names.corrected, private_hosts, ours)
            continue
        if not str(given).strip():
            raise UsageError("a path is empty, perhaps a variable of the shell that is not set; write . for this folder")
        path = Path(os.path.realpath(os.path.expanduser(given)))  # noqa: PTH111 (a user whom nobody knows is an error to Path)
        if not (there := is_there(path)) and "://" in str(given):
            raise UsageError(f"{given}: only addresses with http:// or https:// can be fetched")
        if path.is_relative_to(fetched):
            raise UsageError(f"{given}: this was fetched from the web, and is fetched again by its address (assistant ingest URL)")
        if not there:
            raise UsageError(f"{given}: {'no such file or folder' if there is False else 'permission denied'}")
        members = _members(path, found)
        if not members:
            found.unseen.append(path)
        _know_root(path, members, catalog, names.taken, within=fetched.parent)
        roots = catalog.roots()
        found.scopes.append(path)
        for member in members:
            if file := names.file(member, roots, found):
                found.files[file.document] = file
    return found


def is_there(path: Path) -> bool | None:
    """Tell whether there is a file or folder; ``None`` where that may not be looked at."""
    try:
        return path.exists()
    except PermissionError:
        return None


class _Names:
    """Names files: the id of each, and what the tables beside them and the corrections say of it.

    ``taken`` maps the ids that are given to the paths of their files; an id once given stays.
    """

    def __init__(self, taken: dict[str, str], corrected: Mapping[str, Mapping[str, str]]) -> None:
        self.taken, self.corrected = taken, corrected
        self._ids = {path: id_ for id_, path in taken.items()}
        self._tables: dict[Path, Mapping[str, Mapping[str, str]]] = {}

    def file(self, member: Path, roots: Mapping[str, str], found: Discovery) -> File | None:
        """Return a file under its id; ``None``, and a failure, for a link that leads out of its folder."""
        root = _root_of(member, roots)
        base = _base(Path(root))
        relative = _relative(member, base)
        if not Path(os.path.realpath(member)).is_relative_to(base):
            found.failures.append((relative, "it is a link that leads out of the folder; ingest the file that it leads to"))
            return None
        id_ = self._ids.get(str(member)) or _free(f"{roots[root]}/{relative}".lstrip("/"), base.name, str(member), self.taken)
        self.taken[id_] = str(member)
        if base not in self._tables:
            self._tables[base] = _table(base, found)
        return File(id_, root, member, {**self._tables[base].get(relative, {}), **self.corrected.get(id_, {})})


def _table(folder: Path, found: Discovery) -> Mapping[str, Mapping[str, str]]:
    """Return what the corpus.csv of a folder says; one that cannot be read is a failure and says nothing."""
    from assistant.load import CORPUS_CSV, corpus_csv

    try:
        return corpus_csv(folder)
    except CorpusError as error:
        found.failures.append((CORPUS_CSV, getattr(error, "reason", None) or str(error)))
        return {}


def _members(path: Path, discovery: Discovery) -> list[Path]:
    """Return the files under a path in a fixed order; hidden ones, the corpus.csv and what a data folder holds are no documents.

    A file that is in iCloud and no longer on the disk is among them, under its name, so that its absence is told.
    """
    from assistant.load import CORPUS_CSV, IN_ICLOUD

    def unlisted(error: OSError) -> None:
        discovery.unseen.append(Path(error.filename))
        name = _relative(Path(error.filename), _base(path))
        discovery.failures.append((name, f"the folder cannot be listed ({error.strerror}); what was read from it stays"))

    if not path.is_dir():
        return [path]
    found = (
        Path(folder) / name
        for folder, _, names in _walk(path, unlisted, discovery.unseen.append)
        for name in {IN_ICLOUD.sub(r"\1", name) for name in names}
        if not name.startswith((".", OPEN_IN_WORD)) and name not in (CORPUS_CSV, *HIDDEN_ON_WINDOWS)
    )
    return sorted(found)


def _walk(
    path: Path, unlisted: Callable[[OSError], None], empty: Callable[[Path], None]
) -> Iterator[tuple[str, list[str], list[str]]]:
    for folder, folders, names in os.walk(path, followlinks=False, onerror=unlisted):
        if not (folders or names):
            empty(Path(folder))
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not is_there(Path(folder) / f / LOCK))
        yield folder, folders, names


def _know_root(path: Path, members: Sequence[Path], catalog: Catalog, taken: Mapping[str, str], within: Path) -> None:
    """Remember a path as a root with an alias, fixed now, unless it lies inside a root that was ingested before.

    A new root whose documents would repeat the ids of other files gets its folder's name as alias, numbered if need be.
    ``taken`` maps each document's id to the path of its file. What readers add is named by its place in the data folder,
    ``within``, whether or not that lies in a folder that was ingested.
    """
    roots = catalog.roots()
    outer = _root_of(path, roots)
    if outer and (not path.is_relative_to(within) or Path(outer).is_relative_to(within)):
        return
    base = _base(path)
    own = [(_relative(m, base), str(m)) for m in members if not _root_of(m, roots)]
    alias, number = "", 1
    while alias in set(roots.values()) - {""} or any(taken.get(f"{alias}/{r}".lstrip("/"), file) != file for r, file in own):
        alias = base.name if number == 1 else f"{base.name}-{number}"
        number += 1
    with catalog.writing():
        catalog.add_root(str(path), alias)


def _root_of(path: Path, roots: Iterable[str]) -> str:
    """Return the innermost root that a path lies in, or ""."""
    return max((root for root in roots if path.is_relative_to(root)), key=len, default="")


def _base(root: Path) -> Path:
    """Return the folder that paths in a root count from; a root may be a single file."""
    return root if root.is_dir() else root.parent


def _relative(path: Path, base: Path) -> str:
    """Return a path as it is written in ids, the same on every system: a Mac writes "é" as two letters (Unicode's form D)."""
    return normalize("NFC", path.relative_to(base).as_posix())


def _free(id_: str, folder: str, path: str, taken: Mapping[str, str]) -> str:
    """Return the id, or where another file has it (one that came to another root later), the id behind the folder's name."""
    wanted, number = id_, 1
    while taken.get(id_, path) != path:
        id_ = f"{folder}/{wanted}" if number == 1 else f"{folder}-{number}/{wanted}"
        number += 1
    return id_


def _download(
    url: str,
    folder: Path,
    found: Discovery,
    corrected: Mapping[str, Mapping[str, str]],
    private_hosts: Container[str],
    ours: Collection[str],
) -> None:
    """Fetch a page once, keep its bytes, and treat them as a file.

    Two addresses that differ in their port or their query are two documents. ``ours`` are the ids that the address has given.
    """
    from assistant.load import fetch

    try:
        data, suffix, final = fetch(url, private_hosts=private_hosts)
    except CorpusError as error:
        found.failures.append((redacted(url), redacted(getattr(error, "reason", None) or str(error)) + (STAYS if ours else "")))
        return
    parts = urlsplit(final)
    name = _name(parts, "", suffix)
    if parts.port not in (None, 80, 443) and name not in ours:
        name = _name(parts, f"_{parts.port}", suffix)
    target = folder / _IN_NO_FILE_NAME.sub(lambda found: f"%{ord(found[0]):02X}", name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != data:
            target.write_bytes(data)
    except OSError as error:  # an address can be too long for a file name, or have another as its folder
        found.failures.append((url, f"it cannot be kept as {target}: {error.strerror}"))
        return
    found.files[name] = File(name, url, target, {"url": final, **corrected.get(name, {})}, url)


def _name(parts: SplitResult, port: str, suffix: str) -> str:
    """Return the id of what an address gives."""
    name = f"{parts.hostname}{port}{parts.path}".rstrip("/").replace("..", "_")
    if parts.query:
        name = f"{name.removesuffix(suffix)}-{hashlib.sha256(parts.query.encode()).hexdigest()[:8]}"
    return name if name.endswith(suffix) else name + suffix


def known_file(document: str, catalog: Catalog) -> File:
    """Return the file of a document that was ingested, with what overrides its metadata now. Raises DocumentNotFound."""
    stored = catalog.files().get(document)
    if stored is None:
        raise DocumentNotFound.named(document)
    path, root = Path(stored.path), stored.root
    values: Mapping[str, str] = {"url": next(i.url or root for i in catalog.documents() if i.id == document)}
    if not root.startswith(("http://", "https://")):
        base = _base(Path(root))
        values = _table(base, Discovery()).get(_relative(path, base), {})
    return File(document, root, path, {**values, **corrections(catalog).get(document, {})})
