"""Where each page of a document begins in its text."""

import sqlalchemy as sa
from alembic import op

from armstrail.ledger.columns import words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("pages", words()))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 2")
