"""Parts of the world that goods go to or come from: `exports to Africa and Asia`.

They are no parties, and a claim names none. But whoever else is named in such a sentence is not the one that gets what
goes there, so a part of the world stands among the parties while sides are decided.
"""

from __future__ import annotations

from collections.abc import Callable
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
    named = list(parties.by_code.get(REGION, ()))
    parties.drop([p for p in named if _WAYS.isdisjoint(p.governors) or "outside" in p.governors])
    told = {party.sentence for party in parties.by_code.get(REGION, ())}
    if not told:
        return
    shared = {mention.first for _, mention in passage.hits.of(_REGIONS) if _SHARED in mention.senses}
    for party in [p for p in parties.mentions if p.first in shared and p.sentence in told and p.code != REGION]:
        parties.drop([party])
        party.code = REGION
        parties.add(party)


def without_regions(pair: Pair) -> Pair:
    """A pair without the side that is a part of the world."""
    supplier, recipient = pair
    return (None if supplier == REGION else supplier, None if recipient == REGION else recipient)
