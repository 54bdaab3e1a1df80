"""What a share is a share of: the goods behind it or near it, those of the share before, or all that is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.extraction.items import (
    ancestor,
    counts_deliveries,
    item_mentions,
    nearest_items,
    paths_of,
    run_of_items,
    topic_of,
)  # fmt: skip
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.quantities import Amount
from armstrail.extraction.valued import Earlier
from armstrail.extraction.verbs import VERBS, is_verb
from armstrail.languages import Mention

_OF_ONE: Final = 2  # names: whose share it is, and of whose deliveries
_TRADE: Final = 5  # tokens from a share to the trade that it is of
_SHARES: Final = 3  # sentences back in which shares of the same whole stand


def whole_of(
    passage: Passage, sentence: Sentence, amount: Amount, before: Sequence[Earlier]
) -> tuple[str | None, list[Mention]]:
    """The item of the whole that a share is of, None where nothing tells it, and the mentions that name it."""
    of = passage.hits.at("quantities.share_of", amount.last)
    mentions = run_of_items(passage, sentence, of.last)[:1] if of is not None else []
    if not mentions:
        mentions = nearest_items(passage, sentence, amount.first)[:1]
    path = ancestor(paths_of(passage, mentions))
    if of is not None and path == "materiel" and counts_deliveries(passage, sentence, of.last):
        path = "arms"
    if of is None and path is None:
        if counts_deliveries(passage, sentence, amount.last) and topic_of(passage).startswith("arms"):
            return "arms", mentions  # `45% поставок`: a case says what `of` says elsewhere
        path = next((d.path for d in reversed(before) if _is_near(d.sentence, sentence) and d.path), None)
        path = path or _told_before(passage, sentence)
    if path is None and _is_of_all_trade(passage, sentence, of.last if of is not None else amount.last):
        return ("arms" if topic_of(passage).startswith("arms") else None), mentions
    if path is None and (
        of is None
        or (counts_deliveries(passage, sentence, of.last) and _is_of_one(passage, sentence, of.last))
        or _is_owned_trade(passage, sentence, of.last)
    ):
        shares = [d.path for d in before if d.unit == "percent" and d.sentence.index >= sentence.index - _SHARES]
        path = shares[-1] if shares else "arms" if of is not None and topic_of(passage).startswith("arms") else None
    if path is None and _is_of_arms_trade(passage, sentence, amount.last):
        return "arms", []
    return path, mentions


_WHOSE: Final = ("actors.names", "actors.adjectives", "actors.people")
_WORLD: Final = ("cues.trade", "world")
_NAMED: Final = 3  # tokens behind `of` in which the world, or whose it is, is named


def _is_of_all_trade(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`Their exports account for 23% of the world total`, `exports to Asia made up 9% of the total`: a whole that the
    world, or a word for all, and a word of trade before tell."""
    end = min(at + _NAMED, sentence.last)
    named = passage.hits.between("cues.trade", at, end)
    before = passage.hits.between("cues.trade", sentence.first, at)
    told = any(_WORLD in hit.senses for hit in named) or passage.hits.any_between("cues.whole", at, end)
    return told and any(_WORLD not in hit.senses for hit in before)


def _is_of_arms_trade(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`36% of the global arms trade`, `36% мировой торговли оружием`: what is sold to all, in a text on arms."""
    traded = passage.hits.between("cues.trade", at, min(at + _TRADE, sentence.last))
    nouns = (hit for hit in traded if not is_verb(passage, hit.first, VERBS))
    exports = any(("cues.trade", "exports") in hit.senses for hit in nouns)
    return exports and topic_of(passage).startswith("arms")


def _is_of_one(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether it is one state's share, and not what several together have, that a sentence tells; `38% of Russian
    exports` says so itself."""
    if any(passage.hits.any_between(cls, at, min(at + _NAMED, sentence.last)) for cls in _WHOSE):
        return True
    if passage.hits.any_between("cues.roles", sentence.first, sentence.last):
        return True  # `its main supplier (61% of imports), followed by two others`
    named = passage.hits.between("actors.names", sentence.first, sentence.last)
    return 1 <= len({name.value("actors.names") for name in named}) <= _OF_ONE


def _is_owned_trade(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`54% of Pakistan's imports`, `54% des importations du Pakistan`: whether a share is of what one named state
    sells or buys."""
    near = min(at + _TRADED, sentence.last)
    trade = next(iter(passage.hits.between("cues.trade", at, near)), None)
    if trade is None:
        return False
    first, last = max(at, trade.first - _OWNED), min(trade.last + _OWNED, sentence.last)
    return any(passage.hits.any_at(_OWNERS, n) for n in range(first, last))


_TRADED: Final = 5  # tokens from a share to the word of trade that it is of
_OWNED: Final = 3  # tokens between that word and whose it is
_OWNERS: Final = frozenset({"actors.names", "actors.adjectives", "actors.short", "actors.capital", "actors.people"})


def _is_near(earlier: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence is the one before, or of the same paragraph."""
    return earlier.index >= sentence.index - 1 or earlier.paragraph == sentence.paragraph


def _told_before(passage: Passage, sentence: Sentence) -> str | None:
    """`the largest importer of arms. 45% came from the US`: the item named last in the paragraph before."""
    for index in range(sentence.index - 1, -1, -1):
        earlier = passage.sentences[index]
        if earlier.paragraph != sentence.paragraph:
            return None
        if paths := paths_of(passage, item_mentions(passage, earlier.first, earlier.last)):
            return paths[-1]
    return None
