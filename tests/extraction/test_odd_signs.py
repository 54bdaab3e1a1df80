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
    text = f"12,000 {sign} 3 {sign} North Korea sent Russia 300 howitzers."
    assert all(each.span.cut(text).strip() for each in pipeline.quantities(text, lang, PACKS))
    reading = pipeline.read_document(Document("a", text, lang), PACKS)
    if lang == "en":
        assert "300 howitzers" in [claim.anchor.cut(text) for claim in reading.claims]
