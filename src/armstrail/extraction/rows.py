"""Rows of parties with a figure each, under a word that says what all of them are.

`The main buyers were Oman (18%), followed by Chad with 12%`: each figure is that of the party right before it,
whatever word joins the party to the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage, Sentence

_ROLE: Final = "cues.roles"
_SMALL: Final = frozenset({"grammar.articles", "quantities.hedges_before", "grammar.pronouns"})
_OPENING: Final = frozenset({"(", ":"})
_GAP: Final = 5  # tokens from a party to its figure
_NAMES: Final = frozenset({"names", "capital", "short"})


@dataclass(frozen=True, slots=True)
class Row:
    """The role of all parties of a row (`suppliers`, `recipients`), the first tokens of them, and of the one whose
    the figure is."""

    role: str
    members: frozenset[int]
    own: int


def row_of(
    passage: Passage, sentence: Sentence, here: Sequence[Party], figures: Sequence[tuple[int, int]], at: int
) -> Row | None:
    """The row in which the figure that begins at token `at` stands; None where it stands in none.

    Args:
        here: the parties of its sentence.
        figures: the tokens of all figures and items of its sentence.
    """
    if not passage.hits.any_between(_ROLE, sentence.first, at):
        return None
    own = _party_before(passage, here, at)
    if own is None:
        return None
    members = {own.first}
    members |= {party.first for first, _ in figures if (party := _party_before(passage, here, first)) is not None}
    before = passage.hits.between(_ROLE, sentence.first, min(members))
    if not before:
        return None
    return Row(next(value for cls, value in before[-1].senses if cls == _ROLE), frozenset(members), own.first)


def _party_before(passage: Passage, here: Sequence[Party], at: int) -> Party | None:
    """The party right before a figure, a bracket, a colon or `with` between, and at most one word more (`too`)."""
    party = next((p for p in reversed(here) if p.last <= at), None)
    if party is None or party.role not in _NAMES or not 0 < at - party.last <= _GAP:
        return None
    opened, unknown = False, 0
    for n in range(party.last, at):
        having = passage.hits.at("grammar.prepositions", n)
        opens = passage.tokens[n].form in _OPENING
        opens = opens or (having is not None and ("grammar.prepositions", "with") in having.senses)
        unknown += not opens and not passage.hits.any_at(_SMALL, n)
        if passage.tokens[n].kind != "w" and not opens:
            return None
        opened = opened or opens
    return party if opened and unknown <= 1 else None
