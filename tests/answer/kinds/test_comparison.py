"""A comparison gives both sides under their names, and only where the corpus speaks of both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.choose.evidence import Pick
from assistant.answer.kinds.comparison import brought_together, contrasted, from_the_side_on, of_one_side
from assistant.ask import Assistant
from assistant.questions.compared import Pair
from assistant.types import Locator, Passage
from tests.conftest import assistant_over, opened_over

TEXTS = {
    "mill.txt": "The Mill Fund is a programme of small grants for watermills. It began with one wheel.\n",
    "lamp.txt": "The Lamp Scheme is a programme of street lights for villages. It was paid for by the tolls.\n",
}


def pick(number: int, text: str) -> Pick:
    passage = Passage(1, 1.0, "mill.txt", "Mills", "report", None, Locator(), 0, 1000, "", "id")
    return Pick(passage, 100 * number, 100 * number + 98, text, "paragraph", 1 - number / 100, {"silent": 0.0, "aside": 0.0})


PROSE = [
    "The mill is old and the lamp is new.",
    "A ladder leans on the wall.",
    "A mill grinds corn for the whole town.",
    "A lamp lights a street at night.",
    "The first is loud, the second is silent.",
    "Nobody paints it.",
    "Unlike its neighbours, the mill has two wheels.",
]


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (Pair("a mill", "a lamp"), PROSE[2:5]),  # each side opens a sentence, and the next sums both up
        (Pair("a mill", "a lamp", "the night"), PROSE[2:5]),
        (Pair("a mill", "a lamp", "wages"), None),
        (Pair("a mill", "a bridge"), None),
        (Pair("a mill", "other mills"), PROSE[6:7]),
        (Pair("a lamp", "other lamps"), None),
    ],
)
def test_sentences_that_set_one_side_against_the_other_open_the_answer(pair: Pair, expected: list[str] | None) -> None:
    told = contrasted(pair, [pick(n, text) for n, text in enumerate(PROSE)])
    assert (told and [p.text for p in told[: len(expected or [])]]) == expected
    assert told is None or len(told) == len(PROSE)


@pytest.mark.parametrize(
    ("text", "together"),
    [("Wey is older than Exe, as Bala and Corwen are.", True), ("Schemes began in Bala, Corwen, Wey, Exe and Denbigh.", False)],
)
def test_what_only_counts_both_among_others_brings_no_two_together(text: str, together: bool) -> None:
    assert brought_together(Pair("Wey", "Exe"), [pick(0, text)]) is together


@pytest.mark.parametrize(
    ("text", "together"),
    [("The rooms cost more, £41 a night against £17 for a bed.", True), ("Rooms at Wey and a shelter bed are both wanted.", False)],
)
def test_which_has_more_is_told_by_one_sentence_that_measures_both(text: str, together: bool) -> None:
    assert brought_together(Pair("Wey's rooms", "a shelter bed", "cost", measured=True), [pick(0, text)]) is together


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "status", "labels"),
    [
        ("Compare the Mill Fund and the Lamp Scheme", "answered", ["The Mill Fund:", "The Lamp Scheme:"]),
        ("Compare the Mill Fund and the Zebra Pact", "declined", []),
    ],
)
def test_each_side_is_quoted_from_its_own_source(tmp_path: Path, question: str, status: str, labels: list[str]) -> None:
    with assistant_over(tmp_path, TEXTS) as assistant:
        answer = assistant.ask(question)
    assert answer.status == status
    assert (answer.reason is not None and "the Zebra Pact" in answer.reason) == (status == "declined")
    assert [line for line in answer.text.split("\n") if line.endswith(":")] == labels
    documents = [citation.document for citation in answer.citations]
    if labels:
        assert (documents[0], documents[-1]) == ("mill.txt", "lamp.txt")


LEDGER = {
    "ledger.md": (
        "# The ledger of the valley\n\nThe mill was opened in 1904. It has room for forty people. "
        "The Corn Guild ran it with care.\n\nThe lamp was opened in 1911. Children love it. Its keeper, Jo Bell, ran it alone.\n\n"
        "The Corn Guild met every month and wrote letters to the bishop.\n"
    )
}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "How far apart were the mill and the lamp opened?",
            {"The mill:": ["The mill was opened in 1904."], "The lamp:": ["The lamp was opened in 1911."]},
        ),
        (
            "How do the mill and the lamp differ in when they were opened and in who ran them?",
            {
                "The mill:": ["The mill was opened in 1904.", "The Corn Guild ran it with care."],
                "The lamp:": ["The lamp was opened in 1911.", "Its keeper, Jo Bell, ran it alone."],
            },
        ),
    ],
)
def test_each_side_is_asked_for_each_thing_that_two_are_compared_in(
    tmp_path: Path, question: str, told: dict[str, list[str]]
) -> None:
    with assistant_over(tmp_path, LEDGER) as assistant:
        answer = assistant.ask(question)
    found: dict[str, list[str]] = {}
    for line in answer.text.split("\n"):
        if line.endswith(":"):
            found[line] = []
        elif line:
            found[list(found)[-1]].append(line.partition(" [")[0])
    assert found == told


PLANS = {
    f"{name}.md": f"---\ntitle: The plan of the {name} trust\n---\n\n# Mission\n\n{mission}\n\n# Money\n\nIt has a chest of gold."
    for name, mission in (("mill", "To grind for everybody"), ("lamp", "To shine on every quay"))
}


def test_a_side_is_told_by_the_section_of_its_plan_that_has_the_name_of_what_they_are_compared_in(tmp_path: Path) -> None:
    with assistant_over(tmp_path, PLANS) as assistant:
        answer = assistant.ask("Compare the missions of the mill trust and the lamp trust.")
    assert [c.quote for c in answer.citations] == ["To grind for everybody", "To shine on every quay"]


@pytest.mark.parametrize(
    ("labels", "of_one"), [(["Mill"], True), (["Mill", "Lamp"], False), (["Bridge"], False), (["Mill and lamp"], False)]
)
def test_rows_of_one_side_alone_compare_nothing(labels: list[str], of_one: bool) -> None:
    assert of_one_side(Pair("the mill", "the lamp"), labels) is of_one


def test_a_side_is_named_by_its_last_word_where_its_passage_has_the_whole() -> None:
    texts = ["A grant pays for bread.", "The act gives rights to those who bake it."]
    told = [pick(n, text) for n, text in enumerate(texts)]
    whole = [replace(p, passage=replace(p.passage, text="The Bakers Act came after the Bread Grant.")) for p in told]
    pair = Pair("the Bakers Act", "the Bread Grant")
    assert contrasted(pair, told) is None
    assert [p.text for p in contrasted(pair, whole) or []] == texts


@pytest.mark.usefixtures("bag_of_words")
def test_a_side_of_which_the_name_is_nowhere_is_said_to_be_missing(tmp_path: Path) -> None:
    with assistant_over(tmp_path, {**TEXTS, "model.txt": "A model of a mill stands in the hall.\n"}) as assistant:
        answer = assistant.ask("What is the difference between the Mill Fund and the Zebra model?")
    assert answer.reason == "No passage found mentions the Zebra model, so the two cannot be compared."


@pytest.mark.usefixtures("bag_of_words")
def test_what_two_have_in_common_is_left_to_the_reader_where_no_sentence_says_it(tmp_path: Path) -> None:
    with assistant_over(tmp_path, TEXTS) as assistant:
        answer = assistant.ask("What do the Mill Fund and the Lamp Scheme have in common?")
    assert answer.status == "answered"
    assert "The Mill Fund:" in answer.text
    assert answer.notice == "No sentence found says what the two have in common; what each is is quoted."


def test_a_sentence_that_only_stands_near_the_name_of_a_side_does_not_open_it() -> None:
    near = replace(pick(1, "If the approach works in one of them, ask what was different."), score=1.0)
    named = replace(pick(2, "The mill is a broker for others."), score=0.8)
    rest = replace(pick(3, "It is old."), score=0.7)
    lamp = [replace(p, passage=replace(p.passage, title="Three places")) for p in (near, named, rest)]
    assert [p.text for p in from_the_side_on("the mill", lamp)] == [named.text, rest.text]


BOTH_ALIKE = {
    "northam.md": "# Northam\n\nNortham works with tenants through a panel that meets in the old forge.\n\nNortham has a mill.",
    "oxley.md": "# Oxley\n\nOxley works with tenants by knocking on every door in spring.\n\nOxley has a lamp.",
    "wey.md": "# Wey and Exe\n\nWey and Exe work with tenants in one office.",
}
both_alike = opened_over(BOTH_ALIKE)


def test_what_is_asked_of_two_names_alike_is_told_of_each_under_its_name(both_alike: Assistant) -> None:
    answer = both_alike.ask("How do Northam and Oxley work with tenants?")
    northam, oxley = answer.text.split("\n\nOxley:\n")
    assert northam.startswith("Northam:\n") and "old forge" in northam and "every door" not in northam and "every door" in oxley
    assert answer.standalone_question == "How do Northam and Oxley work with tenants?"


def test_of_two_that_stand_in_one_sentence_it_is_told_once(both_alike: Assistant) -> None:
    answer = both_alike.ask("How do Wey and Exe work with tenants?")
    assert answer.text.startswith("Wey and Exe work with tenants in one office.") and "Exe:\n" not in answer.text


def test_the_one_of_two_of_which_nothing_is_told_is_named(both_alike: Assistant) -> None:
    answer = both_alike.ask("How do Northam and Zebra work with tenants?")
    assert "old forge" in answer.text and answer.notice == "No passage found answers: How does Zebra work with tenants?"
