"""What would follow if a voice were not there, or a conversion another: beside what is recorded, and stored nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from armstrail.model.errors import BadValue

if TYPE_CHECKING:
    from armstrail.pipeline.estimates import Books, Evidence


def without_voices(evidence: Evidence, dropped: Iterable[str]) -> Evidence:
    """The evidence less some voices, named by their ids; their claims stay, as what nobody says.

    Raises:
        BadValue: there is no such voice in the evidence.
    """
    gone = set(dropped)
    unknown = sorted(gone - {voice.id for voice in evidence.voices})
    if unknown:
        told = f"there is no voice {unknown[0]!r} among these; it may have another id since more was read"
        raise BadValue(told, "voice", value=unknown[0][:60])
    return replace(evidence, voices=tuple(voice for voice in evidence.voices if voice.id not in gone))


def with_factors(books: Books, bounds: Mapping[str, tuple[float, float, float]]) -> Books:
    """The books with other numbers for some factors: low, central and high by the factor's id.

    Raises:
        BadValue: no such factor, or numbers that are none of a factor (they must be above 0 and not fall).
    """
    from armstrail.vocabulary import Factors

    changed = {
        key: replace(books.factors[key], low=low, central=central, high=high)
        for key, (low, central, high) in bounds.items()
    }
    if not changed:
        return books
    told = "|".join(f"{key}={one.low!r},{one.central!r},{one.high!r}" for key, one in sorted(changed.items()))
    digest = hashlib.sha256(f"{books.factors.digest}|{told}".encode()).hexdigest()[:16]
    rows = tuple(changed.get(factor.id, factor) for factor in books.factors.rows)
    return replace(books, factors=Factors(rows, digest))
