"""What the public registers have in common: which voices they have a row for, and a list of those they have none for.

A register holds transfers between states that took place or were ordered, counted in pieces of listed weapons. The
ledger holds what is said. So a row here is a voice, never a verified deal, and what does not fit is listed with why.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from armstrail.model.period import Period
from armstrail.model.voice import Voice
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.categories import Category, load_categories
from armstrail.publishing.exports.graphml import say_quantity
from armstrail.publishing.exports.tables import SEPARATOR, joined
from armstrail.publishing.exports.values import Holdings, is_state
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.sheets import csv_text

DELIVERED: Final = ("delivered",)
ORDERED: Final = ("agreed",)
NOT_COVERED: Final = "not-covered.csv"
_COLUMNS: Final = (
    "why", "flow", "voice", "supplier", "recipient", "item", "low", "high", "unit", "hedge", "status", "modality",
    "caveat", "claims", "quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A voice that a register has a row for: its category, and the claim in which it was first uttered."""

    voice: Voice
    flow: str
    category: Category
    first: Carried
    caveat: str

    @property
    def exact(self) -> float | None:
        """The number, only where the words give one without a hedge."""
        quantity = self.voice.quantity
        return quantity.low if quantity.hedge == "exact" and quantity.low == quantity.high else None

    @property
    def period(self) -> Period | None:
        """What the first utterance says that the figure covers."""
        return self.first.claim.period

    @property
    def year(self) -> str | None:
        """The one year that it covers; None where it is not said, or is more than one."""
        years = self.years
        return years[0] if len(years) == 1 else None

    @property
    def years(self) -> tuple[str, ...]:
        """The first and the last year that it covers, as far as both are said."""
        period = self.period
        if period is None or period.start is None or period.end is None:
            return ()
        return tuple(dict.fromkeys((period.start[:4], period.end[:4])))

    @property
    def claims(self) -> str:
        """Ids of the claims that carry it."""
        return SEPARATOR.join(carrier.claim for carrier in self.voice.carriers)

    @property
    def remark(self) -> str:
        """What must stand beside the number: bounds, condition of the category, caveat, claims and words."""
        condition = f" The category holds under a condition: {self.category.why}." if self.category.fit == "if" else ""
        figure, quote = say_quantity(self.voice.quantity), " ".join(self.first.quote.split())
        return f"CLAIM, not a verified transfer: {figure}; {self.caveat}.{condition} Claims {self.claims}: “{quote}”"


def told_in(
    scheme: str,
    holdings: Holdings,
    only: tuple[str, ...] = (*DELIVERED, *ORDERED),
    beside: Container[str] = (),
) -> tuple[list[Told], list[list[object]]]:
    """The voices that a register has rows for, and the rows of those that it has none for, each with why.

    `only` are the stages that the register holds; `beside` are the digests of documents that have rows of their own,
    so that a voice which they carry is not told twice.
    """
    categories = load_categories(scheme)
    told, left = [], []
    for flow in holdings.flows:
        for voice in flow.voices:
            if any(each.document in beside for each in voice.carriers):
                continue
            pairs = holdings.claims_of((each.document, each.claim) for each in voice.carriers)
            category = categories.get(voice.item or "")
            caveat = caveats.of_voice(voice, holdings)
            why = next(_obstacles(voice, category, pairs, only), None)
            if why is None and category is not None:
                told.append(Told(voice, flow.code, category, pairs[0], caveat))
            else:
                left.append(_left(why or "", voice, flow.code, caveat, pairs))
    return told, left


def not_covered(left: list[list[object]]) -> str:
    """The list of what a register has no row for, as CSV."""
    return csv_text(list(_COLUMNS), left)


def _obstacles(
    voice: Voice, category: Category | None, pairs: tuple[Carried, ...], only: tuple[str, ...]
) -> Iterator[str]:
    """Why a register has no row for a voice, the plainest reason first."""
    if voice.kind != "transfer":
        yield f"a {voice.kind} is no transfer of arms"
    if voice.modality == "denied":
        yield "it is denied"
    if category is None:
        yield "which item is not said"
    elif category.fit == "no":
        yield category.why
    if voice.quantity.unit != "pieces":
        yield f"counted in {voice.quantity.unit}, not in pieces"
    if voice.status not in only:
        yield f"{voice.status or 'no stage said'}: the register holds what is {' or '.join(only)}"
    if not is_state(voice.supplier) or not is_state(voice.recipient):
        yield "a party is no state, or is not named"
    if voice.measure in ("rate", "share"):
        yield f"a {voice.measure}, not a number of items"
    if voice.coverage == "stock":
        yield "what is there at one time, not what was transferred"
    if not pairs:
        yield "none of its claims is held"


def _left(why: str, voice: Voice, flow: str, caveat: str, pairs: tuple[Carried, ...]) -> list[object]:
    quantity = voice.quantity
    claims = SEPARATOR.join(each.claim for each in voice.carriers)
    return [
        why, flow, voice.id, voice.supplier, voice.recipient, voice.item, joined(quantity.low), joined(quantity.high),
        quantity.unit, quantity.hedge, voice.status, voice.modality, caveat, claims, pairs[0].quote if pairs else None,
    ]  # fmt: skip
