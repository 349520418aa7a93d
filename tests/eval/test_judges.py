"""A judge of support is itself judged on labelled sentences, and a model of entailment can be one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest

from eval.errors import CannotMeasure
from eval.judges import deterministic, entailment, judge_the_judge
from tests.eval.conftest import same_words


def labelled(tmp_path: Path, *cases: tuple[str, str, str]) -> Path:
    lines = [json.dumps({"id": f"c{n}", "sentence": s, "passages": [p], "label": label}) for n, (s, p, label) in enumerate(cases)]
    (tmp_path / "labelled.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "labelled.jsonl"


def test_the_judge_is_judged_by_hand(tmp_path: Path) -> None:
    found = judge_the_judge(
        same_words,
        labelled(
            tmp_path,
            ("bees fly", "bees fly", "supported"),  # said and true
            ("bees fly", "bees do not fly", "contradicted"),  # said and false
            ("insects fly", "bees fly", "supported"),  # not said and true
            ("trams fly", "bees fly", "not_found"),
        ),
    )
    assert found is not None
    assert (found.n, found.precision, found.recall) == (4, 0.5, 0.5)
    assert (found.wrongly_supported, found.missed) == (("c1",), ("c2",))


def test_a_judge_that_supports_nothing_has_no_precision(tmp_path: Path) -> None:
    found = judge_the_judge(lambda sentence, passages: False, labelled(tmp_path, ("a", "a", "supported")))
    assert found is not None
    assert (found.precision, found.recall) == (None, 0.0)


def test_without_labelled_sentences_there_is_no_score(tmp_path: Path) -> None:
    assert judge_the_judge(same_words, tmp_path / "none.jsonl") is None


def test_the_built_in_judge_supports_quotes_and_no_other_numbers() -> None:
    assert deterministic("The wall was rebuilt in 1998.", ["The wall was rebuilt in 1998."])
    assert not deterministic("The wall was rebuilt in 1999.", ["The wall was rebuilt in 1998."])


class Encoder:
    """A cross-encoder that finds entailment where the sentence begins the premise."""

    labels: ClassVar = {0: "contradiction", 1: "Entailment", 2: "neutral"}

    def __init__(self, name: str) -> None:
        self.config = SimpleNamespace(id2label=self.labels)

    def predict(self, pairs: list[tuple[str, str]]) -> Any:
        return np.array([[0.0, 2.0 if premise.startswith(sentence) else 0.5, 1.0] for premise, sentence in pairs])


def test_an_nli_model_supports_what_it_finds_entailed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(CrossEncoder=Encoder))
    judge = entailment("some/model")
    assert judge("one", ["one", "two"])
    assert not judge("two", ["one", "two"])


def test_a_model_without_entailment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(CrossEncoder=Encoder))
    monkeypatch.setattr(Encoder, "labels", {0: "relevant"})
    with pytest.raises(CannotMeasure, match="no label 'entailment'"):
        entailment("some/reranker")
