"""Parties that a figure's sentence names and that have no part in it: who made other goods, or what is replaced, where
something was said, whose word it is, and what stands on the other side of a semicolon.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.items import GENERIC
from armstrail.extraction.parties import Party, preposition_before
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import VERBS, is_verb, walls_between

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_WORD: Final = 8  # tokens from a word that is told to whose it is
_AGENT_BY = frozenset({"by", "from"})  # `forniti dall'Iran`
_BEING = frozenset({"grammar.passive", "grammar.copula"})
_WAY = frozenset({"via", "outside"})  # whom goods only pass through, or pass by
_INSERTED: Final = 9  # tokens between the commas of words let in
_NAMED = frozenset({"actors.names", "actors.short", "actors.capital"})
_LISTING = frozenset({"grammar.coordinators", "grammar.articles", "grammar.determiners"})


def has_no_part(passage: Passage, party: Party, target: Target) -> bool:
    """Whether a party belongs to other goods of its sentence, or to what is said and not to what it tells."""
    return (
        _is_of_outlet(passage, party)
        or _is_of_flag(passage, party)
        or _is_membership(passage, party)
        or _made_other_goods(passage, party, target)
        or _is_where_said(passage, party, target)
    )


def _is_of_outlet(passage: Passage, party: Party) -> bool:
    """`disse alla giapponese NHK che`, `일본 NHK에`: whether a name only tells where the outlet right behind it is."""
    return passage.is_a("sources.media", party.last)


def _is_of_flag(passage: Passage, party: Party) -> bool:
    """`a Somali-flagged dhow`, `sous pavillon panaméen`: whether a name tells whose flag or crew a ship has, where
    goods are seized or found on it."""
    if not passage.hits.starts.get(_FLAGS):
        return False
    flag = passage.hits.any_between(_FLAGS, party.last, party.last + _FLAG)
    if not flag and passage.hits.ending(_FLAGS, party.first - 1) is None:
        return False
    sentence = passage.sentence_of(party.first)
    return any(passage.hits.any_between(cls, sentence.first, sentence.last) for cls in _TAKING)


_TAKING: Final = ("acts.seize", "acts.find", "acts.destroy")
_FLAGS: Final = "cues.flags"
_FLAG: Final = 2  # tokens from a name to such a word, a hyphen between


def comes_after(passage: Passage, party: Party, target: Target) -> bool:
    """`The Saudis got arms for 829 million, followed by Jordan with 155 million`: whether a name behind such words has
    a figure of its own there, and no part in the one before them."""
    if party.first < target.last:
        return False
    told = passage.hits.between("cues.roles", target.last, party.first)
    follows = next((hit for hit in told if ("cues.roles", "alike") in hit.senses), None)
    if follows is None:
        return False
    row = [last for first, last in target.rivals if first >= follows.last]
    if not row:
        return False
    ends = row[-1] if party.first >= row[-1] else party.first  # `..., Peru (38 million), as the ministry reported`
    return not any(passage.hits.any_between(cls, ends, party.first) for cls in ("cues.speech", "cues.according"))


def given_by_office(passage: Passage, here: Sequence[Party], target: Target) -> bool:
    """`The government will give 14 German-made tanks`: whether an office whose state is not named gives the goods of a
    figure, so that who made them does not."""
    act = target.act
    if act is None or act.group != "supply" or act.form not in ("finite", "base") or act.voice == "passive":
        return False
    first, end = target.sentence.first, min(act.first, target.first)
    if not any(is_maker(party, target) for party in here):
        return False
    if any(not (is_maker(party, target) or _GETS & party.governors) for party in here if party.first < end):
        return False
    return any(
        _OFFICES.intersection(office.senses) and preposition_before(passage, target.sentence, office.first) is None
        for office in passage.hits.between("cues.institutions", first, end)
    )


def is_maker(party: Party, target: Target) -> bool:
    """Whether a party is named as who made the goods of a figure."""
    inside = party.role == "adjectives" and target.first <= party.first < target.last
    by_noun = party.own is not None and party.own.group == "make" and party.own.form == "noun"
    return party.role != "place" and (party.made_by or inside or (by_noun and party.role == "adjectives"))


_GETS: Final = frozenset({"to", "for"})
_OFFICES: Final = frozenset({("cues.institutions", "government"), ("cues.institutions", "military")})


def _is_membership(passage: Passage, party: Party) -> bool:
    """`Die USA, der stärkste Nato-Partner, haben`: whether an alliance stands in words let in behind a name."""
    if passage.pack.vocabulary.actors[party.code].kind not in ("organisation", "bloc"):
        return False
    sentence = passage.sentence_of(party.first)
    commas = [at for at in passage.signs if sentence.first <= at < sentence.last and passage.tokens[at].form == ","]
    opens = next((at for at in reversed(commas) if at < party.first), None)
    closes = next((at for at in commas if at >= party.last), None)
    if opens is None or closes is None or closes - opens > _INSERTED:
        return False
    inside = range(opens + 1, closes)
    verbs = any(is_verb(passage, at, VERBS) or passage.is_a("grammar.relative", at) for at in inside)
    return not verbs and passage.hits.any_ending(_NAMED, opens - 1)


def in_own_part(passage: Passage, target: Target, named: list[Party]) -> list[Party]:
    """`North Korea shipped munitions to Russia; in return Russia supplied goods worth 457 million`: what is given in
    return, behind a semicolon and with a giver of its own, is told by that part alone."""
    act, sentence = target.act, target.sentence
    if act is None or act.subject is None:
        return named
    parts = [at for at in passage.signs if sentence.first <= at < target.first and passage.tokens[at].form == ";"]
    if not parts or act.subject < parts[-1] or act.first < parts[-1]:
        return named
    returned = passage.hits.between("cues.discourse", parts[-1], target.first)
    if not any(("cues.discourse", "return_flow") in hit.senses for hit in returned):
        return named
    return [party for party in named if party.first > parts[-1]]


def _made_other_goods(passage: Passage, party: Party, target: Target) -> bool:
    """`140 guns and gear against the drones supplied by Iran`: who stands behind `by` and a participle right behind
    other goods gave these alone; `300 missiles and drones supplied by Iran` are of one giver."""
    own = party.own
    if own is None or own.form != "participle" or not _AGENT_BY & party.prepositions:
        return False
    if not 0 <= party.first - own.last <= 2 or own.group != "supply" or target.last == own.first:
        return False
    goods = passage.hits.ending("items.nouns", own.first - 1)
    if goods is None or goods.value("items.nouns") in GENERIC or passage.hits.any_ending(_BEING, own.first - 1):
        return False
    if target.first < goods.first:
        between = range(target.last, goods.first)
        return any(not passage.hits.any_at(_LISTING, at) and passage.tokens[at].form != "," for at in between)
    return target.sort == "goods" and passage.tokens[party.last].form == ","


def makers_of_replaced(passage: Passage, here: Sequence[Party], target: Target) -> set[str]:
    """`five KC-390s, to replace C-130s of America's Lockheed Martin`: who is named behind a word for replacing, in a
    clause that the figure stands before, and nowhere else in its sentence, has to do with what is replaced."""
    words = passage.hits.between("cues.replaced", target.last, target.sentence.last)
    if not words:
        return set()
    at = words[0].last
    end = next(
        (n for n in range(at, target.sentence.last) if passage.tokens[n].form in ",;:()–—"), target.sentence.last
    )
    inside = {party.code for party in here if at <= party.first < end}
    outside = {party.code for party in here if not at <= party.first < end}
    acting = any(at <= party.own.first < end for party in here if party.own is not None)
    return set() if acting else inside - outside


def _is_where_said(passage: Passage, party: Party, target: Target) -> bool:
    """`The president told a conference in Berlin that Ukraine needs tanks`: a place between a verb of saying and what
    was said has no part in it."""
    if party.preposition != "in" or party.last > target.first:
        return False
    if not passage.hits.any_between("grammar.that", party.last, target.first):
        return False
    said = passage.hits.between("cues.speech", target.sentence.first, party.first)
    return any(not passage.hits.any_between("grammar.that", hit.last, party.first) for hit in said)


def is_only_passed(party: Party, here: Sequence[Party]) -> bool:
    """`via Chad`, `outside Europe`: whether goods only pass through a party, or by it, that its sentence does not name
    otherwise; a place tells where they end (`via the port of Vostochny`)."""
    through = bool(party.prepositions) and party.prepositions <= _WAY and party.role != "place"
    return through and not any(p.code == party.code and p is not party for p in here)


def is_accused(passage: Passage, party: Party) -> bool:
    """`negó haber suministrado 300 misiles y acusó a Londres`: who is accused of what other words tell."""
    said = passage.hits.ending("cues.speech", party.first - 2)
    return said is not None and ("cues.speech", "alleged") in said.senses


def is_where_word_comes_from(passage: Passage, party: Party) -> bool:
    """`The accusation comes from Khartoum's ambassador`: whose word it is has no part in what it tells."""
    if not {"from", "of"} & party.prepositions:
        return False
    first = max(passage.sentence_of(party.first).first, party.first - _WORD)
    return any(
        not walls_between(passage, word.last, party.first)
        and not passage.hits.any_between("items.nouns", word.last, party.first)
        for word in passage.hits.between("cues.told", first, party.first)
        if word.last - word.first > 1 and passage.hits.ending("grammar.copula", word.last - 1) is None
    )
