"""Reading and embedding on a real Ray cluster gives the index that one process gives, also when workers die on the way.

Ray takes ten seconds and more to start, so one cluster of two workers of each kind serves all tests; an alarm bounds each.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from assistant.errors import IndexMismatch, SettingsError, StoreUnavailable
from assistant.ingest import IngestEvent, ingest
from assistant.intake import cluster as room
from assistant.intake.cluster import Cluster
from assistant.intake.discover import File
from assistant.models.embedders import open_embedder
from assistant.settings import Settings

Take = Callable[[Settings], dict[str, Any]]
SECONDS = 150

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:.*ray"
)


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done within {SECONDS} s")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start a small cluster here, and return where other processes reach it."""
    ray = pytest.importorskip("ray", reason="no Ray: pip install '.[ray]'")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    small = {"num_cpus": 2, "object_store_memory": 200_000_000, "include_dashboard": False}
    ray.init(**small, log_to_driver=False, logging_level="ERROR")
    yield str(ray.get_runtime_context().gcs_address)
    ray.shutdown()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Settings]:
    """Return a folder of documents, one of them broken, and an index that was made without a cluster."""
    from tests.conftest import write_tiny_corpus

    folder = write_tiny_corpus(tmp_path_factory.mktemp("plain") / "corpus")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing of a PDF follows")
    for number in range(6):
        paragraphs = (f"Paragraph {n} of report {number} says {n * number} things about bees.\n\n" for n in range(120))
        (folder / f"long-{number}.txt").write_text("".join(paragraphs))
    settings = Settings(data=folder.parent / "data")
    assert done([folder], settings)["failed"] == ["broken.pdf"]
    return folder, settings


def done(paths: list[Path], settings: Settings) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for event in ingest(paths, settings):
        if isinstance(event, IngestEvent):
            found.setdefault(event.action, []).append(event.document)
    return found


def test_two_workers_killed_in_the_middle_change_nothing(
    address: str, plain: tuple[Path, Settings], settings: Settings, snapshot: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ray

    opened: list[Cluster] = []
    enter = Cluster.__enter__

    def remembered(cluster: Cluster) -> Cluster:
        opened.append(enter(cluster))
        return cluster

    monkeypatch.setattr(Cluster, "__enter__", remembered)
    folder, before = plain
    events = ingest([folder], settings.model_copy(update={"ray": address}))
    finished: list[IngestEvent] = []
    while not any(event.action == "added" for event in finished):
        finished += [event for event in [next(events)] if isinstance(event, IngestEvent)]
    (cluster,) = opened
    for actor in (cluster.embedders[0], cluster.readers[0]):
        os.kill(ray.get(actor.process.remote()), signal.SIGKILL)
    finished += [event for event in events if isinstance(event, IngestEvent)]
    assert [event.document for event in finished if event.action == "failed"] == ["broken.pdf"]
    assert len(finished) == 14 and snapshot(settings) == snapshot(before)
    again = done([folder], settings.model_copy(update={"ray": address}))
    assert len(again["unchanged"]) == 13 and again["failed"] == ["broken.pdf"]


def test_another_process_finds_the_cluster_by_its_address(
    address: str, plain: tuple[Path, Settings], settings: Settings, snapshot: Take
) -> None:
    folder, before = plain
    command = [sys.executable, "-m", "assistant", "ingest", str(folder), "--data", str(settings.data), "--ray", address]
    found = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert found.returncode == 1 and "failed   broken.pdf" in found.stdout and "13 added" in found.stdout, found
    assert snapshot(settings) == snapshot(before)


def test_a_machine_that_embeds_otherwise_is_refused() -> None:
    room._agree({"one"}, "one")
    with pytest.raises(IndexMismatch, match="embeds with another, this one with one; install the same version everywhere"):
        room._agree({"one", "another"}, "one")


class Dying(room._Embedder):
    def work(self, texts: Sequence[str]) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)


def opened_file(folder: Path) -> File:
    from assistant.intake.discover import discover
    from assistant.store.catalog import Catalog

    catalog = Catalog.open(folder / "data")
    path = folder / "a.txt"
    path.write_text("The harbour wall is long.")
    file = discover([path], catalog, {}, folder / "fetched").files["a.txt"]
    catalog.close()
    return file


def test_a_task_that_kills_every_worker_ends_in_an_error(
    address: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "TRIES", 1)
    monkeypatch.setattr(room, "_Embedder", Dying)
    spread = settings.model_copy(update={"ray": address})
    with Cluster(spread, open_embedder(settings).name) as cluster:
        cluster.read([opened_file(tmp_path)])
        results = cluster.results()
        cluster.embed(next(results).parsed())  # type: ignore[union-attr]
        with pytest.raises(room.ModelUnavailable, match=r"embedded a\.txt died 2 times"):
            list(results)


@pytest.mark.parametrize("here", [True, False])
def test_a_file_that_only_this_machine_can_read_is_no_bad_file(
    here: bool, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = opened_file(tmp_path)
    monkeypatch.setattr(room, "_outcome", lambda task: FileNotFoundError(2, "No such file or directory"))
    cluster = Cluster(settings, "x")
    cluster._reading = room._Pool(room.deque(), running={"task": ("actor", file)})
    if here:
        with pytest.raises(StoreUnavailable, match="give them the same folder at the same place"):
            cluster._as_read("task")
    else:
        file.path.unlink()
        assert isinstance(cluster._as_read("task").outcome, FileNotFoundError)


def test_without_ray_it_says_what_to_install(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingsError, match=r"research-assistant\[ray\]"):
        Cluster(settings.model_copy(update={"ray": "localhost:1"}), "x").__enter__()


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "nowhere.invalid:6379"])
def test_no_cluster_at_the_address_is_said_at_once(address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray")
    monkeypatch.setattr("ray.is_initialized", lambda: False)  # that of the other tests
    with pytest.raises(StoreUnavailable, match=f"no Ray cluster at {address} .*RAY_AUTH_TOKEN"):
        Cluster(settings.model_copy(update={"ray": address}), "x").__enter__()
