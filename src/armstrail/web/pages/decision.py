"""A decision: who decided what and why, what second readers say, and by how much it moves the estimate it bears on."""

from __future__ import annotations

from armstrail.model.changes import Moved
from armstrail.model.records import to_record
from armstrail.pipeline.filling import fields_of
from armstrail.pipeline.lookup import Ruled, decisions_of
from armstrail.pipeline.moving import moved
from armstrail.web.asked import Asked, key_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page
from armstrail.web.pages.deciding import reviewer_of
from armstrail.web.refusals import Missing


def decision(desk: Desk, asked: Asked) -> Page:
    """One decision; with `effect`, the estimates that it bears on without it and with it."""
    asked.only("effect")
    effect = asked.choice("effect", ("yes",)) is not None
    key = key_of(asked.parts["decision"])
    made = decisions_of(desk.ledger)
    found = [each for each in made if each.decision.id.startswith(key)]
    if len(found) != 1:
        raise Missing("decisions.none_such", [("/decisions", "decisions")])
    ruled = found[0]
    about = [each for each in made if each.decision.payload.get("decision") == ruled.decision.id]
    held = desk.ledger.claim_at(ruled.decision.document, ruled.decision.claim, withdrawn=True)
    moves = _moves(desk, ruled) if effect else ()
    return Page(
        "decision.html.j2",
        desk.words("decision.title", decision=ruled.decision.id[:12]),
        {
            "each": ruled,
            "about": about,
            "claim": held and held[0],
            "document": held and held[1],
            "rows": slot_rows(desk, ruled),
            "effect": effect,
            "moves": [(one, percent(one)) for one in moves],
            "reviewer_of": reviewer_of,
        },
        {
            "decision": to_record(ruled.decision),
            "holds": ruled.holds,
            "second": ruled.seconded and ruled.seconded.state,
            "about": [to_record(each.decision) for each in about],
            "moved": [to_record(one) for one in moves] if effect else None,
        },
    )


def slot_rows(desk: Desk, ruled: Ruled) -> list[tuple[str, str, str]]:
    """The fields that a correction set: name, as it was read, and as it was set."""
    from armstrail.model.slots import with_slots

    told = ruled.decision.payload
    held = desk.ledger.claim_at(ruled.decision.document, ruled.decision.claim, withdrawn=True)
    if ruled.decision.action != "correct" or held is None:
        return []
    claim, document = held
    before, after = (fields_of(with_slots(claim, told[side]), document) for side in ("was", "set"))
    slots = {"quantity": ("low", "high", "unit", "hedge"), "period": ("period_start", "period_end")}
    fields = [field for slot in told["set"] for field in slots.get(slot, (slot,))]
    return [
        (desk.words(f"field.{field}"), before[field], after[field]) for field in fields if before[field] != after[field]
    ]


def percent(one: Moved) -> int | None:
    """By how many per cent the middle moved; None where there was none to move."""
    if one.before is None or one.after is None or not one.before.median:
        return None
    return round(100 * (one.after.median / one.before.median - 1))


def _moves(desk: Desk, ruled: Ruled) -> tuple[Moved, ...]:
    return desk.remember(("moved", ruled.decision.id), lambda: moved(desk.ledger, ruled.decision, desk.books))
