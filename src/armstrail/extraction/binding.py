"""Which verb a figure, and which verb a party belongs to: the nearest in words, where clauses count as farther.

A sentence has often more than one verb, and the one nearest to the figure need not be the one that says who gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.rows import is_preposition
from armstrail.extraction.verbs import Act, acts_in, is_phrase_of_worth, walls_between

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_MAX_REACH: Final = 26
_WALL: Final = 8.0  # what a wall costs
_GAPPED_WALL: Final = 2.0  # and where a clause has left its verb out
_SMALL: Final = frozenset({"grammar.articles", "quantities.hedges_before", "quantities.another"})
_JOINING: Final = frozenset({",", "–", "—", "-"})  # between a name and its figure where the verb is left out
_PARTING: Final = frozenset({"grammar.coordinators", "grammar.walls"})
_NAMED: Final = frozenset({"actors.names", "actors.short", "actors.capital"})


def name_before(passage: Passage, figure: int, start: int) -> tuple[int, int] | None:
    """The tokens `[first, last)` of a name right before a figure that a comma, a semicolon or a word of joining parts
    from what stood before: `Poland sent 14, Spain 10; Finland three`.

    Args:
        figure: the first token of the figure.
        start: the token behind which name and sign must stand.
    """
    hits, at = passage.hits, figure - 1
    while at > start and (
        passage.tokens[at].form in _JOINING or hits.any_ending(_SMALL, at) or is_preposition(passage, at, "with")
    ):
        at -= 1
    if not hits.any_ending(_NAMED, at):
        return None
    name = next(hit for cls in _NAMED if (hit := hits.ending(cls, at)) is not None)
    before = name.first - 1
    while before > start and hits.ending("grammar.articles", before) is not None:
        before -= 1
    joined = before > start and (passage.tokens[before].form in ",;" or hits.any_ending(_PARTING, before))
    return (name.first, name.last) if joined else None


def name_past_dash(passage: Passage, target: Target) -> tuple[int, int] | None:
    """The tokens of a name behind the dash that stands for a verb left out: `45% came from the US, 12% — Germany`."""
    at, hits, end = target.last, passage.hits, target.sentence.last
    if at + 1 >= end or passage.tokens[at].form not in "–—":
        return None
    name = next((hit for cls in _NAMED if (hit := hits.at(cls, at + 1)) is not None), None)
    closed = name is not None and (name.last >= end or passage.tokens[name.last].form in ",;.()")
    return (name.first, name.last) if name is not None and closed else None


def governing_act(passage: Passage, acts: list[Act], target: Target) -> Act | None:
    """The act nearest to the target in words, walls counted as eight, words of saying and making last."""
    best: tuple[float, int] | None = None
    chosen = None
    verbs_last = passage.pack.flag("script.postpositions")
    wall: float | None = None  # worked out where one stands between
    for act in acts_in(target.sentence, acts):
        if act.group in ("train", "agree"):
            continue
        if target.first <= act.first < target.last:
            continue
        gap = target.first - act.last if act.first < target.first else act.first - target.last
        if gap > _MAX_REACH:
            continue  # all that follows only adds to it
        if act.form == "noun" and gap > 1 and _is_paid_for(passage, act) and not _links_to(passage, act, target):
            continue
        cost = float(gap)
        if walls := walls_between(passage, act.first, target.first):
            if wall is None:
                wall = _GAPPED_WALL if name_before(passage, target.first, target.sentence.first) is not None else _WALL
            cost += wall * walls
        linked = act.form != "noun" or _is_of_purchase(passage, act, gap) or _links_to(passage, act, target)
        cost += 0.0 if linked else 3.0
        cost += (
            4.0 if act.group in ("make", "pay", "find") and not (act.group == "pay" and target.sort == "money") else 0.0
        )
        if verbs_last:
            behind = act.first < target.first and act.form != "noun"
            cost += 6.0 if behind and not _modifies(passage, act, target) else 0.0
        else:
            cost += 2.0 if act.first > target.first else 0.0
        cost += 2.0 if act.form == "gerund" else 0.0
        cost += _PURPOSE if act.form == "base" and act.first > target.first and _is_purpose(passage, act) else 0.0
        if act.first > target.first and _only_says(passage, act, target):
            cost += _WALL  # `recibirá 24 obuses, anunció el ministro`
        if cost <= _MAX_REACH and (best is None or (cost, act.first) < best):
            best, chosen = (cost, act.first), act
    return chosen


def _is_of_purchase(passage: Passage, act: Act, gap: int) -> bool:
    """`одобрило закупку 24 истребителей`, `24대 구매를 승인했다`: whether a noun of buying governs
    what is beside it by a case."""
    plain = passage.pack.table("cases") or passage.pack.flag("script.postpositions")
    return act.frame == "buy" and gap <= _FROM and bool(plain)


_FROM: Final = 2  # tokens of the one bought from: `покупку у Италии 24 истребителей`


def _is_purpose(passage: Passage, act: Act) -> bool:
    """`envió 200 misiles para usarlos contra Ucrania`: whether an infinitive stands right behind a word for `for`."""
    word = passage.hits.ending("grammar.prepositions", act.first - 1)
    return word is not None and ("grammar.prepositions", "for") in word.senses


_PURPOSE: Final = 6.0  # what it costs a verb to stand in words for what goods are for


def _is_paid_for(passage: Passage, act: Act) -> bool:
    """`erhielt im Gegenzug für seine Unterstützung 9.000 Container`, `지원의 대가로`: a noun of action that only tells
    what is paid for by that of another verb."""
    if passage.pack.flag("script.postpositions"):
        near = passage.hits.between("cues.discourse", act.last, act.last + _PAID)
    else:
        near = passage.hits.between("cues.discourse", act.first - 2 * _PAID, act.first)
        near = [hit for hit in near if hit.last + _PAID > act.first]
    return any(_RETURN in hit.senses for hit in near)


_RETURN: Final = ("cues.discourse", "return_flow")
_PAID: Final = 3  # tokens between a word of exchange and what is paid for


def _only_says(passage: Passage, act: Act, target: Target) -> bool:
    """Whether a verb behind a figure and a comma may as well be one of saying."""
    if not passage.is_a("cues.speech", act.first):
        return False
    return any(passage.tokens[at].form in ',”»"' for at in range(target.last, act.first))


def _modifies(passage: Passage, act: Act, target: Target) -> bool:
    """북한이 보낸 컨테이너가 6700개에 이르고: a verb right before the noun that the number behind it counts."""
    gap = target.first - act.last
    return act.group in _MOVES and 0 < gap <= _NOUN and passage.hits.any_at(_COUNTED, act.last)


_MOVES: Final = frozenset({"supply", "receive"})
_NOUN: Final = 3  # tokens of a noun and its particles
_COUNTED: Final = frozenset({"items.nouns", "quantities.units", "models"})


def _links_to(passage: Passage, act: Act, target: Target) -> bool:
    """`la consegna di 300 carri`: a noun of action right before its goods, joined by `of`."""
    if not 0 < target.first - act.last <= 3:
        return False
    of = passage.hits.at("grammar.prepositions", act.last)
    return of is not None and of.value("grammar.prepositions") == "of"


def bind_acts(passage: Passage, acts: list[Act], parties: Parties) -> None:
    """Give each party the act of its own clause, and its place by it: a sentence has often more than one act,
    and the one nearest to the figure need not be the one that says who gives."""
    by_sentence: dict[int, list[Act]] = {}
    for act in acts:
        moves = act.group in ("supply", "receive", "arrive", "agree", "pay", "use", "make")
        if moves and not is_phrase_of_worth(passage, act):
            by_sentence.setdefault(passage.sentence_of(act.first).index, []).append(act)
    for party in parties.mentions:
        if (own := _acted_by(passage, party, by_sentence.get(party.sentence, ()))) is not None:
            party.own = own
            continue
        near: tuple[float, Act] | None = None
        for act in by_sentence.get(party.sentence, ()):
            if act.first < party.last and party.first < act.last:
                continue
            gap = act.first - party.last if act.first >= party.last else party.first - act.last
            if act.subject == party.first:
                cost = -1.0
            elif gap > _OWN:
                continue
            else:
                cost = gap + _WALL * walls_between(passage, act.first, party.first)
            if cost <= _OWN and (near is None or cost < near[0]):
                near = (cost, act)
        party.own = near[1] if near is not None else None


def _acted_by(passage: Passage, party: Party, acts: Sequence[Act]) -> Act | None:
    """`commandé par le Qatar et par l'Inde, il a été vendu`: where verbs stand before their objects, who stands behind
    `by` acts in the passive verb before it."""
    if party.preposition != "by":
        return None
    verbs_last = passage.pack.flag("script.infinitives_last") or passage.pack.flag("script.postpositions")
    if verbs_last or passage.pack.table("cases"):
        return None  # an ending of the instrumental tells more than agents
    before = [act for act in acts if act.last <= party.first <= act.last + _AGENT]
    return before[-1] if before and before[-1].voice == "passive" else None


_OWN: Final = 14  # tokens from a party to the act of its clause
_AGENT: Final = 14  # tokens from a passive verb to one of those who act in it
