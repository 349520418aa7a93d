"""Words that the source has, but not in these places, do not support a claim; honest moves do."""

from __future__ import annotations

import pytest

from assistant.cite.support import judge

SOURCE = (
    "The emergency grant is meant for any clinic of the county where visits have risen. "
    "In Ardley, Ruth Adeyemi led the pilot; in Bramley, Tom Finch led the audit. "
    "It lasted for two years. The charity paid for a slow and costly survey of rents. "
    "Ardley was one of the first towns to join. "
    "Tenants of private landlords waited longest. "
    "The council owns the tracks, while Norlink operates the trams. "
    "In 2015 the survey office became the Ardley Trust."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The emergency clinic is meant for any grant of the county where visits have risen.",
        "The emergency survey is meant for any clinic of the county where visits have risen.",
        "The emergency grant is meant for any town of the county where visits have risen.",
        "In Bramley, Ruth Adeyemi led the pilot; in Ardley, Tom Finch led the audit.",
        "In Ardley, Tom Finch led the pilot; in Bramley, Ruth Adeyemi led the audit.",
        "Ruth Adeyemi led the audit.",
        "The charity paid for a slow and costly pilot of rents.",
        "The charity paid for a rents and costly survey of slow.",
        "Bramley was one of the first towns to join.",
        "Private landlords waited longest.",
        "The council operates the trams.",
        "The Ardley Trust became the survey office in 2015.",
    ],
)
def test_a_word_in_the_place_of_another_is_not_supported(claim: str) -> None:
    verdict = judge(claim, [SOURCE])
    assert verdict.support != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "Where visits have risen, the emergency grant is meant for any clinic of the county.",
        "The pilot was led by Ruth Adeyemi.",
        "Ruth Adeyemi led the pilot in Ardley.",
        "The charity paid for a costly and slow survey of rents.",
        "The survey of rents was slow and costly.",
        "Ardley was one of the first to join.",
        "Norlink operates the trams.",
        "The survey office became the Ardley Trust in 2015.",
    ],
)
def test_an_honest_move_is_supported(claim: str) -> None:
    verdict = judge(claim, [SOURCE])
    assert verdict.support == "supported", verdict.reasons


@pytest.mark.parametrize(
    ("claim", "support", "reason"),
    [
        (
            "The charity paid for a slow and costly pilot of rents.",
            "contradicted",
            "the source says “survey” here, not “pilot”",
        ),
        ("Private landlords waited longest.", "partly", "the source says this of “Tenants”"),
        ("The council owns the tracks and operates the trams.", "partly", "the source says this of “Norlink”"),
    ],
)
def test_the_reason_names_the_word_that_the_source_has(claim: str, support: str, reason: str) -> None:
    verdict = judge(claim, [SOURCE])
    assert (verdict.support, verdict.reasons[0]) == (support, reason)


def test_a_name_may_stand_for_the_next_sentences_it() -> None:
    passage = "Sherry Arnstein drew a ladder in 1969. It has eight rungs, from manipulation to citizen control."
    assert judge("Sherry Arnstein's 1969 ladder has eight rungs.", [passage]).support == "supported"
