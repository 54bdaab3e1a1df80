"""A small line of an estimate over time, to stand in a row of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final

from armstrail.model.estimate import Interval
from armstrail.publishing.pictures.drawing import Picture, draw_small
from armstrail.publishing.pictures.layers import layer_of

_WIDTH, _HEIGHT = 96, 24
_POINTS: Final = 24


def trend_chart(series: Sequence[Interval], told: str) -> Picture:
    """The middle of an estimate in its 90 % band, from 0 up; its numbers stand in `told`, which is read out.

    Args:
        series: its points in the order of their days, at least two; of many some are drawn, the last among them.
    """
    step = math.ceil(len(series) / _POINTS)
    kept = [*series[:-1:step], series[-1]]
    days = [date.fromisoformat(each.day).toordinal() for each in kept]
    top = max(each.high90 for each in kept) or 1.0
    rows = [
        {"day": day - days[0], "low": each.low90, "middle": each.median, "high": each.high90}
        for day, each in zip(days, kept, strict=True)
    ]
    bare = {"type": "quantitative", "axis": None}
    x = {"field": "day", **bare, "scale": {"domain": [0, days[-1] - days[0] or 1], "nice": False}}
    upwards = {**bare, "scale": {"domain": [0, top], "nice": False}}
    band = {"type": "area", "color": "#4a78b5", "opacity": 1, "fillOpacity": 0.25}
    line = {"type": "line", "color": "#1f3a5f", "strokeWidth": 1.5}
    layers = [
        layer_of(rows, "band90", band, x=x, y={"field": "low", **upwards}, y2={"field": "high"}),
        layer_of(rows, "middle", line, x=x, y={"field": "middle", **upwards}),
    ]
    spec = {
        "width": _WIDTH - 2, "height": _HEIGHT - 4, "padding": {"left": 1, "right": 1, "top": 2, "bottom": 2},
        "layer": layers,
    }  # fmt: skip
    return Picture(told, "", spec)


def trend_picture(series: Sequence[Interval], told: str, key: str) -> str:
    """The line as SVG.

    Args:
        key: the id of its title on the page.
    """
    return draw_small(trend_chart(series, told), key, "trend")
