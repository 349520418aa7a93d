"""Reference lists that other programs read: BibTeX, RIS, CSL-JSON, CSV.

One entry per work, with the places cited in its note, so that a reference manager takes in the works; CSV has one row per
citation. What a document says about itself is data: nothing in it can end a field, a record or a row, or start a formula.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from assistant.references.works import GENRES, CitedWorks, Name, Work, one_line, place_in_work
from assistant.text.months import MONTHS

_LATEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        **{c: "\\" + c for c in "#$%&_"},
    }
)


def bibtex(cited: CitedWorks) -> str:
    """Return the works as a BibTeX file."""
    from pybtex.database import BibliographyData, Entry
    from pybtex.database.output.bibtex import Writer

    class Verbatim(Writer):  # type: ignore[misc]
        """Write fields as they are: they are LaTeX already, and an address must stay one."""

        def _encode(self, text: str) -> str:
            return text

    entries = {}
    for work in cited.works:
        entry = Entry("techreport" if work.kind == "report" else "misc", fields=_bibtex_fields(cited, work))
        for name in work.names:
            entry.add_person(_person(name), "author")
        entries[work.key] = entry
    return str(Verbatim().to_string(BibliographyData(entries)))


def _bibtex_fields(cited: CitedWorks, work: Work) -> dict[str, str]:
    fields = {
        "title": "{" + work.title.translate(_LATEX) + "}",
        "year": str(work.date[0]) if work.date else "n.d.",
        "month": MONTHS[work.date[1] - 1][:3].lower() if len(work.date) > 1 and 1 <= work.date[1] <= 12 else "",
        "howpublished": "" if work.kind == "report" else GENRES.get(work.kind, ""),
        "url": work.url or work.media_url or "",
        "note": _note(cited, work).translate(_LATEX),
    }
    return {field: value for field, value in fields.items() if value}


def _person(name: Name) -> Any:
    from pybtex.database import Person

    if not name.given:
        return Person(last="{" + name.family.translate(_LATEX) + "}")
    family, given, particle = (part.translate(_LATEX) for part in (name.family, name.given, name.particle))
    return Person(first=given, prelast=particle, last=family)


def ris(cited: CitedWorks) -> str:
    """Return the works as a RIS file."""
    import rispy

    class Plain(rispy.RisWriter):  # type: ignore[misc]
        """Write records alone: the numbers that rispy puts above them are no part of the format."""

        def set_header(self, count: int) -> str:
            return ""

    types = {"report": "RPRT", "blog": "BLOG"}
    entries = []
    for work in cited.works:
        entry = {
            "type_of_reference": types.get(work.kind, "GEN"),
            "id": work.key,
            "authors": [_family_first(name) for name in work.names],
            "title": work.title,
            "year": str(work.date[0]) if work.date else "",
            "date": "/".join([f"{work.date[0]:04}", *(f"{n:02}" for n in work.date[1:])]) if len(work.date) > 1 else "",
            "type_of_work": GENRES.get(work.kind, ""),
            "urls": [url for url in (work.url or work.media_url,) if url],
            "notes": [note for note in (_note(cited, work),) if note],
        }
        entries.append({field: value for field, value in entry.items() if value})
    return str(rispy.dumps(entries, implementation=Plain))


def csl_json(cited: CitedWorks) -> str:
    """Return the works as CSL-JSON, as citation processors and reference managers read it."""
    items = []
    for work in cited.works:
        item = work.csl()
        item.pop("year-suffix", None)
        items.append(item | ({"note": note} if (note := _note(cited, work)) else {}))
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


COLUMNS = (
    *("number", "question", "authors", "year", "title", "kind", "place", "page", "page_label", "start_seconds", "end_seconds"),
    *("quote", "support", "link", "document", "citation_id", "warning"),
)


def table(cited: CitedWorks) -> str:
    """Return the citations as CSV (RFC 4180), a row each, with the question that each first answered."""
    asked: dict[int, str] = {}
    for answer, numbers in zip(cited.answers, cited.numbers, strict=True):
        for number in numbers.values():
            asked.setdefault(number, answer.question)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for reference in cited.references:
        citation, work = reference.citation, reference.work
        place = citation.locator
        row = (
            *(reference.number, asked.get(reference.number, ""), "; ".join(map(_family_first, work.names)), work.year),
            *(work.title, work.kind, place_in_work(place, work.title), place.page, place.page_label),
            *(place.start_seconds, place.end_seconds, one_line(citation.quote), citation.support),
            *(reference.link, citation.document, citation.citation_id, work.warning),
        )
        writer.writerow(_cell(value) for value in row)
    return out.getvalue()


def _cell(value: str | float | None) -> str:
    """Return a cell that a spreadsheet shows and does not run: text that begins like a formula gets an apostrophe."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    begins = value.lstrip().removeprefix("\ufeff")[:1]
    return "'" + value if (begins and begins in "=+-@＝＋－＠") or value[:1] in ("\t", "\r", "\n") else value


def _family_first(name: Name) -> str:
    family = f"{name.particle} {name.family}".strip()
    return f"{family}, {name.given}" if name.given else family


def _note(cited: CitedWorks, work: Work) -> str:
    places = cited.places(work)
    return " ".join(part for part in (work.source or "", f"Cited: {'; '.join(places)}." if places else "", work.warning) if part)
