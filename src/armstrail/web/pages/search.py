"""Search over the quotes of claims with the command line's filters; saved searches, and a feed of what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from armstrail.model import terms
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.period import last_day
from armstrail.pipeline.searching import newest, search
from armstrail.web.asked import Asked, address
from armstrail.web.desk import Desk, House
from armstrail.web.page import Away, Page, Raw, Table
from armstrail.web.refusals import BadAsk
from armstrail.web.rendering import harmless, one_line

SAVED: Final = "armstrail_saved"
FILTERS: Final = (
    "q", "supplier", "recipient", "item", "kind", "source", "source_type", "unit", "status", "modality", "stance",
    "from", "to",
)  # fmt: skip
_SHOWN: Final = 50
_FED: Final = 40
_MOST_SAVED: Final = 20
_MOST_COOKIE: Final = 3_000
_COLUMNS: Final = (
    "claim", "published", "publisher", "title", "kind", "supplier", "recipient", "item", "low", "high", "unit", "hedge",
    "status", "modality", "stance", "source", "anchor", "quote", "document",
)  # fmt: skip


def found(desk: Desk, asked: Asked) -> Page:
    """The claims that words and filters find, by date of publication."""
    asked.only(*FILTERS, "page")
    wanted, place = _wanted(asked), asked.count("page", 1, 100_000)
    fields = {name: asked.one(name) for name in FILTERS if asked.one(name)}
    hits = search(desk.ledger, first=(place - 1) * _SHOWN, limit=_SHOWN, **wanted) if wanted else None
    claims = hits.claims if hits else ()
    return Page(
        "search.html.j2",
        desk.words("search.title"),
        {
            "fields": fields,
            "asked_for": bool(wanted),
            "hits": claims,
            "more": bool(hits and hits.more),
            "place": place,
            "terms": terms,
            "feed": address("/search.atom", **fields),
            "code": urlencode(fields),
            "saved_of": saved,
        },
        {"filters": fields, "page": place, "more": bool(hits and hits.more),
         "claims": [_record(claim, document) for claim, document in claims]},
        Table(_COLUMNS, [_row(claim, document) for claim, document in claims]),
    )  # fmt: skip


def feed(desk: Desk, asked: Asked) -> Raw:
    """The claims found that were published last, as an Atom feed."""
    asked.only(*FILTERS)
    wanted = _wanted(asked)
    if not wanted:
        raise BadAsk(desk.words("search.feed_of_what"), [("/search", "search")])
    fields = {name: asked.one(name) for name in FILTERS if asked.one(name)}
    return Raw(_atom(desk, fields, newest(desk.ledger, limit=_FED, **wanted)), "application/atom+xml")


def save(house: House, asked: Asked, cookies: Mapping[str, str]) -> Away:
    """Keep a search in the browser, or forget it."""
    asked.only("search", "forget")
    code, forgotten = asked.one("search"), asked.one("forget")
    kept = [each for each in saved(cookies) if each not in (code, forgotten)]
    if code:
        known = urlencode([(name, value) for name, value in parse_qsl(code) if name in FILTERS])
        if not known:
            raise BadAsk(house.words("search.feed_of_what"), [("/search", "search")])
        kept = [known, *(each for each in kept if each != known)]
    value = "|".join(kept[:_MOST_SAVED])
    if len(value) > _MOST_COOKIE:
        raise BadAsk(house.words("search.too_many"), [("/search", "search")])
    return Away(f"/search?{kept[0]}" if code else "/search", {SAVED: value or None})


def saved(cookies: Mapping[str, str]) -> list[str]:
    """The searches that a browser keeps, as the fields of their addresses; what is none is passed over."""
    codes = cookies.get(SAVED, "").split("|")[:_MOST_SAVED]
    made = (urlencode([(name, value) for name, value in parse_qsl(code) if name in FILTERS]) for code in codes)
    return [code for code in made if code]


def _wanted(asked: Asked) -> dict[str, Any]:
    """The filters of a query; {} where nothing is asked for."""
    unit = asked.one("unit")
    try:
        if unit is not None:
            terms.check_unit(unit)
    except BadValue as error:
        raise BadAsk(str(error)) from error
    told = {
        "text": asked.one("q"),
        "supplier": asked.actor("supplier"),
        "recipient": asked.actor("recipient"),
        "item": asked.item("item"),
        "kind": asked.choice("kind", terms.KINDS),
        "source": asked.one("source"),
        "source_type": asked.choice("source_type", terms.SOURCE_TYPES),
        "unit": unit,
        "status": asked.choice("status", terms.STATUSES),
        "modality": asked.choice("modality", terms.MODALITIES),
        "stance": asked.choice("stance", terms.STANCES),
        "published_from": asked.date("from"),
        "published_to": asked.date("to"),
    }
    return {name: value for name, value in told.items() if value is not None}


def _record(claim: Claim, document: Document) -> dict[str, Any]:
    named = {"document": document.digest, "published": document.published, "publisher": document.publisher}
    return claim.to_json(document.text) | named


def _row(claim: Claim, document: Document) -> list[object]:
    amount, text = claim.quantity, document.text
    return [
        claim.id, document.published, document.publisher, document.title, claim.kind, claim.supplier, claim.recipient,
        claim.item, amount and amount.low, amount and amount.high, amount and amount.unit, amount and amount.hedge,
        claim.status, claim.modality, claim.stance, claim.source and claim.source.cut(text), claim.anchor.cut(text),
        claim.quote.cut(text), document.digest,
    ]  # fmt: skip


def _atom(desk: Desk, fields: Mapping[str, str | None], claims: tuple[tuple[Claim, Document], ...]) -> str:
    """The feed: its times are those of publication, since the ledger tells a claim's place and no other time of it."""
    from xml.etree import ElementTree as Xml

    named = ", ".join(f"{name}: {value}" for name, value in fields.items())
    top = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": desk.words.language})
    days = [_time(document) for _, document in claims]
    code = urlencode({name: value or "" for name, value in fields.items()})
    for tag, words in (
        ("id", f"urn:armstrail:search:{code}"),
        ("title", f"armstrail: {named}"),
        ("updated", max(days, default="1970-01-01T00:00:00Z")),
    ):
        Xml.SubElement(top, tag).text = harmless(words)
    Xml.SubElement(top, "link", {"rel": "alternate", "href": address("/search", **fields)})
    for (claim, document), day in zip(claims, days, strict=True):
        entry = Xml.SubElement(top, "entry")
        whose = document.publisher or document.title or document.id
        for tag, words in (
            ("id", f"urn:armstrail:claim:{document.digest}:{claim.id}"),
            ("title", one_line(claim.anchor.cut(document.text))),
            ("updated", day),
            ("summary", one_line(claim.quote.cut(document.text), 2_000)),
        ):
            Xml.SubElement(entry, tag).text = harmless(words)
        Xml.SubElement(Xml.SubElement(entry, "author"), "name").text = harmless(whose)
        Xml.SubElement(entry, "link", {"rel": "alternate", "href": f"/claim/{claim.id}"})
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(top, encoding="unicode") + "\n"


def _time(document: Document) -> str:
    return f"{last_day(document.published) if document.published else '1970-01-01'}T00:00:00Z"
