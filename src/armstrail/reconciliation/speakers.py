"""Whose word claims are: the words of their sources held against the registry, and against the text they stand in."""

from __future__ import annotations

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.span import Span
from armstrail.reconciliation.days import NEVER, days_of
from armstrail.vocabulary import Origins, Whose
from armstrail.vocabulary.pointing import Pointing


def origin_of(claim: Claim, document: Document, origins: Origins) -> str:
    """The code of the origin on whose word a claim rests."""
    days = days_of(claim, document)
    return Speakers(origins).whose(claim, document, days.known if days else NEVER).origin


class Speakers:
    """Whose word claims are, each set of words looked up once."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._pointing = Pointing(origins)
        self._known: dict[tuple[str | None, ...], Whose] = {}
        self._pointed: dict[tuple[str, Span], str | None] = {}

    def whose(self, claim: Claim, document: Document, day: str) -> Whose:
        """On whose word a claim rests."""
        known = self._by_words(claim, document, day)
        if known.how != "own" or claim.source is None:
            return known
        place = document.digest, claim.source
        if place not in self._pointed:
            start, end = claim.source.start, claim.source.end
            self._pointed[place] = self._pointing.origin_of(document.text, start, end, claim.source_type)
        meant = self._pointed[place]
        return self._origins.of(meant, "pointed", misnamed=known.misnamed) if meant is not None else known

    def of_party(self, party: str, day: str) -> Whose:
        """Whose word the stance of a party is that no words name further."""
        return self._origins.resolve(party, "government", party, day)

    def speaks_itself(self, whose: Whose) -> bool:
        """Whether an outlet is the mouth of its state, whose own word is no repeat of somebody unnamed."""
        state = self._origins.states.get(whose.home or "")
        return state is not None and whose.family == state.family

    def _by_words(self, claim: Claim, document: Document, day: str) -> Whose:
        words = claim.source.cut(document.text) if claim.source is not None else None
        bare = (words, claim.source_type, claim.source_actor)
        whole = (*bare, day, document.publisher)
        known = self._known.get(bare) or self._known.get(whole)
        if known is None:
            known = self._origins.resolve(*whole)
            timeless = words and not (known.person or known.misnamed) and known.how != "unnamed"
            self._known[bare if timeless else whole] = known
        return known
