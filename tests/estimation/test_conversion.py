"""Routes lead from one unit to another on a receipt, and a capacity never becomes a middle."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from value_makers import BOOK, SHELLS, estimate, interval, question

from armstrail.estimation.conversion import ceilings, find_way, route
from armstrail.model.errors import BadValue
from armstrail.model.estimate import Ceiling, Route
from armstrail.model.records import from_record, to_record

CONTAINERS = question("containers", "cargo")


def boxes(low, high, median=None):
    return estimate(CONTAINERS, interval(low, high, median))


def test_containers_become_rounds_by_the_packed_default():
    """20,000 containers [13,700, 30,000] are 5.8 million rounds; the width is that of both, in logs."""
    found = route(boxes(13.7e3, 30.0e3, 20.0e3), BOOK, question("pieces"))
    assert isinstance(found, Route)
    assert found.factors == ("cmix-default",)
    assert found.interval.median == pytest.approx(20.0e3 * 290)
    width = math.hypot(math.log(30.0 / 13.7), math.log(430 / 190))
    assert math.log(found.interval.high90 / found.interval.low90) == pytest.approx(width)


@pytest.mark.parametrize(
    ("known", "low", "median", "high"),
    [((2.4e3, 4.4e3, 8.6e3), 0.6, 1.3, 2.8), ((7.4e3, 12.4e3, 22.2e3), 1.8, 3.6, 7.2),
     ((13.0e3, 21.3e3, 37.3e3), 3.2, 6.1, 12.2), ((17.5e3, 26.6e3, 43.8e3), 4.3, 7.6, 14.5)],
)  # fmt: skip
def test_the_container_route_gives_the_figures_of_the_method(known, low, median, high):
    """Containers as known at four month ends, times 290 [190, 430], give 1.3, 3.6, 6.1 and 7.6 million rounds."""
    found = route(boxes(known[0], known[2], known[1]), BOOK, question("pieces")).interval
    assert found.median / 1e6 == pytest.approx(median, rel=0.03)
    assert (found.low90 / 1e6, found.high90 / 1e6) == pytest.approx((low, high), rel=0.08)


def test_the_receipt_lists_every_factor_with_its_source():
    """Voyages into rounds take two factors; both stand on the receipt as the book has them."""
    found = route(estimate(question("shipments", "cargo"), interval(50, 80)), BOOK, question("pieces"))
    assert [use.factor for use in found.receipt] == list(found.factors)
    assert found.factors == ("containers-per-voyage-osc", "cmix-default")
    for use in found.receipt:
        factor = BOOK[use.factor]
        assert (use.low, use.central, use.high, use.kind, use.source, use.role, use.times) == (
            factor.low, factor.central, factor.high, factor.kind, factor.source, "middle", True,
        )  # fmt: skip


def test_tonnes_become_rounds_by_dividing_by_the_mass():
    """74,000 t at 75 kg packed are about 1.0 million rounds of 152 mm, not the 1.6 million of bare shells."""
    cargo = estimate(question("tonnes"), interval(74e3, 74e3))
    found = route(cargo, BOOK, question("pieces"), designation="152 mm")
    assert found.factors == ("mass-152-packed",)
    assert found.receipt[0].times is False
    assert found.interval.median == pytest.approx(74e6 / 75, rel=1e-3)


def test_barrels_become_tonnes():
    """A million barrels of crude are some 136,000 t."""
    oil = question("barrels", "commodity.fuel")
    found = route(estimate(oil, interval(1e6, 1e6)), BOOK, question("tonnes", "commodity.fuel"))
    assert found.interval.median == pytest.approx(136_000, rel=0.01)


def test_a_capacity_gives_a_ceiling_and_no_interval():
    """20,000 containers 'when fully stocked' with 470 rounds each are at most 9.4 million: a bound, no estimate."""
    found = route(boxes(15e3, 26e3, 20e3), BOOK, question("pieces"), chain=["c152-kr-2024-10"])
    assert isinstance(found, Ceiling)
    assert found.full == pytest.approx(9.4e6)
    assert found.most == pytest.approx(26e3 * 470)
    assert found.receipt[0].role == "ceiling"
    assert not hasattr(found, "interval")


def test_all_published_capacities_stand_beside_the_route():
    """What was published by a day is shown, newest first, and none of it is a route."""
    found = ceilings(boxes(13e3, 25e3), BOOK, question("pieces"), "2024-06-30")
    assert {"c152-kr-2024-06", "c152-kr-2024-02", "c152-kr-2023-12"} <= {each.factors[0] for each in found}
    assert not {"c152-kr-2024-07", "c152-kr-2025-07"} & {each.factors[0] for each in found}


def test_a_check_is_never_walked():
    """The ratio of Kyiv's shells over Seoul's containers is held against others, and converts nothing."""
    with pytest.raises(BadValue, match="cmix-hur-2024-02 is a check"):
        route(boxes(5e3, 8e3), BOOK, question("pieces"), chain=["cmix-hur-2024-02"])


def test_tonnes_of_explosives_are_no_shells_by_their_filler():
    """'Explosives' in a rail paper is gross cargo: neither the item nor the filler factor leads to rounds."""
    with pytest.raises(BadValue, match=r"materiel\.explosive does not turn into"):
        route(estimate(question("tonnes", "materiel.explosive"), interval(1e3, 2e3)), BOOK, question("pieces"))
    with pytest.raises(BadValue, match="explosive-152 is a check"):
        route(estimate(question("tonnes"), interval(1e3, 2e3)), BOOK, question("pieces"), chain=["explosive-152"])


@pytest.mark.parametrize(
    ("to", "says"),
    [
        (question("persons"), "no factors lead from containers to persons"),
        (question("pieces", recipient="IR"), "keeps the recipient"),
        (question("pieces", stage="planned"), "keeps the stage"),
        (question("pieces", nature="stock"), "keeps the nature"),
    ],
)
def test_what_does_not_convert_is_refused(to, says):
    with pytest.raises(BadValue, match=says):
        route(boxes(1e3, 2e3), BOOK, to)


def test_a_broken_chain_is_refused_at_its_break():
    with pytest.raises(BadValue, match="price-152-ru leads from pieces to USD, but stands after containers"):
        route(boxes(1e3, 2e3), BOOK, question("pieces"), chain=["price-152-ru"])
    with pytest.raises(BadValue, match="the chain ends in pieces, not in tonnes"):
        route(boxes(1e3, 2e3), BOOK, question("tonnes"), chain=["cmix-default"])


def test_a_bound_of_nothing_is_refused():
    """A logarithm knows no zero: an interval that reaches it is told, not bent."""
    with pytest.raises(BadValue, match="values above 0"):
        route(estimate(CONTAINERS, interval(1, 2).__class__("2025-01-01", 1, 0, 2, 0, 3)), BOOK, question("pieces"))


@given(scale=st.floats(1e-3, 1e3), low=st.floats(1, 1e4), wide=st.floats(1, 20))
def test_scaling_what_is_converted_scales_the_route(scale, low, wide):
    one = route(boxes(low, low * wide), BOOK, question("pieces")).interval
    other = route(boxes(low * scale, low * wide * scale), BOOK, question("pieces")).interval
    assert other.median == pytest.approx(one.median * scale, rel=1e-9)
    assert other.high90 == pytest.approx(one.high90 * scale, rel=1e-9)


def test_the_way_found_is_the_shortest():
    """Tonnes of shells need one step to pieces, though a way over containers could be made."""
    assert [each.id for each in find_way("tonnes", "pieces", SHELLS, BOOK)] == ["mass-round-default"]


@pytest.mark.parametrize("chain", [None, ["c152-kr-2024-10"]])
def test_routes_and_ceilings_have_a_json_form(chain):
    found = route(boxes(1e3, 2e3), BOOK, question("pieces"), chain)
    assert from_record(type(found), to_record(found)) == found
