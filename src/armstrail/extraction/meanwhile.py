"""Who is only named to tell what goes on meanwhile, or where: `jets for Israel amid tensions with Iran`, `in Rome`.

Such words tell why, when or where, and not who gives or gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import walls_between

if TYPE_CHECKING:
    from armstrail.extraction.parties import Party

_OPENS: Final = "grammar.meanwhile"
_PAIR: Final = 2  # parties that must be left, or the stretch may name the one who gets


def without_meanwhile(
    passage: Passage, sentence: Sentence, here: Sequence[Party], first: int, last: int
) -> list[Party]:
    """The mentions of parties in a sentence without those of such words, as a figure in tokens `[first, last)` has
    them; all where fewer than two parties would be left of more."""
    stretches = [
        (hit.first, _end_of(passage, sentence, hit.last))
        for hit in passage.hits.between(_OPENS, sentence.first, sentence.last)
    ]
    aside = [(low, high) for low, high in stretches if last <= low or first >= high]
    if not aside and not any(party.role in _TOWNS for party in here):
        return list(here)
    left = [
        party for party in here
        if not any(low < party.first < high for low, high in aside) and not _is_where_signed(passage, party, here)
    ]  # fmt: skip
    named = {party.code for party in left if not party.dateline}
    lost = {party.code for party in here if not party.dateline} - named
    return left if len(named) >= _PAIR or not lost else list(here)


def _is_where_signed(passage: Passage, party: Party, here: Sequence[Party]) -> bool:
    """Whether a party is a capital right behind a verb of signing, under a word for in or at, in a clause that names
    two others: who signs with one other may well do it there."""
    if passage.pack.flag("script.postpositions"):
        return False  # the verb stands behind the place
    if party.role not in _TOWNS or not _AT & party.prepositions:
        return False
    at = party.first - 1
    while at >= party.first - _REACH and not passage.hits.any_ending(_SIGNED, at):
        if passage.tokens[at].kind != "w":
            return False  # `negotiated together: five for The Hague`
        at -= 1
    hit = passage.hits.ending("acts.agree", at)
    if hit is None or not any(cls == "acts.agree" and form in _VERBS for cls, form in hit.senses):
        return False
    beside = {p.code for p in here if p.code != party.code and not walls_between(passage, p.first, hit.first)}
    return len(beside) >= _PAIR


_TOWNS: Final = ("capital", "place")
_AT: Final = frozenset({"in", "to"})  # `a Roma`, `à Paris` may be both
_REACH: Final = 6  # tokens from the verb to the capital: the preposition, a day or a month
_SIGNED: Final = frozenset({"acts.agree"})
_VERBS: Final = ("finite", "participle")


def _end_of(passage: Passage, sentence: Sentence, at: int) -> int:
    """Where a stretch ends that goes on from token `at`: at the next comma or wall."""
    ends = (n for n in range(at, sentence.last) if passage.tokens[n].form == "," or n in passage.wall_set)
    return next(ends, sentence.last)
