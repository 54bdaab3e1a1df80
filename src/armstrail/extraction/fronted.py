"""Subjects behind their verb, where a phrase that can be none comes first: `Vom Westen erhielt die Ukraine`, `Еще 20
танков передала Польша`."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.numbers import number_at
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sayers import is_fronted
from armstrail.extraction.verbs import Act

_BEFORE_NAME: Final = frozenset({"grammar.articles"})


def subject_past_verb(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`Vom Westen erhielt die Ukraine`, `nel 2022 ha ceduto l'Italia`: behind a phrase that can be no subject the verb
    comes first, and a free name right behind it is its subject."""
    if act.form != "finite" or act.voice != "active":
        return None
    fronted = is_fronted(passage, sentence, act.first) or _is_verb_second(passage, sentence, act.first)
    if not fronted and not _has_goods_first(passage, sentence, act):
        return None
    for party in parties.by_sentence.get(sentence.index, ()):
        if party.first < act.last:
            continue
        between = range(act.last, party.first)
        free = party.preposition is None and party.case is None and not party.possessive
        named = party.role not in ("place", "adjectives", "people") or party.institution
        if free and named and all(passage.hits.any_ending(_BEFORE_NAME, at) for at in between):
            return party
        return None
    return None


def _has_goods_first(passage: Passage, sentence: Sentence, act: Act) -> bool:
    """`Еще 20 танков передала Польша`, `19% обеспечивает Минск`: whether what is given opens the clause of its verb, in
    languages that put the giver behind it then."""
    if act.group not in ("supply", "receive", "pay"):
        return False
    if not (passage.pack.table("cases") or passage.pack.flag("script.infinitives_last")):
        return False
    at, seen = act.first - 1, 0
    while at >= sentence.first and seen <= _GOODS_FIRST:
        token = passage.tokens[at]
        if at in passage.let_in:  # `Половину снарядов, которые тратит Москва, поставляет Пхеньян`
            at = passage.let_in[at] - 1
            continue
        counted = number_at(passage, at) is not None or passage.hits.any_at(_NUMERALS, at)
        if counted and (at == sentence.first or _opens_clause(passage, sentence, at, _HEDGING)):
            return True
        if passage.hits.any_at(_GOODS, at) and _opens_clause(passage, sentence, at, _DETERMINING):
            return True
        if token.kind not in "wn" and token.form != "%":
            return False
        at, seen = at - 1, seen + 1
    return False


def _opens_clause(passage: Passage, sentence: Sentence, at: int, classes: frozenset[str]) -> bool:
    """Whether nothing but words of some classes stands between goods and the sign or word of joining that opens their
    clause."""
    before = at - 1
    while before >= sentence.first and passage.hits.any_ending(classes, before):
        before -= 1
    joins = before < sentence.first or passage.tokens[before].form in ",;:–—("
    return joins or passage.is_a("grammar.coordinators", before) or passage.is_a("grammar.walls", before)


_GOODS_FIRST: Final = 8  # tokens from the number of goods to their verb
_HEDGING: Final = frozenset({"quantities.hedges_before", "quantities.another", "quantities.in_all"})
_DETERMINING: Final = _HEDGING | {"grammar.articles", "grammar.determiners", "actors.adjectives"}
_NUMERALS: Final = frozenset({"numbers.units", "numbers.shares"})
_GOODS: Final = frozenset({"items.nouns", "models"})


def _is_verb_second(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`Demnach erhielt die Ukraine`, `Zudem lieferte Polen`: where the verb stands second, words that can be no subject
    before it leave the subject behind it."""
    if not passage.pack.flag("script.infinitives_last"):
        return False
    before = range(sentence.first, at)
    return 0 < len(before) <= _LONGEST_ADVERB and all(
        passage.tokens[n].kind == "w"
        and not passage.hits.any_at(_NAMING, n)
        and (n == sentence.first or passage.tokens[n].surface[0].islower())
        for n in before
    )


_LONGEST_ADVERB: Final = 3  # tokens
_NAMING: Final = frozenset({
    "grammar.pronouns", "grammar.articles", "grammar.determiners", "grammar.self_speakers", "items.nouns", "items.weak",
    "actors.names", "actors.capital", "actors.people", "actors.leaders", "actors.government", "actors.military",
    "actors.adjectives", "actors.short", "cues.institutions", "models", "grammar.relative", "quantities.units",
})  # fmt: skip
