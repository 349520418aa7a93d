"""What must hold whatever happens to the files: a machine that writes, changes, deletes, ingests and asks at random.

After every step: ids and offsets fit the text (invariant 1), places are the document's own (2), nothing is cited that is not in the
current version (4), no marker stands without a citation (5). After a complete ingest the index equals one made from scratch in
another order (3), and one bad file has stopped nothing (7).
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assistant.ask import Assistant
from assistant.errors import DocumentNotFound, IndexMissing
from assistant.ingest import IngestEvent, ingest, remove
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.types import Citation
from tests.conftest import BagOfWords, Here

NAMES = ("a.txt", "b.md", "deep/c.vtt", "broken.pdf")
SUBJECTS = ("harbour", "library", "orchard", "tramway")
BROKEN = b"%PDF-1.7 and no more"


def content(name: str, subject: str, version: int) -> bytes:
    """Return a file that tells one thing, with a word that only this version has."""
    told = f"The {subject} of Aldby was opened by Mayor Ines Tarn in {1900 + version}. Its sign says mark{version}."
    if name.endswith(".pdf"):
        return BROKEN
    if name.endswith(".vtt"):
        return f"WEBVTT\n\n00:00:{version % 60:02}.000 --> 00:01:30.000\n<v Guide>{told}\n".encode()
    if name.endswith(".md"):
        return f"---\ntitle: On the {subject}\n---\n\n# The {subject}\n\n{told}\n".encode()
    return f"{told}\n\n{'It has been kept well since then. ' * (version % 40)}\n".encode()


class Corpus(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.patches = pytest.MonkeyPatch()
        self.patches.setattr("assistant.ingest.Workers", Here)
        for module in ("assistant.ingest", "assistant.intake.parsing", "assistant.retrieve.serving"):
            self.patches.setattr(f"{module}.open_embedder", lambda settings: BagOfWords())
        self.home = Path(tempfile.mkdtemp(prefix="invariants-"))
        self.corpus = self.home / "corpus"
        self.corpus.mkdir()
        self.settings = Settings(data=self.home / "data", decline_below=0.0)
        self.version = 0
        self.indexed: dict[str, bytes] = {}  # what the index should answer from
        self.assistant: Assistant | None = None

    def teardown(self) -> None:
        if self.assistant is not None:
            self.assistant.close()
        self.patches.undo()
        shutil.rmtree(self.home, ignore_errors=True)

    # -- what people do ------------------------------------------------------------------------------------------------

    @rule(name=st.sampled_from(NAMES), subject=st.sampled_from(SUBJECTS))
    def write(self, name: str, subject: str) -> None:
        self.version += 1
        (self.corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (self.corpus / name).write_bytes(content(name, subject, self.version))

    @precondition(lambda self: self.here())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        (self.corpus / data.draw(st.sampled_from(sorted(self.here())))).unlink()

    def here(self) -> dict[str, bytes]:
        return {p.relative_to(self.corpus).as_posix(): p.read_bytes() for p in self.corpus.rglob("*") if p.is_file()}

    @rule(prune=st.booleans())
    def ingest(self, prune: bool) -> None:
        events = [e for e in ingest([self.corpus], self.settings, prune=prune) if isinstance(e, IngestEvent)]
        here = self.here()
        assert {e.document for e in events if e.action == "failed"} == here.keys() & {"broken.pdf"}
        good = {name: data for name, data in here.items() if data != BROKEN}
        seen = bool(here)  # where nothing is left, a disk may be away, and nothing is removed
        self.indexed = good if prune and seen else {**self.indexed, **good}
        if prune and seen:
            assert held(self.settings) == held_from_scratch(good, self.home, self.version)

    @rule(after=st.integers(0, 3))
    def stop_in_the_middle(self, after: int) -> None:
        steps = ingest([self.corpus], self.settings)
        for _ in range(after):
            next(steps, None)
        steps.close()  # type: ignore[attr-defined]
        here = self.here()
        stored = {id_: sha for id_, (sha, *_) in held(self.settings)["documents"].items()}
        for name in {*self.indexed, *here}:  # each is wholly old or wholly new
            if name in stored:
                self.indexed[name] = next(d for d in (here.get(name), self.indexed.get(name)) if d and digest(d) == stored[name])

    @precondition(lambda self: self.indexed)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.indexed)))
        list(remove([name], self.settings))
        del self.indexed[name]
        with pytest.raises(DocumentNotFound):
            list(remove([name], self.settings))

    @rule(subject=st.sampled_from(SUBJECTS), form=st.sampled_from(["Who opened the {}?", "When was the {} opened?", "{} sign"]))
    def ask(self, subject: str, form: str) -> None:
        if self.assistant is None:
            try:
                self.assistant = Assistant.open(self.settings)
            except IndexMissing:
                assert not self.indexed
                return
        answer = self.assistant.ask(form.format(subject))
        current = {name: digest(data)[:12] for name, data in self.indexed.items()}
        for cited in (*answer.citations, *answer.passages):
            assert cited.citation_id.endswith(f"@{current[cited.document]}")
            document = self.assistant.document(cited.document)
            assert document.text[cited.start : cited.end] == (cited.quote if isinstance(cited, Citation) else cited.text)
            assert cited.locator == document.locate(cited.start, cited.end)
            marks = set(re.findall(r"mark\d+", document.text[cited.start : cited.end]))
            assert marks <= set(re.findall(r"mark\d+", self.indexed[cited.document].decode()))
        shown = {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)}
        assert shown == {c.marker for c in answer.citations}

    @invariant()
    def every_chunk_is_its_text(self) -> None:
        if not (self.settings.data / "catalog.sqlite").exists():
            return
        catalog = Catalog.open_existing(self.settings.data)
        for info in catalog.documents():
            document = catalog.document(info.id)
            rows = catalog.chunks_of(info.id)
            assert document.sha256 == digest(self.indexed[info.id])
            assert [row.id for row in rows] == [document.cite_id(row.start, row.end) for row in rows]
            assert info.state == "pending" or all(row.vector is not None for row in rows)
        assert {info.id for info in catalog.documents()} == self.indexed.keys()
        catalog.close()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def held(settings: Settings) -> dict[str, Any]:
    """Return all that an index holds of its documents, by id."""
    if not (settings.data / "catalog.sqlite").exists():
        return {"documents": {}, "chunks": {}}
    catalog = Catalog.open_existing(settings.data)
    infos = catalog.documents()
    rows = [row for info in infos for row in catalog.chunks_of(info.id)]
    found = {
        "documents": {i.id: (i.sha256, i.title, i.kind, i.chunks) for i in infos},
        "chunks": {r.id: (r.ordinal, r.start, r.end, r.context, None if r.vector is None else r.vector.tobytes()) for r in rows},
    }
    catalog.close()
    return found


def held_from_scratch(files: dict[str, bytes], home: Path, seed: int) -> dict[str, Any]:
    """Index the files somewhere else, one by one in another order, and return what is held."""
    home = Path(tempfile.mkdtemp(dir=home))  # a path of its own: Chroma keeps a folder open by its name
    settings, corpus = Settings(data=home / "data"), home / "corpus"
    corpus.mkdir()
    list(ingest([corpus], settings))
    for name in random.Random(seed).sample(sorted(files), len(files)):
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_bytes(files[name])
        list(ingest([corpus / name], settings))
    found = held(settings)
    shutil.rmtree(home)
    return found


TestCorpus = pytest.mark.filterwarnings("default")(Corpus.TestCase)
TestCorpus.settings = hypothesis_settings(max_examples=30, stateful_step_count=20, deadline=None)
