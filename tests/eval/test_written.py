"""What a weak model wrote on two sets, labelled by reading (eval/written.jsonl), held to the passages it was shown.

The model is SmolLM2-135M-Instruct, which is fluent and false. The documents of one set are no part of this repository.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.types import Sentence
from eval.errors import CannotMeasure
from eval.questions import QuestionSet, drawn
from eval.written import (
    CORPORA,
    LABELLED,
    LABELS,
    MOST_FALSE,
    OWN,
    Held,
    held,
    invented,
    labelled,
    listening,
    main,
    read,
    told,
    wrongly_supported,
)  # fmt: skip
from tests.eval.conftest import answer, cite, passage
from tests.scripted import Script, serving

ANSWERS = read(LABELLED)


@pytest.fixture(scope="module", params=sorted({one["set"] for one in ANSWERS}))
def verdicts(request: pytest.FixtureRequest) -> list[Held]:
    if request.param != OWN and not (CORPORA / request.param).is_dir():
        pytest.skip(f"the documents of {request.param!r} are no part of this repository and are not here")
    return list(held(one for one in ANSWERS if one["set"] == request.param))


def test_the_labels_are_in_order() -> None:
    sentences = [sentence for one in ANSWERS for sentence in one["sentences"]]
    assert {sentence["label"] for sentence in sentences} == set(LABELS) and len(sentences) >= 150
    assert len({(one["set"], one["id"], json.dumps(one["passages"])) for one in ANSWERS}) == len(ANSWERS)


def test_hardly_any_false_sentence_is_called_supported(verdicts: list[Held]) -> None:
    assert len(wrong := wrongly_supported(verdicts)) <= MOST_FALSE, wrong


@pytest.mark.parametrize("named", [(1,), (2, 3), (1, 2, 3, 4, 99)])
def test_naming_passages_makes_no_false_sentence_supported(named: tuple[int, ...]) -> None:
    own = (one for one in ANSWERS if one["set"] == OWN)
    marked = [{**one, "sentences": [s | {"numbers": list(named)} for s in one["sentences"]]} for one in own]
    assert len(wrong := wrongly_supported(held(marked))) <= MOST_FALSE, wrong


def test_true_sentences_are_found_though_the_model_cited_nothing(verdicts: list[Held]) -> None:
    found = Counter(one.support == "supported" for one in verdicts if one.label == "true")
    assert found[True] / found.total() >= 0.4, found


def test_a_larger_draw_holds_the_smaller_ones(tmp_path: Path, small_set: QuestionSet) -> None:
    draws = [{q.id for q in drawn(small_set, n).questions} for n in (1, 3, 5, 99)]
    assert [len(draw) for draw in draws] == [1, 3, 5, 8] and all(a < b for a, b in pairwise(draws))


def test_an_invented_marker_is_counted_wherever_it_is_shown() -> None:
    known = cite(passage())
    sound = answer(text="It is so. [1]", citations=(known,), sentences=(Sentence("It is so.", (1,), "supported"),))
    assert invented(sound) == 0
    assert invented(answer(text="It is so. [1] [7]", citations=(known,), sentences=(Sentence("So.", (9,), "partly"),))) == 2


def test_what_a_model_writes_is_heard_and_keeps_its_labels(ingested: Path, small_set: QuestionSet) -> None:
    pytest.importorskip("langchain_openai", reason="the extra openai is not installed")
    said = "The harbour wall was rebuilt in 1998. [1] The navy paid for it. [42]"
    heard: list[dict[str, object]] = []
    with serving(Script([said])) as served:
        assistant = Assistant.open(Settings(data=ingested, model="openai:scripted", model_url=served.url))
        listening(lambda _: assistant, small_set, heard)(assistant).ask("When was the harbour wall rebuilt?")
        assistant.close()
    (one,) = heard
    assert (one["set"], one["id"], one["named"], one["unknown"], one["invented"]) == (small_set.name, "wall", 2, 1, 0)
    assert told([one]).endswith("invented. Shown: 1 citations, 0 of them invented.")
    navy = {"text": "The navy paid for it.", "numbers": [], "label": "false"}
    found = labelled([one], [{**one, "sentences": [navy]}])
    assert [sentence["label"] for sentence in found[0]["sentences"]] == ["", "false"]


def test_too_many_false_sentences_fail_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    passages = [{"title": "", "text": "The harbour wall was rebuilt in 1998. Roof hives gave honey. Trams run again."}]
    sentences = [{"text": t, "numbers": [], "label": "false"} for t in passages[0]["text"].replace(". ", ".|").split("|")]
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps({"set": OWN, "id": "x", "passages": passages, "sentences": sentences}))
    monkeypatch.setattr("eval.written.LABELLED", file)
    assert main([]) == 1 and "Of 3 sentences 3 are false and called supported" in capsys.readouterr().out
    assert main([str(tmp_path / "none.jsonl")]) == 3
    file.write_text(file.read_text().replace('{"title": "", "text"', '{"title": "", "start": 0, "end": 3, "document"'))
    with pytest.raises(CannotMeasure, match="no such document"):
        list(held(read(file)))
