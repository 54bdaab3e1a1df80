"""One question answered through another: containers into rounds, tonnes into barrels, each step on a receipt.

A route stands beside the direct answer and is never multiplied with it: both often go back to the same sources.
What a container could hold is a ceiling, a type of its own, so that no capacity is ever printed as a content.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from armstrail.estimation.sampling import (
    DRAWS,
    Z95,
    Input,
    Term,
    draw,
    evaluate,
    interval_of,
    of_factor,
    of_interval,
    product_of,
)
from armstrail.model.errors import BadValue
from armstrail.model.estimate import Ceiling, Estimate, Interval, Route
from armstrail.model.factor import CEILINGS, MIDDLES, Factor, Use
from armstrail.model.finding import Question
from armstrail.vocabulary.factors import Factors, related

LONGEST: Final = 3  # steps of a way that is looked for; a longer one must be given
KG_PER_TONNE: Final = 1000.0
LEANING: Final = 0.1  # a product of inputs that lean by more than this share of its width is drawn, not worked out
ROUNDING: Final = 1e-9


def route(
    estimate: Estimate,
    factors: Factors,
    to: Question,
    chain: Sequence[str] | None = None,
    designation: str | None = None,
) -> Route | Ceiling:
    """An estimate carried over to another question, by the book's defaults or by the factors named in `chain`.

    Args:
        estimate: its headline is converted.
        to: same supplier, recipient, stage and nature; another unit, or the same unit of a related item.
        chain: ids of factors, in order; each may be walked in either direction.
        designation: the model or calibre that `to` is about.
    Returns:
        a route; a ceiling where a factor of the chain is a capacity or a limit.
    Raises:
        BadValue: the questions do not match, no way leads from one unit to the other, or a factor is a check.
    """
    through = estimate.question
    _check_questions(through, to)
    if chain is None:
        steps = find_way(through.unit, to.unit, to.item, factors, designation)
    else:
        steps = tuple(factors[name] for name in chain)
    return carry(through, estimate.headline, steps, to)


def carry(through: Question, interval: Interval, steps: Sequence[Factor], to: Question) -> Route | Ceiling:
    """An interval of one question taken to another by given factors; see `route`."""
    _check_questions(through, to)
    for factor in steps:
        _check_item(factor, to)
    term, receipt = walk("quantity", through.unit, steps, to.unit)
    names = tuple(factor.id for factor in steps)
    if any(factor.kind in CEILINGS for factor in steps):
        full, most = (start * _most(term, steps) for start in (interval.median, interval.high90))
        return Ceiling(through, names, interval.day, full, most, receipt)
    inputs = {"quantity": of_interval("quantity", interval)} | {each.id: of_factor(each) for each in steps}
    return Route(through, names, product(term, inputs, interval.day), receipt)


def product(term: Term, inputs: dict[str, Input], day: str, seed: int = 0, draws: int = DRAWS) -> Interval:
    """The interval of a product: exact where all inputs are near lognormal, else from draws."""
    if is_plain(inputs.values()):
        return product_of(term, inputs, day)
    return interval_of(evaluate([term], draw(inputs.values(), seed, draws)), day)


def is_plain(inputs: Iterable[Input]) -> bool:
    """Whether the inputs lean so little to one side, against the width of their product, that a lognormal tells it."""
    each = tuple(inputs)
    width = 2 * Z95 * math.sqrt(math.fsum(one.log_sd**2 for one in each))
    return math.fsum(one.lean for one in each) <= LEANING * width + ROUNDING


def ceilings(estimate: Estimate, factors: Factors, to: Question, day: str | None = None) -> tuple[Ceiling, ...]:
    """Every capacity that the book knows between the two units, published by `day`: what could be at most."""
    found = factors.find(estimate.question.unit, to.unit, to.item, day, None, CEILINGS)
    carried = (carry(estimate.question, estimate.headline, (factor,), to) for factor in found)
    return tuple(each for each in carried if isinstance(each, Ceiling))


def find_way(
    from_unit: str, to_unit: str, item: str, factors: Factors, designation: str | None = None
) -> tuple[Factor, ...]:
    """The shortest chain of default factors from one unit to another for an item.

    Raises:
        BadValue: no chain of up to `LONGEST` factors leads there.
    """
    ways: list[tuple[str, tuple[Factor, ...]]] = [(_mass(from_unit), ())]
    seen = {_mass(from_unit)}
    for _ in range(LONGEST):
        further = []
        for unit, way in ways:
            for factor, reached in _edges(unit, item, factors, designation):
                if reached == _mass(to_unit):
                    return (*way, factor)
                if reached not in seen:
                    seen.add(reached)
                    further.append((reached, (*way, factor)))
        ways = further
    raise BadValue(
        f"no factors lead from {from_unit} to {to_unit} for {item}; name a chain, or add a factor marked as default"
    )


def walk(name: str, from_unit: str, steps: Sequence[Factor], to_unit: str) -> tuple[Term, tuple[Use, ...]]:
    """The product that a chain of factors makes of the input `name`, and the receipt of each use.

    Raises:
        BadValue: a factor that does not take up the unit before it, or is a check; names both.
    """
    unit, scale = from_unit, 1.0
    powers = {name: 1}
    receipt = []
    for factor in steps:
        if factor.kind == "check":
            raise BadValue(f"factor {factor.id} is a check, held against other figures and never used to convert")
        times = _mass(factor.from_unit) == _mass(unit)
        if not times and _mass(factor.to_unit) != _mass(unit):
            raise BadValue(
                f"factor {factor.id} leads from {factor.from_unit} to {factor.to_unit}, but stands after {unit}; "
                "mend the order, or add the step between"
            )
        enters, leaves = (factor.from_unit, factor.to_unit) if times else (factor.to_unit, factor.from_unit)
        scale *= _change(unit, enters)
        powers[factor.id] = powers.get(factor.id, 0) + (1 if times else -1)
        receipt.append(_use(factor, times))
        unit = leaves
    if _mass(unit) != _mass(to_unit):
        raise BadValue(f"the chain ends in {unit}, not in {to_unit}; add the step that is missing")
    scale *= _change(unit, to_unit)
    return Term(scale, tuple((each, power) for each, power in powers.items() if power)), tuple(receipt)


def _edges(unit: str, item: str, factors: Factors, designation: str | None) -> Iterator[tuple[Factor, str]]:
    pairs = sorted({(each.from_unit, each.to_unit) for each in factors if each.default and each.kind in MIDDLES})
    for first, second in pairs:
        for enters, leaves in ((first, second), (second, first)):
            if _mass(enters) == unit:
                factor = factors.default(first, second, item, designation, MIDDLES)
                if factor is not None:
                    yield factor, _mass(leaves)


def _mass(unit: str) -> str:
    return "tonnes" if unit == "kg" else unit


def _change(unit: str, enters: str) -> float:
    """What a number in `unit` is multiplied with to be in `enters`."""
    return {("tonnes", "kg"): KG_PER_TONNE, ("kg", "tonnes"): 1 / KG_PER_TONNE}.get((unit, enters), 1.0)


def _most(term: Term, steps: Sequence[Factor]) -> float:
    bounds = {factor.id: factor for factor in steps}
    most = term.scale
    for name, power in term.powers:
        if name in bounds:
            most *= float((bounds[name].high if power > 0 else bounds[name].low) ** power)
    return most


def _use(factor: Factor, times: bool) -> Use:
    role = "ceiling" if factor.kind in CEILINGS else "middle"
    return Use(
        factor.id, factor.from_unit, factor.to_unit, factor.low, factor.central, factor.high, factor.kind,
        factor.status, factor.source, factor.url, times, role,
    )  # fmt: skip


def _check_item(factor: Factor, to: Question) -> None:
    if not related(factor.item, to.item):
        raise BadValue(f"factor {factor.id} holds for {factor.item}, not for {to.item}; choose one for that item")


def _check_questions(through: Question, to: Question) -> None:
    for slot in ("supplier", "recipient", "stage", "nature"):
        first, second = getattr(through, slot), getattr(to, slot)
        if first != second:
            raise BadValue(f"a route keeps the {slot}: {first!r} is not {second!r}; ask for the same flow")
    if through.nature == "share":
        raise BadValue("a share has no unit to convert; convert what it is a share of")
    if not related(through.item, to.item):
        raise BadValue(
            f"{through.item} does not turn into {to.item}: neither contains the other; choose a related item"
        )
