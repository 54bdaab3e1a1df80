"""The flows of a ledger at a glance: who is said to give whom something, by how many, since when, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from armstrail.model.estimate import Estimate, Interval
from armstrail.model.finding import Finding, Question
from armstrail.pipeline.telling import series_of

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.model.voice import Voice
    from armstrail.pipeline.estimates import Answer, Books, Evidence


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow with how many claims speak of it, and how many more these are than on a day that was asked for."""

    supplier: str
    recipient: str
    claims: int
    new: int | None = None


@dataclass(frozen=True, slots=True)
class Newest:
    """The voice of a flow that became public last: whose word (code and name), since when, and the claim that said it
    first."""

    origin: str
    name: str
    known: str
    document: str
    claim: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on one origin within a flow."""

    family: str
    voices: int
    claims: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A flow summed up: its documents, voices and families, its newest voice, and what hangs on whom.

    Only what goes from the supplier to the recipient is counted. `question` is that with the most claims, `size` the
    headline of its estimate and `trend` the same over time; None where there is none, or where it was not asked for
    (`sized` is False).
    """

    supplier: str
    recipient: str
    documents: int
    voices: int
    families: int
    newest: Newest | None
    origins: Mapping[str, Hanging]
    question: Question | None = None
    size: Interval | None = None
    sized: bool = False
    trend: tuple[Interval, ...] = ()


def list_flows(ledger: Ledger) -> tuple[FlowRow, ...]:
    """The flows that a ledger speaks of, those with most claims first; counted by the database, so quick.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    return tuple(FlowRow(*flow) for flow in ledger.flows())


def since_then(
    ledger: Ledger, rows: Iterable[FlowRow], *, known_on: str | None = None, recorded_by: str | None = None
) -> tuple[FlowRow, ...]:
    """The flows of a ledger, each with how many more claims speak of it than by a day.

    Args:
        known_on: a day; counted then are the claims that were public by it.
        recorded_by: a day; counted then are the claims that stood in the ledger by it.
    Raises:
        BadValue: a date that is none.
        LedgerError: the ledger cannot be read.
    """
    before = ledger.flows(known_on=known_on, recorded_by=recorded_by)
    then = {(giver, taker): count for giver, taker, count in before}
    return tuple(replace(row, new=row.claims - then.get((row.supplier, row.recipient), 0)) for row in rows)


def summarise(evidence: Evidence, books: Books, *, size: bool = False) -> Summary:
    """A flow summed up; with `size`, the estimate of its biggest question is worked out, which takes most of the time.

    Raises:
        BadValue: never for evidence that `gather` gave.
    """
    pair = (evidence.supplier, evidence.recipient)
    voices = [voice for voice in evidence.voices if (voice.supplier, voice.recipient) == pair]
    asked = _biggest(evidence) if size else None
    answer = outline(evidence, asked, books, series=True) if asked else None
    return Summary(
        *pair,
        documents=len(_documents(evidence, pair)),
        voices=len(voices),
        families=len({voice.family for voice in voices}),
        newest=_newest(voices, evidence, books),
        origins=_hanging(voices),
        question=asked,
        size=headline_of(answer) if answer else None,
        sized=size,
        trend=tuple(replace(each, quantiles=()) for each in series_of(answer)) if answer else (),
    )


def outline(
    evidence: Evidence,
    question: Question,
    books: Books,
    *,
    as_of: str | None = None,
    series: bool = False,
    finding: Finding | None = None,
) -> Answer:
    """What follows for a question from its own voices: no routes, no limits, nothing left out in turn, and no estimate
    of each family alone where they contradict each other; so much quicker.

    Args:
        as_of: the day asked for; None for the last day that any voice speaks of.
        series: month by month, not only at the end.
        finding: what the evidence says to the question, where that was found before.
    Raises:
        BadValue: a date that is none.
    """
    from armstrail import estimation
    from armstrail.pipeline.estimates import Answer, find

    found = finding or find(evidence, question, books)
    return Answer(
        estimation.estimate(
            found, as_of=as_of, known_on=evidence.known_on, series=series, influence=False, families=False
        ),
        found,
    )


def headline_of(answer: Answer) -> Interval | None:
    """The interval of an answer on the day asked for; None where nothing follows."""
    outcome = answer.outcome
    return outcome.asked if isinstance(outcome, Estimate) else None


def _documents(evidence: Evidence, pair: tuple[str, str]) -> set[str]:
    """The documents with a claim on what goes from the one to the other."""
    return {
        document.digest
        for claim, document in evidence.claims.values()
        if claim.kind != "statement" and (claim.supplier, claim.recipient) == pair
    }


def _biggest(evidence: Evidence) -> Question | None:
    """What has most claims, among what came to stay: a plan has no size."""
    from armstrail.pipeline.estimates import list_questions

    pair = (evidence.supplier, evidence.recipient)
    return next(
        (
            question
            for question, _ in list_questions(evidence)
            if (question.supplier, question.recipient) == pair and question.stage == "delivered"
        ),
        None,
    )


def _newest(voices: list[Voice], evidence: Evidence, books: Books) -> Newest | None:
    if not voices:
        return None
    voice = max(voices, key=lambda each: (each.known, each.id))
    first = voice.carriers[0]
    return Newest(voice.origin, evidence.name_of(voice.origin, books), voice.known, first.document, first.claim)


def _hanging(voices: list[Voice]) -> dict[str, Hanging]:
    found: dict[str, list[Voice]] = {}
    for voice in voices:
        found.setdefault(voice.origin, []).append(voice)
    return {
        origin: Hanging(said[0].family, len(said), sum(len(voice.carriers) for voice in said))
        for origin, said in sorted(found.items())
    }
