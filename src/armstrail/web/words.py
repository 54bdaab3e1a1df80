"""The words of the pages in one language: data in `wording/`, and its one loader."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from armstrail.model.errors import PackError

REFERENCE: Final = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Words by their dotted keys."""

    language: str
    rows: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The words under a key, with values in their places."""
        return self.rows[key].format(**values)

    def find(self, key: str) -> str | None:
        """The words under a key, None where there are none."""
        return self.rows.get(key)


@cache
def load_words(language: str) -> Words:
    """The words of a language, held against those of the reference.

    Raises:
        PackError: no such language, a key missing, unknown, or with other places for values; names file and key.
    """
    reference = _read(REFERENCE)
    if language == REFERENCE:
        return Words(language, reference)
    rows = _read(language)
    for key in sorted(reference.keys() ^ rows.keys()):
        trouble = "is missing" if key in reference else "is not known; take it out"
        raise PackError(f"web/wording/{language}.toml: {key} {trouble}")
    for key, words in rows.items():
        if _fields(words) != _fields(reference[key]):
            raise PackError(
                f"web/wording/{language}.toml: {key} must have the places {sorted(_fields(reference[key]))}"
            )
    return Words(language, rows)


def languages() -> tuple[str, ...]:
    """The languages in which the pages speak."""
    names = (each.name for each in (files("armstrail.web") / "wording").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def _read(language: str) -> dict[str, str]:
    if language not in languages():
        raise PackError(f"the workspace has no words in {language!r}; use one of {', '.join(languages())}")
    text = (files("armstrail.web") / "wording" / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text), language))


def _flat(table: Mapping[str, Any], language: str, start: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            rows += _flat(value, language, f"{start}{name}.")
        elif isinstance(value, str) and value:
            rows.append((f"{start}{name}", value))
        else:
            raise PackError(f"web/wording/{language}.toml: {start}{name} must be words")
    return rows
