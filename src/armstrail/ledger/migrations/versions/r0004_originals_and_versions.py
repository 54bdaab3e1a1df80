"""From which bytes documents were read, which document stood at an address since when, and addresses as an index."""

import sqlalchemy as sa
from alembic import op

from armstrail.ledger import server_tables
from armstrail.ledger.columns import words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "originals",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", words(64), nullable=False),
        sa.Column("document", words(64), nullable=False),
        sa.Column("sha256", words(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("form", words(), nullable=False),
        sa.Column("place", words(), nullable=False),
        sa.Column("address", words()),
        sa.Column("received", words()),
        sa.Column("recorded", words(27), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_originals"),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_originals_document"),
        sa.UniqueConstraint("digest", name="uq_originals_digest"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "versions",
        sa.Column("sequence", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("digest", words(64), nullable=False),
        sa.Column("address", words(), nullable=False),
        sa.Column("document", words(64), nullable=False),
        sa.Column("since", words(10), nullable=False),
        sa.Column("recorded", words(27), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_versions"),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_versions_document"),
        sa.UniqueConstraint("digest", name="uq_versions_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_originals_document", "originals", ["document"])
    op.create_index("ix_originals_address", "originals", ["address"], postgresql_using="hash")
    op.create_index("ix_originals_place", "originals", ["place"], postgresql_using="hash")
    op.create_index("ix_originals_sha256", "originals", ["sha256"])
    op.create_index("ix_versions_document", "versions", ["document"])
    op.create_index("ix_versions_address", "versions", ["address"], postgresql_using="hash")
    op.create_index("ix_documents_url", "documents", ["url"], postgresql_using="hash")
    bind = op.get_bind()
    for table in ("originals", "versions"):
        if bind.dialect.name == "sqlite":
            _guard_sqlite(table)
        elif bind.dialect.name == "postgresql":
            server_tables.guard(bind, table)
            server_tables.count(bind, table, "sequence")
    if bind.dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 4")


def _guard_sqlite(table: str) -> None:
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change} ON {table}\n"
            f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} takes no {change}'); END"
        )
