"""Between values and rows: how a document, a reading, a failure and a decision lie in the tables."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from armstrail.ledger.values import Decision
from armstrail.model.claim import Claim, claim_id
from armstrail.model.claimform import claim_form
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.period import last_day
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span


@dataclass(frozen=True, slots=True)
class Checked:
    """A reading held against its document, with its digest and the JSON form of each of its claims, made once."""

    document: Document
    reading: Reading
    digest: str
    claims: tuple[str, ...]


def dumps(record: Any) -> str:
    """The one JSON form of the ledger, in its tables and in its exports."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def fold(words: str) -> str:
    """Words as they are searched: whatever their case, width, composition and spacing."""
    if words.isascii():  # which composition and width leave as they are
        return " ".join(words.lower().split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())
    return " ".join(folded.split())


def dated(document: Document, recorded: str) -> str:
    """The last day on which a document can have been published; where undated, the day it was recorded."""
    return last_day(document.published) if document.published else recorded[:10]


def document_row(document: Document, recorded: str) -> dict[str, Any]:
    """A row of `documents`."""
    return {
        "digest": document.digest, "id": document.id, "lang": document.lang, "published": document.published,
        "dated": dated(document, recorded), "publisher": document.publisher, "title": document.title,
        "url": document.url, "recorded": recorded, "text": document.text,
        "pages": dumps(list(document.pages)) if document.pages else None,
    }  # fmt: skip


def to_document(row: Row[Any] | Mapping[str, Any], lang: str | None) -> Document:
    """The document of a row, in the language of its standing reading.

    Raises:
        BadValue: what is stored is no document.
    """
    fields = row._mapping if isinstance(row, Row) else row
    return Document(
        id=fields["id"], text=fields["text"], lang=lang, published=fields["published"],
        publisher=fields["publisher"], title=fields["title"], url=fields["url"],
        pages=tuple(json.loads(fields["pages"])) if fields["pages"] else (),
    )  # fmt: skip


def stored_document(row: Row[Any]) -> Document:
    """The same of a row that was checked when it was written, in the language that it has there, with the digest that
    it lies under: for whoever goes through many. `verify` is there to look whether rows are still what they were."""
    document = object.__new__(Document)
    document.__dict__.update(
        id=row.id, text=row.text, lang=row.lang, published=row.published, publisher=row.publisher, title=row.title,
        url=row.url, pages=tuple(json.loads(row.pages)) if row.pages else (), digest=row.digest,
    )  # fmt: skip
    return document


def check_reading(document: Document, reading: Reading) -> Checked:
    """Hold a reading against its document: spans in the text, ids that follow from the places, plain words.

    Raises:
        BadValue: names the document, and the claim where there is one.
    """
    try:
        (document.id + (document.lang or "")).encode()
        reading.check(document)
        claims = tuple([claim_form(claim, document.text) for claim in reading.claims])
        digest = reading.digest_with(claims)
    except UnicodeEncodeError as error:
        raise BadValue(f"document {document.id!a}: a lone surrogate in its id, address or reading ({error})") from error
    check_ids(document, reading)
    return Checked(document, reading, digest, claims)


def check_ids(document: Document, reading: Reading) -> None:
    """Refuse a reading without an extractor, or with claims whose ids do not follow from their places.

    Raises:
        BadValue: names the document, and the claim where there is one.
    """
    if not reading.extractor:
        raise BadValue(f"document {document.id}: its reading does not say which extractor made it")
    for claim, expected in zip(reading.claims, claim_ids(reading), strict=True):
        if claim.doc != document.id:
            raise BadValue(f"claim {claim.id} is of document {claim.doc!r}, but was given document {document.id!r}")
        if claim.id != expected:
            raise BadValue(
                f"claim {claim.id} of document {document.id} should have the id {expected}, which follows from its "
                "place (model.claim.claim_id)"
            )


def claim_ids(reading: Reading) -> list[str]:
    """The ids that the claims of a reading must have: by document, kind, anchor and the how-many-eth of these."""
    seen: dict[tuple[str, int, int], int] = {}
    ids = []
    for claim in reading.claims:
        place = (claim.kind, claim.anchor.start, claim.anchor.end)
        ordinal = seen.get(place, 0)
        ids.append(claim_id(reading.document, claim.kind, claim.anchor, ordinal))
        seen[place] = ordinal + 1
    return ids


def renamed(checked: Checked, doc: str) -> Checked:
    """The same reading with its claims under the id that the ledger knows their document by."""
    document = replace(checked.document, id=doc)
    claims = tuple(replace(claim, doc=doc) for claim in checked.reading.claims)
    return check_reading(document, replace(checked.reading, claims=claims))


def reading_row(checked: Checked, recorded: str) -> dict[str, Any]:
    """A row of `readings`, but for its sequence. `lang` is the language it was read in: a better guess at the
    language comes with a later reading, while the document stays as it is."""
    reading = checked.reading
    return {
        "digest": checked.digest, "document": reading.document, "extractor": reading.extractor,
        "lang": checked.document.lang,
        "state": reading.state, "claim_count": len(reading.claims), "miss_count": len(reading.misses),
        "recorded": recorded,
    }  # fmt: skip


def claim_row(claim: Claim, text: str, form: str) -> dict[str, Any]:
    """A row of `claims`, but for its reading and position: what is asked for, and `form`, its JSON."""
    quantity = claim.quantity
    return {
        "id": claim.id, "kind": claim.kind, "start": claim.quote.start, "end": claim.quote.end,
        "anchor_start": claim.anchor.start, "anchor_end": claim.anchor.end,
        "supplier": claim.supplier, "recipient": claim.recipient,
        "item": claim.item, "designation": claim.designation,
        "low": _number(quantity.low if quantity else None), "high": _number(quantity.high if quantity else None),
        "unit": quantity and quantity.unit, "hedge": quantity and quantity.hedge,
        "measure": claim.measure, "status": claim.status, "modality": claim.modality, "stance": claim.stance,
        "source_type": claim.source_type,
        "source_folded": claim.source and fold(claim.source.cut(text)),
        "quote_folded": fold(claim.quote.cut(text)),
        "json": form,
    }  # fmt: skip


def _number(bound: float | None) -> float | None:
    return None if bound is None else float(bound)


def miss_row(miss: Miss) -> dict[str, Any]:
    """A row of `misses`, but for its reading and position."""
    return {"start": miss.span.start, "end": miss.span.end, "reason": miss.reason, "detail": miss.detail}


def to_reading(row: Row[Any], claims: Iterable[str], misses: Iterable[Row[Any]]) -> Reading:
    """The reading of a row, from the JSON of its claims and the rows of its misses, in their order.

    Raises:
        BadValue: what is stored is no reading.
    """
    return Reading(
        document=row.document,
        extractor=row.extractor,
        claims=tuple(Claim.from_json(json.loads(claim)) for claim in claims),
        misses=tuple(Miss(Span(miss.start, miss.end), miss.reason, miss.detail) for miss in misses),
        state=row.state,
    )


def failure_digest(where: str, reason: str, mend: str) -> str:
    """What makes a failure the same: where it was, why, and the mend."""
    return hashlib.sha256(dumps([where, reason, mend]).encode()).hexdigest()


def failure_row(where: str, reason: str, mend: str, recorded: str) -> dict[str, Any]:
    """A row of `failures`, but for its sequence."""
    digest = failure_digest(where, reason, mend)
    return {"digest": digest, "location": where, "reason": reason, "mend": mend, "recorded": recorded}


def decision_digest(decision: Decision) -> str:
    """The id of a decision: all of it but the time, with its ordinal."""
    content = {
        "action": decision.action, "claim": decision.claim, "document": decision.document,
        "ordinal": decision.ordinal, "payload": decision.payload, "who": decision.who, "why": decision.why,
    }  # fmt: skip
    return hashlib.sha256(dumps(content).encode()).hexdigest()


def decision_row(decision: Decision) -> dict[str, Any]:
    """A row of `decisions`, but for its sequence."""
    return {
        "digest": decision.id, "document": decision.document, "claim": decision.claim, "ordinal": decision.ordinal,
        "action": decision.action, "payload": dumps(dict(decision.payload)), "who": decision.who,
        "why": decision.why, "recorded": decision.recorded,
    }  # fmt: skip


def to_decision(row: Row[Any]) -> Decision:
    """The decision of a row."""
    return Decision(
        id=row.digest, action=row.action, document=row.document, claim=row.claim, ordinal=row.ordinal,
        payload=json.loads(row.payload), who=row.who, why=row.why, recorded=row.recorded,
    )  # fmt: skip
