"""Who audits is told by the sentence or the line that names the firm, and not by one that only says that there was an audit."""

from __future__ import annotations

import pytest

from assistant.answer.tables.told_once import auditor
from assistant.types import Document, Segment

NAMED = frozenset({"harwich", "ferri"})


def told(question: str, *texts: str) -> str | None:
    text, segments = "", []
    for each in texts:
        segments.append(Segment(len(text), len(text) + len(each), "paragraph"))
        text += f"{each}\n"
    found = auditor(question, NAMED, (Document(text, tuple(segments), id="ferries.pdf"),))
    return found.text if found else None


AUDITED = "We have audited the accompanying statements of Harwich Ferries."
SIGNED = "/s/ Finch & Wren LLP"


@pytest.mark.parametrize(
    "question",
    [
        "Who audits Harwich Ferries?",
        "Who is Harwich Ferries' auditor?",
        "Which firm audited Harwich Ferries' financial statements?",
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "Our independent registered public accounting firm is Finch & Wren LLP, Harwich.",
        "The accounts have been audited by Finch & Wren LLP, as stated in their report.",
        "Our auditors are Finch & Wren LLP.",
        "Finch & Wren LLP, independent auditors, have reported on this.",
    ],
)
def test_the_sentence_that_names_the_firm_tells_it(question: str, sentence: str) -> None:
    assert told(question, AUDITED, sentence, SIGNED) == sentence
    assert told(question, AUDITED, SIGNED) == SIGNED
    assert told(question, AUDITED) is None


@pytest.mark.parametrize("question", ["Who audits the safety of Harwich Ferries?", "Who runs Harwich Ferries?", "Is it audited?"])
def test_other_questions_are_of_no_such_form(question: str) -> None:
    assert told(question, AUDITED, SIGNED) is None
