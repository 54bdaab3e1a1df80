"""Who is only named to tell what goes on meanwhile: `The US approved jets for Israel amid tensions with Iran`.

Such words open a stretch of the sentence that tells why or when, and not who gives or gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.passage import Passage, Sentence

if TYPE_CHECKING:
    from armstrail.extraction.parties import Party

_OPENS: Final = "grammar.meanwhile"
_PAIR: Final = 2  # parties that must be left, or the stretch may name the one who gets


def without_meanwhile(
    passage: Passage, sentence: Sentence, here: Sequence[Party], first: int, last: int
) -> list[Party]:
    """The parties of a sentence without those of such stretches, as a figure in tokens `[first, last)` has them; all of
    them where fewer than two would be left."""
    stretches = [
        (hit.first, _end_of(passage, sentence, hit.last))
        for hit in passage.hits.between(_OPENS, sentence.first, sentence.last)
    ]
    aside = [(low, high) for low, high in stretches if last <= low or first >= high]
    left = [party for party in here if not any(low < party.first < high for low, high in aside)]
    named = {party.code for party in left if not party.dateline}
    return left if len(named) >= _PAIR else list(here)


def _end_of(passage: Passage, sentence: Sentence, at: int) -> int:
    """Where a stretch ends that goes on from token `at`: at the next comma or wall."""
    ends = (n for n in range(at, sentence.last) if passage.tokens[n].form == "," or n in passage.wall_set)
    return next(ends, sentence.last)
