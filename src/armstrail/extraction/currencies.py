"""Which state's money a bare name means: kronor in a text on Sweden are Swedish, rials in one on Yemen Yemeni."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.passage import Passage
from armstrail.languages import Mention

_MONEY: Final = ("quantities.currency_signs", "quantities.currencies")
_STATES: Final = ("actors.names", "actors.adjectives", "actors.people", "actors.capital", "actors.government")


def currency_of(passage: Passage, money: Mention, code: str) -> str:
    """The code of a currency that several states give one name: of the state among them that is named nearest.

    A name with its adjective (`Swedish kronor`) is taken at its word.
    """
    family = passage.pack.currency_families.get(code)
    if family is None or money.last - money.first > 1:
        return code
    states = {currency[:2]: currency for currency in family}
    near = [
        (_distance(passage, mention, money), states[value])
        for cls in _STATES
        for mention in passage.hits.starts.get(cls, {}).values()
        if (value := mention.value(cls)) in states
    ]
    return min(near)[1] if near else code


def _distance(passage: Passage, mention: Mention, money: Mention) -> tuple[int, int]:
    """How far, first in sentences, then in tokens."""
    apart = abs(passage.sentence_of(mention.first).index - passage.sentence_of(money.first).index)
    return apart, abs(mention.first - money.first)


def is_of_currency(passage: Passage, state: Mention) -> bool:
    """`US$40 million`, `40 Millionen US-Dollar`, `40 млн долларов США`: whether a sign or a word of money begins with
    the name of a state or has it right behind, or is one for its money, too, and an amount stands behind it (`한화
    3천억 원`)."""
    if passage.is_a("quantities.own_money", state.first) and passage.tokens[state.last].kind == "n":
        return True
    if passage.hits.starts.get(_NAME) and _is_behind_money(passage, state):
        return True
    signs = (passage.hits.at(cls, state.first) for cls in _MONEY)
    return any(sign is not None and sign.last > state.last and _is_one_word(passage, sign) for sign in signs)


def _is_behind_money(passage: Passage, state: Mention) -> bool:
    """`dólares estadounidenses`, `долларов США`: an adjective only where the two are one name of money. Of money in
    which others do not count, the state is likely to pay."""
    name = passage.hits.ending(_NAME, state.last - 1)
    if name is not None and name.first < state.first:
        return _WORLDWIDE in name.senses
    money = passage.hits.ending(_NAME, state.first - 1)
    plain = passage.hits.at("actors.names", state.first)
    if money is None or plain is None or _WORLDWIDE not in money.senses or plain.value("actors.names") != _ISSUER:
        return False
    return state.last >= len(passage.tokens) or not passage.tokens[state.last].glued


_NAME: Final = "quantities.currencies"
_WORLDWIDE: Final = (_NAME, "USD")
_ISSUER: Final = "US"


def _is_one_word(passage: Passage, sign: Mention) -> bool:
    return all(passage.tokens[at].glued for at in range(sign.first + 1, sign.last))
