"""Items, actors, models and places: values, loader, and the questions asked of them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from armstrail.model.errors import PackError

PLACE_KINDS: Final = (
    "capital", "city", "town", "port", "base", "airport", "crossing", "region", "zone", "island", "river", "lake",
    "sea", "strait",
)  # fmt: skip
PLACE_SOURCES: Final = ("GeoNames", "airportsdata", "hand")
ACTOR_KINDS: Final = ("state", "organisation", "bloc", "region", "group", "company")


class Actor(NamedTuple):
    """A party: its code, its kind, the state it belongs to (groups: host; companies: home), its English name."""

    code: str
    kind: str
    home: str | None
    name: str


class Model(NamedTuple):
    """A weapon model: the form as printed, its item path, the country it comes from; `ambiguous` where the
    form is also an ordinary name and needs an item noun near it."""

    form: str
    path: str
    home: str | None
    ambiguous: bool


class PlaceEntry(NamedTuple):
    """A place: English name, country (None for seas), degrees north and east, kind.

    `disputed` holds the codes of those who claim it, where more than one does; `holder` is the armed group that has
    held it for years, who is meant where a text on that group names the place; `population` is that of a city of
    the gazetteer, and 0 for the places listed by hand, which go before any city of their name.
    """

    name: str
    country: str | None
    latitude: float
    longitude: float
    kind: str
    disputed: tuple[str, ...] = ()
    population: int = 0
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed lists by their keys; `items` gives the unit in which a path is counted, `estranged` the year since
    when two parties do not arm each other, `digest` tells one state of the lists from another."""

    items: Mapping[str, str]
    actors: Mapping[str, Actor]
    models: Mapping[str, Model]
    places: Mapping[str, PlaceEntry]
    estranged: Mapping[frozenset[str], int]
    digest: str


@cache
def load_vocabulary() -> Vocabulary:
    """All lists, read when they are first asked for and kept: a command asks three or four times.

    Raises:
        PackError: a column missing, a key twice, a code or path that is not known; names file and line.
    """
    digest = hashlib.sha256()
    items = {path: unit for _, (path, unit) in _rows("items.csv", ("path", "unit"), digest)}
    actors: dict[str, Actor] = {}
    for where, (code, kind, home, name) in _rows("actors.csv", ("code", "kind", "home", "name"), digest):
        if code in actors:
            raise PackError(f"{where()}: actor {code!r} stands twice")
        if kind not in ACTOR_KINDS:
            raise PackError(f"{where()}: kind {kind!r} is not known; use one of {', '.join(ACTOR_KINDS)}")
        actors[code] = Actor(code, kind, home or None, name)
    models: dict[str, Model] = {}
    for where, (form, path, home, ambiguous) in _rows("models.csv", ("form", "path", "home", "ambiguous"), digest):
        if path not in items:
            raise PackError(f"{where()}: item {path!r} is not in items.csv")
        if form in models:
            raise PackError(f"{where()}: model {form!r} stands twice")
        models[form] = Model(form, path, home or None, ambiguous == "yes")
    places = _places(actors, digest)
    estranged = _estranged(actors, digest)
    return Vocabulary(items, actors, models, places, estranged, digest.hexdigest()[:8])


def item_paths() -> frozenset[str]:
    """The paths of the item tree alone, for lists that name items and need nothing else."""
    return frozenset(path for _, (path, _unit) in _rows("items.csv", ("path", "unit"), hashlib.sha256()))


def _estranged(actors: Mapping[str, Actor], digest: hashlib._Hash) -> dict[frozenset[str], int]:
    """Pairs of parties that do not arm each other, with the year since when: by war, embargo or broken relations."""
    pairs: dict[frozenset[str], int] = {}
    columns = ("one", "other", "since", "source")
    for where, (one, other, since, source) in _rows("estranged.csv", columns, digest):
        for code in (one, other):
            if code not in actors:
                raise PackError(f"{where()}: {code!r} is not in actors.csv")
        pair = frozenset((one, other))
        if len(pair) < 2 or pair in pairs:
            raise PackError(f"{where()}: {one!r} and {other!r} stand twice")
        if not (since.isdigit() and len(since) == 4 and source):
            raise PackError(f"{where()}: {one!r} and {other!r} need the year since when, and a source")
        pairs[pair] = int(since)
    return pairs


def _places(actors: Mapping[str, Actor], digest: hashlib._Hash) -> dict[str, PlaceEntry]:
    """The places listed by hand, then the cities of the gazetteer."""
    places: dict[str, PlaceEntry] = {}
    columns = ("name", "country", "latitude", "longitude", "kind", "disputed", "source", "note")
    for where, (name, country, north, east, kind, claimed, source, _note) in _rows("places.csv", columns, digest):
        if kind not in PLACE_KINDS:
            raise PackError(f"{where()}: kind {kind!r} is not known; use one of {', '.join(PLACE_KINDS)}")
        if source not in PLACE_SOURCES:
            raise PackError(f"{where()}: source {source!r} is not known; use one of {', '.join(PLACE_SOURCES)}")
        disputed = tuple(claimed.split())
        for code in disputed:
            if code not in actors:
                raise PackError(f"{where()}: {code!r}, who claims {name!r}, is not in actors.csv")
        latitude, longitude = _degrees(where, name, north, east)
        _add(places, actors, where, PlaceEntry(name, country or None, latitude, longitude, kind, disputed))
    head = ("name", "country", "latitude", "longitude", "population")
    for where, (name, country, north, east, people) in _rows("cities.csv", head, digest):
        latitude, longitude = _degrees(where, name, north, east)
        _add(places, actors, where, PlaceEntry(name, country, latitude, longitude, "city", (), int(people)))
    for where, (name, holder, _since) in _rows("holders.csv", ("place", "holder", "since"), digest):
        if name not in places or holder not in actors:
            raise PackError(f"{where()}: {name!r} is not in places.csv, or {holder!r} not in actors.csv")
        places[name] = places[name]._replace(holder=holder)
    return places


def _add(
    places: dict[str, PlaceEntry], actors: Mapping[str, Actor], where: Callable[[], str], place: PlaceEntry
) -> None:
    if place.name in places:
        raise PackError(f"{where()}: place {place.name!r} stands twice")
    if place.country is not None and place.country not in actors:
        raise PackError(f"{where()}: country {place.country!r} of {place.name!r} is not in actors.csv")
    places[place.name] = place


def _degrees(where: Callable[[], str], name: str, north: str, east: str) -> tuple[float, float]:
    try:
        return float(north), float(east)
    except ValueError as error:
        raise PackError(f"{where()}: {name!r} needs degrees north and east") from error


def _rows(name: str, columns: tuple[str, ...], digest: hashlib._Hash) -> Iterator[tuple[Callable[[], str], list[str]]]:
    """Rows of a list, each with what tells where it stands; the bytes of the list go into `digest`."""
    data = (files("armstrail.vocabulary") / name).read_bytes()
    digest.update(data)
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    head = next(reader, [])
    if tuple(head) != columns:
        raise PackError(f"vocabulary/{name}: columns must be {', '.join(columns)}, got {head}")

    def where() -> str:
        return f"vocabulary/{name}:{reader.line_num}"

    for row in reader:
        if len(row) != len(columns):
            if not row:
                continue  # an empty line
            raise PackError(f"{where()}: the row has not {len(columns)} columns")
        yield where, [value.strip() for value in row]
