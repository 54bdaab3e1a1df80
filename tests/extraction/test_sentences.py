"""Sentences are bounded, so that the work on a text grows with its length and no faster."""

from __future__ import annotations

from collections.abc import Mapping

from armstrail.extraction.passage import read_passage
from armstrail.languages import LanguagePack
from armstrail.model.document import Document


def test_a_text_without_full_stops_is_cut(packs: Mapping[str, LanguagePack]) -> None:
    """A run of words without an end is cut, and every token still lies in exactly one sentence."""
    text = "North Korea sent 3000 soldiers to Russia and " * 200
    passage = read_passage(Document(id="t", text=text, lang="en"), packs["en"])
    assert max(s.last - s.first for s in passage.sentences) <= 160
    assert [at for s in passage.sentences for at in range(s.first, s.last)] == list(range(len(passage.tokens)))
