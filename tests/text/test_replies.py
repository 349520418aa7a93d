"""A sentence may reply to what another speaker asked, or to what minutes tell that somebody asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.load import load
from assistant.text.replies import agreed_to, asked_before

TALK = """Host: You took over the quay, Ada. Did anybody lend you money?

Ada Finch: All but three. They would not hear of it. The bank did.

Host: Tell me about the ladder.

Ada Finch: It broke. I hung there.

Jo Bell: I held the rope.

Cy Moss: Same here.

Host: And what did you pay in the end.

Jo Bell: Mm-hmm.

Ada Finch: Well, not much. Two pounds a week.
"""
MINUTES = "# Minutes\n\nJo Bell asked why the berth was shut. The master replied that the pump had failed. It has been mended.\n"


@pytest.mark.parametrize(
    ("name", "text", "sentence", "asked"),
    [
        ("talk.txt", TALK, "All but three.", "lend you money?"),
        ("talk.txt", TALK, "The bank did.", "lend you money?"),
        ("talk.txt", TALK, "It broke.", "about the ladder."),
        ("talk.txt", TALK, "I held the rope.", "about the ladder."),  # after another who was asked as well
        ("talk.txt", TALK, "Same here.", None),  # too few words to answer, so late
        ("talk.txt", TALK, "Two pounds a week.", "what did you pay in the end."),  # whatever others put in
        ("talk.txt", TALK, "Tell me", None),
        ("minutes.md", MINUTES, "The master replied that the pump had failed.", "the berth was shut."),
        ("minutes.md", MINUTES, "It has been mended.", None),
    ],
)
def test_what_a_sentence_replies_to(tmp_path: Path, name: str, text: str, sentence: str, asked: str | None) -> None:
    (tmp_path / name).write_text(text)
    document = load(tmp_path / name, name)
    start = document.text.index(sentence)
    told = asked_before(document, start, start + len(sentence))
    assert (told.questions[-1].endswith(asked) if told and asked else told) is (True if asked else None)


def test_a_reply_answers_less_the_longer_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TALK)
    document = load(tmp_path / "talk.txt", "talk.txt")
    still = []
    for sentence in ("All but three.", "They would not", "The bank did."):
        start = document.text.index(sentence)
        told = asked_before(document, start, start + len(sentence))
        still.append(told.still if told else 0.0)
    assert still == sorted(still, reverse=True)
    assert still[0] > 0.9


@pytest.mark.parametrize(
    ("proposal", "replies", "agreed"),
    [
        ("How about we mend it?", "Jo: Yep. Fine by me.", True),
        ("I'm minded to ask for a list.", "Jo: Content.\n\nBen: Very much so.", True),
        ("How about we mend it?", "Jo: Yeah, but who pays?", False),
        ("How about we mend it?", "Jo: The oil one costs four thousand and nobody has asked for it yet.", False),
        (
            "How about we mend it?",
            "Jo: Yes, and I will tell you at some length how that came about in the year of the flood.",
            False,
        ),
    ],
)
def test_others_agree_in_a_few_words(tmp_path: Path, proposal: str, replies: str, agreed: bool) -> None:
    (tmp_path / "meeting.txt").write_text(f"Jo: It is cold in here.\n\nAda: {proposal}\n\n{replies}\n\nAda: Next.\n")
    document = load(tmp_path / "meeting.txt", "meeting.txt")
    assert agreed_to(document, document.text.index(proposal)) is agreed
