"""Claims out: what is said to move between two parties, as prose in which every figure opens on its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.estimate import Estimate
from armstrail.model.terms import COUNTS

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.model.loss import Loss
    from armstrail.pipeline.estimates import Books
    from armstrail.publishing import Brief, Receipt

_VOICES: Final = 2  # below that a brief has nothing to pool, and the figure of the one voice says it all
FORMS: Final = ("terminal", "markdown", "html", "json")


def make_brief(
    ledger: Ledger,
    *,
    supplier: str,
    recipient: str,
    language: str = "en",
    as_of: str | None = None,
    recorded_by: str | None = None,
    losses_shown: int | None = None,
    books: Books | None = None,
) -> tuple[Brief, Sequence[Document]]:
    """The brief of what is said to move between two parties, from the claims that stand in a ledger.

    Args:
        supplier, recipient: actor codes.
        language: a language that briefs are written in.
        as_of, recorded_by: the two clocks: published by this day, recorded by this time.
        losses_shown: how many numbers that became no claim stand with their words.
        books: origins and factors, for the estimates that the brief gives; None for a brief without any.
    Returns:
        the brief, and the documents that its footnotes open.
    Raises:
        BadValue: a date that is none.
        PackError: briefs are not written in this language.
    """
    from armstrail import publishing

    claims = _claims_about(ledger, supplier, recipient, as_of, recorded_by)
    documents = {document.digest: document for _, document in claims}
    brief = publishing.make_brief(
        claims,
        supplier=supplier,
        recipient=recipient,
        language=language,
        as_of=as_of,
        losses=_losses_in(ledger, documents, as_of, recorded_by),
        losses_shown=publishing.SHOWN if losses_shown is None else losses_shown,
        receipts=tuple(_receipts(ledger, books, supplier, recipient, language, as_of, recorded_by)) if books else (),
    )
    return brief, tuple(documents.values())


def _receipts(
    ledger: Ledger,
    books: Books,
    supplier: str,
    recipient: str,
    language: str,
    as_of: str | None,
    recorded_by: str | None,
) -> Iterator[Receipt]:
    """The receipts of what was delivered in either direction, where at least `_VOICES` voices give a figure."""
    from armstrail.pipeline.estimates import answers, find_all, gather, list_questions
    from armstrail.pipeline.telling import receipt_of

    for giver, taker in ((supplier, recipient), (recipient, supplier)):
        evidence = gather(ledger, giver, taker, books, known_on=as_of, recorded_by=recorded_by)
        asked = [
            question
            for question, _ in list_questions(evidence)
            if (question.supplier, question.recipient) == (giver, taker)
            and (question.stage, question.nature) == ("delivered", "flow")
            and question.unit in COUNTS
            and (question.unit != "pieces" or "." in question.item)  # tanks and shells make no number together
        ]
        found = sorted(find_all(evidence, asked, books), key=lambda finding: finding.question.item)
        spoken = [finding.question for finding in found if len(finding.voices) >= _VOICES]
        for told in answers(evidence, spoken, books, as_of=as_of, influence=False):
            if isinstance(told.outcome, Estimate):
                yield receipt_of(told, evidence, books, language)


def _losses_in(ledger: Ledger, documents: Iterable[str], as_of: str | None, recorded_by: str | None) -> Iterator[Loss]:
    """The misses of some documents, weighed without the packs, whose loading would take longer than the brief."""
    from armstrail.extraction.losses import weigh
    from armstrail.ledger import MissQuery

    asked = MissQuery(as_of=as_of, recorded_by=recorded_by)
    nouns = ledger.unknown_nouns(as_of=as_of, recorded_by=recorded_by)
    for digest in documents:
        yield from weigh(ledger.misses(replace(asked, document=digest)), nouns, None)


def lay_out(brief: Brief, documents: Sequence[Document], form: str, *, width: int = 100, color: bool = False) -> str:
    """A brief in one of the `FORMS`; `width` and `color` are the terminal's, `documents` what it cites.

    Raises:
        BadValue: no such form.
    """
    from armstrail import publishing

    match form:
        case "terminal":
            return publishing.to_terminal(brief, width, color=color)
        case "markdown":
            return publishing.to_markdown(brief)
        case "html":
            return publishing.to_html(brief, documents)
        case "json":
            return publishing.to_json(brief)
    raise BadValue(f"a brief has no form {form!r}; use one of {', '.join(FORMS)}")


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
