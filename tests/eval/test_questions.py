"""A set of questions survives writing and reading, and a malformed one is refused by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import CannotMeasure
from eval.questions import QuestionSet, Reference, document_files, fingerprint, open_set, parse, question_to

LINE = {"id": "a", "question": "Why?", "answerable": True, "references": [{"document": "d.txt", "quote": "because"}]}


def test_a_question_survives_writing_and_reading() -> None:
    full = LINE | {"history": [{"role": "user", "content": "Hm"}], "answer": "x", "tags": ["needs-all", "fact"]}
    (question,) = parse(json.dumps(full))
    assert question.references == (Reference("d.txt", "because"),)
    assert (question.needs_all, question.is_follow_up, question.slices) == (
        True,
        True,
        ("answerable", "follow-up", "needs-all", "fact"),
    )
    assert parse(json.dumps(question_to(question))) == (question,)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1"),
        (json.dumps({k: v for k, v in LINE.items() if k != "answerable"}), "answerable missing"),
        (json.dumps(LINE | {"anser": ""}), "unknown anser"),
        (json.dumps(LINE) + "\n\n" + json.dumps(LINE), "used twice"),
        (json.dumps(LINE | {"references": [{"file": "x"}]}), "file"),
        ("\n", "no questions"),
        ("[1]", "line 1: a question is a JSON object"),
    ],
)
def test_a_malformed_set_is_refused_by_line(line: str, says: str) -> None:
    with pytest.raises(CannotMeasure, match=says):
        parse(line)


def test_a_set_is_a_folder_or_its_file(small_set: QuestionSet) -> None:
    from_file = open_set(small_set.file)
    assert (from_file.name, from_file.sha256) == (small_set.name, small_set.sha256) == ("small", small_set.sha256)


def test_the_mark_that_windows_begins_a_file_with_is_passed_over(small_set: QuestionSet) -> None:
    lines = small_set.file.read_bytes()
    small_set.file.write_bytes(b"\xef\xbb\xbf" + lines)
    assert open_set(small_set.file).questions == small_set.questions
    small_set.file.write_bytes(lines.decode().encode("utf-16"))
    with pytest.raises(CannotMeasure, match="not UTF-8"):
        open_set(small_set.file)


def test_questions_without_documents_beside_them_are_about_the_corpus(tmp_path: Path) -> None:
    for folder in ("eval", "corpus"):
        (tmp_path / folder).mkdir()
    (tmp_path / "eval" / "questions.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    found = open_set(tmp_path / "eval" / "questions.jsonl")
    assert (found.name, found.documents) == ("corpus", tmp_path / "corpus")


def test_a_missing_set_cannot_be_measured(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="no such question set"):
        open_set(tmp_path)
    (tmp_path / "questions.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    with pytest.raises(CannotMeasure, match="--documents"):
        open_set(tmp_path)


def test_hidden_files_and_corrections_are_no_documents(tmp_path: Path) -> None:
    for name in ("b/x.md", "a.txt", "corpus.csv", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(document_files(tmp_path)) == ["a.txt", "b/x.md"]


def test_the_fingerprint_is_of_names_and_bytes_and_not_of_their_order() -> None:
    assert fingerprint({"a": "1", "b": "2"}) == fingerprint({"b": "2", "a": "1"}) != fingerprint({"a": "1", "b": "3"})
