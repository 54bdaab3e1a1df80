"""A claim: the words where they stand, every slot, who else carries it, what became of it, and who decided what."""

from __future__ import annotations

from typing import Any, Final

from armstrail.model.claim import Claim, Place
from armstrail.model.document import Document
from armstrail.model.records import to_record
from armstrail.model.span import Span
from armstrail.pipeline.deciding import state_of
from armstrail.pipeline.filling import fields_of
from armstrail.pipeline.lookup import Around, Held, around, find_claim
from armstrail.publishing.marking import Mark, mark_up
from armstrail.web.asked import Asked, key_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page
from armstrail.web.pages.deciding import reviewer_of
from armstrail.web.rendering import TABLES, harmless

_OFFERED: Final = 60  # claims offered to be merged with
_AROUND: Final = 500  # characters on each side of the quote
_TOLD: Final = frozenset((
    "doc", "id", "start", "end", "quote", "anchor_start", "anchor_end", "anchor", "source_start", "source_end",
    "supplier", "recipient", "item", "low", "high", "unit", "hedge", "places", "period", "condition", "source",
))  # fmt: skip


def claim(desk: Desk, asked: Asked, *, whole: bool = True) -> Page:
    """One claim; not `whole`, without what its flow must be told into voices for."""
    asked.only()
    key = key_of(asked.parts["claim"])
    with desk.looking_up():
        held = find_claim(desk.ledger, key)
    found, document = held.claim, held.document
    told = _around(desk, held) if whole else None
    carriers = _carriers(desk, held, told)
    drifts = _drifts(desk, held, told)
    record: dict[str, Any] = found.to_json(document.text) | {
        "document": document.digest, "published": document.published, "publisher": document.publisher,
        "title": document.title, "url": document.url, "withdrawn": held.withdrawn is not None,
        "citation": citation(desk, found, document),
        "question": to_record(told.question) if told else None,
        "voice": to_record(told.voice) if told else None,
        "drifts": to_record(told.drifts) if told else [],
        "read": held.amended and held.amended.read and held.amended.read.to_json(document.text),
        "strayed": held.amended.strayed if held.amended else (),
        "history": to_record(held.history),
    }  # fmt: skip
    return Page(
        "claim.html.j2",
        desk.words("claim.title", claim=found.id),
        {
            "claim": found,
            "document": document,
            "held": held,
            "passage": passage(found, document, desk.words("document.back", number="{number}")),
            "slots": beside(desk, held),
            "fields_of": fields_of,
            "others": _others(desk, held, told),
            "told": told,
            "whole": whole,
            "carriers": carriers,
            "drifts": drifts,
            "citation": record["citation"],
            "seen": state_of(held),
            "reviewer_of": reviewer_of,
        },
        record,
        status=200 if whole else 202,
    )


def citation(desk: Desk, claim: Claim, document: Document) -> str:
    """A claim as it can be cited for good: by what was published, and by digest and place."""
    named = (document.publisher, document.title, document.published, document.url)
    return desk.words(
        "claim.cited",
        quote=" ".join(claim.quote.cut(document.text).split()),
        where=", ".join(part for part in named if part) or document.id,
        claim=claim.id,
        digest=document.digest,
        start=claim.anchor.start,
        end=claim.anchor.end,
    )


def passage(claim: Claim, document: Document, label: str) -> dict[str, Any]:
    """The text around a claim with its words marked, and whether more stands before and after."""
    from markupsafe import Markup

    text = document.text
    start, end = max(0, claim.quote.start - _AROUND), min(len(text), claim.quote.end + _AROUND)
    if start:
        start = max(text.rfind("\n", 0, start), text.rfind(" ", 0, start)) + 1
    if end < len(text):
        end = max(text.rfind("\n", 0, end), text.rfind(" ", 0, end), claim.quote.end)
    cut = harmless(text[start:end])
    mark = Mark(1, _shifted(claim.quote, start), _shifted(claim.anchor, start))
    return {"html": Markup(mark_up(cut, [mark], label).html), "before": start > 0, "after": end < len(text)}


def slots(desk: Desk, claim: Claim, document: Document) -> list[tuple[str, str, str | None]]:
    """Every slot that says something: its name, its words, and their language where they are the document's."""
    teller, text = desk.teller, document.text
    names, phrases = teller.names, teller.phrases
    period = claim.period
    rows: list[tuple[str, str, str | None]] = [
        ("supplier", names.actor(claim.supplier) if claim.supplier else "", None),
        ("recipient", names.actor(claim.recipient) if claim.recipient else "", None),
        ("item", f"{names.item(claim.item)} ({claim.item})" if claim.item else "", None),
        ("quantity", phrases.quantity(claim.quantity, claim.item) if claim.quantity else "", None),
        ("source", claim.source.cut(text) if claim.source else "", document.lang),
        ("period", f"{period.start or ''} … {period.end or ''}" if period else "", None),
        ("places", "; ".join(_place(desk, place) for place in claim.places), None),
        ("condition", claim.condition.cut(text) if claim.condition else "", document.lang),
    ]
    rows += [(slot, coded(desk, slot, value), None) for slot, value in claim.to_json(text).items() if slot not in _TOLD]
    return [(desk.words(f"slot.{slot}"), words, lang) for slot, words, lang in rows if words]


def beside(desk: Desk, held: Held) -> list[tuple[str, str, str | None, str | None]]:
    """The slots of a claim, each with how it was read where a person has it otherwise; "" where nothing was read."""
    now = slots(desk, held.claim, held.document)
    read = held.amended.read if held.amended else None
    if read is None:
        return [(name, words, lang, None) for name, words, lang in now]
    then = {name: words for name, words, _ in slots(desk, read, held.document)}
    cues = desk.words("slot.reasons")
    rows = [
        (name, words, lang, then.get(name, "") if name != cues and then.get(name) != words else None)
        for name, words, lang in now
    ]
    gone = [name for name in then if name not in {name for name, *_ in now}]
    return [*rows, *((name, "", None, then[name]) for name in gone)]


def _others(desk: Desk, held: Held, told: Around | None) -> list[tuple[str, str]]:
    """Claims that a merge or a part may name: fellow carriers, and the first of each other voice in the same unit."""
    if told is None or told.voice is None:
        return []
    all_told = desk.told(str(held.claim.supplier), str(held.claim.recipient))
    own, phrases = told.voice, desk.teller.phrases
    voices = [one for one in all_told.voices if one.id != own.id and one.quantity.unit == own.quantity.unit]
    named = [(each.claim, own) for each in own.carriers if each.claim != held.claim.id]
    named += [(one.carriers[0].claim, one) for one in voices]
    return [
        (claim, f"{desk.teller.origin(one.origin)}: {phrases.quantity(one.quantity, one.item)}, {one.as_of}")
        for claim, one in named[:_OFFERED]
    ]


def _place(desk: Desk, place: Place) -> str:
    actor = desk.teller.names.actor
    told = [desk.teller.say(f"picture.{place.role}"), *([actor(place.country)] if place.country else [])]
    if place.lat is not None:
        told.append(f"{place.lat:.2f}, {place.lon:.2f}")
    if place.disputed:
        told.append(desk.words("flow.claimed", parties=", ".join(map(actor, place.disputed))))
    return f"{place.name} ({', '.join(told)})"


def coded(desk: Desk, slot: str, value: object) -> str:
    """The words for the codes of a slot; what has none stands as it is."""
    codes = value if isinstance(value, list) else [] if value is None else [value]
    find, table = desk.teller.wording.find, TABLES.get(slot, slot)
    return ", ".join(find(f"{table}.{code}") or str(code) for code in codes)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)


def _around(desk: Desk, held: Held) -> Around | None:
    """What the evidence on its two parties tells around a claim; None where it leaves one of them open."""
    claim = held.claim
    if not claim.supplier or not claim.recipient or claim.supplier == claim.recipient or held.withdrawn:
        return None
    pair = (claim.supplier, claim.recipient)
    return around(desk.told(*pair), desk.drifts(*pair), claim, (held.document.digest, claim.id))


def _carriers(desk: Desk, held: Held, told: Around | None) -> list[dict[str, Any]]:
    """The chain of those who carry the voice, the first utterance first."""
    if told is None or told.voice is None:
        return []
    places = [(each.document, each.claim) for each in told.voice.carriers]
    found = desk.claims_at(str(held.claim.supplier), str(held.claim.recipient), places)
    rows = []
    for carrier in told.voice.carriers:
        claim, document = found[carrier.document, carrier.claim]
        rows.append({"carrier": carrier, "claim": claim, "document": document, "here": claim.id == held.claim.id})
    return rows


def _drifts(desk: Desk, held: Held, told: Around | None) -> list[dict[str, Any]]:
    """What changed between each two claims that follow each other, together."""
    if told is None:
        return []
    sides = [[(each.document, each.claim) for each in (drift.before, drift.after)] for drift in told.drifts]
    wanted = [place for both in sides for place in both]
    found = desk.claims_at(str(held.claim.supplier), str(held.claim.recipient), wanted)
    rows: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}
    for drift, both in zip(told.drifts, sides, strict=True):
        places = tuple(both)
        what = desk.teller.wording.find(f"drift.{drift.what}") or desk.teller.say("drift.other", code=drift.what)
        row = rows.setdefault(places, {"said": [], "sides": [found[place] for place in places]})
        row["said"].append((what, drift.factor))
    return list(rows.values())
