"""A server that speaks OpenAI's protocol and says what it is told to, awkwardly where a test wants it so.

It replays a :class:`Script` for each request, the last one again and again, and keeps what it was asked.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Script:
    """One reply: pieces of text, streamed; then a stall of so many seconds, a cut of the connection, or a proper end.

    ``status`` other than 200 is an error without text; ``refusal`` is the provider's own kind of no.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    stall_seconds: float = 0.0
    cut: bool = False
    refusal: str | None = None
    finish: str = "stop"


@dataclass
class Served:
    """Where the server listens, and the requests it has had: each the messages by role."""

    url: str
    asked: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(*scripts: Script) -> Iterator[Served]:
    """Serve scripts on loopback for the length of a block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model", "created": 0, "owned_by": "tests",
                                                         "max_model_len": 8192}]})  # fmt: skip

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script = scripts[min(len(served.asked), len(scripts) - 1)]
            served.asked.append({m["role"]: m["content"] for m in asked["messages"]})
            if script.status != 200:
                self._json(script.status, {"error": {"message": "scripted", "type": "scripted"}})
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                self._stream(script)
            except (BrokenPipeError, ConnectionResetError):
                served.over.set()  # the reader has heard enough

        def _stream(self, script: Script) -> None:
            for piece in script.pieces:
                self._event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
            if script.refusal:
                self._event({"choices": [{"index": 0, "delta": {"refusal": script.refusal}, "finish_reason": None}]})
            if script.stall_seconds:
                served.over.wait(script.stall_seconds)
            if script.cut:
                self.close_connection = True
                return
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": script.finish}]})
            self._event({"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 7, "total_tokens": 107}})
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, more: dict[str, Any]) -> None:
            event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted", **more}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()

        def _json(self, status: int, value: dict[str, Any]) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.over.set()
        server.shutdown()
        server.server_close()
