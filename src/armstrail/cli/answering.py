"""`armstrail mcp`: the ledger as tools for a program that speaks the Model Context Protocol."""

from __future__ import annotations

import sys

from armstrail.cli.estimating import FactorsOption, OriginsOption
from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, now, open_to_read


def mcp(
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Answer other programs (Model Context Protocol).

    Over standard input and output, to read alone: search claims, read a document, estimate, explain, changes. Started
    by the program that asks; ends when its input ends.
    """
    from armstrail import pipeline
    from armstrail.mcp import Desk, serve

    books = pipeline.load_books(origins, factors)
    with open_to_read(ledger):
        pass  # a ledger that is not there is said before a program waits for an answer
    serve(Desk(ledger, books, now), sys.stdin.buffer, sys.stdout.buffer)
