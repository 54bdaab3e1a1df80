"""Phrases of the press that are nobody's word: the outlet that brings the text, and the kind of text."""

from __future__ import annotations

from armstrail.extraction.passage import Passage
from armstrail.extraction.speaker import Speaker

_DATELINE = 1  # sentences
_OPENS_DATELINE = frozenset("(=/")
_CLOSES_DATELINE = frozenset("–—-.:")


def names_kind(passage: Passage, speaker: Speaker) -> bool:
    """Whether a phrase only says what kind of text it is (`MEDIA RELEASE`)."""
    return any(
        hit.first <= speaker.first and speaker.last <= hit.last
        for hit in passage.hits.between("cues.style", max(0, speaker.first - 2), speaker.last)
    )


def carries(passage: Passage, speaker: Speaker) -> bool:
    """Whether a phrase names the outlet that brings the text: the agency in brackets in its first line, the
    publisher, or `this newspaper`. What they say by their own name is nobody else's word."""
    tokens, (first, last) = passage.tokens, (speaker.first, speaker.last)
    if passage.sentence_of(first).index <= _DATELINE and first > 0 and last + 1 < len(tokens):
        if tokens[first - 1].form in _OPENS_DATELINE and tokens[last].form == ")" and last - first <= 2:
            return tokens[first - 1].form == "=" or tokens[last + 1].form in _CLOSES_DATELINE
    pointed = passage.hits.ending("grammar.determiners", first - 1) or passage.is_a("grammar.determiners", first)
    if not speaker.named and speaker.stands_for is None and pointed:
        return True
    publisher = (passage.document.publisher or "").casefold()
    named = passage.words(first, last).casefold()
    return len(publisher) > 2 and publisher in named
