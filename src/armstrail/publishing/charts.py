"""The picture of an estimate over time: bands, middle, and each voice at its day, by what it says and who says it.

A chart is a Vega-Lite specification, a plain dictionary that can be kept and drawn elsewhere; drawing it to SVG needs
no network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any, Final

from armstrail.model.estimate import Estimate, Interval
from armstrail.model.quantity import Quantity
from armstrail.model.voice import Voice
from armstrail.publishing.telling import Teller

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
PAPER_FONT: Final = "Noto Serif"  # comes with us, so that every machine draws alike
_HERE: Final = "https://here.invalid"  # stands for the host of the page while a chart is drawn
_SHAPES: Final = {
    "exact": "circle", "about": "cross", "range": "square", "at_least": "triangle-up", "at_most": "triangle-down",
    "order": "diamond",
}  # fmt: skip
COLOURS: Final = (  # told apart by people who see colours differently (Okabe and Ito 2008)
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#555555",
)  # fmt: skip


def series_chart(
    estimate: Estimate,
    voices: Sequence[Voice],
    *,
    language: str = "en",
    title: str = "",
    origin_name: Callable[[str], str] = str,
    link: Callable[[Voice], str] | None = None,
    width: int = 720,
    height: int = 360,
    font: str = "sans-serif",
) -> dict[str, Any]:
    """The Vega-Lite specification of an estimate over time.

    Args:
        estimate: with a series; without one the chart has its headline alone.
        voices: those of its finding; those that were weighed are drawn.
        origin_name: gives the name of an origin by its code, for the tips over the points.
        link: gives the address that the point of a voice leads to; None for points that lead nowhere.
        font: `PAPER_FONT` where the picture is set on paper, whose words are then as wide as they were measured.
    Raises:
        PackError: there is no such language.
    """
    teller = Teller(language, origin_name)
    used = {weighed.voice for weighed in estimate.weighed}
    drawn = [voice for voice in voices if voice.id in used]
    families = sorted({voice.family for voice in drawn})
    points = [_point(voice, teller) | ({"link": link(voice)} if link else {}) for voice in drawn]
    leads: dict[str, Any] = {"href": {"field": "link", "type": "nominal"}} if link else {}
    bands = [_band(each) for each in estimate.series or (estimate.headline,)]
    days = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "labelOverlap": True}}
    unit = teller.phrases.unit(estimate.question.unit)
    layers = [
        _area(bands, days, unit, "low90", "high90", 0.18),
        _area(bands, days, unit, "low50", "high50", 0.30),
        {
            "data": {"values": bands},
            "mark": {"type": "line", "color": "#1f3a5f", "strokeWidth": 2},
            "encoding": {"x": days, "y": {"field": "median", "type": "quantitative"}},
        },
        {
            "data": {"values": [point for point in points if point["low"] != point["high"]]},
            "mark": {"type": "rule", "strokeWidth": 1.5, "aria": False},
            "encoding": {
                "x": days, "y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"},
                "color": _colour(families, points),
            },
        },
        {
            "data": {"values": points},
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
            "encoding": {
                "x": days, "y": {"field": "figure", "type": "quantitative"}, "color": _colour(families, points),
                "shape": {"field": "hedge", "type": "nominal", "title": None, "scale": _shapes(points)},
                "tooltip": {"field": "told", "type": "nominal"},
                "description": {"field": "told", "type": "nominal"},
                **leads,
            },
        },
    ]  # fmt: skip
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "anchor": "start", "fontSize": 14},
        "description": title,
        "width": width,
        "height": height,
        "layer": layers,
        "config": {"font": font, "view": {"stroke": None}, "axis": {"gridColor": "#e6e6e6"}},
    }  # fmt: skip


def to_svg(chart: Mapping[str, Any]) -> str:
    """A chart drawn as SVG with an accessible title; the same chart gives the same bytes.

    Addresses of points that begin with `/` stay as they are, for a page of the same host.
    """
    import vl_convert

    vl_convert.register_font_directory(str(files("armstrail.publishing") / "fonts"))
    svg: str = vl_convert.vegalite_to_svg(_anchored(chart), allowed_base_urls=[])
    svg = svg.replace(f'xlink:href="{_HERE}/', 'href="/')
    title = escape(str(chart.get("description") or ""))
    return re.sub(r"(<svg\b[^>]*>)", rf"\1<title>{title}</title>", svg, count=1) if title else svg


def _anchored(value: Any) -> Any:
    """A chart in which every address of a point names a host: Vega would put one of its own before it."""
    if isinstance(value, Mapping):
        return {
            key: f"{_HERE}{each}" if key == "link" and str(each).startswith("/") else _anchored(each)
            for key, each in value.items()
        }
    return [_anchored(each) for each in value] if isinstance(value, list) else value


def _band(interval: Interval) -> dict[str, Any]:
    return {
        "day": interval.day, "median": interval.median, "low50": interval.low50, "high50": interval.high50,
        "low90": interval.low90, "high90": interval.high90,
    }  # fmt: skip


def _area(bands: list[dict[str, Any]], days: dict[str, Any], unit: str, low: str, high: str, shade: float) -> Any:
    mark = {"type": "area", "color": "#4a78b5", "opacity": shade} if len(bands) > 1 else {
        "type": "rule", "color": "#4a78b5", "opacity": shade * 2, "strokeWidth": 8,
    }  # fmt: skip
    amount = {"field": low, "type": "quantitative", "title": unit, "axis": {"format": "~s"}}
    return {"data": {"values": bands}, "mark": mark, "encoding": {"x": days, "y": amount, "y2": {"field": high}}}


def _point(voice: Voice, teller: Teller) -> dict[str, Any]:
    quantity = voice.quantity
    figure, low, high = ends(quantity)
    return {
        "day": voice.as_of, "figure": figure, "low": low, "high": high, "family": teller.family(voice.family),
        "hedge": teller.say(f"hedge.{quantity.hedge}"), "shape": _SHAPES[quantity.hedge],
        "told": f"{teller.origin(voice.origin)}: {teller.voice(voice)}",
    }  # fmt: skip


def ends(quantity: Quantity) -> tuple[float, float, float]:
    """Where the point of a figure stands, and the ends of its bar; a floor and a ceiling have none."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        return (low * high) ** 0.5 if low > 0 else (low + high) / 2, low, high
    end = low if low is not None else high
    assert end is not None
    return end, end, end


def _colour(families: Sequence[str], points: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    shown = sorted({point["family"] for point in points})
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(families))]
    return {"field": "family", "type": "nominal", "title": None, "scale": {"domain": shown, "range": colours}}


def _shapes(points: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    pairs = sorted({(point["hedge"], point["shape"]) for point in points})
    return {"domain": [hedge for hedge, _ in pairs], "range": [shape for _, shape in pairs]}
