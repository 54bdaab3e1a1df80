"""Claims in a line: short words for a table or a list. Briefs have a wording of their own, in many languages."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.model.claim import Claim, Place
from armstrail.model.quantity import Quantity

_SIGNS = {"about": "~", "at_least": "≥ ", "at_most": "≤ ", "order": "≥ "}


def say_quantity(quantity: Quantity | None) -> str:
    """A quantity as `≥ 13,000 containers` or `1.7-5.5 billion USD`; empty for none."""
    if quantity is None:
        return ""
    bounds = [bound for bound in dict.fromkeys((quantity.low, quantity.high)) if bound is not None]
    scale, word = _scale(bounds)
    amount = "-".join(f"{bound / scale:,.12g}" for bound in bounds)
    return f"{_SIGNS.get(quantity.hedge, '')}{amount}{word} {quantity.unit}"


def _scale(bounds: Sequence[float]) -> tuple[float, str]:
    """Millions or billions, where every bound is told by them in full with two decimals at most."""
    for scale, word in ((1e9, " billion"), (1e6, " million")):
        if all(bound >= scale and bound / scale == round(bound / scale, 2) for bound in bounds):
            return scale, word
    return 1, ""


def say_parties(claim: Claim) -> str:
    """`KP → RU`, with `?` for a party that the text leaves open; empty where it leaves both."""
    if claim.supplier is None and claim.recipient is None:
        return ""
    return f"{claim.supplier or '?'} → {claim.recipient or '?'}"


def say_how(claim: Claim) -> str:
    """The stage or stance, and how it is told: `delivered, alleged`."""
    return ", ".join(filter(None, (claim.stance or claim.status, claim.modality)))


def say_what(claim: Claim) -> str:
    """The item and the models."""
    return " ".join(filter(None, (claim.item, claim.designation)))


def say_period(claim: Claim) -> str:
    """`2023..2024-10`, either side may be empty."""
    return f"{claim.period.start or ''}..{claim.period.end or ''}" if claim.period else ""


def say_place(place: Place) -> str:
    """`Kerch (destination, 45.36° N 36.47° E, disputed: UA, RU)`."""
    told = [place.role]
    if place.lat is not None and place.lon is not None:
        north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
        told.append(f"{abs(place.lat):.2f}° {north} {abs(place.lon):.2f}° {east}")
    if place.disputed:
        told.append(f"disputed: {', '.join(place.disputed)}")
    return f"{place.name} ({', '.join(told)})"


def shorten(words: str, width: int) -> str:
    """The words on one line, cut with an ellipsis where they are longer than `width` characters."""
    line = " ".join(words.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"
