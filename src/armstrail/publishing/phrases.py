"""Figures, money, dates and periods in the words of the brief's language, by CLDR."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Final

from babel import dates, numbers

from armstrail.model.period import Period, first_day
from armstrail.model.quantity import Quantity
from armstrail.model.terms import COUNTS
from armstrail.publishing.wordbook import Wording

_COMPACT_FROM: Final = 1_000_000
_COMPACT_BELOW: Final = 10**15
_COMPACT_DIGITS: Final = 4
_SKELETONS: Final = {4: "y", 7: "yMMM", 10: "yMMMd"}
_FULL_SKELETONS: Final = {4: "y", 7: "yMMMM"}
_PRECISION: Final = {4: "year", 7: "month", 10: "day"}
_NUMBER_THEN_WORD: Final = re.compile(r"(?s:.*?)(\S*\d)(\D+)\Z")


class Phrases:
    """Says quantities and dates as a language says them; holds nothing but its wording."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._locale = wording.locale

    def number(self, value: float) -> str:
        """A number in full, or with its scale word (`1.6 million`) where that loses no digit."""
        exact = _decimal(value)
        digits = exact.as_tuple().digits
        if _COMPACT_FROM <= value < _COMPACT_BELOW and len(digits) <= _COMPACT_DIGITS:
            scaled = len(digits) + int(exact.as_tuple().exponent) - 1
            decimals = max(0, len(digits) - 1 - scaled % 3)
            return _plain(
                numbers.format_compact_decimal(exact, format_type="long", locale=self._locale, fraction_digits=decimals)
            )
        return _plain(numbers.format_decimal(exact, locale=self._locale, decimal_quantization=False))

    def count(self, key: str, value: float) -> str:
        """A counted noun of the table `count`: `3 documents`."""
        number = _plain(numbers.format_decimal(_decimal(value), locale=self._locale))
        return self.wording.noun(f"count.{key}", value).format(number=number)

    def quantity(self, quantity: Quantity, item: str | None) -> str:
        """The whole figure with its hedge: `at least 10,000 soldiers`, `USD 1.7–5.5 billion`."""
        say, low, high = self.wording.say, quantity.low, quantity.high
        if low is not None and high is not None and low != high:
            amount = self._range(quantity, low, high, item)
            return say("quantity.about", amount=amount) if quantity.hedge == "about" else amount
        if high is None:
            assert low is not None
            if quantity.hedge == "order":
                return self._order(low, quantity.unit, item)
            return say("quantity.at_least", amount=self._amount(low, quantity.unit, item))
        hedge = quantity.hedge if low is not None else "at_most"
        amount = self._amount(high, quantity.unit, item)
        if hedge in ("order", "range"):
            return say("quantity.order_bare" if hedge == "order" else "quantity.exact", amount=amount)
        return say(f"quantity.{hedge}", amount=amount)

    def amount(self, value: float, unit: str, item: str | None) -> str:
        """One number with what it counts: `4.4 million shells`, `USD 2.7 billion`."""
        return self._amount(value, unit, item)

    def unit(self, unit: str, count: int = 2) -> str:
        """A unit by name, as it goes with a count: `containers`, `US dollars`; one that no wording has, as it is."""
        if f"unit.{unit}" in self.wording.nouns:
            return self.wording.noun(f"unit.{unit}", count)
        if unit == "percent":
            return self.wording.say("quantity.percent", number="%")
        return str(numbers.get_currency_name(unit, count, locale=self._locale)) if unit.isupper() else unit

    def date(self, partial: str, *, full: bool = True) -> str:
        """A partial ISO date: `2024`, `October 2024`, `5 November 2024`; months cut short unless `full`."""
        day = datetime.date.fromisoformat(first_day(partial))
        if len(partial) == 10:
            return _plain(dates.format_date(day, "long" if full else "medium", locale=self._locale))
        skeleton = (_FULL_SKELETONS if full else _SKELETONS)[len(partial)]
        return _plain(dates.format_skeleton(skeleton, day, locale=self._locale))

    def span(self, start: str, end: str, *, full: bool = False) -> str:
        """A span of time between two partial dates, one date where they are equal."""
        if start == end:
            return self.date(start, full=full)
        if len(start) != len(end):
            return self.wording.say("period.between", start=self.date(start, full=full), end=self.date(end, full=full))
        first, last = (datetime.date.fromisoformat(first_day(side)) for side in (start, end))
        skeleton = (_FULL_SKELETONS if full and len(start) < 10 else _SKELETONS)[len(start)]
        return _plain(str(dates.format_interval(first, last, skeleton, locale=self._locale)))

    def period(self, period: Period) -> str:
        """What a figure covers: a span, or `since 2023`, `until October 2024`."""
        if period.start is not None and period.end is not None:
            return self.span(period.start, period.end)
        side, partial = ("since", period.start) if period.start is not None else ("until", period.end)
        assert partial is not None
        return self.wording.say(f"period.{side}_{_PRECISION[len(partial)]}", date=self.date(partial, full=False))

    def as_of(self, partial: str) -> str:
        """The line that tells up to which day of publication the brief looks."""
        return self.wording.say(f"title.as_of_{_PRECISION[len(partial)]}", date=self.date(partial))

    def _range(self, quantity: Quantity, low: float, high: float, item: str | None) -> str:
        unit = quantity.unit
        key = "quantity.range_tight" if quantity.hedge == "about" or unit not in COUNTS else "quantity.range"
        if unit == "percent":
            return self.wording.say(key, low=self._percent(low), high=self._percent(high))
        first, last = self.number(low), self.number(high)
        short, full = _NUMBER_THEN_WORD.match(first), _NUMBER_THEN_WORD.match(last)
        if short and full and short[2] == full[2]:
            first = short[1]
        return self._measure(self.wording.say(key, low=first, high=last), high, unit, item)

    def _amount(self, value: float, unit: str, item: str | None) -> str:
        if unit == "percent":
            return self._percent(value)
        return self._measure(self.number(value), value, unit, item)

    def _percent(self, value: float) -> str:
        number = numbers.format_percent(_decimal(value) / 100, locale=self._locale, decimal_quantization=False)
        return self.wording.say("quantity.percent", number=_plain(number))

    def _measure(self, number: str, value: float, unit: str, item: str | None) -> str:
        compact = "_compact" if _NUMBER_THEN_WORD.match(number) else ""
        if unit in COUNTS:
            return self.wording.say(f"quantity.count{compact}", number=number, noun=self.noun(unit, item, value))
        currency = numbers.get_currency_name(unit, value, locale=self._locale)
        return self.wording.say(f"quantity.money{compact}", number=number, code=unit, currency=currency)

    def _order(self, low: float, unit: str, item: str | None) -> str:
        order = self.wording.find(f"orders.{low:.0f}")
        floor = self._amount(low, unit, item)
        if order is None or unit == "percent":
            return self.wording.say("quantity.order_bare", amount=floor)
        if unit in COUNTS:
            noun = self.noun(unit, item, low)
            return self.wording.say("quantity.order", order=order, noun=noun, floor=self.number(low))
        currency = numbers.get_currency_name(unit, low, locale=self._locale)
        return self.wording.say("quantity.money_order", order=order, currency=currency, floor=floor)

    def noun(self, unit: str, item: str | None, value: float) -> str:
        """What is counted, as it goes with a number: `shells`, `containers`."""
        key = f"noun.{item}"
        if unit in ("pieces", "persons") and key in self.wording.nouns and _counts(unit, item):
            return self.wording.noun(key, value)
        return self.wording.noun(f"unit.{unit}", value)


def _counts(unit: str, item: str | None) -> bool:
    """Whether the noun of the item is one for the unit: soldiers are persons, shells are pieces."""
    return (unit == "persons") == (item or "").startswith("personnel")


def _decimal(value: float) -> Decimal:
    exact = Decimal(repr(value)).normalize()
    return exact if exact else Decimal(0)


def _plain(text: str) -> str:
    """CLDR sets no-break and thin spaces; a brief that is searched and compared has plain ones."""
    return re.sub(r"[\u00a0\u2009\u202f]", " ", text)
