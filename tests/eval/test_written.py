"""What a weak model wrote on two sets, labelled by reading (eval/written.jsonl), held to the passages it was shown.

The model is SmolLM2-135M-Instruct, which is fluent and false. The documents of one set are no part of this repository.
"""

from __future__ import annotations

from collections import Counter

import pytest

from eval.written import CORPORA, LABELLED, LABELS, MOST_FALSE, OWN, Held, held, read, wrongly_supported

ANSWERS = read(LABELLED)


@pytest.fixture(scope="module", params=sorted({answer["set"] for answer in ANSWERS}))
def verdicts(request: pytest.FixtureRequest) -> list[Held]:
    if request.param != OWN and not (CORPORA / request.param).is_dir():
        pytest.skip(f"the documents of {request.param!r} are no part of this repository and are not here")
    return list(held(answer for answer in ANSWERS if answer["set"] == request.param))


def test_the_labels_are_in_order() -> None:
    sentences = [sentence for answer in ANSWERS for sentence in answer["sentences"]]
    assert {sentence["label"] for sentence in sentences} == set(LABELS)
    assert len({(answer["set"], answer["id"]) for answer in ANSWERS}) == len(ANSWERS) and len(sentences) > 100


def test_hardly_any_false_sentence_is_called_supported(verdicts: list[Held]) -> None:
    assert len(wrong := wrongly_supported(verdicts)) <= MOST_FALSE, wrong


def test_true_sentences_are_found_though_the_model_cited_nothing(verdicts: list[Held]) -> None:
    found = Counter(one.support == "supported" for one in verdicts if one.label == "true")
    assert found[True] / found.total() >= 0.4, found
