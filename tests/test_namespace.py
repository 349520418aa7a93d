"""Nothing tries to leave: the product ingests, answers and serves where a network seems to be, and its calls are watched.

The network leads nowhere. It is there because a library may not even try without one; nor may one in CI, so nothing says that this
is one. The system calls of the product and of all that it starts are recorded (strace), so that native code and child processes
count too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.models.quiet import QUIET

UNTOLD = {*QUIET, "CI", "GITHUB_ACTIONS", "XDG_CACHE_HOME"}
ROOT = Path(__file__).resolve().parent.parent
INSIDE = """
import json, subprocess, sys, time, urllib.request

corpus, data = sys.argv[1:3]
command = [sys.executable, "-m", "assistant"]
subprocess.run([*command, "ingest", corpus, "--data", data], check=True, capture_output=True)
asked = [*command, "ask", "When was the harbour wall rebuilt?", "--data", data, "--json"]
answer = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
server = subprocess.Popen([*command, "serve", "--data", data, "--port", "7861"], stdout=subprocess.DEVNULL)
try:
    for _ in range(300):
        try:
            page = urllib.request.urlopen("http://127.0.0.1:7861/", timeout=10).read()
            break
        except OSError:
            time.sleep(0.2)
    question = json.dumps({"question": "When was the harbour wall rebuilt?"}).encode()
    asked = urllib.request.Request("http://127.0.0.1:7861/api/ask", question, {"Content-Type": "application/json"})
    served = json.load(urllib.request.urlopen(asked, timeout=60))
    time.sleep(8)  # telemetry goes out from threads, that of ONNX Runtime after four seconds
finally:
    server.terminate()
    server.wait(20)
print(json.dumps([answer["status"], served["status"], b"gradio" in page]))
"""
_CALL = re.compile(
    r"\b(?:connect|sendto|sendmsg|sendmmsg)\(.*?sin6?_port=htons\((\d+)\).*?(?:inet_addr\(\"|inet_pton\(AF_INET6, \")([^\"]+)"
)


def addresses(trace: str) -> set[tuple[str, int]]:
    """Return the network addresses that were called, with their ports."""
    return {(address, int(port)) for port, address in _CALL.findall(trace)}


def attempts(trace: str) -> set[tuple[str, int]]:
    """Return the addresses that lie outside this machine, and every name service, wherever it is."""
    return {(a, port) for a, port in addresses(trace) if port == 53 or not (a.startswith("127.") or a == "::1")}


NETWORK = """
ip link set lo up && ip link add out type veth peer name nowhere && ip address add 192.0.2.2/24 dev out \\
&& ip link set nowhere up && ip link set out up && ip route add default via 192.0.2.1 && exec "$@"
"""
"""What gives the namespace a way out that seems to work (192.0.2.0/24 is for documentation, RFC 5737)."""


def in_namespace(*command: str) -> list[str]:
    return ["unshare", "--net", "--map-root-user", "sh", "-c", NETWORK, "sh", *command]


@pytest.fixture(scope="module")
def isolated() -> None:
    for tool in ("unshare", "ip", "strace"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    tried = subprocess.run(in_namespace("strace", "-f", "-o", os.devnull, "true"), capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"no network namespace of our own here: {tried.stderr.strip()[:100]}")


@pytest.mark.usefixtures("isolated")
def test_the_product_works_without_a_way_out_and_does_not_look_for_one(tiny_corpus: Path, tmp_path: Path) -> None:
    trace, home = tmp_path / "trace", tmp_path / "home"
    home.mkdir()
    watched = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-e", "signal=none", "-o", str(trace)]
    run = subprocess.run(
        in_namespace(*watched, sys.executable, "-c", INSIDE, str(tiny_corpus), str(tmp_path / "data")),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**{name: value for name, value in os.environ.items() if name not in UNTOLD}, "HOME": str(home)},
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stdout.strip() == '["answered", "answered", true]'
    assert ("127.0.0.1", 7861) in addresses(trace.read_text())  # the watch sees what is called
    assert attempts(trace.read_text()) == set()
    assert {file.relative_to(home).parts[:2] for file in home.rglob("*") if file.is_file()} == {(".cache", "research-assistant")}


@pytest.mark.usefixtures("isolated")
def test_the_watch_sees_an_attempt(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    reach = "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('192.0.2.1', 9))"
    subprocess.run(
        in_namespace("strace", "-f", "-qq", "-e", "trace=connect", "-o", str(trace), sys.executable, "-c", reach),
        capture_output=True,
    )
    assert attempts(trace.read_text()) == {("192.0.2.1", 9)}
