"""From a ledger to a number: what is said, who says it first, what follows, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.estimate import Estimate, Nothing
from armstrail.model.finding import Finding
from armstrail.model.period import last_day
from armstrail.model.voice import Voice

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.vocabulary.factors import Factors
    from armstrail.vocabulary.origins import Origins

Place = tuple[str, str]  # a claim: the digest of its document, and its id


@dataclass(frozen=True, slots=True)
class Books:
    """What reconciliation and estimation look up: the registry of origins, and the book of conversions and prices."""

    origins: Origins
    factors: Factors


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a ledger holds on what moved between two parties: claims by their places, and the voices they carry."""

    supplier: str
    recipient: str
    known_on: str | None
    claims: Mapping[Place, tuple[Claim, Document]]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered: the outcome, and the finding it follows from."""

    outcome: Estimate | Nothing
    finding: Finding


def load_books(origins: Path | None = None, factors: Path | None = None) -> Books:
    """The shipped books, each with a user's own file before it.

    Raises:
        PackError: a file has a gap, an unknown key or a contradiction; names file and place.
    """
    from armstrail.vocabulary.factors import load_factors
    from armstrail.vocabulary.origins import load_origins

    return Books(load_origins(origins), load_factors(factors))


def gather(
    ledger: Ledger,
    supplier: str,
    recipient: str,
    books: Books,
    *,
    known_on: str | None = None,
    recorded_by: str | None = None,
) -> Evidence:
    """All that bears on what moved from `supplier` to `recipient`, as public by `known_on`, told into voices.

    Raises:
        BadValue: a date that is none.
        LedgerError: the ledger cannot be read.
    """
    from armstrail import reconciliation
    from armstrail.vocabulary import load_vocabulary

    actors = load_vocabulary().actors
    givers, takers = ([code, *(a.code for a in actors.values() if a.home == code)] for code in (supplier, recipient))
    day = known_on and last_day(known_on)
    found = ledger.claims_between(givers, takers, known_on=day, recorded_by=recorded_by)
    claims = {(document.digest, claim.id): (claim, document) for claim, document in found}
    documents = {document.digest: document for _, document in claims.values()}
    by_document: dict[str, list[Claim]] = {}
    for claim, document in claims.values():
        by_document.setdefault(document.digest, []).append(claim)
    copies = reconciliation.copies(documents.values(), by_document)
    voices = reconciliation.voices(
        tuple(claims.values()), books.origins, books.factors, ledger.rulings(recorded_by), copies=copies
    )
    return Evidence(supplier, recipient, day, claims, voices)
