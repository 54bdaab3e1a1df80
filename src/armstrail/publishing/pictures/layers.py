"""Layers of a Vega-Lite specification: marks and words over values of their own.

What stands beside the data (legends, names, the places of a map) is placed in units of the picture, without a scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from armstrail.publishing.pictures.drawing import Spec
from armstrail.publishing.pictures.hands import DRAWN_AS_IT_IS

_IN_PLACE: Final = {"type": "quantitative", "scale": None, "axis": None}
X: Final = {"field": "x", **_IN_PLACE}
Y: Final = {"field": "y", **_IN_PLACE}

Row = Mapping[str, Any]


def as_it_is(field: str) -> dict[str, Any]:
    """A channel whose field holds what is drawn: a colour, a width, a path."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def layer_of(rows: Sequence[Row], name: str, mark: Mapping[str, Any], **encoding: Any) -> Spec:
    """A layer over some rows; its name gives its marks their class."""
    return {"name": name, "data": {"values": list(rows)}, "mark": dict(mark), "encoding": encoding}


def said(rows: Sequence[Row]) -> Spec:
    """The channels of marks that say what stands in `told` and lead where `link` says, where any row has these."""
    channels: Spec = {}
    if any("told" in row for row in rows):
        channels |= {name: {"field": "told", "type": "nominal"} for name in ("description", "tooltip")}
    if any("link" in row for row in rows):
        channels["href"] = {"field": "link", "type": "nominal"}
    return channels


def marks_at(rows: Sequence[Row], name: str, **look: Any) -> Spec:
    """Marks in units of the picture, each with its `shape` and `colour` where `look` has none, and what it says."""
    mark = {"type": "point", "size": DRAWN_AS_IT_IS, "strokeWidth": 1, "stroke": None, **look}
    channels: dict[str, Any] = {"x": X, "y": Y}
    if "shape" not in look:
        channels["shape"] = as_it_is("shape")
    if "fill" not in look:
        channels["fill"] = as_it_is("colour")
    mark["aria"] = any("told" in row for row in rows)
    return layer_of(rows, name, mark, **channels, **said(rows))


def words_at(
    rows: Sequence[Row], name: str, *, size: float, align: str = "left", colour: str | None = None,
    weight: str = "normal", **look: Any,
) -> Spec:  # fmt: skip
    """Words in units of the picture, at the foot of their line, each in its `colour` where none is given."""
    mark = {
        "type": "text", "fontSize": size, "align": align, "baseline": "alphabetic", "fontWeight": weight,
        **({"color": colour} if colour else {}), **look,
    }  # fmt: skip
    channels: dict[str, Any] = {"x": X, "y": Y, "text": {"field": "text", "type": "nominal"}}
    if colour is None:
        channels["color"] = as_it_is("colour")
    return layer_of(rows, name, mark, **channels, **said(rows))
