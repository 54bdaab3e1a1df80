"""Claims with their documents made by hand: a sentence, who said it, and when."""

from __future__ import annotations

from functools import cache

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.factor import Factor
from armstrail.model.finding import Question
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span
from armstrail.model.voice import Voice
from armstrail.reconciliation import find, voices
from armstrail.vocabulary import Origins, Vocabulary, load_origins, load_vocabulary

Told = tuple[Claim, Document]
CONTAINERS = Question("KP", "RU", "cargo", "containers")
SHELLS = Question("KP", "RU", "arms.ammunition.artillery", "pieces")
A_LOAD = Factor(
    "load", "containers", "pieces", "arms.ammunition.artillery", 448, 448, 448, "capacity", "2024-02-26", None,
    "two published figures", "verified",
)  # fmt: skip


@cache
def origins() -> Origins:
    return load_origins()


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def told(
    low: float | None,
    high: float | None = None,
    *,
    source: str | None = "the National Intelligence Service",
    day: str | None = "2024-02-26",
    publisher: str | None = "Meridian",
    unit: str = "containers",
    hedge: str = "exact",
    lang: str = "en",
    words: str = "",
    period: Period | None = None,
    ordinal: int = 0,
    **slots: object,
) -> Told:
    """A claim on Pyongyang's deliveries to Moscow, in a document of its own."""
    high = low if high is None and hedge in ("exact", "about") else high
    sentence = words or f"The figure given was {low} to {high} {unit}, in all, to this day, by ship and rail."
    text = f"{source or 'Nobody'}. {sentence}"
    document = Document(
        f"{publisher}-{day}-{ordinal}", text, lang, day, publisher, url=f"https://example.org/{ordinal}"
    )
    span = Span(len(text) - len(sentence), len(text))
    values: dict[str, object] = {
        "supplier": "KP", "recipient": "RU", "item": "cargo" if unit == "containers" else SHELLS.item,
        "measure": "total", "status": "delivered", **slots,
    }  # fmt: skip
    quantity = None if low is None and high is None else Quantity(low, high, unit, hedge)
    kind = str(values.pop("kind", "transfer"))
    said_by = Span(0, len(source)) if source else None
    claim = Claim(
        document.id, f"c{ordinal}", kind, span, span, quantity=quantity, source=said_by, period=period, **values
    )
    return claim, document


def heard(*all_told: Told, **given: object) -> tuple[Voice, ...]:
    return voices(all_told, origins(), **given)


def found(question: Question, *all_told: Told, factors: tuple[Factor, ...] = (), **given: object):
    made = voices(all_told, origins(), factors, **given)
    return find(question, made, all_told, origins(), vocabulary().actors, factors)


def key(one: Told) -> tuple[str, str]:
    return one[1].digest, one[0].id
