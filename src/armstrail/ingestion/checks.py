"""What tables of every layout ask of their cells: words of the closed lists, and bounds that fit their hedge."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from armstrail.ingestion.rows import Refused
from armstrail.model import terms
from armstrail.model.errors import BadValue
from armstrail.model.quantity import Quantity

_BOUNDS: Final = {
    "exact": "the same low and high", "about": "the same low and high", "at_least": "a low alone",
    "order": "a low alone", "at_most": "a high alone", "range": "a low and a high",
}  # fmt: skip


TERMS: Final = {
    "source_type": terms.SOURCE_TYPES, "hedge": terms.HEDGES, "measure": terms.MEASURES, "status": terms.STATUSES,
    "modality": terms.MODALITIES, "kind": terms.KINDS,
}  # fmt: skip


def check_among(name: str, value: str, allowed: Sequence[str]) -> None:
    """Refuse a word that a slot does not know; an empty one is none.

    Raises:
        Refused: names the slot, the word, and those it may have meant.
    """
    if value and value not in allowed:
        close = get_close_matches(value, allowed, n=2)
        mend = f"did you mean {' or '.join(close)}?" if close else f"use one of {', '.join(allowed)}"
        raise Refused(f"has {name} {value!r}, which is not known", mend)


def make_quantity(low: float | None, high: float | None, unit: str, hedge: str) -> Quantity:
    """A quantity whose unit is known and whose bounds are those that its hedge leaves.

    Raises:
        Refused: they are not; names what stands there and the mend.
    """
    try:
        terms.check_unit(unit)
    except BadValue:
        mend = f"use one of {', '.join(terms.COUNTS)}, or an ISO 4217 code"
        raise Refused(f"has unit {unit!r}, which is not known", mend) from None
    if low is not None and high is not None and low > high:
        raise Refused(f"runs from low {low} down to high {high}", "put the smaller bound first")
    same = "the same low and high" if low == high else "a low and a high"
    shape = "a high alone" if low is None else "a low alone" if high is None else same
    wanted = _BOUNDS[hedge]
    if shape != wanted and not (shape == "the same low and high" and wanted == "a low and a high"):
        raise Refused(f"has hedge {hedge!r} with {shape}", f"write {wanted}, or another hedge")
    return Quantity(low, high, unit, hedge)
