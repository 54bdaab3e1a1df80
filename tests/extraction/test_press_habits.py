"""Habits of the press that no single word tells: days in brackets, prices in goods, lists, sums without a currency.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.model.period import Period


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "A Suécia entregou 30 blindados à Ucrânia, disse o ministro nesta segunda-feira (18)."),
        ("it", "La Corea del Nord ha ceduto alla Siria 30 missili degli anni Settanta."),
        ("pl", "Czechy przekazały Ukrainie 30 dział z lat 80."),
        ("uk", "Чехія передала Україні 30 вантажівок 8×8."),
        ("de", "Deutschland lieferte der Ukraine 30 Geschütze vom Typ Panzerhaubitze 2000."),
        ("en", "Italy sold Egypt 30 bombs, both 500-pound and 2,000-pound varieties."),
    ],
)
def test_days_decades_wheels_and_models_count_nothing(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Only the thirty are a figure: not the day in brackets, the decade, the driven wheels, the model, the pair."""
    claim = only_figure(lang, text, published="2024-03-18")
    assert claim.quantity is not None
    assert claim.quantity.low == 30
    assert claim.period != Period("2000", "2000")


@pytest.mark.parametrize(
    ("lang", "text", "low"),
    [
        ("ru", "Польша передала Украине 2 тыс. 380 мин.", 2380),
        ("uk", "Польща передала Україні 2 тис. 224 снаряди.", 2224),
        ("pl", "Polska przekazała Ukrainie 2 tys. 380 min.", 2380),
        ("ru", "Польша передала Украине 3 тыс. 155-мм снарядов.", 3000),
        ("pl", "Polska przekazała Ukrainie 3 tys. 155 mm pocisków.", 3000),
    ],
)
def test_a_rest_behind_thousands_is_part_of_the_number(only_figure: OnlyClaim, lang: str, text: str, low: int) -> None:
    """`2 тыс. 380` is one number, `3 тыс. 155-мм` is a number and a calibre."""
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert claim.quantity.low == low


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Oman sent Sudan 40 drones in exchange for rifles."),
        ("it", "L'Oman ha inviato al Sudan 40 droni in cambio di fucili."),
        ("de", "Oman lieferte dem Sudan 40 Drohnen im Austausch für Gewehre."),
        ("fr", "Oman a livré au Soudan 40 drones en échange de fusils."),
        ("es", "Omán envió a Sudán 40 drones a cambio de fusiles."),
        ("pt", "Omã enviou ao Sudão 40 drones em troca de fuzis."),
        ("pl", "Oman dostarczył Sudanowi 40 dronów w zamian za karabiny."),
        ("ru", "Оман поставил Судану 40 дронов в обмен на винтовки."),
        ("uk", "Оман поставив Судану 40 дронів в обмін на гвинтівки."),
    ],
)
def test_the_price_of_goods_goes_the_other_way(read: Read, lang: str, text: str) -> None:
    """What is given in exchange goes to who sends the goods."""
    pairs = {claim.item: (claim.supplier, claim.recipient) for claim in read(lang, text).claims if claim.item}
    assert pairs.pop("arms.small_arms") == ("SD", "OM")
    assert set(pairs.values()) == {("OM", "SD")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Norway sold Kenya boats for 7 million dollars. Kenya bought Norwegian arms for 106 million."),
        ("it", "La Norvegia vende armi al Kenya per 7 milioni di dollari. Il Kenya ha comprato armi per 106 milioni."),
        ("es", "Noruega vendió armas a Kenia por 7 millones de dólares. Kenia compró armas noruegas por 106 millones."),
        ("fr", "Le Kenya a acheté à Oslo des armes pour 7 millions de dollars, puis des obus pour 106 millions."),
        ("de", "Norwegen verkaufte Kenia Waffen für 7 Millionen Dollar. Kenia kaufte Waffen für 106 Millionen."),
        ("ru", "Норвегия продала Кении оружие на 7 млн долларов. Кения купила норвежское оружие за 106 млн."),
    ],
)  # fmt: skip
def test_a_sum_without_its_currency_is_money(read: Read, lang: str, text: str) -> None:
    """A scaled number behind `for` is a price, in the currency that the text has named."""
    sums = [claim.quantity for claim in read(lang, text).claims if claim.kind == "valuation"]
    assert [(sum_.low, sum_.unit) for sum_ in sums if sum_] == [(7e6, "USD"), (106e6, "USD")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "O Brasil enviou ao Peru 2.000 cartuchos de 155 mm."),
        ("it", "L'Italia ha fornito al Perù 2.000 munizioni da 155 mm."),
        ("es", "España entregó al Perú 2.000 cartuchos de 155 mm."),
        ("fr", "La France a livré au Pérou 2 000 cartouches de 155 mm."),
        ("uk", "Чехія передала Перу 2000 боєприпасів калібру 155 міліметрів."),
    ],
)
def test_rounds_of_a_gun_are_shells(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """A calibre of guns behind rounds makes them artillery ammunition."""
    assert only_figure(lang, text).item == "arms.ammunition.artillery"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "La France donne au Bénin 12 canons, en plus des 18 pièces déjà livrées."),
        ("en", "France will give Benin 12 guns on top of the 18 already delivered."),
        ("pt", "Portugal envia ao Benim 12 canhões, além dos 18 já entregues."),
    ],
)
def test_what_comes_on_top_is_no_bound(read: Read, lang: str, text: str) -> None:
    """`On top of the 18` says eighteen."""
    bounds = [(c.quantity.low, c.quantity.high) for c in read(lang, text).claims if c.quantity]
    assert (18, 18) in bounds


@pytest.mark.parametrize(
    ("lang", "text", "start", "end"),
    [
        ("es", "España vendió a Omán armas por 7 millones de euros entre los años 2018 y 2019.", "2018", "2019"),
        ("pt", "A Itália vendeu a Omã armas por 7 milhões de euros entre os anos 2018 e 2019.", "2018", "2019"),
        ("fr", "La France a vendu à Oman 7 canons entre les années 2018 et 2019.", "2018", "2019"),
        ("uk", "До кінця літа Чехія передасть Україні 30 гармат.", None, "2022-08"),
        ("en", "The Czechs will deliver 30 guns to Ukraine in July.", "2022-07", "2022-07"),
        ("it", "La Svezia manderà all'Ucraina altri 30 obici entro luglio.", None, "2022-07"),
    ],
)
def test_spans_of_years_and_months_to_come(
    only_figure: OnlyClaim, lang: str, text: str, start: str | None, end: str
) -> None:
    """A span of years is one period; a month without a year, of what is to come, is the next one."""
    assert only_figure(lang, text, published="2022-05-20").period == Period(start, end)


def test_each_sum_has_the_date_behind_it(read: Read) -> None:
    """`From 427 million in 2016 to 52 million in 2017`: each year belongs to the sum before it."""
    text = "Le licenze di armi per Riad sono passate da 427 milioni di euro nel 2016 a 52 milioni di euro nel 2017."
    periods = [claim.period for claim in read("it", text).claims if claim.kind == "valuation"]
    assert periods == [Period("2016", "2016"), Period("2017", "2017")]


@pytest.mark.parametrize(
    ("lang", "text", "supplier", "recipient"),
    [
        ("de", "Demnach erhielt Kenia Panzer im Wert von 7 Millionen Euro aus Norwegen.", "NO", "KE"),
        ("de", "Zudem lieferte Norwegen an Kenia 20 Panzer.", "NO", "KE"),
        ("de", "Der Iran – so heißt es – habe der syrischen Armee 20 Drohnen geliefert.", "IR", "SY"),
        ("en", "Norway has approved Kenya's request to purchase 20 tanks.", "NO", "KE"),
        ("en", "The 20 rifles were sent from Oman to Yemen's Houthis.", "OM", "houthis"),
        ("it", "A giugno la Norvegia ha fornito 7 milioni di euro di armi pesanti al Kenya.", "NO", "KE"),
        ("uk", "Іранці надали Судану 20 дронів.", "IR", "SD"),
    ],
)
def test_who_gives_and_who_gets(only_figure: OnlyClaim, lang: str, text: str, supplier: str, recipient: str) -> None:
    """Subjects behind an adverb or around dashes, owners of a request, heads of possessives, contents, plurals."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == (supplier, recipient)


def test_a_dash_gives_the_next_figure_to_the_name_before_it(read: Read) -> None:
    """`А Индии — шесть`: the verb is left out, the name before the dash gets."""
    claims = read("ru", "Норвегия поставит Вьетнаму четыре танка, а Индии — шесть гаубиц.").claims
    assert [(c.supplier, c.recipient) for c in claims if c.quantity] == [("NO", "VN"), ("NO", "IN")]


@pytest.mark.parametrize(
    ("lang", "text", "source"),
    [
        (
            "it",
            "La Norvegia ha inviato in Kenya 20 carri. Lo ha affermato nel corso di una conferenza stampa alla fine "
            "del mese il ministro della Difesa.",
            "il ministro della Difesa",
        ),
        ("it", "Parla il ministero della Difesa, secondo cui 20 carri norvegesi sono andati in Kenya.", "Difesa"),
        (
            "pt",
            "A Noruega enviou 20 tanques para a Rússia, e tropas, disse na terça-feira (31) o ministro da Defesa.",
            "o ministro da Defesa",
        ),
        (
            "fr",
            "L'Érythrée a envoyé 20 soldats à la Russie, dans l'Est russe, et en enverra d'autres, a déclaré vendredi "
            "le ministère de la Défense.",
            "le ministère de la Défense",
        ),
        (
            "uk",
            "Норвегія передала Кенії 20 танків. Про це міністр оборони розповів японському виданню.",
            "міністр оборони",
        ),
    ],
)  # fmt: skip
def test_who_says_it(only_figure: OnlyClaim, lang: str, text: str, source: str) -> None:
    """No occasion, addressee or clause let in hides who speaks."""
    claim = only_figure(lang, text, published="2024-10-31")
    assert claim.source is not None
    assert source in claim.source.cut(text)


def test_a_row_of_goods_holds_together(read: Read) -> None:
    """Each figure of a long list behind `umfasst Lieferungen` is a claim: its neighbours speak for it."""
    text = (
        "Die Bundesregierung hat eine Liste ihrer Waffenlieferungen an die Ukraine veröffentlicht. Sie umfasst "
        "Lieferungen schwerer Waffen, etwa 30 Flakpanzer des Typs Gepard, sieben Haubitzen, drei Raketenwerfer und 54 "
        "Truppentransporter."
    )
    assert [c.quantity.low for c in read("de", text).claims if c.quantity] == [30, 7, 3, 54]
