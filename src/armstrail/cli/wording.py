"""Claims in a line: short words for a table or a list. Briefs have a wording of their own, in many languages."""

from __future__ import annotations

from armstrail.model.claim import Claim
from armstrail.model.quantity import Quantity

_SIGNS = {"about": "~", "at_least": "≥ ", "at_most": "≤ ", "order": "≥ "}


def say_quantity(quantity: Quantity | None) -> str:
    """A quantity as `≥ 13,000 containers` or `1,700,000,000-5,500,000,000 USD`; empty for none."""
    if quantity is None:
        return ""
    bounds = [f"{bound:,.12g}" for bound in (quantity.low, quantity.high) if bound is not None]
    if len(bounds) == 2 and bounds[0] == bounds[1]:
        bounds.pop()
    return f"{_SIGNS.get(quantity.hedge, '')}{'-'.join(bounds)} {quantity.unit}"


def say_parties(claim: Claim) -> str:
    """`KP → RU`, with `?` for a party that the text leaves open; empty where it leaves both."""
    if claim.supplier is None and claim.recipient is None:
        return ""
    return f"{claim.supplier or '?'} → {claim.recipient or '?'}"


def say_what(claim: Claim) -> str:
    """The item and the models."""
    return " ".join(filter(None, (claim.item, claim.designation)))


def say_period(claim: Claim) -> str:
    """`2023..2024-10`, either side may be empty."""
    return f"{claim.period.start or ''}..{claim.period.end or ''}" if claim.period else ""


def shorten(words: str, width: int) -> str:
    """The words on one line, cut with an ellipsis where they are longer than `width` characters."""
    line = " ".join(words.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"
