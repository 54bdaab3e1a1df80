"""Who handed a figure on: the chain of outlets as people write it, `Reuters via KBS World`, nearest first."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

_THEN: Final = re.compile(r",?\s+then\s+")
_VIA: Final = re.compile(r"\s+via\s+")
_BRACKET: Final = re.compile(r"(?P<outer>[^()]+?)\s*\((?P<inner>[^()]*)\)")
_COPY: Final = re.compile(r"(?P<copier>.*?)\s*\b(?:copy|copies|recap)\Z")


def handed_on_by(carried_by: str, editions: Set[str] = frozenset()) -> tuple[str, ...]:
    """Those from whom the outlet that carries a figure has it, nearest to the outlet first.

    `A via B`, `A, then B`, `B (citing A)`, `B (A)` and `A (B copy)` all say that B carries what A brought. The outlet
    itself is the document's publisher and not of the chain. Of several that carry it side by side (`A; B`), the first.
    `editions` are words in brackets that name no outlet (`Yonhap (Korean)`).
    """
    chain: list[str] = []
    for part in reversed(_THEN.split(carried_by.partition(";")[0].strip())):
        for step in reversed(_VIA.split(part)):
            chain += _unfold(step.strip(" ,"), editions)
    return tuple(name for name in dict.fromkeys(chain[1:]) if name != chain[0])


def _unfold(step: str, editions: Set[str]) -> list[str]:
    """One step with what stands in its brackets, nearest first."""
    match = _BRACKET.fullmatch(step)
    if match is None:
        return [step] if step else []
    outer, inner = match["outer"].strip(), match["inner"].strip()
    if copied := _COPY.match(inner):
        copier = copied["copier"].strip()
        return [copier, outer] if copier and not copier.split()[-1].isdigit() else [outer]
    if inner in editions:
        return [outer]
    return [outer, inner.removeprefix("citing ").strip()]
