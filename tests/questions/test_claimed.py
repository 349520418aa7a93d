"""What is asked whether it is so of a thing, and which sentences tell it."""

from __future__ import annotations

import time

import pytest

from assistant.questions.claimed import claim_asked, gives_result, gives_verdict, names_what, qualifies, tells_change
from assistant.text.terms import stems

SOON = 1.0  # seconds, for what takes a few milliseconds


@pytest.mark.parametrize(
    ("question", "thing", "of", "whether"),
    [
        ("Is there evidence that the Wigan Deal saved money?", "wigan", "money", "whether the Wigan Deal saved money"),
        ("Did Warm Homes reduce gas use?", "warm homes", "gas use", "whether Warm Homes reduced gas use"),
        ("Does the toll cut traffic in Dover?", "toll dover", "traffic", "whether the toll cuts traffic in Dover"),
        ("Has the toll led to fewer wrecks?", "toll", "wrecks", "whether the toll has led to fewer wrecks"),
        ("Did the toll make the quay safer in Dover?", "toll dover", "quay", "whether the toll made the quay safer in Dover"),
        ("What impact did the toll have on trade?", "toll", "trade", "what impact the toll had on trade"),
        ("How effective was the toll?", "toll", "", "how effective the toll was"),
        ("Is the toll effective?", "toll", "", "whether the toll is effective"),
        ("Did the toll work?", "toll", "", "whether the toll worked"),
        ("About the toll: did it work?", "toll", "", "whether the toll worked"),
        ("Did the Homelessness Reduction Act reduce homelessness?", "homelessness reduction", "homelessness", None),
    ],
)
def test_a_claim_has_a_thing_and_what_it_is_said_to_have_changed(question: str, thing: str, of: str, whether: str | None) -> None:
    claim = claim_asked(question)
    assert claim is not None
    assert claim.thing == set(stems(thing))
    assert claim.of == set(stems(of))
    assert whether is None or claim.whether == whether


@pytest.mark.parametrize(
    "question",
    [
        "When did the toll begin?",
        "Did it work?",
        "Does the lender make money in this kind of transaction?",
        "Did her mind change after the vote?",
        "Is there evidence of Romans here?",
        "Does it have an improving margin? If margin is no use, then say so.",
    ],
)
def test_what_claims_nothing_of_a_thing_is_no_claim(question: str) -> None:
    assert claim_asked(question) is None


@pytest.mark.parametrize(
    ("question", "text", "names", "tells"),
    [
        ("Did the toll reduce traffic?", "Traffic fell by a third.", True, True),
        ("Did the toll reduce traffic?", "We found no difference in traffic.", True, True),
        ("Did the toll reduce traffic?", "Nobody counted the traffic.", True, True),
        ("Did the toll reduce traffic?", "The toll will reduce traffic.", True, False),
        ("Did the toll reduce traffic?", "The toll is meant to reduce traffic.", True, False),
        ("Did the toll reduce traffic?", "If traffic fell, nobody said so.", True, False),
        ("Did the toll reduce traffic?", "The price of corn rose.", False, True),
        ("Did the toll save money?", "If the town asks more every year, no wording will save it.", False, False),
        ("Did the toll save money?", "It saved £40.", True, True),
        ("Did the toll save money?", "The cost rose by £40.", True, False),
        ("Did the toll lead to more trust?", "It is run by Local Trust, and fewer come.", False, True),
        ("Did the toll reduce loneliness?", "They felt less lonely.", True, True),
        ("Did the toll reduce wrecks?", "There were 46 wrecks before and 39 after.", True, True),
        ("Did the toll reduce wrecks?", "In 2014 the 46 wrecks were before the toll, and of 39 one came after.", True, True),
        ("Did the toll reduce wrecks?", "There were wrecks before 1990 and 39 after.", True, False),
        ("Did the toll reduce wrecks?", "There were 46 wrecks before. Now 39 ships sail.", True, False),
        ("Did the toll work?", "It works in 150 places.", True, False),
        ("Did the toll work?", "It goes back to 1992.", True, False),
        ("Did the toll work?", "Its keeper works only with children.", True, False),
        ("Did the toll work?", "Traffic is back to its old level.", True, True),
        ("Did the toll reduce homelessness?", "There is more than one way to live in a home.", False, False),
        ("Did the toll make the air cleaner?", "He would not claim that the air was cleaner.", True, True),
        ("Did the toll make the air cleaner?", "The air was better by what is within the error of the tubes.", True, True),
        ("Did the toll save money?", "It did not, then, pay for itself.", False, True),
        ("Did the toll save money?", "About £40 of that was offset by fewer calls.", True, True),
    ],
)
def test_a_sentence_tells_a_claim_that_says_what_became_of_it(question: str, text: str, names: bool, tells: bool) -> None:
    claim = claim_asked(question)
    assert claim is not None
    assert (names_what(claim, text) >= 0.5) is names
    assert tells_change(claim, text) is tells


def test_many_figures_in_a_line_are_read_as_soon_as_any() -> None:
    claim = claim_asked("Did the toll reduce wrecks?")
    assert claim is not None
    began = time.process_time()
    assert not tells_change(claim, "1 before " * 2_000)
    assert time.process_time() - began < SOON


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("It failed.", True),
        ("We do not know whether it worked.", True),
        ("We do not know how many people this was.", False),
        ("Traffic fell by a third.", True),
        ("Takings were up 8 per cent.", True),
        ("What changes for me is that I hear of it before.", False),
        ("The change of name deserves a moment.", False),
    ],
)
def test_any_result_is_a_verdict_or_says_by_how_much(text: str, result: bool) -> None:
    assert gives_result(text) is result


def test_what_is_hoped_for_comes_near_a_claim() -> None:
    claim = claim_asked("Did the toll reduce traffic?")
    assert claim is not None
    assert tells_change(claim, "The toll will reduce traffic.", loosely=True)


@pytest.mark.parametrize(
    ("text", "verdict", "behind"),
    [
        ("There is nothing to show whether it worked.", True, True),
        ("It failed.", True, False),
        ("The difference is within what chance would produce.", False, True),
        ("Fines brought in more than the cameras cost.", False, False),
    ],
)
def test_a_verdict_is_more_than_a_change(text: str, verdict: bool, behind: bool) -> None:
    assert gives_verdict(text) is verdict
    assert qualifies(text) is behind


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("Did the Fund work?", "It ran from 2014 to 2022.", False),
        ("Did the Fund work?", "The Noise Reduction Act came later.", False),
        ("Did the toll reduce waiting?", "It must hire more staff and reduce the waiting.", False),
        ("Did the toll reduce waiting?", "It hired staff to reduce the waiting.", False),
    ],
)
def test_years_names_and_what_is_to_be_done_tell_no_change(question: str, text: str, tells: bool) -> None:
    claim = claim_asked(question)
    assert claim is not None
    assert tells_change(claim, text) is tells


def test_people_are_not_what_was_changed_and_a_deed_may_need_its_own_word() -> None:
    claim = claim_asked("Did the Wey toll delay people walking?")
    assert claim is not None
    assert (claim.of, claim.names, claim.deed) == ({"walk"}, {"wei"}, "delai")
