"""Sums of exports, prices of goods and parts of a whole, as newspapers put them into one sentence.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.model.claim import Claim


def _figures(read: Read, lang: str, text: str) -> list[Claim]:
    return [claim for claim in read(lang, text).claims if claim.quantity is not None]


def test_who_exported_a_sum_gives_it_to_no_state_ranked_beside(read: Read) -> None:
    """The subject of the verb of exporting owns the sum; states before it in the ranking get nothing."""
    text = (
        "La France reste le troisième exportateur d'armes au monde après les Etats-Unis et la Russie. "
        "La France a exporté de 2010 à 2019 l'équivalent de 70 milliards d'euros."
    )
    assert [(c.supplier, c.recipient) for c in _figures(read, "fr", text)] == [("FR", None)]


def test_a_total_is_not_that_of_its_main_buyers(only_figure: OnlyClaim) -> None:
    """By how much it grew is no figure, and no single buyer named behind it has it all."""
    text = (
        "Les exportations d'armement français ont bondi de 30% à 9 milliards d'euros en 2018, "
        "avec pour principaux destinataires le Qatar et la Belgique, selon un rapport."
    )
    claim = only_figure("fr", text)
    assert (claim.supplier, claim.recipient) == ("FR", None)
    assert claim.quantity is not None
    assert claim.quantity.low == 9e9


def test_a_buyer_with_deliveries_worth_a_sum_stands_in_a_row(read: Read) -> None:
    """Words of worth between a name and its figure do not part them, nor the row that goes on with them."""
    text = (
        "Die Schweiz exportierte Kriegsmaterial. Nach Deutschland ging Kriegsmaterial für 90 Millionen Franken. "
        "Grösster Abnehmer war Katar mit Lieferungen im Wert von 120 Millionen Franken. "
        "Danach folgten die USA mit 70,2 und Italien mit 40,1 Millionen."
    )
    pairs = [(c.supplier, c.recipient) for c in _figures(read, "de", text)]
    assert pairs == [("CH", "DE"), ("CH", "QA"), ("CH", "US"), ("CH", "IT")]


def test_each_sum_pays_for_the_goods_under_its_own_preposition(read: Read) -> None:
    """The second sum of a pair is not for the goods of the first."""
    text = (
        "Les Etats-Unis enverront à Israël un paquet qui inclut 700 millions de dollars de munitions "
        "et 500 millions pour des véhicules militaires."
    )
    sums = [c.item for c in _figures(read, "fr", text) if c.kind == "valuation"]
    assert sums == ["arms.ammunition", "materiel.vehicle"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die ersten zwölf von 48 Kampfflugzeugen aus Südkorea sollen 2023 in Polen eintreffen."),
        ("en", "South Korea delivered the first 12 of 48 fighter jets to Poland."),
    ],
)
def test_the_first_of_many_are_counted(read: Read, lang: str, text: str) -> None:
    """`The first 12 of 48` are twelve and not a quarter; three of four are a share."""
    assert [c.quantity and c.quantity.low for c in _figures(read, lang, text)] == [12, 48]


def test_pieces_are_of_the_goods_that_open_the_sentence(read: Read) -> None:
    """What a sentence opens with is what its pieces are of, whatever was counted before."""
    text = (
        "Südkorea liefert Polen 48 Kampfflugzeuge. "
        "Von den Kampfpanzern werde Polen zunächst 180 Stück bekommen, sagte der Minister."
    )
    assert [c.item for c in _figures(read, "de", text)] == ["arms.aircraft.fighter", "arms.armour.tank"]


def test_named_materiel_in_a_list_is_not_that_of_its_neighbours(read: Read) -> None:
    """Tents and beds behind helmets are no clothing."""
    text = (
        "Geliefert wurden der Ukraine von Deutschland bisher 12.000 Gefechtshelme, 700 Krankenhausbetten, "
        "60 Zelte und 90 Nachtsichtbrillen."
    )
    assert [c.item for c in _figures(read, "de", text)] == ["materiel.uniform", "materiel", "materiel", "materiel"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die USA gaben der Ukraine 300 Haubitzen. Weitere 90 Millionen Dollar flossen als humanitäre Hilfe."),
        ("de", "Nordkorea gab Russland 300 Haubitzen. Seine Fabriken sind nur zu 40 Prozent ausgelastet."),
        ("fr", "Pyongyang a livré à la Russie 300 obusiers. Ses usines tournent à 40 % de leur capacité."),
        ("fr", "La Russie a livré 300 obusiers au Mali. L'avion est capable de transporter 90 tonnes de matériel."),
    ],
)
def test_aid_and_capacity_are_no_transfer(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Only the howitzers are a figure of the field."""
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert claim.quantity.low == 300


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("de", "Deutschland liefert 20 Panzer an das Nato-Mitglied Rumänien.", ("DE", "RO")),
        ("de", "Das EU- und Nato-Mitglied Polen lieferte der Ukraine 20 Panzer.", ("PL", "UA")),
        ("de", "Südkorea liefert Polen 20 Jets, die Maschinen sowjetischer Bauart ersetzen.", ("KR", "PL")),
        ("de", "Wallonien lieferte 20 Panzer an Katar.", ("BE", "QA")),
        ("fr", "La Wallonie a livré 20 chars au Qatar.", ("BE", "QA")),
    ],
)
def test_what_a_state_belongs_to_and_whose_make_goods_are_is_no_party(
    only_figure: OnlyClaim, lang: str, text: str, pair: tuple[str, str]
) -> None:
    """An alliance before the name of its member and the make of what is replaced give and get nothing; a region does as
    its state."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == pair


def test_what_an_army_buys_in_place_of_what_it_gave_goes_to_nobody_abroad(read: Read) -> None:
    """Goods bought anew for the army at home do not turn the flow of the text."""
    text = (
        "Die Bundesregierung plant mehr Militärhilfe für die Ukraine. Dafür will der Haushaltsausschuss Mittel in Höhe "
        "von zwei Milliarden Euro billigen. Das Geld sei für Waffenlieferungen an die Ukraine sowie für "
        "Wiederbeschaffungen für die Bundeswehr, deren Bestände durch Lieferungen an die Ukraine geschrumpft sind.\n\n"
        "Bislang waren rund 900 Millionen Euro für deutsche Waffenhilfe an die Ukraine freigegeben."
    )
    assert {(c.supplier, c.recipient) for c in _figures(read, "de", text)} == {("DE", "UA")}


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("en", "France has granted Armenia a loan of 200 million euros. Paris also sent Yerevan 36 howitzers.",
         ("FR", "AM")),
        ("fr", "La Chine a accordé au Laos un prêt de 150 millions de dollars. Pékin lui a livré 24 blindés.",
         ("CN", "LA")),
        ("de", "Neu-Delhi gewährt Vietnam einen Kredit über 500 Millionen Dollar. Indien lieferte zwölf Boote.",
         ("IN", "VN")),
        ("pl", "Indie udzieliły Wietnamowi kredytu w wysokości 300 mln dolarów. Hanoi kupiło od Indii 14 łodzi.",
         ("IN", "VN")),
        ("uk", "Вашингтон надасть румунам позику на 920 мільйонів доларів. США продали їм 32 винищувачі.",
         ("US", "RO")),
        ("ko", "한국은 폴란드에 70억 달러 규모의 차관을 제공했다. 한국은 폴란드에 전차 180대를 수출했다.",
         ("KR", "PL")),
    ],
)  # fmt: skip
def test_a_loan_is_money_itself(read: Read, lang: str, text: str, pair: tuple[str, str]) -> None:
    """It pays for no goods where none are named beside it."""
    (claim,) = [found for found in _figures(read, lang, text) if found.kind == "valuation"]
    assert (claim.item, claim.supplier, claim.recipient) == ("commodity.money", *pair)


def test_a_loan_for_goods_is_the_worth_of_these(only_figure: OnlyClaim) -> None:
    claim = only_figure("it", "Seul ha concesso a Lima un prestito da 6 miliardi di dollari per comprare carri armati.")
    assert (claim.kind, claim.item) == ("valuation", "arms.armour.tank")
