"""Ask from many browsers at once, through the real server, while a long PDF is added: ``python -m benchmarks.load``.

Each person is a browser of their own (a cookie, a session, messages as the page sends them) and asks the next question as
soon as the last is answered. Every answer must come without an error, and what it cites must stand in its document
unchanged, whatever is being written meanwhile. Prints one JSON object; exits 1 if anything went wrong.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx

from benchmarks.machine import family_megabytes

ROOT = Path(__file__).resolve().parent.parent
LONG = ROOT.parent / "shared" / "corpora" / "filings" / "documents" / "BOEING_2022_10K.pdf"
MADE_PAGES = 200
READ_SECONDS = 240  # until the corpus must have been read
_CONFIG = re.compile(r"window\.gradio_config = (.*?);</script>", re.DOTALL)
_CITED = re.compile(r'href="/source\?id=([^"&]+)"[^>]* data-words="([^"]*)"')


@dataclass
class Seen:
    """What all people together have seen so far. Lists only grow, which is safe in threads."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    waited: list[str] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)


class Person:
    """One browser in front of the page."""

    def __init__(self, address: str, number: int) -> None:
        self.client = httpx.Client(base_url=address, timeout=120)
        self.session = f"person{number}"
        self._turn = 0
        config = json.loads(_found(_CONFIG, self.client.get("/").text))
        by_name = {part["props"].get("elem_id"): part["id"] for part in config["components"]}
        self._calls = {
            (name, event): call["id"]
            for call in config["dependencies"]
            for name, id_ in by_name.items()
            for target, event in call["targets"]
            if name and target == id_
        }

    def ask(self, question: str) -> tuple[str, bool]:
        """Return the conversation as it is drawn in the end, and whether a place in the line was shown on the way."""
        shown, waited = "", False
        for message in self._send("question", "submit", [question, "", [], None]):
            drawn = (message.get("output") or {}).get("data") or []
            waited = waited or "answered before yours" in json.dumps(drawn)
            if message["msg"] == "process_completed":
                if not message["success"]:
                    raise RuntimeError(str(message["output"]))
                shown = str(drawn[1])
        return shown, waited

    def add(self, file: Path) -> str:
        """Add a file and return its receipt as it is drawn."""
        (kept,) = self.client.post("/gradio_api/upload", files={"files": (file.name, file.read_bytes())}).raise_for_status().json()
        given = {"path": kept, "orig_name": file.name, "meta": {"_type": "gradio.FileData"}}
        receipt = ""
        for message in self._send("add", "upload", [[given], [], False]):
            if message["msg"] == "process_completed":
                drawn = message["output"].get("data") or [message["output"]]
                receipt = next((str(part) for part in drawn if 'class="receipts"' in str(part)), str(drawn))
        return receipt

    def _send(self, name: str, event: str, data: list[Any]) -> Iterator[dict[str, Any]]:
        self._turn += 1
        session = f"{self.session}-{self._turn}"
        body = {"data": data, "fn_index": self._calls[name, event], "session_hash": session}
        self.client.post("/gradio_api/queue/join", json=body).raise_for_status()
        with self.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    message = json.loads(line[5:])
                    yield message
                    if message["msg"] in ("process_completed", "close_stream", "unexpected_error"):
                        return

    def check(self, cited: str, words: str) -> str:
        """Return what is wrong with a citation, "" if its words stand in its document unchanged."""
        opened = self.client.get(f"/api/citations/{quote(cited, safe='')}").json()
        if opened.get("state") == "unchanged" and opened.get("quote") == words:
            return ""
        return f"{cited}: {opened.get('state') or opened}, cited {words[:60]!r}, stands {str(opened.get('quote'))[:60]!r}"


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    assert match is not None
    return match[1]


def keep_asking(person: Person, questions: Sequence[str], until: float, seen: Seen) -> None:
    """Ask one question after the other until the time is over, and check what is cited."""
    for number in range(1_000_000):
        if time.monotonic() > until:
            return
        started = time.perf_counter()
        try:
            drawn, waited = person.ask(questions[number % len(questions)])
            seen.seconds.append(time.perf_counter() - started)
            if waited:
                seen.waited.append(person.session)
            if 'class="answer failed"' in drawn or 'class="answer' not in drawn:
                seen.faults.append(f"not answered: {drawn[-300:]}")
            for cited, words in _CITED.findall(drawn)[:1]:
                wrong = person.check(unquote(html.unescape(cited)), html.unescape(words))
                seen.checked.append(wrong)
                if wrong:
                    seen.faults.append(wrong)
        except (httpx.HTTPError, RuntimeError, json.JSONDecodeError) as error:
            seen.faults.append(f"{type(error).__name__}: {error}")


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the sample corpus from a fresh data folder, and yield the address once all of it can be asked."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chosen = {"DATA": str(data), "CORPUS": str(ROOT / "corpus"), "PORT": str(port), "ASKS_PER_MINUTE": "0"}
    environment = {**os.environ, **{f"ASSISTANT_{name}": value for name, value in chosen.items()}}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        expected = sum(1 for p in (ROOT / "corpus").rglob("*") if p.is_file() and _is_document(p))
        _until_ready(address, server, expected)
        yield address, server
    finally:
        server.terminate()
        server.wait(30)


def _is_document(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(ROOT / "corpus").parts)
    return not hidden and path.name != "corpus.csv"


def _until_ready(address: str, server: subprocess.Popen[bytes], expected: int) -> None:
    until = time.monotonic() + READ_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            documents = httpx.get(f"{address}/api/documents", timeout=10).json()
            if len(documents) >= expected and all(d["state"] == "ready" for d in documents):
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise TimeoutError(f"the corpus was not read in {READ_SECONDS} seconds")


def watch(pid: int, until: float, seen: Seen) -> None:
    while time.monotonic() < until:
        seen.megabytes.append(family_megabytes(pid))
        time.sleep(1)


def long_pdf(folder: Path, pages: int) -> Path:
    """Return a PDF of many pages: a real one where there is one, else one that is made."""
    if LONG.exists() and pages == MADE_PAGES:
        return LONG
    from reportlab.pdfgen.canvas import Canvas

    target = folder / "long.pdf"
    canvas = Canvas(str(target), invariant=1)
    for page in range(1, pages + 1):
        for line in range(40):
            canvas.drawString(
                72, 780 - 18 * line, f"On page {page} the register lists plot {page * 40 + line} with its owner and its rent."
            )
        canvas.showPage()
    canvas.save()
    return target


def run(people: int, seconds: float, pages: int = MADE_PAGES) -> dict[str, Any]:
    """Run the load and return what was seen; ``faults`` is empty when all went well."""
    lines = (ROOT / "eval" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as (address, server):
        browsers = [Person(address, number) for number in range(people)]
        before, until = family_megabytes(server.pid), time.monotonic() + seconds
        threads = [
            threading.Thread(target=keep_asking, args=(browser, questions[n:] + questions[:n], until, seen))
            for n, browser in enumerate(browsers)
        ]
        threads.append(threading.Thread(target=watch, args=(server.pid, until, seen)))
        for thread in threads:
            thread.start()
        time.sleep(seconds / 20)
        started = time.monotonic()
        receipt = Person(address, people).add(long_pdf(Path(folder), pages))
        added = time.monotonic() - started
        for thread in threads:
            thread.join()
        if "added" not in receipt:
            seen.faults.append(f"the long PDF was not added: {receipt[:300]}")
    return _summary(people, seconds, seen) | {"pdf_added_in_seconds": round(added, 1), "megabytes_before": round(before)}


def _summary(people: int, seconds: float, seen: Seen) -> dict[str, Any]:
    times = sorted(seen.seconds) or [0.0]
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else times * 19
    return {
        "people": people,
        "seconds": seconds,
        "answers": len(seen.seconds),
        "answers_per_second": round(len(seen.seconds) / seconds, 2),
        "median_seconds": round(statistics.median(times), 2),
        "p95_seconds": round(cuts[18], 2),
        "longest_seconds": round(times[-1], 2),
        "saw_their_place_in_the_line": len(seen.waited),
        "citations_checked": len(seen.checked),
        "megabytes_at_most": round(max(seen.megabytes, default=0)),
        "faults": len(seen.faults),
        "first_faults": seen.faults[:5],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300)
    asked = parser.parse_args()
    found = run(asked.people, asked.seconds)
    print(json.dumps(found, indent=1))
    raise SystemExit(1 if found["faults"] else 0)


if __name__ == "__main__":
    main()
