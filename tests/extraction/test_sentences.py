"""Sentences are bounded, so that the work on a text grows with its length and no faster."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from extraction_makers import Read

from armstrail.extraction.passage import read_passage
from armstrail.languages import LanguagePack
from armstrail.model.document import Document


def test_a_text_without_full_stops_is_cut(packs: Mapping[str, LanguagePack]) -> None:
    """A run of words without an end is cut, and every token still lies in exactly one sentence."""
    text = "North Korea sent 3000 soldiers to Russia and " * 200
    passage = read_passage(Document(id="t", text=text, lang="en"), packs["en"])
    assert max(s.last - s.first for s in passage.sentences) <= 160
    assert [at for s in passage.sentences for at in range(s.first, s.last)] == list(range(len(passage.tokens)))


@pytest.mark.parametrize("opener", ["Die Ukraine", "Von der Liste"])
def test_a_sentence_may_end_in_a_small_number(read: Read, opener: str) -> None:
    """`es waren 60. Die`: a word that opens sentences tells a full stop from the dot of an ordinal."""
    text = f"Deutschland hat der Ukraine 271 Kampfpanzer zugesagt, geliefert wurden 60. {opener} war enttäuscht."
    assert [claim.quantity.low for claim in read("de", text).claims if claim.quantity is not None] == [271, 60]
