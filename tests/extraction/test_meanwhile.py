"""Who is named for what goes on meanwhile takes no part in what is sent."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sweden approved 30 jets for Hungary amid growing tensions with Iran, officials said."),
        ("de", "Schweden genehmigte 30 Kampfjets für Ungarn trotz des Streits mit dem Iran."),
        ("fr", "La Suède a approuvé 30 avions de combat pour la Hongrie sur fond de tensions avec l'Iran."),
        ("es", "Suecia aprobó 30 cazas para Hungría en medio de las crecientes tensiones con Irán."),
        ("pt", "A Suécia aprovou 30 caças para a Hungria, em meio às crescentes tensões com o Irã."),
        ("it", "La Svezia ha approvato 30 caccia per l'Ungheria nonostante le proteste dell'Iran."),
        ("pl", "Szwecja zatwierdziła 30 myśliwców dla Węgier mimo sporu z Iranem."),
        ("ru", "Швеция одобрила 30 истребителей для Венгрии на фоне напряженности с Ираном."),
        ("uk", "Швеція схвалила 30 винищувачів для Угорщини на тлі напруженості з Іраном."),
    ],
)
def test_tensions_with_another_state_take_no_part(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`Amid tensions with Iran` says when, and not to whom."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("SE", "HU")


def test_a_need_that_names_who_gets_is_kept(only_figure: OnlyClaim) -> None:
    """Where the stretch alone names the one who gets, it is heard."""
    claim = only_figure("en", "At a time when Ukraine runs out of shells, Sweden sent 30 howitzers.")
    assert (claim.supplier, claim.recipient) == ("SE", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Polonia ha firmato lo scorso maggio a Parigi un contratto per l'acquisto di 24 droni turchi."),
        ("fr", "La Pologne a signé à Rome un contrat pour l'achat de 24 drones turcs."),
        ("es", "Polonia firmó en París un contrato para la compra de 24 drones turcos."),
        ("pt", "A Polónia assinou em Paris um contrato para a compra de 24 drones turcos."),
        ("en", "Poland signed in Paris a contract for the purchase of 24 Turkish drones."),
    ],
)
def test_the_capital_where_two_others_sign_is_a_place(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Paris saw it signed."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("TR", "PL")


def test_the_capital_where_one_signs_is_the_other(only_figure: OnlyClaim) -> None:
    """Where nobody else is named, the capital is whose it is."""
    claim = only_figure("en", "Poland signed in Ankara a contract for the purchase of 24 drones.")
    assert (claim.supplier, claim.recipient) == ("TR", "PL")
