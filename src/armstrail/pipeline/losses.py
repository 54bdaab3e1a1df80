"""What was overlooked: numbers that became no claim, ranked by how likely each is a lost one."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from armstrail.model.errors import BadValue

if TYPE_CHECKING:
    from armstrail.ledger import Ledger, MissQuery
    from armstrail.model.loss import Loss, LossGroup
    from armstrail.pipeline.reading import Packs

LOSS_GROUPS: Final = ("reason", "noun")


def find_losses(ledger: Ledger, packs: Packs | None, query: MissQuery | None = None) -> Iterator[Loss]:
    """The numbers that became no claim, each with its chance of being a lost one, in the order of the ledger.

    Args:
        packs: by which arms words beside a number are known; None to do without, which is quicker.
    Raises:
        BadValue: a date that is none.
        LedgerError: the query's document is not there, or is several.
    """
    from armstrail.extraction import losses
    from armstrail.ledger import MissQuery

    asked = query or MissQuery()
    nouns = ledger.unknown_nouns(as_of=asked.as_of, recorded_by=asked.recorded_by)
    return losses.weigh(ledger.misses(asked), nouns, packs)


def likeliest(losses: Iterable[Loss], limit: int | None = None) -> list[Loss]:
    """The losses by their chance, the likeliest first; at most `limit`."""
    from armstrail.model.loss import by_chance

    return sorted(losses, key=by_chance) if limit is None else heapq.nsmallest(limit, losses, key=by_chance)


def group_losses(losses: Iterable[Loss], by: str) -> list[LossGroup]:
    """The losses together by `reason`, or by unknown `noun` (a word that a pack lacks).

    Raises:
        BadValue: neither of the two.
    """
    from armstrail.extraction.losses import group

    if by not in LOSS_GROUPS:
        raise BadValue(f"numbers are not grouped by {by!r}; use one of {', '.join(LOSS_GROUPS)}")
    return group(losses, by)
