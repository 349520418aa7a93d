"""What is printed cannot steer the terminal, and words stand as they are read."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.terminal import how_far, on_one_line, say

ROOT = Path(__file__).resolve().parents[2]
CITED = "    “The wall was rebuilt in nineteen hundred and ninety-eight by those who live there.”"
PARTED = """\
    “The wall was rebuilt in
     nineteen hundred and
     ninety-eight by those who
     live there.”
"""


@pytest.mark.parametrize(
    ("text", "printed"),
    [("a\x1b[31mred", "a�[31mred"), ("two\nlines", "two�lines"), ("no argu\xadment", "no argument"), ("£5 – café", "£5 – café")],
)
def test_a_line_is_printed_without_what_steers_a_terminal(text: str, printed: str) -> None:
    assert on_one_line(text) == printed


@pytest.mark.parametrize(
    ("line", "hang", "seen"),
    [
        (CITED, None, PARTED),
        ("added    a.txt  (1 chunk, 0.1 s, and more)", 9, "added    a.txt  (1 chunk, 0.1\n         s, and more)\n"),
        ("[1] Keeping bees on the roof, page 12", None, "[1] Keeping bees on the roof,\n    page 12\n"),
        (f"    {'reports/' * 5}a.pdf#c=1-2@3f9a2c1b04de", None, f"    {'reports/' * 5}a.pdf#c=1-2@3f9a2c1b04de\n"),
        ("a short one", None, "a short one\n"),
        ("", None, "\n"),
    ],
)
def test_a_line_is_parted_between_words_for_eyes_and_for_nobody_else(
    line: str, hang: int | None, seen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _at_a_terminal(line, hang) == seen
    say(line, hang)
    assert capsys.readouterr().out == f"{line}\n"


def _at_a_terminal(line: str, hang: int | None) -> str:
    ours, theirs = pty.openpty()
    code = "import sys; from assistant.cli.terminal import say; say(sys.argv[1], *map(int, sys.argv[2:]))"
    command = [sys.executable, "-c", code, line, *([] if hang is None else [str(hang)])]
    subprocess.run(command, stdout=theirs, env=os.environ | {"COLUMNS": "30", "PYTHONPATH": str(ROOT)}, check=True)
    os.close(theirs)
    seen = os.read(ours, 10_000).decode().replace("\r\n", "\n")
    os.close(ours)
    return seen


@pytest.mark.parametrize(
    ("document", "step", "columns", "said"),
    [
        ("reports/a.pdf", ", page 3 of 20", 40, "a.pdf, page 3 of 20"),
        ("reports/a-long-name-of-a-report.pdf", ", page 3 of 20", 24, "…eport.pdf, page 3 of 20"),
        ("reports/a.pdf", ", page 3 of 20", 10, ", page 3 of 20"),
        ("looking", "", 40, "looking"),
    ],
)
def test_how_far_a_document_is_fits_beside_the_bar(document: str, step: str, columns: int, said: str) -> None:
    assert how_far(document, step, columns) == said
