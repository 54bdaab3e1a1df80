"""Who is given an order, or asked to give, and who stands before the colon of a headline."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("en", "Rheinmetall has received an order from Spain for 94,200 artillery shells.", ("DE", "ES")),
        ("de", "Rheinmetall hat von Spanien einen Auftrag über 94.200 Artilleriegranaten erhalten.", ("DE", "ES")),
        ("fr", "Rheinmetall a reçu de l'Espagne une commande de 40 chars.", ("DE", "ES")),
        ("it", "Leonardo ha ricevuto dalla Spagna un ordine per 40 elicotteri.", ("IT", "ES")),
        ("es", "Navantia ha recibido de Arabia Saudí un encargo de cinco corbetas.", ("ES", "SA")),
        ("pt", "A Embraer recebeu de Portugal uma encomenda de 12 aviões.", ("BR", "PT")),
        ("pt", "A Embraer fechou um contrato com Portugal para 12 aviões.", ("BR", "PT")),
        ("pl", "Rheinmetall otrzymał od Hiszpanii zamówienie na 40 czołgów.", ("DE", "ES")),
        ("ru", "«Рособоронэкспорт» получил от Индии заказ на 40 вертолётов.", ("RU", "IN")),
        ("uk", "Rheinmetall отримав від Іспанії замовлення на 40 танків.", ("DE", "ES")),
        ("ko", "현대로템은 폴란드로부터 K2 전차 180대를 수주했다.", ("KR", "PL")),
    ],
)
def test_who_gets_an_order_gives_what_is_ordered(only_figure: OnlyClaim, lang: str, text: str, pair: object) -> None:
    """A firm that receives an order from a state sells to it."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == pair


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("uk", "Україна попросила партнерів якнайшвидше надати їй сім комплексів Patriot.", (None, "UA")),
        ("it", "La Svizzera ha vietato alla Danimarca di cedere all'Ucraina 22 veicoli blindati.", ("DK", "UA")),
        ("es", "Hoy concretamos la compra a Dinamarca de 24 aviones F-16 para la Argentina.", ("DK", "AR")),
        ("it", "Il 60% dei droni importati dal Marocco arriva da Israele.", ("IL", "MA")),
        ("de", "Die 30 von Indien aus Israel importierten Radaranlagen sind alt.", ("IL", "IN")),
        ("pl", "Niemcy: cztery kolejne systemy Patriot dla Ukrainy", ("DE", "UA")),
        ("fr", "Mali : 15 blindés offerts par Pékin", ("CN", "ML")),
        (
            "fr",
            "Le français Naval Group construira et livrera quatre sous-marins d'attaque pour la marine néerlandaise.",
            ("FR", "NL"),
        ),
        ("pl", "Ukraiński Motor Sicz dostarczył Turcji około 300 silników.", ("UA", "TR")),
    ],
)
def test_the_sides_of_other_turns(only_figure: OnlyClaim, lang: str, text: str, pair: object) -> None:
    """Asked or forbidden to give, bought from, imported by, in a headline, made for, and told by an adjective alone."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == pair


@pytest.mark.parametrize(
    ("text", "status"),
    [("Berlin to send Kyiv 4 more Patriot systems", "planned"), ("Berlin sent Kyiv 4 tanks", "delivered")],
)  # fmt: skip
def test_the_infinitive_of_a_headline_is_to_come(only_figure: OnlyClaim, text: str, status: str) -> None:
    """`To` behind a name tells a plan."""
    assert only_figure("en", text).status == status


def test_a_sum_beside_its_goods_is_of_the_same_flow(read: Read) -> None:
    """`an order of 716 million` in apposition."""
    text = "La estadounidense General Electric suministrará a India 99 motores, un pedido de 716 millones de dólares."
    claims = [claim for claim in read("es", text).claims if claim.quantity is not None]
    assert {(claim.supplier, claim.recipient) for claim in claims} == {("US", "IN")}
    assert len(claims) == 2


def test_a_billion_keeps_its_digits(only_figure: OnlyClaim) -> None:
    """1.07 billion is not 1,070,000,000.0000001."""
    claim = only_figure("en", "Romania bought tanks from the United States for $1.07 billion.")
    assert claim.quantity is not None
    assert claim.quantity.low == 1_070_000_000


def test_who_pays_with_goods_gives_them(read: Read) -> None:
    """Rice for helicopters goes the other way."""
    text = "Myanmar is paying for the 36 helicopters it got from Russia with 8,000 tonnes of rice."
    pairs = {c.quantity.low: (c.supplier, c.recipient) for c in read("en", text).claims if c.quantity is not None}
    assert pairs == {36: ("RU", "MM"), 8_000: ("MM", "RU")}
