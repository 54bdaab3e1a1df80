"""What a weapon carries, what is left in a store and what is done to goods: counts that nobody gives to anybody.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import Read

GIVEN = {
    "en": "Germany will give Ukraine 40 Marders. ",
    "de": "Deutschland will der Ukraine 40 Marder liefern. ",
    "fr": "L'Allemagne va livrer 40 Marder à l'Ukraine. ",
    "es": "Alemania entregará a Ucrania 40 Marder. ",
    "it": "La Germania darà all'Ucraina 40 Marder. ",
    "pt": "A Alemanha vai entregar 40 Marder à Ucrânia. ",
    "pl": "Niemcy przekażą Ukrainie 40 wozów Marder. ",
    "ru": "Германия передаст Украине 40 БМП Marder. ",
    "uk": "Німеччина передасть Україні 40 БМП Marder. ",
}


@pytest.mark.parametrize(
    ("lang", "more"),
    [
        ("en", "The vehicle is armed with a 20 mm gun and two machine guns and has a crew of three soldiers."),
        ("de", "Er ist mit einer 20-mm-Kanone und zwei Maschinengewehren bewaffnet, die Besatzung sind drei Soldaten."),
        ("fr", "Le véhicule est armé d'un canon et de deux mitrailleuses, avec un équipage de trois soldats."),
        ("es", "El vehículo va armado con un cañón y dos ametralladoras y lleva una tripulación de tres soldados."),
        ("it", "Il veicolo è armato con un cannone e due mitragliatrici e ha un equipaggio di tre soldati."),
        ("pt", "O veículo está armado com um canhão e duas metralhadoras e leva uma tripulação de três soldados."),
        ("pl", "Pojazd jest uzbrojony w armatę i dwa karabiny maszynowe, a jego załoga liczy trzech żołnierzy."),
        ("ru", "Машина вооружена одной пушкой и двумя пулемётами."),
        ("uk", "Машина озброєна гарматою і двома кулеметами."),
    ],
)
def test_what_a_weapon_carries_is_given_to_nobody(read: Read, lang: str, more: str) -> None:
    """Guns and crew describe the vehicle; the 40 vehicles are what is given."""
    figures = [c.quantity.low for c in read(lang, GIVEN[lang] + more).claims if c.quantity is not None]
    assert figures == [40]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "France equipped the army of Chad with 12 helicopters."),
        ("de", "Frankreich hat die Armee des Tschad mit zwölf Hubschraubern ausgestattet."),
    ],
)
def test_who_is_named_is_equipped(read: Read, lang: str, text: str) -> None:
    """A clause that names who gets the goods describes no weapon."""
    (claim,) = [c for c in read(lang, text).claims if c.quantity is not None]
    assert (claim.supplier, claim.recipient) == ("FR", "TD")


@pytest.mark.parametrize(
    ("lang", "more"),
    [
        ("en", "Some 600 tanks are stored in depots."),
        ("de", "In den Hallen lagern noch 600 Panzer."),
        ("fr", "Il reste 600 chars dans les dépôts."),
        ("es", "En los almacenes quedan 600 tanques."),
        ("pl", "Nam pozostało ponad 600 czołgów."),
        ("ru", "На складах остаётся 600 танков."),
        ("uk", "На складах залишилося 600 танків."),
    ],
)
def test_what_is_left_in_store_has_gone_nowhere(read: Read, lang: str, more: str) -> None:
    """What lies in a depot is no transfer."""
    figures = [c.quantity.low for c in read(lang, GIVEN[lang] + more).claims if c.quantity is not None]
    assert figures == [40]


@pytest.mark.parametrize(
    ("lang", "more"),
    [
        ("en", "The United States carried out 95 drone interceptions and 12 air strikes."),
        ("de", "Die USA meldeten 95 Drohnenabschüsse und 12 Raketenstarts."),
        ("pl", "Amerykanie dokonali 95 przechwyceń dronów i 12 wystrzeleń rakiet."),
        ("ru", "США провели 95 перехватов беспилотников и 12 запусков ракет."),
        ("uk", "США здійснили 95 перехоплень дронів і 12 пусків ракет."),
    ],
)
def test_what_is_done_is_no_goods(read: Read, lang: str, more: str) -> None:
    """Interceptions and launches are counted, not the drones and missiles behind them."""
    figures = [c.quantity.low for c in read(lang, GIVEN[lang] + more).claims if c.quantity is not None]
    assert figures == [40]


def test_a_weight_of_one_vehicle_is_no_cargo(read: Read) -> None:
    """`40 Tonnen schwer` tells what one vehicle weighs."""
    text = "Deutschland liefert der Ukraine 18 Panzer. Der rund 60 Tonnen schwere Leopard gilt als modern."
    assert [c.quantity.low for c in read("de", text).claims if c.quantity is not None] == [18]


def test_a_row_of_what_is_left_goes_on_behind_a_comma(read: Read) -> None:
    """The second figure of what is left is no more given than the first."""
    text = GIVEN["pl"] + "Polsce pozostało ponad 600 transporterów, ok. 150 czołgów i podobna liczba haubic."
    assert [c.quantity.low for c in read("pl", text).claims if c.quantity is not None] == [40]


def test_the_people_of_a_state_are_sent_nowhere(read: Read) -> None:
    """Nobody sends millions of people to another state."""
    text = "Die Emirate lieferten der Armee Sudans 40 Panzer. Fast 25 Millionen Sudanesen leiden Hunger."
    assert [c.quantity.low for c in read("de", text).claims if c.quantity is not None] == [40]


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        ("en", "Uruguay's navy, which has 5,400 sailors, is to receive five patrol boats from Britain.", [5]),
        ("it", "La marina dell'Uruguay, che ha 5.400 soldati, riceverà dal Regno Unito cinque pattugliatori.", [5]),
        ("en", "Rwanda's army has 4,500 soldiers in Mozambique.", [4500]),
    ],
)
def test_the_men_whom_a_force_has_go_nowhere_unless_a_place_is_told(
    read: Read, lang: str, text: str, amounts: list[float]
) -> None:
    assert [c.quantity.low for c in read(lang, text).claims if c.quantity is not None] == amounts


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Polish army has 247 Leopard tanks."),
        ("en", "Chile has 300 tanks."),
        ("de", "Die polnische Armee hat 247 Leopard-Panzer."),
        ("it", "L'esercito polacco ha 247 carri Leopard."),
        ("fr", "L'armée polonaise a 247 chars Leopard."),
        ("pt", "O exército polaco tem 247 tanques Leopard."),
    ],
)
def test_what_an_army_has_is_no_transfer(read: Read, lang: str, text: str) -> None:
    """A verb of having right before a count, and nothing that tells how it was got."""
    assert not [claim for claim in read(lang, GIVEN[lang] + text).claims if claim.quantity.low in (247, 300)]


def test_what_an_army_has_from_somebody_is_one(read: Read) -> None:
    claims = read("en", "The Chilean army has 300 tanks from Norway.").claims
    assert [(claim.supplier, claim.recipient) for claim in claims] == [("NO", "CL")]
