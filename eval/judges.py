"""The support judge: does a passage bear out a sentence? And how good it is itself, on sentences labelled by reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from eval.errors import CannotMeasure
from eval.measures import proportion
from eval.metrics import Judge
from eval.statistics import Interval, bootstrap

LABELLED = Path(__file__).parent / "support.jsonl"
SUPPORTED = "supported"


def deterministic(sentence: str, passages: Sequence[str]) -> bool:
    """Judge by words, numbers, names, dates and negations, as the product does for every sentence it shows."""
    from assistant.cite.support import judge

    return judge(sentence, passages).support == SUPPORTED


def entailment(name: str) -> Judge:
    """Return a judge that asks a natural language inference model, a cross-encoder that sentence-transformers can open.

    The passages together are the premise, the sentence the hypothesis; it is supported if entailment is the likeliest
    label. Raises CannotMeasure if the model cannot be opened or has no such label.
    """
    from assistant.errors import ModelUnavailable
    from assistant.models.entailment import open_entailment

    try:
        entailed = lru_cache(maxsize=4096)(open_entailment(name))
    except ModelUnavailable as error:
        raise CannotMeasure(str(error)) from error
    return lambda sentence, passages: entailed("\n".join(passages), sentence)


@dataclass(frozen=True)
class JudgeScore:
    """How a judge did on labelled sentences. The wrong ones are named by id."""

    n: int
    precision: float | None
    precision_interval: Interval | None
    recall: float | None
    recall_interval: Interval | None
    wrongly_supported: tuple[str, ...]
    missed: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        def ends(interval: Interval | None) -> list[float] | None:
            return [round(interval.low, 6), round(interval.high, 6)] if interval else None

        return {
            "n": self.n,
            "precision": self.precision,
            "precision_interval": ends(self.precision_interval),
            "recall": self.recall,
            "recall_interval": ends(self.recall_interval),
            "wrongly_supported": list(self.wrongly_supported),
            "missed": list(self.missed),
        }


def judge_the_judge(judge: Judge, labelled: Path = LABELLED) -> JudgeScore | None:
    """Return precision and recall of a judge for "supported"; ``None`` if there are no labelled sentences.

    Precision: of the sentences it calls supported, the share that people called so. Recall: of those that people called
    supported, the share that it does too. Partly supported, contradicted and not found all count as not supported.
    """
    if not labelled.is_file():
        return None
    cases = [json.loads(line) for line in labelled.read_text(encoding="utf-8").splitlines() if line.strip()]
    says = [judge(case["sentence"], case["passages"]) for case in cases]
    true = [case["label"] == SUPPORTED for case in cases]
    both = np.array([said and truly for said, truly in zip(says, true, strict=True)], dtype=np.float64)
    of_said, of_true = (np.stack([both, np.array(x, dtype=np.float64)], axis=-1) for x in (says, true))
    precision, recall = (float(proportion(data[None])[0]) for data in (of_said, of_true))
    return JudgeScore(
        n=len(cases),
        precision=None if np.isnan(precision) else precision,
        precision_interval=bootstrap(of_said, proportion),
        recall=None if np.isnan(recall) else recall,
        recall_interval=bootstrap(of_true, proportion),
        wrongly_supported=tuple(str(c["id"]) for c, s, t in zip(cases, says, true, strict=True) if s and not t),
        missed=tuple(str(c["id"]) for c, s, t in zip(cases, says, true, strict=True) if t and not s),
    )
