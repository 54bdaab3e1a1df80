"""Conflicts: which figures cannot both be true, which only look so, and how many are told."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from drift_makers import SHELLS, figure, said
from hypothesis import given
from hypothesis import strategies as st

from armstrail.model.finding import Conflict, Question
from armstrail.model.quantity import Quantity, significant
from armstrail.model.records import from_record, to_record
from armstrail.model.voice import Voice
from armstrail.reconciliation.bounds import meant
from armstrail.reconciliation.conflicts import MOST, conflicts

SHELLS_SENT = Question("KP", "RU", SHELLS, "pieces")


def only(*voices: Voice) -> Conflict:
    (found,) = conflicts(SHELLS_SENT, voices)
    return found


def can_both_be_true(question: Question, first: Voice, second: Voice) -> bool:
    return not any(found.exclusive for found in conflicts(question, [first, second]))


@pytest.mark.parametrize(
    ("number", "step"), [(6700, 50), (1024, 0.5), (12000, 500), (250000, 25000), (1000, 100), (0, 0), (35, 0.5)]
)
def test_a_speaker_rounds_by_half_the_last_digit_and_never_by_more_than_a_tenth(number, step):
    """6,700 is 6,650 to 6,750; a last 5 on a round number is a half step; 1,000 is 900 to 1,100, not 500 to 1,500."""
    low, high = meant(Quantity(number, number, "pieces", "exact"))
    assert (number - low, high - number) == pytest.approx((step, step))


def test_digits_are_those_that_would_be_written():
    """Noughts before and after say nothing of a figure."""
    assert [significant(value) for value in (6700.0, 13221.0, 5.5e9, 0.25, 0.0)] == ["67", "13221", "55", "25", "0"]


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (figure(10000, hedge="about"), 10000 / 1.15, 11500),
        (figure(10000, hedge="at_least"), 10000, float("inf")),
        (figure(10000, hedge="at_most"), 0, 10000),
        (figure(4e6, 6e6, hedge="range"), 4e6, 6e6),
        (figure(1e6, hedge="order"), 1e6, 1e7),
        (figure(24, hedge="order"), 24, 120),
    ],
)
def test_words_leave_room(quantity: Quantity, low, high):
    """What the hedge and the rounding leave open."""
    assert meant(quantity) == pytest.approx((low, high))


def test_a_later_higher_total_is_no_conflict():
    """6,700 by February and 11,000 by May: more came."""
    found = only(said(figure(6700), "2024-02-26"), said(figure(11000), "2024-05-20", "us-state"))
    assert not found.exclusive
    assert set(found.differs) == {"period", "source", "figure"}
    assert found.factor == pytest.approx(10500 / 6750, rel=0.1)
    assert found.why == "later and higher"


def test_an_earlier_floor_below_is_compatible():
    """'More than 6,700' by February leaves room for 11,000 in May: they meet, and nothing is told."""
    assert (
        conflicts(SHELLS_SENT, [said(figure(6700, hedge="at_least"), "2024-02-26"), said(figure(11000), "2024-05-20")])
        == ()
    )


def test_an_earlier_total_above_a_later_ceiling_excludes_it():
    """9 million by March and 4 to 6 million by April cannot both be true, for totals only grow."""
    found = only(said(figure(9e6), "2025-03-01"), said(figure(4e6, 6e6, hedge="range"), "2025-04-15", "osc"))
    assert found.exclusive
    assert found.why == "earlier total above later"
    assert found.factor == pytest.approx(8.5e6 / 6e6)


def test_two_figures_of_one_day_exclude_each_other():
    """4.8 and 12 million as of one day: one of the two is wrong."""
    found = only(said(figure(4.8e6)), said(figure(12e6), origin="ua-hur"))
    assert (found.exclusive, found.why) == (True, "same day")


def test_about_is_not_exact():
    """About 10,000 and 11,000 on one day are one figure in two mouths; exactly 10,000 and 11,200 are not."""
    assert conflicts(SHELLS_SENT, [said(figure(10000, hedge="about")), said(figure(11000), origin="us")]) == ()
    assert only(said(figure(10000)), said(figure(11200), origin="us")).exclusive is True


def test_a_part_above_its_whole_excludes_it():
    """More mortar bombs than shells of all kinds, by the same day."""
    whole = said(figure(1e6), "2024-10-01", item="arms.ammunition")
    part = said(figure(3e6), "2024-10-01", origin="us", item=SHELLS)
    assert (only(whole, part).exclusive, only(whole, part).why) == (True, "part above whole")


def test_a_part_below_its_whole_excludes_nothing():
    """300,000 shells of a million rounds, by the same day."""
    whole, part = said(figure(1e6), item="arms.ammunition"), said(figure(300000), origin="us", item=SHELLS)
    found = only(whole, part)
    assert not found.exclusive
    assert "scope" in found.differs


def test_a_batch_lies_inside_a_total_and_never_above_it():
    """3,000 more came in spring: a total of 14,000 holds them, a total of 2,000 does not."""
    batch = said(figure(3000), "2025-03-15", measure="increment", start="2025-01-01")
    total = said(figure(14000), "2025-03-27", "ua-hur")
    assert can_both_be_true(SHELLS_SENT, batch, total)
    assert not can_both_be_true(SHELLS_SENT, batch, replace(total, quantity=figure(2000)))


def test_batches_without_a_start_never_exclude_each_other():
    """Two ships in one week, with 20 and 500 pieces: two batches."""
    one = said(figure(20), measure="increment")
    other = said(figure(500), origin="us", measure="increment")
    assert can_both_be_true(SHELLS_SENT, one, other)


def test_a_total_that_starts_earlier_counts_more():
    """13,000 since mid-2022 and 11,000 since August 2023: the first has a year more to count."""
    long = said(figure(13000), "2024-07-01", start="2022-07-01")
    short = said(figure(11000), "2024-07-15", "us", start="2023-08-01")
    assert can_both_be_true(SHELLS_SENT, long, short)
    assert not can_both_be_true(SHELLS_SENT, replace(short, quantity=figure(16000), as_of="2024-06-01"), long)
    assert "period" in only(long, short).differs


def test_a_stock_may_fall_and_is_no_more_than_what_came():
    """10,000 near the border in November, 8,000 in January: no conflict; 12,000 there when 10,000 had come: one."""
    november = said(figure(10000), "2024-11-10", coverage="stock")
    january = said(figure(8000), "2025-01-10", "us", coverage="stock")
    assert can_both_be_true(SHELLS_SENT, november, january)
    assert not can_both_be_true(
        SHELLS_SENT, replace(november, quantity=figure(12000)), said(figure(10000), "2024-11-12", "us")
    )


def test_a_count_of_a_part_sets_no_ceiling():
    """Imagery of one port counts 2,000; a ministry's 6,700 is not excluded by it."""
    port = said(figure(2000), coverage="partial", origin="osc")
    assert can_both_be_true(SHELLS_SENT, port, said(figure(6700)))


@pytest.mark.parametrize(
    ("slots", "differs", "why"),
    [
        ({"status": "planned"}, "stage", "stages differ"),
        ({"status": "possible"}, "condition", "what could be bounds nothing that was"),
        ({"modality": "denied"}, "source", "a denial bounds nothing"),
        ({"measure": "rate"}, "scope", "rate of what is not said"),
        ({"item": "arms.missile"}, "scope", "items differ"),
    ],
)
def test_what_is_not_the_same_thing_excludes_nothing(slots, differs, why):
    """A plan, a capacity, a denied figure, a rate, another item: they differ, and say in what."""
    found = only(said(figure(1e6)), said(figure(9e6), origin="us", **slots))
    assert (found.exclusive, found.why) == (False, why)
    assert differs in found.differs


def test_shares_never_exclude_each_other():
    """60 % of the shells at one front and 40 % of all ammunition have two denominators."""
    one = said(figure(60, unit="percent"), measure="share")
    assert can_both_be_true(SHELLS_SENT, one, said(figure(40, unit="percent"), origin="us", measure="share"))


def test_units_that_differ_are_told_and_never_compared():
    """Containers and pieces have no gap between them."""
    found = only(said(figure(6700, unit="containers")), said(figure(3e6), origin="us"))
    assert ("unit" in found.differs, found.exclusive, found.factor) == (True, False, 1.0)


def test_a_figure_of_nothing_has_a_gap_that_is_a_number():
    """None at all, and a million, of one day."""
    assert only(said(figure(0)), said(figure(1e6), origin="us")).factor == pytest.approx(900_000)


def test_the_worst_conflict_comes_first_and_nobody_wins():
    """Exclusive pairs by their gap, then those that only differ; each names both voices."""
    voices = [
        said(figure(1e6), "2024-10-01"), said(figure(9e6), "2024-09-01", "us"), said(figure(3e6), "2024-09-15", "ua"),
        said(figure(20e6), "2024-10-05", "osc"),
    ]  # fmt: skip
    found = conflicts(SHELLS_SENT, voices)
    assert [one.exclusive for one in found] == sorted((one.exclusive for one in found), reverse=True)
    assert (found[0].first, found[0].second) == (voices[1].id, voices[0].id)
    assert [from_record(Conflict, to_record(one)) for one in found] == list(found)


def test_many_voices_are_summed_up_and_the_widest_gap_is_kept():
    """Twenty thousand voices: no more than can be read, and the one mad figure among them is first."""
    voices = [
        said(figure(1e6 + 100 * (number % 900)), f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}", f"o{number}")
        for number in range(20_000)
    ]
    mad = said(figure(9e9), "2024-01-01", "mad")
    found = conflicts(SHELLS_SENT, [*voices, mad])
    assert len(found) <= MOST
    assert mad.id in (found[0].first, found[0].second)
    assert found[0].exclusive


VOICES = st.builds(
    lambda number, hedge, month, origin, slots: said(
        figure(number, hedge=hedge), f"2024-{month:02d}-01", origin, f"{number}{hedge}{month}{origin}{slots}", **slots
    ),
    st.sampled_from([1000.0, 1024.0, 1500.0, 6700.0, 25000.0]),
    st.sampled_from(["exact", "about", "at_least", "at_most"]),
    st.integers(1, 12),
    st.sampled_from(["kr", "us", "ua"]),
    st.sampled_from([{}, {"item": "arms.ammunition"}, {"coverage": "partial"}, {"measure": "increment"},
                     {"start": "2023-08-01"}, {"status": "planned"}]),
)  # fmt: skip


@given(st.lists(VOICES, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_voices_changes_no_conflict(voices, chance: random.Random):
    """Voices permuted, or given twice: the same conflicts."""
    expected = conflicts(SHELLS_SENT, voices)
    assert conflicts(SHELLS_SENT, chance.sample(voices, len(voices)) + voices) == expected


@given(VOICES, VOICES)
def test_both_can_be_true_or_not_whoever_is_asked_first(first, second):
    """Excluding is mutual, and nothing excludes itself."""
    assert can_both_be_true(SHELLS_SENT, first, second) == can_both_be_true(SHELLS_SENT, second, first)
    assert can_both_be_true(SHELLS_SENT, first, first)


@given(st.lists(VOICES, max_size=8), st.floats(2, 1e4))
def test_a_growing_total_never_excludes_itself(voices, growth):
    """A later total that is higher by whatever factor is no contradiction."""
    early = said(figure(1000), "2023-01-01")
    late = said(figure(1000 * growth), "2024-12-31", "us")
    assert can_both_be_true(SHELLS_SENT, early, late)
    assert all(one.factor >= 1 for one in conflicts(SHELLS_SENT, [*voices, early, late]))
