"""armstrail: open reporting in, a sourced, dated ledger of claims on arms transfers out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from armstrail.model.quantified import Quantified
    from armstrail.pipeline import Notebook

__version__ = "0.1.0"


def quantities(text: str, lang: str) -> tuple[Quantified, ...]:
    """Every quantity of a text: exact span, bounds in plain units, unit, hedge, and what it counts.

    See `armstrail.pipeline.quantities`, of which this is the short way.
    """
    from armstrail import pipeline  # so that a bare import of armstrail costs nothing

    return pipeline.quantities(text, lang, pipeline.shipped_packs())


def open(ledger: str | Path, *, origins: str | Path | None = None, factors: str | Path | None = None) -> Notebook:
    """A ledger opened to read, with its claims, voices, findings, estimates, values and changes as tables.

    See `armstrail.pipeline.Notebook`, and docs/notebooks.md for examples.
    """
    from armstrail import pipeline

    return pipeline.open_notebook(ledger, origins=origins, factors=factors)
