"""A sentence that joins statements is taken apart only where each part says something by itself."""

from __future__ import annotations

import pytest

from assistant.cite.support import judge
from assistant.cite.support.statements import splits

FUND = "The Ardley fund began in 2014. It paid £12 million to 63 schools. Its grants went to schools in Leeds."
BRAMLEY = "The Bramley fund began in 2019 with 4 staff. Clinics in Hull were closed in 2020."


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        (
            "The Ardley fund began in 2014; Bramley followed in 2019.",
            ["The Ardley fund began in 2014", "Bramley followed in 2019."],
        ),
        ("The fund began in 2014 and paid for 63 schools.", ["The fund began in 2014", "The fund paid for 63 schools."]),
        ("Ardley began in 2014, and it paid for schools.", ["Ardley began in 2014", "it paid for schools."]),
    ],
)
def test_a_sentence_that_states_two_things_is_parted_into_them(sentence: str, texts: list[str]) -> None:
    assert [s.text for s in next(splits(sentence))] == texts


@pytest.mark.parametrize(
    "sentence",
    [
        "Grants went to schools in Leeds and clinics in Hull.",
        "Damp causes asthma and eczema.",
        "Damp, dust and mould cause asthma.",
        "",
    ],
)
def test_lists_are_not_taken_apart(sentence: str) -> None:
    assert list(splits(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ardley fund began in 2014 and the Bramley fund began in 2019.",
        "The Ardley fund began in 2014, while the Bramley fund began in 2019 with 4 staff.",
        "The Ardley fund began in 2014; the Bramley fund began in 2019; clinics in Hull were closed in 2020.",
        "The Ardley fund began in 2014. The Bramley fund began in 2019 with 4 staff.",
    ],
)
def test_each_part_may_rest_on_a_passage_of_its_own(sentence: str) -> None:
    verdict = judge(sentence, [FUND, BRAMLEY])
    assert verdict.support == "supported"
    assert [part.passage for part in verdict.parts] == [0, 1, 1][: len(verdict.parts)]
    assert all(part.span is not None for part in verdict.parts)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ardley fund began in 2019 and the Bramley fund began in 2014.",
        "The Ardley fund began in 2014, while the Bramley fund closed in 2020.",
        "The Bramley fund began in 2019, and it paid £12 million to 63 schools.",
        "The Bramley fund began in 2019 and paid £12 million to 63 schools.",
        "Grants went to schools in Leeds and clinics in Hull.",
    ],
)
def test_parts_are_not_mixed_across_passages(sentence: str) -> None:
    assert judge(sentence, [FUND, BRAMLEY]).support != "supported"
