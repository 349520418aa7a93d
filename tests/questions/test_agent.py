from __future__ import annotations

import pytest

from assistant.questions.agent import is_without_doer


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("Who automated the lighthouse?", ["The lighthouse was automated in 1988."], True),
        ("Who signed the contract?", ["The contract had been signed by hand in May."], True),
        ("Who has trained the staff?", ["It was confirmed that all staff had been trained."], True),
        ("Who automated the lighthouse?", ["The lighthouse was automated in 1988 by Trinity House."], False),
        ("Who automated the lighthouse?", ["It was automated in 1988.", "Trinity House automated it."], False),
        ("Who sponsors the course?", ["The course is a sponsored project of the trust."], False),
        ("Who automated the lighthouse?", ["Trinity House had the lamp changed."], False),
        ("When was the lighthouse automated?", ["The lighthouse was automated in 1988."], False),
    ],
)
def test_what_was_done_is_not_told_with_who_did_it_where_nobody_is(question: str, texts: list[str], expected: bool) -> None:
    assert is_without_doer(question, texts) is expected
