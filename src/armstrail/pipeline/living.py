"""What a living brief holds: the estimates of a brief once more, with months, and all that they are worked out from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armstrail.model.errors import BadValue
from armstrail.model.estimate import Estimate
from armstrail.model.finding import Question
from armstrail.model.valuation import Valuation
from armstrail.pipeline.estimates import answers
from armstrail.pipeline.telling import receipt_of
from armstrail.pipeline.values import value

if TYPE_CHECKING:
    from armstrail.pipeline.briefs import Made
    from armstrail.pipeline.estimates import Answer, Books, Evidence
    from armstrail.publishing.living import Living, Told


def make_living(made: Made) -> Living | None:
    """What lets a reader work the estimates of a brief out once more; None where the brief has none.

    Args:
        made: with its series.
    """
    from armstrail.estimation.inputs import parameters_of
    from armstrail.publishing.living import Living

    if not made.answered or made.books is None:
        return None
    books, language, evidence = made.books, made.brief.language, made.evidence[0]
    told = tuple(_told(answer, side, books, language) for answer, side in made.answered)
    valuation = _valuation(evidence, books, made.as_of)
    shown = {each.estimate.question for each in told}
    priced = [
        Question(evidence.supplier, evidence.recipient, line.item, line.unit)
        for line in (valuation.lines if valuation else ())
    ]
    wanted = [question for question in priced if question not in shown]
    beside = answers(evidence, wanted, books, as_of=made.as_of, influence=False)
    return Living(
        told,
        tuple(_told(each, evidence, books, language) for each in beside),
        parameters_of(),
        valuation,
        made.as_of,
        {
            (carrier.document, carrier.claim): (carrier.known, voice.family)
            for side in made.evidence
            for voice in side.voices
            for carrier in voice.carriers
        },
    )


def _told(answer: Answer, evidence: Evidence, books: Books, language: str) -> Told:
    from armstrail.estimation.inputs import inputs_of
    from armstrail.publishing.living import Told

    assert isinstance(answer.outcome, Estimate)
    return Told(
        receipt_of(answer, evidence, books, language),
        answer.outcome,
        answer.finding.voices,
        inputs_of(answer.finding, evidence.known_on),
    )


def _valuation(evidence: Evidence, books: Books, as_of: str | None) -> Valuation | None:
    """What the flow is worth at the prices of the book; None where nothing has both a figure and a price."""
    try:
        valuation = value(evidence, books, as_of=as_of).valuation
    except BadValue:
        return None
    return valuation if isinstance(valuation, Valuation) else None
