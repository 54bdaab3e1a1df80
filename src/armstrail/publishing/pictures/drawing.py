"""From a Vega-Lite specification to SVG that a page can hold: small, without script or style, its marks links.

Vega-Lite lays a picture out; what it writes is then cut to what is seen. Roles and labels of its own, which would be
read out one by one, give way to a title and a description; the name of a layer becomes the class of its marks, by which
a page puts other colours in the dark; words are escaped anew, and a link that leaves the host is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree

from armstrail.publishing.pictures import svg

_VERSION: Final = "6.4"
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
SCREEN_FONT: Final = "system-ui, sans-serif"
PAPER_FONT: Final = "Noto Serif"  # comes with us, so that every machine draws alike
CONFIG: Final = {
    "background": None,
    "view": {"stroke": None},
    "mark": {"aria": False, "tooltip": None},
    "axis": {"aria": False},
    "point": {"opacity": 1, "filled": True},
}
_HERE: Final = "https://here.invalid/~"  # stands for the page: Vega would put a host of its own before a path
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_LONG: Final = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_STRAIGHT: Final = re.compile(r"(?:[ML]-?[\d.]+,-?[\d.]+|Z)+")
_CORNER: Final = re.compile(r"[ML](-?[\d.]+),(-?[\d.]+)")
_PIECE: Final = re.compile(r"M[^MZ]*Z?")
_KEPT: Final = (
    "d", "transform", "x", "y", "x2", "y2", "width", "height", "fill", "fill-opacity", "stroke", "stroke-width",
    "stroke-dasharray", "stroke-opacity", "text-anchor", "font-size", "font-weight", "id", "clip-path",
)  # fmt: skip
_SHARED: Final = (
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "text-anchor", "font-size",
    "font-weight",
)  # fmt: skip
_UNNAMED: Final = {"role-axis-grid": "grid", "role-axis-tick": "grid", "role-axis-domain": "grid"}
_SOFT: Final = ("role-axis-label", "role-axis-title")

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is drawn: what it is called, what it says in words, and its Vega-Lite specification.

    A layer named `NAME` or `NAME_...` gives its marks the class NAME. A field `link` is where a mark leads, a
    `description` what it says; words that stand over marks are no target of their own.
    """

    title: str
    description: str
    spec: Spec

    @property
    def specification(self) -> Spec:
        """The whole specification, to be kept or drawn elsewhere."""
        return {
            "$schema": SCHEMA, "description": f"{self.title}. {self.description}", "autosize": "none",
            "config": CONFIG, **self.spec,
        }  # fmt: skip


def start_drawing() -> None:
    """Have at hand what draws: the first picture of a process starts Vega, half a second of computing."""
    _rendered({"$schema": SCHEMA, "data": {"values": [{}]}, "mark": "point"})


def draw(picture: Picture, key: str, font: str = SCREEN_FONT) -> str:
    """The picture as SVG; the same picture gives the same bytes.

    Args:
        key: tells its ids from those of other pictures on the page; letters, digits and `-` alone.
        font: the face of its words; places do not depend on it.
    Raises:
        BadValue: a mark leads to another host.
    """
    root = _rendered(picture.specification)
    size = float(root.get("width", "0")), float(root.get("height", "0"))
    parts = (_part(child, key) for child in root if _name(child) != "rect")
    return svg.picture(key, picture.title, picture.description, size, *parts, font=font)


def draw_small(picture: Picture, key: str, name: str) -> str:
    """A picture the size of a word as SVG, with a title alone.

    Args:
        key: the id of its title.
        name: the class of the whole.
    """
    root = _rendered(picture.specification)
    inner = "".join(_part(child, key) for child in root if _name(child) != "rect")
    look = {"xmlns": "http://www.w3.org/2000/svg", "class": f"drawn {name}", "viewBox": root.get("viewBox")}
    size = {"width": root.get("width"), "height": root.get("height")}
    title = svg.tag("title", {"id": key}, svg.words(picture.title))
    return svg.tag("svg", {**look, **size, "role": "img", "aria-labelledby": key}, title, inner)


def _rendered(spec: Spec) -> ElementTree.Element:
    """What Vega makes of it. It loads nothing: no address is allowed, and all data stands in the specification."""
    import vl_convert

    told = vl_convert.vegalite_to_svg(_safe(spec), vl_version=_VERSION, allowed_base_urls=[])
    root = ElementTree.fromstring(told)
    for place, clip in enumerate(root.iter(f"{_SVG}clipPath")):  # Vega goes on counting from picture to picture
        old, new = f"url(#{clip.get('id')})", f"url(#{place})"
        for node in root.iter():
            if node.get("clip-path") == old:
                node.set("clip-path", new)
        clip.set("id", str(place))
    return root


def _safe(value: Any, key: str = "") -> Any:
    """A specification without signs that XML forbids or that turn a line, and with links that name a host."""
    if isinstance(value, Mapping):
        return {name: _safe(each, name) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_safe(each) for each in value]
    if not isinstance(value, str):
        return value
    return f"{_HERE}{svg.own_path(value)}" if key == "link" else svg.readable(value)


def _name(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


def _part(node: ElementTree.Element, key: str) -> str:
    """What is seen of a part, "" where nothing is."""
    name = _name(node)
    if name == "g":
        return _group(node, key)
    if name == "a":
        (shape,) = node
        to = node.get(_LINK, "")
        leads = to.removeprefix(_HERE) if to.startswith(_HERE) else None  # a row without a link gives one of Vega's
        return svg.link(leads, shape.get("aria-label", ""), _shape(shape, key))
    if name in ("defs", "clipPath"):
        inner = "".join(_part(child, key) for child in node)
        return svg.tag(name, _attributes(node, key), inner)
    if node.get("class") in ("background", "foreground") or node.get("display") == "none":
        return ""
    if node.get("aria-label"):
        return svg.link(None, node.get("aria-label", ""), _shape(node, key))
    return _shape(node, key)


def _shape(node: ElementTree.Element, key: str) -> str:
    attributes = _attributes(node, key)
    words = svg.words(node.text) if node.text else ""
    if _name(node) == "text" and not words:
        return ""
    return svg.tag(_name(node), attributes, *([words] if words else []))


def _group(node: ElementTree.Element, key: str) -> str:
    """A group with what its shapes share told once; one that tells nothing of its own is left out."""
    name = _class_of(node.get("class", ""))
    shapes = [shape for shape in _shapes_of(node) if shape.get("class") not in ("background", "foreground")]
    own = _attributes(node, key)
    if node.get("class", "").startswith("mark-") and "mark-group" not in node.get("class", ""):
        own = ({"class": name} if name else {}) | own | _shared(shapes)
        if shapes and all(_name(shape) == "text" for shape in shapes) and node.find("{*}a") is None:
            own["pointer-events"] = "none"
        if name == "place":
            own["paint-order"] = "stroke"
        if name == "letter":
            own["aria-hidden"] = "true"
    inner = "".join(_part(child, key) for child in node)
    return svg.tag("g", own, inner) if inner and own else inner


def _shared(shapes: Sequence[ElementTree.Element]) -> dict[str, str | float | None]:
    """How all of some shapes look alike, taken from each of them."""
    found: dict[str, str | float | None] = {}
    for attribute in _SHARED:
        values = {shape.get(attribute) for shape in shapes}
        (value,) = values if len(values) == 1 else (None,)
        if value is not None:
            found[attribute] = value if attribute.endswith("opacity") else _short(value)
            for shape in shapes:
                del shape.attrib[attribute]
    return found


def _shapes_of(node: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in node:
        if _name(child) == "a":
            yield from child
        elif _name(child) != "g":
            yield child


def _class_of(names: str) -> str | None:
    """The class of the marks of a group, by the name of their layer."""
    for each in names.split():
        if each in _UNNAMED:
            return _UNNAMED[each]
        if each in _SOFT:
            return "soft"
        if each.endswith("_marks") and not each.startswith(("layer_", "concat_")):
            return re.sub(r"^(?:concat_\d+_)?", "", each).partition("_")[0]
    return None


def _attributes(node: ElementTree.Element, key: str) -> dict[str, str | float | None]:
    found: dict[str, str | float | None] = {}
    for name in _KEPT:
        value = node.get(name)
        if value is not None:
            found[name] = value if name.endswith("opacity") else _line(value) if name == "d" else _short(value)
    if found.get("transform") == "translate(0,0)":
        del found["transform"]
    if "id" in found:
        found["id"] = f"{key}-{found['id']}"
    if "clip-path" in found:
        found["clip-path"] = str(found["clip-path"]).replace("#", f"#{key}-")
    return found


def _short(value: str) -> str:
    """Numbers with one decimal at most, without the unit that SVG takes anyway."""
    return _LONG.sub(lambda found: _one_decimal(found[0]), value).removesuffix("px")


def _line(d: str) -> str:
    """A path, told by its steps where it has none but straight ones: that is shorter."""
    if not _STRAIGHT.fullmatch(d):
        return _short(d)
    return "".join(
        svg.path([(float(x), float(y)) for x, y in _CORNER.findall(part)], closed=part.endswith("Z"))
        for part in _PIECE.findall(d)
    )


def _one_decimal(number: str) -> str:
    return svg.number(float(number))
