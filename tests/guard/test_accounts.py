"""Accounts: passwords are kept as salted hashes, a file is read anew when it changes, and a bad one lets nobody in."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.errors import SettingsError, UsageError
from assistant.guard import accounts
from assistant.guard.accounts import Accounts, checked_name, hash_password, read, verify, write
from assistant.settings import Settings

PASSWORD = "correct horse battery"


def test_a_hash_is_that_of_its_password_and_of_no_other() -> None:
    hashed = hash_password(PASSWORD)
    assert verify(PASSWORD, hashed)
    assert not any(verify(other, hashed) for other in ("", PASSWORD + " ", PASSWORD.upper(), "x" * 5000))
    assert PASSWORD not in hashed and hash_password(PASSWORD) != hashed


def test_the_hash_is_scrypt_as_rfc_7914_has_it() -> None:
    # RFC 7914, section 12: P="pleaseletmein", S="SodiumChloride", N=16384, r=8, p=1, first 32 of 64 bytes
    hashed = "scrypt$14$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="
    assert verify("pleaseletmein", hashed)


@pytest.mark.parametrize("hashed", ["", "plain", "scrypt$30$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="])
def test_what_is_no_hash_lets_nobody_in(hashed: str) -> None:
    assert not verify("pleaseletmein", hashed)


@pytest.mark.parametrize("password", ["short", "x" * 2000])
def test_a_password_has_a_length(password: str) -> None:
    with pytest.raises(UsageError, match="needs 10 to 1024 characters"):
        hash_password(password)


@pytest.mark.parametrize("name", ["", "Ada", "a b", "../a", "~a", "a" * 33, "-a", "a:b"])
def test_a_name_can_be_a_folder(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a name"):
        checked_name(name)
    assert checked_name("ada-2") == "ada-2"


def test_a_file_is_kept_private_and_read_anew_when_it_changes(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert Accounts.of(settings) is None
    file = accounts.file_of(settings)
    write(file, {"ada": hash_password(PASSWORD)})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    opened = Accounts.of(settings)
    assert opened is not None
    assert opened.admits("ada", PASSWORD) and not opened.admits("ada", PASSWORD + "!") and not opened.admits("bob", PASSWORD)
    write(file, {"bob": hash_password(PASSWORD)})
    assert not opened.admits("ada", PASSWORD) and opened.admits("bob", PASSWORD)
    write(file, {})
    assert not opened.admits("bob", PASSWORD)
    assert Accounts.of(settings) is not None  # still asked to sign in
    file.unlink()
    assert not opened.admits("bob", PASSWORD)


def test_accounts_can_stand_in_the_environment(tmp_path: Path) -> None:
    lines = f"ada:{hash_password(PASSWORD)}\nbob:{hash_password(PASSWORD)}"
    settings = Settings.load(file=tmp_path / "none", environment={"ASSISTANT_USERS": lines}, data=tmp_path)
    opened = Accounts.of(settings)
    assert opened is not None and set(opened.hashes()) == {"ada", "bob"} and opened.admits("bob", PASSWORD)


def test_a_line_that_is_none_is_named_and_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "users"
    file.write_text("# people\nada:hunter2-in-plain\n")
    with pytest.raises(SettingsError, match=r"users, entry 1: not NAME:HASH") as error:
        read(file)
    assert "hunter2" not in str(error.value)
