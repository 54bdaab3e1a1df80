"""Rows of a register: each counts goods of its own, and an edition says what they come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconciliation_makers import found, heard, told

from armstrail.model.finding import Question
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity

TANKS = Question("KP", "RU", "arms.armour.tank", "pieces")
EDITION = "2025-03-12"


def row(figure, ordinal, year="2012", day=EDITION, **slots):
    """A row: so many tanks delivered in a year, by the register's word."""
    return told(
        figure, unit="pieces", source="Stockholm International Peace Research Institute",
        period=Period(year, year), day=day, ordinal=ordinal,
        **{"item": TANKS.item, "measure": "increment", "tags": ("row",), **slots},
    )  # fmt: skip


def test_rows_of_an_edition_add_up_to_one_total():
    """Five, five and nine tanks in three deals are nineteen, up to the last delivery, and each row is a carrier."""
    (total,) = found(TANKS, row(5, 0, "2010"), row(5, 1, "2010"), row(9, 2, "2014", hedge="about")).voices
    assert total.quantity == Quantity(19, 19, "pieces", "about")
    assert (total.measure, total.start, total.as_of) == ("total", "2010-01-01", "2014-12-31")
    assert [carrier.quantity.low for carrier in sorted(total.carriers, key=lambda one: one.claim)] == [5, 5, 9]
    assert {carrier.link for carrier in total.carriers} == {"row"}


def test_two_rows_of_one_figure_are_two():
    """Alike in all but the deal that they tell of: no repeat."""
    assert len(heard(row(5, 0), row(5, 1))) == 2


def test_a_part_of_the_item_counts_to_the_sum():
    """A row of one kind of armour is a part of the armour that is asked for, and of the sum of all of it."""
    armour = Question("KP", "RU", "arms.armour", "pieces")
    (total,) = found(armour, row(5, 0), row(12, 1, item="arms.armour.ifv")).voices
    assert (total.quantity.low, total.coverage, total.item) == (17, None, "arms.armour")


def test_a_row_that_takes_an_amount_back_lowers_the_sum_and_denies_nothing():
    """A correction of two leaves seventeen of nineteen; one of all leaves no voice."""
    rows = row(10, 0), row(9, 1)
    finding = found(TANKS, *rows, row(2, 2, modality="denied"))
    assert (finding.voices[0].quantity.low, len(finding.voices[0].carriers), finding.denials) == (17, 3, ())
    assert found(TANKS, *rows, row(19, 3, modality="denied")).voices == ()


def test_each_edition_is_a_sum_of_its_own_and_the_later_corrects_the_earlier():
    """The rows of last year's edition are not added to those of this year's."""
    old = row(5, 0, "2012"), row(9, 1, "2014")
    new = row(5, 2, "2012", "2026-03-10"), row(11, 3, "2014", "2026-03-10")
    finding = found(TANKS, *old, *new)
    assert [voice.quantity.low for voice in finding.voices] == [16]
    assert [aside.reason for aside in finding.asides] == ["corrected"]
    assert [voice.quantity.low for voice in found(TANKS, *old).voices] == [14]


def test_reported_batches_are_never_added_up():
    """Without a register's word nobody knows which batches overlap."""
    batches = [row(5, at, str(2010 + at), tags=()) for at in range(3)]
    assert sorted(voice.quantity.low for voice in found(TANKS, *batches).voices) == [5, 5, 5]


@given(
    st.lists(st.tuples(st.integers(1, 500), st.sampled_from(["exact", "about", "at_least"])), min_size=1, max_size=6)
)
def test_a_sum_is_never_below_its_floors_nor_surer_than_its_rows(rows):
    """The bounds are the sums of the bounds; a side that a row leaves open stays open."""
    made = [row(figure, at, hedge=hedge) for at, (figure, hedge) in enumerate(rows)]
    (total,) = found(TANKS, *made).voices
    assert total.quantity.low == sum(figure for figure, _ in rows)
    open_ended = any(hedge == "at_least" for _, hedge in rows)
    assert (total.quantity.high is None) == open_ended
    assert total == found(TANKS, *reversed(made)).voices[0]


@pytest.mark.parametrize("tags", [("row",), ()])
def test_a_batch_in_an_article_stays_beside_the_register(tags):
    """Somebody else's batch is no row: it enters as what it is."""
    other = told(7, unit="pieces", source="the State Department", item=TANKS.item, measure="increment",
                 period=Period("2013", "2013"), day="2013-12-20", ordinal=9)  # fmt: skip
    finding = found(TANKS, row(5, 0, tags=tags), other)
    assert ("increment", 7) in {(voice.measure, voice.quantity.low) for voice in finding.voices}
