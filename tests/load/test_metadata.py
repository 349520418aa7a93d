"""Front matter, corpus.csv and dates: kept as exact as they are written, and said where they cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UnreadableDocument
from assistant.load.metadata import corpus_csv, describe, front_matter, iso_date, split_authors
from assistant.types import Reading


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2011", "2011"),
        ("2011-05", "2011-05"),
        ("2011-5-3", "2011-05-03"),
        ("2011-05-03T10:00:00Z", "2011-05-03"),
        ("3 May 2011", "2011-05-03"),
        ("3rd of May, 2011", "2011-05-03"),
        ("Tuesday 3 May 2011", "2011-05-03"),
        ("May 3, 2011 at 5pm", "2011-05-03"),
        ("May 2011", "2011-05"),
        ("3 mai 2011", "2011-05-03"),
        ("Winter 2011", "2011"),
        ("Q3 2022", "2022"),
        ("25/12/2011", "2011-12-25"),
        ("12/25/2011", "2011-12-25"),
        ("03/05/2011", "2011"),  # the third of May or the fifth of March
        ("03.05.2011", "2011-05-03"),
        ("2011-02-31", None),
        ("soon", None),
        ("tomorrow", None),
        ("A report of 2011 on places", None),
        ("", None),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(words: str, date: str | None) -> None:
    assert iso_date(words) == date


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("A B", ("A B",)),
        ("A B, C D and E F", ("A B", "C D", "E F")),
        ("A B & C D", ("A B", "C D")),
        ("Bramley, Glen; Fitzpatrick, Suzanne", ("Bramley, Glen", "Fitzpatrick, Suzanne")),
        (("HM Treasury", "Housing and Communities"), ("HM Treasury", "Housing and Communities")),
        ("A B, A B", ("A B",)),
        (" ", ()),
    ],
)
def test_authors_are_split_where_one_text_names_several(written: str | tuple[str, ...], names: tuple[str, ...]) -> None:
    assert split_authors(written) == names


def described(text: str) -> Reading:
    _, values, notes = front_matter(text)
    reading = describe(Reading(text, ()), values, "front matter")
    assert not notes
    return reading


def test_front_matter_fills_the_fields_and_keeps_the_rest() -> None:
    reading = described(
        "---\nTitle: A view\nAuthor: [A B, C D]\ndate: 2015-05\nKind: Reports\nsource: Example\nurl: https://example.org/a\n"
        "media url: talks/a.mp4\nregion: West Midlands\ntags:\n  - one\n  - two\n---\nText"
    )
    assert (reading.title, reading.authors, reading.date, reading.kind) == ("A view", ("A B", "C D"), "2015-05", "report")
    assert (reading.source, reading.url, reading.media_url) == ("Example", "https://example.org/a", "talks/a.mp4")
    assert reading.metadata == {"region": "West Midlands", "tags": "one, two"}


@pytest.mark.parametrize(
    "text", ["", "Text\n---\na: b\n---\n", "---\nno end\n", "---\njust words\n---\n", "--- a: b ---", "---\n- a\n- b\n---\n"]
)
def test_what_is_no_front_matter_is_left_in_the_text(text: str) -> None:
    assert front_matter(text)[0] == 0


@pytest.mark.parametrize("switch", ["false", "true"])
def test_whether_a_page_is_published_is_no_date_of_it(switch: str) -> None:
    reading = described(f"---\ndate: 2024-02-21\npublished: {switch}\n---\nBody\n")
    assert (reading.date, reading.metadata["published"].lower(), reading.receipt.notes) == ("2024-02-21", switch, ())


def test_front_matter_ends_after_its_second_rule() -> None:
    text = "---\na: b\n---\nText\n---\n"
    end, values, _ = front_matter(text)
    assert (text[end:], values) == ("Text\n---\n", {"a": "b"})


def test_front_matter_that_is_not_yaml_is_read_line_by_line() -> None:
    end, values, notes = front_matter("---\ntitle: Lessons: a view\ndate: [2015\n---\nText")
    assert end and values == {"title": "Lessons: a view", "date": "[2015"}
    assert "not valid YAML" in notes[0]
    assert front_matter("---\n[ [ {\n---\nText")[0] == 0
    quoted = front_matter("---\ntitle: \"Come in\": a talk\nauthor: 'Ada': \"Finch\"\ndate: '2015'\n---\nText")[1]
    assert quoted == {"title": '"Come in": a talk', "author": "'Ada': \"Finch\"", "date": "2015"}


def test_nested_values_are_left_out_and_noted() -> None:
    _, values, notes = front_matter("---\ntitle: T\nmore:\n  deep: 1\n---\n")
    assert values == {"title": "T"} and "'more'" in notes[0]


@pytest.mark.parametrize(
    ("name", "value"), [("date", "soon"), ("kind", "essay"), ("url", "javascript:alert(1)"), ("media_url", "file:///etc/passwd")]
)
def test_a_value_that_cannot_be_used_is_noted(name: str, value: str) -> None:
    reading = describe(Reading("", ()), {name: value}, "front matter")
    assert reading == Reading("", (), receipt=reading.receipt)
    assert value in reading.receipt.notes[0]


def write_csv(folder: Path, text: str) -> Path:
    (folder / "corpus.csv").write_text(text, encoding="utf-8")
    return folder


def test_corpus_csv_gives_the_values_of_each_path(tmp_path: Path) -> None:
    write_csv(
        tmp_path,
        "\ufeffPath,Title,Authors,Date,kind,region\n"
        'reports\\a.pdf,"Lessons, learnt",A B; C,3 May 2011,report,W\n\n./b.txt,,,,transcript,\n',
    )
    assert corpus_csv(tmp_path) == {
        "reports/a.pdf": {"title": "Lessons, learnt", "authors": "A B; C", "date": "3 May 2011", "kind": "report", "region": "W"},
        "b.txt": {"kind": "transcript"},
    }


def test_corpus_csv_may_have_semicolons_and_may_be_absent(tmp_path: Path) -> None:
    assert corpus_csv(tmp_path) == {}
    assert corpus_csv(write_csv(tmp_path, "path;title\na.txt;Lessons, learnt\n")) == {"a.txt": {"title": "Lessons, learnt"}}


def test_every_bad_line_of_corpus_csv_is_named(tmp_path: Path) -> None:
    write_csv(tmp_path, "path,date,kind\na.txt,soon,\nb.txt,,essay\n../c.txt,,\n/d.txt,,\n,,blog\ne.txt,,,x\nf.txt,,\nf.txt,,\n")
    with pytest.raises(UnreadableDocument) as refused:
        corpus_csv(tmp_path)
    assert [fault.split(":")[0] for fault in refused.value.reason.split("; ") if fault.startswith("line")] == [
        f"line {n}" for n in (2, 3, 4, 5, 6, 7, 9)
    ]


@pytest.mark.parametrize("text", ["", "title,date\nA,2011\n", "path,path\na,b\n"])
def test_corpus_csv_needs_a_path_column(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableDocument, match="path"):
        corpus_csv(write_csv(tmp_path, text))


def test_what_can_be_neither_shown_nor_stored_is_replaced() -> None:
    reading = describe(
        Reading("", ()), {"title": "A\ud800 wall\x00", "authors": ("\udfff B",), "to\x1bpic": "x\x07"}, "front matter"
    )
    assert (reading.title, reading.authors, reading.metadata) == ("A\ufffd wall\ufffd", ("\ufffd B",), {"to\ufffdpic": "x\ufffd"})
