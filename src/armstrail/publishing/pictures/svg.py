"""SVG written as text: every word is text and nothing else, every link stays on the host, numbers are short.

Names and titles come from documents, so nothing in them may end an attribute, open an element or run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from armstrail.model.errors import BadValue

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")  # signs that make what follows run the other way
_PLACE: Final = re.compile(r"#[\w-]+")
_WIDE: Final = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]")

Attributes = Mapping[str, "str | float | None"]


def number(value: float) -> str:
    """A coordinate with one decimal at most: `12.3`, `12`, `0`."""
    told = f"{value:.1f}".removesuffix(".0")
    return "0" if told == "-0" else told


def readable(text: str) -> str:
    """Words of anybody on one line, what XML forbids shown as unreadable."""
    return _NO_XML.sub("\ufffd", _TURNING.sub("", " ".join(text.split())))


def words(text: str) -> str:
    """Words of anybody as text of an SVG: readable, and escaped."""
    return escape(readable(text))


def own_path(to: str) -> str:
    """An address of the same host, or a place of the same page, as it is.

    Raises:
        BadValue: the address leads elsewhere.
    """
    if not (to.startswith("/") and not to.startswith("//")) and not _PLACE.fullmatch(to):
        raise BadValue(
            f"a mark of a picture cannot lead to {to!r}; give an address of the page's own host, as /claim/ID"
        )
    return to


def tag(name: str, attributes: Attributes, *children: str) -> str:
    """An element; attributes without a value are left out."""
    told = "".join(
        f' {key}="{words(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(children)}</{name}>" if children else f"<{name}{told}/>"


def link(to: str | None, told: str, *children: str) -> str:
    """Marks that lead to an address of the same host, with what they say for who points at or hears them, "" for words.

    They are passed over by the tab key: a picture may have a hundred, and the table behind it has the same links.

    Raises:
        BadValue: the address leads elsewhere.
    """
    title = [tag("title", {}, words(told))] if told else []
    if to is None:
        return tag("g", {}, *title, *children)
    return tag("a", {"href": own_path(to), "tabindex": "-1"}, *title, *children)


def path(points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    """The `d` of a line through some points, each told from the one before, which is shorter; points that fall on the
    one before are left out."""
    told, at = "", (0.0, 0.0)
    for x, y in points:
        here = (round(x, 1), round(y, 1))
        step = number(here[0] - at[0]), number(here[1] - at[1])
        if not told:
            told = f"M{step[0]} {step[1]}l"
        elif step != ("0", "0"):
            told += ("" if told.endswith("l") or step[0].startswith("-") else " ") + step[0]
            told += ("" if step[1].startswith("-") else " ") + step[1]
        at = here
    return told.removesuffix("l") + ("z" if closed else "")


def width_of(told: str, size: float) -> float:
    """About how wide words are in a sans-serif face of a size."""
    return size * sum(1.0 if _WIDE.match(letter) else 0.56 for letter in told)


def short(told: str, most: int) -> str:
    """Words on one line, cut with an ellipsis where they are longer than `most` letters."""
    line = " ".join(told.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def picture(key: str, title: str, description: str, size: tuple[float, float], *parts: str, font: str) -> str:
    """A whole SVG with its title and description, which are read out before its links.

    Args:
        key: tells its ids from those of other pictures on the page; letters, digits and `-` alone.
        size: width and height in units of its own; a page may scale it.
        font: the faces its words may have.
    """
    width, height = size
    return tag(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg", "class": "drawn", "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": width, "height": height, "role": "group", "aria-labelledby": f"{key}-t {key}-d",
            "font-family": font,
        },
        tag("title", {"id": f"{key}-t"}, words(title)),
        tag("desc", {"id": f"{key}-d"}, words(description)),
        tag("rect", {"class": "sheet", "width": width, "height": height, "fill": "#ffffff"}),
        *parts,
    )  # fmt: skip
