"""From a ledger to a number: what is said, who says it first, what follows, and what it is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from armstrail.model.claim import Claim
from armstrail.model.copy import Copy
from armstrail.model.document import Document
from armstrail.model.estimate import Alarm, Ceiling, Estimate, Nothing, Route
from armstrail.model.finding import Finding, Question
from armstrail.model.period import last_day
from armstrail.model.terms import CONVEYANCES
from armstrail.model.voice import Voice

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.vocabulary import Actor
    from armstrail.vocabulary.factors import Factors
    from armstrail.vocabulary.origins import Origins

CONVERTED: Final = (*CONVEYANCES, "tonnes", "pieces")  # units that the book of factors may lead from

Place = tuple[str, str]  # a claim: the digest of its document, and its id


@dataclass(frozen=True, slots=True)
class Books:
    """What reconciliation and estimation look up: origins, conversions and prices, and who belongs to which state."""

    origins: Origins
    factors: Factors
    actors: Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a ledger holds on what moved between two parties, as public by `known_on` (YYYY-MM-DD).

    `claims` are by their places, `copies` by the digest of the document that was copied.
    """

    supplier: str
    recipient: str
    known_on: str | None
    claims: Mapping[Place, tuple[Claim, Document]]
    copies: Mapping[str, Copy]
    voices: tuple[Voice, ...]

    def name_of(self, origin: str, books: Books) -> str:
        """The name of an origin: that of the registry, else the words or the outlet that stand for it here."""
        if not origin.startswith("?"):
            return books.origins.name_of(origin)
        carriers = (each for voice in self.voices if voice.origin == origin for each in voice.carriers)
        told = [self.claims[each.document, each.claim] for each in carriers]
        words = next((claim.source.cut(document.text) for claim, document in told if claim.source), None)
        named = words or next((document.publisher for _, document in told), None)
        return " ".join(named.split()) if named else origin.lstrip("?")


@dataclass(frozen=True, slots=True)
class Told:
    """What the claims on a flow were told into: copies by the digest of the document that was copied, and voices."""

    copies: Mapping[str, Copy]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered: the outcome, and the finding it follows from."""

    outcome: Estimate | Nothing
    finding: Finding


def load_books(origins: Path | None = None, factors: Path | None = None) -> Books:
    """The shipped books, each with a user's own file before it.

    Raises:
        PackError: a file has a gap, an unknown key or a contradiction; names file and place.
    """
    from armstrail.vocabulary import load_factors, load_origins, load_vocabulary

    return Books(load_origins(origins), load_factors(factors), load_vocabulary().actors)


def start_estimating() -> None:
    """Have at hand what tells claims into voices and estimates from them: loading it takes half a second, once in a
    process."""
    import armstrail.estimation
    import armstrail.reconciliation  # noqa: F401


def origin_of(ledger: Ledger, key: str, books: Books) -> str:
    """The code of the origin on whose word a claim rests.

    Raises:
        LedgerError: no such claim, or several.
    """
    from armstrail.reconciliation import origin_of as told

    return told(*ledger.claim(key), books.origins)


def gather(
    ledger: Ledger,
    supplier: str,
    recipient: str,
    books: Books,
    *,
    known_on: str | None = None,
    recorded_by: str | None = None,
    without: str | None = None,
    kept: Callable[[Callable[[], Told]], Told] | None = None,
) -> Evidence:
    """All that bears on what moved from `supplier` to `recipient`, as public by `known_on`, told into voices.

    Args:
        without: the id of a person's decision to do without.
        kept: gives what these very claims were told into before, or makes and keeps it; None to tell them anew.

    Raises:
        BadValue: a date that is none.
        LedgerError: the ledger cannot be read.
    """
    from armstrail import reconciliation

    givers, takers = sides(supplier, recipient, books)
    day = known_on and last_day(known_on)
    found = ledger.claims_between(givers, takers, known_on=day, recorded_by=recorded_by, without=without)
    claims = {(document.digest, claim.id): (claim, document) for claim, document in found}

    def tell() -> Told:
        copies = _copies_among(claims.values())
        rulings = ledger.rulings(recorded_by, without=without)
        voices = reconciliation.voices(claims.values(), books.origins, books.factors.rows, rulings, copies)
        return Told(copies, voices)

    told = tell() if kept is None else kept(tell)
    return Evidence(supplier, recipient, day, claims, told.copies, told.voices)


def questions_between(
    ledger: Ledger, supplier: str, recipient: str, books: Books, *, known_on: str | None = None
) -> tuple[tuple[Question, int], ...]:
    """As `list_questions` over what `gather` gives, and less work, since no claim need be told into a voice.

    Raises:
        BadValue: a date that is none.
        LedgerError: the ledger cannot be read.
    """
    from armstrail import reconciliation

    day = known_on and last_day(known_on)
    return reconciliation.questions(list(ledger.claims_between(*sides(supplier, recipient, books), known_on=day)))


def copies_between(ledger: Ledger, supplier: str, recipient: str, books: Books) -> Mapping[str, Copy]:
    """Which documents on a flow were copied or translated from others, by their digests: a part of `gather`, and less
    work where no voice is asked for.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    return _copies_among(ledger.claims_between(*sides(supplier, recipient, books)))


def _copies_among(claims: Iterable[tuple[Claim, Document]]) -> Mapping[str, Copy]:
    from armstrail import reconciliation

    documents: dict[str, Document] = {}
    by_document: dict[str, list[Claim]] = {}
    for claim, document in claims:
        documents[document.digest] = document
        by_document.setdefault(document.digest, []).append(claim)
    return reconciliation.copies(documents.values(), by_document)


def sides(supplier: str, recipient: str, books: Books) -> tuple[list[str], list[str]]:
    """Each party with all that belong to its state: the givers, and the takers."""
    actors = books.actors.values()
    givers, takers = ([code, *(one.code for one in actors if one.home == code)] for code in (supplier, recipient))
    return givers, takers


def find(evidence: Evidence, question: Question, books: Books) -> Finding:
    """The question with all that the evidence says to it, nothing settled."""
    return next(find_all(evidence, (question,), books))


def find_all(evidence: Evidence, questions: Iterable[Question], books: Books) -> Iterator[Finding]:
    """The same for many questions, in their order, the evidence sorted but once."""
    from armstrail import reconciliation

    return reconciliation.findings(
        questions,
        evidence.voices,
        evidence.claims.values(),
        books.origins,
        books.actors,
        books.factors.rows,
    )


def list_questions(evidence: Evidence) -> tuple[tuple[Question, int], ...]:
    """The questions that the evidence has figures for, each with how many claims, most first."""
    from armstrail import reconciliation

    return reconciliation.questions(evidence.claims.values())


def answer(
    evidence: Evidence,
    question: Question,
    books: Books,
    *,
    as_of: str | None = None,
    series: bool = False,
    influence: bool = True,
) -> Answer:
    """What follows for a question, with the routes that lead to it through conversions, and the limits it breaks.

    Args:
        as_of: the day asked for; None for the last day that any voice speaks of.
        series: month by month, not only at the end.
        influence: leave out each voice and each family in turn; takes most of the time.
    Raises:
        BadValue: a date that is none.
    """
    return next(answers(evidence, (question,), books, as_of=as_of, series=series, influence=influence))


def answers(
    evidence: Evidence,
    questions: Iterable[Question],
    books: Books,
    *,
    as_of: str | None = None,
    series: bool = False,
    influence: bool = True,
) -> Iterator[Answer]:
    """The same for many questions, in their order, the evidence sorted but once.

    Raises:
        BadValue: a date that is none.
    """
    from armstrail import estimation

    asked = [(question, _others(question)) for question in questions]
    needed = dict.fromkeys(each for question, others in asked for each in (question, *others))
    found = find_all(evidence, needed, books)
    held: dict[Question, Finding] = {}

    def take(wanted: Question) -> Finding:
        while wanted not in held:
            finding = next(found)
            held[finding.question] = finding
        return held[wanted]

    for question, others in asked:
        finding, beside = take(question), [take(each) for each in others]
        outcome = estimation.estimate(
            finding, as_of=as_of, known_on=evidence.known_on, series=series, influence=influence
        )
        if isinstance(outcome, Estimate):
            routes, ceilings = _routes(beside, finding.question, books, outcome, evidence.known_on)
            alarms = (*outcome.alarms, *_limits(evidence, finding, books), *_misnamed(evidence, finding, books))
            outcome = replace(outcome, routes=routes, ceilings=ceilings, alarms=alarms)
        yield Answer(outcome, finding)


def _others(question: Question) -> list[Question]:
    """The questions of the same flow from which the book of factors may lead to this one."""
    return [
        replace(question, unit=unit, item="cargo" if unit in CONVEYANCES else question.item)
        for unit in CONVERTED
        if unit != question.unit
    ]


def _routes(
    beside: Iterable[Finding], question: Question, books: Books, direct: Estimate, known_on: str | None
) -> tuple[tuple[Route, ...], tuple[Ceiling, ...]]:
    """What other questions of the same flow give through the book of factors, as of the same day."""
    from armstrail import estimation
    from armstrail.estimation.conversion import carry, ceilings, find_way
    from armstrail.model.errors import BadValue

    routes: list[Route] = []
    tops: list[Ceiling] = []
    for finding in beside:
        other = finding.question
        try:
            steps = find_way(other.unit, question.unit, question.item, books.factors)
        except BadValue:
            continue  # the book has no way from the one unit to the other
        through = estimation.estimate(finding, as_of=direct.headline.day, known_on=known_on, influence=False)
        if isinstance(through, Estimate):
            led = carry(other, through.headline, steps, question)
            routes += [led] if isinstance(led, Route) else []
            tops.extend(ceilings(through, books.factors, question, known_on))
    return tuple(routes), tuple(tops)


def _limits(evidence: Evidence, finding: Finding, books: Books) -> tuple[Alarm, ...]:
    """Figures of the finding that are more than what is said to have carried them could hold."""
    from armstrail.estimation.limits import check

    beside: dict[tuple[str, str], list[Voice]] = {}  # one origin speaking of one day speaks of one cargo
    for voice in evidence.voices:
        if voice.quantity.unit in CONVERTED:
            beside.setdefault((voice.origin, voice.as_of), []).append(voice)
    flags = {
        (flag.code, flag.figure, flag.limit): f"{voice.id}:{flag.code}:{flag.excess:.2g}"
        for voice in finding.voices
        for flag in check(
            voice,
            books.factors,
            [one for one in beside.get((voice.origin, voice.as_of), ()) if one.id != voice.id],
        )
        if flag.sure
    }
    return tuple(Alarm("beyond_limit", detail) for detail in flags.values())


def _misnamed(evidence: Evidence, finding: Finding, books: Books) -> tuple[Alarm, ...]:
    """Figures whose words offer another with "or", where the two cannot both be what they are called."""
    from armstrail.estimation.limits import check_alternatives, figure_of

    offered: dict[tuple[str, int], list[Claim]] = {}  # by document, and the number that alternatives share there
    for (document, _), (claim, _) in evidence.claims.items():
        if claim.alternative is not None:
            offered.setdefault((document, claim.alternative), []).append(claim)
    alarms = []
    for voice in finding.voices if offered else ():
        document, name = voice.carriers[0].document, voice.carriers[0].claim
        group = evidence.claims[document, name][0].alternative
        beside = offered[document, group] if group is not None else ()
        own, others = figure_of(voice), [figure_of(claim) for claim in beside if claim.id != name]
        flags = [flag for other in others if own and other for flag in check_alternatives(own, other, books.factors)]
        if flags:
            alarms.append(Alarm("not_as_called", f"{voice.id}:{max(flag.excess for flag in flags):.2g}"))
    return tuple(alarms)
