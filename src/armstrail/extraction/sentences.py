"""The sentence in which some words stand, for whoever marks a claim by hand."""

from __future__ import annotations

from armstrail.extraction.passage import read_passage
from armstrail.extraction.view import readable
from armstrail.languages import LanguagePack
from armstrail.model.document import Document
from armstrail.model.span import Span


def sentence_around(document: Document, words: Span, pack: LanguagePack | None) -> Span:
    """The sentences that hold `words`, from the first of them to the last; without a pack, the lines."""
    text = document.text if pack is None else readable(document.text)
    start = text.rfind("\n", 0, words.start) + 1
    end = text.find("\n", words.end)
    line = Span(start, len(text) if end < 0 else end)
    if pack is None:
        return line
    found = words
    passage = read_passage(document, pack, (line.start, line.end))
    for sentence in passage.sentences:
        whole = passage.span(sentence.first, sentence.last)
        if whole.overlaps(words):
            found = found.cover(whole)
    return found
