"""Shares that are set beside the share before them, of another time or of another's trade: `4.6%, up from 1.2% five
years ago`, `40% of A's arms imports and 70% of B's`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.trade import trade_near

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Pair
    from armstrail.extraction.cues import Target
    from armstrail.extraction.drafts import Draft

_PERCENT: Final = "percent"
_BEHIND: Final = 3  # tokens from a share to the name whose share it is
_SIDES: Final = frozenset({"from", "to", "for", "of"})
_THEN: Final = ("cues.compared", "cues.portion")


def of_share_before(passage: Passage, parties: Parties, draft: Draft, made: Draft, pair: Pair) -> Pair | None:
    """The pair of a share that goes on with the one before it, whose pair is `pair`; None where it has sides of its
    own, or nothing tells that it goes on.

    Args:
        made: the figure before.
    """
    if draft.unit != _PERCENT or made.unit != _PERCENT:
        return None
    target, sentence = draft.target, draft.sentence
    here = [party for party in parties.by_sentence.get(sentence.index, ()) if not (party.speaks or party.dateline)]
    if made.sentence.index == sentence.index:
        between = [party for party in here if made.last <= party.first < draft.first]
        if any(0 <= p.first - draft.last <= _BEHIND and _SIDES & p.prepositions for p in here):
            return _of_other_trade(passage, here, target, between, pair)
        return None if between else pair
    if made.sentence.index != sentence.index - 1 or made.sentence.paragraph != sentence.paragraph or here:
        return None
    return pair if _tells_of_then(passage, sentence, draft.first) else None


def _tells_of_then(passage: Passage, sentence: Sentence, first: int) -> bool:
    """`In the previous period its share was 5.1%`: whether a noun for a share, or a word that compares, stands before a
    figure."""
    return any(passage.hits.any_between(cls, sentence.first, first) for cls in _THEN)


def _of_other_trade(
    passage: Passage, here: Sequence[Party], target: Target, between: Sequence[Party], pair: Pair
) -> Pair | None:
    """`40% of Azerbaijani arms imports and 70% of Kyrgyz imports`: the pair before with the owner of another trade."""
    trade = trade_near(passage, here, target)
    if between or trade is None or trade.owner is None or trade.first < target.last:
        return None
    supplier, recipient = pair
    if None in pair or trade.owner.code in pair:
        return None
    return (trade.owner.code, recipient) if trade.sells else (supplier, trade.owner.code)
