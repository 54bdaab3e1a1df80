"""Figures that a sentence sets beside its own: `France gave 233 million, against 25 billion for the United States`.

Who stands behind such a figure has the part of the one that the sentence told of first, whatever preposition joins the
two: `for`, `of` and `from` say no more there than whose figure it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import VERBS, is_verb

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Decided, Pair
    from armstrail.extraction.cues import Target

_COMPARED: Final = "cues.compared"
_NEAR: Final = 4  # tokens from the word of comparing to the figure
_SMALL: Final = frozenset({
    "grammar.articles", "grammar.prepositions", "grammar.determiners", "quantities.hedges_before", "quantities.skip",
})  # fmt: skip
_SMALL_WORDS: Final = 3  # from a figure to the name behind it
_TELLING: Final = frozenset({"from", "by", "in"})  # prepositions that join a figure to the same side twice


def pair_by_comparison(passage: Passage, parties: Parties, target: Target, latest: Decided | None) -> Pair | None:
    """The pair of a figure behind a word of comparing, or of one that goes on with such a figure, by the pair of the
    figure before in its sentence; None where no name stands right behind it, or its part is not told."""
    sentence = target.sentence
    if latest is None or latest.sentence.index != sentence.index:
        return None
    words = passage.hits.between(_COMPARED, sentence.first, target.first)
    before = [figure for figure in target.rivals if figure[1] <= target.first]
    if not words or not before:
        return None
    here = parties.by_sentence.get(sentence.index, ())
    own = _right_behind(passage, here, target.last)
    if own is None or own.code in latest.pair:
        return None
    last = words[-1].last
    if any(is_verb(passage, at, VERBS) for at in range(last, target.first)):
        return None
    if before[-1][0] >= last:
        theirs = _right_behind(passage, here, before[-1][1])
    elif target.first - last <= _NEAR:
        theirs = _first_told(here, own, words[-1].first, latest.pair)
    else:
        return None
    if theirs is None or theirs.code not in latest.pair:
        return None
    supplier, recipient = latest.pair
    return (own.code, recipient) if theirs.code == supplier else (supplier, own.code)


def _right_behind(passage: Passage, here: Sequence[Party], at: int) -> Party | None:
    """The name that only small words part from a figure before it."""
    party = next((p for p in here if p.first >= at), None)
    if party is None or party.first - at > _SMALL_WORDS:
        return None
    return party if all(passage.hits.any_at(_SMALL, n) for n in range(at, party.first)) else None


def _first_told(here: Sequence[Party], own: Party, end: int, pair: Pair) -> Party | None:
    """The party of the figure before with which a name is compared: one under the same preposition, else the first that
    its sentence names."""
    told = [party for party in here if party.last <= end and party.code in pair]
    alike = [party for party in told if party.prepositions & own.prepositions & _TELLING]
    return next(iter(alike or told), None)
