"""What a reader tells whoever waits for it, page by page."""

from __future__ import annotations

from typing import Protocol


class OnPage(Protocol):
    """Called before a page is read, of so many; ``slow`` says that this one takes seconds, as those read from pictures do."""

    def __call__(self, page: int, pages: int, *, slow: bool = False) -> None: ...


def ignore_page(page: int, pages: int, *, slow: bool = False) -> None:
    """Tell nobody."""
