"""A claim made by a person of words in a document: found in its text, filled from them, and kept as hers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.quantified import Quantified
from armstrail.model.quantity import Quantity
from armstrail.model.slots import BY_HAND, with_slots
from armstrail.model.span import Span
from armstrail.model.terms import CONVEYANCES, COUNTS, HEDGES
from armstrail.pipeline.filling import fields_of, fill, outside
from armstrail.pipeline.reading import quantities

if TYPE_CHECKING:
    from armstrail.ledger import Decision, Ledger
    from armstrail.pipeline.reading import Packs
    from armstrail.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be made of some words: the sentence they stand in, a kind, and the words of every field."""

    quote: Span
    anchor: Span
    kind: str
    fields: Mapping[str, str]


def draft(document: Document, words: Span, claims: Sequence[Claim], packs: Packs) -> Draft:
    """What the project's own reader sees in some words of a document, for a person to set right.

    The quantity is the one that shares most of the words; the parties are those of the document's claims where these
    all speak of one flow.

    Args:
        claims: those that stand in the document.
    Raises:
        BadValue: the words lie outside the text.
    """
    from armstrail.extraction import sentence_around

    if words.end > len(document.text):
        raise outside(f"{words.start}:{words.end}", document)
    pack = packs.get(document.lang or "")
    quote = sentence_around(document, words, pack)
    found = _quantity(document, quote, words, packs) if pack is not None else None
    flows = {(claim.supplier, claim.recipient) for claim in claims if claim.supplier and claim.recipient}
    supplier, recipient = next(iter(flows)) if len(flows) == 1 else (None, None)
    kind = _kind(found)
    blank = Claim(document.id, "", kind, quote, words, supplier=supplier, recipient=recipient)
    if found is None:
        return Draft(quote, words, kind, fields_of(blank, document))
    fields = dict(fields_of(blank, document), item=found.item or ("cargo" if found.unit in CONVEYANCES else ""))
    amount = Quantity(found.low, found.high, found.unit or "pieces", found.hedge)
    told = fields_of(Claim(document.id, "", kind, quote, words, quantity=amount), document)
    fields |= {name: told[name] for name in ("low", "high", "hedge")} | {"unit": found.unit or ""}
    if found.designation is not None:
        fields["designation"] = found.designation.cut(quote.cut(document.text))
    return Draft(quote, words, kind, fields)


def _quantity(document: Document, quote: Span, words: Span, packs: Packs) -> Quantified | None:
    """The quantity of the sentence that shares most of the words."""
    best: tuple[int, Quantified | None] = (0, None)
    for each in quantities(quote.cut(document.text), document.lang or "", packs):
        start, end = each.span.start + quote.start, each.span.end + quote.start
        shared = min(end, words.end) - max(start, words.start)
        if shared > best[0] and (each.low, each.high) != (None, None) and each.hedge in HEDGES:
            best = (shared, each)
    return best[1]


def _kind(found: Quantified | None) -> str:
    if found is not None and found.unit == "persons":
        return "deployment"
    return "valuation" if found is not None and found.unit and found.unit not in COUNTS else "transfer"


def mark(
    ledger: Ledger,
    key: str,
    place: Span,
    words: str | None,
    kind: str,
    told: Mapping[str, str],
    vocabulary: Vocabulary,
    packs: Packs,
    *,
    who: str,
    why: str,
) -> Decision:
    """Make a claim of some words of a document, as a person's.

    Args:
        key: the id or digest of the document.
        place: where the words stand in its text.
        words: what stands there, as the person saw it; None to take what is there.
        told: words by field, as `filling.fill` reads them.
    Raises:
        BadValue: other words stand there, they carry a claim already, or a slot does not allow what it is told.
        LedgerError: no such document, or the ledger cannot be written.
    """
    from armstrail.extraction import sentence_around

    if told.get("kind", kind) != kind:
        raise BadValue(
            f"kind: it is said to be {kind!r} and {told['kind']!r}; say one of them", "two_kinds", field="kind"
        )
    with ledger.batch():
        document = ledger.document(key)
        if place.end > len(document.text) or (words is not None and not _same(words, place.cut(document.text))):
            raise BadValue(
                f"at {place.start}:{place.end} of document {document.id} other words stand than {words!r}; select them "
                "again",
                "other_words",
            )
        quote = sentence_around(document, place, packs.get(document.lang or ""))
        blank = Claim(
            document.id, claim_id(document.digest, kind, place), kind, quote, place, reasons=(f"{BY_HAND}: marked",)
        )
        claim = with_slots(blank, fill(told, blank, document, vocabulary))
        return ledger.add_decision("mark", document.digest, who=who, why=why, marked=claim)


def _same(told: str, there: str) -> bool:
    """Whether words are those of the text, however they are spaced."""
    return told.split() == there.split()
