"""A place in a text. Spans are born with a match and carried; nothing searches for a quote afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model.errors import BadValue


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `[start, end)` of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise BadValue(f"a span must hold at least one code point, got [{self.start}, {self.end})", "span_empty")

    def cut(self, text: str) -> str:
        """The words of the span in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
