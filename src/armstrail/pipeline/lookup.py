"""One claim or one document with all that the ledger and the evidence tell around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import LedgerError
from armstrail.model.finding import Question
from armstrail.model.loss import Overlooked
from armstrail.model.voice import Drift, Voice

if TYPE_CHECKING:
    from armstrail.ledger import Decision, Ledger
    from armstrail.pipeline.estimates import Evidence, Place


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision, and whether it holds; None for an undo, which only takes another back."""

    decision: Decision
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Held:
    """A claim as the ledger holds it: with its document, every decision on it, and by which of them it is withdrawn."""

    claim: Claim
    document: Document
    history: tuple[Ruled, ...]
    withdrawn: Decision | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with its standing reading: the claims that stand, those withdrawn, and the numbers not used.

    `state` and `extractor` are None where nothing was read in it yet.
    """

    document: Document
    state: str | None
    extractor: str | None
    claims: tuple[Claim, ...]
    withdrawn: tuple[Claim, ...]
    misses: tuple[Overlooked, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What the evidence tells around a claim: its voice, and the drifts before or after it.

    `question` is what its figure answers; None where it answers none.
    """

    question: Question | None
    voice: Voice | None
    drifts: tuple[Drift, ...]


def decisions_of(ledger: Ledger) -> tuple[Ruled, ...]:
    """Every decision in the order it was recorded, with whether it holds.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    from armstrail.ledger import in_force

    made = list(ledger.decisions())
    holding = {decision.id for decision in in_force(made)}
    return tuple(Ruled(each, None if each.action == "undo" else each.id in holding) for each in made)


def withdrawals(made: Sequence[Ruled]) -> Mapping[Place, Decision]:
    """By which decision each claim is withdrawn that is, by its place."""
    last = {
        (each.decision.document, each.decision.claim): each.decision
        for each in made
        if each.holds and each.decision.action in ("withdraw", "accept")
    }
    return {place: decision for place, decision in last.items() if decision.action == "withdraw"}


def find_claim(ledger: Ledger, key: str) -> Held:
    """The claim with an id, or a unique beginning of one; one that was withdrawn is given, and said to be.

    Raises:
        LedgerError: none, several, or one that a later reading no longer makes.
    """
    made = decisions_of(ledger)
    try:
        claim, document = ledger.claim(key)
    except LedgerError:
        taken = withdrawals(made)
        named = sorted(place for place in taken if place[1].startswith(key))
        if len(named) != 1:
            raise
        document = ledger.document(named[0][0])
        found = [each for each in ledger.reading(named[0][0]).claims if each.id == named[0][1]]
        if not found:
            raise
        return Held(found[0], document, _touching(made, named[0]), taken[named[0]])
    return Held(claim, document, _touching(made, (document.digest, claim.id)))


def open_document(ledger: Ledger, key: str) -> Opened:
    """The document with an id or digest, or a unique beginning of either, and what was read in it.

    Raises:
        LedgerError: none, or several, which it lists.
    """
    from armstrail.ledger import MissQuery

    document = ledger.document(key)
    extractor = ledger.extractor(document.digest)
    if extractor is None:
        return Opened(document, None, None, (), (), ())
    reading = ledger.reading(document.digest)
    gone = {claim for digest, claim in withdrawals(decisions_of(ledger)) if digest == document.digest}
    return Opened(
        document,
        reading.state,
        extractor,
        tuple(claim for claim in reading.claims if claim.id not in gone),
        tuple(claim for claim in reading.claims if claim.id in gone),
        tuple(ledger.misses(MissQuery(document=document.digest))),
    )


def around(evidence: Evidence, place: Place) -> Around:
    """What the evidence tells around one of its claims."""
    from armstrail.reconciliation import question_of

    voice = next(
        (one for one in evidence.voices if any((each.document, each.claim) == place for each in one.carriers)), None
    )
    pair = evidence.claims.get(place)
    return Around(pair and question_of(pair[0]), voice, drifts_at(drifts_in(evidence), place, voice))


def drifts_in(evidence: Evidence) -> tuple[Drift, ...]:
    """Every drift between two claims of the evidence, worst first."""
    from armstrail import reconciliation

    return reconciliation.drifts(evidence.voices, evidence.claims, evidence.copies)


def drifts_at(drifts: Sequence[Drift], place: Place, voice: Voice | None) -> tuple[Drift, ...]:
    """The drifts that lead to a claim or away from it, and those between other carriers of its voice."""
    carried = {(each.document, each.claim) for each in voice.carriers} if voice else set()
    carried.add(place)
    return tuple(
        drift
        for drift in drifts
        if carried & {(drift.before.document, drift.before.claim), (drift.after.document, drift.after.claim)}
    )


def _touching(made: Sequence[Ruled], place: Place) -> tuple[Ruled, ...]:
    return tuple(
        each
        for each in made
        if place in ((each.decision.document, each.decision.claim), tuple(each.decision.payload.get("other") or ()))
    )
