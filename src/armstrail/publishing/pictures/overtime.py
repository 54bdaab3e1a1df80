"""An estimate over time: its 50 % and 90 % bands, and each figure at the day it speaks of, by hedge and by family."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from armstrail.model.estimate import Estimate, Interval
from armstrail.model.period import last_day
from armstrail.model.terms import HEDGES
from armstrail.model.voice import Voice
from armstrail.publishing.charts import ends
from armstrail.publishing.likelihood import nearest
from armstrail.publishing.pictures import svg
from armstrail.publishing.pictures.axes import HEIGHT, LEFT, SOFT, TOP, WIDTH, Axes
from armstrail.publishing.pictures.hands import OUTLINE, Hands, letters, mark, patch, shape, shapes
from armstrail.publishing.telling import Teller

_TALLEST: Final = 2.2  # times the top of the band: a figure above it stands at the upper edge
_ASIDE, _TRIES = 12.0, 16  # how near two marks may stand, and how often one steps aside
_ROW: Final = 18.0
_SMALL: Final = {"class": "soft", "fill": SOFT, "font-size": "11"}
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
    link: Callable[[Voice], str] | None = None,
) -> Plot:
    """What to draw of an estimate.

    Args:
        series: its points over time, in the order of their days; at least one.
        voices: those to be drawn; of these only such as entered the estimate are.
        asked: the day asked for, where one was.
        link: gives the address that the point of a voice leads to; None for points that lead nowhere.
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


def time_picture(plot: Plot, hands: Hands, teller: Teller, key: str) -> str:
    """The chart as SVG; the same plot gives the same bytes.

    Args:
        key: tells its ids from those of other pictures on the page.
    """
    asked = [date.fromisoformat(plot.asked)] if plot.asked else []
    days = [*(date.fromisoformat(each.day) for each in plot.bands), *(one.day for one in plot.points), *asked]
    axes = Axes(days, plot.top)
    legend, height = _legend(plot, hands, teller, key)
    parts = [
        shapes(key),
        axes.drawn(plot.unit, teller),
        *_bands(axes, plot),
        *(_at(axes, day, teller) for day in asked),
        letters(*_points(axes, plot, hands, key)),
        legend,
    ]
    return svg.picture(key, plot.title, _described(plot, teller), (WIDTH, HEIGHT + height), *parts)


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


def _bands(axes: Axes, plot: Plot) -> Iterator[str]:
    """The two intervals and the middle, which is broken after the last day spoken of. A single day gets a width."""
    bands = [(axes.x(date.fromisoformat(each.day)), each) for each in plot.bands]
    if len(bands) == 1:
        ((x, only),) = bands
        bands = [(x - 9, only), (x + 9, only)]
    for name, low, high in (("band90", "low90", "high90"), ("band50", "low50", "high50")):
        upper = [(x, axes.y(getattr(each, high))) for x, each in bands]
        lower = [(x, axes.y(getattr(each, low))) for x, each in reversed(bands)]
        d = svg.path([*upper, *lower], closed=True)
        yield svg.tag("path", {"class": name, "d": d, "fill": _BAND, "fill-opacity": "0.22"})
    spoken = [pair for pair in bands if pair[1].day <= plot.last_spoken]
    later = [pair for pair in bands if pair[1].day >= plot.last_spoken]
    for part, dashes in ((spoken, None), (later if len(plot.bands) > 1 else [], "5 4")):
        if len(part) > 1:
            d = svg.path([(x, axes.y(each.median)) for x, each in part])
            look = {"class": "middle", "stroke": _MIDDLE, "stroke-width": "2", "stroke-dasharray": dashes}
            yield svg.tag("path", {"d": d, "fill": "none", **look})


def _at(axes: Axes, day: date, teller: Teller) -> str:
    """The day asked for, as a line with its date."""
    x, foot = axes.x(day), axes.y(0)
    line = {"class": "asked", "d": svg.path([(x, TOP), (x, foot)]), "stroke": SOFT, "stroke-dasharray": "2 3"}
    anchor = "end" if x > WIDTH / 2 else "start"
    told = svg.text(x, TOP - 3, teller.phrases.date(day.isoformat(), full=False), **_SMALL, **{"text-anchor": anchor})
    return svg.tag("path", line) + told


def _points(axes: Axes, plot: Plot, hands: Hands, key: str) -> Iterator[str]:
    """The points; one that would cover another stands a little aside, one beyond the top has an arrow over it."""
    taken: list[tuple[float, float]] = []
    for point in plot.points:
        home, beyond = axes.x(point.day), point.figure > axes.top
        x, y = home, axes.y(point.figure) + (10 if beyond else 0)
        for _ in range(_TRIES):
            if all(abs(x - other) >= _ASIDE or abs(y - height) >= _ASIDE for other, height in taken):
                break
            x += _ASIDE / 2 if home < WIDTH - _ASIDE * _TRIES / 2 else -_ASIDE / 2
        taken.append((x, y))
        hand, parts = hands[point.voice.family], []
        if point.low != point.high:
            reach = svg.path([(home, axes.y(point.low)), (home, axes.y(point.high))])
            parts.append(svg.tag("path", {"d": reach, "stroke": hand.colour, "stroke-width": "2"}))
        if beyond:
            parts.append(svg.text(x, TOP + 1, "↑", **{"class": "soft", "fill": SOFT}))
        yield svg.link(point.link, point.told, *parts, mark(key, x, y, point.voice.quantity.hedge, hand))


def _legend(plot: Plot, hands: Hands, teller: Teller, key: str) -> tuple[str, float]:
    """What colours, letters and shapes mean, in as many rows as it needs; and how high they are."""
    families = sorted({point.voice.family for point in plot.points}, key=lambda code: (hands[code].letter, code))
    hedges = [hedge for hedge in HEDGES if any(point.voice.quantity.hedge == hedge for point in plot.points)]
    names = [svg.short(teller.family(code), 34) for code in families]
    names += [teller.say(f"hedge.{hedge}") for hedge in hedges]
    signs, words = [], []
    x, y = LEFT, HEIGHT + 8.0
    for place, name in enumerate(names):
        wide = 38 + svg.width_of(name, 11.5)
        if x + wide > WIDTH and x > LEFT:
            x, y = LEFT, y + _ROW
        if place < len(families):
            signs.append(patch(x + 7, y, hands[families[place]]))
        else:
            signs.append(shape(key, x + 7, y, hedges[place - len(families)], "#ffffff"))
        words.append(svg.text(x + 20, y + 4, name))
        x += wide
    look = {"class": "ink", "fill": OUTLINE, "font-size": "11.5"}
    return letters(*signs) + svg.tag("g", look, *words), y + _ROW - HEIGHT
