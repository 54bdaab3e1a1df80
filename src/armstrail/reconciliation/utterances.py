"""The utterance: a claim with its origin and its days, ready to be told from its repeats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.reconciliation.days import Days, days_of
from armstrail.reconciliation.figures import Figure, Sense, figure_of, sense_of
from armstrail.reconciliation.speakers import Speakers
from armstrail.vocabulary import Origins, Whose

Key = tuple[str, str]  # digest of the document, id of the claim

SAID_OF_GOODS: Final = ("transfer", "deployment", "valuation", "use", "agreement")


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """A claim that says a figure.

    `order` puts it among all others: by the day, then by what it says, and only then by where it stands, so that
    neither the order of arrival nor a further copy decides which is first.
    """

    key: Key
    claim: Claim
    lang: str | None
    days: Days
    whose: Whose
    sourced: bool
    figure: Figure
    sense: Sense
    order: tuple[object, ...]
    text: str


def is_figure(claim: Claim) -> bool:
    """Whether a claim asserts a figure: denied ones and stances are told elsewhere."""
    return claim.quantity is not None and claim.modality != "denied" and claim.kind in SAID_OF_GOODS


def utterances(claims: Iterable[tuple[Claim, Document]], origins: Origins) -> list[Utterance]:
    """The utterances among claims, in their order; claims without a figure or a day are passed over."""
    speakers = Speakers(origins)
    made: dict[Key, Utterance] = {}
    for claim, document in claims:
        days = days_of(claim, document) if is_figure(claim) else None
        if days is None or claim.quantity is None:
            continue
        key = document.digest, claim.id
        whose = speakers.whose(claim, document, days.known)
        sense, quantity = sense_of(claim), claim.quantity
        if "row" in claim.tags:
            sense = sense._replace(row=document.digest)
        sourced = whose.how != "outlet" or speakers.speaks_itself(whose)
        says = (
            days.known, days.earliest, days.as_of, days.start or "", whose.origin, sense.openness, quantity.hedge,
            repr(quantity.low), repr(quantity.high), quantity.unit, sense.stage, claim.status or "", claim.modality,
            claim.measure or "",
            claim.source_type or "", claim.designation or "", claim.kind, repr(claim.tags), document.lang or "",
            claim.quote.cut(document.text),
        )  # fmt: skip
        order = (*says, *key)
        figure = figure_of(quantity)
        made[key] = Utterance(key, claim, document.lang, days, whose, sourced, figure, sense, order, str(says[-1]))
    return sorted(made.values(), key=lambda one: one.order)


def by_key(claims: Iterable[tuple[Claim, Document]]) -> Mapping[Key, tuple[Claim, Document]]:
    """Claims with their documents by digest and id."""
    return {(document.digest, claim.id): (claim, document) for claim, document in claims}
