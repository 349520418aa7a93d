"""A broad question is answered by what several documents say on its theme; where the corpus is not on it, it is none such."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.kinds.themes import NOTHING_OUTRIGHT, SUREST, TOLD_BY
from assistant.ask import Assistant
from assistant.types import Turn
from tests.conftest import assistant_over, opened_over

TEXTS = {
    "walls.md": "# Flood walls\n\n## What we found\n\nFloods came less often once the walls stood. Where water came over all the"
    " same, the reason was almost always the same. Somebody had left the gate open.\n\n"
    "## What was hard\n\nNobody would lend the town a field to build on.\n\n"
    "## Recommendations\n\n1. Send a keeper to the gate at high water.\n2. Mend the gate before winter.\n",
    "pumps.md": "# Pumps against floods\n\nPumps helped most where they were tried before winter. The pump house is red.\n\n"
    "## What stood in the way\n\nNobody had a key to the pump house.\n",
    "talk.txt": "Chair: Good evening, and welcome to the panel on floods.\n\nKeeper: Let me tell you about floods, which I have"
    " seen all my life.\n\nChair: So what should the harbour office do?\n\nKeeper: Dredge the mouth before winter. It is cheaper"
    " than mending roofs.\n",
    "laws.md": "# Laws of the county\n\nA law on hedges came first. The Flood Relief Act 2017 helps farms that lie by a road.\n",
    "gulls.txt": "Gulls\n\nGulls nest on the roofs of the town, and the keeper counts them every spring at low water.\n",
    "trains.txt": "Trains\n\nThe line to the coast runs past the fields where social clubs and dock workers meet.\n",
}

harbour = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What works in reducing floods?", {"walls.md": "less often once", "pumps.md": "Pumps helped most"}),
        ("How can floods be prevented?", {"walls.md": "less often once", "pumps.md": "Pumps helped most"}),
        ("What gets in the way of preventing floods?", {"pumps.md": "Nobody had a key", "walls.md": "Nobody would lend"}),
    ],
)
def test_the_most_telling_sentences_stand_under_their_titles(harbour: Assistant, question: str, told: dict[str, str]) -> None:
    answer = harbour.ask(question)
    assert answer.status == "answered"
    for document, words in told.items():
        assert any(c.document == document and words in c.quote for c in answer.citations), answer.text
    assert answer.notice is not None


def test_it_says_that_nothing_answers_outright_where_it_would_have_been_declined(harbour: Assistant) -> None:
    doubted, sure = (harbour.ask(f"What {rest} floods?") for rest in ("works in reducing", "gets in the way of preventing"))
    for answer, notice in ((doubted, NOTHING_OUTRIGHT), (sure, TOLD_BY)):
        documents = len({c.document for c in answer.citations})
        assert answer.notice == notice.format(f"{documents} documents" if documents > 1 else "one document")


def test_what_is_announced_comes_with_what_announces_it(harbour: Assistant) -> None:
    quotes = [c.quote for c in harbour.ask("What works in reducing floods?").citations]
    assert any("the reason was almost always the same" in quote for quote in quotes)
    assert any("left the gate open" in quote for quote in quotes)


def test_more_of_a_theme_is_what_was_not_told(harbour: Assistant) -> None:
    question = "How can floods be prevented?"
    first = harbour.ask(question)
    more = harbour.ask("Anything else?", [Turn("user", question), Turn("assistant", first.text)])
    assert more.status == "answered"
    assert any("Mend the gate" in c.quote for c in more.citations), more.text
    assert {c.quote for c in first.citations}.isdisjoint(c.quote for c in more.citations)


def test_a_name_that_has_a_word_of_the_theme_is_not_on_it(harbour: Assistant) -> None:
    answer = harbour.ask("What works in reducing floods?")
    assert answer.status == "answered"
    assert not any("Flood Relief Act" in c.quote for c in answer.citations), answer.text


def test_what_one_passage_states_is_told_by_that(harbour: Assistant) -> None:
    answer = harbour.ask("What is known about gulls?")
    assert {c.document for c in answer.citations} == {"gulls.txt"}
    assert not answer.text.startswith("Gulls (")


def test_talk_to_the_room_is_no_evidence(harbour: Assistant) -> None:
    answer = harbour.ask("What do we know about floods?")
    assert answer.status == "answered"
    assert not any("Let me tell you" in c.quote for c in answer.citations)


def test_where_just_that_was_asked_the_reply_is_the_answer(harbour: Assistant) -> None:
    answer = harbour.ask("What should the harbour office do?")
    assert any("Dredge the mouth" in c.quote for c in answer.citations)
    assert {c.document for c in answer.citations} == {"talk.txt"}


@pytest.mark.parametrize(
    "question",
    [
        "What works in reducing knife crime?",
        "How do schools involve parents?",
        "How long does it take to train a social worker?",  # "social" and "workers" stand apart
        "What should employers do?",
    ],
)
def test_a_theme_that_the_corpus_is_not_on_is_declined(harbour: Assistant, question: str) -> None:
    assert harbour.ask(question).status == "declined"


def test_it_is_as_sure_as_the_documents_make_it(harbour: Assistant) -> None:
    assert 0.4 <= harbour.ask("What works in reducing floods?").confidence <= SUREST


@pytest.mark.usefixtures("bag_of_words")
def test_a_sentence_must_be_on_the_theme_itself(tmp_path: Path) -> None:
    told = {
        "pier": "Pay for paint. Ask the town before you close it. Volunteers came because they were asked by name.",
        "hall": "Volunteers were tired by May, and two nights were lost. The roof leaks on most nights in May.",
    }
    opening = "It is long and made of wood. " * 30
    texts = {f"{where}.md": f"# The {where}\n\n{opening}\n\n## Lessons\n\n{text}\n" for where, text in told.items()}
    with assistant_over(tmp_path, texts) as assistant:
        quotes = [c.quote for c in assistant.ask("How do towns work with volunteers?").citations]
    assert any("asked by name" in quote for quote in quotes)
    assert any("tired by May" in quote for quote in quotes)
    assert not any(word in quote for quote in quotes for word in ("paint", "close it", "roof"))


@pytest.mark.usefixtures("bag_of_words")
def test_what_tells_for_the_next_sentence_comes_with_it(tmp_path: Path) -> None:
    texts = {
        "clinic.md": "# Clinics of the vale\n\nDoctors do not always know where to send people. In the villages the last bus leaves"
        " at six o'clock.\n",
        "shops.md": "# Shops of the vale\n\nNo rural shop here makes a profit, and two villages lack one.\n",
    }
    with assistant_over(tmp_path, texts) as assistant:
        answer = assistant.ask("What are the challenges for rural areas?")
    assert "Doctors do not always know where to send people. [" in answer.text
    assert {c.document for c in answer.citations} == set(texts)


@pytest.mark.usefixtures("bag_of_words")
def test_what_only_nearness_puts_on_a_theme_needs_others(tmp_path: Path) -> None:
    texts = {
        "letters.md": "# Letters\n\nA parent helps with a letter from the school better than a clerk.\n",
        "forms.md": "# Forms\n\nGive the school form three lines, and leave the rest of the page blank.\n",
    }
    with assistant_over(tmp_path, texts) as assistant:
        assert "nearest sentences" not in (assistant.ask("How do schools involve parents?").notice or "")


@pytest.mark.usefixtures("bag_of_words")
def test_headings_alone_may_be_on_a_theme(tmp_path: Path) -> None:
    advice = {
        "east": "Pay the keepers by the hour.",
        "west": "Dredge the mouth and ask farmers to help.",
        "north": "Move the shops uphill.",
    }
    texts = {f"{where}.md": f"# Floods\n\n## Floods in the {where}\n\n{told}\n" for where, told in advice.items()}
    with assistant_over(tmp_path, texts) as assistant:
        answer = assistant.ask("What can be done about floods?")  # none of whose words a sentence has
    assert {"east.md", "north.md"} <= {c.document for c in answer.citations}


LAMPS = {
    "scheme.md": "# The Lamp Scheme in Tanby\n\nTanby lent out lamps from 2019 on. A lamp is not a torch.\n\n## What worked\n\n"
    "People walked home after dark. Falls in the lanes dropped by a third.\n\n## What got in the way\n\nOil was dear all winter."
    " Two shops would take no lamps back.\n",
    "talk.txt": "Keeper: I run the Lamp Scheme.\n\nVisitor: Is it liked?\n\nKeeper: Neighbours complained that the lamps smell.\n",
    "ferries.md": "# Night ferries\n\nThe night ferry was dear, and its crew complained of the cold. It helped the market.\n",
}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("What are the drawbacks of the Lamp Scheme?", ("Oil was dear", "complained that the lamps"), ("torch", "third", "crew")),
        ("What is good about the Lamp Scheme?", ("dropped by a third",), ("Oil", "market", "torch")),
    ],
)
def test_what_speaks_for_a_thing_with_a_name_or_against_it_is_gathered(
    tmp_path: Path, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    with assistant_over(tmp_path, LAMPS) as assistant:
        answer = assistant.ask(question)
    assert all(words in answer.text for words in told), answer.text
    assert not any(words in answer.text for words in untold), answer.text


@pytest.mark.usefixtures("bag_of_words")
def test_what_speaks_for_a_thing_stands_apart_from_what_speaks_against_it(tmp_path: Path) -> None:
    with assistant_over(tmp_path, LAMPS) as assistant:
        answer = assistant.ask("Pros and cons of the Lamp Scheme")
    ahead, _, behind = answer.text.partition("\n\nAgainst:\n")
    assert ahead.startswith("For:\n") and "dropped by a third" in ahead
    assert "Oil was dear" in behind
