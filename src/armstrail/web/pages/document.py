"""A document: its text with every claim and every unused number marked in place, its copies, and where it came from."""

from __future__ import annotations

from typing import Any, Final

from armstrail.model.copy import Copy
from armstrail.pipeline.lookup import Opened, open_document
from armstrail.publishing import explain
from armstrail.publishing.marking import Mark, Unused, mark_up
from armstrail.web.asked import Asked
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Table
from armstrail.web.rendering import harmless

_FLOWS: Final = 3  # in how many flows of a document copies of it are looked for
_COLUMNS: Final = (
    "what", "start", "end", "words", "claim", "kind", "supplier", "recipient", "item", "low", "high", "unit", "hedge",
    "status", "modality", "reason",
)  # fmt: skip


def document(desk: Desk, asked: Asked) -> Page:
    """One document."""
    from markupsafe import Markup

    asked.only()
    with desk.looking_up():
        opened = open_document(desk.ledger, asked.parts["document"])
    text = opened.document
    claims = list(enumerate(opened.claims, 1))
    misses = list(enumerate(opened.misses, 1))
    marks = [Mark(number, claim.quote, claim.anchor) for number, claim in claims]
    unused = [Unused(number, at.miss.span) for number, at in misses]
    label, unused_label = (desk.words(f"document.{key}", number="{number}") for key in ("back", "back_unused"))
    marked = mark_up(harmless(text.text), marks, label, unused, unused_label)
    why = {number: explain(at.miss, desk.teller.wording) for number, at in misses}
    copies = _copies(desk, opened)
    record: dict[str, Any] = {
        "document": text.to_json() | {"digest": text.digest},
        "state": opened.state,
        "extractor": opened.extractor,
        "claims": [claim.to_json(text.text) for _, claim in claims],
        "withdrawn": [claim.to_json(text.text) for claim in opened.withdrawn],
        "misses": [
            {"start": at.miss.span.start, "end": at.miss.span.end, "words": at.words, "reason": at.miss.reason,
             "detail": at.miss.detail, "why": why[number]}
            for number, at in misses
        ],
        "copies": copies,
    }  # fmt: skip
    return Page(
        "document.html.j2",
        one_name(text),
        {
            "opened": opened,
            "document": text,
            "claims": claims,
            "misses": misses,
            "why": why,
            "text": Markup(marked.html),
            "copies": copies,
        },
        record,
        Table(_COLUMNS, _rows(opened, why)),
    )


def one_name(text: Any) -> str:
    """What a document is called."""
    return " ".join((text.title or text.id).split())


def _rows(opened: Opened, why: dict[int, str]) -> list[list[object]]:
    text = opened.document.text
    rows: list[list[object]] = []
    for claim in opened.claims:
        amount = claim.quantity
        rows.append([
            "claim", claim.anchor.start, claim.anchor.end, claim.anchor.cut(text), claim.id, claim.kind,
            claim.supplier, claim.recipient, claim.item, amount and amount.low, amount and amount.high,
            amount and amount.unit, amount and amount.hedge, claim.status, claim.modality, "",
        ])  # fmt: skip
    for number, at in enumerate(opened.misses, 1):
        span = at.miss.span
        rows.append(["unused", span.start, span.end, at.words, *[""] * 11, why[number]])
    return rows


def _copies(desk: Desk, opened: Opened) -> list[dict[str, Any]]:
    """What this document was copied or translated from, and what was from it, as far as its flows tell."""
    digest = opened.document.digest
    pairs = dict.fromkeys(
        (claim.supplier, claim.recipient)
        for claim in opened.claims
        if claim.supplier and claim.recipient and claim.supplier != claim.recipient
    )
    found: dict[tuple[str, str], tuple[Copy, Any]] = {}
    for supplier, recipient in list(pairs)[:_FLOWS]:
        evidence = desk.gather(str(supplier), str(recipient))
        documents = {each.digest: each for _, each in evidence.claims.values()}
        for copied, copy in evidence.copies.items():
            if copied == digest and copy.of in documents:
                found["of", copy.of] = copy, documents[copy.of]
            elif digest in (copy.of, copy.nearest) and copied in documents:
                found["to", copied] = copy, documents[copied]
    return [
        {
            "how": how, "kind": copy.kind, "share": copy.share, "why": copy.why, "digest": other.digest,
            "id": other.id, "title": one_name(other), "publisher": other.publisher, "published": other.published,
        }
        for (how, _), (copy, other) in sorted(found.items(), key=lambda pair: pair[0])
    ]  # fmt: skip
