"""The corpora that the confidence is fitted on hold what their labels say."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import corpora
from eval.questions import Question, QuestionSet, Reference

TEXTS = {
    "dam.md": "The Elm Dam was built in 1931. Its wall is of granite. A mill stands below.",
    "mill.md": "The mill grinds rye. Ada Brook owns it.",
    "fair.txt": "The Oak Fair is held in May. Nobody pays to enter.",
}


def question(id_: str, text: str, document: str, quote: str) -> Question:
    start = TEXTS[document].index(quote)
    return Question(id_, text, references=(Reference(document, quote, start, start + len(quote)),))


QUESTIONS = (
    question("built", "When was the Elm Dam built in 1931?", "dam.md", "The Elm Dam was built in 1931."),
    question("wall", "What is the wall of the Elm Dam made of?", "dam.md", "Its wall is of granite."),
    question("owner", "Who owns the mill?", "mill.md", "Ada Brook owns it."),
    question("rye", "What does the mill grind?", "mill.md", "The mill grinds rye."),
    question("fair", "When is the Oak Fair held?", "fair.txt", "The Oak Fair is held in May."),
    Question("lost", "Who drew the map?", answerable=False),
)
OTHER = (Question("moon", "Who was first on the Moon Base?"), Question("sun", "How hot is the sun?"))


@pytest.fixture
def sets(tmp_path: Path) -> tuple[QuestionSet, QuestionSet]:
    folder = tmp_path / "water" / "documents"
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    here = tmp_path / "questions.jsonl"
    return QuestionSet("water", here, folder, QUESTIONS, ""), QuestionSet("sky", here, folder, OTHER, "")


def test_a_whole_set_is_asked_its_own_questions_and_those_of_others(sets: tuple[QuestionSet, QuestionSet]) -> None:
    trial = corpora.whole(sets[0], sets)
    asked = {(of, q.question): answered for of, q, answered in trial.asked}
    assert asked["water", "Who owns the mill?"] and not asked["water", "Who drew the map?"]
    assert not asked["sky", "Who was first on the Moon Base?"]


def test_few_documents_answer_what_is_about_them_and_nothing_else(sets: tuple[QuestionSet, QuestionSet], tmp_path: Path) -> None:
    trials = list(corpora.few(sets[0], sets, tmp_path / "few"))
    assert [len(list(t.folder.iterdir())) for t in trials] == [1, 1, 1, 2, 1, 3, 3]
    about = {q.id: q.references[0].document for q in QUESTIONS if q.references}
    for trial in trials:
        held = {path.name for path in trial.folder.iterdir()}
        own = [(q, answered) for of, q, answered in trial.asked if of == trial.name]
        assert {q.id for q, answered in own if answered} == {id_ for id_, document in about.items() if document in held}
        assert any(not answered for _, answered in own)


def test_nothing_is_asked_as_unstated_that_a_text_may_tell_near_the_name() -> None:
    fair = [q for q in QUESTIONS if q.id == "fair"]
    texts = list(TEXTS.values())
    asked = {q.question for _, q, answered in corpora.unstated("water", fair, texts) if not answered}
    assert len(asked) == 2 and all("Oak Fair" in text for text in asked)
    assert "Who funded Oak Fair?" not in asked  # "pays" stands beside it, and may tell
    assert list(corpora.unstated("water", fair, ["Nothing is said of fairs."])) == []
