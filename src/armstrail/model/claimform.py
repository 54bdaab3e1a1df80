"""A claim as JSON text, written at once.

A ledger hashes and stores every claim as its JSON form with sorted keys. For the millions of claims that come in bulk,
making a record of it first, to be sorted and looked at value by value, takes three times as long as this.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.encoder import encode_basestring as _quoted
from typing import Any

from armstrail.model.claim import Claim, Place
from armstrail.model.period import Period
from armstrail.model.span import Span


def claim_form(claim: Claim, text: str) -> str:
    """The very signs of `json.dumps(claim.to_json(text), ensure_ascii=False, sort_keys=True)`."""
    quantity, source, quote, anchor = claim.quantity, claim.source, claim.quote, claim.anchor
    source_actor = "" if claim.source_actor is None else f'"source_actor": {_quoted(claim.source_actor)}, '
    tags = f'"tags": {_words(claim.tags)}, ' if claim.tags else ""
    return (
        f'{{"alternative": {_value(claim.alternative)}, "anchor": {_quoted(text[anchor.start : anchor.end])}, '
        f'"anchor_end": {anchor.end}, "anchor_start": {anchor.start}, "basis": {_words(claim.basis)}, '
        f'"condition": {_span(claim.condition)}, "converted_from": {_value(claim.converted_from)}, '
        f'"designation": {_value(claim.designation)}, "doc": {_quoted(claim.doc)}, "end": {quote.end}, '
        f'"hedge": {_value(quantity and quantity.hedge)}, "high": {_value(quantity and quantity.high)}, '
        f'"id": {_quoted(claim.id)}, "item": {_value(claim.item)}, "kind": {_quoted(claim.kind)}, '
        f'"low": {_value(quantity and quantity.low)}, "measure": {_value(claim.measure)}, '
        f'"modality": {_value(claim.modality)}, "period": {_period(claim.period)}, '
        f'"places": {_places(claim.places)}, "quote": {_quoted(text[quote.start : quote.end])}, '
        f'"reasons": {_words(claim.reasons)}, "recipient": {_value(claim.recipient)}, '
        f'"source": {_value(source and source.cut(text))}, {source_actor}'
        f'"source_end": {_value(source and source.end)}, "source_start": {_value(source and source.start)}, '
        f'"source_type": {_value(claim.source_type)}, "stance": {_value(claim.stance)}, "start": {quote.start}, '
        f'"status": {_value(claim.status)}, "supplier": {_value(claim.supplier)}, '
        f'{tags}"unit": {_value(quantity and quantity.unit)}, '
        f'"via": {_words(claim.via)}}}'
    )


def _value(value: Any) -> str:
    if value is None:
        return "null"
    if type(value) is str:
        return _quoted(value)
    return str(value) if type(value) is int else json.dumps(value)


def _words(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]" if words else "[]"


def _span(span: Span | None) -> str:
    return "null" if span is None else f"[{span.start}, {span.end}]"


def _period(period: Period | None) -> str:
    return "null" if period is None else f'{{"end": {_value(period.end)}, "start": {_value(period.start)}}}'


def _places(places: Sequence[Place]) -> str:
    return json.dumps([place.to_json() for place in places], ensure_ascii=False, sort_keys=True) if places else "[]"
