"""Likelihood in words and numbers together, rounding that never promises more than there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.model.errors import BadValue
from armstrail.publishing import likelihood
from armstrail.publishing.wordbook import load_wording


@pytest.mark.parametrize(
    ("probability", "band"),
    [
        (0.0, "almost_no_chance"), (0.049, "almost_no_chance"), (0.05, "very_unlikely"), (0.2, "unlikely"),
        (0.45, "roughly_even"), (0.5, "roughly_even"), (0.55, "likely"), (0.8, "very_likely"),
        (0.95, "almost_certain"), (1.0, "almost_certain"),
    ],
)  # fmt: skip
def test_the_seven_bands_are_those_of_the_directive(probability, band):
    """1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent."""
    assert likelihood.band(probability) == band


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_band_has_words(language):
    """In each language that estimates are told in."""
    wording = load_wording(language)
    assert all(wording.say(f"likelihood.{name}") for name, _ in likelihood.BANDS)


@given(st.floats(0, 1))
def test_never_nought_and_never_a_hundred(probability):
    """Whatever the arithmetic gives, 1 to 99 per cent is told."""
    assert 1 <= likelihood.percent(probability) <= 99


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(wrong):
    """With the value and the mend."""
    with pytest.raises(BadValue, match="probability"):
        likelihood.band(wrong)


@given(st.floats(1e-3, 1e15), st.floats(1, 1e6))
def test_bounds_are_rounded_outward_only(low, ratio):
    """What is printed holds all that was estimated."""
    first, last = likelihood.outward(low, low * ratio)
    assert first <= low
    assert last >= low * ratio * (1 - 1e-15)


@pytest.mark.parametrize(("value", "printed"), [(26_912, 27_000), (4_449_999, 4_400_000), (0.0348, 0.035), (99.6, 100)])
def test_a_middle_has_two_digits(value, printed):
    """No more than the interval allows."""
    assert likelihood.nearest(value) == pytest.approx(printed)
