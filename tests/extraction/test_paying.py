"""Who pays for arms, and figures that count some of those before them."""

from __future__ import annotations

import pytest
from extraction_makers import Read


def _pairs(read: Read, lang: str, text: str) -> list[tuple[str | None, str | None]]:
    return [(c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Saudi Arabia has spent 110 billion dollars on American weapons."),
        ("de", "Saudi-Arabien hat 110 Milliarden Dollar für amerikanische Waffen ausgegeben."),
        ("fr", "L'Arabie saoudite a dépensé 110 milliards de dollars en armes américaines."),
        ("it", "L'Arabia Saudita ha speso 110 miliardi di dollari in armi americane."),
        ("es", "Arabia Saudí ha gastado 110.000 millones de dólares en armas estadounidenses."),
        ("pl", "Arabia Saudyjska wydała 110 miliardów dolarów na amerykańską broń."),
        ("ru", "Саудовская Аравия потратила 110 миллиардов долларов на американское оружие."),
        ("uk", "Саудівська Аравія витратила 110 мільярдів доларів на американську зброю."),
    ],
)
def test_who_pays_for_arms_gets_them_from_whose_they_are(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == [("US", "SA")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Denmark will pay for 18 howitzers for Ukraine."),
        ("de", "Dänemark bezahlt 18 Haubitzen für die Ukraine."),
        ("fr", "Le Danemark paiera 18 obusiers pour l'Ukraine."),
        ("it", "La Danimarca pagherà 18 obici per l'Ucraina."),
        ("pt", "A Dinamarca comprou 18 obuses para a Ucrânia."),
        ("pl", "Dania zapłaci za 18 haubic dla Ukrainy."),
        ("ru", "Дания оплатит 18 гаубиц для Украины."),
    ],
)
def test_who_pays_for_arms_of_another_gives_them(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == [("DK", "UA")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Dei 36 Rafale ordinati dall'India ne sono stati consegnati 28."),
        ("en", "Of the 36 Rafale jets ordered by India, 28 have been delivered."),
        ("de", "Von den 36 Rafale, die Indien bestellt hat, sind 28 geliefert."),
        ("es", "De los 36 Rafale encargados por la India se han entregado 28."),
        ("ru", "Из 36 истребителей Rafale, заказанных Индией, поставлены 28."),
        ("ko", "인도가 주문한 라팔 전투기 36대 가운데 28대가 인도됐다."),
    ],
)
def test_some_of_the_goods_before_are_of_the_same_two(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == [("FR", "IN"), ("FR", "IN")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Rheinmetall will produce 90,000 shells for Ukraine."),
        ("de", "Rheinmetall soll 90.000 Granaten für die Ukraine produzieren."),
        ("fr", "Rheinmetall va produire 90 000 obus pour l'Ukraine."),
        ("it", "Rheinmetall intende produrre 90.000 proiettili per l'Ucraina."),
        ("pt", "A Rheinmetall vai produzir 90 mil munições de artilharia para a Ucrânia."),
    ],
)
def test_who_makes_arms_for_another_gives_them(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == [("DE", "UA")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Czech Republic has bought 500,000 artillery shells outside Europe for Ukraine."),
        ("fr", "La République tchèque a acheté hors d'Europe 500 000 obus pour l'Ukraine."),
        ("pl", "Czechy kupiły poza Europą 500 tysięcy pocisków artyleryjskich dla Ukrainy."),
        ("ru", "Чехия закупила за пределами Европы 500 тысяч артиллерийских снарядов для Украины."),
        ("uk", "Чехія закупила за межами Європи 500 тисяч артилерійських снарядів для України."),
    ],
)
def test_what_goods_were_bought_outside_of_has_no_part(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == [("CZ", "UA")]
