"""Whether documents agree is shown by what each of them says, under its title."""

from __future__ import annotations

import pytest

from assistant.answer.kinds.agreement import EACH, ONE
from assistant.ask import Assistant
from assistant.types import Turn
from tests.conftest import opened_over

TEXTS = {
    "report.md": "# The mill report\n\nThe mill of Deal was opened in 1904. It grinds corn.\n",
    "blog.md": "# Notes on the mill\n\nI like it there. The mill of Deal was opened in 1906, whatever they say.\n",
    "ferries.md": "# Ferries\n\nThe ferries of Deal were sold in 1990. A gull watched.\n",
    "pier.md": "# The pier report\n\nThe pier of Ormond was opened in 1880 by a keeper.\n",
    "walks.md": "# Walks to the pier\n\nIt says that the pier of Ormond was opened in 1880. We got in in 1881. It rained.\n",
    "lamp.md": "# The lamp\n\nThe lamp of Ormond was lit in 1850 by a keeper.\n",
}

deal = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("messages", "told", "notice"),
    [
        (["Do the documents agree on when the mill of Deal opened?"], {"report.md", "blog.md"}, EACH),
        (["When was the mill of Deal opened?", "is there another date in the sources?"], {"report.md", "blog.md"}, EACH),
        (["Do the sources agree on when the lamp of Ormond was lit?"], {"lamp.md"}, ONE),
    ],
)
def test_each_document_says_it_in_its_own_words(messages: list[str], told: set[str], notice: str, deal: Assistant) -> None:
    turns: list[Turn] = []
    for message in messages:
        answer = deal.ask(message, turns)
        turns += [Turn("user", message), Turn("assistant", answer.text)]
    assert {citation.document for citation in answer.citations} == told
    assert answer.notice == notice


def test_what_somebody_else_is_said_to_say_is_gone_on_from(deal: Assistant) -> None:
    answer = deal.ask("Do the documents agree on when the pier of Ormond opened?")
    quotes = [citation.quote for citation in answer.citations if citation.document == "walks.md"]
    assert quotes == ["It says that the pier of Ormond was opened in 1880.", "We got in in 1881."]
