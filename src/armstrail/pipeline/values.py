"""What a flow is worth: estimates of things times prices, each price and conversion out of the book of factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from armstrail.model.errors import BadValue
from armstrail.model.estimate import Estimate
from armstrail.model.finding import Finding, Question
from armstrail.model.terms import lies_within
from armstrail.model.valuation import NoRate, Valuation

if TYPE_CHECKING:
    from armstrail.estimation.value import ValueLine
    from armstrail.model.factor import Factor
    from armstrail.pipeline.estimates import Books, Evidence


@dataclass(frozen=True, slots=True)
class Worth:
    """What a flow is worth.

    `by_routes` is the same with an item counted by another route, by the unit it came through; `unpriced` are
    estimates of things for which the book has no price of the kind; `said` are findings of amounts of money that
    somebody names for the flow, beside ours and in no way part of it.
    """

    valuation: Valuation | NoRate
    estimates: tuple[Estimate, ...]
    by_routes: tuple[tuple[str, Valuation | NoRate], ...]
    unpriced: tuple[Estimate, ...]
    said: tuple[Finding, ...]


def value(
    evidence: Evidence,
    books: Books,
    *,
    items: Sequence[str] = (),
    stage: str = "delivered",
    kind: str = "replacement",
    currency: str = "USD",
    rates_on: str | None = None,
    as_of: str | None = None,
) -> Worth:
    """Value what is estimated to have moved.

    Args:
        items: paths of items that do not contain one another; () for all that have a figure and a price.
        kind: which of the three kinds of price: `replacement`, `price_asked` or `price_paid`.
        currency: an ISO 4217 code; prices in another are converted at the rate of `rates_on` (YYYY-MM-DD).
        as_of: the day up to which is counted; None for the newest word on each item.
    Raises:
        BadValue: nothing that has both a figure and a price, items within items, or a date that is none.
    """
    from armstrail.estimation.money import load_rates
    from armstrail.estimation.value import value as add_up

    estimates = _estimates(evidence, books, _check_items(items), stage, as_of)
    lines, priced, unpriced = _lines(estimates, books, kind, currency)
    if not lines:
        found = ", ".join(estimate.question.item for estimate in estimates) or "nothing"
        raise BadValue(
            f"no {kind} price in {currency} or a currency with a rate for what is estimated ({found}); "
            "add a price with --factors, or ask for another kind"
        )
    rates = load_rates() if any(line.price.to_unit != currency for line in lines) else None

    def total(of: Sequence[ValueLine]) -> Valuation | NoRate:
        return add_up(of, currency, rates, rates_on)

    by_routes = [
        (
            route.through.unit,
            total([replace(each, quantity=route.interval) if each is line else each for each in lines]),
        )
        for line, estimate in zip(lines, priced, strict=True)
        for route in estimate.routes
    ]
    return Worth(total(lines), tuple(priced), tuple(by_routes), tuple(unpriced), _said(evidence, books, items))


def _check_items(items: Sequence[str]) -> tuple[str, ...]:
    for one in items:
        for other in items:
            if one != other and lies_within(other, one):
                raise BadValue(f"{one} contains {other}; name one of them, or it would count twice")
    return tuple(dict.fromkeys(items))


def _estimates(evidence: Evidence, books: Books, items: Sequence[str], stage: str, as_of: str | None) -> list[Estimate]:
    """An estimate for each item asked for, or for each that has figures and holds no other that has."""
    from armstrail.pipeline.estimates import answers, list_questions

    counted = [
        question
        for question, _ in list_questions(evidence)
        if question.unit in ("pieces", "persons") and question.stage == stage and question.nature == "flow"
        and (question.supplier, question.recipient) == (evidence.supplier, evidence.recipient)
        and (not items or question.item in items)
    ]  # fmt: skip
    told = answers(evidence, sorted(counted, key=lambda each: each.item), books, as_of=as_of, influence=False)
    found = [each.outcome for each in told if isinstance(each.outcome, Estimate)]
    if items:
        return found
    return [one for one in found if not any(_holds(one.question, other.question) for other in found)]


def _holds(wide: Question, narrow: Question) -> bool:
    return narrow.item != wide.item and lies_within(narrow.item, wide.item)


def _lines(
    estimates: Sequence[Estimate], books: Books, kind: str, currency: str
) -> tuple[list[ValueLine], list[Estimate], list[Estimate]]:
    """A line for each estimate that has a price, those estimates, and those that have none."""
    from armstrail.estimation.value import ValueLine

    lines, priced, unpriced = [], [], []
    for estimate in estimates:
        question = estimate.question
        price = _price(books, question, kind, currency)
        if price is None:
            unpriced.append(estimate)
            continue
        lines.append(ValueLine(question.item, question.item, question.unit, estimate.asked, price))
        priced.append(estimate)
    return lines, priced, unpriced


def _price(books: Books, question: Question, kind: str, currency: str) -> Factor | None:
    """The default price of an item: in the currency asked for, else in any other."""
    priced = {factor.to_unit for factor in books.factors if factor.is_price and factor.from_unit == question.unit}
    for unit in (currency, *sorted(priced - {currency})):
        price = books.factors.default(question.unit, unit, question.item, kinds=(kind,))
        if price is not None:
            return price
    return None


def _said(evidence: Evidence, books: Books, items: Sequence[str]) -> tuple[Finding, ...]:
    """The amounts of money that somebody names for what was asked."""
    from armstrail.pipeline.estimates import find, list_questions

    return tuple(
        find(evidence, question, books)
        for question, _ in list_questions(evidence)
        if len(question.unit) == 3 and question.unit.isupper()
        and (question.supplier, question.recipient) == (evidence.supplier, evidence.recipient)
        and (not items or any(lies_within(item, question.item) for item in items))
    )  # fmt: skip
