"""Each fault that a question can have is found, and the project's own set has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.lint import lint
from eval.questions import QuestionSet, open_set

GOOD = {
    "id": "a",
    "question": "Who pays?",
    "answerable": True,
    "references": [{"document": "a.txt", "quote": "the city pays for bridges"}],
}


def made(tmp_path: Path, *questions: dict[str, object], name: str = "documents") -> QuestionSet:
    (tmp_path / name).mkdir(exist_ok=True)
    (tmp_path / name / "a.txt").write_text(
        "Here the city pays for bridges of any kind. No. Said twice. Said twice.", encoding="utf-8"
    )
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    return open_set(tmp_path / "questions.jsonl", tmp_path / name)


def gold(quote: str) -> dict[str, object]:
    return {"references": [{"document": "a.txt", "quote": quote}]}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({}, None),
        (gold("the city pays for tunnels"), "dead gold"),
        (gold("—"), "dead gold"),
        ({"references": [{"document": "b.txt", "quote": None}]}, "dead gold"),
        (gold("Said twice."), "ambiguous gold"),
        ({"answerable": False}, "contradiction"),
        ({"references": []}, "contradiction"),
        ({"question": "Is it true that the city pays for bridges of any kind?"}, None),
        (
            {"question": "Is it so that the city pays for bridges of any?"} | gold("the city pays for bridges of any kind"),
            "leaked wording",
        ),
    ],
)
def test_faults_of_a_question_are_found(tmp_path: Path, change: dict[str, object], kind: str | None) -> None:
    kinds = {finding.kind for finding in lint(made(tmp_path, GOOD | change)) if finding.id}
    assert kinds == ({kind} if kind else set())


def test_the_same_question_twice_is_found_unless_its_history_differs(tmp_path: Path) -> None:
    again = GOOD | {"id": "b", "question": "who pays"}
    other = GOOD | {"id": "c", "history": [{"role": "user", "content": "Bridges"}]}
    assert [str(f) for f in lint(made(tmp_path, GOOD, again, other)) if f.kind == "duplicate"] == [
        "duplicate: b: asks the same as a"
    ]


def test_a_slice_of_four_is_thin(tmp_path: Path) -> None:
    questions = [GOOD | {"id": str(n), "question": f"Question {n}?", "tags": ["rare"] if n < 4 else []} for n in range(6)]
    assert [f.message for f in lint(made(tmp_path, *questions))] == ["rare: 4 questions, fewer than 5 say nothing"]


def test_the_projects_own_set_has_quotas(tmp_path: Path) -> None:
    said = [f.message for f in lint(made(tmp_path, GOOD, name="corpus"))]
    assert "questions: 1 questions, at least 120 are needed" in said
    assert "near-miss: 0 questions, at least 12 are needed" in said


def test_the_projects_own_set_is_clean() -> None:
    root = Path(__file__).parent.parent.parent
    assert lint(open_set(root / "eval" / "questions.jsonl")) == []
