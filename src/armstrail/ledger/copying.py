"""A whole ledger to another place, from a file to a server or back, and proof that what arrived is what was sent.

The copy goes the way of an export and an import, so that every line is checked like one of a stranger's; all in one
transaction, so that one that is cut off leaves an empty ledger behind and never half of one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from armstrail.ledger.book import Ledger
from armstrail.ledger.values import ImportSummary
from armstrail.model.errors import LedgerError


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: how many entries of each kind, and the digest (SHA-256) of the exports of both ledgers."""

    summary: ImportSummary
    digest: str


def copy(source: Ledger, target: Ledger, on_line: Callable[[int], None] = lambda _: None) -> Copied:
    """Copy a ledger into one that is empty; when this returns, the export of either is the same, byte for byte.

    Args:
        on_line: told how many entries have been read.
    Raises:
        LedgerError: the target holds something, one of the ledgers cannot be reached, or what arrived is not what was
            sent; then nothing is in the target.
    """
    sent = hashlib.sha256()
    with target.batch():
        if any(True for _ in target.documents()) or any(True for _ in target.failures()):
            raise LedgerError(
                f"{target.name} holds a ledger already; copy into a new one, or export and import to join two"
            )
        summary = target.import_(_told(_hashed(source.lines(), sent), on_line))
        if summary.bad:
            first = summary.bad[0]
            raise LedgerError(
                f"{source.name}: {len(summary.bad)} of its entries cannot be trusted, so nothing was copied; the first "
                f"is line {first.line} of its export, {first.reason}; verify it to see them all"
            )
        arrived = hashlib.sha256()
        for line in target.lines():
            arrived.update(line.encode())
        if arrived.digest() != sent.digest():
            raise LedgerError(
                f"{target.name} would not hold what {source.name} does, so nothing was copied; verify the latter, and "
                "report it if nothing is wrong there"
            )
    return Copied(summary, sent.hexdigest())


def _hashed(lines: Iterable[str], into: hashlib._Hash) -> Iterator[str]:
    for line in lines:
        into.update(line.encode())
        yield line


def _told(lines: Iterable[str], on_line: Callable[[int], None]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line
        on_line(number)
