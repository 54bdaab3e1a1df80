"""What follows from a batch of documents: a pure function from rows to rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from armstrail.model.claim import Claim
from armstrail.model.claimform import claim_form
from armstrail.model.document import Document
from armstrail.model.reading import Reading
from armstrail.pipeline import Failure, Packs, try_reading

if TYPE_CHECKING:
    from armstrail.ingestion import Unreadable


@dataclass(slots=True)
class Batch:
    """The rows of each table that follow from some documents, and what is counted of them."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"documents": [], "claims": [], "misses": [], "failures": []}
    )
    states: dict[str, int] = field(default_factory=dict)
    compared: list[Document] = field(default_factory=list)
    documents: int = 0
    characters: int = 0


def read_batch(found: Iterable[Document | Unreadable], packs: Packs, *, source: str, keep: str, compare: str) -> Batch:
    """Read documents for claims; whatever goes wrong with one costs its own row.

    Args:
        source: what the documents come from, as it is shown.
        keep, compare: as in `Task`.
    Raises:
        PackError: the data of a language are broken.
    """
    batch = Batch()
    for each in found:
        outcome = try_reading(each, packs, source) if isinstance(each, Document) else each
        if isinstance(each, Document) and isinstance(outcome, Reading):
            _take(batch, each, outcome, source, keep, compare)
        elif not isinstance(outcome, Reading):
            _fail(batch, outcome)
    return batch


def _fail(batch: Batch, failure: Failure | Unreadable) -> None:
    batch.rows["failures"].append({"where": failure.where, "reason": failure.reason, "mend": failure.mend})


def _take(batch: Batch, document: Document, reading: Reading, source: str, keep: str, compare: str) -> None:
    batch.documents += 1
    batch.characters += len(document.text)
    batch.states[reading.state] = batch.states.get(reading.state, 0) + 1
    read = reading.state == "read"
    if compare == "all" or (compare == "read" and read):
        batch.compared.append(document)
    if keep == "read" and not read:
        return
    batch.rows["documents"].append(_document_row(document, reading, source))
    batch.rows["claims"] += [_claim_row(claim, document, position) for position, claim in enumerate(reading.claims)]
    batch.rows["misses"] += [
        {
            "document": document.digest, "position": position, "start": miss.span.start, "end": miss.span.end,
            "reason": miss.reason, "detail": miss.detail,
        }
        for position, miss in enumerate(reading.misses)
    ]  # fmt: skip


def _document_row(document: Document, reading: Reading, source: str) -> dict[str, Any]:
    return {
        **document.to_json(), "url": document.url, "pages": list(document.pages), "digest": document.digest,
        "source": source, "extractor": reading.extractor, "state": reading.state,
        "claims": len(reading.claims), "misses": len(reading.misses),
    }  # fmt: skip


def _claim_row(claim: Claim, document: Document, position: int) -> dict[str, Any]:
    quantity = claim.quantity
    return {
        "document": document.digest, "position": position, "id": claim.id, "kind": claim.kind,
        "supplier": claim.supplier, "recipient": claim.recipient, "item": claim.item,
        "designation": claim.designation, "low": quantity and quantity.low, "high": quantity and quantity.high,
        "unit": quantity and quantity.unit, "hedge": quantity and quantity.hedge, "measure": claim.measure,
        "status": claim.status, "modality": claim.modality, "stance": claim.stance, "source_type": claim.source_type,
        "quote": claim.quote.cut(document.text), "json": claim_form(claim, document.text),
    }  # fmt: skip


def dumps(record: Any) -> str:
    """The one JSON form of what a run writes."""
    import json

    return json.dumps(record, ensure_ascii=False, sort_keys=True)
