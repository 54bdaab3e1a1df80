"""Figures of articles on arms that tell of no transfer, and goods and places that only look like one.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

_SHELLS = {
    "en": "Pyongyang sent 40,000 shells to Moscow. ",
    "it": "Pyongyang ha inviato a Mosca 40.000 proiettili. ",
}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Russian plants will be able to make some 3 million shells a year (against 1.2 million in the West).",
        ),
        ("en", "Production is rising. The group now speaks of 700,000 shells a year."),
        ("en", "Its missile tests alone cost half a billion dollars."),
        (
            "it",
            "Gli stabilimenti russi potranno produrre 4 milioni di proiettili (contro 1,2 milioni in Europa).",
        ),
        ("it", "La produzione cresce. Il gruppo parla ora di 700.000 proiettili all'anno."),
    ],
)
def test_what_is_made_and_what_tests_cost_is_no_transfer(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Only the shells that were sent are a figure: not those that can be made, nor what tests cost."""
    claim = only_figure(lang, _SHELLS[lang] + text)
    assert claim.quantity is not None
    assert claim.quantity.low == 40_000


def test_what_is_made_for_somebody_goes_to_them(only_figure: OnlyClaim) -> None:
    """A plant that produces shells for a state gives them to that state."""
    claim = only_figure("en", "The German company Rheinmetall will produce 90,000 shells for Ukraine.")
    assert (claim.supplier, claim.recipient) == ("DE", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It could well be a mix of the two, the minister said."),
        ("en", "Both Koreas keep silent, and both have their reasons."),
        ("en", "Each battery includes six launchers and up to 60 missiles."),
        ("en", "The war has driven millions from their homes."),
        ("en", "It followed two major arms sales."),
        ("en", "Rockets have destroyed more than 30 Russian air defence sites and depots."),
        ("it", "Potrebbe trattarsi di entrambi, ha detto il ministro."),
        ("it", "Sono proiettili degli anni Sessanta e Settanta."),
        ("it", "La battaglia è costata la vita ad almeno 400 militari."),
    ],
)
def test_numbers_that_count_no_goods(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """The two, what each of the goods holds, people driven out, sales, sites, decades and lives lost are no figures."""
    claim = only_figure(lang, _SHELLS[lang] + text)
    assert claim.quantity is not None
    assert claim.quantity.low == 40_000


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Turkey has sent Patriot missiles to Ukraine.", {"arms.missile"}),
        ("Moscow has offered Su-57 fighters to India.", {"arms.aircraft.fighter"}),
        ("Iran sent rifles to Sudan by cargo plane.", {"arms.small_arms"}),
        ("Iran sent rifles and rocket launcher specialists to Sudan.", {"arms.small_arms", "personnel.engineers"}),
        ("Egypt wants to beef up its army and has received rifles from Iran.", {"arms.small_arms"}),
    ],
)
def test_goods_are_what_the_whole_phrase_names(read: Read, text: str, items: set[str]) -> None:
    """A model and its noun are one thing; what carries goods, or what specialists know, is no goods itself."""
    assert {claim.item for claim in read("en", text).claims if claim.kind != "agreement"} == items


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("en", "Iran handed 900 drones to the aggressor state russia.", ("IR", "RU")),
        ("en", "The US has provided Ukraine with 20 tanks, as the president told a forum in Berlin.", ("US", "UA")),
        ("it", "Washington autorizza, per la guerra in Iran, la vendita di 90 bombe a Israele.", ("US", "IL")),
        ("it", "Rheinmetall ha ottenuto un ordine per fornire 90.000 proiettili all'Ucraina.", ("DE", "UA")),
        ("it", "Ci sono già 3.000 soldati nordcoreani sul territorio russo.", ("KP", "RU")),
    ],
)
def test_names_of_places(only_figure: OnlyClaim, lang: str, text: str, pair: tuple[str, str]) -> None:
    """A name in small letters, where a war or a speech is, whose land it is."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == pair


@pytest.mark.parametrize(
    ("lang", "text", "statuses"),
    [
        ("it", "9.000 soldati nordcoreani sono già in Russia, con altri 1.500 attesi.", ["delivered", "planned"]),
        (
            "en",
            "9,000 North Korean soldiers are already in Russia, with 1,500 expected.",
            ["delivered", "planned"],
        ),
    ],
)
def test_who_is_there_has_arrived(read: Read, lang: str, text: str, statuses: list[str]) -> None:
    """People who are there are delivered, whatever is told of others in the sentence."""
    figures = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [claim.status for claim in figures] == statuses


def test_millions_go_on_in_the_money_of_the_sum_before(read: Read) -> None:
    """`l'Egitto con 800,5 milioni`: a sum behind a sum needs no currency, and goods in brackets have its parties."""
    text = (
        "Le licenze dell'Italia valevano 5 miliardi di euro. Il primo destinatario risulta l'Egitto con 800,5 milioni "
        "(derivanti dalla fornitura di 24 elicotteri), seguito dal Turkmenistan con 400,2 milioni."
    )
    sums = [claim for claim in read("it", text).claims if claim.kind == "valuation" and claim.quantity is not None]
    told = [(claim.quantity.low, claim.quantity.unit, claim.recipient) for claim in sums if claim.quantity is not None]
    assert told[1:] == [(800.5e6, "EUR", "EG"), (400.2e6, "EUR", "TM")]


def test_a_closing_quotation_mark_does_not_part_a_number_from_its_noun(only_figure: OnlyClaim) -> None:
    """`“decine di migliaia” di proiettili` counts shells."""
    claim = only_figure("it", "La Germania fornirà “decine di migliaia” di proiettili all'Ucraina.")
    assert claim.quantity is not None
    assert (claim.quantity.unit, claim.item) == ("pieces", "arms.ammunition.artillery")


def test_words_spelled_out_in_brackets_say_nothing(read: Read) -> None:
    """What the letters of a model stand for is no person on whose word the list rests."""
    text = (
        "Gli Stati Uniti invieranno aiuti all'Ucraina. Il pacchetto comprende: razzi per gli Himars (High Mobility "
        "Artillery Rocket Systems); 12 obici; 30 veicoli corazzati."
    )
    assert all(claim.source is None for claim in read("it", text).claims if claim.quantity is not None)
