"""Documents and readings made by hand, and a clock that the tests move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from armstrail.ledger import Ledger
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span

START = datetime(2024, 11, 1, 12, tzinfo=UTC)
TEXT = (
    "Seoul's intelligence service says Pyongyang sent about 12,000 soldiers and 7,000 containers to Russia. "
    "Straße und Überfall: Moscow denied it on 24 October."
)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def make_document(text: str = TEXT, **fields: str | None) -> Document:
    return Document(**{"id": "a.txt", "text": text, "lang": "en", "published": "2024-10-24", **fields})


def make_reading(document: Document, *claims: Claim, extractor: str = "test 1", **fields: object) -> Reading:
    """A reading whose claims get the ids that follow from their places."""
    seen: Counter[tuple[str, Span]] = Counter()
    placed = []
    for claim in claims:
        place = (claim.kind, claim.anchor)
        made = claim_id(document.digest, claim.kind, claim.anchor, seen[place])
        placed.append(replace(claim, doc=document.id, id=made))
        seen[place] += 1
    return Reading(document=document.digest, extractor=extractor, claims=tuple(placed), **fields)


def span_of(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def make_claim(document: Document, anchor: str, *, source: str | None = None, **slots: object) -> Claim:
    """A claim whose quote is the sentence around its anchor."""
    place = span_of(document, anchor)
    start = document.text.rfind(". ", 0, place.start)
    end = document.text.find(".", place.end)
    quote = Span(0 if start < 0 else start + 2, len(document.text) if end < 0 else end + 1)
    slots = {"kind": "transfer", "supplier": "KP", "recipient": "RU", **slots}
    return Claim(
        doc=document.id, id="", quote=quote, anchor=place, source=span_of(document, source) if source else None, **slots
    )


def soldiers(document: Document, **slots: object) -> Claim:
    """The claim of 12,000 soldiers in the usual text."""
    slots = {"kind": "deployment", "item": "personnel.troops", "source": "Seoul's intelligence service"} | slots
    quantity = Quantity(12000, 12000, "persons", "about")
    return make_claim(document, "about 12,000 soldiers", quantity=quantity, **slots)


def containers(document: Document, **slots: object) -> Claim:
    """The claim of 7,000 containers in the usual text."""
    quantity = Quantity(7000, 7000, "containers", "exact")
    return make_claim(document, "7,000 containers", quantity=quantity, item="arms.ammunition.artillery", **slots)


def usual(**fields: str | None) -> tuple[Document, Reading]:
    """The usual document with the reading of its two claims and its one miss."""
    document = make_document(**fields)
    miss = Miss(span_of(document, "24"), "date", "24 October")
    return document, make_reading(document, soldiers(document), containers(document), misses=(miss,))


def small_documents(count: int, name: str = "d") -> Iterator[tuple[Document, Reading]]:
    """As many small documents as asked for, each with one claim."""
    for number in range(count):
        document = make_document(f"Pyongyang sent {number} rockets to Russia.", id=f"{name}{number}.txt")
        claim = make_claim(document, f"{number} rockets", quantity=Quantity(number, number, "pieces", "exact"))
        yield document, make_reading(document, claim)


def ids(ledger: Ledger, query: object = None) -> list[str]:
    """The anchors of the claims that a query gives, for short comparisons."""
    return [claim.anchor.cut(document.text) for claim, document in ledger.claims(query)]
