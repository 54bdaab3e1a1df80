"""`armstrail users`: who may enter a shared workspace."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.options import DEFAULT_LEDGER, AccountsOption, LedgerOption, now

if TYPE_CHECKING:
    from armstrail.accounts import AccountsFile

_BY = "command line"

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, analyst or editor.")]


def build() -> typer.Typer:
    """The sub-commands of `armstrail users`."""
    group = typer.Typer(
        help="Make and change the accounts of a shared workspace.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("add")(add)
    group.command("list")(list_)
    group.command("role")(role)
    group.command("password")(password)
    group.command("remove")(remove)
    return group


def add(
    name: NameArgument,
    role: RoleOption = "reader",
    ledger: LedgerOption = DEFAULT_LEDGER,
    accounts: AccountsOption = None,
) -> None:
    """Make an account; its password is asked for, or read as the first line of standard input."""
    from armstrail import accounts as room

    file = _open(ledger, accounts, create=True)
    made = room.add(file, room.check_name(name), room.check_role(role), _ask(name), by=_BY)
    typer.echo(f"{made.name}: {made.role}; {file.path}")


def list_(ledger: LedgerOption = DEFAULT_LEDGER, accounts: AccountsOption = None) -> None:
    """Show who may enter."""
    from armstrail import accounts as room
    from armstrail.cli.tables import Column, print_table

    found = room.list_accounts(_open(ledger, accounts))
    columns = (Column("name"), Column("role", whole=True), Column("open since", whole=True), Column("last log-in"))
    print_table(columns, [(each.name, each.role, each.opened[:10], (each.entered or "never")[:16]) for each in found])


def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, analyst or editor.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    accounts: AccountsOption = None,
) -> None:
    """Give an account another role, at once."""
    from armstrail import accounts as room

    made = room.set_role(_open(ledger, accounts), name, role, by=_BY)
    typer.echo(f"{made.name}: {made.role}")


def password(name: NameArgument, ledger: LedgerOption = DEFAULT_LEDGER, accounts: AccountsOption = None) -> None:
    """Give an account another password and end its sessions; it is asked for, or read from standard input."""
    from armstrail import accounts as room

    file = _open(ledger, accounts)
    room.known(file, name)
    made = room.set_password(file, name, _ask(name), by=_BY)
    typer.echo(f"{made.name}: the password is set, and its sessions have ended")


def remove(name: NameArgument, ledger: LedgerOption = DEFAULT_LEDGER, accounts: AccountsOption = None) -> None:
    """Close an account and end its sessions; its name stays on its decisions and in the log."""
    from armstrail import accounts as room

    room.remove(_open(ledger, accounts), name, by=_BY)
    typer.echo(f"{name}: closed")


def _open(ledger: str, accounts: AccountsOption, create: bool = False) -> AccountsFile:
    from armstrail.accounts import open_accounts, path_beside

    return open_accounts(path_beside(ledger, accounts), now, create=create)


def _ask(name: str) -> str:
    """A password, never from an argument, which the list of processes and the shell's memory would show."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    return asked
