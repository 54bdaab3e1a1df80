"""Items, actors, models and places: values, loader, and the questions asked of them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from armstrail.model.errors import PackError

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
    """A place: English name, country (None for seas), degrees north and east, kind."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    kind: str


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
    places: dict[str, PlaceEntry] = {}
    for where, row in _rows("places.csv", ("name", "country", "latitude", "longitude", "kind", "note")):
        if row["name"] in places:
            raise PackError(f"{where}: place {row['name']!r} stands twice")
        try:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        except ValueError as error:
            raise PackError(f"{where}: {row['name']!r} needs degrees north and east") from error
        places[row["name"]] = PlaceEntry(row["name"], row["country"] or None, latitude, longitude, row["kind"])
    return Vocabulary(items, actors, models, places, _digest())


def _digest() -> str:
    """SHA-256 (first eight hex digits) of all lists as they stand on disk."""
    found = hashlib.sha256()
    for name in ("items.csv", "actors.csv", "models.csv", "places.csv"):
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
