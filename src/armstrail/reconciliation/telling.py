"""One telling of a figure: a claim in its document, set in the order in which one can have copied from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.period import first_day
from armstrail.model.voice import Carrier, Voice
from armstrail.reconciliation.wording import DONE, DOUBTED, hangs_on_a_condition

PER_SLOT: Final = 4.0  # a quarter of the words in common outweighs one slot
GRAM: Final = 4  # signs: long enough to tell words apart, short enough to survive an ending

_DIGITS: Final = re.compile(r"[\d.,\s]+")


@dataclass(frozen=True)
class Telling:
    """A carrier of a voice with its claim and document; `depth` counts the voices between it and its root voice."""

    voice: Voice
    carrier: Carrier
    claim: Claim
    document: Document
    depth: int = 0

    @cached_property
    def day(self) -> int:
        """The day by which it was public, as an ordinal."""
        return date.fromisoformat(self.carrier.known).toordinal()

    @cached_property
    def since(self) -> int:
        """The first day on which it can have been public: earlier than `day` where only the month is known."""
        return date.fromisoformat(first_day(self.document.published or self.carrier.known)).toordinal()

    @cached_property
    def order(self) -> tuple[int, int, bool, int, int, str, int, str]:
        """The order in time. Of one day, what stands nearer to the origin goes first: the voice that others derive
        from, with a source, through fewer hands, in the more careful words; what is still alike, by content."""
        claim = self.claim
        return (self.day, self.depth, claim.source is None, len(claim.via), _boldness(claim),
                self.carrier.document, claim.anchor.start, claim.id)  # fmt: skip

    @cached_property
    def wording(self) -> tuple[object, ...]:
        """What the claim says, slot by slot, without its words."""
        claim, quantity = self.claim, self.claim.quantity
        return (
            quantity and (quantity.low, quantity.high, quantity.unit), quantity and quantity.hedge,
            claim.status, claim.modality, claim.measure, claim.item, claim.designation,
            claim.period and claim.period.start, claim.condition is None, claim.alternative is None,
            claim.source_type, claim.tags,
        )  # fmt: skip

    @cached_property
    def quote(self) -> str:
        """The words of the claim, small, with numbers and spaces made alike."""
        return _DIGITS.sub(" ", self.claim.quote.cut(self.document.text).casefold()).strip()

    @cached_property
    def grams(self) -> frozenset[str]:
        """The runs of `GRAM` signs of its words, by which two wordings are compared."""
        return frozenset(self.quote[i : i + GRAM] for i in range(max(len(self.quote) - GRAM + 1, 1)))


def likeness(first: Telling, second: Telling) -> float:
    """How alike two tellings are: the slots that agree, and the words they share in one language.

    Fewest changes first, as with manuscripts; but a sentence that was taken over word for word (`shape` above
    `1 / PER_SLOT`) was taken from there, though a slot differs.
    """
    slots = sum(a == b for a, b in zip(first.wording, second.wording, strict=True))
    return slots + PER_SLOT * shape(first, second)


def shape(first: Telling, second: Telling) -> float:
    """How alike the sentences are but for their numbers, 0 to 1 (Jaccard); 0 between two languages."""
    if first.document.lang != second.document.lang or not first.quote or not second.quote:
        return 0.0
    return len(first.grams & second.grams) / len(first.grams | second.grams)


def _boldness(claim: Claim) -> int:
    return (
        (claim.status in DONE)
        + (not hangs_on_a_condition(claim))
        + (claim.modality not in DOUBTED)
        + (claim.alternative is None)
    )
