"""Write the base map of the pictures, publishing/pictures/world.csv, out of Natural Earth's countries at 1:110 million.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python tools/make_world.py package/countries-110m.json

The file of the package world-atlas 2 holds Natural Earth 4.1 (public domain) as TopoJSON. Changed here: Crimea, which
it draws as a part of Russia, goes to Ukraine, whose border there is the internationally recognised one (United Nations
General Assembly, resolution 68/262), and no line is left between the two. Areas with a line of their own on whose
status states do not agree are marked with those who claim them, so that their border can be drawn as a disputed one.
Antarctica is left out, and rings are cut at the 180th meridian. Nothing else is moved, so the lines in Kashmir, on the
Golan Heights and elsewhere are those of Natural Earth, which draws who holds what; a map has to say so.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from armstrail.publishing.pictures.world import clip
from armstrail.vocabulary import load_vocabulary

TARGET = Path(__file__).parent.parent / "src" / "armstrail" / "publishing" / "pictures" / "world.csv"
CRIMEA = ((32.0, 36.8), (44.0, 46.4))  # within these degrees east and north lies the ring that is moved
LEAST = 0.05  # degrees: a ring narrower than that is a slip of the source
OWN_NAMES = {  # names of Natural Earth that the list of actors has otherwise; None: no actor, drawn without a code
    "Bosnia and Herz.": "BA", "Central African Rep.": "CF", "Czechia": "CZ", "Côte d'Ivoire": "CI",
    "Dem. Rep. Congo": "CD", "Congo": "CG", "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "Falkland Is.": None,
    "Fr. S. Antarctic Lands": None, "Greenland": None, "Kosovo": "XK", "Macedonia": "MK", "N. Cyprus": None,
    "New Caledonia": None, "Palestine": "PS", "Puerto Rico": None, "S. Sudan": "SS", "Solomon Is.": "SB",
    "Somaliland": None, "Timor-Leste": "TL", "Turkey": "TR", "United States of America": "US", "W. Sahara": "EH",
    "eSwatini": "SZ", "Antarctica": None,
}  # fmt: skip
DISPUTED = {  # Natural Earth's name of an area with a line of its own, and who claims it
    "Falkland Is.": "GB AR", "Kosovo": "RS XK", "N. Cyprus": "CY TR", "Palestine": "PS IL", "Somaliland": "SO",
    "Taiwan": "TW CN", "W. Sahara": "MA EH",
}  # fmt: skip

Ring = list[int]  # numbers of arcs, ~n for the arc n run backwards


def main(source: Path) -> None:
    """Read the topology, correct it, write the rings."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = list(_arcs(topology))
    shapes: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        shapes[geometry["properties"]["name"]] = [ring for polygon in polygons for ring in polygon]
    _give_crimea_to_ukraine(shapes, arcs)
    actors = {actor.name: code for code, actor in load_vocabulary().actors.items() if actor.kind == "state"}
    rows = []
    for name in sorted(shapes):
        if name == "Antarctica":
            continue
        if name not in actors and name not in OWN_NAMES:
            sys.exit(f"{name!r} is no state of actors.csv; give its code in OWN_NAMES")
        code = OWN_NAMES[name] if name in OWN_NAMES else actors[name]
        rings = [part for ring in shapes[name] for part in _parted(_ring(ring, arcs))]
        rows += [(code or "", name, DISPUTED.get(name, ""), _told(ring)) for ring in rings]
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "name", "disputed", "ring"))
        writer.writerows(rows)
    print(f"{len(rows)} rings of {len(shapes) - 1} areas, {TARGET.stat().st_size:,} bytes")


def _arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    (wide, high), (east, north) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * wide + east, y * high + north))
        yield points


def _give_crimea_to_ukraine(shapes: dict[str, list[Ring]], arcs: list[list[tuple[float, float]]]) -> None:
    """Join the ring of Crimea to that of Ukraine along the arcs that both have."""
    (east, west), (south, north) = CRIMEA
    found = [
        ring for ring in shapes["Russia"]
        if all(east <= x <= west and south <= y <= north for x, y in _ring(ring, arcs))
    ]  # fmt: skip
    if len(found) != 1:
        sys.exit(f"{len(found)} rings of Russia lie in Crimea, where one was looked for; look at the source again")
    (crimea,) = found
    (ukraine,) = shapes["Ukraine"]
    common = {arc for arc in crimea if ~arc in ukraine}
    if not common:
        sys.exit("Crimea and Ukraine share no arc in the source; look at it again")
    shapes["Russia"].remove(crimea)
    shapes["Ukraine"] = [
        _one_ring([arc for arc in ukraine if ~arc not in common] + [a for a in crimea if a not in common], arcs)
    ]


def _one_ring(left: Ring, arcs: list[list[tuple[float, float]]]) -> Ring:
    """Some arcs put end to end."""

    def ends(arc: int) -> tuple[tuple[float, float], tuple[float, float]]:
        points = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        return points[0], points[-1]

    ring, rest = [left[0]], left[1:]
    while rest:
        following = [arc for arc in rest if ends(arc)[0] == ends(ring[-1])[1]]
        if len(following) != 1:
            sys.exit("the arcs of Ukraine and Crimea do not make one ring; look at the source again")
        ring += following
        rest.remove(following[0])
    return ring


def _ring(ring: Ring, arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for arc in ring:
        points += (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[1 if points else 0 :]
    return points


def _parted(points: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """A ring cut where it crosses the 180th meridian, so that no line runs around the Earth."""
    turned, turn = [points[0]], 0
    for before, here in pairwise(points):
        turn += -360 if here[0] - before[0] > 180 else 360 if here[0] - before[0] < -180 else 0
        turned.append((here[0] + turn, here[1]))
    for west in (-540.0, -180.0, 180.0):
        part = clip(tuple(turned[:-1]), west, -90.0, west + 360, 90.0)
        if len(part) > 2 and max(max(x) - min(x) for x in zip(*part, strict=True)) > LEAST:
            yield [(x - west - 180, y) for x, y in [*part, part[0]]]


def _told(points: list[tuple[float, float]]) -> str:
    """`east north east north ...` in hundredths of a degree."""
    return " ".join(f"{x:.2f} {y:.2f}" for x, y in points)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
