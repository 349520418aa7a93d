"""Names that are typed in small letters get the capitals that the texts give them; what is no name stays small."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.types import Turn
from tests.conftest import opened_over

TEXTS = {
    "a.txt": "They say the Tide Fund paid for rooms in Leeds. A room in Leeds cost 900 pounds, and a room in Dover "
    "cost 600.\n\n"
    "People in Dover liked it. Its head, Ada Finch, met the Bank of Deal about local rooms, and the Deal held.",
    "b.txt": "Much went to Big Local, and Big Local was new. A big room is a good deal, as local people say, "
    "in Leeds and in Hull; the hull was new.",
    "c.txt": "Jo Pearson: It was La Pearson-Bell who said so, in the hull of a boat.\n\nHow Rooms Open And Close In Winter\n\n"
    "They open on Sundays, and close in winter.",
    "d.txt": "All that Quillby makes is sold by Quillby in shops, and those of Quillby are many.\n\n"
    "Please write to sales@quillby.example, or look at www.quillby.example, or at quillby.example for more of them.",
    "e.txt": "Wexcombe has a larder.\n\nLoneliness is told of by the Rennardy Fund. In Mill Street it is told of less.\n\n"
    "Renterless homes are few.\n\nLatvia's trial was of rent, and the UK had none; in the UK nobody tried.",
    "f.txt": "QUILLON: We saw it, and so did his nephew Quillon, when it was built of wood by many of us.\n\nQUILLON: It was so.",
    "g.txt": "Most people had a choice in Area B, and few had one in Area C. They say that Area B is small.",
    "h.txt": "They met in Ma\u0301laga, and those of Málaga were glad that it was in Málaga.",
    "secret.txt": "Nobody knows Zanzibar, or how Zanzibar was built.",
}

assistant = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("and leeds?", "and Leeds?"),
        ("Who paid in leeds", "Who paid in Leeds"),
        ("what did the tide fund pay", "what did the Tide Fund pay"),
        ("who is ada finch", "who is Ada Finch"),
        ("what did la pearson bell say", "what did La Pearson Bell say"),
        ("how do rooms open and close in winter", "how do rooms open and close in winter"),
        ("who is the head of the bank of deal", "who is the head of the Bank of Deal"),
        ("is big local a big deal for local people", "is Big Local a big deal for local people"),
        ("what about “leeds” and zanzibar", "what about “leeds” and Zanzibar"),
        ("did Hull pay, and leeds?", "did Hull pay, and leeds?"),
        ("whats in leeds", "what's in Leeds"),
        ("why didnt it last", "why didn't it last"),
        ("what does quillby sell", "what does Quillby sell"),
        ("a room", "a room"),
        ("and quillon", "and Quillon"),
        ("and latvia's?", "and Latvia's?"),
        ("who runs wexcombe", "who runs Wexcombe"),
        ("who runs the rennardy fund", "who runs the Rennardy Fund"),
        ("is it less in mill street", "is it less in Mill Street"),
        ("and latvia?", "and Latvia?"),
        ("is latvia small", "is latvia small"),
        ("what about loneliness", "what about loneliness"),
        ("and renterless homes", "and renterless homes"),
        ("and in the uk", "and in the UK"),
        ("what was it in q2 of fy2022? say why", "what was it in Q2 of FY2022? Say why"),
        ("how many had a choice in area b of it", "how many had a choice in Area B of it"),
        ("who met in málaga", "who met in Málaga"),
        ("who met in malaga", "who met in Málaga"),
        ("is a room b better", "is a room b better"),
        ("", ""),
    ],
)
def test_names_are_read_as_the_texts_write_them(assistant: Assistant, typed: str, read: str) -> None:
    assert assistant.read(typed).text == read


def test_what_a_reader_may_not_see_is_no_name(assistant: Assistant) -> None:
    part = assistant.only(lambda id_: id_ != "secret.txt")
    assert assistant.read("and zanzibar").text == "and Zanzibar"
    assert part.read("and zanzibar").text == "and zanzibar"


def test_a_follow_up_in_small_letters_puts_one_name_in_the_place_of_another(assistant: Assistant) -> None:
    history = [Turn("user", "how much did a room in leeds cost"), Turn("assistant", "A room in Leeds cost 900 pounds [1].")]
    answer = assistant.ask("and dover?", history)
    assert answer.question == "and dover?" and answer.standalone_question == "How much did a room in Dover cost?"
    assert "600" in answer.text
