"""Money out of quantities and prices: the method's own example, the laws of the sampler, and what is refused."""

from __future__ import annotations

import datetime
import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from value_makers import BOOK, SHELLS, interval, lines_of_2025_11, price

from armstrail.estimation.money import Rates, exchange, load_rates
from armstrail.estimation.sampling import (
    Input,
    Term,
    draw,
    evaluate,
    interval_of,
    lognormal,
    of_factor,
    of_interval,
    product_of,
    stream,
)
from armstrail.estimation.value import ValueLine, value
from armstrail.model.errors import BadValue
from armstrail.model.estimate import Interval
from armstrail.model.records import from_record, to_record
from armstrail.model.valuation import NoRate, Rate, Valuation


def billions(found: Interval) -> tuple[float, float, float]:
    return found.median / 1e9, found.low90 / 1e9, found.high90 / 1e9


@pytest.fixture(scope="module")
def worked() -> Valuation:
    found = value(lines_of_2025_11())
    assert isinstance(found, Valuation)
    return found


def test_the_total_of_2025_11_is_that_of_the_method(worked):
    """Shells, missiles and guns: 6.1 billion dollars, 90 % between 3.0 and 13.8."""
    assert worked.method == "sample"
    assert billions(worked.total) == pytest.approx((6.1, 3.0, 13.8), rel=0.02)


@pytest.mark.parametrize(
    ("line", "wanted"), [("shells", (5.1, 2.0, 12.7)), ("missiles", (0.6, 0.4, 1.1)), ("guns", (0.3, 0.15, 0.7))]
)
def test_the_lines_of_2025_11_are_those_of_the_method(worked, line, wanted):
    """Each part within 2 % of what is printed there, or within the half of its last digit."""
    (found,) = (each for each in worked.lines if each.id == line)
    for got, want in zip(billions(found.money), wanted, strict=True):
        assert got == pytest.approx(want, rel=0.02, abs=0.05 if want in (0.6, 0.4, 0.3, 0.7, 2.0) else 0.025)


def test_shells_alone_as_known_in_2024_10():
    """3.9 million [2.4, 6.7] at 700 dollars [300, 1,600] are 2.7 billion [1.0, 7.3], worked out and not drawn."""
    line = ValueLine("shells", SHELLS, "pieces", interval(2.4e6, 6.7e6, 3.9e6), BOOK["price-shell-kp-default"])
    found = value([line])
    assert found.method == "product"
    assert billions(found.total) == pytest.approx((2.7, 1.0, 7.3), rel=0.025)


def test_product_and_sampler_agree_within_two_percent():
    """Test 6 of the method: log-medians and log-variances add; the draws say the same."""
    inputs = [lognormal("a", 7.3e6, 0.23), lognormal("b", 700, 0.51), lognormal("c", 3, 0.1)]
    term = Term(2.0, (("a", 1), ("b", 1), ("c", -1)))
    exact = product_of(term, {each.id: each for each in inputs}, "2025")
    drawn = interval_of(evaluate([term], draw(inputs)), "2025")
    for slot in ("median", "low50", "high50", "low90", "high90"):
        assert getattr(drawn, slot) == pytest.approx(getattr(exact, slot), rel=0.02), slot


def test_a_product_of_lognormals_is_exact():
    """Twice the log-variance of one factor, for two alike: sqrt(2) times its width."""
    term = Term(1.0, (("a", 1), ("b", 1)))
    found = product_of(term, {name: lognormal(name, 10, 0.5) for name in "ab"}, "2025")
    assert found.median == pytest.approx(100)
    assert math.log(found.high90 / 100) == pytest.approx(1.6448536 * 0.5 * math.sqrt(2))


def test_a_lopsided_price_is_drawn_and_not_forced_into_a_lognormal():
    """2,000 dollars, or up to 20,000: the median of the total stays at the price's own median."""
    line = ValueLine("troops", "personnel.troops", "persons", interval(1e3, 1e3), BOOK["bonus-soldier"])
    found = value([line])
    assert found.method == "sample"
    assert found.total.median == pytest.approx(2e6, rel=0.01)
    assert found.total.high90 == pytest.approx(20e6, rel=0.01)


def test_quantiles_come_back_as_they_went_in():
    """5 %, 50 % and 95 % of an input's draws are those given, lopsided or not."""
    lopsided = Input("x", ((0.05, 90), (0.5, 100), (0.95, 400)))
    assert np.quantile(draw([lopsided])["x"], [0.05, 0.5, 0.95]) == pytest.approx([90, 100, 400], rel=2e-3)


def test_an_estimate_with_its_own_quantiles_is_drawn_from_them():
    """Where an interval keeps its finer shape, that shape is used and not a lognormal."""
    shaped = replace(interval(1, 3), quantiles=((0.1, 1.0), (0.5, 1.1), (0.9, 5.0)))
    assert of_interval("x", shaped).median == pytest.approx(1.1)
    assert of_interval("x", shaped).at(np.array([0.9]))[0] == pytest.approx(5.0)


def test_every_stratum_is_drawn_once():
    """A Latin hypercube: each of the N slices of probability holds one draw."""
    column = stream("anything", 0, 1000)
    assert sorted(np.floor(column * 1000).astype(int)) == list(range(1000))


def test_adding_an_input_leaves_all_other_streams_as_they_were():
    """Byte for byte: a stream hangs on the input's id and the seed, on nothing else."""
    some = [lognormal("a", 1, 1), lognormal("b", 2, 1)]
    before, after = draw(some), draw([lognormal("0", 5, 1), *some, lognormal("z", 5, 1)])
    for name in ("a", "b"):
        assert before[name].tobytes() == after[name].tobytes()
    assert draw(some, seed=1)["a"].tobytes() != before["a"].tobytes()


@settings(max_examples=6)
@given(order=st.permutations(lines_of_2025_11()))
def test_the_order_of_the_lines_changes_no_byte(worked, order):
    assert json.dumps(to_record(value(order))) == json.dumps(to_record(worked))


@settings(max_examples=10)
@given(scale=st.floats(1e-3, 1e3))
def test_scaling_all_prices_scales_the_value(scale):
    lines = [
        ValueLine("shells", SHELLS, "pieces", interval(5e6, 1e7), price("p", 300, 700, 1600)),
        ValueLine("guns", "arms.artillery", "pieces", interval(2e2, 5e2), price("q", 5e5, 1e6, 2e6, "arms.artillery")),
    ]

    def dearer(line: ValueLine) -> ValueLine:
        was = line.price
        return replace(
            line, price=replace(was, low=was.low * scale, central=was.central * scale, high=was.high * scale)
        )

    one, other = value(lines), value([dearer(line) for line in lines])
    assert other.total.median == pytest.approx(one.total.median * scale, rel=1e-9)
    assert other.total.low90 == pytest.approx(one.total.low90 * scale, rel=1e-9)


def test_one_price_in_two_lines_is_one_uncertainty():
    """Half the shells in each of two lines at one price is as wide as all of them in one; at two prices, narrower."""
    fixed = interval(1e6, 1e6)
    shared = price("p", 300, 700, 1600)

    def two(first, second):
        lines = [ValueLine("a", SHELLS, "pieces", fixed, first), ValueLine("b", SHELLS, "pieces", fixed, second)]
        total = value(lines).total
        return math.log(total.high90 / total.low90)

    assert two(shared, shared) == pytest.approx(math.log(1600 / 300), rel=0.01)
    assert two(shared, replace(shared, id="other")) < 0.8 * math.log(1600 / 300)


def test_wages_are_persons_times_months_times_pay():
    """10,000 soldiers for 8 months [3, 14] at 2,000 dollars a month: some 160 million, as paid."""
    line = ValueLine(
        "troops", "personnel.troops", "persons", interval(1e4, 1e4), BOOK["pay-soldier-nis"],
        (BOOK["persons-months-troops"],),
    )  # fmt: skip
    found = value([line])
    assert found.kind == "price_paid"
    assert found.total.median == pytest.approx(160e6, rel=0.01)
    assert [use.factor for use in found.lines[0].receipt] == ["persons-months-troops", "pay-soldier-nis"]


def test_a_price_without_provenance_is_called_an_assumption(worked):
    said = [each for each in worked.cautions if each.startswith("assumption: price-shell-kp-default")]
    assert said == ["assumption: price-shell-kp-default (300 to 1,600 USD for one of pieces) has no provenance"]


def test_a_valuation_says_which_money_it_is(worked):
    """Kind, currency and years are named, and that years were added without an index."""
    assert (worked.kind, worked.currency, worked.years) == ("replacement", "USD", (2022, 2024))
    assert worked.cautions[0].startswith("replacement: what it would cost")
    assert "money of 2022, 2024 added without a price index" in worked.cautions


def test_asked_paid_and_replacement_are_never_added():
    """The three prices of one drone give three valuations side by side, and no sum."""
    drones = interval(1000, 2000)
    lines = [
        ValueLine(name, "arms.uav.loitering", "pieces", drones, BOOK[f"price-shahed-{name}"])
        for name in ("asked", "paid", "csis")
    ]
    with pytest.raises(BadValue, match="different things and are not added"):
        value(lines)
    found = {line.price.kind: value([line]) for line in lines}
    assert list(found) == ["price_asked", "price_paid", "replacement"]
    assert found["price_asked"].total.median > found["price_paid"].total.median > found["replacement"].total.median


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"unit": "containers"}, "stands after containers"),
        ({"price": BOOK["cmix-default"]}, "of kind assumption, no price"),
        ({"price": BOOK["price-shell-kp-kida"]}, "of kind check, no price"),
        ({"price": BOOK["price-srbm-default"]}, r"is for arms\.missile\.ballistic, the line for"),
        ({"through": (BOOK["c152-kr-2024-10"],), "unit": "containers"}, "a ceiling and never a middle"),
        ({"quantity": Interval("2025-01-01", 0, 0, 0, 0, 0)}, "values above 0"),
        ({"quantity": Interval("2025-01-01", -5, -6, -4, -7, -3)}, "values above 0"),
        ({"quantity": Interval("2025-01-01", 5, 4, 6, 7, 3)}, "quantiles must rise"),
    ],
)
def test_a_line_that_cannot_be_valued_is_refused(changes, says):
    line = ValueLine("shells", SHELLS, "pieces", interval(1e6, 2e6), BOOK["price-shell-kp-default"])
    with pytest.raises(BadValue, match=says):
        value([replace(line, **changes)])


def test_no_lines_or_one_line_twice_is_refused():
    line = ValueLine("shells", SHELLS, "pieces", interval(1e6, 2e6), BOOK["price-shell-kp-default"])
    with pytest.raises(BadValue, match="nothing to value"):
        value([])
    with pytest.raises(BadValue, match="'shells' stands twice"):
        value([line, line])


def test_a_price_without_a_year_or_below_zero_is_no_factor():
    with pytest.raises(BadValue, match="price without a year"):
        price("p", 1, 2, 3, year=None)
    with pytest.raises(BadValue, match="above 0"):
        price("p", -1, 2, 3)


def test_one_id_with_two_shapes_is_refused():
    with pytest.raises(BadValue, match="two different shapes"):
        draw([lognormal("a", 1, 1), lognormal("a", 2, 1)])


def test_a_valuation_has_a_json_form(worked):
    assert from_record(Valuation, json.loads(json.dumps(to_record(worked)))) == worked


def test_a_factor_is_read_at_its_three_points():
    found = of_factor(BOOK["price-shell-kp-default"]).at(np.array([0.05, 0.5, 0.95]))
    assert found == pytest.approx([300, 700, 1600])


@pytest.fixture(scope="module")
def rates() -> Rates:
    return load_rates()


def test_a_rate_names_its_day(rates):
    """A Sunday has no quotation; the rate of the Friday before holds, and says so."""
    found = exchange(rates, "EUR", "USD", "2024-10-27")
    assert isinstance(found, Rate)
    assert found.day == "2024-10-25"
    assert found.rate == pytest.approx(1.08, abs=0.02)


@pytest.mark.parametrize(
    ("currency", "day", "why"),
    [
        ("RUB", "2022-03-02", "run from"),
        ("RUB", "2024-10-28", "to 2022-03-01"),
        ("UAH", "2024-10-28", "no rate for UAH"),
        ("KPW", "2024-10-28", "no rate for KPW"),
        ("USD", "1998-01-01", "run from 1999-01-04"),
    ],
)
def test_no_rate_is_an_answer(rates, currency, day, why):
    """The rouble after 1 March 2022, the hryvnia and the won of the North are not converted, in either direction."""
    for pair in ((currency, "EUR"), ("EUR", currency)):
        found = exchange(rates, *pair, day)
        assert isinstance(found, NoRate)
        assert why in found.why


def test_roubles_of_before_are_converted(rates):
    assert isinstance(exchange(rates, "RUB", "USD", "2022-02-25"), Rate)


def test_a_price_in_euros_is_converted_at_a_named_day(rates):
    """8,000 euros of 24 October 2023, a million times, in dollars; the caution names rate and day."""
    line = ValueLine("shells", SHELLS, "pieces", interval(1e6, 1e6), BOOK["price-155-bauer"])
    with pytest.raises(BadValue, match="priced in EUR, not USD; give rates and the day"):
        value([line])
    found = value([line], "USD", rates, "2023-10-24")
    assert found.total.median == pytest.approx(8e9 * found.lines[0].rate.rate)
    assert found.lines[0].rate.day == "2023-10-24"
    assert any(each.startswith("shells: EUR at 1.0") and "2023-10-24" in each for each in found.cautions)
    assert value([line], "EUR").total.median == pytest.approx(8e9)


def test_a_value_without_a_rate_is_no_value(rates):
    line = ValueLine("shells", SHELLS, "pieces", interval(1e6, 1e6), price("roubles", 1, 2, 3, to_unit="RUB"))
    assert value([line], "USD", rates, "2024-10-28") == exchange(rates, "RUB", "USD", "2024-10-28")


def test_a_rate_is_asked_for_one_day(rates):
    with pytest.raises(BadValue, match="YYYY-MM-DD"):
        exchange(rates, "EUR", "USD", "2024-10")
    assert exchange(rates, "USD", "USD", datetime.date(2024, 1, 1).isoformat()).rate == 1
