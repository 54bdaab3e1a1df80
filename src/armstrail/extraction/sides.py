"""Frames that tell both sides of a figure at once: headlines, orders, contracts, payments, earnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from armstrail.extraction.awarding import sides_of_contract
from armstrail.extraction.headlines import sides_of_headline
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.paying import sides_of_payment, sides_of_purchase
from armstrail.extraction.possessing import giver_of_relative
from armstrail.extraction.refusing import sides_of_refusal
from armstrail.extraction.signing import sides_of_deal
from armstrail.extraction.ways import sides_of_order

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

Sides = tuple[Party | None, Party | None]  # who gives, who gets


def told_sides(
    passage: Passage, target: Target, here: Sequence[Party], earned: Sides
) -> Iterator[tuple[Party, Party | None, Sequence[Party]]]:
    """Who gives, who gets (None where only the giver is told), and the mentions that tell nothing else of the figure;
    of several the last holds.

    Args:
        here: the parties of the figure's sentence, in order.
        earned: the sides told by a verb of earning.
    """
    owner = giver_of_relative(passage, target, here)
    if owner is not None:
        yield owner, None, here
    refuser, asking = sides_of_refusal(passage, target, here)
    if refuser is not None:
        yield refuser, None, [refuser, *asking]
    contract = sides_of_contract(passage, target, here)
    if contract[0] is not None and contract[1] is None:
        yield contract[0], None, [contract[0]]
    for giver, taker in (sides_of_headline(passage, target, here), sides_of_order(passage, target, here)):
        if giver is not None and taker is not None:
            yield giver, taker, [giver, taker]
    bought, paid = sides_of_purchase(target, here), sides_of_payment(passage, target, here)
    for giver, taker in (sides_of_deal(passage, target, here), contract, bought, paid):
        if giver is not None and taker is not None:
            yield giver, taker, here
    giver, taker = earned
    if giver is not None and taker is not None:
        moved = target.act is not None and target.act.group in ("receive", "supply")
        yield giver, taker, [giver, taker] if moved else []
