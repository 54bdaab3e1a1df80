"""Whom goods and people go to, where the words of a clause leave no choice: `sent to Greece and Bulgaria`, `buy shells
and hand them to Ukraine`, `Kenya was given six jets`, `withdraw 800 men from Chad`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.bystanders import is_maker
from armstrail.extraction.control import AUXILIARIES
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.respective import are_joined
from armstrail.extraction.verbs import clause_of, walls_between

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

Ends = tuple[list[Party], list[Party]]  # who gives, who gets; nobody where the words do not tell

_NAMES: Final = frozenset({"names", "capital", "short", "group", "company"})
_LINK: Final = 2  # tokens that part a name from what governs it


def passed_on(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`Norway will buy 50,000 shells and hand them to Ukraine`: who buys for another gives, whoever sells, where a verb
    of giving without a figure of its own stands behind that of buying."""
    act = target.act
    if act is None or act.frame != "buy" or act.form == "noun" or act.voice != "active":
        return None
    buyer = [party for party in here if party.first == act.subject]
    if not buyer:
        return None
    begin = max(act.last, target.last)
    if any(first >= begin for first, _ in target.rivals):
        return None
    gives = [
        hit for cls in ("acts.supply", "acts.pledge") for hit in passage.hits.between(cls, begin, target.sentence.last)
        if (cls, "noun") not in hit.senses
    ]  # fmt: skip
    for party in here:
        near = any(abs(party.first - hit.first) <= _PASSED for hit in gives)
        named = party.role in _NAMES and passage.pack.vocabulary.actors[party.code].kind in _SINGLE
        if near and named and party.first >= begin and "to" in party.prepositions:
            return (buyer, [party]) if party.code != buyer[0].code else None
    return None


_SINGLE: Final = frozenset({"state", "group"})  # what may be passed on to allies is bought for oneself
_PASSED: Final = 4  # tokens between a verb of giving and to whom


def to_several(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`will be sent to Greece and Bulgaria`: names joined behind one `to` all get, and none of them gives."""
    if target.act is None or target.act.frame not in _SENDING or target.act.form == "noun":
        return None
    words = {"to", "in"} if target.sort == "people" else {"to"}
    goals = [p for p in here if words & p.prepositions and p.role in _NAMES and not p.speaks and p.first >= target.last]
    several = len({p.code for p in goals}) > 1 and goals[0].prepositions <= _THERE
    joined = several and all(are_joined(passage, one.last, other.first) for one, other in pairwise(goals))
    return ([], goals) if joined else None


_SENDING: Final = frozenset({"supply", "deploy", "arrive"})
_THERE: Final = frozenset({"to", "in"})


def withdrawn(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`France will withdraw 800 men from Chad`, `cut its garrison in Senegal from 350 to 100 men`: who calls people
    back, or makes them fewer or more, had sent them to where they were."""
    if target.sort != "people":
        return None
    sentence = target.sentence
    verb = next(iter(passage.hits.between("grammar.withdrawing", sentence.first, sentence.last)), None)
    hosting = _HOSTING if verb is not None else _STATIONING
    verb = verb or next(iter(passage.hits.between("quantities.change", sentence.first, target.first)), None)
    if verb is None or walls_between(passage, verb.first, target.first):
        return None
    free = [p for p in here if p.preposition is None and p.case is None and p.role in _NAMES]
    sends = [p for p in free if p.first < target.first and not walls_between(passage, p.first, verb.first)][-1:]
    sends = sends or _beside(passage, here, target.first, target.last)  # `120 Czech soldiers have come home from Mali`
    others = [p for p in here if not sends or p.code != sends[0].code]
    hosts = [p for p in others if hosting & p.prepositions or (p in free and p.first >= target.last)]
    return (sends, hosts[:1]) if sends and hosts else None


def of_nation(passage: Passage, target: Target, here: Sequence[Party]) -> list[Party]:
    """`500 Danish and 300 Norwegian soldiers`: where each of several counts of people, or of goods that come, has the
    adjective of a state right beside it, that state sent them, and none of the others."""
    comes = target.act is not None and target.act.group in _COMING
    if target.to_people or not (target.sort == "people" or (target.sort == "goods" and comes)):
        return []
    own = _beside(passage, here, target.first, target.last)
    if not own:
        return []
    others = [party for first, last in target.rivals for party in _beside(passage, here, first, last)]
    others = [party for party in others if party.code != own[0].code]
    return [*own, *others] if others else []


def _beside(passage: Passage, here: Sequence[Party], first: int, last: int) -> list[Party]:
    """The adjective inside a figure or else right beside it, on the side where adjectives stand."""
    nations = [party for party in here if party.role in _NATIONS and not party.prepositions]
    inside = [party for party in nations if first <= party.first and party.last <= last]
    leads = passage.pack.text("script.head") == "before"
    return (inside or [p for p in nations if (p.last == first if leads else p.first == last)])[:1]


_COMING: Final = frozenset({"receive", "arrive"})
_NATIONS: Final = frozenset({"adjectives", "people"})
_HOSTING: Final = frozenset({"from", "of", "in"})  # words before those from whom people are called back
_STATIONING: Final = frozenset({"in"})  # and before those with whom their number changes


def meant_for(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`In addition to 12 jets for Poland, Sweden will give Ukraine eight`: a name right behind goods and a `for`, and
    parted from the verb by a comma, is whom these go to."""
    act = target.act
    for party in here:
        if not (0 <= party.first - target.last <= _LINK and "for" in party.prepositions and party.role in _NAMES):
            continue
        others = any(first >= party.last for first, _ in target.rivals)
        behind = act is None or any(passage.tokens[at].form == "," for at in range(party.last, act.first))
        if others and behind:
            return [], [party]
    return None


def was_given(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`Chile seien 8 Haubitzen geliefert worden`, `Kenya was given 6 jets`: no party is what is given, so the subject
    of a passive verb of giving gets; a participle behind the goods (`400 bombs sold in 2015`) has none."""
    act = target.act
    if act is None or act.frame != "supply" or act.voice != "passive" or act.form == "noun" or target.sort == "money":
        return None
    if act.first >= target.last and not passage.hits.any_at(AUXILIARIES, act.last):
        return None
    if any(0 <= party.first - act.last <= _LINK and party.preposition is None for party in here):
        return None  # `has since the invasion given Kyiv 300 tanks`
    given = [party for party in here if party.first == act.subject and party.role in _NAMES]
    return ([], given) if given else None


def only_goal(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`In addition, 40 missiles worth 3 million go to Albania`: the only party of a sentence, behind the figure and a
    `to`, gets it, whoever got those before; unless things arrive there, for they may go on."""
    acting = [party for party in here if not (party.speaks or party.dateline)]
    if len({party.code for party in acting}) != 1 or (target.act is not None and target.act.group not in _TO_GO):
        return None
    if passage.hits.any_between("acts.arrive", target.sentence.first, target.sentence.last):
        return None
    for party in acting:
        behind = 0 <= party.first - target.last <= _ONWARD and not walls_between(passage, target.last, party.first)
        if behind and party.prepositions == {"to"} and party.role == "names":
            return [], [party]
    return None


_ONWARD: Final = 14  # tokens from a figure to where it goes, its price between
_TO_GO: Final = frozenset({"supply", "pay"})


def from_the_head(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`Desde Emiratos, el suministro de armas fue de 40 millones`: a name under `from` at the head of a sentence whose
    noun of giving has no other owner gives."""
    if not here or here[0].governors != {"from"} or here[0].first - target.sentence.first > _OPENING:
        return None
    giving = passage.hits.between("acts.supply", here[0].last, target.first)
    named = any("from" in party.governors or "of" in party.governors for party in here[1:])
    nouns = any(("acts.supply", "noun") in hit.senses for hit in giving)
    return ([here[0]], []) if nouns and not named and here[0].role in _STATES else None


_OPENING: Final = 2  # tokens: `from`, an article


def own_make(target: Target, here: Sequence[Party]) -> Ends | None:
    """`had ordered 200 US tanks and 20 Spanish-made helicopters`: whose make the goods of one of several figures are
    gives these, where the subject of buying or getting takes all."""
    act = target.act
    if act is None or act.group != "receive" or act.voice != "active" or act.form == "noun":
        return None
    taker = next((party for party in here if party.first == act.subject), None)
    ahead = [first for first, _ in target.rivals if first >= target.last]
    end = min(ahead, default=target.sentence.last)
    makes = [party for party in here if party.first >= target.first and party.first < end and is_maker(party, target)]
    if taker is None or len(target.rivals) < _SEVERAL or not makes or makes[0].code == taker.code:
        return None
    if any("from" in party.governors and not is_maker(party, target) for party in here):
        return None
    return makes[:1], [taker]


def stationed(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`has 270 soldiers in Lithuania, while in Slovakia it keeps four batteries`: of several places, the only one in
    the clause of a figure that is stationed."""
    if target.act is None or target.act.frame != "deploy" or target.act.form == "noun":
        return None
    places = [party for party in here if party.governors == {"in"} and not party.dateline and party.role in _STATES]
    first, last = clause_of(passage, target.sentence, target.first, target.last)
    inside = {party.code: party for party in places if first <= party.first < last}
    if len(inside) != 1 or len({party.code for party in places}) < _SEVERAL:
        return None
    return [], list(inside.values())


_STATES: Final = frozenset({"names", "short", "place"})
_SEVERAL: Final = 2
