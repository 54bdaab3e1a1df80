"""Goods bought from one for another: `The US bought 17 helicopters for Afghanistan from Russia`.

The flow is from whose the goods were to whom they are for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_SERVED: Final = frozenset({"names", "capital", "short", "military", "people", "government"})
_SOURCE: Final = frozenset({"from", "to", "in", "at", "of"})  # `compró a Rusia`, `kupiły w Rosji`
_REACH: Final = 10  # tokens from the figure to whom the goods are for


def sides_of_purchase(target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """Who sells and whom the goods are for, where a third buys them; None where the words name no such two.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    act = target.act
    if act is None or act.frame != "buy" or act.voice != "active" or act.form == "noun":
        return None, None
    buyer = next((party for party in here if party.first == act.subject), None)
    if buyer is None:
        return None, None
    others = [
        party for party in here
        if party.code != buyer.code and not (party.speaks or party.dateline or party.possessive)
        and party.role in _SERVED and (party.institution or party.role != "people")
    ]  # fmt: skip
    served = [party for party in others if "for" in party.governors and abs(party.first - target.first) <= _REACH]
    sold = [party for party in others if _SOURCE & set(party.governors) and "for" not in party.governors]
    if len({party.code for party in served}) != 1 or len({party.code for party in sold}) != 1:
        return None, None
    return (None, None) if served[0].code == sold[0].code else (sold[0], served[0])
