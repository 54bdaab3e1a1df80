"""A language as the extraction asks it, and the door that loads it: compiled from its files, or as kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from armstrail.languages import store
from armstrail.languages.cases import cases_of
from armstrail.languages.checks import read_entries, read_toml
from armstrail.languages.compounds import last_parts, last_parts_of_offices
from armstrail.languages.gatewords import GateWords, gate_words
from armstrail.languages.hangul import Cutter, Stems, stems_of
from armstrail.languages.lexicon import Lexicon, gather
from armstrail.languages.parted import with_first_parts
from armstrail.languages.polite import with_polite
from armstrail.languages.schema import SCHEMA
from armstrail.languages.tokens import Cutting, fold, tokenize
from armstrail.vocabulary import Vocabulary

Plain = dict[str, Any]
# forms asked for one by one
_LOOKED_UP = (
    "numbers.", "grammar.", "quantities.separators", "quantities.currency_signs", "quantities.hedges_before",
    "actors.names",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """One language, checked: its marks and flags by `file.key`, all its forms in one lexicon, and the same
    forms by class (form -> value) for what is looked up inside a word. `digest` tells one state of the
    data from another."""

    lang: str
    cutting: Cutting
    settings: Mapping[str, Any]
    lexicon: Lexicon
    gate_words: GateWords
    tables: Mapping[str, Mapping[str, str]]
    frames: Mapping[str, Mapping[str, str]]
    vocabulary: Vocabulary
    digest: str
    currency_families: Mapping[str, tuple[str, ...]]  # by currency, those that go by the same name
    acts: frozenset[str]  # the classes of verbs and nouns of action, one for each frame
    _marks: Mapping[str, frozenset[str]]

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
        return self._marks[key]


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

    What was checked and compiled once is read back from beside the sources while they stay as they are.

    Raises:
        PackError: a file or key missing, unknown or misspelt, a form that is not NFC or stands under two
            values of one class; names file, key and form.
    """
    root = files("armstrail.languages")
    folder, common = root / lang, root / "common"
    key = store.digest_of(
        [vocabulary.digest.encode(), *store.contents(root, ".py"), *store.contents(common), *store.contents(folder)]
    )
    return _pack_of(lang, store.kept(folder, key, lambda: _compile(lang, folder, common, vocabulary)), vocabulary)


def read_pack(lang: str, folder: Traversable, common: Traversable, vocabulary: Vocabulary) -> LanguagePack:
    """A pack from any folder, always from its sources; see `load_pack`."""
    return _pack_of(lang, _compile(lang, folder, common, vocabulary), vocabulary)


def _compile(lang: str, folder: Traversable, common: Traversable, vocabulary: Vocabulary) -> Plain:
    """A pack as plain values that can be stored."""
    raw = {name: read_toml(folder / f"{name}.toml") for name in SCHEMA}
    signs, frames = read_toml(common / "signs.toml"), read_toml(common / "frames.toml")["frames"]
    state = json.dumps([raw, signs, frames, vocabulary.digest], sort_keys=True)
    entries, settings = read_entries(lang, raw, signs, vocabulary)
    entries = list(with_first_parts(entries))
    cutting = _cutting_of(settings, None)
    stems = None
    if settings["script.script"] == "hang":
        entries = list(with_polite(entries))
        stems = stems_of(
            ((entry.cls, fold(entry.form, cutting.fold)) for entry in entries),
            settings["script.particles"],
            settings["numbers.ordinal_suffixes"],
            partial(tokenize, cutting=cutting),
        )
        cutting = _cutting_of(settings, stems)
    tables: dict[str, dict[str, str]] = {}
    for entry in entries:
        if entry.cls.startswith(_LOOKED_UP):
            tables.setdefault(entry.cls, {})[fold(entry.form, cutting.fold)] = entry.value
    endings = settings.pop("grammar.case_endings")
    tables["cases"] = {
        " ".join(token.form for token in tokenize(form, cutting)): roles
        for form, roles in cases_of(raw["actors"], raw["cues"]["institutions"], endings)
    }
    if settings["script.compounds"]:
        tables["compounds"] = last_parts(entries, cutting.fold)
        tables["compounds.offices"] = last_parts_of_offices(entries, cutting.fold)
    return {
        "settings": settings,
        "stems": stems,
        "forms": gather(entries, cutting),
        "gate_words": gate_words(entries, cutting.fold, vocabulary),
        "tables": tables,
        "frames": frames,
        "families": {code: tuple(kin) for kin in signs["currency_families"].values() for code in kin},
        "digest": hashlib.sha256(state.encode()).hexdigest()[:8],
    }


def _pack_of(lang: str, plain: Plain, vocabulary: Vocabulary) -> LanguagePack:
    settings = plain["settings"]
    return LanguagePack(
        lang=lang,
        cutting=_cutting_of(settings, plain["stems"]),
        settings=settings,
        lexicon=Lexicon(plain["forms"]),
        gate_words=GateWords(plain["gate_words"], settings["script.fold"], frozenset(settings["script.particles"])),
        tables=plain["tables"],
        frames=plain["frames"],
        vocabulary=vocabulary,
        digest=plain["digest"],
        currency_families=plain["families"],
        acts=frozenset(f"acts.{frame}" for frame in plain["frames"]),
        _marks={key: frozenset(value) for key, value in settings.items() if isinstance(value, tuple)},
    )


def _cutting_of(settings: Mapping[str, Any], stems: Stems | None) -> Cutting:
    return Cutting(
        fold=settings["script.fold"],
        elision=frozenset(fold(word, {}) for word in settings["script.elision"]),
        enclitics=frozenset(fold(word, {}) for word in settings["script.enclitics"]),
        apostrophe_inside=settings["script.apostrophe_inside"],
        part=Cutter(stems).cut if stems is not None else None,
    )
