"""The words of a brief in one language: data in `wording/`, and its one loader."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from babel import Locale, UnknownLocaleError

from armstrail.model import terms
from armstrail.model.errors import PackError
from armstrail.model.estimate import ALARMS, CONFIDENCES
from armstrail.model.finding import ASIDE_REASONS, STAGES
from armstrail.model.ground import GROUNDS, read_ground

REFERENCE: Final = "en"
_COUNTED: Final = 201  # by then every form of counting has come up but for those of millions
_TERMS: Final = {
    "source_type": terms.SOURCE_TYPES, "kind": terms.KINDS, "tag": terms.STATUSES, "manner": terms.MODALITIES,
    "said": terms.MODALITIES, "measure": terms.MEASURES, "stance": terms.STANCES, "basis": terms.BASES,
    "reason": terms.MISS_REASONS, "hedge": terms.HEDGES, "stage": STAGES, "confidence": CONFIDENCES,
    "caution": ALARMS, "aside": ASIDE_REASONS, "ground": GROUNDS,
    "unit": tuple(unit for unit in terms.COUNTS if unit != "percent"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """Words by their dotted keys. `nouns` have one form for each plural category of CLDR; `items` are all
    item paths in the order of the brief."""

    language: str
    locale: Locale
    words: Mapping[str, str]
    nouns: Mapping[str, Mapping[str, str]]
    items: tuple[str, ...]

    def say(self, key: str, **values: str) -> str:
        """The words under `key` with the values put in their places."""
        return self.words[key].format(**values)

    def find(self, key: str) -> str | None:
        """The words under `key`, or None where the language data has no such row."""
        return self.words.get(key)

    def noun(self, key: str, count: float) -> str:
        """The noun under `key` in the form that goes with `count`."""
        forms = self.nouns[key]
        return forms.get(self.locale.plural_form(count), forms["other"])

    def ground(self, line: str) -> str:
        """Why something was held to be so (`model.ground`), in words; a code that has none stands as it is."""
        code, told = read_ground(line)
        words = self.find(f"ground.{code}")
        return words.format(*told) if words else line

    def part(self, table: str) -> dict[str, str]:
        """The rows of one table by their keys inside it."""
        start = table + "."
        return {key.removeprefix(start): words for key, words in self.words.items() if key.startswith(start)}


def languages() -> tuple[str, ...]:
    """The languages a brief can be written in."""
    names = (entry.name for entry in (files("armstrail.publishing") / "wording").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_wording(language: str) -> Wording:
    """The words of a brief in `language`.

    Raises:
        PackError: there is no such language, or its file has a key missing, unknown or with other places
            to fill than English has; names file and key.
    """
    if language not in languages():
        raise PackError(f"a brief cannot be written in {language!r} yet; choose one of {', '.join(languages())}")
    wording = check_wording(language, _table(f"wording/{language}"))
    if language != REFERENCE:
        compare_wording(wording, check_wording(REFERENCE, _table(f"wording/{REFERENCE}")))
    return wording


def load_articles() -> dict[str, frozenset[str]]:
    """The articles that a language sets before names, by the language of the document."""
    return {language: frozenset(words) for language, words in _table("articles").items()}


def check_wording(language: str, table: Mapping[str, Any]) -> Wording:
    """Turn the table of a wording file into its value.

    Raises:
        PackError: no locale that CLDR knows, a noun without the form `other` or with a form its language
            does not have, a term of the claim model without words; names file and key.
    """
    where = f"publishing/wording/{language}.toml"
    try:
        locale = Locale.parse(str(table.get("locale")))
    except (UnknownLocaleError, ValueError) as error:
        raise PackError(f"{where}: key 'locale' must name a CLDR locale, such as {language!r}") from error
    words: dict[str, str] = {}
    nouns: dict[str, Mapping[str, str]] = {}
    for name, rows in table.items():
        if not isinstance(rows, Mapping):
            if name != "locale":
                raise PackError(f"{where}: key {name!r} is not known; words stand in tables")
            continue
        for key, value in rows.items():
            if isinstance(value, str):
                words[f"{name}.{key}"] = value
            else:
                nouns[f"{name}.{key}"] = _check_forms(f"{where}: key '{name}.{key}'", value, locale)
    for name, known in _TERMS.items():
        for term in known:
            if f"{name}.{term}" not in words and f"{name}.{term}" not in nouns:
                raise PackError(f"{where}: key '{name}.{term}' is missing; add a row for it")
    return Wording(language, locale, words, nouns, tuple(key[5:] for key in words if key.startswith("item.")))


def plurals(locale: Locale) -> frozenset[str]:
    """The plural categories of CLDR that whole numbers up to some hundreds come into in a language, and `other`."""
    return _plurals(str(locale))


@cache
def _plurals(name: str) -> frozenset[str]:
    return frozenset({"other", *map(Locale.parse(name).plural_form, range(_COUNTED))})


def _table(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((files("armstrail.publishing") / f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"publishing/{name}.toml: {error}") from error


def _check_forms(where: str, forms: object, locale: Locale) -> Mapping[str, str]:
    allowed = {*locale.plural_form.tags, "other"}
    if not isinstance(forms, dict) or "other" not in forms or not all(isinstance(form, str) for form in forms.values()):
        raise PackError(f"{where} needs words, or forms of a noun with 'other' among them")
    for category in forms.keys() - allowed:
        raise PackError(f"{where} has the form {category!r}; this language has {', '.join(sorted(allowed))}")
    for category in sorted(plurals(locale) - forms.keys()):
        raise PackError(
            f"{where} lacks the form {category!r}; this language counts in {', '.join(sorted(plurals(locale)))}"
        )
    return forms


def compare_wording(wording: Wording, reference: Wording) -> None:
    where = f"publishing/wording/{wording.language}.toml"
    for got, wanted in ((wording.words, reference.words), (wording.nouns, reference.nouns)):
        for key in got.keys() - wanted.keys():
            raise PackError(f"{where}: key {key!r} is not known; remove it, or add it to {REFERENCE}.toml too")
        for key in wanted.keys() - got.keys():
            raise PackError(f"{where}: key {key!r} is missing; {REFERENCE}.toml has {wanted[key]!r}")
    for key, words in wording.words.items():
        odd = _places(words) - _places(reference.words[key]) - {"currency", "code"}
        if odd:
            raise PackError(f"{where}: key {key!r} has the place {odd.pop()!r}, which nothing fills")


def _places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
