"""Words that stand between a number and its noun: participles with words of their own, sets and pairs."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import is_verb

_LONGEST: Final = 7  # tokens from the preposition to the noun
_BEFORE: Final = 3  # tokens from the number to the preposition
_ARTICLES: Final = "grammar.articles"  # `zwölf von den Panzern` are a part
_GOODS: Final = ("items.nouns", "items.weak", "models")


def past_attribute(passage: Passage, sentence: Sentence, number: int, at: int) -> int | None:
    """`vier an Kiew abgegebenen Startern`, `24 купленных в Дании истребителя`: the goods behind what a preposition at
    token `at` and a participle, behind it or before it, say of them.

    Also the goods behind `of` and a word for sets or pairs of them: `40 pairs of binoculars`.

    Args:
        number: the token behind the number that counts the goods.
    Returns:
        the first token of the goods; None where no such words stand there.
    """
    sets = passage.hits.at("quantities.sets", at) if at == number else None
    if sets is not None and sets.last < sentence.last and any(passage.is_a(cls, sets.last) for cls in _GOODS):
        return sets.last
    verbs_last = passage.pack.flag("script.infinitives_last")
    if verbs_last and passage.is_a("grammar.openers", at):
        at += 1  # `bereits an Kiew abgegebene`
    if not passage.is_a("grammar.prepositions", at) or at - number > _BEFORE or passage.is_a(_ARTICLES, at + 1):
        return None
    told = at > number and _is_participle(passage, at - 1)
    if not verbs_last and not (told and passage.pack.table("cases")):
        return None
    for n in range(at + 1, min(at + _LONGEST, sentence.last)):
        if passage.tokens[n].kind != "w":
            return None
        told = told or _is_participle(passage, n)
        if told and any(passage.is_a(cls, n) for cls in _GOODS):
            return n
    return None


def _is_participle(passage: Passage, at: int) -> bool:
    return is_verb(passage, at, ("participle",))
