"""What a document says of itself is told from what it says of its subject."""

from __future__ import annotations

import pytest

from assistant.text.about_document import heads_an_aside, introduced, made_up, speaks_of_itself


@pytest.mark.parametrize(
    ("heading", "aside"),
    [
        ("References", True),
        ("7. Bibliography", True),
        ("About the authors", True),
        ("About this report", True),
        ("Contact us", True),
        ("Metadata", True),
        ("How to cite this report", True),
        ("Related articles", True),
        ("Related programmes", False),
        ("Sources of funding", False),
        ("Notes from the harbour", False),
        ("About the research", False),
    ],
)
def test_a_section_on_the_document_is_known_by_its_heading(heading: str, aside: bool) -> None:
    assert heads_an_aside(heading) == aside


@pytest.mark.parametrize(
    ("heading", "title", "known"),
    [
        ("About Jo Bell", "Harbours in winter", True),
        ("About the Tide Foundation", "Harbours in winter", True),
        ("About the Tide Foundation", "The Tide Foundation at ten", False),  # that is its subject
        ("About harbours", "Harbours in winter", False),
        ("About the research", "Harbours in winter", False),
        ("About Jo Bell", None, True),
        ("Jo Bell", "Harbours in winter", False),
    ],
)
def test_whom_a_section_introduces_is_known_unless_it_is_the_subject(heading: str, title: str | None, known: bool) -> None:
    assert bool(introduced(("Harbours", heading), title)) == known


@pytest.mark.parametrize(
    ("text", "itself"),
    [
        ("More is kept at https://example.org/more.", True),
        ("This summary was written for busy people.", True),
        ("If our work interests you and you’d like to know more, please contact", True),
        ("Sign up to become part of a community.", True),
        ("More to read: the deal and its residents.", True),
        ("Further reading on deals is handed out.", True),
        ("There is more to read in the minutes than in the press.", False),
        ("For more on the tolls, The Book of Tolls is essential reading.", True),
        ("The tolls are discussed in sections 3 and 4.", True),
        ("In this section we discuss two kinds of toll.", True),
        ("The full report can be found here.", True),
        ("The Tolls of the North is a useful in depth account of the events.", True),
        ("The levy is discussed in the council every spring.", False),
        ("In this town we discuss tolls every spring.", False),
        ("Four towns sign up to share one crane.", False),
        ("They told people whom to contact in a storm.", False),
        ("The harbour was drawn on the map of 1802.", False),
    ],
)
def test_a_sentence_that_says_where_there_is_more_speaks_of_the_document(text: str, itself: bool) -> None:
    assert speaks_of_itself(text) == itself


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Table 2. Tolls of made-up harbours A and B (illustrative only)", True),
        ("Table 3. A hypothetical harbour", True),
        ("Table 4. Three towns (not real places)", True),
        ("Table 1. Tolls of the harbours", False),
        ("Table 5. What each harbour made up for", False),
    ],
)
def test_what_a_caption_tells_to_be_invented(caption: str, expected: bool) -> None:
    assert made_up(caption) == expected
