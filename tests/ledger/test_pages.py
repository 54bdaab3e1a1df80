"""A ledger keeps where each page of a document begins, also one that an older armstrail made."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from ledger_makers import TEXT, Clock, make_document, make_reading, soldiers, usual
from older_ledgers import make_older

from armstrail.ledger import Ledger
from armstrail.model.document import Document
from armstrail.model.reading import Reading
from armstrail.model.words import Word

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


def test_pages_go_through_an_export(ledger: Ledger, new_place: Callable[[], str]) -> None:
    """And the exports of both ledgers are the same bytes."""
    ledger.add(*paged())
    first, second = io.StringIO(), io.StringIO()
    ledger.export(first)
    with Ledger.open(new_place(), clock=Clock()) as other:
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
def test_pages_that_do_not_fit_the_text_are_a_bad_line(
    ledger: Ledger, new_place: Callable[[], str], pages: list[object]
) -> None:
    """They would lead to the wrong place."""
    import json

    ledger.add(*paged())
    out = io.StringIO()
    ledger.export(out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    changed = [json.dumps(line | ({"pages": pages} if line["type"] == "document" else {})) for line in lines]
    with Ledger.open(new_place(), clock=Clock()) as other:
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


def test_a_ledger_of_the_first_form_is_brought_up_and_keeps_what_it_holds(path: Path, bare: str) -> None:
    """The documents that it has have no pages; those that come have; and all of them are found by their words."""
    for where in (str(path), bare):
        assert make_older(where, 3) == {"old0.txt", "old1.txt", "old2.txt"}
        check_brought_up(where)


def check_brought_up(where: str) -> None:
    with Ledger.open(where, clock=Clock()) as ledger:
        assert ledger.document("old0.txt").pages == ()
        assert len(ledger.search_documents([Word((("number",),))], order="relevance")) == 3
        document = make_document(TEXT, id="new.txt", title="Anew", pages=PAGES)  # type: ignore[arg-type]
        ledger.add(document, make_reading(document))
        assert ledger.document("new.txt").pages == PAGES
        assert ledger.verify() == []
