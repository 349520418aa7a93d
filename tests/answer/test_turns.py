"""Follow-ups on the last answer itself: what stands beside it, who wrote it, how it is known, whether it is still so."""

from __future__ import annotations

from assistant.ask import Assistant
from assistant.types import Answer, Turn
from tests.conftest import opened_over

TEXTS = {
    "walls.md": (
        "---\ntitle: The harbour wall\nauthors: Ada Finch\ndate: 2019-05\nkind: report\n---\n\n# The harbour wall\n\n"
        "Ada Finch, Institute for Tides, May 2019\n\nThe fishermen want a second wall against the storms. "
        "It would cost 38,000 pounds. The harbour wall was built by the Tide Fund.\n\nGulls nest on the mole.\n"
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


def test_who_wrote_that_is_asked_of_the_document_quoted(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "who wrote that?")
    assert answer.status == "answered"
    assert "Ada Finch" in answer.text


def test_whether_it_is_still_so_is_told_by_the_date(harbour: Assistant) -> None:
    answer = _said(harbour, "Who built the harbour wall?", "is that still true?")
    assert answer.notice is not None
    assert answer.notice.startswith("So it is said in “The harbour wall” (2019-05)")


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
