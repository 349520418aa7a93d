"""Fit the confidence of the product: ``python -m eval.calibrate SET... --data DIR``.

1. every question of the sets is weighed (:meth:`assistant.ask.Assistant.weigh`) on its own corpus, on corpora of one to five
   documents, and on the corpora of other sets, where the answer is not to be had; beside them what no text tells, see
   :mod:`.corpora`;
2. questions are halved by the hash of their id; a logistic model is fitted on one half (maximum likelihood with an L2
   penalty; evidence may only raise the confidence and doubts only lower it, so that no accident of the sample turns a sign);
3. the threshold under which most is decided rightly on the first half is named; ``decline_below`` is set to it by hand;
4. the other half says how good it is: the area under the ROC curve for each set with its 95 % interval, the calibration error,
   and what that threshold and the one that stands would decide;
5. the figures and what they were fitted on are written to ``assistant/answer/decide/confidence.json``.

What was ingested is kept in ``DIR``: a run that was cut off goes on from there, and a second one ingests nothing. Measured with all
three sets on two cores that others used as well: 11 minutes the first time, 3 the second.

Each group of questions (a set, asked on its own corpus or on another; answerable or not) weighs the square root of its size,
so that no set drowns the others; one that is made up of a form and a name weighs a tenth.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.answer.decide.confidence import DOUBTS, FEATURES
from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.models.quiet import stay_quiet
from assistant.settings import Settings
from assistant.types import Turn
from eval import corpora
from eval.measures import auroc
from eval.questions import QuestionSet, document_files, open_set
from eval.statistics import bootstrap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TARGET = Path(__file__).resolve().parent.parent / "assistant" / "answer" / "decide" / "confidence.json"
PENALTY = 0.3  # of the squared weights (ridge)
MADE_UP = 0.1  # what a question that is made up of a form and a name weighs
_UNSTATED = "(unstated)"
STANDING = float(Settings.model_fields["decline_below"].default)


@dataclass(frozen=True)
class Weighed:
    """One question on one corpus: what was found out about it, and whether that corpus answers it."""

    group: str
    answerable: bool
    held_out: bool
    features: tuple[float, ...]


def weighed(sets: Sequence[QuestionSet], data: Path) -> Iterator[Weighed]:
    """Weigh what is asked of each set: of all its documents, and of few of them."""
    for corpus in sets:
        yield from _weighed_on(corpora.whole(corpus, sets), corpus, data / corpus.name, corpora.UNSTATED)
        for trial in corpora.few(corpus, sets, data / "few"):
            yield from _weighed_on(trial, corpus, data / "few-data" / trial.folder.name, corpora.UNSTATED_OF_FEW)


def _weighed_on(trial: corpora.Trial, corpus: QuestionSet, data: Path, unstated: int) -> Iterator[Weighed]:
    began = time.monotonic()
    settings = Settings.load(data=data, environment={})
    list(ingest([trial.folder], settings))
    assistant = Assistant.open(settings)
    texts = [assistant.document(id_).text for id_ in document_files(trial.folder)]
    made_up = islice(corpora.unstated(trial.name, corpus.questions, texts), unstated)
    for of, question, answered in (*trial.asked, *made_up):
        found = assistant.weigh(question.question, [Turn(t.role, t.content) for t in question.history])
        yield Weighed(
            group=f"{of} on {trial.name}",
            answerable=answered,
            held_out=_held_out(question.id),
            features=tuple(found[name] for name in FEATURES),
        )
    assistant.close()
    typer.echo(f"{data.name}: weighed, {time.monotonic() - began:.0f} s", err=True)


def _held_out(id_: str) -> bool:
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 2 == 1


def fit(rows: Sequence[Weighed]) -> tuple[float, dict[str, float]]:
    """Return the intercept and the weight of each feature."""
    import numpy as np
    from scipy.optimize import minimize

    x = np.array([r.features for r in rows])
    y = np.array([r.answerable for r in rows], float)
    share = _shares(rows)

    def loss(b: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ b[1:] + b[0]
        likelihood = float((share * np.logaddexp(0, np.where(y == 1, -z, z))).sum())
        slope = share * (1 / (1 + np.exp(-z)) - y)
        penalty = PENALTY * b[1:]
        return likelihood + float(penalty @ b[1:]) / 2, np.concatenate([[slope.sum()], x.T @ slope + penalty])

    bounds = [(None, None), *((None, 0) if name in DOUBTS else (0, None) for name in FEATURES)]
    found = minimize(loss, np.zeros(len(FEATURES) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return round(float(found[0]), 3), {name: round(float(w), 3) for name, w in zip(FEATURES, found[1:], strict=True)}


def _shares(rows: Sequence[Weighed]) -> NDArray[np.float64]:
    """Return the weight of each row, 1 on average."""
    import numpy as np

    keys = [(r.group, r.answerable) for r in rows]
    sizes = {key: keys.count(key) for key in set(keys)}
    share = np.array([sizes[group, answerable] ** -0.5 * (MADE_UP if _UNSTATED in group else 1) for group, answerable in keys])
    found: NDArray[np.float64] = share / share.mean()
    return found


def probabilities(rows: Sequence[Weighed], intercept: float, weights: dict[str, float]) -> NDArray[np.float64]:
    """Return the confidence that a model has in each row."""
    import numpy as np

    found: NDArray[np.float64] = 1 / (
        1 + np.exp(-(np.array([r.features for r in rows]) @ np.array(list(weights.values())) + intercept))
    )
    return found


def quality(rows: Sequence[Weighed], p: NDArray[np.float64]) -> dict[str, Any]:
    """Return, for each corpus, the area under the ROC curve on its own questions and with other topics, and the ECE of all."""
    import numpy as np

    y = np.array([r.answerable for r in rows])
    found: dict[str, Any] = {"n": len(rows)}
    for corpus in dict.fromkeys(r.group.split(" on ")[1] for r in rows):
        own = np.array([r.group == f"{corpus} on {corpus}" for r in rows])
        made_up = np.array([r.group.endswith(f"{_UNSTATED} on {corpus}") for r in rows])
        foreign = np.array([r.group.endswith(f" on {corpus}") for r in rows]) & ~own & ~made_up
        kinds = {"answer_missing": own, "other_topic": (own & y) | foreign, "unstated": (own & y) | made_up}
        for name, chosen in ((f"auroc_{kind}", chosen) for kind, chosen in kinds.items()):
            if 0 < y[chosen].sum() < chosen.sum():
                found.setdefault(name, {})[corpus] = _area(y[chosen], p[chosen])
    bins = np.minimum((p * 10).astype(int), 9)
    gaps = [abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()]
    return found | {"calibration_error": round(float(sum(gaps)), 3)}


def _area(y: NDArray[np.bool_], p: NDArray[np.float64]) -> dict[str, Any]:
    """Return the area under the ROC curve with its 95 % interval."""
    import numpy as np

    data = np.column_stack([y, p])
    interval = bootstrap(data, auroc)
    sure = [round(interval.low, 3), round(interval.high, 3)] if interval else None
    return {"auroc": round(float(auroc(data)), 3), "interval": sure, "n": len(data)}


def decided(rows: Sequence[Weighed], p: NDArray[np.float64], threshold: float) -> dict[str, float]:
    """Return, for each group, the share that a threshold lets through if it is answerable, or else holds back."""
    right: dict[str, list[bool]] = {}
    for row, sure in zip(rows, p.tolist(), strict=True):
        own, corpus = row.group.split(" on ")
        other = "unstated" if own.endswith(_UNSTATED) else "other topic"
        kind = "answered" if row.answerable else "refused" if own == corpus else f"{other} refused"
        right.setdefault(f"{corpus}: {kind}", []).append((sure >= threshold) == row.answerable)
    return {group: round(sum(hits) / len(hits), 3) for group, hits in sorted(right.items())}


def best_threshold(rows: Sequence[Weighed], p: NDArray[np.float64]) -> float:
    """Return the threshold, a multiple of 0.05, at which most is decided rightly, all groups weighed alike; the least of equals."""
    steps = [n / 20 for n in range(1, 20)]
    return max(steps, key=lambda t: (sum(decided(rows, p, t).values()), -t))


def main(
    sets: Annotated[list[Path], typer.Argument(help="questions.jsonl files, or folders with one and documents/")],
    data: Annotated[Path, typer.Option(help="where the sets are ingested")] = Path(".assistant/calibrate"),
    write: Annotated[bool, typer.Option(help="write assistant/answer/decide/confidence.json")] = True,
) -> None:
    """Fit the confidence on one half of the questions, and say how good it is on the other."""
    opened = [open_set(path) for path in sets]
    rows = list(weighed(opened, data))
    intercept, weights = fit([r for r in rows if not r.held_out])
    tuned, rest = [r for r in rows if not r.held_out], [r for r in rows if r.held_out]
    sure = probabilities(rest, intercept, weights)
    threshold = best_threshold(tuned, probabilities(tuned, intercept, weights))
    held_out = quality(rest, sure) | {"decided": {str(t): decided(rest, sure, t) for t in sorted({threshold, STANDING})}}
    fitted_on = {s.name: hashlib.sha256("\n".join(sorted(q.id for q in s.questions)).encode()).hexdigest()[:12] for s in opened}
    model = {"intercept": intercept, "weights": weights, "threshold": threshold, "fitted_on": fitted_on, "held_out": held_out}
    text = json.dumps(model, indent=2) + "\n"
    if write:
        TARGET.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    stay_quiet()
    typer.run(main)
