"""The judge reads files by itself, not by the product's readers, and gets their pages, times and words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from eval.sources import Cue, Source, office_text, parse_cues, seconds, spoken


@pytest.fixture
def pdf(tmp_path: Path) -> Source:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(tmp_path / "a.pdf"), invariant=1)
    for line in ("Farms took two thirds of the water.", "Drip irrigation explains the change."):
        page.drawString(72, 700, line)
        page.showPage()
    page.save()
    return Source(tmp_path / "a.pdf")


def test_pages_count_from_one(pdf: Source) -> None:
    assert pdf.page_count == 2
    assert pdf.holds("two thirds of the water", page=1)
    assert not pdf.holds("two thirds of the water", page=2)
    assert pdf.pages_with("drip irrigation explains") == (2,)


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_sheet_that_is_not_there_holds_nothing(pdf: Source, number: int) -> None:
    assert pdf.page(number).text == ""


@pytest.mark.parametrize(("stamp", "value"), [("00:01.500", 1.5), ("1:02:03,250", 3723.25), ("12:05.000", 725.0)])
def test_times_are_read_in_both_notations(stamp: str, value: float) -> None:
    assert seconds(stamp) == value


def test_cues_are_read_without_numbers_markup_and_notes() -> None:
    text = (
        "WEBVTT\n\nNOTE a remark\n\n1\n00:01.000 --> 00:02.500 align:start\n<v Host>Tea &amp; cake\nfor all\n\n\n"
        "00:03,000 --> 00:04,000\nYes.\n"
    )
    assert parse_cues(text) == (Cue(1.0, 2.5, "Tea & cake\nfor all"), Cue(3.0, 4.0, "Yes."))


def test_rolling_captions_are_spoken_once_and_real_repetition_twice() -> None:
    cues = [Cue(0, 1, "one"), Cue(1, 2, "one\ntwo"), Cue(2, 3, "two\nthree"), Cue(3, 4, "no"), Cue(4, 5, "yes"), Cue(5, 6, "no")]
    assert list(spoken(cues)) == ["one", "two", "three", "no", "yes", "no"]


def test_markup_and_scripts_of_a_page_are_not_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<script>no</script><p>Fish &amp; <b>chips</b></p><!-- no -->", encoding="utf-8")
    assert Source(tmp_path / "a.html").text.split() == ["Fish", "&", "chips"]


def test_plain_text_is_the_file_with_its_newlines_made_one_kind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("a\r\nb\rc\n£".encode("cp1252"))
    assert Source(tmp_path / "a.md").text == "a\nb\nc\n£"


def test_office_files_give_their_runs_in_order(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.pptx", "w") as archive:
        for number in (10, 2):
            archive.writestr(f"ppt/slides/slide{number}.xml", f"<a:p><a:t>Slide </a:t><a:t>{number}</a:t></a:p>")
    assert office_text(tmp_path / "a.pptx") == "Slide 2\nSlide 10\n"
