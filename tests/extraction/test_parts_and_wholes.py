"""What happened to a part, and what was sent as a whole; figures whose noun another sentence or figure told.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.model.claim import Claim


def _counted(claims: tuple[Claim, ...]) -> list[tuple[str, float | None]]:
    return [(claim.kind, claim.quantity.low) for claim in claims if claim.quantity is not None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Un tercio de los 9.000 soldados norcoreanos enviados a Rusia han muerto."),
        ("es", "Unos 3.000 de los 9.000 soldados norcoreanos enviados a Rusia han muerto."),
        ("pt", "Cerca de 3 mil dos 9 mil soldados norte-coreanos enviados à Rússia foram mortos ou feridos."),
    ],
)
def test_the_dead_are_a_part_of_those_who_were_sent(read: Read, lang: str, text: str) -> None:
    """Nine thousand were sent, which is the claim; how many of them died is none."""
    assert _counted(read(lang, text).claims) == [("deployment", 9000)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Chile recibió 24 cazas de Brasil en 2021 y espera la llegada de otros 30 este año."),
        ("pt", "O Chile recebeu 24 caças do Brasil em 2021 e espera outros 30 este ano."),
        ("en", "Chile received 24 fighter jets from Brazil in 2021 and took another 30 last year."),
    ],
)
def test_a_date_behind_a_number_is_not_what_it_counts(read: Read, lang: str, text: str) -> None:
    """`otros 30 este año` are thirty more jets and no years."""
    claims = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [(c.quantity.low, c.item) for c in claims if c.quantity] == [
        (24, "arms.aircraft.fighter"),
        (30, "arms.aircraft.fighter"),
    ]


def test_besides_sets_no_floor(only_figure: OnlyClaim) -> None:
    """`além de 80 mísseis` adds eighty to what was named before and says nothing of more than eighty."""
    claim = only_figure("pt", "O Chile comprou ao Brasil, além de 80 mísseis antitanque, peças de reposição.")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.hedge) == (80, 80, "exact")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Poland signed three contracts for arms with South Korea. One of them covers 180 K2 tanks."),
        ("en", "Poland buys arms from South Korea. One of the contracts covers 180 K2 tanks."),
        ("pl", "Polski rząd podpisał trzy umowy z Koreą Południową. Jedna z nich obejmuje zakup 180 sztuk czołgów K2."),
        ("pl", "Polska kupuje od Korei Południowej broń. Jedna z umów obejmuje zakup 180 sztuk czołgów K2."),
        ("it", "La Polonia ha firmato tre contratti con la Corea del Sud per armi. Uno di essi riguarda 180 carri K2."),
        ("ru", "Польша заключила с Южной Кореей три контракта на оружие. Один из них касается 180 танков К2."),
        ("uk", "Польща уклала з Південною Кореєю три контракти на зброю. Один із них стосується 180 танків К2."),
    ],
)
def test_a_part_of_the_contracts_is_no_tank(read: Read, lang: str, text: str) -> None:
    """`One of them` is a contract, where contracts were counted last."""
    assert [c.quantity.low for c in read(lang, text).claims if c.quantity is not None] == [180]
