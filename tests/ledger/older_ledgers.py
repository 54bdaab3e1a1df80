"""Ledgers as the first version made them, to be brought up."""

from __future__ import annotations

from alembic import command
from ledger_makers import make_document
from sqlalchemy import create_engine, text

from armstrail.ledger import migrate
from armstrail.ledger.server import is_on_server


def make_older(where: str, count: int = 1) -> set[str]:
    """Make a ledger of the first form with so many documents; their ids."""
    url = where.replace("postgresql:", "postgresql+psycopg:") if is_on_server(where) else f"sqlite:///{where}"
    engine = create_engine(url)
    documents = [make_document(f"Text number {number}.", id=f"old{number}.txt") for number in range(count)]
    with engine.begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO upgrades VALUES ('0001', '0.1.0')")
        connection.execute(
            text(
                "INSERT INTO documents (digest, id, lang, published, dated, recorded, text) "
                "VALUES (:digest, :id, 'en', :published, '2024-10-24', '2024-11-01T12:00:00.000000Z', :text)"
            ),
            [
                {"digest": each.digest, "id": each.id, "published": each.published, "text": each.text}
                for each in documents
            ],
        )
    engine.dispose()
    return {each.id for each in documents}
