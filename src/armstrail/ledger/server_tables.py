"""What a ledger has on PostgreSQL beside its columns: guards, numbers without a gap, an index of words.

Migrations and the schema make them from the same statements; whoever changes one needs a migration that makes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, text

GUARD: Final = (
    "\nBEGIN RAISE EXCEPTION USING MESSAGE =\n"
    "'the ledger only grows: ' || TG_TABLE_NAME || ' takes no ' || lower(TG_OP); END "
)
_COUNT: Final = (
    "\nBEGIN IF NEW.{column} IS NULL THEN\n"
    "NEW.{column} := (SELECT coalesce(max({column}), 0) + 1 FROM {table});\nEND IF; RETURN NEW; END "
)

INDEX_OF_WORDS: Final = (
    'CREATE TABLE document_words (number bigint PRIMARY KEY, length integer NOT NULL, title text COLLATE "C" NOT NULL, '
    'words text COLLATE "C" NOT NULL, terms tsvector)',
    'CREATE TABLE claim_words (number bigint PRIMARY KEY, length integer NOT NULL, words text COLLATE "C" NOT NULL, '
    "terms tsvector)",
    "CREATE INDEX document_words_terms ON document_words USING gin (terms)",
    "CREATE INDEX claim_words_terms ON claim_words USING gin (terms)",
    "CREATE INDEX document_words_long ON document_words (number) WHERE terms IS NULL",
    "CREATE INDEX claim_words_long ON claim_words (number) WHERE terms IS NULL",
)


def guard(connection: Connection, table: str) -> None:
    """Make the database refuse every change to a row of a table."""
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION armstrail_only_grows() RETURNS trigger LANGUAGE plpgsql AS $${GUARD}$$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}\n"
        "FOR EACH STATEMENT EXECUTE FUNCTION armstrail_only_grows()"
    )


def count(connection: Connection, table: str, column: str) -> None:
    """Number the rows of a table one after the other. What PostgreSQL counts by itself has a gap wherever a transaction
    was taken back, and then nobody could tell whether a row is missing."""
    function = f"armstrail_counts_{table}"
    connection.exec_driver_sql(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")
    connection.exec_driver_sql(f"DROP SEQUENCE {table}_{column}_seq")
    body = _COUNT.format(table=table, column=column)
    connection.exec_driver_sql(f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_counts BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def index_words(connection: Connection) -> None:
    """Make the tables of words, as `wordindex` knows them."""
    for statement in INDEX_OF_WORDS:
        connection.exec_driver_sql(statement)


def lacking(connection: Connection, tables: dict[str, str | None]) -> Iterator[str]:
    """The triggers and indexes that are not there, or not as they were made.

    Args:
        tables: the tables that must be guarded, with the column that counts their rows, if there is one.
    """
    found = connection.execute(
        text(
            "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc f ON f.oid = tgfoid JOIN pg_class c ON c.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
        )
    )
    triggers = {row.tgname: row.prosrc for row in found}
    for table, column in tables.items():
        if triggers.get(f"{table}_only_grows") != GUARD:
            yield f"{table}_only_grows"
        if column is not None and triggers.get(f"{table}_counts") != _COUNT.format(table=table, column=column):
            yield f"{table}_counts"
