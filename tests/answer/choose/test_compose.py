"""What the words of an answer look like: who speaks is named, and each speaker and document has a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answer.choose.chosen_sentences import _joins, _of_one_voice, _opener_first, _taking_up, mostly_said, said_again
from assistant.answer.choose.compose import QuotedLine, _line, _parted, _uncounted, _written
from assistant.ask import Assistant
from assistant.types import Document, Locator, Segment
from tests.conftest import assistant_over

TEXTS = {
    "board.txt": (
        "Ada Finch (master): Good morning. The tolls of the harbour are too high for small ships.\n\n"
        "Jo Bell: The tolls of the harbour are fair to every ship that calls here. "
        "We agreed last spring to keep the tolls for a year.\n\n"
        "Ada Finch: I have heard that before. "
        "My view of the tolls is that small ships stay away from the harbour because of them.\n\n"
        "Jo Bell: Lamps are another matter.\n"
    )
}


@pytest.fixture
def board(tmp_path: Path, bag_of_words: None) -> Iterator[Assistant]:
    with assistant_over(tmp_path, TEXTS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "opens", "speakers"),
    [
        ("What did Ada Finch say about the tolls of the harbour?", "Ada Finch", {"Ada Finch", "Ada Finch (master)"}),
        ("What did the master say about the tolls of the harbour?", "Ada Finch", {"Ada Finch", "Ada Finch (master)"}),
        ("What did Jo Bell say about the tolls of the harbour?", "Jo Bell", {"Jo Bell"}),
        ("What was agreed about the tolls of the harbour?", "Jo Bell", {"Jo Bell"}),
    ],
)
def test_an_answer_opens_with_the_one_who_is_asked_about(board: Assistant, question: str, opens: str, speakers: set[str]) -> None:
    answer = board.ask(question)
    assert answer.status == "answered", answer.reason
    assert answer.text.startswith(opens)
    assert answer.citations[0].locator.speaker in speakers


def test_each_speaker_has_a_paragraph_under_the_name(board: Assistant) -> None:
    answer = board.ask("What was said about the tolls of the harbour?")
    for paragraph in answer.text.split("\n\n"):
        assert re.match(r"(?:Ada Finch(?: \(master\))?|Jo Bell):\s", paragraph)
    assert all(sentence.markers for sentence in answer.sentences)


@pytest.mark.parametrize(("elsewhere", "speaker"), [("notes.md", None), ("board.txt", "Jo Bell")])
def test_what_another_document_says_in_the_same_words_is_not_put_under_a_speaker(elsewhere: str, speaker: str | None) -> None:
    document = Document("Lamps were lit.", (Segment(0, 15, "turn", Locator(speaker="Jo Bell")),), id="board.txt")
    passages: list[Any] = [SimpleNamespace(rank=n, document=id_, start=0, end=15) for n, id_ in ((1, "board.txt"), (2, elsewhere))]
    pick: Any = SimpleNamespace(passage=passages[0], start=0, end=15, span=(0, 15))
    line = _line(document, 0, 15, pick, (2,), passages)
    assert (line.ranks, line.speaker) == ((1, 2), speaker)


@pytest.mark.parametrize(
    ("best", "role", "next_score", "opens"),
    [
        ("How many lamps are there?", "turn", 0.9, "There are forty."),
        ("How many lamps are there?", "turn", 0.5, "How many lamps are there?"),
        ("How many lamps are there?", "heading", 0.9, "How many lamps are there?"),  # it brings what stands under it
        ("There are many lamps.", "turn", 0.9, "There are many lamps."),
    ],
)
def test_what_only_asks_does_not_open_an_answer(best: str, role: str, next_score: float, opens: str) -> None:
    def pick(text: str, role: str, score: float) -> Any:
        return SimpleNamespace(text=text, role=role, score=score, features={"silent": float(text.endswith("?"))})

    picks = [pick(best, role, 1.0), pick("There are forty.", "turn", next_score)]
    assert _opener_first("How many lamps does the harbour have?", picks)[0].text == opens


def test_what_is_on_nothing_that_is_asked_joins_only_what_it_stands_beside() -> None:
    def pick(start: int, end: int) -> Any:
        features = {"kind": 1.0, "news": 1.0, "silent": 0.0, "aside": 0.0, "context": 0.0}
        where = SimpleNamespace(document="a")
        return SimpleNamespace(passage=where, start=start, end=end, text="It is so.", role="paragraph", features=features)

    assert _joins("Is the harbour dark?", pick(21, 40), [pick(0, 20)])
    assert not _joins("Is the harbour dark?", pick(41, 60), [pick(0, 20)])


def test_only_what_defines_joins_a_definition() -> None:
    def pick(start: int, defines: float) -> Any:
        features = {"kind": 1.0, "news": 1.0, "silent": 0.0, "aside": 0.0, "context": 1.0, "defines": defines}
        where = SimpleNamespace(document="a")
        return SimpleNamespace(passage=where, start=start, end=start + 20, text="So it is.", role="paragraph", features=features)

    assert _joins("What is the Deal?", pick(60, 0.6), [pick(0, 1.0)])
    assert not _joins("What is the Deal?", pick(60, 0.0), [pick(0, 1.0)])
    assert _joins("What is the Deal?", pick(21, 0.0), [pick(0, 1.0)])  # right behind it
    assert _joins("What is the Deal?", pick(60, 0.0), [pick(0, 0.0)])  # nothing defines


def test_a_definition_in_the_words_of_another_says_nothing_new() -> None:
    said = [frozenset({"home", "first", "offer", "settl", "support"})]
    assert mostly_said([frozenset({"home", "first", "offer", "begin"})], said)
    assert not mostly_said([frozenset({"home", "new", "york", "began"})], said)


@pytest.mark.parametrize(
    ("question", "row", "coverage", "joins"),
    [
        ("How much did the Elm Deal cost?", "Oak Bank £5", 0.1, True),  # figures stand in rows, whatever these are called
        ("Is the Elm Deal alive?", "Elm Deal 150 areas", 0.5, True),
        ("Is the Elm Deal alive?", "Oak Bank 150 areas", 0.1, False),  # a row of another thing
    ],
)
def test_a_row_joins_a_sentence_only_where_it_tells_as_much(question: str, row: str, coverage: float, joins: bool) -> None:
    def pick(start: int, role: str, text: str, coverage: float) -> Any:
        told = {"kind": 1.0, "news": 1.0, "silent": 0.0, "aside": 0.0, "context": 1.0, "coverage": coverage}
        where = SimpleNamespace(document="a")
        return SimpleNamespace(passage=where, start=start, end=start + 20, text=text, role=role, features=told)

    assert _joins(question, pick(60, "row", row, coverage), [pick(0, "paragraph", "The Elm Deal put £5 in.", 0.5)]) == joins


@pytest.mark.parametrize(
    ("question", "gives_reason", "start", "joins"),
    [
        ("Why is the harbour dark?", 0.0, 40, False),  # as near, but of something else
        ("Why is the harbour dark?", 1.0, 40, True),
        ("Why is the harbour dark?", 0.0, 21, True),  # right behind what was chosen, and takes it up
        ("Is the harbour dark?", 0.0, 40, True),
        ("Who says that it is dark, and why?", 0.0, 40, True),
    ],
)
def test_what_joins_a_reason_gives_one_or_stands_beside_it(question: str, gives_reason: float, start: int, joins: bool) -> None:
    def pick(start: int, end: int, kind: float) -> Any:
        features = {"kind": kind, "news": 1.0, "silent": 0.0, "aside": 0.0, "context": 0.5}
        where = SimpleNamespace(document="a")
        return SimpleNamespace(passage=where, start=start, end=end, text="It is so.", role="paragraph", features=features)

    assert _joins(question, pick(start, start + 20, gives_reason), [pick(0, 20, 1.0)]) == joins
    other = SimpleNamespace(
        **{**vars(pick(start, start + 20, gives_reason)), "text": "Ships are dark as well."}
    )  # which takes nothing up
    assert _joins(question, other, [pick(0, 20, 1.0)]) == (joins and start == 40)


@pytest.mark.parametrize(
    ("lines", "again"),
    [
        (["The board may:", "set the tolls of the harbour", "light the lamps at night"], True),
        (["The council may:", "set the tolls of the harbour", "light the lamps at dusk and at night"], True),
        (["The board may:", "dredge the river", "build a crane"], False),
        (["set the tolls of the harbour"], False),
    ],
)
def test_a_list_is_told_once(lines: list[str], again: bool) -> None:
    said = [frozenset(line.split()) for line in ("The board may:", "set the tolls of the harbour", "light the lamps at night")]
    assert said_again([frozenset(line.split()) for line in lines], said) == again


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The tolls are high.", "The tolls are high. [1] [3]"),
        ("tolls are high. small ships stay away.", "tolls are high. [1] [3] small ships stay away. [1] [3]"),
        ("1. Pay in time. Bring a lamp.", "1. Pay in time. [1] [3] Bring a lamp. [1] [3]"),
        ("| Toll. | It is high. |", "| Toll. | It is high. | [1] [3]"),
    ],
)
def test_each_sentence_of_a_quoted_span_has_its_markers(text: str, written: str) -> None:
    assert _written([QuotedLine("a", 0, len(text), text, (1, 3), own_line=False)]) == written


@pytest.mark.parametrize(
    ("text", "role", "joins"),
    [
        ("Jo Bell: Absolutely, thanks.", "turn", False),
        ("So far.", "caption", False),
        ("Jo Bell: It is dark there.", "turn", True),
        ("It is so.", "paragraph", True),
    ],
)
def test_a_remark_in_talk_joins_no_answer(text: str, role: str, joins: bool) -> None:
    features = {"kind": 0.0, "news": 1.0, "silent": 0.0, "aside": 0.0, "context": 0.5}
    pick: Any = SimpleNamespace(text=text, role=role, features=features)
    assert _joins("Is the harbour dark?", pick, []) == joins


@pytest.mark.parametrize(("score", "coverage", "alone"), [(0.75, 0.2, True), (0.65, 0.2, False), (0.75, 0.0, False)])
def test_those_whose_words_are_asked_for_speak_alone_where_they_come_near_the_best(
    score: float, coverage: float, alone: bool
) -> None:
    features = {"silent": 0.0, "coverage": coverage, "otherwise": 0.0}
    best: Any = SimpleNamespace(score=1.0, features={**features, "spoken": 0.0})
    theirs: Any = SimpleNamespace(score=score, features={**features, "spoken": 1.0})
    assert _of_one_voice([best, theirs]) == ([theirs] if alone else [best, theirs])


def _said(text: str, *, at: int = 0, apart: bool = False, speaker: str | None = "Jo Bell") -> QuotedLine:
    return QuotedLine("a", at, at + len(text), text, (1,), own_line=False, speaker=speaker, apart=apart)


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ([_said("It is dark."), _said("It rains.")], "Jo Bell:\nIt is dark. [1] It rains. [1]"),
        ([_said("It is dark."), _said("It rains.", apart=True)], "Jo Bell:\nIt is dark. [1]\nIt rains. [1]"),
        ([_said("It is dark."), _said("Jo Bell: It rains.", apart=True)], "Jo Bell:\nIt is dark. [1]\nIt rains. [1]"),
        ([_said("Jo Bell: It is dark."), _said("Jo Bell: It rains.")], "Jo Bell: It is dark. [1] It rains. [1]"),
        (
            [_said(text, speaker="Harbour clerk (retired)") for text in ("It is dark.", "Harbour clerk (retired): It rains.")],
            "Harbour clerk (retired):\nIt is dark. [1] Harbour clerk (retired): It rains. [1]",  # no whole sentence without it
        ),
        ([_said("It is dark.", speaker=None), _said("It rains.", speaker=None, apart=True)], "It is dark. [1]\nIt rains. [1]"),
    ],
)
def test_a_speaker_is_named_once_and_what_stands_elsewhere_begins_a_line(lines: list[QuotedLine], written: str) -> None:
    assert _written(lines) == written


@pytest.mark.parametrize(
    ("best", "next_score", "next_defines", "opens"),
    [
        ("It is a light, one of seven.", 0.92, 1.0, "A lamp is a light."),
        ("It is a light, one of seven.", 0.92, 0.5, "It is a light, one of seven."),
        ("It is a light, one of seven.", 0.8, 1.0, "It is a light, one of seven."),
        ("A lamp is one of seven.", 0.92, 1.0, "A lamp is one of seven."),
    ],
)
def test_a_definition_that_stands_by_itself_opens(best: str, next_score: float, next_defines: float, opens: str) -> None:
    def pick(text: str, score: float, defines: float) -> Any:
        return SimpleNamespace(text=text, role="paragraph", score=score, features={"silent": 0.0, "defines": defines})

    picks = [pick(best, 1.0, 1.0), pick("A lamp is a light.", next_score, next_defines)]
    assert _opener_first("What is a lamp?", picks)[0].text == opens


@pytest.mark.parametrize(
    ("best", "first"),
    [
        ("Lamps burn at night.", "Lamps burn at night."),
        ("But lamps burn at night.", "It is dark."),
        ("That is why lamps burn.", "That is why lamps burn."),
        ("They burn at night.", "They burn at night."),
    ],
)
def test_the_best_sentence_opens_unless_it_takes_up_the_one_before_it(best: str, first: str) -> None:
    lines = [_said("It is dark."), _said(best, at=12)]
    runs = _parted(lines, {("a", 0): 1, ("a", 12): 0})
    assert runs[0][0].text == first


@pytest.mark.parametrize(
    ("best", "first"), [("2. The rope broke.", "1. The lamp went out."), ("The rope broke.", "The rope broke.")]
)
def test_what_is_numbered_stays_in_its_order(best: str, first: str) -> None:
    lines = [_said("1. The lamp went out."), _said(best, at=22)]
    assert _parted(lines, {("a", 0): 1, ("a", 22): 0})[0][0].text == first


@pytest.mark.parametrize(("before", "first"), [("Two things happened:", 0), ("Two things happened.", 22)])
def test_the_line_over_a_list_stays_before_it(before: str, first: int) -> None:
    lines = [_said(before), _said("1. The lamp went out.", at=22)]
    assert _parted(lines, {("a", 0): 1, ("a", 22): 0})[0][0].start == first


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["2. The rope broke."], ["The rope broke."]),
        (["It was dark.", "2. The rope broke."], ["It was dark.", "The rope broke."]),
        (["1. The lamp went out.", "2. The rope broke."], ["1. The lamp went out.", "2. The rope broke."]),
        (["7. Dredging of the basin", "It was moved by Ada."], ["7. Dredging of the basin", "It was moved by Ada."]),
        (["It rose by 2. 5 boats sank."], ["It rose by 2. 5 boats sank."]),
    ],
)
def test_an_item_alone_of_its_list_has_no_number(texts: list[str], written: list[str]) -> None:
    assert [line.text for line in _uncounted([_said(text, at=40 * n) for n, text in enumerate(texts)])] == written


@pytest.mark.parametrize(
    ("question", "text", "score", "start", "joins"),
    [
        ("What would they do with the houses?", "The town would then let these.", 0.6, 101, True),
        ("What would they do with the houses?", "They would let them.", 0.6, 101, True),
        ("What would they do with the houses?", "It is clear that they would.", 0.6, 101, False),  # "It" stands for nothing
        ("What would they do with the houses?", "The town has a harbour.", 0.6, 101, False),
        ("What would they do with the houses?", "The town would then let these.", 0.5, 101, False),
        ("What would they do with the houses?", "The town would then let these.", 0.6, 200, False),  # not right behind
        ("Why would they buy houses?", "The town would then let these.", 0.6, 101, False),
        ("Who would buy houses?", "The town would then let these.", 0.6, 101, False),
    ],
)
def test_the_sentence_right_behind_the_best_joins_where_it_takes_that_up(
    question: str, text: str, score: float, start: int, joins: bool
) -> None:
    passage = SimpleNamespace(document="a.md")
    best: Any = SimpleNamespace(
        passage=passage, start=0, end=100, text="The town may buy houses.", score=1.0, features={"silent": 0.0}
    )
    behind: Any = SimpleNamespace(passage=passage, start=start, end=start + 40, text=text, score=score, features={"silent": 0.0})
    assert (_taking_up(question, best, [best, behind]) is behind) == joins
