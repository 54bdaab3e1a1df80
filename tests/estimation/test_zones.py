"""Each hedge means what people mean by it, and writing more digits is never rewarded."""

from __future__ import annotations

import math

import numpy as np
import pytest

from armstrail.estimation import default_settings
from armstrail.estimation.grid import Grid
from armstrail.estimation.zones import masses, zone_of
from armstrail.model.quantity import Quantity, half_step

SETTINGS = default_settings()


@pytest.mark.parametrize(
    ("figure", "half"),
    [(6700, 50), (1024, 0.5), (12000, 500), (250_000, 25_000), (15, 0.5), (0.5, 0.05), (5, 0.5), (1e15, 5e14)],
)
def test_rounding_is_half_a_step_of_how_a_figure_is_written(figure, half):
    """Half the place of the last digit that is not 0; a final 5 on a round number is itself the step."""
    assert half_step(figure) == half


@pytest.mark.parametrize(
    ("quantity", "coverage", "shape", "low", "high"),
    [
        (Quantity(1000, 1000, "pieces", "exact"), None, "box", 900, 1100),
        (Quantity(1024, 1024, "pieces", "exact"), None, "box", 1023.5, 1024.5),
        (Quantity(6700, 6700, "pieces", "about"), None, "box", 6700 / 1.15, 6700 * 1.15),
        (Quantity(4e6, 6e6, "pieces", "range"), None, "box", 4e6, 6e6),
        (Quantity(6700, None, "pieces", "at_least"), None, "floor", 6700, math.inf),
        (Quantity(6700, 6700, "pieces", "exact"), "partial", "floor", 6700, math.inf),
        (Quantity(None, 6700, "pieces", "at_most"), None, "ceiling", 0, 6700),
        (Quantity(0, 6700, "pieces", "range"), None, "ceiling", 0, 6700),
        (Quantity(1e6, None, "pieces", "order"), None, "order", 1e6, 1e7),
        (Quantity(24, None, "pieces", "order"), None, "order", 24, 120),
    ],
)
def test_hedges_are_zones(quantity, coverage, shape, low, high):
    """Box, floor, ceiling or order, with the ends that the words and the rounding give."""
    zone = zone_of(quantity, coverage, SETTINGS)
    assert zone.shape == shape
    assert math.exp(zone.low) == pytest.approx(low)
    assert (math.exp(zone.high) if zone.high < math.inf else math.inf) == pytest.approx(high)


def test_a_zone_keeps_its_mass_and_its_middle_on_the_grid():
    """However narrow a zone is beside a rung, nothing of it is lost, and it stands where it stood."""
    grid = Grid(12.0, 300, 0.035)
    said = [
        Quantity(1024, 1024, "pieces", "exact"), Quantity(1000, 1000, "pieces", "exact"),
        Quantity(2000, 3000, "pieces", "range"), Quantity(1000, None, "pieces", "order"),
    ]  # fmt: skip
    zones = [zone_of(each, None, SETTINGS) for each in said]
    mass = masses(zones, grid)
    assert mass.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-9)
    middles = mass @ grid.rungs
    assert middles[:3] == pytest.approx([(zone.low + zone.high) / 2 for zone in zones[:3]], abs=1e-3)
