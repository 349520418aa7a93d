"""A quoted sentence brings what it needs to be understood, and the list that it announces."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.sentence_context import sentence_before, upheld, with_context
from assistant.load import load
from assistant.text.sentences import units
from assistant.types import Document, Locator, Passage

SAND = (
    "- Sand: it drifts.",
    "It has drifted for as long as the oldest master can remember, in every wind and at every season, and will when he is gone.",
    "The dredger is old, and a new one costs more than the tolls bring in a good year, so that the board has put it off from spring"
    " to spring, as it has put off the lamps, the ropes and the wall.",
    "Meanwhile the mouth of the harbour grows shallow, and ships that came at any hour now wait for the tide outside.",
)
TEXT = f"""# The harbour

The harbour has a wall. It was built in 1998 of stone. Ada Finch drew the plans of the harbour. It took her a year.

## Three rules

The board keeps three rules. First, no ship is turned away. A storm is no reason. Second, tolls are paid. Third, nobody fishes.

A master who calls is asked these things.

1. What is your cargo?
2. Who pays your tolls?

There are two ways in: 1. By the north. 2. By the south.

Two dangers are known. Ships sink in the sand. Some burn. Nobody counts them.

The board has many cares. These may be things like:

{" ".join(SAND)}
- Gulls.

We looked and found three causes. So one was sand. It drifts. The second cause was wind. And that leads to the third part, the tide.

The pilot is paid in two ways. Every ship gives him a coin. The board gives him a house.

A bell was cast in 1802. It led to a feud that is linked with the name of Ada Bell.

## Mistakes

The board made two mistakes.

It sold the lamp. Nobody could see the quay.

It bought a bell.

## Voices

“It is a good harbour. The quay is dry. I call every year.

Ada Bell, a master, said:

“The tide waits for nobody. We wait for the tide.”

> The lamp is our friend.

— Jo Finch

## Who may call?

Every ship may. No fee is asked.

## Ropes

- Hemp.
- Wire.

## What do crews need?

They need these things:

- Bread.
- Sleep.

## Night

A lamp burns at night. It is red.

## 4. What happened at dawn

The lamp went out. Nobody saw it.
"""


def read(tmp_path: Path, text: str) -> Document:
    (tmp_path / "harbour.md").write_text(text)
    return load(tmp_path / "harbour.md", "harbour.md")


def picked(document: Document, words: str, news: float = 1.0, kind: float = 0.0) -> Pick:
    unit = next(u for u in units(document) if document.text[u.start : u.end].startswith(words))
    passage = Passage(1, 1.0, document.id, "Harbour", "report", None, Locator(), 0, len(document.text), document.text, "id")
    role = document.segments[unit.segment].role
    return Pick(passage, unit.start, unit.end, document.text[unit.start : unit.end], role, 1.0, {"news": news, "kind": kind})


@pytest.mark.parametrize(
    ("question", "words", "brought"),
    [
        ("When was the harbour built?", "It was built", ["It was built in 1998 of stone."]),  # it says it by itself
        (
            "Why is the harbour of stone?",  # it may be told behind it
            "It was built",
            [
                "The harbour has a wall.",
                "It was built in 1998 of stone.",
                "Ada Finch drew the plans of the harbour.",
                "It took her a year.",
            ],
        ),
        ("What is the harbour?", "The harbour has", ["The harbour has a wall."]),
        (  # "It" is something else than what is asked about, which the sentence names itself
            "Who is Ada Bell?",
            "It led",
            ["A bell was cast in 1802.", "It led to a feud that is linked with the name of Ada Bell."],
        ),
        (
            "How long did the harbour take?",  # "It" may be what Ada Finch did
            "It took",
            ["Ada Finch drew the plans of the harbour.", "It took her a year."],
        ),
        (
            "What are the three rules?",
            "The board",
            [
                "The board keeps three rules.",
                "First, no ship is turned away.",
                "A storm is no reason.",
                "Second, tolls are paid.",
                "Third, nobody fishes.",
            ],
        ),
        (  # as many sentences stand behind it as it counts
            "How is the pilot paid?",
            "The pilot is paid",
            ["The pilot is paid in two ways.", "Every ship gives him a coin.", "The board gives him a house."],
        ),
        (
            "What did the board get wrong?",
            "The board made",
            ["The board made two mistakes.", "It sold the lamp.", "Nobody could see the quay.", "It bought a bell."],
        ),
        (  # as far as there is room
            "How does the pilot work?",
            "The pilot is paid",
            ["The pilot is paid in two ways.", "Every ship gives him a coin.", "The board gives him a house."],
        ),
        ("How many ways are there?", "The pilot is paid", ["The pilot is paid in two ways."]),
        ("What are the two dangers?", "Two dangers", ["Two dangers are known.", "Ships sink in the sand.", "Some burn."]),
        (
            "What troubles the board?",
            "The board has",
            ["The board has many cares.", "These may be things like:", " ".join(SAND), "- Gulls."],
        ),
        ("Why is the board troubled?", "The board has", ["The board has many cares."]),  # a list of cares gives no reason
        ("Why is there sand?", "The dredger", list(SAND)),
        (
            "What are the three causes?",
            "We looked",
            [
                "We looked and found three causes.",
                "So one was sand.",
                "It drifts.",
                "The second cause was wind.",
                "And that leads to the third part, the tide.",
            ],
        ),
        (
            "What did Ada Bell say about waiting?",
            "We wait",
            ["Ada Bell, a master, said:", "“The tide waits for nobody.", "We wait for the tide.”"],
        ),
        ("Who waits?", "“The tide", ["“The tide waits for nobody.", "We wait for the tide.”"]),  # what is begun is ended
        ("Is it dry?", "“It is", ["“It is a good harbour."]),  # it has no end
        ("What did Jo Finch say?", "— Jo", ["> The lamp is our friend.", "— Jo Finch"]),
        ("Which ships may call?", "Who may", ["Who may call?", "Every ship may.", "No fee is asked."]),
        ("What are the ropes?", "Ropes", ["Ropes", "- Hemp.", "- Wire."]),
        ("What happened at dawn?", "4. What", ["4. What happened at dawn", "The lamp went out.", "Nobody saw it."]),
        ("When were ropes made?", "Ropes", ["Ropes"]),
        ("What crews need?", "What do", ["What do crews need?", "They need these things:", "- Bread.", "- Sleep."]),
        ("What burns at night?", "Night", ["Night", "A lamp burns at night."]),
        ("When did the board meet?", "The board", ["The board keeps three rules."]),
        (
            "What should a master be asked?",
            "A master",
            ["A master who calls is asked these things.", "1. What is your cargo?", "2. Who pays your tolls?"],
        ),
        ("Who asks a master?", "A master", ["A master who calls is asked these things."]),
        ("What are the ways in?", "There are two", ["There are two ways in:", "1. By the north.", "2. By the south."]),
    ],
)
def test_what_a_sentence_brings_along(tmp_path: Path, question: str, words: str, brought: list[str]) -> None:
    document = read(tmp_path, TEXT)
    spans = with_context(question, picked(document, words), document)
    assert [document.text[start:end] for start, end in spans] == brought


@pytest.mark.parametrize(
    ("words", "told", "expected"),
    [
        ("It was built", "", ["The harbour has a wall.", "It was built in 1998 of stone."]),  # brings what it leans on
        ("It was built", "The harbour has", ["It was built in 1998 of stone."]),  # stands right behind it already
        ("Ada Finch drew", "", ["Ada Finch drew the plans of the harbour."]),
        ("Both were", "", []),  # leans on a sentence that leans as well
        ("This is", "", []),  # opens a block
        ("It is clear", "", ["It is clear that ships need light."]),
        ("The latter", "", ["Gas and oil burn.", "The latter is dear."]),
    ],
)
def test_a_sentence_that_joins_an_answer_does_not_hang_in_the_air(
    tmp_path: Path, words: str, told: str, expected: list[str]
) -> None:
    more = "\nIt has two lamps. They are red. Both were dear.\n\nThis is known. It is clear that ships need light.\n\n"
    document = read(tmp_path, TEXT + more + "Gas and oil burn. The latter is dear.\n")
    chosen = picked(document, words)
    held = {(p.start, p.end) for p in [picked(document, told)] if told}
    spans = upheld(chosen, [(chosen.start, chosen.end)], held, document)
    assert [document.text[start:end] for start, end in spans] == expected


@pytest.mark.parametrize(
    ("question", "lines"), [("What are the dangers of the night?", 1), ("What are the steps to take at night?", 3)]
)
def test_an_item_brings_its_list_only_if_that_is_asked_for(tmp_path: Path, question: str, lines: int) -> None:
    document = read(tmp_path, "# Night\n\nThese are the steps.\n\n- Light the lamp on the wall.\n- Call the master to the quay.\n")
    pick = picked(document, "- Call the master")
    assert len(with_context(question, pick, document)) == lines


@pytest.mark.parametrize(
    ("question", "lead", "lines"),
    [
        ("Who qualifies for a berth?", "You qualify if you:", 3),
        ("What should I do if the lamp fails?", "You should:", 3),
        ("What should I do if the lamp fails?", "You must not:", 2),  # of another kind
        ("Do I qualify for a berth?", "You qualify if you:", 2),  # one of them tells it
        ("Who qualifies for a berth?", "Some who qualify.", 2),  # a sentence of its own
    ],
)
def test_an_item_that_ends_the_sentence_over_its_list_brings_the_others(
    tmp_path: Path, question: str, lead: str, lines: int
) -> None:
    document = read(tmp_path, f"# Berths\n\n{lead}\n\n- call the master\n- are aged 85 or over\n")
    assert len(with_context(question, picked(document, "- call"), document)) == lines


def test_a_line_that_ends_with_a_colon_brings_the_short_paragraph_behind_it(tmp_path: Path) -> None:
    text = "# Rules\n\nIt was proposed to alter rule 9 from:\n\nTolls are paid.\n\nto:\n\nTolls are free.\n\nThat was in May.\n"
    document = read(tmp_path, text)
    spans = with_context("How was rule 9 changed?", picked(document, "It was proposed"), document)
    assert [document.text[slice(*span)] for span in spans][1:] == ["Tolls are paid.", "to:", "Tolls are free."]
    long = read(tmp_path, f"# Rules\n\nIt was proposed to alter rule 9 from:\n\n{'Tolls are paid. ' * 40}\n")
    assert len(with_context("How was rule 9 changed?", picked(long, "It was proposed"), long)) == 1


def test_a_line_that_ends_with_a_semicolon_leads_the_list_behind_it(tmp_path: Path) -> None:
    document = read(tmp_path, "# Rents\n\nThe review will look at;\n\n- Fees.\n- Fairness.\n\nIt ends in May;\n\nBoats come.\n")
    assert len(with_context("What will the review look at?", picked(document, "The review"), document)) == 3
    assert len(with_context("What happens in May?", picked(document, "It ends"), document)) == 1


@pytest.mark.parametrize(
    ("question", "text", "brought"),
    [
        ("Why is the harbour shut?", "The harbour is shut. Because the wall fell.", 2),
        ("Why is the harbour shut?", "The harbour is shut. Well, there it is. That's because the wall fell.", 3),
        ("Why is the harbour shut?", "The harbour is shut. The wall is a long and a very old one. It broke. Boats came.", 4),
        (
            "Why is the harbour shut?",
            "The harbour is shut. The wall is long. It is old. It fell because of a storm. Boats came.",
            4,
        ),
        ("Why is the harbour shut?", "The harbour is shut to avoid storms. The wall is long and old.", 1),
        ("Why is the harbour shut?", "The harbour is shut. The causes may be these:", 1),
        ("When does the harbour open?", "The harbour opens in May. The 5th, to be exact.", 2),
        ("When does the harbour open?", "The harbour opens in May. A ship is there by then, and 20 others come in the summer.", 1),
        ("What is shut?", "The harbour is shut. Because the wall fell.", 1),
        ("Is the harbour safe?", "The harbour, so people ask me, whether it is safe. It is not. The wall fell. Boats came.", 3),
        ("What do people ask?", "The harbour, so people ask me, whether it is safe. It is not. The wall fell.", 1),
    ],
)
def test_a_sentence_brings_the_reason_or_the_day_behind_it(tmp_path: Path, question: str, text: str, brought: int) -> None:
    document = read(tmp_path, f"# Harbour\n\n{text}\n\nBoats come.\n")
    assert len(with_context(question, picked(document, "The harbour"), document)) == brought


@pytest.mark.parametrize(
    ("news", "brought"),
    [
        (0.0, ["Let me confess.", "For years I paid for numbers.", "I got them."]),
        (1 / 6, ["Let me confess.", "For years I paid for numbers.", "I got them."]),
        (2 / 6, ["Let me confess.", "For years I paid for numbers.", "I got them."]),  # where no few words tell it
        (3 / 6, ["Let me confess."]),
    ],
)
def test_a_sentence_that_says_no_more_than_the_question_is_gone_on_from(tmp_path: Path, news: float, brought: list[str]) -> None:
    document = read(tmp_path, "# Talk\n\nLet me confess. For years I paid for numbers. I got them. It pleased me.\n\nBoats come.\n")
    spans = with_context("What does she confess?", picked(document, "Let me", news), document)
    assert [document.text[slice(*span)] for span in spans] == brought
    few = with_context("Does she confess?", picked(document, "Let me", news), document)
    assert len(few) == (len(brought) if news < 2 / 6 else 1)  # a "yes" will do


MISTAKES = """# A panel

## Where it went wrong

We rushed.

The first mistake was the calendar. The board wanted a plan by March.

The second was money. Staff were paid and members were not.

Third, nobody was told. It still hurts.

## Now

It runs. First, we pay. Second, we listen. Third, we write. It works.

It has drawbacks. For one, it is slow. Additionally, it costs. Finally, few come. We like it.

We have two ways. Option A is to stop. It costs nothing. Option B is to go on.
"""


@pytest.mark.parametrize(
    ("question", "words", "brought"),
    [
        ("What was the second mistake?", "The second was money", ["The second"]),
        ("Did they make mistakes?", "The second was money", ["The second"]),
        ("What does the panel do now?", "Second, we", ["First, we", "Second, we", "Third, we", "It works"]),
        ("What are the ways?", "Option B is", ["Option A", "It costs", "Option B"]),
        ("What did they do first?", "We rushed", ["We rushed"]),
        ("What are the drawbacks?", "It has drawbacks", ["It has", "For one", "Additionally", "Finally"]),
        ("What are the drawbacks?", "Additionally, it", ["For one", "Additionally", "Finally", "We like"]),
    ],
)
def test_one_of_those_that_are_counted_out_brings_the_others(tmp_path: Path, question: str, words: str, brought: list[str]) -> None:
    document = read(tmp_path, MISTAKES)
    spans = with_context(question, picked(document, words), document)
    said = [document.text[slice(*span)] for span in spans]
    assert len(said) == len(brought)
    assert all(text.startswith(begins) for text, begins in zip(said, brought, strict=True)), said


def test_what_only_says_what_was_asked_of_that_before_it_brings_it(tmp_path: Path) -> None:
    document = read(tmp_path, "# Talk\n\nNobody signs. That is what all ask first.\n\nBoats come.\n")
    for news, brought in ((0.0, ["Nobody signs.", "That is what all ask first."]), (0.5, ["That is what all ask first."])):
        spans = with_context("What do all ask first?", picked(document, "That is", news), document)
        assert [document.text[slice(*span)] for span in spans] == brought


@pytest.mark.parametrize("question", ["When was the wall built?", "Which is older: the wall or the lamp?"])
def test_few_words_that_answer_are_enough(tmp_path: Path, question: str) -> None:
    document = read(tmp_path, "# Wall\n\nThe wall, built in 1998, is older. It took a year. It cost much.\n")
    assert len(with_context(question, picked(document, "The wall", 0.0, kind=1.0), document)) == 1


@pytest.mark.parametrize(
    ("cues", "before"),
    [
        (["We built it.", "The wall keeps", "the sea out. It is high."], "The wall keeps the sea out."),
        (["<v Ada>We built", "<v Jo>a wall. It is high."], "a wall."),  # another's words are no part of it
        ([*["and the sea comes in and out again"] * 40, "and we built a wall. It is high."], "and we built a wall."),
    ],
)
def test_the_sentence_before_may_begin_some_captions_before(tmp_path: Path, cues: list[str], before: str) -> None:
    text = "WEBVTT\n\n" + "".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}\n\n" for n, cue in enumerate(cues))
    (tmp_path / "wall.vtt").write_text(text)
    document = load(tmp_path / "wall.vtt", "wall.vtt")
    start = document.text.index("It is high")
    segment = next(s for s in document.segments if s.start <= start < s.end)
    ((first, last),) = sentence_before(document, segment, start)
    assert " ".join(document.text[first:last].split()) == before


def test_a_short_answer_brings_its_question(tmp_path: Path) -> None:
    document = read(tmp_path, "# Tide\n\nHow long did it take? (in months)\n\n9\n\nWhat came next?\n\nNothing.\n")
    spans = with_context("How long did the trial take?", picked(document, "9"), document)
    assert [document.text[slice(*span)] for span in spans] == ["How long did it take? (in months)", "9"]


@pytest.mark.parametrize(("question", "items"), [("Which firms make nets?", 2), ("Which firm makes nets?", 0)])
def test_a_plural_behind_which_wants_the_list(tmp_path: Path, question: str, items: int) -> None:
    document = read(tmp_path, "# Nets\n\nMany firms make nets. These include:\n\n- Finch\n- Bell\n")
    spans = with_context(question, picked(document, "Many"), document)
    assert sum(document.text[slice(*span)].startswith("- ") for span in spans) == items


@pytest.mark.parametrize(
    ("under", "brought"),
    [
        ("It rained. The lamp went out.\n", 2),
        ("- Rain\n- Gulls\n", 2),
        ("# Voices\n\nIt rained.\n", 0),
        ("What else was hard?\n", 0),
    ],
)
def test_a_block_that_only_asks_brings_what_answers_it(tmp_path: Path, under: str, brought: int) -> None:
    document = read(tmp_path, f"# Lamp\n\nWhat were the main obstacles that you met?\n\n{under}")
    assert len(with_context("What were the main obstacles?", picked(document, "What were"), document)) == 1 + brought
