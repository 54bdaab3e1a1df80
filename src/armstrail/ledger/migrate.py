"""Bring a database to the tables of this version, or say why that cannot be."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, inspect, text
from sqlalchemy.exc import DBAPIError

from armstrail import __version__
from armstrail.ledger.schema import APPLICATION_ID, HEAD, REVISION_TABLE, metadata, upgrades
from armstrail.ledger.site import Site
from armstrail.model.errors import LedgerError

if TYPE_CHECKING:
    from alembic.config import Config


def make_ready(site: Site, *, create: bool, read_only: bool) -> None:
    """Check that a ledger stands at the site; create or upgrade it where that is needed and allowed.

    Raises:
        LedgerError: no ledger there, something else there, or a ledger of a newer version.
    """
    with site.reading() as connection:
        found = find_revision(connection, site)
        if found not in (None, HEAD):
            _refuse_newer(connection, found, site)
    if found is None and (read_only or not create):
        raise LedgerError(f"{site.name}: there is no ledger here yet; add documents first, or name another ledger")
    if found != HEAD:
        if read_only:
            raise LedgerError(f"{site.name} was written by an older armstrail; open it once to write, to upgrade it")
        with site.writing() as connection:
            if find_revision(connection, site) != HEAD:  # another writer may have been quicker
                upgrade(connection)
    if site.path is not None and not read_only:
        _keep_a_log(site)


def find_revision(connection: Connection, site: Site) -> str | None:
    """The migration that a ledger stands at, or None in an empty database.

    Raises:
        LedgerError: the database holds something else.
    """
    tables = set(inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if mark != APPLICATION_ID and (tables or mark):
            raise LedgerError(f"{site.name} is an SQLite file of another program, not a ledger; name another ledger")
    if REVISION_TABLE not in tables:
        clash = sorted(tables & set(metadata.tables))
        if clash:
            raise LedgerError(f"{site.name} has tables of another program ({', '.join(clash)}); name another database")
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar()
    return found


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, inside the transaction that is open."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.execute(insert(upgrades).values(revision=HEAD, armstrail=__version__))


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "armstrail.ledger:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(connection: Connection, found: str | None, site: Site) -> None:
    from alembic.script import ScriptDirectory

    if found in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}:
        return
    try:
        writer = connection.execute(text("SELECT armstrail FROM upgrades ORDER BY revision DESC")).scalar()
    except DBAPIError:  # a version so new that it keeps this elsewhere
        writer = None
    raise LedgerError(
        f"{site.name} was written by armstrail {writer or 'of a newer version'}, this is {__version__}; "
        "upgrade, or name another ledger"
    )


def _keep_a_log(site: Site) -> None:
    """Switch SQLite to its write-ahead log, in which readers and the writer do not wait for each other.

    SQLite does not always wait by itself for this lock, so we do.
    """
    until = time.monotonic() + site.wait
    while True:
        try:
            with site.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA journal_mode = WAL")
                return
        except Exception as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY" or time.monotonic() > until:
                with site.translated():
                    raise
            time.sleep(0.02)
