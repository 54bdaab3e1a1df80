"""Words of a document that become a claim: where they stand, what was read in them, and the form to set it right."""

from __future__ import annotations

from typing import Final

from armstrail import pipeline
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.span import Span
from armstrail.pipeline.filling import find_words, outside
from armstrail.pipeline.lookup import open_document
from armstrail.pipeline.marking import draft
from armstrail.web.asked import Asked
from armstrail.web.desk import Desk
from armstrail.web.page import Page
from armstrail.web.pages.claim import passage
from armstrail.web.pages.deciding import place_of, reviewer_of
from armstrail.web.refusals import Again, BadAsk, refused
from armstrail.web.rendering import harmless

_LISTED: Final = 50
_LONGEST: Final = 1_000


def mark(desk: Desk, asked: Asked) -> Page:
    """The form for a claim made of words, or the places to choose from where they stand more than once."""
    asked.only("words", "start", "end")
    with desk.looking_up():
        opened = open_document(desk.ledger, asked.parts["document"])
    document = opened.document
    try:
        places = _places(document, asked)
    except BadAsk as error:
        error.again = Again("words", document.digest, dict(asked.fields))
        raise
    title = desk.words("mark.title")
    if len(places) > 1:
        chosen = [(span, _around(document, span)) for span in places[:_LISTED]]
        view = {"document": document, "draft": None, "places": chosen, "count": len(places)}
        return Page("mark.html.j2", title, view, {"places": [[span.start, span.end] for span in places]})
    made = draft(document, places[0], opened.claims, pipeline.shipped_packs())
    taken = [claim for claim in opened.claims if claim.anchor.overlaps(made.anchor)]
    shown = Claim(document.id, "", made.kind, made.quote, made.anchor)
    return Page(
        "mark.html.j2",
        title,
        {
            "document": document,
            "draft": made,
            "words": made.anchor.cut(document.text),
            "passage": passage(shown, document, desk.words("document.back", number="{number}")),
            "taken": taken,
            "reviewer_of": reviewer_of,
        },
        {
            "start": made.anchor.start,
            "end": made.anchor.end,
            "words": made.anchor.cut(document.text),
            "quote": made.quote.cut(document.text),
            "kind": made.kind,
            "fields": dict(made.fields),
        },
    )


def _places(document: Document, asked: Asked) -> tuple[Span, ...]:
    """The place told by numbers, else every place where the words stand."""
    words, place = asked.one("words"), place_of(asked)
    try:
        if place is None:
            return find_words(document, words or "")
        if place.end > len(document.text):
            raise outside(f"{place.start}:{place.end}", document)
    except BadValue as error:
        raise refused(error, _back(document)) from error
    if place.end - place.start > _LONGEST:
        raise BadAsk("mark.long", _back(document), most=_LONGEST)
    if words is not None and words.split() != harmless(place.cut(document.text)).split():
        raise BadAsk("wrong.other_words", _back(document))
    return (place,)


def _back(document: Document) -> list[tuple[str, str]]:
    return [(f"/document/{document.digest}", "document")]


def _around(document: Document, span: Span) -> tuple[str, str, str]:
    text = document.text
    return text[max(0, span.start - 60) : span.start], span.cut(text), text[span.end : span.end + 60]
