"""New rows. Every function here runs inside a transaction that its caller holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, and_, func, or_, select, union_all

from armstrail.ledger import amending, forms
from armstrail.ledger.asking import claim_at
from armstrail.ledger.bulk import Bulk, add_row
from armstrail.ledger.byhand import Place, by_hand
from armstrail.ledger.decisions import in_force, iter_decisions, to_ruling
from armstrail.ledger.forms import Checked
from armstrail.ledger.schema import claims, decisions, documents, failures, originals, readings, versions
from armstrail.ledger.standing import claim_ids_at, current_document, find_document
from armstrail.ledger.times import moment, stamp
from armstrail.ledger.values import ACTIONS, SECONDING, Decision
from armstrail.model.claim import Claim
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.slots import differing, slots_of, with_slots

_TOLERATED: Final = timedelta(days=1)
_TOLD: Final = {
    "merge": ("other",), "part": ("other",), "grade": ("origin", "letter", "digit"), "correct": ("set",),
    "mark": ("claim",),
}  # fmt: skip
_RECORDED: Final = union_all(
    *(
        select(func.max(table.c.recorded).label("at"))
        for table in (documents, readings, failures, decisions, originals, versions)
    )
).subquery()
_NEWEST: Final = select(func.max(_RECORDED.c["at"]))


def next_stamp(connection: Connection, clock: Callable[[], datetime], name: str) -> str:
    """The time to record now: the clock's, but never before the newest entry.

    Raises:
        LedgerError: the clock is more than a day behind the newest entry.
    """
    return _stamp_after(_newest(connection), clock, name)


def _newest(connection: Connection) -> str | None:
    return connection.execute(_NEWEST).scalar()


def _stamp_after(newest: str | None, clock: Callable[[], datetime], name: str) -> str:
    """The clock's time, but never before that of the newest entry.

    Were it earlier, the ledger as it stood at a past instant would change afterwards. A clock a little behind
    (two machines, a correction) records the newest entry's time again; one that is a day behind is wrong, or
    was wrong before, and a person must say which.
    """
    now = stamp(clock())
    if newest is None or newest <= now:
        return now
    if moment(newest) - moment(now) > _TOLERATED:
        raise LedgerError(
            f"{name}: the clock says {now}, but the newest entry was recorded at {newest}; set the clock right, or, if "
            "that entry's time is wrong, export the ledger, correct the time there and import it into a new one"
        )
    return newest


def add_entries(
    connection: Connection, entries: Sequence[Checked], clock: Callable[[], datetime], name: str
) -> list[bool]:
    """Add documents where they are new, and their checked readings where those are; of each whether its reading was.

    Raises:
        LedgerError: the clock is more than a day behind the newest entry.
    """
    bulk = Bulk(connection)
    bulk.look_up(documents, (entry.document.digest for entry in entries))
    bulk.look_up(readings, (entry.digest for entry in entries))
    newest, added = _newest(connection), []
    for entry in entries:
        now = _stamp_after(newest, clock, name)
        added.append(bulk.add_entry(entry, now))
        newest = now if added[-1] else newest
    bulk.write()
    return added


def add_failure(connection: Connection, where: str, reason: str, mend: str, now: str) -> bool:
    """Add a failure; whether it was new."""
    return add_row(connection, failures, forms.failure_row(where, reason, mend, now))


def decide(
    connection: Connection, action: str, target: str, who: str, why: str, told: Mapping[str, Any], now: str
) -> Decision:
    """Add a decision on a claim, or on an earlier decision where it is an undo or a second reading.

    Args:
        told: what the action needs beside its target; None is what was not told.
    Raises:
        BadValue: an action that is not known, nobody who decides, or something told that the action cannot use.
        LedgerError: the target or the other claim is not in the ledger, or is several.
    """
    if action not in ACTIONS:
        raise BadValue(f"action {action!r} is not known; use one of {', '.join(ACTIONS)}")
    if not who.strip():
        raise BadValue("a decision needs to say who made it")
    slots = _TOLD.get(action, ())
    for slot, value in told.items():
        if value is not None and slot not in slots:
            raise BadValue(f"a decision to {action} takes no {slot}")
    payload: dict[str, Any] = {slot: told.get(slot) for slot in slots}
    if payload.get("other") is not None:
        payload["other"] = list(_find_place(connection, payload["other"]))
    if action == "undo" or action in SECONDING:
        first = _find_decision(connection, target)
        if action in SECONDING:
            _check_second(connection, action, who, first)
        payload = {"decision": first.digest}
        document, claim = first.document, first.claim
    elif action == "mark":
        document, claim, payload = _to_mark(connection, target, payload["claim"])
    else:
        document, claim = _find_place(connection, target)
    if action == "correct":
        payload = _to_correct(connection, (document, claim), payload["set"])
    decision = Decision("", action, document, claim, 0, payload, who, why, now)
    to_ruling(decision)
    return add_decision(connection, replace(decision, ordinal=_ordinal_of(connection, decision)))


def _check_second(connection: Connection, action: str, who: str, first: Any) -> None:
    amending.check_second(action, who, first.action, first.who)
    if not any(decision.id == first.digest for decision in in_force(iter_decisions(connection, None))):
        raise BadValue(f"decision {first.digest[:12]} was taken back, so there is nothing to {action}", "taken_back")


def _to_correct(connection: Connection, place: Place, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """The payload of a correction: what it sets otherwise than it stands, beside all that was read there."""
    hand = by_hand(connection, None)
    found = claim_at(connection, place, hand)
    if found is None:
        raise LedgerError(f"claim {place[1]} no longer stands: there is nothing to correct")
    claim, document = found
    corrected = with_slots(claim, values or {})
    amending.check_spans(corrected, document)
    new, changed = slots_of(corrected), differing(slots_of(claim), slots_of(corrected))
    if not changed:
        raise BadValue(f"claim {claim.id} has it so already; set a slot to something else", "as_it_is")
    read = claim_at(connection, place, replace(hand, corrections={}))
    assert read is not None  # what is corrected was read, or marked
    return {"set": {slot: new[slot] for slot in changed}, "was": slots_of(read[0])}


def _to_mark(connection: Connection, key: str, claim: Claim | None) -> tuple[str, str, dict[str, Any]]:
    """The place and the payload of a mark: a claim in words that no standing claim has for its own."""
    document = current_document(connection, find_document(connection, key))
    if claim is None:
        raise BadValue("a mark needs the claim that is made of the words")
    claim = replace(claim, doc=document.id)
    amending.check_spans(claim, document)
    if claim_at(connection, (document.digest, claim.id), by_hand(connection, None)) is not None:
        told = f"claim {claim.id} has these very words already; correct or accept that one"
        raise BadValue(told, "marked_already", claim=claim.id)
    payload = {"claim": claim.to_json(document.text)}
    amending.check_amendment(Decision("", "mark", document.digest, claim.id, 0, payload, "", "", ""), document)
    return document.digest, claim.id, payload


def _ordinal_of(connection: Connection, decision: Decision) -> int:
    """One more than that of any decision before it that it may contradict: on its claims, or on its origin."""
    columns = decisions.c
    places = [[decision.document, decision.claim], *filter(None, [decision.payload.get("other")])]
    touching = [and_(columns.document == document, columns.claim == claim) for document, claim in places]
    touching += [columns.payload == forms.dumps({"other": place}) for place in places]
    last = connection.execute(select(func.max(columns.ordinal)).where(or_(*touching))).scalar()
    ordinals = [] if last is None else [last]
    if (origin := decision.payload.get("origin")) is not None:
        grades = connection.execute(select(columns.ordinal, columns.payload).where(columns.action == "grade"))
        ordinals += [row.ordinal for row in grades if json.loads(row.payload).get("origin") == origin]
    return max(ordinals, default=-1) + 1


def add_decision(connection: Connection, decision: Decision) -> Decision:
    """Add a decision under the id that its content gives it."""
    decision = replace(decision, id=forms.decision_digest(decision))
    add_row(connection, decisions, forms.decision_row(decision))
    stored = connection.execute(select(decisions).where(decisions.c.digest == decision.id)).one()
    return forms.to_decision(stored)


def _find_decision(connection: Connection, key: str) -> Any:
    start = func.substr(decisions.c.digest, 1, len(key)) == key
    found = connection.execute(select(decisions).where(start).limit(2)).all() if len(key) >= 6 else []
    if len(found) != 1:
        fault = "names more than one decision; write more of it" if found else "is no decision of this ledger"
        raise LedgerError(f"{key!r} {fault}; give the id of a decision, or its first 6 digits or more")
    return found[0]


def _find_place(connection: Connection, key: str) -> Place:
    ids = claim_ids_at(connection, key)
    statement = (
        select(readings.c.document, claims.c.id)
        .join(readings, claims.c.reading == readings.c.sequence)
        .where(claims.c.id.in_(ids))
        .distinct()
    )
    marked = select(decisions.c.document, decisions.c.claim).where(
        decisions.c.action == "mark", decisions.c.claim.in_(ids)
    )
    places = sorted(
        {(document, claim) for query in (statement, marked) for document, claim in connection.execute(query)}
    )
    if len(places) > 1:
        names = ", ".join(f"{claim} of document {digest[:12]}" for digest, claim in places)
        raise LedgerError(f"{key!r} names more than one claim: {names}; write more of it")
    return places[0]
