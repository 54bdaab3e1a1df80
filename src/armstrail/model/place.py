"""Where the file of a ledger lies, for all that is kept beside it: accounts, originals, what was worked out."""

from __future__ import annotations

from pathlib import Path


def file_of(ledger: str) -> Path | None:
    """The file that a path, or the URL of an SQLite ledger, names; None for a ledger on a server."""
    scheme, mark, rest = ledger.partition("://")
    if not mark:
        return Path(ledger)
    return Path(rest.removeprefix("/")) if scheme.startswith("sqlite") else None


def beside(ledger: str, suffix: str) -> Path | None:
    """The path beside the file of a ledger that ends in `suffix`; None for a ledger on a server."""
    file = file_of(ledger)
    return file.with_name(file.name + suffix) if file is not None else None
