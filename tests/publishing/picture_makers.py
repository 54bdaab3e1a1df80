"""Small flows by hand for pictures, and ways to look into an SVG."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from receipt_makers import QUESTION, make_carried, make_estimate, make_voice

from armstrail.model.claim import Place
from armstrail.model.estimate import Interval, Weighed
from armstrail.model.quantity import Quantity
from armstrail.model.voice import Voice
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.pictures import Plot, make_plot
from armstrail.publishing.telling import Teller

SVG = "{http://www.w3.org/2000/svg}"
HARM = '"><script>alert(1)</script><image href="http://evil.example/x" onload=alert(1)>\u202e\x07\ud800'
TELLER = Teller("en", str)
SERIES = tuple(
    Interval(day, middle, middle * 0.8, middle * 1.2, middle * 0.5, middle * 2)
    for day, middle in (("2024-01-31", 2e6), ("2024-02-29", 3e6), ("2024-03-31", 3.2e6))
)


def look(svg: str) -> ElementTree.Element:
    """The picture, which must be XML."""
    return ElementTree.fromstring(svg)


def all_of(svg: str, name: str) -> list[ElementTree.Element]:
    return list(look(svg).iter(f"{SVG}{name}"))


def titles(svg: str) -> list[str]:
    return [each.text or "" for each in all_of(svg, "title")]


def voices_of(*slots: dict[str, Any]) -> list[Voice]:
    """Voices that differ in what is given, and in their ids."""
    return [make_voice(make_carried(), id=f"v{place}", **given) for place, given in enumerate(slots)]


def figure(low: float | None, high: float | None, hedge: str) -> Quantity:
    return Quantity(low, high, "pieces", hedge)


def plot_of(voices: list[Voice], series: tuple[Interval, ...] = SERIES, teller: Teller = TELLER, **given: Any) -> Plot:
    weighed = tuple(Weighed(voice.id, 1.0, "box") for voice in given.pop("weighed", voices))
    estimate = make_estimate(voices[0], weighed=weighed, series=series, headline=series[-1])
    title = given.pop("title", TELLER.title(QUESTION))
    return make_plot(estimate, series, voices, teller, title, link=lambda voice: f"/claim/{voice.id}", **given)


def claim_at(number: int, *places: Place, **given: Any) -> Carried:
    """A claim of a document of its own that names some places."""
    return make_carried(f"Number {number}: Seoul says 3 million shells were sent.", places=places, **given)
