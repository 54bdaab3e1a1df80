"""The slots of a claim that a person can set, as values that a decision can keep.

A correction names slots and never a whole claim, so that it goes on holding when a better reading finds more in the
same words. A claim keeps the id by which it is cited, which its place as it was read gives (document, kind, anchor):
so its anchor is none of the slots, and where its kind is set the id stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from armstrail.model.claim import Claim, Place
from armstrail.model.errors import BadValue
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span

SLOTS: Final = (
    "supplier", "recipient", "item", "designation", "quantity", "measure", "status", "modality", "stance", "source",
    "source_type", "source_actor", "basis", "period", "condition", "tags", "kind", "places", "via",
)  # fmt: skip
LATER: Final = ("kind", "places", "via")  # slots that the older corrections of a ledger do not tell of
BY_HAND: Final = "by hand"  # how the cue of a claim begins that tells which of its slots a person set


def slots_of(claim: Claim) -> dict[str, Any]:
    """Every slot that a person can set, in JSON form: a span as [start, end], a quantity and a period as objects."""
    made: dict[str, Any] = {}
    for slot in SLOTS:
        value = getattr(claim, slot)
        if isinstance(value, Span):
            value = [value.start, value.end]
        elif isinstance(value, Quantity):
            value = {"low": value.low, "high": value.high, "unit": value.unit, "hedge": value.hedge}
        elif isinstance(value, Period):
            value = {"start": value.start, "end": value.end}
        elif slot == "places":
            value = [place.to_json() for place in value]
        made[slot] = list(value) if isinstance(value, tuple) else value
    return made


def meaning_of(claim: Claim, text: str) -> dict[str, Any]:
    """The slots as `slots_of` has them, but with the words for what is a place in the text: those move with every edit
    of it."""
    told = slots_of(claim)
    for slot in ("source", "condition"):
        span = getattr(claim, slot)
        told[slot] = None if span is None else " ".join(span.cut(text).split())
    return told


def with_slots(claim: Claim, values: Mapping[str, Any]) -> Claim:
    """The claim with some slots set to values in their JSON form; None empties a slot.

    Raises:
        BadValue: a slot that cannot be set, or a value that it does not allow; names the slot.
    """
    return replace(claim, **{slot: _value(slot, value) for slot, value in values.items()})


def differing(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[str, ...]:
    """The slots in which two claims, told by `slots_of`, differ; one that either does not tell of is passed over."""
    return tuple(slot for slot in SLOTS if slot in first and slot in second and first[slot] != second[slot])


def set_by_hand(claim: Claim) -> tuple[str, ...]:
    """The slots of a claim that people set, as its cues tell; `marked` where a person made it. Empty for what is as a
    reading has it."""
    told = [cue.removeprefix(f"{BY_HAND}: ").split() for cue in claim.reasons if cue.startswith(f"{BY_HAND}: ")]
    return tuple(dict.fromkeys(slot for slots in told for slot in slots))


def _value(slot: str, value: Any) -> Any:
    if slot not in SLOTS:
        raise BadValue(f"slot {slot!r} cannot be set; use one of {', '.join(SLOTS)}")
    if slot in ("basis", "tags", "via"):
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise BadValue(f"{slot} must be a list of words, got {value!r}")
        return tuple(value)
    if value is None:
        if slot == "modality":
            raise BadValue("modality cannot be empty; write stated where nothing more is said", "not_empty", field=slot)
        if slot == "kind":
            raise BadValue("kind cannot be empty; withdraw what is no claim", "not_empty", field=slot)
        return None
    make: Callable[[Any], Any] = _MAKERS.get(slot, _word)
    try:
        return make(value)
    except BadValue as error:
        raise error.within(slot) from error
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BadValue(f"{slot}: {value!r} is no value of it") from error


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadValue(f"it must be words, got {value!r}")
    return value


def _span(value: Any) -> Span:
    start, end = value
    if type(start) is not int or type(end) is not int:
        raise BadValue(f"a span is [start, end], got {value!r}")
    return Span(start, end)


def _quantity(value: Any) -> Quantity:
    if set(value) != {"low", "high", "unit", "hedge"}:
        raise BadValue("a quantity has low, high, unit and hedge")
    for bound in (value["low"], value["high"]):
        if bound is not None and type(bound) not in (int, float):
            raise BadValue(f"a bound must be a number, got {bound!r}")
    return Quantity(value["low"], value["high"], value["unit"], value["hedge"])


def _period(value: Any) -> Period:
    if set(value) != {"start", "end"}:
        raise BadValue("a period has start and end")
    return Period(value["start"], value["end"])


def _places(value: Any) -> tuple[Place, ...]:
    return tuple(Place.from_json(each) for each in value)


_MAKERS: Final[dict[str, Callable[[Any], Any]]] = {
    "source": _span, "condition": _span, "quantity": _quantity, "period": _period, "places": _places,
}  # fmt: skip
