"""Further opinions on sentences in doubt: what likeness may and may not do, and a judge that is believed only so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from assistant.cite.opinions import Judge, judged, weigh
from assistant.cite.trace import Cited
from assistant.errors import ModelTimeout
from assistant.types import Citation, Document, Locator, Passage, Segment, Sentence, Support

TEXT = "The council repaired nine bridges in 2013. Fishing brings in a third of the income. It rains."


def embed(texts: Sequence[str]) -> Any:
    """Turn a text into how often it has each letter, of length one: like texts are near."""
    counts = np.array([[text.casefold().count(chr(97 + n)) for n in range(26)] for text in texts], np.float32)
    return counts / np.maximum(1e-9, np.linalg.norm(counts, axis=1, keepdims=True))


def source() -> Document:
    return Document(TEXT, (Segment(0, len(TEXT), "paragraph"),), id="a.md", sha256="a" * 64, title="A")


PASSAGE = Passage(1, 1.0, "a.md", "A", "blog", None, Locator(), 0, len(TEXT), TEXT, "a.md#c=0-9@aaaaaaaaaaaa")


def cited(text: str, support: Support) -> Cited:
    """Return an answer of one sentence that cites the first sentence of the source."""
    end = TEXT.index(".") + 1
    one = Citation(1, "a.md", "A", "blog", None, Locator(), 0, end, TEXT[:end], source().cite_id(0, end), support, 0.5)
    return Cited(f"{text} [1]", (one,), (Sentence(text, (1,), support, ("so the words say",)),), ())


def second(text: str, support: Support) -> Sentence:
    return weigh(cited(text, support), [PASSAGE], lambda _: source(), embed=embed).sentences[0]


def test_a_sentence_in_other_words_is_partly_and_no_more_and_says_what_it_is_near() -> None:
    sentence = second("Nine bridges the council has repaired", "not_found")
    (opinion,) = sentence.opinions
    assert sentence.support == opinion.support == "partly" and opinion.by == "likeness"
    assert opinion.words == "The council repaired nine bridges in 2013."
    assert opinion.citation_id == source().cite_id(0, len(opinion.words)) and opinion.score and opinion.score > 0.9
    assert sentence.reasons == ("so the words say",)


@pytest.mark.parametrize(
    "text",
    [
        "The council repaired nine bridges in 2016.",
        "The council repaired eight bridges in 2013.",
        "The council never repaired nine bridges in 2013.",
        "The council of Ashby repaired nine bridges in 2013.",
    ],
)
def test_however_alike_what_differs_in_a_number_a_name_or_a_denial_stays_not_found(text: str) -> None:
    sentence = second(text, "not_found")
    assert sentence.support == "not_found" and ", but " in sentence.opinions[0].reason


def test_what_nothing_is_near_to_stays_not_found() -> None:
    sentence = second("zzz", "not_found")
    assert sentence.support == "not_found" and "nothing that is cited comes near" in sentence.opinions[0].reason


@pytest.mark.parametrize("support", ["supported", "contradicted"])
def test_what_is_not_in_doubt_keeps_its_verdict_and_nobody_else_is_asked(support: Support) -> None:
    asked: list[str] = []
    before = cited("The council repaired nine bridges in 2013.", support)
    after = judged(
        weigh(before, [PASSAGE], lambda _: source(), embed=embed), [PASSAGE], Judge("m", lambda t, s: bool(asked.append(s)))
    )
    assert after == before and not asked


@pytest.mark.parametrize(
    ("text", "support", "says", "then"),
    [
        ("The council mended nine bridges in 2013.", "partly", True, "supported"),
        ("The council mended eight bridges in 2013.", "partly", True, "partly"),
        ("The council never mended nine bridges in 2013.", "partly", True, "partly"),
        ("The council mended nine bridges in 2013.", "partly", False, "not_found"),
        ("The council mended nine bridges in 2013.", "partly", None, "partly"),
        ("The council mended nine bridges in 2013.", "not_found", True, "not_found"),
    ],
)
def test_a_judge_lowers_a_verdict_and_raises_it_only_where_nothing_differs(
    text: str, support: Support, says: bool | None, then: Support
) -> None:
    seen: list[tuple[str, str]] = []

    def entails(passage: str, sentence: str) -> bool | None:
        seen.append((passage, sentence))
        return says

    (sentence,) = judged(cited(text, support), [PASSAGE], Judge("openai:judge", entails)).sentences
    assert sentence.support == then and sentence.opinions[-1].by == "openai:judge"
    assert seen == [(TEXT, text)]


def test_a_judge_is_asked_about_few_and_one_that_fails_is_not_asked_again() -> None:
    one = cited("The council mended nine bridges in 2013.", "partly")
    many = Cited(one.text, one.citations, one.sentences * 20, ())
    asked: list[str] = []

    def fails(_: str, sentence: str) -> bool:
        asked.append(sentence)
        raise ModelTimeout("openai:judge did not answer in time")

    after = judged(Cited(one.text, one.citations, (one.sentences[0],), ()), [PASSAGE], Judge("openai:judge", fails)).sentences[0]
    assert (after.support, after.opinions[0].support, len(asked)) == ("partly", None, 1)
    assert "in time" in after.opinions[0].reason
    assert len([s for s in judged(many, [PASSAGE], Judge("m", lambda t, s: False)).sentences if s.support == "not_found"]) == 6
