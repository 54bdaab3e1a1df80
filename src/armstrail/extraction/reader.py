"""The one door: a document in, a reading out. The stages stand here in their order."""

from __future__ import annotations

from collections.abc import Mapping

from armstrail.extraction.assembly import Reader
from armstrail.languages import LanguagePack
from armstrail.model.document import Document
from armstrail.model.reading import Reading

EXTRACTOR = "armstrail-1"


def extract(document: Document, packs: Mapping[str, LanguagePack]) -> Reading:
    """Every claim the document makes, and every number that looked like one and was not read.

    Returns:
        a reading whose state is `no_pack` where no pack is there for the document's language, `off_topic`
        where the gate found nothing about transfers, else `read`.
    """
    pack = packs.get(document.lang or "")
    if pack is None:
        return Reading(document.digest, EXTRACTOR, state="no_pack")
    return Reader(document, pack).read(EXTRACTOR)
