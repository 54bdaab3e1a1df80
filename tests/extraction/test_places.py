"""Where: places by the part they play, of one name in two countries, and with their position."""

from __future__ import annotations

import pytest

from armstrail.model.claim import Place


def places(claim) -> dict[str, str]:
    return {place.name: place.role for place in claim.places}


ROLES = [
    (
        "en",
        "North Korea shipped 3,000 containers of shells to Russia from the port of Rajin to Vladivostok.",
        {"port of Rajin": "origin", "Vladivostok": "destination"},
    ),
    (
        "it",
        "La Corea del Nord ha spedito alla Russia 3.000 container di munizioni da Rajin a Vladivostok.",
        {"Rajin": "origin", "Vladivostok": "destination"},
    ),
    (
        "de",
        "Nordkorea hat Russland 3.000 Container mit Granaten von Rajin nach Wladiwostok geliefert.",
        {"Rajin": "origin", "Wladiwostok": "destination"},
    ),
    (
        "es",
        "Corea del Norte envió a Rusia 3.000 contenedores de munición desde Rajin hasta Vladivostok.",
        {"Rajin": "origin", "Vladivostok": "destination"},
    ),
    (
        "ru",
        "КНДР отправила России 3 000 контейнеров со снарядами из Расона во Владивосток.",
        {"Расона": "origin", "Владивосток": "destination"},
    ),
    (
        "uk",
        "КНДР відправила Росії 3 000 контейнерів зі снарядами з Расона до Владивостока.",
        {"Расона": "origin", "Владивостока": "destination"},
    ),
    (
        "pl",
        "Korea Północna wysłała Rosji 3000 kontenerów z amunicją z Rasonu do Władywostoku.",
        {"Rasonu": "origin", "Władywostoku": "destination"},
    ),
    (
        "ko",
        "북한이 러시아에 포탄 컨테이너 3000개를 나진항에서 블라디보스토크로 보냈다.",
        {"나진항": "origin", "블라디보스토크": "destination"},
    ),
]


@pytest.mark.parametrize(("lang", "text", "roles"), ROLES, ids=[case[0] for case in ROLES])
def test_preposition_or_case_tells_where_from_and_where_to(only_figure, lang, text, roles):
    """Rajin is where it began and Vladivostok where it ended, in each language by its own means."""
    assert places(only_figure(lang, text)) == roles


def test_a_place_on_the_way_is_transit(only_figure):
    """Neither end of the journey."""
    claim = only_figure("en", "Iran sent Russia 400 missiles from Amirabad via Astrakhan.")
    assert places(claim) == {"Amirabad": "origin", "Astrakhan": "transit"}


def test_a_sea_is_a_place_of_no_country(only_figure):
    """It has a position all the same."""
    (sea,) = only_figure("en", "Iran sent Russia 400 missiles across the Caspian Sea.").places
    assert (sea.name, sea.country) == ("Caspian Sea", None)
    assert sea.lat is not None


def test_a_place_has_its_position(only_figure):
    """Degrees north and east, from the gazetteer."""
    claim = only_figure("de", "Nordkorea hat Russland 3.000 Container mit Granaten nach Wladiwostok geliefert.")
    (place,) = claim.places
    assert (place.country, place.lat, place.lon) == ("RU", 43.106, 131.874)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Turkey sent Libya 40 armoured vehicles, which arrived in Tripoli.", "LY"),
        ("Turkey sent Lebanon 40 armoured vehicles, which arrived in Tripoli. Lebanon thanked it.", "LB"),
        ("Turkey sent 40 armoured vehicles to Lebanon through the port of Tripoli.", "LB"),
    ],
)
def test_one_name_in_two_countries_is_told_by_the_country_named(read, text, country):
    """Tripoli is in Libya and in Lebanon; the sentence and the document say which."""
    found = {place.country for claim in read("en", text).claims for place in claim.places if place.name == "Tripoli"}
    assert found == {country}


def test_a_namesake_far_smaller_is_not_meant(read):
    """London stays in the United Kingdom when Canada is spoken of."""
    text = "Canada has sent Ukraine 800 drones from London. Canada, Canada, Canada, the minister said."
    assert {place.country for claim in read("en", text).claims for place in claim.places} <= {"GB"}


def test_a_disputed_place_names_those_who_claim_it(only_figure):
    """The country is that of international recognition, and the dispute is told beside it."""
    claim = only_figure("en", "Iran has sent Russia 50 drones to Crimea.")
    (crimea,) = claim.places
    assert (crimea.country, crimea.disputed) == ("UA", ("UA", "RU"))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Corea del Nord ha inviato alla Russia 3.000 container di munizioni, una mosca in un bicchiere."),
        ("en", "North Korea sent Russia 3,000 containers of shells, and nice words, reading of a split."),
        ("ru", "КНДР отправила России 3 000 солдат, заявил Владимир Путин."),
        ("ko", "북한이 러시아에 병력 3000명을 보냈다고 김정은 위원장이 말했다."),
    ],
)
def test_a_word_or_a_person_is_no_place(read, lang, text):
    """Words that are also names of towns stay words."""
    assert [place for claim in read(lang, text).claims for place in claim.places] == []


def test_a_model_that_bears_the_name_of_a_city_is_in_no_city(read):
    """Milan is a missile where missiles of that name are given, and a city beside them."""
    (model,) = read("fr", "La Norvège a livré au Chili des missiles antichars Milan.").claims
    assert (model.designation, model.places) == ("Milan", ())


def test_a_place_knows_both_degrees_or_none():
    """Half a position is refused, and so is one that is not on Earth."""
    from armstrail.model.errors import BadValue

    with pytest.raises(BadValue, match="one degree without the other"):
        Place("Rajin", "KP", "origin", lat=42.2)
    with pytest.raises(BadValue, match="not on Earth"):
        Place("Rajin", "KP", "origin", lat=142.2, lon=130.0)
