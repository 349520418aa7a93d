"""Windows' rules for files, laid over this process on Linux, as its own machine is not at hand.

A file that is open, in this process or in one of Python's beside it, can be neither moved nor deleted, and no folder with one in
it; a name has none of ``<>:"|?*`` in it; a folder cannot be opened, nor a file synced that is open to be read alone.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

IN_NO_NAME = frozenset('<>:"|?*')


def lay_over(patch: pytest.MonkeyPatch) -> None:
    """Have the files of this process obey Windows' rules until the patch is undone."""
    patch.setattr(os, "open", _opens(os.open))
    patch.setattr(os, "fsync", _syncs(os.fsync))
    for name in ("unlink", "remove", "rmdir", "rename", "replace"):
        patch.setattr(os, name, _moves(getattr(os, name)))
    patch.setattr(os, "mkdir", _names(os.mkdir))
    patch.delattr(os, "O_DIRECTORY")
    patch.setattr(shutil, "_use_fd_functions", False)


def _opens(plain: Callable[..., int]) -> Callable[..., int]:
    def opened(path: Any, flags: int, *more: Any, **options: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied", path)
        _check_name(path)
        return plain(path, flags, *more, **options)

    return opened


def _syncs(plain: Callable[[int], None]) -> Callable[[int], None]:
    def synced(descriptor: int) -> None:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, "Bad file descriptor")
        plain(descriptor)

    return synced


def _moves(plain: Callable[..., None]) -> Callable[..., None]:
    def moved(*paths: Any, **options: Any) -> None:
        for path in paths:
            _check_name(path)
            if any(_within(path)):
                raise PermissionError(errno.EACCES, "The file is being used by another process", os.fspath(path))
        plain(*paths, **options)

    return moved


def _names(plain: Callable[..., None]) -> Callable[..., None]:
    def made(path: Any, *more: Any, **options: Any) -> None:
        _check_name(path)
        plain(path, *more, **options)

    return made


def _check_name(path: Any) -> None:
    if IN_NO_NAME & set(os.fsdecode(path)):
        raise OSError(errno.EINVAL, "The filename, directory name, or volume label syntax is incorrect", path)


def _within(path: Any) -> Iterator[str]:
    """Yield what is open of a file, or in a folder."""
    place = os.path.realpath(os.fsdecode(path))
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended, or is another user's
            if b"python" in (process / "cmdline").read_bytes():
                yield from (name for name in _open_in(process) if name == place or name.startswith(f"{place}/"))


def _open_in(process: Path) -> Iterator[str]:
    for descriptor in (process / "fd").iterdir():
        with suppress(OSError):  # the one that lists them is gone
            yield str(descriptor.readlink())
    yield from (line.split(maxsplit=5)[-1] for line in (process / "maps").read_text().splitlines())
