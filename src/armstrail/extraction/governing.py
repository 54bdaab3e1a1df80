"""What governs a mention of a party once all mentions are known: prepositions that several share, cases that stand for
prepositions, owners that pass theirs on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from armstrail.extraction.numbers import number_at
from armstrail.extraction.passage import Passage
from armstrail.extraction.speakers import NAMED

if TYPE_CHECKING:
    from armstrail.extraction.parties import Parties, Party


def settle_governors(passage: Passage, parties: Parties) -> None:
    """Settle the preposition of each mention; its case, where it tells a part, becomes one."""
    _pass_to_heads(parties)
    _share_prepositions(passage, parties)
    _part_from_nouns(passage, parties)
    _let_cases_govern(parties)


def _part_from_nouns(passage: Passage, parties: Parties) -> None:
    """`Росії Північна Корея надала`, `De Rusia, Caracas compró`: with no noun before it, at the head of a sentence or
    behind a verb, a name belongs to none: what could be `of` is the other part, or `from`."""
    for here in parties.by_sentence.values():
        come = False  # whether a name before stands for where goods come from
        for party in here:
            if (
                party.case is not None
                and "|" in party.case
                and (_stands_apart(passage, party.first) or _gets_goods(passage, party))
            ):
                party.case = "|".join(part for part in party.case.split("|") if part != "of")
            elif party.preposition == "of" and party.role in _PLAIN:
                of = _of_before(passage, party)
                if of is not None and (_comes(passage, party, of) or (come and _goes_on_from(passage, party, of))):
                    party.preposition, come = "from", True


_PLAIN = frozenset({"names", "capital", "short"})
_GETTING = ("acts.arrive", "acts.receive", "acts.buy")
_AUXILIARIES = 3  # tokens from a name at the head of a clause to its verb


def _of_before(passage: Passage, party: Party) -> int | None:
    """The token at which the `of` of a name begins, where only its article stands between."""
    for at in (party.first - 1, party.first - 2):
        if (of := passage.hits.ending("grammar.prepositions", at)) is not None:
            return of.first
        if passage.hits.ending("grammar.articles", at) is None:
            return None
    return None


def _comes(passage: Passage, party: Party, of: int) -> bool:
    """`llegaron de Alemania`, `de Alemania han llegado`, `De Rusia, Caracas compró`: behind a verb of coming or
    getting, or before one at the head of a clause, a name is where goods come from."""
    if _is_getting(passage, of - 1, ends=True) or _is_getting(passage, of, ends=True):
        return True  # the `of` may be part of the verb (`procede de`)
    first = passage.sentences[party.sentence].first
    opens = of == first or passage.tokens[of - 1].form == "," or passage.is_a("grammar.that", of - 1)
    if not opens:
        return False
    comma = party.last < len(passage.tokens) and passage.tokens[party.last].form == ","
    ahead = range(party.last, min(party.last + _AUXILIARIES, passage.sentences[party.sentence].last))
    return (of == first and comma) or any(_is_getting(passage, at, ends=False) for at in ahead)


def _is_getting(passage: Passage, at: int, *, ends: bool) -> bool:
    look = passage.hits.ending if ends else passage.hits.at
    return any((hit := look(cls, at)) is not None and (cls, "noun") not in hit.senses for cls in _GETTING)


def _goes_on_from(passage: Passage, party: Party, of: int) -> bool:
    """`y de Portugal otros tres`, `el 14 % de China`: in a row behind such a name, before a figure or right behind a
    share."""
    if passage.is_a("quantities.percent", of - 1):
        return True
    joined = passage.is_a("grammar.coordinators", of - 1) or passage.tokens[of - 1].form == ","
    behind = party.last
    behind += passage.is_a("quantities.another", behind)
    if not joined or behind >= len(passage.tokens):
        return False
    return passage.tokens[behind].form == "(" or number_at(passage, behind) is not None


def _stands_apart(passage: Passage, at: int) -> bool:
    """Whether a name opens its sentence, stands before a dash for a verb left out (`а Индии — шесть`), or behind a
    verb; where nouns have capitals, behind any word that can own nothing (`hat gestern der Ukraine geliefert`)."""
    first = passage.sentence_of(at).first
    while at > first and passage.hits.any_ending(_ARTICLES, at - 1):
        at -= 1
    if at == first or (passage.pack.flag("script.capital_nouns") and _owns_nothing(passage, at - 1)):
        return True
    if at + 1 < len(passage.tokens) and passage.tokens[at + 1].form in "–—" and passage.is_a("grammar.walls", at - 1):
        return True
    return any(
        (cls, "noun") not in hit.senses
        for cls in passage.pack.acts
        if (hit := passage.hits.ending(cls, at - 1)) is not None
    )


def _gets_goods(passage: Passage, party: Party) -> bool:
    """`продаж Японії 40 ракет`, `поставку Армении новых гаубиц`: between a noun of giving and its goods a name
    is the one to whom they go, not the one whose gift they are."""
    noun = passage.hits.ending("acts.supply", party.first - 1)
    if noun is None or ("acts.supply", "noun") not in noun.senses:
        return False
    end = min(party.last + _GOODS_BEHIND, passage.sentences[party.sentence].last)
    for at in range(party.last, end):
        if passage.hits.any_at(_GOODS, at) or number_at(passage, at) is not None:
            return True
        if passage.tokens[at].kind != "w" or passage.hits.any_at(_OPENING, at):
            return False
    return False


_GOODS_BEHIND = 4  # tokens from a name to the goods behind it, their adjectives between
_GOODS = frozenset({"items.nouns", "items.weak", "models"})
_OPENING = frozenset({"grammar.prepositions", "grammar.coordinators", "actors.names", "actors.capital"})
_ARTICLES = frozenset({"grammar.articles"})
_JOINS = frozenset({"grammar.coordinators", "grammar.alternatives", "grammar.prepositions", "actors.adjectives"})
_TIMES = frozenset({"dates.months", "dates.weekdays", "dates.relative"})


def _owns_nothing(passage: Passage, at: int) -> bool:
    word = passage.tokens[at]
    if passage.hits.any_ending(_TIMES, at):
        return True
    return word.kind == "w" and word.surface[0].islower() and not passage.hits.any_ending(_JOINS, at)


def _let_cases_govern(parties: Parties) -> None:
    """A case that tells a part stands for the preposition of that part: what is learnt from languages with
    prepositions holds for those with cases. The case of an object stands for none."""
    for party in parties.mentions:
        if party.case is not None and party.case != "object":
            party.preposition, party.case = party.case, None


def _pass_to_heads(parties: Parties) -> None:
    """`to Yemen's Houthi rebels`: what governs an owner governs the name that it owns."""
    for owner, party in pairwise(parties.mentions):
        if owner.possessive and owner.preposition is not None and 0 <= party.first - owner.last <= 1:
            if party.preposition is None and party.role in ("names", "people"):
                party.preposition, owner.preposition = owner.preposition, None


def _share_prepositions(passage: Passage, parties: Parties) -> None:
    """`from the Netherlands and Denmark`: a party joined to one before it stands under the same preposition."""
    if passage.pack.flag("script.postpositions"):
        return
    for here in parties.by_sentence.values():
        for before, party in pairwise(here):
            office = before.institution and before.role in NAMED
            if party.preposition is not None or before.preposition is None or office or party.institution:
                continue
            if _has_figure(passage, party.last):
                continue  # `14 chars à l'Ukraine, l'Espagne 10`: the next giver, not the next to get
            gap = [at for at in range(before.last, party.first) if passage.hits.ending("grammar.articles", at) is None]
            joins = len(gap) == 1 and passage.is_a("grammar.coordinators", gap[0])
            listed = len(gap) == 1 and passage.tokens[gap[0]].form == "," and _goes_on(passage, here, party)
            if joins or listed:
                party.preposition = before.preposition


def _has_figure(passage: Passage, at: int) -> bool:
    """Whether a figure begins at a token, a word for others before it: `y Países Bajos otros 24`."""
    for cls in ("grammar.prepositions", "quantities.another"):  # `et les États-Unis pour 27 %`
        hit = passage.hits.at(cls, at)
        at = hit.last if hit is not None else at
    return at < len(passage.tokens) and number_at(passage, at) is not None


def _goes_on(passage: Passage, here: list[Party], party: Party) -> bool:
    """`from Norway, Denmark and Spain` is a row; `per Seul, Pyongyang ha inviato` is none: behind its comma the
    subject begins."""
    joins = party.last
    if joins >= len(passage.tokens):
        return False
    if passage.tokens[joins].form != "," and not passage.is_a("grammar.coordinators", joins):
        return False
    return any(0 < follower.first - joins <= 2 for follower in here)
