"""People who are counted, and whom nobody sent: those who are trained, equipped or called up, who flee, who guard their
own border."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import walls_between

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Pair
    from armstrail.extraction.cues import Target
    from armstrail.languages import Mention

_UNSENT: Final = "cues.unsent"
_FLEEING: Final = (_UNSENT, "fleeing")
_TRAINERS: Final = "personnel.instructors"
_NEAR: Final = 8  # tokens from a verb of training to whom it trains
_MOVING: Final = ("acts.supply", "acts.deploy", "acts.arrive")


def are_unsent(passage: Passage, target: Target, path: str | None, pair: Pair, here: Sequence[Party]) -> bool:
    """`Britain has trained 45,000 Ukrainian soldiers`, `1,000 Afghan soldiers have fled to Tajikistan`, `rifles enough
    to equip 2,400 men`, `moved 10,000 soldiers to its border with Belarus`: whether a figure counts people who are sent
    to nobody.

    Args:
        path: the item of the figure.
        here: the parties of its sentence.
    """
    if target.sort != "people" or path == _TRAINERS:
        return False
    first, last = target.sentence.first, target.sentence.last
    told = passage.hits.between(_UNSENT, first, last)
    if any(_FLEEING in hit.senses or _is_beside(passage, target, hit) for hit in told):
        return True
    if _are_trained(passage, target, pair, here):
        return True
    facing = [party for party in here if party.code == pair[1]]
    return bool(facing) and all(_is_past_border(passage, party) for party in facing)


def _is_beside(passage: Passage, target: Target, hit: Mention) -> bool:
    """Whether a verb has a figure for its object, behind it or before it where verbs come last."""
    if hit.last <= target.first:
        return target.first - hit.last <= _OBJECT and not walls_between(passage, hit.last, target.first)
    last = passage.pack.flag("script.postpositions") or passage.pack.flag("script.infinitives_last")
    return last and 0 <= hit.first - target.last <= _OBJECT and not walls_between(passage, target.last, hit.first)


_OBJECT: Final = 3  # tokens between such a verb and its object


def _is_past_border(passage: Passage, party: Party) -> bool:
    """`its border with Belarus`: whether a name tells only with whom a border is."""
    near = passage.hits.any_between("cues.borders", party.first - _BORDER, party.first)
    return near and "against" in party.prepositions


_BORDER: Final = 4  # tokens from a word for a border to the name of the state behind it


def _are_trained(passage: Passage, target: Target, pair: Pair, here: Sequence[Party]) -> bool:
    """Whether people are trained who by the adjective beside them are of the one that would send them, where nothing
    else in the sentence moves."""
    near = max(target.sentence.first, target.first - _NEAR), min(target.sentence.last, target.last + _NEAR)
    if not passage.hits.any_between("acts.train", *near):
        return False
    own = any(party.code in pair and target.first <= party.first <= target.last for party in here)
    return own and not any(passage.hits.any_between(cls, *near) for cls in _MOVING)
