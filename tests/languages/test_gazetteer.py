"""The places that every language shares, and the names that each has for them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from armstrail.languages.expand import expand
from armstrail.vocabulary import load_vocabulary

LANGS = ("de", "en", "es", "fr", "it", "ko", "pl", "pt", "ru", "uk")
MOST_FORMS = 5_000  # a pack has to load in a moment
OF_THE_FIELD = (
    "Rajin", "Rason", "Dunai", "Vostochny", "Vladivostok", "Tikhoretsk", "Tumangang", "Khasan", "Engels", "Mozdok",
    "Yelabuga", "Rzeszow", "Jasionka", "Ramstein", "Hmeimim", "Tartus", "Hodeidah", "Bandar Abbas", "Port Sudan",
    "Benghazi", "Al-Khadim", "Bushehr", "Amirabad", "Olya", "Astrakhan", "Shahid Rajaee", "Wonsan", "Nampo", "Kalma",
    "Sunan", "Komsomolsk-on-Amur",
)  # fmt: skip


def forms(lang: str) -> dict[str, list[str]]:
    table = tomllib.loads((files("armstrail.languages") / lang / "places.toml").read_text("utf-8"))
    return {name: [form for raw in raws for form in expand(raw, lang)] for name, raws in table.items()}


def test_the_ports_bases_and_crossings_of_the_field_are_there():
    """By name, and many more beside them."""
    places = load_vocabulary().places
    assert [name for name in OF_THE_FIELD if name not in places] == []
    sites = [p for p in places.values() if p.kind in ("port", "base", "airport", "crossing")]
    assert len(sites) >= 300


def test_every_place_lies_on_earth_and_in_a_known_country():
    """Degrees within bounds; a country is an actor of the vocabulary, seas and open questions have none."""
    vocabulary = load_vocabulary()
    for place in vocabulary.places.values():
        assert abs(place.latitude) <= 90, place
        assert abs(place.longitude) <= 180, place
        assert place.country is None or place.country in vocabulary.actors, place


def test_a_dispute_has_two_sides():
    """Whoever is named as claimant has somebody to dispute it with."""
    disputed = [place for place in load_vocabulary().places.values() if place.disputed]
    assert {"Crimea", "Donetsk", "Golan Heights"} <= {place.name for place in disputed}
    assert all(len(set(place.disputed)) >= 2 for place in disputed)


@pytest.mark.parametrize("lang", LANGS)
def test_a_language_has_names_for_places_but_not_too_many(lang):
    """A list that grows past this slows every start."""
    count = sum(map(len, forms(lang).values()))
    assert 1_000 <= count <= MOST_FORMS


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("es", "Mosca"), ("fr", "Nice"), ("en", "Split"), ("en", "Reading"), ("en", "Of"), ("en", "Batman"),
        ("ru", "Владимир"), ("ko", "공주"), ("es", "Santos"), ("de", "Kant"), ("it", "Como"),
    ],
)  # fmt: skip
def test_words_and_people_are_no_places(lang, word):
    """A fly, a princess, a president: what is more often something else is left out."""
    assert word not in {form for found in forms(lang).values() for form in found}
