"""Fetch one document from the web, and nothing from the network behind the user's back.

An address given by a user, or by a redirect, may point into the user's own network. So a host name is resolved first, every
address it has must be public, and the connection goes to the very address that was checked: a name that resolves to
something else a moment later changes nothing. Each redirect is checked the same way. A host in the private network can be
allowed on purpose, by its name; then only that name may lead there.

The time limit holds for the whole, also against a server that sends one byte now and then: the download runs in a thread
of its own, which is left behind when the time is over and ends with its next time-out.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from assistant.errors import UnreadableDocument, UnsupportedFormat

if TYPE_CHECKING:
    import ssl

    import httpx

MAX_BYTES = 50_000_000  # of a page or file from the web
TIMEOUT_SECONDS = 60.0  # for all of it, redirects included
_MAX_REDIRECTS = 5
_MAX_URL_CHARS = 2_000

_SUFFIXES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
}
_VAGUE_TYPES = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/zip")

Resolve = Callable[[str, int], Sequence[str]]


def fetch(
    url: str,
    *,
    private_hosts: Container[str] = (),
    max_bytes: int = MAX_BYTES,
    timeout_seconds: float = TIMEOUT_SECONDS,
    resolve: Resolve | None = None,
) -> tuple[bytes, str, str]:
    """Download a document; return its bytes, the suffix of its format, and the address it was found at in the end.

    The content type decides the suffix; where it says nothing (plain text, any bytes), the name in the address does.

    Args:
        private_hosts: host names, in lower case, that may lead to this machine or to a private network.
        timeout_seconds: for the whole download, redirects included.
        resolve: gives the addresses of a host and port; the system's resolver by default.

    Raises:
        UnreadableDocument: the address is refused, does not answer, or answers with an error or with too much.
        UnsupportedFormat: what is there is in a format that no reader knows.
    """
    asked = _Asked(url, private_hosts, max_bytes, time.monotonic() + timeout_seconds, resolve or _system_addresses)
    done: SimpleQueue[tuple[bytes, str, str] | Exception] = SimpleQueue()
    threading.Thread(target=_put_what_comes, args=(done, asked, timeout_seconds), name="download", daemon=True).start()
    try:
        got = done.get(timeout=timeout_seconds)
    except Empty:
        got = UnreadableDocument(url, "the download took too long")
    if isinstance(got, Exception):
        raise got
    return got


@dataclass(frozen=True, slots=True)
class _Asked:
    url: str
    private_hosts: Container[str]
    max_bytes: int
    deadline: float
    resolve: Resolve


def _put_what_comes(done: SimpleQueue[tuple[bytes, str, str] | Exception], asked: _Asked, timeout_seconds: float) -> None:
    try:
        done.put(_download(asked, timeout_seconds))
    except Exception as error:  # whatever it is, it is raised by who waits for the download
        done.put(error)


def _download(asked: _Asked, timeout_seconds: float) -> tuple[bytes, str, str]:
    import httpx

    url = place = asked.url
    patience = min(timeout_seconds, 20.0)
    with httpx.Client(verify=_trusted(), follow_redirects=False, timeout=patience, trust_env=False) as client:
        for _ in range(_MAX_REDIRECTS + 1):
            target, address = _checked(place, asked.private_hosts, asked.resolve)
            try:
                with client.stream("GET", target.copy_with(host=address), **_as_host(target)) as response:
                    if response.has_redirect_location:
                        place = str(target.join(response.headers["location"]))
                        continue
                    if response.status_code != httpx.codes.OK:
                        raise UnreadableDocument(url, f"the server answered {response.status_code} {response.reason_phrase}")
                    suffix = _suffix(response.headers.get("content-type", ""), target.path, place)
                    return _body(response, url, asked.max_bytes, asked.deadline), suffix, str(target)
            except httpx.TimeoutException as exc:
                raise UnreadableDocument(url, "the server stopped answering") from exc
            except (httpx.HTTPError, httpx.InvalidURL) as exc:
                raise UnreadableDocument(url, f"cannot be downloaded ({exc}){_way_out(exc)}") from exc
    raise UnreadableDocument(url, f"more than {_MAX_REDIRECTS} redirects")


@cache
def _trusted() -> ssl.SSLContext:
    """Trust who the system trusts, which may be an organisation's own authority or what SSL_CERT_FILE names, and the usual ones."""
    import ssl

    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _way_out(error: Exception) -> str:
    """Say what to do where an organisation stands between this machine and the web."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "; if your organisation signs what comes from the web, name its certificates in SSL_CERT_FILE"
    from urllib.request import getproxies

    if getproxies():
        return "; the proxy of this machine is not used: save the page with a browser, and add the file"
    return ""


def _as_host(target: httpx.URL) -> dict[str, Any]:
    """Ask the checked address for the page in the name of the host: certificate and virtual host are the host's."""
    headers = {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": "conversational-research-assistant",
        "Accept-Encoding": "identity",  # what is packed could unpack to anything
    }
    return {"headers": headers, "extensions": {"sni_hostname": target.raw_host.decode("ascii")}}


def _checked(place: str, private_hosts: Container[str], resolve: Resolve) -> tuple[httpx.URL, str]:
    """Return the parsed address and the one network address to connect to. Raises UnreadableDocument if it is refused."""
    import httpx

    try:
        target = httpx.URL(place)
    except httpx.InvalidURL as exc:
        raise UnreadableDocument(place, f"not a web address ({exc})") from exc
    if target.scheme not in ("http", "https") or not target.host or len(place) > _MAX_URL_CHARS:
        raise UnreadableDocument(place, "only http:// and https:// addresses can be fetched")
    if target.userinfo:
        raise UnreadableDocument(str(target.copy_with(userinfo=b"")), "an address with a user name or password in it is refused")
    port = target.port or (443 if target.scheme == "https" else 80)
    try:
        addresses = resolve(target.raw_host.decode("ascii").strip("[]"), port)
    except (OSError, UnicodeError) as exc:
        why = getattr(exc, "strerror", None) or exc
        check = _way_out(exc) or "; check the address, and that this machine is connected"
        raise UnreadableDocument(place, f"the host {target.host} cannot be found ({why}){check}") from exc
    for address in addresses:
        if target.host.lower() not in private_hosts and not _is_public(address):
            raise UnreadableDocument(
                place, f"the host {target.host} is in a private network ({address}); the setting private_hosts would allow it"
            )
    if not addresses:
        raise UnreadableDocument(place, f"the host {target.host} has no address")
    return target, addresses[0]


def _system_addresses(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _is_public(address: str) -> bool:
    """Say whether an address is on the public internet; addresses that wrap another count as the one they wrap."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo and parsed.teredo[1]) or _nat64(parsed)
        if inner:
            return _is_public(str(inner))
        if parsed.is_site_local or parsed in ipaddress.ip_network("64:ff9b:1::/48"):
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    prefix = ipaddress.ip_network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in prefix else None


def _suffix(content_type: str, path: str, place: str) -> str:
    from assistant.load import READERS, formats

    kind = content_type.partition(";")[0].strip().lower()
    by_name = PurePosixPath(path).suffix.lower()
    if kind in _SUFFIXES:
        return _SUFFIXES[kind]
    if kind in _VAGUE_TYPES:
        if by_name in READERS:
            return by_name
        if kind == "text/plain":
            return ".txt"
    raise UnsupportedFormat(f"{place}: no reader for {kind or 'an unnamed content type'}; these can be read: {formats()}")


def _body(response: httpx.Response, url: str, max_bytes: int, deadline: float) -> bytes:
    too_much = f"larger than {max_bytes / 1_000_000:g} MB"
    announced = response.headers.get("content-length", "")
    if re.fullmatch(r"\d{1,18}", announced) and int(announced) > max_bytes:
        raise UnreadableDocument(url, too_much)
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnreadableDocument(url, "the server packed what was asked for unpacked")
    received = bytearray()
    for part in response.iter_raw():
        received += part
        if len(received) > max_bytes:
            raise UnreadableDocument(url, too_much)
        if time.monotonic() > deadline:
            raise UnreadableDocument(url, "the download took too long")
    return bytes(received)
