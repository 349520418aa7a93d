"""Loading: the right reader, the hash of the bytes, and the metadata that wins."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import UnreadableDocument, UnsupportedFormat
from assistant.load import READERS, load, unopened
from assistant.types import Document, Reading, Segment

VTT = b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello\n"
SPEECH = b"Funder: What did you find?\n\nOfficer: It is a village.\n\nFunder: Say some more.\n"


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def loaded(folder: Path, name: str, data: bytes, **overrides: str) -> Document:
    return load(put(folder, name, data), name, overrides)


def test_a_document_has_the_identity_of_its_bytes(tmp_path: Path) -> None:
    data = "\ufeffWords\r\nhere.\r\n".encode()
    document = loaded(tmp_path, "a/b.txt", data)
    assert (document.id, document.sha256) == ("a/b.txt", hashlib.sha256(data).hexdigest())
    assert document.text == "Words\nhere.\n"


def test_a_row_of_corpus_csv_wins_over_front_matter(tmp_path: Path) -> None:
    data = b"---\ntitle: Front\ndate: 2011\nkind: blog\nregion: West\n---\n# Heading\n"
    document = loaded(tmp_path, "a.md", data, title="Row", kind="report", supersedes="old.md")
    assert (document.title, document.kind, document.date) == ("Row", "report", "2011")
    assert document.metadata == {"region": "West", "supersedes": "old.md"}


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("a.md", b"---\ntitle: Front\n---\n# Heading\n", "Front"),
        ("a.md", b"# Heading\n\nWords.\n", "Heading"),
        ("three_lessons-2015.txt", b"Words, and no heading.\n", "Three lessons 2015"),
        ("notes.txt", b"Words.\n\n" * 9 + b"A late heading\n\nWords.\n", "Notes"),
        ("a.txt", b"TRAMS IN THE VALE\nFindings after two years\nTransport Team, 2021\n\nWords.\n", "TRAMS IN THE VALE"),
        ("parks.txt", b"NORTH CITY COUNCIL\nMINUTES of the Parks Committee\n\nWords.\n", "Parks"),
        ("a.txt", b"THE SHOUTING POEM\nIS ALL IN CAPITALS\n\nWords.\n", "A"),
        ("talk.vtt", VTT, "Talk"),
        ("check-in.md", b"### Participants\n\n* Ada Finch\n\n### Summary\n\nWords.\n", "Check in"),  # which any may open with
        ("2014-08-07_press-talk.txt", b"Words, and no heading.\n", "2014-08-07 press talk"),
        ("a.md", b"**Talk of Ada Finch and Jo Bell**\n\n**Summary:**\n\nWords.\n", "Talk of Ada Finch and Jo Bell"),
        ("a.md", b"#Nets\n\nWords.\n\n##How they rot\n\nWords.\n", "Nets"),
    ],
)
def test_the_title_falls_back_to_the_heading_and_the_file_name(tmp_path: Path, name: str, data: bytes, title: str) -> None:
    assert loaded(tmp_path, name, data).title == title


@pytest.mark.parametrize(
    ("name", "data", "date"),
    [
        ("2023-03-11-the-tolls.md", b"---\ntitle: The tolls\n---\n\nWords.\n", "2023-03-11"),
        ("2023-03-11-the-tolls.md", b"---\ndate: 2022\n---\n\nWords.\n", "2022"),
        ("council.txt", b"Adopted Minutes\nRegular Meeting\nJuly 9, 2002\n\nThe mayor came.\n", "2002-07-09"),
        ("a.md", b"# Minutes of the AGM - 24 September 2007\n\nWords.\n", "2007-09-24"),
        ("talk.vtt", VTT.replace(b"Hello", b"May 2011"), None),  # what is said is no imprint
        ("talk 2014-08-07.vtt", VTT, "2014-08-07"),
        ("427592-0-2017.txt", b"Words.\n", None),
        ("a.txt", b"Of Hythe, 1973\n\nWords.\n", None),
        ("plan.txt", b"The plan\nHarrow Vale, May 2999\n\nWords.\n", None),  # yet to come
        ("council.txt", b"Words.\n\n" * 9 + b"July 9, 2002\n", None),
    ],
)
def test_a_text_is_dated_by_its_head_or_the_name_of_its_file(tmp_path: Path, name: str, data: bytes, date: str | None) -> None:
    assert loaded(tmp_path, name, data).date == date


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"Words.", "blog"),
        ("a.html", b"<p>Words here.</p>", "blog"),
        ("a.vtt", VTT, "transcript"),
        ("a.txt", SPEECH, "transcript"),
        ("reports/a.txt", b"Words.", "report"),
        ("a.md", b"# Minutes of the Parks Committee\n\nWords.\n", "report"),
        ("council.txt", b"Adopted Minutes\nRegular Meeting\n\nThe mayor came.\n", "report"),
        ("council.txt", b"Minutes count when the ferry is late.\n", "blog"),
        ("a.txt", b"Keys first: an evaluation of Housing First\n\nWords.\n", "report"),
        ("annual-report-2023.md", b"Words.", "report"),
        ("parks-committee-minutes.txt", b"Words.", "report"),
        ("a.md", b"# Report your pothole\n\nWords.\n", "blog"),
        ("a.md", b"# Why I hate the annual report\n\nWords.\n", "blog"),
        ("blogs/a.md", b"# Minutes of the Parks Committee\n\nWords.\n", "blog"),
        ("Transcripts/2015/a.txt", b"Words.", "transcript"),
        ("reports/a.md", b"---\nkind: blog\n---\nWords.\n", "blog"),
    ],
)
def test_the_kind_is_said_by_the_document_its_folder_or_its_format(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    assert loaded(tmp_path, name, data).kind == kind


def test_the_caption_of_a_figure_makes_no_transcript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = Reading("Figure 1: Places", (Segment(0, 16, "caption"),))
    monkeypatch.setattr("assistant.load.pdf.read_pdf", lambda *arguments: figure)
    assert loaded(tmp_path, "a.pdf", b"%PDF-1.7").kind == "report"


def test_the_folder_of_a_single_file_counts(tmp_path: Path) -> None:
    assert load(put(tmp_path, "reports/a.txt", b"Words."), "a.txt").kind == "report"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"%PDF-1.7 and so on", "named .txt but is a PDF; if that is right, rename it to end in .pdf"),
        ("a.pdf", b"PK\x03\x04", "is a ZIP or Office file; if that is right, rename it to end in .docx or .pptx"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "named .pdf but is a PNG image"),
        ("a.pdf", b"<html>Sign in</html>", "not a PDF"),
        ("a.md", b"PK\x03\x04....", "is a ZIP or Office file"),
        ("a.docx", b"\xd0\xcf\x11\xe0....", "an old or an encrypted Office file"),
        ("a.vtt", b"\x00\x00\x00\x20ftypisom", "recording"),
        ("a.txt", b"abc\x00\x01\x02", "not text"),
        ("a.docx", b"plain words", "not a Word file"),
        ("a.txt", b" \n ", "no text"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason) as refused:
        loaded(tmp_path, name, data)
    assert refused.value.name == name


@pytest.mark.parametrize("name", ["a.xyz", "a"])
def test_an_unknown_format_says_what_can_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFormat, match=r"\.pdf .*\.pptx"):
        loaded(tmp_path, name, b"words")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("old.DOC", "save it as .docx"),
        ("sheet.xlsx", "save it as PDF"),
        ("photo.jpeg", "put it into a PDF"),
        ("talk.mp3", "add its transcript"),
        ("all.zip", "unpack it"),
    ],
)
def test_a_file_that_no_reader_takes_comes_with_what_to_do_instead(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / name).write_bytes(b"words")
    with pytest.raises(UnsupportedFormat, match=f"no reader for .*; {advice}"):
        load(tmp_path / name, name)


def test_a_file_that_cannot_be_opened_says_why_and_what_helps(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / ".cloud.txt.icloud").touch()
    for name, why in (
        ("gone.txt", "the file cannot be opened (No such file or directory)"),
        ("link.txt", "the file cannot be opened: it is a link to one that is not there; mend the link, or remove it"),
        ("cloud.txt", "the file is in iCloud and not on this disk; download it, and run it again"),
    ):
        with pytest.raises(FileNotFoundError) as failed:
            load(tmp_path / name, name)
        assert unopened(failed.value) == why


def test_a_suffix_in_capitals_is_the_same(tmp_path: Path) -> None:
    assert loaded(tmp_path, "A.TXT", b"Words.").text == "Words."


def test_every_promised_format_has_a_reader() -> None:
    assert set(READERS) == {".pdf", ".html", ".htm", ".md", ".markdown", ".txt", ".text", ".vtt", ".srt", ".docx", ".pptx"}


def test_importing_the_readers_opens_no_library() -> None:
    heavy = "{'lxml', 'trafilatura', 'docx', 'pptx', 'webvtt', 'markdown_it', 'dateparser', 'httpx', 'pypdf', 'yaml'}"
    code = f"import sys, assistant.load, assistant.load.web, assistant.load.office; print({heavy} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert ran.stdout == "set()\n"
