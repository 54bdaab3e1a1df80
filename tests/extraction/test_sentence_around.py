"""The sentence around words that a person chose: whole, as the pack of its language parts sentences."""

from __future__ import annotations

import pytest

from armstrail.extraction import sentence_around
from armstrail.model.document import Document
from armstrail.model.span import Span
from armstrail.pipeline import shipped_packs

ITALIAN = "Prima ci fu altro. Pyongyang ha inviato ca. 12 mila soldati, dice il gen. Kim. Poi nulla."


@pytest.fixture(scope="module")
def packs():
    return shipped_packs()


@pytest.mark.parametrize(
    ("lang", "text", "words", "sentence"),
    [
        ("it", ITALIAN, "12 mila", "Pyongyang ha inviato ca. 12 mila soldati, dice il gen. Kim."),
        ("it", ITALIAN, "altro. Pyongyang", ITALIAN.removesuffix(" Poi nulla.")),
        ("en", "One.\n\nIt sent 300 shells\nto Russia. Two.", "300 shells", "It sent 300 shells\nto Russia."),
        ("ko", "북한은 포탄 300발을 보냈다. 그뿐이다.", "300발", "북한은 포탄 300발을 보냈다."),
        (None, "First line.\nA tongue. Nobody reads 30 here.\nLast.", "30", "A tongue. Nobody reads 30 here."),
    ],
)
def test_it_is_the_sentence_that_holds_the_words(packs, lang, text, words, sentence):
    """Abbreviations part none, words over two sentences get both, and without a pack it is the line."""
    document, start = Document("d", text, lang), text.index(words)
    found = sentence_around(document, Span(start, start + len(words)), packs.get(lang or ""))
    assert found.cut(text) == sentence


def test_words_that_are_all_there_is_are_their_own_sentence(packs):
    """Even where they are but a space or a sign."""
    document = Document("d", " ?\n 7", "en")
    for start in range(len(document.text)):
        place = Span(start, start + 1)
        assert sentence_around(document, place, packs["en"]).holds(place)
