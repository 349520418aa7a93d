"""Serve the chat over one long PDF, so that the time from a click to its page can be measured: ``PORT DATA FILE``.

Its answers cite sentences from all over the file; nothing is embedded, as only opening is measured.
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

from assistant.types import Answer, Document, Sentence
from tests.browser.stage import StagedAssistant, cite

CITED = 15


class LongAssistant(StagedAssistant):
    """Answer whatever is asked with sentences drawn from one file."""

    def _answer(self, question: str) -> Answer:
        (document,) = (d for d, _ in self.shelves.values())
        body = [s for s in document.segments if s.is_body and 80 <= s.end - s.start <= 400]
        drawn = random.Random(question).sample(body, CITED)
        citations = tuple(cite(document, document.text[s.start : s.end], n) for n, s in enumerate(drawn, 1))
        sentences = tuple(Sentence(f"Sentence {n}.", (n,), "supported") for n in range(1, CITED + 1))
        text = " ".join(f"{s.text} [{n}]" for n, s in enumerate(sentences, 1))
        return Answer(question, question, "answered", text, 0.9, citations=citations, sentences=sentences)


def main(port: str, data: str, file: str) -> None:
    import uvicorn

    from assistant.chat import create_app
    from assistant.load.pdf import read_pdf
    from assistant.settings import Settings

    raw = Path(file).read_bytes()
    read = read_pdf(raw, Path(file).name)
    document = Document(
        text=read.text,
        segments=read.segments,
        title=read.title or Path(file).stem,
        kind="report",
        id=f"reports/{Path(file).name}",
        sha256=hashlib.sha256(raw).hexdigest(),
    )
    settings = Settings(data=Path(data), corpus=Path(data) / "none")
    app = create_app(settings, LongAssistant({document.id: (document, raw)}))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main(*sys.argv[1:4])
