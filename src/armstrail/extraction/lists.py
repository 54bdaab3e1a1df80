"""Lists: the sentence over one says of all its items what they do not say themselves."""

from __future__ import annotations

from armstrail.extraction.passage import BULLETS, Passage, Sentence

_LONGEST_LIST = 25  # items
_LONGEST_ITEM = 20  # tokens of a line that no bullet marks


def heading_of(passage: Passage, sentence: Sentence) -> int | None:
    """The index of the sentence over a list: the last one above that is no item of it, or that ends in a colon; None
    where the sentence is no item of a list."""
    if sentence.index not in passage.headings:
        passage.headings[sentence.index] = _find_heading(passage, sentence)
    return passage.headings[sentence.index]


def _find_heading(passage: Passage, sentence: Sentence) -> int | None:
    tokens, listed = passage.tokens, False
    if (opened := _opened_by_colon(passage, sentence)) is not None:
        return opened
    for index in range(sentence.index, max(-1, sentence.index - _LONGEST_LIST), -1):
        line = passage.sentences[index]
        if index < sentence.index and tokens[line.last - 1].form == ":":
            return index
        bullet = tokens[line.first].form in BULLETS
        if listed and not bullet:
            return index
        if not bullet and line.last - line.first > _LONGEST_ITEM:
            return None
        listed = bullet
    return None


def _opened_by_colon(passage: Passage, sentence: Sentence) -> int | None:
    """`The package includes: rockets; 12 howitzers; 30 trucks`: the first of some items that semicolons part stands
    behind a colon, in the sentence that says what all of them are."""
    for index in range(sentence.index - 1, max(-1, sentence.index - _LONGEST_LIST), -1):
        line = passage.sentences[index]
        if passage.tokens[line.last - 1].form != ";":
            return None
        if any(passage.tokens[at].form == ":" for at in range(line.first, line.last)):
            return index
    return None


_OPENING = 3  # tokens


def is_listed(passage: Passage, sentence: Sentence) -> bool:
    """A line of a list, or one that goes on behind a colon or opens with `among them`: its verb stands above."""
    if passage.tokens[sentence.first].form in BULLETS:
        return True
    if passage.hits.any_between("quantities.parts", sentence.first, min(sentence.first + _OPENING, sentence.last)):
        return True
    above = passage.sentences[sentence.index - 1] if sentence.index else None
    return above is not None and passage.tokens[above.last - 1].form in ":;"
