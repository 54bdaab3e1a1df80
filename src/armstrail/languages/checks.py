"""Read the files of a pack and hold them to the schema: what is wrong is named by file, key and form."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from armstrail.languages.cases import ROLES, SUBJECT
from armstrail.languages.expand import expand, with_lists
from armstrail.languages.lexicon import Entry
from armstrail.languages.schema import ACTOR_KEYS, SCHEMA, Shape
from armstrail.model.errors import PackError
from armstrail.model.terms import SOURCE_TYPES
from armstrail.vocabulary import Vocabulary


def read_entries(
    lang: str, pack: Mapping[str, dict[str, Any]], signs: Mapping[str, Any], vocabulary: Vocabulary
) -> tuple[list[Entry], dict[str, Any]]:
    """All forms of a pack with what they stand for, and its settings by `file.key`.

    Args:
        pack: what its files say, by their names.
        signs: the currency signs and codes that all languages share.
    Raises:
        PackError: a key missing, unknown or misspelt, a form that is not NFC, stands twice in a list or under two
            values of one class.
    """
    settings: dict[str, Any] = {}
    entries: list[Entry] = []
    for name, keys in SCHEMA.items():
        where = f"languages/{lang}/{name}.toml"
        raw = pack[name]
        if name == "actors":
            entries += _actors(where, raw, vocabulary)
        elif name == "places":
            entries += _places(where, raw, vocabulary)
        else:
            found, values = _section(where, name, keys, raw, vocabulary)
            entries += found
            settings |= values
    entries += [
        Entry(form, "quantities.currency_signs", code)
        for code, forms in signs["currency_signs"].items()
        for form in forms
    ]
    entries += [Entry(code, "quantities.currency_codes", code) for code in signs["currency_codes"]["codes"]]
    entries += [Entry(model.form, "models", model.form) for model in vocabulary.models.values()]
    _refuse_contradictions(lang, entries)
    return entries, settings


def read_toml(file: Traversable) -> dict[str, Any]:
    """One file of data.

    Raises:
        PackError: it is missing or no TOML, or names a list that it does not hold.
    """
    where = f"languages/{'/'.join(str(file).split('/')[-2:])}"
    if not file.is_file():
        raise PackError(f"{where} is missing; every language has the same files")
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{where} is not valid TOML: {error}") from error
    return with_lists(raw, where)


def _section(
    where: str, name: str, keys: Mapping[str, Shape], raw: dict[str, Any], vocabulary: Vocabulary
) -> tuple[list[Entry], dict[str, Any]]:
    """Check one file against its schema; give its entries and its settings."""
    none = raw.pop("none", {})
    flat: dict[str, Any] = {}
    for key, value in raw.items():
        nested = isinstance(value, dict) and any(wanted.startswith(f"{key}.") for wanted in keys)
        flat |= {f"{key}.{sub}": part for sub, part in value.items()} if nested else {key: value}
    for key in flat.keys() - keys.keys():
        raise PackError(f"{where}: {key!r} is not known; keys are {', '.join(keys)}")
    entries: list[Entry] = []
    settings: dict[str, Any] = {}
    for key, shape in keys.items():
        if key not in flat:
            raise PackError(f"{where}: {key!r} is missing")
        place, value = f"{where}: {key}", flat[key]
        if value in ([], {}) and key not in none:
            raise PackError(f"{place} is empty; fill it or say why under [none]")
        cls = f"{name}.{key}"
        if isinstance(shape, tuple):
            entries += _table(place, cls, shape[1], value, vocabulary)
        elif shape == "forms":
            entries += [Entry(form, cls, "") for form in _forms(place, value)]
        elif shape == "pairs":
            entries += _pairs(place, cls, value)
        else:
            settings[cls] = _setting(place, shape, value)
    return entries, settings


def _setting(place: str, shape: str, value: Any) -> Any:
    kinds: dict[str, type[Any]] = {
        "text": str, "flag": bool, "count": int, "letters": dict, "endings": dict, "marks": list
    }  # fmt: skip
    if not isinstance(value, kinds[shape]):
        raise PackError(f"{place} must be a {shape}, got {value!r}")
    if shape == "letters" and any(len(a) != 1 or len(b) != 1 or b in value for a, b in value.items()):
        raise PackError(f"{place}: a fold must turn one letter into one letter that is not folded itself")
    if shape == "endings":
        return {role: _endings(f"{place}.{role}", role, pairs) for role, pairs in value.items()}
    return tuple(_forms(place, value)) if shape == "marks" else value


def _endings(place: str, role: str, value: Any) -> list[str]:
    if role not in (*ROLES, SUBJECT):
        raise PackError(f"{place} is not known; use one of {', '.join((*ROLES, SUBJECT))}")
    pairs = list(_forms(place, value))
    for pair in pairs:
        if pair.count(":") != 1 or len(set(pair.split(":"))) == 1:
            raise PackError(f"{place}: {pair!r} needs the subject's ending and the other one, as in 'а:ы'")
    return pairs


def _table(place: str, cls: str, wanted: tuple[str, ...] | None, value: Any, vocabulary: Vocabulary) -> Iterator[Entry]:
    if not isinstance(value, dict):
        raise PackError(f"{place} must be a table, got {value!r}")
    if cls in ("items.nouns", "items.weak"):
        wanted = tuple(vocabulary.items)
    if wanted is not None and (unknown := value.keys() - set(wanted)):
        raise PackError(f"{place}: {sorted(unknown)[0]!r} is not known; use one of {', '.join(wanted)}")
    for key, forms in value.items():
        for form in _forms(f"{place}.{key}", forms):
            yield Entry(form, cls, key)


def _pairs(place: str, cls: str, value: Any) -> Iterator[Entry]:
    separators: dict[str, list[str]] = {}
    for pair in _forms(place, value):
        opener, colon, separator = pair.partition(":")
        if not (colon and opener and separator):
            raise PackError(f"{place}: {pair!r} needs an opener and its separator, as in 'between:and'")
        separators.setdefault(opener, []).append(separator)
    for opener, closers in separators.items():
        yield Entry(opener, cls, "|".join(closers))


def _forms(place: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        raise PackError(f"{place} must be a list of forms, got {value!r}")
    seen: set[str] = set()
    entries: set[str] = set()
    for raw in value:
        if not isinstance(raw, str) or not raw:
            raise PackError(f"{place}: {raw!r} is no form; write words between quotation marks")
        if raw in entries:
            raise PackError(f"{place}: {raw!r} stands twice; delete one")
        entries.add(raw)
        for form in expand(raw, place):
            if not unicodedata.is_normalized("NFC", form):
                raise PackError(f"{place}: {form!r} is not in Unicode NFC")
            if form not in seen:
                seen.add(form)
                yield form


def _actors(where: str, raw: dict[str, Any], vocabulary: Vocabulary) -> Iterator[Entry]:
    sources = raw.pop("sources", {})
    for source_type, table in sources.items():
        if source_type not in SOURCE_TYPES:
            raise PackError(f"{where}: sources.{source_type} is no source type; use one of {', '.join(SOURCE_TYPES)}")
        for form in _forms(f"{where}: sources.{source_type}", table.get("names", [])):
            yield Entry(form, f"sources.{source_type}", "")
    for code, table in raw.items():
        if code not in vocabulary.actors:
            raise PackError(f"{where}: actor {code!r} is not in vocabulary/actors.csv")
        if unknown := table.keys() - set(ACTOR_KEYS):
            raise PackError(f"{where}: {code}.{sorted(unknown)[0]} is not known; keys are {', '.join(ACTOR_KEYS)}")
        for key, forms in table.items():
            for form in _forms(f"{where}: {code}.{key}", forms):
                yield Entry(form, f"actors.{key}", code)


def _places(where: str, raw: dict[str, Any], vocabulary: Vocabulary) -> Iterator[Entry]:
    for name, forms in raw.items():
        if name not in vocabulary.places:
            raise PackError(f"{where}: place {name!r} is not in vocabulary/places.csv")
        for form in _forms(f"{where}: {name}", forms):
            yield Entry(form, "places", name)


# Values of one class that a form may share, because position or company decides between them.
_MAY_SHARE = (
    "quantities.hedges_before", "quantities.hedges_after", "quantities.not_quantity", "grammar.", "acts.", "cues.",
    "places", "actors.ambiguous", "quantities.rates",
)  # fmt: skip


def _refuse_contradictions(lang: str, entries: list[Entry]) -> None:
    held: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.cls.startswith(_MAY_SHARE):
            continue
        group = "actors" if entry.cls.startswith("actors.") else entry.cls
        key = (group, entry.form)
        before = held.setdefault(key, entry.value)
        if before != entry.value:
            raise PackError(
                f"languages/{lang}: {entry.form!r} stands under {before!r} and {entry.value!r} of {group}; "
                "keep it in one"
            )
