"""Signs that nobody sees, and rows of signs that say nothing, cost no document its claims."""

from __future__ import annotations

import pytest

from armstrail import pipeline
from armstrail.model.document import Document

PACKS = pipeline.shipped_packs()


@pytest.mark.parametrize("lang", sorted(PACKS))
@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u200d", "\u2060"])
def test_a_sign_without_a_width_between_blanks_is_no_word(lang, sign):
    """It folds to nothing, and the reader of numerals once fell over it."""
    text = f"12,000 {sign} 3 {sign}"
    assert [each.low for each in pipeline.quantities(text, lang, PACKS)][-1:] in ([3.0], [])
    document = Document("a", f"{text} North Korea sent Russia 300 howitzers.", lang)
    assert pipeline.read_document(document, PACKS).state in ("read", "off_topic")
