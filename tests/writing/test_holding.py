"""Numbers, names and quotations must stand in a passage that is cited."""

from __future__ import annotations

import pytest

from assistant.cite.markers import Claim
from assistant.cite.trace import Citer
from assistant.writing.holding import NOTHING_STATED, PIECED_TOGETHER, Holder, states, unheld
from tests.eval.conftest import document, passage

SOURCE = (
    "Dr. Ada Finch led the survey of 2004. It found cracks in 37 of the 112 granite blocks, about a third. "
    "“Nobody had looked for years,” she said. Lankelly Chase paid £1.2 million in May 2011."
)


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        ("Ada Finch led the survey in 2004.", []),
        ("The survey found cracks in 37 of 112 blocks.", []),
        ("It found 38 cracked blocks.", ["38"]),
        ("Lankelly Chase paid 1,200,000 pounds.", []),
        ("Lankelly Chase paid £1.3 million.", ["£1.3 million"]),
        ("The Gulbenkian Foundation paid in 2011.", ["Gulbenkian Foundation"]),
        ("It was paid in June 2011.", ["June 2011"]),
        ("She said that “nobody had looked for years”.", []),
        ("She said that “everybody had looked”.", ["everybody had looked"]),
        ("It was a so-called “audit”.", []),
    ],
)
def test_what_a_source_does_not_hold_is_found(sentence: str, lost: list[str]) -> None:
    assert list(unheld(sentence, SOURCE)) == lost


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Ada Finch led the survey.", True),
        ("It costs little.", True),
        ("Ada Finch.", False),
        ("The National Lottery Community Fund", False),
        ("Leeds, Hull and Greater Manchester", False),
        ("7.", False),
        ("Who led the survey?", False),
        ("The four areas are:", False),
    ],
)
def test_a_bare_name_a_number_a_question_or_an_announcement_states_nothing(text: str, stated: bool) -> None:
    assert states(text) is stated


LADDER = (
    "The ladder has eight rungs. The rungs are gathered into bands: silence at the bottom, power at the top. "
    "Sherry Arnstein drew it in Leeds. It was printed in 1969."
)


@pytest.mark.parametrize(
    ("text", "support", "reason"),
    [
        ("The rungs are gathered into bands: silence at the bottom, power at the top.", "supported", None),
        ("Sherry Arnstein drew the ladder in Leeds.", "supported", None),
        ("It is at the bottom of the ladder.", "partly", PIECED_TOGETHER),
        ("Sherry Arnstein in Leeds", "partly", NOTHING_STATED),
    ],
)
def test_words_of_a_named_passage_bear_out_only_what_chiefly_one_sentence_says(text: str, support: str, reason: str | None) -> None:
    source = document(LADDER, "d")
    citer = Citer([passage("d", 0, len(LADDER))], lambda _: source)
    Holder(citer, drop=False).settle(Claim("", text, (1,), 0))
    (sentence,) = citer.cited("").sentences
    assert sentence.support == support and (reason is None or sentence.reasons == (reason,))
