"""The first tables: documents, readings with claims and misses, failures, decisions."""

import sqlalchemy as sa
from alembic import op

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
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("armstrail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_upgrades"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    elif op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("lang", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("dated", sa.String(10), nullable=False),
        sa.Column("publisher", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("recorded", sa.String(27), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_documents"),
    )
    op.create_index("ix_documents_id", "documents", ["id"])
    op.create_index("ix_documents_recorded", "documents", ["recorded"])


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("lang", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("claim_count", sa.Integer, nullable=False),
        sa.Column("miss_count", sa.Integer, nullable=False),
        sa.Column("recorded", sa.String(27), nullable=False),
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
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("anchor_start", sa.Integer, nullable=False),
        sa.Column("anchor_end", sa.Integer, nullable=False),
        sa.Column("supplier", sa.Text),
        sa.Column("recipient", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("designation", sa.Text),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("unit", sa.Text),
        sa.Column("hedge", sa.Text),
        sa.Column("measure", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("modality", sa.Text, nullable=False),
        sa.Column("stance", sa.Text),
        sa.Column("source_type", sa.Text),
        sa.Column("source_folded", sa.Text),
        sa.Column("quote_folded", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
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
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_misses"),
        sa.ForeignKeyConstraint(["reading"], ["readings.sequence"], name="fk_misses_reading"),
    )


def _create_failures() -> None:
    op.create_table(
        "failures",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("mend", sa.Text, nullable=False),
        sa.Column("recorded", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_failures"),
        sa.UniqueConstraint("digest", name="uq_failures_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_failures_recorded", "failures", ["recorded"])


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("claim", sa.String(12), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("recorded", sa.String(27), nullable=False),
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
    bind = op.get_bind()
    bind.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION armstrail_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN RAISE EXCEPTION USING MESSAGE =\n"
        "'the ledger only grows: ' || TG_TABLE_NAME || ' takes no ' || lower(TG_OP); END $$"
    )
    for table in _TABLES:
        bind.exec_driver_sql(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}\n"
            "FOR EACH STATEMENT EXECUTE FUNCTION armstrail_only_grows()"
        )
