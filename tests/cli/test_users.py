"""The accounts are listed, and where there are none it is said who can come in."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_list_of_no_accounts_says_whether_the_chat_is_open(run: Run, tmp_path: Path) -> None:
    listed = run("user", "list")
    assert (listed.code, listed.out) == (0, "") and "no accounts: the chat is open" in listed.err
    file = tmp_path / ".assistant" / "users"
    file.parent.mkdir()
    file.write_text("")
    file.chmod(0o600)
    listed = run("user", "list")
    assert (listed.code, listed.out) == (0, "") and "nobody can sign in" in listed.err and str(file.name) in listed.err
