"""Whose words are asked for by an office, and who holds one or which one somebody holds."""

from __future__ import annotations

import pytest

from assistant.questions.offices_asked import by_office, holder_asked, office_asked


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("What did the chief engineer say about the storm?", "chief engineer"),
        ("About the storm: what did the technical adviser say?", "technical adviser"),
        ("does the chair of the board agree?", "chair of the board"),
        ("and the professor?", "professor"),
        ("What about the head of policy?", "head of policy"),
        ("According to the clerk, who is waiting?", "clerk"),
        ("What is the director's view?", "director"),
        ("According to the group, who is waiting?", None),
        ("What does the government think of tolls?", None),
        ("What did Jo Bell say about the chair?", None),
        ("When did the ferry leave?", None),
    ],
)
def test_an_office_names_whose_words_are_asked_for(question: str, office: str | None) -> None:
    found = by_office(question)
    assert (found[1] if found else None) == office


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Who is the chair?", "chair"),
        ("who chaired the meeting?", "chair of the meeting"),
        ("Who leads the tide fund?", "leader of the tide fund"),
        ("who became president?", "president"),
        ("Who was elected treasurer at the AGM?", "treasurer at the AGM"),
        ("Who is Hythe's mayor?", "mayor of Hythe"),
        ("who is the director of children's services", "director of children's services"),
        ("who runs Hythe Ferries", "head of Hythe Ferries"),
        ("Who is in charge of housing at Deal?", "head of housing at Deal"),
        ("name of the CFO at Hythe", "CFO at Hythe"),
        ("Hythe Ferries CEO?", "CEO of Hythe Ferries"),
        ("What is the name of the harbour?", None),
        ("Who is in charge there?", None),
        ("What did the chair say?", None),
    ],
)
def test_who_holds_an_office_is_asked(question: str, office: str | None) -> None:
    assert holder_asked(question) == office


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is Ada Finch's role?", "Ada Finch"),
        ("what's Jo Bell's job?", "Jo Bell"),
        ("Who is Hythe's Chief Financial Officer?", None),
        ("Who is Dr Colm Reed?", "Dr Colm Reed"),
        ("What does Jo Bell do?", "Jo Bell"),
        ("What does Jo Bell do about tolls?", None),
        ("Who is waiting?", None),
    ],
)
def test_which_office_somebody_holds_is_asked(question: str, name: str | None) -> None:
    assert office_asked(question) == name
