"""Whose deliveries a relative clause tells of: `behind the United States, whose commitments exceed 42 billion`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_WHOSE: Final = "grammar.whose"
_NOUN: Final = 3  # tokens from the relative to its noun of action


def giver_of_relative(passage: Passage, target: Target, here: Sequence[Party]) -> Party | None:
    """Who stands right before a relative for whose something is, where the noun behind it is the one of giving that
    governs the figure; None where there is no such relative.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    act = target.act
    if act is None or act.form != "noun" or act.group != "supply" or act.last > target.first:
        return None
    for word in passage.hits.between(_WHOSE, max(target.sentence.first, act.first - _NOUN), act.first):
        before = word.first - (passage.tokens[word.first - 1].form == ",")
        owner = next((party for party in here if party.last == before and party.role != "adjectives"), None)
        if owner is not None:
            return owner
    return None
