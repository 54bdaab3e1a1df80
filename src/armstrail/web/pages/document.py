"""A document: its text with every claim and every unused number marked in place, its copies, and where it came from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Final

from armstrail.model.copy import Copy
from armstrail.model.errors import LedgerError
from armstrail.model.quantity import Quantity
from armstrail.model.records import to_record
from armstrail.model.span import Span
from armstrail.pipeline.keeping import file_name, originals_of, read_original
from armstrail.pipeline.lookup import Opened, open_document
from armstrail.pipeline.versions import histories, record_of
from armstrail.publishing import explain
from armstrail.publishing.marking import Mark, Unused, mark_up
from armstrail.web.asked import Asked
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Raw, Table
from armstrail.web.pages.claim import coded
from armstrail.web.pictures import POLICY
from armstrail.web.refusals import BadAsk, Missing
from armstrail.web.rendering import harmless

_STRETCH: Final = 20_000  # signs of a text on one page
_FEWEST: Final = 200  # claims and unused numbers on one page, at most
_FLOWS: Final = 3  # in how many flows of a document copies of it are looked for
_COLUMNS: Final = (
    "what", "start", "end", "words", "claim", "kind", "supplier", "recipient", "item", "low", "high", "unit", "hedge",
    "status", "modality", "reason",
)  # fmt: skip


def document(desk: Desk, asked: Asked, *, whole: bool = True) -> Page:
    """One document; not `whole`, without its copies, for which its flows must be told into voices."""
    from markupsafe import Markup

    asked.only("page", "claim")
    with desk.looking_up():
        opened = open_document(desk.ledger, asked.parts["document"])
    text = opened.document
    stretches = stretches_of(opened)
    place = _place(asked, opened, stretches)
    if place > len(stretches):
        raise BadAsk("document.no_page", [(f"/document/{text.digest}", "document")], pages=len(stretches))
    stretch = stretches[place - 1]
    claims = [(number, claim) for number, claim in enumerate(opened.claims, 1) if _begins_in(stretch, claim.anchor)]
    misses = [(number, at) for number, at in enumerate(opened.misses, 1) if _begins_in(stretch, at.miss.span)]
    marked = _marked(desk, opened, stretch)
    why = {number: explain(at.miss, desk.teller.wording) for number, at in enumerate(opened.misses, 1)}
    copies = _copies(desk, opened) if whole else []
    settings = desk.house.settings
    originals = originals_of(desk.ledger, text.digest, settings.ledger, settings.evidence, whole=False)
    versions = [record_of(history) for history in histories(desk.ledger, text.digest)]
    record: dict[str, Any] = {
        "document": text.to_json() | {"digest": text.digest},
        "state": opened.state,
        "extractor": opened.extractor,
        "claims": [claim.to_json(text.text) for claim in opened.claims],
        "withdrawn": [claim.to_json(text.text) for claim in opened.withdrawn],
        "misses": [
            {"start": at.miss.span.start, "end": at.miss.span.end, "words": at.words, "reason": at.miss.reason,
             "detail": at.miss.detail, "why": why[number]}
            for number, at in enumerate(opened.misses, 1)
        ],
        "copies": copies,
        "originals": [
            to_record(each.original) | {"state": each.state, "address_here": f"/original/{each.original.sha256}"}
            for each in originals
        ],
        "versions": versions,
    }  # fmt: skip
    return Page(
        "document.html.j2",
        one_name(text),
        {
            "opened": opened,
            "document": text,
            "claims": claims,
            "misses": misses,
            "why": why,
            "text": Markup(marked),
            "place": place,
            "pages": len(stretches),
            "start": stretch.start,
            "copies": copies,
            "whole": whole,
            "originals": originals,
            "versions": versions,
            "say_slot": lambda slot, value: _say_slot(desk, slot, value),
        },
        record,
        Table(_COLUMNS, _rows(opened, why)),
        status=200 if whole else 202,
    )


def original(desk: Desk, asked: Asked) -> Raw:
    """The bytes that a document was read from, to be saved and never to be shown: they may be anything."""
    asked.only()
    settings, name = desk.house.settings, asked.parts["original"]
    with desk.looking_up():
        desk.ledger.original(name)
    try:
        found, body = read_original(desk.ledger, name, settings.ledger, settings.evidence)
    except LedgerError as error:  # it tells a path of this machine
        raise Missing("document.original_gone", [("/search", "search")]) from error
    return Raw(body, "application/octet-stream", file_name(found), policy=POLICY)


def stretches_of(opened: Opened) -> list[Span]:
    """The text in stretches that fit on a page, each ending at a line or a word where one is near.

    A stretch is long enough for what stands in it to be read together, and short where claims stand close.
    """
    text = opened.document.text
    starts = sorted([claim.anchor.start for claim in opened.claims] + [at.miss.span.start for at in opened.misses])
    found, at = [], 0
    while at < len(text):
        end = min(len(text), at + _STRETCH)
        crowd = bisect_left(starts, at) + _FEWEST
        if crowd < len(starts) and at < starts[crowd] < end:
            end = starts[crowd]
        if end < len(text):
            middle = at + (end - at) // 2
            near = next((near for sign in "\n " if (near := text.rfind(sign, middle, end)) >= 0), end - 1)
            end = near + 1
        found.append(Span(at, end))
        at = end
    return found or [Span(0, 1)]  # a text without a sign has one page, with nothing on it


def _place(asked: Asked, opened: Opened, stretches: Sequence[Span]) -> int:
    """The page asked for, by its number or by a claim that stands on it."""
    wanted = asked.one("claim")
    for claim in opened.claims if wanted else ():
        if claim.id == wanted:
            return next(number for number, each in enumerate(stretches, 1) if _begins_in(each, claim.anchor))
    return asked.count("page", 1, 1_000_000)


def _begins_in(stretch: Span, span: Span) -> bool:
    return stretch.start <= span.start < stretch.end


def _marked(desk: Desk, opened: Opened, stretch: Span) -> str:
    """A stretch with its claims and unused numbers marked; what runs over its edge is marked as far as it goes."""
    label, unused_label = (desk.words(f"document.{key}", number="{number}") for key in ("back", "back_unused"))
    marks = [
        Mark(number, quote, anchor)
        for number, claim in enumerate(opened.claims, 1)
        if _begins_in(stretch, claim.anchor)
        and (anchor := _inside(stretch, claim.anchor))
        and (quote := _inside(stretch, claim.quote))
    ]
    unused = [
        Unused(number, span)
        for number, at in enumerate(opened.misses, 1)
        if _begins_in(stretch, at.miss.span) and (span := _inside(stretch, at.miss.span))
    ]
    return mark_up(harmless(stretch.cut(opened.document.text)), marks, label, unused, unused_label).html


def _say_slot(desk: Desk, slot: str, value: Any) -> str:
    """The value of a slot, in its JSON form, in a few words."""
    names = desk.teller.names
    if value in (None, "", []):
        return "–"
    if slot == "quantity":
        return desk.teller.phrases.quantity(Quantity(**value), None)
    if slot == "period":
        return f"{value['start'] or ''} … {value['end'] or ''}"
    if slot == "places":
        return ", ".join(place["name"] for place in value)
    if slot in ("supplier", "recipient", "source_actor"):
        return names.actor(value)
    return names.heading(value) if slot == "item" else coded(desk, slot, value)


def _inside(stretch: Span, span: Span) -> Span | None:
    start, end = max(stretch.start, span.start), min(stretch.end, span.end)
    return Span(start - stretch.start, end - stretch.start) if start < end else None


def one_name(text: Any) -> str:
    """What a document is called."""
    return " ".join((text.title or text.id).split())


def _rows(opened: Opened, why: dict[int, str]) -> list[list[object]]:
    text = opened.document.text
    rows: list[list[object]] = []
    for claim in opened.claims:
        amount = claim.quantity
        rows.append([
            "claim", claim.anchor.start, claim.anchor.end, claim.anchor.cut(text), claim.id, claim.kind,
            claim.supplier, claim.recipient, claim.item, amount and amount.low, amount and amount.high,
            amount and amount.unit, amount and amount.hedge, claim.status, claim.modality, "",
        ])  # fmt: skip
    for number, at in enumerate(opened.misses, 1):
        span = at.miss.span
        rows.append(["unused", span.start, span.end, at.words, *[""] * 11, why[number]])
    return rows


def _copies(desk: Desk, opened: Opened) -> list[dict[str, Any]]:
    """What this document was copied or translated from, and what was from it, as far as its flows tell."""
    digest = opened.document.digest
    pairs = dict.fromkeys(
        (claim.supplier, claim.recipient)
        for claim in opened.claims
        if claim.supplier and claim.recipient and claim.supplier != claim.recipient
    )
    found: dict[tuple[str, str], tuple[Copy, Any]] = {}
    for supplier, recipient in list(pairs)[:_FLOWS]:
        for copied, copy in desk.copies(str(supplier), str(recipient)).items():
            if copied == digest:
                found["of", copy.of] = copy, desk.ledger.document(copy.of)
            elif digest in (copy.of, copy.nearest):
                found["to", copied] = copy, desk.ledger.document(copied)
    return [
        {
            "how": how, "kind": copy.kind, "share": copy.share, "why": copy.why, "digest": other.digest,
            "id": other.id, "title": one_name(other), "publisher": other.publisher, "published": other.published,
        }
        for (how, _), (copy, other) in sorted(found.items(), key=lambda pair: pair[0])
    ]  # fmt: skip
