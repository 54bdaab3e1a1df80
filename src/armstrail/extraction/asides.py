"""Parties beside a flow: whose consent it needs or who blocks it, who only bids for an order or has lost it, and to
whose orders a sum of exports is owed. Their names stand in the sentence of a figure as those of givers and takers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.respective import are_joined
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target
    from armstrail.extraction.verbs import Act

_ASIDES: Final = "cues.asides"
_CONSENT: Final = (_ASIDES, "consent")
_BIDDING: Final = (_ASIDES, "bidding")
_RIVALS: Final = (_ASIDES, "rivals")
_BLOCKING: Final = (_ASIDES, "blocking")
_CARRYING: Final = (_ASIDES, "carrying")
_BEATEN: Final = (_ASIDES, "beaten")
_OWING: Final = (_ASIDES, "owing")
_WHOSE: Final = 2  # tokens from a noun to whose it is
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
    found: set[int] = set()
    consents = [hit for hit in told if _CONSENT in hit.senses]
    if consents:
        found |= _who_grants(here, target, consents[0])
    if consents and passage.hits.any_between("acts.ask", sentence.first, sentence.last):
        found |= _who_agree(passage, here, consents) | _who_is_asked(passage, here, target, consents)
    if blocks := [hit for hit in told if _BLOCKING in hit.senses]:
        found |= _who_block(passage, here, blocks)
    if carriers := [hit for hit in told if _CARRYING in hit.senses]:
        found |= _who_carry(here, target, carriers)
    if target.sort in ("goods", "money"):
        if any(_BIDDING in hit.senses for hit in told):
            found |= _who_bid(passage, here)
        for hit in told:
            if _RIVALS in hit.senses:
                found |= _who_compete(passage, here, hit)
            if _BEATEN in hit.senses:
                found |= _who_lost(passage, here, hit)
    return found


def _who_agree(passage: Passage, here: Sequence[Party], consents: Sequence[Mention]) -> set[int]:
    """`Chile would need Germany's consent to pass on 30 Marder to Ukraine`: who is to agree to what two
    others do."""
    if len({party.code for party in here if not party.dateline}) <= _SIDES:
        return set()
    return {party.first for party in here if any(belongs_to(passage, party, hit) for hit in consents)}


def _who_grants(here: Sequence[Party], target: Target, consent: Mention) -> set[int]:
    """`Germany gave Poland permission to re-export 14 tanks to Ukraine`: who gives the consent to what two others
    do, or refuses it."""
    if consent.first >= target.first or len({party.code for party in here if not party.dateline}) <= _SIDES:
        return set()
    given = next((party for party in here if party.last <= consent.first and _may(party, consent)), None)
    return {party.first for party in here if given is not None and party.last <= given.first and _is_free(party)}


def _may(party: Party, consent: Mention) -> bool:
    """Whether a party is the one to whom the consent is given (`consents.of_consent`)."""
    own = party.own
    return (
        party.acted_on
        and own is not None
        and own.group == "supply"
        and own.subject == party.first
        and own.first >= consent.last
    )


def _who_is_asked(passage: Passage, here: Sequence[Party], target: Target, consents: Sequence[Mention]) -> set[int]:
    """`Sweden asked Brazil for permission to re-export 8,000 rounds to Ukraine`: who stands between a verb of asking
    and the consent, behind which the figure stands."""
    consent = consents[0]
    if consent.first >= target.first:
        return set()
    asks = list(passage.hits.between("acts.ask", target.sentence.first, consent.first))
    if not asks or len({party.code for party in here if not party.dateline}) <= _SIDES:
        return set()
    between = [party for party in here if asks[0].last <= party.first < consent.first and not party.subject]
    others = [party for party in between if party.own is None or party.own.subject != party.first]
    return {party.first for party in others[-1:]}


def _who_block(passage: Passage, here: Sequence[Party], blocks: Sequence[Mention]) -> set[int]:
    """`Hungary is blocking 6.6 billion euros in EU aid to Ukraine`, `lifted its veto on`: who stands in the way of what
    two others do, or does so no longer."""
    found = set()
    for hit in blocks:
        before = [party for party in here if party.last <= hit.first and _is_free(party)]
        before = [party for party in before if party.subject] or before
        blocker = before[-1] if before else next((party for party in here if belongs_to(passage, party, hit)), None)
        others = {party.code for party in here if not (party.dateline or party.speaks)}
        if blocker is not None and len(others | {blocker.code}) > _SIDES:
            found |= {party.first for party in here if party.code == blocker.code}
    return found


def _who_carry(here: Sequence[Party], target: Target, carriers: Sequence[Mention]) -> set[int]:
    """`A Moldovan airline flew 30 tonnes of Serbian ammunition to Mali`: whose airline or ship carries goods that tell
    whose make they are."""
    goods = range(target.first, target.last + _CONTENTS)
    made = [party for party in here if party.role in _BESIDE and party.first in goods]
    makers = {party.code for party in made if party.prepositions <= _OF}
    beside = [
        party for party in here
        if any(0 <= (hit.first - party.last if party.last <= hit.first else party.first - hit.last) <= 1
               for hit in carriers)
    ]  # fmt: skip
    return {party.first for party in beside if makers - {party.code} and party.first not in goods}


_CONTENTS: Final = 3  # tokens behind a unit in which its contents are named


def _is_free(party: Party) -> bool:
    """Whether a name may be the subject of a verb: none governs it, and it is no adjective of what follows."""
    return not (party.governors or party.possessive or party.dateline) and party.role in _NAMED


_NAMED: Final = frozenset({"names", "capital", "short", "government", "leaders"})


def _who_lost(passage: Passage, here: Sequence[Party], word: Mention) -> set[int]:
    """`Hanwha has beaten Germany's Rheinmetall in the tender`, `Germany overtook China`: the firm, or else the state,
    right behind a word for winning over others, or before it where objects stand there."""
    verb_last = passage.pack.flag("script.postpositions")
    firms = [party for party in here if party.role == "company"]
    firms = firms or [party for party in here if _is_named_once(passage, party, here)]
    losing = [
        firm for firm in firms
        if 0 <= (word.first - firm.last if verb_last else firm.first - word.last) <= _LOSING
    ]  # fmt: skip
    if not losing or len({firm.code for firm in firms}) == 1:
        return set()
    lost = losing[-1 if verb_last else 0].code
    return {party.first for party in here if party.code == lost}


def _is_named_once(passage: Passage, party: Party, here: Sequence[Party]) -> bool:
    """Whether a sentence names a state without a preposition, only there, and tells no more of it: behind a relative
    (`Germany, which gave 15`) or beside its name again a figure would be its own."""
    free = party.role in _NAMED and not party.prepositions
    goes_on = passage.hits.any_between("grammar.relative", party.last, party.last + _RELATIVE)
    return free and not goes_on and sum(other.code == party.code for other in here) == 1


_RELATIVE: Final = 2  # tokens behind a name in which a relative stands, a comma before it


_LOSING: Final = 4  # tokens from such a word to the firm, its state between


def belongs_to(passage: Passage, party: Party, noun: Mention | Act) -> bool:
    """`Germany's consent`, `der Zustimmung Deutschlands`, `독일의 동의`: whether a noun of doing is a
    party's."""
    if party.first >= noun.last:
        gap = party.first - noun.last
        return gap == 0 or (gap <= _WHOSE and not _OF.isdisjoint(party.prepositions))
    owns = party.possessive or party.role in _BESIDE
    return noun.first - party.last in (0, 1) and (owns or passage.pack.flag("script.postpositions"))


_BESIDE: Final = frozenset({"adjectives", "people"})


def _who_bid(passage: Passage, here: Sequence[Party]) -> set[int]:
    """`India has invited bids for 114 jets; Boeing, Dassault and Saab are to take part`: of firms in a row none has won
    yet."""
    firms = [party for party in here if party.role == "company"]
    joined = all(are_joined(passage, one.last, two.first) for one, two in pairwise(firms))
    return {party.first for party in firms} if len({party.code for party in firms}) > 1 and joined else set()


def _who_compete(passage: Passage, here: Sequence[Party], word: Mention) -> set[int]:
    """`South Korea and Germany are competing to supply Canada with 12 submarines`: names joined before such a word, of
    which none has won yet."""
    before = [party for party in here if party.last <= word.first and not (party.speaks or party.dateline)]
    row: list[Party] = []
    for party in before:
        row = [*row, party] if row and are_joined(passage, row[-1].last, party.first) else [party]
        if len({member.code for member in row}) > 1:
            return {member.first for member in row}
    return set()


def who_invites(here: Sequence[Party], beside: set[int]) -> Party | None:
    """Who is to get what several bid for: the only other party of the sentence."""
    if not beside:
        return None
    bidding = {party.code for party in here if party.first in beside or party.role == "company"}
    others = [party for party in here if party.code not in bidding and not party.dateline]
    others = [party for party in others if not party.speaks] or others
    if len(bidding) < _SIDES:
        return None
    return others[0] if len({party.code for party in others}) == 1 else None


def is_owed_to(passage: Passage, party: Party, target: Target) -> bool:
    """`exports hit 17 billion, thanks mainly to orders from Poland`: whether a name stands behind a word for what made
    a sum so large, which is of all and not of that one alone."""
    if target.sort != "money":
        return False
    near = max(target.sentence.first, party.first - _TO_WHOM)
    return any(_OWING in hit.senses for hit in passage.hits.between(_ASIDES, near, party.first))


_TO_WHOM: Final = 10  # tokens from such a word to the name
