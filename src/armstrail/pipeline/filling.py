"""The slots of a claim as a person writes them, in a form or on a command line: words in, checked values out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.slots import differing, slots_of, with_slots
from armstrail.model.span import Span
from armstrail.model.terms import COUNTS, HEDGES, check_unit
from armstrail.pipeline.placing import parts_of, read_places, write_places

if TYPE_CHECKING:
    from armstrail.vocabulary import Vocabulary

FIELDS: Final = (
    "supplier", "recipient", "item", "designation", "low", "high", "unit", "hedge", "measure", "status", "modality",
    "stance", "source", "source_type", "source_actor", "basis", "period_start", "period_end", "condition", "tags",
    "kind", "places", "via",
)  # fmt: skip
_QUANTITY: Final = ("low", "high", "unit", "hedge")
_PERIOD: Final = {"period_start": "start", "period_end": "end"}
_PLACE: Final = re.compile(r"(\d{1,9}):(\d{1,9})\Z")
_LISTED: Final = 5


def fields_of(claim: Claim, document: Document) -> dict[str, str]:
    """The words of every field, as `fill` would read them again; "" for what is empty."""
    amount, period = claim.quantity, claim.period
    made: dict[str, Any] = {
        "low": _written(amount.low if amount else None), "high": _written(amount.high if amount else None),
        "unit": amount and amount.unit, "hedge": amount and amount.hedge,
        "source": claim.source and _one_line(claim.source.cut(document.text)),
        "condition": claim.condition and _one_line(claim.condition.cut(document.text)),
        "period_start": period and period.start, "period_end": period and period.end,
        "basis": " ".join(claim.basis), "tags": " ".join(claim.tags),
        "places": write_places(claim.places), "via": "; ".join(claim.via),
    }  # fmt: skip
    return {field: (made[field] if field in made else getattr(claim, field)) or "" for field in FIELDS}


def fill(told: Mapping[str, str], claim: Claim, document: Document, vocabulary: Vocabulary) -> dict[str, Any]:
    """The slots that the words of some fields set otherwise than a claim has them, as `model.slots` has them.

    Args:
        told: words by field; "" empties a slot. Words of the text (`source`, `condition`) must stand in it; where they
            stand more than once, the place in it is given instead, as START:END.
    Raises:
        BadValue: a field that is none, a party or item that nobody knows, words that the slot does not allow; says
            what it does.
    """
    for field in told:
        if field not in FIELDS:
            raise BadValue(f"slot {field!r} cannot be set; use one of {', '.join(FIELDS)}")
    now = fields_of(claim, document)
    new = {field: words.strip() for field, words in told.items() if _one_line(words) != now[field]}
    values: dict[str, Any] = {}
    for field, words in new.items():
        if field not in _QUANTITY and field not in _PERIOD:
            values[field] = _value(field, words, claim, document, vocabulary)
    if new.keys() & set(_QUANTITY):
        values["quantity"] = _quantity({field: new.get(field, now[field]) for field in _QUANTITY})
    if new.keys() & _PERIOD.keys():
        period = {end: new.get(field, now[field]) or None for field, end in _PERIOD.items()}
        values["period"] = period if any(period.values()) else None
    changed = differing(slots_of(claim), slots_of(with_slots(claim, values)))
    return {slot: value for slot, value in values.items() if slot in changed}


def find_words(document: Document, words: str) -> tuple[Span, ...]:
    """Where words stand in a text, in order, however it spaces them.

    Raises:
        BadValue: they do not.
    """
    parts = words.split()
    if not parts:
        raise BadValue("no words were given; write them as they stand in the text", "no_words")
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    found = tuple(Span(match.start(), match.end()) for match in pattern.finditer(document.text))
    if not found:
        raise BadValue(
            f"{_short(words)!r} does not stand in the text of the document; write the words as it has them",
            "words_absent", value=_short(words),
        )  # fmt: skip
    return found


def outside(place: str, document: Document) -> BadValue:
    """What is wrong with a place that the text does not have."""
    length = len(document.text)
    return BadValue(
        f"{place} lies outside the text, which has {length} characters", "place_outside", place=place, length=length
    )


def _value(field: str, words: str, claim: Claim, document: Document, vocabulary: Vocabulary) -> Any:
    from armstrail.vocabulary import find_actor, find_item

    if field in ("basis", "tags"):
        return words.replace(",", " ").split()
    if field == "via":
        return parts_of(words, field)
    if field == "places":
        return read_places(words, claim.places, vocabulary)
    if not words:
        return None
    makers: dict[str, Callable[[], Any]] = {
        "supplier": lambda: find_actor(vocabulary, words),
        "recipient": lambda: find_actor(vocabulary, words),
        "source_actor": lambda: find_actor(vocabulary, words),
        "item": lambda: find_item(vocabulary, words),
        "source": lambda: _span(words, claim, document),
        "condition": lambda: _span(words, claim, document),
    }
    try:
        return makers[field]() if field in makers else words
    except BadValue as error:
        raise error.within(field) from error


def _span(words: str, claim: Claim, document: Document) -> list[int]:
    """The place of words in the text: the only one, or the only one within the quote; or the place itself."""
    place = _PLACE.match(words)
    if place is not None and words not in document.text:
        span = Span(int(place[1]), int(place[2]))
        if span.end > len(document.text):
            raise outside(words, document)
        return [span.start, span.end]
    found = find_words(document, words)
    near = [span for span in found if claim.quote.holds(span)]
    chosen = found if len(found) == 1 else near
    if len(chosen) != 1:
        listed = ", ".join(f"{span.start}:{span.end}" for span in found[:_LISTED])
        raise BadValue(
            f"{_short(words)!r} stands {len(found)} times in the text; say which, as one of {listed}",
            "words_many", value=_short(words), count=len(found), listed=listed,
        )  # fmt: skip
    return [chosen[0].start, chosen[0].end]


def _quantity(told: Mapping[str, str]) -> dict[str, Any] | None:
    low, high = (_number(name, told[name]) for name in ("low", "high"))
    if low is None and high is None:
        return None
    unit, hedge = told["unit"], told["hedge"]
    if not unit:
        listed = ", ".join(COUNTS)
        raise BadValue(
            f"unit: a quantity needs one; use one of {listed}, or an ISO 4217 code", "no_unit", field="unit",
            allowed=listed,
        )  # fmt: skip
    check_unit(unit)
    if not hedge:
        listed = ", ".join(HEDGES)
        raise BadValue(f"hedge: a quantity needs one; use one of {listed}", "no_hedge", field="hedge", allowed=listed)
    return {"low": low, "high": high, "unit": unit, "hedge": hedge}


def _number(name: str, words: str) -> float | None:
    if not words:
        return None
    try:
        number = float(words.replace("_", "x"))
    except ValueError as error:
        told = f"{name}: {_short(words)!r} is no number; write it plainly, as 12000 or 1.5e6"
        raise BadValue(told, "number", field=name, value=_short(words)) from error
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _written(bound: float | None) -> str:
    return "" if bound is None else f"{bound:.15g}"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _short(words: str) -> str:
    line = _one_line(words)
    return line if len(line) <= 60 else f"{line[:60]}..."
