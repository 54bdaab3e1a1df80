"""A real browser at a real server on this machine; where there is none, that is said aloud and not passed over."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[1] / "web"))  # the small ledger is that of the pages' own tests

from every_page import DECISION
from pages_served import served
from small_ledger import SPY_CLAIM, fill, small_file
from workspaces import compiled_once

from armstrail.ledger import Ledger
from armstrail.web import Settings, make_app

_MISSING: list[str] = []


def _clock() -> Any:
    ticks = count()
    return lambda: datetime(2025, 8, 1, 12, tzinfo=UTC) + timedelta(seconds=next(ticks))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium, by Playwright."""
    where = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        where, why = None, "Playwright is not installed (pip install playwright)"
    else:
        why = "no chromium on the path"
    if where is None:
        _MISSING.append(why)
        pytest.skip(f"NOT TESTED IN A BROWSER: {why}")
    with sync_playwright() as playwright:
        plain = ["--no-sandbox", "--disable-gpu"]  # where there is none, one is played by the processor
        browser = playwright.chromium.launch(executable_path=where, args=plain)
        yield browser
        browser.close()


@pytest.fixture(autouse=True, scope="session")
def templates_compiled_once() -> Iterator[None]:
    """For all workspaces of this process."""
    with compiled_once():
        yield


@pytest.fixture(scope="session")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where workspaces keep what they worked out, each under the state of its ledger: of ledgers that are alike it is
    worked out once, and anew for one that a decision changes."""
    return tmp_path_factory.mktemp("worked-out") / "derived"


@pytest.fixture
def address(tmp_path: Path, worked_out: Path) -> Iterator[str]:
    """A workspace on a small ledger of its own."""
    ledger = tmp_path / "small.db"
    ledger.write_bytes(small_file(datetime(2025, 8, 1, tzinfo=UTC)))
    settings = Settings(str(ledger), _clock(), b"a secret of tests", keeps=True, derived=worked_out)
    with served(make_app(settings)) as where:
        yield where


@pytest.fixture(scope="session")
def settled_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workspace on the small ledger, with one decision, that no test changes."""
    ledger, clock = tmp_path_factory.mktemp("settled") / "small.db", _clock()
    with Ledger.open(ledger, clock=clock) as book:
        fill(book)
        made = book.add_decision("accept", SPY_CLAIM.id, who="Ben Sample", why="read, and as the text has it")
        assert made.id.startswith(DECISION), f"the decision of every_page.py is {made.id[:12]} now"
    with served(make_app(Settings(str(ledger), clock, b"a secret of tests"))) as where:
        yield where


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end, in its own line, that nothing was tried in a browser."""
    for why in _MISSING:
        terminalreporter.section("THE PAGES WERE NOT TRIED IN A BROWSER", red=True)
        terminalreporter.line(why)


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Hashes of passwords that cost next to nothing: what they cost in earnest is tried where accounts are."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("armstrail.accounts.passwords._hasher", lambda: quick)
        yield
