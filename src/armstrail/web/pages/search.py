"""Search over documents and claims with the command line's filters; saved searches, and a feed of what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from armstrail.model import terms
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.period import last_day
from armstrail.pipeline.searching import (
    ORDERS,
    Claims,
    Documents,
    FoundClaim,
    FoundDocument,
    languages,
    search_claims,
    search_documents,
)
from armstrail.web.asked import Asked, address
from armstrail.web.desk import Desk
from armstrail.web.kept import FILTERS, kept_searches
from armstrail.web.page import Page, Raw, Table
from armstrail.web.refusals import BadAsk, refused
from armstrail.web.rendering import harmless, one_line

_WHERE: Final = ("claims", "documents")
_SHOWN: Final = 50
_DOCUMENTS_SHOWN: Final = 20
_BESIDE: Final = 5  # documents that stand beside the first page of claims
_FED: Final = 40
_ATOM: Final = "application/atom+xml"
_COLUMNS: Final = (
    "claim", "published", "publisher", "title", "kind", "supplier", "recipient", "item", "low", "high", "unit", "hedge",
    "status", "modality", "stance", "source", "anchor", "quote", "document",
)  # fmt: skip
_DOCUMENT_COLUMNS: Final = ("document", "published", "lang", "publisher", "title", "id", "snippet")


def found(desk: Desk, asked: Asked) -> Page:
    """The documents and claims that words and filters find; without words, the claims alone."""
    asked.only(*FILTERS, "in", "order", "page")
    wanted, order = _wanted(asked), asked.choice("order", ORDERS)
    where, place = asked.choice("in", _WHERE), asked.count("page", 1, 100_000)
    fields = {name: asked.one(name) for name in FILTERS if asked.one(name)}
    with _told_of_words():
        documents = _documents(desk, asked, wanted, order, place)
        claims = _claims(desk, asked, wanted, order, place)
    shown = documents if where == "documents" else claims
    return Page(
        "search.html.j2",
        desk.words("search.title"),
        {
            "fields": fields,
            "asked_for": bool(wanted),
            "where": where,
            "order": order,
            "orders": ORDERS,
            "claims": claims,
            "documents": documents,
            "per_page": _DOCUMENTS_SHOWN,
            "more": bool(shown and shown.more),
            "place": place,
            "terms": terms,
            "codes": languages(),
            "feed": address("/search.atom", **fields),
            "code": urlencode(fields),
            "kept": kept_searches(desk.house, asked),
        },
        {"filters": fields, "page": place, "more": bool(shown and shown.more),
         "claims": [_record(each.claim, each.document) for each in (claims.found if claims else ())],
         "documents": [_document_record(each) for each in (documents.found if documents else ())]},
        Table(_DOCUMENT_COLUMNS, [list(_document_record(each).values()) for each in documents.found])
        if documents and where == "documents"
        else Table(_COLUMNS, [_row(each.claim, each.document) for each in (claims.found if claims else ())]),
    )  # fmt: skip


def _claims(desk: Desk, asked: Asked, wanted: dict[str, Any], order: str | None, place: int) -> Claims | None:
    """A page of claims; None where documents alone are asked for, or nothing."""
    if not wanted or asked.one("in") == "documents":
        return None
    words, first = asked.one("q"), (place - 1) * _SHOWN
    return desk.remember(
        ("claims", *wanted.items(), order, place),
        lambda: search_claims(desk.ledger, words, order=order, first=first, limit=_SHOWN, **_filters(wanted)),
    )


def _documents(desk: Desk, asked: Asked, wanted: dict[str, Any], order: str | None, place: int) -> Documents | None:
    """A page of documents; the first few beside the first page of claims, where there are words to find in them."""
    alone = asked.one("in") == "documents"
    if not wanted or not (alone or (asked.one("in") is None and asked.one("q") and place == 1)):
        return None
    limit, words = _DOCUMENTS_SHOWN if alone else _BESIDE, asked.one("q")
    first = (place - 1) * limit
    return desk.remember(
        ("documents", *wanted.items(), order, place, limit),
        lambda: search_documents(desk.ledger, words, order=order, first=first, limit=limit, **_filters(wanted)),
    )


@contextmanager
def _told_of_words() -> Iterator[None]:
    """What is wrong with the words is told as a fault of the address."""
    try:
        yield
    except BadValue as error:
        raise refused(error, [("/search", "search")]) from error


def feed(desk: Desk, asked: Asked) -> Raw:
    """The claims found that were published last, as an Atom feed."""
    asked.only(*FILTERS)
    wanted = _wanted(asked)
    if not wanted:
        raise BadAsk("search.feed_of_what", [("/search", "search")])
    fields = {name: asked.one(name) for name in FILTERS if asked.one(name)}
    return Raw(_atom(desk, fields, _newest(desk, asked)), _ATOM)


def kept_feed(desk: Desk, asked: Asked) -> Raw:
    """The same for a feed reader, which comes with the token of an account: of one search, or of all that are kept."""
    if asked.fields:
        return feed(desk, asked)
    codes = kept_searches(desk.house, asked)
    newest: dict[tuple[str, str], FoundClaim] = {}
    for code in codes:
        one = Asked({}, parse_qsl(code))
        with suppress(BadAsk):  # kept when the lists had a party or item that they have no more
            newest |= {(each.document.digest, each.claim.id): each for each in _newest(desk, one)}
    found = sorted(newest.values(), key=lambda each: (_time(each.document), each.claim.id), reverse=True)
    return Raw(_atom(desk, {}, found[:_FED], f"kept: {len(codes)}"), _ATOM)


def _newest(desk: Desk, asked: Asked) -> Sequence[FoundClaim]:
    wanted = _wanted(asked)
    with _told_of_words():
        return desk.remember(
            ("feed", *wanted.items()),
            lambda: search_claims(desk.ledger, asked.one("q"), order="newest", limit=_FED, **_filters(wanted)),
        ).found


def _wanted(asked: Asked) -> dict[str, Any]:
    """What is asked for, the words among it; {} where nothing is."""
    unit = asked.one("unit")
    try:
        if unit is not None:
            terms.check_unit(unit)
    except BadValue as error:
        raise refused(error) from error
    told = {
        "words": asked.one("q"),
        "lang": asked.choice("lang", languages()),
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


def _filters(wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if name != "words"}


def _document_record(each: FoundDocument) -> dict[str, Any]:
    document = each.document
    return {
        "document": document.digest, "published": document.published, "lang": document.lang,
        "publisher": document.publisher, "title": document.title, "id": document.id, "snippet": each.snippet.words,
    }  # fmt: skip


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


def _atom(desk: Desk, fields: Mapping[str, str | None], claims: Sequence[FoundClaim], named: str | None = None) -> str:
    """The feed: its times are those of publication, since the ledger tells a claim's place and no other time of it."""
    from xml.etree import ElementTree as Xml

    named = named or ", ".join(f"{name}: {value}" for name, value in fields.items())
    top = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": desk.words.language})
    days = [_time(each.document) for each in claims]
    code = urlencode({name: value or "" for name, value in fields.items()})
    for tag, words in (
        ("id", f"urn:armstrail:search:{code}"),
        ("title", f"armstrail: {named}"),
        ("updated", max(days, default="1970-01-01T00:00:00Z")),
    ):
        Xml.SubElement(top, tag).text = harmless(words)
    Xml.SubElement(top, "link", {"rel": "alternate", "href": address("/search", **fields)})
    for each, day in zip(claims, days, strict=True):
        claim, document = each.claim, each.document
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
