"""Where claims say that things set out, passed, arrived or were seen: a map of their words, not of what happened.

A line joins only places that one claim names together, straight, since no claim tells the way. The borders are those
of the base map, and what is disputed among them is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from armstrail.model.claim import Place
from armstrail.model.terms import PLACE_ROLES
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.pictures import svg
from armstrail.publishing.pictures.axes import SOFT
from armstrail.publishing.pictures.drawing import Picture, Spec
from armstrail.publishing.pictures.frame import BORDER, LAND, WIDTH, Frame, Spot, land
from armstrail.publishing.pictures.hands import DRAWN_AS_IT_IS, OUTLINE, outline, ring
from armstrail.publishing.pictures.layers import X, Y, as_it_is, layer_of, marks_at, said, words_at
from armstrail.publishing.telling import Teller
from armstrail.vocabulary.lists import PlaceEntry

_LEAST_SPAN, _LEAST_NEAR = 9.0, 4.0  # degrees north to south
_NEAR, _CROWD, _GAP = 60.0, 4, 8.0  # within so many units so many places are a crowd
_MOVING: Final = ("origin", "transit", "destination")
_ROLE_COLOURS: Final = {"origin": "#0072B2", "transit": "#E69F00", "destination": "#D55E00", "location": "#009E73"}
_ROLE_SHAPES: Final = {
    "origin": outline(((-5.5, -5.5), (5.5, -5.5), (5.5, 5.5), (-5.5, 5.5))),
    "transit": outline(((0, -7.5), (7.5, 0), (0, 7.5), (-7.5, 0))),
    "destination": outline(((0, 7.5), (7.5, -6), (-7.5, -6))),
    "location": ring(5.5),
}
_HEAD: Final = ((8, 0), (7, 2.5), (7, -2.5))  # of an arrow: how far each corner is, and turned by how much
_BEND: Final = 0.14  # of a leg's length: how far it bows, so that the way there is not drawn over the way back
_FOOT: Final = 38.0
_MOST_STOPS, _MOST_LEGS = 60, 60

Link = Callable[[Carried], str | None]


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the map: what it is called, who claims it where that is disputed, and the claims by its role."""

    spot: Spot
    name: str
    country: str | None
    disputed: tuple[str, ...]
    claims: Mapping[str, tuple[Carried, ...]]

    @property
    def role(self) -> str:
        """The role that most claims give it."""
        return max(self.claims, key=lambda role: (len(self.claims[role]), -PLACE_ROLES.index(role)))

    @property
    def count(self) -> int:
        """How many claims name it."""
        return len({pair.place for pairs in self.claims.values() for pair in pairs})


@dataclass(frozen=True, slots=True)
class Leg:
    """A line from one place to the next, by the claims that name both."""

    start: Spot
    end: Spot
    claims: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class RouteMap:
    """What the map of a flow shows. `silent` claims name no place, or none whose position is known; `more` places
    with fewer claims are left out."""

    supplier: str
    recipient: str
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    told: int
    silent: int
    more: int = 0

    def name_at(self, spot: Spot) -> str:
        """What the place at some degrees is called."""
        return next(stop.name for stop in self.stops if stop.spot == spot)


def make_map(
    pairs: Iterable[Carried], supplier: str, recipient: str, place_names: Mapping[Spot, str] | None = None
) -> RouteMap:
    """The places of some claims and the lines between them; those with most claims first.

    Args:
        pairs: claims with their documents, denials and statements left out beforehand.
        place_names: what a place goes by, by its degrees; else the shortest of its names in the texts.
    """
    held: dict[Spot, dict[str, list[Carried]]] = {}
    places: dict[Spot, list[Place]] = {}
    legs: dict[tuple[Spot, Spot], list[Carried]] = {}
    told = silent = 0
    for pair in pairs:
        known = [place for place in pair.claim.places if place.lat is not None and place.lon is not None]
        told, silent = told + bool(known), silent + (not known)
        for place in known:
            places.setdefault(_spot(place), []).append(place)
            held.setdefault(_spot(place), {}).setdefault(place.role, []).append(pair)
        for start, end in dict.fromkeys(_legs(known)):
            legs.setdefault((start, end), []).append(pair)
    names = place_names or {}
    stops = sorted(
        (_stop(spot, places[spot], roles, names) for spot, roles in held.items()),
        key=lambda stop: (-stop.count, stop.name, stop.spot),
    )
    shown = stops[:_MOST_STOPS]
    spots = {stop.spot for stop in shown}
    joined = [Leg(*ends, tuple(said)) for ends, said in legs.items() if set(ends) <= spots]
    joined.sort(key=lambda leg: (-len(leg.claims), leg.start, leg.end))
    return RouteMap(
        supplier, recipient, tuple(shown), tuple(joined[:_MOST_LEGS]), told, silent, len(stops) - len(shown)
    )


def places_told(
    pairs: Iterable[Carried], supplier: str, recipient: str, gazetteer: Mapping[str, PlaceEntry]
) -> RouteMap:
    """The places that claims name, by the names of a gazetteer where no two of it share their degrees; statements and
    denials say of no place that something was there.
    """
    said = (pair for pair in pairs if pair.claim.kind != "statement" and pair.claim.modality != "denied")
    return make_map(said, supplier, recipient, _names(gazetteer))


def _names(gazetteer: Mapping[str, PlaceEntry]) -> dict[Spot, str]:
    found: dict[Spot, list[str]] = {}
    for name, place in gazetteer.items():
        found.setdefault((place.latitude, place.longitude), []).append(name)
    return {spot: names[0] for spot, names in found.items() if len(names) == 1}


def _spot(place: Place) -> Spot:
    assert place.lat is not None
    assert place.lon is not None
    return (place.lat, place.lon)


def _stop(spot: Spot, places: Sequence[Place], roles: Mapping[str, list[Carried]], names: Mapping[Spot, str]) -> Stop:
    name = names.get(spot) or min((place.name for place in places), key=lambda told: (len(told), told))
    said = {role: tuple(dict.fromkeys(roles[role])) for role in PLACE_ROLES if role in roles}
    return Stop(spot, name, places[0].country, places[0].disputed, said)


def _legs(places: Sequence[Place]) -> Iterator[tuple[Spot, Spot]]:
    """From each start through the stops, in the order of the text, to each end; none where an end is not named."""
    starts, through, ends = ([_spot(each) for each in places if each.role == role] for role in _MOVING)
    for start in starts:
        for end in ends:
            way = list(dict.fromkeys([start, *through, end]))
            yield from pairwise(way)


def map_chart(drawn: RouteMap, teller: Teller, link: Link | None = None) -> Picture | None:
    """The map, zoomed to the places where something set out, passed or arrived, or that lie in either country; None
    where no claim names a place.

    Args:
        link: gives the address of a claim; a mark leads to the newest one that names it.
    """
    if not drawn.stops:
        return None
    frame = _frame(drawn)
    near = _crowd(frame, drawn)
    actor = teller.names.actor
    title = teller.say("picture.map", supplier=actor(drawn.supplier), recipient=actor(drawn.recipient))
    outside = [stop.name for stop in drawn.stops if not frame.holds(stop.spot)]
    described = [
        teller.say("picture.map_told", claims=teller.phrases.count("claims_say", drawn.told)),
        *([teller.say("picture.outside", places=", ".join(outside))] if outside else []),
        teller.say("picture.borders"),
    ]
    sheets = [_sheet(frame, drawn, teller, link, "far", near)]
    if near is not None:
        sheets.append(_sheet(near, drawn, teller, link, "near"))
    sheets.append({"width": WIDTH, "height": _FOOT, "layer": list(_foot(drawn, teller))})
    apart = {"scale": {"x": "independent", "y": "independent"}}
    spec = {"vconcat": sheets, "spacing": _GAP, "bounds": "flush", "padding": 0, "resolve": apart, "autosize": "pad"}
    return Picture(title, " ".join(described), spec)


def _sheet(
    frame: Frame, drawn: RouteMap, teller: Teller, link: Link | None, view: str, near: Frame | None = None
) -> Spec:
    """The land of a frame with what stands in it, and a box around what a closer frame shows."""
    layers = [*land(frame, drawn.supplier, drawn.recipient, view), *_lines(frame, drawn, teller, link, view)]
    layers += _stops(frame, drawn, teller, link, view)
    if near is not None:
        (left, top), (right, foot) = (
            frame.place((near.bounds[3], near.bounds[0])), frame.place((near.bounds[1], near.bounds[2]))
        )  # fmt: skip
        box = outline(((left, top), (right, top), (right, foot), (left, foot)))
        layers.append(marks_at([{"x": 0, "y": 0}], "leg_box", shape=box, fill=None, stroke=OUTLINE))
    return {"width": WIDTH, "height": round(frame.height), "layer": layers}


def _frame(drawn: RouteMap) -> Frame:
    """As far as the places reach where something moved, or that lie in either country: where somebody only spoke or
    watched, elsewhere, is left out of the picture."""
    moving = [
        stop for stop in drawn.stops
        if any(role in stop.claims for role in _MOVING) or stop.country in (drawn.supplier, drawn.recipient)
    ]  # fmt: skip
    return Frame([stop.spot for stop in moving or drawn.stops], _LEAST_SPAN)


def _crowd(frame: Frame, drawn: RouteMap) -> Frame | None:
    """A closer frame for the places that stand too near each other to be told apart; None where there are none such."""
    seen = [(stop.spot, *frame.place(stop.spot)) for stop in drawn.stops if frame.holds(stop.spot)]
    crowds = [
        [spot for spot, right, down in seen if abs(right - x) < _NEAR and abs(down - y) < _NEAR] for _, x, y in seen
    ]
    most = max(crowds, key=len, default=[])
    if len(most) < _CROWD or len(most) == len(seen):
        return None
    return Frame(most, _LEAST_NEAR)


def _lines(frame: Frame, drawn: RouteMap, teller: Teller, link: Link | None, view: str) -> Iterator[Spec]:
    """A bow for each leg, wider with more claims, with a head in its middle that tells the direction."""
    bows, heads = [], []
    for leg in drawn.legs:
        (x1, y1), (x2, y2) = frame.place(leg.start), frame.place(leg.end)
        over = ((x1 + x2) / 2 + (y2 - y1) * _BEND, (y1 + y2) / 2 - (x2 - x1) * _BEND)
        middle = ((x1 + 2 * over[0] + x2) / 4, (y1 + 2 * over[1] + y2) / 4)
        start, turn, end = (",".join(map(svg.number, spot)) for spot in ((x1, y1), over, (x2, y2)))
        told = teller.say(
            "picture.leg", start=drawn.name_at(leg.start), end=drawn.name_at(leg.end),
            claims=teller.phrases.count("claims", len(leg.claims)),
        )  # fmt: skip
        says = {"told": told} | ({"link": link(_newest(leg.claims))} if link else {})
        wide = round(min(1.5 + math.log2(len(leg.claims)), 6), 1)
        bows.append({"x": 0, "y": 0, "shape": f"M{start}Q{turn},{end}", "width": wide} | says)
        heads.append({"x": middle[0], "y": middle[1], "shape": _head(math.atan2(y2 - y1, x2 - x1))} | says)
    mark = {"type": "point", "filled": False, "size": DRAWN_AS_IT_IS, "stroke": OUTLINE, "aria": True, "clip": True}
    channels = {"x": X, "y": Y, "shape": as_it_is("shape"), "strokeWidth": as_it_is("width"), **said(bows)}
    yield layer_of(bows, f"leg_{view}", mark, **channels)
    yield marks_at(heads, f"head_{view}", fill=OUTLINE, clip=True)


def _head(turn: float) -> str:
    return outline((size * math.cos(turn + off), size * math.sin(turn + off)) for size, off in _HEAD)


def _stops(frame: Frame, drawn: RouteMap, teller: Teller, link: Link | None, view: str) -> Iterator[Spec]:
    """Marks shaped by role, the place with most claims on top, and names where there is room for one."""
    seen = [(stop, *frame.place(stop.spot)) for stop in drawn.stops if frame.holds(stop.spot)]
    rows = []
    for stop, x, y in reversed(seen):
        newest = _newest([pair for pairs in stop.claims.values() for pair in pairs])
        says = {"told": _told(stop, teller)} | ({"link": link(newest)} if link else {})
        rows.append({"x": x, "y": y, **role_mark(stop.role)} | says)
    yield marks_at(rows, f"mark_{view}", stroke=OUTLINE)
    taken = [(x - 8, y - 8, x + 8, y + 8) for _, x, y in seen]
    names = []
    for stop, x, y in seen:
        told = svg.short(stop.name, 26)
        wide = svg.width_of(told, 11.5)
        for left, foot in ((x + 11, y + 4), (x - 11 - wide, y + 4), (x - wide / 2, y - 12), (x - wide / 2, y + 20)):
            box = (left - 4, foot - 10, left + wide + 4, foot + 3)
            inside = left > 2 and left + wide < WIDTH - 2 and 10 < foot < frame.height
            if inside and not any(_meet(box, each) for each in taken):
                taken.append(box)
                names.append({"x": left, "y": foot, "text": told})
                break
    yield words_at(names, f"place_{view}", size=11.5, colour=OUTLINE, stroke="#ffffff", strokeWidth=3)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _told(stop: Stop, teller: Teller) -> str:
    roles = ", ".join(
        f"{teller.say(f'picture.{role}')}: {teller.phrases.count('claims', len(pairs))}"
        for role, pairs in stop.claims.items()
    )
    told = f"{stop.name} ({roles})"
    if stop.disputed:
        told += " · " + teller.say("picture.claimed", parties=", ".join(map(teller.names.actor, stop.disputed)))
    return told


def role_mark(role: str) -> dict[str, str]:
    """Shape and colour of a mark by role: a square where it set out, a diamond where it passed, a triangle where it
    arrived, a ring where it was."""
    return {"shape": _ROLE_SHAPES[role], "colour": _ROLE_COLOURS[role]}


def _foot(drawn: RouteMap, teller: Teller) -> Iterator[Spec]:
    """What the marks and tints mean, and whose borders these are."""
    x, y = 10.0, 10.0
    words, roles = [], []
    for role in PLACE_ROLES:
        if any(stop.role == role for stop in drawn.stops):
            told = teller.say(f"picture.{role}")
            roles.append({"x": x + 6, "y": y - 4, **role_mark(role)})
            words.append({"x": x + 18, "y": y, "text": told})
            x += 32 + svg.width_of(told, 11.5)
    yield marks_at(roles, "mark_legend", stroke=OUTLINE)
    for name, code in (("giver", drawn.supplier), ("taker", drawn.recipient)):
        told = svg.short(teller.names.actor(code), 24)
        field = {"x": x + 7, "y": y - 4}
        yield marks_at([field], f"{name}_legend", shape="M-7,-6H7V6H-7Z", fill=LAND[name], stroke=BORDER)
        words.append({"x": x + 19, "y": y, "text": told})
        x += 33 + svg.width_of(told, 11.5)
    yield words_at(words, "ink_legend", size=11.5, colour=OUTLINE)
    borders = {"x": 10.0, "y": y + 20, "text": teller.say("picture.borders_short")}
    yield words_at([borders], "soft_legend", size=11, colour=SOFT)


def _newest(claims: Sequence[Carried]) -> Carried:
    return max(claims, key=lambda pair: (pair.document.published or "", pair.place))
