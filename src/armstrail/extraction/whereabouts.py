"""Where what a figure tells of took place: the places of its sentence, each with the part it plays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armstrail.extraction.parties import Parties, Party, preposition_before
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.postpositions import postposition_after
from armstrail.extraction.verbs import Act, walls_between
from armstrail.languages import Mention
from armstrail.model.claim import Place
from armstrail.vocabulary import PlaceEntry

_ROLE: Final = {"from": "origin", "to": "destination", "via": "transit", "in": "location", "aboard": "location"}
_MOVING: Final = ("supply", "arrive", "receive")
_OF: Final = 3  # tokens between the word for `of` and the name: articles, a title


@dataclass(frozen=True, slots=True)
class _Named:
    """A place named in a sentence: its first token, its words, what it is, and the role words that govern it."""

    first: int
    words: str
    entry: PlaceEntry
    governed: tuple[str, ...]


def places_of(passage: Passage, parties: Parties, sentence: Sentence, act: Act | None, first: int) -> tuple[Place, ...]:
    """The places named in the sentence of the figure that begins at token `first`, but for those that more than
    one wall parts from it. The preposition or case tells the role, and the act where it may mean two."""
    named = [place for place in _named(passage, parties, sentence) if walls_between(passage, place.first, first) <= 1]
    moving = act is not None and act.group in _MOVING
    found: list[Place] = []
    follower: str | None = None
    for place in reversed(named):
        role = _role(place.governed, moving, follower)
        follower = role
        entry = place.entry
        found.append(Place(place.words, entry.country, role, entry.latitude, entry.longitude, entry.disputed))
    return tuple(dict.fromkeys(reversed(found)))


def _named(passage: Passage, parties: Parties, sentence: Sentence) -> list[_Named]:
    """The names that stand for places here: where the words are those of a party otherwise, they are that party."""
    by_first = {party.first: party for party in parties.by_sentence.get(sentence.index, ())}
    places = passage.pack.vocabulary.places
    found: list[_Named] = []
    for mention in passage.hits.between("places", sentence.first, sentence.last):
        at = mention.first
        if passage.hits.any_between("models", at, mention.last):
            continue  # missiles named Milan are in no city
        party = by_first.get(at)
        if party is not None and party.place is None and not _is_city(party):
            continue
        entry = places[(party.place if party is not None and party.place else mention.value("places")) or ""]
        if party is None and entry.country is not None:
            continue
        word = party.preposition if party is not None else _role_word(passage, sentence, mention)
        if word == "of":
            word = _before_of(passage, sentence, at) or word
        governed = tuple(word.split("|")) if word else ()
        found.append(_Named(at, passage.words(mention.first, mention.last), entry, governed))
    return found


def _is_city(party: Party) -> bool:
    """Whether a capital is named as the city it is, and not for its government: in Kabul, via Minsk."""
    return party.role == "capital" and bool({"in", "via"} & party.prepositions)


def _role_word(passage: Passage, sentence: Sentence, mention: Mention) -> str | None:
    if passage.pack.flag("script.postpositions"):
        return postposition_after(passage, sentence, mention.last).value
    return preposition_before(passage, sentence, mention.first)


def _before_of(passage: Passage, sentence: Sentence, first: int) -> str | None:
    """`from the port of Rajin`: what governs the noun that the name belongs to."""
    for at in range(first - 1, max(first - 1 - _OF, sentence.first), -1):
        hit = passage.hits.ending("grammar.prepositions", at)
        if hit is not None:
            return preposition_before(passage, sentence, hit.first)
    return None


def _role(governed: tuple[str, ...], moving: bool, follower: str | None) -> str:
    """The role of a place by the words that govern it.

    A word that means both `to` and `in` (на, 에) or both `from` and `in` (에서) is decided by whether anything
    moves; `in` with a movement is where it ends; `of` before a destination is where it begins (de Rajin à ...).
    """
    roles = [_ROLE[word] for word in governed if word in _ROLE]
    if moving:
        if "of" in governed and follower == "destination":
            return "origin"
        if not roles or roles == ["location"]:
            return "location" if "aboard" in governed else "destination"
        return next((role for role in roles if role != "location"), "location")
    return "location" if "location" in roles or not roles else roles[0]
