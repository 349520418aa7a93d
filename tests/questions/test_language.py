"""The language of a question is told from its small words, and English is never taken for another."""

from __future__ import annotations

import pytest

from assistant.questions.language import foreign_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("¿Qué es Housing First?", "Spanish"),
        ("¿Y cuándo empezó?", "Spanish"),
        ("Was ist Housing First?", "German"),
        ("Qu'est-ce que le Wigan Deal ?", "French"),
        ("Cos'è il Wigan Deal e quando?", "Italian"),
        ("O que é o Wigan Deal?", "Portuguese"),
        ("Wat is de Wigan Deal?", "Dutch"),
        ("威根协议是什么?", "Chinese"),
        ("ウィガン協定とは何ですか?", "Japanese"),
        ("위건 협정은 무엇입니까?", "Korean"),
        ("Что такое Wigan Deal?", "Cyrillic letters"),
        ("ما هي صفقة ويغان؟", "Arabic letters"),
        ("Τι είναι το Wigan Deal;", "Greek"),
        ("Who is 李明, and what did she say?", None),
        ("What does “café” cost in Ōsaka?", None),
        ("Wigan Deal是什么?", "Chinese"),
        ("¿?", None),
        ("What is the Wigan Deal?", None),
        ("who was it?", None),
        ("De Beers?", None),
        ("and in Die, Drôme?", None),
    ],
)
def test_the_language_is_told(question: str, language: str | None) -> None:
    assert foreign_language(question) == language
