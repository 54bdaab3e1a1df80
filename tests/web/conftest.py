"""Two ledgers, and browsers at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shared_workspaces import Workspace, make_people
from small_ledger import small_file
from workspaces import NOW, TestClient, browser, compiled_once, settings_of

from armstrail.ledger import Ledger
from armstrail.pipeline import import_figures, read_tables
from armstrail.vocabulary import load_vocabulary


@pytest.fixture(autouse=True, scope="session")
def templates_compiled_once() -> Iterator[None]:
    """For all workspaces of this process."""
    with compiled_once():
        yield


EXAMPLE = Path(__file__).parents[2] / "examples" / "dprk-russia" / "figures.csv"


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example table of figures."""
    path = tmp_path_factory.mktemp("example") / "figures.db"
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        import_figures(read_tables([EXAMPLE], load_vocabulary()), ledger)
    return path


@pytest.fixture(scope="session")
def example(example_ledger: Path) -> Iterator[TestClient]:
    """A browser at the example, which nobody changes."""
    with browser(settings_of(example_ledger)) as client:
        yield client


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser at a small ledger that no test changes."""
    path = tmp_path_factory.mktemp("settled") / "small.db"
    path.write_bytes(small_file(NOW))
    with browser(settings_of(path)) as client:
        yield client


@pytest.fixture
def small_ledger(tmp_path: Path) -> Path:
    """Five documents by hand, one of them hostile; each test has its own."""
    path = tmp_path / "small.db"
    path.write_bytes(small_file(NOW))
    return path


@pytest.fixture
def open_at(small_ledger: Path) -> Callable[..., TestClient]:
    """Opens a browser at the small ledger, with other settings."""
    return lambda **changed: browser(settings_of(small_ledger, **changed))


@pytest.fixture
def small(open_at: Callable[..., TestClient]) -> TestClient:
    """A browser at the small ledger."""
    return open_at()


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an account of each role, to be copied."""
    return make_people(tmp_path_factory.mktemp("people"))


@pytest.fixture
def shared(tmp_path: Path, people: Path) -> Workspace:
    """A shared workspace on the small ledger."""
    return Workspace(tmp_path, people)


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Hashes of passwords that cost next to nothing: what they cost in earnest is tried where accounts are."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("armstrail.accounts.passwords._hasher", lambda: quick)
        yield
