"""Whatever is done to a ledger in whatever order, on either database and between them, it answers as a plain model."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import pytest

from postgres_server import Server

sys.path.append(str(Path(__file__).parents[1] / "ledger"))  # documents and processes are those of the ledger's tests

from ledger_machine import leaving, try_it


@pytest.mark.parametrize("kinds", ["sqlite", "postgresql", "both by turns"])
def test_any_history_leaves_a_ledger_that_answers_as_the_model(kinds: str, postgres: Server, tmp_path: Path) -> None:
    """Add, read again, correct, withdraw, undo, copy, kill, in any order."""
    numbers = count()

    def place() -> str:
        number = next(numbers)
        if kinds == "postgresql" or (kinds == "both by turns" and number % 2):
            return postgres.url(postgres.database())
        return str(tmp_path / f"{number}.db")

    try_it(place, leaving(postgres), 6, 8)
