"""Read and embed on a Ray cluster: any number of machines parse and embed, and the one that called writes.

Each processor of the cluster gets a reader, which keeps the limits of time and memory that an ingest keeps (:mod:`.workers`), and
an embedder, which keeps its model open. Results come as they are finished. A worker that dies is started again, on another
machine if need be, and does its task again; what it does depends on its task alone, so the index is the same.

These are actors of Ray itself and not Ray Data, whose splitting and shuffling of blocks is not needed: reading a document is one
task, and embedding it a few (:mod:`.embedding`).
"""

from __future__ import annotations

import os
import socket
import time
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import IndexMismatch, ModelUnavailable, SettingsError, StoreUnavailable, first_line
from assistant.intake.discover import File
from assistant.intake.embedding import Embedded, Texts
from assistant.intake.parsing import Parsed, parse
from assistant.intake.workers import PATIENCE, Died, Limits, Workers
from assistant.models.embedders import open_embedder
from assistant.models.quiet import stay_quiet
from assistant.settings import Settings

CONNECT_SECONDS = 10  # in which a cluster must answer
START_SECONDS = 180  # for a cluster to find room for the workers and to start them
TRIES = 3  # of a task whose worker dies
READ_SHARE, EMBED_SHARE = 0.2, 0.8  # of a processor


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of reading a file."""

    file: File
    outcome: Parsed | Exception

    def parsed(self) -> Parsed:
        """Return the document. Raises what reading it raised."""
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@dataclass(slots=True)
class _Embedding:
    """A document of which so many tasks are not done."""

    texts: Texts
    left: int
    started: float


@dataclass(slots=True)
class _Pool:
    """Actors that do one task at a time, and the tasks that wait for one."""

    idle: deque[Any]
    waiting: deque[tuple[Any, tuple[Any, ...]]] = field(default_factory=deque)
    running: dict[Any, tuple[Any, Any]] = field(default_factory=dict)

    def start(self) -> None:
        """Give every idle actor a task."""
        while self.idle and self.waiting:
            actor, (job, arguments) = self.idle.popleft(), self.waiting.popleft()
            self.running[actor.work.remote(*arguments)] = actor, job

    def finish(self, task: Any) -> Any:
        """Take a finished task's actor back, and return what the task was for."""
        actor, job = self.running.pop(task)
        self.idle.append(actor)
        return job


WAYS_IN = "ray start --head begins one; it and this command need the same RAY_AUTH_TOKEN, or RAY_AUTH_MODE=disabled"


class Cluster:
    """Workers on a Ray cluster, from the beginning to the end of a ``with`` block.

    Raises SettingsError where Ray is not installed, StoreUnavailable, IndexMismatch where a machine of the cluster embeds
    otherwise than ``maker``, the name of the embedder here.
    """

    def __init__(self, settings: Settings, maker: str) -> None:
        self._settings = settings
        self._maker = maker
        self._connected = False
        self._actors: list[Any] = []
        self._documents: dict[str, _Embedding] = {}
        self._finished: deque[Embedded] = deque()

    def __enter__(self) -> Cluster:
        try:
            self._connect()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _connect(self) -> None:
        """Join the Ray cluster of the settings. Raises SettingsError without the package, StoreUnavailable without a cluster."""
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves the machine
        try:
            import ray
        except ModuleNotFoundError as error:
            raise SettingsError("ingest on a cluster needs: pip install 'research-assistant[ray]'") from error
        if ray.is_initialized():
            return
        try:
            _knock(self._settings.ray or "")
            ray.init(address=self._settings.ray, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise StoreUnavailable(f"no Ray cluster at {self._settings.ray} lets us in: {error}; {WAYS_IN}") from error
        self._connected = True

    def _start(self) -> None:
        """Begin a reader and an embedder for each core of the cluster. Raises StoreUnavailable."""

        import ray

        number = max(1, int(ray.cluster_resources().get("CPU", 1)))
        limits = Limits(self._settings.read_seconds, self._settings.read_megabytes)
        lasting = {"max_restarts": -1, "max_task_retries": TRIES}
        reader = ray.remote(num_cpus=READ_SHARE, **lasting)(_Reader)
        embedder = ray.remote(num_cpus=EMBED_SHARE, **lasting)(_Embedder)
        self.readers = [reader.remote(self._settings, limits) for _ in range(number)]
        self.embedders = [embedder.remote(self._settings) for _ in range(number)]
        self._actors = [*self.readers, *self.embedders]
        self._reading, self._embedding = _Pool(deque(self.readers)), _Pool(deque(self.embedders))
        try:
            names = set(ray.get([actor.name.remote() for actor in self.embedders], timeout=START_SECONDS))
        except ray.exceptions.RayError as error:
            raise StoreUnavailable(f"the Ray cluster gave no workers within {START_SECONDS} s: {first_line(error)}") from error
        _agree(names, self._maker)

    def __exit__(self, *_: object) -> None:
        if self._actors or self._connected:
            import ray

            for actor in self._actors:
                ray.kill(actor)
            if self._connected:
                ray.shutdown()

    # -- work --------------------------------------------------------------------------------------------------------

    def read(self, files: Sequence[File]) -> None:
        """Have files read and chunked."""
        self._reading.waiting.extend((file, (file,)) for file in files)

    def embed(self, parsed: Parsed) -> None:
        """Have a document embedded, wherever there is room."""
        id_, texts = parsed.document.id, Texts(parsed, self._settings.sentence_vectors)
        self._documents[id_] = _Embedding(texts, len(texts.tasks), time.perf_counter())
        self._embedding.waiting.extend(((id_, number), (task,)) for number, task in enumerate(texts.tasks))
        self._end(id_)

    def results(self) -> Iterator[FileRead | Embedded]:
        """Yield what is finished, as it is, until all is. Raises StoreUnavailable, ModelUnavailable."""
        import ray

        patience = PATIENCE * self._settings.read_seconds + START_SECONDS
        while True:
            yield from self._ended()
            self._embedding.start()
            if len(self._embedding.waiting) < len(self._actors):  # documents that were read wait in memory to be embedded
                self._reading.start()
            tasks = [*self._embedding.running, *self._reading.running]
            if not tasks:
                return
            try:
                done, _ = ray.wait(tasks, num_returns=1, timeout=patience)
            except ray.exceptions.RayError as error:
                raise StoreUnavailable(f"the Ray cluster was lost: {first_line(error)}; run the same again") from error
            if not done:
                raise StoreUnavailable(f"the Ray cluster finished nothing within {patience:g} s; run the same again")
            if done[0] in self._reading.running:
                yield self._as_read(done[0])
            else:
                self._as_embedded(done[0])

    def _as_read(self, task: Any) -> FileRead:
        file = self._reading.finish(task)
        outcome = _outcome(task)
        if isinstance(outcome, OSError) and os.access(file.path, os.R_OK):
            message = f"the workers of the Ray cluster cannot read {file.path}, which this machine can"
            raise StoreUnavailable(f"{message}: give them the same folder at the same place")
        return FileRead(file, outcome)

    def _as_embedded(self, task: Any) -> None:
        (id_, number), vectors = self._embedding.finish(task), _outcome(task)
        if isinstance(vectors, Died):
            raise ModelUnavailable(f"the worker that embedded {id_} died {vectors}; run the same again") from vectors
        if isinstance(vectors, Exception):
            raise vectors
        self._documents[id_].texts.put(number, vectors)
        self._documents[id_].left -= 1
        self._end(id_)

    def _end(self, id_: str) -> None:
        if not self._documents[id_].left:
            document = self._documents.pop(id_)
            self._finished.append(Embedded(id_, document.texts.packed(), time.perf_counter() - document.started))

    def _ended(self) -> Iterator[Embedded]:
        while self._finished:
            yield self._finished.popleft()


def _knock(address: str) -> None:
    """See that somebody listens there: Ray itself waits for minutes for a cluster that is not. Raises OSError, ValueError."""
    where = urlsplit(address if "://" in address else f"//{address}")
    if where.port is not None:
        socket.create_connection((where.hostname or "", where.port), timeout=CONNECT_SECONDS).close()


def _agree(names: Collection[str], maker: str) -> None:
    """See that every machine embeds alike. Raises IndexMismatch."""
    if strange := sorted(set(names) - {maker}):
        message = f"a machine of the Ray cluster embeds with {strange[0]}, this one with {maker}"
        raise IndexMismatch(f"{message}; install the same version everywhere")


def _outcome(task: Any) -> Any:
    """Return what a finished task returned, or the exception it ended with."""
    import ray

    try:
        return ray.get(task)
    except ray.exceptions.RayError as error:
        return Died(f"{TRIES + 1} times: {first_line(error)}")


# -- in the cluster ----------------------------------------------------------------------------------------------------


class _Reader:
    """Reads one file at a time, in a process of its own, within limits."""

    def __init__(self, settings: Settings, limits: Limits) -> None:
        stay_quiet()
        self._settings = settings
        self._workers = Workers(1, limits).__enter__()

    def process(self) -> int:
        return os.getpid()

    def work(self, file: File) -> Parsed | Exception:
        try:
            parsed: Parsed = self._workers.submit(parse, file, self._settings).result()
        except Exception as error:  # told apart where it is read; raised, it would come back as an error of Ray
            return error
        return parsed


class _Embedder:
    """Embeds with a model that stays open."""

    def __init__(self, settings: Settings) -> None:
        stay_quiet()
        self._embedder = open_embedder(settings)

    def name(self) -> str:
        return self._embedder.name

    def process(self) -> int:
        return os.getpid()

    def work(self, texts: Sequence[str]) -> Any:
        """Return the vectors of texts, or what went wrong."""
        try:
            return self._embedder.embed(texts)
        except Exception as error:  # told apart where it is read; raised, it would come back as an error of Ray
            return error
