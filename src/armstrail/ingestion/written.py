"""A row of a table written out as the text of a document, a column a line, so that every slot has words to point to."""

from __future__ import annotations

from dataclasses import dataclass, field

from armstrail.model.span import Span


@dataclass(slots=True)
class Written:
    """The text so far, with the place of each line and of each value in it, by column."""

    text: str = ""
    lines: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Span] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        """Write a line."""
        start = len(self.text) + bool(self.text)
        self.text += f"{'' if not self.text else chr(10)}{name}: {value}"
        self.lines[name] = Span(start, len(self.text))
        self.values[name] = Span(start + len(name) + 2, len(self.text))
