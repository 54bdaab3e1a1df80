"""Cut words of scripts that glue particles to their stems: 북한이 → 북한 + 이, 1만2000여명을 → … 여 + 명 + 을.

Only stems the pack knows are cut off, and only where the whole word is told by it: an unknown word stays
whole, and so does a name that happens to end like a particle (우크라이나).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, Final

from armstrail.languages.tokens import Token, token_of

Pieces = tuple[str, ...]
Stems = dict[str, Any]
_Row = Callable[[str], Pieces | None]

_RUNS: Final = re.compile("[가-힣]+|[^가-힣]+")
# Classes in which a stem of one syllable stands beside itself with a particle: 군, 군은.
_WITH_PARTICLES: Final = ("cues.institutions", "grammar.")
_REMEMBERED: Final = 1 << 15
_ABOUT: Final = "여"  # 1만여 명: stands between the number and its counter

# Classes whose forms stand right behind digits, and those whose forms are names and never part.
_BEHIND_DIGITS: Final = (
    "numbers.major", "numbers.minor", "numbers.ordinal_suffixes", "quantities.units", "quantities.currencies",
    "items.weak", "quantities.not_quantity", "quantities.percent", "quantities.hedges_after", "quantities.times",
    "quantities.contents", "quantities.rates", "dates.year_after", "dates.day_after",
)  # fmt: skip
_WHOLE: Final = ("actors.", "places", "items.nouns", "models", "sources.", "quantities.currencies", "quantities.units")
_NUMERALS: Final = ("numbers.vague", "numbers.ranged", "numbers.units", "numbers.collectives")
_SCALES: Final = ("numbers.minor", "numbers.major")
_SMALL: Final = (
    "grammar.",
    "quantities.share_of",
    "quantities.skip",
    "quantities.contents",
    "dates.",
    "cues.according",
)


def stems_of(
    forms: Iterable[tuple[str, str]],
    particles: Iterable[str],
    behind_digits: Iterable[str],
    tokens_of: Callable[[str], list[Token]],
) -> Stems:
    """The stems, counters and particles of one pack, from its forms: plain values that can be stored.

    Args:
        forms: class and form, all of the pack.
        particles: what may stick to a stem, in rows.
        behind_digits: marks of the pack that follow digits and stand in no table.
        tokens_of: cuts a form at spaces and signs only.
    """
    classes: dict[str, set[str]] = {}
    single: dict[str, set[str]] = {}
    for cls, form in forms:
        if form.isascii():
            continue
        tokens = tokens_of(form)
        words = [run for token in tokens if token.kind == "w" for run in _RUNS.findall(token.form) if _has(run)]
        for word in words:
            classes.setdefault(word, set()).add(cls)
        if len(tokens) == 1 and words == [form]:
            single.setdefault(form, set()).add(cls)
    first_letters: dict[str, list[str]] = {}
    for particle in sorted(particles, key=lambda p: (-len(p), p)):
        first_letters.setdefault(particle[0], []).append(particle)
    row = partial(_row, first_letters)
    numerals = {word for word, held in single.items() if held & set(_NUMERALS)}
    scales = {word for word, held in single.items() if held & set(_SCALES)}
    case = {p for p in particles if "grammar.prepositions" in single.get(p, ())}
    listed = _with_particles(single, case, row) | _short_names(single, classes, case)
    counters = {word for word, held in single.items() if held & set(_BEHIND_DIGITS)} | set(behind_digits)
    dates = {word for word, held in single.items() if held & {"dates.year_after", "dates.day_after"}}
    return {
        "particles": first_letters,
        "numerals": numerals,
        "scales": scales,
        "digits": {word for word, held in single.items() if "numbers.glued" in held} | scales,
        "case": case,
        "listed": listed,
        "words": _whole_words(classes, single, numerals | set(particles), listed, row),
        "counters": {
            word
            for word in counters
            if not any(word[:n] in counters and row(word[n:]) for n in range(1 if word in dates else 2, len(word)))
        },
    }


def _with_particles(single: Mapping[str, set[str]], case: set[str], row: _Row) -> dict[str, Pieces]:
    """Words that the pack lists beside the one syllable they are made of: 군, 군은."""
    return {
        word: (word[:1], *pieces)
        for word, held in single.items()
        if len(word) > 1 and any(cls.startswith(_WITH_PARTICLES) for cls in held & single.get(word[:1], set()))
        if (pieces := row(word[1:])) is not None and case.issuperset(pieces)
    }


def _short_names(single: Mapping[str, set[str]], classes: Mapping[str, set[str]], case: set[str]) -> dict[str, Pieces]:
    """북에서, 러에: the one syllable that a headline leaves of a name, and a particle, where no other word is so
    written."""
    short = [word for word, held in single.items() if len(word) == 1 and "actors.short" in held]
    return {word + end: (word, end) for word in short for end in case if word + end not in classes}


def _whole_words(
    classes: Mapping[str, set[str]], single: Mapping[str, set[str]], kept: set[str], listed: Mapping[str, Pieces],
    row: _Row,
) -> set[str]:  # fmt: skip
    """The words that stay whole: all but those that are a shorter one of the pack and particles."""
    names = {word for word, held in single.items() if any(cls.startswith(_WHOLE) for cls in held)}

    def is_cut(word: str, held: set[str]) -> bool:
        derived = any(word[:n] in classes and row(word[n:]) for n in range(2, len(word)))
        return word in listed or derived or bool(len(word) > 1 and _is_small(held) and row(word))

    return {word for word, held in classes.items() if word in kept or word in names or not is_cut(word, held)}


def _has(run: str) -> bool:
    return "가" <= run[0] <= "힣"


def _row(first_letters: Mapping[str, list[str]], rest: str) -> Pieces | None:
    """A row of particles and nothing else."""
    for particle in first_letters.get(rest[:1], ()):
        if rest == particle:
            return (particle,)
        if rest.startswith(particle) and (more := _row(first_letters, rest[len(particle) :])) is not None:
            return (particle, *more)
    return None


class Cutter:
    """The cut of a text's tokens by the stems, counters and particles of a pack."""

    def __init__(self, stems: Stems) -> None:
        self._numerals: set[str] = stems["numerals"]
        self._scales: set[str] = stems["scales"]
        self._digits: set[str] = stems["digits"]
        self._case: set[str] = stems["case"]
        self._listed: dict[str, Pieces] = stems["listed"]
        self._words: set[str] = stems["words"]
        self._counters: set[str] = stems["counters"]
        self._longest = max(map(len, self._counters), default=0)
        self._stems_of = lru_cache(maxsize=_REMEMBERED)(self._cut_word)
        self._particles_of = lru_cache(maxsize=_REMEMBERED)(partial(_row, stems["particles"]))

    def cut(self, tokens: list[Token]) -> list[Token]:
        """The tokens with every word parted into stem, counter and particles; code points stay theirs."""
        parted: list[Token] = []
        for token in tokens:
            if token.kind != "w" or len(token.form) != len(token.surface) or token.surface.isascii():
                parted.append(token)
                continue
            runs = _RUNS.findall(token.form)
            start = token.start
            for n, run in enumerate(runs):
                glued = token.glued or n > 0
                before = parted[-1] if parted else None
                for piece in self._pieces(run, before, glued) if _has(run) else (run,):
                    at = start - token.start
                    surface = token.surface[at : at + len(piece)]
                    parted.append(token_of(start, start + len(piece), surface, piece, "w", glued))
                    start, glued = start + len(piece), True
        return parted

    def _pieces(self, word: str, before: Token | None, glued: bool) -> Pieces:
        if before is not None:
            counts = before.kind == "n" or before.form in self._numerals or self._is_numeral(before.form)
            if counts or (glued and before.form in self._counters) or before.form == _ABOUT:
                pieces = self._behind_digits(word)
                if pieces and (glued or self._is_counter(word, pieces)):
                    return pieces
        if word in self._words:
            return (word,)
        pieces = self._listed.get(word) or self._stems_of(word, True) or self._particles_of(word) or self._marked(word)
        return pieces or (word,)

    def _is_counter(self, word: str, pieces: Pieces) -> bool:
        """Whether a word behind a space is a counter: 서너 대가 is, 두 정상이 is none."""
        if pieces[0] not in self._counters:
            return False
        known = word in self._words or self._stems_of(word, True) is not None
        return not known or all(piece in self._case for piece in pieces[1:])

    def _behind_digits(self, rest: str) -> Pieces | None:
        """Scales, approximations, counters, then particles: 만, 여, 명, 가량, 을."""
        for n in range(min(len(rest), self._longest), 0, -1):
            if rest[:n] in self._counters:
                more = self._behind_digits(rest[n:]) if n < len(rest) else ()
                if more is not None:
                    return (rest[:n], *more)
        return self._particles_of(rest)

    def _cut_word(self, word: str, first: bool) -> Pieces | None:
        """The longest known stem and what follows it: particles, or one more stem of two syllables."""
        for n in range(len(word), 1, -1):
            stem, rest = word[:n], word[n:]
            if stem in self._words:
                if not rest:
                    return (stem,)
                if stem in self._numerals and (more := self._behind_digits(rest)) is not None:
                    return (stem, *more)
                if (more := self._particles_of(rest)) is not None:
                    return (stem, *more)
                if len(rest) > 1 and (more := self._cut_word(rest, False)) is not None:
                    return (stem, *more)
            elif first and rest and self._is_numeral(stem):
                more = self._behind_digits(rest)
                if more is not None and more[0] in self._counters:
                    return (stem, *more)
        return None

    def _marked(self, word: str) -> Pieces | None:
        """국정감사에서: an unknown word with a particle of two syllables or more that governs it."""
        for n in range(2, len(word) - 1):
            if word[n:] in self._case:
                return (word[:n], word[n:])
        return None

    def _is_numeral(self, stem: str) -> bool:
        """삼천, 이십만: digits and scales in one word."""
        return all(letter in self._digits for letter in stem) and any(letter in self._scales for letter in stem)


def _is_small(held: set[str]) -> bool:
    return all(cls.startswith(_SMALL) for cls in held)
