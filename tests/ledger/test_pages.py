"""A ledger keeps where each page of a document begins, also one that an older armstrail made."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from ledger_makers import TEXT, Clock, make_document, make_reading, soldiers, usual
from sqlalchemy import create_engine

from armstrail.ledger import Ledger, migrate
from armstrail.model.document import Document
from armstrail.model.reading import Reading

PAGES = (0, 40, 40, 120)


def paged() -> tuple[Document, Reading]:
    """The usual text on four pages, of which the second has no words."""
    document = make_document(pages=PAGES)  # type: ignore[arg-type]
    return document, make_reading(document, soldiers(document))


def test_pages_come_back_as_they_went(ledger: Ledger) -> None:
    """With the document, and with each of its claims."""
    document, reading = paged()
    ledger.add(document, reading)
    assert ledger.document(document.digest).pages == PAGES
    ((claim, carrier),) = ledger.claims()
    assert carrier.page_of(claim.anchor.start) == 3


def test_pages_go_through_an_export(ledger: Ledger, tmp_path: Path) -> None:
    """And the exports of both ledgers are the same bytes."""
    ledger.add(*paged())
    first, second = io.StringIO(), io.StringIO()
    ledger.export(first)
    with Ledger.open(tmp_path / "other.db", clock=Clock()) as other:
        assert other.import_(first.getvalue().splitlines()).bad == ()
        other.export(second)
        assert other.verify() == []
    assert (first.getvalue(), "pages" in first.getvalue()) == (second.getvalue(), True)


def test_an_export_without_pages_says_nothing_of_them(ledger: Ledger) -> None:
    """So that earlier exports stay what they were."""
    ledger.add(*usual())
    out = io.StringIO()
    ledger.export(out)
    assert "pages" not in out.getvalue()


@pytest.mark.parametrize("pages", [[5], [0, 9, 3], [0, 10_000], ["0"], [0, None]])
def test_pages_that_do_not_fit_the_text_are_a_bad_line(ledger: Ledger, tmp_path: Path, pages: list[object]) -> None:
    """They would lead to the wrong place."""
    import json

    ledger.add(*paged())
    out = io.StringIO()
    ledger.export(out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    changed = [json.dumps(line | ({"pages": pages} if line["type"] == "document" else {})) for line in lines]
    with Ledger.open(tmp_path / "other.db", clock=Clock()) as other:
        assert "pages" in other.import_(changed).bad[0].reason


def test_pages_that_somebody_broke_are_found(path: Path) -> None:
    """By the check of the whole ledger."""
    with Ledger.open(path, clock=Clock()) as ledger:
        ledger.add(*paged())
    with sqlite3.connect(path) as connection:
        guard = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'documents_refuse_update'").fetchone()[0]
        connection.execute("DROP TRIGGER documents_refuse_update")
        connection.execute("UPDATE documents SET pages = '[0, 99999]'")
        connection.execute(guard)
    with Ledger.open(path, clock=Clock(), read_only=True) as ledger:
        assert any("pages must begin at 0" in problem.what for problem in ledger.verify())


def test_a_ledger_of_the_first_form_is_brought_up_and_keeps_what_it_holds(path: Path) -> None:
    """The documents that it has have no pages; those that come have."""
    with older(path):
        pass
    with Ledger.open(path, clock=Clock()) as ledger:
        assert ledger.document("old.txt").pages == ()
        document = make_document(TEXT, id="new.txt", title="Anew", pages=PAGES)  # type: ignore[arg-type]
        ledger.add(document, make_reading(document))
        assert ledger.document("new.txt").pages == PAGES
        assert ledger.verify() == []


@contextmanager
def older(path: Path) -> Iterator[None]:
    """A ledger as the first version made it, with one document."""
    engine = create_engine(f"sqlite:///{path}")
    document = make_document(id="old.txt")
    with engine.begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO upgrades VALUES ('0001', '0.1.0')")
        connection.exec_driver_sql(
            "INSERT INTO documents (digest, id, lang, published, dated, recorded, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                document.digest, document.id, "en", document.published, "2024-10-24",
                "2024-11-01T12:00:00.000000Z", document.text,
            ),
        )  # fmt: skip
    engine.dispose()
    yield
