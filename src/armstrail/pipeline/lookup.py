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
    from armstrail.ledger import Amended, Decision, Ledger, Seconded
    from armstrail.pipeline.estimates import Evidence, Place, Told


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision, and whether it holds; None for an undo, which only takes another back.

    `seconded` tells what second readers say of it; None where nobody can, or it was taken back.
    """

    decision: Decision
    holds: bool | None
    seconded: Seconded | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A claim as the ledger holds it: with its document, every decision on it, and by which of them it is withdrawn.

    `amended` tells what was read at its place and by whom it was corrected or marked; None where nobody did.
    """

    claim: Claim
    document: Document
    history: tuple[Ruled, ...]
    withdrawn: Decision | None = None
    amended: Amended | None = None


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
    """Every decision in the order it was recorded, with whether it holds and what second readers say of it.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    from armstrail.ledger import in_force, second_readings

    made = list(ledger.decisions())
    holding = {decision.id for decision in in_force(made)}
    seconded = second_readings(made)
    return tuple(
        Ruled(each, None if each.action == "undo" else each.id in holding, seconded.get(each.id)) for each in made
    )


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
    taken = withdrawals(made)
    try:
        found = ledger.claim(key)
    except LedgerError:
        named = sorted(place for place in taken if place[1].startswith(key))
        held = ledger.claim_at(*named[0], withdrawn=True) if len(named) == 1 else None
        if held is None:
            raise
        found = held
    claim, document = found
    place = (document.digest, claim.id)
    amended = [each for each in ledger.amended(document=document.digest) if each.id == claim.id]
    return Held(claim, document, _touching(made, place), taken.get(place), amended[0] if amended else None)


def open_document(ledger: Ledger, key: str) -> Opened:
    """The document with an id or digest, or a unique beginning of either, and what was read in it.

    Raises:
        LedgerError: none, or several, which it lists.
    """
    from armstrail.ledger import ClaimQuery, MissQuery

    document = ledger.document(key)
    extractor = ledger.extractor(document.digest)
    if extractor is None:
        return Opened(document, None, None, (), (), ())
    gone = sorted(place for place in withdrawals(decisions_of(ledger)) if place[0] == document.digest)
    withdrawn = [held[0] for place in gone if (held := ledger.claim_at(*place, withdrawn=True)) is not None]
    return Opened(
        document,
        ledger.reading(document.digest).state,
        extractor,
        tuple(claim for claim, _ in ledger.claims(ClaimQuery(document=document.digest))),
        tuple(sorted(withdrawn, key=lambda claim: (claim.anchor, claim.id))),
        tuple(ledger.misses(MissQuery(document=document.digest))),
    )


def around(told: Told, drifts: Sequence[Drift], claim: Claim, place: Place) -> Around:
    """What stands around a claim on a flow, by what the claims of the flow were told into and all their drifts."""
    from armstrail.reconciliation import question_of

    voice = next(
        (one for one in told.voices if any((each.document, each.claim) == place for each in one.carriers)), None
    )
    return Around(question_of(claim), voice, drifts_at(drifts, place, voice))


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
