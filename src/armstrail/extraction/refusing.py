"""Who would give what another has asked for and they refuse: `Athens has rejected an American request to send 40`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.asides import belongs_to
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target
    from armstrail.extraction.verbs import Act

_GIVING: Final = frozenset({"base", "gerund", "noun"})
_ADDED: Final = frozenset({"adjectives", "place", "people"})
_FOR_IT: Final = 10  # tokens from a noun of asking to the giving, who asks and who is to get between
_REFUSED: Final = 6  # tokens from a verb of refusing to that noun, or back


def sides_of_refusal(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party | None, Sequence[Party]]:
    """Who refuses to give what was asked for, and who is named with the asking; None where nothing tells of it.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    act = target.act
    if act is not None and act.frame == "ask" and act.form == "noun":
        return _of_request(passage, target, here, act)
    if act is None or act.group != "supply" or act.form not in _GIVING or passage.pack.flag("script.postpositions"):
        return None, ()
    noun = next(
        iter(passage.hits.between("acts.ask", max(target.sentence.first, act.first - _FOR_IT), act.first)), None
    )
    if noun is None:
        return None, ()
    told = passage.hits.between("cues.modality", max(target.sentence.first, noun.first - _REFUSED), act.first)
    verb = next((hit for hit in told if ("cues.modality", "denied") in hit.senses), None)
    if verb is None:
        return None, ()
    start = min(verb.first, noun.first)
    free = [
        party for party in here
        if party.last <= start and party.preposition is None and party.case is None and party.role not in _ADDED
    ]  # fmt: skip
    if not free:
        return None, ()
    asking = [p for p in here if p.code != free[-1].code and start - 3 <= p.first < act.first and p.preposition != "to"]
    return free[-1], asking


def _of_request(
    passage: Passage, target: Target, here: Sequence[Party], noun: Act
) -> tuple[Party | None, Sequence[Party]]:
    """`Tehran turned down a Russian request for 1,000 missiles`: who refuses what a noun of asking asks for, and whose
    request it is, by the adjective before it or the name behind it."""
    near = max(target.sentence.first, noun.first - _REFUSED), min(target.sentence.last, noun.last + _FOR_IT)
    refused = any(("cues.modality", "denied") in hit.senses for hit in passage.hits.between("cues.modality", *near))
    asking = [party for party in here if belongs_to(passage, party, noun)]
    free = [
        party for party in here
        if party.last <= noun.first and party not in asking and party.role not in _ADDED and not party.possessive
        and not party.governors
    ]  # fmt: skip
    if not refused or not asking or not free or free[0].code == asking[0].code:
        return None, ()
    return free[0], asking
