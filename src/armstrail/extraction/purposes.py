"""What a sum is meant for by the words right behind it; sums of all aid, which are for nothing named before them."""

from __future__ import annotations

from armstrail.extraction.amounts import Amount
from armstrail.extraction.items import (
    GENERIC,
    ancestor,
    is_counted,
    item_mentions,
    item_path,
    paths_of,
    run_of_items,
)  # fmt: skip
from armstrail.extraction.passage import Passage, Sentence

_AID = 3  # tokens from words for a whole to the aid that it is of


def is_all_aid(passage: Passage, amount: Amount) -> bool:
    """`Общая сумма помощи составила 6 млрд`: the whole of all aid is not that of the goods named last."""
    sentence = passage.sentence_of(amount.first)
    wholes = passage.hits.between("quantities.in_all", sentence.first, amount.first)
    return any(
        ("acts.supply", "noun") in hit.senses or ("acts.pledge", "noun") in hit.senses
        for whole in wholes
        for at in range(whole.last, min(whole.last + _AID, amount.first))
        for _, hit in passage.hits.here.get(at, ())
    )


_DESTINING = ("acts.pledge", "acts.arrive")
_MEANT = 12  # tokens from a sum to what it is meant for
_SPENT = 4  # tokens from a sum to the goods behind its preposition


def _spent_on(passage: Passage, sentence: Sentence, amount: Amount) -> str | None:
    """`700 млн долларов на танковые снаряды`: the goods without a number right behind a sum and `for`, before anything
    else is named."""
    preposition = passage.hits.at("grammar.prepositions", amount.last)
    if preposition is None or not _SPENDING & {v for c, v in preposition.senses if c == "grammar.prepositions"}:
        return None
    end = min(sentence.last, preposition.last + _SPENT)
    goods = next(iter(item_mentions(passage, preposition.last, end)), None)
    path = item_path(passage, goods) if goods is not None else None
    if goods is None or path is None or path in GENERIC or path.startswith("personnel") or is_counted(passage, goods):
        return None
    between = range(preposition.last, goods.first)
    plain = all(passage.tokens[at].kind in "wn" and not passage.hits.any_at(_NAMED, at) for at in between)
    return ancestor([path, *paths_of(passage, run_of_items(passage, sentence, goods.first))]) if plain else None


_SPENDING = frozenset({"for", "to"})
_NAMED = frozenset({"actors.names", "actors.capital", "grammar.prepositions"})


def meant_for(passage: Passage, sentence: Sentence, amount: Amount) -> str | None:
    """`300 milioni saranno destinati ai droni`: the goods that a word of destining right behind a sum names."""
    if (spent := _spent_on(passage, sentence, amount)) is not None:
        return spent
    for mention in item_mentions(passage, amount.last, min(sentence.last, amount.last + _MEANT)):
        between = range(amount.last, mention.first)
        plain = all(passage.tokens[at].form not in ",;:" for at in between)
        words = [hit for cls in _DESTINING for hit in passage.hits.between(cls, amount.last, mention.first)]
        destined = any("participle" in {form for _, form in hit.senses} for hit in words)
        return item_path(passage, mention) if plain and destined else None
    return None
