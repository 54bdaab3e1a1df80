"""Whose share of all that is sold or bought a figure is: `Thailand is the largest importer of arms, with a share of 6
percent`, `Thailand's arms imports grew: its share rose to 6 percent`.

Reports on trade tell of shares beside a word for who sells or buys, or beside what was told of a state's own trade.
Each names one side and means all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.asides import asides
from armstrail.extraction.items import item_path
from armstrail.extraction.numbers import number_at
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.partners import whose
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.respective import are_joined
from armstrail.extraction.trade import owns
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Pair
    from armstrail.extraction.cues import Target

_ROLES: Final = "cues.roles"
_PORTION: Final = "cues.portion"
_TRADE: Final = "cues.trade"
_RESPECTIVE: Final = "cues.respective"
_SELLS: Final = frozenset({(_ROLES, "suppliers"), (_TRADE, "exports")})
_BUYS: Final = frozenset({(_ROLES, "recipients"), (_TRADE, "imports")})
_ARMS: Final = 3  # tokens between a word for who sells or buys and what is sold
_OWNED: Final = 3  # tokens between it and whose it is
_SHARE: Final = 6  # tokens from a noun for a share to the share
_NAMES: Final = frozenset({"names", "capital", "short"})
_OTHERS: Final = frozenset({"from", "to", "for"})
_OF_ANOTHER: Final = _OTHERS | {"of"}


def ranked(passage: Passage, parties: Parties, target: Target) -> Pair | None:
    """The pair of a share told of one state as seller or buyer among all; None where it is not told so.

    Args:
        target: of a figure in per cent.
    """
    here = parties.by_sentence.get(target.sentence.index, ())
    outside = asides(passage, here, target)
    here = [party for party in here if party.first not in outside]
    role = _role_near(passage, target, here) or _role_above(passage, target)
    if role is not None:
        one = _one_ranked(passage, here, target, role)
    else:
        role, one = _of_row(passage, target, here)
        if one is None:
            role, one = _of_own_trade(passage, parties, target, here)
    if role is None or one is None:
        return None
    return (one.code, None) if _SELLS & set(role.senses) else (None, one.code)


def is_of_traders(passage: Passage, sentence: Sentence, first: int) -> bool:
    """Whether a share that begins at token `first` may be of all arms that are traded: a word for who sells or buys
    arms stands in its sentence, or a noun for a share right before it and such a word, or one for that trade, near."""
    roles = passage.hits.between(_ROLES, sentence.first, sentence.last)
    if any(trades_in_arms(passage, hit) for hit in roles):
        return True
    if not passage.hits.any_between(_PORTION, max(sentence.first, first - _SHARE), first):
        return False
    above = passage.sentences[max(sentence.index - 1, 0)].first
    near = (hit for cls in (_ROLES, _TRADE) for hit in passage.hits.between(cls, above, sentence.last))
    return any(trades_in_arms(passage, hit) for hit in near)


def trades_in_arms(passage: Passage, hit: Mention) -> bool:
    """Whether a mention names those who sell or buy arms, or that trade."""
    return bool((_SELLS | _BUYS) & set(hit.senses)) and _is_of_arms(passage, hit)


def _is_of_arms(passage: Passage, hit: Mention) -> bool:
    """Whether arms are what is sold or bought: `importer of arms`, `Waffenimporteur`."""
    near = max(hit.first - _ARMS, 0), hit.last + _ARMS
    if any(_DOMAIN in topic.senses for topic in passage.hits.between("cues.topic", *near)):
        return True
    return any(
        (item_path(passage, noun) or "").startswith("arms")
        for cls in ("items.nouns", "models") for noun in passage.hits.between(cls, *near)
    )  # fmt: skip


_DOMAIN: Final = ("cues.topic", "domain")


def _role_near(passage: Passage, target: Target, here: Sequence[Party]) -> Mention | None:
    """The nearest word for who sells or buys arms among all: nobody's, for a state's own buyers share out its trade."""
    sentence = target.sentence
    hits = [hit for hit in passage.hits.between(_ROLES, sentence.first, sentence.last) if trades_in_arms(passage, hit)]
    hit = min(hits, key=lambda hit: abs(hit.first - target.first), default=None)
    if hit is None or any(_is_whose(passage, party, hit) for party in here):
        return None
    trades = passage.hits.between(_TRADE, hit.last, target.first)
    if any(owns(passage, party, trade) for trade in trades for party in here):
        return None  # `Russia is still the largest supplier, but its share in India's imports fell to 36%`
    owner = whose(passage, here, hit)
    if owner is not None and (owner.possessive or _OF_ANOTHER & owner.prepositions):
        return None
    return hit


def _role_above(passage: Passage, target: Target) -> Mention | None:
    """`Mit einem Anteil von 16 Prozent stand Russland auf Platz zwei`: the word for who sells or buys arms of the
    sentence before, where this one has none, and its share stands at its head before a word for a place in the row."""
    sentence = target.sentence
    roles = passage.hits.between(_ROLES, sentence.first, sentence.last)
    placed = any(_PLACES.intersection(hit.senses) for hit in roles if hit.first >= target.last)
    if not placed or any(trades_in_arms(passage, hit) for hit in roles) or not sentence.index:
        return None
    if target.first - sentence.first > _HEAD or not passage.hits.any_between(_PORTION, sentence.first, target.first):
        return None
    above = passage.sentences[sentence.index - 1]
    told = (hit for hit in passage.hits.between(_ROLES, above.first, above.last) if trades_in_arms(passage, hit))
    return next(told, None)


_PLACES: Final = frozenset({(_ROLES, "alike"), (_ROLES, "first")})
_HEAD: Final = 6  # tokens from the head of a sentence to a share: `Mit einem Anteil von rund`


def _is_whose(passage: Passage, party: Party, role: Mention) -> bool:
    """`Pakistan's main suppliers`, `suppliers of Vietnam`, `customers for Spanish arms`, `프랑스의 주요 수출국`."""
    gap = party.first - role.last if party.first >= role.last else role.first - party.last
    if not 0 <= gap <= _OWNED:
        return False
    behind = party.first >= role.last
    if passage.pack.flag("script.postpositions"):
        return not behind and "of" in party.prepositions
    governed = not _OF_ANOTHER.isdisjoint(party.prepositions) or (behind and party.case is not None)
    return party.possessive or party.role in ("adjectives", "people") or (behind and governed)


def _one_ranked(passage: Passage, here: Sequence[Party], target: Target, role: Mention) -> Party | None:
    """Who is told to sell or buy so much: the last one named before the share and behind the one before it, else the
    first behind the word."""
    named = [
        party for party in here if party.role in _NAMES and not (party.speaks or party.dateline or party.possessive)
    ]
    figures = (last for first, last in target.rivals if last <= target.first and number_at(passage, first))
    floor = max(figures, default=0)
    before = [party for party in named if floor <= party.first < target.first]
    if before:
        return before[-1]
    behind = next((party for party in named if party.first >= max(role.last, floor)), None)
    row = [party for party in named if party.first < target.first]  # `Thailand and Peru, with 6 and 4 percent`
    paired = passage.hits.any_between(_RESPECTIVE, target.sentence.first, target.sentence.last)
    return behind or (row[-1] if row and paired else None)


def _of_row(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Mention | None, Party | None]:
    """`Thailand and Peru each accounted for 6 percent of arms imports`: of names that a sentence only joins, none is on
    the other side; the first stands for all."""
    sentence = target.sentence
    trades = passage.hits.between(_TRADE, sentence.first, sentence.last)
    trades = [hit for hit in trades if trades_in_arms(passage, hit)]
    acting = [party for party in here if not party.dateline]
    alone = len({party.code for party in acting}) > 1 and all(
        party.preposition is None and party.role in _NAMES and not party.possessive for party in acting
    )
    joined = alone and all(are_joined(passage, one.last, other.first) for one, other in pairwise(acting))
    if not trades or not alone:
        return None, None
    if joined:
        return trades[0], acting[0]
    before = [party for party in acting if party.last <= target.first]
    told = passage.hits.any_between(_PORTION, sentence.first, sentence.last)
    return (trades[0], before[-1]) if before and told else (None, None)


def _of_own_trade(
    passage: Passage, parties: Parties, target: Target, here: Sequence[Party]
) -> tuple[Mention | None, Party | None]:
    """`Thailand's arms imports grew: its share rose to 6 percent`: the trade told last, and whose share it is."""
    sentence = target.sentence
    shares = passage.hits.between(_PORTION, max(sentence.first, target.first - _SHARE), target.first)
    if not shares or any(p.first >= shares[-1].last and _OTHERS & p.prepositions for p in here):
        return None, None
    first = passage.sentences[max(sentence.index - 1, 0)].first
    trades = [hit for hit in passage.hits.between(_TRADE, first, target.first) if trades_in_arms(passage, hit)]
    if not trades or passage.hits.any_between(_TRADE, target.last, sentence.last):
        return None, None
    if (relative := _before_relative(passage, here, shares[-1])) is not None:
        return trades[-1], relative
    above = parties.by_sentence.get(sentence.index - 1, ())
    before = [party for party in here if party.last <= shares[-1].first and party.role in _NAMES and not party.speaks]
    before = before or [party for party in above if not party.speaks]
    one = next((party for party in here if _is_whose_share(party, shares[-1])), None)
    if one is None and len({party.code for party in before}) == 1:
        one = before[-1]
    owners = {party.code for party in (*above, *here) if owns(passage, party, trades[-1])}
    return (trades[-1], one) if one is not None and owners <= {one.code} else (None, None)


def _before_relative(passage: Passage, here: Sequence[Party], share: Mention) -> Party | None:
    """`China, whose share fell to 6 percent`, `Росія, частка якої`: the name before such a relative, which stands right
    before the noun for a share or behind it."""
    near = passage.hits.between("grammar.whose", share.first - _RELATIVE, share.last + _RELATIVE)
    if not near:
        return None
    first = min(near[0].first, share.first)
    before = [party for party in here if party.last <= first and first - party.last <= _RELATIVE]
    return before[-1] if before else None


_RELATIVE: Final = 2  # tokens between a noun for a share and the relative that tells whose it is, or a name and either


def _is_whose_share(party: Party, share: Mention) -> bool:
    """`Italy's share`, `la quota dell'Italia`, `доля Италии`."""
    if party.last <= share.first:
        return share.first - party.last <= 1 and (party.possessive or party.role == "adjectives")
    behind = 0 <= party.first - share.last <= _OWNED
    return behind and (party.case is not None or party.preposition is None or "of" in party.prepositions)
