"""A text with its places marked: brackets and labels that read the same on paper and on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from armstrail.model.span import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text, the brackets around it, and the label behind it."""

    span: Span
    label: str
    brackets: str


def mark_up(text: str, marks: Sequence[Mark]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it lies inside a mark; brackets and labels are pieces inside."""
    openings: dict[int, str] = {}
    closings: dict[int, str] = {}
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        openings[mark.span.start] = openings.get(mark.span.start, "") + mark.brackets[0]
        closings[mark.span.end] = f"{mark.brackets[1]}{mark.label}" + closings.get(mark.span.end, "")
    depth = last = 0
    for place in sorted(openings.keys() | closings.keys()):
        yield text[last:place], depth > 0
        if place in closings:
            depth -= sum(mark.span.end == place for mark in marks)
            yield closings[place], True
        if place in openings:
            depth += sum(mark.span.start == place for mark in marks)
            yield openings[place], True
        last = place
    yield text[last:], depth > 0


def letters(number: int) -> str:
    """0 is a, 25 is z, 26 is aa: labels that no one takes for a figure."""
    label = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        label = chr(ord("a") + rest) + label
    return label
