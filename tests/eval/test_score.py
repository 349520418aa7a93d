"""What a chat model cost, and how much of what it wrote is not borne out, before and after it was held to the sources."""

from __future__ import annotations

import pytest

from assistant.types import Answer, Sentence, Writing
from eval.questions import Question
from eval.score import Evidence, score

from .conftest import answer, same_words

WRITING = Writing("m", tokens_in=900, tokens_out=80, sentences=4, unsupported=3, kept=True)
SENTENCES = (Sentence("a", (1,), "supported"), Sentence("b", (1,), "partly"))


@pytest.mark.parametrize(
    ("given", "scores"),
    [
        (
            answer(sentences=SENTENCES, writing=WRITING),
            {"tokens_in": 900, "tokens_out": 80, "model_kept": 1, "unsupported_written": 3 / 4, "unsupported_shown": 1 / 2},
        ),
        (answer(status="declined", sentences=(), writing=Writing("m", 5, 2)), {"tokens_in": 5, "tokens_out": 2, "model_kept": 0}),
        (answer(sentences=SENTENCES), {}),
    ],
)
def test_what_a_model_did_is_scored(given: Answer, scores: dict[str, float]) -> None:
    question = Question(id="q", question="?", answerable=False, references=())
    found = score(Evidence(question, (), given, {}, {}), same_words)
    names = ("tokens_in", "tokens_out", "model_kept", "unsupported_written", "unsupported_shown")
    assert {name: found[name] for name in names if name in found} == pytest.approx(scores)
