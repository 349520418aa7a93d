"""A list over several documents has one item a line, each cited, each from its own document; where one speaks it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.decide.confidence import probability
from assistant.ask import Assistant
from tests.conftest import assistant_over, opened_over

TEXTS = {
    "walls.md": "# Flood walls in Dover\n\nFloods come to Dover every winter. The flood walls made no measurable difference"
    " to floods.\n\nThe walls were paid for by the Lamp Trust.\n\n"
    "## What stood in the way\n\nThe ground was too soft for the piles.\n",
    "pumps.md": "# Pumps against floods\n\nA pump house was built in Deal for floods. The pumps cut floods by half. Coloured flags"
    " had no effect at all.\n\nThe Harbour Fund gave us £900 for the floods. The hardest part was the mud.\n",
    "sluices.txt": "Sluices and floods\n\nThe sluice at Walmer did not reduce floods. If it had been wider it would have"
    " made no difference either. The town council paid £40 towards it.\n",
    "ferry-a.txt": "The ferry\n\nDeal has opened a ferry to the castle. It runs twice a day.\n",
    "ferry-b.txt": "Another ferry\n\nIn spring Walmer has opened a ferry to the mill. Sandwich has not opened a ferry.\n",
    "sales.md": "# Good Buy Ltd\n\nGood Buy Ltd keeps a shop in Hythe.\n\nIn May we acquired the Lamp Works and the Deal Mill.\n",
    "report.md": "# A report on Good Buy Ltd\n\nThe Auditors of Kent have looked at Good Buy Ltd.\n",
    "gulls.txt": "Gulls\n\nGulls nest on the roofs of Hythe. The keeper counts them.\n",
}


harbour = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Which measures against floods had no effect?",
            {
                "walls.md": "The flood walls made no measurable difference to floods.",
                "pumps.md": "Coloured flags had no effect at all.",
                "sluices.txt": "The sluice at Walmer did not reduce floods.",
            },
        ),
        (
            "Who has funded work on floods?",
            {
                "walls.md": "The walls were paid for by the Lamp Trust.",
                "pumps.md": "The Harbour Fund gave us £900 for the floods.",
                "sluices.txt": "The town council paid £40 towards it.",
            },
        ),
        (
            "What problems did the floods bring?",
            {"walls.md": "The ground was too soft for the piles.", "pumps.md": "The hardest part was the mud."},
        ),
        (
            "Which towns have opened a ferry?",
            {
                "ferry-a.txt": "Deal has opened a ferry to the castle.",
                "ferry-b.txt": "In spring Walmer has opened a ferry to the mill.",
            },
        ),
    ],
)
def test_each_item_is_a_line_from_its_own_document(harbour: Assistant, question: str, told: dict[str, str]) -> None:
    answer = harbour.ask(question)
    assert {c.document: c.quote for c in answer.citations} == told
    assert len(answer.citations) == len(told)
    assert f"from {len(told)} documents" in (answer.notice or "")
    assert all(f"- {quote} [" in answer.text for quote in told.values())


@pytest.mark.parametrize(
    "question",
    [
        "Which birds nest on the roofs?",
        "Which companies did Good Buy acquire?",  # a word of its name is not what it did
        "Which measures against floods were cut by half?",
        "Who has paid for the sluice?",  # one thing, for which the payers of the walls and pumps did not pay
    ],
)
def test_where_one_document_speaks_it_answers_as_ever(harbour: Assistant, question: str) -> None:
    assert "Gathered" not in (harbour.ask(question).notice or "")


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("Which measures against floods had no effect?", 0.6),  # told by three of the five documents found first
        ("Which towns have opened a ferry?", 0.4),  # by two of them, and no sentence plainly answers by itself
    ],
)
def test_a_list_is_as_sure_as_many_of_the_first_documents_tell_an_item(harbour: Assistant, question: str, sure: float) -> None:
    alone = harbour.weigh(question)
    assert harbour.ask(question).confidence == pytest.approx(max(sure, probability(alone)))


def test_an_item_has_one_bullet_also_where_its_text_has_one(tmp_path: Path) -> None:
    of_walls = "- The flood walls made no measurable difference to floods."
    texts = {**TEXTS, "walls.md": f"# Flood walls in Dover\n\nFloods come to Dover every winter:\n\n{of_walls}\n- They are grey.\n"}
    with assistant_over(tmp_path, texts) as assistant:
        answer = assistant.ask("Which measures against floods had no effect?")
    assert f"\n{of_walls}" in answer.text and "- - " not in answer.text
