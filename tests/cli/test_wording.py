"""A claim in a line: nothing rounded away, nothing made up."""

from __future__ import annotations

import pytest

from armstrail.cli.wording import say_quantity, shorten
from armstrail.model.quantity import Quantity


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(13_000, None, "containers", "at_least"), "≥ 13,000 containers"),
        (Quantity(None, 8e6, "pieces", "at_most"), "≤ 8 million pieces"),
        (Quantity(1.7e9, 5.5e9, "USD", "range"), "1.7-5.5 billion USD"),
        (Quantity(12_000, 12_000, "persons", "about"), "~12,000 persons"),
        (Quantity(1_234_567, 1_234_567, "pieces", "exact"), "1,234,567 pieces"),
        (Quantity(100_000, 2e6, "pieces", "range"), "100,000-2,000,000 pieces"),
        (Quantity(33.3, 33.3, "percent", "exact"), "33.3 percent"),
        (None, ""),
    ],
)
def test_a_quantity_is_told_with_its_hedge_and_in_full(quantity, words):
    """Millions and billions stand only where they tell every bound to the last digit."""
    assert say_quantity(quantity) == words


def test_long_words_are_cut_on_one_line():
    """With an ellipsis, within the width."""
    assert shorten("the  spy\nagency of the South", 12) == "the spy age…"
