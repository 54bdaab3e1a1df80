"""Who gives or gets where no verb of giving says it in the clause of a figure: the adjective of a gift, rows of
contributors, what stands before a colon, interest in the model of another, and thanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.binding import name_before
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import Act, walls_between

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

Parts = tuple[list[Party], list[Party]]  # who gives, who gets


def told_without_verb(
    passage: Passage, target: Target, here: Sequence[Party], givers: list[Party], takers: list[Party]
) -> Parts:
    """Who gives and who gets, with what is told besides verbs where these leave it open.

    Args:
        here: the parties of the figure's sentence.
        givers, takers: those that its verb tells.
    """
    if not givers and not takers and (giver := _contributor(passage, target, here)) is not None:
        return [giver], []
    givers = (
        givers
        or _whose_goods(target, here, takers)
        or _whose_delivery(passage, target.act, here)
        or _whose_people(target, here, takers)
    )
    if not givers and not takers:
        takers = _interested(target, here)
    return givers or _before_colon(passage, target, here), takers


def _whose_delivery(passage: Passage, act: Act | None, here: Sequence[Party]) -> list[Party]:
    """`the Dutch contribution`, `le forniture militari italiane`: whose gift a noun of giving is, by the adjective
    beside it."""
    if act is None or act.form != "noun" or act.group != "supply":
        return []
    for party in here:
        if party.role != "adjectives" or party.speaks or party.institution or party.preposition == "to":
            continue
        goods = range(act.last, party.first)
        if party.last == act.first or (len(goods) <= 1 and all(passage.hits.any_at(_GOODS, at) for at in goods)):
            if party.first >= act.last or party.last == act.first:
                return [party]
    return []


def _whose_goods(target: Target, here: Sequence[Party], takers: Sequence[Party]) -> list[Party]:
    """`with the arrival of 20 Turkish carriers`: whose goods arrive, by the adjective inside them."""
    if target.act is None or target.act.group != "arrive" or target.sort != "goods":
        return []
    if any("from" in party.prepositions for party in here):
        return []
    return _unless_taking(_inside(target, here), takers)


def _inside(target: Target, here: Sequence[Party]) -> list[Party]:
    """The parties whose adjectives stand inside a figure and its goods."""
    return [p for p in here if p.role == "adjectives" and target.first <= p.first < target.last]


def _unless_taking(whose: Sequence[Party], takers: Sequence[Party]) -> list[Party]:
    """The first of some parties, nobody where one of them gets the goods."""
    return [] if any(party.code == taker.code for party in whose for taker in takers) else [*whose[:1]]


def _whose_people(target: Target, here: Sequence[Party], takers: Sequence[Party]) -> list[Party]:
    """`1,000 Russian instructors`: people whose state is told beside them are sent by it where a verb tells
    of them or no other party is named, unless they are taught."""
    if target.sort != "people" or (target.act is not None and target.act.group == "train"):
        return []
    if target.act is None and len({party.code for party in here}) > 1:
        return []
    whose = _inside(target, here) or [
        p for p in here
        if p.role in ("names", "group") and "of" in p.prepositions
        and 0 <= p.first - target.last <= _OF_GROUP and p.code.islower()
    ]  # fmt: skip
    return _unless_taking(whose, takers)


_OF_GROUP: Final = 3  # tokens from men to the group whose they are
_GOODS: Final = frozenset({"items.nouns", "items.weak", "cues.topic"})


def _interested(target: Target, here: Sequence[Party]) -> list[Party]:
    """`Indonesia is studying 42 J-10s`: whoever does with the model of another state what no verb of giving tells, is
    the one to get it."""
    if target.home is None or target.act is not None or len(here) != 1:
        return []
    party = here[0]
    free = party.preposition is None and party.case is None and not (party.speaks or party.possessive)
    named = free and party.role in ("names", "capital", "short") and party.last <= target.first
    return [party] if named and party.code != target.home else []


def _before_colon(passage: Passage, target: Target, here: Sequence[Party]) -> list[Party]:
    """`The Netherlands has completed the delivery: the last of 24 jets was handed over`: who gives before a colon gives
    what stands behind it."""
    colon = next(
        (at for at in range(target.first - 1, target.sentence.first, -1) if passage.tokens[at].form == ":"), None
    )
    if colon is None:
        return []
    return [
        party for party in here
        if party.own is not None and party.own.frame == "supply" and party.own.subject == party.first
        and party.own.voice != "passive" and party.own.last <= colon and not party.speaks
    ]  # fmt: skip


def _contributor(passage: Passage, target: Target, here: Sequence[Party]) -> Party | None:
    """`Norway has put 900 million into the scheme, Sweden 20 million, Iceland 1.3`: who stands free before a figure, in
    a row of names with a figure each whose verb tells nothing of who gives or gets."""
    if target.act is not None and target.act.group in ("supply", "receive", "arrive", "use"):
        return None
    if passage.hits.any_between("cues.roles", target.sentence.first, target.sentence.last):
        return None
    free = [
        party for party in here
        if party.preposition is None and party.case is None and not (party.possessive or party.speaks or party.acted_on)
        and party.role in ("names", "capital", "short")
    ]  # fmt: skip
    start = target.sentence.first
    before = [party for party in free if party.last <= target.first]
    if not before:
        return None
    named = {first: name_before(passage, first, start) for first, _ in target.rivals if first > start}
    joined = [first for first, name in named.items() if name is not None and any(p.last == name[1] for p in free)]
    if not joined or target.first > max(joined):
        return None
    if passage.hits.any_between("grammar.copula", target.sentence.first, free[0].first):
        return None  # `The largest were Qatar with 213 million, Denmark with 136`
    alone = not any(before[-1].last <= first and last <= target.first for first, last in target.rivals)
    return before[-1] if alone and not walls_between(passage, before[-1].last, target.first) else None


def thanked(passage: Passage, target: Target, here: Sequence[Party]) -> Parts:
    """`Resnikow thanked the US for a package worth 675 million`: who is thanked for goods has given them, to those who
    thank."""
    hit = next(iter(passage.hits.between("cues.thanks", target.sentence.first, target.first)), None)
    if hit is None or target.sort == "commodity":
        return [], []
    behind = [party for party in here if 0 <= party.first - hit.last <= _THANKED and party.last <= target.first]
    before = [party for party in here if party.last <= hit.first and party.prepositions <= _THANKING]
    if not behind or (behind[0].role == "adjectives" and not _parted_from(passage, behind[0], target)):
        return [], []
    return behind[:1], [party for party in before[-1:] if party.code != behind[0].code]


def _parted_from(passage: Passage, party: Party, target: Target) -> bool:
    """`thanked his Indian counterpart for the two helicopters`: whether an adjective tells of whom the words before the
    goods speak, and not of the goods."""
    return any(passage.hits.any_at(_PARTING, at) for at in range(party.last, target.first + 1))


_PARTING: Final = frozenset({"grammar.prepositions", "grammar.articles"})
_THANKING: Final = frozenset({"of"})  # `the president of Peru thanked`
_THANKED: Final = 5  # tokens from a verb of thanking to whom it thanks


def who_bought(target: Target, told: Sequence[tuple[Party, list[str]]]) -> list[Party]:
    """`300 carri armati turchi acquistati dalla Bolivia`, `an order for 18 Turkish drones from Bulgaria`: who stands
    under `from` behind a participle of buying, or behind goods that are ordered, where these tell another's make.

    Args:
        told: the mentions of the figure's sentence, each with its cues.
    """
    act = target.act
    if act is None or act.frame not in _BUYING:
        return []
    start = act.last if act.form == "participle" and act.first >= target.last else target.last
    if act.form != "participle" and not (act.form == "noun" and act.last <= target.first):
        return []
    makers = {party.code for party, names in told if "inside:goods" in names}
    for party, _ in told:
        near = 0 <= party.first - start <= _BOUGHT_BY and "from" in party.prepositions
        if near and makers and party.code not in makers:
            return [party]
    return []


_BUYING: Final = frozenset({"buy", "ask"})
_BOUGHT_BY: Final = 3  # tokens from there to the buyer
