"""An estimate over time: its 50 % and 90 % bands, and each figure at the day it speaks of, by hedge and by family."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from armstrail.model.estimate import Estimate, Interval
from armstrail.model.period import last_day
from armstrail.model.quantity import Quantity
from armstrail.model.terms import HEDGES
from armstrail.model.voice import Voice
from armstrail.publishing.likelihood import nearest
from armstrail.publishing.pictures import svg
from armstrail.publishing.pictures.axes import BOTTOM, HIGH, LEFT, RIGHT, SOFT, TOP, WIDE, WIDTH, Axes
from armstrail.publishing.pictures.drawing import Picture, Spec
from armstrail.publishing.pictures.hands import DRAWN_AS_IT_IS, OUTLINE, PATCH, SHAPES, Hands, letter_at
from armstrail.publishing.pictures.layers import layer_of, marks_at, said, words_at
from armstrail.publishing.telling import Teller

_TALLEST: Final = 2.2  # times the top of the band: a figure above it stands at the upper edge
_ASIDE, _TRIES = 12.0, 16  # how near two marks may stand, and how often one steps aside
_ROW: Final = 18.0
_HEAD: Final = 26.0  # how much higher a picture is with its title over it
_SIDES: Final = ("day", "median", "low50", "high50", "low90", "high90")
_BAND, _MIDDLE = "#4a78b5", "#1f3a5f"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a picture: its voice, where it stands with the ends of its range, and what it says to who points."""

    voice: Voice
    day: date
    figure: float
    low: float
    high: float
    told: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart over time shows: bands by day, points in the order of their days, how many figures that entered the
    estimate were left out of it, the last day that any voice speaks of, and the day asked for where one was."""

    title: str
    unit: str
    bands: tuple[Interval, ...]
    points: tuple[Point, ...]
    left_out: int
    last_spoken: str
    asked: str | None = None

    @property
    def drawn(self) -> frozenset[str]:
        """The voices that have a point."""
        return frozenset(point.voice.id for point in self.points)

    @property
    def top(self) -> float:
        """The largest amount that has room: of the band, or of the figures as far as they are not much larger."""
        band = max(each.high90 for each in self.bands)
        highest = max((point.high for point in self.points), default=band)
        return max(band, min(highest, band * _TALLEST)) * 1.04 or 1.0


def make_plot(
    estimate: Estimate,
    series: Sequence[Interval],
    voices: Sequence[Voice],
    teller: Teller,
    title: str,
    *,
    asked: str | None = None,
    link: Callable[[Voice], str | None] | None = None,
) -> Plot:
    """What to draw of an estimate.

    Args:
        series: its points over time, in the order of their days; at least one.
        voices: those to be drawn; of these only such as entered the estimate are.
        asked: the day asked for, where one was.
        link: gives the address that the point of a voice leads to; None for one that leads nowhere.
    """
    used = {each.voice for each in estimate.weighed}
    points = []
    for voice in sorted(voices, key=lambda one: (one.as_of, one.id)):
        if voice.id in used:
            figure, low, high = ends(voice.quantity)
            told = f"{teller.origin(voice.origin)}: {teller.voice(voice)}"
            day = date.fromisoformat(voice.as_of)
            points.append(Point(voice, day, figure, low, high, told, link(voice) if link else None))
    unit = teller.phrases.unit(estimate.question.unit)
    left_out, spoken = len(used) - len(points), estimate.headline.day
    return Plot(title, unit, tuple(series), tuple(points), left_out, spoken, asked and last_day(asked))


def ends(quantity: Quantity) -> tuple[float, float, float]:
    """Where the point of a figure stands, and the ends of its bar; a floor and a ceiling have none."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        return (low * high) ** 0.5 if low > 0 else (low + high) / 2, low, high
    end = low if low is not None else high
    assert end is not None
    return end, end, end


def time_chart(plot: Plot, hands: Hands, teller: Teller, *, headed: bool = False) -> Picture:
    """The chart of a plot; the same plot gives the same chart.

    Args:
        headed: with its title over it, for a picture that stands alone.
    """
    asked = [date.fromisoformat(plot.asked)] if plot.asked else []
    days = [*(date.fromisoformat(each.day) for each in plot.bands), *(one.day for one in plot.points), *asked]
    axes = Axes(days, plot.top)
    legend, height = _legend(plot, hands, teller)
    scales = {"x": axes.across(teller), "y": axes.upwards(plot.unit, teller)}
    layers = [
        *_bands(axes, plot, scales),
        *(layer for day in asked for layer in _at(axes, day, teller, scales)),
        *_points(axes, plot, hands, scales),
        *legend,
    ]
    head = _HEAD if headed else 0
    if headed:
        words = {"x": -LEFT + 4, "y": -TOP - 10, "text": plot.title}
        layers.append(words_at([words], "ink_head", size=14, align="left", colour=OUTLINE, weight="bold"))
    spec = {
        "width": WIDE, "height": HIGH,
        "padding": {"left": LEFT, "right": RIGHT, "top": TOP + head, "bottom": BOTTOM + height},
        "layer": layers,
    }  # fmt: skip
    return Picture(plot.title, _described(plot, teller), spec)


def _described(plot: Plot, teller: Teller) -> str:
    """The picture in words, with what it does not show."""
    last, phrases = plot.bands[-1], teller.phrases
    told = teller.say(
        "picture.over_time", first=phrases.date(plot.bands[0].day), last=phrases.date(last.day),
        middle=phrases.number(nearest(last.median)), low=phrases.number(nearest(last.low90)),
        high=phrases.number(nearest(last.high90)), unit=plot.unit, figures=phrases.count("figures", len(plot.points)),
    )  # fmt: skip
    if plot.left_out:
        told += " " + teller.say("picture.left_out", count=phrases.count("figures", plot.left_out))
    above = sum(point.figure > plot.top for point in plot.points)
    if above:
        told += " " + teller.say("picture.above", count=phrases.count("figures", above))
    return told


def _bands(axes: Axes, plot: Plot, scales: Spec) -> Iterator[Spec]:
    """The two intervals and the middle, which is broken after the last day spoken of. A single day gets a width."""
    rows: list[Spec] = [{name: getattr(each, name) for name in _SIDES} for each in plot.bands]
    if len(rows) == 1:
        x = axes.x(date.fromisoformat(plot.bands[0].day))
        rows = [rows[0] | {"day": axes.moment(x + aside)} for aside in (-9, 9)]
    days = {"field": "day", **scales["x"]}
    for name, low, high in (("band90", "low90", "high90"), ("band50", "low50", "high50")):
        mark = {"type": "area", "color": _BAND, "opacity": 1, "fillOpacity": 0.22}
        yield layer_of(rows, name, mark, x=days, y={"field": low, **scales["y"]}, y2={"field": high})
    spoken = [row for row in rows if str(row["day"])[:10] <= plot.last_spoken or len(plot.bands) == 1]
    later = [row for row in rows if str(row["day"])[:10] >= plot.last_spoken]
    for name, part, dashes in (
        ("middle", spoken, {}), ("middle_later", later if len(plot.bands) > 1 else [], {"strokeDash": [5, 4]}),
    ):  # fmt: skip
        if len(part) > 1:
            mark = {"type": "line", "color": _MIDDLE, "strokeWidth": 2, **dashes}
            yield layer_of(part, name, mark, x=days, y={"field": "median", **scales["y"]})


def _at(axes: Axes, day: date, teller: Teller, scales: Spec) -> Iterator[Spec]:
    """The day asked for, as a line with its date."""
    mark = {"type": "rule", "color": SOFT, "strokeDash": [2, 3]}
    yield layer_of([{"day": day.isoformat()}], "asked", mark, x={"field": "day", **scales["x"]})
    x = axes.x(day)
    words = {"x": x, "y": -4, "text": teller.phrases.date(day.isoformat(), full=False)}
    yield words_at([words], "soft_asked", size=11, align="right" if x > WIDE / 2 else "left", colour=SOFT)


def _points(axes: Axes, plot: Plot, hands: Hands, scales: Spec) -> Iterator[Spec]:
    """The points; one that would cover another stands a little aside, one beyond the top has an arrow over it."""
    taken: list[tuple[float, float]] = []
    rows, letters, arrows = [], [], []
    for point in plot.points:
        home, beyond = axes.x(point.day), point.figure > axes.top
        x, y = home, axes.y(point.figure) + (10 if beyond else 0)
        for _ in range(_TRIES):
            if all(abs(x - other) >= _ASIDE or abs(y - height) >= _ASIDE for other, height in taken):
                break
            x += _ASIDE / 2 if home < WIDE - _ASIDE * _TRIES / 2 else -_ASIDE / 2
        taken.append((x, y))
        voice, hand = point.voice, hands[point.voice.family]
        row = {
            "voice": voice.id, "day": voice.as_of, "at": axes.moment(x), "figure": point.figure,
            "height": axes.amount(y), "low": point.low, "high": point.high, "hedge": voice.quantity.hedge,
            "family": voice.family, "colour": hand.colour, "told": point.told,
        }  # fmt: skip
        rows.append(row | ({"link": point.link} if point.link else {}))
        letters.append({"x": x, "y": y + letter_at(voice.quantity.hedge), "text": hand.letter, "colour": hand.on_it})
        if beyond:
            arrows.append({"x": x, "y": -1, "text": "↑"})
    reaching = [row for row in rows if row["low"] != row["high"]]
    days, colour = {"field": "at", **scales["x"]}, {"field": "colour", "type": "nominal", "scale": None}
    ends = {"y": {"field": "low", **scales["y"]}, "y2": {"field": "high"}}
    home_days = {"field": "day", **scales["x"]}
    yield layer_of(reaching, "reach", {"type": "rule", "strokeWidth": 2}, x=home_days, **ends, color=colour)
    mark = {"type": "point", "size": DRAWN_AS_IT_IS, "stroke": OUTLINE, "strokeWidth": 1, "aria": True}
    hedges = {"domain": list(SHAPES), "range": list(SHAPES.values())}
    shape = {"field": "hedge", "type": "nominal", "scale": hedges, "legend": None}
    yield layer_of(
        rows, "mark", mark, x=days, y={"field": "height", **scales["y"]}, fill=colour, shape=shape, **said(rows),
    )  # fmt: skip
    yield words_at(letters, "letter", size=8.5, align="center", weight="bold")
    yield words_at(arrows, "soft_above", size=12, align="center", colour=SOFT)


def _legend(plot: Plot, hands: Hands, teller: Teller) -> tuple[list[Spec], float]:
    """What colours, letters and shapes mean, in as many rows as it needs; and how high they are."""
    families = sorted({point.voice.family for point in plot.points}, key=lambda code: (hands[code].letter, code))
    hedges = [hedge for hedge in HEDGES if any(point.voice.quantity.hedge == hedge for point in plot.points)]
    names = [svg.short(teller.family(code), 34) for code in families]
    names += [teller.say(f"hedge.{hedge}") for hedge in hedges]
    patches, letters, shapes, words = [], [], [], []
    x, y, edge = 0.0, HIGH + BOTTOM + 8.0, WIDTH - LEFT
    for place, name in enumerate(names):
        wide = 38 + svg.width_of(name, 11.5)
        if x + wide > edge and x > 0:
            x, y = 0.0, y + _ROW
        if place < len(families):
            hand = hands[families[place]]
            patches.append({"x": x + 7, "y": y, "colour": hand.colour})
            letters.append({"x": x + 7, "y": y + 3.2, "text": hand.letter, "colour": hand.on_it})
        else:
            shapes.append({"x": x + 7, "y": y, "shape": SHAPES[hedges[place - len(families)]]})
        words.append({"x": x + 20, "y": y + 4, "text": name})
        x += wide
    layers = [
        marks_at(patches, "patch", shape=PATCH),
        words_at(letters, "letter_legend", size=8.5, align="center", weight="bold"),
        marks_at(shapes, "hollow", fill=None, stroke=OUTLINE),
        words_at(words, "ink_legend", size=11.5, align="left", colour=OUTLINE),
    ]
    return layers, y + _ROW - HIGH - BOTTOM
