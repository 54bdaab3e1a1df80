"""Load a pack, hold it to the schema, and make its lexicon."""

from __future__ import annotations

import hashlib
import json
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from armstrail.languages.expand import expand
from armstrail.languages.hangul import cutter
from armstrail.languages.lexicon import Entry, Lexicon
from armstrail.languages.schema import ACTOR_KEYS, SCHEMA, Shape
from armstrail.languages.tokens import Cutting, fold, tokenize
from armstrail.model.errors import PackError
from armstrail.model.terms import SOURCE_TYPES
from armstrail.vocabulary import Vocabulary

_LOOKED_UP = (
    "numbers.",
    "grammar.",
    "quantities.separators",
    "quantities.currency_signs",
    "actors.names",
)  # forms asked for one by one


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """One language, checked: its marks and flags by `file.key`, all its forms in one lexicon, and the same
    forms by class (form -> value) for what is looked up inside a word. `digest` tells one state of the
    data from another."""

    lang: str
    cutting: Cutting
    settings: Mapping[str, Any]
    lexicon: Lexicon
    tables: Mapping[str, Mapping[str, str]]
    frames: Mapping[str, Mapping[str, str]]
    vocabulary: Vocabulary
    digest: str

    def text(self, key: str) -> str:
        """A setting that is one string."""
        return str(self.settings[key])

    def flag(self, key: str) -> bool:
        """A setting that is true or false."""
        return bool(self.settings[key])

    def table(self, cls: str) -> Mapping[str, str]:
        """The forms of one class, folded, with what each stands for."""
        return self.tables.get(cls, {})

    def marks(self, key: str) -> frozenset[str]:
        """A setting that is a list of strings."""
        return frozenset(self.settings[key])


class Packs(Mapping[str, LanguagePack]):
    """All packs by language code, each loaded when it is first asked for: ten take a second, one a tenth."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        root = files("armstrail.languages")
        self._vocabulary = vocabulary
        self._names = sorted(folder.name for folder in root.iterdir() if _is_whole(folder))
        self._loaded: dict[str, LanguagePack] = {}

    def __getitem__(self, lang: str) -> LanguagePack:
        if lang not in self._loaded:
            if lang not in self._names:
                raise KeyError(lang)
            self._loaded[lang] = load_pack(lang, self._vocabulary)
        return self._loaded[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _is_whole(folder: Traversable) -> bool:
    """Whether a folder holds every file of a pack; one still being written is no language yet."""
    return all((folder / f"{name}.toml").is_file() for name in SCHEMA)


def load_packs(vocabulary: Vocabulary) -> Packs:
    """All packs by language code.

    Raises:
        PackError: when a pack is first asked for that has a gap; names file, key and form.
    """
    return Packs(vocabulary)


def load_pack(lang: str, vocabulary: Vocabulary) -> LanguagePack:
    """The one door to a language's data.

    Raises:
        PackError: a file or key missing, unknown or misspelt, a form that is not NFC or stands under two
            values of one class; names file, key and form.
    """
    root = files("armstrail.languages")
    return read_pack(lang, root / lang, root / "common", vocabulary)


def read_pack(lang: str, folder: Traversable, common: Traversable, vocabulary: Vocabulary) -> LanguagePack:
    """A pack from any folder; see `load_pack`."""
    raw = {name: _read(folder / f"{name}.toml") for name in SCHEMA}
    state = json.dumps([raw, vocabulary.digest], sort_keys=True)
    settings: dict[str, Any] = {}
    entries: list[Entry] = []
    for name, keys in SCHEMA.items():
        where = f"languages/{lang}/{name}.toml"
        if name == "actors":
            entries += _actors(where, raw[name], vocabulary)
        elif name == "places":
            entries += _places(where, raw[name], vocabulary)
        else:
            found, values = _section(where, name, keys, raw[name], vocabulary)
            entries += found
            settings |= values
    signs = _read(common / "signs.toml")
    entries += [
        Entry(form, "quantities.currency_signs", code)
        for code, forms in signs["currency_signs"].items()
        for form in forms
    ]
    entries += [Entry(code, "quantities.currency_codes", code) for code in signs["currency_codes"]["codes"]]
    entries += [Entry(model.form, "models", model.form) for model in vocabulary.models.values()]
    cutting = Cutting(
        fold=settings["script.fold"],
        elision=frozenset(fold(word, {}) for word in settings["script.elision"]),
        enclitics=frozenset(fold(word, {}) for word in settings["script.enclitics"]),
        apostrophe_inside=settings["script.apostrophe_inside"],
    )
    _refuse_contradictions(lang, entries)
    if settings["script.script"] == "hang":
        words = cutter(
            ((entry.cls, fold(entry.form, cutting.fold)) for entry in entries),
            settings["script.particles"],
            settings["numbers.ordinal_suffixes"],
            partial(tokenize, cutting=cutting),
        )
        cutting = replace(cutting, part=words.cut)
    tables: dict[str, dict[str, str]] = {}
    for entry in entries:
        if entry.cls.startswith(_LOOKED_UP):
            tables.setdefault(entry.cls, {})[fold(entry.form, cutting.fold)] = entry.value
    frames = _read(common / "frames.toml")["frames"]
    digest = hashlib.sha256(state.encode()).hexdigest()[:8]
    return LanguagePack(lang, cutting, settings, Lexicon(entries, cutting), tables, frames, vocabulary, digest)


def _read(file: Traversable) -> dict[str, Any]:
    where = f"languages/{'/'.join(str(file).split('/')[-2:])}"
    if not file.is_file():
        raise PackError(f"{where} is missing; every language has the same files")
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{where} is not valid TOML: {error}") from error


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
    kinds: dict[str, type[Any]] = {"text": str, "flag": bool, "count": int, "letters": dict, "marks": list}
    if not isinstance(value, kinds[shape]):
        raise PackError(f"{place} must be a {shape}, got {value!r}")
    if shape == "letters" and any(len(a) != 1 or len(b) != 1 for a, b in value.items()):
        raise PackError(f"{place}: a fold must turn one letter into one letter")
    return tuple(_forms(place, value)) if shape == "marks" else value


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
    for raw in value:
        if not isinstance(raw, str) or not raw:
            raise PackError(f"{place}: {raw!r} is no form; write words between quotation marks")
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
