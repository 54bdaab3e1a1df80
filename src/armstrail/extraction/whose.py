"""Whose voice a source is: the code of the state or organisation that its words name.

The same service is called `NIS`, `i servizi sudcoreani` and `Seoul's spies`; what they share is whose they are. The
mentions were found for the parties already, so nothing is searched here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage
from armstrail.extraction.speakers import Speaker

_ELSEWHERE: Final = ("place", "company")  # where somebody is, and where a firm is at home, is not whose voice it is


def actor_of(passage: Passage, parties: Parties, speakers: Sequence[Speaker], speaker: Speaker) -> str | None:
    """The code of the one actor that the words of a source name: by its name, demonym, capital, leader or offices.

    A surname alone is of the actor that the phrase with the full name names. None where the words name nobody, and
    where they name several (`the US ambassador in Seoul`): which of them speaks is not guessed.

    Args:
        speakers: all phrases of the document that could speak, in order.
    """
    first, last = speaker.stands_for or (speaker.first, speaker.last)
    named = _named(passage, parties, first, last)
    if not named and speaker.party is not None:
        surname = passage.words(first, last)
        named = {speaker.party}
        for earlier in speakers:
            if earlier.first >= first:
                break
            if earlier.party == speaker.party and surname in passage.words(earlier.first, earlier.last):
                named = _named(passage, parties, earlier.first, earlier.last)
                break
    return named.pop() if len(named) == 1 else None


def _named(passage: Passage, parties: Parties, first: int, last: int) -> set[str]:
    return {
        party.code
        for party in parties.by_sentence.get(passage.sentence_of(first).index, ())
        if first <= party.first < last and party.role not in _ELSEWHERE
    }
