"""The words of the pages in one language: data in `wording/`, and its one loader.

A row has places for values, `{name}`. Where words follow a number, its place holds them in each form in which the
language counts, as ICU writes it, with `#` for the number: `{claims, plural, one {# claim} other {# claims}}`.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from babel import Locale
from babel.numbers import format_decimal

from armstrail.model.errors import PackError
from armstrail.publishing.wordbook import plurals

REFERENCE: Final = "en"
_WORDS: Final = r"(?:[^{}]|\{\w+\})*"
_COUNTED: Final = re.compile(rf"\{{(\w+), plural,((?: \w+ \{{{_WORDS}\}})+)\}}")
_FORM: Final = re.compile(rf" (\w+) \{{({_WORDS})\}}")


@dataclass(frozen=True, slots=True)
class Words:
    """Words by their dotted keys."""

    language: str
    rows: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The words under a key, with values in their places; a number that words follow is given as such."""
        words = self.rows[key]
        if ", plural," in words:
            locale = Locale.parse(self.language)
            words = _COUNTED.sub(lambda found: _count(found, values[found[1]], locale), words)
        return words.format(**values)

    def find(self, key: str) -> str | None:
        """The words under a key, None where there are none."""
        return self.rows.get(key)


@cache
def load_words(language: str) -> Words:
    """The words of a language, held against those of the reference.

    Raises:
        PackError: no such language, or whatever `check_words` finds.
    """
    reference = check_words(REFERENCE, _read(REFERENCE))
    return reference if language == REFERENCE else check_words(language, _read(language), reference)


def check_words(language: str, table: Mapping[str, Any], reference: Words | None = None) -> Words:
    """Turn the table of a file into its value.

    Raises:
        PackError: a key missing or unknown; a row with other places, or with other numbers that words follow, than
            that of the reference; a number that lacks a form of counting, or has one that the language does not
            know; a broken row. Names file and key.
    """
    where = f"web/wording/{language}.toml"
    rows = dict(_flat(table, where))
    for key, words in rows.items():
        _check_row(f"{where}: {key}", words, Locale.parse(language))
    if reference is None:
        return Words(language, rows)
    for key in sorted(reference.rows.keys() ^ rows.keys()):
        trouble = "is missing" if key in reference.rows else "is not known; take it out"
        raise PackError(f"{where}: {key} {trouble}")
    for key, words in rows.items():
        for what, find in (("places", _places), ("forms of counting for the places", _numbers)):
            if find(words) != (wanted := find(reference.rows[key])):
                raise PackError(f"{where}: {key} must have the {what} {sorted(wanted)}")
    return Words(language, rows)


def languages() -> tuple[str, ...]:
    """The languages in which the pages speak."""
    names = (each.name for each in (files("armstrail.web") / "wording").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _count(found: re.Match[str], value: object, locale: Locale) -> str:
    """The words for a number in the form that goes with it."""
    if not isinstance(value, int):
        raise TypeError(f"words follow {found[1]}, so it must be a whole number, not {value!r}")
    forms = dict(_FORM.findall(found[2]))
    words = str(forms.get(locale.plural_form(value), forms["other"]))
    return words.replace("#", format_decimal(value, locale=locale))


def _check_row(where: str, words: str, locale: Locale) -> None:
    for found in _COUNTED.finditer(words):
        named = [form for form, _ in _FORM.findall(found[2])]
        if len(named) != len(set(named)) or not plurals(locale) <= set(named) <= {"other", *locale.plural_form.tags}:
            wanted = ", ".join(sorted(plurals(locale)))
            raise PackError(f"{where} counts {found[1]} in {', '.join(named)}; this language counts in {wanted}")
    try:
        broken = not all(name.isidentifier() for name in _places(words))
    except ValueError:
        broken = True
    if broken:
        raise PackError(
            f"{where} has a broken place; write {{name}} or {{name, plural, one {{# ...}} other {{# ...}}}}"
        )


def _numbers(words: str) -> set[str]:
    """The places of a row for numbers that words follow."""
    return {found[1] for found in _COUNTED.finditer(words)}


def _places(words: str) -> set[str]:
    """The places of a row, those of its numbers and those within their forms among them."""
    told = _COUNTED.sub(lambda found: "".join(form for _, form in _FORM.findall(found[2])), words)
    return _numbers(words) | {name for _, name, _, _ in string.Formatter().parse(told) if name is not None}


def _read(language: str) -> dict[str, Any]:
    if language not in languages():
        raise PackError(f"the workspace has no words in {language!r}; use one of {', '.join(languages())}")
    text = (files("armstrail.web") / "wording" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _flat(table: Mapping[str, Any], where: str, start: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            rows += _flat(value, where, f"{start}{name}.")
        elif isinstance(value, str) and value:
            rows.append((f"{start}{name}", value))
        else:
            raise PackError(f"{where}: {start}{name} must be words")
    return rows
