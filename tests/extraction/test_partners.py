"""Two parties that one word tells: the supplier of another gives to it, the buyer of another gets from it.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "China is Chad's main supplier, with 62% of its arms imports."),
        ("es", "China es el principal proveedor de Chad, con el 62% de las entregas de armas."),
        ("pt", "A China é o principal fornecedor do Chade, com 62% das entregas de armas."),
        (
            "fr",
            "La Chine est le premier fournisseur du Tchad, avec 62 % des livraisons d'armes.",
        ),
        ("it", "La Cina è il principale fornitore del Ciad, con il 62% delle consegne di armi."),
    ],
)
def test_the_supplier_of_another_gives_to_it(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """China gives and Chad gets, though no verb says that anything was given; the role is nobody's word."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient, claim.source) == ("CN", "TD", None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Chad was the main buyer of arms from Spain, with 30 million euros."),
        ("es", "Chad fue el principal comprador de armas de España, con 30 millones de euros."),
        ("pt", "O Chade foi o principal comprador de armas de Espanha, com 30 milhões de euros."),
    ],
)
def test_the_buyer_of_another_gets_from_it(read: Read, lang: str, text: str) -> None:
    """Chad gets what the thirty million are worth, and Spain gives it."""
    sums = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [(claim.supplier, claim.recipient) for claim in sums] == [("ES", "TD")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Italy is Oman's main supplier of arms (61% of imports), followed by Brazil (23%) and Chile (4%)."),
        (
            "es",
            "Italia es el mayor proveedor de armas de Omán (61% de las compras), seguida de Brasil (23%) y Chile (4%).",
        ),
        (
            "pt",
            "A Itália é o maior fornecedor de armas de Omã (61% das compras), seguida do Brasil (23%) e do Chile (4%).",
        ),
    ],
)
def test_who_follows_the_supplier_gives_to_the_same(read: Read, lang: str, text: str) -> None:
    """Oman, beside the first figure, is whom all three give to, and no supplier of the row."""
    shares = {
        claim.quantity.low: (claim.supplier, claim.recipient)
        for claim in read(lang, text).claims
        if claim.quantity is not None
    }
    assert shares == {61: ("IT", "OM"), 23: ("BR", "OM"), 4: ("CL", "OM")}


def test_a_verb_of_giving_tells_more_than_the_role(read: Read) -> None:
    """Who sells to a third is told by the verb, whoever else is supplied."""
    claims = read("en", "Italy, which is Oman's main supplier, sold 40 tanks to Chile.").claims
    assert ("IT", "CL") in [(claim.supplier, claim.recipient) for claim in claims if claim.quantity is not None]
