"""Voices in the form of reports to the UN Register of Conventional Arms, and a list of what fits no category.

The number of items stands only where the words give one; bounds and hedge stand beside it. No state reported this.
"""

from __future__ import annotations

from typing import Final

from armstrail.publishing.exports.registers import DELIVERED, NOT_COVERED, Told, not_covered, told_in
from armstrail.publishing.exports.tables import joined
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.sheets import csv_text

TRANSFERS: Final = "transfers.csv"
COLUMNS: Final = (
    "exporting state", "calendar year", "A category", "B final importer state", "C number of items", "low", "high",
    "hedge", "D state of origin (if not exporter)", "E intermediate location (if any)", "F description of item",
    "G comments on the transfer", "condition of the category",
)  # fmt: skip


def to_unroca(holdings: Holdings) -> dict[str, str]:
    """The transfers by category, and the list of what cannot be reported. The Register holds deliveries alone."""
    told, left = told_in("unroca", holdings, only=DELIVERED)
    rows = sorted((_row(each, holdings) for each in told), key=lambda row: [str(cell or "") for cell in row])
    return {TRANSFERS: csv_text(list(COLUMNS), rows), NOT_COVERED: not_covered(left)}


def _row(told: Told, holdings: Holdings) -> list[object]:
    voice, quantity = told.voice, told.voice.quantity
    return [
        holdings.actor_name(voice.supplier or ""), told.year, told.category.category,
        holdings.actor_name(voice.recipient or ""), joined(told.exact), joined(quantity.low), joined(quantity.high),
        quantity.hedge, None, through(told), describe(told), told.remark, told.category.why or None,
    ]  # fmt: skip


def through(told: Told) -> str | None:
    """The places through which things are said to have gone."""
    return "; ".join(place.name for place in told.first.claim.places if place.role == "transit") or None


def describe(told: Told) -> str:
    """The item with its model, as far as it is named."""
    return " ".join(each for each in (told.voice.item, told.voice.designation) if each)
