"""Headlines that name a party, a colon and goods: `Germany: four more systems for Ukraine`, `Mali : 15 blindés offerts
par Pékin`.

Without a finite verb the one before the colon is what the line is about: it gives what is for another, and gets what
comes from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import is_verb

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_OPENING: Final = frozenset({":", ",", "–", "—"})
_NAMES: Final = frozenset({"names", "capital", "short", "group"})
_TO: Final = frozenset({"to", "for"})
_FROM: Final = frozenset({"from", "by"})


def _topic_of(passage: Passage, sentence: Sentence, here: Sequence[Party]) -> Party | None:
    """The party that a line without a finite verb opens with, before a colon, a comma or a dash and a figure.

    Args:
        here: the parties of the sentence.
    """
    topic = here[0] if here else None
    if topic is None or topic.first != sentence.first or topic.last + 1 >= sentence.last or topic.role not in _NAMES:
        return None
    if passage.tokens[topic.last].form not in _OPENING:
        return None
    return None if any(is_verb(passage, at) for at in range(topic.last, sentence.last)) else topic


def sides_of_headline(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """Who gives and who gets what a headline counts right behind the party that it is about."""
    topic = _topic_of(passage, target.sentence, here)
    behind = [party for party in here if party.first >= target.last and party.role in _NAMES]
    whose = [party for party in here if party.role == "adjectives" and party.first >= target.first]
    if topic is not None and not behind and len(whose) == 1 and whose[0].code != topic.code:
        return whose[0], topic  # `Taïwan : 500 millions d'aide américaine`
    if topic is None or not behind or behind[0].code == topic.code:
        return None, None
    if any(topic.last < party.first < target.first for party in here):
        return None, None
    governed = behind[0].prepositions
    if governed & _TO and not governed & _FROM:
        return topic, behind[0]
    return (behind[0], topic) if governed & _FROM and not governed & _TO else (None, None)
