"""The command line as a user meets it: in an empty folder, with nothing set."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_runs import EXAMPLES, Outcome, run_here

from armstrail.languages import LanguagePack
from armstrail.pipeline import shipped_packs


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a command runs in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARMSTRAIL_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def run() -> Callable[..., Outcome]:
    return run_here


@pytest.fixture(scope="session")
def packs() -> dict[str, LanguagePack]:
    return dict(shipped_packs())


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The example corpus, read once; tests that change a ledger make their own."""
    path = tmp_path_factory.mktemp("example") / "dispatches.db"
    outcome = run_here("add", "--ledger", path, "--recorded-at", "2025-08-01T12:00Z", EXAMPLES)
    assert outcome.code == 0, outcome.err
    yield path
    assert os.path.exists(path)


@pytest.fixture(scope="session")
def figures_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of published figures in a ledger of its own."""
    path = tmp_path_factory.mktemp("figures") / "figures.db"
    outcome = run_here("import", EXAMPLES.parent / "figures.csv", "--ledger", path)
    assert outcome.code == 0, outcome.err
    return path
