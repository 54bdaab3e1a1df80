"""Who has got the goods that a figure counts or is a part of, by a participle of getting: `60% of the drones imported
by Morocco come from Israel`.

Some languages say `from` and `by` with one word; where another party is told to give, it is `by`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party
from armstrail.extraction.verbs import Act

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_CLOSE: Final = 2  # tokens from a participle to whose it is
_GOODS: Final = 8  # tokens from a figure to the participle, the goods between
_GIVING: Final = frozenset({"supply", "arrive", "receive"})
_NAMED: Final = frozenset({"names", "capital", "short", "group"})


def importer_of(target: Target, here: Sequence[Party]) -> Party | None:
    """The party right behind a participle of getting that belongs to the goods of a figure, where another party gives.

    Args:
        here: the parties of the figure's sentence.
    """
    for party in here:
        own = _getting(target, party)
        if own is None or party.role not in _NAMED:
            continue
        governed = party.governors
        if own.form == "noun":
            return party
        behind = 0 <= party.first - own.last <= _CLOSE
        before = 0 <= own.first - party.last <= _GOODS and target.first <= party.first  # `die von Indien importierten`
        if not (behind or before) or not 0 <= own.first - target.first <= _GOODS:
            continue
        other = target.home not in (None, party.code) or _another_gives(party, here)  # `36 Rafale ordinati dall'India`
        by = "by" in governed or (governed <= {"from", "of"} and other)
        if by:
            return party
    return None


def _getting(target: Target, party: Party) -> Act | None:
    """The participle of getting beside a party, or the noun of an order that it placed: the act of its clause, else the
    one that governs the figure."""
    for act in (party.own, target.act):
        if act is not None and act.group == "receive":
            inside = target.first <= act.first < target.last  # `die 30 aus Israel importierten Anlagen`
            placed = (
                act.frame == "buy" and act.form == "noun" and party.prepositions == {"by"} and act.last <= party.first
            )
            if act.form == "participle" or inside or placed:  # `the order for 36 guns placed by Morocco`
                return act
    return None


def _another_gives(importer: Party, here: Sequence[Party]) -> bool:
    """Whether another party is the subject of a verb of giving, or stands under `from` beside one of coming."""
    for party in here:
        own = party.own
        if party.code == importer.code or own is None or own.group not in _GIVING or party.speaks:
            continue
        comes = (party.preposition or "") == "from"
        if comes or (own.form == "finite" and own.subject == party.first and own.group == "supply"):
            return True
    return False
