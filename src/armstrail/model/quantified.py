"""A quantity where it stands in a text: the figure, what bounds it, what it counts, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from armstrail.model.span import Span


@dataclass(frozen=True, slots=True)
class Quantified:
    """One quantity of a text, as the words give it.

    `span` runs from the hedge to the noun, sign or unit. `low` and `high` are in plain units (1.7e9, never
    1.7), None is a side left open; `hedge` says how the words bound it. `unit` is one of the counts, `percent`
    or an ISO 4217 code, and None where the number counts something that the unit lists do not know
    ("24 deputies") or nothing is named ("12,000 were sent"). `item` is the item path of what is counted;
    `noun` its words, whether the item is known or not, None where they stand behind the next number alone ("24 and
    19 tanks"); `designation` a model or calibre beside it. `per` is `each` or `time` where the figure is one per
    piece, man, day ...
    """

    span: Span
    low: float | None
    high: float | None
    unit: str | None
    hedge: str
    item: str | None = None
    noun: Span | None = None
    designation: Span | None = None
    per: str | None = None

    def to_json(self, text: str) -> dict[str, Any]:
        """The JSON form; `text` is the text that was read."""
        return {
            "start": self.span.start,
            "end": self.span.end,
            "text": self.span.cut(text),
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "hedge": self.hedge,
            "item": self.item,
            "noun": self.noun.cut(text) if self.noun is not None else None,
            "designation": self.designation.cut(text) if self.designation is not None else None,
            "per": self.per,
        }
