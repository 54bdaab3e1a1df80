"""The queue of claims that most need a person, what waits for a second reader, and the decisions themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.records import from_record
from armstrail.pipeline.deciding import looked_at, seal
from armstrail.pipeline.filling import fields_of
from armstrail.pipeline.lookup import Ruled, decisions_of
from armstrail.pipeline.reviewing import Waiting, queue
from armstrail.web.asked import Asked, address
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Table
from armstrail.web.pages.again import SHOWN, again
from armstrail.web.pages.deciding import reviewer_of
from armstrail.web.pictures import teller_of
from armstrail.web.refusals import BadAsk

_QUESTIONS: Final = 3  # of a flow, those with most claims; each must be worked out with every voice left out in turn
_SHOWN: Final = 20
_COLUMNS: Final = (
    "place", "score", "moves", "doubt", "signs", "item", "unit", "claim", "origin", "low", "high", "hedge", "quote",
    "published", "publisher",
)  # fmt: skip
_DECISIONS: Final = (
    "recorded", "id", "action", "in_force", "claim", "document", "other", "origin", "letter", "digit", "undoes", "who",
    "why", "about", "set", "second",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Queue:
    """The claims of a flow that wait, in order, and the names of the origins that speak in them, by their codes."""

    waiting: tuple[Waiting, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Open:
    """A claim that waits, with its words."""

    one: Waiting
    claim: Claim
    document: Document


def review(desk: Desk, asked: Asked) -> Page:
    """The claims of a flow that wait for a person, what moves most and is most doubtful first; or, with `show`, what
    was decided and waits for another."""
    asked.only("supplier", "recipient", "fresh", "page", "show", "edit")
    named = _named(asked)
    flows = [(row.supplier, row.recipient) for row in desk.flows()]
    show = asked.choice("show", ("waiting", *SHOWN))
    if show in SHOWN:
        return again(desk, str(show), named, flows[:100], asked.count("page", 1, 1_000))
    pair = pair_asked(desk, asked)
    fresh, place = asked.choice("fresh", ("yes",)), asked.count("page", 1, 1_000)
    stamp, queued = _queue(desk, pair, fresh is not None) if pair else (desk.stamp, Queue((), {}))
    done = looked_at(desk.ledger)
    left = [one for one in queued.waiting if one.place not in done]
    shown = _laid_open(desk, left[(place - 1) * _SHOWN : place * _SHOWN])
    made = decisions_of(desk.ledger)
    seen = _seen(made)
    return Page(
        "review.html.j2",
        desk.words("review.title"),
        {
            "pair": pair,
            "flows": flows[:100],
            "waiting": shown,
            "first": (place - 1) * _SHOWN,
            "total": len(left),
            "done": len(queued.waiting) - len(left),
            "stale": stamp != desk.stamp,
            "place": place,
            "more": len(left) > place * _SHOWN,
            "show": "waiting",
            "state": lambda each: seal(each.claim, each.document, seen.get(each.one.place, "")),
            "origin": queued.names.get,
            "fields_of": fields_of,
            "edit": asked.one("edit"),
            "back": address("/review", supplier=named[0], recipient=named[1], page=place if place > 1 else None),
            "last": made[-1] if made else None,
            "reviewer_of": reviewer_of,
        },
        {"flow": pair, "stale": stamp != desk.stamp, "waiting": [_record(each) for each in shown]},
        Table(_COLUMNS, [[number, *_record(each).values()] for number, each in enumerate(shown, 1)]),
    )


def pair_asked(desk: Desk, asked: Asked) -> tuple[str, str] | None:
    """The flow whose queue is asked for: the one named, else the one with most claims; None where there is none.

    Raises:
        BadAsk: one party is named without another, or twice.
    """
    supplier, recipient = _named(asked)
    if supplier and recipient:
        return supplier, recipient
    return next(((row.supplier, row.recipient) for row in desk.flows()), None)


def _named(asked: Asked) -> tuple[str | None, str | None]:
    supplier, recipient = asked.actor("supplier"), asked.actor("recipient")
    if (supplier is None) != (recipient is None) or (supplier and supplier == recipient):
        raise BadAsk("review.both", [("/review", "review")])
    return supplier, recipient


def decisions(desk: Desk, asked: Asked) -> Page:
    """Every decision, the newest first."""
    asked.only()
    made = decisions_of(desk.ledger)[::-1]
    rows = [_decision_row(each) for each in made]
    return Page(
        "decisions.html.j2",
        desk.words("decisions.title"),
        {"made": made, "reviewer_of": reviewer_of},
        {"decisions": [dict(zip(_DECISIONS, row, strict=True)) for row in rows]},
        Table(_DECISIONS, rows),
    )


def _queue(desk: Desk, pair: tuple[str, str], fresh: bool) -> tuple[str, Queue]:
    """The queue of a flow with the stamp it was worked out at: the last one, or a new one where that is asked for.

    Each decision gives the ledger a new state. To work out the order anew after each would make the reviewer wait;
    what she decided leaves the queue at once, and the rest keeps its order until it is asked for again.
    """
    kept = desk.house.queues
    known = kept.get(pair)
    if known is None or (known[0] != desk.stamp and fresh):
        kept[pair] = desk.stamp, ranked(desk, pair)
    return kept[pair]


def ranked(desk: Desk, pair: tuple[str, str]) -> Queue:
    """The claims of a flow that wait, in order; kept, since every voice must be left out in turn."""

    def make() -> Queue:
        evidence = desk.gather(*pair)
        asked = [question for question, _ in desk.questions(evidence)][:_QUESTIONS]
        answers = [desk.answer(evidence, question, as_of=None, influence=True) for question in asked]
        waiting = queue(evidence, answers, desk.drifts(*pair))
        name = teller_of(desk, evidence).origin
        return Queue(waiting, {origin: name(origin) for origin in sorted({one.origin for one in waiting})})

    state = f"{desk.state(*pair)} {desk.house.look}"
    return desk.kept(("queue", state, *pair, desk.words.language), partial(from_record, Queue), make)


def _laid_open(desk: Desk, waiting: Sequence[Waiting]) -> list[_Open]:
    """Those that are shown with their words; what stands no more is passed over."""
    found = [(one, desk.ledger.claim_at(*one.place)) for one in waiting]
    return [_Open(one, *pair) for one, pair in found if pair is not None]


def _seen(made: Sequence[Ruled]) -> dict[tuple[str, str], str]:
    """The last decision on each claim."""
    last: dict[tuple[str, str], str] = {}
    for each in made:
        decision, other = each.decision, each.decision.payload.get("other")
        last[decision.document, decision.claim] = decision.id
        if other:
            last[other[0], other[1]] = decision.id
    return last


def _record(each: _Open) -> dict[str, Any]:
    one, claim, document, amount = each.one, each.claim, each.document, each.claim.quantity
    return {
        "score": round(one.score, 4), "moves": round(one.moves, 4), "doubt": round(one.doubt, 4),
        "signs": " ".join(one.signs), "item": one.question.item, "unit": one.question.unit, "claim": claim.id,
        "origin": one.origin, "low": amount and amount.low, "high": amount and amount.high,
        "hedge": amount and amount.hedge, "quote": claim.quote.cut(document.text), "published": document.published,
        "publisher": document.publisher,
    }  # fmt: skip


def _decision_row(ruled: Ruled) -> list[object]:
    made, told = ruled.decision, ruled.decision.payload
    other = told.get("other") or (None, None)
    holds = {True: "yes", False: "no", None: None}[ruled.holds]
    return [
        made.recorded, made.id, made.action, holds, made.claim, made.document, other[1], told.get("origin"),
        told.get("letter"), told.get("digit"), told.get("decision") if made.action == "undo" else None, made.who,
        made.why, told.get("decision"), " ".join(told.get("set") or ()) or None,
        ruled.seconded and ruled.seconded.state,
    ]  # fmt: skip
