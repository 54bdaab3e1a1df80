"""The documents as sources in CSL-JSON, which reference managers and Pandoc read."""

from __future__ import annotations

import json
from typing import Any

from armstrail.model.document import Document
from armstrail.publishing.exports.citations import date_of, key_of, notes_of, title_of
from armstrail.publishing.exports.values import Holdings


def to_csl(holdings: Holdings) -> str:
    """A list of items, in the order of publication."""
    notes = notes_of(holdings)
    items = [_item(document, notes[document.digest]) for document in holdings.documents]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(document: Document, note: str) -> dict[str, Any]:
    date = date_of(document)
    told = {
        "id": key_of(document), "type": "webpage" if document.url else "document", "title": title_of(document),
        "container-title": document.publisher, "publisher": document.publisher,
        "issued": {"date-parts": [list(date)]} if date else None, "URL": document.url, "language": document.lang,
        "note": note,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}
