"""Goods that somebody uses, seizes, finds or destroys: whose verb has them for its object, and what that tells of the
parties.

`Russia fired 60 North Korean missiles at Kharkiv`: who uses goods got them. Who seizes, finds or destroys them is no
party to their flow, and whoever they were taken from got them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party, stands_beside
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import VERBS, Act, acts_in, walls_between

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_USE: Final = "use"
_CUTTING_OFF: Final = frozenset({"seize", "destroy"})
_TOLD: Final = frozenset({_USE, "find"}) | _CUTTING_OFF
_BETWEEN: Final = 10  # tokens from a verb to its object: when, where, by whose word
_IN_SHIP: Final = 16  # and where they are on board of what is seized
_BEHIND: Final = 6  # tokens from goods to their verb
_PAST_CLAUSE: Final = 16  # and past a participle that tells who gave them to whom
_ORIGIN: Final = 5  # tokens behind goods in which their origin is told
_MOVING: Final = frozenset({"supply", "arrive"})
_BY: Final = frozenset({"by", "from"})  # `lanciati dai russi`
_AGENT: Final = 3  # tokens between a verb and whose it is
_GOAL: Final = frozenset({"for"})
_AWAY: Final = frozenset({"from", "to", "of"})  # `seized from`, `capturó a las FAR`, `drones of the army of Mali`
_NAMES: Final = frozenset({"names", "capital", "short", "group"})
_AUXILIARIES: Final = frozenset({"grammar.passive", "grammar.perfect"})
_GIVEN: Final = ("acts.supply", "acts.deploy", "acts.arrive", "acts.receive", "acts.buy")
_ORIGINS: Final = ("actors.adjectives", "grammar.origin.phrase")
_NAMED_MAKERS: Final = ("actors.names",)
_MAKES: Final[tuple[str, ...]] = ()
_FOREIGN: Final = frozenset({"adjectives", "people"})


def use_of(passage: Passage, target: Target, acts: Sequence[Act], *, counted: bool) -> Act | None:
    """The verb of using, seizing, finding or destroying that has the goods for its object; what is found, or not
    `counted` and under a preposition (`struck refineries with drones`), is so only where its origin is told beside
    it."""
    governed = not counted and passage.hits.ending("grammar.prepositions", target.first - 1) is not None
    here = acts_in(target.sentence, acts)
    for act in here:
        if act.frame not in _TOLD or act.negated or act.form in ("noun", "gerund", "base"):
            continue
        if not (_has_object(passage, act, target, here) or _is_done_to(passage, act, target, here)):
            continue
        if (act.frame != "find" and not governed) or _tells_origin(passage, target):
            return act
    return None


def _has_object(passage: Passage, act: Act, target: Target, here: Sequence[Act]) -> bool:
    """Whether goods stand behind an active verb, or behind a passive one that comes first; also those in a ship that is
    seized (`stopped a boat from Iran with 3,000 rifles`)."""
    gap, seizes = target.first - act.last, act.frame in _CUTTING_OFF
    if not 0 <= gap <= (_IN_SHIP if seizes else _BETWEEN) or walls_between(passage, act.first, target.first):
        return False
    told = act.form == "finite" or passage.hits.any_ending(_AUXILIARIES, act.first - 1) or _opens(target, act)
    return told and not _parted(passage, act.last, target.first, here, ("finite",) if seizes else VERBS)


def _opens(target: Target, act: Act) -> bool:
    """`Seized in the Arabian Sea: 2,000 rifles`: a participle that opens a headline."""
    return act.first == target.sentence.first


def _is_done_to(passage: Passage, act: Act, target: Target, here: Sequence[Act]) -> bool:
    """Whether goods stand before a passive verb, or before any where verbs come last."""
    gap = act.first - target.last
    if not 0 <= gap <= _PAST_CLAUSE or walls_between(passage, act.first, target.first):
        return False
    between = [other for other in here if not _is_attribute(passage, other)] if gap > _BEHIND else here
    last = passage.pack.flag("script.postpositions") or (
        passage.pack.flag("script.infinitives_last") and act.voice == "active" and act.form != "noun"
    )
    done = act.voice == "passive" and (act.form == "finite" or passage.hits.any_ending(_AUXILIARIES, act.first - 1))
    passive = passage.hits.ending("grammar.passive", act.first - 1)
    if passive is not None and passage.hits.ending("grammar.prepositions", passive.first - 1) is not None:
        return False  # `oito mísseis prontos para serem usados`
    if gap > _BEHIND and not (done and all(passage.tokens[at].kind == "w" for at in range(target.last, act.first))):
        return False
    return (last or done) and not _parted(passage, target.last, act.first, between, VERBS)


def _is_attribute(passage: Passage, act: Act) -> bool:
    """`tanks supplied by the Americans to the Ukrainian army were destroyed`: a participle that tells more of goods."""
    by = passage.hits.at("grammar.prepositions", act.first) is not None  # `supplied by`, where `supplied` may be finite
    return (by or act.form == "participle") and not passage.hits.any_ending(_AUXILIARIES, act.first - 1)


def _parted(passage: Passage, first: int, last: int, here: Sequence[Act], forms: Sequence[str]) -> bool:
    """Whether another verb in one of these forms, or a word that opens a clause, stands between."""
    if any(first <= act.first < last and act.form in forms for act in here):
        return True
    return passage.hits.any_between("grammar.that", first, last)


def stage_of_used(passage: Passage, target: Target, acts: Sequence[Act]) -> str | None:
    """`underway` for goods that are seized, or stopped while they are sent; None where nothing is done to them."""
    act = target.used
    if act is None:
        return None
    behind = [other for other in acts_in(target.sentence, acts) if other.first >= target.last]
    if act.frame not in _CUTTING_OFF or any(other.frame == _USE for other in behind):
        return "delivered"
    near = passage.hits.between("cues.status", target.last, target.sentence.last)
    moving = any(("cues.status", "underway") in hit.senses for hit in near)
    sent = any(
        other.group in _MOVING and other.form == "finite" and not _is_attribute(passage, other) for other in behind
    )
    return "underway" if act.frame == "seize" or moving or sent else "delivered"


def _tells_origin(passage: Passage, target: Target, named: tuple[str, ...] = _NAMED_MAKERS) -> bool:
    """Whether an adjective or a phrase tells where goods come from; where these stand before goods, also a name of one
    of the classes `named`."""
    end = min(target.last + _ORIGIN, target.sentence.last)
    first = target.first
    classes: tuple[str, ...] = _ORIGINS
    if passage.pack.flag("script.postpositions"):  # 독일 레오파르트로 추정되는 전차
        first, classes = max(target.sentence.first, first - _ORIGIN), (*_ORIGINS, *named)
    return any(passage.hits.any_between(cls, first, end) for cls in classes)


def are_own(passage: Passage, target: Target) -> bool:
    """`The army lost 45 tanks`: goods that are destroyed or lost, in a sentence that tells neither their model nor
    where they come from, are those that somebody made or had."""
    if target.used is None or target.used.frame != "destroy" or target.home is not None:
        return False
    first, last = target.sentence.first, target.sentence.last
    told = (
        (cls, "noun") not in hit.senses or cls == "acts.supply"
        for cls in _GIVEN
        for hit in passage.hits.between(cls, first, last)
    )
    return not _tells_origin(passage, target) and not any(told)


def are_lost(
    passage: Passage, target: Target, pair: tuple[str | None, str | None], here: Sequence[Party], *, known: bool
) -> bool:
    """`The army destroyed 300 Russian jets`, `Azerbaijan has fired 9,000 rockets at Armenia`: goods that are used or
    destroyed, where no word tells that they came from another than the one who had them.

    Args:
        here: the parties of the figure's sentence.
        known: whether a figure before it has its pair.
    """
    act, cues = target.used, target.cues or {}
    giver, user = pair
    told = cues.get(giver, ()) if giver is not None else ()
    if act is None:
        return _is_of_losses(passage, target, told)
    if act.frame not in ("destroy", _USE):
        return False
    if act.frame == "destroy" and "inside:goods" in told and "made_by" not in told:
        return not known and (user is None or _OUTSIDE.issuperset(cues.get(user, ())))
    if not _ORIGIN_TOLD.isdisjoint(told) or any(name.startswith("home:") for name in told):
        return False
    comes = any(party.code == giver and _tells_of_giving(party) for party in here)
    return not comes and not _tells_origin(passage, target, _MAKES)


def _is_of_losses(passage: Passage, target: Target, told: Sequence[str]) -> bool:
    """`lost 12 tanks, 40 guns and 9 jets, all of them destroyed`: goods of a sentence in which things are destroyed and
    nothing is given or got, where no word tells whose make they are."""
    first, last = target.sentence.first, target.sentence.last
    if target.sort != "goods" or not passage.hits.any_between("acts.destroy", first, last):
        return False
    if any(passage.hits.any_between(cls, first, last) for cls in (*_GIVEN, "acts.pledge", "acts.find", "acts.seize")):
        return False
    made = not _ORIGIN_TOLD.isdisjoint(told) or any(name.startswith("home:") for name in told)
    return not made and not _tells_origin(passage, target, _MAKES)


def _tells_of_giving(party: Party) -> bool:
    """Whether a name stands under a word for a source, or in a clause of giving."""
    return bool(_BY & party.prepositions) or (party.own is not None and party.own.group in _GAVE)


_GAVE: Final = frozenset({"supply", "arrive", "receive", "make"})
_OUTSIDE: Final = frozenset({"taken:from", "taken:to"})
_ORIGIN_TOLD: Final = frozenset({"inside:goods", "made_by", "gives_here", "sent_from"})


def user_of(passage: Passage, target: Target, here: Sequence[Party]) -> list[Party]:
    """Who got goods by what is done with them: whoever uses them, or had them when they were seized or destroyed.

    Args:
        here: the parties of the figure's sentence.
    """
    act = target.used
    if act is None:
        return [party for party in here if _is_who_uses(passage, target, party)][:1]
    if _loses(passage, act):
        losing = [party for party in here if party.first == act.subject] or _subject_of(passage, act, here)
        if losing := [party for party in losing if party.own is None or party.own.group != "supply"]:
            return losing[:1]
    using = [party for party in here if _uses(target, party)]
    if act.frame == _USE and act.voice == "active":
        using = using or _subject_of(passage, act, here)
    if not using and act.frame == "find":
        using = _holder_of(passage, target, here)
    if using or act.frame == _USE or not _is_told(target, here):
        return using
    if (giver := _giver_of_used(target, here)) is not None:  # `trois canons ukrainiens livrés par la France`
        owner = makers_inside(target, here)
        if owner and owner[0].code != giver.code:
            return owner[:1]
    near = [party for party in here if party.role in _NAMES or party.institution]
    near = [party for party in near if _is_near(party, act, target) and party.first != act.subject]
    for words in (_GOAL, _AWAY):  # who was to get them is told before who had them
        if found := [party for party in near if words & party.governors]:
            return found[:1]
    return []


def _is_who_uses(passage: Passage, target: Target, party: Party) -> bool:
    """`Half of the shells that Russia fires are supplied by North Korea`: whose verb of using stands in a clause that
    tells more of the goods."""
    own = party.own
    if own is None or own.frame != _USE or own is target.act or own.subject != party.first or party.possessive:
        return False
    if own.form != "finite" or own.voice != "active":
        return False
    if passage.pack.flag("script.postpositions"):  # `러시아가 쓰는 포탄의 절반`
        return 0 <= target.first - own.last <= _ORIGIN
    opened = [hit.first for cls in _OPENERS for hit in passage.hits.between(cls, target.last, party.first)]
    opened += [at for at in range(target.last, party.first) if at in passage.wall_set]
    if not opened or min(opened) - target.last > _ORIGIN:
        return False
    return target.act is not None and target.act.first > own.first and target.act.group in ("supply", "receive")


_OPENERS: Final = ("grammar.that", "grammar.relative")


def _giver_of_used(target: Target, here: Sequence[Party]) -> Party | None:
    """Who gave goods that were seized or destroyed, by a participle of giving right behind them."""
    for party in here:
        own = party.own
        if own is None or own.group != "supply" or own.form != "participle" or not _BY & party.governors:
            continue
        if 0 <= own.first - target.last <= _AGENT and 0 <= party.first - own.last <= _AGENT:
            return party
    return None


def _holder_of(passage: Passage, target: Target, here: Sequence[Party]) -> list[Party]:
    """`found 43 American components in a downed Russian missile`: whose the goods are in which others were found."""
    postposed = passage.pack.flag("script.postpositions")
    for party in here:
        if party.role not in _FOREIGN or party.institution or target.first <= party.first < target.last:
            continue
        noun = stands_beside(passage, party, _GOODS)
        led = passage.hits.between("grammar.prepositions", max(party.first - _LED, target.sentence.first), party.first)
        led = [hit for hit in led if ("grammar.prepositions", "in") in hit.senses]
        if noun and (postposed or (led and not any(led[-1].last <= p.first < party.first for p in here))):
            return [party]
    return []


_GOODS: Final = frozenset({"items.nouns", "models"})
_LED: Final = 4  # tokens from a preposition to the adjective of its noun
_CONTENTS: Final = 2  # tokens behind a unit in which its goods and whose they are stand


def _is_told(target: Target, here: Sequence[Party]) -> bool:
    """Whether whose goods they were is told inside their phrase: by an adjective, or by who gave them."""
    return any(
        (party.role in _FOREIGN or party.made_by or (party.own is not None and party.own.group == "supply"))
        and target.first <= party.first < target.last + _CONTENTS
        for party in here
    )


def _is_near(party: Party, act: Act, target: Target) -> bool:
    """Whether a name stands between a verb and the goods, or right behind them."""
    return (act.last <= party.first and party.last <= target.first) or 0 <= party.first - target.last <= _ORIGIN


def _uses(target: Target, party: Party) -> bool:
    """`seven Iranian missiles fired by the Houthis`, `drones that the army of Mali uses`: whose verb of using stands
    beside the goods."""
    own = party.own
    if own is None or own.frame != _USE:
        return False
    gap = own.first - target.last if own.first >= target.last else target.first - own.last
    inside = target.first <= own.first < target.last
    if not (inside or 0 <= gap <= _ORIGIN) and own is not target.used:
        return False
    if own.voice == "active":
        return party.first == own.subject and not party.possessive
    behind, before = party.first - own.last, own.first - party.last  # `36 von Russland gestartete Drohnen`
    return bool(_BY & party.governors) and (0 <= behind <= _AGENT or 0 <= before <= _AGENT)


def _subject_of(passage: Passage, act: Act, here: Sequence[Party]) -> list[Party]:
    """`le forze russe hanno lanciato`: the party whose the noun before a verb is, by its adjective."""
    before = [party for party in here if party.last <= act.first and not walls_between(passage, party.first, act.first)]
    free = [party for party in before if party.preposition is None and party.role in _FOREIGN]
    return free[-1:] if free and act.first - free[-1].last <= _AGENT else []


def _loses(passage: Passage, act: Act) -> bool:
    """`The Malian army lost six Turkish drones`: whether the subject of a verb had the goods."""
    return act.voice == "active" and passage.hits.any_between("grammar.losing", act.first, act.last)


def outsider_of(passage: Passage, target: Target, here: Sequence[Party]) -> list[Party]:
    """Who seizes, finds or destroys goods: no party to their flow, where that has two others, or goods tell whose make
    they are."""
    act = target.used
    if act is None or act.frame == _USE or act.voice != "active":
        return []
    if _loses(passage, act):
        outside = [party for party in here if party.own is not None and party.own.frame in _CUTTING_OFF]
        outside = [party for party in outside if party.first != act.subject and _BY & party.governors]
    else:
        outside = [party for party in here if party.first == act.subject] or _subject_of(passage, act, here)
    others = {party.code for party in here} - {party.code for party in outside}
    return outside if len(others) > 1 or (others and makers_inside(target, here)) else []


def makers_inside(target: Target, here: Sequence[Party]) -> list[Party]:
    """Whose make goods are, by an adjective inside them."""
    return [party for party in here if party.role in _FOREIGN and target.first <= party.first < target.last]
