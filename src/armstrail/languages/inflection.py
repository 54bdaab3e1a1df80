"""The forms of a word that is asked for: who searches for one form of it means them all.

A ledger is filed by words as they stand in its texts. What a language does to their endings is applied to the question
instead, so that a better table needs no ledger to be filed anew, and a text whose language nobody knows is found, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from armstrail.languages.checks import read_toml
from armstrail.model.errors import BadValue, PackError
from armstrail.model.words import UNSPACED, Word, cut, fold

MOST_WORDS: Final = 12
_KEYS: Final = ("shortest", "endings", "particles")
_PIECES: Final = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|[^\s"“”„«»]+')


@dataclass(frozen=True, slots=True)
class Inflection:
    """How one language changes its words (`languages/*/inflection.toml`).

    `endings` are rows of folded endings that stand on one stem of at least `shortest` letters. `particles`, the longest
    first, are passed over at the end of a word in a script without spaces.
    """

    lang: str
    shortest: int
    endings: tuple[tuple[str, ...], ...]
    particles: tuple[str, ...]

    def forms(self, word: str) -> Iterator[str]:
        """Every form that a folded word may stand in, by each row that has its ending."""
        for row in self.endings:
            for ending in row:
                if len(word) - len(ending) >= self.shortest and word.endswith(ending):
                    stem = word[: len(word) - len(ending)]
                    yield from (stem + other for other in row if _alike(word, other))

    def bare(self, word: str) -> str:
        """A word without the particle at its end."""
        for particle in self.particles:
            if len(word) - len(particle) >= self.shortest and word.endswith(particle):
                return word[: len(word) - len(particle)]
        return word


@cache
def load_inflections() -> Mapping[str, Inflection]:
    """The tables of all languages, by their codes.

    Raises:
        PackError: a file or key missing, unknown or of another shape; names the file and the key.
    """
    folders = sorted(files("armstrail.languages").iterdir(), key=lambda folder: folder.name)
    return {folder.name: read_inflection(folder) for folder in folders if (folder / "script.toml").is_file()}


def read_inflection(folder: Traversable) -> Inflection:
    """The table of one language.

    Raises:
        PackError: as `load_inflections`.
    """
    where, raw = f"languages/{folder.name}/inflection.toml", read_toml(folder / "inflection.toml")
    for key in sorted(raw.keys() ^ set(_KEYS)):
        trouble = "is missing" if key in _KEYS else f"is not known; use {', '.join(_KEYS)}"
        raise PackError(f"{where}: {key} {trouble}")
    if isinstance(raw["shortest"], bool) or not isinstance(raw["shortest"], int) or raw["shortest"] < 1:
        raise PackError(f"{where}: shortest must be a whole number from 1, got {raw['shortest']!r}")
    if not _is_words(raw["particles"]) or not isinstance(raw["endings"], list):
        raise PackError(f"{where}: endings must be a list of rows, particles a list of strings")
    for row in raw["endings"]:
        if not _is_words(row) or len(set(row)) != len(row) or len(row) < 2:
            raise PackError(f"{where}: a row of endings must hold two different strings or more, got {row!r}")
    rows = tuple(tuple(dict.fromkeys("".join(fold(ending)) for ending in row)) for row in raw["endings"])
    particles = sorted(raw["particles"], key=lambda each: (-len(each), each))
    return Inflection(folder.name, raw["shortest"], rows, tuple(particles))


def _alike(word: str, ending: str) -> bool:
    """Whether an ending is of the script of a word: a Latin stem takes no Cyrillic ending."""
    return not ending or ending.isascii() == word.isascii()


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def read_words(asked: str, lang: str | None = None) -> tuple[Word, ...]:
    """What somebody typed, as the words to look for: all of them, each in any of its forms.

    Words in quotation marks stand as they are, one after another; `artill*` is the beginning of a word.

    Args:
        lang: whose endings to use; None for those of all languages.
    Raises:
        BadValue: no word among the signs, more than `MOST_WORDS`, or a language without a table.
    """
    known = load_inflections()
    if lang is not None and lang not in known:
        raise BadValue(f"language {lang!r} is not known; use one of {', '.join(known)}")
    tables = tuple(known.values()) if lang is None else (known[lang],)
    found = [word for piece in _PIECES.finditer(asked) if (word := _word(piece, tables)) is not None]
    if not found:
        raise BadValue(
            f"there is no word in {asked[:60]!r}; write one, of letters or digits", "no_word", value=asked[:60]
        )
    if len(found) > MOST_WORDS:
        raise BadValue(
            f"{len(found)} words are asked for; ask for at most {MOST_WORDS}",
            "many_words",
            count=len(found),
            most=MOST_WORDS,
        )
    return tuple(found)


def _word(piece: re.Match[str], tables: Iterable[Inflection]) -> Word | None:
    """One word, or one row of words, of a question."""
    written, quoted = piece.group(), piece.group(1)
    if quoted is not None:
        row = _row(quoted)
        return Word((row,)) if row else None
    begins = written.endswith("*")
    if begins:
        row = _row(written)
        return Word((row,), begins=True) if row else None
    bare = written
    for table in tables:
        bare = min(bare, table.bare(written.rstrip(".,;:!?)]}")), key=len) if table.particles else bare
    row = _row(bare)
    if not row:
        return None
    if len(row) == 1 and not UNSPACED.match(row[0]):
        forms = dict.fromkeys([row[0], *(form for table in tables for form in table.forms(row[0]))])
        return Word(tuple((form,) for form in forms))
    return Word((row,), begins=len(row[-1]) == 1 and UNSPACED.match(row[-1]) is not None)


def _row(words: str) -> tuple[str, ...]:
    """Words as a row of terms: of each run in a script without spaces the pairs, not the last sign of them."""
    cuts = list(cut(words))
    return tuple(
        each.term
        for at, each in enumerate(cuts)
        if not (at and len(each.term) == 1 and cuts[at - 1].end == each.end and cuts[at - 1].start < each.start)
    )
