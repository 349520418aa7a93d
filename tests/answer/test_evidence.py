"""Which sentences may answer: those of a document that the question names go before those of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.evidence import score_sentences
from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.retrieve.retriever import View
from assistant.settings import Settings
from tests.conftest import write_files

TEXTS = {
    "acme-2020.txt": "Acme sells bells. The tolls on the river were its greatest cost, four pounds in all.\n",
    "borel-2020.txt": "Borel sells ropes. The tolls that were paid on the river in 2020 came to nine pounds and two pence.\n",
    "crane-2020.txt": "Crane sells nets. No ship of this house has been to the river.\n",
}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What tolls on the river were paid in 2020 by Acme?", "acme-2020.txt"),
        ("What tolls on the river were paid by Borel in 2020?", "borel-2020.txt"),
        ("What tolls on the river were paid in 2020?", "borel-2020.txt"),
    ],
)
def test_a_question_is_answered_from_the_document_that_it_names(tmp_path: Path, question: str, first: str) -> None:
    settings = Settings(data=tmp_path / "data")
    list(ingest([write_files(tmp_path / "texts", TEXTS)], settings))
    assistant = Assistant.open(settings)
    try:
        infos = {info.id: info for info in assistant.documents()}
        view = View(infos, assistant.document)
        found = assistant._retriever.retrieve(question, view)
        best = score_sentences(found, assistant.document)[0]
    finally:
        assistant.close()
    assert best.passage.document == first
    assert "river" in best.text
