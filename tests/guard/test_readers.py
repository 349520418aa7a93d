"""Whose documents are whose."""

from __future__ import annotations

import pytest

from assistant.guard.readers import NOBODY, PERSON, folder_of, is_visible_to, may_remove, reader_of


@pytest.mark.parametrize(
    ("reader", "document", "visible", "removable"),
    [
        ("user:ada", "uploads/~ada/a.pdf", True, True),
        ("user:ada", "uploads/~bob/a.pdf", False, False),
        ("user:ada", "uploads/~ada-2/a.pdf", False, False),
        ("user:ada", "added/uploads/~bob/a.pdf", False, False),  # behind the alias of a root
        ("user:ada", "added-2/uploads/~ada/a.pdf", True, True),
        ("user:ada", "uploads/a.pdf", True, False),
        ("user:ada", "uploads/~ada", True, False),  # a file of that name, not a folder
        ("user:ada", "reports/~bob/a.pdf", True, False),
        (PERSON, "uploads/~ada/a.pdf", False, False),  # what all may see
        ("a-browser", "uploads/~ada/a.pdf", True, True),  # without sign-in
    ],
)
def test_what_a_person_added_is_that_persons(reader: str, document: str, visible: bool, removable: bool) -> None:
    assert is_visible_to(reader, document) is visible
    assert may_remove(reader, document) is removable


@pytest.mark.parametrize(
    ("reader", "shared", "folder"),
    [("user:ada", False, "uploads/~ada/"), ("user:ada", True, "uploads/"), ("a-browser", False, "uploads/")],
)
def test_added_files_go_into_the_folder_of_their_owner(reader: str, shared: bool, folder: str) -> None:
    assert folder_of(reader, shared=shared) == folder


def test_a_request_that_nobody_looked_at_is_nobodys() -> None:
    assert reader_of({}) == NOBODY
