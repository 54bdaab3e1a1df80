"""What the tests of the extraction share: the packs, loaded once, and short ways to read one sentence."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.extraction import extract
from armstrail.languages import LanguagePack
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.reading import Reading
from armstrail.pipeline import shipped_packs


@pytest.fixture(scope="session")
def packs() -> Mapping[str, LanguagePack]:
    return shipped_packs()


@pytest.fixture(scope="session")
def read(packs: Mapping[str, LanguagePack]) -> Read:
    """Read one text: `read("en", "...", published="2024-10-18")`."""

    def read(lang: str, text: str, **metadata: str) -> Reading:
        return extract(Document(id="test", text=text, lang=lang, **metadata), packs)

    return read


@pytest.fixture(scope="session")
def only_figure(read: Read) -> OnlyClaim:
    """The single claim with a quantity that a text makes."""

    def only_figure(lang: str, text: str, **metadata: str) -> Claim:
        figures = [claim for claim in read(lang, text, **metadata).claims if claim.quantity is not None]
        assert len(figures) == 1, [claim.to_json(text) for claim in figures]
        return figures[0]

    return only_figure
