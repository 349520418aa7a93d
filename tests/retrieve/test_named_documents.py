"""A question names a document by what only that document is called."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.questions.names import phrases_in
from assistant.retrieve.named_documents import Titles, named_documents
from assistant.store.rows import DocumentInfo


def info(id_: str, title: str) -> DocumentInfo:
    return DocumentInfo(id_, title, "report", None, (), None, None, None, {}, {}, None, 9, "ready", "0" * 64, f"/{id_}")


INFOS = {
    id_: info(id_, title)
    for id_, title in (
        ("amcor.pdf", "AMCOR PLC, Form 10-K, 2023"),
        ("bestbuy.pdf", "BEST BUY CO., INC., Form 10-K, 2023"),
        ("3m.pdf", "3M CO, Form 10-K, 2018"),
        ("coventry.pdf", "Housing in Coventry"),
        ("wigan.pdf", "Housing in Wigan"),
    )
}


def mentions(phrase: str) -> Mapping[str, int]:
    """Everybody speaks of Coventry; the companies are spoken of in their own reports."""
    own = {"amcor": {"amcor.pdf": 9}, "best buy": {"bestbuy.pdf": 9}, "3m": {"3m.pdf": 9}}
    return {**own, "coventry": {"coventry.pdf": 2, "wigan.pdf": 7}}.get(phrase, {})


@pytest.mark.parametrize(
    ("question", "document", "rest"),
    [
        ("What did AMCOR buy in 2023?", "amcor.pdf", "What did buy in"),
        ("Does AMCOR have an improving margin?", "amcor.pdf", "Does have an improving margin?"),  # not "Does AMCOR"
        ("Are Best Buy's margins steady?", "bestbuy.pdf", "Are margins steady?"),
        ("What drove 3M's costs?", "3m.pdf", "What drove costs?"),
        ("How did BnB's sales do?", "bestbuy.pdf", "How did sales do?"),
        ("How did B & B do?", "bestbuy.pdf", "How did do?"),
        ("What is R&D spending?", None, "What is R&D spending?"),
        ("How did Coventry spend it?", None, "How did Coventry spend it?"),
        ("What is a margin?", None, "What is a margin?"),
    ],
)
def test_a_document_is_named_and_searched_for_without_its_name(question: str, document: str | None, rest: str) -> None:
    scores, left = named_documents(question, Titles(INFOS), mentions)
    assert (max(scores, key=lambda id_: scores[id_], default=None), left) == (document, rest)


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("Does Housing First work?", ["Housing First"]),
        ("What's the Wigan Deal?", ["Wigan Deal"]),
        ("Is Wigan growing?", []),
        ("What is the Homelessness Reduction Act 2017?", ["Homelessness Reduction Act 2017"]),
        ("Which", []),
    ],
)
def test_the_words_of_a_question_are_no_part_of_a_name(question: str, phrases: list[str]) -> None:
    assert phrases_in(question) == phrases


def test_years_count_once_a_document_is_named() -> None:
    infos = {
        id_: info(id_, title) for id_, title in (("a", "Amcor 2022"), ("b", "Amcor 2023"), *((f"c{n}", "Other") for n in range(9)))
    }
    scores, _ = named_documents("What did Amcor earn in 2023?", Titles(infos), lambda _: {"a": 3, "b": 3})
    assert scores["b"] == pytest.approx(1.0) and 0 < scores["a"] < 1 and len(scores) == 2
