"""JSON lines: everything that the ledger holds and concludes, one record a line, from which it can be read back.

The lossless format among the exports. Each line names its type: `document` and `claim` in the interchange form,
`voice`, `finding` and `estimate` (or `nothing`) in the form of `model.records`, with the claims and the caveats of
every number beside it, and `factor` for the conversions that were used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from armstrail.model.estimate import Estimate
from armstrail.model.records import to_record
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.values import Flow, Holdings
from armstrail.publishing.footnotes import Carried


def to_jsonl(holdings: Holdings) -> str:
    """One JSON object a line; empty where nothing is held."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in _records(holdings))


def _records(holdings: Holdings) -> Iterator[dict[str, Any]]:
    for document in holdings.documents:
        extractor = holdings.extractors.get(document.digest)
        yield {"type": "document", "digest": document.digest, "extractor": extractor, **document.to_json()}
    for pair in holdings.claims:
        form = pair.claim.to_json(pair.document.text)
        yield {"type": "claim", "document": pair.document.digest, "page": pair.page, **form}
    for flow in holdings.flows:
        yield from _voices(flow, holdings)
        yield from _answers(flow, holdings)
    for key in sorted(holdings.factors):
        yield {"type": "factor", "factor": to_record(holdings.factors[key])}


def _voices(flow: Flow, holdings: Holdings) -> Iterator[dict[str, Any]]:
    for voice in flow.voices:
        yield {
            "type": "voice", "flow": flow.code, "origin_name": holdings.name_of(voice.origin),
            "caveat": caveats.of_voice(voice, holdings), "voice": to_record(voice),
        }  # fmt: skip


def _answers(flow: Flow, holdings: Holdings) -> Iterator[dict[str, Any]]:
    for answered in flow.answers:
        named = {"flow": flow.code, "id": answered.id}
        yield {"type": "finding", **named, "finding": to_record(answered.finding)}
        what = "estimate" if isinstance(answered.outcome, Estimate) else "nothing"
        yield {
            "type": what, **named, "caveat": caveats.of_answer(answered, flow, holdings),
            "claims": [_cited(pair) for pair in holdings.claims_of(answered.places)],
            what: to_record(answered.outcome),
        }  # fmt: skip


def _cited(pair: Carried) -> dict[str, str]:
    return {"document": pair.document.digest, "claim": pair.claim.id, "quote": pair.quote}
