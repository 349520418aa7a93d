"""What many tests share: a small corpus in every format, an index made of it, and an embedder without weights.

Nothing here reaches the network, and no test sees the ``ASSISTANT_*`` variables of whoever runs it.
"""

from __future__ import annotations

import asyncio
import os
import re
import zlib
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import settings as hypothesis_settings

from assistant.intake.workers import Heard, Limits
from assistant.models.quiet import stay_quiet
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.types import Answer

T = TypeVar("T")

stay_quiet()
hypothesis_settings.register_profile("quick", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("quick")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"

TINY_CORPUS = {
    "notes/harbour.txt": (
        "The harbour wall was rebuilt in 1998 after the great storm. It is 420 metres long and carries two lighthouses.\n\n"
        "Dr. Ada Finch led the survey. The survey found cracks in 37 of the 112 granite blocks!\n"
    ),
    "blogs/bees.md": (
        "---\ntitle: Keeping bees on a roof\nauthor: Ines Okafor\ndate: 2019-05-03\ntopic: insects\n---\n\n"
        "# Keeping bees on a roof\n\nRoof hives produced 31 kilograms of honey in the first summer.\n\n"
        "## Winter\n\n- Insulate the lid.\n- Leave the bees 15 kilograms of honey.\n"
    ),
    "blogs/trams.html": (
        "<!doctype html><html><head><title>Why the trams came back</title></head><body><main><article>"
        "<h1>Why the trams came back</h1><p>The first tram line closed in 1957 and the new one opened in 2011. "
        "Ridership passed nine million in its third year.</p><h2>Cost</h2>"
        "<p>The line cost 410 million euros, a tenth less than planned.</p></article></main></body></html>"
    ),
    "transcripts/interview.vtt": (
        "WEBVTT\n\n00:00:01.000 --> 00:00:05.000\n<v Host>What did the pilot change for the families?\n\n"
        "00:00:05.500 --> 00:00:11.000\n<v Guest>Rent arrears fell by a third within eighteen months.\n"
    ),
    "transcripts/lecture.srt": (
        "1\n00:00:00,000 --> 00:00:04,000\nGlaciers store about two thirds\n\n"
        "2\n00:00:04,000 --> 00:00:08,500\nof the fresh water on the planet.\n"
    ),
    "transcripts/panel.txt": (
        "Moderator: Who pays for the repairs?\n\nMaria Lund: The city pays for the bridges, and the state pays for the tunnels.\n\n"
        "Moderator: Since when?\n\nMaria Lund: Since the agreement of 2004.\n"
    ),
}
"""One small text per format, each with a fact that only it states."""


@pytest.fixture(autouse=True)
def no_ambient_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of the person who runs the tests out of them."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared_corpora() -> Path:
    """Return the folder of the shared corpora beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the shared corpora are not beside this checkout (../shared/corpora)")
    return SHARED


@pytest.fixture(scope="session")
def gguf() -> Path:
    """Return the weights of a real, small and weak language model, which the CI brings along (TEST_GGUF)."""
    named = os.environ.get("TEST_GGUF")
    if not named and not os.environ.get("CI"):
        pytest.skip("no weights: TEST_GGUF names none (.ci/run says where to get them)")
    assert named and Path(named).is_file(), "in CI the weights must be there: TEST_GGUF"
    return Path(named)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write texts, or bytes, to files below a folder, and return the folder."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def write_pdf(target: Path) -> None:
    """Write two pages with one fact each; the bytes are the same every time."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    target.parent.mkdir(parents=True, exist_ok=True)
    page = canvas.Canvas(str(target), invariant=1)
    page.setTitle("Water use in the valley")
    for lines in (
        ("The valley used 84 million litres of water in 2016.", "Farms took two thirds of it."),
        ("By 2020 the figure had fallen to 61 million litres.", "Drip irrigation explains most of the change."),
    ):
        for number, line in enumerate(lines):
            page.drawString(72, 700 - 16 * number, line)
        page.showPage()
    page.save()


def write_tiny_corpus(folder: Path) -> Path:
    """Write one document per format into a folder."""
    write_files(folder, TINY_CORPUS)
    write_pdf(folder / "reports" / "water.pdf")
    return folder


@pytest.fixture
def tiny_corpus(tmp_path: Path) -> Path:
    """Return a new folder with one small document per format."""
    return write_tiny_corpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder that holds the tiny corpus, embedded by the real model. Tests only read it."""
    from assistant.ingest import IngestEvent, ingest

    corpus = write_tiny_corpus(tmp_path_factory.mktemp("ingested") / "corpus")
    data = corpus.parent / "data"
    events = [e for e in ingest([corpus], Settings(data=data)) if isinstance(e, IngestEvent)]
    assert {e.action for e in events} == {"added"}, events
    return data


@contextmanager
def assistant_over(folder: Path, files: Mapping[str, str | bytes], **settings: Any) -> Iterator[Assistant]:
    """Open an assistant over some files, written and ingested below a folder."""
    from assistant.ask import Assistant
    from assistant.ingest import ingest

    chosen = Settings(data=folder / "data", **settings)
    list(ingest([write_files(folder / "documents", files)], chosen))
    assistant = Assistant.open(chosen)
    try:
        yield assistant
    finally:
        assistant.close()


def after(assistant: Assistant, *messages: str) -> Answer:
    """Ask in turn, and return the last answer."""
    from assistant.types import Turn

    history: list[Turn] = []
    for message in messages[:-1]:
        history += [Turn("user", message), Turn("assistant", assistant.ask(message, history).text)]
    return assistant.ask(messages[-1], history)


def opened_over(files: Mapping[str, str | bytes], **settings: Any) -> Any:
    """Return a fixture for a module: an assistant over some files, which are ingested once for all its tests."""

    @pytest.fixture(scope="module")
    def opened(tmp_path_factory: pytest.TempPathFactory, read_here: None) -> Iterator[Assistant]:
        with assistant_over(tmp_path_factory.mktemp("files"), files, **settings) as assistant:
            yield assistant

    return opened


def run_apart(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine on a loop in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


class BagOfWords:
    """An embedder that needs no weights: each word counts one in the dimension that its crc32 falls on.

    Cosines can be worked out by hand: texts of n and m different words that share k have the cosine k / sqrt(n * m).
    """

    name = "bag-of-words@test/1"
    cores = 1
    width = 1024

    def embed(self, texts: Sequence[str]) -> Any:
        import numpy as np

        vectors = np.zeros((len(texts), self.width), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(word.encode("utf-8", "replace")) % self.width] += 1
            vectors[row, 0] += not vectors[row].any()
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return [2 + len(re.findall(r"\w+|[^\w\s]", text)) for text in texts]


class Here:
    """Stands for the workers of an ingest, and does what they would at once in this process, without their limits."""

    def __init__(self, number: int, limits: Limits) -> None:
        pass

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def rest(self) -> None:
        pass

    def submit(self, task: Any, *arguments: Any, heard: Heard) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(task(lambda at, of, *, slow=False: heard(at, of), *arguments))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture(scope="module")
def read_here() -> Iterator[None]:
    """Have the ingests of a module read files in this process: each takes a second less, and what is read is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.ingest.Workers", Here)
        yield


@pytest.fixture
def bag_of_words(monkeypatch: pytest.MonkeyPatch) -> BagOfWords:
    """Put the embedder without weights in the place of the real one, in both pipelines, and read in this process."""
    embedder = BagOfWords()
    monkeypatch.setattr("assistant.ingest.Workers", Here)
    for module in ("assistant.ingest", "assistant.intake.parsing", "assistant.retrieve.serving"):
        monkeypatch.setattr(f"{module}.open_embedder", lambda settings: embedder)
    return embedder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with a data folder of their own."""
    return Settings(data=tmp_path / "data")


Snapshot = dict[str, Any]


@pytest.fixture
def obeying() -> tuple[str, ...]:
    """Return what makes a command obey the permissions of files, which root need not."""
    if os.getuid():
        return ()
    if which("setpriv") is None:
        pytest.skip("root may write everywhere, and setpriv (util-linux) is not here to take that away")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


@contextmanager
def only_read(folder: Path) -> Iterator[None]:
    """Let nothing be written to a folder for the length of a block."""
    files = [path for path in folder.iterdir() if path.is_file()]
    for path, mode in [*((file, 0o444) for file in files), (folder, 0o555)]:
        path.chmod(mode)
    try:
        yield
    finally:
        for path, mode in [(folder, 0o755), *((file, 0o644) for file in files)]:
            path.chmod(mode)


@pytest.fixture
def snapshot() -> Callable[[Settings], Snapshot]:
    """Return a function that says everything an index holds, in a form that can be compared."""
    return snapshot_of


def snapshot_of(settings: Settings) -> Snapshot:
    """Say everything an index holds, in a form that can be compared."""
    from assistant.store.catalog import Catalog
    from assistant.store.index import VectorIndex
    from assistant.store.index_config import collection_of

    catalog = Catalog.open_existing(settings.data)
    index = VectorIndex.open(settings.data, name=collection_of(catalog) or "chunks-none")
    documents = {d.id: (d.sha256, d.title, d.kind, d.state, d.chunks) for d in catalog.documents()}
    rows = [row for id_ in documents for row in catalog.chunks_of(id_)]
    chunks = {row.id: (row.document, row.ordinal, row.start, row.end, row.context, row.sentences) for row in rows}
    found = {
        "documents": documents,
        "chunks": chunks,
        "vectors": {row.id: None if row.vector is None else row.vector.tobytes() for row in rows},
        "indexed": index.ids(),
        "outbox": catalog.outbox(10),
    }
    index.close()
    catalog.close()
    return found
