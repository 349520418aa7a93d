"""The same product with its vectors on a real Chroma server: same answers, several readers, tokens, and a server that goes away."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread
from urllib.error import HTTPError

import pytest

from assistant.ask import Assistant
from assistant.errors import StoreUnavailable
from assistant.ingest import IngestEvent, Progress, ingest, remove
from assistant.settings import Settings
from assistant.store.index import CONNECT_SECONDS, SERVER_SECONDS, _close, _connected, _sessions
from assistant.upkeep.backup import back_up, restore
from assistant.upkeep.doctor import examine
from assistant.upkeep.reindex import reindex
from assistant.upkeep.repair import repair
from tests.conftest import BagOfWords, write_files, write_tiny_corpus

QUESTIONS = ("When was the harbour wall rebuilt?", "How much honey did roof hives produce?", "Who pays for the bridges?")
TOKEN = "a-token-of-the-tests"
QUIET = {"ANONYMIZED_TELEMETRY": "False"}


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def sockets_of_chroma() -> Iterator[None]:
    """Let go, while it is allowed, of the sockets that Chroma's client leaves open where its server does not let it in."""
    yield
    gc.collect()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[str]:
    """Run a Chroma server process and give its address; it is gone when the block ends."""
    found = which("chroma", path=str(Path(sys.executable).parent)) or "chroma"
    command = [found, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    nothing = subprocess.DEVNULL
    server = subprocess.Popen(command, env=os.environ | QUIET, stdout=nothing, stderr=nothing, stdin=nothing)
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while not answers(url):
            assert server.poll() is None and time.monotonic() < until, "the Chroma server did not start"
            time.sleep(0.1)
        yield url
    finally:
        server.kill()
        server.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=2):
            return True
    except OSError:
        return False


class Gate(BaseHTTPRequestHandler):
    """A proxy as it is put before a Chroma server: without the token nothing passes."""

    server: GateServer

    def pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(self.server.delay)
        code, data = 401, b"no token"
        if self.headers.get("Authorization") == f"Bearer {TOKEN}":
            headers = {"Content-Type": self.headers.get("Content-Type") or "application/json"}
            request = urllib.request.Request(self.server.behind + self.path, body or None, headers, method=self.command)
            try:
                with urllib.request.urlopen(request, timeout=10) as reply:
                    code, data = reply.status, reply.read()
            except HTTPError as error:
                code, data = error.code, error.read()
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = pass_on

    def log_message(self, format: str, *args: object) -> None:
        pass


class GateServer(ThreadingHTTPServer):
    def __init__(self, behind: str) -> None:
        super().__init__(("127.0.0.1", 0), Gate)
        self.behind = behind
        self.delay = 0.0


@pytest.mark.usefixtures("bag_of_words")
def test_answers_are_the_same_as_with_embedded_vectors_for_every_reader(tmp_path: Path) -> None:
    corpus, port = write_tiny_corpus(tmp_path / "corpus"), free_port()
    embedded = Settings(data=tmp_path / "embedded")
    list(ingest([corpus], embedded))
    with serving(tmp_path / "server", port) as url:
        remote = Settings(data=tmp_path / "remote", chroma=url)
        list(ingest([corpus], remote))
        assert not (remote.data / "vectors").exists()
        here, there, other = (Assistant.open(s) for s in (embedded, remote, remote))
        for question in QUESTIONS:
            answer = here.ask(question)
            assert answer.status == "answered"
            for reader in (there, other):
                found = reader.ask(question)
                assert (found.text, found.citations) == (answer.text, answer.citations)
                assert [p.citation_id for p in found.passages] == [p.citation_id for p in answer.passages]
        list(remove(["notes/harbour.txt"], remote))
        assert all("harbour" not in p.document for reader in (there, other) for p in reader.search("harbour wall"))
        for reader in (here, there, other):
            reader.close()


@pytest.mark.usefixtures("bag_of_words")
def test_a_server_that_goes_away_is_a_clear_error_and_the_next_ingest_completes(tmp_path: Path) -> None:
    corpus, port = write_files(tmp_path / "c", {"a.txt": "The gate was built in 1901.", "b.txt": "Nothing else."}), free_port()
    settings = Settings(data=tmp_path / "data", chroma=f"http://127.0.0.1:{port}")
    with serving(tmp_path / "server", port):
        list(ingest([corpus], settings))
        (corpus / "a.txt").write_text("The gate was built in 1902.")
        steps = ingest([corpus], settings)
        while not isinstance(next(steps), Progress):
            pass
    with pytest.raises(StoreUnavailable, match="is the Chroma server up"):
        list(steps)
    with pytest.raises(StoreUnavailable, match="is the Chroma server up"):
        Assistant.open(settings).ask("When was the gate built?")
    with serving(tmp_path / "server", port):
        actions = {e.document: e.action for e in ingest([corpus], settings) if isinstance(e, IngestEvent)}
        assert actions["b.txt"] == "unchanged"
        with closing(Assistant.open(settings)) as assistant:
            answer = assistant.ask("When was the gate built?")
        assert answer.text == "The gate was built in 1902. [1]"


def test_a_server_with_a_token_lets_in_who_has_it(
    tmp_path: Path, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The gate was built in 1901."})
    with serving(tmp_path / "server", free_port()) as behind, GateServer(behind) as gate:
        Thread(target=gate.serve_forever, daemon=True).start()
        settings = Settings(data=tmp_path / "data", chroma=f"http://127.0.0.1:{gate.server_port}")
        for token in (None, "another"):
            if token:
                monkeypatch.setenv("CHROMA_CLIENT_AUTH_CREDENTIALS", token)
            with pytest.raises(StoreUnavailable, match="set CHROMA_CLIENT_AUTH_CREDENTIALS"):
                list(ingest([corpus], settings))
        monkeypatch.setenv("CHROMA_CLIENT_AUTH_CREDENTIALS", TOKEN)
        list(ingest([corpus], settings))
        with closing(Assistant.open(settings)) as assistant:
            assert assistant.ask("When was the gate built?").status == "answered"
        gate.shutdown()


@pytest.mark.usefixtures("bag_of_words")
def test_what_one_archive_does_leaves_the_vectors_of_another_on_the_same_server(tmp_path: Path) -> None:
    corpus = write_tiny_corpus(tmp_path / "corpus")
    with serving(tmp_path / "server", free_port()) as url:
        one, other = (Settings(data=tmp_path / name, chroma=url) for name in ("one", "other"))
        for settings in (one, other):
            list(ingest([corpus], settings))
        list(remove(["notes/harbour.txt"], one))
        list(repair(one))
        list(reindex(one))
        assert not [finding for settings in (one, other) for finding in examine(settings) if finding.check == "vectors"]
        with closing(Assistant.open(other)) as assistant:
            assert assistant.ask(QUESTIONS[0]).status == "answered"


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize("mend", ["repair", "ingest"])
def test_a_server_that_lacks_the_vectors_is_not_asked_until_it_has_them(mend: str, tmp_path: Path) -> None:
    corpus = write_tiny_corpus(tmp_path / "corpus")
    here = Settings(data=tmp_path / "data")
    list(ingest([corpus], here))
    with serving(tmp_path / "server", free_port()) as url:
        there = here.model_copy(update={"chroma": url})
        with pytest.raises(StoreUnavailable, match=r"the Chroma server lacks .* doctor --repair"):
            Assistant.open(there)
        if mend == "repair":
            list(repair(there))
        else:
            write_files(corpus, {"new.txt": "One thing is new."})
            list(ingest([corpus], there))
        with closing(Assistant.open(there)) as assistant:
            assert assistant.ask(QUESTIONS[0]).status == "answered"
        assert not [finding for finding in examine(there) if finding.check == "vectors"]


@pytest.mark.usefixtures("bag_of_words")
def test_a_server_that_says_nothing_is_an_error_and_not_a_question_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.index.SERVER_SECONDS", 0.5)
    monkeypatch.setenv("CHROMA_CLIENT_AUTH_CREDENTIALS", TOKEN)
    corpus = write_files(tmp_path / "c", {"a.txt": "The gate was built in 1901."})
    with serving(tmp_path / "server", free_port()) as behind, GateServer(behind) as gate:
        Thread(target=gate.serve_forever, daemon=True).start()
        settings = Settings(data=tmp_path / "data", chroma=f"http://127.0.0.1:{gate.server_port}")
        list(ingest([corpus], settings))
        with closing(Assistant.open(settings)) as assistant:
            gate.delay = 2.0
            for ask in (lambda: assistant.ask("When was the gate built?"), lambda: Assistant.open(settings)):
                with pytest.raises(StoreUnavailable, match="does not answer"):
                    ask()
            gate.delay = 0.0
            assert assistant.ask("When was the gate built?").status == "answered"
        gate.shutdown()


def test_whatever_the_client_asks_through_has_a_limit(tmp_path: Path) -> None:
    """It is set on what is private in Chroma's client: a version that keeps it elsewhere has to be looked at."""
    with serving(tmp_path / "server", free_port()) as url:
        client = _connected(url)
        sessions = list(_sessions(client))
        assert sessions and all((s.timeout.read, s.timeout.connect) == (SERVER_SECONDS, CONNECT_SECONDS) for s in sessions)
        _close(client)
        assert all(session.is_closed for session in sessions)


@pytest.mark.usefixtures("bag_of_words")
def test_what_is_removed_while_the_server_is_away_does_not_come_back(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", chroma=f"http://127.0.0.1:{free_port()}")
    added = write_files(settings.data / "added", {"uploads/a.txt": "The gate was built in 1901."})
    with pytest.raises(StoreUnavailable):
        list(ingest([added], settings))
    with pytest.raises(StoreUnavailable):
        list(remove(["uploads/a.txt"], settings))
    assert not (added / "uploads/a.txt").exists()


@pytest.mark.usefixtures("bag_of_words")
def test_a_backup_that_is_restored_has_vectors_of_its_own_beside_those_of_what_was_backed_up(tmp_path: Path) -> None:
    corpus = write_tiny_corpus(tmp_path / "corpus")
    with serving(tmp_path / "server", free_port()) as url:
        one, copy = (Settings(data=tmp_path / name, chroma=url) for name in ("one", "copy"))
        list(ingest([corpus], one))
        back_up(one, tmp_path / "backup.tar")
        list(remove(["notes/harbour.txt"], one))
        list(restore(tmp_path / "backup.tar", one, overwrite=True))
        list(restore(tmp_path / "backup.tar", copy))
        list(remove(["notes/harbour.txt"], copy))
        assert not [finding for settings in (one, copy) for finding in examine(settings) if finding.check == "vectors"]
        with closing(Assistant.open(one)) as assistant:
            assert assistant.ask(QUESTIONS[0]).status == "answered"


def _collections(url: str) -> list[str]:
    client = _connected(url)
    try:
        return sorted(collection.name for collection in client.list_collections())
    finally:
        _close(client)


@pytest.mark.usefixtures("bag_of_words")
def test_the_vectors_of_what_a_restore_replaces_leave_the_server(tmp_path: Path) -> None:
    with serving(tmp_path / "server", free_port()) as url:
        one, other = (Settings(data=tmp_path / name, chroma=url) for name in ("one", "other"))
        for settings in (one, other):
            list(ingest([write_tiny_corpus(tmp_path / "corpus")], settings))
        back_up(one, tmp_path / "backup.tar")
        before = _collections(url)
        list(restore(tmp_path / "backup.tar", one, overwrite=True))
        after = _collections(url)
        assert len(before) == len(after) == 2 and len({*before} & {*after}) == 1
        assert not [finding for settings in (one, other) for finding in examine(settings) if finding.check == "vectors"]


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize("first", ["ingest", "remove", "repair", "reindex", "restore"])
def test_a_copied_folder_gets_vectors_of_its_own_and_a_moved_one_keeps_them(
    first: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    corpus = write_tiny_corpus(tmp_path / "corpus")
    with serving(tmp_path / "server", free_port()) as url:
        one, moved, copy = (Settings(data=tmp_path / name, chroma=url) for name in ("one", "moved", "copy"))
        list(ingest([corpus], one))
        back_up(one, tmp_path / "backup.tar")
        one.data.rename(moved.data)
        list(ingest([corpus], moved))
        assert len(_collections(url)) == 1 and not caplog.records
        shutil.copytree(moved.data, copy.data)
        assert [f.message for f in examine(copy) if f.check == "vectors"] == [
            f"the folder is a copy of {moved.data}, whose vectors on the Chroma server it shares"
        ]
        {
            "ingest": lambda: list(ingest([corpus], copy)),
            "remove": lambda: list(remove(["notes/harbour.txt"], copy)),
            "repair": lambda: list(repair(copy)),
            "reindex": lambda: list(reindex(copy.model_copy(update={"chunk_pieces": 64}))),
            "restore": lambda: list(restore(tmp_path / "backup.tar", copy, overwrite=True)),
        }[first]()
        assert first == "restore" or f"{copy.data} is a copy of {moved.data}" in caplog.text
        assert len(_collections(url)) == 2
        assert not [finding for settings in (moved, copy) for finding in examine(settings) if finding.check == "vectors"]
        with closing(Assistant.open(moved)) as assistant:
            assert assistant.ask(QUESTIONS[0]).status == "answered"
