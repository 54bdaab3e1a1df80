"""What a person decides on a claim, recorded only if the claim stands as she saw it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import ArmstrailError, BadValue
from armstrail.pipeline.filling import fill
from armstrail.pipeline.lookup import Held, decisions_of, find_claim

if TYPE_CHECKING:
    from armstrail.ledger import Decision, Ledger
    from armstrail.pipeline.estimates import Place
    from armstrail.vocabulary import Vocabulary


class Overtaken(ArmstrailError):
    """The claim is no longer as the reader saw it; `held` is as it stands now, None where it is about no claim."""

    def __init__(self, message: str, code: str, /, *, held: Held | None = None, **told: Any) -> None:
        super().__init__(message, code, **told)
        self.held = held


def state_of(held: Held) -> str:
    """What a reader has seen of a claim: how it reads, and the last decision on it."""
    return seal(held.claim, held.document, held.history[-1].decision.id if held.history else "")


def seal(claim: Claim, document: Document, last: str) -> str:
    """The same of a claim and the id of the last decision on it, "" for none."""
    told = json.dumps([last, claim.to_json(document.text)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def decide(
    ledger: Ledger,
    action: str,
    claim: str,
    *,
    seen: str,
    who: str,
    why: str,
    other: str | None = None,
    origin: str | None = None,
    letter: str | None = None,
    digit: int | None = None,
) -> Decision:
    """Record a person's decision on a claim, if it stands as she saw it.

    Args:
        seen: the `state_of` the claim when it was shown.
        action, who, why, other, origin, letter, digit: as for `Ledger.add_decision`.
    Raises:
        Overtaken: somebody decided on it meanwhile, or it was read anew; nothing was recorded.
        BadValue: something told that the action cannot use, or nobody who decides.
        LedgerError: no such claim, or the ledger cannot be written.
    """
    with ledger.batch():  # nobody else writes between the look and the record
        held = _as_seen(ledger, claim, seen)
        return ledger.add_decision(
            action, held.claim.id, who=who, why=why, other=other, origin=origin, letter=letter, digit=digit
        )


def correct(
    ledger: Ledger,
    claim: str,
    told: Mapping[str, str],
    vocabulary: Vocabulary,
    *,
    seen: str | None,
    who: str,
    why: str,
) -> Decision:
    """Set slots of a claim, if it stands as the person saw it.

    Args:
        told: words by field, as `filling.fill` reads them; those that say what stands already change nothing.
        seen: the `state_of` the claim when it was shown; None for who corrects it without having seen more.
    Raises:
        Overtaken, LedgerError: as `decide`.
        BadValue: a slot does not allow its words, or nothing is set otherwise than it stands.
    """
    with ledger.batch():
        held = _as_seen(ledger, claim, seen)
        slots = fill(told, held.claim, held.document, vocabulary)
        if not slots:
            raise BadValue(f"claim {held.claim.id} has it so already; set a slot to something else", "as_it_is")
        if "kind" in slots:
            _check_alone(ledger, held, slots["kind"])
        return ledger.add_decision("correct", held.claim.id, who=who, why=why, slots=slots)


def _check_alone(ledger: Ledger, held: Held, kind: str) -> None:
    """Refuse to make of a claim what another one is already, at the same words."""
    from armstrail.ledger import ClaimQuery

    for other, _ in ledger.claims(ClaimQuery(document=held.document.digest, kind=kind)):
        if other.anchor == held.claim.anchor and other.id != held.claim.id:
            raise BadValue(
                f"kind: claim {other.id} says {kind} at the same words already; withdraw this one, or correct that one",
                "twin", field="kind", claim=other.id,
            )  # fmt: skip


def second(ledger: Ledger, action: str, decision: str, *, who: str, why: str) -> Decision:
    """Confirm or contest a decision as a second reader.

    Raises:
        Overtaken: it was taken back meanwhile; nothing was recorded.
        BadValue: the second reader is the first, or it is nothing to be read again.
        LedgerError: no such decision, or the ledger cannot be written.
    """
    with ledger.batch():
        _still_holds(ledger, decision)
        return ledger.add_decision(action, decision, who=who, why=why)


def undo(ledger: Ledger, decision: str, *, who: str, why: str) -> Decision:
    """Take a decision back, if it still holds.

    Raises:
        Overtaken: it was taken back meanwhile; nothing was recorded.
        LedgerError: no such decision, or the ledger cannot be written.
    """
    with ledger.batch():
        _still_holds(ledger, decision)
        return ledger.add_decision("undo", decision, who=who, why=why)


def looked_at(ledger: Ledger) -> frozenset[Place]:
    """The places of the claims that somebody has decided on: accepted, withdrawn, corrected or marked, and not taken
    back; less those whose reading changed under a correction."""
    done = {
        (each.decision.document, each.decision.claim)
        for each in decisions_of(ledger)
        if each.holds and each.decision.action in ("accept", "withdraw", "correct", "mark")
    }
    return frozenset(done - {(each.document.digest, each.id) for each in ledger.amended() if each.needs_a_look})


def _as_seen(ledger: Ledger, claim: str, seen: str | None) -> Held:
    held = find_claim(ledger, claim)
    if seen is not None and state_of(held) != seen:
        if not held.history:
            raise Overtaken(f"claim {held.claim.id} was read anew meanwhile", "read_anew", held=held)
        last = held.history[-1].decision
        told = f"{last.who} decided on claim {held.claim.id} meanwhile ({last.action}: {last.why})"
        raise Overtaken(told, "decided", held=held, who=last.who, why=last.why)
    return held


def _still_holds(ledger: Ledger, decision: str) -> None:
    found = [each for each in decisions_of(ledger) if each.decision.id.startswith(decision)]
    if len(found) == 1 and found[0].holds is False:
        raise Overtaken(f"decision {found[0].decision.id[:12]} was taken back already", "taken_back")
