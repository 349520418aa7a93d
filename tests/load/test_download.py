"""Downloads: the format from the content type, and no way into the private network."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from assistant.errors import UnreadableDocument, UnsupportedFormat
from assistant.load import download
from assistant.load.download import fetch

PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>Words</p>"),
    "/notes.md": (200, {"Content-Type": "text/plain"}, b"# Notes"),
    "/plain": (200, {"Content-Type": "text/plain"}, b"Notes"),
    "/report.pdf": (200, {"Content-Type": "application/octet-stream"}, b"%PDF-1.7"),
    "/misnamed.txt": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
    "/picture.pdf": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/moved": (302, {"Location": "/page"}, b""),
    "/inward": (302, {"Location": "http://inside.example.org/page"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/gone": (404, {}, b""),
    "/large": (200, {"Content-Type": "text/html"}, b"x" * 5_000),
    "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"0" * 5_000_000)),
    "/drip": (200, {"Content-Type": "text/html", "Content-Length": "1000000"}, b"x"),
}


HERE = frozenset({"place.example.org"})


class Site(BaseHTTPRequestHandler):
    hosts: list[str | None]
    open = True

    def do_GET(self) -> None:
        status, headers, body = PAGES[self.path]
        self.hosts.append(self.headers["Host"])
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        with suppress(OSError):
            while self.path == "/drip" and Site.open:  # a byte now and then keeps every read from timing out
                time.sleep(0.05)
                self.wfile.write(b"x")

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    Site.hosts = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://place.example.org:{server.server_port}"
        Site.open = False
        server.shutdown()
        thread.join()


def at_home(host: str, port: int) -> Sequence[str]:
    """A resolver for which every host is this machine."""
    return ("127.0.0.1",)


@pytest.mark.parametrize(
    ("path", "suffix", "final"),
    [
        ("/page", ".html", "/page"),
        ("/notes.md", ".md", "/notes.md"),
        ("/plain", ".txt", "/plain"),
        ("/report.pdf", ".pdf", "/report.pdf"),
        ("/misnamed.txt", ".pdf", "/misnamed.txt"),
        ("/moved", ".html", "/page"),
    ],
)
def test_the_content_type_decides_the_format(site: str, path: str, suffix: str, final: str) -> None:
    assert fetch(site + path, private_hosts=HERE, resolve=at_home) == (PAGES[final][2], suffix, site + final)


def test_the_server_is_asked_in_the_name_of_the_host(site: str) -> None:
    fetch(site + "/page", private_hosts=HERE, resolve=at_home)
    assert Site.hosts[-1] == site.removeprefix("http://")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/gone", "404"), ("/round", "redirects"), ("/file", "only http"), ("/large", "larger than 0.001 MB"), ("/packed", "packed")],
)
def test_what_cannot_be_downloaded_says_why(site: str, path: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        fetch(site + path, private_hosts=HERE, resolve=at_home, max_bytes=1_000)


def test_a_server_that_sends_a_byte_now_and_then_does_not_hold_the_ingest(site: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match="too long"):
        fetch(site + "/drip", private_hosts=HERE, resolve=at_home, timeout_seconds=0.5)
    assert time.monotonic() - started < 3


def test_a_private_host_is_allowed_by_its_name_and_leads_to_no_other(site: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"inside\.example\.org is in a private network"):
        fetch(site + "/inward", private_hosts=HERE, resolve=at_home)
    with pytest.raises(UnreadableDocument, match="setting private_hosts"):
        fetch(site + "/page", private_hosts={"inside.example.org"}, resolve=at_home)


def test_a_name_that_leads_elsewhere_a_moment_later_changes_nothing(site: str) -> None:
    answers = [["127.0.0.1"], ["10.0.0.1"]]  # what is connected to is what was checked, not what is looked up again
    found = fetch(site + "/page", private_hosts=HERE, resolve=lambda host, port: answers.pop(0))
    assert found[0] == b"<p>Words</p>" and answers == [["10.0.0.1"]]


@pytest.fixture
def own_authority(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve the pages under a certificate that only an organisation's own machines trust; yield the address and the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "place.example.org")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("place.example.org")]), critical=False).sign(
        key, hashes.SHA256()
    )
    certificate, secret = tmp_path / "own.pem", tmp_path / "key.pem"
    certificate.write_bytes(signed.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"https://place.example.org:{server.server_port}", certificate
        server.shutdown()
        thread.join()


@pytest.fixture
def trusted_anew() -> Iterator[None]:
    """Have the certificates read again, as by another process."""
    download._trusted.cache_clear()
    yield
    download._trusted.cache_clear()


@pytest.mark.usefixtures("trusted_anew")
def test_an_organisations_own_certificate_is_trusted_where_the_environment_names_it(
    own_authority: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, certificate = own_authority
    Site.hosts = []
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(UnreadableDocument, match="name its certificates in SSL_CERT_FILE"):
        fetch(f"{address}/page", private_hosts=HERE, resolve=at_home)
    download._trusted.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(f"{address}/page", private_hosts=HERE, resolve=at_home)[0] == PAGES["/page"][2]


def test_where_a_proxy_leads_out_the_error_says_that_it_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example.org:8080")

    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("no such host")

    with pytest.raises(UnreadableDocument, match="proxy of this machine is not used: save the page with a browser"):
        fetch("https://example.org/page", resolve=unknown)


def test_a_picture_is_no_document(site: str) -> None:
    with pytest.raises(UnsupportedFormat, match="image/png"):
        fetch(site + "/picture.pdf", private_hosts=HERE, resolve=at_home)


PRIVATE = "127.0.0.1 10.0.0.1 192.168.1.1 172.16.0.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 ::1 fe80::1%eth0 fc00::1"
WRAPPED = "fec0::1 ::127.0.0.1 64:ff9b:1::7f00:1 255.255.255.255 198.18.0.1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: nonsense"


@pytest.mark.parametrize("address", f"{PRIVATE} {WRAPPED}".split())
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(UnreadableDocument, match="private network"):
        fetch("http://place.example.org/page", resolve=lambda host, port: ["93.184.215.14", address])


def test_a_redirect_into_the_private_network_is_refused(site: str) -> None:
    asked = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with pytest.raises(UnreadableDocument, match=r"place\.example\.org is in a private network"):
        fetch(site + "/inward", resolve=resolve)
    assert asked == ["place.example.org"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/a", "only http"),
        ("file:///etc/passwd", "only http"),
        ("example.org", "only http"),
        ("http://", "only http"),
        ("http://user:secret@example.org/", "user name"),
        ("http://[::1", "not a web address"),
        ("https://example.org/" + "a" * 3_000, "only http"),
    ],
)
def test_other_addresses_are_refused(url: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        fetch(url, resolve=at_home)


def test_an_unknown_host_and_a_closed_port_say_so() -> None:
    def nowhere(host: str, port: int) -> Sequence[str]:
        raise OSError("no such host")

    with pytest.raises(UnreadableDocument, match="cannot be found"):
        fetch("http://place.example.org/", resolve=nowhere)
    with pytest.raises(UnreadableDocument, match="cannot be downloaded"):
        fetch("http://place.example.org:9/", resolve=at_home, private_hosts=HERE)
