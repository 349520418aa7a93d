"""What is printed cannot steer the terminal, and words stand as they are read."""

from __future__ import annotations

import pytest

from assistant.cli.terminal import on_one_line


@pytest.mark.parametrize(
    ("text", "printed"),
    [("a\x1b[31mred", "a�[31mred"), ("two\nlines", "two�lines"), ("no argu\xadment", "no argument"), ("£5 – café", "£5 – café")],
)
def test_a_line_is_printed_without_what_steers_a_terminal(text: str, printed: str) -> None:
    assert on_one_line(text) == printed
