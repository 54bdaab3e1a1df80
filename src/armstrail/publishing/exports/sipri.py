"""Voices in the layout of the trade register of SIPRI: its sixteen columns, its marks, and nothing it would not say.

A `?` in the unnamed column after a figure marks it as uncertain, and years in brackets are uncertain, as in the
register. Trend-indicator values are SIPRI's own and stay empty, as does whatever the words do not tell. A figure that
words bound on one side stands with its mark, and the comment says which side is open. A row that was imported from
the register goes out as it came in, with all its columns and marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.model.document import Document
from armstrail.model.reading import IMPORTED
from armstrail.publishing.exports.registers import DELIVERED, NOT_COVERED, ORDERED, Told, not_covered, told_in
from armstrail.publishing.exports.tables import joined
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.names import Names
from armstrail.publishing.sheets import csv_text
from armstrail.publishing.wordbook import load_wording

REGISTER: Final = "trade-register.csv"
COLUMNS: Final = (
    "Recipient", "Supplier", "Year of order", " ", "Number ordered", " ", "Weapon designation", "Weapon description",
    "Number delivered", " ", "Year(s) of delivery", "status", "Comments", "SIPRI TIV per unit",
    "SIPRI TIV for total order", "SIPRI TIV of delivered weapons",
)  # fmt: skip
_PREAMBLE: Final = (
    "Claims on transfers of arms in the layout of a trade register; not data of SIPRI and not verified by it\n"
    "A '?' in a column indicates uncertain data; years in brackets are uncertain; empty fields are not known\n"
    "\n"
)
_PREAMBLE_WITH_ROWS: Final = _PREAMBLE.replace(
    "not data of SIPRI and not verified by it\n",
    "where the comment begins with CLAIM, not data of SIPRI and not verified by it; the other rows were taken over "
    "from the register as they were\n",
)
_UNCERTAIN: Final = "?"
_IMPORTER: Final = f"{IMPORTED}sipri "
# As an imported row names its columns: one without a name after the one whose mark it holds.
_NAMED: Final = tuple(name.strip() or f"{COLUMNS[place - 1]} {_UNCERTAIN}" for place, name in enumerate(COLUMNS))


def to_sipri(holdings: Holdings) -> dict[str, str]:
    """The register, and the list of what it has no row for."""
    taken = {document.digest: _taken_over(document) for document in holdings.documents if _is_row(document, holdings)}
    told, left = told_in("sipri", holdings, beside=taken.keys())
    names = Names(load_wording("en"))
    rows: list[Sequence[object]] = [*sorted(taken.values()), *(_row(each, holdings, names) for each in told)]
    preamble = _PREAMBLE_WITH_ROWS if taken else _PREAMBLE
    return {REGISTER: preamble + csv_text(list(COLUMNS), rows), NOT_COVERED: not_covered(left)}


def _is_row(document: Document, holdings: Holdings) -> bool:
    return holdings.extractors.get(document.digest, "").startswith(_IMPORTER)


def _taken_over(document: Document) -> list[str]:
    """The sixteen cells of an imported row, out of its lines."""
    cells = dict(line.partition(": ")[::2] for line in document.text.split("\n"))
    return [cells.get(name, "") for name in _NAMED]


def _row(told: Told, holdings: Holdings, names: Names) -> list[object]:
    voice = told.voice
    ordered = _figure(told) if voice.status in ORDERED else (None, None)
    delivered = _figure(told) if voice.status in DELIVERED else (None, None)
    year = told.year if voice.status in ORDERED else None
    return [
        holdings.actor_name(voice.recipient or ""), holdings.actor_name(voice.supplier or ""),
        year, _UNCERTAIN if year else None, *ordered, voice.designation, names.heading(voice.item or ""), *delivered,
        _years(told) if voice.status in DELIVERED else None, None, told.remark, None, None, None,
    ]  # fmt: skip


def _figure(told: Told) -> tuple[object, str | None]:
    """The number and its mark: the lower bound, else the upper; certain only where the words give one exact number."""
    quantity = told.voice.quantity
    number = quantity.low if quantity.low is not None else quantity.high
    sure = told.exact is not None and told.voice.modality in ("stated", "confirmed") and not told.voice.coverage
    return joined(number), None if sure else _UNCERTAIN


def _years(told: Told) -> str | None:
    """The years that the figure covers; in brackets where it covers more than one, since in which is not said."""
    return told.year or "; ".join(f"({year})" for year in told.years) or None
