"""Rows of figures in reports on exports and aid: each with the name, the item and the scale of its own.

All sentences are written for these tests.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.model.claim import Claim


def figures(read: Read, lang: str, text: str) -> Iterator[tuple[Claim, float | None]]:
    """The claims of a text that have a number, with its lower bound."""
    for claim in read(lang, text).claims:
        if claim.quantity is not None:
            yield claim, claim.quantity.low


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Schweiz lieferte Raketen nach Oman (30 Millionen Franken) und Katar (20 Millionen Franken)."),
        ("en", "Switzerland exported missiles to Oman (30 million francs) and Qatar (20 million francs)."),
        ("it", "La Svizzera ha fornito missili all'Oman (30 milioni di euro) e al Qatar (20 milioni di euro)."),
        ("fr", "La Suisse a livré des missiles à Oman (30 millions d'euros) et au Qatar (20 millions d'euros)."),
    ],
)
def test_a_sum_in_brackets_goes_with_the_name_before_it(read: Read, lang: str, text: str) -> None:
    """Oman gets thirty and Qatar twenty million of missiles, though both names are near both figures."""
    found = {low: (claim.supplier, claim.recipient, claim.item) for claim, low in figures(read, lang, text)}
    assert found == {30e6: ("CH", "OM", "arms.missile"), 20e6: ("CH", "QA", "arms.missile")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die USA verkaufen 30 Hubschrauber für 3 Milliarden Dollar an Israel und 700 Raketen für neun "
               "Milliarden Dollar an Kuwait."),
        ("en", "The US is selling 30 helicopters for 3 billion dollars to Israel and 700 missiles for nine billion "
               "dollars to Kuwait."),
    ],
)  # fmt: skip
def test_a_row_of_figures_belongs_to_the_name_that_ends_it(read: Read, lang: str, text: str) -> None:
    """The missiles and their price stand nearer to Israel, which ends the row before, and go to Kuwait."""
    found = {low: claim.recipient for claim, low in figures(read, lang, text)}
    assert found == {30: "IL", 3e9: "IL", 700: "KW", 9e9: "KW"}


def test_goods_joined_before_a_sum_are_paid_for_together(read: Read) -> None:
    """Tanks, howitzers and fighters for one sum: what they have in common is arms."""
    text = "Polen kauft in Südkorea Kampfpanzer, Panzerhaubitzen und Kampfjets im Wert von 22 Milliarden Dollar."
    [(claim, _)] = figures(read, "de", text)
    assert claim.item == "arms"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die USA verkaufen Taiwan Ersatzteile für Kampfpanzer im Wert von 95 Millionen Dollar."),
        ("uk", "Росія продала Індії двигуни для танків на суму 95 млн доларів."),
        ("en", "The US is selling Taiwan spare parts for tanks worth 95 million dollars."),
    ],
)
def test_what_goods_are_for_is_not_paid_for(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Parts for tanks are parts."""
    assert only_figure(lang, text).item == "materiel.parts"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Чехія передала Україні 300 тисяч снарядів калібру 155 мм і ще 200 тисяч калібру 122 мм."),
        ("pl", "Czechy przekazały Ukrainie 300 tysięcy pocisków kalibru 155 mm i jeszcze 200 tysięcy kalibru 122 mm."),
    ],
)
def test_so_many_of_a_calibre_are_rounds(read: Read, lang: str, text: str) -> None:
    """'Another 200,000 of calibre 122' leaves the noun out and is no number of a section."""
    found = {low: claim.item for claim, low in figures(read, lang, text)}
    assert found == {3e5: "arms.ammunition.artillery", 2e5: "arms.ammunition.artillery"}


def test_a_counted_noun_is_not_joined_to_the_next_in_korean(read: Read) -> None:
    """The noun behind 10대와 has a number of its own behind it."""
    found = {
        low: claim.item
        for claim, low in figures(read, "ko", "한국은 폴란드에 K2 전차 10대와 K9 자주포 24문을 인도했다.")
    }
    assert found == {10: "arms.armour.tank", 24: "arms.artillery.howitzer"}


def test_adjectives_may_part_a_word_for_pieces_from_its_noun(only_figure: OnlyClaim) -> None:
    """'18 sztuk nowoczesnych samobieżnych armatohaubic' are howitzers."""
    claim = only_figure("pl", "Polska przekazała Ukrainie 18 sztuk nowoczesnych samobieżnych armatohaubic.")
    assert claim.item == "arms.artillery.howitzer"


def test_a_decimal_is_as_large_as_the_next_of_its_row(read: Read) -> None:
    """'with 76.1 and Italy with 50.6 million': both are millions."""
    first = "Spanien kaufte in der Schweiz Waffen für 203,8 Millionen Franken"
    text = f"{first}, Belgien für 76,1 und Italien für 50,6 Millionen."
    assert sorted(low or 0 for _, low in figures(read, "de", text)) == pytest.approx([50.6e6, 76.1e6, 203.8e6])


def test_the_whole_of_a_lost_part_was_given(read: Read) -> None:
    """Of '21 of the 140 Marders were destroyed' the 140 are what was delivered."""
    text = "Deutschland lieferte der Ukraine Schützenpanzer; 21 der 140 Marder wurden zerstört."
    kinds = {low: claim.kind for claim, low in figures(read, "de", text)}
    assert kinds[140] == "transfer"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Резніков подякував США за новий пакет озброєнь на 675 млн доларів."),
        ("en", "Zelensky thanked the US for a new arms package worth 675 million dollars."),
        ("de", "Selenskyj dankte den USA für ein neues Waffenpaket im Wert von 675 Millionen Dollar."),
        ("ru", "Зеленский поблагодарил США за новый пакет вооружений на 675 млн долларов."),
        ("it", "Zelensky ha ringraziato gli Stati Uniti per un nuovo pacchetto di armi da 675 milioni di dollari."),
    ],
)
def test_who_is_thanked_has_given(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Thanks go to the one who gives, from the one who gets."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("US", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Der Tschad bekommt Geld aus Frankreich. Emiratische Firmen haben 40 Drohnen dorthin geliefert."),
        ("pl", "Czad dostaje pieniądze z Francji. Firmy ze Zjednoczonych Emiratów wysłały tam 40 dronów."),
    ],
)
def test_there_is_where_was_named_last(read: Read, lang: str, text: str) -> None:
    """A word of direction gives the goods a party, as a name would, and never the sender."""
    [(claim, _)] = figures(read, lang, text)
    assert claim.recipient in ("FR", "TD")


def test_an_article_behind_a_comma_stands_for_the_name_before_it(only_figure: OnlyClaim) -> None:
    """In a German clause that its verb closes the Emirates buy, not the country whose arms they are."""
    named = "Nach Deutschland folgen die Vereinigten Arabischen Emirate"
    claim = only_figure("de", f"{named}, die für 132 Millionen Franken Schweizer Waffen kauften.")
    assert (claim.supplier, claim.recipient) == ("CH", "AE")


def test_items_of_a_list_have_the_parties_of_its_heading(read: Read) -> None:
    """The lines name nobody; the sentence over them does."""
    heading = "Frankreich und Polen berieten. Folgende Güter hat Deutschland der Ukraine geliefert:"
    text = f"{heading}\n\n• 20 Panzer\n• 8 Haubitzen\n"
    assert {(claim.supplier, claim.recipient) for claim, _ in figures(read, "de", text)} == {("DE", "UA")}


@pytest.mark.parametrize(
    ("lang", "text", "low"),
    [
        ("ko", "미국은 대만에 F-16V 66대를 인도했다.", 66),
        ("ko", "북한은 러시아에 방사포 '20여 문'을 보냈다.", 20),
        ("uk", "КНДР відправила до Росії 1100 осіб для війни проти України.", 1100),
        ("de", "Russland schickte Mali 5.000 Männer für den Krieg gegen die Rebellen.", 5000),
    ],
)
def test_letters_quotes_and_people_of_any_kind_hide_no_figure(
    only_figure: OnlyClaim, lang: str, text: str, low: int
) -> None:
    """A letter that ends a model, an apostrophe before two digits, a word for people."""
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert claim.quantity.low == low


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Los mayores clientes de las armas españolas fueron Omán -30 millones de euros- y Chile -20 millones-."),
        ("es", "España vendió armas a Omán –por 30 millones de euros– y a Chile –por 20 millones–."),
        ("pt", "Os maiores compradores de armas espanholas foram Omã -30 milhões de euros- e Chile -20 milhões-."),
    ],
)
def test_a_figure_between_dashes_goes_with_the_name_before_it(read: Read, lang: str, text: str) -> None:
    """A dash that stands off from the name and not from the figure opens an aside, as a bracket does."""
    found = {low: (claim.supplier, claim.recipient) for claim, low in figures(read, lang, text)}
    assert found == {30e6: ("ES", "OM"), 20e6: ("ES", "CL")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ru",
            "Основными покупателями американского оружия стали Оман (18 процентов), Катар (7,4 процента) и Перу.",
        ),
        ("uk", "Основними покупцями американської зброї стали Оман (18 відсотків), Катар (7,4 відсотка) і Перу (6,7)."),
        ("en", "The main buyers of American arms were Oman (18 percent), Qatar (7.4 percent) and Peru (6.7)."),
    ],
)
def test_shares_of_a_row_of_buyers_are_claims_without_a_word_of_trade(read: Read, lang: str, text: str) -> None:
    """The word for their role says that it is what each of them bought."""
    before = {"ru": "Доля США на рынке оружия выросла.", "uk": "Частка США на ринку зброї зросла."}.get(lang, "")
    shares = [(c.supplier, c.recipient) for c in read(lang, f"{before} {text}").claims if c.measure == "share"]
    assert shares[:2] == [("US", "OM"), ("US", "QA")]


@pytest.mark.parametrize(
    ("lang", "text", "pairs"),
    [
        (
            "ru",
            "Крупнейшим поставщиком оружия остаются США. 45% американского оружия было закуплено Оманом, 12% — Катаром "
            "и 6% — Чили.",
            [("US", "OM"), ("US", "QA"), ("US", "CL")],
        ),
        (
            "uk",
            "Танки Україні передали кілька країн: 31 танк надали США, 14 — Велика Британія, ще 18 — Німеччина.",
            [("US", "UA"), ("GB", "UA"), ("DE", "UA")],
        ),
        (
            "ru",
            "Снаряды для Киева покупают в других странах. 300 тысяч снарядов оплатила Дания, 200 тысяч — Нидерланды.",
            [("DK", "UA"), ("NL", "UA")],
        ),
    ],
)
def test_a_dash_for_the_verb_gives_the_name_behind_it_the_part_of_the_one_before(
    read: Read, lang: str, text: str, pairs: list[tuple[str, str]]
) -> None:
    """Who stood behind the verb of the first figure gives or gets; so does who stands behind the dash of the next."""
    assert [(c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None] == pairs


@pytest.mark.parametrize(
    ("lang", "text", "pairs"),
    [
        (
            "uk",
            "Ефіопія придбала в Ізраїлю 20 безпілотників, у Китаю — 12, у Туреччини — ще шість.",
            [("IL", "ET"), ("CN", "ET"), ("TR", "ET")],
        ),
        (
            "ru",
            "Киев получит от Лондона 5 тысяч ракет, от Парижа — 50 гаубиц, от Берлина — 30 танков.",
            [("GB", "UA"), ("FR", "UA"), ("DE", "UA")],
        ),
        (
            "ru",
            "Мьянма импортировала оружие из России на 300 млн долларов, из Китая на 210 млн и из Сербии на 90 млн.",
            [("RU", "MM"), ("CN", "MM"), ("RS", "MM")],
        ),
    ],
)
def test_a_name_right_before_a_figure_of_a_row_has_it(
    read: Read, lang: str, text: str, pairs: list[tuple[str, str]]
) -> None:
    """Under the preposition of the first name, and not the one that stands behind the figure."""
    assert [(c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None] == pairs


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Norway has sold guns to Chile for 400 million euros, a step that will matter to Peru."),
        ("es", "Noruega vendió cañones a Chile por 400 millones de euros, una decisión que no gustará a Perú."),
        ("fr", "La Norvège a vendu des canons au Chili pour 400 millions d'euros, un choix qui déplaît au Pérou."),
        (
            "de",
            "Norwegen hat Geschütze an Chile für 400 Millionen Euro verkauft, ein Schritt, der an Peru gerichtet ist.",
        ),
    ],
)
def test_a_name_in_an_aside_ends_no_row(read: Read, lang: str, text: str) -> None:
    """Whom a sale is said to vex, behind the last figure, is not whom the sum was paid by."""
    (sum_paid,) = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert (sum_paid.supplier, sum_paid.recipient) == ("NO", "CL")
