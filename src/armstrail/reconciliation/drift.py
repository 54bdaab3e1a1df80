"""Where a figure drifted: the steps from telling to telling at which the words say something else than before.

'Could hold 4.8 million' was 'NATO: 5 million supplied' three days later. Each carrier is right by the one before it
as it understood it, so the change shows only between two of them, and a reader should see both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log2
from types import MappingProxyType
from typing import Final

from armstrail.model.copy import Copy
from armstrail.model.voice import Drift, Voice
from armstrail.reconciliation.bending import bent
from armstrail.reconciliation.drift_table import load_drift_weights
from armstrail.reconciliation.lineage import Step, Texts, steps, trees
from armstrail.reconciliation.wording import Change, reworded

DOUBLINGS: Final = 10  # beyond a factor of a thousand a figure is simply wrong, and not more so

_NO_COPIES: Mapping[str, Copy] = MappingProxyType({})


def drifts(
    voices: Sequence[Voice],
    texts: Texts,
    copies: Mapping[str, Copy] = _NO_COPIES,
    weights: Mapping[str, float] | None = None,
) -> tuple[Drift, ...]:
    """Every place where the wording of a figure changed on its way, worst first.

    Args:
        voices: in any order. A voice that hands on another's figure (`derived` by no factor) counts to its tree.
        texts: claim and document of each carrier, by (digest, claim id); carriers without are passed over.
        copies: what `copies` found, by digest; a telling then follows the document that its own was copied from.
        weights: of each change, 0 to 10; None for the table `drift.toml`.
    Returns:
        one drift for each change at each step, by weight, then by content. The weight is that of the table, and once
        more for each doubling or halving of the figure, up to a thousandfold.
    """
    table = load_drift_weights() if weights is None else weights
    grown = trees(voices, texts)
    found = [drift for root in grown for step in steps(grown[root], copies) for drift in _at(step, root, table)]
    for step in bent(grown, copies):
        found += _at(step, step.before.voice.id, table)
    return tuple(sorted(found, key=_worst_first))


def _at(step: Step, voice: str, table: Mapping[str, float]) -> Iterator[Drift]:
    before, after, path = step
    for change in (*reworded(before.claim, after.claim), *_whose_word(step)):
        weight = table[change.what] * (1 + min(abs(log2(change.factor)), DOUBLINGS))
        yield Drift(change.what, voice, before.carrier, after.carrier, change.factor, weight, change.why, path)


def _whose_word(step: Step) -> Iterator[Change]:
    """Changes of the source: whether one stands there at all, and between voices whether the family is another.

    A ministry that says what its service said launders nothing.
    """
    before, after, _ = step
    named = before.claim.source is not None, after.claim.source is not None
    why = f"{before.voice.origin if named[0] else None}>{after.voice.origin if named[1] else None}"
    if named == (True, False):
        yield Change("source_dropped", 1.0, why)
    elif named == (False, True):
        yield Change("source_added", 1.0, why)
    elif named == (True, True) and before.voice.family != after.voice.family:
        yield Change("source_swapped", 1.0, why)


def _worst_first(drift: Drift) -> tuple[float, str, str, str, str, str, str]:
    before, after = drift.before, drift.after
    return (-drift.weight, drift.what, drift.voice, before.document, before.claim, after.document, after.claim)
