"""Claims found by words and filters, a page of them at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from armstrail.model.claim import Claim
from armstrail.model.document import Document

if TYPE_CHECKING:
    from armstrail.ledger import Ledger

Found = tuple[Claim, Document]


@dataclass(frozen=True, slots=True)
class Hits:
    """Some of the claims found, and whether more follow."""

    claims: tuple[Found, ...]
    more: bool


def search(ledger: Ledger, *, first: int = 0, limit: int = 50, **wanted: Any) -> Hits:
    """The claims that filters ask for (those of `ledger.ClaimQuery`), by publication, from the one numbered `first`.

    Raises:
        BadValue: a word that the claim model does not know, or a date that is none.
        LedgerError: the ledger cannot be read, or has no such document.
    """
    found = tuple(islice(_claims(ledger, wanted), first, first + limit + 1))
    return Hits(found[:limit], len(found) > limit)


def newest(ledger: Ledger, *, limit: int = 50, **wanted: Any) -> tuple[Found, ...]:
    """The claims found that were published last, the newest first; the undated before all.

    Raises:
        BadValue, LedgerError: as `search`.
    """
    return tuple(reversed(deque(_claims(ledger, wanted), maxlen=limit)))


def _claims(ledger: Ledger, wanted: dict[str, Any]) -> Iterator[Found]:
    from armstrail.ledger import ClaimQuery

    return ledger.claims(ClaimQuery(**wanted))
