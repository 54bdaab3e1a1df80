"""Money that goods and people bring: whoever earns it gives them, and whoever it comes from gets them."""

from __future__ import annotations

import pytest
from extraction_makers import Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "North Korea has earned 9.8 billion dollars from Russia through arms exports, an institute estimates."),
        ("en", "North Korea has earned USD 9.8 billion from Russia through arms exports."),
        ("it", "La Corea del Nord ha guadagnato 9,8 miliardi di dollari dalla Russia con le esportazioni di armi."),
        ("de", "Nordkorea hat mit Waffenexporten 9,8 Milliarden Dollar von Russland eingenommen."),
        ("es", "Corea del Norte ha ingresado 9.800 millones de dólares de Rusia por la exportación de armas."),
        ("pl", "Korea Północna zarobiła na eksporcie broni do Rosji 9,8 mld dolarów."),
        ("ru", "КНДР заработала на экспорте оружия в Россию 9,8 млрд долларов."),
        ("ko", "북한이 무기 수출로 러시아에서 벌어들인 돈이 98억 달러에 이른다고 국내 연구기관이 분석했다."),
        ("en", "Pyongyang receives 2,000 dollars a month from Russia for each soldier, Seoul says."),
        ("uk", "За кожного солдата Пхеньян отримує від Росії 2 тисячі доларів на місяць, вважають у Сеулі."),
    ],
)
def test_who_earns_a_sum_gives_what_it_is_paid_for(read: Read, lang: str, text: str) -> None:
    (claim,) = [found for found in read(lang, text).claims if found.kind == "valuation"]
    assert (claim.supplier, claim.recipient) == ("KP", "RU")


def test_who_gets_money_for_arms_is_no_giver_of_them(read: Read) -> None:
    """Only money for men is what these earn."""
    text = "Israel receives 3.3 billion dollars a year in military aid from the United States for its weapons."
    claims = [found for found in read("en", text).claims if found.kind == "valuation"]
    assert {(claim.supplier, claim.recipient) for claim in claims} == {("US", "IL")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Arms sales to Russia have brought Pyongyang up to 5.5 billion dollars."),
        ("it", "Le vendite di armi alla Russia hanno fruttato a Pyongyang fino a 5,5 miliardi di dollari."),
        ("fr", "Les ventes d'armes à la Russie ont rapporté à Pyongyang jusqu'à 5,5 milliards de dollars."),
        ("pl", "Sprzedaż broni Rosji przyniosła Pjongjangowi do 5,5 mld dolarów."),
        ("ru", "Продажа оружия России принесла Пхеньяну до 5,5 млрд долларов."),
        ("uk", "Продаж зброї Росії приніс Пхеньяну до 5,5 млрд доларів."),
    ],
)
def test_whom_sales_bring_a_sum_gives_what_is_sold(read: Read, lang: str, text: str) -> None:
    (claim,) = [found for found in read(lang, text).claims if found.kind == "valuation"]
    assert (claim.supplier, claim.recipient) == ("KP", "RU")
