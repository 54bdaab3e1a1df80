"""Sums that tell no goods and no parties of their own: `The contract is worth 300 million`, `aid of 20 million`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from armstrail.extraction.amounts import Amount
from armstrail.extraction.items import ancestor, item_mentions, paths_of, what_is_served
from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import VERBS, Act, is_verb, walls_between

_DEAL: Final = ("acts.agree", "acts.pay")
_OPENING: Final = 3  # tokens at the head of a sentence
_BESIDE: Final = 2  # tokens between a word of giving and its sum
_SOLD: Final = 14  # tokens between goods and the sum of them


class Told(Protocol):
    """What is asked of a figure."""

    kind: str
    first: int
    last: int
    path: str | None
    sentence: Sentence
    amount: Amount | None


def is_their_sum(passage: Passage, total: Told, goods: Told, parties: Parties, acts: Sequence[Act]) -> bool:
    """`It sold Serbia 18 jets and parts for them, in all for $2bn`: whether a sum is that of the goods counted before
    it, no party and no verb of moving goods between, and so has their parties."""
    if total.kind != "valuation" or goods.kind != "transfer" or goods.amount is None or goods.path != total.path:
        return False
    if goods.sentence.index != total.sentence.index or not 0 <= total.first - goods.last <= _SOLD:
        return False
    between = range(goods.last, total.first)
    comma = next((at for at in reversed(between) if passage.tokens[at].form == ","), None)
    if comma is not None and _names_deal(passage, comma + 1, total.first):
        between = range(comma, total.first)
    here = parties.by_sentence.get(total.sentence.index, ())
    acted = (act for act in acts if act.first in between and act.form != "noun" and act.group != "pay")
    return not any(party.first in between for party in here) and next(acted, None) is None


def _names_deal(passage: Passage, first: int, last: int) -> bool:
    """`delivers 99 engines to India, an order of 716 million`: whether a noun for a deal stands between the comma
    behind goods and a sum."""
    if not 0 < last - first <= _APPOSED:
        return False
    return any(
        cls.startswith("acts.") and (cls, "noun") in hit.senses
        for at in range(first, last)
        for cls, hit in passage.hits.here.get(at, ())
    )


_APPOSED: Final = 5  # tokens from a comma to the sum


def is_of_deal(passage: Passage, sentence: Sentence) -> bool:
    """`The contract is worth 300 million`, `The sum of the deal`: whether a sentence opens with a noun of a deal or of
    what one costs, which is that told of right before."""
    last = min(sentence.first + _OPENING, sentence.last)
    return any((cls, "noun") in hit.senses for cls in _DEAL for hit in passage.hits.between(cls, sentence.first, last))


def is_sum_of_deal(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """Whether a sum is that of such a deal; what costs less is the price of a piece (`A shell costs 3,000 euros`)."""
    return amount.kind == "money" and amount.number.value >= _LEAST_DEAL and is_of_deal(passage, sentence)


_LEAST_DEAL: Final = 1e5


def goods_of_deal(passage: Passage, sentence: Sentence) -> str | None:
    """What such a deal is about, where its own sentence names no goods: those that the sentence before names, in the
    same paragraph; None where it names none, too, or this is no such sentence."""
    before = passage.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.paragraph != sentence.paragraph or not is_of_deal(passage, sentence):
        return None
    if item_mentions(passage, sentence.first, sentence.last):
        return None
    named = what_is_served(passage, item_mentions(passage, before.first, before.last))
    return ancestor(paths_of(passage, named))


def is_gift_of_its_own(passage: Passage, sentence: Sentence, amount: Amount, before: Sentence | None) -> bool:
    """`допомоги на 20 мільйонів`, `20 million in aid`: whether a noun of giving right beside a sum says what it is,
    where only another paragraph, that of the figure before, counts goods."""
    if before is None or before.paragraph == sentence.paragraph:
        return False
    near = range(max(amount.first - _BESIDE, 0), min(amount.last + _BESIDE, len(passage.tokens)))
    return any(("acts.supply", "noun") in hit.senses for at in near for _, hit in passage.hits.here.get(at, ()))


def is_money_itself(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`a loan of 200 million`, `кредит на 300 млн`, `140 Millionen in bar`: whether a sum is lent, advanced, refunded
    or forgiven, so that it is what is given and pays for nothing; where goods are named beside it, only one that is
    so by its next word (`in bar`) is no sum of these."""
    goods = paths_of(passage, item_mentions(passage, sentence.first, sentence.last))
    paying = passage.hits.between("acts.pay", sentence.first, amount.first)
    if any(("acts.pay", form) in hit.senses for hit in paying for form in VERBS):
        return False  # `paid for with a loan of`
    told = any(not path.startswith("commodity.money") for path in goods)
    for at in range(amount.last, min(amount.last + (1 if told else _LENT), sentence.last)):
        if passage.hits.at("quantities.lent", at) is not None:
            return True
        if not passage.hits.any_at(_JOINING, at):
            break
    if told:
        return False
    words = passage.hits.between("quantities.lent", max(sentence.first, amount.first - _LENDING), amount.first)
    if not words:
        return False
    first = words[-1].last
    acted = any(is_verb(passage, at, VERBS) for at in range(first, amount.first))
    named = passage.hits.any_between("items.nouns", first, amount.first)
    return not (acted or named or walls_between(passage, first, amount.first))


_LENT: Final = 3  # tokens behind a sum
_LENDING: Final = 7  # and before it
_JOINING: Final = frozenset({
    "quantities.contents", "quantities.share_of", "grammar.prepositions", "grammar.articles",
})  # fmt: skip
