"""Follow-ups on the last answer itself: what stands beside it, who wrote it, how it is known, whether it is still so."""

from __future__ import annotations

import pytest

from assistant.answer.followups import NOTHING_QUOTED
from assistant.ask import Assistant
from assistant.types import Answer, Turn
from tests.conftest import opened_over

TEXTS = {
    "walls.md": (
        "---\ntitle: The harbour wall\nauthors: Ada Finch\ndate: 2019-05\nkind: report\n---\n\n# The harbour wall\n\n"
        "Ada Finch, Institute for Tides, May 2019\n\nThe fishermen want a second wall against the storms. "
        "It would cost 38,000 pounds. The harbour wall was built by the Tide Fund.\n\nGulls nest on the mole.\n"
    ),
    "toll-2023.md": (
        "---\ntitle: Tolls of the island, 2023\ndate: 2024-02\n---\n\n# Tolls of the island, 2023\n\n"
        "Lorries paid a toll of nine pounds at the island bridge.\n"
    ),
    "toll-2024.md": (
        "---\ntitle: Tolls of the island, 2024\ndate: 2025-02\n---\n\n# Tolls of the island, 2024\n\nNobody paid anything.\n"
    ),
    "gulls.md": (
        "# Gulls\n\nThe gulls that nest on the mole are 90. The study took three years of rain. "
        "The study of the gulls was published by the Feather Society.\n"
    ),
    "ferries.md": "# Ferries\n\nTwo ferries run to the island. The fishermen use neither of them.\n",
}

harbour = opened_over(TEXTS)


def _said(assistant: Assistant, *messages: str) -> Answer:
    turns: list[Turn] = []
    for message in messages:
        answer = assistant.ask(message, turns)
        turns += [Turn("user", message), Turn("assistant", answer.text)]
    return answer


def test_what_stands_beside_the_last_answer_tells_it(harbour: Assistant) -> None:
    answer = _said(harbour, "What do the fishermen want?", "how much would it cost?")
    assert [citation.quote for citation in answer.citations] == ["It would cost 38,000 pounds."]


def test_who_did_that_study_is_told_by_whoever_published_one(harbour: Assistant) -> None:
    answer = _said(harbour, "How many gulls nest on the mole?", "who published that study?")
    assert answer.citations[0].quote == "The study of the gulls was published by the Feather Society."


def test_who_wrote_that_is_asked_of_the_document_quoted(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "who wrote that?")
    assert answer.status == "answered"
    assert "Ada Finch" in answer.text


@pytest.mark.parametrize("message", ["who wrote that?", "how old is that?"])
def test_a_document_is_asked_of_no_answer_that_quoted_none(message: str, harbour: Assistant) -> None:
    turns = [Turn("user", "Who painted the harbour wall?"), Turn("assistant", "The corpus does not answer this.")]
    answer = harbour.ask(message, turns)
    assert (answer.status, answer.reason) == ("declined", NOTHING_QUOTED)


def test_whether_it_is_still_so_is_told_by_the_date(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "is that still true?")
    assert answer.notice is not None
    assert answer.notice.startswith("This is said in “The harbour wall” (May 2019)")


def test_how_it_is_known_is_told_by_the_sources_of_the_last_answer(harbour: Assistant) -> None:
    assert _said(harbour, "Who built the harbour wall?", "how do you know?").citations
    assert harbour.ask("How do you know?").status == "replied"


def test_a_line_that_only_signs_does_not_say_what_its_writer_thinks(harbour: Assistant) -> None:
    quotes = [citation.quote for citation in _said(harbour, "What does Ada Finch say about the fishermen?").citations]
    assert quotes
    assert not any("Institute" in quote for quote in quotes)


def test_a_question_in_another_language_is_declined_for_that(harbour: Assistant) -> None:
    answer = harbour.ask("¿Quién construyó el muro y cuándo lo hizo?")
    assert answer.status == "declined"
    assert answer.reason is not None
    assert "Spanish" in answer.reason


def test_a_later_document_of_the_series_is_named(harbour: Assistant) -> None:
    answer = _said(harbour, "What toll did lorries pay at the island bridge?", "is that the latest?")
    assert answer.notice is not None
    assert answer.notice.endswith("there is a later one: “Tolls of the island, 2024” (February 2025).")


def test_how_sure_an_answer_is_is_told_in_figures(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "how sure are you?")
    assert answer.notice is not None
    assert answer.notice.endswith("%.")


def test_what_no_document_has_a_word_of_is_not_told_of_the_last_subject(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "what's the weather in tokyo")
    assert answer.status == "declined"
    assert answer.reason == "No document here has the word “weather” or “tokyo”."


def test_another_of_its_like_must_be_spoken_of_by_what_sets_it_apart(harbour: Assistant) -> None:
    answer = _said(harbour, "How many ferries run to the island?", "and the cargo ferries?")
    assert answer.status == "declined"


def test_a_claim_is_met_with_what_is_said_and_no_verdict(harbour: Assistant) -> None:
    answer = harbour.ask("“The harbour wall was built by the council.” Is this true?")
    assert answer.notice is not None
    assert answer.notice.endswith("whether it is true is for you to judge.")


def test_what_follows_a_decline_may_be_asked_of_the_answer_before(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "what about zebras?", "who wrote that?")
    assert "Ada Finch" in answer.text


def test_who_came_up_with_a_thing_is_told_by_who_began_it(harbour: Assistant) -> None:
    assert harbour.read("who came up with the toll").text == "who devised the toll"


def test_the_report_of_a_year_is_told_before_one_that_names_the_year(harbour: Assistant) -> None:
    answer = harbour.ask("What does the 2024 report on tolls say of payments?")
    assert not answer.citations or answer.citations[0].document == "toll-2024.md"


def test_how_long_it_is_is_asked_of_the_document_quoted(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "how long is the report")
    assert (answer.status, "words" in answer.text) == ("replied", True)
