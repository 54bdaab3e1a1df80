"""A model's help with the numbers that the reader left: where the reader, the model and the guard meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.model.assistance import IN_PART
from armstrail.model.document import Document
from armstrail.model.reading import Reading

if TYPE_CHECKING:
    from armstrail.assist import Helper
    from armstrail.pipeline.reading import Packs


def open_helper(
    url: str,
    *,
    cache: Path,
    timer: Callable[[], float],
    model: str | None = None,
    key: str | None = None,
    timeout: float = 120.0,
) -> Helper:
    """A model to ask, at a server that speaks the chat interface of OpenAI.

    Args:
        url: up to and with the version ('http://127.0.0.1:8080/v1').
        cache: the folder in which answers are kept by what was asked.
        timer: seconds from any start, for the record of the run.
        model: its name at the server; where the server holds one alone, that.
        key: sent to the server, kept nowhere.
        timeout: seconds that one answer may take.
    Raises:
        BadValue: no address of a server.
        PackageError: httpx is not installed.
        ReadError: the server does not say which model it holds.
    """
    from armstrail.assist import Cache, Helper, Server, Settings
    from armstrail.assist.client import only_model
    from armstrail.vocabulary import load_vocabulary

    server = Server(Settings(url, model or "", timeout, key))
    if model is None:
        server.model = only_model(url, min(timeout, 30.0), key)
    vocabulary = load_vocabulary()
    actors = {code: actor.name for code, actor in vocabulary.actors.items()}
    return Helper(server, Cache(cache), actors=actors, units=vocabulary.items, timer=timer)


def read_with_help(document: Document, packs: Packs, helper: Helper) -> Reading:
    """The reading of a document, with the claims that a model pointed at and the guard let in.

    What the reader found itself stays as it is; a number that became a claim is no miss any more. The extractor tells
    the help, and whether every passage was answered.

    Raises:
        BadValue: a span of the reading lies outside the text.
        ReadError: answers cannot be kept.
    """
    from armstrail.extraction import leftovers_of, quantities_of
    from armstrail.pipeline.reading import read_document

    reading = read_document(document, packs)
    extractor = helper.extractor(reading.extractor)
    pack = packs.get(document.lang or "")
    leftovers = leftovers_of(document, reading, pack) if pack is not None else ()
    if pack is None or not leftovers:
        return replace(reading, extractor=extractor)
    anchors = [claim.anchor for claim in reading.claims]
    found, whole = helper.help(document, leftovers, anchors, partial(quantities_of, pack=pack))
    claims = sorted((*reading.claims, *found), key=lambda c: (c.anchor.start, c.anchor.end, c.kind, c.id))
    misses = [miss for miss in reading.misses if not any(miss.span.overlaps(claim.anchor) for claim in found)]
    reading = replace(
        reading,
        extractor=extractor if whole else extractor + IN_PART,
        claims=tuple(claims),
        misses=tuple(misses),
    )
    reading.check(document)
    return reading
