"""A small ledger written by hand: shells that went one way, oil the other, a denial, and a document that means harm."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from armstrail.ledger import Ledger
from armstrail.model.claim import Claim, Place, claim_id
from armstrail.model.document import Document
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span

HARM = '<script>alert("x")</script><img src=x onerror=alert(1)>'
OVERRIDE = "\u202ereversed\u202c"

SPY = Document(
    "spy", "The spy agency said that about 2,000 containers went to Russia.\nIt was the third such count in 7 days.",
    "en", "2024-10-18", "The Daily Ledger", "Containers counted", "https://example.org/containers",
)  # fmt: skip
ECHO = Document(
    "echo", "About 2,000 containers went to Russia, the spy agency said.", "en", "2024-10-19", "The Evening Echo"
)
STUDY = Document(
    "study", "According to the institute, 3,500 containers were shipped by December.", "en", "2024-12-20", "The Review"
)
DENIAL = Document(
    "denial", "Moscow denies that any containers came.\nIn return 1 million barrels of oil went back, an envoy said.",
    "en", "2024-11-02", "The Courier",
)  # fmt: skip
HOSTILE = Document(
    "hostile", f"{HARM} said that 5,000 containers {OVERRIDE} went\x00\x07 to Russia & back.\n</pre></div></body>",
    "en", "2025-01-10", f"Harm {HARM}", f"Title {HARM} {OVERRIDE}", "javascript:alert(1)",
)  # fmt: skip

PORTS = (
    Place("Rajin", "KP", "origin", 42.25, 130.3), Place("Vostochny", "RU", "destination", 42.741, 133.082),
    Place("Kerch", "UA", "destination", 45.357, 36.468, ("UA", "RU")),
)  # fmt: skip
CONTAINERS: dict[str, Any] = {"supplier": "KP", "recipient": "RU", "item": "cargo", "status": "delivered"}


def claim_of(document: Document, anchor: str, amount: tuple[Any, ...] | None = None, **slots: Any) -> Claim:
    """A claim whose anchor is the first occurrence of some words, and whose quote is their line."""
    text, start = document.text, document.text.index(anchor)
    line_end = text.find("\n", start)
    quote = Span(text.rfind("\n", 0, start) + 1, line_end if line_end >= 0 else len(text))
    if "source" in slots:
        at = text.index(slots["source"])
        slots["source"] = Span(at, at + len(slots["source"]))
    place, kind = Span(start, start + len(anchor)), slots.pop("kind", "transfer")
    quantity = Quantity(*amount) if amount else None
    name = claim_id(document.digest, kind, place)
    return Claim(document.id, name, kind, quote, place, quantity=quantity, **slots)


SPY_CLAIM = claim_of(
    SPY, "about 2,000 containers", (2000, 2000, "containers", "about"), measure="total", source="The spy agency",
    source_type="intelligence", source_actor="KR", **CONTAINERS,
)  # fmt: skip
ECHO_CLAIM = claim_of(
    ECHO, "About 2,000 containers", (2000, 2000, "containers", "about"), measure="total", source="the spy agency",
    source_type="intelligence", source_actor="KR", **CONTAINERS,
)  # fmt: skip
STUDY_CLAIM = claim_of(
    STUDY, "3,500 containers", (3500, 3500, "containers", "exact"), measure="total", source="the institute",
    source_type="think_tank", places=PORTS, **CONTAINERS,
)  # fmt: skip
DENIAL_CLAIM = claim_of(
    DENIAL, "denies that any containers came", modality="denied", source="Moscow", source_type="government",
    source_actor="RU", **CONTAINERS,
)  # fmt: skip
OIL_CLAIM = claim_of(
    DENIAL, "1 million barrels", (1e6, 1e6, "barrels", "exact"), supplier="RU", recipient="KP", item="commodity.fuel",
    status="delivered", source="an envoy", source_type="unnamed",
)  # fmt: skip
HOSTILE_CLAIM = claim_of(
    HOSTILE,
    "5,000 containers",
    (5000, 5000, "containers", "exact"),
    measure="total",
    source=HARM,
    **CONTAINERS,
    places=(Place(f"Port {HARM}", "RU", "destination", 43.01, 131.02),),
)


@cache
def small_file(now: datetime) -> bytes:
    """A file with the small ledger, recorded at an instant: written once, for to copy it takes a tenth of the time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.db"
        with Ledger.open(path, clock=lambda: now) as ledger:
            fill(ledger)
        return path.read_bytes()


def fill(ledger: Ledger) -> None:
    """Put all of it into a ledger."""
    seven = SPY.text.index("7 days")
    read = {
        SPY: (SPY_CLAIM,), ECHO: (ECHO_CLAIM,), STUDY: (STUDY_CLAIM,), DENIAL: (DENIAL_CLAIM, OIL_CLAIM),
        HOSTILE: (HOSTILE_CLAIM,),
    }  # fmt: skip
    for document, claims in read.items():
        misses = (Miss(Span(seven, seven + 1), "duration", "days"),) if document is SPY else ()
        ledger.add(document, Reading(document.digest, "by hand", claims, misses))
