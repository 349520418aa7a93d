"""Of what a transcriber notes, sounds are not read, and what tells that words are missing is."""

from __future__ import annotations

import pytest

from assistant.text.reading_text import fold


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Right {vocalsound} um , we {disfmarker} we 're done .", "Right um, we we 're done."),
        ("Is it , or ? !", "Is it, or?!"),
        ("It is done {vocalsound} .", "It is done."),
        ("Jo: {vocalsound} {vocalsound}", "Jo:"),
        ("Give us a chance. [Laughter.] We will.", "Give us a chance. We will."),
        ("(coughs) No. <noise> Yes (clears throat).", "No. Yes."),
        ("It was {gap} or [inaudible] pounds .", "It was {gap} or [inaudible] pounds."),
        ("It was (so to say) [the first] of {A, B}", "It was (so to say) [the first] of {A, B}"),
        ("at .5 of a mile", "at .5 of a mile"),
        ("[11:59] A lot of people ask. \\[1:02:03\\] I answer.", "A lot of people ask. I answer."),
        ("It leaves at 11:59 [see 3:2]", "It leaves at 11:59 [see 3:2]"),
    ],
)
def test_talk_is_read_without_sounds(text: str, read: str) -> None:
    assert fold(text, spoken=True) == read


def test_print_is_read_as_it_stands() -> None:
    assert fold("{pause} Is it [music] ?") == "{pause} Is it [music] ?"
