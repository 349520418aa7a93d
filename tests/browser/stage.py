"""A small corpus and an assistant whose answers are written by hand, so that every state of the chat can be put on stage.

The words of the question choose the answer: "funded" is answered, "weather" is declined, "outcomes" has two readings,
"hello" is replied to, "break" fails, "slow" streams until it is stopped, "doubt" has a sentence of each verdict.
"""

from __future__ import annotations

import hashlib
import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import DocumentNotFound, ModelUnavailable
from assistant.types import Answer, Citation, Document, Locator, Passage, Segment, Sentence, Turn

FUNDED = "The Lankelly Chase Foundation funded the first three years of the work in Coventry."
FOLLOWED = "The programme followed the Hard Edges report, which counted people facing severe disadvantage."
SAID = "We stopped asking what is wrong with you and started asking what matters to you."
HOSTILE = "<script>alert(3)</script> ${alert(4)} {{constructor}} \"'><svg onload=alert(5)>"
BROKEN = "A sentence that begins near the foot of one page goes on at the head of the next page, as long sentences do."


@dataclass(frozen=True)
class Info:
    """A document as the catalog would list it."""

    id: str
    title: str
    kind: str
    date: str | None
    authors: tuple[str, ...] = ()
    source: str | None = None
    url: str | None = None
    media_url: str | None = None
    pages: int | None = None
    chunks: int = 3
    state: str = "ready"
    receipt: Mapping[str, Any] = field(default_factory=dict)


def pdf_bytes() -> bytes:
    """Return a report of three pages; a sentence runs over from the second to the third."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setTitle("Hard Edges Revisited")
    pages = [
        ["Hard Edges Revisited", "", "A report on severe and multiple disadvantage"],
        ["Summary", "", *_lines(FOLLOWED), "", *_lines(FUNDED), *[""] * 30, *_lines(BROKEN)[:1]],
        [*_lines(BROKEN)[1:], "", "Conclusion", "", "Much remains to be learned."],
    ]
    for lines in pages:
        text = canvas.beginText(72, 760)
        for line in lines:
            text.setFont("Times-Bold" if line in ("Summary", "Conclusion", "Hard Edges Revisited") else "Times-Roman", 14)
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(sentence: str, width: int = 62) -> list[str]:
    import textwrap

    return textwrap.wrap(sentence, width)


def _text_document(id_: str, blocks: Sequence[tuple[str, str, Locator]], **about: Any) -> Document:
    text, segments = "", []
    for role, words, place in blocks:
        segments.append(Segment(len(text), len(text) + len(words), role, place))  # type: ignore[arg-type]
        text += words + "\n\n"
    return Document(text=text, segments=tuple(segments), id=id_, sha256=hashlib.sha256(text.encode()).hexdigest(), **about)


def documents() -> dict[str, tuple[Document, bytes]]:
    """Return the corpus: a report, two blog posts and a transcript, each with its bytes."""
    from assistant.load.pdf import read_pdf

    data = pdf_bytes()
    read = read_pdf(data, "hard-edges.pdf")
    report = Document(
        text=read.text,
        segments=read.segments,
        title=read.title,
        authors=("A. Bramley", "S. Fitzpatrick"),
        date="2015-01",
        kind="report",
        id="reports/hard-edges.pdf",
        sha256=hashlib.sha256(data).hexdigest(),
    )
    lessons = ("Lessons from Coventry",)
    funding = (*lessons, "Who paid for it?")
    blog = _text_document(
        "blogs/lessons.html",
        [
            ("heading", lessons[0], Locator(heading=lessons)),
            ("paragraph", "Coventry was one of three places. What follows we would do again.", Locator(heading=lessons)),
            ("heading", "Who paid for it?", Locator(heading=funding)),
            ("paragraph", f"{FUNDED} The council paid for the rooms.", Locator(heading=funding)),
            ("item", "The city council gave two officers for two days a week.", Locator(heading=funding)),
            ("item", "The NHS trust gave none.", Locator(heading=funding)),
        ],
        title="Lessons from Coventry",
        authors=("Jo Pearson",),
        date="2015-05-03",
        kind="blog",
        url="https://example.org/lessons",
    )
    hostile = _text_document(
        "blogs/hostile.md",
        [
            ("heading", "<img src=x onerror=alert(1)>", Locator(heading=("<script>alert(2)</script>",))),
            ("paragraph", HOSTILE, Locator(heading=("<b>x</b>",))),
        ],
        title="<script>alert(6)</script>\"'><img src=x onerror=alert(7)>",
        authors=("<i>Mallory</i>",),
        date="2016",
        kind="blog",
        url="javascript:alert(8)",
    )
    turns = [
        ("Facilitator", 0.0, "Welcome. We have an hour."),
        ("Link worker", 12.0, "I had a caseload of twelve people."),
        ("Link worker", 47.0, SAID),
        ("Facilitator", 61.0, "And what happened then?"),
        ("Manager", 65.0, "The forms had to change."),
    ]
    transcript = _text_document(
        "transcripts/workshop.vtt",
        [("turn", words, Locator(start_seconds=at, end_seconds=at + 10, speaker=who)) for who, at, words in turns],
        title="Coventry workshop, the second hour",
        date="2018-03-09",
        kind="transcript",
        media_url="https://example.org/watch?v=1",
    )
    texts = [(d, d.text.encode()) for d in (blog, hostile, transcript)]
    return {d.id: (d, raw) for d, raw in [(report, data), *texts]}


def cite(document: Document, words: str, marker: int, support: str = "supported") -> Citation:
    """Return a citation of words as they stand in a document, line ends of a PDF aside."""
    import re

    found = re.search(r"\s+".join(re.escape(word) for word in words.split()), document.text)
    assert found, f"{words!r} is not in {document.id}"
    start, end = found.span()
    return Citation(
        marker,
        document.id,
        document.title or "",
        document.kind or "",
        document.date,
        document.locate(start, end),
        start,
        end,
        document.text[start:end],
        document.cite_id(start, end),
        support,
        0.9,  # type: ignore[arg-type]
    )


def passage(citation: Citation, rank: int) -> Passage:
    return Passage(
        rank,
        round(1 / rank, 3),
        citation.document,
        citation.title,
        citation.kind,
        citation.date,
        citation.locator,
        citation.start,
        citation.end,
        citation.quote,
        citation.citation_id,
    )


class StagedAssistant:
    """Answer as the words of the question say; see the top of this file."""

    fingerprint: Mapping[str, str] = {}

    def __init__(self, shelves: dict[str, tuple[Document, bytes]] | None = None) -> None:
        self.shelves = documents() if shelves is None else shelves

    def only(self, visible: Callable[[str], bool]) -> StagedAssistant:
        return StagedAssistant({id_: kept for id_, kept in self.shelves.items() if visible(id_)})

    def documents(self) -> list[Info]:
        return [
            Info(
                d.id,
                d.title or d.id,
                d.kind or "report",
                d.date,
                d.authors,
                url=d.url,
                media_url=d.media_url,
                pages=3 if d.id.endswith(".pdf") else None,
                receipt={"pages": 3} if d.id.endswith(".pdf") else {"notes": ("<b>note</b>",)},
            )
            for d, _ in self.shelves.values()
        ]

    def document(self, id: str) -> Document:
        if id not in self.shelves:
            raise DocumentNotFound(f"no document {id!r} in the catalog")
        return self.shelves[id][0]

    def source_bytes(self, id: str) -> bytes:
        self.document(id)
        return self.shelves[id][1]

    def remove(self, id: str) -> None:
        del self.shelves[id]

    def search(self, query: str, k: int = 10, filters: Sequence[str] = ()) -> list[Passage]:
        return [passage(c, n) for n, c in enumerate(self.cited(), 1)][:k]

    def cited(self) -> list[Citation]:
        report, blog, transcript = (
            self.document(i) for i in ("reports/hard-edges.pdf", "blogs/lessons.html", "transcripts/workshop.vtt")
        )
        return [cite(blog, FUNDED, 1), cite(report, FOLLOWED, 2), cite(transcript, SAID, 3), cite(report, BROKEN, 4)]

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        *_, last = self.stream(question, history, filters)
        assert isinstance(last, Answer)
        return last

    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
        if "break" in question:
            raise ModelUnavailable("The model ollama:qwen3 does not answer at 127.0.0.1:11434; start it, or ask without a model")
        if "slow" in question:
            for n in range(600):
                yield f"word{n} "
                time.sleep(0.05)
        answer = self._answer(question)
        if answer.status == "answered":
            for word in answer.text.split(" "):
                yield word + " "
        yield answer

    def _answer(self, question: str) -> Answer:
        near = tuple(self.search(question)) if self.shelves else ()
        if "hello" in question:
            return Answer(question, question, "replied", "Hello. Ask me anything about the documents.", 0.0)
        if "outcomes" in question:
            readings = ("What outcomes did people in Coventry report?", "What outcomes did the council measure?")
            return Answer(question, question, "clarify", "That can be read in two ways.", 0.4, readings=readings)
        if "weather" in question or not self.shelves:
            reason = "The corpus does not answer this. It mentions Coventry in three documents, but not the weather."
            return Answer(question, question, "declined", reason, 0.05, reason=reason, passages=near)
        if "hostile" in question:
            return self._hostile(question)
        return self._answered(question, near, doubtful="doubt" in question)

    def _answered(self, question: str, near: tuple[Passage, ...], *, doubtful: bool) -> Answer:
        cited = self.cited()
        said = [
            ("Lankelly Chase funded the first three years.", (1,), "supported", ()),
            (
                "The programme followed the Hard Edges report.",
                (2,),
                "partly" if doubtful else "supported",
                ("no date in the source",),
            ),
            ("Link workers began to ask what matters to people.", (3,), "not_found" if doubtful else "supported", ()),
            (
                "Long sentences go on over the page.",
                (4,),
                "contradicted" if doubtful else "supported",
                ("Lessons from Coventry says the opposite",),
            ),
        ]
        text = " ".join(words + "".join(f"[{m}]" for m in markers) for words, markers, _, _ in said)
        sentences = tuple(
            Sentence(w + "".join(f"[{m}]" for m in ms), ms, v, why if v != "supported" else ())
            for w, ms, v, why in said  # type: ignore[arg-type]
        )
        return Answer(
            question,
            question,
            "answered",
            text,
            0.93,
            citations=tuple(cited),
            sentences=sentences,
            passages=near,
            unresolved_markers=(7,) if doubtful else (),
            notice="The model failed; these are the words of the sources." if doubtful else None,
        )

    def _hostile(self, question: str) -> Answer:
        document = self.document("blogs/hostile.md")
        words = document.text[document.segments[1].start : document.segments[1].end]
        text = f"{words}[1] **<img src=x onerror=alert(9)>** [x](javascript:alert(10))"
        one = cite(document, words, 1)
        return Answer(
            question,
            question,
            "answered",
            text,
            0.9,
            citations=(one,),
            sentences=(Sentence(text, (1,), "partly", ("<script>alert(11)</script>",)),),
            passages=(passage(one, 1),),
            notice="<script>alert(12)</script>",
        )


def main(port: str, data: str) -> None:
    """Serve the chat over this stage, for a browser."""
    import uvicorn

    from assistant.chat import create_app
    from assistant.settings import Settings

    settings = Settings(data=Path(data), corpus=Path(data) / "none")
    uvicorn.run(
        create_app(settings, StagedAssistant()), host="127.0.0.1", port=int(port), log_level="warning", timeout_graceful_shutdown=2
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
