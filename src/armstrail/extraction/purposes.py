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
from armstrail.extraction.uncounted import joins

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
_SPENT = 5  # tokens from a sum to the goods behind its preposition


def _spent_on(passage: Passage, sentence: Sentence, amount: Amount) -> str | None:
    """`700 млн долларов на танковые снаряды`, `200 million for 15,000 rounds`: the goods right behind a sum and `for`,
    before anything else is named; of goods with numbers of their own those that are joined to no others."""
    preposition = passage.hits.at("grammar.prepositions", amount.last)
    if preposition is None or not _SPENDING & {v for c, v in preposition.senses if c == "grammar.prepositions"}:
        return None
    end = sentence.last
    goods = next(iter(item_mentions(passage, preposition.last, min(end, preposition.last + _SPENT))), None)
    path = item_path(passage, goods) if goods is not None else None
    if goods is None or path is None or path in GENERIC or path.startswith("personnel"):
        return None
    if is_counted(passage, goods) and any(joins(passage, at) for at in range(goods.last, min(goods.last + _RUN, end))):
        return None
    between = range(preposition.last, goods.first)
    plain = all(_is_word(passage, at) and not _names_another(passage, at) for at in between)
    return ancestor([path, *paths_of(passage, run_of_items(passage, sentence, goods.first))]) if plain else None


def _names_another(passage: Passage, at: int) -> bool:
    """Whether something else is named or led to at a token; a word that is an article, too (`des`), leads nowhere."""
    return passage.hits.any_at(_NAMED, at) and not passage.hits.any_at(_ARTICLES, at)


_ARTICLES = frozenset({"grammar.articles", "grammar.determiners"})


def _is_word(passage: Passage, at: int) -> bool:
    """A word or number, or the point of an abbreviated one (`15 тис. снарядів`)."""
    token = passage.tokens[at]
    return token.kind in "wn" or (token.form == "." and token.glued)


_RUN = 4  # tokens from goods to what joins others to them
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
