"""The language of a text is told by its words or its script, and not guessed where it cannot be."""

from __future__ import annotations

import pytest

from assistant.load.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour wall was rebuilt in 1998 after the great storm and it is long.", "en"),
        ("Die Mauer wurde nach dem großen Sturm wieder aufgebaut und ist sehr lang.", "de"),
        ("Le mur du port a été reconstruit après la tempête et il est long de 400 mètres.", "fr"),
        ("El muro del puerto fue reconstruido después de la gran tormenta.", "es"),
        ("Havnemuren blev genopbygget efter den store storm, og den er lang.", "da"),
        ("Mae'r wal wedi cael ei hailadeiladu ar ôl y storm fawr ac mae hi'n hir.", "cy"),
        ("港の壁は大嵐の後に再建されました。", "ja"),
        ("港口的墙在大风暴后重建。", "zh"),
        ("항구의 벽은 큰 폭풍 후에 재건되었습니다.", "ko"),
        ("Revenue 1,200 1,300 EBITDA margin total assets net", None),
        ("Wall", None),
        ("", None),
    ],
)
def test_the_language_is_told_or_nothing_is_said(text: str, code: str | None) -> None:
    assert language_of(text) == code
