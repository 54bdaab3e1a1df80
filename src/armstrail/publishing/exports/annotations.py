"""Claims as annotations of the pages that make them (W3C Web Annotation), for readers that highlight.

Each annotation selects its quote twice: by its words with what stands before and after, and by its place in the text
that the ledger keeps. Where the two disagree on a live page, the words count.
"""

from __future__ import annotations

import json
from typing import Any, Final

from armstrail.model.document import Document
from armstrail.model.span import Span
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.values import Holdings, stable_id
from armstrail.publishing.footnotes import Carried

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_AROUND: Final = 32  # characters before and after the quote, as annotation clients keep them


def to_annotations(holdings: Holdings) -> str:
    """An annotation collection with one page that holds all."""
    name = f"urn:armstrail:annotations:{stable_id(*(pair.place for pair in holdings.claims))}"
    items = [_annotation(pair) for pair in holdings.claims]
    page = {
        "id": f"{name}:1", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items,
    }  # fmt: skip
    collection = {
        "@context": _CONTEXT, "id": name, "type": "AnnotationCollection", "label": "Claims on arms transfers",
        "total": len(items), "first": page, "last": page["id"],
    }  # fmt: skip
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _annotation(pair: Carried) -> dict[str, Any]:
    claim, document = pair
    return {
        "id": f"urn:armstrail:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en",
                "value": f"{pair.anchor} — {caveats.of_claim(pair)}",
            },
            {
                "type": "TextualBody", "purpose": "classifying", "format": "application/json",
                "value": json.dumps(claim.to_json(document.text), ensure_ascii=False),
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": source_of(document),
            "selector": [_by_words(claim.quote, document.text), _by_place(claim.quote)],
        },
    }  # fmt: skip


def source_of(document: Document) -> str:
    """The address of a document, or a name made of its digest where it has none."""
    return document.url or f"urn:armstrail:document:{document.digest}"


def _by_words(span: Span, text: str) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector", "exact": span.cut(text), "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }  # fmt: skip


def _by_place(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}
