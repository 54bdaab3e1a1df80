"""Orders and contracts that somebody is given or wins: who gets an order for goods gives the goods.

`The contract for four patrol boats was awarded to Naval Group`: the one word `to` that elsewhere tells who gets goods
tells here who is to make them, and whoever awards the contract, or whose it is, gets them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.companies import names_firm
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import walls_between
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

Winner = Callable[[Passage, Mention, Sequence[Party]], Party | None]  # of a verb, among the parties of its sentence
Owner = Callable[[Mention, Mention, Party, Sequence[Party]], Party | None]  # of the order of a verb, but for its winner

_AWARDING: Final = "grammar.awarding"
_WINNING: Final = "grammar.winning"
_ORDERS: Final = ("acts.buy", "acts.agree")
_NAMES: Final = frozenset({"names", "capital", "short", "company", "group"})
_REACH: Final = 16  # tokens between an order and the verb that says to whom it goes
_BEHIND: Final = 5  # tokens from that verb to whom it names
_PARTS: Final = ";:()"


def sides_of_contract(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """Who is given or wins an order for a figure's goods or the sum of one, and for whom it is; None where the words do
    not tell.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    winner, taker = _sides_of(passage, target, here, _AWARDING, _winner, _orderer)
    if winner is None:  # `Rheinmetall has booked a $6.5 million U.S. Air Force contract`
        winner, taker = _sides_of(passage, target, here, _WINNING, _subject_of, _whose)
    return (winner, _goal_of(target, winner, here) or taker) if winner is not None else (None, None)


def _goal_of(target: Target, winner: Party, here: Sequence[Party]) -> Party | None:
    """`a contract from the Pentagon to provide 145 howitzers to the Indian Army`: whom the goods go to."""
    if target.sort != "goods":
        return None
    behind = (party for party in here if 0 <= party.first - target.last <= _BEHIND and party.code != winner.code)
    return next((party for party in behind if "to" in party.governors), None)


def _sides_of(
    passage: Passage, target: Target, here: Sequence[Party], cls: str, winner_of: Winner, owner_of: Owner
) -> tuple[Party | None, Party | None]:
    """Who is given or wins an order by a verb of a class, and whose it is: the first verb that has both."""
    for verb in passage.hits.between(cls, target.sentence.first, target.sentence.last):
        winner = winner_of(passage, verb, here)
        order = _order_of(passage, target, verb, winner) if winner is not None else None
        if winner is not None and order is not None:
            return winner, owner_of(verb, order, winner, here)
    return None, None


def _subject_of(passage: Passage, verb: Mention, here: Sequence[Party]) -> Party | None:
    """The nearest free name before a verb, or the first that stands free in the clause of one that comes last."""
    last = passage.pack.flag("script.postpositions") or passage.pack.flag("script.infinitives_last")
    free = [
        party for party in here
        if party.last <= verb.first and verb.first - party.last <= _REACH
        and (party.preposition is None or party.subject) and party.case is None and not party.possessive
        and (party.role in _NAMES or party.role == "pronoun" or _is_firm(passage, party))
        and not walls_between(passage, party.last, verb.first)
    ]  # fmt: skip
    return free[0 if last else -1] if free else None


def _is_firm(passage: Passage, party: Party) -> bool:
    """`Израильские предприятия`: whether an adjective tells whose the firm behind it is."""
    is_office = party.role == "adjectives" and party.institution
    return is_office and names_firm(passage, party.last, party.last + _FIRM)


_FIRM: Final = 3  # tokens from an adjective to the noun of a firm


def _whose(verb: Mention, order: Mention, winner: Party, here: Sequence[Party]) -> Party | None:
    """From or with whom an order is, else whose by the words beside it."""
    others = [party for party in here if party.code != winner.code and not party.dateline]
    near = [party for party in others if min(abs(party.first - order.last), abs(order.first - party.last)) <= _REACH]
    for words in (_GIVERS, _OWNERS):
        if found := [party for party in near if words & party.governors and party.role != "adjectives"]:
            return found[0]
    between = range(min(verb.last, order.first), max(verb.last, order.first) + 1)
    beside = [party for party in near if party.first in between and party.preposition is None]
    return next(iter(beside), None) or next((party for party in near if "for" in party.governors), None)


_GIVERS: Final = frozenset({"from", "with"})
_OWNERS: Final = frozenset({"of", "in"})


def _order_of(passage: Passage, target: Target, verb: Mention, winner: Party) -> Mention | None:
    """The order or contract that a verb gives to somebody, in one part of a sentence with the figure: before the verb,
    or its object behind it."""
    sentence = target.sentence
    low, high = max(sentence.first, verb.first - _REACH), min(sentence.last, verb.last + _REACH)
    for cls in _ORDERS:
        for order in passage.hits.between(cls, low, high):
            ends = min(order.first, verb.first, target.first), max(order.last, verb.last, target.last)
            parted = any(passage.tokens[at].form in _PARTS for at in range(*ends))
            if _is_noun(passage, cls, order) and not parted and not _is_aside(passage, order, verb, winner):
                return order
    return None


def _is_noun(passage: Passage, cls: str, order: Mention) -> bool:
    """Whether a word of ordering is a noun: by itself, or behind a sum (`a 2.4 billion dollar order from Poland`)."""
    before = passage.hits.any_ending(_SUM, order.first - 1) or passage.tokens[order.first - 1].kind == "n"
    return (cls, "noun") in order.senses or ((cls, "base") in order.senses and before)


_SUM: Final = frozenset({"quantities.currencies", "quantities.currency_codes", "numbers.scales", "grammar.articles"})


def _is_aside(passage: Passage, order: Mention, verb: Mention, winner: Party) -> bool:
    """`went to Ukraine under a contract`, `à l'Ukraine 12 canons sous contrat`: whether an order is none that the verb
    gives, for something else stands between, or a preposition governs it."""
    at = order.first - 1
    while at >= verb.last and passage.hits.any_ending(_BEFORE_NOUN, at):
        at -= 1
    if passage.hits.any_ending(_GOVERNING, at) and at >= winner.last:
        return True
    first = max(verb.last, winner.last) if winner.first < order.first else verb.last
    between = range(first, order.first)
    if any(passage.hits.any_at(_GOODS, n) for n in between):
        return True
    small = [n for n in between if passage.tokens[n].surface[:1].islower() and not passage.hits.here.get(n)]
    unknown = [n for n in small if not passage.hits.any_ending(_PREPOSITIONS, n - 1)]  # `собрали за границей заказов`
    return bool(unknown) and not passage.hits.any_at(_BEFORE_NOUN, first)


_PREPOSITIONS: Final = frozenset({"grammar.prepositions"})
_BEFORE_NOUN: Final = frozenset({"grammar.articles", "grammar.determiners"})
_GOVERNING: Final = frozenset({"grammar.prepositions", "quantities.hedges_before"})
_GOODS: Final = frozenset({"items.nouns", "models"})


def _winner(passage: Passage, verb: Mention, here: Sequence[Party]) -> Party | None:
    """The name under `to` beside a verb of awarding, or right behind it (`awarded Hanwha a contract`)."""
    behind = [party for party in here if _is_beside(passage, party, party.first - verb.last)]
    if passage.pack.flag("script.postpositions"):
        behind = []
    for party in behind:
        if {"to", "with"} & party.governors or (party.preposition is None and _stands_alone(passage, verb, party)):
            return party
    if not (passage.pack.flag("script.postpositions") or passage.pack.flag("script.infinitives_last")):
        return None
    before = [party for party in here if _is_beside(passage, party, verb.first - party.last)]
    return next((party for party in before if "to" in party.governors), None)


def _is_beside(passage: Passage, party: Party, gap: int) -> bool:
    """Whether a name, or an adjective before one that no list has, stands near enough to a verb."""
    firm = party.role in _NAMES or (party.role == "adjectives" and _is_named_behind(passage, party))
    return firm and 0 <= gap <= _BEHIND


def _is_named_behind(passage: Passage, party: Party) -> bool:
    """`an die französische Naval Group`, `francuskiemu Nexterowi`: whether an adjective stands before a name that no
    list has."""
    follower = passage.tokens[party.last]
    return follower.kind == "w" and follower.surface[:1].isupper()


def _stands_alone(passage: Passage, verb: Mention, party: Party) -> bool:
    """`has awarded South Korea's Hanwha`: whether nothing but whose it is parts a name from the verb."""
    return all(
        passage.hits.any_at(_WHOSE, at) or passage.tokens[at].form == "'s" for at in range(verb.last, party.first)
    )


_WHOSE: Final = frozenset({"actors.adjectives", "actors.names", "actors.people", "grammar.articles"})


def _orderer(verb: Mention, order: Mention, winner: Party, here: Sequence[Party]) -> Party | None:
    """Who awards an order, or whose it is: the subject of the verb, else an adjective or a possessive beside the
    order."""
    others = [party for party in here if party.code != winner.code and not party.dateline]
    free = [p for p in others if p.last <= verb.first and p.preposition is None and p.role != "adjectives"]
    awarding = [p for p in free if not p.possessive]
    if awarding:
        return awarding[-1]
    owners = [p for p in others if p.possessive or p.role in ("adjectives", "people") or "of" in p.governors]
    return next((p for p in owners if abs(p.first - order.first) <= _BEHIND * 2), None)
