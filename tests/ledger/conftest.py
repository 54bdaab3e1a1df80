"""A ledger in a file and then on a server, with a clock that the tests move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_makers import Clock

from armstrail.ledger import Ledger
from postgres_server import Server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file, for what is asked of files alone."""
    return tmp_path / "armstrail.db"


@pytest.fixture
def ledger(where: str, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(where, clock=clock) as opened:
        yield opened


@pytest.fixture
def bare(postgres: Server) -> Iterator[str]:
    """A database with nothing in it."""
    name = postgres.database(empty=True)
    yield postgres.url(name)
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")
