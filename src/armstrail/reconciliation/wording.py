"""What changed between two wordings of one figure: named changes, by slots alone, whatever the languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from armstrail.model.claim import Claim
from armstrail.model.period import first_day, last_day
from armstrail.model.quantity import Quantity, significant
from armstrail.model.terms import lies_within
from armstrail.reconciliation.digits import magnitude, rounded

DONE: Final = frozenset({"delivered", "underway"})
MEANT: Final = frozenset({"planned", "agreed", "requested", "offered"})
WISHED: Final = frozenset({"requested", "offered"})
DOUBTED: Final = frozenset({"alleged", "estimated"})

# What a change of hedge does to one and the same number; pairs that stand in no row change nothing worth a word.
_HEDGES: Final = {
    ("at_most", "at_least"): "ceiling_became_floor",
    ("at_most", "exact"): "ceiling_became_estimate",
    ("at_most", "about"): "ceiling_became_estimate",
    ("at_least", "at_most"): "floor_became_ceiling",
    ("at_least", "exact"): "floor_became_estimate",
    ("at_least", "about"): "floor_became_estimate",
    ("about", "exact"): "hedge_dropped",
    ("about", "at_least"): "hedge_raised",
    ("about", "at_most"): "hedge_lowered",
    ("exact", "at_least"): "hedge_raised",
    ("exact", "at_most"): "hedge_lowered",
    ("exact", "about"): "hedge_added",
    ("order", "exact"): "order_became_figure",
    ("order", "about"): "order_became_figure",
    ("order", "at_least"): "order_became_figure",
}


class Change(NamedTuple):
    """A named change; `factor` is by how much it moved the middle of the figure, `why` what stood before and after."""

    what: str
    factor: float
    why: str


def middle(quantity: Quantity) -> float:
    """The middle of what the words bound, or the one bound they give."""
    bounds = [bound for bound in (quantity.low, quantity.high) if bound is not None]
    return sum(bounds) / len(bounds)


def point(quantity: Quantity) -> float | None:
    """The one number that was said; None for a range of two."""
    if quantity.low is not None and quantity.high is not None and quantity.low != quantity.high:
        return None
    return middle(quantity)


def hangs_on_a_condition(claim: Claim) -> bool:
    """Whether the figure is what could be, or would be if: a capacity, and not a delivery."""
    return claim.condition is not None or claim.status == "possible"


def reworded(before: Claim, after: Claim) -> list[Change]:
    """What a reader of `after` believes that a reader of `before` does not; nothing where the wording agrees.

    Whose word it is, is not asked here: the same origin is named in many ways.
    """
    return [*_figure(before, after), *_circumstances(before, after), *_things(before, after), *_times(before, after)]


def _figure(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = before.quantity, after.quantity
    if first is None or second is None:
        return
    factor = middle(second) / middle(first) if middle(first) and middle(second) else 1.0
    one, other = point(first), point(second)
    if first.unit != second.unit:
        yield Change("unit_slipped", factor, f"{first.unit}>{second.unit}")
    if one is not None and other is not None:
        if one != other:
            yield Change(_other_number(one, other), factor, f"{one:.15g}>{other:.15g}")
        if (first.hedge, second.hedge) in _HEDGES:
            yield Change(_HEDGES[first.hedge, second.hedge], 1.0, f"{first.hedge}>{second.hedge}")
    elif one is not None or other is not None:
        yield Change(_range(first, second), factor, f"{_written(first)}>{_written(second)}")
    elif (first.low, first.high) != (second.low, second.high):
        yield Change("figure_changed", factor, f"{_written(first)}>{_written(second)}")


def _other_number(one: float, other: float) -> str:
    if significant(one) == significant(other) and magnitude(one) != magnitude(other):
        return "scale_slipped"
    digits = len(significant(other))
    return "rounded" if digits < len(significant(one)) and rounded(one, digits) == other else "figure_changed"


def _range(first: Quantity, second: Quantity) -> str:
    number = point(second)
    if number is None:
        return "range_appeared"
    if number == first.high:
        return "range_cut_to_top"
    if number == first.low:
        return "range_cut_to_bottom"
    half = middle(first)
    return "range_became_middle" if rounded(half, len(significant(number))) == number else "figure_changed"


def _written(quantity: Quantity) -> str:
    number = point(quantity)
    return f"{quantity.low:.15g}-{quantity.high:.15g}" if number is None else f"{number:.15g}"


def _circumstances(before: Claim, after: Claim) -> Iterator[Change]:
    statuses, modalities = f"{before.status}>{after.status}", f"{before.modality}>{after.modality}"
    if before.modality == "denied" and after.modality != "denied":
        yield Change("denial_lost", 1.0, modalities)
    elif after.modality == "denied" and before.modality != "denied":
        yield Change("denial_added", 1.0, modalities)
    elif before.modality in DOUBTED and after.modality not in DOUBTED:
        yield Change("doubt_dropped", 1.0, modalities)
    elif after.modality in DOUBTED and before.modality not in DOUBTED:
        yield Change("doubt_added", 1.0, modalities)
    elif before.modality == "stated" and after.modality == "confirmed":
        yield Change("confirmation_added", 1.0, modalities)
    if hangs_on_a_condition(before) and not hangs_on_a_condition(after):
        done = after.status in DONE
        why = "condition>None" if before.condition is not None and before.status == after.status else statuses
        yield Change("capacity_became_content" if done else "condition_dropped", 1.0, why)
    elif before.status in MEANT and after.status in DONE:
        yield Change("plan_became_fact", 1.0, statuses)
    elif before.status in DONE and after.status in MEANT:
        yield Change("fact_became_plan", 1.0, statuses)
    elif before.status in WISHED and after.status in MEANT - WISHED:
        yield Change("plan_hardened", 1.0, statuses)
    if before.alternative is not None and after.alternative is None:
        yield Change("or_became_and", 1.0, "or>and")


def _things(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = before.item, after.item
    if first is not None and second is not None and first != second:
        what = "item_swapped"
        if lies_within(second, first):
            what = "item_narrowed"
        elif lies_within(first, second):
            what = "item_broadened"
        yield Change(what, 1.0, f"{first}>{second}")
    models = [_plain(each.designation) for each in (before, after) if each.designation is not None]
    if len(models) == 2 and not (models[0] in models[1] or models[1] in models[0]):
        yield Change("model_swapped", 1.0, f"{before.designation}>{after.designation}")
    if "partial" in before.tags and "partial" not in after.tags:
        yield Change("part_became_whole", 1.0, "partial>None")
    if ("stock" in before.tags) != ("stock" in after.tags):
        gone = "stock" in before.tags
        yield Change("stock_became_flow" if gone else "flow_became_stock", 1.0, "stock>None" if gone else "None>stock")
    elif before.measure is not None and after.measure is not None and before.measure != after.measure:
        yield Change("measure_changed", 1.0, f"{before.measure}>{after.measure}")


def _times(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = (each.period.start if each.period else None for each in (before, after))
    if first is None and second is None:
        return
    if first is None or second is None:
        yield Change("start_added" if first is None else "start_dropped", 1.0, f"{first}>{second}")
    elif first_day(first) > last_day(second) or first_day(second) > last_day(first):
        yield Change("start_moved", 1.0, f"{first}>{second}")


def _plain(name: str | None) -> str:
    return "".join(sign for sign in (name or "").casefold() if sign.isalnum())
