"""What changed between two days, and what a flow is worth, as tables: every number with the claims it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.columns import Column
from armstrail.publishing.exports.tables import Row, Table, bands

if TYPE_CHECKING:
    from armstrail.model.changes import Changes, Moved
    from armstrail.model.estimate import Interval
    from armstrail.model.valuation import Valuation, Valued
    from armstrail.model.voice import Carrier, Voice
    from armstrail.publishing.exports.values import Holdings
    from armstrail.publishing.footnotes import Carried

_CITED: Final = (
    Column("claims", "list", "Ids of the claims on which it rests."),
    Column("quotes", "list", "The words of those claims that carry the figures, in the same order."),
)
_MIDDLE: Final = (
    Column("low90", "number", "Lower end of the 90 % interval, in `unit`."),
    Column("median", "number", "The middle, in `unit`; never to be quoted without an interval."),
    Column("high90", "number", "Upper end of the 90 % interval, in `unit`."),
)
CHANGES: Final = (
    Column("flow", "string", "The two parties, supplier>recipient.", True),
    Column("change", "string", "new, spread, corrected, withdrawn, denied or moved (an estimate).", True),
    Column("item", "string", "What: a path in the item tree."),
    Column("unit", "string", "The unit of all numbers of the row."),
    Column("stage", "string", "delivered, planned, agreed ..."),
    Column("voice", "string", "Id of the voice; of an estimate that moved, the one that mainly moved it."),
    Column("origin_name", "text", "On whose word."),
    Column("low", "number", "The lower bound that the words give; empty where they leave it open."),
    Column("high", "number", "The upper bound that the words give; empty where they leave it open."),
    Column("hedge", "string", "How the words bound it."),
    Column("before_low", "number", "Of a corrected figure, the lower bound before."),
    Column("before_high", "number", "Of a corrected figure, the upper bound before."),
    Column("before_hedge", "string", "Of a corrected figure, how the words bounded it before."),
    *_MIDDLE,
    *(column._replace(name=f"before_{column.name}") for column in _MIDDLE),
    Column("caveat", "text", "What must be known beside the numbers.", True),
    *_CITED,
)
VALUES: Final = (
    Column("flow", "string", "The two parties, supplier>recipient.", True),
    Column("role", "string", "line (one item), total, or total_by_route (an item counted by another route).", True),
    Column("item", "string", "What is valued; empty for a total."),
    Column("through", "string", "Of a total by a route, the unit that was converted."),
    Column("kind", "string", "replacement, price_asked or price_paid: never added to one another.", True),
    Column("unit", "string", "The currency of all numbers of the row.", True),
    Column("years", "list", "Of which years the money is.", True),
    Column("day", "day", "As of which day.", True),
    *_MIDDLE,
    Column("low50", "number", "Lower end of the 50 % interval, in `unit`."),
    Column("high50", "number", "Upper end of the 50 % interval, in `unit`."),
    Column("caveat", "text", "What must be known beside the numbers.", True),
    Column("factors", "list", "Ids of the conversions and prices used."),
    *_CITED,
)
_TOLD: Final = {
    "new": "said for the first time", "spread": "said before, now by further carriers; no second confirmation",
    "corrected": "changed by its origin, or read otherwise than before", "withdrawn": "no longer carried by any claim",
}  # fmt: skip


def changes_table(told: Iterable[tuple[str, Changes, Iterable[Voice], Holdings]]) -> Table:
    """What changed.

    Args:
        told: by flow: its code, the changes, the voices before and after, and the claims and names that they need.
    """
    rows = tuple(row for flow, changes, voices, held in told for row in _changed(flow, changes, voices, held))
    return Table("changes", "What became public, and which estimates it moved", CHANGES, rows, ())


def values_table(flow: str, told: Iterable[tuple[Valuation, str | None, Sequence[Sequence[Carried]]]]) -> Table:
    """What a flow is worth.

    Args:
        told: the valuation with None, then each by another route with the unit that was converted; with the claims
            that each of its lines rests on.
    """
    rows = tuple(row for valuation, through, cited in told for row in _valued(flow, valuation, through, cited))
    return Table("values", "What it is worth: estimates times prices", VALUES, rows, ())


def _changed(flow: str, changes: Changes, voices: Iterable[Voice], held: Holdings) -> Iterator[Row]:
    known = {voice.id: voice for voice in voices}
    for voice in changes.new:
        yield _start(flow, "new") | _figure("new", voice, voice.carriers, held)
    for spread in changes.spread:
        yield _start(flow, "spread") | _figure("spread", known[spread.voice], spread.carriers, held)
    for each in changes.corrected:
        former = each.before
        before: Row = {"before_low": former.low, "before_high": former.high, "before_hedge": former.hedge}
        now = known[each.voice]
        row: Row = _start(flow, "corrected") | _figure("corrected", now, now.carriers, held)
        yield row | before | {"low": each.after.low, "high": each.after.high, "hedge": each.after.hedge}
    for voice in changes.withdrawn:
        yield _start(flow, "withdrawn") | _figure("withdrawn", voice, voice.carriers, held)
    for denial in changes.denials:
        what = "denies all that is asked" if denial.whole else "denies one figure"
        name = held.name_of(denial.origin)
        said: Row = {"origin_name": name, "caveat": f"on the word of {name}; {what}"}
        yield _start(flow, "denied") | said | _cited([(denial.document, denial.claim)], held)
    for moved in changes.moved:
        yield _start(flow, "moved") | _moved(moved, known, held)


def _start(flow: str, change: str) -> Row:
    return {"flow": flow, "change": change}


def _figure(change: str, voice: Voice, carriers: Iterable[Carrier], held: Holdings) -> Row:
    quantity = voice.quantity
    row: Row = {
        "item": voice.item, "unit": quantity.unit, "stage": voice.status, "voice": voice.id,
        "origin_name": held.name_of(voice.origin), "low": quantity.low, "high": quantity.high,
        "hedge": quantity.hedge, "caveat": f"{caveats.of_voice(voice, held)}; {_TOLD[change]}",
    }  # fmt: skip
    return row | _cited([(each.document, each.claim) for each in carriers], held)


def _moved(moved: Moved, known: dict[str, Voice], held: Holdings) -> Row:
    question = moved.question
    voice = known.get(moved.voice) if moved.voice else None
    by = f"mainly by {caveats.of_voice(voice, held)}" if voice else "by no single voice"
    row: Row = {
        "item": question.item, "unit": question.unit, "stage": question.stage, "voice": moved.voice,
        "origin_name": held.name_of(voice.origin) if voice else None,
        "caveat": f"an estimate, to be quoted with its interval; it moved {by}",
    }  # fmt: skip
    row |= {f"{name}": cell for name, cell in _middle(moved.after).items()}
    row |= {f"before_{name}": cell for name, cell in _middle(moved.before).items()}
    asked = (question.item, question.unit)
    moving = [voice] if voice else [each for each in known.values() if (each.item, each.quantity.unit) == asked]
    return row | _cited([(each.document, each.claim) for one in moving for each in one.carriers], held)


def _middle(interval: Interval | None) -> Row:
    return {name: getattr(interval, name) for name in ("low90", "median", "high90")} if interval else {}


def _cited(places: Iterable[tuple[str, str]], held: Holdings) -> Row:
    return _words(held.claims_of(places))


def _words(carried: Iterable[Carried]) -> Row:
    pairs = list(dict.fromkeys(carried))
    return {"claims": tuple(pair.claim.id for pair in pairs), "quotes": tuple(pair.anchor for pair in pairs)}


def _valued(flow: str, valuation: Valuation, through: str | None, cited: Sequence[Sequence[Carried]]) -> Iterator[Row]:
    shared: Row = {
        "flow": flow, "kind": valuation.kind, "unit": valuation.currency, "years": tuple(map(str, valuation.years)),
        "caveat": " ".join(valuation.cautions) or "an estimate of number times price, to be quoted with its interval",
    }  # fmt: skip
    for line, pairs in zip(valuation.lines, cited, strict=True) if through is None else ():
        told: Row = {"role": "line", "item": line.item, "factors": _factors([line])}
        yield shared | told | bands(line.money) | _words(pairs)
    whole: Row = {
        "role": "total" if through is None else "total_by_route", "through": through,
        "factors": _factors(valuation.lines),
    }  # fmt: skip
    yield shared | whole | bands(valuation.total) | _words([pair for pairs in cited for pair in pairs])


def _factors(lines: Iterable[Valued]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(use.factor for line in lines for use in line.receipt))
