"""What a reader must know beside a number, in words: no figure leaves the ledger without it.

A table has room for one cell beside a number; what stands there is said here, once for all formats, in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from armstrail.model.assistance import assisted_by
from armstrail.model.quantity import Quantity
from armstrail.model.slots import set_by_hand
from armstrail.model.voice import Voice
from armstrail.publishing.exports.values import Answered, Flow, Holdings
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.receipts import make_receipt
from armstrail.publishing.wordbook import Wording, load_wording

_HEDGES: Final = {
    "about": "a rough figure",
    "at_least": "a floor: the words give no upper bound",
    "at_most": "a ceiling: the words give no lower bound",
    "range": "a range: no middle is said",
    "order": "an order of magnitude: only its floor is known",
}
_MODALITIES: Final = {
    "estimated": "an estimate by the source",
    "alleged": "alleged, not confirmed",
    "denied": "denied: this says that it is not so",
}
_STATUSES: Final = {
    "underway": "underway, not said to have arrived",
    "agreed": "agreed, not said to have been delivered",
    "planned": "planned, not said to have been delivered",
    "requested": "requested, not said to have been delivered",
    "offered": "offered, not said to have been delivered",
    "possible": "possible, not said to have happened",
}
_MEASURES: Final = {
    "increment": "one batch or a bounded period, not the total",
    "rate": "a rate, not a total",
    "share": "a share, not a count",
}
_COVERAGES: Final = {"partial": "counts a part of the flow", "stock": "what is there at one time, not a flow"}


@cache
def _english() -> Wording:
    return load_wording("en")


def of_claim(pair: Carried) -> str:
    """On whose word a claim stands, and what bounds it, in one line."""
    return "; ".join(_claim(pair))


def of_voice(voice: Voice, holdings: Holdings) -> str:
    """What bounds the figure of a voice, and whether it is a confirmation of its own."""
    told = [f"on the word of {holdings.name_of(voice.origin)}", *_quantity(voice.quantity)]
    told += _found(_MODALITIES, voice.modality) + _found(_STATUSES, voice.status) + _found(_MEASURES, voice.measure)
    told += _found(_COVERAGES, voice.coverage)
    helped = [assisted_by(pair.claim) for pair in holdings.claims_of((c.document, c.claim) for c in voice.carriers)]
    if any(helped):
        told.append(f"found with a model's help{'' if all(helped) else ' in part'}")
    if voice.derived is not None:
        told.append(f"derived, no second confirmation: {_english().ground(voice.derived.why)}")
    return "; ".join(told)


def of_answer(answered: Answered, flow: Flow, holdings: Holdings) -> str:
    """The cautions of an estimate, its confidence and its two intervals, or why there is none; as its receipt says."""
    receipt = make_receipt(
        answered.outcome,
        answered.finding,
        {pair.place: pair for pair in holdings.claims_of(answered.named)},
        voices=flow.voices,
        origin_name=holdings.name_of,
        factors=holdings.factors,
    )
    return " ".join(each for each in (receipt.confidence, *receipt.cautions, *receipt.sentences) if each)


def _claim(pair: Carried) -> Iterator[str]:
    claim, document = pair
    outlet = document.publisher or document.title or document.id
    yield f"on the word of {pair.source}, as {outlet} has it" if pair.source else f"on the word of {outlet}"
    yield from _quantity(claim.quantity)
    yield from _found(_MODALITIES, claim.modality)
    yield from _found(_STATUSES, claim.status)
    yield from _found(_MEASURES, claim.measure) if claim.quantity else ()
    if by_hand := set_by_hand(claim):
        yield f"by a person, not as it was read: {', '.join(by_hand)}"
    if model := assisted_by(claim):
        yield f"found with a model's help ({model}), its number read from the quote"
    if claim.condition is not None:
        yield f"holds only under a condition: {claim.condition.cut(document.text)}"
    if claim.alternative is not None:
        yield "one of several alternatives, not to be added up"
    if claim.converted_from is not None:
        yield f"worked out from claim {claim.converted_from}"
    if claim.tags:
        yield f"marked {', '.join(claim.tags)}"


def _quantity(quantity: Quantity | None) -> list[str]:
    return _found(_HEDGES, quantity.hedge) if quantity else []


def _found(words: dict[str, str], key: str | None) -> list[str]:
    return [words[key]] if key in words else []
