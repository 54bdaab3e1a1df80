"""How laws are tried: without a stopwatch, since a busy machine breaks no law; with the same cases each time in CI.
And the database server that rooms share: a real one, started where a test first asks for it; where there is none, that
is said aloud and not passed over."""

from __future__ import annotations

import os

# Before numpy comes in: two processes of tests on two cores, each with threads of its own for matrices of some hundred
# rows, wait for one another longer than they reckon.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from postgres_server import NoServer, Server, running

settings.register_profile("armstrail", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("armstrail")

_MISSING: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def commands_built_once() -> Iterator[None]:
    """The tree of commands, which is the same in every run and takes longer to build than many a command to run."""
    import typer.testing

    build = typer.testing._get_command
    built: dict[str | None, Any] = {}

    def once(app: Any) -> Any:
        if app.info.name not in built:
            built[app.info.name] = build(app)
        return built[app.info.name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.testing, "_get_command", once)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of this process alone."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        why = "psycopg is not installed (pip install 'armstrail[postgres]')"
        _MISSING.append(why)
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {why}")
    try:
        with running() as server:
            yield server
    except NoServer as error:
        _MISSING.append(str(error))
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {error}")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Gives places for ledgers, each as often as asked: files, and then databases of the server."""
    made: list[str] = []
    if request.param == "sqlite":

        def file() -> str:
            made.append(f"ledger{len(made)}.db")
            return str(tmp_path / made[-1])

        yield file
        return
    server: Server = request.getfixturevalue("postgres")

    def database() -> str:
        made.append(server.database())
        return server.url(made[-1])

    yield database
    for name in made:
        server.give_back(name)


@pytest.fixture
def where(new_place: Callable[[], str]) -> str:
    """The place of a ledger: a path, and then the URL of a database."""
    return new_place()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end, in its own line, that nothing was tried on a database server."""
    for why in dict.fromkeys(_MISSING):
        terminalreporter.section("NOTHING WAS TRIED ON POSTGRESQL", red=True)
        terminalreporter.line(why)
