"""Letters that files write in several forms are read, searched and asked about in one, and are cited as the file has them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assistant.load import load
from assistant.text.contractions import in_one_line
from assistant.text.reading_text import reading, shadow
from tests.conftest import BagOfWords, assistant_over

WRITTEN = [
    pytest.param("Jose\u0301 paid E\u0301lodie", "José paid Élodie", id="an accent behind its letter"),
    pytest.param("the ﬁrst oﬃcer ﬂew", "the first officer flew", id="ligatures"),
    pytest.param("in ２０１５", "in 2015", id="wide figures"),
    pytest.param("58\u202f000 of 1\u2009200\u2009000, 5\u202fkm", "58,000 of 1,200,000, 5 km", id="thousands"),
    pytest.param("three\u2011line, two\u2010way", "three-line, two-way", id="hyphens of other kinds"),
    pytest.param("pay\u200bment of\ufeff all", "payment of all", id="what is not to be seen"),
    pytest.param("com\u00admission", "commission", id="a soft hyphen"),
    pytest.param("m² of 10⁶, ½ … ™", "m² of 10⁶, ½ … ™", id="what means something else stays"),
    pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a joiner stays in a script that needs it"),
]


@pytest.mark.parametrize(("written", "read"), WRITTEN)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "talk.txt"])
def test_a_text_is_read_with_one_form_of_each_letter_and_cited_as_it_is_written(
    written: str, read: str, name: str, tmp_path: Path
) -> None:
    talk = "\n\nBob: It rained all day.\n\nAnn: So it did, Bob.\n"
    (tmp_path / name).write_text(f"Ann: {written}{talk}" if name == "talk.txt" else written, encoding="utf-8")
    document = load(tmp_path / name, name)
    start = document.text.index(written)
    cast = shadow(document, start, start + len(written))
    assert in_one_line(written) == reading(document, start, start + len(written)) == cast.text == read
    assert cast.span(0, len(read)) == (start, start + len(written))


def test_title_headings_and_speakers_have_one_form(tmp_path: Path) -> None:
    text = "# The ﬁrst café\n\n## Oﬃce\n\nWords enough.\n".replace("é", "e\u0301")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Jose\u0301: It rained all day.\n\nAnn: So it did.\n\n" * 2, encoding="utf-8")
    page, talk = load(tmp_path / "a.md", "a.md"), load(tmp_path / "b.txt", "b.txt")
    assert (page.title, page.segments[-1].place.heading) == ("The first café", ("The first café", "Office"))
    assert {segment.place.speaker for segment in talk.segments} == {"José", "Ann"}


@pytest.mark.parametrize("asked", ["Who paid for José’s office?", "Who paid for Jose\u0301’s oﬃce?"])
def test_an_answer_does_not_hang_on_the_form_of_letters(asked: str, tmp_path: Path, bag_of_words: BagOfWords) -> None:
    told = unicodedata.normalize("NFD", "The harbour paid for José’s of\u200bﬁce.")
    with assistant_over(tmp_path, {"a.txt": f"It rained for a week.\n\n{told}\n\nThe ferry was late."}) as assistant:
        answer = assistant.ask(asked)
        assert answer.text.startswith("The harbour paid for José’s office.")
        assert answer.citations[0].quote == told
