"""What follows from voices: the laws that any estimate must keep, and the cases worked out by hand."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import pytest
from estimation_makers import estimated, finding, voice
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from armstrail.estimation import default_settings, estimate
from armstrail.model.estimate import Estimate, Nothing
from armstrail.model.records import from_record, to_record
from armstrail.model.voice import Derivation

FAMILIES = ("kr", "us", "ua", "osint")


@st.composite
def voices(draw, least=1, most=7, measures=("total", "total", "total", "increment")):
    """Voices of a few families that differ by up to a factor of three or so."""
    said = []
    for place in range(draw(st.integers(least, most))):
        month = draw(st.integers(1, 12))
        said.append(
            voice(
                float(f"{draw(st.floats(3000, 30000)):.2g}"),
                draw(st.sampled_from(["exact", "about", "at_least", "at_most"])),
                id=f"v{place}",
                family=draw(st.sampled_from(FAMILIES)),
                origin=draw(st.sampled_from(["first", "second"])),
                as_of=f"2024-{month:02d}-{draw(st.integers(1, 28)):02d}",
                known=f"2024-12-{draw(st.integers(1, 28)):02d}" if month == 12 else f"2024-{month + 1:02d}-10",
                measure=draw(st.sampled_from(measures)),
                start=draw(st.sampled_from(["2023-10-01", "2024-01-01", None])),
            )
        )
    return said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (voice(6700), (6900, 3700, 14200)),
        (voice(6700, "at_least"), (8400, 4300, 20200)),
        (voice(6700, "at_most"), (5400, 2500, 11900)),
        (voice(4e6, "range", high=6e6), (5.0e6, 2.6e6, 10.5e6)),
        (voice(1e6, "order"), (2.7e6, 1.0e6, 6.0e6)),
    ],
    ids=["exact", "at least", "at most", "range", "order"],
)
def test_what_one_claim_alone_gives(said, expected):
    """One voice in the sixth month of a flow is worth a factor of two either way, in a shape set by its words."""
    line = estimated(said).headline
    assert line.median == pytest.approx(expected[0], rel=0.03)
    assert line.low90 == pytest.approx(expected[1], rel=0.05)
    assert line.high90 == pytest.approx(expected[2], rel=0.05)


@pytest.mark.parametrize(
    ("said", "factor"),
    [
        ([voice(id="a"), voice(id="b", family="us")], 1.45),
        ([voice(id="a"), voice(id="b", origin="kr-y")], 1.70),
        ([voice(id="a"), voice(id="b", family="us"), voice(id="c", family="ua")], 1.33),
        ([voice(id="a"), voice(13400, id="b", family="us")], 1.90),
    ],
    ids=["two families", "one family twice", "three families", "a factor of two apart"],
)
def test_agreement_narrows_and_disagreement_widens(said, factor):
    """How wide the band is follows from how many families agree."""
    line = estimated(*said).headline
    assert math.sqrt(line.high90 / line.low90) == pytest.approx(factor, rel=0.03)


def test_a_third_voice_nine_times_larger_widens_the_band_and_raises_an_alarm():
    """Two agree and a third says nine times as much: it is not hidden."""
    found = estimated(voice(id="a"), voice(id="b", family="us"), voice(60300, id="c", family="ua"))
    assert found.headline.low90 == pytest.approx(4700, rel=0.05)
    assert found.headline.high90 == pytest.approx(30000, rel=0.05)
    assert "sources_contradict" in {alarm.code for alarm in found.alarms}
    assert ";ua=60" in next(alarm.detail for alarm in found.alarms if alarm.code == "sources_contradict")


def test_without_an_estimate_of_each_family_only_that_is_missing():
    """The number, its cautions and their order are the same; who says what is left out of one."""
    asked = finding(voice(id="a"), voice(id="b", family="us"), voice(60300, id="c", family="ua"))
    whole, quick = (estimate(asked, influence=False, families=each) for each in (True, False))
    assert [alarm.code for alarm in quick.alarms] == [alarm.code for alarm in whole.alarms]
    assert replace(quick, alarms=whole.alarms) == whole


@trials(max_examples=12)
@given(said=voices(), copies=st.integers(1, 40))
def test_copies_change_nothing_but_the_count_of_carriers(said, copies):
    """Forty outlets that carry a voice leave every figure as it was, to the last byte."""
    once = estimated(*said)
    first = said[0]
    more = tuple(replace(first.carriers[0], document=f"x{at}", link="near_copy") for at in range(copies))
    often = estimated(replace(first, carriers=first.carriers + more), *said[1:])
    assert replace(often, carriers=once.carriers) == once
    assert often.carriers == once.carriers + copies


@trials(max_examples=12)
@given(said=voices(least=2), order=st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(said, order):
    """Whatever came first, the same bytes come out; and so they do when asked twice."""
    mixed = list(said)
    order.shuffle(mixed)
    once = to_record(estimated(*said, series=True))
    assert to_record(estimated(*mixed, series=True)) == once
    assert to_record(estimated(*said, series=True)) == once


@trials(max_examples=12)
@given(said=voices(), factor=st.sampled_from([1000.0, 0.1]))
def test_figures_a_thousand_times_larger_give_an_answer_a_thousand_times_larger(said, factor):
    """Nothing in the method knows how large a flow is."""
    larger = [
        replace(
            each,
            quantity=replace(
                each.quantity,
                low=each.quantity.low and each.quantity.low * factor,
                high=each.quantity.high and each.quantity.high * factor,
            ),
        )
        for each in said
    ]
    small, large = estimated(*said).headline, estimated(*larger).headline
    for (_, low), (_, high) in zip(small.quantiles, large.quantiles, strict=True):
        assert high == pytest.approx(low * factor, rel=0.005)


@pytest.mark.parametrize("start", ["2024-03-01", "2023-06-01", "2019-01-01", "2009-01-01", "1996-01-01"])
def test_a_figure_that_counts_from_long_ago_is_not_drawn_up(start):
    """How long ago a flow began says nothing of what came beyond somebody's count: the middle stays at the word."""
    assert estimated(voice(6700, start=start)).headline.median == pytest.approx(6700, rel=0.05)
    two = voice(5000, start=start), voice(8000, start=start, id="b", family="us")
    assert estimated(*two).headline.median == pytest.approx(math.sqrt(5000 * 8000), rel=0.05)


@trials(max_examples=12)
@given(said=voices())
def test_a_total_never_falls(said):
    """Every quantile of every month is at least that of the month before; the projection too."""
    found = estimated(*said, series=True, as_of="2025-06-30")
    lines = [*found.series, found.projected]
    for before, after in pairwise(lines):
        assert all(low <= high for (_, low), (_, high) in zip(before.quantiles, after.quantiles, strict=True))


@trials(max_examples=12)
@given(said=voices(least=2), later=voices(), day=st.sampled_from(["2024-06-30", "2024-09-30"]))
def test_what_was_not_yet_public_has_no_influence(said, later, day):
    """The estimate as known on a day is the same whatever was said after it."""
    after = [replace(each, id=f"l{each.id}", known="2025-01-01") for each in later]
    public = [each for each in said if each.known <= day]
    assert _bare(estimate(finding(*said, *after), known_on=day)) == _bare(estimate(finding(*public), known_on=day))


def _bare(found):
    return replace(found, detail="") if isinstance(found, Nothing) else found


@trials(max_examples=30)
@given(said=voices(least=2, measures=("total",)), below=st.floats(0.1, 0.99), family=st.sampled_from(["new", "kr"]))
def test_a_bound_that_the_rest_clears_moves_nothing(said, below, family):
    """A floor below the 5 % quantile, or a ceiling above the 95 %, moves the median by less than 3 %, whoever says
    it, wherever anybody gave a figure and not bounds alone; nearly always it moves nothing at all."""
    said = [*said, voice(9000, id="figure", family="pl", start=None)]
    last = max(each.as_of for each in said)
    found = estimated(*said, influence=False).headline
    floor = voice(found.low90 * below, "at_least", id="new", family=family, as_of=last, start=None)
    ceiling = voice(found.high90 / below, "at_most", id="new", family=family, as_of=last, start=None)
    for bound in (floor, ceiling):
        moved = estimated(*said, bound, influence=False)
        assert moved.headline.median == pytest.approx(found.median, rel=0.03)
        assert next(each.weight for each in moved.weighed if each.voice == "new") < 0.1


def test_of_many_cleared_bounds_hardly_one_moves_anything():
    """Over many questions: the same median to one part in a thousand in all but one case in a hundred."""
    rng, moved = random.Random(1), []
    for _ in range(60):
        said = [
            voice(
                float(f"{2000 * month * rng.lognormvariate(0, 0.4):.2g}"),
                rng.choice(["exact", "about", "at_least", "at_most"]),
                id=f"v{month}",
                family=rng.choice(FAMILIES),
                as_of=f"2024-{month:02d}-10",
                start=None,
            )
            for month in sorted(rng.sample(range(1, 13), rng.randint(2, 9)))
        ]
        said.append(voice(9000, id="figure", family="pl", as_of="2024-05-10", start=None))
        last = max(each.as_of for each in said)
        found = estimated(*said, influence=False).headline
        bound = voice(found.low90 * 0.95, "at_least", id="new", family="kr", as_of=last, start=None)
        moved.append(abs(estimated(*said, bound, influence=False).headline.median / found.median - 1))
    assert sum(each > 0.001 for each in moved) <= len(moved) // 100


def test_a_floor_and_a_ceiling_that_are_cleared_while_the_other_stands_are_not_both_let_back():
    """A floor far below a ceiling is cleared by it, and it by the floor: one of them is set aside, and it stays so."""
    said = [
        voice(3000, id="v0", as_of="2024-01-01", start="2023-10-01"),
        voice(11000, "at_least", id="v1", family="osint", as_of="2024-01-28", start=None),
        voice(10000, "at_most", id="v2", family="osint", as_of="2024-01-28", start=None),
        voice(22000, "at_most", id="v3", family="osint", as_of="2024-10-28", start="2023-10-01"),
        voice(9000, id="v4", family="pl", start=None),
    ]
    found = estimated(*said).headline
    floor = voice(found.low90 * 0.94, "at_least", id="v5", family="new", as_of="2024-10-28", start=None)
    assert estimated(*said, floor).headline.median == pytest.approx(found.median, rel=0.01)


@trials(max_examples=15)
@given(said=voices())
def test_no_band_is_narrower_than_the_error_common_to_all(said):
    """However many agree, all may err together by 12 %."""
    line = estimated(*said).headline
    assert all(math.isfinite(value) and value > 0 for _, value in line.quantiles)
    assert math.log(line.high90 / line.low90) >= 2 * 1.6448 * default_settings().common * 0.99
    assert line.low90 <= line.low50 <= line.median <= line.high50 <= line.high90


def test_a_copy_from_another_house_hardly_narrows_the_band():
    """A figure derived from another is near to no second witness."""
    first, other = voice(id="a"), voice(id="b", family="us")
    derived = replace(other, derived=Derivation("a", "kr", None, "the same digits"))
    by_family = replace(other, derived=Derivation(None, "kr", None, "its members say so"))
    effective = [estimated(first, second).effective for second in (derived, by_family, other)]
    assert effective == pytest.approx([2 / 1.9, 2 / 1.72, 2 / 1.05], rel=1e-4)


def test_an_increment_is_reached_from_the_total_before_it():
    """5,000 in March and 2,000 more since then make about 7,000, not 2,000."""
    added = voice(2000, id="b", family="us", measure="increment", start="2024-04-01", as_of="2024-06-30")
    found = estimated(voice(5000, as_of="2024-03-31"), added)
    assert found.headline.median == pytest.approx(7300, rel=0.06)
    assert {each.zone for each in found.weighed} == {"box", "increment"}


def test_a_rate_is_what_was_added_in_its_time():
    """Three million a year is an addition over the year before the day it speaks of, and the receipt says so."""
    rate = voice(3000, id="b", family="us", measure="rate", start=None)
    found = estimated(voice(1000, as_of="2023-07-31", start="2023-01-01"), rate)
    detail = next(each.detail for each in found.weighed if each.voice == "b")
    assert detail == "a rate, read as what was added in a year"
    assert 2500 < found.headline.median < 6000


def test_a_stock_may_fall_and_is_only_a_floor_of_the_flow():
    """4,000 there after 10,000 pulls a stock down; in a flow it is a floor."""
    early = voice(10000, id="a", coverage="stock", as_of="2024-01-15")
    late = voice(4000, id="b", family="us", coverage="stock", as_of="2024-12-15")
    assert estimated(early, late, nature="stock").headline.median < 6000
    assert estimated(early, late).headline.median > 9000
    assert {each.zone for each in estimated(early, late).weighed} == {"floor"}


def test_a_share_stays_between_nothing_and_all():
    """A share is estimated in logits; 250 percent of what is fired is no share."""
    half = voice(50, unit="percent", measure="share")
    most = voice(75, "at_least", id="b", family="us", unit="percent", measure="share")
    wrong = voice(250, id="c", family="ua", unit="percent", measure="share")
    found = estimated(half, most, wrong, unit="percent", nature="share", series=True, as_of="2025-01-31")
    assert 50 < found.headline.median < 80
    assert found.projected is not None
    assert found.projected.high90 < 100
    assert [aside.reason for aside in found.asides] == ["out_of_range"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([], "no_voice"),
        ([voice(0)], "no_usable_voice"),
        ([voice(modality="denied")], "no_usable_voice"),
        ([voice(digit=5)], "no_usable_voice"),
        ([voice(unit="tonnes")], "no_usable_voice"),
        ([voice(100, "at_most", coverage="partial")], "no_usable_voice"),
    ],
    ids=["nobody", "zero", "denied", "improbable", "other unit", "ceiling of a part"],
)
def test_where_nothing_follows_it_says_why(said, reason):
    """No estimate is made of nothing, and each voice left out is named."""
    found = estimate(finding(*said))
    assert isinstance(found, Nothing)
    assert found.reason == reason
    assert len(found.asides) == len(said)


def test_before_the_flow_and_before_anybody_knew_nothing_follows():
    """A day before the flow began, and a day on which nothing was public, have no estimate."""
    assert estimate(finding(voice()), as_of="2023-06").reason == "before_start"
    assert estimate(finding(voice()), known_on="2023-06").reason == "no_voice"


@pytest.mark.parametrize(
    "said",
    [
        [voice(1), voice(1e15, id="b", family="us"), voice(1000, id="c", family="ua")],
        [voice(1e-9), voice(1e60, id="b", family="us")],
        [voice(100, "at_most"), voice(300, "at_most", id="b", family="us")],
        [voice(0, "range", high=50), voice(0, id="b")],
        [voice(as_of="1950-01-01", start="1900-01-01"), voice(id="b", family="us")],
        [voice(1000, measure="increment"), voice(900, "at_most", id="b", measure="rate", start=None)],
        [voice(5000, "order"), voice(24, "order", id="b", family="us")],
    ],
    ids=["far apart", "beyond the grid", "ceilings", "zeros", "ages apart", "additions alone", "plurals"],
)
def test_odd_claims_give_finite_bands(said):
    """Whatever is claimed, the figures that come out are finite, above zero and in order."""
    found = estimated(*said, series=True, as_of="2026-01-01")
    for line in (found.headline, found.projected, *found.series):
        assert 0 < line.low90 <= line.low50 <= line.median <= line.high50 <= line.high90 < math.inf


def test_alarms_and_confidence_speak_of_the_evidence():
    """One family, floors alone, ceilings alone and grades that move the number are each said before it."""
    codes = lambda *said: {alarm.code for alarm in estimated(*said).alarms}  # noqa: E731
    assert "one_family_only" in codes(voice())
    assert "floors_only" in codes(voice(6700, "at_least"), voice(7000, "at_least", id="b", family="us"))
    assert "ceilings_only" in codes(voice(6700, "at_most"))
    graded = [voice(letter="E"), voice(20000, id="b", family="us", letter="A"), voice(20000, id="c", family="us")]
    assert "grades_move_it" in codes(*graded)
    assert "one_family_decides" in codes(voice(), voice(13400, id="b", family="us"))
    assert estimated(voice()).confidence == "low"
    many = [
        voice(6700, id=f"{at}", family=family) for at, family in enumerate(["kr", "us", "ua", "eu", "un", "jp", "pl"])
    ]
    assert estimated(*many).confidence == "moderate"
    seen = [replace(each, basis=("satellite_imagery",)) for each in many]
    assert estimated(*seen).confidence == "high"
    unknown = [replace(each, family=f"?{each.family}") for each in seen]
    assert estimated(*unknown).confidence == "low"


def test_grades_only_ever_lower_a_weight():
    """No grade makes a voice weigh more than an ungraded one; a source without a name weighs half."""
    weight = lambda **how: estimated(voice(**how)).weighed[0].weight  # noqa: E731
    assert weight() == weight(letter="A", digit=1) == 1.0
    assert weight(letter="F") == 0.7
    assert weight(letter="B", digit=4) == 0.6
    assert weight(source_type="unnamed") == 0.5
    assert weight(source_type="unnamed", letter="C") == 0.8


def test_an_estimate_reads_back_from_its_record():
    """What one room writes, the next reads: the JSON form gives the same value."""
    found = estimated(voice(), voice(9000, id="b", family="us"), series=True, as_of="2025-01-31")
    assert from_record(Estimate, to_record(found)) == found
