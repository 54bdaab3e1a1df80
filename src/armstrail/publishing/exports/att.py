"""Voices in the form of annual reports under the Arms Trade Treaty, and a list of what is no category of Article 2(1).

The number of items stands only where the words give one; bounds and hedge stand beside it. No state reported this.
"""

from __future__ import annotations

from typing import Final

from armstrail.publishing.exports.registers import DELIVERED, NOT_COVERED, Told, not_covered, told_in
from armstrail.publishing.exports.tables import joined
from armstrail.publishing.exports.unroca import describe
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.sheets import csv_text

REPORT: Final = "exports.csv"
COLUMNS: Final = (
    "exporting state", "calendar year", "category", "authorized or actual", "number of items", "low", "high", "hedge",
    "value", "final importing state", "state of origin (if not exporter)", "description of items",
    "comments on the transfer", "condition of the category",
)  # fmt: skip


def to_att(holdings: Holdings) -> dict[str, str]:
    """The exports by category, delivered (actual) and agreed (authorized, as claimed), and what cannot be reported."""
    told, left = told_in("att", holdings)
    rows = sorted((_row(each, holdings) for each in told), key=lambda row: [str(cell or "") for cell in row])
    return {REPORT: csv_text(list(COLUMNS), rows), NOT_COVERED: not_covered(left)}


def _row(told: Told, holdings: Holdings) -> list[object]:
    voice, quantity = told.voice, told.voice.quantity
    return [
        holdings.actor_name(voice.supplier or ""), told.year, told.category.category,
        "actual" if voice.status in DELIVERED else "authorized", joined(told.exact), joined(quantity.low),
        joined(quantity.high), quantity.hedge, None, holdings.actor_name(voice.recipient or ""), None, describe(told),
        told.remark, told.category.why or None,
    ]  # fmt: skip
