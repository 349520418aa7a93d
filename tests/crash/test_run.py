"""A short run of the crash test; the long one is ``python -m tests.crash.run 200``."""

from __future__ import annotations

from tests.crash.run import run


def test_a_process_killed_at_any_moment_leaves_nothing_lost_mixed_or_left_over() -> None:
    result = run(5, seed=7)
    assert result.wrong == []
