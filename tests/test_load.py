"""Many at once, for fifteen seconds: the short form of ``python -m benchmarks.load``."""

from __future__ import annotations

from benchmarks.load import run


def test_many_ask_at_once_while_a_pdf_is_added() -> None:
    found = run(people=12, seconds=15, pages=60)
    assert found["faults"] == 0, found
    assert found["answers"] >= 12 and found["citations_checked"] > 0
    assert found["saw_their_place_in_the_line"] > 0
    assert found["megabytes_at_most"] < 4000
