"""Parts of the world that goods go to or come from: `exports to Africa and Asia`.

They are no parties, and a claim names none. But whoever else is named in such a sentence is not the one that gets what
goes there, so a part of the world stands among the parties while sides are decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.passage import Passage
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Pair
    from armstrail.extraction.parties import Parties, Party

REGION: Final = "xx-region"
_REGIONS: Final = "cues.regions"
_SHARED: Final = (_REGIONS, "shared")
_WAYS: Final = frozenset({"to", "from"})


def region_mentions(passage: Passage, taken: set[int], make: Callable[[Mention], Party]) -> list[Party]:
    """The parts of the world that a document names, but those of whose name a party is, too."""
    return [make(mention) for _, mention in passage.hits.of(_REGIONS) if mention.first not in taken]


def settle_regions(passage: Passage, parties: Parties) -> None:
    """Keep parts of the world where goods may go to or come from; beside them a party of such a name is one, too."""
    parties.drop([party for party in parties.by_code.get(REGION, ()) if not _is_goal(passage, party)])
    told = {party.sentence for party in parties.by_code.get(REGION, ())}
    if not told:
        return
    shared = {mention.first for _, mention in passage.hits.of(_REGIONS) if _SHARED in mention.senses}
    for party in [p for p in parties.mentions if p.first in shared and p.sentence in told and p.code != REGION]:
        parties.drop([party])
        party.code = REGION
        parties.add(party)


def _is_goal(passage: Passage, party: Party) -> bool:
    """Whether goods may go to or come from a part of the world: by its preposition, or in it right behind a word of
    giving (`venduto in Medio Oriente`)."""
    governed = party.governors
    if "outside" in governed:
        return False
    near = party.first - _GIVEN_THERE, party.first
    return not _WAYS.isdisjoint(governed) or (
        "in" in governed and any(passage.hits.any_between(cls, *near) for cls in _GIVING)
    )


_GIVEN_THERE: Final = 3  # tokens from a word of giving to where it is done
_GIVING: Final = ("acts.supply", "acts.arrive", "cues.trade")


def parts_of_region(passage: Passage, here: Sequence[Party]) -> set[int]:
    """`sold to the Middle East, above all to Qatar`: the first tokens of names that are told as parts of where all of
    something goes."""
    parts: set[int] = set()
    region: Party | None = None
    for party in here:
        if party.code == REGION:
            region = party
        elif region is not None:
            between = range(region.last, party.first)
            opens = passage.tokens[region.last].form in _OPENING or passage.hits.any_at(_JOINING, region.last)
            near = len(between) <= _ABOVE_ALL and opens
            figure = any(passage.tokens[at].kind == "n" for at in between)
            if not near or figure or not _WAYS & party.governors:
                region = None
            else:
                parts.add(party.first)
                region = party
    return parts


_ABOVE_ALL: Final = 5  # tokens from a part of the world to the states that it is told of
_OPENING: Final = frozenset({",", "(", "–", "—"})
_JOINING: Final = frozenset({"grammar.coordinators"})


def without_regions(pair: Pair) -> Pair:
    """A pair without the side that is a part of the world."""
    supplier, recipient = pair
    return (None if supplier == REGION else supplier, None if recipient == REGION else recipient)
