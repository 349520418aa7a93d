"""Read Markdown: the file is the text, and markdown-it says which of its lines are headings, items, rows and paragraphs.

Nothing is taken out: the marks ("## ", "- ", "|") stay in the text, so that offsets are offsets into the file. The parser
gives the lines of each block; whatever it passes over (a rule, a link definition) is laid out as plain text, and so is a
file with hardly any headings, tables or code of Markdown's own: many plain texts are named .md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from assistant.load.metadata import bare_front_matter, describe, front_matter
from assistant.load.structure import Headings, Line, blocks, lines
from assistant.load.text import decode, is_flowing, line_pieces, plain_segments, wiki_heading, with_segments
from assistant.text.reading_text import fold
from assistant.types import Locator, Reading, Receipt, Role, Segment

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKED = ("heading_open", "tr_open", "fence", "code_block", "html_block")
_MIN_MARKED_SHARE = 0.005  # of the tokens that are marks, below which the file is plain text
_PICTURES = re.compile(r"(?:\s*!\[\W*(?:\w+\W*){0,2}\]\([^()\s]*\))+\s*")  # with hardly a word on what they show
_TAGS = re.compile(r"(?:\s*\[\[[^\[\]]{1,200}\]\])+\s*")  # "[[country:Paraguay]] [[year:2022]]"
_BULLETED = re.compile(r"[•◦▪‣●○∙] *\S")  # a list pasted from elsewhere, of which the parser knows nothing
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:")
_UNDERLINE = re.compile(r"=+|-+")
_UNSPACED = re.compile(r"(?P<marks>#{1,6})(?P<title>(?![#\s])[^#]*[^#\s])[#\s]*")  # "##Training"
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<title>(?:(?!\1).)*[^\s.,;])\1\s*:?")
_BOLD_TITLE = 200  # characters of a title that is set in bold
_LEAVES = {"paragraph_open": "paragraph", "fence": "paragraph", "code_block": "paragraph", "html_block": "paragraph"}


def read_markdown(data: bytes, name: str) -> Reading:
    """Read a Markdown file. Raises UnreadableDocument if it holds no text."""
    from assistant.load.timed import timed
    from assistant.load.transcript import turns

    text, notes = decode(data, name)
    start, values, more = front_matter(text)
    if not start and not more:
        start, values = bare_front_matter(text)
    reading = describe(Reading(text, (), receipt=Receipt(notes=(*notes, *more))), values, "front matter")
    spoken = turns(text, start, expected=reading.kind == "transcript", before=_up_to) or timed(text, start, before=_up_to)
    segments = spoken or markdown_segments(text, start)
    return with_segments(reading, start, segments, name)


def markdown_segments(text: str, start: int = 0) -> tuple[Segment, ...]:
    """Lay out Markdown from an offset on."""
    from markdown_it import MarkdownIt

    body = text[start:]
    line_starts = [start, *(start + end for end in accumulate(len(line) + 1 for line in body.split("\n")))]
    tokens = MarkdownIt("commonmark").enable("table").disable(["inline"]).parse(body)
    marked = sum(token.type in _MARKED or _unmarked(tokens, index) is not None for index, token in enumerate(tokens))
    if _MIN_MARKED_SHARE * len(tokens) >= marked:
        return plain_segments(text, start)
    headings = Headings()
    segments: list[Segment] = []
    done = start
    for first, last, role, level, title in _blocks(tokens):
        begin, end = max(line_starts[first], done), min(line_starts[last], len(text))
        segments += _plain(text, done, begin, headings)
        segments += _block(text, begin, end, role, (level, title), headings)
        done = max(end, done)
    return (*segments, *_plain(text, done, len(text), headings))


def _up_to(text: str, start: int, end: int) -> tuple[Segment, ...]:
    return markdown_segments(text[:end], start)


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Role, int, str]]:
    """Yield first line, line after the last, role, and level and title of a heading, for each leaf block in order."""
    items: list[int] = []
    for index, token in enumerate(tokens):
        if token.type == "list_item_open":
            items.append(index)
        elif token.type == "list_item_close":
            items.pop()
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "heading_open":
            yield first, last, "heading", int(token.tag[1]), _plain_words(tokens[index + 1].content)
        elif token.type == "tr_open":
            yield first, last, "row", 0, ""
        elif token.type == "html_block" and re.fullmatch(r"\s*<!--.*?-->\s*", token.content, re.DOTALL):
            yield first, last, "furniture", 0, ""
        elif heading := _unmarked(tokens, index):
            yield first, last, "heading", *heading
        elif token.type in _LEAVES:
            is_first = bool(items) and items[-1] == index - 1
            yield first, last, "item" if is_first else "paragraph", 0, ""


def _unmarked(tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    """Return level and title of a heading without its mark, "##Training" or the first line in bold where nothing else is one."""
    if tokens[index].type != "paragraph_open" or tokens[index].level or "\n" in (line := tokens[index + 1].content):
        return None
    if (unspaced := _UNSPACED.fullmatch(line)) and (index == 0 or len(unspaced["marks"]) > 1):
        return len(unspaced["marks"]), _plain_words(unspaced["title"])
    first = index == 0 and len(line) <= _BOLD_TITLE and not any(token.type == "heading_open" for token in tokens)
    bold = _BOLD.fullmatch(line) if first else None
    return (1, _plain_words(bold["title"])) if bold else None


def _plain_words(content: str) -> str:
    """Return a heading without the marks of links, code and emphasis."""
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|\s*\{#[\w-]+\}$", r"\1", content)
    return re.sub(r"(\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w))", "", words)


def _block(text: str, begin: int, end: int, role: Role, heading: tuple[int, str], headings: Headings) -> Iterator[Segment]:
    span = [line for line in lines(text, begin, end) if line is not None]
    if not span:
        return
    if role == "heading":
        underline = span.pop() if len(span) > 1 and _UNDERLINE.fullmatch(text, span[-1].start, span[-1].end) else None
        place = Locator(heading=headings.enter(*heading))
        yield Segment(span[0].start, span[-1].end, role, place)
        yield from [Segment(underline.start, underline.end, "furniture", place)] if underline else ()
    elif _shows_nothing(text[span[0].start : span[-1].end]):
        yield Segment(span[0].start, span[-1].end, "furniture", Locator(heading=headings.path))
    elif role == "paragraph" and (
        not is_flowing(text, span) or any(form.match(text, span[0].start) for form in (_BULLETED, _FOOTNOTE))
    ):
        yield from _broken(text, span, headings)
    else:
        yield Segment(span[0].start, span[-1].end, role, Locator(heading=headings.path))


def _shows_nothing(text: str) -> bool:
    """Say whether a block is pictures or tags alone, or no words are left where its marks are not read."""
    return bool(_PICTURES.fullmatch(text) or _TAGS.fullmatch(text)) or not any(map(str.isalnum, fold(text, marked=True)))


def _plain(text: str, begin: int, end: int, headings: Headings) -> Iterator[Segment]:
    """Lay out what the parser passed over: rules, table delimiters and link definitions are no evidence of anything."""
    for block in blocks(text, begin, end):
        for segment in _broken(text, block, headings):
            words = text[segment.start : segment.end]
            mark = re.fullmatch(r"\[[^\]]+\]:\s*\S+.*|[#>*+-]+", words) or not any(c.isalnum() for c in words)
            yield Segment(segment.start, segment.end, "furniture", segment.place) if mark else segment


def _broken(text: str, block: Sequence[Line], headings: Headings) -> Iterator[Segment]:
    for start, end, role in line_pieces(text, block):
        wiki = wiki_heading(text[start:end])
        path = headings.enter(*wiki) if wiki else headings.path
        yield Segment(start, end, "heading" if wiki else role, Locator(heading=path))
