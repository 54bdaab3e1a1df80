"""What a proposal must stand up to before it is a claim. Pure: no connection, no clock, and no trust.

A model points, the reader reads. The quote and the anchor must stand in the text letter by letter, at one place only;
the anchor must lie on a number that the reader left open; the number, its bounds, hedge and unit are those that the
reader gets from the quote when it reads it once more. Codes count only where the reader found them in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from armstrail.model import terms
from armstrail.model.assistance import ASSISTED, Leftover
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.quantified import Quantified
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span

KINDS: Final = ("transfer", "deployment", "valuation", "use")  # those that carry a number
REFUSALS: Final = (
    "malformed", "quote_not_in_text", "quote_twice", "anchor_not_in_quote", "anchor_twice", "number_not_left",
    "number_not_read", "share", "unit_unknown", "kind_unfit", "no_party", "one_party", "source_not_in_text",
    "claimed_already",
)  # fmt: skip
_LONGEST: Final = 4_000  # signs of anything that a model names

Reread = Callable[[str], Iterable[Quantified]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the guard holds a proposal against: the reader of quantities for the language, the unit in which each item
    is counted, and the mark that the claim will bear."""

    reread: Reread
    units: Mapping[str, str]
    mark: str


def figure_words(text: str, leftover: Leftover) -> tuple[str, ...]:
    """The figures that can be named by their words: those that stand in the window once."""
    window = leftover.window.cut(text)
    words = dict.fromkeys(span.cut(text) for span in leftover.figures)
    return tuple(each for each in words if window.count(each) == 1)


def admit(proposal: Any, leftover: Leftover, document: Document, rules: Rules, taken: Sequence[Span]) -> Claim | str:
    """The claim that a proposal makes, or the reason why it makes none (one of `REFUSALS`).

    Args:
        proposal: what a model said, in any form.
        taken: the anchors of claims that there are already.
    """
    said = _checked(proposal)
    if said is None:
        return "malformed"
    text = document.text
    quote = _only(said["quote"], leftover.window, text)
    if not isinstance(quote, Span):
        return "quote_not_in_text" if quote is None else "quote_twice"
    anchor = _only(said["anchor"], quote, text)
    if not isinstance(anchor, Span):
        return "anchor_not_in_quote" if anchor is None else "anchor_twice"
    quote = leftover.sentence.cover(quote)
    read = _read_again(anchor, quote, leftover, text, rules.reread)
    if isinstance(read, str):
        return read
    if any(read.span.overlaps(each) for each in taken):
        return "claimed_already"
    return _claim(said, read, quote, leftover, document, rules)


def _checked(proposal: Any) -> Mapping[str, str | None] | None:
    """A proposal whose slots are words of their lists; None for any other."""
    if not isinstance(proposal, Mapping):
        return None
    slots = ("quote", "anchor", "kind", "supplier", "recipient", "item", "status", "modality", "source", "source_type")
    said = {slot: proposal.get(slot) for slot in slots}
    for value in said.values():
        if value is not None and (not isinstance(value, str) or not value or len(value) > _LONGEST):
            return None
    known = (
        said["quote"] and said["anchor"] and said["kind"] in KINDS and said["modality"] in terms.MODALITIES
        and said["status"] in (None, *terms.STATUSES) and said["source_type"] in (None, *terms.SOURCE_TYPES)
    )  # fmt: skip
    return said if known else None


def _only(words: str | None, within: Span, text: str) -> Span | int | None:
    """The one place of some words within a span; None where they do not stand there, a number where they do twice."""
    if not words:
        return None
    start = text.find(words, within.start, within.end)
    if start < 0:
        return None
    again = text.find(words, start + 1, within.end)
    return Span(start, start + len(words)) if again < 0 else again


def _read_again(anchor: Span, quote: Span, leftover: Leftover, text: str, reread: Reread) -> Quantified | str:
    """The quantity at the anchor as the reader gets it from the quote alone, the same as from the words around it,
    with its places in the document; or why there is none."""
    if not any(anchor.overlaps(figure) for figure in leftover.figures):
        return "number_not_left"
    found = [
        [each for each in _in_document(reread(span.cut(text)), span.start) if each.span.overlaps(anchor)]
        for span in (quote, quote.cover(leftover.window))
    ]
    if any(len(each) != 1 for each in found) or found[0] != found[1]:
        return "number_not_read"
    (read,) = found[0]
    if not any(read.span.overlaps(figure) for figure in leftover.figures):
        return "number_not_left"
    return read if read.low is not None or read.high is not None else "number_not_read"


def _in_document(read: Iterable[Quantified], start: int) -> list[Quantified]:
    def moved(span: Span | None) -> Span | None:
        return None if span is None else Span(span.start + start, span.end + start)

    return [
        Quantified(
            Span(each.span.start + start, each.span.end + start), each.low, each.high, each.unit, each.hedge, each.item,
            moved(each.noun), moved(each.designation), each.per,
        )
        for each in read
    ]  # fmt: skip


def _claim(
    said: Mapping[str, str | None], read: Quantified, quote: Span, leftover: Leftover, document: Document, rules: Rules
) -> Claim | str:
    """The claim on a number that was read again."""
    supplier, recipient = (
        code if (code := said[slot]) in leftover.parties else None for slot in ("supplier", "recipient")
    )
    if supplier is None and recipient is None:
        return "no_party"
    if supplier == recipient:
        return "one_party"
    item = read.item or (said["item"] if said["item"] in leftover.items else None)
    unit = read.unit or (rules.units.get(item) if item else None)
    kind = str(said["kind"])
    if unit is None:
        return "unit_unknown"
    if unit == "percent":
        return "share"
    if not _fits(kind, unit):
        return "kind_unfit"
    source = _only(said["source"], leftover.window, document.text) if said["source"] else None
    if said["source"] and not isinstance(source, Span):
        return "source_not_in_text"  # without it the words would pass for the outlet's own
    return Claim(
        doc=document.id,
        id=claim_id(document.digest, kind, read.span),
        kind=kind,
        quote=quote.cover(read.span),
        anchor=read.span,
        supplier=supplier,
        recipient=recipient,
        item=item,
        designation=read.designation.cut(document.text) if read.designation else None,
        quantity=Quantity(read.low, read.high, unit, read.hedge),
        measure="rate" if read.per else None,
        status=said["status"],
        modality=str(said["modality"]),
        source=source if isinstance(source, Span) else None,
        source_type=said["source_type"] if isinstance(source, Span) else None,
        reasons=(f"{ASSISTED}: {rules.mark}",),
    )


def _fits(kind: str, unit: str) -> bool:
    """Money is worth, people are sent, goods move or are used."""
    if unit not in terms.COUNTS:
        return kind == "valuation"
    return kind == "deployment" if unit == "persons" else kind in ("transfer", "use")
