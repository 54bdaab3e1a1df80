"""A small line of an estimate over time, to stand in a row of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final

from armstrail.model.estimate import Interval
from armstrail.publishing.pictures import svg

_WIDTH, _HEIGHT = 96.0, 24.0
_POINTS: Final = 24


def trend_picture(series: Sequence[Interval], told: str, key: str) -> str:
    """The middle of an estimate in its 90 % band, from 0 up; its numbers stand in `told`, which is read out.

    Args:
        series: its points in the order of their days, at least two; of many some are drawn, the last among them.
        key: the id of its title on the page.
    """
    step = math.ceil(len(series) / _POINTS)
    kept = [*series[:-1:step], series[-1]]
    first, last = (date.fromisoformat(each.day).toordinal() for each in (kept[0], kept[-1]))
    top = max(each.high90 for each in kept) or 1.0

    def place(day: str, amount: float) -> tuple[float, float]:
        share = (date.fromisoformat(day).toordinal() - first) / (last - first or 1)
        return 1 + share * (_WIDTH - 2), _HEIGHT - 2 - amount / top * (_HEIGHT - 4)

    upper = [place(each.day, each.high90) for each in kept]
    lower = [place(each.day, each.low90) for each in reversed(kept)]
    band = {"class": "band90", "d": svg.path([*upper, *lower], closed=True, digits=0), "fill": "#4a78b5"}
    line = {"class": "middle", "d": svg.path([place(each.day, each.median) for each in kept], digits=0)}
    look = {"xmlns": "http://www.w3.org/2000/svg", "class": "drawn trend", "viewBox": f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}"}
    return svg.tag(
        "svg",
        {**look, "width": _WIDTH, "height": _HEIGHT, "role": "img", "aria-labelledby": key},
        svg.tag("title", {"id": key}, svg.words(told)),
        svg.tag("path", {**band, "fill-opacity": "0.25"}),
        svg.tag("path", {**line, "fill": "none", "stroke": "#1f3a5f", "stroke-width": "1.5"}),
    )
