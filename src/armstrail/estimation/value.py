"""What a flow is worth: quantities times prices, with the receipt of every number and what the result hangs on.

Replacement value, price asked and money paid are three different things. A valuation is of one of them; lines of
another kind are refused, not added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from armstrail.estimation import sensitivity
from armstrail.estimation.conversion import is_plain, walk
from armstrail.estimation.money import Rates, exchange
from armstrail.estimation.sampling import (
    DRAWS,
    Column,
    Input,
    Term,
    distinct,
    draw,
    evaluate,
    interval_of,
    of_factor,
    of_interval,
    product_of,
)
from armstrail.model.errors import BadValue
from armstrail.model.estimate import Interval
from armstrail.model.factor import CEILINGS, PRICES, Factor, Use
from armstrail.model.valuation import NoRate, Rate, Valuation, Valued
from armstrail.vocabulary.factors import related

WORDS = {
    "replacement": "what it would cost to make or buy the like, not what was paid",
    "price_asked": "what was asked, not what was paid",
    "price_paid": "what was paid by the accounts named, not what it is worth",
}


@dataclass(frozen=True, slots=True)
class ValueLine:
    """So much of an item at a price: `through` are the factors from the unit counted to the unit priced, in order."""

    id: str
    item: str
    unit: str
    quantity: Interval
    price: Factor
    through: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True)
class _Worked:
    """A line with its product, its own inputs and its receipt."""

    line: ValueLine
    term: Term
    inputs: Mapping[str, Input]
    receipt: tuple[Use, ...]
    rate: Rate | None


def value(
    lines: Sequence[ValueLine],
    currency: str = "USD",
    rates: Rates | None = None,
    rates_on: str | None = None,
    seed: int = 0,
    draws: int = DRAWS,
) -> Valuation | NoRate:
    """The worth of the lines together, in one currency.

    One line of near-lognormal inputs is worked out exactly; sums and skewed inputs are drawn (Latin hypercube, one
    stream for each input). The order of the lines changes nothing.

    Args:
        lines: at least one, with different ids, all priced in the same of the three kinds.
        currency: prices in another are converted at the rate of the day `rates_on` (YYYY-MM-DD) out of `rates`.
    Returns:
        the valuation; or the currency pair and day for which there is no rate.
    Raises:
        BadValue: no lines, an id twice, kinds mixed, units that do not meet, a price that is none or of another item,
            a quantity that is not above 0, or a currency to convert without a day.
    """
    kind = _check(lines)
    worked = []
    for line in sorted(lines, key=lambda each: each.id):
        rate = _rate(line, currency, rates, rates_on)
        if isinstance(rate, NoRate):
            return rate
        worked.append(_work(line, rate))
    inputs = distinct(each for one in worked for each in one.inputs.values())
    terms = [one.term for one in worked]
    columns = draw(inputs, seed, draws)
    total = evaluate(terms, columns)
    day = max(line.quantity.day for line in lines)
    exact = len(worked) == 1 and is_plain(inputs)
    return Valuation(
        kind=kind,
        currency=currency,
        years=tuple(sorted({line.price.year for line in lines if line.price.year is not None})),
        day=day,
        total=product_of(terms[0], worked[0].inputs, day) if exact else interval_of(total, day),
        lines=tuple(_valued(one, columns) for one in worked),
        method="product" if exact else "sample",
        draws=draws,
        seed=seed,
        influences=sensitivity.influences(terms, inputs, columns, total),
        cautions=_cautions(kind, worked),
    )


def _check(lines: Sequence[ValueLine]) -> str:
    """The kind of price that all lines share."""
    if not lines:
        raise BadValue("there is nothing to value; give at least one line")
    ids = [line.id for line in lines]
    for name in ids:
        if ids.count(name) > 1:
            raise BadValue(f"line {name!r} stands twice; give each line an id of its own")
    for line in lines:
        if line.price.kind not in PRICES:
            raise BadValue(f"line {line.id}: {line.price.id} is of kind {line.price.kind}, no price; choose a price")
        for factor in (*line.through, line.price):
            if not related(factor.item, line.item):
                raise BadValue(f"line {line.id}: {factor.id} is for {factor.item}, the line for {line.item}")
            if factor.kind in CEILINGS:
                raise BadValue(f"line {line.id}: {factor.id} is of kind {factor.kind}, a ceiling and never a middle")
    kinds = sorted({line.price.kind for line in lines})
    if len(kinds) > 1:
        raise BadValue(f"{' and '.join(kinds)} are different things and are not added; value them one by one")
    return kinds[0]


def _rate(line: ValueLine, currency: str, rates: Rates | None, rates_on: str | None) -> Rate | NoRate | None:
    if line.price.to_unit == currency:
        return None
    if rates is None or rates_on is None:
        raise BadValue(
            f"line {line.id} is priced in {line.price.to_unit}, not {currency}; give rates and the day they are of"
        )
    return exchange(rates, line.price.to_unit, currency, rates_on)


def _work(line: ValueLine, rate: Rate | None) -> _Worked:
    name = f"quantity:{line.id}"
    term, receipt = walk(name, line.unit, (*line.through, line.price), line.price.to_unit)
    if rate is not None:
        term = Term(term.scale * rate.rate, term.powers)
    inputs = {name: of_interval(name, line.quantity)}
    inputs |= {factor.id: of_factor(factor) for factor in (*line.through, line.price)}
    return _Worked(line, term, {each: inputs[each] for each, _ in term.powers}, receipt, rate)


def _valued(one: _Worked, columns: Mapping[str, Column]) -> Valued:
    line, day = one.line, one.line.quantity.day
    if is_plain(one.inputs.values()):
        money = product_of(one.term, one.inputs, day)
    else:
        money = interval_of(evaluate([one.term], columns), day)
    return Valued(line.id, line.item, line.unit, line.quantity, money, one.receipt, one.rate)


def _cautions(kind: str, worked: Sequence[_Worked]) -> tuple[str, ...]:
    """What must be said before the number: which kind of money, which factors nobody vouches for, mixed years."""
    said = [f"{kind}: {WORDS[kind]}"]
    uses = {use.factor: use for one in worked for use in one.receipt}
    for name in sorted(uses):
        use = uses[name]
        span = f"{use.low:,.10g} to {use.high:,.10g} {use.to_unit} for one of {use.from_unit}"
        if use.status == "assumption":
            said.append(f"assumption: {name} ({span}) has no provenance")
        elif use.status == "recalled":
            said.append(f"recalled: {name} ({span}) was not looked up")
    years = sorted({one.line.price.year for one in worked if one.line.price.year is not None})
    if len(years) > 1:
        said.append(f"money of {', '.join(map(str, years))} added without a price index")
    for one in worked:
        if one.rate is not None:
            said.append(f"{one.line.id}: {one.rate.from_currency} at {one.rate.rate:.6g} of {one.rate.day}")
    return tuple(said)
