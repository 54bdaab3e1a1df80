"""What a value hangs on: the tornado for people, the shares of variance for the table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from value_makers import lines_of_2025_11

from armstrail.estimation.sampling import Input, Term, draw, evaluate, lognormal
from armstrail.estimation.sensitivity import influences, shares, tornado
from armstrail.estimation.value import value


@pytest.fixture(scope="module")
def by_input():
    return {each.input: each for each in value(lines_of_2025_11()).influences}


def test_the_price_of_a_shell_carries_most_of_the_variance(by_input):
    """82 % price per round, 16 % number of rounds, 2 % everything else."""
    price, rounds = by_input["price-shell-kp-default"].share, by_input["quantity:shells"].share
    rest = sum(each.share for each in by_input.values()) - price - rounds
    assert price == pytest.approx(0.82, abs=0.01)
    assert rounds == pytest.approx(0.16, abs=0.015)
    assert rest == pytest.approx(0.02, abs=0.01)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("price-shell-kp-default", 3.1, 12.6), ("quantity:shells", 4.5, 8.4), ("price-srbm-default", 5.8, 6.4)],
)
def test_the_tornado_is_that_of_the_method(by_input, name, low, high):
    """Billions of dollars with one input at 5 % and 95 %, all others at their median."""
    assert (by_input[name].low / 1e9, by_input[name].high / 1e9) == pytest.approx((low, high), rel=0.025)


def test_the_largest_share_comes_first(by_input):
    found = [each.share for each in by_input.values()]
    assert found == sorted(found, reverse=True)


@settings(max_examples=15)
@given(spreads=st.lists(st.floats(0.05, 1.0), min_size=2, max_size=5))
def test_for_a_product_a_share_is_that_of_the_log_variance(spreads):
    """s_i^2 / sum s^2, within 2 points, whatever the spreads."""
    inputs = [lognormal(f"x{at}", 10, spread) for at, spread in enumerate(spreads)]
    term = Term(1.0, tuple((each.id, 1) for each in inputs))
    values = draw(inputs)
    found = shares(values, evaluate([term], values))
    whole = sum(spread**2 for spread in spreads)
    for at, spread in enumerate(spreads):
        assert found[f"x{at}"] == pytest.approx(spread**2 / whole, abs=0.02)


def test_a_certain_input_has_no_share():
    """A number without width moves nothing, and a total of certain numbers has no variance to share."""
    fixed, wide = Input("fixed", ((0.5, 3.0),)), lognormal("wide", 1, 0.5)
    term = Term(1.0, (("fixed", 1), ("wide", 1)))
    values = draw([fixed, wide])
    assert shares(values, evaluate([term], values))["fixed"] == 0
    assert shares({"fixed": values["fixed"]}, values["fixed"]) == {"fixed": 0}


def test_an_input_that_divides_swings_the_other_way():
    found = tornado([Term(1.0, (("mass", -1),))], [lognormal("mass", 2, 0.5)])
    assert found["mass"][0] > 0.5 > found["mass"][1]


def test_the_order_of_the_inputs_changes_nothing():
    inputs = [lognormal("a", 1, 0.2), lognormal("b", 2, 0.4)]
    terms = [Term(1.0, (("a", 1),)), Term(2.0, (("b", 1),))]
    values = draw(inputs)
    total = evaluate(terms, values)
    assert influences(terms, inputs, values, total) == influences(terms[::-1], inputs[::-1], values, total)
    assert evaluate(terms[::-1], values).tobytes() == total.tobytes()
