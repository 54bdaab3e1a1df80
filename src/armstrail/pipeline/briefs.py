"""Claims out: what is said to move between two parties, as prose in which every figure opens on its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.estimate import Estimate
from armstrail.model.finding import NATURES, Question
from armstrail.model.terms import COUNTS
from armstrail.pipeline.estimates import Answer, Books, Evidence, answers, find_all, gather, list_questions

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.model.loss import Loss
    from armstrail.publishing import Brief

_VOICES: Final = 2  # below that a brief has nothing to pool, and the figure of the one voice says it all


@dataclass(frozen=True, slots=True)
class Made:
    """A brief with what it was made from.

    `claims` are those that it may cite, with their documents; `as_of` is the day of which its estimates are, None for
    the last that any voice speaks of; `evidence` is what is said of the flow and of what goes the other way, `answered`
    the estimates of the brief, each with the evidence of its direction; both () where no estimates were asked for.
    """

    brief: Brief
    claims: tuple[tuple[Claim, Document], ...]
    as_of: str | None = None
    books: Books | None = None
    evidence: tuple[Evidence, ...] = ()
    answered: tuple[tuple[Answer, Evidence], ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that its footnotes open, and others that were read for it."""
        return tuple({document.digest: document for _, document in self.claims}.values())

    def title_of(self, line: str) -> str:
        """What the line of an estimate is called, by its key."""
        return next(each.label for section in self.brief.sections for each in section.lines if each.key == line)


def make_brief(
    ledger: Ledger,
    *,
    supplier: str,
    recipient: str,
    language: str = "en",
    known_on: str | None = None,
    as_of: str | None = None,
    recorded_by: str | None = None,
    losses_shown: int | None = None,
    books: Books | None = None,
    series: bool = False,
) -> Made:
    """The brief of what is said to move between two parties, from the claims that stand in a ledger.

    Args:
        supplier, recipient: actor codes.
        language: a language that briefs are written in.
        known_on, recorded_by: the two clocks: published by this day, recorded by this time.
        as_of: the day of which the estimates are asked; that of `known_on` where it is None.
        losses_shown: how many numbers that became no claim stand with their words.
        books: origins and factors, for the estimates that the brief gives; None for a brief without any.
        series: work the estimates out month by month, as forms with charts need them.
    Raises:
        BadValue: a date that is none.
        PackError: briefs are not written in this language.
    """
    from armstrail import publishing
    from armstrail.pipeline.telling import receipt_of

    claims = _claims_about(ledger, supplier, recipient, known_on, recorded_by)
    asked_of = as_of or known_on
    documents = {document.digest: document for _, document in claims}
    asked = ((supplier, recipient), (recipient, supplier)) if books else ()
    gathered = [gather(ledger, *pair, books, known_on=known_on, recorded_by=recorded_by) for pair in asked if books]
    answered = tuple((each, one) for one in gathered if books for each in _answers(one, books, asked_of, series))
    brief = publishing.make_brief(
        claims,
        supplier=supplier,
        recipient=recipient,
        language=language,
        as_of=known_on,
        losses=_losses_in(ledger, documents, known_on, recorded_by),
        losses_shown=publishing.SHOWN if losses_shown is None else losses_shown,
        receipts=tuple(receipt_of(each, one, books, language) for each, one in answered if books),
    )
    return Made(brief, tuple(claims), asked_of, books, tuple(gathered), answered)


def _answers(evidence: Evidence, books: Books, as_of: str | None, series: bool) -> Iterator[Answer]:
    """What was delivered in one direction, what of it is there, and which share it is, where at least `_VOICES` voices
    give a figure: totals first, then stocks and shares."""
    asked = [
        question
        for question, _ in list_questions(evidence)
        if (question.supplier, question.recipient) == (evidence.supplier, evidence.recipient)
        and question.stage == "delivered"
        and (question.unit == "percent" if question.nature == "share" else question.unit in COUNTS)
        and (question.unit != "pieces" or "." in question.item)  # tanks and shells make no number together
    ]
    found = sorted(find_all(evidence, asked, books), key=lambda finding: _order(finding.question))
    spoken = [finding.question for finding in found if len(finding.voices) >= _VOICES]
    for told in answers(evidence, spoken, books, as_of=as_of, series=series, influence=False):
        if isinstance(told.outcome, Estimate):
            yield told


def _order(question: Question) -> tuple[int, str]:
    return NATURES.index(question.nature), question.item


def _losses_in(ledger: Ledger, documents: Iterable[str], as_of: str | None, recorded_by: str | None) -> Iterator[Loss]:
    """The misses of some documents, weighed without the packs, whose loading would take longer than the brief."""
    from armstrail.extraction.losses import weigh
    from armstrail.ledger import MissQuery

    asked = MissQuery(as_of=as_of, recorded_by=recorded_by)
    nouns = ledger.unknown_nouns(as_of=as_of, recorded_by=recorded_by)
    for digest in documents:
        yield from weigh(ledger.misses(replace(asked, document=digest)), nouns, None)


def _claims_about(
    ledger: Ledger, supplier: str, recipient: str, as_of: str | None, recorded_by: str | None
) -> Sequence[tuple[Claim, Document]]:
    """What the documents that tell of the two parties together say: all that lies between the two, what
    leaves one of them open, and the stances that touch either or name nobody."""
    from armstrail.ledger import ClaimQuery

    asked = ClaimQuery(as_of=as_of, recorded_by=recorded_by)
    together = {
        document.digest: None  # a dict, for its order
        for giver, taker in ((supplier, recipient), (recipient, supplier))
        for _, document in ledger.claims(replace(asked, supplier=giver, recipient=taker))
    }
    return [
        (claim, document)
        for digest in together
        for claim, document in ledger.claims(replace(asked, document=digest))
        if _concerns(claim, {supplier, recipient})
    ]


def _concerns(claim: Claim, pair: set[str]) -> bool:
    parties = {party for party in (claim.supplier, claim.recipient) if party is not None}
    if claim.kind == "statement":
        return claim.recipient is None or bool(parties & pair)
    return bool(parties) and parties <= pair
