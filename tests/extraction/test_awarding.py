"""Orders that are given to somebody: who gets the order gives the goods."""

from __future__ import annotations

import pytest
from extraction_makers import Read


def _pairs(read: Read, lang: str, text: str) -> set[tuple[str | None, str | None]]:
    return {(c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Argentina's 319 million euro contract for four patrol boats was awarded to France's Naval Group."),
        ("fr", "Le contrat de 319 millions d'euros pour quatre patrouilleurs argentins a été attribué à Naval Group."),
        ("it", "Il contratto argentino per quattro pattugliatori è stato affidato alla francese Naval Group."),
        ("es", "El contrato argentino por cuatro patrulleros fue adjudicado a la francesa Naval Group."),
        ("pt", "O contrato argentino para quatro navios-patrulha foi adjudicado à francesa Naval Group."),
        ("de", "Der argentinische Auftrag über vier Patrouillenboote ging an die französische Naval Group."),
    ],
)
def test_who_is_given_an_order_gives_the_goods(read: Read, lang: str, text: str) -> None:
    """Whose order it is gets them, told by an adjective or a possessive."""
    assert _pairs(read, lang, text) == {("FR", "AR")}


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("en", "Poland has awarded South Korea's Hanwha a contract for 48 howitzers.", ("KR", "PL")),
        ("en", "Rheinmetall was awarded a contract by Spain for 94,000 artillery shells.", ("DE", "ES")),
        ("de", "Spanien erteilte Rheinmetall einen Auftrag über 94.000 Granaten.", ("DE", "ES")),
        ("de", "Den Auftrag über 105 Leopard 2 hat Litauen an das deutsche Unternehmen KNDS vergeben.", ("DE", "LT")),
        ("fr", "La Lituanie a notifié à Nexter un contrat de 54 canons Caesar.", ("FR", "LT")),
        ("es", "Noruega adjudicó a Navantia el contrato de cinco fragatas.", ("ES", "NO")),
        ("pl", "Litwa przyznała francuskiemu Nexterowi kontrakt na 54 haubice.", ("FR", "LT")),
        ("ru", "Индия отдала французской Dassault заказ на 26 истребителей Rafale.", ("FR", "IN")),
        ("uk", "Індія віддала французькій Dassault замовлення на 26 винищувачів Rafale.", ("FR", "IN")),
        ("ko", "폴란드는 한화에어로스페이스에 K9 자주포 48문을 발주했다.", ("KR", "PL")),
    ],
)  # fmt: skip
def test_who_awards_an_order_gets_the_goods(read: Read, lang: str, text: str, pair: tuple[str, str]) -> None:
    assert _pairs(read, lang, text) == {pair}


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("en", "Twenty tanks went to Ukraine under a contract with Poland.", ("PL", "UA")),
        ("de", "20 Panzer gingen nach einem Vertrag mit Polen an die Ukraine.", ("PL", "UA")),
        ("fr", "La France a confié à l'Ukraine 12 canons Caesar sous contrat.", ("FR", "UA")),
        ("en", "The US has awarded Ukraine 300 million dollars in military aid.", ("US", "UA")),
    ],
)
def test_goods_that_go_to_somebody_are_no_order(read: Read, lang: str, text: str, pair: tuple[str, str]) -> None:
    """A contract under which they go is none that is given."""
    assert _pairs(read, lang, text) == {pair}


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("en", "BAE Systems said it received a $542 million contract from the U.S. Department of Defense for "
               "howitzers.",
         ("GB", "US")),
        ("en", "Rheinmetall has booked a $6.5 million U.S. Air Force contract to supply ammunition.", ("DE", "US")),
        ("en", "Hanwha has won a 2.4 billion dollar order from Poland for 212 howitzers.", ("KR", "PL")),
        ("de", "Rheinmetall hat einen 300-Millionen-Euro-Auftrag aus Ungarn für Schützenpanzer erhalten.",
         ("DE", "HU")),
        ("fr", "Nexter a décroché un contrat de 300 millions d'euros en Lituanie pour 18 canons Caesar.", ("FR", "LT")),
        ("it", "Leonardo ha ottenuto un contratto da 300 milioni di euro dalla Polonia per 32 elicotteri.",
         ("IT", "PL")),
        ("es", "Navantia ha logrado un contrato de 1.800 millones de euros de Arabia Saudí para cinco corbetas.",
         ("ES", "SA")),
        ("pt", "A Embraer ganhou um contrato de 827 milhões de euros de Portugal para cinco KC-390.", ("BR", "PT")),
        ("pl", "Hanwha zdobyła w Polsce kontrakt za 2,4 mld dolarów na 212 haubic.", ("KR", "PL")),
        ("ko", "한화는 폴란드로부터 24억 달러 규모의 K9 자주포 212문 계약을 따냈다.", ("KR", "PL")),
    ],
)  # fmt: skip
def test_who_wins_an_order_gives_the_goods(read: Read, lang: str, text: str, pair: tuple[str, str]) -> None:
    """By a verb of winning, of booking or of getting: the order comes to them, and the goods go the other way."""
    assert _pairs(read, lang, text) == {pair}


def test_goods_go_to_whom_the_words_say(read: Read) -> None:
    """Though it is the Pentagon that ordered them."""
    text = (
        "BAE Systems received a $542 million contract from the U.S. Department of Defense to provide 145 M777 "
        "howitzers to the Indian Army."
    )
    (howitzers,) = [c for c in read("en", text).claims if c.quantity is not None and c.kind == "transfer"]
    assert (howitzers.supplier, howitzers.recipient) == ("GB", "IN")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Portugal announced the purchase of five KC-390s from Brazil's Embraer to replace C-130s of America's "
               "Lockheed Martin."),
        ("pt", "O governo português anunciou a compra de cinco aviões KC-390 da brasileira Embraer para substituir os "
               "Hercules C-130 da americana Lockheed Martin."),
    ],
)  # fmt: skip
def test_who_made_what_is_replaced_has_no_part(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == {("BR", "PT")}
