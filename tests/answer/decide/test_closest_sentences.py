"""A decline shows the sentences nearest to the question, not what a page happens to begin with."""

from __future__ import annotations

from pathlib import Path

from assistant.ask import Assistant
from tests.conftest import assistant_over, opened_over

TEXTS = {
    "ferries.md": """# Ferries of the bay

Ada Finch and Bo Lind

A paper for the harbour board, 2016

The board met nine times in that year and heard from forty people who live on the islands and work in the town across the water.

The crew of the night ferry is four. They sleep ashore.
""",
    "ports.md": """# Ports

| Port | Ferry crew | Lamps |
|------|-----------:|------:|
| Quay | 3 | 12 |
| Mole | 5 | 40 |
""",
}


assistant = opened_over(TEXTS, decline_below=1.0)  # so that whatever is asked is declined


def test_the_nearest_sentences_are_exact_spans_best_first_one_of_each_passage(assistant: Assistant) -> None:
    answer = assistant.ask("Which captain commands the crew of the night ferry?")
    assert answer.status == "declined"
    first = answer.nearest[0]
    assert first.text == "The crew of the night ferry is four. They sleep ashore."  # a short one takes the next along
    for rank, near in enumerate(answer.nearest, 1):
        document = assistant.document(near.document)
        assert near.rank == rank and near.text == document.text[near.start : near.end]
        assert near.citation_id == document.cite_id(near.start, near.end)
    homes = [
        next(p.rank for p in answer.passages if p.document == n.document and p.start <= n.start < p.end) for n in answer.nearest
    ]
    assert len(set(homes)) == len(homes)


def test_a_byline_is_not_near_to_anything(assistant: Assistant) -> None:
    answer = assistant.ask("Did Ada Finch and Bo Lind write a paper for the harbour board in 2016?")
    assert answer.status == "declined" and answer.nearest
    assert not any("Bo Lind" in near.text or "A paper" in near.text for near in answer.nearest)


def test_a_row_stands_under_its_heads(assistant: Assistant) -> None:
    answer = assistant.ask("Who steers the ferry crew of the port at the Mole?")
    row = next(near for near in answer.nearest if near.document == "ports.md")
    assert row.text.startswith("| Port | Ferry crew |") and row.text.endswith("| Mole | 5 | 40 |")


def test_a_row_without_a_word_of_the_question_is_not_near(assistant: Assistant) -> None:
    answer = assistant.ask("How many captains sailed to the islands?")
    assert answer.nearest and not any("|" in near.text for near in answer.nearest)


def test_an_answer_carries_none_and_the_contract_names_them(assistant: Assistant, tmp_path: Path) -> None:
    answer = assistant.ask("Which captain commands the crew of the night ferry?")
    assert [near["text"] for near in answer.to_dict()["nearest"]] == [near.text for near in answer.nearest]
    with assistant_over(tmp_path, TEXTS, decline_below=0.0) as sure:
        told = sure.ask("How many are the crew of the night ferry?")
    assert told.status == "answered" and told.nearest == ()
