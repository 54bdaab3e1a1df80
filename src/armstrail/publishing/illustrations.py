"""A picture of a brief, drawn: what it is called, what it says in words, and itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture as SVG, whose words are text and whose links stay on the page."""

    title: str
    description: str
    svg: str
