"""The first tables: documents, readings with claims and misses, failures, decisions."""

import sqlalchemy as sa
from alembic import op

from armstrail.ledger import server_tables
from armstrail.ledger.columns import words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TABLES = ("claims", "decisions", "documents", "failures", "misses", "readings", "upgrades")


def upgrade() -> None:
    _create_documents()
    _create_readings()
    _create_claims()
    _create_misses()
    _create_failures()
    _create_decisions()
    op.create_table(
        "upgrades",
        sa.Column("revision", words(), nullable=False),
        sa.Column("armstrail", words(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_upgrades"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    elif op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("digest", words(64), nullable=False),
        sa.Column("id", words(), nullable=False),
        sa.Column("lang", words()),
        sa.Column("published", words()),
        sa.Column("dated", words(10), nullable=False),
        sa.Column("publisher", words()),
        sa.Column("title", words()),
        sa.Column("url", words()),
        sa.Column("recorded", words(27), nullable=False),
        sa.Column("text", words(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_documents"),
    )
    op.create_index("ix_documents_id", "documents", ["id"])
    op.create_index("ix_documents_recorded", "documents", ["recorded"])


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", words(64), nullable=False),
        sa.Column("document", words(64), nullable=False),
        sa.Column("extractor", words(), nullable=False),
        sa.Column("lang", words()),
        sa.Column("state", words(), nullable=False),
        sa.Column("claim_count", sa.Integer, nullable=False),
        sa.Column("miss_count", sa.Integer, nullable=False),
        sa.Column("recorded", words(27), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_readings"),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_readings_document"),
        sa.UniqueConstraint("digest", name="uq_readings_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_readings_document_recorded_sequence", "readings", ["document", "recorded", "sequence"])
    op.create_index("ix_readings_recorded", "readings", ["recorded"])


def _create_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("reading", _COUNTER, nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("id", words(12), nullable=False),
        sa.Column("kind", words(), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("anchor_start", sa.Integer, nullable=False),
        sa.Column("anchor_end", sa.Integer, nullable=False),
        sa.Column("supplier", words()),
        sa.Column("recipient", words()),
        sa.Column("item", words()),
        sa.Column("designation", words()),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("unit", words()),
        sa.Column("hedge", words()),
        sa.Column("measure", words()),
        sa.Column("status", words()),
        sa.Column("modality", words(), nullable=False),
        sa.Column("stance", words()),
        sa.Column("source_type", words()),
        sa.Column("source_folded", words()),
        sa.Column("quote_folded", words(), nullable=False),
        sa.Column("json", words(), nullable=False),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_claims"),
        sa.ForeignKeyConstraint(["reading"], ["readings.sequence"], name="fk_claims_reading"),
    )
    op.create_index("ix_claims_id", "claims", ["id"])
    op.create_index("ix_claims_supplier_recipient", "claims", ["supplier", "recipient"])


def _create_misses() -> None:
    op.create_table(
        "misses",
        sa.Column("reading", _COUNTER, nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("reason", words(), nullable=False),
        sa.Column("detail", words(), nullable=False),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_misses"),
        sa.ForeignKeyConstraint(["reading"], ["readings.sequence"], name="fk_misses_reading"),
    )


def _create_failures() -> None:
    op.create_table(
        "failures",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", words(64), nullable=False),
        sa.Column("location", words(), nullable=False),
        sa.Column("reason", words(), nullable=False),
        sa.Column("mend", words(), nullable=False),
        sa.Column("recorded", words(27), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_failures"),
        sa.UniqueConstraint("digest", name="uq_failures_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_failures_recorded", "failures", ["recorded"])


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", words(64), nullable=False),
        sa.Column("document", words(64), nullable=False),
        sa.Column("claim", words(12), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("action", words(), nullable=False),
        sa.Column("payload", words(), nullable=False),
        sa.Column("who", words(), nullable=False),
        sa.Column("why", words(), nullable=False),
        sa.Column("recorded", words(27), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_decisions"),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_decisions_document"),
        sa.UniqueConstraint("digest", name="uq_decisions_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_document_claim", "decisions", ["document", "claim"])
    op.create_index("ix_decisions_recorded", "decisions", ["recorded"])


def _guard_sqlite() -> None:
    for table in _TABLES:
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change} ON {table}\n"
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} takes no {change}'); END"
            )
    op.execute(f"PRAGMA application_id = {0x61726D74}")
    op.execute("PRAGMA user_version = 1")


def _guard_postgresql() -> None:
    for table in _TABLES:
        server_tables.guard(op.get_bind(), table)
    for table in ("decisions", "failures", "readings"):
        server_tables.count(op.get_bind(), table, "sequence")
