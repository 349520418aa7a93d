"""Bring what was written to the disk itself, so that it outlasts a loss of power."""

from __future__ import annotations

import os
from pathlib import Path


def to_disk(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk. Windows opens no folder, and keeps the names in a journal of its own.

    A file is opened to be written, as Windows syncs no other. Raises OSError.
    """
    if path.is_dir() and not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
