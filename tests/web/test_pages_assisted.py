"""A claim that a model pointed at bears its mark on every page that shows it, in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_ledger import fill
from workspaces import NOW, browser, settings_of

from armstrail.ledger import ClaimQuery, Ledger
from armstrail.model.reading import Reading

CUE = "assisted: a<b>-model, question 1"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small ledger, in which each claim on troops was pointed at by a model."""
    path = tmp_path_factory.mktemp("assisted") / "small.db"
    with Ledger.open(path, clock=lambda: NOW) as book:
        fill(book)
        for row in list(book.documents()):
            reading = book.reading(row.document.digest)
            claims = tuple(replace(claim, reasons=(*claim.reasons, CUE)) for claim in reading.claims)
            book.add(row.document, Reading(reading.document, "other", claims, reading.misses, reading.state))
    return path


def paths(ledger: Path) -> list[str]:
    """The pages that show a claim between two parties with a figure."""
    with Ledger.open(ledger, clock=lambda: NOW, read_only=True, create=False) as book:
        claim, document = next(
            pair for pair in book.claims(ClaimQuery()) if pair[0].quantity and pair[0].supplier and pair[0].recipient
        )
    flow = f"{claim.supplier}/{claim.recipient}"
    return [
        f"/claim/{claim.id}", f"/document/{document.digest}", f"/flow/{flow}",
        f"/review?supplier={claim.supplier}&recipient={claim.recipient}",
        f"/search?supplier={claim.supplier}&recipient={claim.recipient}",
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "mark"), [("en", "with a model&#39;s help"), ("it", "con l&#39;aiuto di un modello")])
def test_the_mark_stands_on_every_page(ledger, lang, mark):
    """And the name of a model is words, whatever signs it has."""
    with browser(settings_of(ledger, language=lang)) as client:
        for path in paths(ledger):
            page = client.get(path)
            assert page.status_code == 200, path
            assert mark in page.text, path
            assert "a<b>-model" not in page.text
        assert "a&lt;b&gt;-model, question 1" in client.get(paths(ledger)[0]).text
