"""The commands for accounts: ``assistant user add|list|remove``. From the first account on, the chat asks for a sign-in."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from assistant.cli.terminal import Data, load_settings
from assistant.errors import UsageError

users = typer.Typer(help="Accounts: who may sign in to the chat.", no_args_is_help=True, rich_markup_mode=None)


@users.command()
def add(
    name: Annotated[str, typer.Argument(help="Whose account it is.", metavar="NAME")],
    data: Data = None,
    to_print: Annotated[bool, typer.Option("--print", help="Print NAME:HASH for ASSISTANT_USERS, and keep nothing.")] = False,
) -> None:
    """Add an account, or give it a new password. The password is asked for, or read from stdin."""
    from assistant.guard.accounts import checked_name, file_of, hash_password, read, write

    file, name = file_of(load_settings(data=data)), checked_name(name)
    hashed = hash_password(_password(name))
    if to_print:
        print(f"{name}:{hashed}")
        return
    known = read(file) if file.exists() else {}
    write(file, {**known, name: hashed})
    print(f"{name} can sign in with the {'new ' if name in known else ''}password", file=sys.stderr)
    if not known:
        print("from now on the chat asks for a sign-in; restart it if it is running", file=sys.stderr)


@users.command("list")
def list_(data: Data = None) -> None:
    """List the names of the accounts."""
    from assistant.guard.accounts import Accounts, file_of

    settings = load_settings(data=data)
    accounts = Accounts.of(settings)
    names = sorted(accounts.hashes()) if accounts else []
    for name in names:
        print(name)
    if accounts is None:
        print("there are no accounts: the chat is open to whoever reaches it; `assistant user add NAME` closes it", file=sys.stderr)
    elif not names:
        print(
            f"there are no accounts, and nobody can sign in; to let everybody in without, delete {file_of(settings)}",
            file=sys.stderr,
        )


@users.command()
def remove(name: Annotated[str, typer.Argument(help="Whose account it is.", metavar="NAME")], data: Data = None) -> None:
    """Remove an account; who is signed in with it is signed out. The documents that were added with it stay."""
    from assistant.guard.accounts import file_of, read, write

    file = file_of(load_settings(data=data))
    known = read(file) if file.exists() else {}
    if name not in known:
        raise UsageError(f"there is no account {name!r}; `assistant user list` shows those there are")
    write(file, {kept: hashed for kept, hashed in known.items() if kept != name})
    if len(known) == 1:
        print(f"nobody can sign in now; to let everybody in without, delete {file}", file=sys.stderr)


def _password(name: str) -> str:
    """Ask for a password twice, or read one line from stdin where nobody is there to be asked."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("The same again: ") != password:
        raise UsageError("the two passwords are not the same")
    return password
