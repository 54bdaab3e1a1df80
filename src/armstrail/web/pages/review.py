"""The queue of claims that most need a person, what waits for a second reader, and the decisions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from armstrail.model.finding import Question
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
class Ranked:
    """A claim of the queue by its place (digest and id), with the name of its origin; the rest is that of `Waiting`."""

    score: float
    moves: float
    doubt: float
    signs: tuple[str, ...]
    question: Question
    origin: str
    name: str
    place: tuple[str, str]


def review(desk: Desk, asked: Asked) -> Page:
    """The claims of a flow that wait for a person, what moves most and is most doubtful first; or, with `show`, what
    was decided and waits for another."""
    asked.only("supplier", "recipient", "fresh", "page", "show", "edit")
    supplier, recipient = asked.actor("supplier"), asked.actor("recipient")
    if (supplier is None) != (recipient is None) or (supplier and supplier == recipient):
        raise BadAsk(desk.words("review.both"), [("/review", "review")])
    flows = [(row.supplier, row.recipient) for row in desk.flows()]
    show = asked.choice("show", ("waiting", *SHOWN))
    if show in SHOWN:
        return again(desk, str(show), (supplier, recipient), flows[:100], asked.count("page", 1, 1_000))
    pair = (supplier, recipient) if supplier and recipient else next(iter(flows), None)
    fresh, place = asked.choice("fresh", ("yes",)), asked.count("page", 1, 1_000)
    stamp, waiting = _queue(desk, pair, fresh is not None) if pair else (desk.stamp, ())
    done = looked_at(desk.ledger)
    left = [one for one in waiting if one.place not in done]
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
            "done": len(waiting) - len(left),
            "stale": stamp != desk.stamp,
            "place": place,
            "more": len(left) > place * _SHOWN,
            "show": "waiting",
            "state": lambda one: seal(one.claim, one.document, seen.get((one.document.digest, one.claim.id), "")),
            "origin": {one.origin: one.name for one in waiting}.get,
            "fields_of": fields_of,
            "edit": asked.one("edit"),
            "back": address("/review", supplier=supplier, recipient=recipient, page=place if place > 1 else None),
            "last": made[-1] if made else None,
            "reviewer_of": reviewer_of,
        },
        {"flow": pair, "stale": stamp != desk.stamp, "waiting": [_record(one) for one in shown]},
        Table(_COLUMNS, [[number, *list(_record(one).values())] for number, one in enumerate(shown, 1)]),
    )


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


def _queue(desk: Desk, pair: tuple[str, str], fresh: bool) -> tuple[str, Sequence[Ranked]]:
    """The queue of a flow with the stamp it was worked out at: the last one, or a new one where that is asked for.

    Each decision gives the ledger a new state. To work out the order anew after each would make the reviewer wait;
    what she decided leaves the queue at once, and the rest keeps its order until it is asked for again.
    """
    kept = desk.house.queues
    known = kept.get(pair)
    if known is None or (known[0] != desk.stamp and fresh):
        kept[pair] = desk.stamp, ranked(desk, pair)
    return kept[pair]


def ranked(desk: Desk, pair: tuple[str, str]) -> Sequence[Ranked]:
    """The claims of a flow that wait, in order; kept, since every voice must be left out in turn."""

    def make() -> tuple[Ranked, ...]:
        evidence = desk.gather(*pair)
        asked = [question for question, _ in desk.questions(evidence)][:_QUESTIONS]
        answers = [desk.answer(evidence, question, as_of=None, influence=True) for question in asked]
        name = cache(teller_of(desk, evidence).origin)
        return tuple(
            Ranked(
                one.score, one.moves, one.doubt, one.signs, one.question, one.origin, name(one.origin),
                (one.document.digest, one.claim.id),
            )
            for one in queue(evidence, answers, desk.drifts(*pair))
        )  # fmt: skip

    state = f"{desk.state(*pair)} {desk.house.look}"
    return desk.kept(("queue", state, *pair, desk.words.language), _read_ranked, make)


def _read_ranked(record: Any) -> tuple[Ranked, ...]:
    return tuple(from_record(Ranked, each) for each in record)


def _laid_open(desk: Desk, waiting: Sequence[Ranked]) -> list[Waiting]:
    """Those that are shown with their words; what stands no more is passed over."""
    found = [(one, desk.ledger.claim_at(*one.place)) for one in waiting]
    return [
        Waiting(one.score, one.moves, one.doubt, one.signs, one.question, one.origin, *pair)
        for one, pair in found
        if pair is not None
    ]


def _seen(made: Sequence[Ruled]) -> dict[tuple[str, str], str]:
    """The last decision on each claim."""
    last: dict[tuple[str, str], str] = {}
    for each in made:
        decision, other = each.decision, each.decision.payload.get("other")
        last[decision.document, decision.claim] = decision.id
        if other:
            last[other[0], other[1]] = decision.id
    return last


def _record(one: Waiting) -> dict[str, Any]:
    claim, document, amount = one.claim, one.document, one.claim.quantity
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
