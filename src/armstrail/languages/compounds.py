"""Words joined of several nouns: what they are is told by the last (`Minenräumpanzer` is a tank of some kind, and so
is 지뢰제거전차)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from armstrail.languages.lexicon import Entry
from armstrail.languages.tokens import fold

SHORTEST: Final = 5  # letters of the last part; shorter ones end too many words that are no compounds of theirs
_OFFICE: Final = 6  # letters of an office that ends a compound
_FIRST: Final = 3  # letters that stand before it at the least
_SYLLABLES: Final = 2  # where letters are written as syllables, of the last part, and before it

_SURE: Final = ("arms.", "materiel.vehicle", "materiel.explosive")  # Mitarbeiter, Nachrüstung, Spielgerät are no goods


def last_parts(entries: Iterable[Entry], letters: Mapping[str, str]) -> dict[str, str]:
    """The nouns of goods that may end a compound, folded, with the path of each."""
    return {
        fold(form, letters): path
        for form, cls, path in entries
        if cls == "items.nouns" and path.startswith(_SURE) and form.isalpha() and len(form) >= shortest(form)
    }


def last_parts_of_offices(entries: Iterable[Entry], letters: Mapping[str, str]) -> dict[str, str]:
    """The nouns of who can speak that may end a compound (`Aufsichtsbehörde`), folded, with the source type of each."""
    return {
        fold(form, letters): source_type
        for form, cls, source_type in entries
        if cls == "cues.institutions" and form.isalpha() and form[0].isupper() and len(form) >= _OFFICE
    }


def value_of_compound(word: str, parts: Mapping[str, str]) -> str | None:
    """What the longest noun that ends a word says, its path or type; None where none ends it."""
    for first in range(min(_FIRST, shortest(word)), len(word) - shortest(word) + 1):
        value = parts.get(word[first:])
        if value is not None:
            return value
    return None


def shortest(word: str) -> int:
    """How short the last part of a compound may be, in the script of a word."""
    return _SYLLABLES if "\uac00" <= word[-1:] <= "\ud7a3" else SHORTEST
