"""How an index is made: by which embedder, with which chunking, under which name its vectors are kept.

The catalog remembers it, so an index that was made anew with another embedder (:mod:`assistant.upkeep.reindex`) is used without
changing a setting; a setting that the user has given and that says otherwise is refused.
"""

from __future__ import annotations

from pathlib import Path

from assistant import chunk as chunking
from assistant.errors import IndexMismatch
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import collection_name

FOLDER = "reindex"  # in the data folder: where an index is made anew
OWN = "archive"  # the fact that tells the names of this catalog's vectors from those of others on the same server


def settings_of(catalog: Catalog, settings: Settings) -> Settings:
    """Return the settings with the embedder that made the index, unless the user has named one."""
    setting = catalog.fact("embedder_setting")
    if setting is None or "embedder" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"embedder": setting})


def collection_of(catalog: Catalog) -> str | None:
    """Return the name under which the vector store keeps the vectors of this catalog, ``None`` before there are any."""
    embedder = catalog.fact("embedder")
    return None if embedder is None else catalog.fact("collection") or collection_name(embedder)


def agree(catalog: Catalog, settings: Settings, embedder: str) -> None:
    """Remember how this index is made, or refuse to mix it with another make. Raises IndexMismatch."""
    wanted = {"embedder": embedder, "chunking": f"{chunking.VERSION}/{settings.chunk_pieces}"}
    for key, value in wanted.items():
        stored = catalog.fact(key)
        if stored is not None and stored != value:
            raise IndexMismatch(f"this index was made with {key} {stored}, the settings say {value}; {way_out(settings)}")
    known = {**wanted, "embedder_setting": settings.embedder}
    if any(catalog.fact(key) is None for key in known):
        with catalog.writing():
            for key, value in known.items():
                catalog.set_fact(key, value)


def way_out(settings: Settings) -> str:
    """Say what to do about an index of another make."""
    return f"put the setting back, or rebuild the index: {settings.typed(f'assistant reindex --embedder {settings.embedder}')}"


def is_being_remade(data: Path) -> bool:
    """Tell whether a re-index was begun and not finished."""
    return (data / FOLDER / "catalog.sqlite").exists()
