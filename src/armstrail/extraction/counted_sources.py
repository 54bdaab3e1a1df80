"""People who are counted because they tell: `said two officials`, `according to two people familiar with it`."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.amounts import Amount
from armstrail.extraction.hedges import last_before
from armstrail.extraction.numbers import number_at
from armstrail.extraction.passage import Passage, Sentence
from armstrail.languages import Mention

_BESIDE: Final = frozenset({"quantities.hedges_before", "quantities.skip", "grammar.articles"})
_JOINTS: Final = frozenset({"grammar.coordinators"})
_FEW: Final = 12  # sources whom a sentence counts without a noun that the lists know
_ROW: Final = 4  # tokens from one count of a row of sources to the next
_AUXILIARIES: Final = 2  # words that a verb of saying may have before it


def counted_source(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """The words of telling behind which people are counted as who tells, or as one of a row of them; None elsewhere."""
    if amount.unit != "persons" and amount.kind != "bare":
        return None
    whose = next((hit for cls in _WHOSE if (hit := passage.hits.at(cls, amount.number.last)) is not None), None)
    people = passage.hits.at("cues.institutions", whose.last if whose is not None else amount.number.last)
    if people is not None and people.parts("cues.institutions") & _TELLERS:
        goods = next((n for n in (passage.hits.at(cls, people.first) for cls in _GOODS) if n is not None), None)
        if goods is None or goods.last < people.last:
            return people
    noun = amount.kind != "bare" or (amount.last < sentence.last and passage.tokens[amount.last].kind == "w")
    if not noun or (amount.kind == "bare" and amount.number.value > _FEW):
        return None  # `a London institute, estimates five million`
    at = last_before(passage, sentence, amount.first, _BESIDE)
    if passage.hits.any_ending(_JOINTS, at):
        row = range(at - 1, max(sentence.first, at - _ROW) - 1, -1)
        first = next((n for n in row if number_at(passage, n) is not None), None)
        if first is None:
            return None
        at = last_before(passage, sentence, first, _BESIDE)
    if at < sentence.first:
        return None
    if passage.pack.flag("script.postpositions"):
        return None
    named = passage.hits.ending("cues.according", at)
    if named is not None and ("cues.according", "before") in named.senses:
        return named
    said = passage.hits.ending("cues.speech", at)
    return said if said is not None and _is_behind_what_is_said(passage, sentence, said) else None


_GOODS: Final = ("items.nouns", "items.weak", "models")
_WHOSE: Final = ("actors.adjectives", "actors.short", "actors.names")  # `two U.S. officials`
_TELLERS: Final = frozenset({"government", "unnamed", "person"})  # officials, people familiar with it, witnesses


def _is_behind_what_is_said(passage: Passage, sentence: Sentence, said: Mention) -> bool:
    """Whether a verb of saying opens its clause, behind what is said."""
    at = said.first - 1
    for _ in range(_AUXILIARIES):
        if at <= sentence.first or passage.hits.ending("grammar.perfect", at) is None:
            break
        at -= 1
    return at > sentence.first and passage.tokens[at].kind != "w"
