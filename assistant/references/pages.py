"""Answers written out for people: plain text, Markdown, Harvard, and a page to print.

Each reference is a line of author, year, title, place and address, then the words cited and the citation id. The lines are
set by a citation processor (citeproc-py) from our small Harvard style; the years, names and places are worked out before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.references.works import CitedWorks, Reference, Work, one_line, place_in_work, short_place
from assistant.types import Answer

if TYPE_CHECKING:
    from markupsafe import Markup

HERE = Path(__file__).parent
MARKER = re.compile(r"\[(?P<number>[0-9]{1,4})\]")
SUPPORT: Mapping[str, str] = {
    "partly": "partly supported",
    "not_found": "not found in the sources",
    "contradicted": "a source disagrees",
}
_MARKERS = re.compile(r"(?:[ \t]*\[[0-9]{1,4}\])*")
_RUN = re.compile(r"(?P<stop>\.?)(?P<run>(?:[ \t]*\[[0-9]{1,4}\])+)(?P<next>\s*[a-z])?")
_MARKDOWN = re.compile(
    r"([\\`*_{}\[\]<>!|~&@]|:(?=//)|(?<=www)\.|^[#+\-=]|#(?=[#\s]*$)|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3})|(?<=^\d{4}))[.)])",
    re.IGNORECASE,
)
"""What Markdown would not take for words in one line; other stops and brackets are left, so that it can be read as it is."""
_MARKDOWN_BEYOND_SHAPE = re.compile(r"([\\`_\[\]<>!|~&])")
"""What could become a link, a picture, code or HTML; the lists, headings and emphasis that an answer is written in are kept."""
_SHAPED = r"[ \t]*(?:[-*+#>|]|\d{1,3}[.)]\s)"
_LINE_OF_ITS_OWN = re.compile(rf"^(?!{_SHAPED})(.*\S)[ \t]*\n(?=\S)(?!{_SHAPED})", re.MULTILINE)
"""A line that another follows in the same paragraph: Markdown would join them."""
_ENDED_TWICE = re.compile(r"(?<=[?!])\.(?=\s|\Z)")
"""The full stop that a style sets behind what ends already, as a title that is a question."""


# -- lines of references -----------------------------------------------------------------------------------------------


def lines(cited: CitedWorks) -> dict[int, str]:
    """Return the line of each reference by its number: author, year, title, place."""
    items = [r.work.csl(place=place_in_work(r.citation.locator, r.work.title)) | {"id": f"r{r.number}"} for r in cited.references]
    set_ = _processed(items)
    return {r.number: set_[f"r{r.number}"] for r in cited.references}


def _warned(line: str, work: Work) -> str:
    """Return a line with the warning of its work, so that nobody takes away a suspicious source for a plain one."""
    return f"{line} {work.warning}" if work.warning else line


def works_in_order(cited: CitedWorks) -> list[tuple[Work, str]]:
    """Return the works with their lines, as a Harvard list orders them."""
    by_key = {work.key: work for work in cited.works}
    return [(by_key[key], line) for key, line in _processed([work.csl() for work in cited.works]).items()]


def _processed(items: list[dict[str, Any]]) -> dict[str, str]:
    """Return the line of each item by its id, in the order of the style."""
    from citeproc import Citation, CitationItem

    if not items:
        return {}
    bibliography = _bibliography(items)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    bibliography.sort()
    ended = (_ENDED_TWICE.sub("", str(line)) for line in bibliography.bibliography())
    return dict(zip(bibliography.keys, ended, strict=True))


def _bibliography(items: list[dict[str, Any]]) -> Any:
    from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    # opened each time, in some 5 ms: a style keeps the state of the list it is setting, so threads must not share one
    style = CitationStylesStyle(str(HERE / "harvard.csl"), validate=False, locale="en-GB")
    return CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)


# -- the formats -------------------------------------------------------------------------------------------------------


def as_text(cited: CitedWorks) -> str:
    """Return answers and numbered references as text."""
    set_ = lines(cited)
    parts = [f"{answer.question}\n\n{_answer(answer, own, '[{}]'.format)}" for answer, own in _each(cited)]
    listed = [
        f"[{r.number}] {_warned(_with_link(set_[r.number], r.link), r.work)}\n    “{_words(r)}”\n    {r.citation.citation_id}"
        for r in cited.references
    ]
    if listed:
        parts.append("References\n\n" + "\n\n".join(listed))
    return "\n\n\n".join(parts) + "\n"


def markdown(cited: CitedWorks) -> str:
    """Return answers as Markdown, with a footnote for each reference."""
    set_ = lines(cited)
    parts = []
    for answer, own in _each(cited):
        text = _MARKDOWN_BEYOND_SHAPE.sub(r"\\\1", _answer(answer, own, "\0{}\0".format))
        text = _LINE_OF_ITS_OWN.sub(r"\1  \n", text)
        parts.append(f"## {_escaped_markdown(answer.question)}\n\n" + re.sub("\0(\\d+)\0", r"[^\1]", text))
    for r in cited.references:
        link = f" <{r.link}>" if r.link else ""
        head = _warned(f"[^{r.number}]: {_escaped_markdown(set_[r.number])}{link}", r.work)
        parts.append(f"{head}\n\n    > {_escaped_markdown(_words(r))}\n\n    `{r.citation.citation_id}`")
    return "\n\n".join(parts) + "\n"


def _escaped_markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def harvard(cited: CitedWorks) -> str:
    """Return answers with author and year in the text, and the works in order of their authors."""
    in_text = _in_text(cited)
    parts = []
    for answer, own in _each(cited):
        said = _RUN.sub(partial(_by_name, {marker: in_text[number] for marker, number in own.items()}), _said(answer))
        parts.append(f"{answer.question}\n\n{_with_doubts(said, answer)}")
    if listed := [
        _warned(_with_link(line, work.url or work.media_url, "Available at: "), work) for work, line in works_in_order(cited)
    ]:
        parts.append("References\n\n" + "\n".join(listed))
    return "\n\n\n".join(parts) + "\n"


def _in_text(cited: CitedWorks) -> dict[int, str]:
    """Return, by reference number, what stands in brackets in the text: "Okafor, 2019, p. iv"."""
    from citeproc import Citation, CitationItem, Locator

    if not cited.references:
        return {}
    bibliography = _bibliography([work.csl() for work in cited.works])
    citations = {}
    for r in cited.references:
        place = short_place(r.citation.locator).replace("-", "\u2011")  # citeproc would make a range of "A-3"
        item = CitationItem(r.work.key, locator=Locator("section", place)) if place else CitationItem(r.work.key)
        citations[r.number] = Citation([item])
        bibliography.register(citations[r.number])
    return {n: str(bibliography.cite(citation, _unknown))[1:-1] for n, citation in citations.items()}


def _by_name(in_text: Mapping[int, str], match: re.Match[str]) -> str:
    """Write a run of markers as one pair of brackets, before the full stop of the sentence."""
    numbers = [int(n) for n in MARKER.findall(match["run"])]
    named = dict.fromkeys(in_text[n] for n in numbers if n in in_text)
    if not named:
        return match[0]
    written = f" ({'; '.join(named)})" + "".join(f"[{n}]" for n in numbers if n not in in_text)
    if match["next"]:  # the sentence goes on, so the stop is that of an abbreviation
        return match["stop"] + written + match["next"]
    return written + match["stop"]


def _unknown(item: Any) -> None:
    raise KeyError(item.key)


def html(cited: CitedWorks) -> str:
    """Return a page to print, everything from outside escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    set_ = lines(cited)
    answers = [{"question": a.question, "text": _as_html(_said(a), own), "doubts": _doubts(a)} for a, own in _each(cited)]
    references = [
        {
            "number": r.number,
            "parts": set_[r.number].partition(r.work.title),
            "link": r.link,
            "warning": r.work.warning,
            "words": _words(r),
            "id": r.citation.citation_id,
        }
        for r in cited.references
    ]
    return environment.get_template("page.html").render(answers=answers, references=references)


def _as_html(text: str, own: Mapping[int, int]) -> Markup:
    """Return the lists, headings and emphasis of a text as HTML, all else escaped, its markers as links to the references."""
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    # without what would write an attribute, so that a marker is always text
    shapes = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["link", "image", "autolink", "reference", "fence", "code", "entity"]
    )
    link = '<sup><a href="#reference-{0}">[{0}]</a></sup>'.format
    rendered = shapes.render(text)
    return Markup(MARKER.sub(lambda m: link(own[int(m[1])]) if int(m[1]) in own else m[0], rendered))


# -- what all share ----------------------------------------------------------------------------------------------------


def _each(cited: CitedWorks) -> zip[tuple[Answer, Mapping[int, int]]]:
    return zip(cited.answers, cited.numbers, strict=True)


def _answer(answer: Answer, own: Mapping[int, int], write: Callable[[int], str]) -> str:
    """Return what was said, each marker written by its number, and which sentences are in doubt."""
    said = MARKER.sub(lambda m: write(own[int(m["number"])]) if int(m["number"]) in own else m[0], _said(answer))
    return _with_doubts(said, answer)


def _with_doubts(said: str, answer: Answer) -> str:
    return "\n\n".join(part for part in (said, "\n".join(_doubts(answer))) if part)


def _said(answer: Answer) -> str:
    parts = [_remarked(answer).strip(), (answer.reason or "").strip(), "\n".join(f"- {reading}" for reading in answer.readings)]
    return "\n\n".join(part for part in parts if part).replace("\0", "")


def _remarked(answer: Answer) -> str:
    """Return the text with a remark behind each sentence that its sources do not bear out, where it stands."""
    text, at = answer.text, 0
    for sentence in answer.sentences:
        found = text.find(sentence.text, at)
        if found < 0:
            continue
        behind = _MARKERS.match(text, found + len(sentence.text))
        at = behind.end() if behind else found + len(sentence.text)
        if remark := SUPPORT.get(sentence.support):
            text = f"{text[:at]} ({remark}){text[at:]}"
            at += len(remark) + 3
    return text


def _doubts(answer: Answer) -> list[str]:
    """Name the sentences that their sources do not bear out; an export must not look surer than the screen."""
    doubtful = [s for s in answer.sentences if s.support in SUPPORT]
    return [f"Note: {SUPPORT[s.support]}: “{' '.join(MARKER.sub('', s.text).split())}”" for s in doubtful]


def _with_link(line: str, link: str | None, before: str = "") -> str:
    return f"{line} {before}{link}" if link else line


def _words(reference: Reference) -> str:
    return one_line(reference.citation.quote)
