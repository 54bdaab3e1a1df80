"""Figures set beside each other: behind a word of comparing, and in two rows."""

from __future__ import annotations

import pytest
from extraction_makers import Read


def _pairs(read: Read, lang: str, text: str) -> list[tuple[str | None, str | None]]:
    claims = sorted((c for c in read(lang, text).claims if c.quantity is not None), key=lambda c: c.anchor.start)
    return [(claim.supplier, claim.recipient) for claim in claims]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "France gave Ukraine arms worth 233 million euros, against 25 billion for the United States and 4 "
               "billion for Britain."),
        ("fr", "La France a donné à l'Ukraine 233 millions d'euros d'aide militaire, contre 25 milliards pour les "
               "Etats-Unis et 4 milliards pour le Royaume-Uni."),
        ("it", "La Francia ha dato armi all'Ucraina per 233 milioni di euro, contro i 25 miliardi degli Stati Uniti e "
               "i 4 miliardi del Regno Unito."),
        ("de", "Frankreich hat der Ukraine Waffen für 233 Millionen Euro geliefert, verglichen mit 25 Milliarden aus "
               "den USA und 4 Milliarden aus Großbritannien."),
        ("es", "Francia ha dado a Ucrania armas por 233 millones de euros, frente a los 25.000 millones de Estados "
               "Unidos y los 4.000 millones del Reino Unido."),
        ("pt", "A França deu à Ucrânia armas no valor de 233 milhões de euros, contra 25 mil milhões dos Estados "
               "Unidos e quatro mil milhões do Reino Unido."),
        ("pl", "Francja przekazała Ukrainie broń za 233 mln euro, wobec 25 mld z USA i 4 mld z Wielkiej Brytanii."),
    ],
)  # fmt: skip
def test_who_is_compared_has_the_part_of_the_one_told_of(read: Read, lang: str, text: str) -> None:
    """Whatever preposition joins the name to its figure: of `25 billion for the United States` these are no takers."""
    assert _pairs(read, lang, text) == [("FR", "UA"), ("US", "UA"), ("GB", "UA")]


def test_the_same_preposition_tells_the_same_side(read: Read) -> None:
    """`en Russie ... contre 19 % en Chine`: who is compared is the seller, though the buyer is named first."""
    text = "L'Algérie s'est fournie en Russie à hauteur de 48 % de ses importations d'armes, contre 19 % en Chine."
    assert _pairs(read, "fr", text) == [("RU", "DZ"), ("CN", "DZ")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Poland and Estonia gave Ukraine 240 and 20 tanks respectively."),
        ("de", "Polen und Estland gaben der Ukraine 240 beziehungsweise 20 Panzer."),
        ("fr", "La Pologne et l'Estonie ont donné à l'Ukraine respectivement 240 et 20 chars."),
        ("es", "Polonia y Estonia dieron a Ucrania 240 y 20 carros, respectivamente."),
        ("pt", "A Polónia e a Estónia deram à Ucrânia 240 e 20 carros de combate, respetivamente."),
        ("pl", "Polska i Estonia przekazały Ukrainie odpowiednio 240 i 20 czołgów."),
        ("ru", "Польша и Эстония передали Украине 240 и 20 танков соответственно."),
        ("uk", "Польща та Естонія передали Україні відповідно 240 і 20 танків."),
    ],
)
def test_of_two_rows_each_has_its_own(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == [("PL", "UA"), ("EE", "UA")]


def test_of_two_rows_those_who_get_have_their_own_too(read: Read) -> None:
    text = "Egypt and Qatar received Italian arms worth 991 million and 212 million euros, respectively."
    assert _pairs(read, "en", text) == [("IT", "EG"), ("IT", "QA")]


def test_rows_of_another_length_tell_nothing(read: Read) -> None:
    """`beziehungsweise` may part two figures of one giver."""
    text = "Polen gab der Ukraine 240 beziehungsweise 20 Panzer, Estland und Lettland gaben Munition."
    assert set(_pairs(read, "de", text)) == {("PL", "UA")}
