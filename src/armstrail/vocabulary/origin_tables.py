"""The one loader of the registry of origins: strict about every key, since a typo would make two voices of one."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from armstrail.model.errors import BadValue, PackError
from armstrail.model.origin import Origin, Term
from armstrail.model.period import Period
from armstrail.model.terms import SOURCE_TYPES
from armstrail.vocabulary.origins import Body, Origins, State

_TABLES: Final = ("endings", "bodies", "states", "origins", "persons")
_KEYS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {  # needed, allowed besides
    "bodies": (frozenset({"name", "types", "words"}), frozenset()),
    "states": (frozenset({"names"}), frozenset({"family", "lang", "bodies"})),
    "origins": (frozenset({"name", "aliases"}), frozenset({"type", "home", "family"})),
    "persons": (frozenset({"name", "aliases", "offices"}), frozenset()),
}
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
_STATE: Final = re.compile(r"[A-Z]{2}\Z")
_OFFICE: Final = re.compile(r"(\S+) ([\d-]*)\.\.([\d-]*)\Z")
_OWN: Final = ("origins.toml", "persons.toml")

Table = dict[str, dict[str, Any]]


def load_origins(override: Path | None = None) -> Origins:
    """Read the registry, and a user's own file in the same form over it: an entry with a known key replaces it whole.

    Raises:
        PackError: a key missing, unknown or misspelt, an alias twice in an entry, an office or a date that cannot be;
            names file and line.
    """
    return _shipped() if override is None else _load(override)


@cache
def _shipped() -> Origins:
    return _load(None)


def _load(override: Path | None) -> Origins:
    digest = hashlib.sha256()
    tables: Table = {name: {} for name in _TABLES}
    places: dict[tuple[str, str], Callable[[], str]] = {}
    sources = [(f"vocabulary/{name}", (files("armstrail.vocabulary") / name).read_text("utf-8")) for name in _OWN]
    if override is not None:
        try:
            sources.append((str(override), override.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(f"{override}: cannot be read ({error}); name a TOML file in UTF-8") from error
    for name, text in sources:
        digest.update(text.encode())
        for table, entries in _parsed(name, text).items():
            for key, entry in entries.items():
                places[table, key] = _place(name, text, key)
                _check_entry(places[table, key], table, key, entry)
                tables[table][key] = entry
    return _made(tables, places, digest.hexdigest()[:8])


def _parsed(name: str, text: str) -> Table:
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{name}: not TOML ({error})") from error
    for table, entries in parsed.items():
        if table not in _TABLES:
            raise PackError(f"{name}: table [{table}] is not known; use one of {', '.join(_TABLES)}")
        if not isinstance(entries, dict):
            raise PackError(f"{name}: {table} must be a table")
    return parsed


def _place(name: str, text: str, key: str) -> Callable[[], str]:
    """Where an entry stands, found only when there is something to say of it."""

    def where() -> str:
        found = re.search(rf'^(?:\[\w+\.)?"?{re.escape(key)}"?\s*[=\]]', text, re.M)
        return f"{name}:{text.count(chr(10), 0, found.start()) + 1}" if found else name

    return where


def _check_entry(where: Callable[[], str], table: str, key: str, entry: Any) -> None:
    if table == "endings":
        _strings(where, key, entry)
        return
    if not isinstance(entry, dict):
        raise PackError(f"{where()}: {key} must be a table of keys")
    needed, besides = _KEYS[table]
    for missing in sorted(needed - entry.keys()):
        raise PackError(f"{where()}: {key} lacks {missing!r}")
    for unknown in sorted(entry.keys() - needed - besides):
        raise PackError(f"{where()}: {key} has no key {unknown!r}; use {', '.join(sorted(needed | besides))}")
    if not (_STATE if table == "states" else _CODE).match(key):
        form = "two capitals" if table == "states" else "lower case, digits, - and _"
        raise PackError(f"{where()}: code {key!r} is not in form; use {form}")
    for name in ("aliases", "names", "words", "types", "offices"):
        if name in entry:
            _strings(where, f"{key}.{name}", entry[name])
    for name in ("name", "type", "home", "family", "lang"):
        if name in entry and not (isinstance(entry[name], str) and entry[name]):
            raise PackError(f"{where()}: {key}.{name} must be words, got {entry[name]!r}")


def _strings(where: Callable[[], str], name: str, value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip(" *") for each in value):
        raise PackError(f"{where()}: {name} must be a list of words, none of them empty or only '*'")
    if "names" not in name and "words" not in name and len(set(value)) < len(value):
        twice = next(each for each in value if value.count(each) > 1)
        raise PackError(f"{where()}: {name} has {twice!r} twice; keep it once")


def _made(tables: Table, places: Mapping[tuple[str, str], Callable[[], str]], digest: str) -> Origins:
    bodies: dict[str, Body] = {}
    for code, entry in tables["bodies"].items():
        for kind in entry["types"]:
            if kind not in SOURCE_TYPES:
                raise PackError(f"{places['bodies', code]()}: type {kind!r} of {code} is not known; use one of "
                                f"{', '.join(SOURCE_TYPES)}")  # fmt: skip
        if not entry["types"]:
            raise PackError(f"{places['bodies', code]()}: {code} needs at least one type")
        bodies[code] = Body(code, entry["name"], tuple(entry["types"]), tuple(entry["words"]))
    states = {code: _state(places["states", code], code, entry, bodies) for code, entry in tables["states"].items()}
    origins: dict[str, Origin] = {}
    for code, entry in tables["origins"].items():
        home = entry.get("home")
        family = entry.get("family") or (_family(states, home) if home else code)
        try:
            origins[code] = Origin(code, entry["name"], family, entry.get("type"), home, None, tuple(entry["aliases"]))
        except BadValue as error:
            raise PackError(f"{places['origins', code]()}: {error}") from error
    for code, state in states.items():
        for body, origin in state.bodies.items():
            if origin not in origins and origin != f"{code.lower()}-{body}":
                raise PackError(f"{places['states', code]()}: {origin!r}, the {body} of {code}, is not in [origins]")
    known = Origins(origins, states, bodies)
    for code, entry in tables["persons"].items():
        for office in _offices(places["persons", code], code, entry, known):
            origins[office.code] = office
    return Origins(origins, states, bodies, tuple(tables["endings"].get("hangul", ())), digest)


def _family(states: Mapping[str, State], home: str) -> str:
    return states[home].family if home in states else home.lower()


def _state(where: Callable[[], str], code: str, entry: Mapping[str, Any], bodies: Mapping[str, Body]) -> State:
    chosen = entry.get("bodies", {})
    if not isinstance(chosen, dict) or not all(isinstance(each, str) for each in chosen.values()):
        raise PackError(f"{where()}: {code}.bodies must give an origin for each kind of body")
    for body in chosen:
        if body not in bodies:
            raise PackError(f"{where()}: {code} has no kind of body {body!r}; use one of {', '.join(bodies)}")
    names = tuple(dict.fromkeys(entry["names"]))
    return State(code, entry.get("family", code.lower()), entry.get("lang"), names, chosen)


def _offices(where: Callable[[], str], code: str, entry: Mapping[str, Any], known: Origins) -> list[Origin]:
    """A person as one origin for each office, with all terms in it."""
    terms: dict[str, list[Term]] = {}
    for office in entry["offices"]:
        match = _OFFICE.match(office)
        if match is None:
            raise PackError(f"{where()}: office {office!r} of {code} is not in form; write 'ORIGIN FROM..TO'")
        origin, start, end = match[1], match[2] or None, match[3] or None
        home, _, body = origin.partition("-")
        if origin not in known.origins and not (body in known.bodies and re.fullmatch("[a-z]{2}", home)):
            raise PackError(
                f"{where()}: {code} speaks for {origin!r}, which is neither in [origins] nor a body of a state"
            )
        try:
            if start or end:
                Period(start, end)
        except BadValue as error:
            raise PackError(f"{where()}: office {office!r} of {code}: {error}") from error
        terms.setdefault(origin, []).append(Term(start, end))
    if not terms:
        raise PackError(f"{where()}: {code} needs at least one office")
    return [
        Origin(f"{code}@{origin}", entry["name"], known.family_of(origin), "person", None, origin,
               tuple(entry["aliases"]), tuple(held))
        for origin, held in terms.items()
    ]  # fmt: skip
