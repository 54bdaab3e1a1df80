"""Who seizes goods on their way (`the French navy confiscated 200 rifles`): no party to the flow that it cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import Act

_SEIZE: Final = "seize"
_MOVING: Final = frozenset({"supply", "receive", "arrive", "agree"})  # groups of acts that give or get


def mark_seizers(passage: Passage, parties: Parties, acts: Iterable[Act]) -> None:
    """Mark the mentions that seize the goods that a verb of seizing, one of `acts`, governs: its subject, whose ships
    or men those are that stand before it, or who stands behind `by`."""
    acts = list(acts)
    seizing = {act.first: act for act in acts if act.frame == _SEIZE}
    subjects = {act.subject for act in seizing.values() if act.voice == "active"}
    marked = passage.pack.flag("script.postpositions")  # a subject carries its mark there
    for party in parties.mentions:
        by = "by" in party.prepositions and party.own is not None and party.own.first in seizing
        owns = not marked and _owns_seizer(party, seizing, acts)
        party.seizes = party.first in subjects or by or owns


def _owns_seizer(party: Party, seizing: dict[int, Act], acts: Sequence[Act]) -> bool:
    """`Les navires de la 5e Flotte des États-Unis ont saisi`, `Корабли ВМС Франции перехватили`: whether a name stands
    before an active verb of seizing without a subject, no other verb between, and tells whose its subject is."""
    if party.preposition is not None and not party.prepositions & _OF:
        return False
    act = next((act for first, act in sorted(seizing.items()) if first >= party.last), None)
    if act is None or act.voice != "active" or act.form != "finite" or act.subject is not None:
        return False
    near = act.first - party.last <= _BEFORE
    return near and not any(party.last <= other.first < act.first for other in acts)


_OF: Final = frozenset({"of"})
_BEFORE: Final = 4  # tokens from a name to the verb of seizing


def outsiders(parties: Parties) -> frozenset[str]:
    """The parties that seize goods in a text, and that no verb of it has for a giver or a taker."""
    return frozenset(
        code for code, mentions in parties.by_code.items()
        if any(party.seizes for party in mentions) and not any(_takes_part(party) for party in mentions)
    )  # fmt: skip


def _takes_part(party: Party) -> bool:
    own = party.own
    if own is None or own.group not in _MOVING or party.speaks or party.seizes:
        return False
    return own.subject == party.first or party.preposition is not None or party.acted_on
