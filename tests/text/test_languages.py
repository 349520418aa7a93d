"""A language is called by its name."""

from __future__ import annotations

import pytest

from assistant.text.languages import language_name


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("en-GB", "English"),
        ("pt_BR", "Portuguese"),
        ("ZH-Hant", "Chinese"),
        ("x-klingon", "x-klingon"),
        ("", ""),
    ],
)
def test_a_tag_is_said_by_the_name_of_its_language(tag: str, name: str) -> None:
    assert language_name(tag) == name
