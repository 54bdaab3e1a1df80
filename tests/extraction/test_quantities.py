"""A figure is read with its hedge, its bounds, its unit and its noun, and near-misses are refused with a reason."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.model.quantity import Quantity

EN = "North Korea sent {} to Russia, South Korea's spy agency said."
IT = "La Corea del Nord ha inviato {} alla Russia, ha detto il servizio segreto sudcoreano."


@pytest.mark.parametrize(
    ("words", "low", "high", "hedge"),
    [
        ("12,000 soldiers", 12000, 12000, "exact"),
        ("about 12,000 soldiers", 12000, 12000, "about"),
        ("more than 12,000 soldiers", 12000, None, "at_least"),
        ("at least another 1,500 soldiers", 1500, None, "at_least"),
        ("up to 12,000 soldiers", None, 12000, "at_most"),
        ("no fewer than 12,000 soldiers", 12000, None, "at_least"),
        ("no more than 12,000 soldiers", None, 12000, "at_most"),
        ("between 10,000 and 12,000 soldiers", 10000, 12000, "range"),
        ("10,000 to 12,000 soldiers", 10000, 12000, "range"),
        ("10,000-12,000 soldiers", 10000, 12000, "range"),
        ("tens of thousands of soldiers", 10000, None, "order"),
        ("nearly 12,000 North Korean soldiers", 12000, 12000, "about"),
        ("12,000 or more soldiers", 12000, None, "at_least"),
    ],
)
def test_an_english_hedge_bounds_its_figure(
    only_figure: OnlyClaim, words: str, low: float | None, high: float | None, hedge: str
) -> None:
    """Each hedge of the claim model, before or behind its number."""
    claim = only_figure("en", EN.format(words))
    assert claim.quantity == Quantity(low, high, "persons", hedge)


@pytest.mark.parametrize(
    ("words", "low", "high", "hedge"),
    [
        ("12.000 soldati", 12000, 12000, "exact"),
        ("circa 12mila soldati", 12000, 12000, "about"),
        ("oltre tremila soldati", 3000, None, "at_least"),
        ("non meno di 3.000 soldati", 3000, None, "at_least"),
        ("fino a 12.000 soldati", None, 12000, "at_most"),
        ("tra 10.000 e 12.000 soldati", 10000, 12000, "range"),
        ("migliaia di soldati", 1000, None, "order"),
        ("una ventina di soldati", 20, 20, "about"),
    ],
)
def test_an_italian_hedge_bounds_its_figure(
    only_figure: OnlyClaim, words: str, low: float | None, high: float | None, hedge: str
) -> None:
    """The same in Italian, with glued numerals and collectives."""
    claim = only_figure("it", IT.format(words))
    assert claim.quantity == Quantity(low, high, "persons", hedge)


@pytest.mark.parametrize(
    ("words", "unit", "item"),
    [
        ("20 Leopard 2 tanks", "pieces", "arms.armour.tank"),
        ("13,000 containers of artillery shells", "containers", "arms.ammunition.artillery"),
        ("300,000 152mm shells", "pieces", "arms.ammunition.artillery"),
        ("a million barrels of refined petroleum", "barrels", "commodity.fuel"),
        ("twelve short-range ballistic missiles", "pieces", "arms.missile.ballistic"),
        ("48 FA-50 light fighters", "pieces", "arms.aircraft.fighter"),
        ("500 tonnes of explosives", "tonnes", "materiel.explosive"),
    ],
)
def test_the_noun_gives_unit_and_item(only_figure: OnlyClaim, words: str, unit: str, item: str) -> None:
    """Units that hold goods take the item of their contents; a model decides where its noun is broader."""
    claim = only_figure("en", EN.format(words))
    assert (claim.quantity and claim.quantity.unit, claim.item) == (unit, item)


def test_a_range_of_money_shares_its_scale(only_figure: OnlyClaim) -> None:
    """'tra 1,7 e 5,5 miliardi di dollari' are both thousands of millions."""
    claim = only_figure("it", "Le armi inviate da Pyongyang a Mosca valgono tra 1,7 e 5,5 miliardi di dollari.")
    assert claim.kind == "valuation"
    assert claim.quantity == Quantity(1.7e9, 5.5e9, "USD", "range")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("North Korea sent shells to Russia; the port lies 30 kilometres from the border.", "measure"),
        ("North Korea sent shells to Russia, the minister, aged 63, said.", "age"),
        ("North Korea has sent shells to Russia for 14 months.", "duration"),
        ("North Korea sent shells to Russia; the army lost 600 killed.", "casualties"),
        ("North Korea sent shells to Russia, in breach of resolution 1718.", "section"),
        ("North Korea sent shells to Russia, 24 deputies were told.", "unknown_noun"),
    ],
)
def test_a_number_that_is_no_figure_is_a_miss_with_its_reason(read: Read, sentence: str, reason: str) -> None:
    """Measures, ages, durations, casualties, sections and unknown nouns become no claim, and never silently."""
    reading = read("en", sentence)
    assert not [claim for claim in reading.claims if claim.quantity is not None]
    assert reason in {miss.reason for miss in reading.misses}


@pytest.mark.parametrize(
    ("lang", "text", "unit"),
    [
        ("es", "Suecia donará a Ucrania 500 millones de coronas en munición.", "SEK"),
        ("it", "La Norvegia invia all'Ucraina armi per 500 milioni di corone.", "NOK"),
        ("pl", "Czechy wydały na amunicję dla Ukrainy 500 mln koron.", "CZK"),
        ("en", "The US sent Ukraine 5 million dollars of ammunition.", "USD"),
    ],
)
def test_a_bare_name_of_money_is_that_of_the_state_named_nearest(read: Read, lang: str, text: str, unit: str) -> None:
    """Five states pay in crowns; a text on Sweden means its own."""
    assert [c.quantity.unit for c in read(lang, text).claims if c.quantity is not None] == [unit]


@pytest.mark.parametrize(
    ("lang", "text", "amount", "unit", "item"),
    [
        ("de", "Deutschland liefert der Ukraine 12 Minenräumpanzer.", 12, "pieces", "arms.armour"),
        ("de", "Die USA liefern der Ukraine 31 M1 Abrams.", 31, "pieces", "arms.armour.tank"),
        ("nl", "Nederland levert Oekraïne 12 mijnenveegtanks.", 12, "pieces", "arms.armour.tank"),
        ("en", "The US has sent 38 M1A2T tanks to Taiwan.", 38, "pieces", "arms.armour.tank"),
        ("en", "Russia shipped 165,000 barrels to North Korea.", 165000, "barrels", "commodity.fuel"),
        ("es", "Los Emiratos enviaron 350 colombianos a Sudán.", 350, "persons", "personnel.troops"),
        ("ko", "이란은 러시아에 약 400개의 이란제 미사일을 보냈다.", 400, "pieces", "arms.missile"),
        ("ko", "한국은 폴란드에 2억7천500만 달러 상당의 무기를 수출했다.", 2.75e8, "USD", "arms"),
    ],
)
def test_a_noun_is_known_by_what_it_is_made_of(
    only_figure: OnlyClaim, lang: str, text: str, amount: float, unit: str, item: str
) -> None:
    """The last part of a compound, a designation nobody lists, a nationality, a maker's mark, scales within scales."""
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.unit, claim.item) == (amount, unit, item)


@pytest.mark.parametrize(
    ("lang", "text", "reason"),
    [
        ("fr", "Les livraisons d'armes à l'Inde ont connu une hausse de 30 %.", "multiple"),
        ("en", "Both Iran and Russia supplied missiles to Syria.", "no_noun"),
        ("de", "Um 08:39:36 trafen Panzer aus Deutschland in der Ukraine ein.", "time"),
        ("de", "Mit dem Leopard 2 weitet Deutschland die Hilfe für die Ukraine aus.", "name"),
        ("en", "The US sent Israel 5 million pounds of explosives.", "measure"),
    ],
)
def test_what_changed_bound_or_named_counts_nothing(read: Read, lang: str, text: str, reason: str) -> None:
    """A rise, a pair of parties, a clock with seconds, a model's own number and a weight are no figures of goods."""
    reading = read(lang, text)
    assert all(claim.quantity is None for claim in reading.claims)
    assert reason in {miss.reason for miss in reading.misses}


def test_a_change_that_says_from_what_to_what_stays_a_share(read: Read) -> None:
    """'Fell from 72 per cent' is how much it was."""
    text = "Russia's share of Indian arms imports has shrunk from 72 per cent to 36 per cent, SIPRI says."
    assert "multiple" not in {miss.reason for miss in read("en", text).misses}


@pytest.mark.parametrize(
    ("lang", "text", "amount"),
    [
        ("it", "L'Italia ha venduto all'Egitto armi per 2 miliardi e 33 milioni di euro.", 2.033e9),
        ("it", "L'Italia ha venduto all'Egitto armi per un miliardo e 250 milioni di euro.", 1.25e9),
        ("de", "Deutschland lieferte Ägypten Waffen für 2 Milliarden und 33 Millionen Euro.", 2.033e9),
    ],
)
def test_a_smaller_scale_goes_on_with_the_number(only_figure: OnlyClaim, lang: str, text: str, amount: float) -> None:
    """'Two billion and 33 million' is one sum."""
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.unit) == (amount, "EUR")


def test_adjectives_joined_before_a_noun_do_not_part_it_from_its_number(only_figure: OnlyClaim) -> None:
    """The number counts the noun behind all its adjectives and its calibre."""
    claim = only_figure("ru", "Германия передала Украине 3872 дымовых и осветительных 155-миллиметровых боеприпаса.")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.item) == (3872, "arms.ammunition")


def test_a_sum_whose_currency_is_left_out_is_no_heap_of_ships(read: Read) -> None:
    """Nobody sells 990 million frigates."""
    text = "L'Italia ha venduto all'Egitto due fregate per 1,2 miliardi di euro. Due altre fregate costano 990 milioni."
    counted = [claim.quantity for claim in read("it", text).claims if claim.quantity is not None]
    assert all(quantity.unit == "EUR" for quantity in counted if (quantity.low or 0) > 1000)


def test_licences_are_no_goods(read: Read) -> None:
    """What was granted is counted, not what was sent."""
    text = "Deutschland liefert Israel Waffen für 20 Millionen Euro. Bislang wurden 218 Einzelgenehmigungen erteilt."
    counted = [claim.quantity for claim in read("de", text).claims if claim.quantity is not None]
    assert [quantity.low for quantity in counted] == [2e7]


def test_of_soldiers_sent_the_dead_are_no_deployment(read: Read) -> None:
    """'1,000 of the 12,000 soldiers sent to Russia were killed' sends 12,000."""
    text = "Più di 1.000 dei circa 12mila soldati della Corea del Nord inviati in Russia sono stati uccisi."
    counted = [claim.quantity for claim in read("it", text).claims if claim.quantity is not None]
    assert [quantity.low for quantity in counted] == [12000]


@pytest.mark.parametrize("words", ["W ciągu trzech lat", "Przez ostatnie dwa lata"])
def test_a_span_of_years_before_goods_names_no_number(only_figure: OnlyClaim, words: str) -> None:
    """Of a word of time only a decade or a year is the name: `lat 90.`."""
    claim = only_figure("pl", f"{words} 1500 sztuk amunicji trafiło z Korei Północnej do Rosji.")
    assert claim.quantity is not None
    assert claim.quantity.low == 1500


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Німеччина передала Україні ще 25 гаубиць на додачу до 120 переданих раніше."),
        ("ru", "Германия передала Украине 25 гаубиц. Общее число переданных выросло, как видно, до 120."),
        ("pl", "Niemcy przekazały Ukrainie 40 haubic dodatkowo do 120 przekazanych wcześniej."),
    ],
)
def test_what_is_added_to_or_grown_to_is_no_upper_bound(read: Read, lang: str, text: str) -> None:
    """The word for `up to` tells there what others are added to, or what was reached."""
    quantity = next(c.quantity for c in read(lang, text).claims if c.quantity is not None and c.quantity.high == 120)
    assert (quantity.low, quantity.hedge) == (120, "exact")
