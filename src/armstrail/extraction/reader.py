"""The one door: a document in, a reading out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from armstrail.extraction.assembly import Reader
from armstrail.extraction.gate import may_hold_claims
from armstrail.extraction.passage import windows_of
from armstrail.languages import LanguagePack
from armstrail.model.collecting import without_collecting
from armstrail.model.document import Document
from armstrail.model.reading import Reading

VERSION: Final = "armstrail-2"  # raised when the rules change what is read


def extractor_of(document: Document, packs: Mapping[str, LanguagePack]) -> str:
    """The version by which a document would be read now: of the rules, the weights and its language's data.

    When any of them changes the version changes, too, so a ledger knows which readings are of yesterday,
    and a document without a pack is read as soon as its pack is there.
    """
    pack = packs.get(document.lang or "")
    return f"{VERSION}+{_weights()}.{pack.digest}" if pack is not None else f"{VERSION}+none"


@cache
def _weights() -> str:
    return hashlib.sha256((files("armstrail.extraction") / "weights.toml").read_bytes()).hexdigest()[:8]


def extract(document: Document, packs: Mapping[str, LanguagePack]) -> Reading:
    """Every claim the document makes, and every number that looked like one and was not read.

    Returns:
        a reading whose state is `no_pack` where no pack is there for the document's language, `off_topic`
        where the gate found nothing about transfers, else `read`. A document without the words that any
        claim needs is off topic without misses: none of its numbers looked like one.
    """
    pack = packs.get(document.lang or "")
    extractor = extractor_of(document, packs)
    if pack is None:
        return Reading(document.digest, extractor, state="no_pack")
    parts = []
    for window in windows_of(document.text):
        if may_hold_claims(document, pack, window):
            with without_collecting():
                parts.append(Reader(document, pack, window).read(extractor))
    if len(parts) == 1:
        return parts[0]
    return Reading(
        document.digest,
        extractor,
        tuple(claim for part in parts for claim in part.claims),
        tuple(miss for part in parts for miss in part.misses),
        "read" if any(part.state == "read" for part in parts) else "off_topic",
    )
