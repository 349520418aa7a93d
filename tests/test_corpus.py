"""The sample corpus is what the README says: rebuilt from its sources, varied in form, honest about where it comes from."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
REPORTS = {
    # name: (sheets in all, sheets with roman labels)
    "coventry-people-and-place": (10, 4),
    "hard-edges-in-brief": (7, 3),
    "housing-first-three-areas": (5, 2),
    "ideas-for-systems-change": (9, 3),
    "residents-and-the-deal": (5, 2),
    "spending-together-2012": (4, 2),
    "spending-together-2022": (8, 4),
}
ROMAN = ("i", "ii", "iii", "iv")


def documents() -> list[Path]:
    return sorted(p for p in CORPUS.glob("*/*") if p.is_file() and not p.parent.name.startswith("."))


def read(name: str) -> str:
    return (CORPUS / name).read_text(encoding="utf-8")


def listed() -> dict[str, dict[str, str]]:
    with (CORPUS / "corpus.csv").open(encoding="utf-8", newline="") as lines:
        return {row["path"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def readers() -> dict[str, PdfReader]:
    return {name: PdfReader(CORPUS / "reports" / f"{name}.pdf") for name in REPORTS}


def test_a_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="rebuilding the corpus needs the test extra")
    subprocess.run([sys.executable, CORPUS / ".sources" / "build.py", tmp_path], check=True, capture_output=True)
    rebuilt = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*.*")}
    assert len(rebuilt) == len(REPORTS) + 3
    differing = [name for name, content in rebuilt.items() if content != (CORPUS / name).read_bytes()]
    assert differing == []


def test_there_is_enough_of_every_kind() -> None:
    counts = Counter((p.parent.name, p.suffix) for p in documents())
    assert counts == {
        ("reports", ".pdf"): 7,
        ("blogs", ".md"): 3,
        ("blogs", ".html"): 3,
        ("transcripts", ".vtt"): 2,
        ("transcripts", ".srt"): 1,
        ("transcripts", ".txt"): 1,
    }


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_has_the_promised_page_labels(name: str, readers: dict[str, PdfReader]) -> None:
    sheets, front = REPORTS[name]
    assert 3 <= sheets <= 12
    assert readers[name].page_labels == [*ROMAN[:front], *(str(n) for n in range(1, sheets - front + 1))]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_prints_its_label_under_its_running_head(name: str, readers: dict[str, PdfReader]) -> None:
    for label, page in list(zip(readers[name].page_labels, readers[name].pages, strict=True))[1:]:
        lines = page.extract_text().splitlines()
        assert "Sample corpus" in lines[:3]
        assert label in lines


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_has_an_outline_and_says_who_wrote_it_from_what(name: str, readers: dict[str, PdfReader]) -> None:
    about = readers[name].metadata
    assert about is not None
    assert about.author == "Sample corpus"
    assert about.title
    assert re.match(r"Public sources?: ", about.subject or "")
    assert (about.subject or "").endswith("This document is a summary written for this project.")
    assert len(readers[name].outline) >= 4


def test_reports_hold_what_makes_reading_them_hard(readers: dict[str, PdfReader]) -> None:
    pages = [[page.extract_text() for page in reader.pages[1:]] for reader in readers.values()]
    text = "\n".join(page for report in pages for page in report)
    assert len(re.findall(r"^Table \d\. ", text, re.MULTILINE)) >= 6
    assert re.search(r"[a-z]{3}-\n[a-z]{3}", text), "no word is broken at a line end"
    broken = [page for report in pages for page in report if re.match(r"(?s).*\n[a-z][^.]*\n(?:\d+)?\s*$", page)]
    assert broken, "no sentence runs over a page break"


def test_one_page_is_set_in_two_columns(readers: dict[str, PdfReader]) -> None:
    starts: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            starts.append(round(cm[4] + tm[4]))

    readers["ideas-for-systems-change"].pages[7].extract_text(visitor_text=note)
    left, right = Counter(starts).most_common(2)
    assert abs(left[0] - right[0]) > 200, "points between the two commonest left edges"


@pytest.mark.parametrize("path", documents(), ids=lambda p: p.name)
def test_links_lead_to_example_org_only(path: Path) -> None:
    content = path.read_bytes().decode("utf-8", errors="replace")
    hosts = set(re.findall(r"(?:https?:)?//([\w.-]+\.[a-z]{2,})", content))
    assert hosts <= {"example.org"}
    assert not re.search(r"\bwww\.|mailto:", content)


def test_every_document_states_its_source() -> None:
    stated = {name for name, row in listed().items() if row["source"]}
    stated |= {f"blogs/{p.name}" for p in (CORPUS / "blogs").glob("*.md") if re.search(r"^source: .+", p.read_text("utf-8"), re.M)}
    stated |= {f"blogs/{p.name}" for p in (CORPUS / "blogs").glob("*.html") if '"dcterms.source" content="' in p.read_text("utf-8")}
    stated |= {f"transcripts/{p.name}" for p in (CORPUS / "transcripts").glob("*.txt") if "\nsource: " in p.read_text("utf-8")}
    assert stated == {p.relative_to(CORPUS).as_posix() for p in documents()}


@pytest.mark.parametrize("path", sorted((CORPUS / "blogs").glob("*.md")), ids=lambda p: p.name)
def test_a_markdown_blog_has_the_front_matter_readers_know(path: Path) -> None:
    head = path.read_text(encoding="utf-8").split("---\n")[1]
    keys = [line.split(":")[0] for line in head.splitlines()]
    assert {"title", "authors", "date", "kind", "source", "url", "media_url"} <= set(keys)
    assert "authors: Sample corpus" in head


@pytest.mark.parametrize("path", sorted((CORPUS / "blogs").glob("*.html")), ids=lambda p: p.name)
def test_a_web_blog_has_real_life_around_it(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    for part in ("cookie", "<footer" if "<footer" in page else "site-footer", 'rel="canonical"', 'name="author"', "<time"):
        assert part in page
    assert f'href="https://example.org/blogs/{path.stem}"' in page


@pytest.mark.parametrize(
    ("name", "pattern", "least", "most"),
    [
        ("coventry-like-a-village.vtt", r"^<v (?:Facilitator|Council officer|Charity worker|Funder)>", 60, 150),
        ("funding-for-learning-webinar.vtt", r"<c> .+</c>$", 60, 150),
        ("housing-first-panel.srt", r"^\d\d:\d\d:\d\d,\d{3} --> ", 60, 150),
        ("wigan-and-residents-workshop.txt", r"^[A-Z][a-z ]+ \([a-z ]+\): ", 60, 150),
    ],
)
def test_a_transcript_has_the_turns_of_a_real_one(name: str, pattern: str, least: int, most: int) -> None:
    text = read(f"transcripts/{name}")
    assert least <= len(re.findall(pattern, text, re.MULTILINE)) <= most
    assert "llustrative" in text


def test_rolling_captions_repeat_every_line() -> None:
    blocks = read("transcripts/funding-for-learning-webinar.vtt").split("\n\n")[2:]
    shown = [re.sub(r"<[^>]+>", "", block.split("\n", 1)[1]).strip() for block in blocks]
    assert all(held in rolling for rolling, held in zip(shown[::2], shown[1::2], strict=True))
    assert all(held in rolling for held, rolling in zip(shown[1::2], shown[2::2], strict=False))


def test_a_newer_edition_says_which_one_it_replaces() -> None:
    replaced = {row["path"]: row["supersedes"] for row in listed().values() if row["supersedes"]}
    assert replaced == {"reports/spending-together-2022.pdf": "reports/spending-together-2012.pdf"}
    assert all((CORPUS / path).is_file() for path in listed())


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ("one of the first", "coventry-people-and-place"),
        ("one of seven", "residents-and-the-deal"),
        ("date the Deal from that year", "residents-and-the-deal"),
        ("generally called the 2017 pilots", "housing-first-three-areas"),
    ],
)
def test_reports_take_the_side_that_blogs_do_not(fact: str, name: str, readers: dict[str, PdfReader]) -> None:
    assert fact in " ".join(" ".join(page.extract_text() for page in readers[name].pages).split())


def test_blogs_take_the_other_side() -> None:
    assert "launched under that name in 2014" in read("blogs/the-wigan-deal-in-plain-words.md")
    assert "The 2018 pilots of Housing First" in read("blogs/a-front-door-in-three-places.html")
    assert "one of seven" in read("blogs/a-marmot-city-and-its-causes.md")
