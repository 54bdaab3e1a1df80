"""Documents, claims and voices made by hand, small enough to be read beside the test that uses them."""

from __future__ import annotations

from dataclasses import replace

from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.period import last_day
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span
from armstrail.model.voice import Carrier, Derivation, Voice

SHELLS = "arms.ammunition.artillery"
Told = tuple[Claim, Document]


def figure(low: float | None, high: float | None = None, unit: str = "pieces", hedge: str = "exact") -> Quantity:
    """A quantity: one number for `exact` and `about`, one bound for the others, two for a range."""
    if hedge in ("exact", "about"):
        high = low
    if hedge == "at_most":
        low, high = None, low
    return Quantity(low, high, unit, hedge)


def document(text: str, published: str | None = "2024-10-18", lang: str = "en", **fields: str | None) -> Document:
    return Document(**{"id": "a.txt", "text": text, "lang": lang, "published": published, **fields})


def claim(told: Document, anchor: str, quantity: Quantity | None, **slots: object) -> Claim:
    """A claim on `anchor`; `quote`, `source` and `condition` are words of the text, the quote all of it by default."""
    spans = {name: _span(told.text, slots.pop(name)) for name in ("source", "condition") if slots.get(name)}
    quote = _span(told.text, slots.pop("quote")) if "quote" in slots else Span(0, len(told.text))
    place = _span(told.text, anchor, quote.start)
    made: dict[str, object] = {
        "kind": "transfer", "supplier": "KP", "recipient": "RU", "item": SHELLS, "measure": "total",
        "status": "delivered", **spans, **slots,
    }  # fmt: skip
    return Claim(
        doc=told.id, id=claim_id(told.digest, str(made["kind"]), place), quote=quote, anchor=place,
        quantity=quantity, **made,
    )  # fmt: skip


def tell(
    text: str, anchor: str, quantity: Quantity, published: str = "2024-10-18", lang: str = "en",
    publisher: str | None = None, **slots: object,
) -> Told:  # fmt: skip
    """A document of one claim."""
    told = document(text, published, lang, publisher=publisher)
    return claim(told, anchor, quantity, **slots), told


def voice(
    *told: Told, origin: str = "kr-nis", id: str | None = None, link: str = "same_origin", **slots: object
) -> Voice:
    """A voice of the tellings given, with the slots of the first."""
    ordered = sorted(told, key=lambda each: each[1].published or "")
    carriers = tuple(
        Carrier(text.digest, each.id, last_day(text.published or "2024"), each.quantity, each.status, link)
        for each, text in ordered
        if each.quantity is not None
    )
    first = ordered[0][0]
    made: dict[str, object] = {
        "id": id or f"{origin}:{first.id}", "origin": origin, "family": origin.split("-")[0],
        "source_type": first.source_type, "kind": first.kind, "supplier": first.supplier,
        "recipient": first.recipient, "item": first.item, "designation": first.designation,
        "quantity": first.quantity, "measure": first.measure, "status": first.status, "modality": first.modality,
        "coverage": None, "start": None, "as_of": carriers[0].known, "known": carriers[0].known,
        "carriers": carriers, **slots,
    }  # fmt: skip
    return Voice(**made)


def handed_on(child: Voice, parent: Voice, factor: str | None = None) -> Voice:
    return replace(child, derived=Derivation(parent.id, parent.family, factor, "same digits"))


def texts_of(*told: Told) -> dict[tuple[str, str], Told]:
    return {(text.digest, each.id): (each, text) for each, text in told}


def said(
    quantity: Quantity, as_of: str = "2024-10-18", origin: str = "kr-nis", id: str | None = None, **slots: object
) -> Voice:
    """A voice without carriers that matter, for questions about figures and days alone."""
    carrier = Carrier(f"{origin}{as_of}", "c", as_of, quantity, "delivered", "first")
    made: dict[str, object] = {
        "id": id or f"{origin}:{as_of}:{quantity.low}:{quantity.high}", "origin": origin,
        "family": origin.split("-")[0], "source_type": None, "kind": "transfer", "supplier": "KP",
        "recipient": "RU", "item": SHELLS, "designation": None, "quantity": quantity, "measure": "total",
        "status": "delivered", "modality": "stated", "coverage": None, "start": None, "as_of": as_of,
        "known": as_of, "carriers": (carrier,), **slots,
    }  # fmt: skip
    return Voice(**made)


def _span(text: str, words: object, start: int = 0) -> Span:
    at = text.index(str(words), start)
    return Span(at, at + len(str(words)))
