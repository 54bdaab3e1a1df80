"""Figures whose noun stands beside a word for their number: `put the number of containers at more than 13,000`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from armstrail.extraction.amounts import Amount
from armstrail.extraction.heads import Head, head_after
from armstrail.extraction.items import ends_number
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import walls_between
from armstrail.languages import Mention

_REACH: Final = 20  # tokens between the word and its figure


def is_numbered(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """Whether a word for the number of something governs a figure, which is no sum of money then."""
    return _word_for(passage, sentence, amount) is not None


def named_by_number(passage: Passage, sentence: Sentence, amount: Amount) -> Head | None:
    """The noun behind the word for its number that a figure counts; None where the word stands alone or is none."""
    word = _word_for(passage, sentence, amount)
    if word is None or passage.pack.text("script.head") == "before":
        return None
    last = word.last
    while passage.hits.any_at(_JOINING, last):
        last += 1  # the number of the, die Zahl der
    found = head_after(passage, sentence, replace(amount.number, first=word.first, last=last), True)
    return found if isinstance(found, Head) and found.first - last <= _PHRASE else None


_JOINING: Final = frozenset({"grammar.articles", "grammar.prepositions", "grammar.determiners"})
_PHRASE: Final = 4  # tokens from the word to its noun: a preposition, an article, adjectives


def _word_for(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """The word for a number that stands nearest to a figure in its sentence, with no other figure between."""
    around = max(sentence.first, amount.first - _REACH), min(sentence.last, amount.last + _REACH)
    for word in sorted(
        passage.hits.between("quantities.number", *around), key=lambda hit: abs(hit.first - amount.first)
    ):
        between = range(word.last, amount.first) if word.first < amount.first else range(amount.last, word.first)
        if between and not any(ends_number(passage, at) for at in between):
            return word if walls_between(passage, word.first, amount.first) <= _WALLS else None
    return None


_WALLS: Final = 2  # those around a relative clause: the number of containers, which left by sea, is put at 13,000
