"""A scripted site, and a ledger to fetch into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import NOW, Site, serving

from armstrail.ledger import EvidenceFolder, Ledger
from armstrail.pipeline import Packs, shipped_packs


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine."""
    with serving() as made:
        yield made


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The packs that come with the program."""
    return shipped_packs()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger on a day in October 2024."""
    with Ledger.open(tmp_path / "armstrail.db", clock=lambda: NOW) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    """The folder of the originals."""
    return EvidenceFolder(tmp_path / "armstrail.db-evidence")
