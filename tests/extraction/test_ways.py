"""The way of the goods, told by words that leave no choice, goes before the flow of the document."""

from __future__ import annotations

import pytest
from extraction_makers import Read


def _last_pair(read: Read, lang: str, text: str) -> tuple[str | None, str | None]:
    claims = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    return claims[-1].supplier, claims[-1].recipient


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The US has sent Israel bombs. The ship carried 27 tonnes of explosives from India to Israel."),
        ("es", "EE UU vende bombas a Israel. El barco llevaba 27 toneladas de explosivos de la India a Israel."),
        ("it", "Gli Usa danno bombe a Israele. La nave portava 27 tonnellate di esplosivo dall'India a Israele."),
        ("fr", "Les USA livrent des bombes à Israël. Le cargo transportait 27 tonnes d'explosifs de l'Inde à Israël."),
        ("de", "Die USA liefern Israel Bomben. Das Schiff brachte 27 Tonnen Sprengstoff von Indien nach Israel."),
    ],
)
def test_from_one_to_another_tells_both(read: Read, lang: str, text: str) -> None:
    """The cargo goes from India to Israel, though the text is about what the United States give."""
    assert _last_pair(read, lang, text) == ("IN", "IL")


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("es", "EE UU autorizó la venta. Los seis F-16 comprados a Dinamarca llegarán a Argentina.", ("DK", "AR")),
        ("it", "Mosca ha fornito elicotteri al Mali. Il Mali ha comprato in Turchia dodici droni.", ("TR", "ML")),
        ("en", "Russia has supplied Mali with helicopters. Mali bought 12 drones in Turkey.", ("TR", "ML")),
        ("de", "Russland hat Mali Hubschrauber geliefert. Bamako kaufte 12 Drohnen in der Türkei.", ("TR", "ML")),
        ("pl", "Rosja dostarczyła Mali śmigłowce. Bamako kupiło w Turcji 12 dronów.", ("TR", "ML")),
        ("ru", "Россия поставила Мали вертолёты. Бамако купило в Турции 12 беспилотников.", ("TR", "ML")),
    ],
)  # fmt: skip
def test_where_goods_were_bought_tells_who_sold_them(read: Read, lang: str, text: str, pair: tuple[str, str]) -> None:
    """What is bought from Denmark, or in Turkey, is theirs to give."""
    assert _last_pair(read, lang, text) == pair


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Morocco buys from America. It competes with Algeria, to which Russia has delivered 24 fighters."),
        ("es", "Marruecos compra a Washington. Compite con Argelia, a la que Rusia suministra 24 cazas."),
        ("it", "Il Marocco compra da Washington. Compete con l'Algeria, a cui la Russia ha consegnato 24 caccia."),
        ("fr", "Le Maroc achète à Washington. Il rivalise avec l'Algérie, à qui la Russie a livré 24 chasseurs."),
        ("pt", "Marrocos compra a Washington. Compete com a Argélia, à qual a Rússia entregou 24 caças."),
        ("pl", "Maroko kupuje w USA. Rywalizuje z Algierią, której Rosja przekazała 24 myśliwce."),
        ("ru", "Марокко закупает у США. Оно соперничает с Алжиром, которому Россия передала 24 истребителя."),
        ("uk", "Марокко купує у США. Воно змагається з Алжиром, якому Росія передала 24 винищувачі."),
    ],
)
def test_to_whom_stands_for_the_name_before(read: Read, lang: str, text: str) -> None:
    """Algeria gets them, not the state that the text is about."""
    assert _last_pair(read, lang, text) == ("RU", "DZ")


def test_who_pays_another_gets_what_that_one_gives(read: Read) -> None:
    """Mali pays, so Wagner's men are for Mali."""
    text = "Mali paid the Wagner Group about $10 million a month for some 1,000 fighters."
    assert _last_pair(read, "en", text) == ("wagner", "ML")


def test_who_seizes_a_ship_gets_nothing_of_its_cargo(read: Read) -> None:
    """`Следовавшее из Ирана в Йемен` tells both ends, though one word says `in` and `to`."""
    text = "Сомалийские власти задержали судно с 300 автоматами, следовавшее из Ирана в Йемен."
    figures = [claim for claim in read("ru", text).claims if claim.quantity is not None]
    assert [(claim.supplier, claim.recipient) for claim in figures] == [("IR", "YE")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Spain helps Kyiv. The training will be in Latvia, where the Spanish army has deployed 500 soldiers."),
        ("fr", "L'Espagne aide l'Ukraine. On s'y prépare en Lettonie, où l'armée espagnole a déployé 500 soldats."),
        ("es", "España ayuda a Ucrania. Todo será en Letonia, donde el ejército español ha desplegado 500 soldados."),
        ("it", "La Spagna aiuta Kiev. I corsi sono in Lettonia, dove l'esercito spagnolo ha schierato 500 soldati."),
    ],
)
def test_where_stands_for_the_place_before(read: Read, lang: str, text: str) -> None:
    """Who is sent 'where' goes to the name right before it."""
    claim = next(claim for claim in read(lang, text).claims if claim.quantity is not None)
    assert (claim.supplier, claim.recipient) == ("ES", "LV")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "North Korea sent Russia 7,000 containers. Pyongyang got more than 9,000 containers of aid in return."),
        ("it", "La Corea del Nord ha inviato alla Russia 7.000 container di munizioni. Pyongyang avrebbe ricevuto "
               "oltre 9.000 container di aiuti in cambio del suo sostegno militare."),
        ("fr", "La Corée du Nord a envoyé à la Russie 7 000 conteneurs de munitions. Pyongyang aurait reçu plus de 9 "
               "000 conteneurs d'aide en échange de son soutien militaire."),
        ("es", "Corea del Norte ha enviado a Rusia 7.000 contenedores de munición. Pyongyang habría recibido más de "
               "9.000 contenedores de ayuda a cambio de su apoyo militar."),
        ("pl", "Korea Północna wysłała Rosji 7 tysięcy kontenerów z amunicją. Pjongjang prawdopodobnie otrzymał ponad "
               "9000 kontenerów pomocy w zamian za wsparcie wojskowe."),
    ],
)  # fmt: skip
def test_who_receives_gets_whatever_was_told_before(read: Read, lang: str, text: str) -> None:
    claims = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [(claim.supplier, claim.recipient) for claim in claims] == [("KP", "RU"), ("RU", "KP")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Половину всех снарядов, которые Россия использует в Украине, поставляет Северная Корея."),
        ("uk", "Половину всіх снарядів, які Росія використовує в Україні, постачає Північна Корея."),
        ("pl", "Połowę pocisków, których Rosja używa na Ukrainie, dostarcza Korea Północna."),
        ("de", "Die Hälfte der Granaten, die Russland in der Ukraine verschießt, liefert Nordkorea."),
    ],
)
def test_goods_that_one_uses_and_another_gives(read: Read, lang: str, text: str) -> None:
    """The object comes first and its giver last; who uses it got it, and the theatre has no part."""
    assert _last_pair(read, lang, text) == ("KP", "RU")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "북한의 대러 포탄 수출은 300만 발에 이른다고 국정원이 밝혔다."),
        ("ko", "북한의 대러시아 포탄 수출은 300만 발에 이른다고 국정원이 밝혔다."),
    ],
)
def test_a_korean_prefix_says_towards_whom(read: Read, lang: str, text: str) -> None:
    assert _last_pair(read, lang, text) == ("KP", "RU")
