"""Who took part in a talk: its speakers in their order, each with the first words that say something."""

from __future__ import annotations

import pytest

from assistant.answer.kinds.speakers import asks_who_speaks, roll, talk_meant
from assistant.retrieve.retriever import View
from assistant.store.rows import DocumentInfo
from assistant.types import Document, Locator, Segment


def talk(id_: str, *turns: tuple[str, str]) -> Document:
    text, segments = "", []
    for speaker, words in turns:
        said = f"{speaker}: {words}"
        segments.append(Segment(len(text), len(text) + len(said), "turn", Locator(speaker=speaker)))
        text += f"{said}\n\n"
    return Document(text, tuple(segments), id=id_, sha256="0" * 64)


def info(id_: str, kind: str = "transcript") -> DocumentInfo:
    return DocumentInfo(id_, id_.split(".")[0], kind, None, (), None, None, None, {}, {}, None, 1, "ready", "0" * 64, f"/{id_}")


TOLLS = talk(
    "tolls panel.txt",
    ("Ada", "Thanks. The toll pays for the lamps of the quay."),
    ("Jo", "Nobody likes a toll on the bridge."),
    ("Ada", "It is the ships that pay it."),
    ("Kit", "Yes."),
)
ALONE = talk("speech.txt", ("Ada", "I shall speak of the wall for an hour."))
DOCUMENTS = {document.id: document for document in (TOLLS, ALONE, talk("notes.txt", ("Ada", "One."), ("Jo", "Two.")))}
INFOS = [info("tolls panel.txt"), info("speech.txt"), info("notes.txt", "report")]


@pytest.mark.parametrize(
    ("question", "near", "meant"),
    [
        ("Who spoke?", ("notes.txt", "speech.txt", "tolls panel.txt"), "tolls panel.txt"),
        ("Who took part?", ("tolls panel.txt", "notes.txt"), "tolls panel.txt"),
        ("Who took part?", ("notes.txt", "tolls panel.txt"), None),  # of a programme, perhaps, that the notes are on
        ("Who took part in the tolls panel?", ("notes.txt",), "tolls panel.txt"),
        ("Who are the speakers in tolls panel?", ("notes.txt",), "tolls panel.txt"),
        ("Who are the guests on the lamps of the quay?", ("speech.txt", "tolls panel.txt"), "tolls panel.txt"),
        ("Who were the speakers at Harbour Hour?", ("tolls panel.txt",), None),
        ("Who spoke?", ("speech.txt",), None),
        ("Who spoke?", (), None),
    ],
)
def test_the_talk_is_the_one_that_is_named_or_the_first_near_by_of_two_speakers(
    question: str, near: tuple[str, ...], meant: str | None
) -> None:
    asked = asks_who_speaks(question)
    assert asked is not None
    assert talk_meant(asked, near, View({info.id: info for info in INFOS}, DOCUMENTS.__getitem__)) == meant


def test_each_speaker_comes_with_the_first_sentence_that_says_something() -> None:
    told = roll(TOLLS, INFOS[0])
    assert "has 3 speakers, in the order in which they first speak:" in told.text
    assert [passage.text for passage in told.passages] == [
        "The toll pays for the lamps of the quay.",
        "Jo: Nobody likes a toll on the bridge.",
    ]


def test_a_sentence_that_tells_who_speaks_goes_before_the_first_one() -> None:
    told = roll(
        talk(
            "hour.txt",
            ("Ada", "Welcome to the harbour hour."),
            ("Ada", "I'm joined by Jo Bell today."),
            ("Jo Bell", "It is a joy."),
        ),
        info("hour.txt"),
    )
    assert told.passages[0].text == "Ada: I'm joined by Jo Bell today."
