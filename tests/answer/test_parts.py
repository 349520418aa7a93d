"""Each part of a question is answered by sentences of its own, in order, and what nothing tells is said."""

from __future__ import annotations

import re

import pytest

from assistant.answer.parts import for_or_against, of_parts
from assistant.ask import Assistant
from assistant.types import Answer, Sentence
from tests.conftest import opened_over

TEXTS = {
    "levy.txt": (
        "The harbour board approved the Bridge Levy after a long debate.\n\nThe Bridge Levy began in the spring of 1998.\n\n"
        "Later the Tide Fund paid for the Bridge Levy."
    ),
    "lamps.txt": "The council lit the harbour lamps in 1911.\n\nWhale oil burned in the harbour lamps, and it smelled of fish.",
    "ferry.txt": "The ferry scheme hired 30 pilots, and 1,200 people were referred to it by the port.",
}


assistant = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who approved the Bridge Levy, and when did it begin?", ["board approved", "spring of 1998"]),
        ("When did the Bridge Levy begin and who paid for it?", ["spring of 1998", "Tide Fund paid"]),
        ("Who lit the harbour lamps, and when?", ["The council lit the harbour lamps in 1911."]),
    ],
)
def test_each_part_has_its_sentence_in_order(assistant: Assistant, question: str, told: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered" and len(answer.searches) == 2
    places = [answer.text.find(words) for words in told]
    assert -1 not in places and places == sorted(places)


def test_markers_are_numbered_in_order_and_each_sentence_stands_once(assistant: Assistant) -> None:
    answer = assistant.ask("When did the Bridge Levy begin? And who paid for it?")
    used = list(dict.fromkeys(map(int, re.findall(r"\[(\d+)\]", answer.text))))
    assert used == list(range(1, len(used) + 1)) == [citation.marker for citation in answer.citations]
    assert all(answer.text.count(citation.quote) == 1 for citation in answer.citations)
    assert [passage.rank for passage in answer.passages] == list(range(1, len(answer.passages) + 1))


def test_a_part_that_nothing_tells_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Who lit the harbour lamps, and how much did the Zeppelin hangar cost?")
    assert answer.status == "answered" and "council lit" in answer.text
    assert answer.notice and answer.notice.startswith("No passage found answers: How much did the Zeppelin hangar cost?")


def test_a_part_that_the_sentence_tells_in_a_word_of_the_family_is_not_missed(assistant: Assistant) -> None:
    answer = assistant.ask("How many pilots did the ferry scheme hire, and how many referrals?")
    assert "1,200 people were referred" in answer.text and answer.notice is None


def test_where_no_part_is_told_it_is_declined_as_one_question(assistant: Assistant) -> None:
    answer = assistant.ask("Who painted the Zeppelin hangar, and how much did Mars cost?")
    assert (answer.status, answer.searches) == ("declined", ())


@pytest.mark.parametrize(
    ("said", "headed"),
    [
        ("Ada Wren MP: The weir holds. [1]", "Ada Wren MP: The weir holds. [1]"),
        (
            "Ada Wren holds that the weir will last: it is oak. [1]",
            "Ada Wren:\nAda Wren holds that the weir will last: it is oak. [1]",
        ),
        ("The weir holds. [1]", "Ada Wren:\nThe weir holds. [1]"),
    ],
)
def test_a_name_stands_over_its_part_unless_that_opens_with_who_speaks(said: str, headed: str) -> None:
    parts = [Answer("a?", "a?", "answered", said, 0.9), Answer("b?", "b?", "declined", "", 0.1)]
    both = of_parts(parts, ("Ada Wren", "Bob Finch"))
    assert both and both.text == headed and both.notice == "No passage found answers: B?"


def test_an_item_of_a_list_that_was_quoted_before_leaves_no_empty_one() -> None:
    once, twice = ("The weir holds.", "It is oak.")
    first = Answer("a?", "a?", "answered", f"{once} [1]", 0.9, sentences=(Sentence(f"{once} [1]", (1,), "supported"),))
    list_ = f"Weirs (report):\n- {once} [1]\n- {twice} [1]"
    second = Answer(
        "b?", "b?", "answered", list_, 0.9, sentences=tuple(Sentence(f"{s} [1]", (1,), "supported") for s in (once, twice))
    )
    both = of_parts([first, second])
    assert both and both.text == f"{once} [1]\n\nWeirs (report):\n- {twice} [1]"


@pytest.mark.parametrize(
    ("confidence", "notice", "named"),
    [(0.43, None, ["Against"]), (0.43, "These are the nearest.", ["For", "Against"]), (0.8, None, ["For", "Against"])],
)
def test_a_side_of_pros_and_cons_is_untold_where_sentences_on_the_thing_are_all_that_is_near(
    confidence: float, notice: str | None, named: list[str]
) -> None:
    pro = Answer("pros?", "pros?", "answered", "A pass is sold. [1]", confidence, notice=notice)
    con = Answer("cons?", "cons?", "answered", "It costs more in winter. [1]", 0.9)
    both = of_parts([for_or_against(pro), for_or_against(con)], ("For", "Against"))
    assert both and re.findall(r"(?m)^(\w+):$", both.text) == named
