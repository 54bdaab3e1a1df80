"""The queue of claims that most need a person, and the decisions: each with who and why, and none without undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from armstrail.model.errors import LedgerError
from armstrail.model.ruling import DIGITS, LETTERS
from armstrail.pipeline.lookup import Ruled, decisions_of, drifts_in, find_claim
from armstrail.pipeline.opening import open_ledger
from armstrail.pipeline.reviewing import Overtaken, Waiting, accepted, decide, queue, undo
from armstrail.web.asked import Asked, is_here, key_of
from armstrail.web.desk import Desk, House
from armstrail.web.page import Away, Page, Table
from armstrail.web.refusals import BadAsk, Forbidden, Missing, Unready
from armstrail.web.refusals import Overtaken as TooLate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from armstrail.accounts import Visitor
    from armstrail.pipeline.opening import Ledger

REVIEWER: Final = "armstrail_reviewer"
ACTIONS: Final = ("accept", "withdraw", "merge", "part", "grade")
_QUESTIONS: Final = 3  # of a flow, those with most claims; each must be worked out with every voice left out in turn
_SHOWN: Final = 20
_LONGEST: Final = {"who": 100, "why": 2_000}
_COLUMNS: Final = (
    "place", "score", "moves", "doubt", "signs", "item", "unit", "claim", "origin", "low", "high", "hedge", "quote",
    "published", "publisher",
)  # fmt: skip
_DECISIONS: Final = (
    "recorded", "id", "action", "in_force", "claim", "document", "other", "origin", "letter", "digit", "undoes", "who",
    "why",
)  # fmt: skip


def review(desk: Desk, asked: Asked) -> Page:
    """The claims of a flow that wait for a person, what moves most and is most doubtful first."""
    asked.only("supplier", "recipient", "fresh", "page")
    supplier, recipient = asked.actor("supplier"), asked.actor("recipient")
    if (supplier is None) != (recipient is None) or (supplier and supplier == recipient):
        raise BadAsk(desk.words("review.both"), [("/review", "review")])
    flows = [(row.supplier, row.recipient) for row in desk.flows()]
    pair = (supplier, recipient) if supplier and recipient else next(iter(flows), None)
    fresh, place = asked.choice("fresh", ("yes",)), asked.count("page", 1, 1_000)
    stamp, waiting = _queue(desk, pair, fresh is not None) if pair else (desk.stamp, ())
    done = accepted(desk.ledger)
    left = [one for one in waiting if (one.document.digest, one.claim.id) not in done]
    shown = left[(place - 1) * _SHOWN : place * _SHOWN]
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
            "state": lambda one: seen.get((one.document.digest, one.claim.id), ""),
            "last": made[-1] if made else None,
            "letters": LETTERS,
            "digits": DIGITS,
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


def take(house: House, asked: Asked, _cookies: Mapping[str, str]) -> Away:
    """A decision on a claim, sent with a form."""
    asked.only("action", "who", "why", "other", "origin", "letter", "digit", "seen", "back")
    action = asked.choice("action", ACTIONS)
    if action is None:
        raise BadAsk(house.words("review.no_action", actions=", ".join(ACTIONS)))
    who, why = _signed(house, asked, action)
    told = _told(house, asked, action)
    key = key_of(asked.parts["claim"], "claim")
    with house.desk() as desk, desk.looking_up():
        find_claim(desk.ledger, key)
        if told["other"] is not None:
            find_claim(desk.ledger, key_of(told["other"], "claim"))
    seen = asked.one("seen") or ""
    with _writing(house, f"/claim/{key}") as ledger:
        decide(ledger, action, key, seen=seen, who=who, why=why, **told)
    return Away(_back(asked, f"/claim/{key}"), {REVIEWER: quote(who)})


def take_back(house: House, asked: Asked, _cookies: Mapping[str, str]) -> Away:
    """An undo, sent with a form."""
    asked.only("who", "why", "back")
    who, why = _signed(house, asked, "undo")
    key = key_of(asked.parts["decision"], "decision")
    with house.desk() as desk:
        found = [each.decision for each in decisions_of(desk.ledger) if each.decision.id.startswith(key)]
    if not found:
        raise Missing(house.words("decisions.none_such"), [("/decisions", "decisions")])
    if asked.visitor and not all(may_undo(asked.visitor, made.who) for made in found):
        raise Forbidden(house.words("decisions.not_yours"), [("/decisions", "decisions")])
    with _writing(house, "/decisions") as ledger:
        undo(ledger, key, who=who, why=why)
    return Away(_back(asked, "/decisions"), {REVIEWER: quote(who)})


def may_undo(visitor: Visitor | None, who: str) -> bool:
    """Whether somebody's decision is another's to take back: one's own is, and an editor's are all."""
    return visitor is None or visitor.may("editor") or (visitor.may("analyst") and visitor.name == who)


def reviewer_of(cookies: Mapping[str, str]) -> str:
    """The name that a reviewer gave last in this browser."""
    return unquote(cookies.get(REVIEWER, ""))[: _LONGEST["who"]]


def _queue(desk: Desk, pair: tuple[str, str], fresh: bool) -> tuple[str, Sequence[Waiting]]:
    """The queue of a flow with the stamp it was worked out at: the last one, or a new one where that is asked for.

    Each decision gives the ledger a new state. To work out the order anew after each would make the reviewer wait;
    what she decided leaves the queue at once, and the rest keeps its order until it is asked for again.
    """
    kept = desk.house.queues
    known = kept.get(pair)
    if known is not None and (known[0] == desk.stamp or not fresh):
        return known
    evidence = desk.gather(*pair)
    asked = [question for question, _ in desk.questions(evidence)][:_QUESTIONS]
    answers = [desk.answer(evidence, question, as_of=None, influence=True) for question in asked]
    kept[pair] = desk.stamp, queue(evidence, answers, drifts_in(evidence))
    return kept[pair]


@contextmanager
def _writing(house: House, page: str) -> Iterator[Ledger]:
    """The ledger open to write, each trouble told as what it is to the reader."""
    settings = house.settings
    try:
        with open_ledger(settings.ledger, settings.clock, read_only=False, wait=settings.wait) as ledger:
            yield ledger
    except Overtaken as error:
        raise TooLate(
            house.words("review.overtaken", what=str(error)), [(page, page), ("/review", "review")]
        ) from error
    except LedgerError as error:
        raise Unready(house.words("error.busy"), [(page, page)]) from error


def _signed(house: House, asked: Asked, action: str) -> tuple[str, str]:
    """Who decides and why; a claim may be accepted without more than having been read."""
    who, why = asked.signer(), asked.one("why")
    if action == "accept" and why is None:
        why = house.words("review.read")
    if who is None or why is None:
        raise BadAsk(house.words("review.unsigned"))
    for name, words in (("who", who), ("why", why)):
        if len(words) > _LONGEST[name]:
            raise BadAsk(f"{name} is longer than {_LONGEST[name]:,} characters; write less")
    return " ".join(who.split()), why


def _told(house: House, asked: Asked, action: str) -> dict[str, Any]:
    """What an action needs beside the claim."""
    told: dict[str, Any] = {"other": None, "origin": None, "letter": None, "digit": None}
    if action in ("merge", "part"):
        told["other"] = asked.one("other")
        if action == "merge" and told["other"] is None:
            raise BadAsk(house.words("review.no_other"))
    if action == "grade":
        letter, digit = asked.choice("letter", LETTERS), asked.choice("digit", tuple(map(str, DIGITS)))
        if letter is None and digit is None:
            raise BadAsk(house.words("review.no_grade"))
        told |= {"letter": letter, "digit": int(digit) if digit else None}
        told["origin"] = asked.one("origin") if letter else None
        if letter and told["origin"] is None:
            raise BadAsk(house.words("review.no_origin"))
    return told


def _back(asked: Asked, otherwise: str) -> str:
    """Where to go after a form: a page of ours, never another site."""
    wanted = asked.one("back")
    return wanted if wanted is not None and is_here(wanted) else otherwise


def _seen(made: Sequence[Ruled]) -> dict[tuple[str, str], str]:
    """The last decision on each claim, as `state_of` tells it."""
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
        "origin": one.voice.origin, "low": amount and amount.low, "high": amount and amount.high,
        "hedge": amount and amount.hedge, "quote": claim.quote.cut(document.text), "published": document.published,
        "publisher": document.publisher,
    }  # fmt: skip


def _decision_row(ruled: Ruled) -> list[object]:
    made, told = ruled.decision, ruled.decision.payload
    other = told.get("other") or (None, None)
    holds = {True: "yes", False: "no", None: None}[ruled.holds]
    return [
        made.recorded, made.id, made.action, holds, made.claim, made.document, other[1], told.get("origin"),
        told.get("letter"), told.get("digit"), told.get("decision"), made.who, made.why,
    ]  # fmt: skip
