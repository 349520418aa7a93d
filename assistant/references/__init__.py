"""Export an answer or a whole conversation, with references that others can follow.

    answers -> gather: citations numbered as one list, works named -> one of FORMATS

The formats for people (plain, Markdown, Harvard, a page to print) hold questions, answers and references; those for programs
(BibTeX, RIS, CSL-JSON, CSV) hold the references alone. Everything from a document or a model is escaped as the format asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import UsageError
from assistant.references.lists import bibtex, csl_json, ris, table
from assistant.references.pages import as_text, harvard, html, markdown
from assistant.references.works import CitedWorks, Described, gather
from assistant.types import Answer

__all__ = ["FORMATS", "Format", "export"]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write answers down: what writes it, what to call it, its media type, and how its file's name ends.

    ``lists_only`` says that it holds the references alone.
    """

    write: Callable[[CitedWorks], str]
    label: str
    media_type: str
    suffix: str
    lists_only: bool = False


FORMATS: Mapping[str, Format] = {
    "plain": Format(as_text, "Plain text", "text/plain", "txt"),
    "markdown": Format(markdown, "Markdown", "text/markdown", "md"),
    "harvard": Format(harvard, "Harvard", "text/plain", "txt"),
    "bibtex": Format(bibtex, "BibTeX", "application/x-bibtex", "bib", lists_only=True),
    "ris": Format(ris, "RIS", "application/x-research-info-systems", "ris", lists_only=True),
    "csl-json": Format(csl_json, "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", lists_only=True),
    "csv": Format(table, "CSV", "text/csv", "csv", lists_only=True),
    "html": Format(html, "Printable page", "text/html", "html"),
}


def export(answers: Sequence[Answer], documents: Mapping[str, Described], format_: str) -> str:
    """Return answers, in order, in one of :data:`FORMATS`; ``documents`` is the catalog by id. Raises UsageError."""
    if format_ not in FORMATS:
        raise UsageError(f"there is no format {format_!r}; formats are {', '.join(FORMATS)}")
    return FORMATS[format_].write(gather(answers, documents))
