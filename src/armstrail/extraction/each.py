"""Figures that each of several parties gives or gets: `Sweden and Portugal pledged eight tanks each`.

A figure has one pair; the others of the row have it once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.backdrop import instead
from armstrail.extraction.numbers import number_at
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.respective import rows_of

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Pair
    from armstrail.extraction.cues import Target

_EACH: Final = "cues.each"
_BEHIND: Final = 3  # tokens from a figure to such a word: `eight tanks a year each`
_BEFORE: Final = 3  # tokens from such a word, or the row before it, to the figure: `each pledged eight`


def pairs_of_each(passage: Passage, target: Target, here: Sequence[Party], pair: Pair) -> list[Pair]:
    """The further pairs of a figure that each of a row has, beside the one it was given.

    Args:
        here: the parties of its sentence.
    """
    if None in pair or not _is_each(passage, target):
        return []
    counted = [first for first, last in target.rivals if any(number_at(passage, at) for at in range(first, last))]
    if len(counted) != 1:
        return []
    for row in rows_of(passage, here):
        codes = list(dict.fromkeys(party.code for party in row))
        own = next((code for code in pair if code in codes), None)
        if own is not None and len(codes) > 1 and not set(pair) <= set(codes):
            others = (instead(pair, own, code) for code in codes if code != own)
            return [other for other in others if other is not None]
    return []


def _is_each(passage: Passage, target: Target) -> bool:
    sentence = target.sentence
    first, last = max(target.first - _BEFORE, sentence.first), min(target.last + _BEHIND, sentence.last)
    return passage.hits.any_between(_EACH, first, last)
