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
from armstrail.languages import Mention

_ROLE: Final = "cues.roles"
_SMALL: Final = frozenset({"grammar.articles", "quantities.hedges_before", "grammar.pronouns"})
_OPENING: Final = frozenset({"(", ":"})
_GAP: Final = 5  # tokens from a party to its figure
_BEING: Final = ("grammar.copula", "grammar.passive")
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
    roles = passage.hits.between(_ROLE, sentence.first, sentence.last)
    if not roles:
        return None
    beside = {first: _party_before(passage, here, first) for first in {at, *(first for first, _ in figures)}}
    members = {found[0].first for found in beside.values() if found is not None}
    if not any(found[1] for found in beside.values() if found is not None):
        return None  # names with figures right behind them and nothing between are no row yet
    own = found[0] if (found := beside[at]) is not None else _named_so(passage, here, roles, at)
    if own is None:
        return None
    before = [hit for hit in roles if hit.last <= min(members)]
    told = before[-1] if before else roles[0]
    role = next(value for cls, value in told.senses if cls == _ROLE)
    return Row(role, frozenset({own.first, *members}), own.first)


def _named_so(passage: Passage, here: Sequence[Party], roles: Sequence[Mention], at: int) -> Party | None:
    """`France was the main buyer, with 70 million`: the name before a word for its role, where `with` opens the figure
    right behind that word."""
    role = next((hit for hit in reversed(roles) if hit.last <= at), None)
    having = passage.hits.ending("grammar.prepositions", at - 1)
    if role is None or having is None or ("grammar.prepositions", "with") not in having.senses:
        return None
    party = next((p for p in reversed(here) if p.last <= role.first), None)
    if party is None or party.role not in _NAMES or party.preposition is not None:
        return None
    is_so = any(passage.hits.any_between(cls, party.last, role.first) for cls in _BEING)
    return party if is_so and role.first - party.last <= _GAP else None


def _party_before(passage: Passage, here: Sequence[Party], at: int) -> tuple[Party, bool] | None:
    """The party right before a figure, at most one word more between (`too`), and whether a bracket, a colon or `with`
    opens the figure."""
    party = next((p for p in reversed(here) if p.last <= at), None)
    if party is None or party.role not in _NAMES or at - party.last > _GAP:
        return None
    opened, unknown = False, 0
    for n in range(party.last, at):
        having = passage.hits.at("grammar.prepositions", n)
        opens = passage.tokens[n].form in _OPENING
        opens = opens or (having is not None and ("grammar.prepositions", "with") in having.senses)
        if passage.tokens[n].kind != "w" and not opens and passage.tokens[n].form != ",":
            return None
        unknown += not opens and not passage.hits.any_at(_SMALL, n)
        opened = opened or opens
    return (party, opened) if unknown <= (1 if opened else 0) else None
