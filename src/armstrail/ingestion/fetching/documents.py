"""From an answer to documents: it is read as any file, by its bytes; its type and charset are only promises."""

from __future__ import annotations

import io
from collections.abc import Iterator

from armstrail.ingestion.cleaning import Fields
from armstrail.ingestion.fetching.feeds import is_feed
from armstrail.ingestion.fetching.fetcher import Received
from armstrail.ingestion.parts import Row
from armstrail.ingestion.reading import read_stream
from armstrail.ingestion.rows import Refused
from armstrail.ingestion.warc import form_of_type


def read_received(received: Received) -> Iterator[Row]:
    """The documents in what was received; one that gives no date takes the day on which it came.

    Never raises for what it reads.
    """
    last = received.last
    where = str(last.address)
    if is_feed(received.payload):
        yield Refused("is a feed, not an article", "give it to armstrail watch").at(where)
        return
    form = form_of_type(last.headers.get("content-type")) or "unknown"
    about = Fields(url=where, published=last.when[:10])
    yield from read_stream(where, form, io.BytesIO(received.payload), about=about)
