"""Let the vector index follow the catalog: hand it what it has still to learn, and compare the two.

What is to be learned stands in the catalog's outbox. A batch leaves the outbox only after the index has taken it, and taking
one twice changes nothing, so a crash between the two loses nothing. But a process that dies while Chroma, embedded, writes its
graph in place may leave half of a graph. So the catalog says, before the first batch and until everything is on the disk, that
the index is ``unsettled``; whoever finds it so makes the index anew from the vectors in the catalog.
"""

from __future__ import annotations

import logging
import secrets
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex, collection_name, settle
from assistant.store.index_config import OWN, collection_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

BATCH = 2000  # entries of the outbox, or chunks, at once
SAME = 0.99  # the least cosine of a vector to itself, stored in 8 bits and normalised by the index
UNSETTLED = "vectors_unsettled"
PLACE = "archive_place"  # the folder, by number and path, whose vectors have the name on a server that the catalog says
MARK = "vectors_taken"  # counts the times that the index was brought up to the catalog; another count tells readers to look again


def is_behind(catalog: Catalog) -> bool:
    """Tell whether the vector index has something to learn, or may be damaged."""
    return bool(catalog.outbox(1)) or catalog.fact(UNSETTLED) == "yes"


def follows(catalog: Catalog, settings: Settings) -> bool:
    """Tell whether there is an index to be brought up: what lies in the data folder of one machine does not serve the others."""
    return settings.chroma is not None or not catalog.shared


def catch_up(catalog: Catalog, settings: Settings) -> None:
    """Bring the vector index up to the catalog. Raises StoreUnavailable."""
    if settings.chroma is not None:
        name_its_own(catalog, settings.data)
        _settle_for_server(catalog)
    name = collection_of(catalog)
    if name is None or not is_behind(catalog) or not follows(catalog, settings):
        return  # the outbox waits for a server
    if settings.chroma is not None:
        with closing(VectorIndex.open(settings.data, settings.chroma, name=name)) as index:
            follow(catalog, index)
            if lacking(catalog, index):
                with catalog.writing():
                    catalog.queue_all()
                follow(catalog, index)
        with catalog.writing():
            catalog.count_up(MARK)
        return
    anew = catalog.fact(UNSETTLED) == "yes"
    with catalog.writing():
        catalog.set_fact(UNSETTLED, "yes")
        if anew:
            catalog.queue_all()
    with closing(VectorIndex.open_anew(settings.data, name=name) if anew else VectorIndex.open(settings.data, name=name)) as index:
        follow(catalog, index)
    settle(settings.data)
    with catalog.writing():
        catalog.set_fact(UNSETTLED, "no")
        catalog.count_up(MARK)


def _settle_for_server(catalog: Catalog) -> None:
    """Have a server given all, where an index in the data folder may be damaged: a restore says so of whatever index there is."""
    if catalog.fact(UNSETTLED) == "yes":
        with catalog.writing():
            catalog.queue_all()
            catalog.set_fact(UNSETTLED, "no")


def name_its_own(catalog: Catalog, data: Path) -> None:
    """Have the vectors of a catalog kept under a name of its own on a server, which may hold those of other catalogs."""
    embedder, before, own = catalog.fact("embedder"), catalog.fact("collection") or "", catalog.fact(OWN)
    is_in_place = catalog.shared or catalog.fact(PLACE) == _place(data)
    if embedder is None or (own and own in before and is_in_place):
        return
    with catalog.writing():
        name = own_name(catalog, embedder, data)
        if not before.startswith(name):  # a new index has more in its name
            catalog.set_fact("collection", name)
            catalog.queue_all()


def own_name(catalog: Catalog, embedder: str, data: Path) -> str:
    """Return what the names of a catalog's collections on a server begin with; called while it is written."""
    own, copied = catalog.fact(OWN), is_copied(catalog, data)
    if copied:
        log.warning("%s is a copy of %s: its vectors get a collection of their own on the Chroma server", data, copied)
    if copied or not own:
        own = secrets.token_hex(6)
        catalog.set_fact(OWN, own)
    if not catalog.shared and catalog.fact(PLACE) != _place(data):
        catalog.set_fact(PLACE, _place(data))
    return f"{collection_name(embedder)}-{own}"


def is_copied(catalog: Catalog, data: Path) -> str:
    """Return where a data folder was copied from, since its vectors got their name on a server; "" where it was not, or was moved.

    A copy has another path and is another folder; who moved it and copied it back has put another in the place of the first.
    """
    number, _, before = (catalog.fact(PLACE) or "").partition(" ")
    if catalog.shared or not before or before == str(data.resolve()):
        return ""
    is_moved = number == _place(data).partition(" ")[0] and not (Path(before) / "catalog.sqlite").exists()
    return "" if is_moved else before


def _place(data: Path) -> str:
    return f"{data.stat().st_ino} {data.resolve()}"


def lacking(catalog: Catalog, index: VectorIndex) -> int:
    """Return how many vectors of the catalog an index lacks that has nothing more to learn; 0 while somebody writes."""
    revision = catalog.revision
    missing = catalog.count_ready() - len(index)
    return max(0, missing) if not is_behind(catalog) and catalog.revision == revision else 0


def follow(catalog: Catalog, index: VectorIndex) -> int:
    """Empty the outbox into the index, in order; return how many entries were taken."""
    import numpy as np

    taken = 0
    while entries := catalog.outbox(BATCH):
        last = {chunk: action for _, action, chunk in entries}  # the last word on a chunk is the one that counts
        gone = [chunk for chunk, action in last.items() if action == "delete"]
        rows = [r for r in catalog.chunks(ids=[c for c, action in last.items() if action == "upsert"]) if r.vector is not None]
        if gone:
            index.delete(gone)
        if rows:
            index.upsert([r.id for r in rows], np.stack([r.vector for r in rows if r.vector is not None]))
        with catalog.writing():
            catalog.clear_outbox(entries[-1][0])
        taken += len(entries)
    return taken


# -- comparing with the catalog ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndexDifference:
    """Chunk ids: what the index lacks, what it has of nobody, and what it has otherwise than the catalog."""

    missing: tuple[str, ...]
    strange: tuple[str, ...]
    different: tuple[str, ...]


def difference(catalog: Catalog, index: VectorIndex) -> IndexDifference:
    """Compare every vector of the index with that of the catalog."""
    known = catalog.ids_with_vectors()
    held = index.ids()
    both = [id_ for id_ in known if id_ in held]
    different: list[str] = []
    for first in range(0, len(both), BATCH):
        batch = both[first : first + BATCH]
        theirs = index.vectors(batch)
        ours = {row.id: row.vector for row in catalog.chunks(ids=batch) if row.vector is not None}
        different += [id_ for id_ in batch if not _same(ours[id_], theirs[id_])]
    return IndexDifference(tuple(id_ for id_ in known if id_ not in held), tuple(sorted(held - set(known))), tuple(different))


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    import numpy as np

    return one.shape == other.shape and float(one @ other) >= SAME * float(np.linalg.norm(one) * np.linalg.norm(other))


def reconcile(catalog: Catalog, index: VectorIndex, found: IndexDifference) -> None:
    """Give the index what it lacks, and take out of it what it should not have."""
    import numpy as np

    if gone := [*found.strange, *found.different]:
        index.delete(gone)
    lacking = [*found.missing, *found.different]
    for first in range(0, len(lacking), BATCH):
        rows = [(r.id, r.vector) for r in catalog.chunks(ids=lacking[first : first + BATCH]) if r.vector is not None]
        index.upsert([id_ for id_, _ in rows], np.stack([vector for _, vector in rows]))
