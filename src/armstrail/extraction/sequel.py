"""Sides that only the sentence right behind a figure tells: `Two ships were handed over to the navy. They are a gift
from Japan`, `Inspectors found 12 rocket launchers. The ship was bound for Syria`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from armstrail.extraction.numbers import number_at
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_ENDS: Final = "cues.ends"
_MOVING: Final = ("acts.supply", "acts.arrive")
_BACK: Final = ("grammar.pronouns", "grammar.determiners", *_MOVING)
_VERB: Final = 7  # tokens at the head of a sentence in which its verb stands
_OPENING: Final = 2  # tokens at the head of a sentence, in which it points back or its verb stands
_JUDGING: Final = ("cues.stance", "cues.speech", "acts.ask", "acts.find", "acts.seize", "acts.use")
_NAMES: Final = frozenset({"names", "capital", "short", "group", "place"})
_GOAL: Final = frozenset({"to", "for"})
_SOURCE: Final = frozenset({"from", "of", "by"})
_LINK: Final = 3  # tokens from a word for a gift to whose it is


def told_next(passage: Passage, parties: Parties, target: Target) -> tuple[str | None, str | None]:
    """Who gives and who gets by the sentence behind a figure's own, where that one counts nothing, judges nothing, and
    names one party that goods come from or go to; None for a side that it does not tell."""
    behind = target.sentence.index + 1
    if target.sort not in ("goods", "commodity") or behind >= len(passage.sentences):
        return None, None
    sentence = passage.sentences[behind]
    here = [party for party in parties.by_sentence.get(behind, ()) if party.role in _NAMES]
    if sentence.paragraph != target.sentence.paragraph or len({party.code for party in here}) != 1:
        return None, None
    first, last = sentence.first, sentence.last
    if any(passage.hits.any_between(cls, first, last) for cls in _JUDGING):
        return None, None
    if not (passage.hits.any_between(_ENDS, first, last) or _goes_on(passage, first, last)):
        return None, None
    party = here[-1]
    if party.first == first or any(_counts(passage, at) for at in range(first, last)):
        return None, None
    if _gives(passage, party):
        return party.code, None
    return (None, party.code) if _GOAL & party.governors else (None, None)


def _goes_on(passage: Passage, first: int, last: int) -> bool:
    """`They were flown on to Tehran`, `Iban a ser enviados a Teherán`: whether a sentence tells of moving, and opens
    with a word that points back or with its verb."""
    moves = any(passage.hits.any_between(cls, first, min(first + _VERB, last)) for cls in _MOVING)
    return moves and any(passage.hits.any_between(cls, first, min(first + _OPENING, last)) for cls in _BACK)


def _counts(passage: Passage, at: int) -> bool:
    """Whether a number other than an article begins at a token."""
    number = number_at(passage, at)
    return number is not None and number.value != 1


def _gives(passage: Passage, party: Party) -> bool:
    """`a gift from Japan`, `ein Geschenk Japans`, `일본이 기증한`: whether goods come from a party."""
    near = passage.hits.between(_ENDS, party.first - _LINK, party.last + _LINK)
    if any((_ENDS, "gift") in hit.senses for hit in near) and (not party.governors or _SOURCE & party.governors):
        return True  # `подарок Японии` is no gift to it
    near = passage.hits.between(_ENDS, passage.sentence_of(party.first).first, party.last + _LINK)
    if "from" in party.prepositions and any((_ENDS, "origin") in hit.senses for hit in near):
        return True
    own = party.own
    if own is None or own.group != "supply":
        return False
    return own.subject == party.first if own.voice == "active" else "by" in party.prepositions
