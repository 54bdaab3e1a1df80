"""Words joined of several nouns: what they are is told by the last (`Minenräumpanzer` is a tank of some kind)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from armstrail.languages.lexicon import Entry
from armstrail.languages.tokens import fold

SHORTEST: Final = 5  # letters of the last part; shorter ones end too many words that are no compounds of theirs
_FIRST: Final = 3  # letters that stand before it at the least

_SURE: Final = ("arms.", "materiel.vehicle", "materiel.explosive")  # Mitarbeiter, Nachrüstung, Spielgerät are no goods


def last_parts(entries: Iterable[Entry], letters: Mapping[str, str]) -> dict[str, str]:
    """The nouns of goods that may end a compound, folded, with the path of each."""
    return {
        fold(form, letters): path
        for form, cls, path in entries
        if cls == "items.nouns" and path.startswith(_SURE) and form.isalpha() and len(form) >= SHORTEST
    }


def path_of_compound(word: str, parts: Mapping[str, str]) -> str | None:
    """The path of the longest noun that ends a word; None where none does."""
    for first in range(_FIRST, len(word) - SHORTEST + 1):
        path = parts.get(word[first:])
        if path is not None:
            return path
    return None
