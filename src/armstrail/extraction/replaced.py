"""Goods that others replace: `The jets will replace 24 old Kfirs` tells of nothing that changes hands.

Where a verb says that they were given away, they did: `to replace the tanks sent to Kyiv`.
"""

from __future__ import annotations

from typing import Final

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import clause_of, walls_between

_REACH: Final = 5  # tokens from the word for replacing to what is replaced


def is_replaced(passage: Passage, sentence: Sentence, first: int, last: int) -> bool:
    """Whether goods in tokens `[first, last)` stand right behind a word for replacing, with no verb of giving or
    getting behind it in the clause."""
    words = passage.hits.between("cues.replaced", max(sentence.first, first - _REACH), first)
    if not words or walls_between(passage, words[-1].last, first):
        return False
    end = clause_of(passage, sentence, first, last)[1]
    return not any(passage.hits.any_at(passage.pack.acts, at) for at in range(words[-1].last, end))
