"""Words that are goods, people or numbers in one place and none in another."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.model.quantity import Quantity


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "A Suécia aprovou 300 milhões de euros em novas vendas militares à Hungria, anunciou Estocolmo."),
        ("es", "Suecia aprobó 300 millones de euros en nuevas ventas militares a Hungría, anunció Estocolmo."),
        (
            "it",
            "La Svezia ha approvato 300 milioni di euro di vendite militari all'Ungheria, ha annunciato Stoccolma.",
        ),
        (
            "fr",
            "La Suède a approuvé 300 millions d'euros de ventes militaires à la Hongrie, a annoncé Stockholm.",
        ),
    ],
)
def test_an_adjective_behind_its_noun_is_no_soldier(read: Read, lang: str, text: str) -> None:
    """`Vendas militares` names no troops, and nobody `militares` who speaks."""
    found = read(lang, text)
    assert {claim.kind for claim in found.claims} == {"valuation"}
    assert {(claim.supplier, claim.recipient) for claim in found.claims} == {("SE", "HU")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "O Brasil enviou militares e 40 militares ao Haiti."),
        ("it", "L'Italia ha inviato tremila militari in Libano."),
        ("es", "España envió a sus militares y otros 200 militares a Letonia."),
        ("fr", "La France a envoyé 160 anciens militaires au Niger."),
    ],
)
def test_the_same_word_counted_or_sent_is_people(read: Read, lang: str, text: str) -> None:
    """Behind a number, a verb or a small word it is the noun."""
    counted = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [claim.item for claim in counted] == ["personnel.troops"]


def test_a_number_with_a_capital_begins_a_name(only_figure: OnlyClaim) -> None:
    """`Sete Lagoas` and `Minas` are places: nothing there is seven, and nothing is laid."""
    claim = only_figure("pt", "O Brasil vendeu ao Gana 11 blindados produzidos em Sete Lagoas, em Minas.")
    assert (claim.supplier, claim.recipient, claim.item) == ("BR", "GH", "arms.armour")
    assert claim.quantity == Quantity(low=11, high=11, unit="pieces", hedge="exact")


def test_goods_that_share_their_name_with_money_are_goods(only_figure: OnlyClaim) -> None:
    """A Guarani with a capital is the vehicle, in small letters it is money."""
    claim = only_figure("pt", "O Brasil vendeu 28 Guaranis às Filipinas.")
    assert (claim.item, claim.quantity) == ("arms.armour.apc", Quantity(28, 28, "pieces", "exact"))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Svezia ha ceduto all'Ucraina due sistemi SAMP-T. L'Italia valuta di aderire all'iniziativa Nato."),
        ("es", "Suecia cedió a Ucrania dos sistemas SAMP-T. Italia valora sumarse a la iniciativa de la OTAN."),
        ("pt", "A Suécia cedeu à Ucrânia dois sistemas SAMP-T. Itália pondera aderir à iniciativa da NATO."),
        ("fr", "La Suède a cédé à l'Ukraine deux systèmes SAMP-T. L'Italie songe à rejoindre l'initiative de l'OTAN."),
    ],
)
def test_a_letter_behind_a_hyphen_ends_its_sentence(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`SAMP-T.` ends with the name of a model and not with an abbreviation for tonnes."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("SE", "UA")
