"""What a flow is worth, told: the total, what makes it wide, each line with its price, what to know first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from armstrail.model.estimate import Estimate, Interval
from armstrail.model.factor import Use
from armstrail.model.finding import Finding
from armstrail.model.valuation import Influence, NoRate, Valuation, Valued
from armstrail.publishing import likelihood
from armstrail.publishing.receipt import Pair
from armstrail.publishing.report import Part, Report
from armstrail.publishing.telling import Teller

_WIDEST = 3


def worth_report(
    valuation: Valuation,
    *,
    supplier: str,
    recipient: str,
    by_routes: Sequence[tuple[str, Valuation | NoRate]],
    unpriced: Sequence[Estimate],
    said: Sequence[Finding],
    origin_name: Callable[[str], str],
    language: str = "en",
) -> Report:
    """The report of a valuation.

    Args:
        by_routes: the same with an item counted through another unit.
        unpriced: estimates that have no price.
        said: findings of amounts of money that others name.
    Raises:
        PackError: nothing is worded in this language.
    """
    teller = _Teller(language, origin_name, valuation)
    say = teller.say
    title = say(
        "worth.title",
        supplier=teller.names.actor(supplier),
        recipient=teller.names.actor(recipient),
        kind=say(f"worth.kind_{valuation.kind}"),
    )
    voices = [Pair(teller.origin(voice.origin), teller.voice(voice)) for each in said for voice in each.voices]
    parts = (
        Part(say("worth.lines"), tuple(teller.line(line) for line in valuation.lines)),
        Part(say("worth.influences"), tuple(teller.influence(each) for each in valuation.influences)),
        Part(say("worth.routes"), tuple(teller.route(unit, each) for unit, each in by_routes)),
        Part(say("worth.said"), tuple(dict.fromkeys(voices))),
        Part(say("worth.unpriced"), tuple(teller.unpriced(each) for each in unpriced)),
        Part(say("worth.cautions"), tuple(Pair("", words) for words in teller.cautions())),
    )
    return Report(title, tuple(teller.sentences()), parts)


def no_rate_words(missing: NoRate, language: str = "en") -> str:
    """That a conversion has no rate, in words."""
    teller = Teller(language, str)
    return teller.say(
        "worth.no_rate", to=missing.to_currency, date=teller.phrases.date(missing.day), why=missing.why,
        **{"from": missing.from_currency},
    )  # fmt: skip


class _Teller(Teller):
    """Words one valuation."""

    def __init__(self, language: str, origin_name: Callable[[str], str], valuation: Valuation) -> None:
        super().__init__(language, origin_name)
        self._valuation = valuation

    def sentences(self) -> Sequence[str]:
        valuation = self._valuation
        low, high = self._money_bounds(valuation.total)
        total = self.say(
            "worth.total", median=self._money(valuation.total.median), low=low, high=high,
            date=self.phrases.date(valuation.day), years=_years(valuation.years),
        )  # fmt: skip
        widest = [each for each in valuation.influences if each.share >= 0.01][:_WIDEST]
        if len(valuation.influences) < 2 or not widest:
            return (total,)
        told = ", ".join(self.say("worth.share", name=self._input(each), percent=_percent(each)) for each in widest)
        return total, self.say("worth.wide", inputs=told)

    def line(self, line: Valued) -> Pair:
        """A line: how many, at what price, makes how much."""
        low, high = self.bounds(line.quantity.low90, line.quantity.high90, line.unit, line.item)
        low_money, high_money = self._money_bounds(line.money)
        text = self.say(
            "worth.line", quantity=self.middle(line.quantity, line.unit, line.item), low=low, high=high,
            price=self._price(line.receipt[-1]), median=self._money(line.money.median), low_money=low_money,
            high_money=high_money,
        )  # fmt: skip
        sources = "; ".join(f"{use.factor}: {use.source}" for use in line.receipt)
        return Pair(self.names.heading(line.item), f"{text} [{sources}]")

    def influence(self, each: Influence) -> Pair:
        """A row of the tornado."""
        low, high = sorted((each.low, each.high))
        text = self.say(
            "worth.influence", low=self._money(low), high=self._money(high), percent=_percent(each)
        )  # fmt: skip
        return Pair(self._input(each), text)

    def route(self, unit: str, valuation: Valuation | NoRate) -> Pair:
        """The total with an item counted through another unit."""
        through = self.say("worth.through", unit=self.phrases.unit(unit))
        if isinstance(valuation, NoRate):
            return Pair(through, valuation.why)
        low, high = self._money_bounds(valuation.total)
        return Pair(through, self.say("worth.route", median=self._money(valuation.total.median), low=low, high=high))

    def unpriced(self, estimate: Estimate) -> Pair:
        """An estimate that has no price."""
        question, headline = estimate.question, estimate.headline
        low, high = self.bounds(headline.low90, headline.high90, question.unit, question.item)
        middle = self.middle(headline, question.unit, question.item)
        return Pair(self.names.heading(question.item), self.say("news.interval", median=middle, low=low, high=high))

    def cautions(self) -> Sequence[str]:
        """What must be known first, each once."""
        valuation, number = self._valuation, self.phrases.number
        told = []
        uses = {use.factor: use for line in valuation.lines for use in line.receipt}
        for use in uses.values():
            if use.status in ("assumption", "recalled"):
                told.append(
                    self.say(
                        f"worth.{use.status}",
                        name=use.factor,
                        low=number(use.low),
                        high=number(use.high),
                        to=use.to_unit,
                        **{"from": self.phrases.unit(use.from_unit, 1)},
                    )
                )
        if len(valuation.years) > 1:
            told.append(self.say("worth.years", years=_years(valuation.years)))
        for line in valuation.lines:
            if line.rate is not None:
                told.append(
                    self.say(
                        "worth.rate",
                        rate=f"{line.rate.rate:.6g}",
                        to=line.rate.to_currency,
                        date=self.phrases.date(line.rate.day),
                        **{"from": line.rate.from_currency},
                    )
                )
        return tuple(dict.fromkeys(told))

    def _input(self, each: Influence) -> str:
        name = each.input.removeprefix("quantity:")
        if name == each.input:
            return name
        return self.say("worth.quantity_input", item=self.names.item(name))

    def _price(self, use: Use) -> str:
        number = self.phrases.number
        if use.low == use.high:
            return self.say("worth.price_one", code=use.to_unit, central=number(use.central))
        low, high = number(use.low), number(use.high)
        return self.say("worth.price", code=use.to_unit, low=low, high=high, central=number(use.central))

    def _money(self, value: float) -> str:
        return self.phrases.amount(likelihood.nearest(value), self._valuation.currency, None)

    def _money_bounds(self, interval: Interval) -> tuple[str, str]:
        return self.bounds(interval.low90, interval.high90, self._valuation.currency, None)


def _percent(each: Influence) -> str:
    return str(round(100 * each.share))


def _years(years: Sequence[int]) -> str:
    return ", ".join(map(str, years))
