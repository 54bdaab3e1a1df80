"""The words of documents and claims, filed for searching, and the order of publication as an index.

A ledger that is there already is filed now.
"""

import sqlalchemy as sa
from alembic import op

from armstrail.ledger import filing, server_tables
from armstrail.ledger.columns import words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEX_OF_WORDS = (
    "CREATE VIRTUAL TABLE document_words USING fts5"
    "(title, words, content='', tokenize=\"unicode61 remove_diacritics 0\")",
    "INSERT INTO document_words (document_words, rank) VALUES ('rank', 'bm25(4.0, 1.0)')",
    "CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE VIRTUAL TABLE document_terms USING fts5vocab(document_words, row)",
    "CREATE VIRTUAL TABLE claim_terms USING fts5vocab(claim_words, row)",
    "CREATE VIRTUAL TABLE document_places USING fts5vocab(document_words, instance)",
    "CREATE VIRTUAL TABLE claim_places USING fts5vocab(claim_words, instance)",
)
_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "filed",
        sa.Column("number", _COUNTER, nullable=False, autoincrement=True),
        sa.Column("document", words(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_filed"),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_filed_document"),
        sa.UniqueConstraint("document", name="uq_filed_document"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_documents_publication", "documents", [sa.text("(published IS NULL)"), "published", "digest"])
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        _guard_sqlite()
        for statement in _INDEX_OF_WORDS:
            bind.exec_driver_sql(statement)
        filing.file_all(bind)
        op.execute("PRAGMA user_version = 3")
    elif bind.dialect.name == "postgresql":
        server_tables.guard(bind, "filed")
        server_tables.count(bind, "filed", "number")
        server_tables.index_words(bind)
        filing.file_all(bind)


def _guard_sqlite() -> None:
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER filed_refuse_{change} BEFORE {change} ON filed\n"
            f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: filed takes no {change}'); END"
        )
