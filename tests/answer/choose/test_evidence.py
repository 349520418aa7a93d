"""Which sentences may answer: those of a document that the question names go before those of another, and labels say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.choose.evidence import Pick, score_sentences
from assistant.ingest import correct
from assistant.retrieve.retriever import View
from assistant.settings import Settings
from tests.conftest import assistant_over

TEXTS = {
    "acme-2020.txt": "Acme sells bells. The tolls on the river were its greatest cost, four pounds in all.\n",
    "borel-2020.txt": "Borel sells ropes. The tolls that were paid on the river in 2020 came to nine pounds and two pence.\n",
    "crane-2020.txt": "Crane sells nets. No ship of this house has been to the river.\n",
}


def picks_of(folder: Path, texts: dict[str, str], question: str) -> list[Pick]:
    with assistant_over(folder, texts) as assistant:
        view = View({info.id: info for info in assistant.documents()}, assistant.document)
        return score_sentences(assistant._retriever.retrieve(question, view), assistant.document)


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
    best = picks_of(tmp_path, TEXTS, question)[0]
    assert best.passage.document == first
    assert "river" in best.text


TALK = {
    "talk.txt": (
        "Funder: Then I shall please nobody.\n\nCouncil officer: It should rain, and the ferry is late.\n\n"
        "Harbour master: A funder should pay for the ropes and do so early.\n"
    )
}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "speaker"), [("What should a funder do?", "Harbour master"), ("What shall the funder do to please us?", "Funder")]
)
def test_a_label_says_nothing_unless_that_speaker_is_meant(tmp_path: Path, question: str, speaker: str) -> None:
    assert picks_of(tmp_path, TALK, question)[0].text.startswith(f"{speaker}:")


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("What did the toll review officer say about the rope?", {"Toll Review"}),
        ("What did the harbour officer say about the rope?", set()),
        ("What did the toll review officer and Ada say about the rope?", {"Toll Review", "Ada"}),
    ],
)
def test_a_label_is_of_who_is_named_by_more_words(tmp_path: Path, question: str, spoken: set[str]) -> None:
    talk = "Toll Review: The rope is old by now.\n\nHarbour: The rope is new to us.\n\nAda: The rope is short, I say.\n\n"
    talk += "Toll Review: So it is.\n\nHarbour: Indeed.\n\nAda: We shall see.\n"
    picks = picks_of(tmp_path, {"talk.txt": talk}, question)
    assert {p.text.partition(":")[0] for p in picks if p.features["spoken"]} == spoken


@pytest.mark.usefixtures("bag_of_words")
def test_what_asks_without_a_mark_is_no_evidence_in_talk(tmp_path: Path) -> None:
    talk = "Host: So what's your view of the rope of the ferry.\n\nAda: The rope will not last.\n\nHost: Good.\n\nAda: So be it.\n"
    picks = picks_of(tmp_path, {"talk.txt": talk}, "Will the rope last?")
    silent = {p.text.partition(":")[0]: p.features["silent"] for p in picks if "rope" in p.text}
    assert silent["Host"] and not silent["Ada"]


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "silent"), [("Why did the ferry stop?", [True, False]), ("Which ferry stopped?", [False, False])]
)
def test_a_row_gives_no_reason_unless_it_says_so(tmp_path: Path, question: str, silent: list[bool]) -> None:
    table = "| Ferry | Why it stopped |\n|---|---|\n| Alder ferry | 1902 |\n| Elm ferry | because of ice |\n"
    picks = picks_of(tmp_path, {"a.md": f"# Ferries\n\nFerries compared.\n\n{table}"}, question)
    rows = sorted((p.start, bool(p.features["silent"])) for p in picks if "Alder" in p.text or "Elm" in p.text)
    assert [told for _, told in rows] == silent


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Why was the ferry not paid?", "The ferry was not paid by the board."),
        ("What stops the ferry?", "The ferry meets an obstacle at the board."),
    ],
)
def test_what_is_not_so_and_what_stands_in_the_way_are_told_by_what_says_so(tmp_path: Path, question: str, first: str) -> None:
    said = "The ferry was paid by the board at once.\n\nThe ferry was not paid by the board.\n\n"
    text = f"{said}The ferry meets an obstacle at the board.\n"
    assert picks_of(tmp_path, {"a.txt": text}, question)[0].text == first


@pytest.mark.usefixtures("bag_of_words")
def test_a_file_is_named_by_its_name(tmp_path: Path) -> None:
    texts = {"harwich-strategy.txt": "The board approved the strategy in May.\n", "b.txt": "A strategy is a plan.\n"}
    told = {p.passage.document: p.features["context"] for p in picks_of(tmp_path, texts, "Who approved the Harwich strategy?")}
    assert told["harwich-strategy.txt"] == 1.0


@pytest.mark.usefixtures("bag_of_words")
def test_a_sentence_is_read_anew_once_the_title_of_its_document_is_corrected(tmp_path: Path) -> None:
    """What stands under "About Jo Bell" introduces somebody, unless the whole document is about Jo Bell."""
    texts = {"a.md": "---\ntitle: On ferries\n---\n\n# Ferries\n\nFerries run.\n\n## About Jo Bell\n\nThe ferry was hers.\n"}

    def is_aside() -> bool:
        picks = picks_of(tmp_path, texts, "Whose was the ferry?")
        return next(bool(p.features["aside"]) for p in picks if p.text == "The ferry was hers.")

    assert is_aside()
    list(correct("a.md", {"title": "The life of Jo Bell"}, Settings(data=tmp_path / "data")))
    assert not is_aside()


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did Jo Bell say about the lamp?", "“The lamp burns all night.”"),  # by half of his name
        ("What did Ada Finch say about the lamp?", "The lamp is dear."),
        ("What quotes are there on the lamp?", "The lamp is dear."),
    ],
)
def test_a_quotation_is_told_by_whoever_is_named_beside_it(tmp_path: Path, question: str, first: str) -> None:
    text = "The lamp was lit.\n\nMr Bell said:\n\n“The lamp burns all night.”\n\n> The lamp is dear.\n\n— Ada Finch, board\n"
    best = next(p for p in picks_of(tmp_path, {"a.md": text}, question) if not p.features["silent"])
    assert best.text == first


WAYS = "The town thought of the pier. There had been three ways, by rail, by road, or by sea. The pier was the talk of the town.\n"


@pytest.mark.usefixtures("bag_of_words")
def test_a_sentence_that_names_as_many_things_as_are_asked_for_announces_them(tmp_path: Path) -> None:
    picks = picks_of(tmp_path, {"pier.txt": WAYS}, "Which three ways to the pier did the town think of?")
    assert [pick.text for pick in picks if pick.features["announces"]] == [
        "There had been three ways, by rail, by road, or by sea."
    ]


TRIALS = {
    "here.md": "Oxley's trial of lamps had no effect on trade. Its keepers slept better.\n",
    "there.md": "Founded by bakers, the other trial of lamps goes on to study the effect of their work on trade.\n",
}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Tell me about Oxley's trial of lamps and its effect on the work", "Oxley's trial"),
        ("Tell me about the trial of lamps and its effect on the work", "Founded by bakers"),
    ],
)
def test_what_is_told_is_on_what_is_named(tmp_path: Path, question: str, first: str) -> None:
    picks = picks_of(tmp_path, TRIALS, question)
    assert picks[0].text.startswith(first)
    assert not any(pick.features["unnamed"] for pick in picks if pick.text.startswith(("Oxley", "Its")))  # named just before


@pytest.mark.usefixtures("bag_of_words")
def test_a_letter_is_from_beginning_to_end_on_whom_it_opens_with(tmp_path: Path) -> None:
    letter = (
        "This letter is of Oxley Council, which keeps lamps.\n\n" + "Rope is made by hand. " * 40 + "\n\nWardens have no bonus.\n"
    )
    picks = picks_of(
        tmp_path, {"letter.md": letter, "other.md": letter.replace("Oxley", "Marsh")}, "Do wardens have a bonus at Oxley?"
    )
    unnamed = {p.passage.document: p.features["unnamed"] for p in picks if p.text == "Wardens have no bonus."}
    assert unnamed == {"letter.md": 0.0, "other.md": 1.0}
    dated = {name: text.replace("lamps", "lamps since May 2011") for name, text in (("letter.md", letter), ("other.md", letter))}
    dated["fees.md"] = "In May 2017 wardens had a fee of four pounds, and in May a bonus.\n"
    picks = picks_of(tmp_path / "dated", dated, "Did wardens have a bonus in May 2017?")
    assert {p.features["unnamed"] for p in picks if p.text == "Wardens have no bonus."} == {1.0}


PETITIONS = {
    "petitions.txt": "Ada: I bring a petition on floods. The lanes by the mill are wet all winter."
    " They call on the town to dredge the mouth.\n\nJo: I bring a petition on dogs. They call on the town to fence the park.\n"
}


@pytest.mark.usefixtures("bag_of_words")
def test_what_people_want_is_told_by_what_they_call_for_in_the_same_turn(tmp_path: Path) -> None:
    with assistant_over(tmp_path, PETITIONS) as assistant:
        answer = assistant.ask("What do the petitioners want done about floods?")
    assert "They call on the town to dredge the mouth." in answer.text.split("[1]")[0], answer.text
    assert "fence" not in answer.text


@pytest.mark.usefixtures("bag_of_words")
def test_a_line_that_only_names_what_is_asked_about_says_nothing(tmp_path: Path) -> None:
    texts = TEXTS | {"post.txt": "THE ELM POST\nNews of Elm\n\nGarden day\nBring gloves and a spade, and wear boots.\n"}
    picks = picks_of(tmp_path, texts, "What should I wear on garden day?")
    assert {pick.text: pick.features["silent"] for pick in picks}["Garden day"] == 1.0
