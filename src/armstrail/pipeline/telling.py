"""An answer told: as a receipt for people, as a record for programs, as a series and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from armstrail.model.estimate import Estimate, Interval
from armstrail.model.records import to_record

if TYPE_CHECKING:
    from armstrail.pipeline.estimates import Answer, Books, Evidence
    from armstrail.pipeline.following import News
    from armstrail.pipeline.values import Worth
    from armstrail.publishing.receipt import Receipt
    from armstrail.publishing.report import Report


def receipt_of(
    answer: Answer, evidence: Evidence, books: Books, language: str = "en", *, above: float | None = None
) -> Receipt:
    """The receipt of an answer in the words of a language.

    Raises:
        PackError: nothing is worded in this language.
    """
    from armstrail.publishing.footnotes import Carried
    from armstrail.publishing.receipts import make_receipt

    return make_receipt(
        answer.outcome,
        answer.finding,
        {place: Carried(*pair) for place, pair in evidence.claims.items()},
        voices=evidence.voices,
        origin_name=lambda code: evidence.name_of(code, books),
        factors={factor.id: factor for factor in books.factors},
        language=language,
        above=above,
    )


def record_of(answer: Answer, evidence: Evidence, books: Books) -> dict[str, Any]:
    """An answer as a record: the outcome, the finding, the words of every claim it names, and the factors used."""
    named = {(carrier.document, carrier.claim) for voice in answer.finding.voices for carrier in voice.carriers}
    named |= {(aside.document, aside.claim) for aside in answer.outcome.asides}
    named |= {(denial.document, denial.claim) for denial in answer.finding.denials}
    claims = [evidence.claims[place] for place in sorted(named) if place in evidence.claims]
    record = {
        "outcome": to_record(answer.outcome),
        "finding": to_record(answer.finding),
        "claims": [
            claim.to_json(document.text) | {"document": document.digest, "published": document.published}
            for claim, document in claims
        ],
    }
    if isinstance(answer.outcome, Estimate):
        used = dict.fromkeys(key for route in answer.outcome.routes for key in route.factors)
        record["factors"] = [to_record(books.factors[key]) for key in used]
    return record


def series_of(answer: Answer) -> tuple[Interval, ...]:
    """The points of an answer over time, the headline last; none where there is no estimate."""
    outcome = answer.outcome
    if not isinstance(outcome, Estimate):
        return ()
    points = {point.day: point for point in (*outcome.series, outcome.headline)}
    if outcome.projected is not None:
        points[outcome.projected.day] = outcome.projected
    return tuple(points[day] for day in sorted(points))


def worth_report_of(worth: Worth, evidence: Evidence, books: Books, language: str = "en") -> Report:
    """A valuation as a report.

    Raises:
        BadValue: there is no rate for a currency that must be converted; the message names currencies and day.
        PackError: nothing is worded in this language.
    """
    from armstrail.model.errors import BadValue
    from armstrail.model.valuation import NoRate
    from armstrail.publishing.worths import no_rate_words, worth_report

    if isinstance(worth.valuation, NoRate):
        raise BadValue(no_rate_words(worth.valuation, language))
    return worth_report(
        worth.valuation,
        supplier=evidence.supplier,
        recipient=evidence.recipient,
        by_routes=worth.by_routes,
        unpriced=worth.unpriced,
        said=worth.said,
        origin_name=lambda code: evidence.name_of(code, books),
        language=language,
    )


def news_report_of(news: News, language: str = "en") -> Report:
    """What is new between two parties as a report.

    Raises:
        PackError: nothing is worded in this language.
    """
    from armstrail.publishing.newsletters import news_report

    return news_report(
        news.changes,
        supplier=news.supplier,
        recipient=news.recipient,
        voices=news.voices,
        claims=news.claims,
        origin_name=lambda code: news.names.get(code, code),
        edited=news.edited,
        language=language,
    )
