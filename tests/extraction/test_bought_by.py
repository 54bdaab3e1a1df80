"""Who stands behind `by` and a noun of buying gets, and a sum for arms and their gear is paid for arms."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Stockholm signed with Budapest a deal for the purchase by the Hungarians of 48 jets."),
        ("pt", "Estocolmo assinou com Budapeste um acordo para a compra pelos húngaros de 48 caças."),
        ("es", "Estocolmo firmó con Budapest un acuerdo para la compra por los húngaros de 48 cazas."),
        ("it", "Stoccolma ha firmato con Budapest un accordo per l'acquisto da parte degli ungheresi di 48 caccia."),
        ("fr", "Stockholm a signé avec Budapest un accord pour l'achat par les Hongrois de 48 avions de combat."),
    ],
)
def test_the_purchase_by_one_is_from_the_other(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Of two who sign, the one that the purchase is by gets."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("SE", "HU")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sweden approved the sale of $740 million in bombs, missiles and uniforms to Hungary."),
        ("pt", "A Suécia aprovou a venda de 740 milhões de dólares em bombas, mísseis e uniformes à Hungria."),
        (
            "it",
            "La Svezia ha approvato la vendita di 740 milioni di dollari in bombe, missili e uniformi all'Ungheria.",
        ),
        ("es", "Suecia aprobó la venta de 740 millones de dólares en bombas, misiles y uniformes a Hungría."),
    ],
)
def test_a_sum_for_arms_and_their_gear_is_for_arms(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """It is none for the first of the goods alone."""
    assert only_figure(lang, text).item == "arms"
