"""The people who may sign in: names and hashed passwords, one ``NAME:HASH`` a line, in a file or in the environment.

A hash is ``scrypt$LOG2N$R$P$SALT$KEY``, scrypt of RFC 7914 with the parameters that OWASP's Password Storage Cheat Sheet
gives for 32 MiB (N = 2^15, r = 8, p = 3): a quarter of a second for each guess on one core of today.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from assistant.settings import Settings

FILE = "users"
LOG2N, R, P = 15, 8, 3
MEMORY_BYTES = 128 * 2**20
MIN_PASSWORD_CHARS, MAX_PASSWORD_CHARS = 10, 1024
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_HASH = re.compile(r"scrypt\$(1[0-8])\$(\d{1,2})\$(\d{1,2})\$([\w+/=]{16,64})\$([\w+/=]{32,128})")


class Accounts:
    """The accounts of a file, read again whenever it changes, or a fixed set of them."""

    def __init__(self, file: Path | None, fixed: Mapping[str, str] | None = None) -> None:
        self._file = file
        self._hashes = dict(fixed or {})
        self._stamp: tuple[int, int] | None = None
        self._decoy = hash_password(secrets.token_urlsafe())
        self.hashes()

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return the accounts that the settings name; ``None`` if there are none, and nobody has to sign in.

        A file without a line still asks for sign-in, so that removing the last account does not open the door. Raises
        SettingsError.
        """
        if settings.users:
            return cls(None, _parsed(settings.users.split(), "the setting users"))
        file = file_of(settings)
        return cls(file) if file.exists() else None

    def hashes(self) -> Mapping[str, str]:
        """Return the hash of each name as the file has it now. Raises SettingsError."""
        if self._file is not None:
            try:
                status = self._file.stat()
                if (status.st_mtime_ns, status.st_size) != self._stamp:
                    self._hashes = read(self._file)
                    self._stamp = (status.st_mtime_ns, status.st_size)
            except FileNotFoundError:  # taken away under a running server: nobody gets in until it is started again
                self._hashes = {}
        return self._hashes

    def admits(self, name: str, password: str) -> bool:
        """Tell whether this is the password of that name; takes as long for a name that does not exist."""
        known = self.hashes().get(name)
        return verify(password, known or self._decoy) and known is not None


def file_of(settings: Settings) -> Path:
    """Return the file that accounts are kept in."""
    return settings.data / FILE


def checked_name(name: str) -> str:
    """Return a name that can be an account's. Raises UsageError."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be a name: use 1 to 32 lower-case letters, digits, - and _, the first a letter or digit")
    return name


def hash_password(password: str) -> str:
    """Return the hash of a password, with a salt of its own. Raises UsageError for one that is too short or too long."""
    if not MIN_PASSWORD_CHARS <= len(password) <= MAX_PASSWORD_CHARS:
        raise UsageError(f"a password needs {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters; this one has {len(password)}")
    salt = os.urandom(16)
    key = _scrypt(password, salt, LOG2N, R, P)
    return "$".join(("scrypt", str(LOG2N), str(R), str(P), base64.b64encode(salt).decode(), base64.b64encode(key).decode()))


def verify(password: str, hashed: str) -> bool:
    """Tell whether a hash is that of a password."""
    match = _HASH.fullmatch(hashed)
    if match is None or len(password) > MAX_PASSWORD_CHARS:
        return False
    log2n, r, p = (int(part) for part in match.groups()[:3])
    salt, key = (base64.b64decode(part) for part in match.groups()[3:])
    return hmac.compare_digest(_scrypt(password, salt, log2n, r, p), key)


def _scrypt(password: str, salt: bytes, log2n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "replace"), salt=salt, n=2**log2n, r=r, p=p, maxmem=MEMORY_BYTES, dklen=32)


def read(file: Path) -> dict[str, str]:
    """Return the hash of each name in a file. Raises SettingsError."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from error
    return _parsed([line.strip() for line in lines if line.strip() and not line.startswith("#")], str(file))


def write(file: Path, hashes: Mapping[str, str]) -> None:
    """Replace a file of accounts in one step; only its owner may read it. Raises SettingsError."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
            sink.writelines(f"{name}:{hashed}\n" for name, hashed in sorted(hashes.items()))
        fresh.replace(file)
    except OSError as error:
        raise SettingsError(f"{file} cannot be written: {error.strerror or error}") from error


def _parsed(lines: list[str], where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        name, _, hashed = line.partition(":")
        if not (_NAME.fullmatch(name) and _HASH.fullmatch(hashed)):
            raise SettingsError(f"{where}, entry {number}: not NAME:HASH; `assistant user add NAME` makes one")
        found[name] = hashed
    return found
