"""Who pays for arms: for their own, and gets them from whose they are; or for those of another, and gives them; or buys
them from one for another, and only pays.

`Saudi Arabia has spent 110 billion dollars on American weapons`, `Denmark will pay for 18 howitzers for Ukraine`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party, stands_beside
from armstrail.extraction.passage import Passage

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_MAKERS: Final = frozenset({"adjectives", "people"})
_SERVED: Final = frozenset({"names", "capital", "short", "military", "people", "government"})
_REACH: Final = 14  # tokens behind a verb of paying to the goods, and from them to whom they are for
_NEAR: Final = 10  # tokens from goods that are bought for another to whom they are for
_SOURCE: Final = frozenset({"from", "to", "in", "of"})  # `compró a Rusia`, `kupiły w Rosji`
_GOODS: Final = frozenset({"items.nouns", "models"})


def sides_of_payment(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """Who gives and who gets what somebody pays for, where the words tell whose goods they are or for whom; None where
    they do not.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    act = target.act
    if act is None or act.frame != "pay" or act.voice != "active" or act.form == "noun" or act.negated:
        return None, None
    payer = next((party for party in here if party.first == act.subject and not party.possessive), None)
    if payer is None or passage.pack.flag("script.postpositions"):
        return None, None
    others = [party for party in here if party.code != payer.code and not (party.speaks or party.dateline)]
    goods = [
        at for at in range(payer.last, min(act.last + _REACH, target.sentence.last)) if passage.hits.any_at(_GOODS, at)
    ]
    if not goods:
        return None, None
    served = [
        party for party in others
        if _is_state(party) and "for" in party.governors
        and 0 < party.first - goods[-1] <= _REACH and "from" not in party.governors
    ]  # fmt: skip
    if served:
        return payer, served[0]
    made = next((party for party in others if party.role in _MAKERS and stands_beside(passage, party, _GOODS)), None)
    named = any(
        party.code != (made.code if made is not None else None) and party.first > payer.last for party in others
    )
    if made is None or named or target.sort != "money":
        return None, None
    return made, payer


def sides_of_purchase(target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """`The US bought 17 helicopters for Afghanistan from Russia`: who sells and whom the goods are for, where a third
    buys them; None where the words name no such two.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    act = target.act
    if act is None or act.frame != "buy" or act.voice != "active" or act.form == "noun":
        return None, None
    buyer = next((party for party in here if party.first == act.subject), None)
    if buyer is None:
        return None, None
    others = [
        party for party in here
        if party.code != buyer.code and _is_state(party) and not (party.speaks or party.dateline or party.possessive)
    ]  # fmt: skip
    served = [party for party in others if "for" in party.governors and abs(party.first - target.first) <= _NEAR]
    sold = [party for party in others if _SOURCE & party.governors and "for" not in party.governors]
    if len({party.code for party in served}) != 1 or len({party.code for party in sold}) != 1:
        return None, None
    return (None, None) if served[0].code == sold[0].code else (sold[0], served[0])


def ends_of_purchases(
    passage: Passage, target: Target, here: Sequence[Party]
) -> tuple[list[Party], list[Party]] | None:
    """`Parmi les achats du Venezuela à la Chine figurent 40 chars`: who sells and who buys, named one behind the other
    right behind a noun of buying; the first owns it, and where the second stands the goods come from."""
    act = target.act
    if act is None or act.frame != "buy" or act.form != "noun":
        return None
    behind = [party for party in here if party.first >= act.last]
    if len(behind) < _BOTH:
        return None
    buyer, seller = behind[:_BOTH]
    owns = "of" in buyer.governors and buyer.first - act.last <= _OWNER
    next_to = seller.first - buyer.last <= _OWNER and bool(_PLACE & seller.governors) and "for" not in seller.governors
    goods_between = any(passage.hits.any_at(_GOODS, at) for at in range(act.last, seller.first))
    if not (owns and next_to and _is_state(seller)) or goods_between:
        return None
    return None if buyer.code == seller.code else ([seller], [buyer])


_BOTH: Final = 2
_OWNER: Final = 2  # tokens from a noun of buying to whose it is, and from there to where it is done
_PLACE: Final = frozenset({"to", "in", "from"})


def _is_state(party: Party) -> bool:
    """Whether a mention names who may get goods: a state or a body of it, and no people but as one."""
    return party.role in _SERVED and (party.institution or party.role != "people")


def decided_to_get(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[list[Party], list[Party]] | None:
    """`페루는 현대중공업이 건조한 초계함 3척 도입을 결정했다`: who decides on a noun of getting right behind goods gets
    them, and gives nothing; the firm that is said to make them gives."""
    act = target.act
    if not passage.pack.flag("script.postpositions") or act is None or act.frame != "pledge" or act.subject is None:
        return None
    near = (hit for cls in _GETTING for hit in passage.hits.between(cls, target.last, target.last + _NOUN_BEHIND))
    if not any(any(form == "noun" for _, form in hit.senses) and hit.last <= act.first for hit in near):
        return None
    taker = next((party for party in here if party.first == act.subject), None)
    if taker is None:
        return None
    makers = [
        p for p in here if p.role == "company" and p.own is not None and p.own.group == "make" and p.code != taker.code
    ]
    return makers[:1], [taker]


_GETTING: Final = ("acts.receive", "acts.buy")
_NOUN_BEHIND: Final = 2  # tokens from goods to a noun of getting
