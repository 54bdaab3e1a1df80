"""Voices and findings, short to write."""

from __future__ import annotations

from armstrail.estimation import estimate
from armstrail.model.estimate import Estimate
from armstrail.model.finding import Finding, Question
from armstrail.model.quantity import Quantity
from armstrail.model.voice import Carrier, Derivation, Voice


def voice(
    figure: float | None = 6700,
    hedge: str = "exact",
    *,
    high: float | None = None,
    id: str = "a",
    family: str = "kr",
    origin: str | None = None,
    as_of: str = "2024-06-15",
    known: str | None = None,
    start: str | None = "2024-01-01",
    unit: str = "containers",
    measure: str | None = "total",
    coverage: str | None = None,
    copies: int = 0,
    derived: Derivation | None = None,
    modality: str = "stated",
    source_type: str | None = "government",
    letter: str | None = None,
    digit: int | None = None,
    basis: tuple[str, ...] = (),
) -> Voice:
    """A voice: by default, Seoul says 6,700 containers to mid-June 2024."""
    low, top = (None, figure) if hedge == "at_most" else (figure, high)
    if hedge in ("exact", "about") and high is None:
        top = figure
    quantity = Quantity(low, top, unit, hedge)
    first = known or as_of
    carriers = tuple(
        Carrier(f"d{id}{at}", f"c{id}{at}", first, quantity, "delivered", "first" if at == 0 else "near_copy")
        for at in range(copies + 1)
    )
    return Voice(
        id, origin or f"{family}-x", family, source_type, "transfer", "KP", "RU", "cargo", None, quantity, measure,
        "delivered", modality, coverage, start, as_of, first, carriers, derived, letter, digit, basis,
    )  # fmt: skip


def finding(*voices: Voice, unit: str = "containers", nature: str = "flow") -> Finding:
    """A finding with these voices."""
    return Finding(Question("KP", "RU", "cargo", unit, "delivered", nature), voices)


def estimated(*voices: Voice, unit: str = "containers", nature: str = "flow", **how: object) -> Estimate:
    """The estimate that follows from these voices."""
    found = estimate(finding(*voices, unit=unit, nature=nature), **how)  # type: ignore[arg-type]
    assert isinstance(found, Estimate), found
    return found
