"""How Russian and Ukrainian newspapers put their figures: lists under a future verb, sums spent on goods, shares of the
world's trade.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ru",
            "Стало известно, что Бельгия передаст Украине:\n- шесть систем HIMARS,\n- 40 тыс. артиллерийских снарядов.",
        ),
        ("uk", "За планом Бельгія передасть Україні:\n- 6 систем HIMARS;\n- 40 тисяч артилерійських снарядів."),
    ],
)
def test_a_list_is_of_the_stage_that_its_heading_tells(read: Read, lang: str, text: str) -> None:
    """`will hand over:` holds for every item of the list."""
    figures = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [claim.status for claim in figures] == ["planned", "planned"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Чад стал базой: через него Эмираты переправили суданским повстанцам 60 беспилотников."),
        ("uk", "Чад став базою: через нього Емірати переправили суданським повстанцям 60 безпілотників."),
    ],
)
def test_the_name_behind_a_pronoun_is_not_the_way(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`through it the Emirates sent`: the pronoun is the way, the name gives."""
    assert only_figure(lang, text).supplier == "AE"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ru",
            "Новый пакет помощи США Израилю включает 300 млн долларов на танковые снаряды,"
            " 200 млн долларов на тактические машины и еще 50 млн долларов на минометные мины.",
        ),
        (
            "uk",
            "Новий пакет допомоги США Ізраїлю включає 300 млн доларів на танкові снаряди,"
            " 200 млн доларів на тактичні машини та ще 50 млн доларів на мінометні міни.",
        ),
    ],
)
def test_a_sum_is_for_the_goods_right_behind_it(read: Read, lang: str, text: str) -> None:
    """`300 million for shells, 200 million for vehicles`: not for the goods of the sum before."""
    sums = [claim.item for claim in read(lang, text).claims if claim.kind == "valuation"]
    assert sums == ["arms.ammunition.artillery", "materiel.vehicle", "arms.ammunition.artillery"]


def test_a_sum_is_for_goods_with_a_number_too(read: Read) -> None:
    """`8 billion for 66 jets`, `200 million for 15,000 rounds`."""
    text = "США продали Україні 6 літаків F-16 за 2 млрд доларів. Данія виділила 200 млн крон на 15 тис. снарядів."
    sums = [claim.item for claim in read("uk", text).claims if claim.kind == "valuation"]
    assert sums == ["arms.aircraft.fighter", "arms.ammunition.artillery"]


def test_a_sum_of_all_aid_is_not_of_the_goods_before(read: Read) -> None:
    """`The whole of the aid came to 1.5 billion`, behind a sentence on shells."""
    text = "Бельгия передаст Украине 20 тысяч снарядов. Общая сумма помощи Украине с начала войны составила $1,5 млрд."
    assert [claim.item for claim in read("ru", text).claims if claim.kind == "valuation"] == ["arms"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Госдепартамент США одобрил продажу Катару 90 ракет комплекса Patriot на сумму 1 млрд долларов."),
        ("uk", "Держдепартамент США схвалив продаж Катару 90 ракет системи Patriot на суму 1 млрд доларів."),
    ],
)
def test_missiles_of_a_system_are_what_a_sum_pays_for(read: Read, lang: str, text: str) -> None:
    """`90 missiles of the Patriot system for a billion`: the missiles are bought, not the system."""
    assert [claim.item for claim in read(lang, text).claims if claim.kind == "valuation"] == ["arms.missile"]


@pytest.mark.parametrize(
    ("lang", "text", "supplier", "recipient"),
    [
        ("ru", "По данным SIPRI, на долю США приходится 43% мирового экспорта оружия.", "US", None),
        ("uk", "За даними SIPRI, на Україну припало 8,8% світового імпорту озброєнь.", None, "UA"),
        ("en", "The United States accounted for 43 per cent of global arms exports, SIPRI said.", "US", None),
        ("en", "Ukraine received 8.8 per cent of global arms imports, SIPRI said.", None, "UA"),
        ("ru", "Доля США в мировом экспорте оружия составила 41%, сообщает SIPRI.", "US", None),
        ("uk", "Частка України у світовому імпорті озброєнь становила 9,7%, повідомляє SIPRI.", None, "UA"),
    ],
)
def test_a_share_of_the_worlds_trade_has_one_side(
    read: Read, lang: str, text: str, supplier: str | None, recipient: str | None
) -> None:
    """Whose share it is gives or gets; the other side is everybody, and the goods make no claim beside it."""
    assert [(claim.supplier, claim.recipient) for claim in read(lang, text).claims] == [(supplier, recipient)]


def test_a_dash_opens_the_figure_of_a_row(read: Read) -> None:
    """`the largest suppliers were the US – 45%, Germany – 12%`."""
    text = "Найбільшими постачальниками зброї Україні стали США – 45% усіх поставок, Німеччина – 12% та Польща – 11%."
    shares = [claim.supplier for claim in read("uk", text).claims if claim.quantity is not None]
    assert shares == ["US", "DE", "PL"]


def test_what_congress_is_asked_to_grant_is_requested(only_figure: OnlyClaim) -> None:
    """`asked Congress to grant 20 billion`: the infinitive under a verb of asking."""
    claim = only_figure("ru", "Глава Пентагона попросил Конгресс выделить $20 млрд на военную помощь Украине.")
    assert claim.status == "requested"


def test_what_an_army_still_has_is_no_transfer(read: Read) -> None:
    """`has 19 at present` is its own stock."""
    claims = read("uk", "Данія передасть Україні 6 гаубиць Caesar. Данія наразі має 19 гаубиць Caesar.").claims
    assert [claim.quantity.low for claim in claims if claim.quantity is not None] == [6]


@pytest.mark.parametrize(
    ("lang", "text", "low", "high", "hedge"),
    [
        ("ru", "Бельгия увеличила поставки Украине до 50 тысяч снарядов.", 50000, 50000, "exact"),
        ("ru", "Бельгия увеличила поставки Украине примерно до 50 тысяч снарядов.", 50000, 50000, "about"),
        ("ru", "Бельгия нарастила поставки Украине до более чем 50 тысяч снарядов.", 50000, None, "at_least"),
        ("uk", "Бельгія наростила поставки Україні до 50 тисяч снарядів.", 50000, 50000, "exact"),
        ("ru", "Бельгия передаст Украине до 50 тысяч снарядов.", None, 50000, "at_most"),
    ],
)
def test_what_something_grew_to_is_no_upper_bound(
    only_figure: OnlyClaim, lang: str, text: str, low: float | None, high: float | None, hedge: str
) -> None:
    """`increased to 50,000` was reached; `up to 50,000` bounds."""
    quantity = only_figure(lang, text).quantity
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.hedge) == (low, high, hedge)


def test_what_sales_bring_into_a_budget_is_their_worth(read: Read) -> None:
    """`may bring billions into the budget`: no budget of anybody's."""
    text = "КНДР поставила России миллион снарядов. Торговля с Россией может принести в бюджет КНДР миллиарды долларов."
    sums = [claim for claim in read("ru", text).claims if claim.kind == "valuation"]
    assert [(claim.supplier, claim.recipient, claim.status) for claim in sums] == [("KP", "RU", "possible")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Силы ПВО сбили 14 дронов Shahed, которые Иран передал России."),
        ("uk", "Протиповітряна оборона ліквідувала 14 дронів Shahed, які Іран передав Росії."),
    ],
)
def test_who_shoots_drones_down_is_no_goods(read: Read, lang: str, text: str) -> None:
    """`air defence downed 14 drones`: the drones were used, and the defence was given to nobody."""
    assert [(claim.kind, claim.item) for claim in read(lang, text).claims] == [("use", "arms.uav.loitering")]


def test_details_of_a_package_are_no_parts(read: Read) -> None:
    """`the details of the package` tells of no goods."""
    text = "Пентагон оприлюднив деталі пакета допомоги. США передадуть Україні сотні ракет Stinger."
    assert [claim.item for claim in read("uk", text).claims] == ["arms.missile.air_defence"]


def test_lines_of_a_list_of_contributions_give(read: Read) -> None:
    """`Denmark – $200m;` under `the contributions of the states:`: no dateline, but who gives."""
    text = "Союзники купують зброю США для України. Внески країн:\nНідерланди – $300 млн;\nДанія – $200 млн."
    sums = [claim for claim in read("uk", text).claims if claim.kind == "valuation"]
    assert [(claim.supplier, claim.recipient) for claim in sums] == [("NL", "UA"), ("DK", "UA")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Компания Rheinmetall получила заказ на 200 тысяч снарядов для Украины."),
        ("uk", "Концерн Rheinmetall отримав замовлення на 200 тисяч снарядів для України."),
    ],
)
def test_who_gets_an_order_gives_the_goods(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`received an order for 200,000 rounds`: the order comes, the rounds go."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient, claim.status) == ("DE", "UA", "agreed")
