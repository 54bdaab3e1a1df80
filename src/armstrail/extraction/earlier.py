"""Shares that are set beside the share before them, of another time or of another's trade: `4.6%, up from 1.2% five
years ago`, `40% of A's arms imports and 70% of B's`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.backdrop import instead
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.trade import trade_near

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Pair
    from armstrail.extraction.cues import Target
    from armstrail.extraction.drafts import Draft

_PERCENT: Final = "percent"
_BEHIND: Final = 3  # tokens from a share to the name whose share it is
_NEAR: Final = 12  # tokens between two shares of one change
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
    here = [party for party in parties.by_sentence.get(sentence.index, ()) if not party.dateline]
    if made.sentence.index == sentence.index:
        between = [party for party in here if made.last <= party.first < draft.first]
        own = next((party for party in here if 0 <= party.first - draft.last <= _BEHIND), None)
        if own is not None:
            other = _of_other_trade(passage, here, target, between, pair)
            return other or _of_rival(passage, here, draft, made, between, pair, own)
        near = draft.first - made.last <= _NEAR or _tells_of_then(passage, made.last, draft.first)
        unnamed = near and not between and not _names_another(passage, made.last, draft.first)
        return pair if unnamed else None
    if made.sentence.index != sentence.index - 1 or made.sentence.paragraph != sentence.paragraph or here:
        return None
    return pair if _tells_of_then(passage, sentence.first, draft.first) else None


def _names_another(passage: Passage, first: int, last: int) -> bool:
    """`38% to Europe and not to the Middle East (33%)`: whether a name that is no party stands between two shares."""
    if passage.pack.flag("script.capital_nouns"):
        return False
    return any(passage.tokens[at].kind == "w" and passage.tokens[at].surface[0].isupper() for at in range(first, last))


def _tells_of_then(passage: Passage, first: int, last: int) -> bool:
    """`In the previous period its share was 5.1%`: whether a noun for a share, or a word that compares, stands in
    tokens `[first, last)`."""
    return any(passage.hits.any_between(cls, first, last) for cls in _THEN)


def _of_other_trade(
    passage: Passage, here: Sequence[Party], target: Target, between: Sequence[Party], pair: Pair
) -> Pair | None:
    """`40% of Azerbaijani arms imports and 70% of Kyrgyz imports`: the pair before with the owner of another trade."""
    trade = trade_near(passage, here, target)
    if between or trade is None or trade.owner is None or trade.first < target.last:
        return None
    if None in pair or trade.owner.code in pair:
        return None
    return instead(pair, pair[0] if trade.sells else pair[1], trade.owner.code)


def _of_rival(
    passage: Passage,
    here: Sequence[Party],
    draft: Draft,
    made: Draft,
    between: Sequence[Party],
    pair: Pair,
    rival: Party,
) -> Pair | None:
    """`Germany has 30% of Israel's arms imports, against 69% of the United States`: another on the side that the word
    of trade leaves to others."""
    if None in pair or not passage.hits.any_between("cues.compared", made.last, draft.first):
        return None
    trade = trade_near(passage, here, made.target)
    if trade is None or trade.owner is None or trade.owner.code not in pair or trade.first >= draft.first:
        return None
    if rival.code in pair or rival.speaks or any(party.code not in pair for party in between):
        return None
    return instead(pair, next(code for code in pair if code != trade.owner.code), rival.code)
