"""Small estimates and findings by hand, for the layouts of receipts."""

from __future__ import annotations

from typing import Any

from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.estimate import Estimate, Interval, Weighed, Without
from armstrail.model.finding import Finding, Question
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span
from armstrail.model.voice import Carrier, Voice
from armstrail.publishing.footnotes import Carried

QUESTION = Question("KP", "RU", "arms.ammunition.artillery", "pieces")
TEXT = "Seoul says 3 million shells were sent."
ANCHOR = "3 million shells"


def make_carried(text: str = TEXT, **given: Any) -> Carried:
    document = Document(id="a", text=text, lang="en", published="2024-02-26", publisher="The Test")
    start = text.index(ANCHOR)
    anchor = Span(start, start + len(ANCHOR))
    slots: dict[str, Any] = {
        "supplier": "KP", "recipient": "RU", "item": QUESTION.item, "status": "delivered", "measure": "total",
        "quantity": Quantity(3e6, 3e6, "pieces", "exact"),
    }  # fmt: skip
    id_ = claim_id(document.digest, "transfer", anchor)
    return Carried(Claim("a", id_, "transfer", Span(0, len(text)), anchor, **(slots | given)), document)


def make_voice(carried: Carried, **given: Any) -> Voice:
    claim, document = carried
    assert claim.quantity is not None
    carrier = Carrier(document.digest, claim.id, "2024-02-26", claim.quantity, claim.status, "first")
    slots: dict[str, Any] = {
        "id": "v1", "origin": "kr-defence", "family": "kr", "source_type": "government", "kind": "transfer",
        "supplier": "KP", "recipient": "RU", "item": claim.item, "designation": None, "quantity": claim.quantity,
        "measure": "total", "status": "delivered", "modality": "stated", "coverage": None, "start": None,
        "as_of": "2024-02-26", "known": "2024-02-26", "carriers": (carrier,),
    }  # fmt: skip
    return Voice(**(slots | given))


def make_finding(voice: Voice, **given: Any) -> Finding:
    return Finding(QUESTION, (voice,), **given)


def make_estimate(voice: Voice, **given: Any) -> Estimate:
    slots: dict[str, Any] = {
        "question": QUESTION, "as_of": "2024-02-26", "known_on": None,
        "headline": Interval("2024-02-26", 3.04e6, 2.51e6, 3.9e6, 1.49e6, 6.61e6), "projected": None,
        "carriers": 1, "voices": 1, "families": ("kr",), "effective": 1.0, "confidence": "low",
        "weighed": (Weighed(voice.id, 1.0, "box"),), "without": (Without("kr", None, None),),
    }  # fmt: skip
    return Estimate(**(slots | given))
