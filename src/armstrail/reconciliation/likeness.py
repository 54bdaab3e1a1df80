"""Sentences that were copied: found among many by a sketch, and told by all their shingles."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final, Generic, TypeVar

import numpy as np

T = TypeVar("T")

_ROWS, _BANDS = 2, 16  # two sentences that share half their shingles meet in some band with 99 %
_PRIME: Final = (1 << 31) - 1
_WORD: Final = re.compile(r"\w+")
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word is lost in the product
_STREAM = np.random.Generator(np.random.PCG64(1871))  # fixed, so that the same sentences meet in every run
_SCALE = _STREAM.integers(1, _PRIME, size=(_ROWS * _BANDS, 1), dtype=np.int64)
_SHIFT = _STREAM.integers(0, _PRIME, size=(_ROWS * _BANDS, 1), dtype=np.int64)


def shingles(text: str) -> frozenset[int]:
    """The hashes of the runs of three words of a sentence, or of all its words where it has fewer."""
    words = _WORD.findall(text.casefold())
    hashes = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    runs = (
        hashes.sum(keepdims=True) if len(words) < 3 else hashes[:-2] * _STEP * _STEP + hashes[1:-1] * _STEP + hashes[2:]
    )
    return frozenset((((runs ^ (runs >> np.uint64(29))) * _STEP) >> np.uint64(33)).tolist())


def likeness(first: frozenset[int], second: frozenset[int]) -> float:
    """The share of all shingles that both have (Jaccard), 0 to 1."""
    union = len(first | second)
    return len(first & second) / union if union else 0.0


class Sentences(Generic[T]):
    """Sentences with what they belong to; of sentences that say the same words, the first filed is kept."""

    def __init__(self) -> None:
        self._bands: dict[tuple[int, int], list[tuple[frozenset[int], T]]] = {}
        self._known: set[str] = set()

    def add(self, text: str, thing: T) -> None:
        """File a sentence."""
        if text in self._known:
            return
        self._known.add(text)
        found = shingles(text)
        for key in _bands(found):
            self._bands.setdefault(key, []).append((found, thing))

    def like(self, text: str, least: float) -> Sequence[tuple[float, T]]:
        """Sentences that share at least so much with a text, each with how much, in the order they were filed."""
        found = shingles(text)
        met: dict[int, tuple[float, T]] = {}
        for key in _bands(found):
            for other, thing in self._bands.get(key, ())[:64]:
                share = likeness(found, other)
                if share >= least and share > met.get(id(thing), (0.0, thing))[0]:
                    met[id(thing)] = share, thing
        return list(met.values())


def _bands(found: frozenset[int]) -> list[tuple[int, int]]:
    values = np.array(tuple(found), dtype=np.int64)
    least = ((values * _SCALE + _SHIFT) % _PRIME).min(axis=1)
    return list(enumerate(((least[::_ROWS] << 31) + least[1::_ROWS]).tolist()))
