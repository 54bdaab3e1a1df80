"""Items, actors, models and places: values, loader, and the questions asked of them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from armstrail.model.errors import PackError

PLACE_KINDS: Final = (
    "capital", "city", "town", "port", "base", "airport", "crossing", "region", "zone", "island", "river", "lake",
    "sea", "strait",
)  # fmt: skip
PLACE_SOURCES: Final = ("GeoNames", "airportsdata", "hand")
ACTOR_KINDS: Final = ("state", "organisation", "bloc", "group", "company")


@dataclass(frozen=True, slots=True)
class Actor:
    """A party: its code, its kind, the state it belongs to (groups: host; companies: home), its English name."""

    code: str
    kind: str
    home: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Model:
    """A weapon model: the form as printed, its item path, the country it comes from; `ambiguous` where the
    form is also an ordinary name and needs an item noun near it."""

    form: str
    path: str
    home: str | None
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place: English name, country (None for seas), degrees north and east, kind.

    `disputed` holds the codes of those who claim it, where more than one does; `population` is that of a city of
    the gazetteer, and 0 for the places listed by hand, which go before any city of their name.
    """

    name: str
    country: str | None
    latitude: float
    longitude: float
    kind: str
    disputed: tuple[str, ...] = ()
    population: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed lists by their keys; `items` gives the unit in which a path is counted, `digest` tells one
    state of the lists from another."""

    items: Mapping[str, str]
    actors: Mapping[str, Actor]
    models: Mapping[str, Model]
    places: Mapping[str, PlaceEntry]
    digest: str


def load_vocabulary() -> Vocabulary:
    """Read all lists.

    Raises:
        PackError: a column missing, a key twice, a code or path that is not known; names file and line.
    """
    items = {row["path"]: row["unit"] for _, row in _rows("items.csv", ("path", "unit"))}
    actors: dict[str, Actor] = {}
    for where, row in _rows("actors.csv", ("code", "kind", "home", "name")):
        if row["code"] in actors:
            raise PackError(f"{where}: actor {row['code']!r} stands twice")
        if row["kind"] not in ACTOR_KINDS:
            raise PackError(f"{where}: kind {row['kind']!r} is not known; use one of {', '.join(ACTOR_KINDS)}")
        actors[row["code"]] = Actor(row["code"], row["kind"], row["home"] or None, row["name"])
    models: dict[str, Model] = {}
    for where, row in _rows("models.csv", ("form", "path", "home", "ambiguous")):
        if row["path"] not in items:
            raise PackError(f"{where}: item {row['path']!r} is not in items.csv")
        if row["form"] in models:
            raise PackError(f"{where}: model {row['form']!r} stands twice")
        models[row["form"]] = Model(row["form"], row["path"], row["home"] or None, row["ambiguous"] == "yes")
    places = _places(actors)
    return Vocabulary(items, actors, models, places, _digest())


def _places(actors: Mapping[str, Actor]) -> dict[str, PlaceEntry]:
    """The places listed by hand, then the cities of the gazetteer."""
    places: dict[str, PlaceEntry] = {}
    columns = ("name", "country", "latitude", "longitude", "kind", "disputed", "source", "note")
    for where, row in _rows("places.csv", columns):
        if row["kind"] not in PLACE_KINDS:
            raise PackError(f"{where}: kind {row['kind']!r} is not known; use one of {', '.join(PLACE_KINDS)}")
        if row["source"] not in PLACE_SOURCES:
            raise PackError(f"{where}: source {row['source']!r} is not known; use one of {', '.join(PLACE_SOURCES)}")
        disputed = tuple(row["disputed"].split())
        for code in disputed:
            if code not in actors:
                raise PackError(f"{where}: {code!r}, who claims {row['name']!r}, is not in actors.csv")
        latitude, longitude = _degrees(where, row)
        entry = PlaceEntry(row["name"], row["country"] or None, latitude, longitude, row["kind"], disputed)
        _add(places, actors, where, entry)
    for where, row in _rows("cities.csv", ("name", "country", "latitude", "longitude", "population")):
        latitude, longitude = _degrees(where, row)
        entry = PlaceEntry(row["name"], row["country"], latitude, longitude, "city", (), int(row["population"]))
        _add(places, actors, where, entry)
    return places


def _add(places: dict[str, PlaceEntry], actors: Mapping[str, Actor], where: str, place: PlaceEntry) -> None:
    if place.name in places:
        raise PackError(f"{where}: place {place.name!r} stands twice")
    if place.country is not None and place.country not in actors:
        raise PackError(f"{where}: country {place.country!r} of {place.name!r} is not in actors.csv")
    places[place.name] = place


def _degrees(where: str, row: Mapping[str, str]) -> tuple[float, float]:
    try:
        return float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise PackError(f"{where}: {row['name']!r} needs degrees north and east") from error


def _digest() -> str:
    """SHA-256 (first eight hex digits) of all lists as they stand on disk."""
    found = hashlib.sha256()
    for name in ("items.csv", "actors.csv", "models.csv", "places.csv", "cities.csv"):
        found.update((files("armstrail.vocabulary") / name).read_bytes())
    return found.hexdigest()[:8]


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a list with where they stand; every row has all the columns."""
    with (files("armstrail.vocabulary") / name).open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != columns:
            raise PackError(f"vocabulary/{name}: columns must be {', '.join(columns)}, got {reader.fieldnames}")
        for row in reader:
            where = f"vocabulary/{name}:{reader.line_num}"
            if None in row or any(value is None for value in row.values()):
                raise PackError(f"{where}: the row has not {len(columns)} columns")
            yield where, {key: value.strip() for key, value in row.items()}
