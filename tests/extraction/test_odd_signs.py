"""Signs that nobody sees, and rows of signs that say nothing, cost no document its claims."""

from __future__ import annotations

import pytest

from armstrail import pipeline
from armstrail.extraction.view import readable
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


@pytest.mark.parametrize("lang", sorted(PACKS))
def test_a_sign_without_a_width_behind_a_number_in_words_ends_it(lang):
    """`сто двадцять` and a sign that nobody sees: the numeral goes on with no such word."""
    pack = PACKS[lang]
    forms = [form for table in ("units", "minor", "major") for form in pack.table(f"numbers.{table}")]
    for first, last in zip(forms, forms[1:] + forms[:1], strict=True):
        pipeline.quantities(f"North Korea sent {first} \u200b {last} {first} \u200b tanks.", lang, PACKS)


@pytest.mark.parametrize("mark", ["¹", "¹²", "[1]", "[12][13]", "1"])
def test_the_mark_of_a_footnote_behind_a_stop_does_not_join_two_sentences(mark):
    """What the second sentence says, and who says it, is not said of the first."""
    first, second = (
        "North Korea sent 3,000 shells to Russia.",
        "Iran said on Monday that it had sent Russia 200 drones.",
    )
    text = f"{first}{mark} {second}"
    claims = pipeline.read_document(Document("a", text, "en"), PACKS).claims
    assert [(claim.supplier, claim.quote.cut(text)) for claim in claims] == [("KP", first), ("IR", second)]
    assert claims[0].source is None


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("North Korea sent 3,000 shells¹ to Russia.", "3,000 shells"),
        ("North Korea sent 3,000[4] shells to Russia.", "3,000[4] shells"),
        ("North Korea sent version 2.1 of 300 rockets to Russia.", "300 rockets"),
    ],
)
def test_the_mark_of_a_footnote_is_no_part_of_a_figure(text, figure):
    """The noun behind or before it is still the one that is counted."""
    (claim,) = [claim for claim in pipeline.read_document(Document("a", text, "en"), PACKS).claims if claim.quantity]
    assert claim.anchor.cut(text) == figure


def test_a_text_keeps_its_length_whatever_is_blanked():
    """Spans are places in the text as it is stored."""
    text = "Russia.1 Iran" * 2_000 + "shells[1]¹" * 2_000 + "Iran.1" + " " * 10_000 + "“x.”¹²\n"
    assert len(readable(text)) == len(text)
