"""The tables of the ledger. They only grow: the database itself refuses to change or delete a row."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

APPLICATION_ID: Final = 0x61726D74  # "armt": tells a ledger from another SQLite file
HEAD: Final = "0004"  # the newest migration; told here so that opening a ledger need not import Alembic
REVISION_TABLE: Final = "armstrail_revision"

PUBLICATION: Final = "ix_documents_publication"  # the order in which lists walk

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Counter = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts rows by itself only in an INTEGER
_Digest = String(64)
_Recorded = String(27)

_BY_HASH: Final[dict[str, Any]] = {"postgresql_using": "hash"}  # its usual indexes take no address of any length

documents = Table(
    "documents",
    metadata,
    Column("digest", _Digest, primary_key=True),
    Column("id", Text, nullable=False),
    Column("lang", Text),
    Column("published", Text),
    Column("dated", String(10), nullable=False),
    Column("publisher", Text),
    Column("title", Text),
    Column("url", Text),
    Column("recorded", _Recorded, nullable=False),
    Column("text", Text, nullable=False),  # behind what is asked for: a scan over that does not touch long texts
    Column("pages", Text),
    Index(None, "id"),
    Index(None, "recorded"),
    Index(None, "url", **_BY_HASH),
    Index(PUBLICATION, text("(published IS NULL)"), "published", "digest"),
)

readings = Table(
    "readings",
    metadata,
    Column("sequence", _Counter, primary_key=True, autoincrement=True),
    Column("digest", _Digest, nullable=False),
    Column("document", _Digest, ForeignKey("documents.digest"), nullable=False),
    Column("extractor", Text, nullable=False),
    Column("lang", Text),
    Column("state", Text, nullable=False),
    Column("claim_count", Integer, nullable=False),
    Column("miss_count", Integer, nullable=False),
    Column("recorded", _Recorded, nullable=False),
    UniqueConstraint("digest"),
    Index(None, "document", "recorded", "sequence"),
    Index(None, "recorded"),
    sqlite_autoincrement=True,
)

claims = Table(
    "claims",
    metadata,
    Column("reading", _Counter, ForeignKey("readings.sequence"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", String(12), nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("anchor_start", Integer, nullable=False),
    Column("anchor_end", Integer, nullable=False),
    Column("supplier", Text),
    Column("recipient", Text),
    Column("item", Text),
    Column("designation", Text),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Text),
    Column("hedge", Text),
    Column("measure", Text),
    Column("status", Text),
    Column("modality", Text, nullable=False),
    Column("stance", Text),
    Column("source_type", Text),
    Column("source_folded", Text),
    Column("quote_folded", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index(None, "id"),
    Index(None, "supplier", "recipient"),
)

misses = Table(
    "misses",
    metadata,
    Column("reading", _Counter, ForeignKey("readings.sequence"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("sequence", _Counter, primary_key=True, autoincrement=True),
    Column("digest", _Digest, nullable=False),
    Column("location", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("mend", Text, nullable=False),
    Column("recorded", _Recorded, nullable=False),
    UniqueConstraint("digest"),
    Index(None, "recorded"),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    Column("sequence", _Counter, primary_key=True, autoincrement=True),
    Column("digest", _Digest, nullable=False),
    Column("document", _Digest, ForeignKey("documents.digest"), nullable=False),
    Column("claim", String(12), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("recorded", _Recorded, nullable=False),
    UniqueConstraint("digest"),
    Index(None, "document", "claim"),
    Index(None, "recorded"),
    sqlite_autoincrement=True,
)

originals = Table(  # the bytes that a document was read from; see `evidence`
    "originals",
    metadata,
    Column("sequence", _Counter, primary_key=True, autoincrement=True),
    Column("digest", _Digest, nullable=False),
    Column("document", _Digest, ForeignKey("documents.digest"), nullable=False),
    Column("sha256", _Digest, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("form", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("address", Text),
    Column("received", Text),
    Column("recorded", _Recorded, nullable=False),
    UniqueConstraint("digest"),
    Index(None, "document"),
    Index(None, "address", **_BY_HASH),
    Index(None, "place", **_BY_HASH),
    Index(None, "sha256"),
    sqlite_autoincrement=True,
)

versions = Table(  # which document stands at an address since when; see `succession`
    "versions",
    metadata,
    Column("sequence", _Counter, primary_key=True, autoincrement=True),
    Column("digest", _Digest, nullable=False),
    Column("address", Text, nullable=False),
    Column("document", _Digest, ForeignKey("documents.digest"), nullable=False),
    Column("since", String(10), nullable=False),
    Column("recorded", _Recorded, nullable=False),
    UniqueConstraint("digest"),
    Index(None, "document"),
    Index(None, "address", **_BY_HASH),
    sqlite_autoincrement=True,
)

filed = Table(  # under which number the words of a document are filed; see `filing`
    "filed",
    metadata,
    Column("number", _Counter, primary_key=True, autoincrement=True),
    Column("document", _Digest, ForeignKey("documents.digest"), nullable=False),
    UniqueConstraint("document"),
    sqlite_autoincrement=True,
)

upgrades = Table(
    "upgrades",
    metadata,
    Column("revision", Text, primary_key=True),
    Column("armstrail", Text, nullable=False),  # the version that brought the ledger to this revision
)

COUNTED: Final = (
    readings,
    failures,
    decisions,
    originals,
    versions,
    filed,
)  # entries that carry a sequence of their own

_INDEX_OF_WORDS: Final = (  # of SQLite alone; `filing` tells what it is for
    "CREATE VIRTUAL TABLE document_words USING fts5"
    "(title, words, content='', tokenize=\"unicode61 remove_diacritics 0\")",
    "INSERT INTO document_words (document_words, rank) VALUES ('rank', 'bm25(4.0, 1.0)')",  # a title tells most
    "CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE VIRTUAL TABLE document_terms USING fts5vocab(document_words, row)",
    "CREATE VIRTUAL TABLE claim_terms USING fts5vocab(claim_words, row)",
    "CREATE VIRTUAL TABLE document_places USING fts5vocab(document_words, instance)",
    "CREATE VIRTUAL TABLE claim_places USING fts5vocab(claim_words, instance)",
)

_SQLITE_GUARD = """\
CREATE TRIGGER {table}_refuse_{change} BEFORE {change} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} takes no {change}'); END"""

_POSTGRESQL_FUNCTION = """\
CREATE OR REPLACE FUNCTION armstrail_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE =
'the ledger only grows: ' || TG_TABLE_NAME || ' takes no ' || lower(TG_OP); END $$"""

_POSTGRESQL_GUARD = """\
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION armstrail_only_grows()"""


def _guard(table: Table, connection: Connection, **_: Any) -> None:
    """Make the database refuse every change to a row of the table just created."""
    if connection.dialect.name == "sqlite":
        for change in ("update", "delete"):
            connection.exec_driver_sql(_SQLITE_GUARD.format(table=table.name, change=change))
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION)
        connection.exec_driver_sql(_POSTGRESQL_GUARD.format(table=table.name))


def _index_words(_table: Table, connection: Connection, **_: Any) -> None:
    if connection.dialect.name == "sqlite":
        for statement in _INDEX_OF_WORDS:
            connection.exec_driver_sql(statement)


event.listen(filed, "after_create", _index_words)
for _table in metadata.sorted_tables:
    event.listen(_table, "after_create", _guard)
