"""Small documents and claims, written for these tests, and ways to look into a brief."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span
from armstrail.publishing import Brief, make_brief
from armstrail.publishing.brief import Row, Section

Pair = tuple[Claim, Document]


def make_document(text: str, **slots: Any) -> Document:
    slots = {"id": "d1", "lang": "en", "published": "2024-10-18", "publisher": "The Daily Ledger", **slots}
    return Document(text=text, **slots)


def make_claim(
    document: Document, anchor: str, *, nth: int = 0, amount: tuple[Any, ...] | None = None, **slots: Any
) -> Pair:
    """A claim whose anchor is the `nth` occurrence of some words and whose quote is their line; `amount` is
    low, high, unit, hedge. `source` and `condition` are words of the text."""
    text, start = document.text, -1
    for _ in range(nth + 1):
        start = text.index(anchor, start + 1)
    line_end = text.find("\n", start)
    quote = Span(text.rfind("\n", 0, start) + 1, line_end if line_end >= 0 else len(text))
    for slot in ("source", "condition"):
        if slots.get(slot) is not None:
            at = text.index(slots[slot])
            slots[slot] = Span(at, at + len(slots[slot]))
    slots = {"kind": "transfer", "supplier": "KP", "recipient": "RU", "item": "arms", "status": "delivered", **slots}
    place = Span(start, start + len(anchor))
    ordinal = slots.pop("ordinal", 0)
    quantity = Quantity(*amount) if amount else None
    name = claim_id(document.digest, slots["kind"], place, ordinal)
    return Claim(doc=document.id, id=name, quote=quote, anchor=place, quantity=quantity, **slots), document


def only_claim(sentence: str, anchor: str, *, document: dict[str, Any] | None = None, **slots: Any) -> Pair:
    return make_claim(make_document(sentence, **(document or {})), anchor, **slots)


def brief_of(*pairs: Pair, **asked: Any) -> Brief:
    return make_brief(pairs, **{"supplier": "KP", "recipient": "RU", **asked})


def section(brief: Brief, key: str) -> Section:
    return next(part for part in brief.sections if part.key == key)


def rows_of(part: Section) -> list[Row]:
    return [row for group in part.groups for table in group.tables for row in table.rows]


def all_rows(brief: Brief) -> Iterator[Row]:
    for part in brief.sections:
        yield from rows_of(part)


def only_row(brief: Brief) -> Row:
    (row,) = all_rows(brief)
    return row


def lead_text(brief: Brief) -> str:
    return "\n".join("".join(run.text for run in sentence) for sentence in brief.lead)


SHELLS = (
    "Pyongyang has shipped about 2,000 containers to Russia, the spy agency said.\n"
    "They could hold 200,000 shells if all were 122 mm.\n"
    "About 12,000 soldiers followed, according to the spy agency.\n"
    "The deal is worth $1.7 billion to $5.5 billion, a study by the foundation finds.\n"
    "In return Moscow sent more than a million barrels of oil.\n"
    "North Korea also asks Moscow for a security pact.\n"
    "The two signed a partnership treaty in June.\n"
    "The Kremlin denied that any weapons had been delivered.\n"
    "Seoul voiced deep concern."
)


def whole_story() -> list[Pair]:
    """One claim for every section."""
    text = make_document(SHELLS, title="Containers and men")
    spy = {"source": "the spy agency", "source_type": "intelligence"}
    return [
        make_claim(text, "about 2,000 containers", amount=(2000, 2000, "containers", "about"), measure="total", **spy),
        make_claim(text, "About 12,000 soldiers", kind="deployment", item="personnel.troops",
                   amount=(12000, 12000, "persons", "about"), measure="total", modality="confirmed", **spy),
        make_claim(text, "$1.7 billion to $5.5 billion", kind="valuation", amount=(1.7e9, 5.5e9, "USD", "range"),
                   measure="total", modality="estimated", source="the foundation", source_type="think_tank",
                   basis=("documents",)),
        make_claim(text, "more than a million barrels", supplier="RU", recipient="KP", item="commodity.fuel",
                   amount=(1e6, None, "barrels", "at_least"), measure="total"),
        make_claim(text, "a security pact", kind="agreement", supplier="RU", recipient="KP", item=None,
                   status="requested"),
        make_claim(text, "a partnership treaty", kind="agreement", item=None, status="agreed"),
        make_claim(text, "any weapons", modality="denied", source="The Kremlin", source_type="government"),
        make_claim(text, "deep concern", kind="statement", supplier="KR", recipient="KP", item=None, status=None,
                   stance="concern", source="Seoul", source_type="government"),
    ]  # fmt: skip
