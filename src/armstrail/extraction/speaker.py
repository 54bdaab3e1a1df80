"""A phrase that can speak, as the finders of speakers, frames and sources hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# What of a phrase names its state or its office, and no person.
OF_OFFICE: Final = frozenset({
    "actors.names", "actors.capital", "actors.short", "actors.adjectives", "cues.institutions",
})  # fmt: skip


@dataclass(slots=True, eq=False)
class Speaker:
    """A phrase in tokens `[first, last)` that can speak: its source type and the party it belongs to.

    `named` tells that the phrase names somebody (not only 'the ministry', 'an official').
    """

    first: int
    last: int
    source_type: str | None
    party: str | None
    named: bool
    bare: bool  # a plain state or capital, no office beside it
    stands_for: tuple[int, int] | None = None  # tokens of the phrase that names who is only pointed at here
