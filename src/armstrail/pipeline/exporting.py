"""From a ledger to the files of a format: what is asked for is gathered, worked out as far as needed, and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from armstrail.model.estimate import Estimate
from armstrail.model.finding import Question
from armstrail.model.period import last_day
from armstrail.model.terms import lies_within
from armstrail.model.voice import Voice
from armstrail.pipeline.estimates import Books, Evidence, Place, answer, gather, list_questions
from armstrail.pipeline.following import flows

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.publishing.exports import Flow, Holdings


def export(
    ledger: Ledger,
    books: Books,
    form: str,
    *,
    supplier: str | None = None,
    recipient: str | None = None,
    item: str | None = None,
    known_on: str | None = None,
    recorded_by: str | None = None,
) -> dict[str, bytes]:
    """The files of a format by their names: one, or several where the format is a folder.

    Args:
        form: a name of `publishing.exports.FORMATS`.
        supplier, recipient: only what moves from, or to, this party; None for any.
        item: only this item and what lies below it.
    Raises:
        BadValue: a format that is not known, or a date that is none.
        LedgerError: the ledger cannot be read.
    """
    from armstrail.publishing.exports import find_format

    wanted = find_format(form)
    held = hold(
        ledger, books, wanted.depth, supplier=supplier, recipient=recipient, item=item, known_on=known_on,
        recorded_by=recorded_by,
    )  # fmt: skip
    return wanted.files(held)


def hold(
    ledger: Ledger,
    books: Books,
    depth: str = "estimates",
    *,
    supplier: str | None = None,
    recipient: str | None = None,
    item: str | None = None,
    unit: str | None = None,
    stage: str | None = None,
    as_of: str | None = None,
    known_on: str | None = None,
    recorded_by: str | None = None,
) -> Holdings:
    """What an export holds, worked out to a depth of `publishing.exports.DEPTHS`.

    The claims are those that stand and are asked for, and besides them all that a voice or a finding names.

    Args:
        unit, stage: answer only the questions of this unit, or this stage.
        as_of: the day that estimates speak of; None for the last that any voice speaks of.
    Raises:
        BadValue: a date that is none.
        LedgerError: the ledger cannot be read.
    """
    from armstrail.ledger import ClaimQuery
    from armstrail.publishing.exports import Holdings
    from armstrail.publishing.footnotes import Carried
    from armstrail.vocabulary import load_vocabulary

    day = known_on and last_day(known_on)
    query = ClaimQuery(supplier=supplier, recipient=recipient, item=item, as_of=day, recorded_by=recorded_by)
    claims = {(document.digest, claim.id): Carried(claim, document) for claim, document in ledger.claims(query)}
    told: list[Flow] = []
    names: dict[str, str] = {}
    for pair in flows(ledger, supplier, recipient, day, recorded_by) if depth != "claims" else ():
        evidence = gather(ledger, *pair, books, known_on=day, recorded_by=recorded_by)
        asked = _asked(evidence, item, unit, stage) if depth == "estimates" else ()
        flow = _flow(evidence, books, item, asked, as_of)
        for place in _named(flow):
            claims.setdefault(place, Carried(*evidence.claims[place]))
        names |= {origin: evidence.name_of(origin, books) for origin in _origins(flow)}
        told += [flow] if flow.voices or flow.answers else []
    digests = {digest for digest, _ in claims}
    rows = ledger.documents(as_of=day, recorded_by=recorded_by)
    extractors = {row.document.digest: row.extractor for row in rows if row.extractor is not None}
    return Holdings(
        tuple(claims.values()),
        tuple(told),
        names,
        {code: actor.name for code, actor in load_vocabulary().actors.items()},
        {factor.id: factor for factor in books.factors if factor.id in _factors(told)},
        {digest: extractors[digest] for digest in sorted(digests & extractors.keys())},
        tuple(each for each in ledger.rulings(recorded_by) if (each.document, each.claim) in claims),
        tuple(each for each in ledger.originals(recorded_by=recorded_by) if each[0] in digests),
    )


def _asked(evidence: Evidence, item: str | None, unit: str | None, stage: str | None) -> Iterator[Question]:
    for question, _ in list_questions(evidence):
        same = (question.supplier, question.recipient) == (evidence.supplier, evidence.recipient)
        fits = unit in (None, question.unit) and stage in (None, question.stage)
        if same and fits and _within(question.item, item):
            yield question


def _flow(evidence: Evidence, books: Books, item: str | None, asked: Iterable[Question], as_of: str | None) -> Flow:
    from armstrail.publishing.exports import Answered, Flow

    told = (answer(evidence, question, books, as_of=as_of) for question in asked)
    answers = [Answered(each.finding, each.outcome) for each in told]
    used = {voice.id for each in answers for voice in each.finding.voices}
    voices = tuple(voice for voice in evidence.voices if voice.id in used or _within(voice.item, item))
    return Flow(evidence.supplier, evidence.recipient, voices, tuple(answers))


def _within(path: str | None, item: str | None) -> bool:
    return item is None or (path is not None and lies_within(path, item))


def _named(flow: Flow) -> Iterable[Place]:
    for voice in flow.voices:
        yield from ((carrier.document, carrier.claim) for carrier in voice.carriers)
    for answered in flow.answers:
        yield from answered.named


def _origins(flow: Flow) -> set[str]:
    voices: list[Voice] = [*flow.voices, *(voice for each in flow.answers for voice in each.finding.voices)]
    denials = (denial.origin for each in flow.answers for denial in each.finding.denials)
    return {*(voice.origin for voice in voices), *denials}


def _factors(told: Iterable[Flow]) -> set[str]:
    """The conversions that anything told has used."""
    outcomes = [each.outcome for flow in told for each in flow.answers]
    estimates = [each for each in outcomes if isinstance(each, Estimate)]
    through = [way.factors for each in estimates for way in each.routes]
    through += [way.factors for each in estimates for way in each.ceilings]
    voices = (voice for flow in told for voice in flow.voices)
    derived = (voice.derived.factor for voice in voices if voice.derived is not None)
    return {*(key for factors in through for key in factors), *(key for key in derived if key is not None)}
