"""Parties and figures that a sentence names in two rows: `Poland and Estonia gave 240 and 20 tanks respectively`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Decided, Pair
    from armstrail.extraction.cues import Target

_WORD: Final = "cues.respective"
_NAMES: Final = frozenset({"names", "capital", "short", "group", "company", "people"})
_JOINING: Final = frozenset({
    "grammar.coordinators", "grammar.articles", "grammar.prepositions", "quantities.hedges_before", _WORD,
})  # fmt: skip


def in_its_turn(
    passage: Passage, parties: Parties, target: Target, first: int, pair: Pair, latest: Decided | None
) -> Pair | None:
    """The pair of a figure with the party that stands in its row where the figure stands in its own; None where the
    sentence says no word for it, its rows are not as long as each other, or the pair has nobody of the row.

    Args:
        first: the first token of the figure.
        latest: the figure decided before, whose pair counts where this one's has nobody of the row.
    """
    sentence = target.sentence
    if not passage.hits.any_between(_WORD, sentence.first, sentence.last):
        return None
    figures = _row_with(passage, [rival for rival in target.rivals if _counts(passage, rival)], first)
    if not figures:
        return None
    at = [begin for begin, _ in figures].index(first)
    for row in rows_of(passage, parties.by_sentence.get(sentence.index, ())):
        codes = [party.code for party in row]
        if len(codes) == len(figures) and len(set(codes)) == len(codes):
            told = [pair, latest.pair] if latest is not None and latest.sentence is sentence else [pair]
            if pair[0] in codes and pair[1] in codes:
                return _giver_beside(target, latest, codes), codes[at]
            for supplier, recipient in told:
                if supplier in codes and recipient != codes[at]:
                    return codes[at], recipient
                if recipient in codes and supplier != codes[at]:
                    return supplier, codes[at]
    return None


def _giver_beside(target: Target, latest: Decided | None, row: Sequence[str]) -> str | None:
    """`Riyadh and Abu Dhabi signed contracts for Cheongung missiles worth 3.2 and 3.5 billion`: who gives what a whole
    row signs for, the maker of the model or else who gave before."""
    givers = (target.home, latest.pair[0] if latest is not None else None)
    return next((giver for giver in givers if giver is not None and giver not in row), None)


def _counts(passage: Passage, figure: tuple[int, int]) -> bool:
    """Whether a figure has a number, and is no item alone."""
    return any(passage.tokens[at].kind == "n" or passage.hits.any_at(_NUMERALS, at) for at in range(*figure))


_NUMERALS: Final = frozenset({"numbers.units", "numbers.scales"})


def _row_with(passage: Passage, figures: Sequence[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """The figures of the row in which one stands, joined by commas and small words."""
    row: list[tuple[int, int]] = []
    for figure in sorted(set(figures)):
        if row and not are_joined(passage, row[-1][1], figure[0]):
            if any(first == at for first, _ in row):
                return row
            row = []
        row.append(figure)
    return row if any(first == at for first, _ in row) else []


def rows_of(passage: Passage, here: Sequence[Party]) -> list[list[Party]]:
    """The rows of two names or more in a sentence."""
    named = [party for party in here if party.role in _NAMES and not party.dateline]
    rows: list[list[Party]] = [named[:1]]
    for before, party in pairwise(named):
        if are_joined(passage, before.last, party.first):
            rows[-1].append(party)
        else:
            rows.append([party])
    return [row for row in rows if len(row) > 1]


def are_joined(passage: Passage, first: int, last: int) -> bool:
    """Whether nothing but commas and small words parts two things of a row, and at least one does."""
    between = range(first, last)
    small = _JOINING - {"grammar.prepositions"} if passage.pack.flag("script.postpositions") else _JOINING
    return bool(between) and all(
        passage.tokens[at].form == "," or passage.hits.any_at(small, at) or passage.hits.any_ending(small, at)
        for at in between
    )
