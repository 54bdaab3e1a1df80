"""What cannot be is flagged with the limit, the factors and the excess; what can be is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from value_makers import BOOK, SHELLS

from armstrail.estimation.limits import check, check_alternatives, figure_of
from armstrail.model.claim import Claim
from armstrail.model.errors import BadValue
from armstrail.model.limit import Figure, LimitFlag
from armstrail.model.quantity import Quantity
from armstrail.model.records import from_record, to_record
from armstrail.model.span import Span

ROCKETS = "arms.ammunition.rocket"
FUEL = "commodity.fuel"


def exactly(number: float, unit: str, item: str = "cargo", designation: str | None = None, days: int | None = None):
    return Figure(unit, item, number, number, designation, days)


def codes(flags: tuple[LimitFlag, ...]) -> list[str]:
    return [flag.code for flag in flags]


def test_500_rounds_a_container_fit_only_bare():
    """Seoul's 500 is bare projectiles to the limit of the heaviest box: nearly full, but not impossible."""
    assert check(exactly(1e6, "pieces", SHELLS, "152 mm"), BOOK, [exactly(2000, "containers")]) == ()


def test_744_rounds_of_152_mm_a_container_are_beyond_any_load():
    """9 million rounds in 49 voyages of 247 boxes: by the payload, shells of 152 mm cannot be all of it."""
    boxes = exactly(49 * 247, "containers")
    (flag,) = check(exactly(9e6, "pieces", SHELLS, "152 mm"), BOOK, [boxes])
    assert flag.code == "heavier_than_payload"
    assert flag.sure
    assert set(flag.factors) == {"mass-152-shell", "payload-20ft"}
    assert flag.limit == pytest.approx(49 * 247 * 28.2e3 / 43.5)
    assert flag.excess == pytest.approx(9e6 / flag.limit)
    assert "744 a piece" in flag.why


def test_without_a_calibre_the_flag_is_not_sure():
    """Smaller rounds may be inside: the usual load is broken, the impossible is not."""
    flags = check(exactly(9e6, "pieces", SHELLS), BOOK, [exactly(49 * 247, "containers")])
    assert [(flag.factors[0], flag.sure) for flag in flags] == [("mass-round-default", False)]


def test_a_count_with_an_open_top_bounds_nothing_surely():
    """'More than 2,000 containers' may be any number of them."""
    boxes = Figure("containers", "cargo", 2000, None)
    (flag,) = check(exactly(2e6, "pieces", SHELLS, "152 mm"), BOOK, [boxes])
    assert not flag.sure


def test_122_mm_rounds_that_are_fewer_than_152_mm_are_rockets():
    """'3 million of 152 mm or 500,000 of 122 mm': shells of half the mass cannot be a sixth as many; rockets can."""
    large = exactly(3e6, "pieces", SHELLS, "152 mm")
    (flag,) = check_alternatives(exactly(5e5, "pieces", SHELLS, "122 mm"), large, BOOK)
    assert flag.code == "too_few_for_mass"
    assert flag.excess > 10
    assert set(flag.factors) == {"mass-122-shell", "mass-152-shell"}
    assert check_alternatives(exactly(5e5, "pieces", ROCKETS, "122 mm"), large, BOOK) == ()
    assert check_alternatives(large, exactly(5e5, "pieces", SHELLS, "122 mm"), BOOK) == (flag,)


def test_a_million_barrels_are_not_56000_tonnes():
    """They are 116,000 to 151,000 t by product; the printed figure is half of the least. Either figure shows it."""
    barrels, tonnes = exactly(1e6, "barrels", FUEL), exactly(56e3, "tonnes", FUEL)
    (flag,) = check(barrels, BOOK, [tonnes])
    assert flag.code == "barrels_per_tonne"
    assert flag.excess == pytest.approx(1e6 / (56e3 * 8.62))
    (other,) = check(tonnes, BOOK, [barrels])
    assert other.excess == pytest.approx(flag.excess)
    assert check(exactly(136e3, "tonnes", FUEL), BOOK, [barrels]) == ()


def test_dollars_do_not_become_euros():
    """5.5 billion dollars and 5.5 billion euros cannot both be the study's figure."""
    dollars, euros = exactly(5.5e9, "USD", "arms"), exactly(5.5e9, "EUR", "arms")
    assert codes(check(euros, BOOK, [dollars])) == ["currency_changed"]
    assert check(exactly(5.1e9, "EUR", "arms"), BOOK, [dollars]) == ()


def test_13_and_221_are_the_halves_of_13221():
    """A number cut at its separator: both halves stand beside the whole."""
    whole, head, tail = (exactly(number, "containers") for number in (13221, 13, 221))
    assert codes(check(head, BOOK, [whole, tail])) == ["number_split"]
    assert codes(check(tail, BOOK, [whole, head])) == ["number_split"]
    assert check(head, BOOK, [whole]) == ()


def test_tonnes_of_explosives_hold_no_shells_by_their_filler():
    """74,000 t taken as filler of 6.5 kg would be 11 million shells, which weigh more than the whole cargo."""
    cargo = exactly(74e3, "tonnes")
    flags = check(exactly(74e6 / 6.5, "pieces", SHELLS, "152 mm"), BOOK, [cargo])
    assert codes(flags) == ["heavier_than_cargo"]
    assert "never filler" in flags[0].why
    assert check(exactly(1.6e6, "pieces", SHELLS, "152 mm"), BOOK, [cargo]) == ()


def test_more_tonnes_than_the_boxes_lift():
    flags = check(exactly(40e3, "tonnes"), BOOK, [exactly(1000, "containers")])
    assert codes(flags) == ["heavier_than_payload"]
    assert flags[0].limit == pytest.approx(28_200)


def test_a_long_missile_does_not_lie_in_a_20_foot_box():
    """A KN-23 of 7.2 m or more fits a box of 40 feet, and not one of 20."""
    missile = exactly(10, "pieces", "arms.missile.ballistic", "KN-23")
    assert codes(check(missile, BOOK, [exactly(10, "containers", "cargo", "20 ft")])) == ["longer_than_carrier"]
    assert check(missile, BOOK, [exactly(10, "containers", "cargo", "40 ft")]) == ()


def test_bulky_things_are_bound_by_room():
    """500 drones in one box of 40 feet: by room at most 76, whatever they weigh."""
    flags = check(exactly(500, "pieces", "arms.uav.loitering", "Shahed-136"), BOOK, [exactly(1, "containers")])
    assert set(codes(flags)) == {"heavier_than_payload", "larger_than_volume"}


def test_more_voyages_than_ships_and_days_allow():
    """Two ships in 30 days make at most 17 voyages at 4 days out and back; 64 in 20 months by four ships are easy."""
    trips, ships = exactly(40, "shipments", days=30), exactly(2, "vessels")
    (flag,) = check(trips, BOOK, [ships])
    assert (flag.code, flag.limit, flag.factors) == ("voyages_in_time", 17, ("round-trip-rajin",))
    assert check(exactly(64, "shipments", days=600), BOOK, [exactly(4, "vessels")]) == ()
    assert check(exactly(40, "shipments"), BOOK, [ships]) == ()


def test_more_persons_than_one_flight_takes_is_not_sure_without_days():
    """An Il-76 takes at most 225; where the number of flights is open, so is the flag."""
    plane = exactly(1, "pieces", "arms.aircraft.transport", "Il-76")
    (flag,) = check(exactly(1500, "persons", "personnel.troops"), BOOK, [plane])
    assert (flag.code, flag.limit, flag.sure) == ("persons_per_carrier", 225, False)


def test_ships_make_as_many_voyages_as_the_days_allow():
    """Seven ships in a week carry 1,500 soldiers without trouble."""
    ships = exactly(7, "vessels", "cargo", "landing ship", days=7)
    assert check(exactly(1500, "persons", "personnel.troops"), BOOK, [ships]) == ()
    (flag,) = check(exactly(15000, "persons", "personnel.troops"), BOOK, [ships])
    assert flag.limit == pytest.approx(7 * 450 * (7 / 4 + 1))


def test_more_containers_than_voyages_carry():
    (flag,) = check(exactly(20_000, "containers"), BOOK, [exactly(10, "shipments")])
    assert (flag.code, flag.limit, flag.sure) == ("containers_per_carrier", 7000, False)


def test_a_claim_gives_its_figure():
    """A claim enters as it is; without a quantity, or as a share, it is held against nothing."""
    span = Span(0, 4)
    quantity = Quantity(9e6, 9e6, "pieces", "exact")
    claim = Claim("d", "c", "transfer", span, span, item=SHELLS, designation="152 mm", quantity=quantity)
    assert figure_of(claim) == exactly(9e6, "pieces", SHELLS, "152 mm")
    assert codes(check(claim, BOOK, [exactly(12_103, "containers")])) == ["heavier_than_payload"]
    bare = Claim("d", "c", "transfer", span, span, item=SHELLS)
    assert check(bare, BOOK, [claim]) == ()
    share = Claim("d", "c", "transfer", span, span, item=SHELLS, quantity=Quantity(40, 40, "percent", "exact"))
    assert figure_of(share) is None


@given(number=st.floats(1, 1e8), boxes=st.floats(1, 1e5), fewer=st.floats(0.01, 1))
def test_what_breaks_no_limit_breaks_none_when_it_is_less(number, boxes, fewer):
    """Flags only ever vanish as the figure falls, and grow as it rises."""
    beside = [exactly(boxes, "containers")]
    more = check(exactly(number, "pieces", SHELLS, "152 mm"), BOOK, beside)
    less = check(exactly(number * fewer, "pieces", SHELLS, "152 mm"), BOOK, beside)
    assert set(codes(less)) <= set(codes(more))
    if more and less:
        assert less[0].excess <= more[0].excess


@given(order=st.permutations([(1000, "containers"), (3, "shipments"), (56e3, "tonnes"), (10, "vessels")]))
def test_the_order_of_what_stands_beside_changes_nothing(order):
    beside = [exactly(number, unit) for number, unit in order]
    figure = exactly(9e6, "pieces", SHELLS, "152 mm")
    assert check(figure, BOOK, beside) == check(figure, BOOK, sorted(beside, key=repr))


@pytest.mark.parametrize(
    "bad", [("pieces", -1, None, None), ("pieces", None, None, None), ("heaps", 1, 1, None), ("pieces", 1, 1, 0)]
)
def test_a_figure_is_checked_at_birth(bad):
    unit, low, high, days = bad
    with pytest.raises(BadValue):
        Figure(unit, SHELLS, low, high, None, days)


def test_flags_have_a_json_form():
    (flag,) = check(exactly(40e3, "tonnes"), BOOK, [exactly(1000, "containers")])
    assert from_record(LimitFlag, to_record(flag)) == flag
