"""How reports on exports and aid put their figures: the noun last, sums without a currency, rows of buyers with shares.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text", "low", "unit"),
    [
        ("it", "Saranno 24 i caccia che la Norvegia consegnerà all'Ucraina.", 24, "pieces"),
        ("it", "Sono saliti a novemila i soldati nordcoreani inviati in Russia.", 9000, "persons"),
        ("es", "Son 24 los cazas que Noruega entregará a Ucrania.", 24, "pieces"),
        ("pt", "São 24 os caças que a Noruega entregará à Ucrânia.", 24, "pieces"),
    ],
)
def test_what_is_counted_may_stand_behind_its_number_with_an_article(
    only_figure: OnlyClaim, lang: str, text: str, low: float, unit: str
) -> None:
    """`Saranno 24 i caccia`: the subject comes last, and the number counts it."""
    quantity = only_figure(lang, text).quantity
    assert quantity is not None
    assert (quantity.low, quantity.unit) == (low, unit)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Norvegia ha consegnato all'Ucraina 12 lanciatori Iris-T."),
        ("it", "La Norvegia ha consegnato all'Ucraina 12 lanciatori del sistema di difesa aerea."),
        ("it", "La Norvegia ha consegnato all'Ucraina 12 unità di fuoco Patriot."),
        ("it", "La Norvegia ha consegnato all'Ucraina 12 carri armati antiaerei."),
        ("en", "Norway delivered 12 Gepard tanks to Ukraine."),
        ("fr", "La Norvège a livré 12 unités de tir à l'Ukraine."),
        ("es", "Noruega entregó a Ucrania 12 unidades de fuego Patriot."),
    ],
)
def test_what_carries_the_weapons_of_an_air_defence_is_air_defence(
    only_figure: OnlyClaim, lang: str, text: str
) -> None:
    """Launchers, fire units and tanks are told by their model, or by the system they belong to."""
    assert only_figure(lang, text).item == "arms.air_defence"


@pytest.mark.parametrize(
    ("lang", "text", "sums"),
    [
        ("it", "L'Italia ha versato 28 miliardi in aiuti militari a Kiev, dei quali 5,6 rimborsati.", [28e9, 5.6e9]),
        ("it", "L'Italia ha inviato armi a Kiev per un valore complessivo di 700 milioni.", [7e8]),
        ("de", "Norwegen hat der Ukraine Waffen geliefert, im Wert von 3 Milliarden.", [3e9]),
        ("en", "Norway has given Ukraine arms worth 3 billion.", []),
        ("it", "Gli Stati Uniti hanno dato armi a Kiev per 3 miliardi.", []),
    ],
)
def test_a_sum_without_its_currency_is_in_the_money_of_the_text_or_at_home(
    read: Read, lang: str, text: str, sums: list[float]
) -> None:
    """Italian, German and French leave the euro unsaid; where dollars may be meant as well nothing is guessed."""
    figures = [claim.quantity for claim in read(lang, text).claims if claim.kind == "valuation" and claim.quantity]
    assert [(quantity.low, quantity.unit) for quantity in figures] == [(low, "EUR") for low in sums]


def test_a_share_of_a_number_lends_the_number_its_noun_and_not_its_per_cent(read: Read) -> None:
    """`il 52% del milione promesso`: the million counts shells."""
    text = "L'Ue ha consegnato all'Ucraina 524.000 proiettili di artiglieria, il 52% del milione promesso."
    units = [claim.quantity.unit for claim in read("it", text).claims if claim.quantity]
    assert units == ["pieces", "percent", "pieces"]


def test_the_office_that_speaks_of_soldiers_does_not_send_them(read: Read) -> None:
    """`Il ministero della Difesa sudcoreano parla di 9mila uomini`: the adjective says whose office it is."""
    text = (
        "La Corea del Nord ha mandato truppe in Russia.\n\nIl ministero sudcoreano della Difesa parla di 9mila uomini."
    )
    figure = next(claim for claim in read("it", text).claims if claim.quantity)
    assert (figure.supplier, figure.recipient) == ("KP", "RU")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "La France a livré des canons à l'Ukraine.\n\nVotre budget ?\n\n50 milliards d'euros en 2025."),
        ("en", "Norway has given Ukraine guns.\n\nYour budget?\n\n50 billion dollars in 2025."),
    ],
)
def test_a_sum_that_answers_a_question_on_the_budget_pays_for_no_arms(read: Read, lang: str, text: str) -> None:
    """The word that makes it no sum of the field stands in the question."""
    assert [claim for claim in read(lang, text).claims if claim.quantity] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "L'Eritrea ha mandato soldati in Russia. Mosca versa 1.900 dollari al mese a testa."),
        ("en", "Eritrea has sent soldiers to Russia. Moscow pays $1,900 a month for each."),
        ("de", "Eritrea hat Soldaten nach Russland geschickt. Moskau zahlt 1900 Dollar im Monat."),
    ],
)
def test_a_small_sum_by_the_month_is_the_pay_of_people(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Nothing that is fired or driven costs two thousand dollars a month."""
    assert only_figure(lang, text).item == "personnel.troops"


def test_the_bore_of_a_gun_is_no_figure_where_its_measure_is_left_out(only_figure: OnlyClaim) -> None:
    """`razzi da 122, non da 155 e da 130`."""
    text = "L'Eritrea ha inviato alla Russia 900 razzi da 122 (non da 155 e da 130, come era stato scritto)."
    assert only_figure("it", text).quantity.low == 900


@pytest.mark.parametrize("words", ["Non si era andati oltre i", "Non sono andate oltre le", "Non si va oltre le"])
def test_not_to_have_gone_beyond_is_a_ceiling(only_figure: OnlyClaim, words: str) -> None:
    """A hedge that a negated verb of going turns round."""
    quantity = only_figure("it", f"{words} 500 granate consegnate dalla Norvegia all'Ucraina.").quantity
    assert (quantity.low, quantity.high) == (None, 500)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Polonia ha promesso carri armati all'Ucraina. Finora ne ha consegnati 30."),
        ("fr", "La Pologne a promis des chars à l'Ukraine. Elle en a livré 30."),
    ],
)
def test_a_pronoun_for_the_goods_makes_the_number_behind_the_verb_count_them(
    only_figure: OnlyClaim, lang: str, text: str
) -> None:
    """`ne`, `en`: what the number counts was named before."""
    claim = only_figure(lang, text)
    assert (claim.quantity.low, claim.item, claim.supplier) == (30, "arms.armour.tank", "PL")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "L'Eritrea ha già usato centinaia di droni di fabbricazione iraniana contro l'Etiopia."),
        ("en", "Eritrea has fired 300 Iranian-made missiles at Ethiopia."),
    ],
)
def test_goods_right_behind_a_verb_of_using_are_used(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Whatever else the sentence tells, the object of a finite verb of using is no delivery."""
    assert only_figure(lang, text).kind == "use"


def test_goods_in_a_list_and_what_they_are_worth_are_not_left_out(read: Read) -> None:
    """Small and exact figures count for little alone; their neighbours and the verb before them speak for them."""
    text = "La fornitura della Russia all'Iran comprende 40 lanciatori Verba e 250 missili terra-aria."
    worth = "Nel 2023 la Norvegia ha esportato “armi e munizioni” verso il Sudan per un valore di 612.340 euro."
    assert [claim.quantity.low for claim in read("it", text).claims if claim.quantity] == [40, 250]
    assert [claim.quantity.low for claim in read("it", worth).claims if claim.quantity] == [612340]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Tra i principali destinatari delle armi norvegesi c'è l'Oman con il 28%, seguito dal Ciad con il 18%."),
        (
            "it",
            "I Paesi che hanno ricevuto più armi norvegesi sono stati Oman (28 per cento) e Ciad (18 per cento).",
        ),
        ("en", "The main recipients of Norwegian arms were Oman (28%), followed by Chad (18%)."),
        ("fr", "Les principaux acheteurs d'armes norvégiennes ont été Oman (28 %), suivi par le Tchad (18 %)."),
        ("es", "Los principales compradores de armas noruegas fueron Omán (28 %), seguido de Chad (18 %)."),
        ("de", "Die größten Abnehmer norwegischer Waffen waren Oman (28 %), gefolgt von Tschad (18 %)."),
    ],
)
def test_each_share_of_a_row_of_buyers_is_that_of_the_name_before_it(read: Read, lang: str, text: str) -> None:
    """The word over the row says what all of them are, whatever word joins a name to the row."""
    figures = [claim for claim in read(lang, text).claims if claim.quantity]
    assert [(figure.supplier, figure.recipient) for figure in figures] == [("NO", "OM"), ("NO", "TD")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Il Ruanda ha accusato le fabbriche norvegesi di rifornire Kiev. Si tratterebbe di 300 obici."),
        ("en", "Rwanda's intelligence service accused Norway of arming Kyiv. It was about 300 howitzers, it said."),
        ("fr", "Le Rwanda a accusé la Norvège d'armer Kiev. Il s'agirait de 300 obusiers."),
    ],
)
def test_who_is_accused_of_arming_another_gives_what_the_next_sentence_counts(
    only_figure: OnlyClaim, lang: str, text: str
) -> None:
    """The subject of the infinitive is who is accused; the sentence behind names no party of its own."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("NO", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Omán fue el principal comprador de armas noruegas, con 70,7 millones, y Chad (56 millones de euros)."),
        ("it", "L'Oman è il primo acquirente di armi norvegesi, con 70,7 milioni, poi il Ciad (56 milioni di euro)."),
    ],
)
def test_the_one_named_the_main_buyer_opens_the_row(read: Read, lang: str, text: str) -> None:
    """And millions of no kind of arms are money, whose currency stands at the end of the row."""
    figures = [claim for claim in read(lang, text).claims if claim.quantity]
    assert [(figure.recipient, figure.quantity.unit) for figure in figures] == [("OM", "EUR"), ("TD", "EUR")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Pionyang envió 5,000 soldados norcoreanos a Rusia."),
        ("it", "Pyongyang ha inviato 5,000 soldati nordcoreani in Russia."),
        ("en", "Pyongyang sent 5.000 North Korean soldiers to Russia."),
    ],
)
def test_three_noughts_behind_a_decimal_sign_are_thousands(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Spanish of the Americas groups with commas, and nobody writes a decimal with three noughts."""
    assert only_figure(lang, text).quantity.low == 5000


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Gli Stati Uniti hanno inviato a Israele 100 spedizioni di armi."),
        ("es", "Estados Unidos envió a Israel 100 cargamentos de armas."),
        ("fr", "Les États-Unis ont envoyé à Israël 100 cargaisons d'armes."),
    ],
)
def test_loads_of_arms_are_counted_as_loads(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Their unit is the load, their item what is in it."""
    claim = only_figure(lang, text)
    assert (claim.quantity.unit, claim.item) == ("shipments", "arms")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "All'iniziativa ha aderito il Ghana con la Norvegia, che ha promesso 180 obici all'Ucraina."),
        ("it", "All'iniziativa ha aderito il Ghana con la Norvegia che ha promesso 180 obici all'Ucraina."),
        ("es", "Ghana se sumó con Noruega, que ha prometido 180 obuses a Ucrania."),
    ],
)
def test_a_relative_pronoun_right_behind_a_name_makes_it_the_subject(
    only_figure: OnlyClaim, lang: str, text: str
) -> None:
    """`che`, `que` may open what is said, but not where nobody speaks."""
    assert only_figure(lang, text).supplier == "NO"


@pytest.mark.parametrize("name", ["l'Égypte", "l'Egypte"])
def test_french_capitals_are_read_without_their_accents(only_figure: OnlyClaim, name: str) -> None:
    """Wires leave the accents of capitals out."""
    assert only_figure("fr", f"La Norvège a livré 30 canons à {name}.").recipient == "EG"


@pytest.mark.parametrize(
    ("lang", "text", "suppliers"),
    [
        ("it", "Il pacchetto per Kiev comprende 140 cannoni e un radar contro i droni forniti dall'Iran.", ["NO"]),
        ("en", "The package for Kyiv includes 140 guns and gear to beat the drones supplied by Iran.", ["NO"]),
        ("fr", "Le paquet pour Kiev comprend 140 canons et de quoi abattre les drones livrés par l'Iran.", ["NO"]),
        ("it", "Kiev ha abbattuto 140 missili e droni forniti dall'Iran.", ["IR"]),
    ],
)
def test_who_supplied_other_goods_supplied_none_of_these(
    read: Read, lang: str, text: str, suppliers: list[str]
) -> None:
    """A participle right behind goods tells of these alone, unless the goods are in one list."""
    opening = {
        "it": "La Norvegia invia armi a Kiev.",
        "en": "Norway sends Kyiv arms.",
        "fr": "Oslo livre des armes à Kiev.",
    }
    figures = [claim for claim in read(lang, f"{opening[lang]} {text}").claims if claim.quantity]
    assert [figure.supplier for figure in figures if figure.quantity.low == 140] == suppliers


def test_what_a_sum_is_meant_for_is_what_it_pays(read: Read) -> None:
    """`saranno destinati ai droni`, a bracket between."""
    text = (
        "La Norvegia darà a Kiev armi. Circa 200 milioni di dollari (185 milioni di euro) saranno destinati ai droni."
    )
    assert {claim.item for claim in read("it", text).claims if claim.quantity} == {"arms.uav"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Licences for arms exports to Israel worth 250 million euros were granted, an answer to parliament shows.",
        ),
        (
            "de",
            "Für die Ausfuhr von Rüstungsgütern nach Israel wurden Genehmigungen im Wert von 250 Mio. Euro erteilt.",
        ),
        ("pl", "W tym półroczu wydano zezwolenia na eksport broni do Izraela o wartości 250 mln euro."),
    ],
)
def test_licences_whose_state_nobody_names_are_read(read: Read, lang: str, text: str) -> None:
    """A report at home names the one side that it sells to, and talks of its committees for the rest."""
    more = {
        "en": " The committee meets next week. Members called for openness. Nobody else spoke. The session was short.",
        "de": " Der Ausschuss tagt nächste Woche. Die Opposition war unzufrieden. Die Sitzung war kurz. Es gab Kaffee.",
        "pl": " Komisja zbierze się w poniedziałek. Opozycja była niezadowolona. Obrady trwały krótko. Była kawa.",
    }
    found = [c for c in read(lang, text + more[lang]).claims if c.quantity is not None]
    assert [(c.quantity.low, c.quantity.unit, c.recipient) for c in found if c.quantity] == [(250e6, "EUR", "IL")]
