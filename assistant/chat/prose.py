"""Turn the text of an answer into HTML, with its markers as links and its doubts marked sentence by sentence.

The text may come from a model, so it is data: every character of it is escaped here, and only the few shapes that
models write (paragraphs, lists, headings, bold, italics, [n]) become elements, made by us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise
from urllib.parse import quote as percent

from assistant.cite.markers import FENCE
from assistant.cite.shown import shown
from assistant.text.cells import cells, in_words, is_row, is_rule
from assistant.text.markdown_marks import unmarked
from assistant.types import Answer, Citation, Opinion, Sentence
from assistant.viewer.tables import breaking, table_html
from assistant.viewer.words import VERDICTS, place_in_words, verdict_in_words

MARKER = re.compile(r"\s*\[(\d{1,3})\]")
MARKERS = re.compile(r"(?:\s*\[\d{1,3}\])+\s*\Z")
EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])")
BULLET = re.compile(r"[ \t]*(?:[-*•]|(?P<number>\d{1,2})[.)])[ \t]+")
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
HEADING = re.compile(r"#{1,6}[ \t]+")


def answer_html(answer: Answer) -> str:
    """Return the answer's text as HTML blocks; a sentence that is not borne out says so in words."""
    spans = list(_sentence_spans(answer))
    sources = {c.marker: replace(c, quote=shown(answer, c)) for c in answer.citations}
    return "".join(_blocks(answer.text, spans, sources))


def draft_html(text: str) -> str:
    """Return text that is still being written: the same shapes, its markers not yet links."""
    return "".join(_blocks(text, [], {}))


def source_url(citation_id: str) -> str:
    """Return the address of the view of one citation; it can be copied and opened anywhere the assistant runs."""
    return f"/source?id={percent(citation_id, safe='')}"


def marker_html(number: int, citation: Citation | None) -> str:
    """Return one marker: a link that carries the words it stands for, or plain text while they are not known."""
    if citation is None:
        return f'<span class="marker pending">{number}</span>'
    place = place_in_words(citation.locator.beneath(citation.title))
    name = f"source {number}, {citation.title}" + (f", {place}" if place else "")
    words = breaking(in_words(unmarked(citation.quote, citation.document)))
    return (
        f'<a class="marker" href="{escape(source_url(citation.citation_id))}" data-source aria-label="{escape(name)}"'
        f' data-words="{escape(words)}" data-title="{escape(citation.title)}" data-place="{escape(place)}"'
        f' data-marker="{number}">{number}</a>'
    )


def _blocks(text: str, spans: list[tuple[int, int, Sentence]], sources: Mapping[int, Citation], at: int = 0) -> Iterator[str]:
    """Yield a block for each paragraph, heading, list and table of the text from an offset on."""
    listed, number = "", 0
    for start, end in _lines(text, at):
        bullet = BULLET.match(text, start, end)
        heading = HEADING.match(text, start, end)
        among = ("ol" if bullet["number"] else "ul") if bullet else ""
        if among != listed:
            yield (f"</{listed}>" if listed else "") + (f"<{among}>" if among else "")
            listed, number = among, 0
        if FENCE.match(text, start, end):
            yield _code(text, start, end, spans)
            continue
        if not bullet and not heading and (rows := _rows(text, start, end)):
            yield from _with_table(text, (start, end), rows, spans, sources)
            continue
        shape = bullet or heading
        inner = _inline(text, shape.end(), end, spans, sources) if shape else _by_line(text, start, end, spans, sources)
        tag = "li" if bullet else "h4" if heading else "p"
        number, before = int(bullet["number"] or 0) if bullet else 0, number
        told = f' value="{number}"' if number and number != before + 1 else ""  # as where an answer takes the second item alone
        leads = (
            ' class="lead"' if tag == "p" and spans and text[start:end].endswith(":") and _leads(text, start, end, spans) else ""
        )
        yield f"<{tag}{told}{leads}>{inner}</{tag}>"
    if listed:
        yield f"</{listed}>"


def _lines(text: str, at: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the span of each block: a list item or heading is a line of its own, other lines join into paragraphs."""
    held: tuple[int, int] | None = None
    fenced = False
    for match in re.compile(r"[^\n]*\n|[^\n]+$").finditer(text, at):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        if FENCE.match(text, start, end) or fenced:
            if held and not fenced:
                yield held
                held = None
            held = (held[0] if held else start, max(start, end))
            fenced = fenced != bool(FENCE.match(text, start, end))
            if not fenced:
                yield held
                held = None
            continue
        alone = BULLET.match(text, start, end) or HEADING.match(text, start, end)
        if held and (alone or start == end):
            yield held
            held = None
        if alone:
            yield start, end
        elif start != end:
            held = (held[0] if held else start, end)
    if held:
        yield held


def _rows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the first lines of a paragraph that follow each other as rows of a table; none where it is one."""
    rows: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        if is_row(MARKER.sub("", line.group())):
            rows.append((start + line.start(), start + line.end()))
        elif rows:
            break
    return rows if len(rows) > 1 else []


def _with_table(
    text: str,
    block: tuple[int, int],
    rows: Sequence[tuple[int, int]],
    spans: list[tuple[int, int, Sentence]],
    sources: Mapping[int, Citation],
) -> Iterator[str]:
    """Yield a paragraph in which rows of a table stand: what is before them, the table under its heads, what is after."""
    start, end = block
    if text[start : rows[0][0]].strip():
        yield f"<p>{_by_line(text, start, rows[0][0], spans, sources)}</p>"
    written = [_cells(text, row, spans, sources) for row in rows if not is_rule(text[slice(*row)])]
    yield table_html([cells_ for cells_, _ in written], headed=True, marks=[mark for _, mark in written])
    if text[rows[-1][1] : end].strip():
        yield from _blocks(text[:end], spans, sources, rows[-1][1])


def _cells(
    text: str, row: tuple[int, int], spans: list[tuple[int, int, Sentence]], sources: Mapping[int, Citation]
) -> tuple[list[str], str]:
    """Return the cells of a row, and its markers, which stand behind it."""
    marks = MARKERS.search(text, *row)
    end = marks.start() if marks else row[1]
    inner = [_inline(text, *cell, spans, sources) for cell in cells(text, row[0], end)]
    return inner, _inline(text, end, row[1], spans, sources)


def _by_line(text: str, start: int, end: int, spans: list[tuple[int, int, Sentence]], sources: Mapping[int, Citation]) -> str:
    """Render a paragraph; of several lines each that sentences end with is set apart, as is one that leads to what is quoted."""
    ends = [n.end() for n in re.finditer(r"\n", text[:end]) if n.end() > start]
    cuts = [start, *(cut for cut in ends if not any(low < cut < high for low, high, _ in spans)), end]
    lines = [(low, high) for low, high in pairwise(cuts) if text[low:high].strip()]
    if len(lines) < 2 or not spans:
        return _inline(text, start, end, spans, sources)
    drawn = []
    for low, high in lines:
        lead = " lead" if _leads(text, low, high, spans) else ""
        drawn.append(f'<span class="line{lead}">{_inline(text, low, high, spans, sources)}</span>')
    return "".join(drawn)


def _leads(text: str, low: int, high: int, spans: list[tuple[int, int, Sentence]]) -> bool:
    """Say whether words are no quoted sentence's, and without a marker: they lead to what is quoted."""
    return not any(a < high and low < b for a, b, _ in spans) and not MARKER.search(text, low, high)


def _inline(text: str, start: int, end: int, spans: list[tuple[int, int, Sentence]], sources: Mapping[int, Citation]) -> str:
    """Render a block, cut where sentences begin and end so that a doubt covers its sentence and nothing else."""
    out = []
    at = start
    for low, high, sentence in spans:
        low, high = max(low, at), min(high, end)
        if low >= high:
            continue
        out.append(_run(text[at:low], sources))
        inner = _run(text[low:high], sources)
        out.append(inner if sentence.support == "supported" else _doubt(inner, sentence, sources))
        at = high
    out.append(_run(text[at:end], sources))
    return "".join(out)


def _doubt(inner: str, sentence: Sentence, sources: Mapping[int, Citation]) -> str:
    word = doubt_in_words(sentence, sources)
    return f'<span class="sentence {sentence.support}">{inner}</span> <span class="doubt {sentence.support}">{escape(word)}</span>'


def doubt_in_words(sentence: Sentence, sources: Mapping[int, Citation]) -> str:
    """Say what is the matter with a sentence; where a source contradicts it, by the name of that source."""
    if sentence.support != "contradicted":
        return verdict_in_words(sentence)
    cited = [sources[n] for n in sentence.markers if n in sources]
    named = dict.fromkeys(c.title for c in [c for c in cited if c.support == "contradicted"] or cited)
    return f"{' and '.join(named)} {'disagree' if len(named) > 1 else 'disagrees'}" if named else verdict_in_words(sentence)


def checks_html(answer: Answer) -> str:
    """Return, folded away, why each sentence that is in doubt is so: what differs, and who else was asked."""
    sources = {c.marker: c for c in answer.citations}
    rows = "".join(_check(s, sources) for s in answer.sentences if s.support != "supported" or s.opinions)
    return f'<details class="checks"><summary>What was checked</summary><ul>{rows}</ul></details>' if rows else ""


def _check(sentence: Sentence, sources: Mapping[int, Citation]) -> str:
    words, word = _without_markers(sentence.text)[0].strip(), doubt_in_words(sentence, sources)
    reasons = "".join(f"<span>{escape(reason)}</span>" for reason in sentence.reasons)
    opinions = "".join(map(_opinion, sentence.opinions))
    return f'<li><q>{escape(words)}</q> <b class="doubt {sentence.support}">{escape(word)}</b>{reasons}{opinions}</li>'


def _opinion(opinion: Opinion) -> str:
    """Say whose opinion it is, and link the words that it goes by."""
    url = escape(source_url(opinion.citation_id)) if opinion.citation_id else ""
    words = f': <a href="{url}" data-source>“{escape(" ".join(in_words(opinion.words).split())[:200])}”</a>' if url else ""
    return f"<span>{escape(opinion.by)}: {escape(opinion.reason)}{words}</span>"


def _code(text: str, start: int, end: int, spans: Sequence[tuple[int, int, Sentence]]) -> str:
    """Render a fenced block as it is; brackets in it are no markers, and what is doubtful in it makes all of it doubtful."""
    doubtful = any(low < end and start < high and sentence.support != "supported" for low, high, sentence in spans)
    lines = text[start:end].split("\n")[1:]
    inside = "\n".join(lines[:-1] if lines and FENCE.match(lines[-1]) else lines)
    note = f' <span class="doubt not_found">{escape(VERDICTS["not_found"])}</span>' if doubtful else ""
    css = ' class="sentence not_found"' if doubtful else ""
    return f"<pre{css}><code>{escape(inside)}</code></pre>{note}"


def _run(text: str, sources: Mapping[int, Citation]) -> str:
    """Escape a run of text; then markers, emphasis and code, which escaping leaves as they are, become elements."""
    out = []
    at = 0
    for code in CODE.finditer(text):
        out += [_words(text[at : code.start()], sources), f"<code>{escape(code.group(2))}</code>"]
        at = code.end()
    return "".join([*out, _words(text[at:], sources)])


def _words(text: str, sources: Mapping[int, Citation]) -> str:
    safe = EMPHASIS.sub(_emphasis, escape(text))
    return MARKER.sub(lambda m: marker_html(int(m.group(1)), sources.get(int(m.group(1)))), safe)


def _emphasis(match: re.Match[str]) -> str:
    return f"<strong>{match.group(1)}</strong>" if match.group(1) else f"<em>{match.group(2)}</em>"


def _sentence_spans(answer: Answer) -> Iterator[tuple[int, int, Sentence]]:
    """Find each judged sentence in the text, in order; whether its own text carries the markers does not matter."""
    bare, offsets = _without_markers(answer.text)
    at = 0
    for sentence in answer.sentences:
        words = _without_markers(sentence.text)[0].strip()
        found = bare.find(words, at)
        if not words or found < 0:
            continue
        at = found + len(words)
        start, end = offsets[found], offsets[at - 1] + 1
        while trailing := MARKER.match(answer.text, end):
            end = trailing.end()
        yield start, end, sentence


def _without_markers(text: str) -> tuple[str, list[int]]:
    """Return the text without its markers and, for each character left, where it stood."""
    kept: list[int] = []
    at = 0
    for match in MARKER.finditer(text):
        kept.extend(range(at, match.start()))
        at = match.end()
    kept.extend(range(at, len(text)))
    return "".join(text[i] for i in kept), kept
