"""Goods that somebody fires, seizes, downs or loses: whose they were, who got them, and who has no part in it."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("pl", "Rosjanie wystrzelili w kierunku Ukrainy 60 północnokoreańskich pocisków balistycznych.", ("KP", "RU")),
        ("it", "Nella notte le forze russe hanno lanciato su Odessa 38 droni kamikaze iraniani Shahed.", ("IR", "RU")),
        ("de", "Russland feuerte mindestens 24 nordkoreanische ballistische Raketen auf Charkiw ab.", ("KP", "RU")),
        ("en", "Hezbollah fired 150 Iranian-supplied rockets at northern Israel on Sunday.", ("IR", "hezbollah")),
    ],
)
def test_who_fires_goods_got_them(only_figure: OnlyClaim, lang: str, text: str, pair: object) -> None:
    """And whoever they are aimed at did not."""
    claim = only_figure(lang, text)
    assert (claim.kind, claim.supplier, claim.recipient, claim.status) == ("use", *pair, "delivered")


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("es", "La Marina estadounidense interceptó en el golfo de Omán 2.116 fusiles que Irán enviaba a los hutíes.",
         ("IR", "houthis")),
        ("pl", "Siły rządowe Jemenu przejęły 750 ton irańskiej broni płynącej statkiem do Huti.", ("IR", "houthis")),
        ("fr", "La marine française a intercepté un boutre avec 3 000 fusils iraniens destinés aux houthistes.",
         ("IR", "houthis")),
        ("ko", "예멘 정부군은 이란이 후티 반군에 보내던 무기 750톤을 홍해에서 압류했다고 발표했다.", (None, "houthis")),
    ],
)  # fmt: skip
def test_what_is_seized_is_under_way(only_figure: OnlyClaim, lang: str, text: str, pair: object) -> None:
    """It goes on between those who sent it and those it was for; the sender is not always found in Korean."""
    claim = only_figure(lang, text)
    assert (claim.kind, claim.status, claim.recipient) == ("use", "underway", pair[1])
    assert lang == "ko" or claim.supplier == pair[0]


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("it", "La contraerea saudita ha abbattuto sette missili balistici iraniani lanciati dagli Houthi.",
         ("IR", "houthis")),
        ("en", "The RSF captured six Chinese-made drones from the Sudanese army when it overran the airfield.",
         ("CN", "SD")),
        ("de", "Russische Truppen haben fünf von Deutschland gelieferte Panzer der ukrainischen Armee zerstört.",
         ("DE", "UA")),
        ("fr", "L'armée russe a détruit trois canons Caesar ukrainiens livrés par la France.", ("FR", "UA")),
    ],
)  # fmt: skip
def test_who_downs_or_captures_goods_is_no_party_to_their_flow(
    only_figure: OnlyClaim, lang: str, text: str, pair: object
) -> None:
    """Whoever had them got them from whoever made or gave them."""
    claim = only_figure(lang, text)
    assert (claim.kind, claim.supplier, claim.recipient) == ("use", *pair)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Russian army lost 45 tanks in a week, according to Kyiv's general staff."),
        (
            "es",
            "Rusia ha perdido más de 3.000 tanques desde el inicio de la invasión, según el Estado Mayor ucraniano.",
        ),
        ("it", "Alle manovre nel Mar Baltico partecipano 3.000 militari finlandesi con 40 carri armati."),
    ],
)
def test_own_losses_and_exercises_are_no_claims(read: Read, lang: str, text: str) -> None:
    """Tanks that nobody gave are not told of."""
    claims = read(lang, text).claims
    assert [c for c in claims if c.quantity is not None and c.quantity.unit == "pieces"] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "L'esercito maliano ha perso sei droni turchi dall'inizio dell'anno, abbattuti dai ribelli tuareg."),
        ("en", "The Malian army has lost six Turkish drones since January, shot down by Tuareg rebels."),
        ("fr", "L'armée malienne a perdu six drones turcs depuis janvier, abattus par les rebelles touaregs."),
        ("ru", "Армия Мали потеряла шесть турецких дронов."),
    ],
)
def test_who_loses_goods_had_them(read: Read, lang: str, text: str) -> None:
    """Whoever shot them down has no part in it."""
    (claim,) = read(lang, text).claims
    assert (claim.kind, claim.supplier, claim.recipient) == ("use", "TR", "ML")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Cinque carri Abrams forniti dagli americani all'esercito ucraino sono stati distrutti ad Avdiivka."),
        ("en", "Five Abrams tanks supplied by the Americans to the Ukrainian army have been destroyed near Avdiivka."),
        ("es", "Cinco carros Abrams entregados por Estados Unidos a Ucrania han sido destruidos cerca de Avdíivka."),
    ],
)
def test_a_participle_does_not_part_goods_from_what_was_done_to_them(read: Read, lang: str, text: str) -> None:
    (claim,) = read(lang, text).claims
    assert (claim.kind, claim.supplier, claim.recipient, claim.status) == ("use", "US", "UA", "delivered")


@pytest.mark.parametrize(
    ("lang", "text", "lost"),
    [
        ("en", "Of 31 Abrams tanks the US gave Ukraine, 27 have been lost.", 27),
        (
            "fr",
            "Dix-neuf des chars Abrams donnés par les Américains à l'Ukraine ont été perdus depuis leur arrivée.",
            19,
        ),
    ],
)
def test_goods_that_are_lost_are_no_casualties(read: Read, lang: str, text: str, lost: float) -> None:
    claims = [c for c in read(lang, text).claims if c.kind == "use"]
    assert [(c.quantity.low, c.supplier, c.recipient) for c in claims if c.quantity is not None] == [(lost, "US", "UA")]
