"""A broad word for goods means the one kind of them that the text has told before."""

from __future__ import annotations

import pytest


@pytest.fixture
def items(read):
    """The items of the figures of an English text, in order."""
    return lambda text: [claim.item for claim in read("en", text).claims if claim.quantity is not None]


def test_missiles_are_ballistic_where_such_came_before(items):
    text = "Iran will give Russia 200 ballistic missiles. It gave Syria 40 missiles."
    assert items(text) == ["arms.missile.ballistic", "arms.missile.ballistic"]


def test_they_stay_missiles_where_two_kinds_came_before(items):
    text = (
        "Iran will give Russia 200 ballistic missiles. It gave Syria 30 anti-tank missiles. "
        "China gave Pakistan 40 missiles."
    )
    assert items(text)[2:] == ["arms.missile"]


def test_without_a_kind_before_the_word_is_as_broad_as_it_is(items):
    assert items("China gave Pakistan 40 missiles.") == ["arms.missile"]
