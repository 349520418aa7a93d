"""How much of the disk added files may take: those of one person, and all of them with what is still arriving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage

from assistant.guard.readers import UPLOADS

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Quota:
    """Bounds in megabytes, 0 for none. What is shared belongs to nobody, so it counts to the whole alone."""

    added: Path
    of_a_person: int = 0
    in_all: int = 0

    def refused(self, within: str, size: int) -> str | None:
        """Say why a file of so many bytes may not go into a folder of added files; ``None`` if it may."""
        own = _bytes_in(self.added / within) + size
        if within != UPLOADS and self.of_a_person and own > self.of_a_person * MB:
            return (
                f"Your files may take {self.of_a_person:,} MB together, and with this one they would take {own / MB:,.0f} MB. "
                "Remove some that you added, or ask whoever runs the assistant to raise the setting added_mb_person."
            )
        return self.full(_bytes_in(self.added) + size)

    def full(self, size: int) -> str | None:
        """Say that so many bytes are more than all added files may take; ``None`` if they are not."""
        if not self.in_all or size <= self.in_all * MB:
            return None
        return (
            f"All added files may take {self.in_all:,} MB together, and with this they would take {size / MB:,.0f} MB. "
            "Remove some, or ask whoever runs the assistant to raise the setting added_mb."
        )

    def arriving(self, arrived: Path) -> Callable[[int], str | None]:
        """Return what says whether so many bytes may still arrive in a folder, or why not."""
        return lambda size: self.full(_bytes_in(self.added) + _bytes_in(arrived) + size) or _no_room(self.added.parent, size)


def _no_room(folder: Path, size: int) -> str | None:
    free = disk_usage(folder).free
    if size <= free:
        return None
    return f"The disk has room for {_told(free)}, and this takes {_told(size)}. Ask whoever runs the assistant to make some."


def _told(size: int) -> str:
    return f"{size / MB:,.1f} MB" if size >= MB else f"{size / 1000:,.0f} kB"


def _bytes_in(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
