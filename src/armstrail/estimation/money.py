"""One currency into another at the European Central Bank's rate of a named day, or the answer that there is none.

No rate is ever made up: none for a currency that the bank does not quote (UAH, KPW), none after it stopped (RUB,
after 1 March 2022), none for a day that the shipped table does not reach.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from currency_converter import CurrencyConverter, RateNotFoundError

from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date
from armstrail.model.valuation import NoRate, Rate

SOURCE: Final = "European Central Bank, euro foreign exchange reference rates"
LONGEST_PAUSE: Final = 7  # days without a rate (weekends, feasts) over which the last one holds
EURO: Final = "EUR"


class Converter(Protocol):
    """What is needed of `currency_converter.CurrencyConverter`."""

    currencies: set[str]
    bounds: Mapping[str, tuple[datetime.date, datetime.date]]

    def convert(self, amount: float, currency: str, new_currency: str, date: datetime.date) -> float:
        """The amount in the other currency on a day; a RateNotFoundError where that day has none."""
        ...


@dataclass(frozen=True, slots=True)
class Rates:
    """The table of rates that this installation has."""

    converter: Converter


def load_rates() -> Rates:
    """The table that comes with the package CurrencyConverter; reads no network."""
    return Rates(CurrencyConverter())


def exchange(rates: Rates, from_currency: str, to_currency: str, day: str) -> Rate | NoRate:
    """What one unit of a currency was in another on a day (YYYY-MM-DD), or why that cannot be said.

    On a day without quotation the last one of the week before holds, and the rate names its day.
    """
    check_partial_date(day)
    if len(day) != len("YYYY-MM-DD"):
        raise BadValue(f"a rate is that of one day, got {day!r}; write YYYY-MM-DD")
    if from_currency == to_currency:
        return Rate(from_currency, to_currency, day, 1.0, "same currency")
    asked = datetime.date.fromisoformat(day)
    for currency in (from_currency, to_currency):
        if currency == EURO:
            continue
        if currency not in rates.converter.currencies:
            why = f"the European Central Bank quotes no rate for {currency}"
            return NoRate(from_currency, to_currency, day, why)
        first, last = rates.converter.bounds[currency]
        if not first <= asked <= last:
            why = f"the European Central Bank's rates for {currency} run from {first} to {last}"
            return NoRate(from_currency, to_currency, day, why)
    for back in range(LONGEST_PAUSE + 1):
        quoted = asked - datetime.timedelta(days=back)
        try:
            rate = rates.converter.convert(1.0, from_currency, to_currency, quoted)
        except RateNotFoundError:  # no quotation on that day
            continue
        return Rate(from_currency, to_currency, quoted.isoformat(), float(rate), SOURCE)
    return NoRate(from_currency, to_currency, day, f"no quotation in the {LONGEST_PAUSE} days up to {day}")
