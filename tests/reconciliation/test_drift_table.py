"""The table of weights: what its loader refuses, and that it says where."""

from __future__ import annotations

from importlib.resources import files

import pytest

from armstrail.model.errors import PackError
from armstrail.reconciliation.drift_table import CHANGES, HEAVIEST, load_drift_weights

TEXT = (files("armstrail.reconciliation") / "drift.toml").read_text("utf-8")


def test_every_change_has_a_weight():
    """The table that comes with armstrail weighs every change, and a lost 'possible' more than a lost 'about'."""
    weights = load_drift_weights()
    assert set(weights) == set(CHANGES)
    assert all(0 <= weight <= HEAVIEST for weight in weights.values())
    assert (
        weights["capacity_became_content"] > weights["range_cut_to_top"] > weights["hedge_dropped"] > weights["rounded"]
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT.replace("rounded = 1", "ruonded = 1"), r"drift\.toml:\d+: change 'ruonded' is not known"),
        (TEXT.replace("rounded = 1", ""), r"change 'rounded' has no weight"),
        (TEXT.replace("rounded = 1", "rounded = 11"), r"drift\.toml:\d+: weight of 'rounded' must be a number"),
        (TEXT.replace("rounded = 1", "rounded = true"), r"weight of 'rounded' must be a number"),
        (TEXT.replace("rounded = 1", "rounded = 1\nrounded = 2"), r"drift\.toml: .*line"),
        (TEXT + "\n[extra]\n", r"must hold the one table"),
        ("", r"must hold the one table"),
    ],
)
def test_a_table_with_a_fault_is_refused(text, message):
    """A typo, a gap, a weight beyond the scale, a key twice, a table too many: the error names it."""
    with pytest.raises(PackError, match=message):
        load_drift_weights(text)
