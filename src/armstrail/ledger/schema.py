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
    Table,
    UniqueConstraint,
    event,
    text,
)

from armstrail.ledger import server_tables
from armstrail.ledger.columns import words

APPLICATION_ID: Final = 0x61726D74  # "armt": tells a ledger from another SQLite file
HEAD: Final = "0005"  # the newest migration; told here so that opening a ledger need not import Alembic
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
_Words = words()
_Digest, _Recorded, _Day, _Id = words(64), words(27), words(10), words(12)

_BY_HASH: Final[dict[str, Any]] = {"postgresql_using": "hash"}  # its usual indexes take no address of any length

documents = Table(
    "documents",
    metadata,
    Column("digest", _Digest, primary_key=True),
    Column("id", _Words, nullable=False),
    Column("lang", _Words),
    Column("published", _Words),
    Column("dated", _Day, nullable=False),
    Column("publisher", _Words),
    Column("title", _Words),
    Column("url", _Words),
    Column("recorded", _Recorded, nullable=False),
    Column("text", _Words, nullable=False),  # behind what is asked for: a scan over that does not touch long texts
    Column("pages", _Words),
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
    Column("extractor", _Words, nullable=False),
    Column("lang", _Words),
    Column("state", _Words, nullable=False),
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
    Column("id", _Id, nullable=False),
    Column("kind", _Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("anchor_start", Integer, nullable=False),
    Column("anchor_end", Integer, nullable=False),
    Column("supplier", _Words),
    Column("recipient", _Words),
    Column("item", _Words),
    Column("designation", _Words),
    Column("low", Float),
    Column("high", Float),
    Column("unit", _Words),
    Column("hedge", _Words),
    Column("measure", _Words),
    Column("status", _Words),
    Column("modality", _Words, nullable=False),
    Column("stance", _Words),
    Column("source_type", _Words),
    Column("source_folded", _Words),
    Column("quote_folded", _Words, nullable=False),
    Column("json", _Words, nullable=False),
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
    Column("reason", _Words, nullable=False),
    Column("detail", _Words, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("sequence", _Counter, primary_key=True, autoincrement=True),
    Column("digest", _Digest, nullable=False),
    Column("location", _Words, nullable=False),
    Column("reason", _Words, nullable=False),
    Column("mend", _Words, nullable=False),
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
    Column("claim", _Id, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("action", _Words, nullable=False),
    Column("payload", _Words, nullable=False),
    Column("who", _Words, nullable=False),
    Column("why", _Words, nullable=False),
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
    Column("form", _Words, nullable=False),
    Column("place", _Words, nullable=False),
    Column("address", _Words),
    Column("received", _Words),
    Column("recorded", _Recorded, nullable=False),
    UniqueConstraint("digest"),
    Index(None, "document"),
    Index(None, "address", **_BY_HASH),
    Index(None, "place", **_BY_HASH),
    Index(None, "sha256"),
    Index(None, "recorded"),
    sqlite_autoincrement=True,
)

versions = Table(  # which document stands at an address since when; see `succession`
    "versions",
    metadata,
    Column("sequence", _Counter, primary_key=True, autoincrement=True),
    Column("digest", _Digest, nullable=False),
    Column("address", _Words, nullable=False),
    Column("document", _Digest, ForeignKey("documents.digest"), nullable=False),
    Column("since", _Day, nullable=False),
    Column("recorded", _Recorded, nullable=False),
    UniqueConstraint("digest"),
    Index(None, "document"),
    Index(None, "address", **_BY_HASH),
    Index(None, "recorded"),
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
    Column("revision", _Words, primary_key=True),
    Column("armstrail", _Words, nullable=False),  # the version that brought the ledger to this revision
)

COUNTED: Final = (
    readings,
    failures,
    decisions,
    originals,
    versions,
    filed,
)  # entries that carry a sequence of their own

_INDEX_OF_WORDS: Final = (  # in SQLite; `filing` tells what it is for
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


def _guard(table: Table, connection: Connection, **_: Any) -> None:
    """Make the database refuse every change to a row of the table just created."""
    if connection.dialect.name == "sqlite":
        for change in ("update", "delete"):
            connection.exec_driver_sql(_SQLITE_GUARD.format(table=table.name, change=change))
    elif connection.dialect.name == "postgresql":
        server_tables.guard(connection, table.name)
        if table in COUNTED:
            server_tables.count(connection, table.name, next(iter(table.primary_key)).name)


def _index_words(_table: Table, connection: Connection, **_: Any) -> None:
    if connection.dialect.name == "sqlite":
        for statement in _INDEX_OF_WORDS:
            connection.exec_driver_sql(statement)
    elif connection.dialect.name == "postgresql":
        server_tables.index_words(connection)


event.listen(filed, "after_create", _index_words)
for _table in metadata.sorted_tables:
    event.listen(_table, "after_create", _guard)
