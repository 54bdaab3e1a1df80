"""Rows of a register into one total: each tells of goods of its own, so that an edition says what they come to.

Reported batches are never added up, for nobody knows which of them overlap. A register is the one exception, since
not to count anything twice is what its makers work for.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.finding import Question
from armstrail.model.ground import ground
from armstrail.model.quantity import Quantity
from armstrail.model.terms import MODALITIES
from armstrail.model.voice import Carrier, Voice

Edition = tuple[str, str]  # whose register, and the day by which the edition was public
_ASSERTS_LEAST_LAST: Final = {modality: place for place, modality in enumerate(MODALITIES)}


class TakenBack(NamedTuple):
    """A row that corrects others of its edition downwards by its figure."""

    edition: Edition
    claim: Claim
    document: Document


def add_up(question: Question, rows: Iterable[Voice], taken_back: Iterable[TakenBack]) -> list[Voice]:
    """What each edition of a register comes to.

    Args:
        rows: the rows that enter a question; those of a part are parts no more in a sum.
        taken_back: the corrections that touch the question; they lower the sum of their own edition.
    Returns:
        one voice for each edition: a total up to the last day that a row speaks of, carried by all its rows. An
        edition whose corrections leave nothing says nothing.
    """
    editions: defaultdict[Edition, list[Voice]] = defaultdict(list)
    for row in rows:
        editions[row.origin, row.known].append(row)
    corrected: defaultdict[Edition, list[TakenBack]] = defaultdict(list)
    for each in taken_back:
        corrected[each.edition].append(each)
    made = []
    for edition, summands in editions.items():
        quantity = _sum(summands, corrected[edition])
        if quantity is not None:
            made.append(_total(question, summands, quantity, corrected[edition]))
    return made


def _sum(summands: Sequence[Voice], corrections: Sequence[TakenBack]) -> Quantity | None:
    """What the figures come to; a side that one of them leaves open stays open, and nought is the least."""
    figures = [voice.quantity for voice in summands]
    less = [each.claim.quantity for each in corrections if each.claim.quantity is not None]
    low = sum(figure.low or 0.0 for figure in figures) - sum(figure.high or figure.low or 0.0 for figure in less)
    high = None
    if all(figure.high is not None for figure in figures):
        high = sum(figure.high or 0.0 for figure in figures) - sum(figure.low or figure.high or 0.0 for figure in less)
        if high <= 0:
            return None
    low = max(low, 0.0)
    hedges = {figure.hedge for figure in figures}
    if high is None:
        return Quantity(low, None, figures[0].unit, "at_least")
    hedge = "range" if low < high else "exact" if hedges == {"exact"} else "about"
    return Quantity(low, high, figures[0].unit, hedge)


def _total(
    question: Question, summands: Sequence[Voice], quantity: Quantity, corrections: Sequence[TakenBack]
) -> Voice:
    """One voice of the summands: what they all say stays, what differs is left open."""
    first = summands[0]
    ids = [voice.id for voice in summands] + [each.claim.id for each in corrections]
    says = repr((question, sorted(ids)))
    starts = [voice.start for voice in summands if voice.start is not None]
    carriers = [replace(each, link="row", why=ground("row")) for voice in summands for each in voice.carriers]
    carriers += [_correction(each, first.known) for each in corrections]
    digits = {voice.digit for voice in summands}
    return replace(
        first,
        id=hashlib.sha256(says.encode()).hexdigest()[:12],
        supplier=question.supplier,
        recipient=question.recipient,
        item=question.item,
        designation=first.designation if len({voice.designation for voice in summands}) == 1 else None,
        quantity=quantity,
        measure="total",
        modality=max((voice.modality for voice in summands), key=_ASSERTS_LEAST_LAST.__getitem__),
        coverage=None,
        start=min(starts) if starts else None,
        as_of=max(voice.as_of for voice in summands),
        carriers=tuple(sorted(carriers, key=lambda each: (each.document, each.claim))),
        derived=None,
        digit=digits.pop() if len(digits) == 1 else None,
    )


def _correction(one: TakenBack, known: str) -> Carrier:
    assert one.claim.quantity is not None
    why = ground("taken_back")
    return Carrier(one.document.digest, one.claim.id, known, one.claim.quantity, one.claim.status, "row", why)
