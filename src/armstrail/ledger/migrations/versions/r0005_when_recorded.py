"""Originals and versions by the time they were recorded: each entry asks for the newest of every table."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_originals_recorded", "originals", ["recorded"])
    op.create_index("ix_versions_recorded", "versions", ["recorded"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 5")
