"""Cut words of scripts that glue particles to their stems: 북한이 → 북한 + 이, 1만2000여명을 → … 여 + 명 + 을.

Only stems the pack knows are cut off, and only where the whole word is told by it: an unknown word stays
whole, and so does a name that happens to end like a particle (우크라이나).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from armstrail.languages.tokens import Token

Pieces = tuple[str, ...]

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


def cutter(
    forms: Iterable[tuple[str, str]],
    particles: Iterable[str],
    behind_digits: Iterable[str],
    tokens_of: Callable[[str], list[Token]],
) -> Cutter:
    """The cut of one pack, from its forms.

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
    return Cutter(classes, single, tuple(particles), tuple(behind_digits))


def _has(run: str) -> bool:
    return "가" <= run[0] <= "힣"


class Cutter:
    """The stems, counters and particles of a pack, and the cut of a text's tokens by them."""

    def __init__(
        self,
        classes: Mapping[str, set[str]],
        single: Mapping[str, set[str]],
        particles: tuple[str, ...],
        behind_digits: tuple[str, ...],
    ) -> None:
        self._particles: dict[str, list[str]] = {}
        for particle in sorted(particles, key=lambda p: (-len(p), p)):
            self._particles.setdefault(particle[0], []).append(particle)
        self._numerals = {word for word, held in single.items() if held & set(_NUMERALS)}
        self._scales = {word for word, held in single.items() if held & set(_SCALES)}
        self._digits = {word for word, held in single.items() if "numbers.glued" in held} | self._scales
        whole = {word for word, held in single.items() if any(cls.startswith(_WHOLE) for cls in held)}
        self._stems_of = lru_cache(maxsize=_REMEMBERED)(self._cut_word)
        self._particles_of = lru_cache(maxsize=_REMEMBERED)(self._row)
        known = set(classes)
        self._case = {p for p in particles if "grammar.prepositions" in single.get(p, ())}
        self._listed = {
            word: (word[:1], *row)
            for word, held in single.items()
            if len(word) > 1 and any(cls.startswith(_WITH_PARTICLES) for cls in held & single.get(word[:1], set()))
            if (row := self._row(word[1:])) is not None and self._case.issuperset(row)
        }
        self._words = {
            word
            for word, held in classes.items()
            if word in self._numerals
            or word in whole
            or word in particles
            or not (
                word in self._listed
                or self._is_derived(word, known)
                or (len(word) > 1 and _is_small(held) and self._row(word))
            )
        }
        counters = {word for word, held in single.items() if held & set(_BEHIND_DIGITS)} | set(behind_digits)
        dates = {word for word, held in single.items() if held & {"dates.year_after", "dates.day_after"}}
        self._counters = {
            word
            for word in counters
            if not any(
                word[:n] in counters and self._row(word[n:]) for n in range(1 if word in dates else 2, len(word))
            )
        }
        self._longest = max(map(len, self._counters), default=0)

    def _is_derived(self, word: str, known: set[str]) -> bool:
        """Whether the word is a shorter one of the pack, of two syllables or more, and particles."""
        return any(word[:n] in known and self._row(word[n:]) for n in range(2, len(word)))

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
                    parted.append(Token(start, start + len(piece), surface, piece, "w", glued))
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

    def _row(self, rest: str) -> Pieces | None:
        """A row of particles and nothing else."""
        for particle in self._particles.get(rest[:1], ()):
            if rest == particle:
                return (particle,)
            if rest.startswith(particle) and (more := self._row(rest[len(particle) :])) is not None:
                return (particle, *more)
        return None


def _is_small(held: set[str]) -> bool:
    return all(cls.startswith(_SMALL) for cls in held)
