"""A question may say which kind of document is to tell, and a follow-up may put another kind in its place."""

from __future__ import annotations

import pytest

from assistant.questions.document_kinds import kind_to_tell, of_all, told_by


@pytest.mark.parametrize(
    ("question", "left", "many"),
    [
        ("What challenges do the reports name?", "What challenges are named?", "reports"),
        ("What do the blogs say about trust?", "What is said about trust?", "blogs"),
        ("Do any of the blog posts mention trust?", "What is said about trust?", "blogposts"),
        ("According to the reports, why did it close?", "Why did it close?", "reports"),
        ("Who funded it, only from the interviews?", "Who funded it?", "interviews"),
        ("What did the panel say about the toll?", "What is said about the toll?", "panels"),
        ("More: What challenges do the reports name?", "More: What challenges are named?", "reports"),
    ],
)
def test_the_kind_is_taken_out_of_the_question(question: str, left: str, many: str) -> None:
    found = kind_to_tell(question)
    assert found is not None
    assert (found.question, found.many) == (left, many)


@pytest.mark.parametrize(
    "question",
    [
        "What do the documents say about trust?",
        "What did the report find?",
        "What do the reports on parking say?",
        "What did the company report?",
        "What was agreed at the meeting?",
        "Do the reports agree on the date?",
        "What is a blog?",
    ],
)
def test_all_documents_or_a_named_one_are_no_kind(question: str) -> None:
    assert kind_to_tell(question) is None


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Why did it close, according to these sources?", "Why did it close?"),
        ("according to the literature, why did it close?", "Why did it close?"),
        ("Based on the documents you have, who paid?", "Who paid?"),
        ("Who paid for it in the corpus?", "Who paid for it?"),
        ("From the sources, who paid?", "Who paid?"),
        ("What do your documents say about trust?", "What is said about trust?"),
        ("Do any of the documents talk about trust?", "What is said about trust?"),
        ("What challenges do the sources name?", "What challenges are named?"),
        ("Why did it close, according to the report?", "Why did it close?"),
        ("Which books by Barker are mentioned in the text?", "Which books by Barker are mentioned?"),
        ("What is the use of the lock as described in the text?", "What is the use of the lock?"),
        ("According to the report, why did it close?", "Why did it close?"),
        ("According to the report on tolls, why did it close?", "According to the report on tolls, why did it close?"),
        ("What is in your documents?", "What is in your documents?"),
        ("How many documents are in the corpus?", "How many documents are in the corpus?"),
        ("What was said in the corpus of letters?", "What was said in the corpus of letters?"),
        ("In the documents of 2019, who paid?", "In the documents of 2019, who paid?"),
        ("What do the sources need to contain?", "What do the sources need to contain?"),
        ("What sources of money are there?", "What sources of money are there?"),
    ],
)
def test_words_for_all_documents_are_left_out(question: str, left: str) -> None:
    assert of_all(question) == left


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        ("What challenges do the reports name?", "and in the blogs?", "What challenges do the blogs name?"),
        ("What challenges do the reports name?", "what about the meeting?", "What challenges does the meeting name?"),
        ("What is said of the ban, in the reports?", "and the webinar?", "What is said of the ban, in the webinar?"),
        ("Who wants the ban?", "only from the reports", "Who wants the ban, from the reports?"),
        ("Who wants the ban?", "just the interviews", "Who wants the ban, in the interviews?"),
        ("Who wants the ban?", "what about the meeting?", None),
        ("Who wants the ban?", "and meetings?", None),
        ("Who wants the ban?", "and in Wigan?", None),
    ],
)
def test_a_follow_up_puts_another_kind_in(before: str, typed: str, meant: str | None) -> None:
    assert told_by(before, typed) == meant
