"""The fit of the confidence says how sure its figures are, and what a threshold would decide."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.answer.decide.confidence import FEATURES
from eval import corpora
from eval.calibrate import Weighed, best_threshold, decided, fit, main, probabilities, quality


def row(group: str, answerable: bool, value: float, *, held_out: bool = True) -> Weighed:
    return Weighed(group, answerable, held_out, (value,) * len(FEATURES))


OWN, FOREIGN = "a on a", "b on a"
ROWS = [row(OWN, True, 0.9), row(OWN, True, 0.6), row(OWN, False, 0.7), row(FOREIGN, False, 0.1), row(FOREIGN, False, 0.2)]
SURE = np.array([0.9, 0.6, 0.7, 0.1, 0.2])


def test_the_area_is_that_of_pairs_in_order_with_its_interval() -> None:
    found = quality(ROWS, SURE)
    missing, other = found["auroc_answer_missing"]["a"], found["auroc_other_topic"]["a"]
    assert (missing["auroc"], missing["n"]) == (0.5, 3)  # 0.9 is above 0.7, and 0.6 is not
    assert (other["auroc"], other["n"]) == (1.0, 4)
    assert missing["interval"][0] <= 0.5 <= missing["interval"][1]


@pytest.mark.parametrize(
    ("threshold", "answered", "refused", "other"),
    [(0.05, 1.0, 0.0, 0.0), (0.5, 1.0, 0.0, 1.0), (0.65, 0.5, 0.0, 1.0), (0.75, 0.5, 1.0, 1.0), (0.95, 0.0, 1.0, 1.0)],
)
def test_a_threshold_lets_through_and_holds_back(threshold: float, answered: float, refused: float, other: float) -> None:
    assert decided(ROWS, SURE, threshold) == {"a: answered": answered, "a: other topic refused": other, "a: refused": refused}


def test_the_best_threshold_decides_most_rightly() -> None:
    assert best_threshold(ROWS, SURE) == 0.75  # 0.5 + 1 + 1; below it 1 + 0 + 1


def test_what_is_fitted_puts_the_answerable_first() -> None:
    rows = [row(OWN, True, v) for v in (0.7, 0.8, 0.9)] + [row(OWN, False, v) for v in (0.1, 0.2, 0.3)]
    sure = probabilities(rows, *fit(rows))
    assert sure[:3].min() > 0.5 > sure[3:].max()


def a_set(folder: Path, name: str, text: str, asked: dict[str, str | None]) -> Path:
    """Write a set of one document, and questions with the words that answer each, ``None`` where nothing does."""
    documents = folder / name / "documents"
    documents.mkdir(parents=True)
    (documents / f"{name}.md").write_text(text, encoding="utf-8")
    lines = [
        {
            "id": f"{name}-{n}",
            "question": question,
            "answerable": quote is not None,
            "references": [{"document": f"{name}.md", "quote": quote}] if quote else [],
        }
        for n, (question, quote) in enumerate(asked.items())
    ]
    (folder / name / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder / name


def test_it_runs_from_sets_to_figures_and_a_second_run_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(corpora, "SIZES", (1,))
    deal = "# The Elm Deal\n\nThe Elm Deal was launched in 2014. Ada Brook of the council drew up the Elm Deal.\n"
    hives = "# Roof hives\n\nThe roof hives gave 31 kilograms of honey. A hawk watched the hives in June.\n"
    sets = [
        a_set(
            tmp_path,
            "elm",
            deal,
            {"When was the Elm Deal launched?": "2014", "Who drew up the Elm Deal?": "Ada Brook", "Who funded the Elm Deal?": None},
        ),
        a_set(
            tmp_path,
            "bees",
            hives,
            {"How much honey did the roof hives give?": "31 kilograms", "What watched the hives?": "A hawk"},
        ),
    ]
    written = []
    for _ in range(2):
        main(sets, data=tmp_path / "data", write=False)
        told = capsys.readouterr()
        assert [line.split(":")[0] for line in told.err.splitlines()] == ["elm", "elm-1-0", "bees", "bees-1-0"]
        written.append(json.loads(told.out))
    assert written[0] == written[1]
    assert set(written[0]["weights"]) == set(FEATURES)
    assert written[0]["weights"]["cosine"] > 0 >= written[0]["weights"]["apart"]
    assert set(written[0]["fitted_on"]) == {"elm", "bees"}
