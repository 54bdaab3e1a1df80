"""What Alembic runs: the migrations, on the connection and in the transaction that the ledger hands over."""

from alembic import context

from armstrail.ledger.schema import REVISION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=REVISION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
