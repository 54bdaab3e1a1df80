"""Parties beside a flow: whose consent it needs, who only bids for an order, and to whose orders a sum of exports is
owed. Their names stand in the sentence of a figure as those of givers and takers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage, Sentence

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_ASIDES: Final = "cues.asides"
_CONSENT: Final = (_ASIDES, "consent")
_BIDDING: Final = (_ASIDES, "bidding")
_OWING: Final = (_ASIDES, "owing")
_WHOSE: Final = 3  # tokens from a noun for consent to whose it is
_OF: Final = frozenset({"of", "from", "by"})
_SIDES: Final = 2  # parties that a flow has without whoever agrees to it


def asides(passage: Passage, here: Sequence[Party], target: Target) -> set[int]:
    """The first tokens of the names in a figure's sentence that have no part in what it tells of.

    Args:
        here: the parties of the sentence, in order.
    """
    sentence = target.sentence
    told = passage.hits.between(_ASIDES, sentence.first, sentence.last)
    if not told:
        return set()
    senses = {sense for hit in told for sense in hit.senses}
    needed = _CONSENT in senses and passage.hits.any_between("acts.ask", sentence.first, sentence.last)
    found = _who_agree(passage, here, sentence) if needed else set()
    if _BIDDING in senses and target.sort in ("goods", "money"):
        found |= _who_bid(passage, here)
    return found


def _who_agree(passage: Passage, here: Sequence[Party], sentence: Sentence) -> set[int]:
    """`Chile would need Germany's consent to pass on 30 Marder to Ukraine`: who is to agree to what two
    others do."""
    found = set()
    for hit in passage.hits.between(_ASIDES, sentence.first, sentence.last):
        if _CONSENT not in hit.senses:
            continue
        for party in here:
            gap = party.first - hit.last
            behind = gap == 0 or (0 < gap <= _WHOSE and not _OF.isdisjoint(party.prepositions))
            before = party.last <= hit.first <= party.last + 1 and (party.possessive or party.role in _BESIDE)
            if behind or before or (party.last == hit.first and passage.pack.flag("script.postpositions")):
                others = {p.code for p in here if p.code != party.code and not p.dateline}
                found |= {party.first} if len(others) >= _SIDES else set()
    return found


_BESIDE: Final = frozenset({"adjectives", "people"})


def _who_bid(passage: Passage, here: Sequence[Party]) -> set[int]:
    """`India has invited bids for 114 jets; Boeing, Dassault and Saab are to take part`: of firms in a row none has won
    yet."""
    firms = [party for party in here if party.role == "company"]
    joined = all(_is_joining(passage, at) for one, two in pairwise(firms) for at in range(one.last, two.first))
    return {party.first for party in firms} if len({party.code for party in firms}) > 1 and joined else set()


def _is_joining(passage: Passage, at: int) -> bool:
    return passage.tokens[at].form == "," or passage.hits.any_at(_JOINING, at)


_JOINING: Final = frozenset({"grammar.coordinators", "grammar.articles"})


def who_invites(here: Sequence[Party], beside: set[int]) -> Party | None:
    """Who is to get what several firms bid for: the only other party of the sentence."""
    firms = any(party.first in beside and party.role == "company" for party in here)
    others = [party for party in here if party.first not in beside and not (party.speaks or party.dateline)]
    return others[0] if firms and len({party.code for party in others}) == 1 else None


def is_owed_to(passage: Passage, party: Party, target: Target) -> bool:
    """`exports hit 17 billion, thanks mainly to orders from Poland`: whether a name stands behind a word for what made
    a sum so large, which is of all and not of that one alone."""
    sentence = target.sentence
    owing = passage.hits.between(_ASIDES, sentence.first, party.first)
    near = any(_OWING in hit.senses and party.first - hit.last <= _TO_WHOM for hit in owing)
    return near and target.sort == "money"


_TO_WHOM: Final = 8  # tokens from such a word to the name
