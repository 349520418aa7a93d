"""Ask each question where its answer stands and where it does not: ``python -m eval.elsewhere SET --data DATA``.

The documents of a set are taken apart into topics: each document is one or, where the set has folders, each folder. A question that
can be answered is asked among the documents of its own topic, and then of each of the others, and the confidences are compared: the
area under the ROC curve is the probability that it is higher where the answer stands. The interval draws questions, each with all
its other topics. A question that another topic happens to answer as well counts against the figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.models.quiet import stay_quiet
from assistant.settings import Settings
from assistant.types import Turn
from eval.measures import auroc
from eval.questions import Question, QuestionSet, open_set
from eval.runner import Asked
from eval.statistics import bootstrap

if TYPE_CHECKING:
    from eval.measures import Numbers


def topics_of(documents: Sequence[str]) -> dict[str, str]:
    """Return for each topic the filter that its documents pass: folders where all documents stand in some, else documents."""
    folders = sorted({id_.partition("/")[0] for id_ in documents if "/" in id_})
    if len(folders) > 1 and all("/" in id_ for id_ in documents):
        return {folder: f"document={folder}/*" for folder in folders}
    return {id_: f"document={id_}" for id_ in sorted(documents)}


def confidences(assistant: Asked, questions: Sequence[Question], topics: dict[str, str]) -> Iterator[list[float]]:
    """Yield for each question that can be answered the confidence in its own topic, then those in the others."""
    for question in questions:
        named = {reference.document for reference in question.references}
        own = {topic for topic in topics if any(id_ == topic or id_.startswith(f"{topic}/") for id_ in named)}
        if not question.answerable or len(own) != 1:
            continue
        history = [Turn(turn.role, turn.content) for turn in question.history]
        order = [*own, *(topic for topic in topics if topic not in own)]
        yield [assistant.ask(question.question, history, [topics[topic]]).confidence for topic in order]


def area(data: Numbers) -> Numbers:
    """Return the area under the ROC curve of rows that hold the score of a positive and then those of its negatives."""
    labels = np.zeros(data.shape)
    labels[..., 0] = 1
    flat = (*data.shape[:-2], -1)
    return auroc(np.stack([labels.reshape(flat), data.reshape(flat)], axis=-1))


def report(set_: QuestionSet, data: Path) -> str:
    """Ingest a set and return the figure in one line."""
    settings = Settings.load(data=data, environment={})
    list(ingest([set_.documents], settings))
    assistant = Assistant.open(settings)
    topics = topics_of([info.id for info in assistant.documents()])
    scores = np.array(list(confidences(assistant, set_.questions, topics)))
    assistant.close()
    sure = bootstrap(scores, area)
    interval = f" [{sure.low:.4f}, {sure.high:.4f}]" if sure else ""
    return f"{set_.name}: {len(scores)} questions, {len(topics)} topics, AUROC {float(area(scores)):.4f}{interval}"


def main(
    set_: Annotated[Path, typer.Argument(help="a questions.jsonl, or a folder with one and documents/")],
    data: Annotated[Path | None, typer.Option(help="data folder to ingest into; by default one that is thrown away")] = None,
) -> None:
    """Say how well the confidence tells where the answer to a question stands from where it does not."""
    with TemporaryDirectory(prefix="elsewhere-") as thrown_away:
        typer.echo(report(open_set(set_), data or Path(thrown_away)))


if __name__ == "__main__":
    stay_quiet()
    typer.run(main)
